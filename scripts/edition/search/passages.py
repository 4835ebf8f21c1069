"""What the search knows of a passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A passage as the index takes it, in reading order.

    Args:
        id: passage id (`hiraiwa2011.12`).
        document: citation key.
        kind: as in passages.jsonl.
        url: site-relative address with anchor.
        permalink: site-relative permanent address.
        division: id of the division, None for the document itself.
        division_title: title of the division, "" when there is none.
        label: printed mark or number outside the text, or None.
        page: page of the file, or None.
        text: reading text, never empty.
        extra: facts about its document: `document_title` (short label) and `year` (integer).
        years: spans of years (first, last) its dates speak of.
        dates: its dates as they are written, each with its EDTF value.
        emendations: start, end and the reading an editor suggests in place of `text[start:end]`.
    """

    id: str
    document: str
    kind: str
    url: str
    permalink: str
    division: str | None
    division_title: str
    label: str | None
    page: int | None
    text: str
    extra: Mapping[str, object] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    emendations: tuple[tuple[int, int, str], ...] = ()
