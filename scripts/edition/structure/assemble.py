"""Making passages, divisions and the list of what stands apart out of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.errors import Finding
from edition.model import (
    Apart,
    Division,
    NoteRef,
    PageStart,
    Passage,
    PassageKind,
    Source,
    SourceSpan,
    Structure,
    Table,
)
from edition.structure.directives import (
    Directives,
    FigureRow,
    FrontRow,
    HeadingRow,
    ReturnRow,
    TableRow,
)
from edition.structure.divisions import DivisionTree
from edition.structure.flow import Block
from edition.structure.lines import Joined, Line, Piece, join_pieces
from edition.structure.notes import Marker, NoteText
from edition.structure.pages import FilePages
from edition.structure.tables import CutTable


class Assembler:
    """Builds a structure from blocks; one use per document.

    Args:
        source: the source.
        directives: directives of the document.
        pages: its pages.
        markers: its note markers.
        notes: its note texts.
    """

    def __init__(
        self,
        source: Source,
        directives: Directives,
        pages: FilePages,
        markers: Sequence[Marker],
        notes: Sequence[NoteText],
    ) -> None:
        self.source = source
        self.text = source.text
        self.directives = directives
        self.pages = pages
        self.markers = markers
        self.notes = {note.number: note for note in notes}
        self.apart: list[Apart] = []
        self.findings: list[Finding] = []
        self.passages: list[Passage] = []
        self.tree = DivisionTree(source.key)
        self.order: list[str | int] = []
        self.next_table_note = (len(notes) or directives.notes.missing) + 1

    def assemble(
        self, blocks: Sequence[Block], artefacts: Sequence[tuple[Line, str]]
    ) -> Structure:
        """Return the structure made of `blocks`."""
        for line, reason in artefacts:
            self.apart.append(Apart(line.content, "artefact", reason))
        for marker in self.markers:
            if marker.residue:
                self.apart.append(Apart(marker.residue, "artefact", "注番号の抽出の誤りの跡"))
            self.apart.append(Apart(marker.printed, "marker", f"注{marker.number}"))
        for block in blocks:
            if block.kind is None:
                self._add_heading(block)
            elif block.kind is PassageKind.TABLE:
                if block.source.table:
                    self._add_table(block, block.source.table)
            elif block.kind is PassageKind.FIGURE:
                if block.source.figure:
                    self._add_figure(block)
            else:
                self._add_text(block)
        self.findings += self.tree.findings
        return Structure(
            self.source.key,
            (),
            tuple(self.tree.divisions),
            tuple(self.passages),
            tuple(self.apart),
            tuple(self.order),
        )

    def _join(self, block: Block) -> Joined:
        return join_pieces(self.text, block.pieces, [marker.whole for marker in self.markers])

    def _add_heading(self, block: Block) -> None:
        """Add a division."""
        row = block.row
        assert isinstance(row, HeadingRow)
        line = block.source
        if line.bullet:
            reason = self.directives.lost_bullet.reason if self.directives.lost_bullet else ""
            self.apart.append(Apart(line.bullet, "artefact", reason))
        if line.separator:
            self.apart.append(Apart(line.separator, "label", "見出しと本文の区切り"))
        pieces = [Piece(line.content)]
        if line.second:
            pieces.append(Piece(line.second))
        joined = join_pieces(self.text, pieces, [marker.whole for marker in self.markers])
        division = self.tree.open(row, joined.text)
        self._add_division_place(division, joined)

    def _add_division_place(self, division: Division, joined: Joined) -> None:
        self.tree.divisions[-1] = replace(
            division,
            source_spans=joined.spans(self.text),
            page=self.pages.page_at(joined.offsets[0]),
            note_refs=self._note_refs(joined),
        )
        self.order.append(division.id)
        self._add_notes(joined, division.id)

    def _note_refs(self, joined: Joined) -> tuple[NoteRef, ...]:
        numbers = {marker.whole: marker.number for marker in self.markers}
        return tuple(
            NoteRef(at, f"{self.source.key}.n{numbers[span]}") for span, at in joined.cuts
        )

    def _page_starts(self, joined: Joined, begin: int) -> tuple[PageStart, ...]:
        """Return the pages that begin in a text or at its label, by its first character there."""
        found = []
        for page, start in self.pages.starts:
            if begin <= start <= joined.offsets[-1]:
                offset = next(i for i, o in enumerate(joined.offsets) if o >= start)
                found.append(PageStart(offset, page))
        return tuple(found)

    def _passage(
        self,
        joined: Joined,
        kind: PassageKind,
        division: str | None,
        label: str | None,
        label_spans: Sequence[SourceSpan] = (),
    ) -> Passage:
        begin = min([joined.offsets[0], *(span.begin for span in label_spans)])
        return Passage(
            id="",
            document=self.source.key,
            division=division,
            kind=kind,
            label=label,
            text=joined.text,
            source_spans=joined.spans(self.text),
            note_refs=self._note_refs(joined),
            page_starts=self._page_starts(joined, begin),
            page=self.pages.page_at(begin),
        )

    def _append(self, passage: Passage) -> None:
        self.order.append(len(self.passages))
        self.passages.append(passage)

    def _add_text(self, block: Block) -> None:
        """Add a paragraph, list item, reference or front passage and its notes."""
        row = block.row
        if isinstance(row, ReturnRow):
            self.tree.return_to(row)
        joined = self._join(block)
        for span in block.labels:
            self.apart.append(Apart(span, "label", "項目の符号"))
        label = " ".join(self.text[s.begin : s.end] for s in block.labels) or None
        document_level = isinstance(row, FrontRow) and row.level == 0
        passage = self._passage(
            joined,
            block.kind or PassageKind.PARAGRAPH,
            None if document_level else self.tree.current,
            label,
            block.labels,
        )
        if isinstance(row, FrontRow):
            passage = replace(passage, role=row.role, lines=self._lines(block) if row.lines else ())
        self._append(passage)
        self._add_notes(joined, passage.division)

    def _lines(self, block: Block) -> tuple[str, ...]:
        """Return the lines of a passage set in lines."""
        bounds = [0, *block.line_breaks, len(block.pieces)]
        return tuple(
            join_pieces(self.text, block.pieces[a:b]).text
            for a, b in pairwise(bounds)
            if a < b
        )

    def _add_notes(self, joined: Joined, division: str | None) -> None:
        """Add the notes whose markers stand in a text, after it."""
        for ref in self._note_refs(joined):
            number = int(ref.note.rsplit(".n", 1)[1])
            note = self.notes.get(number)
            if note is None:
                self._append(
                    Passage(
                        id=ref.note,
                        document=self.source.key,
                        division=division,
                        kind=PassageKind.NOTE,
                        label=str(number),
                        text=None,
                        source_spans=(),
                        reason=self.directives.notes.missing_reason,
                    )
                )
                continue
            self.apart.append(Apart(note.label, "label", f"注{number}の番号"))
            text = join_pieces(self.text, note.pieces)
            passage = self._passage(text, PassageKind.NOTE, division, str(number))
            self._append(replace(passage, id=ref.note))

    def _add_figure(self, block: Block) -> None:
        row = block.row
        assert isinstance(row, FigureRow)
        parts = block.source.figure
        passage = self._passage(parts[0], PassageKind.FIGURE, self.tree.current, None)
        self._append(
            replace(
                passage,
                text=" ".join(part.text for part in parts),
                source_spans=tuple(s for part in parts for s in part.spans(self.text)),
                lines=tuple(part.text for part in parts),
                reason=row.reason,
            )
        )

    def _add_table(self, block: Block, table: CutTable) -> None:
        """Add a table and, after it, its own notes."""
        assert isinstance(block.row, TableRow)
        cells = tuple(tuple(c.text if c else "" for c in row) for row in table.cells)
        parts = [table.caption, *(c for row in table.cells for c in row if c and c.text)]
        if table.source_line:
            parts.append(table.source_line)
        first_note = f"{self.source.key}.n{self.next_table_note}"
        passage = self._passage(table.caption, PassageKind.TABLE, self.tree.current, None)
        offset = 0
        ends: dict[Joined, int] = {}
        refs = []
        for part in parts:
            offset += len(part.text)
            ends[part] = offset
            offset += 1
        for row, column, span in table.markers:
            cell = table.cells[row][column]
            assert cell is not None
            refs.append(NoteRef(ends[cell], first_note))
            self.apart.append(Apart(span, "marker", "表の注の符号"))
        self._append(
            replace(
                passage,
                text=" ".join(part.text for part in parts),
                source_spans=_merge(self.text, parts),
                note_refs=tuple(refs),
                table=Table(
                    caption=table.caption.text,
                    header_rows=block.row.header_rows,
                    cells=cells,
                    spans=table.spans,
                    source_line=table.source_line.text if table.source_line else "",
                    refs=tuple((r, c, first_note) for r, c, _ in table.markers),
                    marker=block.row.marker,
                ),
            )
        )
        for label, joined in table.notes:
            self.apart.append(Apart(label, "label", "表の注の番号"))
            note = self._passage(
                joined,
                PassageKind.NOTE,
                self.tree.current,
                self.text[label.begin : label.end],
            )
            self._append(replace(note, id=f"{self.source.key}.n{self.next_table_note}"))
            self.next_table_note += 1


def _merge(text: str, parts: Sequence[Joined]) -> tuple[SourceSpan, ...]:
    """Return the spans of several texts, neighbours merged."""
    merged: list[SourceSpan] = []
    for span in (span for part in parts for span in part.spans(text)):
        if merged and not text[merged[-1].end : span.begin].strip():
            merged[-1] = SourceSpan(merged[-1].begin, span.end)
        else:
            merged.append(span)
    return tuple(merged)
