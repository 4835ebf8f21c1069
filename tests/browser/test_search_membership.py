"""The law of membership, on the built site: what stands in a text finds it, and to the letter nothing else does."""

from __future__ import annotations

import datetime
import json
import random
import re
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


def test_every_day_is_found_however_it_is_written(
    engine: Page, site_directory: Path, texts: dict[str, str]
) -> None:
    """By a date in digits, of an era, in English or in Korean, wherever the annotation says that a text means that day."""
    meant: dict[str, set[str]] = {}
    for line in (site_directory / "data/annotations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["motivation"] != "describing":
            continue
        passage = row["target"]["source"].removeprefix("p/").rstrip("/")
        surface, day = row["target"]["selector"][0]["exact"], row["body"]["value"]
        # 当日 has no number that a date could be found by.
        if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and re.search(r"\d", surface) and passage in texts:
            meant.setdefault(day, set()).add(passage)
    assert len(meant) > 20
    for day, passages in meant.items():
        date = datetime.date.fromisoformat(day)
        year, month, number = date.year, date.month, date.day
        era = f"令和{year - 2018}" if year > 2019 else f"平成{year - 1988}" if 1989 < year < 2019 else f"昭和{year - 1925}"
        queries = [
            f"{year}年{month}月{number}日", f"{era}年{month}月{number}日", f"{year}년 {month}월 {number}일",
            f"{date:%B} {number}, {year}", day,
        ]  # fmt: skip
        for query, ids in zip(queries, engine.evaluate(ASK, [queries, False]), strict=True):
            assert passages <= set(ids), query


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
