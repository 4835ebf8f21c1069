"""/data/texts.json: the texts quotations are checked against, in one small file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from edition.edited import EditedDocument
from edition.identity.ledger import digest_text
from edition.pagination import Pagination
from edition.render.record import short_description
from edition.rights import is_visible
from edition.search.build import variants_of
from edition.search.lexicon import parse_lexicon

#: Number of the form of the file; the reader refuses any other.
FORMAT = 1
#: Digits of the digest an address carries behind ?d=.
N_DIGITS = 8


@cache
def _variants(table: str) -> dict[str, str]:
    return variants_of(parse_lexicon("", "", table))


def kanji_variants(lexicon: Mapping[str, str]) -> dict[str, str]:
    """Return old and variant kanji with the form they stand for, as the search folds them.

    Args:
        lexicon: content of the search lexicon's files by name.
    """
    return _variants(lexicon.get("variants.tsv", ""))


def published_texts(documents: Iterable[EditedDocument]) -> list[tuple[str, str]]:
    """Return id and text of every passage that has one and may be shown."""
    return [
        (passage.id, passage.text)
        for document in documents
        for passage in document.structure.passages
        if passage.text and is_visible(document, passage)
    ]


def format_texts(documents: Iterable[tuple[EditedDocument, Pagination]], lexicon: Mapping[str, str]) -> str:
    """Return the file.

    Args:
        documents: the documents with their reading pages.
        lexicon: content of the search lexicon's files by name.
    """
    documents = list(documents)
    passages = []
    for document, pagination in documents:
        by_id = {passage.id: passage for passage in document.structure.passages}
        for name, text in published_texts([document]):
            passage = by_id[name]
            address = {"digest": digest_text(text)[:N_DIGITS], "url": pagination.url(passage)}
            passages.append({"id": name, "text": text, **address, "page": passage.page})
    characters = {character for passage in passages for character in str(passage["text"])}
    value = {
        "format": FORMAT,
        "documents": {
            document.key: {"name": document.record.short_title, "description": short_description(document)}
            for document, _ in documents
        },
        # Only those whose current form stands in a text: no other can make a difference.
        "variants": "".join(a + b for a, b in sorted(kanji_variants(lexicon).items()) if b in characters),
        "passages": passages,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
