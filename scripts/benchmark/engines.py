"""The four engines: for each, a directory a static server can serve, with one bare page that can ask it.

The edge of the benchmark towards the disk and towards the programs of others.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from benchmark.corpus import Page
from edition.load import read_lunr_js
from edition.search.build import build_search
from edition.search.bundle import ENGINE_SCRIPTS
from edition.search.lexicon import Lexicon
from edition.search.passages import SearchPassage
from edition.search.terms import Tokenise

ADAPTERS = Path(__file__).parent / "adapters"

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
        prepare: writes a directory for a corpus and returns what the bare page needs in its head.
        fetches_by_query: whether what is fetched depends on the query; else one look tells all.
    """

    key: str
    name: str
    prepare: Callable[[Corpus, Path], str]
    fetches_by_query: bool

    def set_up(self, corpus: Corpus, folder: Path) -> None:
        """Fill a new directory."""
        folder.mkdir(parents=True)
        head = self.prepare(corpus, folder)
        write(folder / "bench.html", BARE_PAGE.format(head=head))
        for name, source in (("timing", "timing"), ("engine", self.key)):
            write(folder / f"bench-{name}.js", (ADAPTERS / f"{source}.js").read_text(encoding="utf-8"))


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the directories above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def make_engines(root: Path, lexicon: Lexicon, tokenise: Tokenise) -> list[Engine]:
    """Return the four engines, ours first.

    Args:
        root: the repository.
        lexicon: aliases, readings and variants for ours; the others have no place for them.
        tokenise: the tokeniser of ours.
    """

    def prepare_ours(corpus: Corpus, folder: Path) -> str:
        scripts = root / "docs/assets/search"
        texts = {name: (scripts / name).read_text(encoding="utf-8") for name in ENGINE_SCRIPTS}
        files = build_search(corpus.passages, lexicon, tokenise, read_lunr_js(), texts)
        for path, content in files.items():
            write(folder / path, content)
        own = (*ENGINE_SCRIPTS, "loader.js", "worker.js")
        for name in own:
            write(folder / "assets/search" / name, (scripts / name).read_bytes())
        # The interface is left out, as it is of the others. The loader fetches no script the page already names, and a
        # script of this type is never fetched.
        interface = sorted(path.name for path in scripts.glob("*.js") if path.name not in own)
        return "".join(f'\n<script type="text/plain" src="/assets/search/{name}"></script>' for name in interface)

    pagefind = find_pagefind()

    def prepare_pagefind(corpus: Corpus, folder: Path) -> str:
        for page in corpus.pages:
            write(folder / page.address / "index.html", page_html(page))
        run([str(pagefind), "--site", str(folder), "--quiet"])
        return ""

    return [
        Engine("ours", "本サイト", prepare_ours, fetches_by_query=True),
        Engine("material", f"Material for MkDocs {metadata.version('mkdocs-material')}", prepare_material, False),
        Engine("pagefind", f"Pagefind {pagefind_version(pagefind)}", prepare_pagefind, fetches_by_query=True),
        Engine("scan", "全文の単純な走査", prepare_scan, fetches_by_query=False),
    ]


def run(command: Sequence[str], folder: Path | None = None) -> str:
    """Run a program to its end and return what it printed.

    Raises:
        RuntimeError: when it fails, with the end of what it said.
    """
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout)[-600:].strip()}")
    return done.stdout


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


def body_html(page: Page, heading: str) -> str:
    """Return headings and passages; a passage is HTML also in Markdown, so that no sign in it is read as markup."""
    lines = []
    for title, text in page.parts:
        if title:
            lines.append(heading.format(html.escape(title)) + "\n")
        lines.append(f"<p>{html.escape(text.replace(chr(10), ' '))}</p>\n")
    return "\n".join(lines)


MKDOCS_YML = """site_name: bench
site_url: ""
use_directory_urls: true
theme: {name: material, language: ja, custom_dir: theme, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: "*"
"""


def prepare_material(corpus: Corpus, folder: Path) -> str:
    """Let MkDocs write the index of Material's search plugin; the pages' frame is left out, which no search sees."""
    source = folder.parent / f"{folder.name}-source"
    write(source / "mkdocs.yml", MKDOCS_YML)
    write(source / "docs/index.md", "# bench\n")
    for template in ("main.html", "404.html"):
        write(source / "theme" / template, "{{ page.content if page }}\n")
    for page in corpus.pages:
        title = json.dumps(page.title, ensure_ascii=False)
        text = f"---\ntitle: {title}\n---\n\n# {html.escape(page.title)}\n\n{body_html(page, '## {}')}"
        write(source / "docs" / page.address / "index.md", text)
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder.resolve())]
    run(command, source)
    worker = next(folder.glob("assets/javascripts/workers/search.*.min.js"))
    return f'<meta name="worker" content="/{worker.relative_to(folder).as_posix()}">'


def prepare_scan(corpus: Corpus, folder: Path) -> str:
    """Write all texts in one file."""
    texts = [[page.address, page.text] for page in corpus.pages]
    write(folder / "texts.json", json.dumps(texts, ensure_ascii=False, separators=(",", ":")))
    return ""
