"""What is told of a stretch of a paper: each quotation in it with its verdict.

docs/assets/quote-check/examine.js is the twin of this file.
"""

from __future__ import annotations

from typing import NamedTuple

from edition.quotation.match import QuotationIndex, Verdict
from edition.quotation.pieces import Piece, cut_fragments, cut_paragraphs, cut_quotations, cut_sentences

#: Folded characters from which a sentence out of a longer text is looked for by itself.
SHORTEST_SENTENCE = 10
_AS_IT_STANDS = ("exact", "near")


class Checked(NamedTuple):
    """A piece and what was found."""

    piece: Piece
    verdict: Verdict


def examine(text: str, index: QuotationIndex) -> list[Checked]:
    """Cut a text into quotations where it holds such, else into paragraphs, and look for each.

    A paragraph that as a whole stands in a passage is taken whole, whatever marks
    are in it. A quotation that is found nowhere is looked for in the parts an
    ellipsis leaves, then sentence by sentence.
    """
    checked: list[Checked] = []
    for paragraph in cut_paragraphs(text):
        whole = Checked(paragraph, index.find(paragraph.text))
        quotations = cut_quotations(paragraph.text) if paragraph.kind == "whole" else []
        if whole.verdict.name in _AS_IT_STANDS or not quotations:
            checked += _look_closer(whole, index)
            continue
        quoted = sum(index.length(piece.text) for piece in quotations)
        if whole.verdict.name == "different" and 2 * quoted < index.length(paragraph.text):
            checked.append(whole)
            continue
        for piece in quotations:
            checked += _look_closer(Checked(piece, index.find(piece.text)), index)
    return checked


def _look_closer(whole: Checked, index: QuotationIndex) -> list[Checked]:
    """Return the parts of a piece that is found nowhere, if any of them is found; else the piece."""
    if whole.verdict.name != "none":
        return [whole]
    fragments = [Checked(part, index.find(part.text)) for part in cut_fragments(whole.piece.text)]
    if any(part.verdict.matches for part in fragments):
        return fragments
    sentences = [
        Checked(part, index.find(part.text))
        for part in cut_sentences(whole.piece.text)
        if index.length(part.text) >= SHORTEST_SENTENCE
    ]
    return [part for part in sentences if part.verdict.matches] or [whole]
