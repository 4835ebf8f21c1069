"""Texts made ready for the date grammar, and the numerals in them.

Folding keeps every offset: each character becomes one character.
"""

from __future__ import annotations

import re

_FOLDED = str.maketrans(
    "０１２３４５６７８９（）［］．，／　\u00a0～〜∼－–—‐‑−",
    "0123456789()[].,/  ~~~------",
)
_URL_RE = re.compile(r"https?://[!-;=?-~]+")

_DIGIT_BY_KANJI = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_UNIT_BY_KANJI = {"十": 10, "百": 100, "千": 1000}

#: A number in Japanese numerals, by place (二〇一〇) or with units (二十五).
KANJI_NUMBER = "[〇零一二三四五六七八九十百千]+"


def fold(text: str) -> str:
    """Return the text with digits, brackets, blanks and dashes in one form, and addresses of the web blotted out."""
    folded = text.translate(_FOLDED)
    return _URL_RE.sub(lambda found: "\0" * len(found[0]), folded) if "://" in folded else folded


def read_number(numeral: str) -> int:
    """Return the value of a numeral: digits, Japanese numerals, or 元 for the first year of an era."""
    if numeral == "元":
        return 1
    if numeral.isdecimal():
        return int(numeral)
    if not any(character in _UNIT_BY_KANJI for character in numeral):
        return int("".join(_DIGIT_BY_KANJI[character] for character in numeral))
    total = 0
    pending = 0
    for character in numeral:
        if character in _UNIT_BY_KANJI:
            total += (pending or 1) * _UNIT_BY_KANJI[character]
            pending = 0
        else:
            pending = int(_DIGIT_BY_KANJI[character])
    return total + pending
