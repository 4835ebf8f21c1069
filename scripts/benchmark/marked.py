"""Passages marked by hand: names and dates as a reader saw them.

A file of tests/quality/marked: a line 「@ passage id」, then the text of the
passage on one line with 「⟦surface|type⟧」 for a name and 「⟪surface|EDTF⟫」 for a
date. A 「?」 behind the type or the value says that the guideline leaves the
marking open: it counts neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MARK_RE = re.compile(r"⟦(?P<name>[^⟦⟧|]+)\|(?P<type>[a-z]+)(?P<free>\??)⟧|⟪(?P<date>[^⟪⟫|]+)\|(?P<edtf>[^⟪⟫]+)⟫")


@dataclass(frozen=True, slots=True)
class HandMark:
    """One mark.

    Args:
        start: first code point in the passage's text.
        end: code point behind the last.
        value: type of the name, or EDTF value of the date.
        is_date: whether it is a date.
        is_open: whether the guideline leaves it open.
    """

    start: int
    end: int
    value: str
    is_date: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with its marks."""

    id: str
    text: str
    marks: tuple[HandMark, ...]


def parse_marked(content: str) -> list[MarkedPassage]:
    """Read a file of marked passages.

    Raises:
        ValueError: when a text has no passage id before it.
    """
    found = []
    name = ""
    for line in content.splitlines():
        if line.startswith("@ "):
            name = line[2:].strip()
        elif line.strip():
            if not name:
                raise ValueError(f"no passage id before 「{line[:20]}」; write a line 「@ id」")
            found.append(_parse_text(name, line))
            name = ""
    return found


def _parse_text(name: str, line: str) -> MarkedPassage:
    parts: list[str] = []
    marks = []
    at = length = 0
    for match in _MARK_RE.finditer(line):
        before = line[at : match.start()]
        surface = match["name"] or match["date"]
        length += len(before)
        value = match["type"] or match["edtf"]
        is_open = bool(match["free"]) or (match["date"] is not None and value.endswith("?"))
        marks.append(
            HandMark(length, length + len(surface), value.rstrip("?"), match["date"] is not None, is_open)
        )
        length += len(surface)
        parts += [before, surface]
        at = match.end()
    return MarkedPassage(name, "".join([*parts, line[at:]]), tuple(marks))


@dataclass(slots=True)
class Score:
    """Counts of one comparison: found and meant, found only, meant only, and values that agree."""

    both: int = 0
    surplus: int = 0
    missed: int = 0
    value_right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that a reader marked."""
        return self.both / max(1, self.both + self.surplus)

    @property
    def recall(self) -> float:
        """Share of what a reader marked that was found."""
        return self.both / max(1, self.both + self.missed)

    @property
    def value(self) -> float:
        """Share of the common marks with the same type or EDTF value."""
        return self.value_right / max(1, self.both)


Spans = Mapping[tuple[int, int], str]


def compare(passage: MarkedPassage, found: Spans, is_date: bool, score: Score) -> Iterator[str]:
    """Count one passage into `score`; give each difference as a line.

    Args:
        passage: the marked passage.
        found: type or EDTF value by span, as the edition has it.
        is_date: whether dates or names are compared.
        score: changed.
    """
    marks = [mark for mark in passage.marks if mark.is_date == is_date]
    open_spans = [(mark.start, mark.end) for mark in marks if mark.is_open]
    wanted = {(mark.start, mark.end): mark.value for mark in marks if not mark.is_open}
    for span, value in found.items():
        shown = f"{passage.id}\t{_in_context(passage.text, span)}"
        if span in wanted:
            score.both += 1
            if wanted[span] == value:
                score.value_right += 1
            else:
                yield f"value\t{shown}\t{value}\tmeant {wanted[span]}"
        elif not any(span[0] < end and begin < span[1] for begin, end in open_spans):
            score.surplus += 1
            yield f"surplus\t{shown}\t{value}"
    for span, value in wanted.items():
        if span not in found:
            score.missed += 1
            yield f"missed\t{passage.id}\t{_in_context(passage.text, span)}\t{value}"


def _in_context(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return f"{text[max(0, start - 10) : start]}【{text[start:end]}】{text[end : end + 10]}"
