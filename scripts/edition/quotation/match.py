"""Which passage a quotation is from.

Candidates are taken by the trigrams they share with the quotation (folded,
see `edition.normalise`), most first, and aligned. A stretch with k errors
shares all but 3k of the quotation's trigrams (P. Jokinen and E. Ukkonen, "Two
algorithms for approximate string matching in static texts", 1991), so the
search stops where no passage left can be as good as the best so far: what it
returns is the best of all passages, not only of the candidates.

docs/assets/quote-check/match.js is the twin of this file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edition.normalise import FOLD_RULES, Folder, NormalisedText
from edition.quotation.approximate import find_begins, find_least
from edition.quotation.diff import Difference, compare

#: Folded characters from which a quotation can be told from chance; a shorter one must match in full.
SHORTEST = 6
#: The share of an alignment that must match for a passage to count as the quotation's.
LEAST_IDENTITY = 0.7
#: Places and passages that are aligned in full where many are equally good.
_MOST_ENDS = 12
_MOST_PASSAGES = 24


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a passage a quotation may be from.

    Args:
        passage: id of the passage.
        begin: offset in its text where the stretch begins.
        end: offset behind the stretch.
        difference: the alignment of the quotation with the stretch.
    """

    passage: str
    begin: int
    end: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a quotation.

    Args:
        name: "exact", "near" (differs in writing only), "different", "none"
            (in no passage) or "short" (too short to tell, and nowhere as it stands).
        matches: the stretches that fit equally well, in reading order.
    """

    name: str
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    text: str
    folded: NormalisedText


class QuotationIndex:
    """The texts quotations are looked for in.

    Args:
        texts: id and text of each passage, in reading order.
        variants: old and variant kanji with the form they stand for.
    """

    def __init__(self, texts: Iterable[tuple[str, str]], variants: Mapping[str, str] | None = None) -> None:
        self.folder = Folder(FOLD_RULES, variants)
        self._texts = [_Text(name, text, self.folder.fold(text)) for name, text in texts]
        self._by_id = {text.id: text for text in self._texts}
        self._grams: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for gram in trigrams(text.folded.text):
                self._grams[gram].append(number)

    def __contains__(self, passage: str) -> bool:
        """Whether the text of a passage is known."""
        return passage in self._by_id

    def find(self, quotation: str) -> Verdict:
        """Say which passages a quotation is from; never fails, whatever the text."""
        quotation = quotation.strip()
        return self._verdict(quotation, self._texts)

    def find_in(self, quotation: str, passage: str) -> Verdict:
        """Say whether a quotation is from one passage.

        Args:
            quotation: the quotation.
            passage: id of the passage; one without text holds no quotation.
        """
        texts = [self._by_id[passage]] if passage in self._by_id else []
        return self._verdict(quotation.strip(), texts)

    def length(self, quotation: str) -> int:
        """Return how many characters count."""
        return len(self.folder.text(quotation))

    def _verdict(self, quotation: str, texts: list[_Text]) -> Verdict:
        folded = self.folder.text(quotation)
        if not folded:
            return Verdict("short")
        exact = [text for text in texts if quotation in text.text]
        if exact:
            return Verdict("exact", tuple(self._exact(quotation, text) for text in exact[:_MOST_PASSAGES]))
        most = len(folded) * 3 // 7 if len(folded) >= SHORTEST else 0
        best = self._best(quotation, self._contenders(folded, texts, most))
        if not best or best[0].difference.identity < LEAST_IDENTITY:
            return Verdict("none" if len(folded) >= SHORTEST else "short")
        return Verdict("different" if best[0].difference.n_errors else "near", tuple(best))

    def _exact(self, quotation: str, text: _Text) -> Match:
        begin = text.text.index(quotation)
        return Match(text.id, begin, begin + len(quotation), compare(quotation, quotation, self.folder))

    def _contenders(self, folded: str, texts: list[_Text], most: int) -> list[tuple[_Text, int, int]]:
        """Return the folded stretches with the fewest errors, `most` at most."""
        n_grams = max(0, len(folded) - 2)
        shared: list[tuple[int, _Text]]
        if len(texts) == 1:
            shared = [(n_grams, texts[0])]
        else:
            counts: Counter[int] = Counter()
            for gram, times in Counter(folded[i : i + 3] for i in range(n_grams)).items():
                for number in self._grams.get(gram, ()):
                    counts[number] += times
            order = sorted(range(len(texts)), key=lambda number: (-counts[number], number))
            shared = [(counts[number], texts[number]) for number in order]
        found: list[tuple[_Text, int, int]] = []
        for count, text in shared:
            if count < n_grams - 3 * most:
                break
            if len(folded) - len(text.folded.text) > most:
                continue  # what is so much longer than a text has more errors than are allowed
            errors, ends = find_least(folded, text.folded.text)
            if errors > most:
                continue
            if errors < most:
                found.clear()
                most = errors
            if len(found) < _MOST_PASSAGES * _MOST_ENDS:
                found += [
                    (text, begin, end)
                    for end in ends[:_MOST_ENDS]
                    for begin in find_begins(folded, text.folded.text, end, errors)
                ]
        return found

    def _best(self, quotation: str, contenders: list[tuple[_Text, int, int]]) -> list[Match]:
        """Align the contenders and return the best, one a passage, in reading order."""
        ranked: dict[str, tuple[tuple[int, ...], Match]] = {}
        for text, begin, end in contenders:
            raw_begin, raw_end = self._widen(quotation, text, *text.folded.span(begin, end))
            difference = compare(quotation, text.text[raw_begin:raw_end], self.folder)
            # As many errors: the stretch more of whose characters the quotation has, or has others for.
            rank = (
                difference.n_errors,
                -difference.n_matched,
                difference.n_inserted,
                difference.n_near,
                raw_begin,
            )
            match = Match(text.id, raw_begin, raw_end, difference)
            if text.id not in ranked or rank < ranked[text.id][0]:
                ranked[text.id] = (rank, match)
        least = min((rank[:-1] for rank, _ in ranked.values()), default=())
        return [ranked[text.id][1] for text in self._texts if text.id in ranked and ranked[text.id][0][:-1] == least]

    def _widen(self, quotation: str, text: _Text, begin: int, end: int) -> tuple[int, int]:
        """Take in what folds to nothing at the edges of a stretch where the quotation has it too."""
        folded = self.folder.fold(quotation)
        head = quotation[: folded.begins[0]]
        tail = quotation[folded.ends[-1] :]
        while head and begin and text.text[begin - 1] == head[-1]:
            begin, head = begin - 1, head[:-1]
        while tail and end < len(text.text) and text.text[end] == tail[0]:
            end, tail = end + 1, tail[1:]
        return begin, end


def trigrams(text: str) -> set[str]:
    """Return all stretches of three characters."""
    return {text[i : i + 3] for i in range(len(text) - 2)}
