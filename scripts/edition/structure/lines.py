"""Lines of a source, and the rule by which wrapped lines are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.model import SourceSpan


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source.

    Args:
        number: counted from 1.
        begin: offset of its first code point.
        end: offset after its last code point, the line break excluded.
        content: span of the line without the spaces at both ends; empty for a blank line.
    """

    number: int
    begin: int
    end: int
    content: SourceSpan

    @property
    def is_blank(self) -> bool:
        """Whether nothing but spaces stands on the line."""
        return self.content.begin == self.content.end

    @property
    def ends_in_space(self) -> bool:
        """Whether spaces follow the content: in PDF text, the end of a paragraph."""
        return self.content.end < self.end

    @property
    def is_empty(self) -> bool:
        """Whether the line has no character at all."""
        return self.begin == self.end


def split_lines(text: str) -> tuple[Line, ...]:
    """Split `text` at line feeds into lines that know where they stand."""
    lines = []
    begin = 0
    for number, raw in enumerate(text.split("\n"), 1):
        end = begin + len(raw)
        stripped = raw.strip(" ")
        if stripped:
            first = begin + len(raw) - len(raw.lstrip(" "))
            content = SourceSpan(first, first + len(stripped))
        else:
            content = SourceSpan(end, end)
        lines.append(Line(number, begin, end, content))
        begin = end + 1
    return tuple(lines)


def squeeze(text: str) -> str:
    """Return `text` without spaces and line breaks: how quotes are compared."""
    return "".join(text.split())


def is_japanese(character: str) -> bool:
    """Whether a line break beside `character` never stands for a space.

    Kana, ideographs, CJK punctuation and full-width forms (Unicode blocks
    2E80-9FFF, F900-FAFF, FF00-FFEF and the supplementary ideographs).
    """
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """A reading text and where each of its characters stands.

    Args:
        text: the reading text.
        offsets: for each code point of `text`, its offset in the source.
        cuts: for each dropped span, the offset in `text` at which it was taken out.
    """

    text: str
    offsets: tuple[int, ...]
    cuts: tuple[tuple[SourceSpan, int], ...]

    def spans(self, source: str) -> tuple[SourceSpan, ...]:
        """Return the stretches of `source` that make up the text.

        Stretches with nothing but spaces and line breaks between them are one.
        """
        spans: list[SourceSpan] = []
        for offset in self.offsets:
            if spans and not source[spans[-1].end : offset].strip():
                spans[-1] = SourceSpan(spans[-1].begin, offset + 1)
            else:
                spans.append(SourceSpan(offset, offset + 1))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that goes into a reading text.

    Args:
        span: where it stands, without spaces at its ends.
        space: offset of the space that parts it from the piece before, or -1.
        own_line: whether it begins a line of its own (a member's post), so that
            the space stays even between Japanese characters.
    """

    span: SourceSpan
    space: int = -1
    own_line: bool = False


def join_pieces(
    source: str, pieces: Sequence[Piece], dropped: Sequence[SourceSpan] = ()
) -> Joined:
    """Join pieces of lines into one reading text.

    Nothing is put between two characters that the source does not have there:
    a line break vanishes; a space beside it stays, except between two Japanese
    characters; the spaces that set a dropped note marker apart go with it.

    Args:
        source: text of the source file.
        pieces: pieces in reading order.
        dropped: spans to leave out (note markers), which may reach over a line break.

    Returns:
        the text with the source offset of every character.
    """
    taken_out = {
        offset for span in dropped for offset in range(span.begin, span.end)
    }
    offsets: list[int] = []
    for piece in pieces:
        kept = [o for o in range(piece.span.begin, piece.span.end) if o not in taken_out]
        if offsets and kept and piece.space >= 0 and source[offsets[-1]] != " ":
            closed = is_japanese(source[offsets[-1]]) and is_japanese(source[kept[0]])
            if piece.own_line or not closed:
                offsets.append(piece.space)
        offsets.extend(kept)
    inside = sorted(
        span
        for span in dropped
        if any(p.span.begin < span.end and span.begin < p.span.end for p in pieces)
    )
    for span in inside:
        _close_up(source, offsets, span)
    while offsets and source[offsets[-1]] == " ":
        offsets.pop()
    while offsets and source[offsets[0]] == " ":
        offsets.pop(0)
    cuts = tuple((span, _count_before(offsets, span.begin)) for span in inside)
    return Joined("".join(source[offset] for offset in offsets), tuple(offsets), cuts)


def _count_before(offsets: Sequence[int], position: int) -> int:
    """Return how many of the ordered source `offsets` lie before `position`."""
    return sum(1 for offset in offsets if offset < position)


def _close_up(source: str, offsets: list[int], marker: SourceSpan) -> None:
    """Drop the spaces between a marker and the Japanese text that goes on after it."""
    at = _count_before(offsets, marker.begin)
    end = at
    while end < len(offsets) and source[offsets[end]] == " ":
        end += 1
    if at == 0 or end == len(offsets):
        return
    if is_japanese(source[offsets[at - 1]]) and is_japanese(source[offsets[end]]):
        del offsets[at:end]
