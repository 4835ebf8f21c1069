"""From every evidence quote to its event and back, one link each way, on the pages as they are built."""

from __future__ import annotations

import re
from functools import cache

import pytest

from edition.site import build_pages, paginate_corpus
from edition_corpora import real_annotated

SLUGS = ("normalization-1965", "tcog-1999", "camp-david-2023", "nara-2026")


@cache
def pages() -> dict[str, str]:
    return build_pages(paginate_corpus(real_annotated().edited), real_annotated())


@cache
def passages_on_pages() -> dict[str, str]:
    """The HTML of each passage as the reading pages show it."""
    found = {}
    for path, text in pages().items():
        match = re.fullmatch(r"documents/([a-z0-9-]+)/(?!index)[^/]+\.md", path)
        if match:
            for part in re.split(r'(?=<(?:div|figure) class="passage )', text):
                local = re.search(r'<a class="passage-number" href="\.\./\.\./\.\./p/([^/]+)/"', part)
                if local:
                    found[local[1]] = part
    return found


def test_every_passage_shows_the_events_it_is_evidence_of_and_every_event_its_passages() -> None:
    missing = []
    for event in real_annotated().events:
        page = pages()[f"events/{event.id}.md"]
        for evidence in event.evidence:
            passage = evidence.quote.passage
            if f'href="../../p/{passage}/' not in page:
                missing.append((event.id, passage, "the event does not lead to the passage"))
            if f'href="../../../events/{event.id}/"' not in passages_on_pages()[passage]:
                missing.append((event.id, passage, "the passage does not lead to the event"))
            if f'href="../../events/{event.id}/"' not in pages()[f"p/{passage}/index.html"]:
                missing.append((event.id, passage, "the permanent page does not lead to the event"))
    assert missing == []


def test_there_are_as_many_events_as_the_documents_tell_of() -> None:
    events = real_annotated().events
    assert len(events) >= 150
    assert all(event.evidence for event in events)
    for slug in SLUGS:
        assert f"timelines/{slug}.md" in pages()
        for event in real_annotated().events_in(slug):
            assert f'id="{event.id}"' in pages()[f"timelines/{slug}.md"], (slug, event.id)
    chronology = pages()["timelines/chronology.md"]
    assert [event.id for event in events if f'id="{event.id}"' not in chronology] == []


@pytest.mark.parametrize(
    ("event", "documents"),
    [
        ("japan-rok-normalization-1965", {"togashi-kaken", "sakata2026", "vision2025"}),
        ("japan-rok-declaration-1998", {"togashi-kaken", "vision2025"}),
        ("camp-david-summit-2023", {"sakata2026", "vision2025"}),
    ],
)
def test_an_event_of_several_documents_shows_them_all(event: str, documents: set[str]) -> None:
    [found] = [one for one in real_annotated().events if one.id == event]
    assert documents <= set(found.documents)


def test_an_event_page_quotes_every_evidence() -> None:
    from html import unescape

    for event in real_annotated().events:
        page = unescape(re.sub(r"<[^>]*>", "", pages()[f"events/{event.id}.md"]))
        for evidence in event.evidence:
            assert evidence.quote.exact in page, (event.id, evidence.quote.passage)


def test_entities_list_their_events() -> None:
    for event in real_annotated().events:
        for entity in event.entities:
            assert f'href="../../events/{event.id}/"' in pages()[f"entities/{entity}.md"], (event.id, entity)
