"""/data/annotations.jsonl: names, dates and editorial notes as W3C Web Annotations.

One JSON-LD object a line (https://www.w3.org/TR/annotation-model/). The target
is the permanent page of the passage, with a TextQuoteSelector and a
TextPositionSelector (code points of the passage's text) for the same words.
All addresses are relative to the root of the site.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from edition.annotate.apparatus import ApparatusNote
from edition.annotate.dates import DateMark
from edition.annotate.mentions import Mention
from edition.annotate.selectors import context_of
from edition.annotated import AnnotatedCorpus
from edition.data.entities import evidence_record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EDTF = "http://id.loc.gov/datatypes/edtf"


def _target(source: str, text: str, start: int, end: int) -> dict[str, Any]:
    """Return the place of an annotation."""
    prefix, suffix = context_of(text, start, end)
    return {
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def mention_annotation(source: str, text: str, mention: Mention) -> dict[str, Any]:
    """Return a name as an annotation that identifies an entity."""
    return {
        "@context": CONTEXT,
        "id": f"{source}#name-{mention.start}-{mention.end}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "SpecificResource", "source": f"entities/{mention.entity}/", "purpose": "identifying"},
        "target": _target(source, text, mention.start, mention.end),
    }


def date_annotation(source: str, text: str, mark: DateMark) -> dict[str, Any]:
    """Return a date as an annotation that describes it by an EDTF value."""
    return {
        "@context": CONTEXT,
        "id": f"{source}#date-{mark.start}-{mark.end}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody",
            "value": mark.edtf,
            "format": "text/plain",
            "purpose": "describing",
            "conformsTo": EDTF,
            "basis": mark.basis,
        },
        "target": _target(source, text, mark.start, mark.end),
    }


def note_annotation(
    source: str, text: str, note: ApparatusNote, withheld: Collection[str] = ()
) -> dict[str, Any]:
    """Return an editorial note as an annotation that comments, and edits where a reading is suggested."""
    bodies: list[dict[str, Any]] = [
        {
            "type": "TextualBody",
            "value": note.odd,
            "language": "ja",
            "purpose": "commenting",
            "kind": note.kind.value,
            "certainty": note.certainty.value,
            "basis": [
                evidence_record(ground.evidence, withheld) | ({"reason": ground.reason} if ground.reason else {})
                for ground in note.grounds
            ],
        }
    ]
    if note.reading is not None:
        bodies.append({"type": "TextualBody", "value": note.reading, "language": "ja", "purpose": "editing"})
    target: dict[str, Any] = {"source": source}
    if note.quote:
        target = _target(source, text, note.start, note.end)
    return {
        "@context": CONTEXT,
        "id": f"apparatus/#{note.id}",
        "type": "Annotation",
        "motivation": "editing" if note.reading is not None else "commenting",
        "body": bodies,
        "target": target,
    }


def _iter_annotations(
    annotated: AnnotatedCorpus, addresses: Mapping[str, str], withheld: frozenset[str]
) -> Iterator[dict[str, Any]]:
    for note in annotated.notes:
        if note.quote is None:
            yield note_annotation(f"documents/{note.document}/", "", note, withheld)
    for unit in annotated.units:
        if unit.id in withheld:
            continue
        source = addresses[unit.id]
        for mention in annotated.mentions.get(unit.id, ()):
            yield mention_annotation(source, unit.text, mention)
        for mark in annotated.dates.get(unit.id, ()):
            yield date_annotation(source, unit.text, mark)
        for note in annotated.notes_on(unit.id):
            yield note_annotation(source, unit.text, note, withheld)


def format_annotations(
    annotated: AnnotatedCorpus, addresses: Mapping[str, str], withheld: frozenset[str]
) -> str:
    """Return the whole file.

    Args:
        annotated: the annotated corpus.
        addresses: site-relative address by id of passage (permanent) or division.
        withheld: ids of passages whose text the site may not show.
    """
    return "".join(
        json.dumps(annotation, ensure_ascii=False) + "\n"
        for annotation in _iter_annotations(annotated, addresses, withheld)
    )
