"""The Japanese date grammar: patterns for single expressions, and how each match is read.

The patterns run over folded text (date_numbers.fold). Counts are kept out here: 60年間, 5年ぶり, 60周年, 68年目.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from edition.annotate.date_expressions import Base, Expression, Unit
from edition.annotate.date_numbers import KANJI_NUMBER, read_number
from edition.annotate.date_parts import CENTURY_PART, DECADE_PART, MONTH_PART, YEAR_PART

Match = re.Match[str]
Reader = Callable[[Match], Expression | None]

_S = " {0,2}"
_KANJI = "[〇零一二三四五六七八九十]"
_Y4 = "(?<![0-9,.])(?:1[0-9]{3}|2[01][0-9]{2})"
_YK = "(?<![〇零一二三四五六七八九十百千])[一二][〇零一二三四五六七八九]{3}"
_YEAR = f"(?:{_Y4}|{_YK})"
_Y2 = "(?<![0-9,.第約])'?[0-9]{2}"
_M = f"(?:1[0-2]|0?[1-9](?![0-9])|{_KANJI}{{1,2}})"
_D = f"(?:3[01]|[12][0-9]|0?[1-9](?![0-9])|{_KANJI}{{1,3}})"
# A count, not a date: 2000年以上, 50年超, 10年間.
_COUNT = "(?![間目]|以上|以内|余|超(?!党|大)|ぶり|あまり|近く|もの|分の)"
_ABOUT = "(?:[ ]?(?P<about>頃|ごろ|ころ(?!か)|前後(?!の?関係)))?"

_DAY = f"(?:{_S}(?P<day>{_D}){_S}日(?![間目本]|あたり))?"
_MONTH = f"{_S}(?P<month>{_M}){_S}月(?!間){_DAY}"
_MONTH_OR_PART = (
    f"(?:{_MONTH}(?:の?(?P<month_part>{MONTH_PART}))?|(?:の?{_S}(?P<year_part>{YEAR_PART})))?{_ABOUT}"
)

_STEP_BY_YEAR_WORD = {
    "今年": (Base.ANCHOR, 0),
    "本年": (Base.ANCHOR, 0),
    "昨年": (Base.ANCHOR, -1),
    "去年": (Base.ANCHOR, -1),
    "一昨年": (Base.ANCHOR, -2),
    "おととし": (Base.ANCHOR, -2),
    "来年": (Base.ANCHOR, 1),
    "再来年": (Base.ANCHOR, 2),
    "同年": (Base.RUNNING, 0),
    "翌年": (Base.RUNNING, 1),
    "翌々年": (Base.RUNNING, 2),
    "前年": (Base.RUNNING, -1),
}
_STEP_BY_MONTH_WORD = {
    "今月": (Base.ANCHOR, 0),
    "先月": (Base.ANCHOR, -1),
    "来月": (Base.ANCHOR, 1),
    "同月": (Base.RUNNING, 0),
    "前月": (Base.RUNNING, -1),
    "翌月": (Base.RUNNING, 1),
}
_STEP_BY_DAY_WORD = {"同日": 0, "当日": 0, "翌日": 1, "翌々日": 2, "前日": -1}
_STEP_BY_CENTURY_WORD = {"今": 0, "前": -1, "来": 1}
_YEAR_BEFORE_ERA = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}


def _either(words: dict[str, tuple[Base, int]] | dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def iter_japanese(folded: str) -> Iterator[Expression]:
    """Give every single date expression in Japanese, overlapping ones too."""
    for pattern, reader in _RULES:
        for found in pattern.finditer(folded):
            expression = reader(found)
            if expression is not None:
                yield expression


def _group(found: Match, name: str) -> str:
    return found.groupdict().get(name) or ""


def _make(found: Match, unit: Unit, base: Base, number: int) -> Expression | None:
    """Make an expression of a match, with whatever month, day and part it holds."""
    month, day = _group(found, "month"), _group(found, "day")
    month_number = read_number(month) if month else 0
    day_number = read_number(day) if day else 0
    if month_number > 12 or day_number > 31:
        return None
    part = _group(found, "month_part") or _group(found, "year_part") or _group(found, "part")
    if day and part:
        # The part of a day (午前, 前半) is finer than any value given here.
        return None
    return Expression(
        found.start(), found.end(), unit, base, number, month_number, day_number, part, bool(_group(found, "about"))
    )


def _read_year(found: Match) -> Expression | None:
    return _make(found, Unit.YEAR, Base.GIVEN, read_number(found["year"]))


def _read_short_year(found: Match) -> Expression | None:
    return _make(found, Unit.YEAR, Base.SHORT, int(found["year"].lstrip("'")))


def _read_bare_short_year(found: Match) -> Expression | None:
    # 23年 alone is a date only beside a full year in its sentence, and read on by でも, では or the like.
    sentence = found.string[found.string.rfind("。", 0, found.start()) + 1 : found.start()]
    return _read_short_year(found) if re.search(f"{_YEAR}{_S}年", sentence) else None


def _read_era(found: Match) -> Expression | None:
    year = _YEAR_BEFORE_ERA[found["era"]] + read_number(found["year"])
    return _make(found, Unit.FISCAL if found["fiscal"] else Unit.YEAR, Base.GIVEN, year)


def _read_year_word(found: Match) -> Expression | None:
    base, step = _STEP_BY_YEAR_WORD[found["word"]]
    if found["gloss"]:
        # 今年(2026年)1月 says its year itself.
        return _make(found, Unit.YEAR, Base.GIVEN, int(found["gloss"]))
    return _make(found, Unit.YEAR, base, step)


def _read_years_ago(found: Match) -> Expression | None:
    return _make(found, Unit.YEAR, Base.ANCHOR, -read_number(found["count"]))


def _read_years_apart(found: Match) -> Expression | None:
    count = read_number(found["count"])
    return _make(found, Unit.YEAR, Base.RUNNING, count if found["way"] == "後" else -count)


def _read_month(found: Match) -> Expression | None:
    return _make(found, Unit.YEAR, Base.CONTEXT, 0)


def _read_month_word(found: Match) -> Expression | None:
    base, step = _STEP_BY_MONTH_WORD[found["word"]]
    return _make(found, Unit.MONTH_STEP, base, step)


def _read_day_word(found: Match) -> Expression | None:
    return _make(found, Unit.DAY_STEP, Base.RUNNING, _STEP_BY_DAY_WORD[found["word"]])


def _read_fiscal(found: Match) -> Expression | None:
    return _make(found, Unit.FISCAL, Base.GIVEN, read_number(found["year"]))


def _read_fiscal_word(found: Match) -> Expression | None:
    return _make(found, Unit.FISCAL, *_STEP_BY_YEAR_WORD[found["word"] + "年"])


def _read_decade(found: Match) -> Expression | None:
    number = read_number(found["decade"].lstrip("'"))
    return _make(found, Unit.DECADE, Base.GIVEN if number > 99 else Base.SHORT, number)


def _read_century(found: Match) -> Expression | None:
    number = read_number(found["century"])
    return _make(found, Unit.CENTURY, Base.GIVEN, number) if 1 < number <= 30 else None


def _read_century_word(found: Match) -> Expression | None:
    return _make(found, Unit.CENTURY, Base.ANCHOR, _STEP_BY_CENTURY_WORD[found["word"]])


def _read_years(found: Match) -> Expression | None:
    """Read 2018〜19年, 1980〜90年代 and 1998-2003, whose years share one 年 or none."""
    first, last = read_number(found["from"]), int(found["to"])
    if last < 100:
        last += first // 100 * 100
    unit = Unit.DECADE if _group(found, "decade") else Unit.YEAR
    if last < first or (unit is Unit.DECADE and (first % 10 or last % 10)):
        return None
    until = Expression(found.start("to"), found.end(), unit, Base.GIVEN, last)
    return Expression(found.start(), found.end(), unit, Base.GIVEN, first, until=until)


def _read_months(found: Match) -> Expression | None:
    """Read 2024年3〜5月 and 3〜5月."""
    year = _group(found, "year")
    first, last = int(found["from"]), int(found["to"])
    base, number = (Base.GIVEN, read_number(year)) if year else (Base.CONTEXT, 0)
    until = Expression(found.start("to"), found.end(), Unit.YEAR, Base.CONTEXT, 0, last)
    return Expression(found.start(), found.end(), Unit.YEAR, base, number, first, until=until)


def _read_days(found: Match) -> Expression | None:
    """Read 2024年3月3〜5日 and 3月3〜5日."""
    year = _group(found, "year")
    base, number = (Base.GIVEN, read_number(year)) if year else (Base.CONTEXT, 0)
    month, first, last = int(found["month"]), int(found["from"]), int(found["to"])
    until = Expression(found.start("to"), found.end(), Unit.YEAR, Base.CONTEXT, 0, month, last)
    return Expression(found.start(), found.end(), Unit.YEAR, base, number, month, first, until=until)


_NOT_IN_NUMBER = "(?<![0-9.,第〇零一二三四五六七八九十])"
_N = "(?:1[0-2]|0?[1-9])"
_NN = "(?:3[01]|[12][0-9]|0?[1-9])"
_READING_ON = "(?=でも|では|時点|以降|以来|以前|頃|ごろ)"

_RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (f"(?P<year>{_YEAR}){_S}年(?!代|度){_COUNT}{_MONTH_OR_PART}", _read_year),
        (f"(?P<year>{_Y2}){_S}年{_MONTH}(?:の?(?P<month_part>{MONTH_PART}))?{_ABOUT}", _read_short_year),
        (f"(?P<year>{_Y2})年{_READING_ON}{_ABOUT}", _read_bare_short_year),
        (
            f"(?P<era>{'|'.join(_YEAR_BEFORE_ERA)}){_S}(?P<year>元|[0-9]{{1,2}}|{_KANJI}{{1,3}}){_S}年"
            f"(?!間|代)(?P<fiscal>度)?{_MONTH_OR_PART}",
            _read_era,
        ),
        (
            f"(?P<word>(?<!日)本年|(?:{_either(_STEP_BY_YEAR_WORD)}))(?![代齢輩度比金])(?!同[期月])"
            rf"(?:\((?P<gloss>{_Y4})年?\))?{_MONTH_OR_PART}",
            _read_year_word,
        ),
        (
            f"(?P<about>約|およそ|ほぼ)(?P<count>[0-9]{{1,3}}|{KANJI_NUMBER}){_S}年(?:ほど)?前(?![半後期年])",
            _read_years_ago,
        ),
        (
            f"(?<![0-9,.約第])(?<!その)(?<!この)(?P<count>[0-9]{{1,3}}){_S}年(?P<about>ほど|くらい)?前(?![半後期年])",
            _read_years_ago,
        ),
        (f"(?:その|それから)(?P<count>[0-9]{{1,3}}|{KANJI_NUMBER}){_S}年(?P<way>[前後])(?!半)", _read_years_apart),
        (
            f"{_NOT_IN_NUMBER}(?P<month>{_N}){_S}月(?!間|あたり){_DAY}(?:の?(?P<month_part>{MONTH_PART}))?{_ABOUT}",
            _read_month,
        ),
        (f"{_NOT_IN_NUMBER}(?P<month>{_KANJI}{{1,2}})月(?P<day>{_KANJI}{{1,3}})日", _read_month),
        (f"(?P<word>{_either(_STEP_BY_MONTH_WORD)})(?!比){_DAY}(?:の?(?P<month_part>{MONTH_PART}))?", _read_month_word),
        (f"(?<![共合年])(?P<word>{_either(_STEP_BY_DAY_WORD)})(?![本米韓中朝])", _read_day_word),
        (f"(?P<year>{_YEAR}){_S}年度", _read_fiscal),
        ("(?P<word>今|本|昨|一昨|来|同|翌|前)年度(?!比)", _read_fiscal_word),
        (
            f"(?P<decade>(?<![0-9,.])(?:1[0-9]|2[01])?[0-9]0|(?:[一二]{_KANJI}{{2}})[〇零]){_S}年代"
            f"(?:の?{_S}(?P<part>{DECADE_PART}))?{_ABOUT}",
            _read_decade,
        ),
        (
            f"(?<![0-9,.])(?P<century>[0-9]{{1,2}}|{_KANJI}{{1,3}}){_S}世紀(?!間|以上|余|ぶり|近く|にわた)"
            f"(?:の?{_S}(?P<part>{CENTURY_PART}))?{_ABOUT}",
            _read_century,
        ),
        (f"(?P<word>[今前来])世紀(?:の?{_S}(?P<part>{CENTURY_PART}))?", _read_century_word),
        (f"(?<![0-9./-])(?P<year>{_Y4})(?P<s>[./-])(?P<month>{_N})(?P=s)(?P<day>{_NN})(?![0-9./-])", _read_year),
        (rf"(?<=\()(?P<year>{_Y4})\.(?P<month>{_N})(?=[ )])", _read_year),
        # A year alone is a date in brackets only: 国家安全保障戦略(2025).
        (rf"(?<=\()(?P<year>{_Y4})(?=\))", _read_year),
        (f"(?P<from>{_Y4}){_S}[~-]{_S}(?P<to>{_Y4}|[0-9]{{2}}){_S}年(?P<decade>代)?(?!度){_COUNT}", _read_years),
        (rf"(?<=\()(?P<from>{_Y4})[~-](?P<to>{_Y4}|[0-9]{{2}})(?=\))", _read_years),
        (f"(?:(?P<year>{_Y4}){_S}年{_S})?{_NOT_IN_NUMBER}(?P<from>{_N})[~-](?P<to>{_N}){_S}月(?!間)", _read_months),
        (
            f"(?:(?P<year>{_Y4}){_S}年{_S})?{_NOT_IN_NUMBER}(?P<month>{_N}){_S}月{_S}"
            f"(?P<from>{_NN})[~-](?P<to>{_NN}){_S}日(?!間)",
            _read_days,
        ),
    )
)
