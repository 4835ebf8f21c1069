"""Names and dates against the passages marked by hand, all sets together, at the marks the issue asks for."""

from __future__ import annotations

from functools import cache

from benchmark.annotation import FOLDER, measure_file
from benchmark.marked import Score
from edition_corpora import ROOT, real_annotated


@cache
def measured() -> tuple[Score, Score, int]:
    """Return the counts of names and of dates over all sets, and the number of sets."""
    names, dates, n_sets = Score(), Score(), 0
    for path in sorted((ROOT / FOLDER).glob("*.txt")):
        found = measure_file(real_annotated(), path.read_text(encoding="utf-8"))
        for total, score in zip((names, dates), found[:2], strict=True):
            total.both += score.both
            total.surplus += score.surplus
            total.missed += score.missed
            total.value_right += score.value_right
        n_sets += 1
    return names, dates, n_sets


def test_names_are_those_a_reader_marks() -> None:
    names, _, n_sets = measured()
    assert n_sets >= 4 and names.both > 1_500
    assert names.precision >= 0.97 and names.recall >= 0.97


def test_dates_are_those_a_reader_marks_with_their_values() -> None:
    _, dates, _ = measured()
    assert dates.both > 200
    assert dates.precision >= 0.98 and dates.recall >= 0.98
    assert dates.value >= 0.97
