"""The general chronology: all events in order, to be narrowed down by script, complete without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from edition.annotate.edtf import bounds
from edition.annotate.events import Event
from edition.render.date_address import FIRST_DECADE, year_of
from edition.render.entity_page import TYPE_NAMES
from edition.render.escape import front_matter, html
from edition.render.evidence import KIND_NAMES, EventTexts, short_title, timeline_links
from edition.render.timeline_page import INDEX_TITLE, breadcrumbs, kind_label

ROOT = "../../"
TITLE = "総合年表"


def chronology_url(year: int) -> str:
    """Return the site-relative address of a year in the chronology; only years with events have one."""
    return f"timelines/chronology/#y{year}"


def render_chronology(texts: EventTexts) -> str:
    """Return the page timelines/chronology.md as Markdown."""
    events = list(texts.events.values())
    decades: dict[int, dict[int, list[Event]]] = {}
    for event in events:
        year = year_of(event.date) or 0
        decades.setdefault(year // 10 * 10 if year >= FIRST_DECADE else 0, {}).setdefault(year, []).append(event)
    jumps = "".join(
        f'<li><a href="#d{decade}">{_decade_name(decade)}</a> <span class="count">{sum(map(len, years.values()))}</span></li>'
        for decade, years in decades.items()
    )
    blocks = [
        breadcrumbs(ROOT, ("timelines/", INDEX_TITLE), here=TITLE),
        f"# {TITLE} {{#chronology}}",
        f'<p class="lead">資料の述べる出来事{len(events):,}件を、すべて時の順に並べます。</p>',
        "<p>年表に入らない背景の出来事も含む。資料の言葉は各出来事のページにある。"
        f'年は<a href="{ROOT}dates/">日付の索引</a>の同じ年へ移る。</p>',
        _form(texts, events),
        f'<nav class="jumps" aria-label="年代"><ul>{jumps}</ul></nav>',
    ]
    for decade, years in decades.items():
        body = "".join(_year(year, found, texts) for year, found in years.items())
        blocks += [f"## {_decade_name(decade)} {{#d{decade}}}", f'<div class="decade">{body}</div>']
    blocks.append(f'<script src="{ROOT}assets/edition/chronology.js" defer></script>')
    head = front_matter(
        {
            "title": f"{TITLE}｜{INDEX_TITLE}",
            "description": "資料の述べる出来事をすべて時の順に並べた年表。年表・資料・種類・関わる名・時期で絞り込める。",
            "hide": ["navigation", "toc"],
        }
    )
    return head + "\n" + "\n\n".join(blocks) + "\n"


def _decade_name(decade: int) -> str:
    return f"{decade}年代" if decade else f"{FIRST_DECADE}年より前"


def _year(year: int, events: Sequence[Event], texts: EventTexts) -> str:
    titles = {slug: short_title(timeline) for slug, timeline in texts.timelines.items()}
    items = "".join(_item(event, titles, texts) for event in events)
    said = texts.when(f"{year:04}", ROOT) if year else "年の定まらないもの"
    return f'<section class="year" id="y{year}"><h3>{said}</h3><ol>{items}</ol></section>'


def _item(event: Event, titles: Mapping[str, str], texts: EventTexts) -> str:
    earliest, latest = bounds(event.date)
    years = f"{earliest.year if earliest else ''}/{latest.year if latest else ''}"
    data = {
        "timelines": " ".join(membership.slug for membership in event.memberships),
        "documents": " ".join(event.documents),
        "kind": event.kind.value,
        "actors": " ".join((*event.entities, *([event.location] if event.location else []))),
        "years": years,
    }
    attributes = "".join(f' data-{name}="{html(value)}"' for name, value in data.items())
    differs = ' <a class="differs-sign" href="{0}{1}#event" title="資料の述べ方が食い違う">≠ 食い違い</a>' if event.disagreement else ""
    documents = "、".join(html(texts.short(key)) for key in texts.documents if key in event.documents)
    return (
        f'<li id="{event.id}" class="event kind-{event.kind.value}"{attributes}><p class="event-when">{texts.when(event.date, ROOT)}</p>'
        f'<div class="event-body"><p><a class="event-title" href="{ROOT}{event.url}">{html(event.title)}</a> {kind_label(event)}'
        f"{differs.format(ROOT, event.url)}</p>"
        f'<p class="event-more">{documents}（{len(event.evidence)}か所） {timeline_links(event, titles, ROOT)}</p></div></li>'
    )


def _options(choices: Iterable[tuple[str, str, int]]) -> str:
    return "".join(f'<option value="{html(value)}">{html(name)}（{n}）</option>' for value, name, n in choices)


def _form(texts: EventTexts, events: Sequence[Event]) -> str:
    """Return the filters; hidden until the script that makes them work shows them."""
    in_timeline = [(s, t.title, len(texts.by_timeline[s])) for s, t in texts.timelines.items()]
    n_none = sum(1 for event in events if not event.memberships)
    if n_none:
        in_timeline.append(("none", "どの年表にも入らない", n_none))
    documents = Counter(key for event in events for key in event.documents)
    kinds = Counter(event.kind for event in events)
    years = [year for event in events for day in bounds(event.date) if day and 1800 < (year := day.year) < 2200]
    selects = (
        ("timeline", "年表", _options(in_timeline)),
        ("document", "資料", _options((key, texts.short(key), documents[key]) for key in texts.documents if documents[key])),
        ("kind", "種類", _options((kind.value, name, kinds[kind]) for kind, name in KIND_NAMES.items() if kinds[kind])),
        ("actor", "関わる名", _actors(texts, events)),
    )
    fields = "".join(
        f'<label><span>{name}</span> <select name="{key}"><option value="">すべて</option>{options}</select></label>'
        for key, name, options in selects
    )
    reach = f'min="{min(years, default=1900)}" max="{max(years, default=2100)}" inputmode="numeric"'
    return (
        f'<form class="chronology-filter" role="search" aria-label="年表の絞り込み" hidden>{fields}'
        '<fieldset><legend>時期</legend>'
        f'<label><span class="visually-hidden">始まりの年</span><input type="number" name="from" {reach} placeholder="年"></label> 年から '
        f'<label><span class="visually-hidden">終わりの年</span><input type="number" name="to" {reach} placeholder="年"></label> 年まで</fieldset>'
        '<label class="check"><input type="checkbox" name="differs" value="1"> 食い違いのあるものだけ</label>'
        '<label class="check"><input type="checkbox" name="several" value="1"> 二つ以上の資料が述べるものだけ</label>'
        '<button type="reset">条件を消す</button>'
        f'<p class="chronology-count" role="status" aria-live="polite" data-total="{len(events)}">{len(events)}件</p>'
        '<p class="chronology-share">絞り込みはアドレスに残る。<a data-share href="./">この絞り込みへのリンク</a></p></form>'
    )


def _actors(texts: EventTexts, events: Sequence[Event]) -> str:
    """Return the entities that take part in events, by type, in order of their readings."""
    counts = Counter(
        entity
        for event in events
        for entity in dict.fromkeys((*event.entities, *([event.location] if event.location else [])))
    )
    groups = ""
    for kind, name in TYPE_NAMES.items():
        found = [
            entity
            for entity in texts.annotated.entities.values()
            if entity.type is kind and counts[entity.id]
        ]
        found.sort(key=lambda entity: (entity.reading, entity.id))
        if found:
            options = _options((entity.id, entity.label, counts[entity.id]) for entity in found)
            groups += f'<optgroup label="{name}">{options}</optgroup>'
    return groups
