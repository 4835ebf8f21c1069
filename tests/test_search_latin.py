"""Where Latin words begin."""

from __future__ import annotations

import pytest

from edition.normalise import EXACT_RULES, FOLD_RULES, Folder
from edition.search.latin import latin_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ODAを用いる", ["oda"]),
        ("ＯＤＡ（Official Development Assistance）", ["assistance", "development", "oda", "official"]),
        ("No Mu-hyŏn", ["hyon", "mu", "no"]),
        ("F-35とG7", []),
        ("about freedom", ["about", "freedom"]),
        ("日韓関係", []),
    ],
)
def test_words_end_at_everything_but_letters(text: str, words: list[str]) -> None:
    assert sorted(latin_words([Folder(EXACT_RULES).text(text)], Folder(FOLD_RULES))) == words


def test_places_ascend_and_count_a_text_once() -> None:
    texts = ["aid and aid", "", "the aid"]
    assert latin_words(texts, Folder(FOLD_RULES)) == {"aid": [0, 2], "and": [0], "the": [2]}
