"""Quotations: found in the passage they are from, and marked where they differ.

The cases and the drawn quotations are those of tests/js/quotation.test.js.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.corpus import parse_corpus
from edition.edited import edit_corpus
from edition.load import read_corpus
from edition.normalise import Folder
from edition.quotation.approximate import find_begins, find_least
from edition.quotation.diff import compare
from edition.quotation.examine import examine
from edition.quotation.match import QuotationIndex
from edition.quotation.pieces import cut_fragments, cut_paragraphs, cut_quotations
from edition.quotation.texts import kanji_variants, published_texts

ROOT = Path(__file__).resolve().parents[1]
CASES = json.loads((ROOT / "tests/cases/quotations.json").read_text(encoding="utf-8"))
TOY = QuotationIndex([(text["id"], text["text"]) for text in CASES["texts"]], CASES["variants"])
N_DRAWN = 500
#: Characters that stand in no text of the corpus.
STRANGE = "鯨鰯薔薇檸檬蠍囍鬱麒"


def titled(name: str) -> Any:
    return pytest.mark.parametrize("case", CASES[name], ids=lambda case: case["title"])


@titled("find")
def test_find(case: dict[str, Any]) -> None:
    verdict = TOY.find(case["quotation"])
    assert (verdict.name, [match.passage for match in verdict.matches]) == (case["verdict"], case["passages"])
    texts = {text["id"]: text["text"] for text in CASES["texts"]}
    for match in verdict.matches:
        segments = match.difference.segments
        assert "".join(segment.text for segment in segments) == texts[match.passage][match.begin : match.end]
        assert "".join(segment.quotation for segment in segments) == case["quotation"].strip()
        assert TOY.find_in(case["quotation"], match.passage) == type(verdict)(verdict.name, (match,))
    if "segments" in case:
        assert [list(segment) for segment in verdict.matches[0].difference.segments] == case["segments"]


@titled("cut")
def test_cut(case: dict[str, Any]) -> None:
    assert [piece.text for piece in cut_quotations(case["text"])] == case["quotations"]


@titled("paragraphs")
def test_paragraphs(case: dict[str, Any]) -> None:
    assert [list(piece) for piece in cut_paragraphs(case["text"])] == case["paragraphs"]


@titled("fragments")
def test_fragments(case: dict[str, Any]) -> None:
    assert [piece.text for piece in cut_fragments(case["text"])] == case["fragments"]


@titled("examine")
def test_examine(case: dict[str, Any]) -> None:
    checked = [
        [piece.kind, piece.text, verdict.name, [match.passage for match in verdict.matches]]
        for piece, verdict in examine(case["text"], TOY)
    ]
    assert checked == case["checked"]


LETTERS = st.text("日米韓協", max_size=90)


@given(LETTERS.filter(bool), LETTERS)
def test_bit_vectors_find_what_plain_dynamic_programming_finds(pattern: str, text: str) -> None:
    """Sellers' algorithm (1980), a column a character."""
    column = list(range(len(pattern) + 1))
    last = [len(pattern)]
    for character in text:
        diagonal = 0
        for row in range(1, len(column)):
            cost = min(diagonal + (pattern[row - 1] != character), column[row - 1] + 1, column[row] + 1)
            diagonal, column[row] = column[row], cost
        last.append(column[-1])
    errors, ends = find_least(pattern, text)
    assert errors == min(last)
    assert ends == ([end for end, cost in enumerate(last) if cost == errors] if errors < len(pattern) else [])
    for end in ends[:3]:
        for begin in find_begins(pattern, text, end, errors):
            assert compare(pattern, text[begin:end], Folder()).n_errors == errors


@given(LETTERS, LETTERS)
def test_an_alignment_gives_both_sides_back(quotation: str, text: str) -> None:
    difference = compare(quotation, text, Folder())
    assert "".join(segment.quotation for segment in difference.segments) == quotation
    assert "".join(segment.text for segment in difference.segments) == text
    assert abs(len(quotation) - len(text)) <= difference.n_errors <= max(len(quotation), len(text))


def test_a_whole_paper_without_a_mark_is_no_trouble() -> None:
    assert corpus_index().find("長" * 100_000).name == "none"


# The corpus


@cache
def corpus_texts() -> tuple[tuple[str, str], ...]:
    corpus, _ = parse_corpus(read_corpus(ROOT))
    return tuple(published_texts(edit_corpus(corpus)[0].documents))


@cache
def corpus_index() -> QuotationIndex:
    corpus, _ = parse_corpus(read_corpus(ROOT))
    return QuotationIndex(corpus_texts(), kanji_variants(corpus.lexicon))


class Dice:
    """The minimal standard generator of Park and Miller (1993): the same throws in Python and JavaScript."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def throw(self, sides: int) -> int:
        """Return a number from 0 to `sides` - 1."""
        self._state = self._state * 48271 % 2147483647
        return self._state % sides


def draw(dice: Dice) -> str:
    """Return 10 to 80 characters of a passage, the longer ones more often."""
    texts = [text for _, text in corpus_texts()]
    total = sum(map(len, texts))
    while True:
        place = dice.throw(total)
        for text in texts:
            if place < len(text):
                break
            place -= len(text)
        length = 10 + dice.throw(71)
        quotation = text[place : place + length]
        if len(quotation) == length and quotation == quotation.strip() and corpus_index().length(quotation) >= 10:
            return quotation


def change(dice: Dice, quotation: str) -> tuple[str, set[int], int]:
    """Substitute, insert or delete 1 to 3 characters, never two side by side nor at the edge.

    Returns:
        the altered text, the places in it of characters that are not the passage's, and the number of changes.
    """
    while True:
        places = sorted({2 + dice.throw(len(quotation) - 4) for _ in range(1 + dice.throw(3))})
        counts = [corpus_index().length(character) == 1 for character in quotation]
        if all(counts[place] for place in (0, 1, -1, -2, *places)) and all(
            b - a > 1 for a, b in pairwise(places)
        ):
            break
        if not all(counts[place] for place in (0, 1, -1, -2)):
            return "", set(), 0
    altered, marked = "", set()
    for place, character in enumerate(quotation):
        way = dice.throw(3) if place in places else -1
        if way in (0, 1):
            marked.add(len(altered))
            altered += STRANGE[dice.throw(len(STRANGE))]
        if way in (-1, 1):
            altered += character
    return altered, marked, len(places)


def drawn() -> Iterator[str]:
    dice = Dice(17)
    for _ in range(N_DRAWN):
        yield draw(dice)


def test_drawn_quotations_are_found_first_and_exact() -> None:
    texts = dict(corpus_texts())
    for quotation in drawn():
        verdict = corpus_index().find(quotation)
        assert verdict.name == "exact", quotation
        assert verdict.matches and all(quotation in texts[match.passage] for match in verdict.matches)


def test_changed_quotations_are_found_first_and_marked() -> None:
    texts = dict(corpus_texts())
    whole = "\n".join(texts.values())
    dice, n_changed = Dice(23), 0
    while n_changed < N_DRAWN:
        quotation = draw(dice)
        altered, marked, n_changes = change(dice, quotation)
        if not altered or altered in whole:
            continue  # what is left stands in the corpus as it is: 「々々」 without a 々
        n_changed += 1
        verdict = corpus_index().find(altered)
        assert verdict.name == "different", altered
        match = verdict.matches[0]
        segments = match.difference.segments
        assert "".join(segment.text for segment in segments) == quotation, altered
        assert quotation == texts[match.passage][match.begin : match.end]
        assert match.difference.n_errors == n_changes, (altered, segments)
        found, at = set(), 0
        for segment in segments:
            if segment.kind in ("sub", "ins"):
                found |= set(range(at, at + len(segment.quotation)))
            assert segment.kind != "near", altered
            at += len(segment.quotation)
        assert found == marked, (altered, segments)


@pytest.mark.parametrize("sentence", CASES["absent"])
def test_a_sentence_from_no_passage_is_not_found(sentence: str) -> None:
    assert corpus_index().find(sentence).name == "none"


def test_there_are_a_hundred_sentences_from_no_passage() -> None:
    assert len(set(CASES["absent"])) == 100
