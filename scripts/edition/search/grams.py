"""Where every run of three characters stands: the ground of exact membership.

Each folded text is cut into overlapping trigrams, filed under their first two
characters. A query of three or more characters is covered by trigrams whose
occurrences must stand at matching distances; a query of two is the union of
the trigrams that begin with it; single characters have lists of their own. No
word boundary plays a part, so nothing that stands in a text can be missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from edition.normalise import Folder
from edition.search.codec import encode_ascending, encode_occurrences

#: Fills the trigram that begins at the last but one character; never in a folded text.
PAD = " "
#: Separates occurrences in the very characters of the text from folded ones.
FOLDED = "!"

Occurrence = tuple[int, int]
#: Occurrences of a trigram whose three characters stand so in the text; whose first two
#: do; and the others, where a rule changed a character or dropped one between.
Sides = tuple[list[Occurrence], list[Occurrence], list[Occurrence]]


def folded_with_places(exact: str, folder: Folder) -> tuple[str, list[int]]:
    """Fold a text and tell, for each folded character, its place in the exact text.

    Args:
        exact: the text of a passage folded for width and case alone.
        folder: folds under all rules.

    Returns:
        The folded text and, per character, the offset in the exact text, negative
        (-1 - offset) where a rule has changed the character.
    """
    folded = folder.fold(exact)
    places = [
        begin if exact[begin] == character else -1 - begin
        for character, begin in zip(folded.text, folded.begins, strict=True)
    ]
    return folded.text, places


class GramIndex:
    """Occurrences of trigrams and of single characters."""

    def __init__(self) -> None:
        #: trigram -> occurrences by `Side`
        self.trigrams: dict[str, Sides] = {}
        #: character -> (passages with it literally, passages with it folded only)
        self.characters: dict[str, tuple[list[int], list[int]]] = {}
        #: number of a window -> offsets of what differs from the source
        self.windows: dict[int, tuple[int, int]] = {}

    def add(self, passage: int, folded: str, places: Sequence[int]) -> None:
        """Add one passage; passages come in ascending order."""
        self._add_trigrams(passage, folded, places, 0)
        literal_characters = {c for c, p in zip(folded, places, strict=True) if p >= 0}
        for character in set(folded):
            sides = self.characters.setdefault(character, ([], []))
            sides[0 if character in literal_characters else 1].append(passage)

    def add_window(
        self, number: int, folded: str, places: Sequence[int], begin: int, length: int, context: int
    ) -> None:
        """Add a window of a suggested reading behind the last passage.

        Its offsets are such that what differs from the source begins at `context`.

        Args:
            number: of the window, counted on from the passages.
            folded: its text.
            places: of its characters.
            begin: where what differs begins.
            length: how long that is.
            context: the most characters that stand before it.
        """
        self.windows[number] = (context, context + length)
        self._add_trigrams(number, folded, places, context - begin)
        for at, character in enumerate(folded[begin : begin + length], begin):
            sides = self.characters.setdefault(character, ([], []))
            side = sides[0 if places[at] >= 0 else 1]
            if number not in side:
                side.append(number)

    def _add_trigrams(self, passage: int, folded: str, places: Sequence[int], first: int) -> None:
        """File the trigrams of a text under their offsets, the first of which is `first`."""
        trigrams = self.trigrams
        padded = folded + PAD
        last = len(folded) - 2
        for offset in range(last + 1):
            gram = padded[offset : offset + 3]
            place = places[offset]
            if place < 0 or places[offset + 1] != place + 1:
                side = 2
            else:
                side = 0 if offset == last or places[offset + 2] == place + 2 else 1
            row = trigrams.get(gram)
            if row is None:
                row = trigrams[gram] = ([], [], [])
            row[side].append((passage, first + offset))

    def passages_of(self, grams: Iterable[str]) -> tuple[list[int], list[int]]:
        """Return the passages of some trigrams: those with a literal one, then the others."""
        literal: set[int] = set()
        folded: set[int] = set()
        for gram in grams:
            sides = self.trigrams[gram]
            literal.update(passage for side in sides[:2] for passage, offset in side if self._counts(passage, offset))
            folded.update(passage for passage, offset in sides[2] if self._counts(passage, offset))
        return sorted(literal), sorted(folded - literal)

    def _counts(self, passage: int, offset: int) -> bool:
        """Whether a bigram takes in what differs, where it stands in a window."""
        if passage not in self.windows:
            return True
        begin, end = self.windows[passage]
        return offset < end and offset + 2 > begin

    def by_bigram(self) -> dict[str, list[str]]:
        """Return the trigrams of each leading bigram, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for gram in sorted(self.trigrams):
            found[gram[:2]].append(gram)
        return dict(found)


def encode_sides(sides: Sequence[str]) -> str:
    """Join the sides of a list; empty ones at its end are left out."""
    return FOLDED.join(sides).rstrip(FOLDED)


def encode_trigram(sides: Sides) -> str:
    """Write the occurrences of a trigram."""
    return encode_sides([encode_occurrences(side) if side else "" for side in sides])


def encode_passages(sides: tuple[list[int], list[int]]) -> str:
    """Write lists of passages: literal ones, others."""
    return encode_sides([encode_ascending(side) for side in sides])
