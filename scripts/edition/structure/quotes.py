"""Finding quoted words in a source whatever line breaks and spaces stand between."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.model import SourceSpan
from edition.structure.lines import squeeze


@dataclass(frozen=True)
class QuoteFinder:
    """A source without its spaces, and the offset of every character left.

    Args:
        text: text of the source.
    """

    text: str
    letters: str = field(init=False)
    offsets: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Squeeze the text once."""
        kept = [(offset, letter) for offset, letter in enumerate(self.text) if not letter.isspace()]
        object.__setattr__(self, "letters", "".join(letter for _, letter in kept))
        object.__setattr__(self, "offsets", tuple(offset for offset, _ in kept))

    def find(self, quote: str) -> list[SourceSpan]:
        """Return every place of `quote`, as spans from its first to after its last letter."""
        wanted = squeeze(quote)
        spans = []
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            spans.append(SourceSpan(self.offsets[at], self.offsets[at + len(wanted) - 1] + 1))
            at = self.letters.find(wanted, at + 1)
        return spans
