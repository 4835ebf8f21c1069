"""Passages as HTML.

The `.text` element of a passage holds exactly its reading text: numbers of
notes and pages are drawn by CSS from attributes, so that copying, searching in
the page and scripts see the source's words and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from edition.model import NoteRef, PageStart, Passage, PassageKind, Table
from edition.pagination import anchor
from edition.render.escape import html

_JAPANESE_RE = re.compile(r"[぀-ヿ㐀-鿿]")
KIND_NAMES = {
    PassageKind.PARAGRAPH: "段落",
    PassageKind.LIST_ITEM: "項目",
    PassageKind.NOTE: "注",
    PassageKind.TABLE: "表",
    PassageKind.FIGURE: "図",
    PassageKind.REFERENCE: "文献",
    PassageKind.FRONT: "前付",
    PassageKind.QUOTATION: "引用",
}


def page_label(page: int, printed: Mapping[int, int]) -> str:
    """Return how a page is named to readers: the printed number, or that of the file."""
    return f"p. {printed[page]}" if page in printed else f"{page}頁"


def page_range(first: int, last: int, printed: Mapping[int, int]) -> str:
    """Return how a run of pages is named."""
    if first == last:
        return page_label(first, printed)
    if first in printed and last in printed:
        return f"p. {printed[first]}–{printed[last]}"
    return f"{first}–{last}頁"


def page_mark(page: int, printed: Mapping[int, int]) -> str:
    """Return the mark that a page of the source begins here."""
    label = page_label(page, printed)
    said = f"ここから原文の{page}頁目" + ("（印刷頁の推定）" if page in printed else "")
    return (
        f'<span class="page-mark" id="page{page}" role="separator" '
        f'aria-label="{html(said)}" title="{html(said)}" data-page="{html(label)}"></span>'
    )


def note_mark(ref: NoteRef, seen: set[str], shown: str = "", root: str | None = None) -> str:
    """Return the link from a text to its note.

    Args:
        ref: the marker.
        seen: ids already given on the page; changed.
        shown: the marker as printed, where it is not the note's number.
        root: relative address of the site's root when the link is to lead to the
            note's permanent page; None for the note on the same page.
    """
    number = ref.note.rpartition(".n")[2]
    identity = f"r{number}"
    while identity in seen:
        identity += "-2"
    seen.add(identity)
    address = f"#n{number}" if root is None else f"{root}p/{ref.note}/"
    return (
        f'<a class="note-ref" id="{identity}" href="{address}" role="doc-noteref" '
        f'aria-label="注{number}" data-number="{html(shown) or f"({number})"}"></a>'
    )


def inline(
    text: str,
    note_refs: Sequence[NoteRef] = (),
    page_starts: Sequence[PageStart] = (),
    printed: Mapping[int, int] = {},
    seen: set[str] | None = None,
    root: str | None = None,
) -> str:
    """Return a reading text with its note markers and page marks.

    Args:
        text: the reading text.
        note_refs: markers; at one offset with a page start they come first.
        page_starts: pages that begin in the text.
        printed: printed number by page.
        seen: note link ids given so far on the page.
        root: see `note_mark`.

    Returns:
        HTML whose text content is `text`.
    """
    seen = set() if seen is None else seen
    inserts = [(ref.offset, 0, note_mark(ref, seen, root=root)) for ref in note_refs]
    inserts += [(start.offset, 1, page_mark(start.page, printed)) for start in page_starts]
    parts = []
    at = 0
    for offset, rank, mark in sorted(inserts, key=lambda insert: insert[:2]):
        # A marker stays on the line of the character it hangs on.
        hangs = rank == 0 and offset > at
        parts.append(html(text[at : offset - hangs]))
        parts.append(f'<span class="marked">{html(text[offset - 1])}{mark}</span>' if hangs else mark)
        at = offset
    return "".join([*parts, html(text[at:])])


def language(text: str) -> str:
    """Return the lang attribute for a text that is not Japanese, or ""."""
    return "" if _JAPANESE_RE.search(text) else ' lang="en"'


def passage_number(passage: Passage, root: str) -> str:
    """Return the number in the margin, which links to the permanent address."""
    local = passage.id.rpartition(".")[2]
    return (
        f'<a class="passage-number" href="{root}p/{passage.id}/" '
        f'aria-label="{KIND_NAMES[passage.kind]} {passage.id} の固定アドレス">{local}</a>'
    )


def render_table(table: Table, seen: set[str], root: str | None = None) -> str:
    """Return the cells of a table as HTML, spans kept; `root` as for `note_mark`."""
    spans = {(span.row, span.column): span for span in table.spans}
    covered = {
        (row, column)
        for span in table.spans
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
        if (row, column) != (span.row, span.column)
    }
    refs = {(row, column): note for row, column, note in table.refs}
    rows = []
    for number, cells in enumerate(table.cells):
        row = ""
        for column, cell in enumerate(cells):
            if (number, column) in covered:
                continue
            span = spans.get((number, column))
            reach = ""
            if span and span.rows > 1:
                reach += f' rowspan="{span.rows}"'
            if span and span.columns > 1:
                reach += f' colspan="{span.columns}"'
            head = number < table.header_rows or column == 0
            name = "th" if head and cell else "td"
            scope = ""
            if name == "th":
                direction = "col" if number < table.header_rows else "row"
                scope = f' scope="{direction}{"group" if reach else ""}"'
            mark = ""
            if (number, column) in refs:
                mark = note_mark(NoteRef(0, refs[(number, column)]), seen, table.marker, root)
            row += f"<{name}{scope}{reach}>{html(cell)}{mark}</{name}>"
        rows.append(f"<tr>{row}</tr>")
    head_rows = "".join(rows[: table.header_rows])
    body_rows = "".join(rows[table.header_rows :])
    head_html = f"<thead>{head_rows}</thead>" if head_rows else ""
    return (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="表（横に動かせます）">'
        f"<table>{head_html}<tbody>{body_rows}</tbody></table></div>"
    )


def text_html(passage: Passage, printed: Mapping[int, int], seen: set[str]) -> str:
    """Return the inside of a passage's `.text` element."""
    text = passage.text or ""
    if passage.lines and passage.kind in (PassageKind.FRONT, PassageKind.FIGURE):
        lines = []
        at = 0
        for line in passage.lines:
            refs = [
                NoteRef(r.offset - at, r.note)
                for r in passage.note_refs
                if at < r.offset <= at + len(line)
            ]
            starts = [
                PageStart(s.offset - at, s.page)
                for s in passage.page_starts
                if at <= s.offset < at + len(line)
            ]
            marked = inline(line, refs, starts, printed, seen)
            at += len(line)
            # A line whose source ends without a space is parted from the next by the layout alone.
            gap = " " if text[at : at + 1] == " " else ""
            at += len(gap)
            lines.append(f'<span class="line">{marked}</span>{gap}')
        return "".join(lines)
    return inline(text, passage.note_refs, passage.page_starts, printed, seen)


def render_passage(
    passage: Passage,
    root: str,
    printed: Mapping[int, int],
    seen: set[str],
    marks: Mapping[str, str] = {},
) -> str:
    """Return a passage of the running text (not a note) as HTML.

    Args:
        passage: the passage.
        root: relative address of the site's root from the page.
        printed: printed number by page.
        seen: note link ids given so far on the page; changed.
        marks: how private-use labels are shown.

    Returns:
        one HTML block without blank lines.
    """
    number = passage_number(passage, root)
    label = ""
    if passage.label:
        shown = marks.get(passage.label, passage.label)
        label = f'<span class="label">{html(shown)}</span> '
    attributes = f'class="passage passage-{passage.kind.value}" id="{anchor(passage)}"'
    if passage.role:
        attributes += f' data-role="{passage.role}"'
    if passage.kind is PassageKind.TABLE and passage.table:
        table = passage.table
        source = f'<p class="source-line">{html(table.source_line)}</p>' if table.source_line else ""
        starts = inline("", (), passage.page_starts, printed)
        return (
            f"<figure {attributes}>{number}<figcaption>{starts}{html(table.caption)}</figcaption>"
            f"{render_table(table, seen)}{source}</figure>"
        )
    body = text_html(passage, printed, seen)
    lang = language(passage.text or "")
    if passage.kind is PassageKind.FIGURE:
        return (
            f'<figure {attributes}>{number}<div class="lost-figure">図の画像なし'
            f'<span>{html(passage.reason)}</span></div>'
            f'<figcaption class="text"{lang}>{body}</figcaption></figure>'
        )
    return f'<div {attributes}>{number}<p>{label}<span class="text"{lang}>{body}</span></p></div>'


def render_note(
    passage: Passage, root: str, printed: Mapping[int, int], backs: Sequence[str], label: str = ""
) -> str:
    """Return a note as an item of the list of notes.

    Args:
        passage: the note.
        root: relative address of the site's root from the page.
        printed: printed number by page.
        backs: ids of the markers on the page that refer to it.
        label: what to show for its number when not the printed one.
    """
    number = passage_number(passage, root)
    if passage.text is None:
        body = f'<span class="missing">［注の文なし］{html(passage.reason)}</span>'
    else:
        lang = language(passage.text)
        marked = inline(passage.text, passage.note_refs, passage.page_starts, printed)
        body = f'<span class="text"{lang}>{marked}</span>'
    links = "".join(
        f' <a class="note-back" href="#{back}" role="doc-backlink" aria-label="本文の注の位置へ戻る">↩</a>'
        for back in backs
    )
    shown = html(label or passage.label or "")
    return (
        f'<div class="passage passage-note" id="{anchor(passage)}" role="listitem">{number}'
        f'<p><span class="label">{shown}</span> {body}{links}</p></div>'
    )
