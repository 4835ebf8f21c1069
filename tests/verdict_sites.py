"""The made-up corpus as a site, and as later editions of it: texts revised, sections divided otherwise, ids retired."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from edition.cli import run_mint
from edition.corpus import Corpus, parse_corpus
from edition.edited import EditedCorpus
from edition.load import read_corpus
from edition.site import build_pages, paginate_corpus
from edition.write import write_site
from edition_corpora import ROOT, Files, bare, edit_cleanly, mini_files

DOCUMENT = "corpus/documents/mini-cut.yml"
SOURCE = "corpus/sources/mini-cut.txt"


def changed(files: Files, path: str, right: str, written: str) -> Files:
    """Return `files` with words of one file changed, and the record telling the new digest of a source."""
    text = files[path].decode()
    assert right in text
    files = {**files, path: text.replace(right, written, 1).encode()}
    if path == SOURCE:
        digest = hashlib.sha256(files[SOURCE]).hexdigest()
        record = re.sub(r"^sha256: .*$", f"sha256: {digest}", files[DOCUMENT].decode(), flags=re.MULTILINE)
        files[DOCUMENT] = record.encode()
    return files


def minted(files: Files, root: Path, retire: Sequence[str] = ()) -> Files:
    """Return `files` after `edition mint` in an empty folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    run_mint(root, False, list(retire))
    return read_corpus(root)


def first_edition(root: Path) -> Files:
    """Return the made-up corpus with its texts kept."""
    return minted(mini_files(), root)


def parts_of(files: Files) -> tuple[Corpus, EditedCorpus]:
    """Return the corpus parsed and edited; it must be free of findings."""
    return parse_corpus(files)[0], edit_cleanly(files)


def pages_of(files: Files, site: str = "") -> dict[str, str]:
    """Return the pages of the site as `edition build` writes them below docs/."""
    corpus, edited = parts_of(files)
    return build_pages(paginate_corpus(edited), bare(edited), corpus.history, site)


def write_permanent(files: Files, folder: Path) -> Path:
    """Write the permanent pages and what they load: they need no generator."""
    write_site(folder, {path: text for path, text in pages_of(files).items() if path.startswith("p/")}, ())
    shutil.copytree(ROOT / "docs/assets", folder / "assets", ignore=shutil.ignore_patterns("index*"))
    return folder


def build_whole(files: Files, folder: Path) -> Path:
    """Write the pages and let MkDocs build them with the theme and settings of the repository."""
    docs, site = folder / "docs", folder / "site"
    write_site(docs, pages_of(files), ())
    shutil.copytree(ROOT / "docs/assets", docs / "assets", ignore=shutil.ignore_patterns("index*"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^nav:\n(?:[ ].*\n)+", "", settings, flags=re.MULTILINE)
    settings = settings.replace("custom_dir: scripts/theme", f"custom_dir: {ROOT / 'scripts/theme'}")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml"), "-d", str(site)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return site
