"""The joining rule: pairs of lines, and the laws that hold for any lines."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.model import SourceSpan
from edition.structure.lines import Piece, is_japanese, join_pieces, split_lines, squeeze
from edition.structure.quotes import QuoteFinder
from edition_corpora import CASES, read_rows

# Characters that meet at line breaks in the sources, spaces among them.
LETTERS = st.sampled_from("日韓協力、。「」（）のがＡ１〜―…한국ABcd,.;:'’-()*_<#&1234 ")
LINES = st.lists(st.text(LETTERS, max_size=8), min_size=1, max_size=6)


def pieces_of(source: str, own_lines: bool = False) -> list[Piece]:
    """Return every line that is not blank as a piece, as structure/flow.py does."""
    pieces: list[Piece] = []
    for line in split_lines(source):
        if not line.is_blank:
            last = pieces[-1].span.end if pieces else -1
            space = last if pieces and source[last : last + 1] == " " else -1
            pieces.append(Piece(line.content, space, own_lines))
    return pieces


@pytest.mark.parametrize("row", read_rows(CASES / "joins.tsv"), ids=lambda row: row["why"])
def test_pairs_of_lines(row: dict[str, str]) -> None:
    source = f"{row['first']}\n{row['second']}".replace("␣", " ")
    assert join_pieces(source, pieces_of(source)).text == row["joined"]


@given(LINES, st.booleans())
def test_joining_loses_and_adds_no_character(lines: list[str], own_lines: bool) -> None:
    source = "\n".join(lines)
    joined = join_pieces(source, pieces_of(source, own_lines))
    assert squeeze(joined.text) == squeeze(source)
    assert "".join(source[offset] for offset in joined.offsets) == joined.text
    assert list(joined.offsets) == sorted(set(joined.offsets))
    assert "\n" not in joined.text and joined.text == joined.text.strip(" ")


@given(LINES)
def test_joining_puts_no_space_between_japanese_characters(lines: list[str]) -> None:
    """A space between two Japanese characters is one that stands inside a line."""
    source = "\n".join(lines)
    joined = join_pieces(source, pieces_of(source))
    for match in re.finditer(r"(?<=(\S)) +(?=(\S))", joined.text):
        if is_japanese(match[1]) and is_japanese(match[2]):
            before, after = joined.offsets[match.start() - 1], joined.offsets[match.end()]
            assert "\n" not in source[before:after]


@given(LINES)
def test_a_line_of_its_own_keeps_its_space(lines: list[str]) -> None:
    source = " \n".join(line.strip() for line in lines if line.strip()) + " "
    joined = join_pieces(source, pieces_of(source, own_lines=True))
    assert joined.text == " ".join(line.strip() for line in lines if line.strip())


@given(LINES, st.data())
def test_a_marker_taken_out_takes_nothing_else_with_it(lines: list[str], data: st.DataObject) -> None:
    """Whatever span is dropped, every other letter stays, and the cut is where the span stood."""
    source = "\n".join(lines)
    begin = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(begin, len(source)))
    marker = SourceSpan(begin, end)
    joined = join_pieces(source, pieces_of(source), [marker])
    assert squeeze(joined.text) == squeeze(source[:begin]) + squeeze(source[end:])
    for span, at in joined.cuts:
        assert squeeze(joined.text[:at]) == squeeze(source[: span.begin])


@pytest.mark.parametrize(
    ("text", "joined", "at"),
    [
        ("明らかにした1  。中国", "明らかにした。中国", 6),
        ("経済ナショナリズム2を含め", "経済ナショナリズムを含め", 9),
        ("call it 3 a day", "call it  a day", 8),
        ("終わり4", "終わり", 3),
    ],
)
def test_the_spaces_of_a_marker_go_where_japanese_goes_on(text: str, joined: str, at: int) -> None:
    digit = next(offset for offset, letter in enumerate(text) if letter.isdigit())
    marker = SourceSpan(digit, digit + 1)
    result = join_pieces(text, pieces_of(text), [marker])
    assert (result.text, result.cuts) == (joined, ((marker, at),))


@given(LINES)
def test_spans_cover_exactly_the_text(lines: list[str]) -> None:
    source = "\n".join(lines)
    joined = join_pieces(source, pieces_of(source))
    spans = joined.spans(source)
    assert squeeze("".join(source[span.begin : span.end] for span in spans)) == squeeze(joined.text)
    assert all(a.end <= b.begin for a, b in itertools.pairwise(spans))


@given(LINES)
def test_lines_know_where_they_stand(lines: list[str]) -> None:
    source = "\n".join(lines)
    split = split_lines(source)
    assert "\n".join(source[line.begin : line.end] for line in split) == source
    for line in split:
        words = source[line.content.begin : line.content.end]
        assert words == source[line.begin : line.end].strip(" ")
        assert line.is_blank == (words == "")


@given(LINES, st.data())
def test_a_quote_is_found_whatever_breaks_it(lines: list[str], data: st.DataObject) -> None:
    source = "\n".join(lines)
    letters = squeeze(source)
    begin = data.draw(st.integers(0, len(letters)))
    quote = letters[begin : data.draw(st.integers(begin, len(letters)))]
    found = QuoteFinder(source).find(quote)
    assert all(squeeze(source[span.begin : span.end]) == quote for span in found)
    assert len(found) == sum(letters.startswith(quote, at) for at in range(len(letters))) * bool(quote)


@pytest.mark.parametrize("character", "漢かカ、。「」（）〜Ａ１　㈱𠮟豈")
def test_japanese(character: str) -> None:
    # 〜 is U+301C, in the block of CJK punctuation.
    assert is_japanese(character)


@pytest.mark.parametrize("character", "aA1 .,’”―…—한∼①")
def test_not_japanese(character: str) -> None:
    assert not is_japanese(character)
