"""The browser: one bare page of an engine, opened afresh as often as the measuring needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from benchmark.server import RecordingServer

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
#: Material takes half a minute to begin at fifty times the corpus.
PATIENCE_MS = 300_000
#: Queries handed to the page at once: few enough to notice a page that is stuck.
BATCH = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: addresses of pages and, where the engine tells them, ids of passages; best first."""

    pages: tuple[str, ...]
    passages: tuple[str, ...]


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that scripts/bench names."""
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=FLAGS)


class Session:
    """An engine's bare page in a context of its own; see adapters/timing.js for what it can be asked."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def start(self) -> None:
        """Bring the engine in."""
        self._page.evaluate("() => bench.start()")

    def cold(self, query: str) -> float:
        """Return the milliseconds from the bare page to the first results."""
        return float(self._page.evaluate("query => bench.cold(query)", query))

    def times(self, queries: Sequence[str]) -> list[float]:
        """Return the milliseconds of each query."""
        return [float(time) for time in self._page.evaluate("queries => bench.each(queries)", list(queries))]

    def found(self, queries: Sequence[str], limit: int, options: dict[str, Any] | None = None) -> list[Found]:
        """Return what each query finds."""
        found = []
        for begin in range(0, len(queries), BATCH):
            batch = list(queries[begin : begin + BATCH])
            answers = self._page.evaluate(
                "([queries, limit, options]) => bench.found(queries, limit, options)", [batch, limit, options or {}]
            )
            found += [Found(tuple(answer["pages"]), tuple(answer["passages"])) for answer in answers]
        return found


@contextmanager
def open_session(browser: Browser, server: RecordingServer) -> Iterator[Session]:
    """Open the bare page with empty caches; nothing of the engine is loaded yet."""
    context = browser.new_context(locale="ja-JP")
    context.set_default_timeout(PATIENCE_MS)
    try:
        page = context.new_page()
        page.goto(f"{server.url}bench.html")
        server.forget()
        yield Session(page)
    finally:
        context.close()
