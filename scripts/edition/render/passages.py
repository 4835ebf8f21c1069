"""Passages as HTML.

The `.text` element of a passage holds exactly its reading text: numbers of
notes and pages are drawn by CSS from attributes, so that copying, searching in
the page and scripts see the source's words and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from edition.citations.templates import cite_attributes
from edition.model import NoteRef, PageStart, Passage, PassageKind, Table
from edition.pagination import anchor
from edition.render.escape import html
from edition.render.inline import Wrap, inline, note_mark, slice_wraps
from edition.render.overlay import Overlay

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


def render_table(
    table: Table,
    seen: set[str],
    root: str | None = None,
    wraps_of: Callable[[str], Sequence[Wrap]] = lambda cell: (),
) -> str:
    """Return the cells of a table as HTML, spans kept.

    Args:
        table: the table.
        seen: note link ids given so far on the page; changed.
        root: as for `note_mark`.
        wraps_of: what is laid over the text of a cell.
    """
    spans = {(span.row, span.column): span for span in table.spans}
    covered = table.covered
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
            row += f"<{name}{scope}{reach}>{inline(cell, wraps=wraps_of(cell))}{mark}</{name}>"
        rows.append(f"<tr>{row}</tr>")
    head_rows = "".join(rows[: table.header_rows])
    body_rows = "".join(rows[table.header_rows :])
    head_html = f"<thead>{head_rows}</thead>" if head_rows else ""
    return (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="表（横に動かせます）">'
        f"<table>{head_html}<tbody>{body_rows}</tbody></table></div>"
    )


def text_html(
    passage: Passage, printed: Mapping[int, int], seen: set[str], wraps: Sequence[Wrap] = ()
) -> str:
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
            marked = inline(line, refs, starts, printed, seen, wraps=slice_wraps(wraps, at, len(line)))
            at += len(line)
            # A line whose source ends without a space is parted from the next by the layout alone.
            gap = " " if text[at : at + 1] == " " else ""
            at += len(gap)
            lines.append(f'<span class="line">{marked}</span>{gap}')
        return "".join(lines)
    return inline(text, passage.note_refs, passage.page_starts, printed, seen, wraps=wraps)


def render_passage(
    passage: Passage,
    root: str,
    printed: Mapping[int, int],
    seen: set[str],
    marks: Mapping[str, str] = {},
    overlay: Overlay | None = None,
) -> str:
    """Return a passage of the running text (not a note) as HTML.

    Args:
        passage: the passage.
        root: relative address of the site's root from the page.
        printed: printed number by page.
        seen: note link ids given so far on the page; changed.
        marks: how private-use labels are shown.
        overlay: what is laid over the texts of the page, or None.

    Returns:
        one HTML block without blank lines.
    """
    number = passage_number(passage, root)
    wraps = overlay.wraps(passage.id) if overlay else []
    label = ""
    if passage.label:
        shown = marks.get(passage.label, passage.label)
        label = f'<span class="label">{html(shown)}</span> '
    attributes = f'class="passage passage-{passage.kind.value}" id="{anchor(passage)}"{cite_attributes(passage, printed)}'
    if passage.role:
        attributes += f' data-role="{passage.role}"'
    if passage.kind is PassageKind.TABLE and passage.table:
        table = passage.table
        source = f'<p class="source-line">{html(table.source_line)}</p>' if table.source_line else ""
        starts = inline("", (), passage.page_starts, printed)
        cells = render_table(table, seen, wraps_of=cell_wraps(passage, overlay))
        caption = inline(table.caption, wraps=cell_wraps(passage, overlay)(table.caption))
        return (
            f"<figure {attributes}>{number}<figcaption>{starts}{caption}{table_notes_mark(passage, overlay)}</figcaption>"
            f"{cells}{source}{overlay.event_marks(passage.id) if overlay else ''}</figure>"
        )
    body = text_html(passage, printed, seen, wraps)
    lang = language(passage.text or "")
    if passage.kind is PassageKind.FIGURE:
        return (
            f'<figure {attributes}>{number}<div class="lost-figure">図の画像なし'
            f'<span>{html(passage.reason)}</span></div>'
            f'<figcaption class="text"{lang}>{body}</figcaption>'
            f"{overlay.event_marks(passage.id) if overlay else ''}</figure>"
        )
    works = overlay.works_cited(passage.id) if overlay and passage.kind is PassageKind.REFERENCE else ""
    events = overlay.event_marks(passage.id) if overlay else ""
    return f'<div {attributes}>{number}<p>{label}<span class="text"{lang}>{body}</span></p>{works}{events}</div>'


def cell_wraps(passage: Passage, overlay: Overlay | None) -> Callable[[str], Sequence[Wrap]]:
    """Return what gives the names in a cell of a table."""
    if overlay is None:
        return lambda cell: ()
    return lambda cell: overlay.cell_wraps(passage.id, cell)


def table_notes_mark(passage: Passage, overlay: Overlay | None) -> str:
    """Return the signs of the editorial notes on a table; its cells are no running text."""
    return "".join(wrap.after for wrap in overlay.wraps(passage.id)) if overlay else ""


def render_note(
    passage: Passage,
    root: str,
    printed: Mapping[int, int],
    backs: Sequence[str],
    label: str = "",
    overlay: Overlay | None = None,
) -> str:
    """Return a note as an item of the list of notes.

    Args:
        passage: the note.
        root: relative address of the site's root from the page.
        printed: printed number by page.
        backs: ids of the markers on the page that refer to it.
        label: what to show for its number when not the printed one.
        overlay: what is laid over the texts of the page, or None.
    """
    number = passage_number(passage, root)
    if passage.text is None:
        body = f'<span class="missing">［注の文なし］{html(passage.reason)}</span>'
    else:
        lang = language(passage.text)
        wraps = overlay.wraps(passage.id) if overlay else []
        marked = inline(passage.text, passage.note_refs, passage.page_starts, printed, wraps=wraps)
        body = f'<span class="text"{lang}>{marked}</span>'
    links = "".join(
        f' <a class="note-back" href="#{back}" role="doc-backlink" aria-label="本文の注の位置へ戻る">↩</a>'
        for back in backs
    )
    shown = html(label or passage.label or "")
    works = overlay.works_cited(passage.id) if overlay else ""
    events = overlay.event_marks(passage.id) if overlay else ""
    cite = cite_attributes(passage, printed)
    return (
        f'<div class="passage passage-note" id="{anchor(passage)}"{cite} role="listitem">{number}'
        f'<p><span class="label">{shown}</span> {body}{links}</p>{works}{events}</div>'
    )
