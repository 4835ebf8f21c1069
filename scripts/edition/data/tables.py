"""/data/passages.csv, entities.csv and annotations.csv: what the JSON files hold, for spreadsheets.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): commas, CRLF, quotes where needed. UTF-8 with the mark at the
beginning, as events.csv has it: without the mark Excel reads a file opened by a double click in the code page of the
system, and a Japanese reader sees broken characters. Lists stand in one cell, joined by a sign that is in none of
their members. What no value is known of is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.annotate.apparatus import ApparatusNote
from edition.annotate.mentions import Mention
from edition.annotate.units import TextUnit
from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.identity.ledger import digest_text
from edition.pagination import Pagination
from edition.rights import is_visible

BOM = "\ufeff"
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as a field of the Table Schema.

    Args:
        name: its heading.
        title: what it holds, in Japanese.
        type: "string", "integer", "boolean" or "date".
        required: whether no cell of it is empty.
        enum: all its values, where they are few.
    """

    name: str
    title: str
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()


PASSAGE_COLUMNS = (
    Column("id", "段落番号", required=True),
    Column("document", "資料の引用キー", required=True),
    Column("division", "属する見出しのid"),
    Column("heading", "属する見出し"),
    Column("kind", "種別", required=True),
    Column("role", "前付では、何にあたるか"),
    Column("label", "本文から分けた符号や番号"),
    Column("page", "段落の始まる頁（ファイルの頁）", "integer"),
    Column("printed_page", "同じく印刷された頁", "integer"),
    Column("text", "本文"),
    Column("status", "本文のないとき、そのわけ", enum=("missing", "withheld")),
    Column("note_refs", "注番号。位置:注の番号を空白でつなぐ"),
    Column("digest", "本文の要約値（SHA-256の初めの16桁）"),
    Column("url", "閲覧ページの中の位置", required=True),
    Column("permalink", "固定アドレス", required=True),
)
ENTITY_COLUMNS = (
    Column("id", "項目のid", required=True),
    Column("type", "種類", required=True),
    Column("term", "用語ならtrue", "boolean", required=True),
    Column("label_ja", "日本語の名", required=True),
    Column("label_en", "英語の名"),
    Column("label_ko", "韓国語の名"),
    Column("reading", "読み", required=True),
    Column("aliases", "別の形。縦棒でつなぐ"),
    Column("description", "編者による説明", required=True),
    Column("n_mentions", "用例の数。見出しを含む", "integer", required=True),
    Column("n_passages", "出る段落の数", "integer", required=True),
    Column("passages", "出る段落の番号。空白でつなぐ"),
    Column("url", "項目のページ", required=True),
)
ANNOTATION_COLUMNS = (
    Column("id", "注釈のアドレス（annotations.jsonlのid）", required=True),
    Column("kind", "名・用語・日付・校注の別", required=True, enum=("name", "term", "date", "note")),
    Column("document", "資料の引用キー", required=True),
    Column("target", "段落・見出しの番号。資料全体の校注では引用キー", required=True),
    Column("start", "初めの位置（符号位置、0から）", "integer"),
    Column("end", "終わりの次の位置", "integer"),
    Column("exact", "本文の言葉"),
    Column("entity", "名・用語の項目のid"),
    Column("edtf", "日付の値（EDTF）"),
    Column("date_basis", "日付の値の根拠", enum=("explicit", "relative", "context", "rule")),
    Column("note_kind", "校注の種類"),
    Column("certainty", "校注の確かさ", enum=("certain", "high", "medium", "low")),
    Column("comment", "疑わしい点"),
    Column("reading", "読みの案"),
)

Documents = Sequence[tuple[EditedDocument, Pagination]]


def format_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Return a table as CSV; cells that a row does not name are empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = [column.name for column in columns]
    writer.writerow(names)
    # An empty text and no value are both an empty cell.
    writer.writerows([row.get(name) for name in names] for row in rows)
    return BOM + out.getvalue()


def format_tables(
    documents: Documents, annotated: AnnotatedCorpus, withheld: frozenset[str]
) -> dict[str, str]:
    """Return the three tables by path below docs/.

    Args:
        documents: the documents with their reading pages.
        annotated: the annotated corpus.
        withheld: ids of passages whose text may not be shown.
    """
    return {
        "data/passages.csv": format_csv(PASSAGE_COLUMNS, _iter_passages(documents)),
        "data/entities.csv": format_csv(ENTITY_COLUMNS, _iter_entities(annotated, withheld)),
        "data/annotations.csv": format_csv(ANNOTATION_COLUMNS, _iter_annotations(documents, annotated, withheld)),
    }


def _iter_passages(documents: Documents) -> Iterator[dict[str, Cell]]:
    for document, pagination in documents:
        titles = {division.id: division.title for division in document.structure.divisions}
        printed = {page.page: page.printed for page in document.structure.pages}
        for passage in document.structure.passages:
            visible = is_visible(document, passage)
            text = passage.text if visible else None
            status = None if text is not None else "missing" if visible else "withheld"
            refs = passage.note_refs if visible else ()
            yield {
                "id": passage.id,
                "document": passage.document,
                "division": passage.division,
                "heading": titles.get(passage.division or ""),
                "kind": passage.kind.value,
                "role": passage.role,
                "label": passage.label,
                "page": passage.page,
                "printed_page": printed.get(passage.page) if passage.page else None,
                "text": text,
                "status": status,
                "note_refs": " ".join(f"{ref.offset}:{ref.note}" for ref in refs),
                "digest": digest_text(text) if text is not None else None,
                "url": pagination.url(passage),
                "permalink": f"p/{passage.id}/",
            }


def _iter_entities(annotated: AnnotatedCorpus, withheld: frozenset[str]) -> Iterator[dict[str, Cell]]:
    places = annotated.places_by_entity()
    for entity in annotated.entities.values():
        units = [unit for unit, _ in places.get(entity.id, ()) if unit not in withheld]
        passages = [unit for unit in dict.fromkeys(units) if "/" not in unit]
        yield {
            "id": entity.id,
            "type": entity.type.value,
            "term": "true" if entity.is_term else "false",
            "label_ja": entity.label,
            "label_en": entity.labels.get("en"),
            "label_ko": entity.labels.get("ko"),
            "reading": entity.reading,
            "aliases": "|".join((*entity.forms, *entity.also)),
            "description": entity.description,
            "n_mentions": len(units),
            "n_passages": len(passages),
            "passages": " ".join(passages),
            "url": entity.url,
        }


def _iter_annotations(
    documents: Documents, annotated: AnnotatedCorpus, withheld: frozenset[str]
) -> Iterator[dict[str, Cell]]:
    addresses = {passage.id: f"p/{passage.id}/" for document, _ in documents for passage in document.structure.passages}
    for document, pagination in documents:
        addresses |= {division.id: pagination.url(division) for division in document.structure.divisions}
    for note in annotated.notes:
        if note.quote is None:
            yield {"target": note.document, **_note_cells(note)}
    for unit in annotated.units:
        if unit.id not in withheld:
            yield from _iter_unit(unit, addresses[unit.id], annotated)


def _iter_unit(unit: TextUnit, address: str, annotated: AnnotatedCorpus) -> Iterator[dict[str, Cell]]:
    """Yield the annotations of a passage or heading: names and terms, dates, editorial notes."""

    def place(start: int, end: int) -> dict[str, Cell]:
        return {"document": unit.document, "target": unit.id, "start": start, "end": end, "exact": unit.text[start:end]}

    for mention in annotated.mentions.get(unit.id, ()):
        yield {
            "id": f"{address}#name-{mention.start}-{mention.end}",
            "kind": _mention_kind(mention, annotated),
            **place(mention.start, mention.end),
            "entity": mention.entity,
        }
    for mark in annotated.dates.get(unit.id, ()):
        yield {
            "id": f"{address}#date-{mark.start}-{mark.end}",
            "kind": "date",
            **place(mark.start, mark.end),
            "edtf": mark.edtf,
            "date_basis": mark.basis,
        }
    for note in annotated.notes_on(unit.id):
        yield {**place(note.start, note.end), **_note_cells(note)}


def _mention_kind(mention: Mention, annotated: AnnotatedCorpus) -> str:
    return "term" if annotated.entities[mention.entity].is_term else "name"


def _note_cells(note: ApparatusNote) -> dict[str, Cell]:
    return {
        "id": f"apparatus/#{note.id}",
        "kind": "note",
        "document": note.document,
        "note_kind": note.kind.value,
        "certainty": note.certainty.value,
        "comment": note.odd,
        "reading": note.reading,
    }
