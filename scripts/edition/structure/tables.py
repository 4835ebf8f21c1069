"""Flattened tables and figures: cutting declared cells out of running lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.errors import Finding
from edition.model import CellSpan, SourceSpan
from edition.structure.directives import FROM_ABOVE, FROM_LEFT, FigureRow, TableRow
from edition.structure.lines import Joined


@dataclass(frozen=True, slots=True)
class CutTable:
    """A table whose cells have been found in the source.

    Args:
        caption: the caption.
        cells: rows of cells; None where a cell goes on from the left or above.
        spans: cells larger than one place.
        markers: (row, column, span) of each marker of a table note.
        notes: for each note of the table, the span of its label and its text.
        source_line: the line naming the origin, or None.
        end: offset after the last character of the table.
    """

    caption: Joined
    cells: tuple[tuple[Joined | None, ...], ...]
    spans: tuple[CellSpan, ...]
    markers: tuple[tuple[int, int, SourceSpan], ...]
    notes: tuple[tuple[SourceSpan, Joined], ...]
    source_line: Joined | None
    end: int


class _Mismatch(Exception):
    """Declared words do not stand where the table goes on."""


class _Walker:
    """Walks along a source, taking declared strings whatever blanks lie between their letters."""

    def __init__(self, text: str, begin: int) -> None:
        self.text = text
        self.at = begin

    def take(self, wanted: str) -> Joined:
        """Take the letters of `wanted`; its reading is as declared.

        Blanks of the source that the declaration leaves out are line breaks
        and letter-spacing; a blank it has must be in the source too.
        """
        offsets: list[int] = []
        for letter in wanted:
            while letter != " " and self.at < len(self.text) and self.text[self.at] in " \n":
                self.at += 1
            found = self.text[self.at : self.at + 1]
            if found != letter and not (letter == " " and found == "\n"):
                raise _Mismatch(wanted)
            offsets.append(self.at)
            self.at += 1
        return Joined(wanted, tuple(offsets), ())


def cut_table(text: str, begin: int, row: TableRow) -> tuple[CutTable | None, list[Finding]]:
    """Cut a flattened table into the cells its directive declares.

    The page set some cells with letter-spacing, which is no part of the text:
    so the reading of a cell is the declared one, checked letter by letter.

    Args:
        text: text of the source.
        begin: offset at which the caption begins.
        row: the directive; its cells row by row as in the source.

    Returns:
        the table, or None with a finding naming the cell that is not there.
    """
    walker = _Walker(text, begin)
    cells: list[tuple[Joined | None, ...]] = []
    markers: list[tuple[int, int, SourceSpan]] = []
    try:
        caption = walker.take(row.caption)
        for number, declared in enumerate(row.rows):
            cut: list[Joined | None] = []
            for column, cell in enumerate(declared):
                if cell in (FROM_LEFT, FROM_ABOVE):
                    cut.append(None)
                    continue
                marked = bool(row.marker) and cell.endswith(row.marker)
                cut.append(walker.take(cell.removesuffix(row.marker).rstrip() if marked else cell))
                if marked:
                    taken = walker.take(row.marker).offsets
                    markers.append((number, column, SourceSpan(taken[0], taken[-1] + 1)))
            cells.append(tuple(cut))
        notes = []
        for note in row.notes:
            label = walker.take(note.label).offsets
            notes.append((SourceSpan(label[0], label[-1] + 1), walker.take(note.text)))
        source_line = walker.take(row.source_line) if row.source_line else None
    except _Mismatch as mismatch:
        return None, [
            Finding(
                row.place,
                "S030",
                f"table 「{row.caption}」: 「{mismatch}」 is not what follows in the source",
                "declare caption, cells row by row, notes and source line in the source's order and words",
            )
        ]
    return (
        CutTable(
            caption,
            tuple(cells),
            _cell_spans(row.rows),
            tuple(markers),
            tuple(notes),
            source_line,
            walker.at,
        ),
        [],
    )


def _cell_spans(rows: Sequence[Sequence[str]]) -> tuple[CellSpan, ...]:
    """Read how far cells reach from the marks of continuation."""
    spans = []
    for row, declared in enumerate(rows):
        for column, cell in enumerate(declared):
            if cell in (FROM_LEFT, FROM_ABOVE):
                continue
            columns = 1
            while column + columns < len(declared) and declared[column + columns] == FROM_LEFT:
                columns += 1
            height = 1
            while row + height < len(rows) and rows[row + height][column] == FROM_ABOVE:
                height += 1
            if (height, columns) != (1, 1):
                spans.append(CellSpan(row, column, height, columns))
    return tuple(spans)


def cut_figure(
    text: str, begin: int, row: FigureRow
) -> tuple[tuple[Joined, ...], int, list[Finding]]:
    """Take the caption of a lost figure and the lines that belong to it.

    Returns:
        the lines, the offset after the last, and findings.
    """
    walker = _Walker(text, begin)
    try:
        taken = tuple(walker.take(line) for line in (row.caption, *row.lines))
    except _Mismatch as mismatch:
        return (
            (),
            begin,
            [
                Finding(
                    row.place,
                    "S031",
                    f"figure 「{row.caption}」: 「{mismatch}」 is not what follows in the source",
                    "declare the caption and the lines of the figure in the source's order and words",
                )
            ],
        )
    return taken, walker.at, []
