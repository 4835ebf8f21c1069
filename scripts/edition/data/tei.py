"""/data/tei/<key>.xml: a document in TEI P5 (https://tei-c.org/guidelines/p5/), valid against tei_all.

The ids of the edition are its xml:id. See docs/about/data-package.md for how the text is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.annotated import AnnotatedCorpus
from edition.data.tei_header import render_header
from edition.data.tei_standoff import render_standoff
from edition.data.tei_text import (
    Layer,
    PageBreaks,
    attributes,
    encode_text,
    layers_of,
    points_of,
    slice_layers,
    xml_id,
    xml_text,
)
from edition.edited import EditedDocument
from edition.model import Division, Passage, PassageKind, Table
from edition.rights import is_visible

_JAPANESE_RE = re.compile(r"[぀-ヿ㐀-鿿]")
_LATIN_RE = re.compile(r"[A-Za-z]")
#: What a passage is written as, and the list it stands in.
_TAGS = {
    PassageKind.PARAGRAPH: ("p", ""),
    PassageKind.QUOTATION: ("quote", ""),
    PassageKind.FRONT: ("ab", ""),
    PassageKind.LIST_ITEM: ("item", "list"),
    PassageKind.REFERENCE: ("bibl", "listBibl"),
    PassageKind.NOTE: ("note", ""),
    PassageKind.TABLE: ("table", ""),
    PassageKind.FIGURE: ("figure", ""),
}
_WITHHELD = '<gap reason="withheld"/>'


def format_tei(
    document: EditedDocument, annotated: AnnotatedCorpus, withheld: frozenset[str]
) -> str:
    """Return a document as a TEI file.

    Args:
        document: the document.
        annotated: the annotated corpus.
        withheld: ids of passages whose text may not be shown, of all documents.
    """
    body = _Body(document, annotated).render()
    structure = document.structure
    units = [division.id for division in structure.divisions]
    units += [passage.id for passage in structure.passages if passage.id not in withheld]
    named = {mention.entity for unit in units for mention in annotated.mentions.get(unit, ())}
    entities = (entity for entity in annotated.entities.values() if entity.id in named)
    main = str(document.record.csl.get("language", "ja"))
    codes = [main] if 'xml:lang="en"' not in body or main == "en" else [main, "en"]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{attributes(xml_id=xml_id(document.key), xml_lang=main)}>\n'
        f"{render_header(document, codes)}\n"
        f"{render_standoff(document.key, entities, annotated, withheld)}"
        f"<text>\n<body>\n{body}</body>\n</text>\n</TEI>\n"
    )


class _Body:
    """Writes the body of a document, from its first unit to its last."""

    def __init__(self, document: EditedDocument, annotated: AnnotatedCorpus) -> None:
        structure = document.structure
        self._document = document
        self._annotated = annotated
        self._divisions = {division.id: division for division in structure.divisions}
        self._pages = PageBreaks(
            document.key,
            {page.page: page.printed for page in structure.pages if page.printed is not None},
            (
                start.page
                for passage in structure.passages
                if passage.text is not None and is_visible(document, passage)
                for start in passage.page_starts
            ),
            [page.page for page in structure.pages],
        )
        self._parts: list[str] = []
        #: Open divs, outermost first, and whether a div was closed in each: behind one no passage may stand.
        self._open: list[tuple[str | None, bool]] = [(None, False)]
        self._list = ""
        #: Notes met in a list: they stay in it when it goes on behind them.
        self._held: list[str] = []

    def render(self) -> str:
        """Return the content of the body."""
        structure = self._document.structure
        for part in structure.order:
            if isinstance(part, str):
                self._begin_division(self._divisions[part])
            else:
                self._add_passage(structure.passages[part])
        self._end_list()
        self._close_to(1)
        if not any("xml:id" in part for part in self._parts):
            # A body is never empty.
            self._parts.append("<ab/>\n")
        return "".join(self._parts)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._open.pop()
            self._parts.append("</div>\n")
            self._open[-1] = (self._open[-1][0], True)

    def _go_to(self, division: str | None, for_passage: bool = False) -> None:
        """Close and open divs until a passage or heading of `division` may stand here.

        A heading goes into the div with the parent's heading, a passage into the last part of its own.
        """
        depths = [i for i, (name, _) in enumerate(self._open) if name == division]
        depth = (depths[-1] if for_passage else depths[0]) if depths else None
        if depth is None:
            # The heading stood elsewhere: its later part is a div without a heading.
            self._go_to(self._divisions[division].parent if division else None)
            self._open_div(division, f"<div{attributes(type='continued', corresp='#' + xml_id(division or ''))}>\n")
            return
        self._close_to(depth + 1)

    def _open_div(self, division: str | None, tag: str) -> None:
        self._open.append((division, False))
        self._parts.append(tag)

    def _begin_division(self, division: Division) -> None:
        self._end_list()
        self._go_to(division.parent)
        self._open_div(division.id, f"<div{attributes(xml_id=xml_id(division.id), n=division.label)}>\n")
        points = points_of(division.title, division.note_refs, (), (), self._pages)
        head = encode_text(division.title, layers_of(division.id, self._annotated), points)
        self._parts.append(f"{self._pages.marks_before(division.page)}<head>{head}</head>\n")

    def _add_passage(self, passage: Passage) -> None:
        tag, wanted = _TAGS[passage.kind]
        if passage.kind is PassageKind.NOTE and self._list:
            self._held.append(self._element(tag, passage))
            return
        if self._list and (wanted != self._list or self._open[-1][0] != passage.division):
            self._end_list()
        self._go_to(passage.division, for_passage=True)
        if self._open[-1][1]:
            # Behind a div no passage may stand; what follows is a div without a heading.
            self._open_div(passage.division, '<div type="continued">\n')
        if self._held and self._list == "listBibl":
            # A list of references holds no notes: it is ended, and another begun.
            self._end_list()
        if wanted and not self._list:
            self._parts.append(f"<{wanted}>\n")
            self._list = wanted
        self._parts += self._held
        self._held = []
        if passage.kind is not PassageKind.NOTE:
            self._parts.append(self._pages.marks_before(passage.page))
        self._parts.append(self._element(tag, passage))

    def _end_list(self) -> None:
        if self._list:
            self._parts.append(f"</{self._list}>\n")
            self._list = ""
        self._parts += self._held
        self._held = []

    def _element(self, tag: str, passage: Passage) -> str:
        """Return a passage as an element."""
        text = passage.text or ""
        foreign = "en" if _LATIN_RE.search(text) and not _JAPANESE_RE.search(text) else None
        shown = is_visible(self._document, passage)
        kind = passage.role or None if passage.kind is PassageKind.FRONT else None
        place = "foot" if passage.kind is PassageKind.NOTE else None
        head = attributes(xml_id=xml_id(passage.id), type=kind, place=place, n=passage.label)
        head += attributes(xml_lang=foreign if shown else None)
        if not shown:
            return self._lost(tag, head, _WITHHELD)
        if passage.text is None:
            reason = f"<desc>{xml_text(passage.reason)}</desc>" if passage.reason else ""
            return self._lost(tag, head, f'<gap reason="lost">{reason}</gap>')
        layers = layers_of(passage.id, self._annotated)
        points = points_of(text, passage.note_refs, passage.page_starts, passage.lines, self._pages)
        if passage.table:
            return f"<table{head}>{_table(text, passage.table, layers, points)}</table>\n"
        inside = encode_text(text, layers, points)
        if passage.kind is PassageKind.FIGURE:
            inside = f'<gap reason="lost" unit="image"/><ab>{inside}</ab>'
        return f"<{tag}{head}>{inside}</{tag}>\n"

    @staticmethod
    def _lost(tag: str, head: str, gap: str) -> str:
        if tag == "table":
            gap = f"<row><cell>{gap}</cell></row>"
        return f"<{tag}{head}>{gap}</{tag}>\n"


def _table(text: str, table: Table, layers: list[Layer], points: dict[int, str]) -> str:
    """Return the inside of a table: its text is cut into caption, cells and source line."""
    at = 0

    def piece(words: str) -> str:
        """Return the next stretch of the table's text with its marks; "" for an empty cell."""
        nonlocal at
        if not words:
            return ""
        begin = text.index(words, at)
        at = begin + len(words)
        inner = {offset - begin: points.pop(offset) for offset in sorted(points) if begin <= offset <= at}
        return encode_text(words, slice_layers(layers, begin, at), inner)

    spans = {(span.row, span.column): span for span in table.spans}
    covered = table.covered
    head = f"<head>{piece(table.caption)}</head>" if table.caption else ""
    rows = ""
    for number, cells in enumerate(table.cells):
        said = ""
        for column, cell in enumerate(cells):
            if (number, column) in covered:
                continue
            span = spans.get((number, column))
            reach = attributes(rows=span.rows, cols=span.columns) if span else ""
            said += f"<cell{reach}>{piece(cell)}</cell>"
        role = attributes(role="label" if number < table.header_rows else "data")
        rows += f"<row{role}>{said}</row>"
    trailer = f"<trailer>{piece(table.source_line)}</trailer>" if table.source_line else ""
    return head + rows + trailer


def withheld_passages(documents: Iterable[EditedDocument]) -> frozenset[str]:
    """Return the ids of all passages whose text may not be shown."""
    return frozenset(
        passage.id
        for document in documents
        for passage in document.structure.passages
        if not is_visible(document, passage)
    )
