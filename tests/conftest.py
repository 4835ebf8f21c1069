"""Fixtures for the tests that need the built site, a server or a browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from edition.serve import SiteServer

pytest_plugins = ["golden_plugin"]

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that speaks to nobody but the test's server, also as root and in a container.
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

ServeDirectory = Callable[[Path], str]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def site_directory() -> Path:
    """The built site."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        pytest.fail("site/ is not built: run ./scripts/build, or ./scripts/test, which does", pytrace=False)
    return site


@pytest.fixture(scope="session")
def serve_directory() -> Iterator[ServeDirectory]:
    """Serve a directory at a free port of this machine until the end of the run; gives its address."""
    servers: list[SiteServer] = []

    def serve(directory: Path) -> str:
        server = SiteServer(directory, port=0)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server.url

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_url(site_directory: Path, serve_directory: ServeDirectory) -> str:
    """The address of the built site, with a slash at the end."""
    return serve_directory(site_directory)


@pytest.fixture(scope="session")
def chromium_path() -> str | None:
    """The browser `scripts/test` found, or one on PATH; None leaves the choice to Playwright."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def browser(chromium_path: str | None) -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an empty page in a fresh context; takes the keywords of Playwright's `new_context`.

    At the end the test fails when any page of it asked for something outside this machine, or threw an error
    that nothing caught.
    """
    contexts = []
    outside: list[str] = []
    errors: list[str] = []

    def note_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            outside.append(request.url)

    def open_one(**options) -> Page:
        context = browser.new_context(**{"locale": "ja-JP", **options})
        contexts.append(context)
        context.on("request", note_request)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert outside == [], "requests that left the site's origin"
    assert errors == [], "uncaught errors in the page"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page of desktop size."""
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    """An empty page of phone size, answering to touch."""
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
