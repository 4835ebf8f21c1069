"""The annotated corpus: the edited corpus with its names, dates and editorial notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from edition.annotate.apparatus import ApparatusNote, parse_apparatus
from edition.annotate.date_rules import DateRules, check_date_rules, parse_date_rules
from edition.annotate.dates import DateMark, annotate_dates
from edition.annotate.entities import Entity, check_entities, parse_entities
from edition.annotate.events import (
    EVENTS_PATH,
    TIMELINES_PATH,
    Event,
    Timeline,
    check_events,
    parse_events,
    parse_timelines,
)
from edition.annotate.mention_rules import RULES_PATH, MentionRules, parse_mention_rules
from edition.annotate.mentions import Mention, MentionFinder, check_mentions
from edition.annotate.reference_checks import BOUND_TO_TEXT as REFERENCES_BOUND_TO_TEXT
from edition.annotate.reference_checks import check_references
from edition.annotate.references import REFERENCES_PATH, References, parse_references
from edition.annotate.units import TextUnit
from edition.corpus import Corpus
from edition.edited import EditedCorpus, EditedDocument
from edition.errors import Finding
from edition.model import PassageKind
from edition.yaml_place import PlacedYaml

DATES_PATH = "corpus/dates.yml"
#: Findings that say how the annotation fits the texts; they mean nothing where a text is missing.
BOUND_TO_TEXT = REFERENCES_BOUND_TO_TEXT | frozenset(
    {"E003", "E004", "A002", "A004", "M001", "M002", "M004", "D002", "D003", "D004", "V001", "V003", "V006", "V007"}
)


@dataclass(frozen=True)
class AnnotatedCorpus:
    """What is known of the texts.

    Args:
        edited: the documents.
        units: passages with text and headings, in reading order.
        entities: all entities by id, in order of id.
        mentions: names by id of passage or division.
        dates: dates by id of passage or division.
        notes: the apparatus, by document and number.
        rules: the rules for ambiguous names.
        date_rules: the rules for dates, None when there are none.
        events: all events, in chronological order.
        timelines: the timelines, in the order in which they are written.
    """

    edited: EditedCorpus
    units: tuple[TextUnit, ...]
    entities: Mapping[str, Entity]
    mentions: Mapping[str, tuple[Mention, ...]]
    dates: Mapping[str, tuple[DateMark, ...]]
    notes: tuple[ApparatusNote, ...] = ()
    rules: MentionRules = field(default_factory=MentionRules)
    date_rules: DateRules | None = None
    events: tuple[Event, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    references: References = field(default_factory=References)

    def notes_on(self, unit: str) -> tuple[ApparatusNote, ...]:
        """Return the notes on a passage or heading, in order of place."""
        found = [note for note in self.notes if note.quote and note.quote.passage == unit]
        return tuple(sorted(found, key=lambda note: note.start))

    def events_on(self, unit: str) -> tuple[Event, ...]:
        """Return the events a passage or heading is evidence of, in chronological order."""
        return tuple(self._events_by_unit.get(unit, ()))

    def events_of(self, entity: str) -> tuple[Event, ...]:
        """Return the events an entity takes part in, in chronological order."""
        return tuple(self._events_by_entity.get(entity, ()))

    @cached_property
    def _events_by_unit(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            for unit in dict.fromkeys(row.quote.passage for row in event.evidence):
                found[unit].append(event)
        return found

    @cached_property
    def _events_by_entity(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            for entity in dict.fromkeys((*event.entities, event.location)):
                found[entity].append(event)
        return found

    def events_in(self, timeline: str) -> tuple[Event, ...]:
        """Return the events of a timeline, in chronological order."""
        return tuple(e for e in self.events if any(m.slug == timeline for m in e.memberships))

    def marks(self) -> dict[str, list[Mention | DateMark]]:
        """Return names and dates together, by id of passage or division."""
        return {unit.id: [*self.mentions.get(unit.id, ()), *self.dates.get(unit.id, ())] for unit in self.units}

    def places_by_entity(self) -> dict[str, list[tuple[str, Mention]]]:
        """Return for each entity its mentions with the text they stand in, in reading order."""
        places: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for unit in self.units:
            for mention in self.mentions.get(unit.id, ()):
                places[mention.entity].append((unit.id, mention))
        return places


def list_units(document: EditedDocument) -> list[TextUnit]:
    """Return the headings and passages of a document that have text, in reading order."""
    structure = document.structure
    divisions = {division.id: division for division in structure.divisions}
    units = []
    for part in structure.order:
        if isinstance(part, str):
            units.append(TextUnit(part, structure.key, divisions[part].title, is_heading=True))
            continue
        passage = structure.passages[part]
        if passage.text:
            units.append(TextUnit(passage.id, structure.key, passage.text, label=passage.label))
    return units


def divisions_above(document: EditedDocument) -> dict[str, tuple[str, ...]]:
    """Return for each passage and heading the ids of the divisions it stands in, from the nearest."""
    parents = {division.id: division.parent for division in document.structure.divisions}

    def chain(at: str | None) -> tuple[str, ...]:
        return (at, *chain(parents[at])) if at else ()

    above = {passage.id: chain(passage.division) for passage in document.structure.passages}
    return above | {division: chain(division) for division in parents}


def annotate_corpus(corpus: Corpus, edited: EditedCorpus) -> tuple[AnnotatedCorpus, list[Finding]]:
    """Lay names, dates and notes over the texts.

    Args:
        corpus: the parsed corpus.
        edited: its documents, divided and numbered.

    Returns:
        the annotated corpus and all findings; it is fit to publish when there are none.
    """
    units = [unit for document in edited.documents for unit in list_units(document)]
    texts = {unit.id: unit.text for unit in units}
    above: dict[str, tuple[str, ...]] = {}
    for document in edited.documents:
        above |= divisions_above(document)

    schemas = corpus.schemas
    entities, findings = parse_entities(
        corpus.annotation_below("corpus/entities/"), schemas.get("entities.schema.json", {})
    )
    rules, more = parse_mention_rules(
        corpus.annotation.get(RULES_PATH, PlacedYaml(RULES_PATH, {})), schemas.get("mentions.schema.json", {})
    )
    findings += more
    notes, more = parse_apparatus(
        corpus.annotation_below("corpus/apparatus/"), schemas.get("apparatus.schema.json", {}), texts
    )
    findings += more
    findings += check_entities(entities, texts)

    finder = MentionFinder(entities, rules)
    mentions = {unit.id: finder.find(unit, above.get(unit.id, ())) for unit in units}
    known = frozenset((*texts, *above, *(document.key for document in edited.documents)))
    findings += check_mentions(entities, rules, finder, texts, known)

    date_rules: DateRules | None = None
    if DATES_PATH in corpus.annotation:
        date_rules, more = parse_date_rules(corpus.annotation[DATES_PATH], schemas["dates.schema.json"])
        findings += more
    dates: dict[str, tuple[DateMark, ...]] = {}
    if date_rules is not None:
        dates = annotate_dates(units, date_rules)
        findings += check_date_rules(date_rules, units)
        for unit in units:
            mentions[unit.id], dates[unit.id] = flatten(mentions[unit.id], dates.get(unit.id, ()))
    by_id = {entity.id: entity for entity in entities}
    events: tuple[Event, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    if EVENTS_PATH in corpus.annotation:
        events, more = parse_events(corpus.annotation[EVENTS_PATH], schemas["events.schema.json"], texts)
        findings += more
    if TIMELINES_PATH in corpus.annotation:
        timelines, more = parse_timelines(corpus.annotation[TIMELINES_PATH], schemas["timelines.schema.json"], texts)
        findings += more
    findings += check_events(events, timelines, by_id, notes, dates)
    references = References()
    if REFERENCES_PATH in corpus.annotation:
        entries = [
            passage.id
            for document in edited.documents
            for passage in document.structure.passages
            if passage.kind in (PassageKind.NOTE, PassageKind.REFERENCE)
        ]
        references, more = parse_references(
            corpus.annotation[REFERENCES_PATH], schemas["references.schema.json"], texts, entries
        )
        findings += more
        findings += [] if more else check_references(references, texts, by_id)
    annotated = AnnotatedCorpus(
        edited, tuple(units), by_id, mentions, dates, notes, rules, date_rules, events, timelines, references
    )
    return annotated, findings


def flatten(
    mentions: Sequence[Mention], dates: Sequence[DateMark]
) -> tuple[tuple[Mention, ...], tuple[DateMark, ...]]:
    """Keep the longer of a name and a date that share characters, the name of two as long.

    Nothing is marked inside a mark: 冷戦期 is a time, and 冷戦 in it no name; the
    year in the name of a conference is part of the name.
    """

    def beaten(start: int, end: int, others: Sequence[Mention | DateMark], ties: bool) -> bool:
        return any(
            other.start < end
            and start < other.end
            and (other.end - other.start, ties) > (end - start, False)
            for other in others
        )

    kept_dates = tuple(mark for mark in dates if not beaten(mark.start, mark.end, mentions, ties=True))
    kept = tuple(mention for mention in mentions if not beaten(mention.start, mention.end, kept_dates, ties=False))
    return kept, kept_dates
