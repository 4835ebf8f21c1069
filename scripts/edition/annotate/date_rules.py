"""What the dates of the texts rest on beside grammar: corpus/dates.yml as values.

Findings:

    D001 wrong-edtf          a value is not EDTF as this edition writes it
    D002 unbound-override    an override whose quote is bound to no single place, or whose surface is not in it
    D003 document-anchor     a document has no day from which its 今年 counts, or one that does not exist has
    D004 unused-period       the form of a period, or the word that is no date, stands in no text
    D005 double-form         a form stands in two rules
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from edition.annotate.edtf import bounds, is_edtf
from edition.annotate.selectors import Quote, find_all, places_of, say_miss
from edition.annotate.units import TextUnit
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml
from edition.yaml_schema import check_schema

RULES_PATH = "corpus/dates.yml"
# A form does not begin inside a longer word: 戦後 is not in 休戦後 nor 内戦後.
_INSIDE_WORD = "(?<![一-龯々ァ-ヴーA-Za-z])"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which 今年 and 昨年 of a document count."""

    document: str
    edtf: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Period:
    """A named period (冷戦期) and the interval it is given."""

    forms: tuple[str, ...]
    edtf: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class NotDate:
    """Words that hold a date and are none (中国製造2025)."""

    words: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class DateOverride:
    """A decision for one place.

    Args:
        quote: the words and their passage.
        surface: the words marked, a part of the quote.
        edtf: their value; "" when they are no date there.
        reason: why.
        place: where it is written.
    """

    quote: Quote
    surface: str
    edtf: str
    reason: str
    place: Place


@dataclass(frozen=True)
class DateRules:
    """All rules, in the order in which they are written."""

    anchors: tuple[Anchor, ...] = ()
    periods: tuple[Period, ...] = ()
    not_dates: tuple[NotDate, ...] = ()
    overrides: tuple[DateOverride, ...] = ()
    _edtf_by_form: dict[str, str] = field(init=False, repr=False, compare=False)
    _forms_re: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        edtf_by_form = {form: period.edtf for period in self.periods for form in period.forms}
        longest_first = sorted(edtf_by_form, key=lambda form: (-len(form), form))
        alternatives = "|".join(map(re.escape, longest_first))
        object.__setattr__(self, "_edtf_by_form", edtf_by_form)
        object.__setattr__(self, "_forms_re", re.compile(f"{_INSIDE_WORD}(?:{alternatives})") if alternatives else None)

    def written_on(self, document: str) -> date:
        """Return the last day on which a document may have been written; of one without anchor, that of the latest."""
        days = {anchor.document: bounds(anchor.edtf)[1] or date.max for anchor in self.anchors}
        return days.get(document) or max(days.values(), default=date.max)

    def periods_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give start, end and value of every named period in a text."""
        for found in self._forms_re.finditer(text) if self._forms_re else ():
            yield found.start(), found.end(), self._edtf_by_form[found[0]]

    def decisions_in(self, unit: str, text: str) -> Iterator[tuple[int, int, str]]:
        """Give start, end and value of the places no grammar decides; the value is "" where no date is."""
        for override in self.overrides:
            if override.quote.passage == unit:
                within = override.quote.exact.find(override.surface)
                for at in places_of(override.quote, text):
                    yield at + within, at + within + len(override.surface), override.edtf
        for not_date in self.not_dates:
            for at in find_all(not_date.words, text):
                yield at, at + len(not_date.words), ""


def parse_date_rules(placed: PlacedYaml, schema: Mapping[str, Any]) -> tuple[DateRules | None, list[Finding]]:
    """Read the rules.

    Args:
        placed: corpus/dates.yml as read.
        schema: corpus/schema/dates.schema.json.

    Returns:
        The rules and no findings, or None and at least one.
    """
    findings = [*placed.findings, *check_schema(placed, schema)]
    if findings:
        return None, sorted(findings)
    raw = placed.value
    rules = DateRules(
        tuple(
            Anchor(row["document"], row["date"], row["reason"], placed.place(("anchors", index)))
            for index, row in enumerate(raw["anchors"])
        ),
        tuple(
            Period(tuple(row["forms"]), row["edtf"], row["reason"], placed.place(("periods", index)))
            for index, row in enumerate(raw.get("periods") or ())
        ),
        tuple(
            NotDate(row["words"], row["reason"], placed.place(("not_dates", index)))
            for index, row in enumerate(raw.get("not_dates") or ())
        ),
        tuple(
            DateOverride(
                Quote(row["passage"], row["quote"], row.get("prefix", ""), row.get("suffix", "")),
                row.get("surface", row["quote"]),
                row["edtf"] or "",
                row["reason"],
                placed.place(("overrides", index)),
            )
            for index, row in enumerate(raw.get("overrides") or ())
        ),
    )
    findings = sorted(_iter_value_findings(rules))
    return (None, findings) if findings else (rules, [])


def check_date_rules(rules: DateRules, units: Sequence[TextUnit]) -> list[Finding]:
    """Return what in the rules does not fit the texts: quotes bound to no single place, forms and words of no text."""
    texts = {unit.id: unit.text for unit in units}
    documents = dict.fromkeys(unit.document for unit in units)
    findings = [*_iter_anchor_findings(rules, documents)]
    for override in rules.overrides:
        miss = say_miss(override.quote, texts)
        if miss:
            findings.append(Finding(override.place, "D002", *miss))
    whole = "\n".join(texts.values())
    for period in rules.periods:
        for form in period.forms:
            if not re.search(_INSIDE_WORD + re.escape(form), whole):
                what = f"the period 「{form}」 stands in no text"
                findings.append(Finding(period.place, "D004", what, "write it as the text does, or take it out"))
    for not_date in rules.not_dates:
        if not_date.words not in whole:
            what = f"the words 「{not_date.words}」 stand in no text"
            findings.append(Finding(not_date.place, "D004", what, "write them as the text does, or take the row out"))
    return sorted(findings)


def _iter_anchor_findings(rules: DateRules, documents: Mapping[str, None]) -> Iterator[Finding]:
    anchored = {anchor.document for anchor in rules.anchors}
    for document in documents:
        if document not in anchored:
            yield Finding(Place(RULES_PATH, 1), "D003", f"the document {document} has no date to count 今年 from",
                          f"add a row `document: {document}` to `anchors`")
    for anchor in rules.anchors:
        if anchor.document not in documents:
            yield Finding(anchor.place, "D003", f"there is no document {anchor.document}", "write a citation key")


def _iter_value_findings(rules: DateRules) -> Iterator[Finding]:
    """Give what is wrong with the rules themselves, whatever the texts say."""
    valued = [(row.edtf, row.place) for rows in (rules.anchors, rules.periods, rules.overrides) for row in rows]
    for edtf, place in valued:
        if edtf and not is_edtf(edtf):
            remedy = "write it like 2010-03, 199X, 1947~/1991~ or 1965/.."
            yield Finding(place, "D001", f"「{edtf}」 is not an EDTF value", remedy)
    for anchor in rules.anchors:
        if is_edtf(anchor.edtf) and None in bounds(anchor.edtf):
            what = f"「{anchor.edtf}」 is not a day, month or year"
            yield Finding(anchor.place, "D001", what, "write it like 2021-12")
    for override in rules.overrides:
        if override.surface not in override.quote.exact:
            yield Finding(override.place, "D002", f"the surface 「{override.surface}」 does not stand in the quote",
                          "mark words of the quote")
    seen: dict[str, Place] = {}
    forms = [(form, row.place) for row in rules.periods for form in row.forms]
    forms += [(row.words, row.place) for row in rules.not_dates]
    for form, place in forms:
        if form in seen:
            yield Finding(place, "D005", f"「{form}」 stands in line {seen[form].line} too", "keep one of them")
        seen.setdefault(form, place)
