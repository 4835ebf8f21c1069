"""The static server answers as a host would."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from edition.serve import media_type, other_port


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory, serve_directory) -> str:
    """The address of a site of a few files."""
    site = tmp_path_factory.mktemp("small-site")
    text_by_path = {
        "index.html": "home",
        "404.html": "missing",
        "a/index.html": "a page",
        "data/passages.jsonl": "{}\n",
        "data/資料.txt": "日韓",
    }
    for path, text in text_by_path.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    (site.parent / "outside.txt").write_text("secret", encoding="utf-8")
    return serve_directory(site)


def answer(site_url: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Return status, headers and body, without following redirects."""
    connection = http.client.HTTPConnection(urlsplit(site_url).netloc, timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode("utf-8")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", (200, "home")),
        ("/?q=x", (200, "home")),
        ("/a/", (200, "a page")),
        ("/data/passages.jsonl", (200, "{}\n")),
        ("/data/%E8%B3%87%E6%96%99.txt", (200, "日韓")),
        ("/data/", (404, "missing")),  # a directory without a page is not listed
        ("/nothing/at/all/", (404, "missing")),
        ("/../outside.txt", (404, "missing")),
        ("/%2e%2e/outside.txt", (404, "missing")),
    ],
)
def test_answers(small_site: str, path: str, expected: tuple[int, str]) -> None:
    status, _, body = answer(small_site, path)
    assert (status, body) == expected


def test_directory_without_slash_is_redirected_with_its_query(small_site: str) -> None:
    status, headers, _ = answer(small_site, "/a?q=x")
    assert (status, headers["Location"]) == (301, "/a/?q=x")


def test_head_has_no_body(small_site: str) -> None:
    status, headers, body = answer(small_site, "/nothing", method="HEAD")
    assert (status, headers["Content-Length"], body) == (404, "7", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("worker.mjs", "text/javascript; charset=utf-8"),
        ("loader.js", "text/javascript; charset=utf-8"),
        ("passages.jsonl", "application/jsonl; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("hiraiwa2011.txt", "text/plain; charset=utf-8"),
        ("UPPER.PNG", "image/png"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_media_type(name: str, expected: str) -> None:
    assert media_type(name) == expected


def test_every_file_of_the_site_has_a_media_type(site_directory: Path) -> None:
    names = {path.suffix for path in site_directory.rglob("*") if path.is_file()}
    assert {suffix for suffix in names if media_type(f"x{suffix}") == "application/octet-stream"} == set()


@pytest.mark.parametrize(("port", "expected"), [(8000, 8001), (80, 8000), (65535, 8000)])
def test_other_port(port: int, expected: int) -> None:
    assert other_port(port) == expected
