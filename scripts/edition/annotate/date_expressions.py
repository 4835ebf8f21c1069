"""The noun of the date grammar: one date expression of a text, before its year is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What an expression names."""

    YEAR = "year"  # a year, or a month, day or part of it
    FISCAL = "fiscal"  # a Japanese business year, April to March
    DECADE = "decade"
    CENTURY = "century"
    MONTH_STEP = "month-step"  # a month counted from another (翌月)
    DAY_STEP = "day-step"  # a day counted from another (翌日)
    FIXED = "fixed"  # a value that stands in the rules: a named period


class Base(StrEnum):
    """What the number of an expression counts from."""

    GIVEN = "given"  # it is the year itself
    SHORT = "short"  # it is a year without its century
    ANCHOR = "anchor"  # it is a step from the day the document was written (昨年)
    RUNNING = "running"  # it is a step from the date last named (翌年)
    CONTEXT = "context"  # there is none: the month alone is printed


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression as printed.

    Args:
        start: offset of its first character.
        end: offset behind its last character.
        unit: what it names.
        base: what `number` counts from.
        number: the year, decade or century, or the step to it.
        month: month, 0 when none is printed.
        day: day, 0 when none is printed.
        part: the word for a part (前半, 末, 春), or "".
        about: whether 頃 or the like makes it approximate.
        edtf: the value of a fixed expression.
        until: the expression it reaches to, for a range printed in one (2018〜19年).
        is_whole: whether it is complete as it stands, so that no から or まで is taken into it.
    """

    start: int
    end: int
    unit: Unit = Unit.YEAR
    base: Base = Base.GIVEN
    number: int = 0
    month: int = 0
    day: int = 0
    part: str = ""
    about: bool = False
    edtf: str = ""
    until: Expression | None = None
    is_whole: bool = False
