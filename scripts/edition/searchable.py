"""What of the annotated corpus may be searched: passages and entities as the search takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from edition.annotate.edtf import bounds, say_edtf
from edition.annotate.entities import EntityType
from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.pagination import Pagination
from edition.render.reading import page_title
from edition.rights import is_visible
from edition.search.entities import EVENT, SearchEntity
from edition.search.passages import SearchPassage


def issued_year(document: EditedDocument) -> int | None:
    """Return the year a document was issued, when it is known."""
    issued = document.record.csl.get("issued")
    if isinstance(issued, dict) and issued.get("date-parts"):
        return int(issued["date-parts"][0][0])
    return None


def list_search_passages(
    documents: Sequence[tuple[EditedDocument, Pagination]], annotated: AnnotatedCorpus
) -> list[SearchPassage]:
    """Return the passages that may be searched, in reading order."""
    found = []
    for document, pagination in documents:
        titles = {d.id: d.title for d in document.structure.divisions}
        extra: dict[str, object] = {"document_title": document.record.short_title}
        if year := issued_year(document):
            extra["year"] = year
        for passage in document.structure.passages:
            if passage.text is None or not is_visible(document, passage):
                continue
            page = pagination.page_of[passage.id]
            found.append(
                SearchPassage(
                    id=passage.id,
                    document=passage.document,
                    kind=passage.kind.value,
                    url=pagination.url(passage),
                    permalink=f"p/{passage.id}/",
                    division=passage.division,
                    division_title=titles.get(passage.division or "", page_title(document, page)),
                    label=passage.label,
                    page=passage.page,
                    text=passage.text,
                    extra=extra,
                    years=years_of(annotated, passage.id),
                    dates=tuple(
                        (passage.text[mark.start : mark.end], mark.edtf) for mark in annotated.dates.get(passage.id, ())
                    ),
                    emendations=emendations_of(annotated, passage.id),
                )
            )
    return found


def years_of(annotated: AnnotatedCorpus, unit: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of years the dates of a text speak of; an open end is the year that is given."""
    spans = set()
    for mark in annotated.dates.get(unit, ()):
        earliest, latest = bounds(mark.edtf)
        begin, end = earliest or latest, latest or earliest
        if begin and end:
            spans.add((begin.year, end.year))
    return tuple(sorted(spans))


def emendations_of(annotated: AnnotatedCorpus, unit: str) -> tuple[tuple[int, int, str], ...]:
    """Return the readings the apparatus suggests in a text: start, end and what would stand there."""
    return tuple(
        (note.start, note.end, note.reading) for note in annotated.notes_on(unit) if note.reading is not None
    )


def list_search_entities(annotated: AnnotatedCorpus, searchable: Collection[str]) -> list[SearchEntity]:
    """Return the entities with their names and the places that name them, and behind them the events.

    Args:
        annotated: the annotated corpus.
        searchable: ids of the passages that may be searched.
    """
    in_context: dict[str, dict[str, None]] = defaultdict(dict)
    for rule in annotated.rules.context:
        in_context[rule.entity][rule.form] = None
    places = annotated.places_by_entity()
    divisions = {unit.id for unit in annotated.units if unit.is_heading}
    entities = []
    for entity in annotated.entities.values():
        named = [(unit, m) for unit, m in places.get(entity.id, ()) if unit in searchable or unit in divisions]
        names = dict.fromkeys((*entity.labels.values(), *entity.forms, *entity.also))
        entities.append(
            SearchEntity(
                id=entity.id,
                label=entity.label,
                reading=entity.reading,
                type=entity.type.value,
                names=tuple(names),
                ambiguous=tuple(form for form in in_context[entity.id] if form not in names),
                readings=entity.readings,
                url=entity.url,
                passages=tuple(unit for unit, _ in named),
                places=tuple((unit, m.start, m.end) for unit, m in named if unit in searchable),
            )
        )
    return [*entities, *_list_events(annotated, searchable)]


def _list_events(annotated: AnnotatedCorpus, searchable: Collection[str]) -> list[SearchEntity]:
    """Return the events as what may be offered for their title, their date and what they are about."""
    about = (EntityType.AGREEMENT, EntityType.MEETING, EntityType.EXERCISE)
    found = []
    for event in annotated.events:
        entities = [annotated.entities[name] for name in event.entities if name in annotated.entities]
        subjects = dict.fromkeys(
            name for entity in entities if entity.type in about for name in (entity.label, *entity.forms)
        )
        found.append(
            SearchEntity(
                id=event.id,
                label=event.title,
                reading=say_edtf(event.date),
                type=EVENT,
                names=tuple(event.titles.values()),
                ambiguous=(event.date, *subjects),
                url=event.url,
                places=tuple(
                    (row.quote.passage, row.start, row.start + len(row.quote.exact))
                    for row in event.evidence
                    if row.quote.passage in searchable
                ),
            )
        )
    return found
