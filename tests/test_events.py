"""Events and timelines: bound to their evidence, and what an editor is told of a mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest

from edition.annotate.apparatus import ApparatusNote, Certainty, Ground, NoteKind
from edition.annotate.dates import DateMark
from edition.annotate.edtf import bounds
from edition.annotate.entities import Evidence
from edition.annotate.events import (
    Event,
    EventKind,
    Timeline,
    check_events,
    is_compatible,
    parse_events,
    parse_timelines,
)
from edition.annotate.selectors import Quote
from edition.errors import Place
from edition.yaml_place import parse_yaml
from edition_corpora import ROOT, real_annotated

EVENT_SCHEMA: Any = json.loads((ROOT / "corpus/schema/events.schema.json").read_text(encoding="utf-8"))
TIMELINE_SCHEMA: Any = json.loads((ROOT / "corpus/schema/timelines.schema.json").read_text(encoding="utf-8"))
TEXTS = {
    "d.1": "灯台は1869年に灯り、霧笛は1990年に止まった。灯台は石造り。",
    "d.2": "灯台の灯ったのは1870年である。",
    "d/head": "灯台の歴史",
}
WHOLE = """\
events:
  lit-1869:
    title: {ja: 灯台の点灯, en: The light is lit}
    date: '1869'
    date_basis: stated
    kind: event
    timelines:
      - {slug: light, why: 始まりとして。}
    entities: [lighthouse]
    place: cape
    evidence:
      - {passage: d.1, quote: 灯台は1869年に灯り, date: '1869'}
      - {passage: d/head, quote: 灯台}
    relations:
      - {type: led_to, event: horn-1990}
  horn-1990:
    title: {ja: 霧笛の停止}
    date: '1990'
    date_basis: stated
    kind: event
    evidence:
      - {passage: d.1, quote: 霧笛は1990年に, date: '1990'}
"""
LINES = """\
timelines:
  - slug: light
    title: {ja: 灯, en: Light}
    introduction:
      - {text: 灯台は灯った。, passages: [d.1, d/head]}
    periods:
      - {title: 初め, until: '1900'}
      - {title: 後}
"""
ENTITIES = {"lighthouse": None, "cape": None}


def parse(text: str = WHOLE) -> tuple[tuple[Event, ...], list[str]]:
    events, findings = parse_events(parse_yaml(text, "corpus/events.yml"), EVENT_SCHEMA, TEXTS)
    return events, [str(finding) for finding in findings]


def timelines(text: str = LINES) -> tuple[tuple[Timeline, ...], list[str]]:
    found, findings = parse_timelines(parse_yaml(text, "corpus/timelines.yml"), TIMELINE_SCHEMA, TEXTS)
    return found, [str(finding) for finding in findings]


def check(text: str, lines: str = LINES, **given: Any) -> list[str]:
    events, told = parse(text)
    findings = check_events(
        events, timelines(lines)[0], ENTITIES, given.get("notes", ()), given.get("dates", {})
    )
    return told + [str(finding) for finding in findings]


def change(right: str, written: str) -> str:
    assert WHOLE.count(right) == 1, right
    return WHOLE.replace(right, written)


def test_events_are_bound_and_ordered() -> None:
    events, findings = parse()
    assert findings == [] == check(WHOLE)
    assert [(event.id, event.kind, event.documents) for event in events] == [
        ("lit-1869", EventKind.EVENT, ("d",)),
        ("horn-1990", EventKind.EVENT, ("d",)),
    ]
    assert [(e.quote.passage, e.start, e.date) for e in events[0].evidence] == [("d.1", 0, "1869"), ("d/head", 0, "")]
    assert (events[0].title, events[0].url, events[0].location) == ("灯台の点灯", "events/lit-1869/", "cape")


def test_a_timeline_has_its_periods_and_passages() -> None:
    (found,), findings = timelines()
    assert findings == []
    assert (found.title, found.url) == ("灯", "timelines/light/")
    assert [(period.title, period.until) for period in found.periods] == [("初め", "1900"), ("後", "")]
    assert found.introduction[0].passages == ("d.1", "d/head")


@pytest.mark.parametrize(
    ("right", "written", "message"),
    [
        ("quote: 灯台は1869年に灯り", "quote: 灯台は1868年に灯り", "corpus/events.yml:12: V001 lit-1869: 「灯台は1868年に灯り」 stands in no passage; quote the exact words of the text"),
        ("quote: 灯台は1869年に灯り", "quote: 灯台の灯ったのは", "corpus/events.yml:12: V001 lit-1869: 「灯台の灯ったのは」 does not stand in d.1 but in d.2; correct the passage"),
        ("quote: 灯台は1869年に灯り", "quote: 灯台は", "corpus/events.yml:12: V001 lit-1869: 「灯台は」 stands 2 times in d.1; quote more words, or add `prefix` or `suffix`"),
        ("entities: [lighthouse]", "entities: [lighthouse, ship]", "corpus/events.yml:2: V002 lit-1869 names ship, which is no entity; write the id of an entity"),
        ("place: cape", "place: harbour", "corpus/events.yml:2: V002 lit-1869 names harbour, which is no entity; write the id of an entity"),
        ("event: horn-1990", "event: horn-1991", "corpus/events.yml:2: V003 lit-1869 leads to horn-1991, which is no other event; write the id of an event"),
        ("event: horn-1990", "event: lit-1869", "corpus/events.yml:2: V003 lit-1869 leads to lit-1869, which is no other event; write the id of an event"),
        ("    date: '1869'\n", "    date: 1869-13\n", "corpus/events.yml:2: V004 the date 「1869-13」 of lit-1869 is not EDTF; write it like 1998-10-08"),
        ("に灯り, date: '1869'}", "に灯り, date: 1869-02-30}", "corpus/events.yml:2: V004 the date 「1869-02-30」 of lit-1869 is not EDTF; write it like 1998-10-08"),
        ("      - {passage: d/head, quote: 灯台}", "      - {passage: d.2, quote: 灯ったのは1870年, date: '1870'}", "corpus/events.yml:2: V005 d.2 gives 1870 for lit-1869, which has 1869; say so in `disagreement`, or correct the date"),
        ("slug: light, why", "slug: dark, why", "corpus/events.yml:2: V006 lit-1869 belongs to dark, which is no timeline; write the slug of a timeline"),
        ("に灯り, date: '1869'}", "に灯り}", "corpus/events.yml:2: V007 no evidence of lit-1869 states the date 1869; give the evidence its `date`, or another `date_basis` with a `note`"),
        ("    date: '1869'\n    date_basis: stated\n", "    date: '1869'\n    date_basis: inferred\n", "corpus/events.yml:2: V007 the date of lit-1869 is inferred, and nothing says why; add `note`"),
        ("      - {passage: d/head, quote: 灯台}", "      - {passage: d.1, quote: 灯台は1869年, date: '1869'}", "corpus/events.yml:2: V009 lit-1869 quotes one place of d.1 twice; keep one of them"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(right: str, written: str, message: str) -> None:
    found = check(change(right, written))
    assert message in found, found


def test_a_quote_that_stands_twice_is_told_apart() -> None:
    events, findings = parse(change("quote: 灯台は1869年に灯り", "quote: 灯台は, suffix: 石造り"))
    assert findings == []
    assert events[0].evidence[0].start == TEXTS["d.1"].rindex("灯台は")


def test_a_difference_that_is_spoken_of_is_no_mistake() -> None:
    text = change(
        "      - {passage: d/head, quote: 灯台}\n",
        "      - {passage: d.2, quote: 灯ったのは1870年, date: '1870'}\n    disagreement: d.2は1870年とする。\n",
    )
    assert check(text) == []


def test_a_timeline_without_events_is_told() -> None:
    lines = LINES + LINES.removeprefix("timelines:\n").replace("slug: light", "slug: fog")
    assert check(WHOLE, lines) == [
        "corpus/timelines.yml:9: V006 the timeline fog has no event; let events belong to it"
    ]


def test_an_introduction_that_rests_on_no_passage_is_told() -> None:
    assert timelines(LINES.replace("d.1", "d.9"))[1] == [
        "corpus/timelines.yml:2: V001 the introduction of light rests on d.9, which is no passage; write the id shown in the margin"
    ]


def test_an_event_without_evidence_is_refused() -> None:
    text = change("\n      - {passage: d.1, quote: 霧笛は1990年に, date: '1990'}\n", " []\n")
    events, findings = parse(text)
    assert events == ()
    assert findings == ["corpus/events.yml:21: Y003 `events.horn-1990.evidence` is empty; entries wanted: at least 1"]


def test_the_date_of_a_slip_is_not_the_date_of_the_event() -> None:
    ground = Ground(Evidence(source="灯台年代記"), "")
    start = TEXTS["d.1"].index("1869年")
    note = ApparatusNote(
        "d.a1", "d", Quote("d.1", "1869年"), "1869年", start, start + 5, NoteKind.FACT,
        "誤り。", "1868年", Certainty.HIGH, (ground,), (), Place("corpus/apparatus/d.yml", 2),
    )  # fmt: skip
    dates = {"d.1": (DateMark(start, start + 5, "1869", "explicit"),)}
    assert check(WHOLE, notes=[note], dates=dates) == [
        "corpus/events.yml:2: V008 lit-1869 has the date of d.1, which the apparatus marks as wrong; "
        "give the corrected date with `date_basis: corrected`, and say so in `disagreement`"
    ]
    corrected = change("    date: '1869'\n    date_basis: stated\n", "    date: '1868'\n    date_basis: corrected\n    note: 年代記。\n    disagreement: d.1は1869年とする。\n")
    assert check(corrected, notes=[note], dates=dates) == []


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2010-11-23", "2010-11", True),
        ("2010-11-23", "2010", True),
        ("2010-11-23", "201X", True),
        ("2010-11-23", "2010-11-24", False),
        ("1965/..", "2020", True),
        ("1965/..", "1964", False),
        ("../1945", "1910", True),
        ("1995~/1999~", "1998-10-08", True),
        ("2023-21", "2023-05", True),
        ("2023-21", "2023-08", False),
    ],
)
def test_dates_agree_when_they_share_a_day(one: str, other: str, agree: bool) -> None:
    assert is_compatible(one, other) is agree is is_compatible(other, one)


# --- The real events ---


def test_every_real_event_rests_on_words_that_stand_once() -> None:
    annotated = real_annotated()
    texts = {unit.id: unit.text for unit in annotated.units}
    assert len(annotated.events) >= 150
    for event in annotated.events:
        assert event.evidence, event.id
        for evidence in event.evidence:
            quote = evidence.quote
            text = texts[quote.passage]
            assert text.startswith(quote.exact, evidence.start), event.id
            assert text.count(quote.exact) == 1 or quote.prefix or quote.suffix, event.id


def test_no_real_event_contradicts_its_evidence_in_silence() -> None:
    for event in real_annotated().events:
        differing = [e for e in event.evidence if e.date and not is_compatible(e.date, event.date)]
        assert event.disagreement or not differing, event.id


def test_the_real_timelines_are_introduced_and_divided() -> None:
    annotated = real_annotated()
    assert [timeline.slug for timeline in annotated.timelines] == [
        "normalization-1965", "tcog-1999", "camp-david-2023", "nara-2026",
    ]  # fmt: skip
    for timeline in annotated.timelines:
        assert 300 <= sum(len(sentence.text) for sentence in timeline.introduction) <= 500, timeline.slug
        assert all(sentence.passages for sentence in timeline.introduction)
        limits = [int(period.until) for period in timeline.periods[:-1]]
        assert limits == sorted(set(limits)) and not timeline.periods[-1].until
        years = [days[0] or days[1] for event in annotated.events_in(timeline.slug) if (days := bounds(event.date))]
        found = [day.year for day in years if day]
        for low, high in zip([0, *limits], [*limits, 9999], strict=True):
            assert any(low < year <= high for year in found), f"{timeline.slug}: nothing between {low} and {high}"
