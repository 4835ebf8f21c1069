"""A text of the edition in TEI: its characters between tags for names, dates, editorial notes, pages and note markers.

Taking away `corr` and all tags gives back the text to the character. A character that XML 1.0 cannot hold
(https://www.w3.org/TR/xml/#charsets) becomes an empty `g` whose `n` names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from edition.annotate.apparatus import ApparatusNote, Certainty
from edition.annotate.dates import DateMark
from edition.annotate.edtf import EdtfDate, parse_edtf
from edition.annotate.entities import Entity, EntityType
from edition.annotate.mentions import Mention
from edition.annotated import AnnotatedCorpus
from edition.model import NoteRef, PageStart

_ILLEGAL_RE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEASONS = frozenset({21, 22, 23, 24})
#: `cert` has three degrees or a probability (teidata.probCert): what is certain has the probability 1.
CERT = {Certainty.CERTAIN: "1", Certainty.HIGH: "high", Certainty.MEDIUM: "medium", Certainty.LOW: "low"}
_NAME_TAGS = {EntityType.PERSON: "persName", EntityType.ORGANISATION: "orgName", EntityType.PLACE: "placeName"}


def xml_text(text: str) -> str:
    """Return a text as XML content. A carriage return would be read as a line feed if it stood as it is."""
    return _ILLEGAL_RE.sub(_illegal, escape(text)).replace("\r", "&#13;")


def _illegal(match: re.Match[str]) -> str:
    return f'<g n="U+{ord(match[0]):04X}"/>'


def xml_attribute(text: str) -> str:
    """Return a text as the value of an attribute in double quotes; what XML cannot hold becomes U+FFFD."""
    escaped = escape(_ILLEGAL_RE.sub("\ufffd", text), {'"': "&quot;"})
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def attributes(**values: str | int | None) -> str:
    """Return attributes with a space before each; those without a value are left out, `_` in a name means `:`."""
    given = ((name.replace("_", ":"), str(value)) for name, value in values.items() if value is not None)
    return "".join(f' {name}="{xml_attribute(value)}"' for name, value in given)


def xml_id(unit: str) -> str:
    """Return the xml:id of a passage, heading or editorial note.

    Ids of passages and notes (`hiraiwa2011.12`) are NCNames (https://www.w3.org/TR/xml-names/#NT-NCName) as they
    stand; a heading `hiraiwa2011/1-2` becomes `hiraiwa2011.s-1-2`, as in the addresses of the site.
    """
    identity = unit.replace("/", ".s-")
    return identity if re.match(r"[A-Za-z_]", identity) else f"_{identity}"


def entity_xml_id(entity: str) -> str:
    """Return the xml:id of an entity."""
    return f"entity-{entity}"


def edtf_attributes(edtf: str) -> str:
    """Return the attributes of a date.

    `when-custom` holds the EDTF value itself; `when`, `from`, `to`, `notBefore` and `notAfter` say it as far as the
    W3C types can: a season and a decade by their bounds. What is about (~) has a low `precision`, what is
    uncertain (?) a low `cert`.
    """
    parsed = parse_edtf(edtf)
    values: dict[str, str] = {}
    if isinstance(parsed, tuple):
        start, end = parsed
        if start:
            values["from"] = _w3c(start)
        if end:
            values["to"] = _w3c(end, last=True)
    elif parsed and (parsed.is_decade or parsed.month in _SEASONS):
        values = {"notBefore": _w3c(parsed), "notAfter": _w3c(parsed, last=True)}
    elif parsed:
        values["when"] = _w3c(parsed)
    values |= {"when-custom": edtf, "datingMethod": "#edtf"}
    if re.search("[~%]", edtf):
        values["precision"] = "low"
    if re.search("[?%]", edtf):
        values["cert"] = "low"
    return attributes(**values)


def _w3c(one: EdtfDate, last: bool = False) -> str:
    """Return a date as gYear, gYearMonth, date or gMonthDay."""
    if one.year is None:
        return f"--{one.month:02}-{one.day:02}"
    if one.is_decade:
        return f"{one.year + 9 * last:04}"
    if one.month in _SEASONS:
        day = one.last if last else one.first
        assert day is not None
        return f"{day.year:04}-{day.month:02}"
    return f"{one.year:04}" + (f"-{one.month:02}" if one.month else "") + (f"-{one.day:02}" if one.day else "")


@dataclass(frozen=True, slots=True)
class Layer:
    """An element over the stretch `start:end` of a text; of two over the same stretch the lower rank is outside."""

    start: int
    end: int
    opening: str
    closing: str
    rank: int = 0


def name_tag(entity: Entity) -> tuple[str, str]:
    """Return the element for a name of an entity, and its attributes."""
    if entity.is_term:
        return "term", attributes(type=entity.type.value)
    if entity.type in _NAME_TAGS:
        return _NAME_TAGS[entity.type], ""
    return "name", attributes(type=entity.type.value)


def _mark_layers(
    unit: str, mark: Mention | DateMark, entities: Mapping[str, Entity], cuts: Iterable[int]
) -> list[Layer]:
    """Return the element for a name or date, in pieces joined by `next` and `prev` where notes cut it."""
    if isinstance(mark, Mention):
        tag, said = name_tag(entities[mark.entity])
        said += attributes(ref=f"#{entity_xml_id(mark.entity)}")
    else:
        tag, said = "date", edtf_attributes(mark.edtf)
    pieces = list(pairwise([mark.start, *sorted(set(cuts)), mark.end]))
    if len(pieces) == 1:
        return [Layer(mark.start, mark.end, f"<{tag}{said}>", f"</{tag}>")]
    names = [f"{xml_id(unit)}.m{begin}" for begin, _ in pieces]
    layers = []
    for index, (begin, end) in enumerate(pieces):
        links = attributes(
            xml_id=names[index],
            prev=f"#{names[index - 1]}" if index else None,
            next=f"#{names[index + 1]}" if index + 1 < len(pieces) else None,
        )
        layers.append(Layer(begin, end, f"<{tag}{said}{links}>", f"</{tag}>"))
    return layers


def _note_layer(note: ApparatusNote) -> Layer:
    """Return the element for the lemma of an editorial note; the note itself stands apart."""
    identity = attributes(xml_id=lemma_xml_id(note))
    if note.reading is None:
        return Layer(note.start, note.end, f'<seg type="lemma"{identity}>', "</seg>", rank=1)
    opening = f"<choice{identity}><sic{attributes(cert=CERT[note.certainty])}>"
    closing = f'</sic><corr resp="#edition">{xml_text(note.reading)}</corr></choice>'
    return Layer(note.start, note.end, opening, closing, rank=1)


def lemma_xml_id(note: ApparatusNote) -> str:
    """Return the xml:id of the words an editorial note is about."""
    return f"{xml_id(note.id)}-lemma"


def layers_of(unit: str, annotated: AnnotatedCorpus) -> list[Layer]:
    """Return what lies over a passage or heading: names, dates and lemmata, none of which cross."""
    notes = annotated.notes_on(unit)
    layers = [_note_layer(note) for note in notes]
    marks: list[Mention | DateMark] = [*annotated.mentions.get(unit, ()), *annotated.dates.get(unit, ())]
    for mark in marks:
        cuts = [
            edge
            for note in notes
            if note.start < mark.start < note.end or note.start < mark.end < note.end
            for edge in (note.start, note.end)
            if mark.start < edge < mark.end
        ]
        layers += _mark_layers(unit, mark, annotated.entities, cuts)
    return layers


def slice_layers(layers: Iterable[Layer], begin: int, end: int) -> list[Layer]:
    """Return the layers that lie within `begin:end` of a text, counted from there."""
    return [
        Layer(layer.start - begin, layer.end - begin, layer.opening, layer.closing, layer.rank)
        for layer in layers
        if begin <= layer.start and layer.end <= end
    ]


def encode_text(text: str, layers: Sequence[Layer], points: Mapping[int, str]) -> str:
    """Return a text with elements laid over it.

    Args:
        text: the reading text.
        layers: elements; no two cross.
        points: empty elements by offset; at one offset they stand behind what ends and before what begins.
    """
    waiting = sorted(layers, key=lambda layer: (layer.start, -layer.end, layer.rank), reverse=True)
    stops = sorted({0, len(text), *points, *(edge for layer in layers for edge in (layer.start, layer.end))})
    still_open: list[Layer] = []
    parts: list[str] = []
    for begin, end in pairwise([*stops, len(text)]):
        while still_open and still_open[-1].end == begin:
            parts.append(still_open.pop().closing)
        parts.append(points.get(begin, ""))
        while waiting and waiting[-1].start == begin:
            still_open.append(waiting.pop())
            parts.append(still_open[-1].opening)
        parts.append(xml_text(text[begin:end]))
    return "".join(parts)


def points_of(
    text: str, refs: Sequence[NoteRef], starts: Sequence[PageStart], lines: Sequence[str], pages: PageBreaks
) -> dict[int, str]:
    """Return the empty elements of a text by offset: note markers, beginnings of pages and lines."""
    points: dict[int, str] = {}
    for ref in refs:
        number = ref.note.rpartition(".n")[2]
        mark = f"<ptr{attributes(type='note', n=number, target='#' + xml_id(ref.note))}/>"
        points[ref.offset] = points.get(ref.offset, "") + mark
    for start in starts:
        at = start.offset
        inside_word = 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace()
        points[at] = points.get(at, "") + pages.mark(start.page, inside_word)
    at = 0
    for line in lines[:-1]:
        at += len(line)
        at += text[at : at + 1] == " "
        points[at] = points.get(at, "") + "<lb/>"
    return points


class PageBreaks:
    """The beginnings of pages, each marked once with an xml:id.

    Args:
        key: citation key.
        printed: printed number by page of the file.
        inside: pages that begin inside passages.
        pages: all pages that have text, in order.
    """

    def __init__(self, key: str, printed: Mapping[int, int], inside: Iterable[int], pages: Sequence[int]) -> None:
        self._key = key
        self._printed = printed
        self._marked: set[int] = set()
        inside = frozenset(inside)
        self._between = [page for page in pages if page not in inside]

    def mark(self, page: int, inside_word: bool = False) -> str:
        """Return the mark that a page begins here: the number in the file, and the printed one where it is known."""
        identity = None if page in self._marked else f"{xml_id(self._key)}.page{page}"
        self._marked.add(page)
        broken = "no" if inside_word else None
        marks = f"<pb{attributes(ed='file', n=page, xml_id=identity)}{attributes(**{'break': broken})}/>"
        if page in self._printed:
            marks += f"<pb{attributes(ed='print', n=self._printed[page])}{attributes(**{'break': broken})}/>"
        return marks

    def marks_before(self, page: int | None) -> str:
        """Return the marks of pages that begin before a unit on `page`, and inside no passage."""
        marks = ""
        while page and self._between and self._between[0] <= page:
            marks += self.mark(self._between.pop(0))
        return marks
