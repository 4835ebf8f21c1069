"""The bibliographic record as HTML: each field with where it comes from."""

from __future__ import annotations

from edition.edited import EditedDocument
from edition.model import Basis, Record
from edition.render.escape import html

FIELD_NAMES = {
    "title": "題名",
    "author": "著者",
    "editor": "編者",
    "translator": "訳者",
    "contributor": "協力者",
    "container-title": "収録元",
    "collection-title": "叢書・シリーズ",
    "genre": "種別",
    "publisher": "発行",
    "publisher-place": "発行地",
    "issued": "発行日",
    "number": "番号",
    "volume": "巻",
    "issue": "号",
    "page": "頁",
    "number-of-pages": "頁数",
    "DOI": "DOI",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "URL": "所在",
    "source": "情報源",
    "keyword": "キーワード",
    "language": "言語",
    "note": "注記",
    "type": "資料の型",
}
STATUS_NAMES = {
    "own": "本文による",
    "outside": "外部の資料による",
    "inferred": "推定",
    "unknown": "未詳",
}
FORM_NAMES = {"latin": "ローマ字", "reading": "読み", "hangul": "ハングル"}


def written_date(value: object) -> str:
    """Return a CSL date in Japanese."""
    if not isinstance(value, dict):
        return ""
    units = ("年", "月", "日")
    parts = [
        "".join(f"{number}{unit}" for number, unit in zip(part, units, strict=False))
        for part in value.get("date-parts", [])
    ]
    return "～".join(parts)


def written_value(field: str, value: object) -> str:
    """Return a field's value as text."""
    if field == "issued":
        return written_date(value)
    if isinstance(value, list):
        return "、".join(
            name.get("literal") or f"{name.get('family', '')}{name.get('given', '')}"
            for name in value
        )
    return str(value)


def written_basis(basis: Basis) -> str:
    """Return where a fact comes from, as HTML."""
    parts = [f'<span class="status status-{basis.status}">{STATUS_NAMES[basis.status]}</span>']
    if basis.quote:
        parts.append(f"「{html(basis.quote)}」")
    if basis.source:
        parts.append(html(basis.source))
    if basis.reason:
        parts.append(html(basis.reason))
    return " ".join(parts)


def render_record(record: Record) -> str:
    """Return the record as a table of field, value and basis."""
    rows = []
    for field, name in FIELD_NAMES.items():
        if field not in record.basis:
            continue
        value = record.csl.get(field)
        if value is None:
            shown = '<span class="unknown">未詳</span>'
        elif field == "URL":
            shown = f'<a href="{html(str(value))}" rel="external">{html(str(value))}</a>'
        else:
            shown = html(written_value(field, value))
        rows.append(
            f'<tr><th scope="row">{name}</th><td>{shown}</td>'
            f"<td>{written_basis(record.basis[field])}</td></tr>"
        )
    for form in record.names:
        shown = html(f"{form.family} {form.given}".strip())
        rows.append(
            f'<tr><th scope="row">{html(form.name)}の{FORM_NAMES.get(form.form, html(form.form))}</th>'
            f"<td>{shown}</td><td>{written_basis(form.basis)}</td></tr>"
        )
    return (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="書誌（横に動かせます）">'
        '<table class="record"><thead><tr><th scope="col">項目</th><th scope="col">内容</th>'
        f'<th scope="col">根拠</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def short_description(document: EditedDocument) -> str:
    """Return authors, publisher and date in one line of text."""
    csl = document.record.csl
    parts = [written_value("author", csl["author"])] if "author" in csl else []
    for field in ("container-title", "publisher", "issued"):
        if field in csl:
            mark = "（推定）" if document.record.basis[field].status == "inferred" else ""
            parts.append(written_value(field, csl[field]) + mark)
        elif field in document.record.basis:
            parts.append(f"{FIELD_NAMES[field]}未詳")
    return "、".join(parts)
