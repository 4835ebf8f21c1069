"""Matching the rows of the outline, in order, to the lines of the running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.errors import Finding
from edition.model import SourceSpan
from edition.structure.directives import (
    Directives,
    FigureRow,
    FrontRow,
    HeadingRow,
    OutlineRow,
    ReferencesRow,
    ReturnRow,
    TableRow,
)
from edition.structure.lines import Joined, Line, squeeze
from edition.structure.tables import CutTable, cut_figure, cut_table


@dataclass(slots=True)
class FlowLine:
    """A line of the running text, with the row of the outline that begins on it.

    Args:
        line: the line of the source.
        content: the part of it meant here (an inline heading halves a line).
        row: the outline row that begins here, or None.
        bullet: the lost bullet before a heading, or None.
        table: the table that begins here, cut.
        figure: the lines of the figure that begins here.
    """

    line: Line
    content: SourceSpan
    row: OutlineRow | None = None
    bullet: SourceSpan | None = None
    separator: SourceSpan | None = None
    second: SourceSpan | None = None
    table: CutTable | None = None
    figure: tuple[Joined, ...] = field(default=())


def match_outline(
    text: str, body: Sequence[Line], directives: Directives
) -> tuple[list[FlowLine], list[Finding]]:
    """Find the line on which each row of the outline begins.

    Args:
        text: text of the source.
        body: the non-blank lines of the running text (no notes, no artefacts).
        directives: the directives of the document.

    Returns:
        the flow with its rows (lines inside tables and figures are gone from
        it), and a finding for each row that is found nowhere after the one before.
    """
    flow = [FlowLine(line, line.content) for line in body]
    findings: list[Finding] = []
    at = 0
    for row in directives.outline:
        found = next(
            (index for index in range(at, len(flow)) if _begins(text, flow, index, row, directives)),
            None,
        )
        if found is None:
            findings.append(
                Finding(
                    row.place,
                    "S040",
                    f"「{quote_of(row)}」 begins no line after the row before it",
                    "quote the line as it stands in the source, in the order of the source",
                )
            )
            continue
        at = found + 1
        findings += _apply(text, flow, found, row, directives)
    return flow, findings


def quote_of(row: OutlineRow) -> str:
    """Return the words by which a row is found."""
    match row:
        case HeadingRow():
            return row.title
        case TableRow() | FigureRow():
            return row.caption
        case FrontRow() | ReturnRow() | ReferencesRow():
            return row.quote


def _words(text: str, span: SourceSpan, directives: Directives) -> str:
    """Return the letters of a line, without a lost bullet at its head."""
    words = squeeze(text[span.begin : span.end])
    return words.removeprefix(directives.lost_bullet.quote) if directives.lost_bullet else words


def _begins(
    text: str, flow: Sequence[FlowLine], index: int, row: OutlineRow, directives: Directives
) -> bool:
    """Whether `row` begins on the line at `index`."""
    if flow[index].row is not None:
        return False
    words = _words(text, flow[index].content, directives)
    wanted = squeeze(quote_of(row))
    if not isinstance(row, HeadingRow):
        return words.startswith(wanted)
    if row.inline:
        return words.startswith(wanted + squeeze(row.inline))
    if words == wanted:
        return True
    if index + 1 == len(flow) or not wanted.startswith(words):
        return False
    return words + _words(text, flow[index + 1].content, directives) == wanted


def _apply(
    text: str, flow: list[FlowLine], index: int, row: OutlineRow, directives: Directives
) -> list[Finding]:
    """Mark the row on its line; take away or halve the lines it covers."""
    line = flow[index]
    line.row = row
    if directives.lost_bullet and text.startswith(directives.lost_bullet.quote, line.content.begin):
        end = line.content.begin + len(directives.lost_bullet.quote)
        line.bullet = SourceSpan(line.content.begin, end)
        line.content = SourceSpan(end, line.content.end)
    if isinstance(row, TableRow):
        line.table, findings = cut_table(text, line.content.begin, row)
        end = line.table.end if line.table else line.content.end
        _drop_lines(flow, index, end)
        return findings
    if isinstance(row, FigureRow):
        line.figure, end, findings = cut_figure(text, line.content.begin, row)
        _drop_lines(flow, index, end)
        return findings
    if isinstance(row, HeadingRow) and row.inline:
        _halve(text, flow, index, row)
    elif isinstance(row, HeadingRow) and _words(text, line.content, directives) != squeeze(row.title):
        line.second = flow.pop(index + 1).content
    return []


def _drop_lines(flow: list[FlowLine], index: int, end: int) -> None:
    """Take the lines after `index` that begin before `end` out of the flow."""
    while index + 1 < len(flow) and flow[index + 1].content.begin < end:
        del flow[index + 1]


def _halve(text: str, flow: list[FlowLine], index: int, row: HeadingRow) -> None:
    """Part an inline heading from the text that follows on its line."""
    line = flow[index]
    end = line.content.begin
    for letter in squeeze(row.title):
        end = text.index(letter, end) + 1
    separator = text.index(row.inline, end)
    rest = separator + len(row.inline)
    while rest < line.content.end and text[rest] == " ":
        rest += 1
    line.separator = SourceSpan(separator, separator + len(row.inline))
    if rest < line.content.end:
        flow.insert(index + 1, FlowLine(line.line, SourceSpan(rest, line.content.end)))
    line.content = SourceSpan(line.content.begin, end)
