"""The overview of a document: record, contents, rights, account."""

from __future__ import annotations

from collections.abc import Mapping

from edition.citations.head import overview_head
from edition.citations.head_tags import Place, head_values
from edition.edited import EditedDocument
from edition.model import Access, Division
from edition.pagination import Pagination
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.inline import page_label
from edition.render.reading import display_heading, display_title
from edition.render.record import render_record, short_description
from edition.rights import is_source_published

ROOT = "../../"
ACCESS_NAMES = {
    Access.FULL: "全文を公開",
    Access.EXCERPT: "一部を公開",
    Access.METADATA: "書誌だけを公開",
}
PLACE_NAMES = {
    "passage": "段落・項目・表・図・前付",
    "note": "注",
    "heading": "見出し",
    "label": "項目や注の符号",
    "marker": "本文中の注番号",
    "artefact": "抽出や印刷の残り",
}


def render_overview(
    document: EditedDocument,
    pagination: Pagination,
    printed: Mapping[int, int],
    place: Place | None = None,
) -> str:
    """Return the overview page of a document as Markdown; without `place` its head says nothing to machines."""
    record = document.record
    title = display_title(document)
    first = pagination.pages[0].url
    blocks = [
        f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
        f'<li><a href="{ROOT}documents/">資料</a></li>'
        f'<li aria-current="page">{html(record.short_title)}</li></ol></nav>',
        f"# {markdown_inline(title)} {{#document}}",
        f'<p class="lead">{html(short_description(document))}</p>',
        f'<p><a class="md-button md-button--primary" href="{ROOT}{first}">本文を読む</a> '
        f'<a href="cite/">引用する</a> <code class="citation-key">{document.key}</code></p>',
        _remarks(document),
        "## 本文の目次 {#contents}",
        _contents(document, pagination, printed),
        "## 書誌 {#record}",
        render_record(record),
        "## 権利 {#rights}",
        _rights(document),
        "## 文字の収支 {#account}",
        _account(document),
    ]
    head = front_matter(
        {
            "title": f"{title}｜{record.short_title}",
            "description": f"{title}の書誌・目次・権利・文字の収支。",
            **({"head": head_values(overview_head(document, pagination, place))} if place else {}),
        }
    )
    return head + "\n" + "\n\n".join(block for block in blocks if block) + "\n"


def _remarks(document: EditedDocument) -> str:
    """Return the editor's remarks."""
    if not document.record.notes:
        return ""
    items = "".join(f"<li>{html(note)}</li>" for note in document.record.notes)
    return f'<div class="remarks"><ul>{items}</ul></div>'


def _contents(
    document: EditedDocument, pagination: Pagination, printed: Mapping[int, int]
) -> str:
    """Return all headings as nested links with the page on which they stand."""
    rows = []
    first = pagination.pages[0]
    if not first.division and first.slug == "front":
        rows.append(f'<li class="level-1"><a href="{ROOT}{first.url}">冒頭</a></li>')
    for division in document.structure.divisions:
        rows.append(_content_row(document, division, pagination, printed))
    return f'<ol class="contents">{"".join(rows)}</ol>'


def _content_row(
    document: EditedDocument, division: Division, pagination: Pagination, printed: Mapping[int, int]
) -> str:
    page = f'<span class="page">{html(page_label(division.page, printed))}</span>' if division.page else ""
    return (
        f'<li class="level-{division.level}"><a href="{ROOT}{pagination.url(division)}">'
        f"{html(display_heading(document, division))}</a> {page}</li>"
    )


def _rights(document: EditedDocument) -> str:
    """Return the rights block."""
    rights = document.record.rights
    rows = (
        ("権利者", rights.holder),
        ("根拠", rights.basis),
        ("範囲", rights.scope),
        ("公開", ACCESS_NAMES[rights.access]),
    )
    items = "".join(f"<dt>{name}</dt><dd>{html(text)}</dd>" for name, text in rows)
    return f'<dl class="rights">{items}</dl>'


def _account(document: EditedDocument) -> str:
    """Return the account of the source's characters, its digest and a download."""
    account = document.account
    rows = "".join(
        f'<tr><th scope="row">{PLACE_NAMES[place]}</th><td>{count:,}</td></tr>'
        for place, count in account.by_place.items()
    )
    rows += (
        f'<tr><th scope="row">行き先のない文字</th><td>{len(account.unaccounted):,}</td></tr>'
        f'<tr><th scope="row">加えられた文字</th><td>{account.invented:,}</td></tr>'
        f'<tr class="total"><th scope="row">原文の文字（空白を除く）</th><td>{account.characters:,}</td></tr>'
    )
    apart = "".join(
        f"<li><code>{html(document.source.text[a.span.begin : a.span.end])}</code> {html(a.reason)}</li>"
        for a in document.structure.apart
        if a.kind == "artefact"
    )
    kept_out = f"<details><summary>本文から除いた残り</summary><ul>{apart}</ul></details>" if apart else ""
    download = (
        f'<p><a href="{ROOT}data/sources/{document.key}.txt" download>与えられたテキストをそのまま取得</a></p>'
        if is_source_published(document)
        else ""
    )
    return (
        "<p>与えられたテキストの空白以外のすべての文字は、次のどれか一つに必ず入ります。"
        "サイトを作るたびに機械で確かめています。</p>"
        f'<table class="account"><tbody>{rows}</tbody></table>{kept_out}'
        f'<p class="digest">SHA-256 <code>{document.source.sha256}</code></p>{download}'
    )
