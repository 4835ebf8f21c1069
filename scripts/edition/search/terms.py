"""Terms: what lunr counts, made from tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from edition.normalise import Folder
from edition.tokens import Token

Tokenise = Callable[[str], Sequence[Token]]

# Particles, auxiliaries, punctuation and blanks tell nothing about a passage.
_EMPTY_CLASSES = frozenset({"助詞", "助動詞", "補助記号", "空白"})


def iter_units(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the long units and, where they differ, their short units."""
    for token in tokens:
        yield token
        yield from token.parts


def is_content(token: Token) -> bool:
    """Tell whether a token says something about its passage."""
    return bool(token.part_of_speech) and token.part_of_speech[0] not in _EMPTY_CLASSES


def terms_of(tokens: Sequence[Token], folder: Folder) -> list[str]:
    """Return the terms of a text: normalised forms, folded, in reading order.

    A character lunr would read as an operator or a wildcard never becomes a term.
    """
    terms = []
    for token in iter_units(tokens):
        if is_content(token):
            term = folder.key(token.normalised_form)
            if term and "*" not in term:
                terms.append(term)
    return terms
