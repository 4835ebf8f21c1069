"""The works the documents cite, and every place where they cite them.

The shape is corpus/schema/references.schema.json; here stands what a schema
cannot say. A field of a work stands in the words given as its evidence, or a
basis says what it rests on; a short form names the passage that makes it whole.
The checks, with their codes, are in reference_checks.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from edition.annotate.apparatus import Certainty
from edition.annotate.selectors import Quote, places_of
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml
from edition.yaml_schema import check_schema

REFERENCES_PATH = "corpus/references.yml"


class CitationForm(StrEnum):
    """How a place names the work."""

    FULL = "full"
    SHORT = "short"
    IBID = "ibid"
    OWN = "own"
    TRANSCRIPT = "transcript"
    NAMED = "named"


class UnresolvableKind(StrEnum):
    """Why an entry leads to no work."""

    MISSING_TEXT = "missing_text"
    NO_CITATION = "no_citation"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, slots=True)
class FieldBasis:
    """What a field rests on that does not stand in the evidence as it is."""

    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is cited.

    Args:
        id: permanent id, part of its address.
        csl: CSL-JSON fields as they stand in the evidence; dates are EDTF.
        sort: reading by which it is sorted, never shown.
        evidence: the words its fields come from.
        basis: by field, what a field rests on that is not in those words.
        description: what a work without a title is called.
        entity: id of the entity that is the work itself, or "".
        entities: ids of its authors, editors, journal, publisher.
        see: ids of works it has to do with.
        note: a remark for the reader.
        place: where it is written.
    """

    id: str
    csl: Mapping[str, Any]
    sort: str
    evidence: tuple[Quote, ...]
    basis: Mapping[str, FieldBasis]
    description: str
    entity: str
    entities: tuple[str, ...]
    see: tuple[str, ...]
    note: str
    place: Place

    @property
    def url(self) -> str:
        """The site-relative address."""
        return f"references/#{self.id}"

    @property
    def title(self) -> str | None:
        """The title, or None when it is unknown."""
        title = self.csl.get("title")
        return title if isinstance(title, str) else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that cites a work.

    Args:
        quote: the words that cite.
        start: offset of the words in the passage's text, -1 when they are bound to no place.
        work: id of the work.
        form: how the place names it.
        origin: id of the passage or heading that makes a short form whole, or "".
        locator: the pages cited, or "".
        certainty: how sure it is that this work is meant.
        reason: why it is this work, or "".
        place: where it is written.
    """

    quote: Quote
    start: int
    work: str
    form: CitationForm
    origin: str
    locator: str
    certainty: Certainty
    reason: str
    place: Place

    @property
    def passage(self) -> str:
        """The id of the passage."""
        return self.quote.passage

    @property
    def document(self) -> str:
        """The citation key of the document."""
        return document_of(self.passage)


@dataclass(frozen=True, slots=True)
class Unresolvable:
    """A note or list entry that leads to no work, and why."""

    passage: str
    kind: UnresolvableKind
    reason: str
    place: Place


@dataclass(frozen=True)
class References:
    """All works and citations.

    Args:
        works: by id, in the order of the file.
        citations: in the order of the file, which is that of the texts.
        unresolvable: entries that lead to no work.
        entries: ids of all notes and list entries, with or without text.
    """

    works: Mapping[str, Work] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    unresolvable: tuple[Unresolvable, ...] = ()
    entries: tuple[str, ...] = ()

    def of_work(self, work: str) -> tuple[Citation, ...]:
        """Return the places that cite a work, in the order of the texts."""
        return tuple(self._by_work.get(work, ()))

    def on(self, passage: str) -> tuple[Citation, ...]:
        """Return the citations in a passage, in order of place."""
        return tuple(sorted(self._by_passage.get(passage, ()), key=lambda citation: citation.start))

    @cached_property
    def _by_work(self) -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            found[citation.work].append(citation)
        return found

    @cached_property
    def _by_passage(self) -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            found[citation.passage].append(citation)
        return found


def document_of(unit: str) -> str:
    """Return the citation key in the id of a passage or heading."""
    return unit.partition("/")[0].rpartition(".")[0] or unit.partition("/")[0]


def parse_references(
    placed: PlacedYaml,
    schema: Mapping[str, Any],
    texts: Mapping[str, str],
    entries: Sequence[str],
) -> tuple[References, list[Finding]]:
    """Read the references and bind their quotes.

    Args:
        placed: corpus/references.yml as read.
        schema: corpus/schema/references.schema.json.
        texts: text by id of all passages and headings that have one.
        entries: ids of all passages of kind note and reference, those without text too, in reading order.

    Returns:
        the references, and what is wrong with the file; a broken file gives none.
    """
    wrong = [*placed.findings, *check_schema(placed, schema)]
    if wrong:
        return References(), wrong
    works = {key: _work(key, raw, placed) for key, raw in placed.value["works"].items()}
    citations = tuple(
        _citation(raw, placed.place(("citations", index)), texts)
        for index, raw in enumerate(placed.value["citations"])
    )
    unresolvable = tuple(
        Unresolvable(
            raw["passage"], UnresolvableKind(raw["kind"]), raw["reason"], placed.place(("unresolvable", index))
        )
        for index, raw in enumerate(placed.value["unresolvable"])
    )
    references = References(works, citations, unresolvable, tuple(entries))
    return references, []


def _quote(raw: Mapping[str, Any]) -> Quote:
    return Quote(raw["passage"], raw["quote"], raw.get("prefix", ""), raw.get("suffix", ""))


def _work(key: str, raw: Mapping[str, Any], placed: PlacedYaml) -> Work:
    return Work(
        id=key,
        csl=raw["csl"],
        sort=raw["sort"],
        evidence=tuple(_quote(row) for row in raw["evidence"]),
        basis={name: FieldBasis(row["reason"], row.get("source", "")) for name, row in raw.get("basis", {}).items()},
        description=raw.get("description", ""),
        entity=raw.get("entity", ""),
        entities=tuple(raw.get("entities", ())),
        see=tuple(raw.get("see", ())),
        note=raw.get("note", ""),
        place=placed.key_place(("works", key)),
    )


def _citation(raw: Mapping[str, Any], place: Place, texts: Mapping[str, str]) -> Citation:
    quote = _quote(raw)
    starts = places_of(quote, texts.get(quote.passage, ""))
    return Citation(
        quote=quote,
        start=starts[0] if len(starts) == 1 else -1,
        work=raw["work"],
        form=CitationForm(raw["form"]),
        origin=raw.get("from", ""),
        locator=raw.get("locator", ""),
        certainty=Certainty(raw["certainty"]),
        reason=raw.get("reason", ""),
        place=place,
    )
