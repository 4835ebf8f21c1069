"""Standoff selectors: exact words with what stands before and after them.

A quote is bound to a passage as the W3C Web Annotation Data Model binds one
(TextQuoteSelector: exact, prefix, suffix); the offsets it resolves to are a
TextPositionSelector.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Characters of context given on either side of a published quote.
CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage.

    Args:
        passage: id of the passage, or of the division whose heading holds them.
        exact: the words.
        prefix: what must stand directly before them.
        suffix: what must stand directly after them.
    """

    passage: str
    exact: str
    prefix: str = ""
    suffix: str = ""


def find_all(words: str, text: str) -> list[int]:
    """Return every offset at which `words` stands in `text`, overlapping places too."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def places_of(quote: Quote, text: str) -> list[int]:
    """Return the offsets at which a quote stands in a text, its context respected."""
    whole = quote.prefix + quote.exact + quote.suffix
    return [at + len(quote.prefix) for at in find_all(whole, text)]


def say_miss(quote: Quote, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """Say why a quote is bound to no single place.

    Args:
        quote: the words and their passage.
        texts: text by id of all passages and headings.

    Returns:
        what is wrong and what would be right, or None when the quote stands exactly once.
    """
    shown = f"「{quote.exact if len(quote.exact) <= 30 else quote.exact[:29] + '…'}」"
    if quote.passage not in texts:
        return f"there is no passage {quote.passage}", "write the id shown in the margin"
    n_places = len(places_of(quote, texts[quote.passage]))
    if n_places == 1:
        return None
    if n_places > 1:
        return (
            f"{shown} stands {n_places} times in {quote.passage}",
            "quote more words, or add `prefix` or `suffix`",
        )
    elsewhere = [key for key, text in texts.items() if places_of(quote, text)]
    if elsewhere:
        named = ", ".join(elsewhere[:5]) + (" …" if len(elsewhere) > 5 else "")
        return f"{shown} does not stand in {quote.passage} but in {named}", "correct the passage"
    return f"{shown} stands in no passage", "quote the exact words of the text"


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place, as a published selector gives it."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
