"""Every date expression of the texts, with its EDTF value.

A mark covers the words as printed, with 頃 and the like. A から, 以降, 以来 or まで directly behind a date makes an
interval and belongs to it; so does the まで that closes a range, not にかけて. Values: see edtf.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from edition.annotate.date_context import Moment, OpenBrackets, RunningText
from edition.annotate.date_english import iter_english
from edition.annotate.date_expressions import Base, Expression, Unit
from edition.annotate.date_grammar import iter_japanese
from edition.annotate.date_numbers import fold
from edition.annotate.date_rules import DateRules
from edition.annotate.date_values import Value, value_of, value_until
from edition.annotate.edtf import EdtfDate, is_edtf, join_edtf, parse_edtf
from edition.annotate.units import TextUnit


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date expression in a text.

    Args:
        start: offset of its first character.
        end: offset behind its last.
        edtf: its value.
        basis: "explicit" (the year is printed), "relative" (昨年, 同年), "context" (the month alone is printed) or
            "rule" (a named period, or a decision for this place, in corpus/dates.yml).
    """

    start: int
    end: int
    edtf: str
    basis: str


_LINK_RE = re.compile(r" {0,2}(?:(?P<dash>[~-])|から|より) {0,2}")
# What closes a range that から opens; 「2012年から15年に延期」 has none and names two dates.
_CLOSE_RE = re.compile(r"まで|(?=にかけて|の間|の期間|間|[)」】]|$)")
_TAIL_RE = re.compile(
    r"(?P<day>3[01]|[12][0-9]|0?[1-9]) {0,2}日(?![間目])|(?P<year>[0-9]{2}) {0,2}年(?![間代度])"
)
_FROM_RE = re.compile(r" ?(?:以降|以来|以後|から(?!見|み[るてれ]|すれ|数え|言)|より(?![もや多少高低大小前良長短早遅]))")
_UNTIL_RE = re.compile(r" ?(?:以前|まで)")
_OPEN_DASH_RE = re.compile(r" ?[~](?=[)」】、]|$)")
# 2012年から2015年に延期: から says what was changed, not when something began.
_CHANGED_RE = re.compile(r"に(?:延期|延長|変更|前倒し|繰り|改め|移)")


def annotate_dates(units: Sequence[TextUnit], rules: DateRules) -> dict[str, tuple[DateMark, ...]]:
    """Find the dates of all texts.

    Args:
        units: headings and passages, in reading order document by document: the year of a month is looked for
            in what was said before.
        rules: corpus/dates.yml.

    Returns:
        the marks of each unit that has any, by id, in order and without overlaps.
    """
    marks: dict[str, tuple[DateMark, ...]] = {}
    running_by_document: dict[str, RunningText] = {}
    for unit in units:
        running = running_by_document.get(unit.document)
        if running is None:
            running = RunningText(rules.written_on(unit.document))
            running_by_document[unit.document] = running
        running.begin(unit)
        found = tuple(_iter_marks(unit, running, rules))
        if found:
            marks[unit.id] = found
    return marks


def label_dates(units: Sequence[TextUnit]) -> dict[str, str]:
    """Return the year of the label each passage stands under (「2017 年」 above references), by id."""
    years: dict[str, str] = {}
    running_by_document: dict[str, RunningText] = {}
    for unit in units:
        running = running_by_document.setdefault(unit.document, RunningText(date.max))
        running.begin(unit)
        if running.label_year:
            years[unit.id] = str(running.label_year)
    return years


def _iter_marks(unit: TextUnit, running: RunningText, rules: DateRules) -> Iterator[DateMark]:
    folded = fold(unit.text)
    expressions = _expressions(unit, folded, rules)
    longest_by_start = {expression.start: expression for expression in reversed(expressions)}
    brackets = OpenBrackets(folded)
    behind = 0
    for expression in expressions:
        if expression.start < behind:
            continue
        found = _Reading(folded, longest_by_start, running, brackets.at(expression.start)).read(expression)
        if found is None:
            continue
        start, end, value = found
        if value.moment:
            running.tell(value.moment)
        behind = end
        yield DateMark(start, end, value.edtf, value.basis)


def _expressions(unit: TextUnit, folded: str, rules: DateRules) -> list[Expression]:
    """Return what may be a date, by place, the longest first; nothing stands against what the rules have decided."""
    decided = [
        Expression(start, end, Unit.FIXED, Base.CONTEXT, edtf=edtf, is_whole=True)
        for start, end, edtf in rules.decisions_in(unit.id, unit.text)
    ]
    found = [*iter_japanese(folded), *iter_english(folded)]
    found += [
        Expression(start, end, Unit.FIXED, Base.CONTEXT, edtf=edtf) for start, end, edtf in rules.periods_in(unit.text)
    ]
    open_to_rule = [
        one for one in found if not any(one.start < taken.end and taken.start < one.end for taken in decided)
    ]
    dated = [one for one in decided if one.edtf]
    return sorted(open_to_rule + dated, key=lambda one: (one.start, -one.end, one.unit is Unit.FIXED))


class _Reading:
    """Reads on from an expression: the second half of a range, a から or まで behind it."""

    def __init__(
        self, folded: str, by_start: Mapping[int, Expression], running: RunningText, brackets: tuple[int, ...]
    ) -> None:
        self.folded = folded
        self.by_start = by_start
        self.running = running
        self.brackets = brackets

    def read(self, expression: Expression) -> tuple[int, int, Value] | None:
        """Return first and last offset of the mark and its value, None when the expression is no date after all."""
        value = value_of(expression, self.running, self.brackets)
        if value is None or not is_edtf(value.edtf):
            return None
        if value.moment is None:
            value = replace(value, moment=_moment(expression, value.edtf, self.brackets))
        start, end = expression.start, expression.end
        if expression.is_whole:
            return start, end, value
        return self._range(expression, value) or self._open_interval(expression, value) or (start, end, value)

    def _range(self, first: Expression, value: Value) -> tuple[int, int, Value] | None:
        link = _LINK_RE.match(self.folded, first.end)
        second = self._second(first, link.end()) if link and not first.until else None
        if link is None or second is None:
            return None
        end = second.end
        if not link["dash"]:
            close = _CLOSE_RE.match(self.folded, end)
            if close is None:
                is_change = _CHANGED_RE.match(self.folded, end) is not None
                return (first.start, first.end, value) if is_change else None
            end = close.end()
        last = value_until(value, second, self.running, self.brackets)
        if last is None or not is_edtf(join_edtf(value.edtf, last.edtf)):
            return None
        return first.start, end, Value(join_edtf(value.edtf, last.edtf), value.basis, last.moment)

    def _second(self, first: Expression, start: int) -> Expression | None:
        if start in self.by_start:
            return self.by_start[start]
        tail = _TAIL_RE.match(self.folded, start)
        if tail and tail["day"] and first.day:
            return Expression(start, tail.end(), base=Base.CONTEXT, month=first.month, day=int(tail["day"]))
        if tail and tail["year"] and first.unit is Unit.YEAR and not first.month:
            return Expression(start, tail.end(), base=Base.SHORT, number=int(tail["year"]))
        return None

    def _open_interval(self, expression: Expression, value: Value) -> tuple[int, int, Value] | None:
        start, end = expression.start, expression.end
        behind = _FROM_RE.match(self.folded, end) or (
            _OPEN_DASH_RE.match(self.folded, end) if self.brackets else None
        )
        if behind:
            edtf = join_edtf(value.edtf, "..")
            end = behind.end()
        elif until := _UNTIL_RE.match(self.folded, end):
            edtf = join_edtf("..", value.edtf)
            end = until.end()
        elif self.folded[:start].endswith("(~"):
            edtf = join_edtf("..", value.edtf)
            start -= 1
        else:
            return None
        return (start, end, replace(value, edtf=edtf)) if is_edtf(edtf) else None


def _moment(expression: Expression, edtf: str, brackets: tuple[int, ...]) -> Moment | None:
    """Return the date that a decision for one place leaves to the running text."""
    parsed = parse_edtf(edtf)
    if not expression.is_whole or not isinstance(parsed, EdtfDate) or parsed.is_decade or parsed.year is None:
        return None
    return Moment(parsed.year, parsed.month or 0, parsed.day or 0, brackets)
