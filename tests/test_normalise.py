"""Folding: the cases it shares with its JavaScript twin, and the laws the index rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.normalise import EXACT_RULES, FOLD_RULES, Folder

CASES = json.loads((Path(__file__).parent / "cases/normalise.json").read_text(encoding="utf-8"))
VARIANTS = {"關": "関", "悅": "悦", "邊": "辺"}
# Marks that compose stand with their base: a lone one has nothing to say in Japanese.
SAMPLES = st.lists(
    st.sampled_from([*"日韓関關係・ 　「」”―ー〜Ａa１…㍻𠮷\ud83dキャンプ\n", "ｶﾞ", "か\u3099"]), max_size=12
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_case(case: dict[str, Any]) -> None:
    folded = Folder(case["rules"], VARIANTS).fold(case["text"])
    assert folded.text == case["folded"]
    if "spans" in case:
        assert [list(span) for span in zip(folded.begins, folded.ends, strict=True)] == case["spans"]


@given(SAMPLES, SAMPLES)
def test_folding_is_made_character_by_character(left: str, right: str) -> None:
    """So a substring folds to a substring."""
    folder = Folder(FOLD_RULES, VARIANTS)
    assert folder.fold(left + right).text == folder.fold(left).text + folder.fold(right).text


@given(SAMPLES)
def test_folding_twice_is_folding_once(text: str) -> None:
    folder = Folder(FOLD_RULES, VARIANTS)
    once = folder.fold(text).text
    assert folder.fold(once).text == once


@given(SAMPLES)
def test_all_rules_fold_what_fewer_rules_have_folded(text: str) -> None:
    """An exact match is always among the matches of the index."""
    whole = Folder(FOLD_RULES, VARIANTS)
    exact = Folder(EXACT_RULES).fold(text).text
    assert whole.fold(exact).text == whole.fold(text).text


@given(SAMPLES)
def test_every_folded_character_leads_back(text: str) -> None:
    folder = Folder(FOLD_RULES, VARIANTS)
    folded = folder.fold(text)
    assert len(folded.begins) == len(folded.ends) == len(folded.text)
    for place, character in enumerate(folded.text):
        begin, end = folded.span(place, place + 1)
        assert character in folder.fold(text[begin:end]).text
