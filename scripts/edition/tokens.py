"""The token: one morpheme in its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One morpheme of a text.

    Args:
        surface: the characters as they stand in the text.
        dictionary_form: the form a dictionary lists.
        normalised_form: the tokeniser's orthographic norm (取組 → 取り組み).
        reading_form: the reading in katakana, "" when unknown.
        part_of_speech: from the widest class to the narrowest.
        begin: offset of the first code point in the text.
        end: offset behind the last code point.
        parts: the shorter units it is made of, empty when it is one itself.
    """

    surface: str
    dictionary_form: str
    normalised_form: str
    reading_form: str
    part_of_speech: tuple[str, ...]
    begin: int
    end: int
    parts: tuple[Token, ...] = ()
