"""What tells a reader who follows a citation whether the passage reads as it did when it was cited.

A copied address carries `?d=` and the first eight digits of the digest of the
text. docs/assets/citation/verdict.js holds them against the page; without
scripts the page says how to compare them, and shows the earlier texts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from edition.citations.head_tags import HeadTag, link
from edition.identity.history import EarlierText

#: How many digits of the digest an address carries (templates.Pincite).
N_DIGITS = 8


def retired_attributes(successor: str) -> str:
    """Return the attribute by which verdict.js knows the page of a retired id, with a space before it.

    A passage that is there is known by the attributes of `templates.cite_attributes`.
    """
    return f' data-successor="{successor}"'


def arrival_head(root: str) -> list[HeadTag]:
    """Return script and style of the verdict, for a page that is written whole."""
    return [
        link("stylesheet", f"{root}assets/citation/verdict.css"),
        HeadTag("script", (("src", f"{root}assets/citation/verdict.js"), ("defer", ""))),
    ]


def render_forwarding(address: str) -> str:
    """Return how the page of a retired id leads on after five seconds, in its head.

    With scripts verdict.js does it, unless a citation led here: then there is something to read.
    """
    return f'<noscript><meta http-equiv="refresh" content="5; url={escape(address)}"></noscript>\n'


def render_hint() -> str:
    """Return how to compare digests by eye, for readers without scripts."""
    return (
        f'<noscript><p class="verdict-hint">引用のアドレスの「?d=」のあとの{N_DIGITS}桁が「本文の要約値」の'
        f"初めの{N_DIGITS}桁と同じなら、引用されたときと同じ本文です。</p></noscript>"
    )


def render_earlier(earlier: Sequence[EarlierText]) -> str:
    """Return the earlier texts of a passage, folded; "" where it has none."""
    if not earlier:
        return ""
    items = "".join(
        f'<li><p class="earlier-digest">本文の要約値 <code>{one.digest}</code></p>'
        + (f"<blockquote><p>{escape(one.text)}</p></blockquote>" if one.text else "<p>本文は公開していません。</p>")
        + "</li>"
        for one in reversed(earlier)
    )
    return f'<details class="earlier"><summary>以前の本文（{len(earlier)}）</summary><ol>{items}</ol></details>'
