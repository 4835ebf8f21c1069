"""Entities: the named things of the texts, from placed YAML to values.

The shape is corpus/schema/entities.schema.json; here stands what a schema
cannot say. Findings:

    E001 entity-twice        an id stands in two files
    E002 form-twice          one form belongs to two entities
    E003 unused-form         a form that marks nothing in the texts
    E004 unbound-quote       a quote that is bound to no single place
    E005 unknown-entity      a link or a rule names an entity that does not exist
    E006 unsorted-reading    a reading with other characters than kana
    E007 wrong-edtf          the time of a role is not EDTF
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from edition.annotate.edtf import is_edtf
from edition.annotate.selectors import Quote, say_miss
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml, Pointer
from edition.yaml_schema import check_schema


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    EXERCISE = "exercise"
    CONCEPT = "concept"
    PLACE = "place"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a statement of the editor rests on: words of a passage, or an outside source.

    Args:
        quote: words of a passage, or None.
        source: name and address of the outside source, or "".
        note: a remark on it, or "".
        is_opened: whether an editor of this edition has read the outside source.
    """

    quote: Quote | None = None
    source: str = ""
    note: str = ""
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person held; `begin` and `end` are EDTF, "" when the sources give none."""

    title: str
    begin: str
    end: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation to another entity."""

    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing.

    Args:
        id: permanent id, part of its address.
        type: what it is.
        labels: name by language (ja always; en and ko where known).
        reading: kana of the Japanese label.
        forms: surfaces that mean it wherever they stand in the texts.
        also: further names, for the search alone.
        readings: further readings, for the search alone.
        description: one or two sentences.
        basis: what the description rests on.
        roles: offices, for a person.
        links: relations to other entities.
        place: where it is written.
        is_term: whether it is a term of the field rather than a name.
    """

    id: str
    type: EntityType
    labels: Mapping[str, str]
    reading: str
    forms: tuple[str, ...]
    also: tuple[str, ...]
    readings: tuple[str, ...]
    description: str
    basis: tuple[Evidence, ...]
    roles: tuple[Role, ...]
    links: tuple[Link, ...]
    place: Place
    is_term: bool = False

    @property
    def label(self) -> str:
        """The Japanese label."""
        return self.labels["ja"]

    @property
    def url(self) -> str:
        """The site-relative address."""
        return f"entities/{self.id}/"


_KANA_RE = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")


def parse_entities(
    files: Sequence[PlacedYaml], schema: Mapping[str, Any]
) -> tuple[tuple[Entity, ...], list[Finding]]:
    """Read the entities of all files.

    Args:
        files: corpus/entities/*.yml as read, in order of path.
        schema: corpus/schema/entities.schema.json.

    Returns:
        the entities in order of id, without those of broken files, and all findings.
    """
    findings: list[Finding] = []
    found: dict[str, Entity] = {}
    for placed in files:
        wrong = [*placed.findings, *check_schema(placed, schema)]
        if wrong:
            findings += wrong
            continue
        for key, raw in placed.value["entities"].items():
            place = placed.key_place(("entities", key))
            if key in found:
                findings.append(
                    Finding(
                        place,
                        "E001",
                        f"the entity {key} stands in {found[key].place} too",
                        "keep one of them, or choose another id",
                    )
                )
                continue
            found[key] = _entity(key, raw, place)
            findings += _iter_reading_findings(placed, key, raw)
    return tuple(found[key] for key in sorted(found)), findings


def _iter_reading_findings(placed: PlacedYaml, key: str, raw: Mapping[str, Any]) -> Iterator[Finding]:
    stated: list[tuple[Pointer, str]] = [(("entities", key, "reading"), raw["reading"])]
    stated += [
        (("entities", key, "readings", index), reading)
        for index, reading in enumerate(raw.get("readings", ()))
    ]
    for pointer, reading in stated:
        if not _KANA_RE.fullmatch(reading):
            yield Finding(
                placed.place(pointer), "E006", f"the reading 「{reading}」 of {key} is not kana", "write it in kana"
            )


def parse_evidence(raw: Mapping[str, Any]) -> Evidence:
    """Return a basis row as a value."""
    quote = None
    if "passage" in raw:
        quote = Quote(raw["passage"], raw["quote"], raw.get("prefix", ""), raw.get("suffix", ""))
    return Evidence(quote, raw.get("source", ""), raw.get("note", ""), raw.get("opened", False))


def _entity(key: str, raw: Mapping[str, Any], place: Place) -> Entity:
    return Entity(
        id=key,
        type=EntityType(raw["type"]),
        labels=dict(raw["label"]),
        reading=raw["reading"],
        forms=tuple(raw.get("forms", ())),
        also=tuple(raw.get("also", ())),
        readings=tuple(raw.get("readings", ())),
        description=raw["description"],
        basis=tuple(parse_evidence(row) for row in raw["basis"]),
        roles=tuple(
            Role(row["title"], row.get("from", ""), row.get("to", ""), parse_evidence(row))
            for row in raw.get("roles", ())
        ),
        links=tuple(Link(row["type"], row["entity"]) for row in raw.get("links", ())),
        place=place,
        is_term=raw.get("term", False),
    )


def check_entities(entities: Sequence[Entity], texts: Mapping[str, str]) -> list[Finding]:
    """Report quotes that are bound to no single place, and links that lead nowhere.

    Args:
        entities: all entities.
        texts: text by id of all passages and headings.
    """
    ids = {entity.id for entity in entities}
    findings = []
    for entity in entities:
        for link in entity.links:
            if link.entity not in ids:
                what = f"{entity.id} links to {link.entity}, which is no entity"
                findings.append(Finding(entity.place, "E005", what, "write the id of an entity, or take the link out"))
        for role in entity.roles:
            for value in (role.begin, role.end):
                if value not in ("", "..") and not is_edtf(value):
                    what = f"the time 「{value}」 of the role {role.title} of {entity.id} is not EDTF"
                    findings.append(Finding(entity.place, "E007", what, "write it like 2017-05 or 1998~"))
        for evidence in (*entity.basis, *(role.evidence for role in entity.roles)):
            if evidence.quote and (miss := say_miss(evidence.quote, texts)):
                findings.append(Finding(entity.place, "E004", f"{entity.id}: {miss[0]}", miss[1]))
    return findings
