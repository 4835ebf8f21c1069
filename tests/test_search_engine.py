"""The engine end to end: an index of the sources, asked under Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import mkdocs.contrib.search
import pytest
from search_fixture import ROOT, source_passages

from edition.search.build import build_search, variants_of
from edition.search.lexicon import Lexicon, parse_lexicon
from edition.search.sudachi import SudachiTokeniser

LUNR_JS = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"


def lexicon() -> Lexicon:
    """Return the lexicon of the corpus as far as it is there."""
    folder = ROOT / "corpus/lexicon"
    texts = [
        path.read_text(encoding="utf-8") if path.exists() else ""
        for path in (folder / f"{name}.tsv" for name in ("aliases", "readings", "variants"))
    ]
    return parse_lexicon(*texts)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the index of the five sources."""
    folder = tmp_path_factory.mktemp("site")
    passages = source_passages()
    lunr_js = LUNR_JS.read_text(encoding="utf-8")
    for path, content in build_search(passages, lexicon(), SudachiTokeniser(), lunr_js).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(str(content), encoding="utf-8")
    rows = [asdict(passage) for passage in passages]
    (folder / "passages.json").write_text(json.dumps(rows), encoding="utf-8")
    folding = {"variants": variants_of(lexicon())}
    (folder / "folding.json").write_text(json.dumps(folding), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in (ROOT / "tests/js").glob("*.test.js")),
)
def test_under_node(name: str, site: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; the browser tests run the same engine")
    done = subprocess.run(
        [node, "--test", str(ROOT / "tests/js" / name)],
        env={**os.environ, "SEARCH_SITE": str(site)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
