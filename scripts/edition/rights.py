"""What the rights block of a document lets the site publish."""

from __future__ import annotations

from edition.edited import EditedDocument
from edition.errors import Finding
from edition.model import Access, Passage

WITHHELD = "権利の都合により、この部分の本文は公開していません。"


def is_visible(document: EditedDocument, passage: Passage) -> bool:
    """Whether the text of a passage may be published.

    `full` publishes every text, `excerpt` only the passages it names,
    `metadata` none; ids, headings and the record are always published.
    """
    rights = document.record.rights
    if rights.access is Access.FULL:
        return True
    return rights.access is Access.EXCERPT and passage.id in rights.excerpt


def is_source_published(document: EditedDocument) -> bool:
    """Whether the raw source may be downloaded and its lines shown."""
    return document.record.rights.access is Access.FULL


def check_excerpt(document: EditedDocument) -> list[Finding]:
    """Report passages named in an excerpt that the document does not have."""
    ids = {passage.id for passage in document.structure.passages}
    return [
        Finding(
            document.record.place,
            "C010",
            f"the excerpt of {document.key} names {passage_id}, which it does not have",
            "name passages of this document",
        )
        for passage_id in document.record.rights.excerpt
        if passage_id not in ids
    ]
