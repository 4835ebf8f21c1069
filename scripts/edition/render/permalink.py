"""The permanent page of a passage: plain HTML that needs no theme and no script.

It must outlive the generator of the other pages, so it is written whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.citations.arrival_note import (
    arrival_head,
    render_earlier,
    render_forwarding,
    render_hint,
    retired_attributes,
)
from edition.citations.head import passage_head
from edition.citations.head_tags import Place, render_head
from edition.citations.templates import cite_attributes
from edition.edited import EditedDocument
from edition.identity.history import EarlierText
from edition.identity.ledger import digest_text
from edition.model import Division, Passage, PassageKind
from edition.pagination import Pagination
from edition.render.escape import html
from edition.render.home import SITE_NAME
from edition.render.inline import inline, page_range
from edition.render.overlay import Overlay, render_note_item
from edition.render.passages import KIND_NAMES, cell_wraps, language, render_table, table_notes_mark
from edition.render.reading import display_heading, display_title
from edition.render.record import short_description
from edition.rights import WITHHELD, is_source_published, is_visible

ROOT = "../../"


@dataclass(frozen=True, slots=True)
class PermalinkContext:
    """What the permanent pages of a document need to know.

    Args:
        document: the document.
        pagination: its reading pages.
        printed: printed number by page.
        overlay: what is laid over the texts, or None.
        site: address of the site, "" when it is not known.
        earlier: the earlier texts by id, of the passages that have any.
    """

    document: EditedDocument
    pagination: Pagination
    printed: Mapping[int, int]
    overlay: Overlay | None = None
    site: str = ""
    earlier: Mapping[str, Sequence[EarlierText]] = field(default_factory=dict)


def _page(title: str, body: str, head: str = "", cited: str = "") -> str:
    """Return a whole HTML page."""
    return f"""<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html(title)}｜{SITE_NAME}</title>
<link rel="icon" href="{ROOT}assets/images/favicon.png">
<link rel="stylesheet" href="{ROOT}assets/edition/permalink.css">
<link rel="stylesheet" href="{ROOT}assets/citation/citation.css">
<script src="{ROOT}assets/citation/template.js" defer></script>
<script src="{ROOT}assets/citation/citation.js" defer></script>
{head}</head>
<body>
<header><a href="{ROOT}">{SITE_NAME}</a>
<form action="{ROOT}search/" method="get" role="search"><label>全文検索 <input name="q" type="search"></label><button type="submit">検索</button></form></header>
<main{cited}>
{body}
</main>
<footer><p>このアドレスは恒久的です。頁の区切りが変わっても、同じ段落を指し続けます。</p></footer>
</body>
</html>
"""


def _path(context: PermalinkContext, passage: Passage) -> str:
    """Return the headings above a passage as links."""
    by_id = {division.id: division for division in context.document.structure.divisions}
    steps: list[Division] = []
    at = passage.division
    while at:
        steps.insert(0, by_id[at])
        at = by_id[at].parent
    links = [
        f'<li><a href="{ROOT}documents/{context.document.key}/">'
        f"{html(context.document.record.short_title)}</a></li>"
    ]
    links += [
        f'<li><a href="{ROOT}{context.pagination.url(d)}">{html(display_heading(context.document, d))}</a></li>'
        for d in steps
    ]
    return f'<nav aria-label="位置"><ol class="path">{"".join(links)}</ol></nav>'


def _text(context: PermalinkContext, passage: Passage) -> str:
    """Return the passage itself."""
    if not is_visible(context.document, passage):
        return f'<p class="withheld">{WITHHELD}</p>'
    if passage.text is None:
        return f'<p class="missing">［注の文なし］{html(passage.reason)}</p>'
    label = ""
    if passage.label:
        shown = context.document.directives.label_marks.get(passage.label, passage.label)
        label = f'<span class="label">{html(shown)}</span> '
    if passage.kind is PassageKind.TABLE and passage.table:
        table = passage.table
        source = f'<p class="source-line">{html(table.source_line)}</p>' if table.source_line else ""
        cells = render_table(table, set(), ROOT, cell_wraps(passage, context.overlay))
        signs = table_notes_mark(passage, context.overlay)
        return f'<figure><figcaption>{html(table.caption)}{signs}</figcaption>{cells}{source}</figure>'
    wraps = context.overlay.wraps(passage.id) if context.overlay else []
    text = inline(passage.text, passage.note_refs, root=ROOT, wraps=wraps)
    return (
        f'<blockquote{language(passage.text)}><p>{label}'
        f'<span class="text">{text}</span></p></blockquote>'
    )


def _apparatus(context: PermalinkContext, passage: Passage) -> str:
    """Return the editorial notes on the passage."""
    if context.overlay is None or not is_visible(context.document, passage):
        return ""
    notes = context.overlay.notes_in([passage.id])
    if not notes:
        return ""
    items = "".join(render_note_item(note, ROOT) for note in notes)
    return f'<section class="apparatus"><h2>校注</h2><div role="list">{items}</div></section>'


def _events(context: PermalinkContext, passage: Passage) -> str:
    """Return the events the passage is evidence of."""
    if context.overlay is None or not is_visible(context.document, passage):
        return ""
    marks = context.overlay.event_marks(passage.id)
    return f"<section><h2>この箇所に関わる出来事</h2>{marks}</section>" if marks else ""


def _facts(context: PermalinkContext, passage: Passage) -> str:
    """Return id, place and digest."""
    document = context.document
    rows = [
        ("番号", f"<code>{passage.id}</code>（{KIND_NAMES[passage.kind]}）"),
        ("資料", f"{html(display_title(document))}<br>{html(short_description(document))}"),
    ]
    pages = sorted({p for p in [passage.page, *(s.page for s in passage.page_starts)] if p})
    if pages:
        named = page_range(pages[0], pages[-1], context.printed)
        hint = "（印刷頁は一つだけ残る頁番号からの推定）" if pages[0] in context.printed else "（与えられたファイルの頁）"
        rows.append(("原文の頁", f"{html(named)}{hint}"))
    rows.append(("本文の要約値", f"<code>{digest_text(passage.text)}</code>"))
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows) + "</dl>"


def raw_lines(context: PermalinkContext, passage: Passage) -> str:
    """Return the lines of the source behind a passage, numbered, folded."""
    if not is_source_published(context.document) or not passage.source_spans:
        return ""
    source = context.document.source
    lines = source.text.split("\n")
    groups: list[tuple[int, int]] = []
    for span in passage.source_spans:
        first, last = source.line_at(span.begin), source.line_at(span.end - 1)
        if groups and first <= groups[-1][1] + 1:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]))
        else:
            groups.append((first, last))
    shown = "\n…\n".join(
        "\n".join(f"{n:>5}  {lines[n - 1]}" for n in range(first, last + 1))
        for first, last in groups
    )
    return (
        f'<details class="raw"><summary>原文の行（{groups[0][0]}–{groups[-1][1]}行）</summary>'
        f"<pre>{html(shown)}</pre></details>"
    )


def render_permalink(context: PermalinkContext, index: int) -> str:
    """Return the permanent page of a passage.

    Args:
        context: the document and its pages.
        index: which passage of the document.
    """
    passages = context.document.structure.passages
    passage = passages[index]
    url = context.pagination.url(passage)
    neighbours = "".join(
        f'<a rel="{rel}" href="{ROOT}p/{passages[index + step].id}/">{name} {passages[index + step].id}</a>'
        for step, rel, name in ((-1, "prev", "前"), (1, "next", "次"))
        if 0 <= index + step < len(passages)
    )
    body = "\n".join(
        [
            _path(context, passage),
            f"<h1>{html(context.document.record.short_title)} {KIND_NAMES[passage.kind]} "
            f"<code>{passage.id}</code></h1>",
            _text(context, passage),
            render_hint(),
            f'<p><a class="context" href="{ROOT}{url}">前後の文脈の中で読む</a></p>',
            _apparatus(context, passage),
            context.overlay.works_cited(passage.id) if context.overlay else "",
            _events(context, passage),
            _facts(context, passage),
            render_earlier(context.earlier.get(passage.id, ())),
            raw_lines(context, passage),
            f'<nav class="neighbours" aria-label="前後の段落">{neighbours}</nav>',
        ]
    )
    cited = cite_attributes(passage, context.printed)
    place = Place(ROOT, context.site, SITE_NAME)
    head = passage_head(context.document, passage, KIND_NAMES[passage.kind], url, context.printed, place)
    title = f"{passage.id} {display_title(context.document)}"
    return _page(title, body, render_head([*head, *arrival_head(ROOT)]), cited)


def render_retired(old: str, new: str, earlier: Sequence[EarlierText] = ()) -> str:
    """Return the page of a retired id: it leads to the id that answers for it.

    Args:
        old: the retired id.
        new: the id that answers for it.
        earlier: the texts the retired id had.
    """
    body = (
        f"<h1><code>{old}</code></h1>\n<p{retired_attributes(new)}>この番号の段落は、版の改訂により "
        f'<a href="{ROOT}p/{new}/"><code>{new}</code></a> に引き継がれました。</p>\n{render_earlier(earlier)}'
    )
    return _page(old, body, render_forwarding(f"{ROOT}p/{new}/") + render_head(arrival_head(ROOT)))
