"""Checks of the references: what a schema cannot say of corpus/references.yml.

    R001 unbound-quote       a quote that is bound to no single place, or a passage that does not exist
    R002 unknown-work        a citation or a work names a work that does not exist
    R003 unread-entry        a note or an entry of a reference list that nothing is said of
    R004 uncited-work        a work nobody cites
    R005 unfounded-field     a field whose value stands in no evidence and has no basis; a basis without its field
    R006 unknown-entity      a work names an entity that does not exist
    R007 wrong-date          a date that is not EDTF
    R008 wrong-origin        a short form is resolved from a passage that does not lead to its work, or from none
    R009 said-twice          one quote cites one work twice, or an entry is both cited and unresolvable
    R010 wrong-kind          `missing_text` is said of a passage with text, or another kind of one without
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from edition.annotate.edtf import is_edtf
from edition.annotate.references import (
    REFERENCES_PATH,
    Citation,
    CitationForm,
    References,
    Unresolvable,
    UnresolvableKind,
    Work,
)
from edition.annotate.selectors import Quote, say_miss
from edition.errors import Finding, Place

#: Findings that say how the references fit the texts; they mean nothing where a text is missing.
BOUND_TO_TEXT = frozenset({"R001", "R003", "R008", "R010"})


def check_references(
    references: References, texts: Mapping[str, str], entities: Collection[str]
) -> list[Finding]:
    """Check that every entry is accounted for, and everything said of the works is founded.

    Args:
        references: the references, parsed.
        texts: text by id of all passages and headings that have one.
        entities: ids of all entities.
    """
    return [
        *(finding for work in references.works.values() for finding in _check_work(work, references, texts, entities)),
        *(finding for citation in references.citations for finding in _check_citation(citation, references, texts)),
        *_check_entries(references, texts),
    ]


def _check_work(
    work: Work, references: References, texts: Mapping[str, str], entities: Collection[str]
) -> Iterator[Finding]:
    for quote in work.evidence:
        if miss := say_miss(quote, texts):
            yield Finding(work.place, "R001", f"{work.id}: {miss[0]}", miss[1])
    for other in work.see:
        if other not in references.works:
            what = f"{work.id} refers to {other}, which is no work"
            yield Finding(work.place, "R002", what, "write the id of a work, or take it out")
    if not references.of_work(work.id):
        yield Finding(work.place, "R004", f"nothing cites {work.id}", "add a citation, or take the work out")
    for entity in (*filter(None, [work.entity]), *work.entities):
        if entity not in entities:
            what = f"{work.id} names {entity}, which is no entity"
            yield Finding(work.place, "R006", what, "write the id of an entity, or take it out")
    for name in ("issued", "event-date"):
        if name in work.csl and not is_edtf(work.csl[name]):
            what = f"`{name}` of {work.id}, 「{work.csl[name]}」, is not EDTF"
            yield Finding(work.place, "R007", what, "write it like 2016-06 or 2016-06-30")
    words = "\n".join(quote.exact for quote in work.evidence)
    for name, value in work.csl.items():
        if name not in work.basis and not is_founded(name, value, words):
            what = f"`{name}` of {work.id} does not stand in its evidence"
            yield Finding(work.place, "R005", what, "write it as it stands there, add evidence, or say in `basis` why")
    for name in work.basis:
        if name not in work.csl:
            what = f"{work.id} has a basis for `{name}`, which it does not have"
            yield Finding(work.place, "R005", what, "add the field, or take the basis out")


#: Fields that say what sort of thing a work is: the editor's, not the source's.
_EDITORIAL = frozenset({"type", "language"})
_MARKS = str.maketrans(dict.fromkeys("“”\"'‘’«»*"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _fold(text: str) -> str:
    """Return a text without what layout decides: spaces, width and shape of letters, quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_MARKS).split())


def is_founded(name: str, value: Any, words: str) -> bool:
    """Whether the value of a CSL field stands in the words given for it.

    Args:
        name: the field.
        value: its value.
        words: the evidence.
    """
    if name in _EDITORIAL:
        return True
    if name in ("issued", "event-date"):
        return all(_has_date(part, words) for part in value.split("/"))
    if isinstance(value, list):
        return all(_fold(part) in _fold(words) for one in value for part in one.values() if isinstance(part, str))
    return _fold(value) in _fold(words)


def _has_date(edtf: str, words: str) -> bool:
    text = unicodedata.normalize("NFKC", words).casefold()
    numbers = {int(number) for number in re.findall(r"[0-9]+", text)}
    year, *rest = (int(part) for part in edtf.split("-"))
    month_named = bool(rest) and 0 < rest[0] <= 12 and re.search(rf"\b{_MONTHS[rest[0] - 1]}", text) is not None
    return year in numbers and (not rest or month_named or rest[0] in numbers) and set(rest[1:]) <= numbers


def _check_citation(citation: Citation, references: References, texts: Mapping[str, str]) -> Iterator[Finding]:
    if miss := say_miss(citation.quote, texts):
        yield Finding(citation.place, "R001", miss[0], miss[1])
    work = references.works.get(citation.work)
    if work is None:
        what = f"{citation.passage} cites {citation.work}, which is no work"
        yield Finding(citation.place, "R002", what, "write the id of a work, or add the work")
        return
    if citation.form in (CitationForm.SHORT, CitationForm.IBID) and not citation.origin:
        what = f"{citation.passage}: the {citation.form.value} form of {work.id} does not say what makes it whole"
        yield Finding(citation.place, "R008", what, "add `from`: the passage that gives the work in full")
    if citation.origin and not _leads_to(citation, work, references, texts):
        what = f"{citation.passage}: {citation.origin} does not lead to {work.id}"
        yield Finding(citation.place, "R008", what, "write in `from` a passage that cites the work")


def _leads_to(citation: Citation, work: Work, references: References, texts: Mapping[str, str]) -> bool:
    """Whether the origin of a short form cites the work too; of a short name, whether it is a text at all."""
    if citation.form in (CitationForm.OWN, CitationForm.FULL):
        return citation.origin in texts
    return any(other.work == work.id for other in references.on(citation.origin) if other is not citation)


def _check_entries(references: References, texts: Mapping[str, str]) -> Iterator[Finding]:
    seen: dict[tuple[Quote, str], Citation] = {}
    for citation in references.citations:
        first = seen.setdefault((citation.quote, citation.work), citation)
        if first is not citation:
            what = f"{citation.passage} cites {citation.work} with the same words in {first.place} too"
            yield Finding(citation.place, "R009", what, "keep one of them")
    said: dict[str, Unresolvable] = {}
    for row in references.unresolvable:
        if row.passage not in texts and row.passage not in references.entries:
            yield Finding(row.place, "R001", f"there is no passage {row.passage}", "write the id shown in the margin")
            continue
        if row.passage in said or references.on(row.passage):
            what = f"{row.passage} is unresolvable here, and something else is said of it elsewhere"
            yield Finding(row.place, "R009", what, "keep one of them")
        if (row.kind is UnresolvableKind.MISSING_TEXT) == (row.passage in texts):
            has = "has a text" if row.passage in texts else "has no text"
            what = f"{row.passage} {has}, and the kind is {row.kind.value}"
            yield Finding(row.place, "R010", what, "write `missing_text` of a lost text, and of nothing else")
        said[row.passage] = row
    for entry in references.entries:
        if entry not in said and not references.on(entry):
            what = f"nothing is said of {entry}"
            remedy = "add a citation, or declare it under `unresolvable` with a reason"
            yield Finding(Place(REFERENCES_PATH), "R003", what, remedy)
