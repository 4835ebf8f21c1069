"""BM25 by lunr: terms of every passage in, scored postings out. The only importer of lunr.

lunr scores a document by the product of the query's vector and the vectors of
the document's fields, divided by the length of the former. Entries of other
terms do not enter it, so a term's entries in the field vectors are filed under
the term: the browser adds up those of the query (rank.js), and the scores are
those of the whole index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata

from lunr.builder import Builder

from edition.search.codec import SYMBOLS, encode_number

#: Scores of a term are written as parts of its highest score, one character each.
LEVELS = 59


@dataclass(frozen=True, slots=True)
class TermPostings:
    """A term's share of the index.

    Args:
        highest: its highest score in any passage and field.
        fields: for each field, passages in ascending order with their scores.
    """

    highest: float
    fields: Mapping[str, tuple[tuple[int, float], ...]]

    @property
    def n_passages(self) -> int:
        """Number of passages in whose text the term stands."""
        return len(self.fields.get("text", ()))


def lunr_version() -> str:
    """Return the version of lunr, since scores are part of the result."""
    return metadata.version("lunr")


def index_terms(documents: Sequence[Mapping[str, Sequence[str]]], boosts: Mapping[str, int]) -> dict[str, TermPostings]:
    """Score terms per passage and field with lunr.

    Args:
        documents: for each passage, the terms of each field.
        boosts: the fields and their weights.
    """
    if not documents:
        return {}
    builder = Builder()
    builder.ref("n")
    for name, boost in sorted(boosts.items()):
        builder.field(name, boost=boost)
    for number, document in enumerate(documents):
        builder.add({"n": str(number), **{name: list(document[name]) for name in boosts}})
    index = builder.build()
    vectors = index.field_vectors
    scores_by_reference = {
        reference: dict(zip(vector.elements[::2], vector.elements[1::2], strict=True))
        for reference, vector in vectors.items()
    }
    found: dict[str, TermPostings] = {}
    for term, posting in index.inverted_index.items():
        place = posting["_index"]
        fields = {
            name: tuple(
                (number, scores_by_reference[f"{name}/{number}"][place]) for number in sorted(map(int, posting[name]))
            )
            for name in sorted(boosts)
            if posting[name]
        }
        highest = max(score for rows in fields.values() for _, score in rows)
        found[str(term)] = TermPostings(highest, fields)
    return found


def encode_postings(postings: Sequence[tuple[int, float]], highest: float) -> str:
    """Write scored postings: distance to the passage before, then the score's level."""
    out = []
    previous = -1
    for number, score in postings:
        level = round(score / highest * LEVELS) if highest > 0 else 0
        out.append(encode_number(number - previous - 1))
        out.append(SYMBOLS[max(0, min(LEVELS, level))])
        previous = number
    return "".join(out)
