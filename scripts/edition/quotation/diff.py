"""How a quotation differs from a text, character by character.

Characters that fold to the same (width, blanks, middle dots, quotes, dashes,
old kanji: `edition.normalise`) differ only in writing; that is no error but
"near". Of all alignments the one with the fewest errors is taken, among those
the one with the fewest differences in writing.

docs/assets/quote-check/diff.js is the twin of this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from edition.normalise import Folder

#: Errors weigh most; among as few, those that leave more of the text matched (a character left out and another put in
#: elsewhere, rather than all between them substituted); then the differences in writing.
ERROR = 1_000_000_000
SUBSTITUTED = 10_000
NEAR = 1
_INFINITE = ERROR * ERROR
_DIAGONAL, _DELETE, _INSERT = 0, 1, 2

#: Gives the clusters of a text: with no rule, nothing is folded and each leads back to itself.
_PLAIN = Folder(())


class Atom(NamedTuple):
    """The least thing that is compared.

    Args:
        folded: one folded character; "" for a character that folds to nothing.
        raw: what stands in the text; "" for all but the first character a cluster folds to.
    """

    folded: str
    raw: str


class Segment(NamedTuple):
    """A stretch of the alignment.

    Args:
        kind: "same", "near" (differs in writing only), "sub" (other characters),
            "ins" (only the quotation has them) or "del" (only the text has them).
        quotation: what the quotation has.
        text: what the text has.
    """

    kind: str
    quotation: str
    text: str


@dataclass(frozen=True)
class Difference:
    """An alignment of a quotation with a text, and its sums in folded characters."""

    segments: tuple[Segment, ...]
    n_matched: int
    n_substituted: int
    n_inserted: int
    n_deleted: int

    @property
    def n_errors(self) -> int:
        """How many characters are substituted, inserted or deleted."""
        return self.n_substituted + self.n_inserted + self.n_deleted

    @cached_property
    def n_near(self) -> int:
        """How many stretches differ in writing only."""
        return sum(1 for segment in self.segments if segment.kind == "near")

    @property
    def identity(self) -> float:
        """The share of the alignment's columns that match."""
        columns = self.n_matched + self.n_errors
        return self.n_matched / columns if columns else 1.0


def atoms_of(text: str, folder: Folder) -> list[Atom]:
    """Return the atoms of a text, in order; their `raw` together are the text."""
    plain = _PLAIN.fold(text)
    atoms: list[Atom] = []
    at = 0
    while at < len(text):
        raw = text[at : plain.ends[at]]
        folded = folder.text(raw)
        atoms.append(Atom(folded[:1], raw))
        atoms += [Atom(character, "") for character in folded[1:]]
        at += len(raw)
    return atoms


def compare(quotation: str, text: str, folder: Folder) -> Difference:
    """Align a quotation with the whole of a text.

    Args:
        quotation: what is quoted.
        text: the stretch of the passage it is compared with.
        folder: the folding that says what is near.
    """
    left, right = atoms_of(quotation, folder), atoms_of(text, folder)
    begin = 0
    while begin < min(len(left), len(right)) and left[begin] == right[begin]:
        begin += 1
    end = 0
    while end < min(len(left), len(right)) - begin and left[-1 - end] == right[-1 - end]:
        end += 1
    middle = _align(left[begin : len(left) - end], right[begin : len(right) - end])
    pairs: list[tuple[Atom | None, Atom | None]] = [(atom, atom) for atom in left[:begin]]
    pairs += middle
    pairs += [(atom, atom) for atom in left[len(left) - end :]]
    return _sum_up(pairs)


def _cost(left: Atom, right: Atom) -> int:
    if left.folded != right.folded:
        # A blank or dot for a letter is an error of the letter and a difference in writing.
        return ERROR + (SUBSTITUTED if left.folded and right.folded else NEAR)
    return 0 if left.raw == right.raw else NEAR


def _align(left: Sequence[Atom], right: Sequence[Atom]) -> list[tuple[Atom | None, Atom | None]]:
    """Return the cheapest alignment, by dynamic programming over a band that is widened until it holds it."""
    width = abs(len(left) - len(right)) + 16
    while True:
        cost, steps = _fill(left, right, width)
        # Whoever leaves the band has made more than `width` insertions and deletions; where errors alone
        # are counted, a path that costs no more than that many characters lies inside.
        spare = sum(1 for atom in (*left, *right) if not atom.folded)
        if width >= max(len(left), len(right)) or cost // ERROR + spare <= width:
            return _trace(left, right, steps, width)
        width *= 2


def _fill(left: Sequence[Atom], right: Sequence[Atom], width: int) -> tuple[int, list[bytearray]]:
    """Return the cost of the cheapest alignment in the band, and the last step to each place."""
    n = len(right)
    gap_right = [ERROR if atom.folded else NEAR for atom in right]
    above = [_INFINITE] * (n + 1)
    steps: list[bytearray] = []
    for i in range(len(left) + 1):
        row = [_INFINITE] * (n + 1)
        step = bytearray(2 * width + 1)
        gap = (ERROR if left[i - 1].folded else NEAR) if i else 0
        for j in range(max(0, i - width), min(n, i + width) + 1):
            if i == 0 and j == 0:
                row[0] = 0
                continue
            best, way = _INFINITE, _DIAGONAL
            if i and j:
                best = above[j - 1] + _cost(left[i - 1], right[j - 1])
            if j and row[j - 1] + gap_right[j - 1] < best:
                best, way = row[j - 1] + gap_right[j - 1], _DELETE
            if i and above[j] + gap < best:
                best, way = above[j] + gap, _INSERT
            row[j] = best
            step[j - i + width] = way
        steps.append(step)
        above = row
    return above[n], steps


def _trace(
    left: Sequence[Atom], right: Sequence[Atom], steps: Sequence[bytearray], width: int
) -> list[tuple[Atom | None, Atom | None]]:
    """Follow the steps back from the end."""
    pairs: list[tuple[Atom | None, Atom | None]] = []
    i, j = len(left), len(right)
    while i or j:
        way = steps[i][j - i + width]
        i -= way != _DELETE
        j -= way != _INSERT
        pairs.append((None if way == _DELETE else left[i], None if way == _INSERT else right[j]))
    return pairs[::-1]


def _kind(left: Atom | None, right: Atom | None) -> str:
    if left is None or right is None:
        one = left or right
        return "near" if one and not one.folded else "del" if left is None else "ins"
    if left.folded != right.folded:
        return "sub" if left.folded and right.folded else "ins" if left.folded else "del"
    return "same" if left.raw == right.raw else "near"


def _sum_up(pairs: Sequence[tuple[Atom | None, Atom | None]]) -> Difference:
    """Join pairs of one kind to segments, and count."""
    segments: list[Segment] = []
    counts = {"match": 0, "sub": 0, "ins": 0, "del": 0}
    for left, right in pairs:
        kind = _kind(left, right)
        if kind in counts:
            counts[kind] += 1
        elif left and right and left.folded:
            counts["match"] += 1
        quotation, text = left.raw if left else "", right.raw if right else ""
        if segments and segments[-1].kind == kind:
            last = segments[-1]
            segments[-1] = Segment(kind, last.quotation + quotation, last.text + text)
        else:
            segments.append(Segment(kind, quotation, text))
    return Difference(
        tuple(segment for segment in segments if segment.quotation or segment.text),
        counts["match"],
        counts["sub"],
        counts["ins"],
        counts["del"],
    )
