"""The site as a value: `build_site` is a function of the edited corpus."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from edition.annotated import AnnotatedCorpus
from edition.citations.citation_page import render_citation_files
from edition.citations.head_tags import Place
from edition.data.annotations import format_annotations
from edition.data.documents import format_documents
from edition.data.entities import format_entities
from edition.data.events import format_event_files
from edition.data.package import format_package
from edition.data.passages import format_passages
from edition.data.references import format_references
from edition.edited import EditedCorpus, EditedDocument
from edition.identity.history import EarlierText, History, earlier_texts, format_passage_history
from edition.identity.ledger import Ledger
from edition.pagination import Pagination, paginate
from edition.quotation.texts import format_texts
from edition.render.annotation_pages import render_annotation_pages
from edition.render.event_pages import render_event_pages
from edition.render.home import SITE_NAME, render_documents_index, render_home
from edition.render.overlay import Overlay
from edition.render.overview import render_overview
from edition.render.permalink import PermalinkContext, render_permalink, render_retired
from edition.render.quote_check_page import render_quote_check_page
from edition.render.reading import render_reading_page
from edition.render.references_page import render_references
from edition.render.search_page import render_search_page
from edition.rights import is_source_published, is_visible
from edition.search.build import build_search
from edition.search.lexicon import parse_lexicon
from edition.search.terms import Tokenise
from edition.searchable import list_search_entities, list_search_passages

#: Folders and files below docs/ that the build owns: whatever else is found there goes.
GENERATED = (
    "index.md",
    "documents",
    "entities",
    "dates",
    "apparatus",
    "events",
    "timelines",
    "references",
    "p",
    "data",
    "quote",
    "search",
    "assets/search/index",
)


def printed_numbers(document: EditedDocument) -> dict[int, int]:
    """Return the printed number by page, where it is known."""
    return {p.page: p.printed for p in document.structure.pages if p.printed is not None}


def build_pages(
    documents: list[tuple[EditedDocument, Pagination]],
    annotated: AnnotatedCorpus,
    history: History | None = None,
    site: str = "",
) -> dict[str, str]:
    """Return every page of the site but the search index: text by path below docs/.

    Args:
        documents: each document with its reading pages.
        annotated: the annotated corpus.
        history: the texts that ids have had; None shows none.
        site: address of the site, with a slash at the end; "" when it is not known.
    """
    withheld = frozenset(
        passage.id
        for document, _ in documents
        for passage in document.structure.passages
        if not is_visible(document, passage)
    )
    addresses: dict[str, str] = {}
    for document, pagination in documents:
        addresses |= {passage.id: f"p/{passage.id}/" for passage in document.structure.passages}
        addresses |= {division.id: pagination.url(division) for division in document.structure.divisions}
    ledger = annotated.edited.ledger
    earlier = list_earlier(ledger, history or History(), documents)
    pages = {
        "index.md": render_home(documents, annotated),
        "documents/index.md": render_documents_index(documents),
        "quote/index.md": render_quote_check_page([document.record for document, _ in documents]),
        "search/index.md": render_search_page([document.record for document, _ in documents]),
        "data/documents.json": format_documents(documents, annotated),
        "data/passages.jsonl": format_passages(documents, annotated),
        "data/entities.json": format_entities(annotated, withheld),
        "data/annotations.jsonl": format_annotations(annotated, addresses, withheld),
    }
    for document, pagination in documents:
        key, printed = document.key, printed_numbers(document)
        pages[f"documents/{key}/index.md"] = render_overview(
            document, pagination, printed, Place("../../", site, SITE_NAME)
        )
        for index, page in enumerate(pagination.pages):
            text = render_reading_page(
                document,
                pagination,
                index,
                printed,
                Overlay(annotated, "../../../"),
                Place("../../../", site, SITE_NAME),
            )
            pages[f"documents/{key}/{page.slug}.md"] = text
        context = PermalinkContext(document, pagination, printed, Overlay(annotated, "../../"), site, earlier)
        for index, passage in enumerate(document.structure.passages):
            pages[f"p/{passage.id}/index.html"] = render_permalink(context, index)
            if passage.id in earlier:
                present = passage.text if is_visible(document, passage) else None
                pages[f"p/{passage.id}/history.json"] = format_passage_history(
                    passage.id, earlier[passage.id], present
                )
        if is_source_published(document):
            pages[f"data/sources/{key}.txt"] = document.source.text
    shown = {
        passage.id: passage.text
        for document, _ in documents
        for passage in document.structure.passages
        if is_visible(document, passage)
    }
    for row in ledger.latest().values():
        if row.event == "retired" and not row.is_division:
            new, texts = ledger.resolve(row.id), earlier.get(row.id, [])
            pages[f"p/{row.id}/index.html"] = render_retired(row.id, new, texts)
            pages[f"p/{row.id}/history.json"] = format_passage_history(row.id, texts, shown.get(new), new)
    pages |= render_annotation_pages(annotated, documents)
    pages |= render_event_pages(annotated, documents)
    pages |= render_citation_files(documents, annotated)
    pages |= render_references(annotated.references, annotated, documents)
    pages |= format_references(annotated.references, withheld)
    if annotated.events:
        pages |= format_event_files(annotated, withheld)
    return pages


def list_earlier(
    ledger: Ledger, history: History, documents: list[tuple[EditedDocument, Pagination]]
) -> dict[str, list[EarlierText]]:
    """Return the earlier texts by id, of the ids that have any; withheld ones without their words."""
    visible = {
        passage.id
        for document, _ in documents
        for passage in document.structure.passages
        if is_visible(document, passage)
    }
    # A retired id is no passage any more: it is shown where its document is shown whole.
    whole = {document.key for document, _ in documents if is_source_published(document)}
    found = {
        row.id: earlier_texts(
            row.id, ledger, history, row.id in visible or (row.event == "retired" and row.key in whole)
        )
        for row in ledger.latest().values()
        if not row.is_division
    }
    return {passage_id: texts for passage_id, texts in found.items() if texts}


def paginate_corpus(edited: EditedCorpus) -> list[tuple[EditedDocument, Pagination]]:
    """Return each document with its reading pages."""
    return [
        (document, paginate(document.structure, document.directives.page_size))
        for document in edited.documents
    ]


def build_site(
    annotated: AnnotatedCorpus,
    lexicon: Mapping[str, str],
    tokenise: Tokenise,
    schemas: Mapping[str, str] = MappingProxyType({}),
    search_scripts: Mapping[str, str] | None = None,
    history: History | None = None,
    address: str = "",
) -> dict[str, str | bytes]:
    """Build the site.

    Args:
        annotated: the corpus, free of findings.
        lexicon: content of the search lexicon's files by name.
        tokenise: the tokeniser of the search.
        schemas: JSON Schemas of the data by file name.
        search_scripts: texts of the search's scripts by file name, to be bundled
            into two files; None leaves them apart.
        history: the texts that ids have had.
        address: address of the site, with a slash at the end; "" when it is not known.

    Returns:
        content by path below docs/; same input, same bytes.
    """
    documents = paginate_corpus(annotated.edited)
    site: dict[str, str | bytes] = dict(build_pages(documents, annotated, history, address))
    site.update({f"data/{name}": text for name, text in schemas.items()})
    site["data/texts.json"] = format_texts(documents, lexicon)
    tables = parse_lexicon(
        lexicon.get("aliases.tsv", ""),
        lexicon.get("readings.tsv", ""),
        lexicon.get("variants.tsv", ""),
    )
    passages = list_search_passages(documents, annotated)
    entities = list_search_entities(annotated, {passage.id for passage in passages})
    site.update(build_search(passages, tables, tokenise, search_scripts, entities))
    site.update(format_package(annotated, documents, site))
    return site


