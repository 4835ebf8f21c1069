"""Date expressions in English: May 21, 2021; Dec.2, 2021; June 2024; late 1990s'; 21st century; since 2010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.annotate.date_expressions import Base, Expression, Unit

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = r"(?P<month>\b(?:" + "|".join(f"{name[:3]}(?:{name[3:]}|t?\\.)?" for name in _MONTHS) + r"))"
_YEAR = r"(?P<year>1[0-9]{3}|2[01][0-9]{2})(?![0-9])"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"

_MONTH_FIRST_RE = re.compile(rf"{_MONTH} ?(?:{_DAY}, ?|,? ){_YEAR}")
_DAY_FIRST_RE = re.compile(rf"\b{_DAY} {_MONTH},? {_YEAR}")
_DECADE_RE = re.compile(
    r"(?:\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[- ]"
    r"|\b(?:(?P<half>beginning|start|end|first half|second half) of )?(?:the )?)?"
    r"(?<![0-9])(?P<decade>(?:1[0-9]|2[01])[0-9]0)['’]?s(?![a-z])"
)
_CENTURY_RE = re.compile(r"\b(?P<century>[12]?[0-9])(?:st|nd|rd|th)[- ]century\b")
_SINCE_RE = re.compile(rf"\b(?P<word>[Ss]ince|[Uu]ntil|[Bb]y|[Ii]n) {_YEAR}(?! ?[A-Za-z%-])")
# The year of a publication: … University Press, 2011.
_PUBLISHED_RE = re.compile(rf"(?<=[A-Za-z”\"’*)], ){_YEAR}(?=[.;)]|,? pp?\.|$)")

_PART_BY_WORD = {
    "early": "初頭",
    "mid": "半ば",
    "late": "後半",
    "beginning": "初頭",
    "start": "初頭",
    "end": "末",
    "first half": "前半",
    "second half": "後半",
}


def iter_english(folded: str) -> Iterator[Expression]:
    """Give every date expression in English, overlapping ones too."""
    for pattern in (_MONTH_FIRST_RE, _DAY_FIRST_RE):
        for found in pattern.finditer(folded):
            month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3]))
            day = int(found["day"]) if found["day"] else 0
            yield Expression(
                found.start(), found.end(), number=int(found["year"]), month=month, day=day, is_whole=True
            )
    for found in _DECADE_RE.finditer(folded):
        part = _PART_BY_WORD.get((found["part"] or found["half"] or "").lower(), "")
        start = found.start() if part else found.start("decade")
        yield Expression(start, found.end(), Unit.DECADE, number=int(found["decade"]), part=part, is_whole=True)
    for found in _CENTURY_RE.finditer(folded):
        yield Expression(found.start(), found.end(), Unit.CENTURY, number=int(found["century"]), is_whole=True)
    for found in _SINCE_RE.finditer(folded):
        yield _year_after(found["word"].lower(), found)
    for found in _PUBLISHED_RE.finditer(folded):
        yield Expression(found.start(), found.end(), number=int(found["year"]), is_whole=True)


def _year_after(word: str, found: re.Match[str]) -> Expression:
    year = int(found["year"])
    if word == "in":
        return Expression(found.start("year"), found.end(), number=year, is_whole=True)
    edtf = f"{year}/.." if word == "since" else f"../{year}"
    return Expression(found.start(), found.end(), Unit.FIXED, Base.GIVEN, edtf=edtf, is_whole=True)
