"""Note markers in the running text, and the blocks of note texts at page feet.

A document's markers look one way (`NoteRules.markers`):

- doubled: an extraction fault prints the zero-based number, "F", a line break
  and then the printed number (`0F` / `1`); only the second is the marker;
- superscript: the digits ¹²³ of Unicode;
- glued: plain digits set directly behind a kana or a closing bracket;
- quoted: declared by the words they stand behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.errors import Finding
from edition.model import SourceSpan
from edition.structure.directives import NoteRules
from edition.structure.lines import Line, Piece, squeeze
from edition.structure.pages import FilePages
from edition.structure.quotes import QuoteFinder

SUPERSCRIPT_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Marker:
    """A note marker.

    Args:
        number: the printed number.
        whole: everything to be left out of the reading text.
        printed: the printed number itself.
        residue: the extraction fault before it, or None.
    """

    number: int
    whole: SourceSpan
    printed: SourceSpan
    residue: SourceSpan | None = None


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a note at a page foot.

    Args:
        number: the printed number.
        label: where the number stands.
        pieces: the lines of the text, without the number.
    """

    number: int
    label: SourceSpan
    pieces: tuple[Piece, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands behind the number."""
        return all(piece.span.begin == piece.span.end for piece in self.pieces)


def find_note_blocks(
    text: str, lines: Sequence[Line], pages: FilePages, rules: NoteRules
) -> tuple[tuple[tuple[Line, ...], ...], list[Finding]]:
    """Find the lines of each block of notes: from its first words to the page end.

    Returns:
        the non-blank lines of each block, and a finding for each quote that
        begins no line or several.
    """
    blocks = []
    findings = []
    for block in rules.blocks:
        wanted = squeeze(block.quote)
        found = [
            index
            for index, line in enumerate(lines)
            if squeeze(text[line.content.begin : line.content.end]).startswith(wanted)
        ]
        if len(found) != 1:
            findings.append(
                Finding(
                    block.place,
                    "S020",
                    f"note block 「{block.quote}」 begins {len(found)} lines of the source",
                    "quote the first words of exactly one line",
                )
            )
            continue
        first = lines[found[0]]
        end = min((s for _, s in pages.starts if s > first.content.begin), default=len(text))
        blocks.append(
            tuple(
                line
                for line in lines[found[0] :]
                if not line.is_blank and line.content.begin < end
            )
        )
    return tuple(blocks), findings


def cut_note_texts(
    text: str, blocks: Sequence[Sequence[Line]], rules: NoteRules
) -> tuple[NoteText, ...]:
    """Cut the blocks into notes: each begins with the next number at a line's head.

    A line is taken to begin a note only where the line before ended in a space,
    so that a number at the head of a wrapped line is not one.
    """
    notes: list[NoteText] = []
    pieces: list[Piece] = []
    label = SourceSpan(0, 0)
    expected = 1
    for block in blocks:
        ended = True
        for line in block:
            content = text[line.content.begin : line.content.end]
            number = str(expected)
            if rules.markers == "superscript":
                number = number.translate(SUPERSCRIPT_DIGITS)
            if ended and content.startswith(number):
                if pieces:
                    notes.append(NoteText(expected - 1, label, tuple(pieces)))
                label = SourceSpan(line.content.begin, line.content.begin + len(number))
                begin = line.content.begin + len(number)
                while begin < line.content.end and text[begin] == " ":
                    begin += 1
                pieces = [Piece(SourceSpan(begin, line.content.end))]
                expected += 1
            else:
                space = pieces[-1].span.end if pieces else -1
                pieces.append(Piece(line.content, space if text[space : space + 1] == " " else -1))
            ended = line.ends_in_space or rules.markers == "superscript"
    if pieces:
        notes.append(NoteText(expected - 1, label, tuple(pieces)))
    return tuple(notes)


def find_markers(
    text: str, finder: QuoteFinder, outside: Sequence[SourceSpan], rules: NoteRules
) -> tuple[tuple[Marker, ...], list[Finding]]:
    """Find the markers 1, 2, 3 ... in the running text, in this order.

    Args:
        text: text of the source.
        finder: the same text, for quotes.
        outside: spans in which no marker is sought (the note blocks).
        rules: the note directives.

    Returns:
        the markers, and a finding for each declared marker that is not there.
    """
    if rules.markers == "none":
        return (), []
    if rules.markers == "quoted":
        return _quoted_markers(finder, outside, rules)
    markers: list[Marker] = []
    begin = 0
    while True:
        number = len(markers) + 1
        pattern = {
            "doubled": rf"(?<!\d)({number - 1}F)\n+({number})(?!\d)",
            "superscript": rf"()({str(number).translate(SUPERSCRIPT_DIGITS)})",
            "glued": rf"(?<=[ぁ-ん）])()({number})(?![\d ])",
        }[rules.markers]
        match = next(
            (
                found
                for found in re.compile(pattern).finditer(text, begin)
                if not any(found.start() < span.end and span.begin < found.end() for span in outside)
            ),
            None,
        )
        if match is None:
            return tuple(markers), []
        residue = SourceSpan(*match.span(1)) if match[1] else None
        markers.append(
            Marker(number, SourceSpan(*match.span()), SourceSpan(*match.span(2)), residue)
        )
        begin = match.end()


def _quoted_markers(
    finder: QuoteFinder, outside: Sequence[SourceSpan], rules: NoteRules
) -> tuple[tuple[Marker, ...], list[Finding]]:
    """Find markers declared by the words they stand behind."""
    markers = []
    findings = []
    for number, quoted in enumerate(rules.quotes, 1):
        found = [
            span
            for span in finder.find(f"{quoted.quote}{number}")
            if not any(span.begin < block.end and block.begin < span.end for block in outside)
        ]
        if len(found) != 1:
            findings.append(
                Finding(
                    quoted.place,
                    "S021",
                    f"marker {number} behind 「{quoted.quote}」 stands {len(found)} times in the source",
                    "quote enough of the words before the marker to match exactly once",
                )
            )
            continue
        end = found[0].end
        span = SourceSpan(end - len(str(number)), end)
        markers.append(Marker(number, span, span))
    return tuple(markers), findings


def check_pairs(
    markers: Sequence[Marker], notes: Sequence[NoteText], rules: NoteRules
) -> list[Finding]:
    """Check that markers and note texts pair off, one to one."""
    if rules.missing:
        if len(markers) == rules.missing and not notes:
            return []
        return [
            Finding(
                rules.place,
                "S022",
                f"{len(markers)} note markers found, {rules.missing} notes declared missing",
                "declare as many missing notes as the text has markers",
            )
        ]
    have = [marker.number for marker in markers]
    want = [note.number for note in notes if not note.is_empty]
    if have == want and len(want) == len(notes):
        return []
    return [
        Finding(
            rules.place,
            "S023",
            f"note markers {have or 'none'} do not pair with note texts {want or 'none'}",
            "declare every note block, and markers as they look in this document",
        )
    ]
