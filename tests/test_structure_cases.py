"""Every case of cases/structure: paragraph ends, pages, notes, tables, outline, messages."""

from __future__ import annotations

import pytest

from edition_corpora import CASES, assert_same
from structure_cases import StructureCase, outcome, read_cases

ALL_CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted((CASES / "structure").glob("*.txt"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", ALL_CASES)
def test_structure(case: StructureCase) -> None:
    assert_same(case.expected, outcome(case))
