"""What a TEI file keeps beside its text: the entities it names, and the editorial notes with their grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.annotate.apparatus import ApparatusNote
from edition.annotate.entities import Entity, EntityType, Evidence
from edition.annotate.selectors import Quote
from edition.annotated import AnnotatedCorpus
from edition.data.tei_text import CERT, attributes, entity_xml_id, lemma_xml_id, xml_id, xml_text

#: List, element and element of the name by type; types that have none of their own stand in lists of items.
_LISTS = {
    EntityType.PERSON: ("listPerson", "person", "persName"),
    EntityType.ORGANISATION: ("listOrg", "org", "orgName"),
    EntityType.PLACE: ("listPlace", "place", "placeName"),
    EntityType.MEETING: ("listEvent", "event", "eventName"),
}


def render_standoff(
    key: str, entities: Iterable[Entity], annotated: AnnotatedCorpus, withheld: frozenset[str]
) -> str:
    """Return the standOff of a document, "" when it names nothing and has no notes.

    Args:
        key: citation key.
        entities: the entities its visible text names, in order of id.
        annotated: the annotated corpus.
        withheld: ids of passages whose text may not be shown, of all documents.
    """
    named = list(entities)
    parts = []
    for kind in EntityType:
        listed = [_entity(entity) for entity in named if entity.type is kind]
        if listed:
            tag = _LISTS[kind][0] if kind in _LISTS else "list"
            typed = "" if kind in _LISTS else attributes(type=kind.value)
            parts.append(f"<{tag}{typed}>\n" + "\n".join(listed) + f"\n</{tag}>")
    notes = [
        _note(note, withheld)
        for note in annotated.notes
        if note.document == key and not (note.quote and note.quote.passage in withheld)
    ]
    if notes:
        parts.append('<listAnnotation type="apparatus">\n' + "\n".join(notes) + "\n</listAnnotation>")
    return "<standOff>\n" + "\n".join(parts) + "\n</standOff>\n" if parts else ""


def _entity(entity: Entity) -> str:
    """Return an entity with its names by language, its page of the site and its description."""
    _, tag, name = _LISTS.get(entity.type, ("list", "item", "name"))
    said = "".join(
        f"<{name}{attributes(xml_lang=code)}>{xml_text(label)}</{name}>" for code, label in entity.labels.items()
    )
    said += f"<{name}{attributes(type='reading', xml_lang='ja-Hrkt')}>{xml_text(entity.reading)}</{name}>"
    said += f"<idno{attributes(type='page')}>{entity.url}</idno><note>{xml_text(entity.description)}</note>"
    return f"<{tag}{attributes(xml_id=entity_xml_id(entity.id))}>{said}</{tag}>"


def _note(note: ApparatusNote, withheld: frozenset[str]) -> str:
    """Return an editorial note: what is odd, what that rests on, and the other side of a conflict."""
    target = lemma_xml_id(note) if note.quote else xml_id(note.document)
    head = attributes(
        xml_id=xml_id(note.id),
        type="apparatus",
        subtype=note.kind.value,
        n=note.number,
        target=f"#{target}",
        cert=CERT[note.certainty],
        resp="#edition",
    )
    said = f"<p>{xml_text(note.odd)}</p>"
    grounds = [item for ground in note.grounds for item in _iter_ground(ground.evidence, ground.reason, note, withheld)]
    if grounds:
        said += f'<list type="basis">{"".join(grounds)}</list>'
    conflicts = [f"<item>{_quote(q, note.document, withheld)}</item>" for q in note.conflicts]
    if conflicts:
        said += f'<list type="conflicts">{"".join(conflicts)}</list>'
    return f"<note{head}>{said}</note>"


def _iter_ground(
    evidence: Evidence, reason: str, note: ApparatusNote, withheld: frozenset[str]
) -> Iterator[str]:
    said = _quote(evidence.quote, note.document, withheld) if evidence.quote else ""
    if evidence.source:
        said += f"<bibl>{xml_text(evidence.source)}</bibl>"
    said += "".join(f"<seg>{xml_text(text)}</seg>" for text in (evidence.note, reason) if text)
    if said:
        yield f"<item>{said}</item>"


def _quote(quote: Quote, document: str, withheld: frozenset[str]) -> str:
    """Return words of a passage with where they stand; of a withheld one only where."""
    unit = quote.passage
    other = unit.replace("/", ".").partition(".")[0]
    source = f"{'' if other == document else f'{other}.xml'}#{xml_id(unit)}"
    if unit in withheld:
        return f'<quote{attributes(source=source)}><gap reason="withheld"/></quote>'
    return f"<quote{attributes(source=source)}>{xml_text(quote.exact)}</quote>"
