"""What an editor is told of likely names, and that the corpus leaves none unexplained."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from edition.annotate.date_coverage import check_dates_covered
from edition.annotate.mention_rules import Explained, MentionRules
from edition.annotate.units import TextUnit
from edition.annotated import AnnotatedCorpus
from edition.check.coverage import find_uncovered
from edition.errors import Place
from edition.search.sudachi import SudachiTokeniser
from edition_corpora import bare, mini_edited, real_annotated


@cache
def tokeniser() -> SudachiTokeniser:
    return SudachiTokeniser()


def uncovered(annotated: AnnotatedCorpus) -> list[str]:
    return [str(one) for one in find_uncovered(annotated, tokeniser(), lambda word: bool(tokeniser().spellings(word)))]


def over(text: str, explained: tuple[str, ...] = ()) -> AnnotatedCorpus:
    """Return a corpus of one text with nothing marked in it."""
    rules = MentionRules(explained=tuple(Explained(word, "r", Place("m.yml", 1)) for word in explained))
    return replace(bare(mini_edited()), units=(TextUnit("d.1", "d", text),), rules=rules)


def test_nothing_in_the_corpus_is_left_unexplained() -> None:
    annotated = real_annotated()
    assert uncovered(annotated) == []
    assert annotated.date_rules is not None
    assert check_dates_covered(annotated.units, annotated.marks(), annotated.date_rules) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大阪に行く。", ["大阪"]),
        ("新しいGSOMIAとAI、5Gの話。", ["GSOMIA", "AI", "5G"]),
        ("トゥーンベリクという人。", ["トゥーンベリク"]),
        ("サービスとシステム。", []),
        ("The alliance is strong.", []),
        ("https://www.example.org/NATO を見よ。", []),
    ],
)
def test_likely_names_are_told(text: str, expected: list[str]) -> None:
    found = find_uncovered(over(text), tokeniser(), lambda word: bool(tokeniser().spellings(word)))
    assert [one.words for one in sorted(found, key=lambda one: one.start)] == expected


def test_an_explained_word_is_left_out() -> None:
    assert uncovered(over("大阪とGW。", ("大阪", "GW"))) == []


def test_the_message_says_what_to_do() -> None:
    assert uncovered(over("大阪のGSOMIA。")) == [
        "d.1: N001 「大阪」 may be a proper noun; write an entity, or explain the word in corpus/mentions.yml",
        "d.1: N001 「GSOMIA」 may be an abbreviation; write an entity, or explain the word in corpus/mentions.yml",
    ]
