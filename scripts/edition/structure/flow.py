"""Cutting the running text into blocks: where an author's paragraph ends.

In PDF text ("trailing_space") the last line of a paragraph ends in a space and
a wrapped line does not, except where an English phrase wraps between words. In
text already joined ("line") every line is a block, except where a page end cut
a sentence. What else cuts lines (pages, notes, tables, footers) ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.errors import Finding, Place
from edition.model import PassageKind, Source, SourceSpan
from edition.structure.directives import (
    Directives,
    FigureRow,
    FrontRow,
    HeadingRow,
    OutlineRow,
    Quoted,
    ReferencesRow,
    ReturnRow,
    TableRow,
)
from edition.structure.lines import Piece, squeeze
from edition.structure.notes import Marker
from edition.structure.outline import FlowLine
from edition.structure.pages import FilePages

SENTENCE_END_RE = re.compile(r"[。．.！？!?」』）)…]$")
ENGLISH_LETTER_RE = re.compile(r"[A-Za-z]")
ENGLISH_BEFORE_WRAP_RE = re.compile(r"[A-Za-z,;:'’]")


@dataclass(slots=True)
class Block:
    """A heading, table, figure or run of lines that makes one passage.

    Args:
        row: the outline row that opened it, or None.
        pieces: the pieces of its lines.
        kind: kind of passage; None for a heading.
        labels: spans of printed marks kept out of the text.
        line_breaks: indices into `pieces` at which a new line of the passage begins.
        source: the flow line on which it begins.
    """

    row: OutlineRow | None
    source: FlowLine
    kind: PassageKind | None
    pieces: list[Piece] = field(default_factory=list)
    labels: list[SourceSpan] = field(default_factory=list)
    line_breaks: list[int] = field(default_factory=list)


class BlockCutter:
    """Cuts a flow into blocks; one use per document.

    Args:
        source: the source.
        directives: directives of the document.
        pages: its pages.
        markers: its note markers, which do not count when a line is read.
    """

    def __init__(
        self, source: Source, directives: Directives, pages: FilePages, markers: Sequence[Marker]
    ) -> None:
        self.source = source
        self.text = source.text
        self.directives = directives
        self.pages = pages
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self._open: Block | None = None
        self._waiting: list[Block] = []
        self._lone_labels: list[SourceSpan] = []
        self._references: ReferencesRow | None = None
        self._labels = [re.compile(pattern) for pattern in directives.list_labels]
        self._used: dict[Quoted, set[int]] = {}
        self._page_heads = {start for _, start in pages.starts}
        self._marked = {
            offset
            for marker in markers
            for offset in range(marker.whole.begin, marker.whole.end)
        }

    def cut(self, flow: Sequence[FlowLine]) -> list[Block]:
        """Return the blocks of `flow` in reading order."""
        for index, line in enumerate(flow):
            after = flow[index + 1] if index + 1 < len(flow) else None
            match line.row:
                case TableRow() | FigureRow():
                    is_table = isinstance(line.row, TableRow)
                    kind = PassageKind.TABLE if is_table else PassageKind.FIGURE
                    self._waiting.append(Block(line.row, line, kind))
                    if self._open is None:
                        self._close()
                    continue
                case HeadingRow():
                    self._close()
                    self._references = None
                    self.blocks.append(Block(line.row, line, None))
                    continue
                case FrontRow() | ReturnRow():
                    self._close()
                    self._references = None
                case ReferencesRow():
                    self._close()
                    self._references = line.row
                case None:
                    pass
            self._add(line)
            if self._ends(line, after):
                self._end_line(after)
        self._close()
        for quoted in (*self.directives.joins, *self.directives.breaks):
            lines = self._used.get(quoted, set())
            if len(lines) != 1:
                what = "was never needed" if not lines else f"fits the {len(lines)} lines {sorted(lines)}"
                self.findings.append(
                    Finding(
                        quoted.place,
                        "S041",
                        f"join or break behind 「{quoted.quote}」 {what}",
                        "quote the last words of the one line at which the general rule is wrong",
                    )
                )
        return self.blocks

    def _add(self, line: FlowLine) -> None:
        """Add a line to the open block, or open one."""
        if self._open is None:
            kind = PassageKind.PARAGRAPH
            if isinstance(line.row, FrontRow):
                kind = PassageKind.FRONT
            elif self._references:
                kind = PassageKind.REFERENCE
            self._open = Block(line.row, line, kind)
            content = self._read_label(line)
            self._open.pieces.append(Piece(content))
            return
        last = self._open.pieces[-1].span.end
        space = last if self.text[last : last + 1] == " " else -1
        head = line.line.begin
        indent = line.content.begin - head - (1 if head in self.pages.residues else 0)
        if space < 0 and indent > 0 and line.content.begin == line.line.content.begin:
            space = line.content.begin - 1
        own_line = len(self._open.pieces) in self._open.line_breaks
        self._open.pieces.append(Piece(line.content, space, own_line))

    def _read_label(self, line: FlowLine) -> SourceSpan:
        """Part a printed mark from the text of a new block; return what is left."""
        assert self._open is not None
        content = self.text[line.content.begin : line.content.end]
        size = 0
        if self._references:
            size = next(
                (
                    len(m)
                    for m in self._references.item_labels
                    if content.startswith(m) and content != m
                ),
                0,
            )
        elif self._open.kind is PassageKind.PARAGRAPH:
            match = next((m for m in (p.match(content) for p in self._labels) if m), None)
            # A mark with nothing behind it on its line is text: an item has words.
            if match and match.end() < len(content):
                size = match.end()
                self._open.kind = PassageKind.LIST_ITEM
        self._open.labels = self._lone_labels
        self._lone_labels = []
        if not size:
            return line.content
        begin = line.content.begin + size
        self._open.labels = [*self._open.labels, SourceSpan(line.content.begin, begin)]
        while self.text[begin] == " ":
            begin += 1
        return SourceSpan(begin, line.content.end)

    def _ends(self, line: FlowLine, after: FlowLine | None) -> bool:
        """Whether the paragraph ends with this line."""
        assert self._open is not None
        words = squeeze("".join(self.text[p.span.begin : p.span.end] for p in self._open.pieces))
        for quoted in self.directives.breaks:
            if words.endswith(squeeze(quoted.quote)):
                self._used.setdefault(quoted, set()).add(line.line.number)
                return True
        for quoted in self.directives.joins:
            if words.endswith(squeeze(quoted.quote)):
                self._used.setdefault(quoted, set()).add(line.line.number)
                return False
        if self.directives.paragraph_end == "line":
            if after is None or after.content.begin not in self._page_heads:
                return True
            return bool(SENTENCE_END_RE.search(self._last_words(line))) or after.row is not None
        if not line.line.ends_in_space:
            return False
        return not (after and after.row is None and self._is_english_wrap(line, after))

    def _last_words(self, line: FlowLine) -> str:
        """Return the line without note markers."""
        return "".join(
            self.text[offset]
            for offset in range(line.content.begin, line.content.end)
            if offset not in self._marked
        ).strip()

    def _is_english_wrap(self, line: FlowLine, after: FlowLine) -> bool:
        """Whether an English phrase wraps between words at the end of `line`."""
        return (
            " " not in self.text[line.line.end : after.line.begin]
            and bool(ENGLISH_BEFORE_WRAP_RE.match(self.text[line.content.end - 1]))
            and bool(ENGLISH_LETTER_RE.match(self.text[after.content.begin]))
        )

    def _end_line(self, after: FlowLine | None) -> None:
        """End a paragraph, or only a line of a passage set in lines."""
        assert self._open is not None
        row = self._open.row
        if isinstance(row, FrontRow) and row.lines and after and after.row is None:
            self._open.line_breaks.append(len(self._open.pieces))
            return
        words = "".join(self.text[p.span.begin : p.span.end] for p in self._open.pieces)
        if self._references and squeeze(words) in map(squeeze, self._references.lone_labels):
            self._lone_labels += [*self._open.labels, *(p.span for p in self._open.pieces)]
            self._open = None
            return
        self._close()

    def _close(self) -> None:
        """Close the open block; then come tables and figures that stood inside it."""
        if self._open and self._is_bare(self._open):
            line = self.source.line_at(self._open.pieces[0].span.begin)
            what = "a paragraph holds nothing but a note marker"
            remedy = "let the line before it go on with `joins`"
            self.findings.append(Finding(Place(self.source.path, line), "S024", what, remedy))
        elif self._open:
            self.blocks.append(self._open)
        self._open = None
        self.blocks += self._waiting
        self._waiting = []

    def _is_bare(self, block: Block) -> bool:
        """Whether nothing is left of a paragraph without its markers."""
        letters = (o for piece in block.pieces for o in range(piece.span.begin, piece.span.end))
        return all(offset in self._marked or self.text[offset] == " " for offset in letters)
