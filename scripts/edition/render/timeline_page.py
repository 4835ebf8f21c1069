"""The page of a timeline: introduction, picture, and the events in order with the words they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from edition.annotate.edtf import say_edtf
from edition.annotate.events import Event, EventKind, Timeline
from edition.render.date_address import year_of
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.evidence import (
    KIND_NAMES,
    EventTexts,
    event_link,
    short_title,
    timeline_links,
)
from edition.render.timeline_picture import KIND_SIGNS, Mark, cut_stretches, draw, lay_out, make_mark

ROOT = "../../"
INDEX_TITLE = "年表"
#: Years before this stand on the left edge of the strip: one of them would push all others together.
FLOOR = 1900


def breadcrumbs(root: str, *steps: tuple[str, str], here: str) -> str:
    """Return the way from the home page to a page.

    Args:
        root: relative address of the site's root from the page.
        steps: site-relative address and name of the pages between.
        here: name of the page.
    """
    links = "".join(f'<li><a href="{root}{url}">{html(name)}</a></li>' for url, name in (("", "ホーム"), *steps))
    return (
        f'<nav class="breadcrumbs" aria-label="現在地"><ol>{links}'
        f'<li aria-current="page">{html(here)}</li></ol></nav>'
    )


def passage_links(passages: Sequence[str], root: str, texts: EventTexts) -> str:
    """Return links to the passages a sentence rests on."""
    links = []
    for passage in passages:
        place = texts.texts.places.get(passage)
        url = place.permalink if place else f"p/{passage}/"
        links.append(f'<a href="{root}{html(url)}">{html(passage)}</a>')
    return f'<span class="rests-on">（{"、".join(links)}）</span>'


def render_introduction(timeline: Timeline, root: str, texts: EventTexts) -> str:
    """Return the introduction of a timeline, each sentence with the passages it rests on."""
    sentences = "".join(
        f"{html(sentence.text)}{passage_links(sentence.passages, root, texts)}" for sentence in timeline.introduction
    )
    return f'<p class="timeline-introduction">{sentences}</p>'


def split_periods(timeline: Timeline, events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Return the events by the periods of a timeline; an event stands where it begins."""
    groups: list[tuple[str, list[Event]]] = [(period.title, []) for period in timeline.periods]
    limits = [int(period.until) if period.until else 9999 for period in timeline.periods]
    for event in events:
        year = year_of(event.date) or 0
        at = next((n for n, limit in enumerate(limits) if year <= limit), len(groups) - 1)
        groups[at][1].append(event)
    return groups


def render_timeline(timeline: Timeline, texts: EventTexts) -> str:
    """Return the page of a timeline as Markdown."""
    events = texts.by_timeline[timeline.slug]
    filled = [(title, found) for title, found in split_periods(timeline, events) if found]
    others = "".join(
        f'<li><a href="{ROOT}{other.url}">{html(short_title(other))}</a></li>'
        for other in texts.timelines.values()
        if other.slug != timeline.slug
    )
    n_differ = sum(1 for event in events if event.disagreement)
    n_quotes = sum(len(event.evidence) for event in events)
    n_texts = len({key for event in events for key in event.documents})
    blocks = [
        breadcrumbs(ROOT, ("timelines/", INDEX_TITLE), here=timeline.title),
        f"# {markdown_inline(timeline.title)} {{#timeline}}",
        f'<p class="timeline-english" lang="en">{html(timeline.titles["en"])}</p>',
        render_introduction(timeline, ROOT, texts),
        f'<p class="timeline-facts">{len(events)}件の出来事に、{n_texts}資料の{n_quotes}か所の言葉を添える。'
        f"資料の述べ方が食い違うものは{n_differ}件（<b>≠</b>で示す）。"
        f'<a href="{ROOT}timelines/chronology/?timeline={timeline.slug}">総合年表で絞り込む</a></p>',
        f'<nav class="timeline-others" aria-label="ほかの年表"><ul>{others}</ul></nav>',
        "## 図 {#picture}",
        render_picture(timeline.title, filled),
        *(block for n, (name, found) in enumerate(filled, 1) for block in _period(n, name, found, texts, timeline)),
    ]
    head = front_matter(
        {
            "title": html(f"{timeline.title}｜{INDEX_TITLE}"),
            "description": html(f"{timeline.title}の年表。出来事ごとに、それを述べる資料の言葉と所在を示す。"),
            "hide": ["navigation", "toc"],
        }
    )
    return head + "\n" + "\n\n".join(block for block in blocks if block) + "\n"


def _period(n: int, title: str, events: Sequence[Event], texts: EventTexts, timeline: Timeline) -> list[str]:
    items = "".join(list_item(event, texts, timeline.slug) for event in events)
    return [
        f"## {markdown_inline(title)} {{#period-{n}}}",
        f'<p class="span">{say_span(events)}、{len(events)}件</p>',
        f'<ol class="event-list">{items}</ol>',
    ]


def say_span(events: Sequence[Event]) -> str:
    """Say from which year to which the events of a period begin."""
    years = [year for event in events if (year := year_of(event.date)) is not None]
    first, last = min(years), max(years)
    return f"{first}年" if first == last else f"{first}～{last}年"


def list_item(event: Event, texts: EventTexts, slug: str) -> str:
    """Return an event as an item of a timeline, its quotes folded under it."""
    why = next((membership.why for membership in event.memberships if membership.slug == slug), "")
    parts = [f'<p class="event-why">{html(why)}</p>'] if why else []
    if event.disagreement:
        parts.append(f'<p class="event-differs"><b>≠ 食い違い</b> {html(event.disagreement)}</p>')
    parts.append(quotes(event, texts, ROOT))
    if links := texts.entity_links(event.entities, ROOT):
        parts.append(f'<ul class="event-entities" aria-label="関わる名">{links}</ul>')
    if related := _related(event, texts, slug):
        parts.append(f'<ul class="event-relations">{related}</ul>')
    return (
        f'<li id="{event.id}" class="event kind-{event.kind.value}"><p class="event-when">{texts.when(event.date, ROOT)}</p>'
        f'<div class="event-body"><h3><a href="{ROOT}{event.url}">{html(event.title)}</a> {kind_label(event)}</h3>'
        f"{''.join(parts)}</div></li>"
    )


def kind_label(event: Event) -> str:
    """Return the kind of an event; nothing for what simply happened."""
    if event.kind is EventKind.EVENT:
        return ""
    return f'<span class="event-kind">{KIND_NAMES[event.kind]}</span>'


def quotes(event: Event, texts: EventTexts, root: str) -> str:
    """Return the words an event rests on, folded."""
    items = "".join(
        f"<li>{texts.quote(evidence, root)}{texts.stated(event, evidence, root)}</li>" for evidence in event.evidence
    )
    return (
        f'<details class="event-quotes"><summary>資料の言葉（{texts.n_documents(event)}）</summary>'
        f"<ul>{items}</ul></details>"
    )


def _related(event: Event, texts: EventTexts, slug: str) -> str:
    """Return the same event in other timelines, and its relations to other events."""
    rows = []
    titles = {key: short_title(timeline) for key, timeline in texts.timelines.items()}
    if others := timeline_links(event, titles, ROOT, but=slug):
        rows.append(f"<li><b>ほかの年表</b> {others}</li>")
    here = {other.id for other in texts.by_timeline[slug]}
    groups: dict[str, dict[str, None]] = {}
    for name, other in texts.relations.get(event.id, []):
        # What stands on this page is reached on it.
        link = (
            f'<a href="#{other.id}"><span class="when">{html(say_edtf(other.date))}</span> {html(other.title)}</a>'
            if other.id in here
            else event_link(other, ROOT)
        )
        groups.setdefault(name, {})[link] = None
    rows += [f"<li><b>{name}</b> {'、'.join(links)}</li>" for name, links in groups.items()]
    return "".join(rows)


def render_picture(title: str, groups: Sequence[tuple[str, Sequence[Event]]]) -> str:
    """Return the picture of a timeline: all of it on one strip, then every stretch with its labels.

    Args:
        title: of the timeline.
        groups: title and events of each period.
    """
    stretches: list[tuple[str, list[Mark]]] = []
    for name, events in groups:
        cuts = cut_stretches([make_mark(event) for event in events])
        stretches += [(name if n == 0 else f"{name}（続き）", marks) for n, marks in enumerate(cuts)]
    figures = []
    for n, (name, marks) in enumerate(stretches):
        until = stretches[n + 1][1][0].begin if n + 1 < len(stretches) else None
        layout = lay_out(marks, until)
        years = say_span([mark.event for mark in marks])
        said = f"{years}の出来事{len(marks)}件を、上から下へ時の順に示す。内容は下の一覧と同じ。"
        figures.append(
            f'<figure class="stretch"><figcaption><b>{html(name)}</b> <span class="years">{years}</span></figcaption>'
            f"{draw(layout, f'{title}　{name}　{years}', said)}</figure>"
        )
    return (
        f'<div class="timeline-picture"><p class="skip"><a href="#period-1">図を飛ばして一覧へ</a></p>{strip(title, stretches)}'
        f'<div class="stretches">{"".join(figures)}</div>{_legend()}</div>'
    )


def strip(title: str, stretches: Sequence[tuple[str, Sequence[Mark]]]) -> str:
    """Return all events on one scale of years without a break, as a strip."""
    marks = [mark for _, found in stretches for mark in found]
    last = int(max(max(mark.begin, min(mark.end, 2060)) for mark in marks)) // 10 * 10 + 10
    first = max(FLOOR, int(min(mark.begin for mark in marks)) // 10 * 10)
    early = sum(1 for mark in marks if mark.end < first)
    scale = 1000 / (last - first)

    def x(year: float) -> float:
        return round(min(max(year - first, 0), last - first) * scale, 1)

    points = "".join(f"M{x(mark.begin):g} 26v-14" for mark in marks if mark.end - mark.begin <= 1 and mark.end >= first)
    spans = "".join(
        f"M{x(mark.begin):g} 31H{x(last if mark.opens == 'end' else mark.end):g}"
        for mark in marks
        if mark.end - mark.begin > 1 or mark.opens == "end"
    )
    bands = "".join(
        f'<path class="band" d="M{x(found[0].begin):g} 2V8H{x(max(mark.begin for mark in found)):g}V2z"/>' for _, found in stretches
    )
    step = 10 if last - first <= 60 else 20
    axis = "".join(f"<span>{year}</span>" for year in range(first, last, step))
    more = f"{first}年より前に始まるもの{early}件は左端に置く。" if early else ""
    return (
        f'<div class="strip-all"><svg role="img" viewBox="0 0 1000 36" preserveAspectRatio="none">'
        f"<title>{html(title)}の出来事の散らばり</title><desc>{first}年から{last}年まで。縦の線が一件、下の横線は一年を超えて続くもの。</desc>"
        f'<path class="ground" d="M0 0h1000v36h-1000z"/>{bands}<path class="ticks" d="{points}" stroke="currentColor"/>'
        f'<path class="spans" d="{spans}" stroke="currentColor"/></svg>'
        f'<p class="axis" aria-hidden="true" style="--n:{(last - first) / step:g}">{axis}</p>'
        f"<p>一つの縮尺で見た全体。縦の線が一件、下の横線は一年を超えるもの。上の横線は、下で拡大して示す区切り。{more}"
        "拡大した図は、空いた年月を省いて区切りごとに縮尺を変える（目盛りの年月で読む）。</p></div>"
    )


def _legend() -> str:
    """Return what the signs of the picture mean."""

    def sign(body: str) -> str:
        return f'<svg viewBox="0 0 12 26" aria-hidden="true" focusable="false" fill="currentColor">{body}</svg>'

    rows = (
        (sign('<circle class="mark point" cx="6" cy="13" r="4"/>'), "日まで分かるもの"),
        (sign('<rect class="mark within" x="2" y="3" width="8" height="20" rx="1.5" stroke="currentColor"/>'), "月・年・年代までしか分からないもの（その長さのどこか）"),
        (sign('<rect class="mark during" x="2" y="3" width="8" height="20" rx="1.5" stroke="currentColor"/>'), "その間続いたもの"),
        (sign('<rect class="mark during about" x="2" y="3" width="8" height="20" rx="1.5" stroke="currentColor"/>'), "端がおよそのもの（破線）"),
        (sign('<path d="M6 3v3M6 8v3M6 13v3" stroke="currentColor" stroke-width="5" stroke-opacity=".5"/><path d="M2 18h8l-4 6z"/>'), "終わりの示されないもの、または次の区切りへ続くもの"),
    )
    items = "".join(f"<li>{drawn} {text}</li>" for drawn, text in rows)
    signs = "、".join(f"［{sign}］{KIND_NAMES[kind]}" for kind, sign in KIND_SIGNS.items() if sign)
    return (
        f'<div class="legend"><ul>{items}</ul><p>{signs}。題に≠の付くものは資料の述べ方が食い違う。'
        "ごく短いものは、見えるだけの長さに延ばして描く。</p></div>"
    )


