"""Spellings of words, held to the cases they share with their JavaScript twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.search import spellings

CASES = json.loads((Path(__file__).parent / "cases/spellings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["katakana"], ids=lambda case: case["title"])
def test_spellings_of_one_word_share_a_key(case: dict[str, Any]) -> None:
    assert {spellings.katakana_key(word) for word in case["words"]} == {case["key"]}


@pytest.mark.parametrize("pair", CASES["katakanaApart"])
def test_different_words_have_different_keys(pair: list[str]) -> None:
    assert spellings.katakana_key(pair[0]) != spellings.katakana_key(pair[1])


@pytest.mark.parametrize("case", CASES["loose"], ids=lambda case: case["title"])
def test_words_heard_alike_share_a_loose_key(case: dict[str, Any]) -> None:
    assert {spellings.loose_katakana_key(word.replace("・", "")) for word in case["words"]} == {case["key"]}


@pytest.mark.parametrize("case", CASES["quantities"], ids=lambda case: case["text"])
def test_quantities(case: dict[str, Any]) -> None:
    found = [
        [quantity.key, case["text"][quantity.begin : quantity.end]]
        for quantity in spellings.iter_quantities(case["text"])
    ]
    assert found == case["found"]


@given(st.text(st.sampled_from("〇一二九十百千0123,年か国ヶ令和元者"), max_size=10))
def test_quantities_lie_in_the_text_and_never_fail(text: str) -> None:
    for quantity in spellings.iter_quantities(text):
        assert 0 <= quantity.begin < quantity.end <= len(text)


@given(st.integers(min_value=1, max_value=9999))
def test_a_number_in_kanji_is_the_number(value: int) -> None:
    digits = "〇一二三四五六七八九"
    written = ""
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("" if digit == 1 and mark else digits[digit]) + mark
    assert spellings.parse_number(written) == str(value)
