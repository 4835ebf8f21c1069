"""Marks laid over a text: nothing is added to the text, and tags nest."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.dates import DateMark
from edition.annotate.mentions import Mention
from edition.annotated import flatten
from edition.model import NoteRef, PageStart
from edition.render.inline import Wrap, inline, slice_wraps


class Reader(HTMLParser):
    """Collects the text, and checks that tags nest and no link stands in a link."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> str:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader.text


def name(start: int, end: int) -> Wrap:
    return Wrap(start, end, 1, '<a class="mention" href="x">', "</a>", '<span class="mention">')


def lemma(start: int, end: int) -> Wrap:
    return Wrap(
        start, end, 0, '<span class="lemma">', "</span>", '<span class="lemma">', after='<a class="app-ref"></a>', is_link=False
    )


SHAPES = {"name": name, "lemma": lemma, "date": lambda s, e: Wrap(s, e, 2, '<a class="date">', "</a>", '<span class="date">')}


@given(
    st.text(alphabet="あ<&>\"い w", min_size=1, max_size=20),
    st.lists(st.tuples(st.sampled_from(sorted(SHAPES)), st.integers(0, 19), st.integers(1, 8)), max_size=6),
    st.lists(st.integers(0, 20), max_size=3),
    st.lists(st.integers(0, 20), max_size=2),
)
def test_marks_add_no_text_and_nest(
    text: str, shapes: list[tuple[str, int, int]], notes: list[int], pages: list[int]
) -> None:
    wraps = [
        SHAPES[kind](start, min(len(text), start + length)) for kind, start, length in shapes if start < len(text)
    ]
    refs = [NoteRef(at, f"d.n{i}") for i, at in enumerate(sorted(notes)) if at <= len(text)]
    starts = [PageStart(at, i + 2) for i, at in enumerate(sorted(set(pages))) if at < len(text)]
    assert read(inline(text, refs, starts, {}, set(), wraps=wraps)) == text


@pytest.mark.parametrize(
    ("text", "wraps", "expected"),
    [
        ("韓国と", [name(0, 2)], '<a class="mention" href="x">韓国</a>と'),
        ("文存寅の", [lemma(0, 3)], '<span class="lemma">文存</span><span class="marked"><span class="lemma">寅</span><a class="app-ref"></a></span>の'),
        (
            "文存寅",
            [lemma(0, 3), name(0, 3)],
            '<span class="lemma"><a class="mention" href="x">文存</a></span><span class="marked">'
            '<span class="lemma"><span class="mention">寅</span></span><a class="app-ref"></a></span>',
        ),
    ],
)
def test_marks_as_written(text: str, wraps: list[Wrap], expected: str) -> None:
    assert inline(text, wraps=wraps) == expected


def test_a_note_marker_cuts_a_name_and_not_the_text() -> None:
    markup = inline("韓国軍の", [NoteRef(2, "d.n1")], wraps=[name(0, 3)])
    assert read(markup) == "韓国軍の"
    assert markup.count("<a class=\"mention\"") == 1


def test_wraps_of_a_line_are_counted_from_its_beginning() -> None:
    assert [(w.start, w.end) for w in slice_wraps([name(0, 2), name(3, 7), name(8, 9)], 4, 3)] == [(0, 3)]


@pytest.mark.parametrize(
    ("mentions", "dates", "kept"),
    [
        ([(0, 2)], [(0, 3)], ([], [(0, 3)])),
        ([(0, 9)], [(3, 6)], ([(0, 9)], [])),
        ([(0, 3)], [(0, 3)], ([(0, 3)], [])),
        ([(0, 2), (5, 7)], [(2, 5)], ([(0, 2), (5, 7)], [(2, 5)])),
    ],
    ids=["冷戦 in 冷戦期", "a year in the name of a conference", "as long", "side by side"],
)
def test_the_longer_of_a_name_and_a_date_is_kept(
    mentions: list[tuple[int, int]], dates: list[tuple[int, int]], kept: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> None:
    names, times = flatten(
        [Mention(start, end, "e") for start, end in mentions],
        [DateMark(start, end, "2011", "explicit") for start, end in dates],
    )
    assert ([(m.start, m.end) for m in names], [(d.start, d.end) for d in times]) == kept


def test_unescaped_text_is_the_text() -> None:
    assert unescape("&lt;") == "<"
    assert read(inline("<b>", wraps=[name(0, 3)])) == "<b>"
