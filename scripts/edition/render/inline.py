"""A reading text as HTML: characters of the source between marks that hold no characters.

Whatever is laid over the text (pages, note markers, names, dates, editorial
notes), the text content of the result is the text itself: numbers and signs are
drawn by CSS from attributes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.model import NoteRef, PageStart
from edition.render.escape import html


@dataclass(frozen=True, slots=True)
class Wrap:
    """An element laid over a stretch of a text.

    Args:
        start: offset of the first character inside.
        end: offset behind the last.
        rank: the lower, the further outside where stretches cross.
        opening: opening tag of the first piece.
        closing: its closing tag.
        resumed: opening tag of a further piece, where something else cuts the stretch; no link.
        after: what stands behind the last piece, with no text content.
        is_link: whether the element is a link, which may not stand in another.
    """

    start: int
    end: int
    rank: int
    opening: str
    closing: str
    resumed: str
    after: str = ""
    is_link: bool = True

    @property
    def resumed_closing(self) -> str:
        """The closing tag of a further piece."""
        return f"</{self.resumed[1:].split(' ', 1)[0].rstrip('>')}>"


def slice_wraps(wraps: Sequence[Wrap], at: int, length: int) -> list[Wrap]:
    """Return the wraps of the stretch `at:at+length` of a text, counted from its beginning."""
    return [
        replace(wrap, start=max(0, wrap.start - at), end=min(length, wrap.end - at))
        for wrap in wraps
        if wrap.start < at + length and at < wrap.end
    ]


def page_label(page: int, printed: Mapping[int, int]) -> str:
    """Return how a page is named to readers: the printed number, or that of the file."""
    return f"p. {printed[page]}" if page in printed else f"{page}頁"


def page_range(first: int, last: int, printed: Mapping[int, int]) -> str:
    """Return how a run of pages is named."""
    if first == last:
        return page_label(first, printed)
    if first in printed and last in printed:
        return f"p. {printed[first]}–{printed[last]}"
    return f"{first}–{last}頁"


def page_mark(page: int, printed: Mapping[int, int]) -> str:
    """Return the mark that a page of the source begins here."""
    label = page_label(page, printed)
    said = f"ここから原文の{page}頁目" + ("（印刷頁の推定）" if page in printed else "")
    return (
        f'<span class="page-mark" id="page{page}" role="separator" '
        f'aria-label="{html(said)}" title="{html(said)}" data-page="{html(label)}"></span>'
    )


def note_mark(ref: NoteRef, seen: set[str], shown: str = "", root: str | None = None) -> str:
    """Return the link from a text to its note.

    Args:
        ref: the marker.
        seen: ids already given on the page; changed.
        shown: the marker as printed, where it is not the note's number.
        root: relative address of the site's root when the link is to lead to the
            note's permanent page; None for the note on the same page.
    """
    number = ref.note.rpartition(".n")[2]
    identity = f"r{number}"
    while identity in seen:
        identity += "-2"
    seen.add(identity)
    address = f"#n{number}" if root is None else f"{root}p/{ref.note}/"
    return (
        f'<a class="note-ref" id="{identity}" href="{address}" role="doc-noteref" '
        f'aria-label="注{number}" data-number="{html(shown) or f"({number})"}"></a>'
    )


class _Layers:
    """The elements open at a point of the text, outermost first."""

    def __init__(self, wraps: Sequence[Wrap]) -> None:
        self._wraps = sorted(wraps, key=lambda wrap: (wrap.rank, wrap.start, -wrap.end))
        self._begun: set[int] = set()
        self._open: list[tuple[Wrap, str]] = []

    def active(self, at: int) -> list[Wrap]:
        """Return what lies over the character at `at`; of two links only the outer one."""
        found: list[Wrap] = []
        for wrap in self._wraps:
            if wrap.start <= at < wrap.end:
                if wrap.is_link and any(other.is_link for other in found):
                    continue
                found.append(wrap)
        return found

    def move_to(self, at: int | None) -> str:
        """Return the tags that lead from what is open to what lies over the character at `at`."""
        wanted = [] if at is None else self.active(at)
        parts = []
        kept = 0
        while kept < min(len(wanted), len(self._open)) and self._open[kept][0] is wanted[kept]:
            kept += 1
        while len(self._open) > kept:
            parts.append(self._open.pop()[1])
        for wrap in wanted[kept:]:
            first = id(wrap) not in self._begun
            self._begun.add(id(wrap))
            parts.append(wrap.opening if first else wrap.resumed)
            self._open.append((wrap, wrap.closing if first else wrap.resumed_closing))
        return "".join(parts)


def inline(
    text: str,
    note_refs: Sequence[NoteRef] = (),
    page_starts: Sequence[PageStart] = (),
    printed: Mapping[int, int] = {},
    seen: set[str] | None = None,
    root: str | None = None,
    wraps: Sequence[Wrap] = (),
) -> str:
    """Return a reading text with its marks.

    Args:
        text: the reading text.
        note_refs: markers; at one offset with a page start they come first.
        page_starts: pages that begin in the text.
        printed: printed number by page.
        seen: note link ids given so far on the page.
        root: see `note_mark`.
        wraps: names, dates and editorial marks laid over the text; where they cross,
            one of them is written in pieces.

    Returns:
        HTML whose text content is `text`.
    """
    seen = set() if seen is None else seen
    points: dict[int, list[tuple[int, str]]] = {}
    for ref in note_refs:
        points.setdefault(ref.offset, []).append((0, note_mark(ref, seen, root=root)))
    for wrap in wraps:
        if wrap.after:
            points.setdefault(wrap.end, []).append((1, wrap.after))
    for start in page_starts:
        points.setdefault(start.offset, []).append((2, page_mark(start.page, printed)))
    # A marker stays on the line of the character it hangs on.
    hanging = {at - 1 for at, marks in points.items() if at and min(rank for rank, _ in marks) < 2}
    cuts = {0, len(text), *points, *hanging}
    cuts |= {edge for wrap in wraps for edge in (wrap.start, wrap.end)}
    edges = sorted(edge for edge in cuts if 0 <= edge <= len(text))
    layers = _Layers(wraps)
    parts: list[str] = []
    if 0 in points:
        parts += [mark for _, mark in sorted(points[0])]
    for begin, end in pairwise(edges):
        marks = sorted(points.get(end, ()))
        if begin in hanging and end == begin + 1:
            close = layers.move_to(None)
            opened = layers.move_to(begin)
            inside = html(text[begin:end])
            closed = layers.move_to(None)
            hung = "".join(mark for rank, mark in marks if rank < 2)
            rest = "".join(mark for rank, mark in marks if rank == 2)
            parts.append(f'{close}<span class="marked">{opened}{inside}{closed}{hung}</span>{rest}')
            continue
        parts.append(layers.move_to(begin))
        parts.append(html(text[begin:end]))
        if marks:
            # A page mark may stand inside a name; it is no link.
            following = layers.active(end) if end < len(text) else []
            if not set(map(id, following)) & set(map(id, layers.active(begin))):
                parts.append(layers.move_to(None))
            parts += [mark for _, mark in marks]
    parts.append(layers.move_to(None))
    return "".join(parts)
