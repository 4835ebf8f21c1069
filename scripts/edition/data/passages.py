"""/data/passages.jsonl: a line a passage."""

from __future__ import annotations

import json
from typing import Any

from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.model import Passage
from edition.pagination import Pagination
from edition.rights import is_visible


def annotation_record(annotated: AnnotatedCorpus, unit: str) -> dict[str, Any]:
    """Return the names, terms and dates of a passage or heading: offsets in code points of its text."""
    names: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []
    for mention in annotated.mentions.get(unit, ()):
        place = {"start": mention.start, "end": mention.end, "entity": mention.entity}
        (terms if annotated.entities[mention.entity].is_term else names).append(place)
    return {
        "mentions": names,
        "terms": terms,
        "dates": [{"start": d.start, "end": d.end, "edtf": d.edtf} for d in annotated.dates.get(unit, ())],
    }


def passage_record(
    document: EditedDocument, pagination: Pagination, passage: Passage, annotated: AnnotatedCorpus
) -> dict[str, Any]:
    """Return a passage as the contract has it."""
    record: dict[str, Any] = {
        "id": passage.id,
        "document": passage.document,
        "division": passage.division,
        "kind": passage.kind.value,
        "label": passage.label,
        "text": passage.text,
        "note_refs": [{"offset": ref.offset, "note": ref.note} for ref in passage.note_refs],
        "page_starts": [{"offset": s.offset, "page": s.page} for s in passage.page_starts],
        "source_spans": [[span.begin, span.end] for span in passage.source_spans],
        "page": passage.page,
        "url": pagination.url(passage),
        "permalink": f"p/{passage.id}/",
    } | annotation_record(annotated, passage.id)
    if passage.role:
        record["role"] = passage.role
    if passage.lines:
        record["lines"] = list(passage.lines)
    if passage.table:
        record["caption"] = passage.table.caption
        record["header_rows"] = passage.table.header_rows
        record["cells"] = [list(row) for row in passage.table.cells]
        record["cell_spans"] = [
            {"row": s.row, "column": s.column, "rows": s.rows, "columns": s.columns}
            for s in passage.table.spans
        ]
    if passage.text is None:
        record["status"] = "missing"
        record["reason"] = passage.reason
    if not is_visible(document, passage):
        record.update(text=None, status="withheld", note_refs=[], page_starts=[], mentions=[], terms=[], dates=[])
        for name in ("lines", "caption", "cells", "cell_spans"):
            record.pop(name, None)
    return record


def format_passages(
    documents: list[tuple[EditedDocument, Pagination]], annotated: AnnotatedCorpus
) -> str:
    """Return the whole file."""
    lines = [
        json.dumps(passage_record(document, pagination, passage, annotated), ensure_ascii=False)
        for document, pagination in documents
        for passage in document.structure.passages
    ]
    return "\n".join(lines) + "\n"
