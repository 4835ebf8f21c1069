"""The tokeniser: SudachiPy with its core dictionary. The only importer of sudachipy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from sudachipy import Dictionary, Morpheme, SplitMode

from edition.tokens import Token


class SudachiTokeniser:
    """Cuts texts into the longest units (C), each with its short units (A).

    Calling it with a text returns its tokens; the dictionary is loaded once.
    """

    def __init__(self) -> None:
        self._dictionary = Dictionary(dict="core")
        self._tokeniser = self._dictionary.tokenizer(mode=SplitMode.C)
        self.versions: Mapping[str, str] = {name: version(name) for name in ("sudachidict_core", "sudachipy")}

    def __call__(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a text."""
        return tuple(self._token(morpheme, text) for morpheme in self._tokeniser.tokenize(text))

    def spellings(self, surface: str) -> tuple[str, ...]:
        """Return the normalised forms the dictionary knows for a surface, none when unknown."""
        return tuple(sorted({m.normalized_form() for m in self._dictionary.lookup(surface)}))

    def _token(self, morpheme: Morpheme, text: str) -> Token:
        parts = morpheme.split(SplitMode.A, add_single=False)
        return Token(
            surface=text[morpheme.begin() : morpheme.end()],
            dictionary_form=morpheme.dictionary_form(),
            normalised_form=morpheme.normalized_form(),
            reading_form=morpheme.reading_form(),
            part_of_speech=tuple(morpheme.part_of_speech()),
            begin=morpheme.begin(),
            end=morpheme.end(),
            parts=tuple(self._token(part, text) for part in parts) if len(parts) > 1 else (),
        )
