"""Parts of a century, decade, year or month (前半, 初頭, 末, 下旬, 春) as EDTF.

A part is given in the next smaller unit and is approximate (~), for no text says where 初頭 ends. Halves of a decade
are its years 0–4 and 5–9, 初頭 is 0–3. Only the halves of a business year (上半期) and the seasons are exact.
"""

from __future__ import annotations

from calendar import monthrange

_MIDDLE = ("半ば", "なかば", "中頃", "中葉")
_BEGINNING = ("初頭", "初め", "はじめ", "初期", "序盤")
_END = ("末", "末期", "終わり", "終盤")

#: First and last year, month or day of a part; one number is a point.
_Span = tuple[int] | tuple[int, int]


def _spread(*rows: tuple[tuple[str, ...], _Span]) -> dict[str, _Span]:
    return {word: span for words, span in rows for word in words}


_DECADE = _spread(
    (("前半",), (0, 4)),
    (("後半",), (5, 9)),
    (_BEGINNING, (0, 3)),
    (_MIDDLE, (5,)),
    (("中盤", "中期"), (3, 7)),
    (_END, (7, 9)),
)
_CENTURY = _spread(
    (("前半",), (1, 50)),
    (("後半",), (51, 100)),
    (_BEGINNING, (1, 10)),
    (_MIDDLE, (50,)),
    (_END, (91, 100)),
)
_YEAR = _spread(
    (("前半",), (1, 6)),
    (("後半",), (7, 12)),
    (("初頭",), (1, 3)),
    (("初め", "はじめ"), (1,)),
    (_MIDDLE, (6,)),
    (("末", "終わり", "暮れ"), (12,)),
)
_EXACT_YEAR: dict[str, _Span] = {"上半期": (1, 6), "下半期": (7, 12)}
_SEASON = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
#: The last day of a month is 0 here.
_MONTH = _spread(
    (("上旬", "初旬"), (1, 10)),
    (("中旬",), (11, 20)),
    (("下旬",), (21, 0)),
    (("前半",), (1, 15)),
    (("後半",), (16, 0)),
    (("初頭", "初め", "はじめ"), (1,)),
    (_MIDDLE, (15,)),
    (("末", "終わり"), (0,)),
)

#: What the word must not run on into: 初めて, はじめとする, 末端, 春季, 夏休み.
_NOT_BEFORE = {
    "初め": "て",
    "はじめ": "てと、",
    "末": "端裔期",
    "初期": "化値",
    "春": "季闘",
    "夏": "季休期",
    "秋": "季",
    "冬": "季休期",
}


def _pattern(*tables: dict[str, _Span] | dict[str, int]) -> str:
    words = sorted({word for table in tables for word in table}, key=lambda word: (-len(word), word))
    guarded = (word + (f"(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else "") for word in words)
    return "(?:" + "|".join(guarded) + ")"


#: The words for the parts of each unit, as patterns.
DECADE_PART = _pattern(_DECADE)
CENTURY_PART = _pattern(_CENTURY)
YEAR_PART = _pattern(_YEAR, _EXACT_YEAR, _SEASON)
MONTH_PART = _pattern(_MONTH)


def decade_part(first_year: int, part: str) -> str:
    """Return a part of the decade that begins with `first_year`; the decade itself for none."""
    if not part:
        return f"{first_year // 10}X"
    return _about([f"{first_year + offset:04}" for offset in _DECADE[part]])


def century_part(century: int, part: str) -> str:
    """Return a part of a century; the century itself, 1 to 100, for none."""
    before = (century - 1) * 100
    if not part:
        return f"{before + 1:04}/{before + 100:04}"
    return _about([f"{before + offset:04}" for offset in _CENTURY[part]])


def year_part(year: int, part: str) -> str:
    """Return a part of a year; the year itself for none."""
    if not part:
        return f"{year:04}"
    if part in _SEASON:
        return f"{year:04}-{_SEASON[part]}"
    if part in _EXACT_YEAR:
        return "/".join(f"{year:04}-{month:02}" for month in _EXACT_YEAR[part])
    return _about([f"{year:04}-{month:02}" for month in _YEAR[part]])


def month_part(year: int, month: int, part: str) -> str:
    """Return a part of a month; the month itself for none."""
    if not part:
        return f"{year:04}-{month:02}"
    last = monthrange(year, month)[1]
    return _about([f"{year:04}-{month:02}-{day or last:02}" for day in _MONTH[part]])


def _about(dates: list[str]) -> str:
    return "/".join(f"{one}~" for one in dates)
