"""What the running text has said of time: where the year of 10月 or 同年 is found.

A month without its year takes the year of the last date before it, looked for in this order: the same passage, the
label above it, the headings above it from the nearest, the passages before it, the day of the document. A year that
would put it after the document was written is passed over: the 7月25日 behind 「2012年4月17日から…に延期」 of a text of
2011 is not of 2012. A date inside brackets speaks for the rest of the brackets only; notes, tables and figures speak
for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from edition.annotate.units import TextUnit

_ASIDE_RE = re.compile(r"\.[ntf][0-9]+$")
_LABEL_YEAR_RE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?年")

#: Offsets of the brackets that are open at a place.
Brackets = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date the text has named: the parts it had, and the brackets it stands in."""

    year: int
    month: int = 0
    day: int = 0
    brackets: Brackets = ()

    def is_seen_from(self, brackets: Brackets) -> bool:
        """Return whether it speaks for a place inside these brackets."""
        return brackets[: len(self.brackets)] == self.brackets


class RunningText:
    """The moments of one document, told in reading order."""

    def __init__(self, last: date) -> None:
        self.last = last
        """Last day on which the document may have been written."""
        self._here: list[Moment] = []
        self._before: list[Moment] = []
        self._by_slug: dict[str, Moment] = {}
        self._slug = ""
        self._heading: str | None = None
        self._is_aside = False
        self.label_year = 0
        """Year of the label that stands above the passage, 0 for none."""

    def begin(self, unit: TextUnit) -> None:
        """Turn to the next passage or heading."""
        self.end()
        self._is_aside = bool(_ASIDE_RE.search(unit.id))
        self._heading = unit.id.partition("/")[2] if unit.is_heading else None
        if self._heading is not None:
            self._slug = self._heading
            self.label_year = 0
        labelled = _LABEL_YEAR_RE.search(unit.label or "") if not unit.is_heading else None
        if labelled:
            self.label_year = int(labelled[1])

    def end(self) -> None:
        """Leave the passage: what it said outside its brackets is what the next one builds on."""
        if self._heading is not None:
            if self._here:
                self._by_slug[self._heading] = self._here[-1]
        elif not self._is_aside:
            self._before += [moment for moment in self._here if not moment.brackets]
        self._here = []

    def tell(self, moment: Moment) -> None:
        """Take note of a date of this passage."""
        self._here.append(moment)

    def year_of(self, month: int, day: int, brackets: Brackets) -> int:
        """Return the year of a month, or of a day in it, printed without one."""
        for year in self._iter_years(brackets):
            if self._was_past(year, month, day):
                return year
        return self.last.year if self._was_past(self.last.year, month, day) else self.last.year - 1

    def last_moment(self, brackets: Brackets, needs_day: bool = False, needs_month: bool = False) -> Moment | None:
        """Return the moment that 同年, 同月 or 同日 takes up; None when nothing was named."""
        for moment in self._iter_moments(brackets):
            if (moment.day or not needs_day) and (moment.month or not (needs_day or needs_month)):
                return moment
        return None

    def _iter_years(self, brackets: Brackets) -> Iterator[int]:
        yield from (moment.year for moment in reversed(self._here) if moment.is_seen_from(brackets))
        if self.label_year:
            yield self.label_year
        yield from (moment.year for moment in self._iter_headings())
        yield from (moment.year for moment in reversed(self._before))
        yield from (moment.year for moment in reversed(self._here))

    def _iter_moments(self, brackets: Brackets) -> Iterator[Moment]:
        yield from (moment for moment in reversed(self._here) if moment.is_seen_from(brackets))
        yield from reversed(self._here)
        if self.label_year:
            yield Moment(self.label_year)
        yield from reversed(self._before)
        yield from self._iter_headings()

    def _iter_headings(self) -> Iterator[Moment]:
        """Give the dates of the headings above, the nearest first: 2-1 stands under 2."""
        slug = self._slug
        while slug:
            if slug in self._by_slug and slug != self._heading:
                yield self._by_slug[slug]
            slug = slug.rpartition("-")[0]

    def _was_past(self, year: int, month: int, day: int) -> bool:
        return (year, month, day or 1) <= (self.last.year, self.last.month, self.last.day)


class OpenBrackets:
    """The brackets open at places of a text asked for in order."""

    def __init__(self, folded: str) -> None:
        self._marks = [(found.start(), found[0]) for found in re.finditer(r"[()]", folded)]
        self._next = 0
        self._open: list[int] = []

    def at(self, offset: int) -> Brackets:
        """Return the brackets open at `offset`; later calls must not ask for an earlier one."""
        while self._next < len(self._marks) and self._marks[self._next][0] < offset:
            place, mark = self._marks[self._next]
            if mark == "(":
                self._open.append(place)
            elif self._open:
                self._open.pop()
            self._next += 1
        return tuple(self._open)
