"""Events and timelines: what happened, and which passages say so.

The shapes are corpus/schema/events.schema.json and timelines.schema.json; here
stands what a schema cannot say. Findings:

    V001 unbound-quote       evidence whose quote is bound to no single place
    V002 unknown-entity      an event names an entity that does not exist
    V003 unknown-event       a relation leads to an event that does not exist, or to itself
    V004 wrong-edtf          a date that is not EDTF
    V005 silent-conflict     a passage gives another date than the event, and nothing is said of it
    V006 unknown-timeline    an event belongs to a timeline that does not exist, or a timeline has no event
    V007 unfounded-date      a date that no passage states, and no note says what it rests on
    V008 uncorrected-slip    the event has the date of a place that the apparatus marks as wrong
    V009 evidence-twice      one quote serves an event twice
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from edition.annotate.apparatus import ApparatusNote
from edition.annotate.dates import DateMark
from edition.annotate.edtf import bounds, is_edtf
from edition.annotate.selectors import Quote, places_of, say_miss
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml
from edition.yaml_schema import check_schema

EVENTS_PATH = "corpus/events.yml"
TIMELINES_PATH = "corpus/timelines.yml"


class EventKind(StrEnum):
    """What sort of thing is dated."""

    EVENT = "event"
    PERIOD = "period"
    PUBLICATION = "publication"
    PLAN = "plan"
    FORECAST = "forecast"
    STATISTIC = "statistic"


@dataclass(frozen=True, slots=True)
class EventEvidence:
    """Words of a passage that assert or mention an event.

    Args:
        quote: the words.
        date: EDTF, what the passage states for the event; "" when it gives none.
        start: offset of the words in the passage's text.
    """

    quote: Quote
    date: str
    start: int

    @property
    def document(self) -> str:
        """The citation key of the document."""
        return self.quote.passage.partition("/")[0].rpartition(".")[0] or self.quote.passage.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Membership:
    """That an event belongs to a timeline, with a word why."""

    slug: str
    why: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed relation to another event."""

    type: str
    event: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event.

    Args:
        id: permanent id, part of its address.
        titles: title by language (ja always).
        date: EDTF.
        date_basis: "stated", "corrected", "inferred" or "outside".
        note: what the date rests on where no passage states it.
        kind: what sort of thing it is.
        memberships: the timelines it belongs to.
        entities: ids, the actors first.
        location: id of a place, or "".
        summary: one sentence.
        evidence: at least one.
        disagreement: who says what, where passages differ; or "".
        relations: relations to other events.
        place: where it is written.
    """

    id: str
    titles: Mapping[str, str]
    date: str
    date_basis: str
    note: str
    kind: EventKind
    memberships: tuple[Membership, ...]
    entities: tuple[str, ...]
    location: str
    summary: str
    evidence: tuple[EventEvidence, ...]
    disagreement: str
    relations: tuple[Relation, ...]
    place: Place

    @property
    def title(self) -> str:
        """The Japanese title."""
        return self.titles["ja"]

    @property
    def url(self) -> str:
        """The site-relative address."""
        return f"events/{self.id}/"

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that mention it, in order of their first evidence."""
        return tuple(dict.fromkeys(evidence.document for evidence in self.evidence))

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Chronological order: by beginning, then the shorter first, then by id."""
        earliest, latest = bounds(self.date)
        begin = earliest or latest
        return (
            begin.isoformat() if begin else "9999",
            latest.isoformat() if latest else "9999",
            self.id,
        )


@dataclass(frozen=True, slots=True)
class IntroductionSentence:
    """A sentence of an introduction and the passages it rests on."""

    text: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePeriod:
    """A stretch of a timeline: its title, and the EDTF year with which it ends ("" for the last)."""

    title: str
    until: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One of the timelines."""

    slug: str
    titles: Mapping[str, str]
    introduction: tuple[IntroductionSentence, ...]
    periods: tuple[TimelinePeriod, ...]
    place: Place

    @property
    def title(self) -> str:
        """The Japanese title."""
        return self.titles["ja"]

    @property
    def url(self) -> str:
        """The site-relative address."""
        return f"timelines/{self.slug}/"


def parse_events(
    placed: PlacedYaml, schema: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[tuple[Event, ...], list[Finding]]:
    """Read the events and bind their evidence.

    Args:
        placed: corpus/events.yml as read.
        schema: corpus/schema/events.schema.json.
        texts: text by id of all passages and headings.

    Returns:
        the events in chronological order, and all findings.
    """
    findings = [*placed.findings, *check_schema(placed, schema)]
    if findings:
        return (), findings
    events = []
    for key, raw in placed.value["events"].items():
        place = placed.key_place(("events", key))
        evidence = []
        for index, row in enumerate(raw["evidence"]):
            quote = Quote(row["passage"], row["quote"], row.get("prefix", ""), row.get("suffix", ""))
            if miss := say_miss(quote, texts):
                where = placed.place(("events", key, "evidence", index))
                findings.append(Finding(where, "V001", f"{key}: {miss[0]}", miss[1]))
                continue
            start = places_of(quote, texts[quote.passage])[0]
            evidence.append(EventEvidence(quote, row.get("date", ""), start))
        event = _event(key, raw, tuple(evidence), place)
        wrong = [value for value in (event.date, *(e.date for e in evidence if e.date)) if not is_edtf(value)]
        for value in wrong:
            what = f"the date 「{value}」 of {key} is not EDTF"
            findings.append(Finding(place, "V004", what, "write it like 1998-10-08"))
        if evidence and not wrong:
            events.append(event)
    return tuple(sorted(events, key=lambda event: event.sort_key)), findings


def _event(key: str, raw: Mapping[str, Any], evidence: tuple[EventEvidence, ...], place: Place) -> Event:
    return Event(
        id=key,
        titles=dict(raw["title"]),
        date=raw["date"],
        date_basis=raw["date_basis"],
        note=raw.get("note", ""),
        kind=EventKind(raw["kind"]),
        memberships=tuple(Membership(row["slug"], row["why"]) for row in raw.get("timelines", ())),
        entities=tuple(raw.get("entities", ())),
        location=raw.get("place", ""),
        summary=raw.get("summary", ""),
        evidence=evidence,
        disagreement=raw.get("disagreement", ""),
        relations=tuple(Relation(row["type"], row["event"]) for row in raw.get("relations", ())),
        place=place,
    )


def parse_timelines(
    placed: PlacedYaml, schema: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[tuple[Timeline, ...], list[Finding]]:
    """Read the timelines.

    Args:
        placed: corpus/timelines.yml as read.
        schema: corpus/schema/timelines.schema.json.
        texts: text by id of all passages and headings.
    """
    findings = [*placed.findings, *check_schema(placed, schema)]
    if findings:
        return (), findings
    timelines = []
    for index, raw in enumerate(placed.value["timelines"]):
        place = placed.place(("timelines", index))
        for sentence in raw["introduction"]:
            for passage in sentence["passages"]:
                if passage not in texts:
                    what = f"the introduction of {raw['slug']} rests on {passage}, which is no passage"
                    findings.append(Finding(place, "V001", what, "write the id shown in the margin"))
        timelines.append(
            Timeline(
                raw["slug"],
                dict(raw["title"]),
                tuple(IntroductionSentence(s["text"], tuple(s["passages"])) for s in raw["introduction"]),
                tuple(TimelinePeriod(p["title"], p.get("until", "")) for p in raw["periods"]),
                place,
            )
        )
    return tuple(timelines), findings


def is_compatible(one: str, other: str) -> bool:
    """Whether two EDTF dates can be of one event: their stretches of days share a day."""
    (begin, end), (other_begin, other_end) = bounds(one), bounds(other)
    return not (end and other_begin and end < other_begin) and not (other_end and begin and other_end < begin)


def check_events(
    events: Sequence[Event],
    timelines: Sequence[Timeline],
    entities: Mapping[str, object],
    notes: Sequence[ApparatusNote],
    dates: Mapping[str, Sequence[DateMark]],
) -> list[Finding]:
    """Report what events promise and the corpus does not hold.

    Args:
        events: all events.
        timelines: all timelines.
        entities: all entities by id.
        notes: the apparatus.
        dates: the dates of the texts, by id of passage or division.
    """
    findings: list[Finding] = []
    ids = {event.id for event in events}
    slugs = {timeline.slug for timeline in timelines}
    for event in events:
        findings += _check_names(event, ids, slugs, entities)
        findings += _check_dates(event, notes, dates)
    for timeline in timelines:
        if not any(m.slug == timeline.slug for event in events for m in event.memberships):
            what = f"the timeline {timeline.slug} has no event"
            findings.append(Finding(timeline.place, "V006", what, "let events belong to it"))
    return findings


def _check_names(
    event: Event, ids: set[str], slugs: set[str], entities: Mapping[str, object]
) -> list[Finding]:
    """Report entities, events and timelines that do not exist, and places quoted twice."""
    told: list[tuple[str, str, str]] = []
    for entity in (*event.entities, *([event.location] if event.location else [])):
        if entity not in entities:
            told.append(("V002", f"{event.id} names {entity}, which is no entity", "write the id of an entity"))
    for relation in event.relations:
        if relation.event not in ids or relation.event == event.id:
            what = f"{event.id} leads to {relation.event}, which is no other event"
            told.append(("V003", what, "write the id of an event"))
    for membership in event.memberships:
        if membership.slug not in slugs:
            what = f"{event.id} belongs to {membership.slug}, which is no timeline"
            told.append(("V006", what, "write the slug of a timeline"))
    seen: set[tuple[str, int]] = set()
    for evidence in event.evidence:
        key = (evidence.quote.passage, evidence.start)
        if key in seen:
            told.append(("V009", f"{event.id} quotes one place of {key[0]} twice", "keep one of them"))
        seen.add(key)
    return [Finding(event.place, *row) for row in told]


def _check_dates(
    event: Event, notes: Sequence[ApparatusNote], dates: Mapping[str, Sequence[DateMark]]
) -> list[Finding]:
    """Report dates without a basis, and differences that are passed over in silence."""
    told: list[tuple[str, str, str]] = []
    stated = [evidence for evidence in event.evidence if evidence.date]
    if event.date_basis == "stated" and not any(is_compatible(e.date, event.date) for e in stated):
        what = f"no evidence of {event.id} states the date {event.date}"
        told.append(("V007", what, "give the evidence its `date`, or another `date_basis` with a `note`"))
    if event.date_basis != "stated" and not event.note:
        told.append(("V007", f"the date of {event.id} is {event.date_basis}, and nothing says why", "add `note`"))
    for evidence in event.evidence:
        passage = evidence.quote.passage
        if event.disagreement:
            break
        if evidence.date and not is_compatible(evidence.date, event.date):
            what = f"{passage} gives {evidence.date} for {event.id}, which has {event.date}"
            told.append(("V005", what, "say so in `disagreement`, or correct the date"))
        if _is_slip(event, evidence, notes, dates):
            what = f"{event.id} has the date of {passage}, which the apparatus marks as wrong"
            remedy = "give the corrected date with `date_basis: corrected`, and say so in `disagreement`"
            told.append(("V008", what, remedy))
    return [Finding(event.place, *row) for row in told]


def _is_slip(
    event: Event,
    evidence: EventEvidence,
    notes: Sequence[ApparatusNote],
    dates: Mapping[str, Sequence[DateMark]],
) -> bool:
    """Whether an event has the very date that the apparatus doubts in its evidence."""
    passage, start = evidence.quote.passage, evidence.start
    end = start + len(evidence.quote.exact)
    for note in notes:
        if not note.quote or note.quote.passage != passage or note.reading is None:
            continue
        for mark in dates.get(passage, ()):
            in_quote = mark.start < end and start < mark.end
            if not (in_quote and note.start < mark.end and mark.start < note.end and mark.edtf == event.date):
                continue
            doubted = note.lemma[max(0, mark.start - note.start) : mark.end - note.start]
            # The suggestion may leave the date as it is and mend the words beside it.
            if doubted not in note.reading:
                return True
    return False
