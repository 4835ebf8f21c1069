"""What looks like a date and is marked by no rule: shown to the editor, who writes a rule or says why it is none.

Counts are left out by the word behind them (60年間, 5年ぶり, 60周年, 10年以上), any other by a row of `not_dates`.

Findings:

    D006 uncovered-date      words that look like a date, and are neither marked nor explained
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.annotate.date_numbers import fold
from edition.annotate.date_rules import RULES_PATH, DateRules
from edition.annotate.dates import DateMark
from edition.annotate.mentions import Mention
from edition.annotate.units import TextUnit
from edition.errors import Finding, Place

_COUNT = (
    " ?(?:年|か月|カ月|ヶ月|日)(?:間|以上|以内|超|余|ぶり|目|ごと|分|生|単位|あたり|が経過|前(?!半|期))"
    "|周年"
)
_CANDIDATE_RE = re.compile(
    rf"(?<![0-9,.])(?![0-9]+(?:{_COUNT}))[0-9]{{1,4}} ?(?:年度?|月|日(?!本)|世紀)"
    r"|(?<![0-9,.A-Za-z-])(?:19|20)[0-9]{2}(?![0-9,年]|\.[0-9]| ?(?:ドル|人|発|円|ウオン|億|万|%|％|年))"
    r"|(?<![毎例近])(?:[今本昨去来同翌]年|一昨年)(?![代齢輩])|[今先来同翌]月|[同当翌]日(?![本米韓中朝])"
    r"|(?:昭和|平成|令和|大正|明治) ?(?:元|[0-9])|[〇一二三四五六七八九]{4}年"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)


def check_dates_covered(
    units: Sequence[TextUnit], marks: Mapping[str, Sequence[DateMark | Mention]], rules: DateRules
) -> list[Finding]:
    """Return a finding for each place that looks like a date and has no mark: a date, or a name that holds it."""
    findings = []
    for unit in units:
        for start, end in _iter_uncovered(unit, marks.get(unit.id, ()), rules):
            around = unit.text[max(0, start - 8) : end + 8].replace("\n", " ")
            what = f"「{unit.text[start:end]}」 in {unit.id} (…{around}…) looks like a date and is not marked"
            remedy = "add it to `overrides`, or to `not_dates` with the reason"
            findings.append(Finding(Place(RULES_PATH), "D006", what, remedy))
    return findings


def _iter_uncovered(unit: TextUnit, marks: Sequence[DateMark | Mention], rules: DateRules) -> Iterator[tuple[int, int]]:
    taken = [(mark.start, mark.end) for mark in marks]
    taken += [(start, end) for start, end, _ in rules.decisions_in(unit.id, unit.text)]
    for found in _CANDIDATE_RE.finditer(fold(unit.text)):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield found.span()
