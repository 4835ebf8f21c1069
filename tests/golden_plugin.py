"""Golden files: what a page, a permanent page or a data file of the made-up corpus must be.

`pytest --update-golden` writes them anew. Read the difference (`git diff
tests/golden`) before committing it: a golden file is reviewed, not accepted.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
SHOWN_LINES = 60

CheckGolden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden."""
    parser.addoption("--update-golden", action="store_true", help="write the files of tests/golden anew")


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> CheckGolden:
    """Compare a text with the file of a name below tests/golden, or write it there."""

    def check(name: str, text: str) -> None:
        __tracebackhide__ = True
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        golden = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text != golden:
            lines = list(difflib.unified_diff(
                golden.splitlines(), text.splitlines(), f"golden/{name}", "built now", "", "", 2, ""))
            left = f"\n… {len(lines) - SHOWN_LINES} more lines" if len(lines) > SHOWN_LINES else ""
            pytest.fail(
                "\n".join(lines[:SHOWN_LINES]) + left
                + "\nIf this is meant, run pytest with --update-golden and review the difference.",
                pytrace=False)

    return check
