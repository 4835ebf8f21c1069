"""The law of membership, on the built site: what stands in a text finds it, and to the letter nothing else does."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

N_SUBSTRINGS = 1000
SEED = 20261121
ASK = """async ([queries, exact]) => {
  const found = [];
  for (const query of queries) {
    const { hits } = await CorpusSearch.search(query, { limit: 1000, exact });
    found.push(hits.map(({ id }) => id));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def texts(site_directory: Path) -> dict[str, str]:
    """Every published text by passage id."""
    lines = (site_directory / "data/passages.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines) if row["text"]}


@pytest.fixture(scope="module")
def substrings(texts: dict[str, str]) -> list[str]:
    """Random stretches of 1 to 12 characters of any kind, drawn passage by passage."""
    chance = random.Random(SEED)
    found: list[str] = []
    while len(found) < N_SUBSTRINGS:
        text = chance.choice(list(texts.values()))
        begin = chance.randrange(len(text))
        piece = text[begin : begin + chance.randint(1, 12)]
        if piece.strip():
            found.append(piece)
    return found


@pytest.fixture
def engine(open_page: Callable[..., Page], site_url: str) -> Page:
    """A page with the whole index loaded."""
    page = open_page()
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    page.evaluate("CorpusSearch.loadAll()")
    return page


def folded(text: str) -> str:
    """What an exact search takes as equal: width and case."""
    return unicodedata.normalize("NFKC", text).lower()


@pytest.mark.parametrize("mode", ["exact", "quoted"])
def test_to_the_letter(engine: Page, texts: dict[str, str], substrings: list[str], mode: str) -> None:
    plain = {key: folded(text) for key, text in texts.items()}
    queries = [f'"{piece}"' for piece in substrings] if mode == "quoted" else substrings
    for piece, ids in zip(substrings, engine.evaluate(ASK, [queries, mode == "exact"]), strict=True):
        assert {key for key, text in texts.items() if piece in text} <= set(ids), piece
        assert set(ids) <= {key for key, text in plain.items() if folded(piece) in text}, piece


def test_the_usual_search_misses_nothing(engine: Page, texts: dict[str, str], substrings: list[str]) -> None:
    for piece, ids in zip(substrings, engine.evaluate(ASK, [substrings, False]), strict=True):
        assert {key for key, text in texts.items() if piece in text} <= set(ids), piece


def test_the_concordance_counts_every_occurrence(engine: Page, root: Path, texts: dict[str, str]) -> None:
    rows = (root / "tests/quality/words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    words = sorted({row.split("\t")[0] for row in rows})
    counts = engine.evaluate(
        """async (words) => {
          const counts = [];
          for (const word of words) counts.push((await CorpusSearch.concordance(word, { exact: true })).total);
          return counts;
        }""",
        words,
    )
    plain = [folded(text) for text in texts.values()]
    assert dict(zip(words, counts, strict=True)) == {
        word: sum(text.count(folded(word)) for text in plain) for word in words
    }
