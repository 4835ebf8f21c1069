"""/data/documents.json: records, pages, divisions and accounts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from edition.annotated import AnnotatedCorpus
from edition.data.passages import annotation_record
from edition.edited import EditedDocument
from edition.pagination import Pagination


def document_record(
    document: EditedDocument, pagination: Pagination, annotated: AnnotatedCorpus
) -> dict[str, Any]:
    """Return a document as the contract has it."""
    record, account = document.record, document.account
    return {
        "key": document.key,
        "title": record.title,
        "short_title": record.short_title,
        "csl": record.csl,
        "basis": {
            field: {name: text for name, text in asdict(basis).items() if text}
            for field, basis in record.basis.items()
        },
        "names": [
            {
                "name": form.name,
                "form": form.form,
                "family": form.family,
                "given": form.given,
                "basis": {name: text for name, text in asdict(form.basis).items() if text},
            }
            for form in record.names
        ],
        "rights": {
            "holder": record.rights.holder,
            "basis": record.rights.basis,
            "scope": record.rights.scope,
            "access": record.rights.access.value,
        },
        "notes": list(record.notes),
        "sha256": document.source.sha256,
        "url": f"documents/{document.key}/",
        "pages": [
            {"page": page.page, "printed": page.printed, "start": page.start}
            for page in document.structure.pages
        ],
        "divisions": [
            {
                "id": division.id,
                "level": division.level,
                "label": division.label,
                "title": division.title,
                "note_refs": [{"offset": r.offset, "note": r.note} for r in division.note_refs],
                "page": division.page,
                "url": pagination.url(division),
                "passages": [
                    passage.id
                    for passage in document.structure.passages
                    if passage.division == division.id
                ],
            }
            | annotation_record(annotated, division.id)
            for division in document.structure.divisions
        ],
        "audit": {
            "sha256": account.sha256,
            "characters": account.characters,
            "by_place": account.by_place,
            "unaccounted": len(account.unaccounted),
            "doubled": len(account.doubled),
            "invented": account.invented,
        },
    }


def format_documents(
    documents: list[tuple[EditedDocument, Pagination]], annotated: AnnotatedCorpus
) -> str:
    """Return the whole file."""
    records = [document_record(document, pagination, annotated) for document, pagination in documents]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
