"""Suggested readings: the texts as they would be, so that the search finds them too.

Round each place where an editor suggests another reading stands a window: the folded text
with that reading in it, and some characters on either side. Windows are indexed like
passages, behind the last of them; a match counts when it takes in what differs from the
source. So a reader who types what should stand there finds the place, and no other search
is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.normalise import Folder
from edition.search.codec import encode_numbers
from edition.search.entities import code_units
from edition.search.grams import folded_with_places
from edition.search.latin import is_latin
from edition.search.passages import SearchPassage

#: Folded characters of a window on either side of what differs.
CONTEXT = 20
#: Windows in a shard: a query that a suggested reading answers fetches one.
WINDOWS_IN_SHARD = 8
#: Windows whose passages are listed in one file: a query that many windows answer fetches
#: these, and rows only of what is shown.
WINDOWS_IN_LIST = 1_024

Emendation = tuple[int, int, str]



@dataclass(frozen=True, slots=True)
class Window:
    """A suggested reading in its context.

    Args:
        passage: number of the passage.
        start: beginning of the lemma in its text, in code points.
        end: end of the lemma.
        reading: what is suggested in its place.
        folded: the window's text folded under all rules.
        places: its characters' places, as `folded_with_places` tells them.
        begin: where in `folded` the differing characters begin.
        length: how many they are; 0 where something is left out.
    """

    passage: int
    start: int
    end: int
    reading: str
    folded: str
    places: tuple[int, ...]
    begin: int
    length: int

    def overlaps(self, offset: int, length: int) -> bool:
        """Whether `length` characters from an offset in `folded` take in what differs."""
        return offset < self.begin + self.length and offset + length > self.begin

    def holds(self, form: str) -> bool:
        """Whether a form stands in the window and takes in what differs; a Latin form: stands as a word."""
        at = self.folded.find(form)
        while at >= 0:
            is_apart = not is_latin(form) or not (
                self._touch(at - 1, at) or self._touch(at + len(form) - 1, at + len(form))
            )
            if is_apart and self.overlaps(at, len(form)):
                return True
            at = self.folded.find(form, at + 1)
        return False

    def _touch(self, one: int, other: int) -> bool:
        """Whether two neighbours in `folded` are Latin letters or digits of one word."""
        if one < 0 or other >= len(self.folded):
            return False
        places = [place if place >= 0 else -1 - place for place in (self.places[one], self.places[other])]
        return is_latin(self.folded[one] + self.folded[other]) and places[0] + 1 == places[1]


def windows_of(passages: Sequence[SearchPassage], exact: Folder, folder: Folder) -> list[Window]:
    """Return the windows of all passages, by the number of differing characters.

    Args:
        passages: in reading order.
        exact: folds width and case.
        folder: folds under all rules.
    """
    found = [
        window
        for number, passage in enumerate(passages)
        if passage.emendations
        for window in _iter_windows(number, passage, exact, folder)
    ]
    return sorted(found, key=lambda window: (window.length, window.passage, window.start))


def _iter_windows(number: int, passage: SearchPassage, exact: Folder, folder: Folder) -> Iterator[Window]:
    """Yield the windows of a passage: each reading by itself, and with its neighbours' readings."""
    emendations = sorted(passage.emendations)
    for own in emendations:
        alone = _window(number, passage.text, own, (), exact, folder)
        if alone is None:
            continue
        yield alone
        others = [other for other in emendations if other != own]
        if any(own[0] - CONTEXT < other[1] and other[0] < own[1] + CONTEXT for other in others):
            together = _window(number, passage.text, own, others, exact, folder)
            if together is not None and together.folded != alone.folded:
                yield together


def _window(
    number: int, text: str, own: Emendation, others: Iterable[Emendation], exact: Folder, folder: Folder
) -> Window | None:
    """Return the window of a reading; None where folding leaves no difference."""
    start, end, reading = own
    lemma = text[start:end]
    if folder.text(lemma) == folder.text(reading):
        return None
    head = _shared(lemma, reading)
    tail = _shared(lemma[head:][::-1], reading[head:][::-1])
    before = _emended(text, 0, start + head, others)
    differing = reading[head : len(reading) - tail]
    after = _emended(text, end - tail, len(text), others)
    begin = len(folder.text(exact.text(before)))
    length = len(folder.text(exact.text(differing)))
    folded, places = folded_with_places(exact.text(before + differing + after), folder)
    first = max(0, begin - CONTEXT)
    last = begin + length + CONTEXT
    return Window(
        number, start, end, reading, folded[first:last], tuple(places[first:last]), begin - first, length
    )


def _emended(text: str, first: int, last: int, emendations: Iterable[Emendation]) -> str:
    """Return a stretch of a text with the readings of those emendations that lie in it."""
    pieces = []
    at = first
    for start, end, reading in sorted(emendations):
        if at <= start and end <= last:
            pieces += [text[at:start], reading]
            at = end
    return "".join([*pieces, text[at:last]])


def _shared(one: str, other: str) -> int:
    """Return how many characters two strings share at their beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def emendation_shards(windows: Sequence[Window], passages: Sequence[SearchPassage]) -> dict[str, dict[str, object]]:
    """Return shards `s0` …: for each window its passage, the lemma's place in code units, the reading.

    Shards `w0` … list the passages alone.
    """
    rows = []
    for window in windows:
        text = passages[window.passage].text
        begin, end = code_units(text[: window.start]), code_units(text[: window.end])
        rows.append([window.passage, begin, end, window.reading])
    lists: dict[str, dict[str, object]] = {
        f"w{number}": {"w": encode_numbers(window.passage for window in windows[begin : begin + WINDOWS_IN_LIST])}
        for number, begin in enumerate(range(0, len(windows), WINDOWS_IN_LIST))
    }
    return lists | {
        f"s{number}": {"s": rows[begin : begin + WINDOWS_IN_SHARD]}
        for number, begin in enumerate(range(0, len(rows), WINDOWS_IN_SHARD))
    }


def describe_windows(windows: Sequence[Window]) -> dict[str, object]:
    """Return what the manifest says of the windows."""
    return {
        "context": CONTEXT,
        "counts": counts_by_length(windows),
        "n": len(windows),
        "perList": WINDOWS_IN_LIST,
        "perShard": WINDOWS_IN_SHARD,
    }


def counts_by_length(windows: Sequence[Window]) -> list[int]:
    """Return how many windows have 0, 1, 2 … differing characters: with it, a match needs no look-up."""
    counts = [0] * (max((window.length for window in windows), default=-1) + 1)
    for window in windows:
        counts[window.length] += 1
    return counts
