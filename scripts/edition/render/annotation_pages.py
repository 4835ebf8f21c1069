"""The pages of the annotation: entities, dates, editorial notes."""

from __future__ import annotations

from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.pagination import Pagination
from edition.render.apparatus_page import ApparatusPage
from edition.render.concordance import PublishedTexts
from edition.render.date_pages import list_dates, render_date_pages
from edition.render.entity_index import EntityIndexes
from edition.render.entity_page import EntityPages
from edition.render.section_spans import render_section_spans


def render_annotation_pages(
    annotated: AnnotatedCorpus, documents: list[tuple[EditedDocument, Pagination]]
) -> dict[str, str]:
    """Return the pages that the annotation adds to the site.

    Args:
        annotated: the annotated corpus.
        documents: its documents with their reading pages.

    Returns:
        Markdown by path below docs/.

    Raises:
        ValueError: an entity has the id of an index page.
    """
    texts = PublishedTexts(annotated, documents)
    mentions = texts.mentions()
    pages = EntityIndexes(annotated.entities, mentions).render()
    entity_pages = EntityPages(texts, mentions)
    for entity in annotated.entities.values():
        pages[f"entities/{entity.id}.md"] = entity_pages.render(entity)
    dates = list_dates(texts)
    pages |= render_date_pages(texts, dates)
    pages["dates/documents.md"] = render_section_spans(texts, dates)
    pages["apparatus/index.md"] = ApparatusPage(texts).render()
    return pages
