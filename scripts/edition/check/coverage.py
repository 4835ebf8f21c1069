"""Names that may be missing: what looks like one and is covered by nothing.

    N001 uncovered-name      a likely name that no entity or rule covers

These are notices, as those for dates are (annotate/date_coverage.py): they do
not stop the build, but an editor should see them. Likely names are proper nouns
of the tokeniser, katakana words its dictionary does not know, and Latin
abbreviations. A word is explained by a row of `explained` in corpus/mentions.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edition.annotated import AnnotatedCorpus
from edition.tokens import Token

# Two capitals, or a capital with a digit, make an abbreviation.
_ABBREVIATION_RE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9&.+-]*[A-Z])(?:[A-Z]|[0-9](?=[A-Z]))[A-Za-z0-9&+-]*[A-Z0-9][A-Za-z0-9+]*(?![A-Za-z0-9])"
)
_KATAKANA_RE = re.compile(r"[ァ-ヺ][ァ-ヺー・]*[ァ-ヺー]")
_ADDRESS_RE = re.compile(r"https?://[^\s>）)]+|[a-z0-9.-]+\.(?:org|com|gov|kr|jp)[^\s>）)]*")


@dataclass(frozen=True, slots=True, order=True)
class Uncovered:
    """Something that may be a name.

    Args:
        unit: id of the passage or heading.
        start: first code point.
        end: code point behind the last.
        words: the words.
        kind: "abbreviation", "katakana word" or "proper noun".
    """

    unit: str
    start: int
    end: int
    words: str
    kind: str

    def __str__(self) -> str:
        remedy = "write an entity, or explain the word in corpus/mentions.yml"
        article = "an" if self.kind.startswith("a") else "a"
        return f"{self.unit}: N001 「{self.words}」 may be {article} {self.kind}; {remedy}"


def find_uncovered(
    annotated: AnnotatedCorpus,
    tokenise: Callable[[str], Sequence[Token]],
    knows: Callable[[str], bool],
) -> list[Uncovered]:
    """Return what looks like a name and is neither marked nor explained.

    Args:
        annotated: the annotated corpus.
        tokenise: text -> tokens.
        knows: whether the tokeniser's dictionary has a word.
    """
    explained = {row.word for row in annotated.rules.explained}
    blocked = {row.word for row in annotated.rules.not_names}
    found: set[Uncovered] = set()
    for unit in annotated.units:
        covered = bytearray(len(unit.text))
        spans = [(mark.start, mark.end) for mark in annotated.mentions.get(unit.id, ())]
        spans += [(mark.start, mark.end) for mark in annotated.dates.get(unit.id, ())]
        spans += [match.span() for match in _ADDRESS_RE.finditer(unit.text)]
        for word in (*explained, *blocked):
            spans += [match.span() for match in re.finditer(_as_word(word), unit.text)]
        for start, end in spans:
            covered[start:end] = b"\x01" * (end - start)
        for start, end, kind in _iter_likely(unit.text, tokenise, knows):
            if any(covered[start:end]):
                continue
            found.add(Uncovered(unit.id, start, end, unit.text[start:end], kind))
    return sorted(found)


def _as_word(word: str) -> str:
    """Return a pattern for a word, not inside a longer Latin one."""
    if re.fullmatch(r"[0-9A-Za-z&.+-]+", word):
        return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
    return re.escape(word)


def _iter_likely(
    text: str, tokenise: Callable[[str], Sequence[Token]], knows: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    for match in _ABBREVIATION_RE.finditer(text):
        yield *match.span(), "abbreviation"
    tokens = tokenise(text)
    for token in tokens:
        if token.part_of_speech[:2] == ("名詞", "固有名詞") and not token.surface.isascii():
            yield token.begin, token.end, "proper noun"
    unknown = {
        offset
        for token in tokens
        if _KATAKANA_RE.search(token.surface) and not knows(token.surface)
        for offset in range(token.begin, token.end)
    }
    for match in _KATAKANA_RE.finditer(text):
        if unknown & set(range(*match.span())):
            yield *match.span(), "katakana word"
