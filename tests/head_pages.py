"""The heads of the site's pages, read back from what is written and from what the theme prints."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import jinja2
import yaml

from edition.site import build_pages, paginate_corpus
from edition_corpora import ROOT, document_of, real_annotated, real_edited
from zotero_rules import Item, read_item

SITE = "https://example.org/corpus/"


class _Head(HTMLParser):
    """The elements of a head: name, attributes, text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str], str]] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}, ""))
        self._script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            name, attributes, text = self.found[-1]
            self.found[-1] = (name, attributes, text + data)


Elements = list[tuple[str, dict[str, str], str]]


def read_head(html: str) -> Elements:
    parser = _Head()
    parser.feed(html.partition("</head>")[0])
    return parser.found


@cache
def template() -> jinja2.Template:
    """Our main.html over a base that has nothing but the block."""
    base = "<head>{% block extrahead %}{% endblock %}</head>"
    main = (ROOT / "scripts/theme/main.html").read_text(encoding="utf-8")
    # MkDocs renders its templates without escaping of its own (mkdocs/theme.py).
    environment = jinja2.Environment(loader=jinja2.DictLoader({"base.html": base, "main.html": main}), autoescape=False)
    return environment.get_template("main.html")


def through_theme(front: dict[str, Any] | None) -> str:
    return template().render(page={"meta": front} if front is not None else None)


@cache
def pages(site: str) -> dict[str, str]:
    return build_pages(paginate_corpus(real_edited()), real_annotated(), None, site)


@cache
def head_of(path: str, site: str = SITE) -> Elements:
    text = pages(site)[path]
    if path.endswith(".html"):
        return read_head(text)
    front = yaml.safe_load(text.split("---\n")[1])
    described = [("meta", {"name": "description", "content": front["description"]}, "")]
    return described + read_head(through_theme(front))


def iter_pages(key: str) -> Iterator[tuple[str, str]]:
    """Give each page of a document: file below docs/, and address below the site."""
    pagination = next(pagination for document, pagination in paginate_corpus(real_edited()) if document.key == key)
    yield f"documents/{key}/index.md", f"documents/{key}/"
    yield from ((f"{page.url.removesuffix('/')}.md", page.url) for page in pagination.pages)
    for passage in document_of(real_edited(), key).structure.passages:
        yield f"p/{passage.id}/index.html", f"p/{passage.id}/"


def metas_of(head: Elements) -> list[tuple[str, str]]:
    names = [(tag[1].get("name") or tag[1].get("property", ""), tag[1].get("content", "")) for tag in head if tag[0] == "meta"]
    return [(name, content) for name, content in names if name]


def item_of(path: str, url: str, site: str = SITE) -> Item:
    return read_item(metas_of(head_of(path, site)), SITE + url)


def links_of(head: Elements) -> list[tuple[str, str]]:
    return [(tag[1]["rel"], tag[1]["href"]) for tag in head if tag[0] == "link"]
