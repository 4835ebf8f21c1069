"""Pages and data of events, on the made-up corpus with hand-made events; the round trip on the real one."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from urllib.parse import urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from edition.annotate.date_rules import Anchor, DateRules
from edition.annotate.edtf import is_edtf
from edition.annotate.entities import Entity, EntityType, Evidence
from edition.annotate.events import (
    Event,
    EventEvidence,
    EventKind,
    IntroductionSentence,
    Membership,
    Relation,
    Timeline,
    TimelinePeriod,
)
from edition.annotate.selectors import Quote
from edition.annotated import AnnotatedCorpus, list_units
from edition.data.events import days_of, escape_text, fold_line, format_event_files
from edition.edited import EditedDocument
from edition.errors import Place
from edition.model import Access
from edition.pagination import Pagination
from edition.render.event_pages import render_event_pages
from edition.render.evidence import era_of, render_entity_events, render_event_marks, say_when, written
from edition.render.picture_places import MANY, cut_even, spread
from edition.render.picture_text import short_date, width_of, wrap
from edition.render.timeline_page import split_periods
from edition.render.timeline_picture import GAP, WIDTH, Layout, cut_stretches, lay_out, make_mark
from edition.rights import WITHHELD
from edition.site import paginate_corpus
from edition_corpora import ROOT, mini_edited, real_annotated
from markdown_page import by_class, html_of, text_of, tree_of

PLACE = Place("corpus/events.yml", 1)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('灯台')</script> & *灯* {#x}"

Documents = list[tuple[EditedDocument, Pagination]]


def make_entity(id: str, label: str, type: EntityType) -> Entity:
    return Entity(id, type, {"ja": label}, label, (), (), (), "説明。", (Evidence(source="年代記"),), (), (), PLACE)


ENTITIES = {
    entity.id: entity
    for entity in (
        make_entity("cape", "岬", EntityType.PLACE),
        make_entity("keeper", HOSTILE, EntityType.PERSON),
        make_entity("unused", "幽霊船", EntityType.WEAPON),
    )
}


def make_event(id: str, date: str, texts: dict[str, str], rows: list[tuple[str, str, str]], **more: object) -> Event:
    evidence = tuple(EventEvidence(Quote(passage, words), given, texts[passage].index(words)) for passage, words, given in rows)
    values: dict[str, object] = {
        "titles": {"ja": f"{id}の題"}, "date_basis": "stated", "note": "", "kind": EventKind.EVENT, "memberships": (),
        "entities": (), "location": "", "summary": "", "disagreement": "", "relations": (),
    } | more  # fmt: skip
    return Event(id=id, date=date, evidence=evidence, place=PLACE, **values)  # type: ignore[arg-type]


@cache
def corpus() -> tuple[AnnotatedCorpus, Documents]:
    edited = mini_edited()
    units = tuple(unit for document in edited.documents for unit in list_units(document))
    texts = {unit.id: unit.text for unit in units}
    light, fog = Membership("light", "始まり<1>として。"), Membership("fog", "霧の中で。")
    events = (
        make_event(
            "lit", "1869", texts,
            [("mini-cut.4", "1869 年", "1869"), ("mini-joined.3", "一年に三回変わる", "1870"), ("mini-joined.3", "１２年周期", "")],
            titles={"ja": HOSTILE, "en": HOSTILE}, memberships=(light, fog), entities=("keeper",), location="cape",
            summary="灯った & <b>光った</b>。", disagreement="海野は1870年とする。", relations=(Relation("led_to", "plan"),),
        ),
        make_event("age", "1900~/..", texts, [("mini-cut.9", "小さな段落", "")], kind=EventKind.PERIOD, date_basis="inferred", note="推した。", memberships=(light,)),
        make_event("stop", "1990-04-02", texts, [("mini-cut.4", "2009年", "")], kind=EventKind.PUBLICATION, memberships=(light,), date_basis="outside", note="年代記。"),
        make_event("span", "1990-04-03/1990-05-01", texts, [("mini-cut.4", "その後", "")], relations=(Relation("part_of", "age"),)),
        make_event("plan", "2030", texts, [("mini-cut.9", "小さな", "2030")], kind=EventKind.PLAN, memberships=(fog,)),
    )  # fmt: skip
    lines = tuple(
        Timeline(
            slug, {"ja": f"{slug}の年表（1869年）", "en": HOSTILE},
            (IntroductionSentence("灯台は灯った。", ("mini-cut.4", "mini-joined.3")),),
            (TimelinePeriod("初め", "1900"), TimelinePeriod("空の時期", "1950"), TimelinePeriod("後", "")), PLACE,
        )
        for slug in ("light", "fog")
    )  # fmt: skip
    annotated = AnnotatedCorpus(edited, units, ENTITIES, {}, {}, events=events, timelines=lines)
    return annotated, paginate_corpus(edited)


@cache
def pages() -> dict[str, str]:
    return render_event_pages(*corpus())


def withhold(key: str) -> tuple[AnnotatedCorpus, Documents]:
    """The corpus with one document of which nothing but the record may be shown."""
    annotated, documents = corpus()
    hidden: Documents = []
    for document, pagination in documents:
        if document.key == key:
            record = replace(document.record, rights=replace(document.record.rights, access=Access.METADATA))
            document = replace(document, record=record)
        hidden.append((document, pagination))
    return annotated, hidden


def address(path: str) -> str:
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


# --- The pages ---


def test_the_pages_there_are() -> None:
    assert sorted(pages()) == [
        "events/age.md", "events/lit.md", "events/plan.md", "events/span.md", "events/stop.md",
        "timelines/chronology.md", "timelines/fog.md", "timelines/index.md", "timelines/light.md", "timelines/two-axes.md",
    ]  # fmt: skip
    annotated, documents = corpus()
    assert render_event_pages(replace(annotated, events=()), documents) == {}


def test_a_timeline_lists_its_events_with_their_words() -> None:
    tree = tree_of(html_of(pages()["timelines/light.md"]))
    events = by_class(tree, "event")
    assert [event.get("id") for event in events] == ["lit", "age", "stop"]
    shown = text_of(events[0])
    for words in ("1869年", "始まり<1>として。", "海野は1870年とする。", "資料の言葉（3か所・2資料）", "この箇所の日付：1870年", "採った日付と異なる"):
        assert words in shown, words
    hrefs = [link.get("href") for link in events[0].iter("a")]
    for href in ("../../events/lit/", "../../p/mini-cut.4/", "../../entities/keeper/", "../../timelines/fog/#lit"):
        assert href in hrefs, href
    # What it led to stands in another timeline: its own page is reached.
    assert "../../events/plan/" in hrefs
    headings = [text_of(heading) for heading in tree.iter("h2")]
    assert [heading.rstrip("¶") for heading in headings] == ["図", "初め", "後"]


def test_an_introduction_shows_what_it_rests_on() -> None:
    (line,) = by_class(tree_of(html_of(pages()["timelines/light.md"])), "timeline-introduction")
    assert [link.get("href") for link in line.iter("a")] == ["../../p/mini-cut.4/", "../../p/mini-joined.3/"]


def test_events_stand_in_the_period_in_which_they_begin() -> None:
    annotated, _ = corpus()
    groups = split_periods(annotated.timelines[0], annotated.events)
    assert [(title, [event.id for event in found]) for title, found in groups] == [
        ("初め", ["lit", "age"]),
        ("空の時期", []),
        ("後", ["stop", "span", "plan"]),
    ]


def test_the_page_of_an_event_sets_the_documents_side_by_side() -> None:
    tree = tree_of(html_of(pages()["events/lit.md"]))
    columns = by_class(tree, "column")
    titles = [text_of(next(column.iter("h3"))) for column in columns]
    assert sorted(titles) == ["海野 <2020>", "港_灯台_ 1990"]
    (quoted,) = [column for column, title in zip(columns, titles, strict=True) if title.startswith("海野")]
    assert [text_of(q).strip("…") for q in quoted.iter("q")] == ["一年に三回変わる", "１２年周期"]
    assert "この資料の日付 1870年" in text_of(quoted)
    (told,) = by_class(tree, "disagreement")
    assert told.get("role") == "note" and "海野は1870年とする。" in text_of(told)
    assert "events/lit/" in text_of(by_class(tree, "cite-event")[0])
    assert "もたらしたもの" in text_of(tree) and "きっかけ" in text_of(tree_of(html_of(pages()["events/plan.md"])))


def test_an_event_has_neighbours_overall_and_in_each_timeline() -> None:
    rows = [[text_of(cell) for cell in row] for row in by_class(tree_of(html_of(pages()["events/stop.md"])), "beside")[0].iter("tr")]
    assert rows[0] == ["年表", "前", "次"]
    assert [row[0] for row in rows[1:]] == ["総合年表", "lightの年表"]
    assert "span" in rows[1][2] and rows[2][2] == "–" and "age" in rows[2][1]


def test_a_date_says_what_it_rests_on() -> None:
    shown = text_of(tree_of(html_of(pages()["events/age.md"])))
    assert "資料から推定した" in shown and "推した。" in shown


def test_the_chronology_holds_every_event_once() -> None:
    annotated, _ = corpus()
    tree = tree_of(html_of(pages()["timelines/chronology.md"]))
    items = by_class(tree, "event")
    assert [item.get("id") for item in items] == [event.id for event in annotated.events]
    first = items[0]
    assert (first.get("data-timelines"), first.get("data-kind"), first.get("data-years")) == ("light fog", "event", "1869/1869")
    assert (first.get("data-documents"), first.get("data-actors")) == ("mini-cut mini-joined", "keeper cape")
    assert items[1].get("data-years") == "1900/"
    assert by_class(tree, "chronology-filter")[0].get("hidden") is not None
    assert [section.get("id") for section in by_class(tree, "year") if section.tag == "section"] == ["y1869", "y1900", "y1990", "y2030"]


def test_two_axes_table_says_what_each_document_gives() -> None:
    tree = tree_of(html_of(pages()["timelines/two-axes.md"]))
    (table,) = by_class(tree, "all-events")
    rows = [[text_of(cell) for cell in row] for row in table.iter("tr")]
    order = [rows[0].index(name) for name in ("港_灯台_ 1990", "海野 <2020>")]
    assert [rows[1][at] for at in order] == ["1869", "1870"]
    assert [rows[2][at] for at in order] == ["言及", ""]


def test_when_a_document_was_written() -> None:
    document = corpus()[1][0][0]
    rules = DateRules(anchors=(Anchor(document.key, "2024", "推定による。", Place("corpus/dates.yml", 1)),))

    def of(csl: dict[str, object], known: DateRules | None = rules) -> str:
        return written(replace(document, record=replace(document.record, csl=csl)), known)

    assert of({"issued": {"date-parts": [[2025, 9, 18]]}}) == "2025-09-18"
    assert of({"issued": {"date-parts": [[2011]], "circa": True}}) == "2011~"
    assert of({}) == "2024~"
    assert of({}, DateRules()) == "" == of({}, None)


# --- Beside the texts ---


def test_a_passage_leads_to_its_events_and_back() -> None:
    annotated, _ = corpus()
    for event in annotated.events:
        shown = html_of(pages()[f"events/{event.id}.md"])
        for evidence in event.evidence:
            passage = evidence.quote.passage
            assert f'href="../../events/{event.id}/"' in render_event_marks(annotated, passage, "../../")
            assert f'href="../../p/{passage}/"' in shown


def test_every_real_quote_makes_the_round_trip() -> None:
    annotated = real_annotated()
    shown = render_event_pages(annotated, paginate_corpus(annotated.edited))
    for event in annotated.events:
        page = shown[f"events/{event.id}.md"]
        for evidence in event.evidence:
            passage = evidence.quote.passage
            assert f'href="../../events/{event.id}/"' in render_event_marks(annotated, passage, "../../")
            assert "/" in passage or f'href="../../p/{passage}/"' in page, event.id
        for membership in event.memberships:
            assert f'<li id="{event.id}" class="event' in shown[f"timelines/{membership.slug}.md"]


def test_marks_name_date_and_timeline() -> None:
    annotated, _ = corpus()
    shown = tree_of(render_event_marks(annotated, "mini-cut.4", "../"))
    first = by_class(shown, "event-marks")[0]
    assert [link.get("href") for link in next(first.iter("li")).iter("a")] == ["../events/lit/", "../timelines/light/#lit", "../timelines/fog/#lit"]
    assert text_of(first).startswith("1869年")
    assert render_event_marks(annotated, "mini-cut.2", "../") == ""


def test_every_mark_is_one_click_away() -> None:
    """Nothing is folded, and a timeline is called by its year."""
    annotated, _ = corpus()
    many = tuple(replace(annotated.events[0], id=f"lit-{n}") for n in range(9))
    shown = tree_of(render_event_marks(replace(annotated, events=many), "mini-cut.4", "../"))
    assert len(list(shown.iter("li"))) == 9 and not list(shown.iter("details"))
    (first, *_) = by_class(shown, "in-timeline")
    assert (text_of(first), first.get("aria-label")) == ("1869", "年表：lightの年表（1869年）")


def test_an_entity_lists_its_events() -> None:
    annotated, _ = corpus()
    shown = render_entity_events(annotated, "cape", "../../")
    assert shown.startswith("## 出来事（1） {#events}\n\n")
    assert "../../events/lit/" in shown and "chronology/?actor=cape" in shown
    assert render_entity_events(annotated, "unused", "../../") == ""


# --- Words and dates ---


@pytest.mark.parametrize(
    ("edtf", "era"),
    [
        ("1965-06-22", "昭和40年"),
        ("1965/2025", "昭和40年～令和7年"),
        ("1965/..", "昭和40年から"),
        ("../1945", "昭和20年まで"),
        ("1995~/1995-06~", "平成7年"),
        ("199X", ""),
        ("1592/1598", ""),
        ("199X/2001", ""),
    ],
)
def test_an_interval_has_the_eras_of_its_ends(edtf: str, era: str) -> None:
    assert era_of(edtf) == era


def test_a_date_a_machine_can_read_is_marked_as_time() -> None:
    assert say_when("1998-10") == '<time datetime="1998-10">1998年10月</time> <span class="era">平成10年</span>'
    assert say_when("199X", "x/#<") == '<a href="x/#&lt;">1990年代</a>'


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("1998-10-08", "1998.10.8"),
        ("199X", "1990年代"),
        ("1995~/1999~", "1995頃–1999頃"),
        ("1950-06-25/1953-07-27", "1950.6.25–1953.7.27"),
        ("2010-11-23/2010-12-08", "2010.11.23–12.8"),
        ("1965/..", "1965–"),
        ("../1987", "–1987"),
        ("2023-21", "2023春"),
        ("XXXX-03-01", "3.1"),
        ("?", "?"),
    ],
)
def test_dates_in_short(edtf: str, said: str) -> None:
    assert short_date(edtf) == said


def test_words_break_where_japanese_may() -> None:
    assert wrap("灯台の光、海の霧", 4, 3) == ["灯台の", "光、海の", "霧"]
    assert wrap("「灯」（霧）", 4, 3) == ["「灯」", "（霧）"]
    assert wrap("TCOGの会合", 4, 3) == ["TCOGの", "会合"]
    # A bracket stays behind where it has no room before a wide word.
    assert wrap("1「11W", 3, 2) == ["1「", "11W"]
    assert wrap("灯台の光が海を照らす", 4, 2) == ["灯台の光", "が海を…"]


@given(st.text("灯台光（）「」、。ー12AWm -", min_size=1, max_size=60), st.integers(3, 20), st.integers(1, 4))
def test_no_line_is_wider_than_its_place(text: str, ems: int, most: int) -> None:
    lines = wrap(text, ems, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= ems for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


# --- The picture ---


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(5, 60)), min_size=1, max_size=30))
def test_labels_are_spread_without_meeting(rows: list[tuple[float, float]]) -> None:
    wanted = sorted(top for top, _ in rows)
    heights = [height for _, height in rows]
    high = max(400.0, sum(heights))
    tops = spread(wanted, heights, 0.0, high)
    assert tops[0] >= -1e-6 and tops[-1] + heights[-1] <= high + 1e-6
    assert all(after >= before + height - 1e-6 for before, after, height in zip(tops, tops[1:], heights, strict=False))


def test_labels_that_have_room_stand_where_they_belong() -> None:
    assert spread([10, 50, 90], [20, 20, 20], 0, 200) == [10, 50, 90]
    assert spread([50, 50], [20, 20], 0, 200) == [40, 60]


@given(st.lists(st.floats(1900, 2040), min_size=1, max_size=60).map(sorted))
def test_stretches_hold_all_and_not_too_many(begins: list[float]) -> None:
    ends = cut_even(begins)
    assert ends[-1] == len(begins)
    assert all(0 < after - before <= MANY for before, after in pairwise((0, *ends)))


def test_a_lonely_event_does_not_squeeze_the_others() -> None:
    begins = [1965.0, *(2020 + n / 4 for n in range(12))]
    assert cut_even(begins)[0] <= 2


def test_what_is_known_roughly_is_no_point() -> None:
    marks = {event.id: make_mark(event) for event in corpus()[0].events}
    assert [(id, mark.shape, mark.opens, mark.is_about) for id, mark in marks.items()] == [
        ("lit", "within", "", False),
        ("age", "during", "end", True),
        ("stop", "point", "", False),
        ("span", "during", "", False),
        ("plan", "within", "", False),
    ]
    assert (marks["lit"].begin, round(marks["lit"].end)) == (1869.0, 1870)


def real_layouts() -> list[tuple[str, Layout]]:
    annotated = real_annotated()
    found = []
    for timeline in annotated.timelines:
        for _, events in split_periods(timeline, annotated.events_in(timeline.slug)):
            found += [(timeline.slug, lay_out(marks)) for marks in cut_stretches([make_mark(event) for event in events])]
    return found


def test_nothing_in_the_real_pictures_collides() -> None:
    layouts = real_layouts()
    assert len(layouts) > 8
    for slug, layout in layouts:
        for one, other in combinations(layout.placed, 2):
            names = f"{slug}: {one.mark.event.id}, {other.mark.event.id}"
            assert not one.label.meets(other.label), names
            assert not one.bar.meets(other.bar), names
        for placed in layout.placed:
            label, bar = placed.label, placed.bar
            assert label.x + label.width <= WIDTH + 0.1, placed.mark.event.id
            assert label.y >= 0 and label.y + label.height <= layout.height, placed.mark.event.id
            assert bar.x + bar.width < label.x and not bar.meets(label), placed.mark.event.id
        ticks = [y for y, _ in layout.ticks]
        assert all(after - before >= 12 for before, after in pairwise(ticks))


def test_the_picture_is_to_scale() -> None:
    """Within a stretch equal times have equal lengths, and marks stand at their times."""
    for slug, layout in real_layouts():
        steps = [after - before for (before, _), (after, _) in pairwise(layout.ticks)]
        assert max(steps) - min(steps) < 0.01, slug
        points = [placed for placed in layout.placed if placed.mark.shape == "point"]
        for one, other in pairwise(points):
            apart = (other.bar.y + other.bar.height / 2) - (one.bar.y + one.bar.height / 2)
            assert apart >= -0.01
        labels = [placed.label.y for placed in layout.placed]
        assert all(b - a >= GAP for a, b in pairwise(labels))


def test_every_event_of_the_picture_leads_to_its_entry() -> None:
    tree = tree_of(html_of(pages()["timelines/light.md"]))
    links = [link.get("href") for figure in by_class(tree, "stretch") for link in figure.iter(f"{SVG}a")]
    assert links == ["#lit", "#age", "#stop"]


# --- The data ---


def test_the_data_follows_its_schema() -> None:
    schema = json.loads((ROOT / "scripts/edition/data/schema/events.schema.json").read_text(encoding="utf-8"))
    for annotated in (corpus()[0], real_annotated()):
        records = json.loads(format_event_files(annotated, frozenset())["data/events.json"])
        assert list(Draft202012Validator(schema).iter_errors(records)) == []
        assert all(set(record) <= set(schema["items"]["properties"]) for record in records)
        texts = {unit.id: unit.text for unit in annotated.units}
        for record in records:
            for row in record["evidence"]:
                assert texts[row["passage"]].startswith(row["quote"], row["start"])
                assert row["date"] is None or is_edtf(row["date"])


def test_the_table_has_a_row_an_event() -> None:
    annotated = real_annotated()
    text = format_event_files(annotated, frozenset())["data/events.csv"]
    assert text.startswith("\ufeffid,title_ja")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == [event.id for event in annotated.events]
    assert all(None not in row and None not in row.values() for row in rows)


def unfold(text: str) -> list[str]:
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_holds_what_is_known_to_the_day() -> None:
    lines = unfold(format_event_files(corpus()[0], frozenset())["data/events.ics"])
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert [line for line in lines if line.startswith(("UID", "DTSTART", "DTEND"))] == [
        "UID:stop@nikkan-corpus", "DTSTART;VALUE=DATE:19900402", "DTEND;VALUE=DATE:19900403",
        "UID:span@nikkan-corpus", "DTSTART;VALUE=DATE:19900403", "DTEND;VALUE=DATE:19900502",
    ]  # fmt: skip


def test_calendar_lines_are_short_and_whole() -> None:
    text = format_event_files(real_annotated(), frozenset())["data/events.ics"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    uids = [line for line in unfold(text) if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == text.count("BEGIN:VEVENT")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_folding_loses_nothing(line: str) -> None:
    folded = fold_line(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_calendar_text_is_escaped() -> None:
    assert escape_text("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


@pytest.mark.parametrize("edtf", ["1990-04", "1990", "1990-04-02~", "1990-04-02/..", "199X", "XXXX-03-01", "1990-04-02/1990-05"])
def test_what_is_not_known_to_the_day_is_in_no_calendar(edtf: str) -> None:
    assert days_of(edtf) is None


def test_linked_data_names_what_it_is() -> None:
    data = json.loads(format_event_files(corpus()[0], frozenset())["data/events.jsonld"])
    assert data["@context"]["@base"] == "../"
    nodes = {node["id"]: node for node in data["@graph"]}
    assert nodes["events/stop/"]["type"] == "PublicationEvent"
    assert (nodes["events/span/"]["startDate"], nodes["events/span/"]["endDate"]) == ("1990-04-03", "1990-05-01")
    assert "startDate" not in nodes["events/lit/"] and nodes["events/lit/"]["edtf"] == "1869"
    assert [row["isPartOf"]["id"] for row in nodes["events/lit/"]["subjectOf"]] == ["p/mini-cut.4/", "p/mini-joined.3/", "p/mini-joined.3/"]


# --- All pages ---


def test_what_is_withheld_is_nowhere_quoted() -> None:
    annotated, documents = withhold("mini-joined")
    shown = render_event_pages(annotated, documents)
    hidden = frozenset(unit.id for unit in annotated.units if unit.document == "mini-joined")
    files = format_event_files(annotated, hidden)
    for words in ("一年に三回", "１２年周期"):
        assert words not in "\n".join((*shown.values(), *files.values()))
    assert WITHHELD in shown["events/lit.md"]
    assert "../../p/mini-joined.3/" in shown["events/lit.md"]


@pytest.mark.parametrize("path", sorted(pages()))
def test_no_character_of_a_name_is_markup(path: str) -> None:
    tree = tree_of(html_of(pages()[path]))
    scripts = [script.get("src") for script in tree.iter("script")]
    assert scripts == (["../../assets/edition/chronology.js"] if path == "timelines/chronology.md" else [])
    assert not list(tree.iter("em"))
    assert "<" not in pages()[path].split("---\n")[1]


@pytest.mark.parametrize("path", sorted(pages()))
def test_pages_are_sound(path: str) -> None:
    """Ids once, headings in order, pictures named, blocks without blank lines."""
    tree = tree_of(html_of(pages()[path]))
    ids = Counter(str(element.get("id")) for element in tree.iter() if element.get("id"))
    assert [id for id, n in ids.items() if n > 1] == []
    levels = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for svg in tree.iter(f"{SVG}svg"):
        if svg.get("aria-hidden") == "true":
            continue
        assert svg.get("role") in ("img", "group")
        assert [child.tag for child in svg][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert svg.get("role") == "group" or not list(svg.iter(f"{SVG}a"))
    assert all(text_of(link).strip() or link.get("aria-label") for link in tree.iter("a"))


def test_links_are_relative_and_lead_somewhere() -> None:
    annotated, documents = corpus()
    trees = {path: tree_of(html_of(page)) for path, page in pages().items()}
    targets = {address(path): {str(e.get("id")) for e in tree.iter() if e.get("id")} for path, tree in trees.items()}
    known = {"", "documents/", "dates/", *(entity.url for entity in annotated.entities.values())}
    known |= {f"data/events.{kind}" for kind in ("json", "schema.json", "csv", "ics", "jsonld")}
    known |= {f"p/{p.id}/" for d, _ in documents for p in d.structure.passages}
    for document, pagination in documents:
        known |= {f"documents/{document.key}/", *(page.url for page in pagination.pages)}
        known |= {pagination.url(target) for target in (*document.structure.passages, *document.structure.divisions)}
    for path, tree in trees.items():
        for link in (*tree.iter("a"), *tree.iter(f"{SVG}a")):
            href = str(link.get("href"))
            assert not href.startswith(("/", "http"))
            base, anchor = urldefrag(href)
            base = base.partition("?")[0]
            reached = posixpath.normpath(posixpath.join(address(path), base)) if base else address(path).rstrip("/")
            reached = "" if reached == "." else reached if reached in known else f"{reached}/"
            if reached in targets:
                assert not anchor or anchor in targets[reached], f"{path}: {href}"
            else:
                assert (f"{reached}#{anchor}" if anchor else reached) in known, f"{path}: {href}"


def test_rendering_twice_gives_the_same() -> None:
    assert render_event_pages(*corpus()) == pages()
    annotated = corpus()[0]
    assert format_event_files(annotated, frozenset()) == format_event_files(annotated, frozenset())
