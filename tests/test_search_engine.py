"""The engine end to end: an index of the sources, asked under Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import mkdocs.contrib.search
import pytest

from edition.search.build import build_search, variants_of
from edition.search.bundle import ENGINE_SCRIPTS, LOADER_SCRIPTS
from edition.search.entities import SearchEntity
from edition.search.lexicon import Alias, Lexicon, ReadingRow, parse_lexicon
from edition.search.passages import SearchPassage
from edition.search.sudachi import SudachiTokeniser
from search_fixture import ROOT, annotated, source_passages

SCRIPTS = ROOT / "docs/assets/search"
LUNR_JS = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def corpus_lexicon() -> Lexicon:
    """Return the lexicon of the corpus as far as it is there."""
    folder = ROOT / "corpus/lexicon"
    texts = [
        path.read_text(encoding="utf-8") if path.exists() else ""
        for path in (folder / f"{name}.tsv" for name in ("aliases", "readings", "variants"))
    ]
    return parse_lexicon(*texts)


def write_site(
    folder: Path, passages: list[SearchPassage], lexicon: Lexicon, entities: Sequence[SearchEntity] = ()
) -> None:
    """Write the search of some passages to a folder, with what the tests compare it with."""
    scripts = {name: (SCRIPTS / name).read_text(encoding="utf-8") for name in (*ENGINE_SCRIPTS, *LOADER_SCRIPTS)}
    files = build_search(passages, lexicon, SudachiTokeniser(), scripts, entities)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(str(content), encoding="utf-8")
    rows = [asdict(passage) for passage in passages]
    (folder / "passages.json").write_text(json.dumps(rows), encoding="utf-8")
    folding = {"variants": variants_of(lexicon)}
    (folder / "folding.json").write_text(json.dumps(folding), encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the search of the five sources."""
    folder = tmp_path_factory.mktemp("site")
    passages, entities = annotated(source_passages())
    write_site(folder, passages, corpus_lexicon(), entities)
    return folder


@pytest.fixture(scope="session")
def ranking_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the search of the made-up passages of the ranking cases."""
    folder = tmp_path_factory.mktemp("ranking")
    cases = json.loads((ROOT / "tests/cases/ranking.json").read_text(encoding="utf-8"))
    passages = [
        SearchPassage(
            id=row["id"],
            document="a",
            kind="paragraph",
            url=f"documents/a/1/#p{row['id'].removeprefix('a.')}",
            permalink=f"p/{row['id']}/",
            division=f"a/{row['title']}",
            division_title=row["title"],
            label=None,
            page=None,
            text=row["text"],
            extra={"document_title": "甲", "year": 2011},
            dates=tuple((surface, edtf) for surface, edtf in row.get("dates", ())),
        )
        for row in cases["passages"]
    ]
    lexicon = Lexicon(
        aliases=tuple(Alias(concept, form, "", "test") for concept, form in cases["aliases"]),
        readings=tuple(ReadingRow(surface, kana, "test") for surface, kana in cases["readings"]),
    )
    write_site(folder, passages, lexicon)
    return folder


@pytest.fixture(scope="session")
def entity_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the search of the made-up passages and entities of the entity cases."""
    folder = tmp_path_factory.mktemp("entities")
    cases = json.loads((ROOT / "tests/cases/entities.json").read_text(encoding="utf-8"))
    passages = [
        SearchPassage(
            id=row["id"],
            document="a",
            kind="paragraph",
            url=f"documents/a/1/#p{row['id'].removeprefix('a.')}",
            permalink=f"p/{row['id']}/",
            division=None,
            division_title="",
            label=None,
            page=None,
            text=row["text"],
            extra={"document_title": "甲", "year": 2011},
            years=tuple((first, last) for first, last in row.get("years", ())),
            emendations=tuple((start, end, reading) for start, end, reading in row.get("emendations", ())),
        )
        for row in cases["passages"]
    ]
    entities = [
        SearchEntity(
            id=row["id"],
            label=row["label"],
            reading=row["reading"],
            type=row["type"],
            names=tuple(row["names"]),
            ambiguous=tuple(row.get("ambiguous", ())),
            readings=tuple(row.get("readings", ())),
            url=f"entities/{row['id']}/",
            passages=tuple(name for name, _, _ in row["places"]),
            places=tuple((name, start, end) for name, start, end in row["places"]),
        )
        for row in cases["entities"]
    ]
    lexicon = Lexicon(aliases=tuple(Alias(concept, form, "ja", "test") for concept, form in cases["aliases"]))
    write_site(folder, passages, lexicon, entities)
    return folder


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "tests/js").glob("*.test.js")))
def test_under_node(name: str, site: Path, ranking_site: Path, entity_site: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; the browser tests run the same engine")
    done = subprocess.run(
        [node, "--test", str(ROOT / "tests/js" / name)],
        env={
            **os.environ,
            "SEARCH_SITE": str(site),
            "RANKING_SITE": str(ranking_site),
            "ENTITY_SITE": str(entity_site),
            "LUNR_JS": str(LUNR_JS),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


# Least mean nDCG@10 and success@10 of each query set, by passage.
QUALITY = {
    "words": (0.99, 0.98),
    "variants": (0.97, 0.98),
    "aliases": (0.95, 0.98),
    "readings": (0.90, 0.98),
}


@pytest.mark.parametrize("name", QUALITY)
def test_quality(name: str, site: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    script = str(ROOT / "tests/js/quality.js")
    done = subprocess.run([node, script, str(site), f"{name}.tsv"], capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    ndcg, success = QUALITY[name]
    assert report["ndcg"] >= ndcg, report["worst"]
    assert report["success"] >= success, report["worst"]
