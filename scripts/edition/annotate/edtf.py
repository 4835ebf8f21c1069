"""EDTF values: which are well formed, which days they cover, how a reader says them.

The part of EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/) this edition writes:

    2010-03-26  2010-03  2010     a day, a month, a year
    2023-21                       a season (21 spring, 22 summer, 23 autumn, 24 winter)
    199X  XXXX-03-01              a decade; a day of any year
    1995~                         about 1995
    1995~/1999~  1965/..  ../1987 intervals, closed and open

A century is the interval 2001/2100 (20XX would begin with 2000). Decades stand in intervals too (199X/..): ISO 8601-2
has it at level 2, though not every library reads it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DATE_RE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?%]?)"
)
_SEASON_NAMES = {21: "春", 22: "夏", 23: "秋", 24: "冬"}
_WINTER = 24

#: Name and first day of each era that used the Gregorian calendar, latest first.
_ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 1, 1)),
)
#: Japan counts days by the Gregorian calendar since then: an earlier era year is not the Western one.
_GREGORIAN_SINCE = 1873

_DECADE_PARTS = {(0, 4): "前半", (5, 9): "後半", (0, 3): "初頭", (3, 7): "中盤", (7, 9): "末"}
_CENTURY_PARTS = {(1, 50): "前半", (51, 0): "後半", (1, 10): "初頭", (91, 0): "末"}
_MONTH_PARTS = {(1, 10): "上旬", (11, 20): "中旬"}


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date of an EDTF value.

    Args:
        year: the year; of a decade its first; None for any year.
        month: month or season, None when the precision is the year.
        day: day, or None.
        is_decade: whether the last digit of the year is open.
        is_about: whether it is uncertain or approximate.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    is_decade: bool = False
    is_about: bool = False

    @property
    def first(self) -> date | None:
        """The earliest day it may mean."""
        if self.year is None:
            return None
        month = self.month or 1
        if month in _SEASON_NAMES:
            month = 12 if month == _WINTER else (month - 20) * 3
        return date(self.year, month, self.day or 1)

    @property
    def last(self) -> date | None:
        """The latest day it may mean."""
        if self.year is None:
            return None
        if self.is_decade:
            return date(self.year + 9, 12, 31)
        if self.month in _SEASON_NAMES:
            first = self.first
            assert first is not None
            return (first.replace(day=1) + timedelta(days=92)).replace(day=1) - timedelta(days=1)
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


#: An open end is None.
EdtfRange = tuple[EdtfDate | None, EdtfDate | None]


@lru_cache(maxsize=4096)
def parse_edtf(edtf: str) -> EdtfDate | EdtfRange | None:
    """Return what an EDTF value says; None when it is not well formed or runs backwards."""
    ends = edtf.split("/")
    if len(ends) == 1:
        return _parse_date(edtf)
    if len(ends) != 2 or ends == ["..", ".."]:
        return None
    dates = [None if end == ".." else _parse_date(end) for end in ends]
    if any(found is None and end != ".." for found, end in zip(dates, ends, strict=True)):
        return None
    start, end = dates
    if start and end:
        if start.first is None or end.last is None or start.first > end.last:
            return None
        if end.first is not None and end.first < start.first:
            return None
    return start, end


def is_edtf(edtf: str) -> bool:
    """Return whether a value is EDTF as this edition writes it, with a day every calendar has."""
    return parse_edtf(edtf) is not None


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day of a value; None where it is open or unknown."""
    parsed = parse_edtf(edtf)
    if parsed is None:
        return None, None
    start, end = parsed if isinstance(parsed, tuple) else (parsed, parsed)
    return start.first if start else None, end.last if end else None


def join_edtf(start: str, end: str) -> str:
    """Return the interval from the beginning of one value to the end of another."""
    return f"{start.split('/')[0]}/{end.split('/')[-1]}"


def say_edtf(edtf: str) -> str:
    """Return how a Japanese reader says a value; the value itself when it is not well formed."""
    parsed = parse_edtf(edtf)
    if parsed is None:
        return edtf
    if isinstance(parsed, EdtfDate):
        return _say_date(parsed)
    start, end = parsed
    if start is None or end is None:
        return f"{_say_date(start)}から" if start else f"{_say_date(end)}まで" if end else edtf
    return _say_span(start, end)


def era_name(edtf: str) -> str:
    """Return the year of the Japanese era for a value within one year (令和8年); "" for any other.

    A year in which the era changed has both names.
    """
    parsed = parse_edtf(edtf)
    if not isinstance(parsed, EdtfDate) or parsed.is_decade or parsed.first is None or parsed.last is None:
        return ""
    if parsed.first.year < _GREGORIAN_SINCE:
        return ""
    names = dict.fromkeys(_era_year(day) for day in (parsed.first, parsed.last))
    return "・".join(names)


def _parse_date(text: str) -> EdtfDate | None:
    found = _DATE_RE.fullmatch(text)
    if not found:
        return None
    year = None if found["year"] == "XXXX" else int(found["year"].replace("X", "0"))
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    is_decade = year is not None and found["year"].endswith("X")
    if (is_decade and month) or (year is None and not day):
        return None
    if month in _SEASON_NAMES and day is None and year:
        return EdtfDate(year, month, None, False, bool(found["mark"]))
    try:
        date(year if year is not None else 2000, month or 1, day or 1)
    except ValueError:
        return None
    return EdtfDate(year, month, day, is_decade, bool(found["mark"]))


def _era_year(day: date) -> str:
    name, since = next(era for era in _ERAS if era[1] <= day)
    year = day.year - since.year + 1
    return f"{name}{'元' if year == 1 else year}年"


def _say_date(one: EdtfDate) -> str:
    said = _say_plain(one)
    if not one.is_about:
        return said
    if one.year is not None and one.month and one.day:
        if one.day == 1:
            said = f"{one.year}年{one.month}月初め"
        elif one.day == monthrange(one.year, one.month)[1]:
            said = f"{one.year}年{one.month}月末"
    return f"{said}ごろ"


def _say_plain(one: EdtfDate) -> str:
    if one.year is None:
        return f"毎年{one.month}月{one.day}日"
    if one.is_decade:
        return f"{one.year}年代"
    if one.month in _SEASON_NAMES:
        return f"{one.year}年{_SEASON_NAMES[one.month]}"
    return f"{one.year}年" + (f"{one.month}月" if one.month else "") + (f"{one.day}日" if one.day else "")


def _say_span(start: EdtfDate, end: EdtfDate) -> str:
    """Say an interval closed on both sides, by its name where it has one (1990年代後半)."""
    named = _named_years(start, end) or _named_days(start, end)
    if named:
        return named + ("ごろ" if start.is_about and end.is_about else "")
    if start.is_about != end.is_about or start.is_decade or end.is_decade:
        return f"{_say_date(start)}〜{_say_date(end)}"
    first, last = _say_plain(start), _say_plain(end)
    if start.month in _SEASON_NAMES or end.month in _SEASON_NAMES:
        return f"{first}〜{last}"
    if not start.month and not end.month:
        first = str(start.year)
    elif start.year == end.year and start.day and end.day and start.month == end.month:
        last = f"{end.day}日"
    elif start.year == end.year and end.month:
        last = last.removeprefix(f"{end.year}年")
    return f"{first}〜{last}" + ("ごろ" if start.is_about else "")


def _named_years(start: EdtfDate, end: EdtfDate) -> str:
    if start.month or end.month or start.is_decade or end.is_decade or start.year is None or end.year is None:
        return ""
    century = (start.year - 1) // 100
    if (end.year - 1) // 100 == century and (start.is_about or start.year % 100 == 1):
        if end.year - start.year == 99:
            return f"{century + 1}世紀"
        part = _CENTURY_PARTS.get((start.year % 100, end.year % 100)) if start.is_about else None
        if part:
            return f"{century + 1}世紀{part}"
    if start.is_about and end.is_about and start.year // 10 == end.year // 10:
        part = _DECADE_PARTS.get((start.year % 10, end.year % 10))
        return f"{start.year // 10}0年代{part}" if part else ""
    return ""


def _named_days(start: EdtfDate, end: EdtfDate) -> str:
    if not start.is_about or not end.is_about or start.year is None or start.year != end.year:
        return ""
    if start.month and start.month == end.month and start.day and end.day:
        last = monthrange(start.year, start.month)[1]
        parts = {**_MONTH_PARTS, (21, last): "下旬", (1, 15): "前半", (16, last): "後半"}
        part = parts.get((start.day, end.day))
        return f"{start.year}年{start.month}月{part}" if part else ""
    if start.month and end.month and not start.day and not end.day:
        part = {(1, 6): "前半", (7, 12): "後半", (1, 3): "初頭"}.get((start.month, end.month))
        return f"{start.year}年{part}" if part else ""
    return ""
