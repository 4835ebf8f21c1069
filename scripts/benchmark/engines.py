"""The engines: for each, a directory a static server can serve, with one bare page that can ask it.

The edge of the benchmark towards the disk and towards the programs of others.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from benchmark.corpus import Page
from benchmark.libraries import LIBRARIES, Library, find_modules, full_name, prepare_library
from benchmark.programs import run, write
from benchmark.sites import body_html, prepare_material, prepare_zensical
from edition.search.build import build_search
from edition.search.bundle import ENGINE_SCRIPTS, LOADER_SCRIPTS
from edition.search.entities import SearchEntity
from edition.search.lexicon import Lexicon
from edition.search.passages import SearchPassage
from edition.search.terms import Tokenise

ADAPTERS = Path(__file__).parent / "adapters"

#: What is measured, and what all times are compared with: without these two there is no table.
OURS, SCAN = "ours", "scan"
#: Ours once more, from a page that has not even the loader.
OURS_BARE = "ours-bare"
LOADER = "/assets/search/index/loader.js"

BARE_PAGE = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">{head}
<script src="/bench-timing.js"></script><script src="/bench-engine.js"></script></head><body></body></html>
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the engines index: the same texts as passages and as pages."""

    passages: Sequence[SearchPassage]
    pages: Sequence[Page]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine under test.

    Args:
        key: name in the code.
        name: name in the table.
        adapter: name of its script in adapters/.
        prepare: writes a directory for a corpus and returns what the bare page needs in its head.
        fetches_by_query: whether what is fetched depends on the query; else one look tells all.
        standing: paths the bare page has fetched before anything is asked; they count as bytes all the same.
        is_judged: whether it is asked what it finds; else only what it costs.
    """

    key: str
    name: str
    adapter: str
    prepare: Callable[[Corpus, Path], str]
    fetches_by_query: bool = False
    standing: tuple[str, ...] = ()
    is_judged: bool = True

    def set_up(self, corpus: Corpus, folder: Path) -> None:
        """Fill a new directory."""
        folder.mkdir(parents=True)
        head = self.prepare(corpus, folder)
        write(folder / "bench.html", BARE_PAGE.format(head=head))
        for name, source in (("timing", "timing"), ("engine", self.adapter)):
            write(folder / f"bench-{name}.js", (ADAPTERS / f"{source}.js").read_text(encoding="utf-8"))


def make_engines(
    root: Path, lexicon: Lexicon, tokenise: Tokenise, entities: Sequence[SearchEntity] = ()
) -> list[Engine]:
    """Return the engines, ours first, the plain scan last.

    Args:
        root: the repository.
        lexicon: aliases, readings and variants for ours; the others have no place for them.
        tokenise: the tokeniser of ours.
        entities: the named things of ours.
    """

    def prepare_ours(corpus: Corpus, folder: Path) -> str:
        scripts = root / "docs/assets/search"
        texts = {name: (scripts / name).read_text(encoding="utf-8") for name in (*ENGINE_SCRIPTS, *LOADER_SCRIPTS)}
        files = build_search(corpus.passages, lexicon, tokenise, texts, entities)
        for path, content in files.items():
            write(folder / path, content)
        for name in (*ENGINE_SCRIPTS, "worker.js"):
            write(folder / "assets/search" / name, (scripts / name).read_bytes())
        return f'<script src="{LOADER}"></script>'

    def prepare_bare(corpus: Corpus, folder: Path) -> str:
        prepare_ours(corpus, folder)
        return ""

    pagefind = find_pagefind()

    def prepare_pagefind(corpus: Corpus, folder: Path) -> str:
        for page in corpus.pages:
            write(folder / page.address / "index.html", page_html(page))
        run([str(pagefind), "--site", str(folder), "--quiet"])
        return ""

    return [
        Engine(OURS, "本サイト", OURS, prepare_ours, fetches_by_query=True, standing=(LOADER,)),
        Engine(OURS_BARE, "本サイト（読みこみ役から）", OURS, prepare_bare, fetches_by_query=True, is_judged=False),
        site_engine("material", f"Material for MkDocs {metadata.version('mkdocs-material')}", prepare_material),
        site_engine("zensical", f"Zensical {metadata.version('zensical')}", prepare_zensical),
        Engine("pagefind", f"Pagefind {pagefind_version(pagefind)}", "pagefind", prepare_pagefind, True),
        *library_engines(find_modules()),
        Engine(SCAN, "全文の単純な走査", SCAN, prepare_scan),
    ]


def site_engine(key: str, name: str, prepare: Callable[[Sequence[Page], Path], str]) -> Engine:
    """Return the search of a program that makes sites."""
    return Engine(key, name, key, lambda corpus, folder: prepare(corpus.pages, folder))


def library_engines(modules: Path | None) -> list[Engine]:
    """Return the libraries of npm, none where npm could not bring them."""
    return [library_engine(library, modules) for library in LIBRARIES] if modules else []


def library_engine(library: Library, modules: Path) -> Engine:
    """Return a library in one setting; it fetches the texts of what it shows one by one."""

    def prepare(corpus: Corpus, folder: Path) -> str:
        return prepare_library(library, modules, corpus.pages, folder)

    return Engine(library.key, full_name(library, modules), "library", prepare, fetches_by_query=True)


def find_pagefind() -> Path:
    """Return the Pagefind that knows Japanese: the one scripts/bench names, else that of the lock."""
    if named := os.environ.get("PAGEFIND"):
        return Path(named)
    folder = Path(str(resources.files("pagefind_bin_extended")))
    return next(path for path in sorted(folder.iterdir()) if path.name.startswith("pagefind_extended"))


def pagefind_version(program: Path) -> str:
    """Return the version a Pagefind states."""
    match = re.search(r"\d+\.\d+\.\d+\S*", run([str(program), "--version"]))
    return match[0] if match else "?"


def page_html(page: Page) -> str:
    """Return a page as Pagefind indexes it."""
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(page.title)}</title></head>'
        f"<body><main data-pagefind-body><h1>{html.escape(page.title)}</h1>\n{body_html(page, '<h2>{}</h2>')}"
        "</main></body></html>\n"
    )


def prepare_scan(corpus: Corpus, folder: Path) -> str:
    """Write all texts in one file."""
    texts = [[page.address, page.text] for page in corpus.pages]
    write(folder / "texts.json", json.dumps(texts, ensure_ascii=False, separators=(",", ":")))
    return ""
