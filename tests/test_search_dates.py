"""Dates as the index writes them; tests/js/dates.test.js holds those of a query."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from edition.normalise import Folder
from edition.search.dates import date_forms, stands_in
from edition.search.passages import SearchPassage

CASES = json.loads((Path(__file__).parent / "cases/query_dates.json").read_text(encoding="utf-8"))
PASSAGE = SearchPassage("a.1", "a", "paragraph", "", "", None, "", None, None, "")


@pytest.mark.parametrize("case", CASES["alone"], ids=lambda case: f"{case['form']} in {case['text']}")
def test_a_date_stands_by_itself(case: dict[str, object]) -> None:
    assert stands_in(str(case["form"]), str(case["text"])) is case["stands"]


@pytest.mark.parametrize(
    ("text", "surface", "edtf", "form"),
    [
        ("朝鮮戦争は、53 年 7 月 27 日に", "53 年 7 月 27 日", "1953-07-27", "53年7月27日"),
        ("on Dec. 2, 2021.", "Dec. 2, 2021", "2021-12-02", "dec2,2021"),
        ("共同声明（12月2日）", "12月2日", "2021-12-02", "12月2日"),
        ("今年１月に", "今年１月", "2026-01", "今年1月"),
        ("90年代に", "90年代", "199X", "90年代"),
        ("95年に", "95年", "1995", "95年"),
        ("第1次開放（1998.10.20）", "1998.10.20", "1998-10-20", "19981020"),
    ],
)
def test_a_date_is_filed_under_what_it_means(text: str, surface: str, edtf: str, form: str) -> None:
    passage = replace(PASSAGE, text=text, dates=((surface, edtf),))
    folder = Folder()
    assert date_forms([PASSAGE, passage], ["", folder.key(text)], folder) == {edtf: {form: [1]}}


@pytest.mark.parametrize(
    ("text", "surface", "edtf"),
    [
        ("同年に", "同年", "2010"),
        ("当日は", "当日", "2010-05-20"),
        ("2023年春に", "2023年春", "2023-21"),
        ("1990年代後半に", "1990年代後半", "1995~/1999~"),
        ("2025年を", "2025", "2025"),
        ("2010年12月2日に", "12月2日", "2010-12-02"),
    ],
)
def test_what_is_no_spelling_of_a_date_is_not_filed(text: str, surface: str, edtf: str) -> None:
    """Not what has no number, nor seasons and stretches, nor a date within another."""
    passage = replace(PASSAGE, text=text, dates=((surface, edtf),))
    assert date_forms([passage], [Folder().key(text)], Folder()) == {}
