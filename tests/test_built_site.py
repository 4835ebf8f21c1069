"""The built site as files: every link leads somewhere, nothing is loaded from elsewhere."""

from __future__ import annotations

import json
import posixpath
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_html import PageHtml, read_site

#: Elements that load what they name; a link to another site is the reader's own act.
LOADING = ("img", "script", "iframe", "form")


@pytest.fixture(scope="session")
def pages(site_directory: Path) -> dict[str, PageHtml]:
    """Every HTML page of the site, by path."""
    return read_site(site_directory)


@pytest.fixture(scope="session")
def passages(site_directory: Path) -> list[dict[str, object]]:
    """The published passages."""
    lines = (site_directory / "data/passages.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def resolve(site: Path, page: str, address: str) -> tuple[Path, str]:
    """Return the file an address on a page leads to, and the fragment."""
    parts = urlsplit(address)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    file = site / (page if not parts.path else target)
    if parts.path.endswith("/") or file.is_dir():
        file /= "index.html"
    return file, unquote(parts.fragment)


def test_every_internal_link_leads_to_a_page_and_an_anchor(
    site_directory: Path, pages: dict[str, PageHtml]
) -> None:
    astray = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # answers at any depth, so its links are from the host's root
        for element, address in page.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            file, fragment = resolve(site_directory, name, address)
            if not file.is_file():
                astray.append(f"{name}: <{element}> {address}: no such file")
            elif fragment and not fragment.startswith(":~:") and file.suffix == ".html":
                target = pages[file.relative_to(site_directory).as_posix()]
                if fragment not in target.ids:
                    astray.append(f"{name}: <{element}> {address}: no such anchor")
    assert astray == []


def test_directories_are_linked_with_a_slash(
    site_directory: Path, pages: dict[str, PageHtml]
) -> None:
    """A link without the slash costs a redirect and fails in a copy on disk."""
    bare = []
    for name, page in pages.items():
        for element, address in page.links:
            parts = urlsplit(address)
            if element == "a" and not parts.scheme and parts.path and name != "404.html":
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
                if (site_directory / target).is_dir() and not parts.path.endswith(("/", "..", ".")):
                    bare.append(f"{name}: {address}")
    assert bare == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, PageHtml]) -> None:
    outside = [
        f"{name}: <{element}> {address}"
        for name, page in pages.items()
        for element, address in page.links
        if element in LOADING and urlsplit(address).netloc
    ]
    assert outside == []


def test_no_page_gives_an_anchor_twice(pages: dict[str, PageHtml]) -> None:
    assert {name: page.duplicate_ids for name, page in pages.items() if page.duplicate_ids} == {}


def test_no_inline_script_of_ours(pages: dict[str, PageHtml]) -> None:
    """Only the theme's own few lines for the palette stand in its pages; ours have none."""
    assert [name for name, page in pages.items() if page.handlers] == []
    assert [name for name, page in pages.items() if name.startswith("p/") and page.inline_scripts] == []
    scripts = {script for page in pages.values() for script in page.inline_scripts}
    theme_words = ("__md_", "__palette", "var palette", "__tabbed_")
    assert [script for script in scripts if not any(word in script for word in theme_words)] == []


def test_every_passage_has_its_permanent_page_and_its_anchor(
    site_directory: Path, pages: dict[str, PageHtml], passages: list[dict[str, object]]
) -> None:
    for passage in passages:
        assert f"{passage['permalink']}index.html" in pages
        file, fragment = resolve(site_directory, "index.html", str(passage["url"]))
        assert fragment in pages[file.relative_to(site_directory).as_posix()].ids


def test_published_sources_are_the_given_ones(root: Path, site_directory: Path) -> None:
    for source in sorted((root / "corpus/sources").glob("*.txt")):
        assert (site_directory / "data/sources" / source.name).read_bytes() == source.read_bytes()


def test_two_builds_are_byte_identical(root: Path, site_directory: Path, tmp_path: Path) -> None:
    """The site `./scripts/test` has just built, and another built now."""
    other = tmp_path / "site"
    done = subprocess.run([root / "scripts/build", "--site", other], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    first = {p.relative_to(site_directory).as_posix(): p.read_bytes() for p in site_directory.rglob("*") if p.is_file()}
    second = {p.relative_to(other).as_posix(): p.read_bytes() for p in other.rglob("*") if p.is_file()}
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
