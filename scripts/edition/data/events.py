"""The events as data: events.json (the contract), a table, a calendar, and linked data.

All addresses are relative to the root of the site, in events.jsonld resolved by its `@base`.
The calendar (RFC 5545, https://www.rfc-editor.org/rfc/rfc5545) holds what is known to the day and nothing else: a
calendar has no month-long or approximate day, and an entry on the first of the month would say more than is known.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from edition.annotate.edtf import EdtfDate, bounds, era_name, parse_edtf, say_edtf
from edition.annotate.events import Event, EventEvidence, EventKind
from edition.annotated import AnnotatedCorpus

EDTF = "http://id.loc.gov/datatypes/edtf"
_COLUMNS = (
    "id", "title_ja", "title_en", "date", "date_ja", "era", "earliest", "latest", "date_basis", "note", "kind",
    "timelines", "entities", "place", "summary", "documents", "passages", "stated_dates", "disagreement",
    "relations", "url",
)  # fmt: skip
#: The build knows no clock: every calendar entry has the same stamp (DTSTAMP must be there, RFC 5545 3.8.7.2).
_STAMP = "20260101T000000Z"
_FOLD = 75
_CONTEXT: Mapping[str, Any] = {
    "@version": 1.1,
    "@base": "../",
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    "edtf": {"@id": "https://schema.org/temporalCoverage", "@type": EDTF},
    "startDate": {"@type": "https://schema.org/Date"},
    "endDate": {"@type": "https://schema.org/Date"},
    "ja": {"@id": "https://schema.org/name", "@language": "ja"},
    "en": {"@id": "https://schema.org/name", "@language": "en"},
    "description": {"@language": "ja"},
    "text": {"@language": "ja"},
}
_TYPES = {EventKind.PUBLICATION: "PublicationEvent", EventKind.STATISTIC: "Observation"}


def format_event_files(annotated: AnnotatedCorpus, withheld: frozenset[str]) -> dict[str, str]:
    """Return the data of the events: content by path below docs/.

    Args:
        annotated: the annotated corpus.
        withheld: ids of passages whose text the site may not show; their words are left out.
    """
    events = annotated.events
    records = [event_record(event, withheld) for event in events]
    return {
        "data/events.json": json.dumps(records, ensure_ascii=False, indent=1) + "\n",
        "data/events.csv": _format_csv(annotated),
        "data/events.ics": _format_ics(annotated),
        "data/events.jsonld": _format_linked(annotated, withheld),
    }


def _evidence_record(evidence: EventEvidence, withheld: frozenset[str]) -> dict[str, Any]:
    passage = evidence.quote.passage
    shown = passage not in withheld
    return {
        "document": evidence.document,
        "passage": passage,
        "quote": evidence.quote.exact if shown else None,
        "start": evidence.start if shown else None,
        "date": evidence.date or None,
    }


def event_record(event: Event, withheld: frozenset[str]) -> dict[str, Any]:
    """Return an event as the contract has it, with what was added to it."""
    earliest, latest = bounds(event.date)
    return {
        "id": event.id,
        "title": {"ja": event.title, "en": event.titles.get("en")},
        "date": event.date,
        "date_ja": say_edtf(event.date),
        "era": era_name(event.date) or None,
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "date_basis": event.date_basis,
        "note": event.note or None,
        "kind": event.kind.value,
        "timelines": [membership.slug for membership in event.memberships],
        "memberships": [{"timeline": membership.slug, "why": membership.why} for membership in event.memberships],
        "entities": list(event.entities),
        "place": event.location or None,
        "summary": event.summary or None,
        "evidence": [_evidence_record(evidence, withheld) for evidence in event.evidence],
        "disagreement": event.disagreement or None,
        "relations": [{"type": relation.type, "event": relation.event} for relation in event.relations],
        "url": event.url,
    }


def _format_csv(annotated: AnnotatedCorpus) -> str:
    """Return one row an event; lists are joined by spaces. The mark at the beginning tells Excel that it is UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS)
    writer.writeheader()
    for event in annotated.events:
        record = event_record(event, frozenset())
        writer.writerow(
            {name: record[name] or "" for name in _COLUMNS if name in record}
            | {
                "title_ja": event.title,
                "title_en": event.titles.get("en", ""),
                "timelines": " ".join(record["timelines"]),
                "entities": " ".join(event.entities),
                "documents": " ".join(event.documents),
                "passages": " ".join(evidence.quote.passage for evidence in event.evidence),
                "stated_dates": " ".join(f"{e.quote.passage}={e.date}" for e in event.evidence if e.date),
                "relations": " ".join(f"{relation.type}:{relation.event}" for relation in event.relations),
            }
        )
    return "\ufeff" + out.getvalue()


def days_of(edtf: str) -> tuple[date, date] | None:
    """Return the first and last day of a date known to the day at both ends; None for any other."""
    parsed = parse_edtf(edtf)
    start, end = parsed if isinstance(parsed, tuple) else (parsed, parsed)
    if not _is_day(start) or not _is_day(end):
        return None
    first, last = bounds(edtf)
    assert first and last
    return first, last


def _is_day(one: EdtfDate | None) -> bool:
    return one is not None and one.year is not None and one.day is not None and not one.is_about


def escape_text(text: str) -> str:
    """Return a text as an iCalendar TEXT value (RFC 5545 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def fold_line(line: str) -> str:
    """Return a content line in lines of no more than 75 octets; no character is cut (RFC 5545 3.1)."""
    lines, size = [""], 0
    for char in line:
        n = len(char.encode())
        if size + n > _FOLD:
            # The space that marks a line as folded counts too.
            lines.append(" ")
            size = 1
        lines[-1] += char
        size += n
    return "\r\n".join(lines)


def _iter_calendar(annotated: AnnotatedCorpus) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//nikkan-corpus//events//JA"
    yield "CALSCALE:GREGORIAN"
    for event in annotated.events:
        days = days_of(event.date)
        if days is None:
            continue
        first, last = days
        told = [event.summary] if event.summary else []
        told += [f"食い違い：{event.disagreement}"] if event.disagreement else []
        told += ["典拠：" + "、".join(dict.fromkeys(evidence.quote.passage for evidence in event.evidence)), event.url]
        slugs = [membership.slug for membership in event.memberships]
        yield "BEGIN:VEVENT"
        yield f"UID:{event.id}@nikkan-corpus"
        yield f"DTSTAMP:{_STAMP}"
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        # The end of an all-day event is the day after (RFC 5545 3.6.1).
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY;LANGUAGE=ja:{escape_text(event.title)}"
        yield f"DESCRIPTION;LANGUAGE=ja:{escape_text(chr(10).join(told))}"
        if event.location in annotated.entities:
            yield f"LOCATION;LANGUAGE=ja:{escape_text(annotated.entities[event.location].label)}"
        yield "CATEGORIES:" + ",".join(escape_text(name) for name in (event.kind.value, *slugs))
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _format_ics(annotated: AnnotatedCorpus) -> str:
    return "".join(fold_line(line) + "\r\n" for line in _iter_calendar(annotated))


def _linked(event: Event, withheld: frozenset[str]) -> dict[str, Any]:
    """Return an event in the words of schema.org."""
    node: dict[str, Any] = {
        "id": event.url,
        "type": _TYPES.get(event.kind, "Event"),
        "additionalType": event.kind.value,
        "identifier": event.id,
        "ja": event.title,
    }
    if english := event.titles.get("en"):
        node["en"] = english
    node["edtf"] = event.date
    if days := days_of(event.date):
        node["startDate"], node["endDate"] = (day.isoformat() for day in days)
    if event.summary:
        node["description"] = event.summary
    if event.location:
        node["location"] = {"id": f"entities/{event.location}/", "type": "Place"}
    if event.entities:
        node["about"] = [{"id": f"entities/{entity}/"} for entity in event.entities]
    if event.memberships:
        node["isPartOf"] = [{"id": f"timelines/{membership.slug}/"} for membership in event.memberships]
    node["subjectOf"] = [_quotation(evidence, withheld) for evidence in event.evidence]
    return node


def _quotation(evidence: EventEvidence, withheld: frozenset[str]) -> dict[str, Any]:
    passage = evidence.quote.passage
    node: dict[str, Any] = {"type": "Quotation"}
    if passage not in withheld:
        node["text"] = evidence.quote.exact
    if evidence.date:
        node["edtf"] = evidence.date
    where = f"documents/{evidence.document}/" if "/" in passage else f"p/{passage}/"
    return node | {"isPartOf": {"id": where}}


def _format_linked(annotated: AnnotatedCorpus, withheld: frozenset[str]) -> str:
    graph = [_linked(event, withheld) for event in annotated.events]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"
