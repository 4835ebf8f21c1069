"""The elements of a page's head as values, and how they are written: as HTML, or as front matter for the theme."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class HeadTag:
    """An element of a page's head.

    Args:
        name: "meta", "link" or "script".
        attributes: names and values, in order, as text that is not yet escaped.
        text: content of a script; JSON in which no character can end the element.
    """

    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is and whose it is.

    Args:
        root: relative address of the site's root from the page.
        site: address of the site, with a slash at the end; "" when it is not known.
        site_name: name of the site.
    """

    root: str
    site: str
    site_name: str

    def address(self, path: str) -> str:
        """Return the address of a page below the site, seen from this page."""
        return (self.site or self.root) + path


def meta(name: str, content: str) -> HeadTag:
    """Return a named piece of metadata; Open Graph's names stand in `property`."""
    return HeadTag("meta", (("property" if name.startswith("og:") else "name", name), ("content", content)))


def link(rel: str, href: str, media_type: str = "") -> HeadTag:
    """Return a typed link."""
    return HeadTag("link", (("rel", rel), ("href", href), *((("type", media_type),) if media_type else ())))


def jsonld(value: Mapping[str, object]) -> HeadTag:
    """Return JSON-LD as a data block; written so that it cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return HeadTag("script", (("type", "application/ld+json"),), text)


def render_head(tags: Sequence[HeadTag]) -> str:
    """Return tags as HTML, one a line, for a page that is written whole."""
    lines = []
    for tag in tags:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in tag.attributes)
        closing = f"{tag.text}</{tag.name}>" if tag.name == "script" else ""
        lines.append(f"<{tag.name}{attributes}>{closing}\n")
    return "".join(lines)


def head_values(tags: Sequence[HeadTag]) -> list[dict[str, object]]:
    """Return tags as the key `head` of a page's front matter, which scripts/theme/main.html prints."""
    return [
        {"tag": tag.name, "attributes": dict(tag.attributes), **({"text": tag.text} if tag.text else {})}
        for tag in tags
    ]
