"""The pages of events: timelines, chronology, two axes, and one page for each event."""

from __future__ import annotations

from collections import Counter

from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.pagination import Pagination
from edition.render.chronology import TITLE as CHRONOLOGY
from edition.render.chronology import render_chronology
from edition.render.concordance import PublishedTexts
from edition.render.date_address import year_of
from edition.render.escape import front_matter, html
from edition.render.event_page import EventPages
from edition.render.evidence import BASIS_NAMES, KIND_NAMES, EventTexts
from edition.render.timeline_page import INDEX_TITLE, breadcrumbs, render_timeline, say_span
from edition.render.two_axes import TITLE as TWO_AXES
from edition.render.two_axes import render_two_axes

ROOT = "../"
#: What each kind means, for the reader.
_KINDS = {
    "出来事": "起きたこと。",
    "期間": "ある間続いた状態や政権。",
    "文書・発表": "文書や論文が出されたこと。",
    "予定": "資料が書かれたとき、これから行うとされていたこと。",
    "見通し": "これから起きると見込まれていたこと。",
    "統計": "ある年についての数。",
}
_BASES = {
    "stated": "少なくとも一か所が、その日付を述べている。",
    "corrected": "資料の日付に誤りがあり、校注に従って正した。資料の述べる日付も併せて示す。",
    "inferred": "どの箇所も日付そのものは述べず、前後や別の箇所から推した。推した筋道を添える。",
    "outside": "資料は日付を述べず、外部の資料で補った。その名を添える。",
}


def render_event_pages(
    annotated: AnnotatedCorpus, documents: list[tuple[EditedDocument, Pagination]]
) -> dict[str, str]:
    """Return the pages of events as Markdown by path below docs/; none when there are no events.

    Args:
        annotated: the annotated corpus.
        documents: its documents with their reading pages.
    """
    if not annotated.events:
        return {}
    published = PublishedTexts(annotated, documents)
    years = {
        year
        for unit in published.places
        for mark in annotated.dates.get(unit, ())
        if (year := year_of(mark.edtf)) is not None
    }
    texts = EventTexts(published, years)
    pages = {"timelines/index.md": _index(texts)}
    for slug, timeline in texts.timelines.items():
        if texts.by_timeline[slug]:
            pages[f"timelines/{slug}.md"] = render_timeline(timeline, texts)
    pages["timelines/chronology.md"] = render_chronology(texts)
    pages["timelines/two-axes.md"] = render_two_axes(texts)
    event_pages = EventPages(texts)
    for event in texts.events.values():
        pages[f"events/{event.id}.md"] = event_pages.render(event)
    return pages


def _index(texts: EventTexts) -> str:
    """Return the page timelines/index.md."""
    events = list(texts.events.values())
    n_quotes = sum(len(event.evidence) for event in events)
    n_several = sum(1 for event in events if len(event.documents) > 1)
    n_differ = sum(1 for event in events if event.disagreement)
    cards = "".join(
        f'<li><a class="card-title" href="{slug}/">{html(timeline.title)}</a> '
        f'<span class="card-short" lang="en">{html(timeline.titles["en"])}</span>'
        f"<p>{html(timeline.introduction[0].text) if timeline.introduction else ''}</p>"
        f'<p class="card-facts">{len(texts.by_timeline[slug])}件、{say_span(texts.by_timeline[slug])}</p></li>'
        for slug, timeline in texts.timelines.items()
        if texts.by_timeline[slug]
    )
    kinds = Counter(event.kind for event in events)
    bases = Counter(event.date_basis for event in events)
    kind_rows = "".join(
        f'<div><dt>{name} <span class="count">{kinds[kind]}</span></dt><dd>{_KINDS[name]}</dd></div>'
        for kind, name in KIND_NAMES.items()
    )
    basis_rows = "".join(
        f'<div><dt>{name} <span class="count">{bases[key]}</span></dt><dd>{_BASES[key]}</dd></div>'
        for key, name in BASIS_NAMES.items()
    )
    blocks = [
        breadcrumbs(ROOT, here=INDEX_TITLE),
        f"# {INDEX_TITLE} {{#timelines}}",
        f'<p class="lead">資料の述べる出来事{len(events):,}件を、それを述べる{n_quotes:,}か所の言葉とともに時の順に並べます。'
        f"二つ以上の資料が述べるものは{n_several}件、述べ方の食い違うものは{n_differ}件です。</p>",
        f'<ul class="cards">{cards}</ul>',
        "## 全体を見る {#whole}",
        f'<ul class="tasks"><li><a href="chronology/">{CHRONOLOGY}</a> すべての出来事。年表・資料・種類・関わる名・時期で絞り込む</li>'
        f'<li><a href="two-axes/">{TWO_AXES}</a> どの資料がいつまでを語り、何を語り直すか</li>'
        f'<li><a href="{ROOT}dates/">日付の索引</a> 本文の日付の表現をすべて年ごとに</li></ul>',
        "## 種類 {#kinds}",
        f'<dl class="entity-facts">{kind_rows}</dl>',
        "## 日付の根拠 {#bases}",
        f'<dl class="entity-facts">{basis_rows}</dl>',
        '<p>日付は <abbr title="Extended Date/Time Format (ISO 8601-2)">EDTF</abbr> で記し、資料が月や年までしか述べなければ、'
        "そのまま月や年とする。元号は1873年（明治6年）以後のものに添える。</p>",
        "## データ {#data}",
        f'<ul><li><a href="{ROOT}data/events.json">events.json</a>（<a href="{ROOT}data/events.schema.json">形式</a>）</li>'
        f'<li><a href="{ROOT}data/events.csv">events.csv</a> 一行に一件（UTF-8、BOM付き）</li>'
        f'<li><a href="{ROOT}data/events.ics">events.ics</a> iCalendar。日まで分かるものだけを収める'
        "（月や年までのものを暦の一日に置くと、知られている以上のことを言うことになる）</li>"
        f'<li><a href="{ROOT}data/events.jsonld">events.jsonld</a> JSON-LD（schema.org）</li></ul>',
    ]
    head = front_matter(
        {
            "title": INDEX_TITLE,
            "description": "日韓・日米韓の安全保障協力の四つの年表と総合年表。出来事ごとに資料の言葉と所在を示す。",
            "hide": ["navigation"],
        }
    )
    return head + "\n" + "\n\n".join(blocks) + "\n"
