"""Folding of characters: which differences of writing a search overlooks.

The rules here are context-free: the folded form of a text is the folded
forms of its characters, one behind the other. So a substring of a text
always folds to a substring of the folded text, and an index over the folded
text can miss nothing. Rules that need to see a whole word (long vowels,
numerals, okurigana …) are not folded; they are spellings a query is also
searched under, see `edition.search.spellings`.

docs/assets/search/normalise.js is the twin of this file; both are held to
tests/cases/normalise.json.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

#: Names of the rules, in the order they are applied. "width" stands for NFKC and lower case.
FOLD_RULES = ("width", "blanks", "dots", "quotes", "dashes", "kanji", "diacritics")

#: What remains folded in an exact search: width and case, nothing else.
EXACT_RULES = ("width",)

# A base character with what composes with it: combining marks, halfwidth voiced
# sound marks. NFKC composes them, so they fold together or not at all.
_CLUSTER_RE = re.compile("(?:.[\u0300-\u036f\u3099\u309a\uff9e\uff9f]+|.)", re.DOTALL)

_BLANKS = frozenset(
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
# Full stops too: Japanese sentences end otherwise, and U.S. is US, 3.1独立運動 is 3・1独立運動.
_DOTS = frozenset("・·•‧∙⋅.")
_QUOTES = frozenset("\"'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟")
_DASHES = frozenset("-‐‑‒–—―−─━﹘")
_WAVES = frozenset("~〜∼∿〰")
# A Latin letter with marks, decomposed (Keizō, Mun Chae-in as 문재인 is romanised by McCune and Reischauer).
_MARKED_LETTER_RE = re.compile("([a-z])[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A folded text and where each of its characters comes from.

    Args:
        text: the folded text.
        begins: for each character of `text`, the offset in the original where its source begins.
        ends: the offset behind that source.
    """

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original behind `begin:end` of the folded text."""
        return (self.begins[begin], self.ends[end - 1]) if end > begin else (0, 0)


def fold_character(cluster: str, rules: Collection[str], variants: Mapping[str, str]) -> str:
    """Fold one character (with its combining marks) under the given rules."""
    folded = unicodedata.normalize("NFKC", cluster).lower() if "width" in rules else cluster
    return "".join(_fold_one(character, rules, variants) for character in folded)


def _fold_one(character: str, rules: Collection[str], variants: Mapping[str, str]) -> str:
    if character in _BLANKS:
        return "" if "blanks" in rules else character
    if character in _DOTS:
        return "" if "dots" in rules else character
    if character in _QUOTES:
        return '"' if "quotes" in rules else character
    if character in _DASHES:
        return "" if "dashes" in rules else character
    if character in _WAVES:
        return "~" if "dashes" in rules else character
    if "diacritics" in rules and (letter := _MARKED_LETTER_RE.fullmatch(unicodedata.normalize("NFD", character))):
        return letter[1]
    return variants.get(character, character) if "kanji" in rules else character


class Folder:
    """Folds texts under one choice of rules and remembers each character it has folded.

    Args:
        rules: names out of `FOLD_RULES`; others are ignored.
        variants: old and variant kanji with the form they stand for (rule "kanji").
    """

    def __init__(
        self,
        rules: Collection[str] = FOLD_RULES,
        variants: Mapping[str, str] | None = None,
    ) -> None:
        self._rules = frozenset(rules)
        self._variants = variants or {}
        self._memory: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def fold(self, text: str) -> NormalisedText:
        """Fold a text and keep the way back to it; never fails, lone surrogates included."""
        pieces: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        begin = 0
        for cluster in _CLUSTER_RE.findall(text):
            end = begin + len(cluster)
            folded = self._fold(cluster)
            pieces.append(folded)
            for _ in folded:
                begins.append(begin)
                ends.append(end)
            begin = end
        return NormalisedText("".join(pieces), tuple(begins), tuple(ends))

    def text(self, text: str) -> str:
        """Return the folded text alone."""
        return "".join([self._fold(cluster) for cluster in _CLUSTER_RE.findall(text)])

    def key(self, text: str) -> str:
        """Return the folded text of a word; words come again and again, so they are remembered."""
        known = self._keys.get(text)
        if known is None:
            known = self._keys[text] = self.text(text)
        return known

    def _fold(self, cluster: str) -> str:
        folded = self._memory.get(cluster)
        if folded is None:
            folded = self._memory[cluster] = fold_character(cluster, self._rules, self._variants)
        return folded
