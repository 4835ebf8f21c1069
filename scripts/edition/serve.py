"""Serves a finished site on this machine, for reading and checking before it is published.

It answers as a plain static host does: right media types, `404.html` for what is missing,
no listing of directories, no caching.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any

HOST = "127.0.0.1"
DEFAULT_PORT = 8000

# Not left to the mimetypes module, whose answers depend on files of the machine it runs on. Text says its encoding,
# because a raw source or a line of data has no <meta charset>.
MEDIA_TYPE_BY_SUFFIX = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
    ".zip": "application/zip",
}


def media_type(path: str) -> str:
    """Return the media type a file is served as.

    Args:
        path: name of the file.
    """
    return MEDIA_TYPE_BY_SUFFIX.get(Path(path).suffix.lower(), "application/octet-stream")


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers requests from one site directory."""

    server_version = "edition"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: without this a small file can wait for an acknowledgement.
    disable_nagle_algorithm = True

    def guess_type(self, path: Any) -> str:
        """Return the media type of a file."""
        return media_type(str(path))

    def list_directory(self, path: Any) -> None:
        """Answer a directory without a page as missing: a static host shows no listing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own 404 page where it has one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", media_type(page.name))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Forbid caching: the next build must be seen at the next request."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a reader who has gone on to the next page is no mistake."""
        try:
            super().copyfile(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""


class SiteServer(ThreadingHTTPServer):
    """A static server of one directory on this machine's own address.

    Args:
        site: the directory to serve; looked up anew at each request, so it may be swapped while serving.
        port: 0 takes any free one.

    Raises:
        OSError: when the port cannot be had.
    """

    daemon_threads = True
    # A browser opens many connections at once; the default of 5 refuses some of them.
    request_queue_size = 128

    def __init__(self, site: Path, port: int) -> None:
        super().__init__((HOST, port), partial(SiteHandler, directory=str(site)))

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def server_bind(self) -> None:
        """Bind without the reverse look-up of the standard class, which can wait seconds for a name server."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet when a browser closes a connection it no longer needs."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def port_remedy(port: int, error: OSError) -> str:
    """Say in one line why a port cannot be had and what to do.

    Args:
        port: the port asked for.
        error: what the system answered.
    """
    if error.errno == errno.EADDRINUSE:
        reason = "is in use by another program"
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = "is reserved for the administrator"
    else:
        reason = f"cannot be had ({error.strerror})"
    return f"port {port} {reason}; choose another with --port N, for example --port {other_port(port)}"


def other_port(port: int) -> int:
    """Return a port to propose instead of one that cannot be had."""
    return port + 1 if 1024 <= port < 65535 else DEFAULT_PORT


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a directory until interrupted; return the exit status.

    scripts/serve is the way in: it checks the port's form before it builds anything.
    """
    parser = argparse.ArgumentParser(prog="serve", description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, help="directory of the finished site")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s; 0: any free one")
    parser.add_argument("--probe", action="store_true", help="only tell whether the port is free, then end")
    options = parser.parse_args(arguments)

    try:
        server = SiteServer(options.site.resolve(), options.port)
    except OSError as error:
        print(f"serve: {port_remedy(options.port, error)}", file=sys.stderr)
        return 1
    with server:
        if options.probe:
            return 0
        print(f"Serving the site at {server.url} (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            # The terminal has printed ^C on the line of its own; anything more would be noise.
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
