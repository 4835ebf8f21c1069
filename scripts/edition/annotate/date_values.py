"""From an expression and the running text to its EDTF value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from edition.annotate.date_context import Brackets, Moment, RunningText
from edition.annotate.date_expressions import Base, Expression, Unit
from edition.annotate.date_parts import century_part, decade_part, month_part, year_part
from edition.annotate.edtf import join_edtf

#: A year of two digits lies at most so many years after the document.
_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means.

    Args:
        edtf: its EDTF value.
        basis: "explicit", "relative", "context" or "rule".
        moment: the date it leaves to the running text, None for a decade, a century or a period.
    """

    edtf: str
    basis: str
    moment: Moment | None = None


def value_of(expression: Expression, running: RunningText, brackets: Brackets) -> Value | None:
    """Return the value of an expression, None when nothing tells its year or the calendar has no such day."""
    value = _first_value(expression, running, brackets)
    if value is None or expression.until is None:
        return value
    last = value_until(value, expression.until, running, brackets)
    return Value(join_edtf(value.edtf, last.edtf), value.basis, last.moment) if last else None


def value_until(first: Value, until: Expression, running: RunningText, brackets: Brackets) -> Value | None:
    """Return the value of the second expression of a range, which takes what it lacks from the first."""
    if first.moment and until.base in (Base.CONTEXT, Base.SHORT):
        year, month = first.moment.year, until.month or first.moment.month
        if until.base is Base.SHORT:
            year = year // 100 * 100 + until.number
            year += 100 if year < first.moment.year else 0
        elif (month, until.day or 31) < (first.moment.month, first.moment.day):
            year += 1
        until = replace(until, base=Base.GIVEN, number=year, month=month if until.base is Base.CONTEXT else until.month)
    elif first.moment and until.base is Base.RUNNING and until.unit is Unit.YEAR:
        until = replace(until, base=Base.GIVEN, number=first.moment.year + until.number)
    elif until.base is Base.SHORT and until.unit is Unit.DECADE and first.edtf[:4].strip("X").isdecimal():
        until = replace(until, base=Base.GIVEN, number=int(first.edtf[:2]) * 100 + until.number)
    return value_of(until, running, brackets)


def _first_value(expression: Expression, running: RunningText, brackets: Brackets) -> Value | None:
    match expression.unit:
        case Unit.FIXED:
            return Value(expression.edtf, "rule" if expression.base is not Base.GIVEN else "explicit")
        case Unit.CENTURY:
            century = expression.number
            if expression.base is Base.ANCHOR:
                century += (running.last.year - 1) // 100 + 1
            return _about(Value(century_part(century, expression.part), _basis(expression)), expression)
        case Unit.DECADE:
            first = _full_year(expression.number, running) if expression.base is Base.SHORT else expression.number
            return _about(Value(decade_part(first, expression.part), _basis(expression)), expression)
        case Unit.MONTH_STEP:
            return _month_step(expression, running, brackets)
        case Unit.DAY_STEP:
            return _day_step(expression, running, brackets)
        case Unit.FISCAL:
            year = _year(expression, running, brackets)
            if year is None:
                return None
            return Value(f"{year:04}-04/{year + 1:04}-03", _basis(expression), Moment(year, brackets=brackets))
        case Unit.YEAR:
            year = _year(expression, running, brackets)
            return None if year is None else _dated(expression, year, _basis(expression), brackets)


def _dated(expression: Expression, year: int, basis: str, brackets: Brackets) -> Value | None:
    """Return the value of a year with what month, day and part the expression has."""
    month, day, part = expression.month, expression.day, expression.part
    if not 1 <= year <= 9998:
        return None
    if day:
        try:
            edtf = date(year, month, day).isoformat()
        except ValueError:
            return None
    else:
        edtf = month_part(year, month, part) if month else year_part(year, part)
    return _about(Value(edtf, basis, Moment(year, month, day, brackets)), expression)


def _about(value: Value, expression: Expression) -> Value:
    if not expression.about or value.edtf.endswith("~"):
        return value
    return replace(value, edtf="/".join(f"{end}~" for end in value.edtf.split("/")))


def _basis(expression: Expression) -> str:
    if expression.base in (Base.GIVEN, Base.SHORT):
        return "explicit"
    return "context" if expression.base is Base.CONTEXT else "relative"


def _year(expression: Expression, running: RunningText, brackets: Brackets) -> int | None:
    match expression.base:
        case Base.GIVEN:
            return expression.number
        case Base.SHORT:
            return _full_year(expression.number, running)
        case Base.ANCHOR:
            return running.last.year + expression.number
        case Base.CONTEXT:
            return running.year_of(expression.month, expression.day, brackets)
        case Base.RUNNING:
            moment = running.last_moment(brackets)
            return moment.year + expression.number if moment else None


def _full_year(short: int, running: RunningText) -> int:
    """Return the year meant by two digits: of this century, unless that lies too far ahead."""
    century = running.last.year // 100 * 100
    return century + short if century + short <= running.last.year + _AHEAD else century - 100 + short


def _month_step(expression: Expression, running: RunningText, brackets: Brackets) -> Value | None:
    if expression.base is Base.ANCHOR:
        year, month = running.last.year, running.last.month
    else:
        moment = running.last_moment(brackets, needs_month=True)
        if moment is None:
            return None
        year, month = moment.year, moment.month
    months = year * 12 + month - 1 + expression.number
    return _dated(replace(expression, month=months % 12 + 1), months // 12, "relative", brackets)


def _day_step(expression: Expression, running: RunningText, brackets: Brackets) -> Value | None:
    moment = running.last_moment(brackets, needs_day=True)
    if moment is None:
        return None
    day = date(moment.year, moment.month, moment.day) + timedelta(days=expression.number)
    return Value(day.isoformat(), "relative", Moment(day.year, day.month, day.day, brackets))
