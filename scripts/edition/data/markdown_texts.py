"""/data/markdown/<key>.md.txt: the text of a document in Markdown (CommonMark, with GFM tables and footnotes).

The files end in .txt because the site's generator would make a page of anything ending in .md, and because browsers
show them. Every passage begins with its number as code: `hiraiwa2011.12`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from edition.edited import EditedDocument
from edition.model import Division, NoteRef, Passage, PassageKind, Table
from edition.rights import WITHHELD, is_visible

#: Signs that mean something wherever they stand. A passage never begins a line (its number does), so that the signs of
#: headings and lists mean nothing in it; a heading behind `#` and a space is safe too, but for a closing run of `#`.
_SIGNS_RE = re.compile(r"[\\`*_\[\]<>&|~^$#{}]")


def escape_markdown(text: str) -> str:
    """Return a text for Markdown: none of its signs is markup, and it stays on one line."""
    shown = _SIGNS_RE.sub(lambda match: "\\" + match[0], text)
    # Spaces at the end of a line, and more than one, are lost in Markdown; so is a line break within a text.
    return re.sub(r"[\r\n\v\f\u0085\u2028\u2029]", " ", shown)


def escape_line(text: str) -> str:
    """Return a text for the beginning of a line, where a bullet, a number or a rule would mean something too."""
    return re.sub(r"^([ \t]*[0-9]*)([-+=.):!])", r"\1\\\2", escape_markdown(text).lstrip())


def format_markdown(document: EditedDocument, title: str) -> str:
    """Return the text of a document in Markdown.

    Args:
        document: the document.
        title: its title, or words that say it is unknown.
    """
    rights = document.record.rights
    structure = document.structure
    divisions = {division.id: division for division in structure.divisions}
    blocks = [
        f"# {escape_markdown(title)}",
        f"{escape_line(document.record.short_title)}（{document.key}）",
        f"権利者：{escape_markdown(rights.holder)}。{escape_markdown(rights.scope)}",
    ]
    before: Passage | None = None
    for part in structure.order:
        if isinstance(part, str):
            blocks.append(_heading(divisions[part]))
            before = None
            continue
        passage = structure.passages[part]
        block = _passage(document, passage)
        if before and before.kind is passage.kind and passage.kind in (PassageKind.LIST_ITEM, PassageKind.REFERENCE):
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
        before = passage
    return "\n\n".join(blocks) + "\n"


def _heading(division: Division) -> str:
    # The document's title has the first level; Markdown has no more than six.
    signs = "#" * min(division.level + 1, 6)
    return f"{signs} {_with_refs(division.title, division.note_refs)}"


def _with_refs(text: str, refs: Sequence[NoteRef]) -> str:
    """Return a text with its note markers."""
    parts, at = [], 0
    for ref in sorted(refs, key=lambda ref: ref.offset):
        parts.append(escape_markdown(text[at : ref.offset]))
        parts.append(f"[^{ref.note.rpartition('.')[2]}]")
        at = ref.offset
    return "".join(parts) + escape_markdown(text[at:])


def _passage(document: EditedDocument, passage: Passage) -> str:
    """Return a passage as a block."""
    label = passage.label or ""
    shown = document.directives.label_marks.get(label, label)
    number = f"`{passage.id}`"
    if not is_visible(document, passage):
        said = f"（{WITHHELD}）"
    elif passage.text is None:
        said = f"（本文が失われている。{escape_markdown(passage.reason)}）"
    elif passage.table:
        return _table(number, passage.text, passage.table, passage.note_refs)
    else:
        said = _with_refs(passage.text, passage.note_refs)
    if passage.kind is PassageKind.NOTE:
        return f"[^{passage.id.rpartition('.')[2]}]: {number} {said}"
    bullet = "- " if passage.kind in (PassageKind.LIST_ITEM, PassageKind.REFERENCE) else ""
    quoted = "> " if passage.kind is PassageKind.QUOTATION else ""
    mark = f" {escape_markdown(shown)}" if shown else ""
    return f"{bullet}{quoted}{number}{mark} {said}"


def _table(number: str, text: str, table: Table, refs: Sequence[NoteRef]) -> str:
    """Return a table; a cell larger than one place is followed by empty ones."""
    by_place = _refs_by_piece(text, table, refs)
    rows = []
    for row, cells in enumerate(table.cells):
        said = [
            escape_markdown(cell) + "".join(f"[^{note.rpartition('.')[2]}]" for note in by_place.get((row, column), ()))
            for column, cell in enumerate(cells)
        ]
        rows.append("| " + " | ".join(said) + " |")
    # GFM wants a heading row; a table with more has the others below it, one without gets an empty one.
    width = len(table.cells[0]) if table.cells else 1
    if not table.header_rows:
        rows.insert(0, "|" + "  |" * width)
    rows.insert(1, "|" + " --- |" * width)
    caption = escape_markdown(table.caption)
    source = f"\n\n{escape_line(table.source_line)}" if table.source_line else ""
    return f"{number} {caption}\n\n" + "\n".join(rows) + source


def _refs_by_piece(
    text: str, table: Table, refs: Sequence[NoteRef]
) -> Mapping[tuple[int, int], list[str]]:
    """Return the note markers of a table by row and column."""
    found: dict[tuple[int, int], list[str]] = {}
    at = text.find(table.caption) + len(table.caption)
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            begin = text.index(cell, at)
            at = begin + len(cell)
            inside = [ref.note for ref in refs if begin < ref.offset <= at]
            if inside:
                found[row, column] = inside
    return found
