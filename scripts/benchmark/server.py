"""A loopback server that remembers what was asked of it."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import unquote, urlsplit

from edition.serve import HOST, SiteHandler, SiteServer


@dataclass(frozen=True, slots=True)
class Line:
    """A line between server and browser.

    Args:
        round_trip: seconds from a question to the beginning of its answer.
        rate: bytes per second, of all answers together.
    """

    round_trip: float
    rate: float


#: A telephone's line: WebPageTest's profile "LTE", 12 Mbit/s and 70 ms (its www/settings/connectivity.ini.sample).
LTE = Line(round_trip=0.070, rate=12e6 / 8)
#: What belongs to the measuring and not to the engine.
OWN_PREFIX = "/bench"


class RecordingHandler(SiteHandler):
    """Answers as the site's own server does and notes the path of each request."""

    # Head and body are two writes: with Nagle's algorithm the second may wait 40 ms for the other side.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer a request."""
        server = self.server
        assert isinstance(server, RecordingServer)
        path = unquote(urlsplit(self.path).path)
        server.note(path)
        if (delay := server.delay_of(path)) > 0:
            time.sleep(delay)
        super().do_GET()

    def end_headers(self) -> None:
        """Isolate the page, for which browsers tell the time to 5 µs instead of 100."""
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()


class RecordingServer(SiteServer):
    """Serves one directory and keeps the paths asked for since the last `forget`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._paths: list[str] = []
        self._line: Line | None = None
        self._is_free_at = 0.0
        TCPServer.__init__(self, (HOST, 0), partial(RecordingHandler, directory=str(folder)))
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def note(self, path: str) -> None:
        """Remember a path."""
        with self._lock:
            self._paths.append(path)

    def put_behind(self, line: Line | None) -> None:
        """Answer as over a line from now on, or at once."""
        with self._lock:
            self._line = line
            self._is_free_at = 0.0

    def delay_of(self, path: str) -> float:
        """Return the seconds an answer takes on the line, which is busy with those before it."""
        with self._lock:
            if self._line is None:
                return 0
            now = time.monotonic()
            self._is_free_at = max(now, self._is_free_at) + self.weight([path]) / self._line.rate
            return self._is_free_at - now + self._line.round_trip

    def forget(self) -> None:
        """Begin a new count."""
        with self._lock:
            self._paths.clear()

    def asked(self) -> list[str]:
        """Return the paths asked for, without those of the measuring itself."""
        with self._lock:
            return [path for path in self._paths if not path.startswith(OWN_PREFIX)]

    def weight(self, paths: Iterable[str]) -> int:
        """Return the bytes of what was answered, each body as `gzip -9` makes it; what is missing weighs nothing."""
        return sum(_weight_of(self._folder / path.lstrip("/")) for path in paths)


@cache
def _weight_of(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0)) if path.is_file() else 0
