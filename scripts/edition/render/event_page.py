"""The page of an event: what each document says of it, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from edition.annotate.events import Event, EventEvidence, is_compatible
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.evidence import BASIS_NAMES, KIND_NAMES, EventTexts, event_link, say_when, short_title
from edition.render.home import SITE_NAME
from edition.render.reading import display_title
from edition.render.record import short_description
from edition.render.timeline_page import INDEX_TITLE, breadcrumbs

ROOT = "../../"


class EventPages:
    """The pages of all events.

    Args:
        texts: the events and their texts.
    """

    def __init__(self, texts: EventTexts) -> None:
        self._texts = texts
        self._order = list(texts.events.values())
        self._standings = {
            key: f"{html(display_title(document))}。{html(short_description(document))}"
            for key, document in texts.documents.items()
        }
        self._places = {event.id: at for at, event in enumerate(self._order)}

    def render(self, event: Event) -> str:
        """Return the page of an event as Markdown."""
        blocks = [
            breadcrumbs(
                ROOT, ("timelines/", INDEX_TITLE), ("timelines/chronology/", "総合年表"), here=event.title
            ),
            f"# {markdown_inline(event.title)} {{#event}}",
            self._english(event),
            self._facts(event),
            self._disagreement(event),
            f'<p class="lead">{html(event.summary)}</p>' if event.summary else "",
            f"## 資料の述べるところ（{self._texts.n_documents(event)}） {{#evidence}}",
            self._synopsis(event),
            *self._entities(event),
            *self._relations(event),
            "## 前後の出来事 {#neighbours}",
            self._neighbours(event),
            "## 引用のしかた {#cite}",
            self._cite(event),
            f'<p class="passage-cite" data-cite-event="{event.id}" data-cite-title="{html(event.title)}"></p>',
        ]
        head = front_matter(
            {
                # The theme writes both into HTML as they are.
                "title": html(f"{event.title}｜{INDEX_TITLE}"),
                "description": html(event.summary or f"{event.title}について各資料の述べるところを並べて示す。"),
                "hide": ["navigation", "toc"],
            }
        )
        return head + "\n" + "\n\n".join(block for block in blocks if block) + "\n"

    def _english(self, event: Event) -> str:
        english = event.titles.get("en", "")
        return f'<p class="timeline-english" lang="en">{html(english)}</p>' if english else ""

    def _facts(self, event: Event) -> str:
        """Return date, kind, place and timelines as a list of terms."""
        basis = BASIS_NAMES.get(event.date_basis, html(event.date_basis))
        note = f'<span class="date-note">{html(event.note)}</span>' if event.note else ""
        rows = [
            (
                "日付",
                f'<span class="event-date">{self._texts.when(event.date, ROOT)}</span> '
                f'<code>{html(event.date)}</code> <span class="basis basis-{event.date_basis}">{basis}</span>{note}',
            ),
            ("種類", KIND_NAMES[event.kind]),
        ]
        if places := self._texts.entity_links([event.location] if event.location else [], ROOT):
            rows.append(("所", f"<ul>{places}</ul>"))
        timelines = self._texts.timelines
        items = "".join(
            f'<li><a href="{ROOT}{timelines[m.slug].url}#{event.id}">{html(timelines[m.slug].title)}</a> {html(m.why)}</li>'
            for m in event.memberships
            if m.slug in timelines
        )
        chronology = f'<li><a href="{ROOT}timelines/chronology/#{event.id}">総合年表</a></li>'
        rows.append(("年表", f'<ul class="roles">{items}{chronology}</ul>'))
        facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        return f'<dl class="entity-facts event-facts">{facts}</dl>'

    def _disagreement(self, event: Event) -> str:
        if not event.disagreement:
            return ""
        return (
            '<div class="disagreement" role="note" aria-label="資料の食い違い">'
            f"<p><b>≠ 資料の食い違い</b></p><p>{html(event.disagreement)}</p></div>"
        )

    def _synopsis(self, event: Event) -> str:
        """Return a column for each document that speaks of the event, the first written first."""
        groups: dict[str, list[EventEvidence]] = {key: [] for key in self._texts.documents}
        for evidence in event.evidence:
            groups.setdefault(evidence.document, []).append(evidence)
        columns = "".join(self._column(event, key, found) for key, found in groups.items() if found)
        silent = "、".join(html(self._texts.short(key)) for key, found in groups.items() if not found)
        rest = f'<p class="silent">言及を採っていない資料：{silent}</p>' if silent else ""
        return f'<div class="synopsis" data-columns="{sum(map(bool, groups.values()))}">{columns}</div>{rest}'

    def _column(self, event: Event, key: str, found: Sequence[EventEvidence]) -> str:
        when = self._texts.written.get(key, "")
        told = f'<p class="written">書かれた時：{say_when(when)}</p>' if when else '<p class="written">書かれた時：未詳</p>'
        dates = list(dict.fromkeys(evidence.date for evidence in found if evidence.date))
        if dates:
            said = "、".join(
                f'<span class="stated{"" if is_compatible(date, event.date) else " differs"}">{say_when(date)}</span>'
                for date in dates
            )
        else:
            said = "日付を述べない"
        items = "".join(
            f"<li>{self._texts.quote(evidence, ROOT)}{self._texts.stated(event, evidence, ROOT)}</li>"
            for evidence in found
        )
        return (
            f'<section class="column" aria-labelledby="in-{key}"><h3 id="in-{key}"><a href="{ROOT}documents/{key}/">'
            f'{html(self._texts.short(key))}</a></h3><p class="column-date"><b>この資料の日付</b> {said}</p>'
            f'<ul class="column-quotes">{items}</ul>'
            f'<div class="standing">{told}<p>{self._standings.get(key, "")}</p></div></section>'
        )

    def _entities(self, event: Event) -> list[str]:
        links = self._texts.entity_links(event.entities, ROOT)
        return ["## 関わる名 {#names}", f'<ul class="event-entities">{links}</ul>'] if links else []

    def _relations(self, event: Event) -> list[str]:
        relations = self._texts.relations.get(event.id, [])
        if not relations:
            return []
        groups: dict[str, list[str]] = {}
        for name, other in relations:
            groups.setdefault(name, []).append(f"<li>{event_link(other, ROOT)}</li>")
        rows = "".join(
            f"<div><dt>{name}</dt><dd><ul>{''.join(dict.fromkeys(links))}</ul></dd></div>" for name, links in groups.items()
        )
        return ["## 関係する出来事 {#relations}", f'<dl class="entity-facts event-relations-list">{rows}</dl>']

    def _neighbours(self, event: Event) -> str:
        """Return what comes before and after, of all events and in each timeline."""
        rows = [("総合年表", _beside(self._order, self._places[event.id]))]
        for membership in event.memberships:
            if timeline := self._texts.timelines.get(membership.slug):
                members = self._texts.by_timeline[timeline.slug]
                at = next(n for n, other in enumerate(members) if other.id == event.id)
                rows.append((short_title(timeline), _beside(members, at)))
        body = "".join(
            f'<tr><th scope="row">{html(name)}</th><td>{_cell(before)}</td><td>{_cell(after)}</td></tr>'
            for name, (before, after) in rows
        )
        return (
            '<div class="table-scroll" role="region" tabindex="0" aria-label="前後の出来事（横に動かせます）">'
            '<table class="beside"><thead><tr><th scope="col">年表</th><th scope="col">前</th><th scope="col">次</th></tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )

    def _cite(self, event: Event) -> str:
        return (
            f'<p class="cite-event">「{html(event.title)}」『{SITE_NAME}』年表、<code>events/{event.id}/</code></p>'
            "<p>アドレスは恒久的で、このページのアドレスの末尾がこれに当たる。"
            "資料の言葉を引くときは、上の各箇所の番号から段落の固定アドレスを引く。</p>"
        )


def _beside(events: Sequence[Event], at: int) -> tuple[Event | None, Event | None]:
    return events[at - 1] if at else None, events[at + 1] if at + 1 < len(events) else None


def _cell(event: Event | None) -> str:
    return event_link(event, ROOT) if event else "–"
