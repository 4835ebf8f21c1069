"""Latin words: what is one once folded, and where they begin in the texts.

Blanks are folded away, so an index of folded text no longer knows where a word begins.
A reader who types ODA does not mean "today", nor by TFR the end of "about" and the beginning of
"from". Both are found, as every substring is, but after what was meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from edition.normalise import Folder

#: A folded word of Latin letters and digits.
LATIN_RE = re.compile("[a-z0-9+]+")
# Latin letters of the Basic, Latin-1, Extended-A/B and Extended Additional blocks.
_WORD_RE = re.compile("[a-zß-öø-ɏḁ-ỿ]+")
#: One letter begins too many words to tell anything.
SHORTEST = 2


def is_latin(form: str) -> bool:
    """Tell whether a folded form is a Latin word, which must not be found inside others."""
    return bool(LATIN_RE.fullmatch(form))


def latin_words(texts: Iterable[str], folder: Folder) -> dict[str, list[int]]:
    """Return the Latin words of some texts with the places of the texts that have them.

    Args:
        texts: folded for width and case, blanks and signs still in place.
        folder: folds under all rules, as keys are.

    Returns:
        Ascending places by folded word.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in sorted({folder.key(match) for match in _WORD_RE.findall(text)}):
            if len(word) >= SHORTEST:
                found[word].append(number)
    return dict(found)
