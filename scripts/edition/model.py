"""The nouns of the edition: source, page, division, passage, note.

Offsets are code points. A `SourceSpan` lies in the source file, every other
offset in the `text` of its passage. Nothing here reads files or renders.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from edition.errors import Place


class PassageKind(StrEnum):
    """What a passage is (design.md, contract "data")."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    NOTE = "note"
    TABLE = "table"
    FIGURE = "figure"
    REFERENCE = "reference"
    FRONT = "front"
    QUOTATION = "quotation"


class Access(StrEnum):
    """How much of a document the rights block lets the site publish."""

    FULL = "full"
    EXCERPT = "excerpt"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, order=True)
class SourceSpan:
    """Half-open stretch `begin:end` of code points of a source file."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a source file as given, never edited.

    Args:
        key: citation key.
        path: path of the file below the repository.
        text: the whole file, decoded as UTF-8.
        sha256: hexadecimal digest of its bytes.
    """

    key: str
    path: str
    text: str
    sha256: str

    def line_at(self, offset: int) -> int:
        """Return the line number, from 1, of the code point at `offset`."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the source file that has text.

    Args:
        page: number of the page in the file, from 1; pages without text count.
        printed: number printed on the page, or inferred; None when unknown.
        start: offset in the source of the first character of the page.
    """

    page: int
    printed: int | None
    start: int


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A note marker: it hangs on the text before `offset`; `note` is the note's id."""

    offset: int
    note: str


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of the source begins at `offset` of the passage's text."""

    offset: int
    page: int


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell that reaches over several rows or columns; its other places hold ""."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table passage.

    Args:
        caption: the caption as printed.
        header_rows: number of leading rows that are headings.
        cells: rows of strings, every row of the same length.
        spans: cells larger than one place.
        source_line: the line that names where the figures come from, or "".
        refs: places (row, column) in which a note marker stands, with the note's id.
        marker: how the marker is printed.
    """

    caption: str
    header_rows: int
    cells: tuple[tuple[str, ...], ...]
    spans: tuple[CellSpan, ...] = ()
    source_line: str = ""
    refs: tuple[tuple[int, int, str], ...] = ()
    marker: str = ""

    @property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The places (row, column) that a larger cell reaches over."""
        return frozenset(
            (row, column)
            for span in self.spans
            for row in range(span.row, span.row + span.rows)
            for column in range(span.column, span.column + span.columns)
            if (row, column) != (span.row, span.column)
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest citable unit.

    Args:
        id: `<key>.<n>`, `<key>.n<k>`, `<key>.t<k>` or `<key>.f<k>`; "" before minting.
        document: citation key.
        division: id of the division it belongs to, None for the document itself.
        kind: what it is.
        label: printed mark or number that is not part of the text, or None.
        text: reading text without markers, labels and line breaks; None for a lost note.
        source_spans: where each character of `text` stands in the source.
        note_refs: note markers, by offset.
        page_starts: pages of the file that begin inside the text (or at its start).
        page: page of the file on which the passage begins.
        role: what a front passage is (title, author, date ...), or "".
        lines: the lines of a passage set as separate lines (a member's posts), or ().
        table: the cells, for a table.
        reason: why the text is missing, for a note without text.
    """

    id: str
    document: str
    division: str | None
    kind: PassageKind
    label: str | None
    text: str | None
    source_spans: tuple[SourceSpan, ...]
    note_refs: tuple[NoteRef, ...] = ()
    page_starts: tuple[PageStart, ...] = ()
    page: int | None = None
    role: str = ""
    lines: tuple[str, ...] = ()
    table: Table | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """A structural part of a document, opened by a heading.

    Args:
        id: `<key>/<slug>`.
        slug: the part of the id after the key, used in addresses.
        level: from 1 under the document.
        label: printed number or mark of the heading, part of `title`; or None.
        title: the heading as printed, without note markers.
        parent: id of the enclosing division, or None.
        source_spans: where the heading stands.
        page: page of the file on which the heading stands.
        note_refs: note markers on the heading.
    """

    id: str
    slug: str
    level: int
    label: str | None
    title: str
    parent: str | None
    source_spans: tuple[SourceSpan, ...]
    page: int | None = None
    note_refs: tuple[NoteRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """Source characters that are no reading text: a label, a marker or an artefact.

    Args:
        span: where they stand.
        kind: "label", "marker" or "artefact".
        reason: why they are kept out of the text.
    """

    span: SourceSpan
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A document divided: what the stage `structure` makes of a source.

    `passages` are in reading order, notes after the passage that refers to them.
    """

    key: str
    pages: tuple[SourcePage, ...]
    divisions: tuple[Division, ...]
    passages: tuple[Passage, ...]
    apart: tuple[Apart, ...]
    #: Division ids and indices into `passages`, interleaved in reading order.
    order: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a bibliographic fact comes from.

    Args:
        status: "own" (the document's text), "outside" (a named source),
            "inferred" (reasoned from those) or "unknown".
        quote: exact words of the document, for "own".
        source: name or address of the outside source, for "outside".
        reason: the reasoning, for "inferred"; why not known, for "unknown".
    """

    status: str
    quote: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NameForm:
    """How the name of a person in a record is read or romanised.

    Args:
        name: the name as the record has it, family and given name without a space.
        form: "reading" (kana) or "latin".
        family: family name in that form.
        given: given name in that form.
        basis: where the form comes from.
    """

    name: str
    form: str
    family: str
    given: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights, what that rests on, and what the site may show."""

    holder: str
    basis: str
    scope: str
    access: Access
    excerpt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The bibliographic record of a document.

    Args:
        key: citation key.
        short_title: label for lists and links, e.g. 「平岩 2011」.
        csl: known fields as a CSL-JSON item.
        basis: for each field, known or not, where it comes from.
        rights: the rights block.
        sha256: digest the source must have.
        place: where the record stands.
        names: readings and romanised forms of the names in the record.
        notes: remarks of the editor for the reader.
    """

    key: str
    short_title: str
    csl: dict[str, object]
    basis: dict[str, Basis]
    rights: Rights
    sha256: str
    place: Place
    names: tuple[NameForm, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def title(self) -> str | None:
        """The title, or None when it is unknown."""
        title = self.csl.get("title")
        return title if isinstance(title, str) else None
