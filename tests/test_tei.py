"""The TEI files: valid against tei_all, every passage's text in them to the character, and nothing withheld."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.annotate.apparatus import ApparatusNote, Certainty, Ground, NoteKind
from edition.annotate.dates import DateMark
from edition.annotate.entities import Entity, EntityType, Evidence
from edition.annotate.mentions import Mention
from edition.annotate.selectors import Quote
from edition.annotated import AnnotatedCorpus, flatten
from edition.data.tei import format_tei, withheld_passages
from edition.data.tei_text import Layer, edtf_attributes, encode_text, xml_id
from edition.edited import EditedCorpus, EditedDocument
from edition.errors import Place
from edition.identity.ledger import Ledger
from edition.model import Access, NoteRef, PageStart, Passage, PassageKind, Structure
from edition_corpora import TESTS, bare, document_of, mini_annotated, mini_edited, real_annotated
from structure_cases import divide

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
CORPORA = pytest.mark.parametrize("annotated", [real_annotated, mini_annotated], ids=["real", "mini"])


@cache
def tei_all() -> etree.RelaxNG:
    """The schema of the TEI Consortium; reading it takes some seconds."""
    with lzma.open(TESTS / "schemas" / "tei_all.rng.xz") as file:
        return etree.RelaxNG(etree.parse(file))


def complaints(text: str) -> list[str]:
    """Return what is wrong with a TEI file."""
    schema = tei_all()
    schema.validate(etree.fromstring(text.encode()))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def tei_of(document: EditedDocument, annotated: AnnotatedCorpus) -> str:
    return format_tei(document, annotated, withheld_passages(annotated.edited.documents))


def pieces(element: Element) -> Iterator[str]:
    """Yield the characters of a text without suggested readings, as the header of each file says."""
    if element.tag == f"{TEI}g":
        yield chr(int(str(element.get("n"))[2:], 16))
    elif element.tag != f"{TEI}corr":
        yield element.text or ""
        for inner in element:
            yield from pieces(inner)
            yield inner.tail or ""


def text_of(element: Element) -> str:
    """Return the text of a passage: in a table, of its caption, cells and source line, joined by a space."""
    if element.tag == f"{TEI}table":
        parts = [part for part in element.iter() if part.tag in (f"{TEI}head", f"{TEI}cell", f"{TEI}trailer")]
        return " ".join(text for part in parts if (text := "".join(pieces(part))))
    return "".join(pieces(element))


def by_id(root: Element) -> dict[str, Element]:
    return {identity: element for element in root.iter() if (identity := element.get(ID))}


@CORPORA
def test_the_files_are_valid(annotated) -> None:
    for document in annotated().edited.documents:
        assert complaints(tei_of(document, annotated())) == [], document.key


@CORPORA
def test_every_text_is_there_to_the_character(annotated) -> None:
    for document in annotated().edited.documents:
        found = by_id(ElementTree.fromstring(tei_of(document, annotated())))
        for passage in document.structure.passages:
            element = found[xml_id(passage.id)]
            if passage.text is None:
                assert element.find(f"{TEI}gap[@reason='lost']") is not None
            else:
                assert text_of(element) == passage.text, passage.id
        for division in document.structure.divisions:
            head = found[xml_id(division.id)].find(f"{TEI}head")
            assert head is not None and text_of(head) == division.title


@CORPORA
def test_passages_stand_in_reading_order_under_their_headings(annotated) -> None:
    for document in annotated().edited.documents:
        root = ElementTree.fromstring(tei_of(document, annotated()))
        body = root.find(f"{TEI}text/{TEI}body")
        assert body is not None
        above: dict[str, list[str]] = {}

        def walk(element: Element, divisions: list[str], above: dict[str, list[str]] = above) -> None:
            for inner in element:
                name = inner.get(ID) or str(inner.get("corresp", "")).removeprefix("#")
                if inner.tag == f"{TEI}div":
                    walk(inner, [*divisions, name] if name else divisions)
                else:
                    if name:
                        above[name] = divisions
                    walk(inner, divisions)

        walk(body, [])
        parents = {division.id: division.parent for division in document.structure.divisions}
        ids = [passage.id for passage in document.structure.passages]
        assert [name for name in above if name in set(ids)] == ids
        for passage in document.structure.passages:
            chain, at = [], passage.division
            while at:
                chain.insert(0, xml_id(at))
                at = parents[at]
            assert list(dict.fromkeys(above[passage.id])) == chain, passage.id


@CORPORA
def test_every_pointer_leads_to_an_element(annotated) -> None:
    files = {d.key: ElementTree.fromstring(tei_of(d, annotated())) for d in annotated().edited.documents}
    ids = {key: set(by_id(root)) for key, root in files.items()}
    for key, root in files.items():
        assert len([e for e in root.iter() if e.get(ID)]) == len(ids[key])
        for element in root.iter():
            for name in ("target", "ref", "next", "prev", "corresp", "resp", "datingMethod", "source"):
                path, sign, identity = str(element.get(name, "")).partition("#")
                if sign:
                    assert identity in ids[path.removesuffix(".xml") or key], (key, name, element.get(name))


@CORPORA
def test_names_dates_and_notes_mark_the_same_words_as_the_annotation(annotated) -> None:
    for document in annotated().edited.documents:
        root = ElementTree.fromstring(tei_of(document, annotated()))
        found = by_id(root)
        parts = [(d.id, d.title, found[xml_id(d.id)].find(f"{TEI}head")) for d in document.structure.divisions]
        parts += [(p.id, p.text, found[p.id]) for p in document.structure.passages if p.text]
        for unit, text, element in parts:
            assert element is not None and text is not None
            marks = [*annotated().mentions.get(unit, ()), *annotated().dates.get(unit, ())]
            expected = sorted(text[mark.start : mark.end] for mark in marks)
            written: dict[str, str] = {}
            for inner in element.iter():
                if inner is not element and (inner.get("ref") or inner.get("when-custom")):
                    # A name cut by a lemma stands in pieces: the first holds its place.
                    name = str(inner.get("prev") or f"#{inner.get(ID)}" if inner.get(ID) else id(inner))
                    written[name] = written.get(name, "") + text_of(inner)
            assert sorted(written.values()) == expected, unit
        for note in annotated().notes:
            if note.document == document.key:
                said = found[note.id]
                target = str(said.get("target")).removeprefix("#")
                assert text_of(found[target]) == note.lemma if note.quote else target == document.key
                assert "".join(str(said.findtext(f"{TEI}p"))) == note.odd
                corr = found[target].find(f"{TEI}corr")
                assert (corr.text if corr is not None and note.quote else None) == (note.reading if note.quote else None)


@CORPORA
def test_every_page_begins_once(annotated) -> None:
    for document in annotated().edited.documents:
        root = ElementTree.fromstring(tei_of(document, annotated()))
        marks = [int(str(pb.get("n"))) for pb in root.iter(f"{TEI}pb") if pb.get("ed") == "file"]
        assert sorted(marks) == [page.page for page in document.structure.pages]
        printed = [int(str(pb.get("n"))) for pb in root.iter(f"{TEI}pb") if pb.get("ed") == "print"]
        assert sorted(printed) == sorted(p.printed for p in document.structure.pages if p.printed is not None)


def test_note_markers_point_to_the_notes() -> None:
    root = ElementTree.fromstring(tei_of(document_of(real_annotated().edited, "sakata2021"), real_annotated()))
    assert [ptr.get("target") for ptr in root.iter(f"{TEI}ptr")] == [f"#sakata2021.n{n}" for n in range(1, 28)]
    first = by_id(root)["sakata2021.4"]
    before, _, behind = ElementTree.tostring(first, "unicode").partition("<ns0:ptr ")
    assert "にしている" in before and behind


def test_unknown_facts_and_rights_are_said_in_the_header() -> None:
    text = tei_of(document_of(real_annotated().edited, "hiraiwa2011"), real_annotated())
    header = ElementTree.fromstring(text).find(f"{TEI}teiHeader")
    assert header is not None
    assert header.findtext(f".//{TEI}titleStmt/{TEI}title") == "［章題未詳］"
    notes = header.findall(f".//{TEI}note[@subtype='unknown']")
    assert {note.get("n") for note in notes} == {"title", "page", "number-of-pages", "URL"}
    assert "平岩俊司" in str(header.findtext(f".//{TEI}availability/{TEI}p"))
    assert header.find(f"{TEI}revisionDesc") is None


@pytest.mark.parametrize(
    ("edtf", "written"),
    [("2010-03-26", 'when="2010-03-26"'), ("2010", 'when="2010"'), ("XXXX-03-01", 'when="--03-01"'),
     ("2023-21", 'notBefore="2023-03" notAfter="2023-05"'), ("2023-24", 'notBefore="2023-12" notAfter="2024-02"'),
     ("199X", 'notBefore="1990" notAfter="1999"'), ("198X/199X", 'from="1980" to="1999"'),
     ("1965/..", 'from="1965"'), ("../1987-12", 'to="1987-12"'), ("1995~", 'when="1995"'),
     ("1947~/1991~", 'from="1947" to="1991"'), ("2005?", 'when="2005"')],
)  # fmt: skip
def test_dates_say_what_their_edtf_says(edtf: str, written: str) -> None:
    sure = ' precision="low"' if "~" in edtf else ' cert="low"' if "?" in edtf else ""
    assert edtf_attributes(edtf) == f' {written} when-custom="{edtf}" datingMethod="#edtf"{sure}'


# What is withheld.


@pytest.mark.parametrize("access", [Access.METADATA, Access.EXCERPT])
def test_withheld_passages_are_gaps(access: Access) -> None:
    annotated = real_annotated()
    document = document_of(annotated.edited, "hiraiwa2011")
    shown = ("hiraiwa2011.5", "hiraiwa2011.n1") if access is Access.EXCERPT else ()
    rights = replace(document.record.rights, access=access, excerpt=shown)
    hidden = replace(document, record=replace(document.record, rights=rights))
    documents = tuple(hidden if d is document else d for d in annotated.edited.documents)
    whole = replace(annotated, edited=replace(annotated.edited, documents=documents))
    texts = {d.key: tei_of(d, whole) for d in documents}
    assert all(complaints(text) == [] for text in texts.values())
    found = by_id(ElementTree.fromstring(texts["hiraiwa2011"]))
    # A name of an entity, a heading, and what other documents say too is no secret.
    public = "".join(
        [label for one in annotated.entities.values() for label in one.labels.values()]
        + [division.title for division in document.structure.divisions]
        + [unit.text for unit in annotated.units if unit.document != "hiraiwa2011" or unit.id in shown]
    )
    for passage in hidden.structure.passages:
        if passage.id in shown and passage.text:
            assert text_of(found[passage.id]) == passage.text
        else:
            assert text_of(found[passage.id]) == (passage.reason if passage.id in shown else "")
            for quote in re.findall(".{24}", passage.text or ""):
                assert quote in public or not [key for key, text in texts.items() if quote in text], quote


# Any text, any annotation.

DIRECTIVES = """
list_labels: ["（１）"]
notes: {markers: quoted, quotes: [{after: 段落}], blocks: [{begins: 1 注}]}
outline:
  - {heading: 一章, level: 1, slug: a}
  - {heading: 一節, level: 2, slug: b}
  - {table: 表, header_rows: 1, rows: [[甲, 乙], [丙, 丁]], source: 出所}
  - {figure: 図, lines: [行], reason: 画像がない。}
  - {front: 座長, role: member, lines: true}
"""
SOURCE = "一章 \n段落1である。 \n一節 \n（１）項目 \n表 \n甲 乙 \n丙 丁 \n出所 \n図 \n行 \n座長 \n教授 \n1 注 \n"
SIGNS = ["<", ">", "&", "&amp;", "&#65;", "]]>", "<!--", "-->", "--", "<?", "?>", "<![CDATA[", "'", '"', "{", "}", "\x00",
         "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "\ufdd0", "\t", "\r", "\n", " ", "  ", "\u3000", "\u2028",
         "𠮷", "\U0010ffff", "\ue000", "한", "é", "e\u0301", "日", "</p>", "<corr>", "xml:id"]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(st.characters(), max_size=3)), min_size=1).map("".join).filter(bool)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=8)
PLACE = Place("corpus/x.yml", 1)


def entity(kind: EntityType, text: str, is_term: bool = False) -> Entity:
    labels = {"ja": text, "en": text}
    return Entity(f"x-{kind}{is_term:d}", kind, labels, "よみ", (), (), (), text, (), (), (), PLACE, is_term)


def document_with(text: str, offset: int) -> EditedDocument:
    """Return a document with a passage of every kind, all its words replaced by `text`."""
    structure, findings = divide(SOURCE, DIRECTIVES)
    assert findings == [] and structure is not None
    numbers = iter(range(1, 20))
    at = min(offset, len(text))

    def rewritten(passage: Passage) -> Passage:
        table = passage.table and replace(
            passage.table, caption=text, source_line=text, cells=tuple(tuple(text for _ in row) for row in passage.table.cells)
        )
        count = 2 + sum(len(row) for row in table.cells) if table else len(passage.lines) or 1
        return replace(
            passage, id=passage.id or f"case.{next(numbers)}", text=" ".join([text] * count), table=table, reason=text,
            label=passage.label and text, lines=tuple(text for _ in passage.lines), page=1,
            note_refs=tuple(NoteRef(at or 1, ref.note) for ref in passage.note_refs),
            page_starts=(PageStart(at, 2),) if passage.kind is PassageKind.PARAGRAPH else (),
        )  # fmt: skip

    made = Structure(
        "case", structure.pages, tuple(replace(division, title=text) for division in structure.divisions),
        tuple(map(rewritten, structure.passages)), structure.apart, structure.order)  # fmt: skip
    base = document_of(mini_edited(), "mini-cut")
    record = replace(base.record, key="case", short_title=text, csl={**base.record.csl, "title": text}, notes=(text,))
    return replace(base, record=record, structure=made)


def annotated_with(document: EditedDocument, text: str, names: list, dates: list, lemmata: list) -> AnnotatedCorpus:
    """Return a corpus with marks and notes laid over every text at the same places."""
    entities = {one.id: one for kind in EntityType for one in (entity(kind, text), entity(kind, text, True))}
    ids = sorted(entities)
    units = {d.id: d.title for d in document.structure.divisions}
    units |= {p.id: p.text or "" for p in document.structure.passages}
    mentions, marks, notes = {}, {}, []

    def disjoint(spans: list, size: int) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        for start, length in sorted(spans):
            end = min(start + length, size)
            if start < end and (not kept or kept[-1][1] <= start):
                kept.append((start, end))
        return kept

    for unit, words in units.items():
        found = tuple(Mention(a, b, ids[a % len(ids)]) for a, b in disjoint(names, len(words)))
        days = tuple(DateMark(a, b, "1995~/..", "explicit") for a, b in disjoint(dates, len(words)))
        mentions[unit], marks[unit] = flatten(found, days)
        # Lemmata in tables are held by one cell: see `slice_layers`.
        for a, b in disjoint(lemmata, len(text)):
            notes.append(ApparatusNote(
                f"case.a{len(notes) + 1}", "case", Quote(unit, words[a:b]), words[a:b], a, b, NoteKind.MISPRINT, text,
                None if a % 3 == 0 else text, Certainty.LOW, (Ground(Evidence(source=text), text),), (Quote(unit, text),), PLACE,
            ))  # fmt: skip
    edited = EditedCorpus((document,), Ledger((), True, "x"))
    return AnnotatedCorpus(edited, (), entities, mentions, marks, tuple(notes))


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.integers(0, 20), SPANS, SPANS, SPANS)
@example("]]>\r\n\t\x00<p>&amp;", 3, [(0, 4), (4, 2)], [(6, 3)], [(2, 3), (5, 4)])
@example("あいうえお", 0, [(0, 5)], [], [(0, 5)])
def test_any_text_with_any_marks_is_valid_and_comes_back(text, offset, names, dates, lemmata) -> None:
    document = document_with(text, offset)
    written = tei_of(document, annotated_with(document, text, names, dates, lemmata))
    assert complaints(written.encode("utf-8", "surrogatepass").decode()) == []
    found = by_id(ElementTree.fromstring(written))
    for passage in document.structure.passages:
        assert text_of(found[passage.id]) == passage.text, passage.kind
    for division in document.structure.divisions:
        head = found[xml_id(division.id)].find(f"{TEI}head")
        assert head is not None and text_of(head) == text


def test_nothing_but_headings_is_a_file_too() -> None:
    base = document_of(mini_edited(), "mini-joined")
    for order, divisions in ((tuple(d.id for d in base.structure.divisions), base.structure.divisions), ((), ())):
        empty = replace(base, structure=replace(base.structure, passages=(), divisions=divisions, order=order))
        edited = EditedCorpus((empty,), Ledger((), True, "x"))
        assert complaints(tei_of(empty, bare(edited))) == []


def test_points_stand_behind_what_ends_and_before_what_begins() -> None:
    layers = [Layer(0, 2, "<a>", "</a>"), Layer(2, 4, "<b>", "</b>"), Layer(2, 3, "<c>", "</c>", rank=1)]
    assert encode_text("いろはに", layers, {2: "<pb/>", 4: "<ptr/>"}) == "<a>いろ</a><pb/><b><c>は</c>に</b><ptr/>"
