"""The browser: one bare page of an engine, opened afresh as often as the measuring needs it."""

from __future__ import annotations

import _thread
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import Any

from playwright.sync_api import Browser, Error, Page, Playwright

from benchmark.server import Line, RecordingServer

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
#: Seconds a session may take; Material takes half a minute only to begin at fifty times the corpus.
PATIENCE = 600
#: Queries handed to the page at once, so that no answer becomes too large for the browser's wire.
BATCH = 50


class BrowserError(RuntimeError):
    """Raised when the browser no longer answers."""


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

    def reload(self, server: RecordingServer) -> None:
        """Open the bare page again; what is asked for is counted from here on, though the browser may still have it."""
        self._page.goto(f"{server.url}bench.html")
        server.forget()

    def start(self) -> None:
        """Bring the engine in."""
        self._page.evaluate("() => bench.start()")

    def cold(self, query: str, shown: int) -> float:
        """Return the milliseconds from the bare page to so many results."""
        return float(self._page.evaluate("([query, shown]) => bench.cold(query, shown)", [query, shown]))

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
def open_session(browser: Browser, server: RecordingServer, line: Line | None = None) -> Iterator[Session]:
    """Open the bare page with empty caches; what it then asks for comes over the line."""
    # Playwright waits for ever for a page whose process has died, so it is interrupted as Ctrl-C would do it.
    watch = Timer(PATIENCE, _thread.interrupt_main)
    watch.daemon = True
    watch.start()
    try:
        context = browser.new_context(locale="ja-JP")
        page = context.new_page()
        page.goto(f"{server.url}bench.html")
        server.forget()
        server.put_behind(line)
        try:
            yield Session(page)
        except Error:
            # What has broken may hold gigabytes.
            context.close()
            raise
        context.close()
    except KeyboardInterrupt:
        if watch.finished.is_set():
            raise BrowserError(f"the browser has not answered for {PATIENCE} s; run it again") from None
        raise
    finally:
        watch.cancel()
        server.put_behind(None)
