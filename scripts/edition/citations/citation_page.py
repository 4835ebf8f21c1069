"""The citation files of the site: a page for each document, downloads, and the templates for the script."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition.annotated import AnnotatedCorpus
from edition.citations.formats import FORMATS, event_templates, export_values, fill_export
from edition.citations.styles import STYLES, Rich
from edition.citations.templates import (
    EVENT,
    PAGES,
    Pincite,
    Templates,
    fill,
    make_templates,
    pincite,
    place_values,
)
from edition.edited import EditedDocument
from edition.model import Record
from edition.pagination import Pagination
from edition.render.escape import front_matter, html, markdown_inline
from edition.rights import is_visible

ROOT = "../../../"
_FORM_NAMES = {"note": ("注",), "in-text": ("本文中", "文献表"), "entry": ("文献表",)}
_EXTENSIONS = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}
_FORMAT_BY_ID = {export.id: export for export in FORMATS}


def render_citation_files(
    documents: Sequence[tuple[EditedDocument, Pagination]],
    annotated: AnnotatedCorpus,
    site_url: str = "",
) -> dict[str, str]:
    """Return every citation file: text by path below docs/.

    Args:
        documents: the documents with their reading pages.
        annotated: the annotated corpus; its documents are those.
        site_url: address of the site with a slash at the end, or "" when it is not known at build
            time: the files then hold no address, and the pages show it as https://…/.

    Returns:
        documents/<key>/cite.md, data/citations/<key>.{bib,ris,json}, data/corpus.{bib,ris,json} and
        data/citations/templates.json.

    Raises:
        CitationError: when the engine cannot format a citation.
    """
    records = [document.record for document, _ in documents]
    templates = make_templates(records)
    files = {"data/citations/templates.json": format_templates(records, templates)}
    for document, _ in documents:
        files[f"documents/{document.key}/cite.md"] = _page(document, templates, site_url)
    exports = {
        name: [_export(record, name, site_url) for record in records] for name in _EXTENSIONS
    }
    for name, extension in _EXTENSIONS.items():
        for record, text in zip(records, exports[name], strict=True):
            files[f"data/citations/{record.key}.{extension}"] = f"[\n{text}]\n" if name == "csl-json" else text
    files["data/corpus.bib"] = "\n".join(exports["bibtex"])
    files["data/corpus.ris"] = "\n".join(exports["ris"])
    files["data/corpus.json"] = "[\n" + ",\n".join(text.rstrip() for text in exports["csl-json"]) + "\n]\n"
    return files


def _export(record: Record, name: str, site_url: str) -> str:
    url = f"{site_url}documents/{record.key}/" if site_url else ""
    return fill_export(_FORMAT_BY_ID[name].template(record, False), export_values(record, None, url), None)


def format_templates(records: Sequence[Record], templates: Templates) -> str:
    """Return templates.json, which docs/assets/citation/citation.js reads."""

    def rich(part: Rich) -> dict[str, str]:
        # Without italics the HTML is the text, escaped: the script can do that itself.
        return {"text": part.text, "html": part.html} if "<i>" in part.html else {"text": part.text}

    styles = [
        {
            "id": style.id,
            "name": style.name,
            "parts": _FORM_NAMES[style.form],
            "labels": templates.labels[style.id],
            "pages": PAGES[style.usage],
            "templates": {
                key: {"document": [rich(part) for part in made.document]}
                | ({} if key == EVENT else {"passage": [rich(part) for part in made.passage]})
                for key, made in templates.by_style[style.id].items()
            },
        }
        for style in STYLES
    ]
    events = event_templates()
    exports = [
        {
            "id": export.id,
            "name": export.name,
            "takesQuotation": export.takes_quotation,
            "templates": {
                record.key: {"document": export.template(record, False), "passage": export.template(record, True)}
                for record in records
            }
            | {EVENT: {"document": events[export.id]}},
        }
        for export in FORMATS
    ]
    return json.dumps({"format": 1, "styles": styles, "exports": exports}, ensure_ascii=False, indent=0) + "\n"


def cite_passage(
    templates: Templates, record: Record, style_id: str, place: Pincite, site_url: str, date: tuple[int, int, int]
) -> list[Rich]:
    """Return the citation of a passage in a style, as the script makes it.

    Args:
        templates: from `make_templates`.
        record: the record of its document.
        style_id: id of the style.
        place: the passage.
        site_url: address of the site, with a slash at the end.
        date: year, month and day of access.

    Returns:
        what one copies: a note; a short form and its entry; or an entry.
    """
    style = next(style for style in STYLES if style.id == style_id)
    values = {"url": site_url + place.path} | place_values(style, templates.labels[style_id], place)
    return [
        Rich(fill(part.text, values, date), fill(part.html, values, date, is_html=True))
        for part in templates.by_style[style_id][record.key].passage
    ]


def _page(document: EditedDocument, templates: Templates, site_url: str) -> str:
    """Return the page documents/<key>/cite/ as Markdown."""
    record = document.record
    key = record.key
    url = f"{site_url or 'https://…/'}documents/{key}/"
    blocks = [
        f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
        f'<li><a href="{ROOT}documents/">資料</a></li>'
        f'<li><a href="{ROOT}documents/{key}/">{html(record.short_title)}</a></li>'
        '<li aria-current="page">引用</li></ol></nav>',
        f"# {markdown_inline(record.short_title)}の引用 {{#cite}}",
        '<p class="lead">資料の全体を引くときの書き方と、文献管理ソフトに取り込むファイルです。'
        "角括弧は、資料に書かれていないことを推定したか、分からないことを示します。</p>",
        "## 様式ごとの書き方 {#styles}",
        "<p>角括弧に入れた「閲覧日」「access date」の所には、閲覧した日を書いてください。"
        + ("" if site_url else "<code>https://…/</code> には、いま開いているこのサイトのアドレスを書いてください。")
        + "</p>",
    ]
    for style in STYLES:
        made = templates.by_style[style.id][key]
        rows = "".join(
            f'<dt>{name}</dt><dd class="citation-text">'
            f"{fill(part.html, {'url': url}, None, is_html=True)}</dd>"
            for name, part in zip(_FORM_NAMES[style.form], made.document, strict=True)
        )
        if style.form == "note" and style.language != "ja-JP":
            entry = fill(made.entry.html, {"url": url}, None, is_html=True)
            rows += f'<dt>文献表</dt><dd class="citation-text">{entry}</dd>'
        blocks += [f"### {style.name} {{#{style.id}}}", f'<dl class="citations">{rows}</dl>']
    blocks += [
        "## 段落を引くとき {#passages}",
        _how_to_pinpoint(document, templates, site_url),
        "## 取り込み用のファイル {#downloads}",
        _downloads(key),
    ]
    head = front_matter(
        {
            "title": f"{html(record.short_title)}の引用",
            "description": f"{html(record.short_title)}を引くときの様式ごとの書き方と、取り込み用の書誌データ。",
        }
    )
    return head + "\n" + "\n\n".join(blocks) + "\n"


def _how_to_pinpoint(document: EditedDocument, templates: Templates, site_url: str) -> str:
    """Return how a passage is named, with the first visible passage as the example."""
    printed = {page.page: page.printed for page in document.structure.pages if page.printed is not None}
    passages = document.structure.passages
    visible = [passage for passage in passages if is_visible(document, passage)] or passages
    example = next((p for p in visible if p.kind.value == "paragraph"), visible[0] if visible else None)
    if example is None:
        return ""
    place = pincite(example, printed)
    rows = []
    for style in STYLES:
        values = {"url": f"{site_url or 'https://…/'}{place.path}"} | place_values(
            style, templates.labels[style.id], place
        )
        part = templates.by_style[style.id][document.key].passage[0]
        rows.append(
            f'<dt>{style.name}</dt><dd class="citation-text">'
            f"{fill(part.html, values, None, is_html=True)}</dd>"
        )
    return (
        "<p>欄外の番号（段落、注、表、図）を添え、アドレスをその番号の固定アドレスに替えます。"
        f"例えば欄外の番号 <code>{place.id.rpartition('.')[2]}</code> は "
        f'<a href="{ROOT}p/{place.id}/"><code>{place.id}</code></a> です。'
        "アドレスの <code>?d=</code> に続く8桁は、引いたときの本文の要約値の初めです。"
        "本文の頁の、番号の隣の「引用」ボタンを使えば、書き上がった形を写せます。</p>"
        f'<dl class="citations">{"".join(rows)}</dl>'
    )


def _downloads(key: str) -> str:
    rows = "".join(
        f'<li>{name}：<a href="{ROOT}data/citations/{key}.{extension}" download>この資料</a>、'
        f'<a href="{ROOT}data/corpus.{extension}" download>五つの資料すべて</a></li>'
        for name, extension in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))
    )
    return f"<ul>{rows}</ul>"
