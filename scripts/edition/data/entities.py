"""/data/entities.json: every entity, with its names and the passages that mention it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from edition.annotate.entities import Entity, Evidence
from edition.annotated import AnnotatedCorpus


def evidence_record(evidence: Evidence, withheld: Collection[str] = ()) -> dict[str, Any]:
    """Return what a statement rests on: `passage` and `quote`, or `source`; `note` where there is one.

    Args:
        evidence: the evidence.
        withheld: ids of passages whose words the site may not show; their quotes are left out.
    """
    record: dict[str, Any] = {}
    if evidence.quote:
        record = {"passage": evidence.quote.passage}
        if evidence.quote.passage not in withheld:
            record["quote"] = evidence.quote.exact
    if evidence.source:
        record["source"] = evidence.source
    if evidence.note:
        record["note"] = evidence.note
    return record


def _checked_record(evidence: Evidence, withheld: Collection[str]) -> dict[str, Any]:
    """Return what a statement on an entity rests on, and whether an editor has opened an outside source."""
    record = evidence_record(evidence, withheld)
    return record | {"opened": evidence.is_opened} if evidence.source else record


def entity_record(
    entity: Entity, passages: list[str], n_mentions: int, withheld: Collection[str] = ()
) -> dict[str, Any]:
    """Return an entity as the contract has it.

    Args:
        entity: the entity.
        passages: ids of the passages that mention it, in reading order.
        n_mentions: number of its mentions, headings included.
        withheld: ids of passages whose words the site may not show.
    """
    return {
        "id": entity.id,
        "type": entity.type.value,
        "term": entity.is_term,
        "labels": {language: entity.labels.get(language) for language in ("ja", "en", "ko")},
        "reading": entity.reading,
        "aliases": [*entity.forms, *entity.also],
        "description": entity.description,
        "basis": [_checked_record(evidence, withheld) for evidence in entity.basis],
        "roles": [
            {
                "title": role.title,
                "from": role.begin or None,
                "to": role.end or None,
                "basis": _checked_record(role.evidence, withheld),
            }
            for role in entity.roles
        ],
        "links": [{"type": link.type, "entity": link.entity} for link in entity.links],
        "url": entity.url,
        "passages": passages,
        "n_mentions": n_mentions,
    }


def format_entities(annotated: AnnotatedCorpus, withheld: frozenset[str]) -> str:
    """Return the whole file.

    Args:
        annotated: the annotated corpus.
        withheld: ids of passages whose text the site may not show.
    """
    places = annotated.places_by_entity()
    records = []
    for entity in annotated.entities.values():
        units = [unit for unit, _ in places.get(entity.id, ()) if unit not in withheld]
        passages = [unit for unit in dict.fromkeys(units) if "/" not in unit]
        records.append(entity_record(entity, passages, len(units), withheld))
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
