"""The citation styles, and the engine that applies them: pandoc's citeproc.

The only importer of pypandoc. Styles are the published files of the CSL project
(styles/README.md); how pandoc reads citations: https://pandoc.org/MANUAL.html#citations,
its JSON: https://hackage.haskell.org/package/pandoc-types.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pypandoc

from edition.citations.csl_items import CslItem, Usage
from edition.errors import EditionError

STYLES_DIRECTORY = Path(__file__).parent / "styles"
#: Private-use characters that keep names apart: two works of one author must not change each other's citation.
_TAG = 0xE100
_API_VERSION = [1, 23, 1]


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    Args:
        id: our name for it, permanent.
        name: its name for readers.
        file: name of the CSL file.
        language: language of the terms.
        usage: what the items must be like.
        form: "note" (a full note), "in-text" (a short form in the text and an entry) or "entry".
    """

    id: str
    name: str
    file: str
    language: str
    usage: Usage
    form: str


STYLES = (
    Style("note-ja", "注（日本語）", "chuu-ja.csl", "ja-JP", Usage.JAPANESE_NOTE, "note"),
    Style("sist02", "SIST 02", "sist02.csl", "ja-JP", Usage.SIST, "entry"),
    Style("chicago-notes", "Chicago（注）", "chicago-notes-bibliography.csl", "en-US", Usage.WESTERN, "note"),
    Style("chicago-author-date", "Chicago（著者・年）", "chicago-author-date.csl", "en-US", Usage.WESTERN, "in-text"),
    Style("apa", "APA 7", "apa.csl", "en-US", Usage.WESTERN, "in-text"),
    Style("mla", "MLA 9", "modern-language-association.csl", "en-US", Usage.WESTERN, "in-text"),
)


@dataclass(frozen=True, slots=True)
class Rich:
    """A formatted text.

    Args:
        text: without markup.
        html: the same with italics.
    """

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """What a style makes of an item: the citation itself (note or short form) and the entry of the list."""

    citation: Rich
    entry: Rich


class CitationError(EditionError):
    """Raised when the engine cannot format a citation."""


@cache
def pandoc_path() -> str:
    """Return the path of pandoc, which comes with the package pypandoc_binary."""
    return str(pypandoc.get_pandoc_path())


def format_all(requests: Sequence[tuple[Style, Sequence[tuple[CslItem, str]]]]) -> list[list[Formatted]]:
    """Format the items of several styles side by side, one run of pandoc a style.

    Args:
        requests: for each style its items, each with a locator, e.g. "para. 12", or "".

    Returns:
        the formatted items by style, in the order given.

    Raises:
        CitationError: when pandoc refuses or warns.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(lambda request: _format(*request), requests))


def _format(style: Style, items: Sequence[tuple[CslItem, str]]) -> list[Formatted]:
    tagged = [_tagged(item, index) for index, (item, _) in enumerate(items)]
    document = {
        "pandoc-api-version": _API_VERSION,
        "meta": {"references": _meta(tagged), "lang": _meta(style.language)},
        "blocks": [_citing(item["id"], locator) for item, (_, locator) in zip(tagged, items, strict=True)],
    }
    command = [pandoc_path(), "-f", "json", "-t", "json", "--citeproc", "--csl", str(STYLES_DIRECTORY / style.file)]
    run = subprocess.run(command, input=json.dumps(document), capture_output=True, text=True, encoding="utf-8")
    if run.returncode or run.stderr:
        raise CitationError(f"pandoc could not apply {style.file}: {run.stderr.strip() or run.returncode}")
    blocks = json.loads(run.stdout)["blocks"]
    citations = [block["c"] for block in blocks if block["t"] == "Para"]
    references = next(block["c"][1] for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs")
    entries = {block["c"][0][0].removeprefix("ref-"): block["c"][1] for block in references}
    return [
        Formatted(_rich(_without_note(inlines)), _rich(_inlines_of(entries[item["id"]])))
        for inlines, item in zip(citations, tagged, strict=True)
    ]


def _tagged(item: CslItem, index: int) -> CslItem:
    """Return the item with an id and an author of its own."""
    mark = chr(_TAG + index)
    names = [
        {part: text + mark if part in ("family", "literal") else text for part, text in name.items()}
        for name in item.get("author", ())
    ]
    return {**item, "id": f"item{index}", **({"author": names} if names else {})}


def _meta(value: Any) -> dict[str, Any]:
    """Return a value as pandoc's metadata; as a string, nothing in it is taken for markup."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: _meta(part) for key, part in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(part) for part in value]}
    return {"t": "MetaString", "c": str(value)}


def _citing(key: str, locator: str) -> dict[str, Any]:
    """Return a paragraph that cites an item."""
    words = f", {locator}".split(" ") if locator else []
    suffix: list[dict[str, Any]] = []
    for word in words:
        suffix += [{"t": "Space"}] if suffix else []
        suffix.append({"t": "Str", "c": word})
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], [{"t": "Str", "c": key}]]}]}


def _without_note(inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the inside of the note a style of notes puts the citation into."""
    content: list[dict[str, Any]] = []
    for inline in inlines:
        if inline["t"] == "Cite":
            content += _without_note(inline["c"][1])
        elif inline["t"] == "Note":
            content += _inlines_of(inline["c"])
        else:
            content.append(inline)
    return content


def _inlines_of(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the inline content of paragraphs."""
    return [inline for block in blocks if block["t"] in ("Para", "Plain") for inline in block["c"]]


def _rich(inlines: list[dict[str, Any]]) -> Rich:
    """Return inline content with and without markup."""
    html = _untagged(_html(inlines)).strip()
    return Rich(_untagged(_text(inlines)).strip(), html)


def _untagged(text: str) -> str:
    return "".join(character for character in text if not _TAG <= ord(character) < _TAG + 0x100)


def _text(inlines: list[dict[str, Any]]) -> str:
    return "".join(_piece(inline, _text, str, ("", "")) for inline in inlines)


def _html(inlines: list[dict[str, Any]]) -> str:
    return "".join(_piece(inline, _html, lambda text: escape(text, quote=False), ("<i>", "</i>")) for inline in inlines)


def _piece(inline: dict[str, Any], inner: Any, plain: Any, italic: tuple[str, str]) -> str:
    """Return one inline element; what is neither text nor italics gives its content only."""
    kind: str = inline["t"]
    content: Any = inline.get("c")
    if kind == "Str":
        return str(plain(content))
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Emph":
        return f"{italic[0]}{inner(content)}{italic[1]}"
    if kind == "Quoted":
        opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        return f"{opening}{inner(content[1])}{closing}"
    if kind in ("Strong", "Superscript", "Subscript", "SmallCaps", "Underline"):
        return str(inner(content))
    if kind in ("Span", "Link", "Cite"):
        return str(inner(content[1]))
    raise CitationError(f"the style gives an element 「{kind}」 that citations are not made of")
