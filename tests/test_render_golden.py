"""Golden pages and data of the made-up corpus (tests/corpora/mini)."""

from __future__ import annotations

import pytest

from edition.site import build_pages, paginate_corpus
from edition_corpora import mini_annotated
from golden_plugin import GOLDEN, CheckGolden

PAGES = build_pages(paginate_corpus(mini_annotated().edited), mini_annotated())
# Permanent pages are alike: one of each sort.
PERMANENT = ("mini-cut.3", "mini-cut.4", "mini-cut.n1", "mini-cut.n3", "mini-cut.t1", "mini-cut.f1",
             "mini-joined.1", "mini-joined.6", "mini-joined.8")
NAMES = sorted(
    [path for path in PAGES if path.startswith("documents/mini")]
    + ["data/documents.json", "data/passages.jsonl"]
    + [f"p/{passage_id}/index.html" for passage_id in PERMANENT]
)


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, check_golden: CheckGolden) -> None:
    check_golden(f"mini/{name}", PAGES[name])


def test_no_golden_file_is_left_over() -> None:
    found = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert found == {f"mini/{name}" for name in NAMES}
