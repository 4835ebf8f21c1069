"""Pages as the site's generator makes them: Python-Markdown with the extensions of mkdocs.yml, read as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import markdown
import yaml

from edition_corpora import ROOT


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without obeying its tags."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


@cache
def _extensions() -> tuple[tuple[str, ...], dict[str, Any]]:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    names, configs = [], {}
    for entry in settings["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        configs[name] = config or {}
    # MkDocs always has these (mkdocs/config/defaults.py).
    return tuple(dict.fromkeys(["toc", "tables", "fenced_code", *names])), configs


def html_of(page: str) -> str:
    """Return a page of Markdown, its front matter left out, as HTML."""
    names, configs = _extensions()
    return markdown.markdown(re.sub(r"\A---\n.*?\n---\n", "", page, count=1, flags=re.DOTALL),
                             extensions=list(names), extension_configs=configs)


def tree_of(text: str) -> Element:
    """Return HTML as a browser would read it."""
    return html5lib.parse(text, namespaceHTMLElements=False)


def text_of(element: Element) -> str:
    """Return the text content of an element."""
    return "".join(element.itertext())


def by_class(tree: Element, name: str) -> list[Element]:
    """Return the elements of a class, in order."""
    return [element for element in tree.iter() if name in str(element.get("class", "")).split()]


def shape(element: Element) -> Iterator[tuple[str, str, str]]:
    """Yield the elements of a tree: name, class, id."""
    for inner in element.iter():
        if isinstance(inner.tag, str):
            yield inner.tag, str(inner.get("class", "")), str(inner.get("id", ""))
        else:
            yield "comment", "", ""
