"""The edition directives of a document: what PDF text cannot tell a general reader.

Parsed from the `edition` block of corpus/documents/<key>.yml, whose schema
(corpus/schema/document.schema.json) has already been checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edition.errors import Place

#: Cell of a table directive that goes on from the cell at its left, or above.
FROM_LEFT, FROM_ABOVE = "←", "↑"

PlaceOf = Callable[[tuple[str | int, ...]], Place]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of the source with the reason it is declared."""

    quote: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageRules:
    """How page starts show in the text of a document.

    Args:
        rules: "leading_space" and "blank_run" (see structure/pages.py), or none.
        first: number of the page on which the text begins.
        starts: quotes with which pages begin, where no rule shows them.
        printed: for the page that begins with the quote, its printed number; or None.
        printed_number: that number.
    """

    rules: tuple[str, ...]
    first: int
    starts: tuple[Quoted, ...]
    printed: Quoted | None
    printed_number: int


@dataclass(frozen=True, slots=True)
class NoteRules:
    """Where notes stand and how their markers look.

    Args:
        markers: "doubled", "superscript", "glued", "quoted" or "none" (see structure/notes.py).
        quotes: for "quoted", the words each marker, from 1 up, stands behind.
        blocks: the words with which each block of note texts begins.
        missing: number of notes whose texts are absent, and why.
    """

    markers: str
    quotes: tuple[Quoted, ...]
    blocks: tuple[Quoted, ...]
    missing: int
    missing_reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A heading, in one or two lines; `inline` parts it from text on its line."""

    title: str
    level: int
    slug: str
    inline: str
    place: Place


@dataclass(frozen=True, slots=True)
class FrontRow:
    """A front passage; `level` 0 says that it belongs to the document itself."""

    quote: str
    role: str
    level: int | None
    lines: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A paragraph that closes the section of `level` after its subsections."""

    quote: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class ReferencesRow:
    """From the block that begins with `quote` to the next row: a list of references."""

    quote: str
    item_labels: tuple[str, ...]
    lone_labels: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note of a table's own: its printed label and its whole text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A flattened table and how it is cut into cells (row by row, as in the source)."""

    caption: str
    header_rows: int
    marker: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[TableNote, ...]
    source_line: str
    place: Place


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure whose image is lost: its caption and the lines that belong to it."""

    caption: str
    lines: tuple[str, ...]
    reason: str
    place: Place


OutlineRow = HeadingRow | FrontRow | ReturnRow | ReferencesRow | TableRow | FigureRow


@dataclass(frozen=True, slots=True)
class Directives:
    """All directives of one document."""

    paragraph_end: str
    pages: PageRules
    notes: NoteRules
    outline: tuple[OutlineRow, ...]
    list_labels: tuple[str, ...]
    lost_bullet: Quoted | None
    joins: tuple[Quoted, ...]
    breaks: tuple[Quoted, ...]
    artefacts: tuple[Quoted, ...]
    label_marks: Mapping[str, str]
    page_size: int
    place: Place


def parse_directives(block: Mapping[str, Any], place_of: PlaceOf) -> Directives:
    """Turn the `edition` block of a document file into directives.

    Args:
        block: the block as plain values, valid against the schema.
        place_of: gives the place of a key path inside the block.

    Returns:
        the directives, each with its place.
    """
    pages = block.get("pages", {})
    printed = pages.get("printed")
    notes = block.get("notes", {})
    missing = notes.get("missing", {})
    bullet = block.get("lost_bullet")

    def quoted(path: tuple[str | int, ...], rows: Sequence[Any], key: str) -> tuple[Quoted, ...]:
        return tuple(
            Quoted(row, "", place_of((*path, index)))
            if isinstance(row, str)
            else Quoted(row[key], row.get("reason", ""), place_of((*path, index)))
            for index, row in enumerate(rows)
        )

    return Directives(
        paragraph_end=block["paragraph_end"],
        pages=PageRules(
            rules=tuple(pages.get("rules", ())),
            first=pages.get("first", 1),
            starts=quoted(("pages", "starts"), pages.get("starts", ()), "begins"),
            printed=Quoted(printed["begins"], printed["reason"], place_of(("pages", "printed")))
            if printed
            else None,
            printed_number=printed["number"] if printed else 0,
        ),
        notes=NoteRules(
            markers=notes.get("markers", "none"),
            quotes=quoted(("notes", "quotes"), notes.get("quotes", ()), "after"),
            blocks=quoted(("notes", "blocks"), notes.get("blocks", ()), "begins"),
            missing=missing.get("count", 0),
            missing_reason=missing.get("reason", ""),
            place=place_of(("notes",)),
        ),
        outline=tuple(
            _parse_row(row, place_of(("outline", index)))
            for index, row in enumerate(block["outline"])
        ),
        list_labels=tuple(block.get("list_labels", ())),
        lost_bullet=Quoted(bullet["text"], bullet["reason"], place_of(("lost_bullet",)))
        if bullet
        else None,
        joins=quoted(("joins",), block.get("joins", ()), "after"),
        breaks=quoted(("breaks",), block.get("breaks", ()), "after"),
        artefacts=quoted(("artefacts",), block.get("artefacts", ()), "text"),
        label_marks=dict(block.get("label_marks", {})),
        page_size=block.get("page_size", 8000),
        place=place_of(()),
    )


def _parse_row(row: Mapping[str, Any], place: Place) -> OutlineRow:
    """Turn one row of the outline into its dataclass."""
    if "heading" in row:
        return HeadingRow(
            row["heading"], row["level"], row.get("slug", ""), row.get("inline", ""), place
        )
    if "front" in row:
        return FrontRow(
            row["front"], row["role"], row.get("level"), row.get("lines", False), place
        )
    if "return" in row:
        return ReturnRow(row["return"], row["level"], place)
    if "references" in row:
        return ReferencesRow(
            row["references"],
            tuple(row.get("item_labels", ())),
            tuple(row.get("lone_labels", ())),
            place,
        )
    if "table" in row:
        return TableRow(
            caption=row["table"],
            header_rows=row["header_rows"],
            marker=row.get("marker", ""),
            rows=tuple(tuple(str(cell) for cell in cells) for cells in row["rows"]),
            notes=tuple(TableNote(note["label"], note["text"]) for note in row.get("notes", ())),
            source_line=row.get("source", ""),
            place=place,
        )
    return FigureRow(row["figure"], tuple(row.get("lines", ())), row["reason"], place)
