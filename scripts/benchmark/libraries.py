"""MiniSearch and FlexSearch, the libraries of npm: their indexes made by Node with the script the page will load."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.corpus import Page
from benchmark.programs import run, write

ADAPTERS = Path(__file__).parent / "adapters"

_COMMENT_RE = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/)[\s\S])*\*/|//.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Library:
    """A library in one setting.

    Args:
        name: package of npm, also the name of the settings in adapters/.
        title: what the table calls it.
        script: path in the package.
        cut: how it cuts Japanese, in the words of its settings.
        setting: what the table calls that.
        is_built_in_page: whether the page makes the index from the texts instead of fetching it.
    """

    name: str
    title: str
    script: str
    cut: str
    setting: str
    is_built_in_page: bool = False

    @property
    def key(self) -> str:
        """The engine's name in the code."""
        return f"{self.name}-{self.cut}{'-texts' if self.is_built_in_page else ''}"


MINISEARCH = ("minisearch", "MiniSearch", "dist/umd/index.js")
FLEXSEARCH = ("flexsearch", "FlexSearch", "dist/flexsearch.compact.min.js")
#: Several settings of each, for what is quick is not what finds best.
LIBRARIES = (
    Library(*MINISEARCH, "words", "Intl.Segmenter"),
    Library(*MINISEARCH, "bigrams", "2字組"),
    Library(*FLEXSEARCH, "characters", "Charset.CJK"),
    Library(*FLEXSEARCH, "characters", "Charset.CJK、ページで索引を作る", is_built_in_page=True),
    Library(*FLEXSEARCH, "bigrams", "2字組"),
)


def find_modules() -> Path | None:
    """Return the packages of npm that scripts/bench names, None where npm could not bring them."""
    named = os.environ.get("BENCH_MODULES")
    return Path(named) if named else None


def full_name(library: Library, modules: Path) -> str:
    """Return the name in the table, with the version."""
    package = json.loads((modules / library.name / "package.json").read_text(encoding="utf-8"))
    return f"{library.title} {package['version']}（{library.setting}）"


def prepare_library(library: Library, modules: Path, pages: Sequence[Page], folder: Path) -> str:
    """Write engine and settings as one script; then index and texts apart, or all texts to make the index of."""
    source = (modules / library.name / library.script).read_text(encoding="utf-8")
    settings = [(ADAPTERS / f"{name}.js").read_text(encoding="utf-8") for name in ("japanese", library.name)]
    # MiniSearch has no minified file, and comments are more than half of what it has.
    scripts = [without_comments(text) for text in (source, *settings)]
    script = folder / "search/search.js"
    write(script, "\n".join(scripts))
    texts = [{"address": page.address, "title": title_of(page), "text": page.text} for page in pages]
    if library.is_built_in_page:
        write(folder / "search/texts.json", json.dumps(texts, ensure_ascii=False, separators=(",", ":")))
        return f'<meta name="cut" content="{library.cut}" data-from="texts">'
    command = ["node", str(ADAPTERS / "index.cjs"), str(script), library.cut]
    write(folder / "search/index.json", run(command, given=json.dumps(texts, ensure_ascii=False)))
    for place, text in enumerate(texts):
        write(folder / f"search/texts/{place}.json", json.dumps(text, ensure_ascii=False))
    return f'<meta name="cut" content="{library.cut}">'


def without_comments(script: str) -> str:
    """Return a script without the comments that have lines of their own, as every bundler would."""
    return _COMMENT_RE.sub("", script)


def title_of(page: Page) -> str:
    """Return title and headings, each once."""
    return "\n".join(dict.fromkeys(line for line in page.headings.split("\n") if line))
