"""The text as names are compared: width and blanks folded, every place kept.

Extraction set blanks beside digits and Latin words, or left them out, at
random: 「6 者協議」 and 「６者協議」 are one name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "−": "-"})
# Scripts that part words by blanks.
_SPACED_RE = re.compile(r"[!-~À-ɏ가-힣]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text.

    Args:
        text: the folded characters.
        starts: for each of them, the offset of the character it comes from; and the
            length of the original at the end.
        length: length of the original.
    """

    text: str
    starts: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that folded characters `start:end` come from."""
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> FoldedText:
    """Fold a text.

    A blank stays, as one, only between two characters of a script that parts words by blanks.
    """
    characters: list[str] = []
    starts: list[int] = []
    pending: int | None = None
    for offset, original in enumerate(text):
        if original.isspace():
            if pending is None:
                pending = offset
            continue
        for character in unicodedata.normalize("NFKC", original).translate(_QUOTES):
            if pending is not None:
                if characters and _SPACED_RE.match(characters[-1]) and _SPACED_RE.match(character):
                    characters.append(" ")
                    starts.append(pending)
                pending = None
            characters.append(character)
            starts.append(offset)
    return FoldedText("".join(characters), (*starts, len(text)), len(text))


def fold_form(form: str) -> str:
    """Return a form as `fold` would give it."""
    return fold(form).text
