"""Material and Zensical, which make sites of Markdown: the same sources for both."""

from __future__ import annotations

import html
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmark.corpus import Page
from benchmark.programs import run, write

# Zensical reads the same file and takes its name of the theme for its own.
MKDOCS_YML = """site_name: bench
site_url: ""
use_directory_urls: true
theme: {name: material, language: ja, custom_dir: theme, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: "*"
"""


def prepare_material(pages: Sequence[Page], folder: Path) -> str:
    """Let MkDocs write the index of Material's search plugin."""
    source = write_source(pages, folder)
    run([sys.executable, "-P", "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder.resolve())], source)
    return worker_head(folder)


def prepare_zensical(pages: Sequence[Page], folder: Path) -> str:
    """Let Zensical write its index; it builds below its project only, so what the search needs is moved."""
    source = write_source(pages, folder)
    run([sys.executable, "-P", "-m", "zensical", "build"], source)
    shutil.move(source / "site/search.json", folder / "search.json")
    shutil.move(source / "site/assets", folder / "assets")
    return worker_head(folder)


def write_source(pages: Sequence[Page], folder: Path) -> Path:
    """Write pages for MkDocs beside a directory; the pages' frame is left out, which no search sees."""
    source = folder.parent / f"{folder.name}-source"
    write(source / "mkdocs.yml", MKDOCS_YML)
    write(source / "docs/index.md", "# bench\n")
    for template in ("main.html", "404.html"):
        write(source / "theme" / template, "{{ page.content if page }}\n")
    for page in pages:
        title = json.dumps(page.title, ensure_ascii=False)
        text = f"---\ntitle: {title}\n---\n\n# {html.escape(page.title)}\n\n{body_html(page, '## {}')}"
        write(source / "docs" / page.address / "index.md", text)
    return source


def worker_head(folder: Path) -> str:
    """Name the worker of a search, whose file name changes with its version, for the bare page."""
    worker = next(folder.glob("assets/javascripts/workers/search.*.min.js"))
    return f'<meta name="worker" content="/{worker.relative_to(folder).as_posix()}">'


def body_html(page: Page, heading: str) -> str:
    """Return headings and passages; a passage is HTML also in Markdown, so that no sign in it is read as markup."""
    lines = []
    for title, text in page.parts:
        if title:
            lines.append(heading.format(html.escape(title)) + "\n")
        lines.append(f"<p>{html.escape(text.replace(chr(10), ' '))}</p>\n")
    return "\n".join(lines)
