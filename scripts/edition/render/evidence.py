"""Events beside the texts, and what all pages of events share: names of kinds, dates in words, quotes with their places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from edition.annotate.date_rules import DateRules
from edition.annotate.edtf import bounds, era_name, say_edtf
from edition.annotate.events import Event, EventEvidence, EventKind, Timeline, is_compatible
from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.render.date_address import date_url, year_of
from edition.render.escape import html
from edition.render.inline import page_range

if TYPE_CHECKING:
    # At run time the texts are handed in: the reading pages import this module too.
    from edition.render.concordance import PublishedTexts

KIND_NAMES = {
    EventKind.EVENT: "出来事",
    EventKind.PERIOD: "期間",
    EventKind.PUBLICATION: "文書・発表",
    EventKind.PLAN: "予定",
    EventKind.FORECAST: "見通し",
    EventKind.STATISTIC: "統計",
}
BASIS_NAMES = {
    "stated": "資料が述べる",
    "corrected": "資料の誤りを正した",
    "inferred": "資料から推定した",
    "outside": "外部の資料による",
}
#: What a relation is called on the page of the event that has it, and on that of the other.
RELATION_NAMES = {
    "led_to": ("もたらしたもの", "きっかけ"),
    "renewed": ("更新・継承したもの", "更新・継承"),
    "ended": ("終わらせたもの", "終わり"),
    "succeeded_by": ("後を継ぐもの", "前にあったもの"),
    "part_of": ("含まれる先", "含むもの"),
    "response_to": ("応じた相手", "これへの対応"),
}
_MACHINE_RE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_YEAR_RE = re.compile(r"（([0-9]{4})年）")


def era_of(edtf: str) -> str:
    """Return the Japanese era year of a date or of both ends of an interval; "" when it has none."""
    ends = edtf.split("/")
    if len(ends) == 1:
        return era_name(edtf)
    first, last = (era_name(end) if end != ".." else "" for end in ends)
    if first == last:
        return first
    if ends[1] == "..":
        return f"{first}から" if first else ""
    if not first:
        return f"{last}まで" if last and ends[0] == ".." else ""
    return f"{first}～{last}" if last else ""


def say_when(edtf: str, url: str = "") -> str:
    """Return a date in Western and Japanese years as HTML.

    Args:
        edtf: the date.
        url: where it leads, "" for nowhere.
    """
    said = html(say_edtf(edtf))
    if _MACHINE_RE.fullmatch(edtf):
        said = f'<time datetime="{edtf}">{said}</time>'
    if url:
        said = f'<a href="{html(url)}">{said}</a>'
    era = era_of(edtf)
    return f'{said} <span class="era">{html(era)}</span>' if era else said


def short_title(timeline: Timeline) -> str:
    """Return the title of a timeline without what stands in brackets."""
    return timeline.title.partition("（")[0]


def written(document: EditedDocument, rules: DateRules | None) -> str:
    """Return when a document was written as EDTF; "" when nothing is known of it.

    Without a date of issue it is, approximately, the day from which its 今年 counts (corpus/dates.yml).
    """
    issued = document.record.csl.get("issued")
    if isinstance(issued, dict) and issued.get("date-parts"):
        parts = issued["date-parts"][0]
        edtf = "-".join(f"{int(part):0{4 if at == 0 else 2}}" for at, part in enumerate(parts))
        return edtf + ("~" if issued.get("circa") else "")
    anchors = {anchor.document: anchor.edtf for anchor in rules.anchors} if rules else {}
    return f"{anchors[document.key]}~" if document.key in anchors else ""


class EventTexts:
    """The events with all that their pages need to know of the corpus.

    Args:
        texts: the published texts.
        years: years that have a place in the index of dates.
    """

    def __init__(self, texts: PublishedTexts, years: Iterable[int]) -> None:
        self.texts = texts
        self.annotated = texts.annotated
        self.events: dict[str, Event] = {event.id: event for event in texts.annotated.events}
        self.timelines: dict[str, Timeline] = {timeline.slug: timeline for timeline in texts.annotated.timelines}
        self.by_timeline: dict[str, list[Event]] = {
            slug: list(texts.annotated.events_in(slug)) for slug in self.timelines
        }
        documents = {document.key: document for document, _ in texts.documents}
        self.written = {key: written(document, texts.annotated.date_rules) for key, document in documents.items()}
        order = sorted(documents, key=lambda key: (str(bounds(self.written[key])[0] or "9999"), key))
        #: By citation key, the first written first.
        self.documents: dict[str, EditedDocument] = {key: documents[key] for key in order}
        self._pages = {
            passage.id: (passage.page, passage.page_starts)
            for document in documents.values()
            for passage in document.structure.passages
        }
        self._printed = {
            key: {page.page: page.printed for page in document.structure.pages if page.printed is not None}
            for key, document in documents.items()
        }
        self._years = frozenset(years)
        #: (name of the relation, the other event) by event.
        self.relations: dict[str, list[tuple[str, Event]]] = defaultdict(list)
        for event in self.events.values():
            for relation in event.relations:
                other = self.events.get(relation.event)
                if other is not None:
                    names = RELATION_NAMES[relation.type]
                    self.relations[event.id].append((names[0], other))
                    self.relations[other.id].append((names[1], event))

    def when(self, edtf: str, root: str) -> str:
        """Return a date in words, with a link to its year in the index of dates where that has it."""
        url = date_url(edtf) if year_of(edtf) in self._years else None
        return say_when(edtf, f"{root}{url}" if url else "")

    def short(self, key: str) -> str:
        """Return the short title of a document."""
        return self.texts.short_titles.get(key, key)

    def page(self, evidence: EventEvidence) -> str:
        """Return the page of the source on which a quote begins; "" when the source has none."""
        page, starts = self._pages.get(evidence.quote.passage, (None, ()))
        if page is None:
            return ""
        for start in starts:
            if start.offset <= evidence.start:
                page = start.page
        return page_range(page, page, self._printed[evidence.document])

    def pincite(self, evidence: EventEvidence, root: str) -> str:
        """Return where a quote stands: document, page, passage; two links, both to the words."""
        where = "、".join(part for part in (html(self.short(evidence.document)), html(self.page(evidence))) if part)
        place = self.texts.places.get(evidence.quote.passage)
        permalink = place.permalink if place else f"p/{evidence.quote.passage}/"
        read = f' <a class="read" href="{root}{html(place.url)}">本文で読む</a>' if place and place.is_passage else ""
        return (
            f'<cite>{where} <a class="passage-id" href="{root}{html(permalink)}">{html(evidence.quote.passage)}</a>{read}</cite>'
        )

    def quote(self, evidence: EventEvidence, root: str) -> str:
        """Return the words of a passage with their place; without the words when they are withheld."""
        place = self.texts.places.get(evidence.quote.passage)
        if place is None:
            return self.texts.quote(evidence.quote, root)
        text = place.text
        end = evidence.start + len(evidence.quote.exact)
        before = "…" if evidence.start else ""
        after = "…" if end < len(text) else ""
        words = f"<q{place.lang}>{before}{html(evidence.quote.exact)}{after}</q>"
        return f"{words} {self.pincite(evidence, root)}"

    def stated(self, event: Event, evidence: EventEvidence, root: str) -> str:
        """Return the date a passage gives for an event, marked where it differs; "" when it gives none."""
        if not evidence.date:
            return ""
        css = "" if is_compatible(evidence.date, event.date) else " differs"
        sign = "（採った日付と異なる）" if css else ""
        return f'<span class="stated{css}">この箇所の日付：{say_when(evidence.date)}{sign}</span>'

    def entity_links(self, ids: Sequence[str], root: str) -> str:
        """Return entities as items of a list."""
        found = [self.annotated.entities[id] for id in ids if id in self.annotated.entities]
        return "".join(f'<li><a href="{root}{entity.url}">{html(entity.label)}</a></li>' for entity in found)

    def n_documents(self, event: Event) -> str:
        """Say how many quotes of how many documents serve an event."""
        return f"{len(event.evidence)}か所・{len(event.documents)}資料"


def event_link(event: Event, root: str) -> str:
    """Return a link to an event with its date."""
    return f'<a href="{root}{event.url}"><span class="when">{html(say_edtf(event.date))}</span> {html(event.title)}</a>'


def timeline_links(event: Event, titles: Mapping[str, str], root: str, but: str = "") -> str:
    """Return links to the place of an event in its timelines.

    Args:
        event: the event.
        titles: short titles by slug, in the order of the links.
        root: relative address of the site's root from the page.
        but: slug of a timeline to leave out.
    """
    slugs = {membership.slug for membership in event.memberships} - {but}
    return " ".join(
        f'<a class="in-timeline" href="{root}timelines/{slug}/#{event.id}">{html(title)}</a>'
        for slug, title in titles.items()
        if slug in slugs
    )


def _titles(annotated: AnnotatedCorpus) -> dict[str, str]:
    return {timeline.slug: short_title(timeline) for timeline in annotated.timelines}


def render_event_marks(annotated: AnnotatedCorpus, unit: str, root: str) -> str:
    """Return the events a passage is evidence of, for its margin; "" when there are none.

    Args:
        annotated: the annotated corpus.
        unit: id of the passage or division.
        root: relative address of the site's root from the page.
    """
    events = annotated.events_on(unit)
    if not events:
        return ""
    items = "".join(f"<li>{event_link(event, root)} {_year_links(annotated, event, root)}</li>" for event in events)
    return (
        f'<div class="passage-events"><ul class="event-marks" aria-label="この箇所に関わる出来事">{items}</ul></div>'
    )


def _year_links(annotated: AnnotatedCorpus, event: Event, root: str) -> str:
    """Return links to the place of an event in its timelines, each called by its year: a margin is narrow."""
    slugs = {membership.slug for membership in event.memberships}
    links = []
    for timeline in annotated.timelines:
        if timeline.slug in slugs:
            year = _YEAR_RE.search(timeline.title)
            title = html(timeline.title)
            links.append(
                f'<a class="in-timeline" href="{root}{timeline.url}#{event.id}" title="年表：{title}" '
                f'aria-label="年表：{title}">{year[1] if year else html(short_title(timeline))}</a>'
            )
    return " ".join(links)


def render_entity_events(annotated: AnnotatedCorpus, entity: str, root: str) -> str:
    """Return the section 「出来事」 of an entity's page as Markdown; "" when it takes part in none.

    Args:
        annotated: the annotated corpus.
        entity: id of the entity.
        root: relative address of the site's root from the page.
    """
    events = annotated.events_of(entity)
    if not events:
        return ""
    titles = _titles(annotated)
    items = "".join(
        f'<li><span class="when">{say_when(event.date)}</span> <a href="{root}{event.url}">{html(event.title)}</a> '
        f'<span class="event-kind kind-{event.kind.value}">{KIND_NAMES[event.kind]}</span> '
        f"{timeline_links(event, titles, root)}</li>"
        for event in events
    )
    link = f'<p><a href="{root}timelines/chronology/?actor={entity}">総合年表で、ほかの条件と合わせて絞り込む</a></p>'
    return f'## 出来事（{len(events)}） {{#events}}\n\n<ol class="entity-events">{items}</ol>\n\n{link}'
