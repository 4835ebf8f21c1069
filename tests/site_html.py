"""Reading the HTML of the built site for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LINK_ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action", "iframe": "src"}


@dataclass
class PageHtml:
    """What one page links to and offers.

    Args:
        links: (element, address) of everything it links to or loads.
        ids: its anchors.
        inline_scripts: number of script elements with content that is run.
        duplicate_ids: anchors given twice.
    """

    links: list[tuple[str, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    inline_scripts: list[str] = field(default_factory=list)
    duplicate_ids: set[str] = field(default_factory=set)
    handlers: list[str] = field(default_factory=list)


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = PageHtml()
        self._script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if identity := values.get("id"):
            if identity in self.page.ids:
                self.page.duplicate_ids.add(identity)
            self.page.ids.add(identity)
        address = values.get(LINK_ATTRIBUTES.get(tag, ""))
        if address is not None:
            self.page.links.append((tag, address))
        self.page.handlers += [name for name in values if name.startswith("on")]
        self._script = values if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self._script is not None and data.strip() and "json" not in (self._script.get("type") or ""):
            self.page.inline_scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = None


def read_page(path: Path) -> PageHtml:
    """Read one HTML file."""
    collector = _Collector()
    collector.feed(path.read_text(encoding="utf-8"))
    return collector.page


def read_site(site: Path) -> dict[str, PageHtml]:
    """Read every HTML file of a site, by path below it."""
    return {
        path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*.html"))
    }
