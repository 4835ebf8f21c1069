"""The index of dates: every dated expression by year, with its words in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from edition.annotate.dates import DateMark
from edition.annotate.edtf import bounds, say_edtf
from edition.render.concordance import PublishedTexts, TextPlace, kwic_line
from edition.render.date_address import EARLIER, FIRST_DECADE, decade_slug, year_of
from edition.render.escape import front_matter, html

INDEX_TITLE = "日付の索引"
#: Why a date has its value, when its words do not say it whole.
BASIS_NAMES = {
    "relative": "相対的な言い方。資料の日付と文脈から補う",
    "context": "年を文脈から補う",
    "rule": "時期の名、または編者の判断",
}
_CHART_FIRST, _CHART_LAST = 1940, 2039
_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A dated expression: its text, the mark, the year it is listed under (None without one)."""

    place: TextPlace
    mark: DateMark
    year: int | None
    earliest: date | None
    latest: date | None


def list_dates(texts: PublishedTexts) -> list[DatedPlace]:
    """Return the dates readers can see, in chronological order; those of one date in reading order."""
    found = []
    for place in texts.places.values():
        for mark in texts.annotated.dates.get(place.id, ()):
            earliest, latest = bounds(mark.edtf)
            found.append(DatedPlace(place, mark, year_of(mark.edtf), earliest, latest))
    # What reaches further stands before what it holds: a year before its months.
    found.sort(key=lambda d: (d.earliest or d.latest or date.max, -(d.latest or date.max).toordinal()))
    return found


def render_date_pages(texts: PublishedTexts, dates: Sequence[DatedPlace]) -> dict[str, str]:
    """Return the index of dates as Markdown by path.

    Args:
        texts: the published texts.
        dates: as `list_dates` gives them.
    """
    by_slug: dict[str, list[DatedPlace]] = {}
    for dated in dates:
        if dated.year is not None:
            by_slug.setdefault(decade_slug(dated.year), []).append(dated)
    slugs = list(by_slug)
    pages = {"dates/index.md": _overview(texts, dates, by_slug)}
    for at, slug in enumerate(slugs):
        before = slugs[at - 1] if at else ""
        after = slugs[at + 1] if at + 1 < len(slugs) else ""
        pages[f"dates/{slug}.md"] = _decade(texts, slug, by_slug[slug], before, after)
    return pages


def decade_name(slug: str) -> str:
    """Return the name of a page of the index."""
    return f"{FIRST_DECADE}年より前" if slug == EARLIER else f"{slug[:-1]}年代"


def date_lines(texts: PublishedTexts, dates: Iterable[DatedPlace], root: str) -> str:
    """Return dates in their context with what they mean."""
    lines = []
    for dated in dates:
        mark = dated.mark
        basis = f" <small>{BASIS_NAMES[mark.basis]}</small>" if mark.basis in BASIS_NAMES else ""
        document = html(texts.short_titles[dated.place.document])
        more = f"<span><code>{html(mark.edtf)}</code> {html(say_edtf(mark.edtf))}{basis} <i>{document}</i></span>"
        lines.append(kwic_line(dated.place, mark.start, mark.end, root, more))
    return f'<ol class="kwic dated">{"".join(lines)}</ol>'


def _decade(texts: PublishedTexts, slug: str, dates: Sequence[DatedPlace], before: str, after: str) -> str:
    root = "../../"
    name = decade_name(slug)
    by_year: dict[int, list[DatedPlace]] = {}
    for dated in dates:
        if dated.year is not None:
            by_year.setdefault(dated.year, []).append(dated)
    jumps = "".join(
        f'<li><a href="#y{year}">{year}年</a> <span class="count">{len(found)}</span></li>'
        for year, found in by_year.items()
    )
    blocks = [
        f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{root}">ホーム</a></li>'
        f'<li><a href="{root}dates/">{INDEX_TITLE}</a></li><li aria-current="page">{name}</li></ol></nav>',
        f"# {name}の日付 {{#dates}}",
        f"<p>{len(dates):,}件。日の順に並べる。年や年代は、それに含まれる月日の前に置き、幅のある日付は初めの年に置く。"
        "番号は段落の固定アドレスへ、日付は本文の中のその場所へ移る。</p>",
        f'<nav class="jumps" aria-label="年"><ul>{jumps}</ul></nav>',
    ]
    n_events = Counter(year_of(event.date) for event in texts.annotated.events)
    for year, found in by_year.items():
        blocks.append(f"## {year}年 {{#y{year}}}")
        if n := n_events[year]:
            blocks.append(f'<p><a href="{root}timelines/chronology/#y{year}">この年に始まる出来事（{n}）</a></p>')
        blocks.append(date_lines(texts, found, root))
    links = "".join(
        f'<a class="{css}" rel="{rel}" href="../{other}/"><small>{word}</small>{decade_name(other)}</a>'
        for other, css, rel, word in ((before, "previous", "prev", "前"), (after, "next", "next", "次"))
        if other
    )
    if links:
        blocks.append(f'<nav class="neighbours" aria-label="前後の年代">{links}</nav>')
    head = {"title": f"{name}｜{INDEX_TITLE}", "description": f"資料に出る{name}の日付を、前後の言葉とともに日の順に示す。"}
    return _page(head, blocks)


def _overview(
    texts: PublishedTexts, dates: Sequence[DatedPlace], by_slug: dict[str, list[DatedPlace]]
) -> str:
    root = "../"
    rows = ""
    for slug, found in by_slug.items():
        years = Counter(dated.year for dated in found)
        cells = "".join(
            f'<li><a href="{slug}/#y{year}">{year}</a> <span class="count">{n}</span></li>' for year, n in years.items()
        )
        rows += (
            f'<div><dt><a href="{slug}/">{decade_name(slug)}</a> <span class="count">{len(found)}</span></dt>'
            f"<dd><ul>{cells}</ul></dd></div>"
        )
    timeless = [dated for dated in dates if dated.year is None]
    rest = ["## 年の定まらない日付 {#undated}", date_lines(texts, timeless, root)] if timeless else []
    blocks = [
        f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{root}">ホーム</a></li>'
        f'<li aria-current="page">{INDEX_TITLE}</li></ol></nav>',
        f"# {INDEX_TITLE} {{#dates}}",
        f'<p class="lead">資料に出る日付の表現{len(dates):,}件を年ごとに集め、前後の言葉とともに示します。'
        "「今年5月」「同月」「その2年後」のような言い方は、資料の日付と文脈から年月を補い、補った理由を添えます。</p>",
        '<p>値は <abbr title="Extended Date/Time Format (ISO 8601-2)">EDTF</abbr> で記します。'
        "<code>~</code> はおよそ、<code>X</code> は定まらない桁、<code>-21</code>～<code>-24</code> は春夏秋冬、<code>/</code> は期間、"
        "<code>..</code> は開いた端です。「60年間」のような長さは日付に数えません。</p>",
        '<p><a href="documents/">各資料の各節がいつの時期を語るか</a>を図で見ることもできます。</p>',
        "## 資料ごとの分布 {#chart}",
        _charts(texts, dates),
        "## 年 {#years}",
        f'<dl class="years">{rows}</dl>',
        *rest,
    ]
    head = {"title": INDEX_TITLE, "description": "資料に出る日付を年ごとに集めた索引。前後の言葉と EDTF の値を示す。"}
    return _page(head, blocks)


def _charts(texts: PublishedTexts, dates: Sequence[DatedPlace]) -> str:
    """Return for each document a strip of bars by year, all on one scale of years."""
    counts: dict[str, Counter[int]] = {key: Counter() for key in texts.short_titles}
    for dated in dates:
        if dated.year is not None:
            counts[dated.place.document][dated.year] += 1
    rows = ""
    for key, found in counts.items():
        if not found:
            continue
        highest = max(found.values())
        title = html(texts.short_titles[key])
        early = sum(n for year, n in found.items() if year < _CHART_FIRST)
        late = sum(n for year, n in found.items() if year > _CHART_LAST)
        outside = f"、{_CHART_FIRST}年より前{early}件" if early else ""
        outside += f"、{_CHART_LAST}年より後{late}件" if late else ""
        peak = max(sorted(found), key=lambda year: found[year])
        bars = "".join(
            f"M{4 * (year - _CHART_FIRST) + 2} {_HEIGHT}v-{max(2, round(_HEIGHT * n / highest))}"
            for year, n in sorted(found.items())
            if _CHART_FIRST <= year <= _CHART_LAST
        )
        width = 4 * (_CHART_LAST - _CHART_FIRST + 1)
        rows += (
            f"<li><b>{title}</b> <span>{found.total()}件（最も多い年は{peak}年の{highest}件{outside}）</span>"
            f'<svg role="img" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none">'
            f"<title>{title}に出る日付の年ごとの数</title>"
            f"<desc>{_CHART_FIRST}年から{_CHART_LAST}年まで。{_say_decades(found)}。</desc>"
            f'<path class="strip" d="M0 0h{width}v{_HEIGHT}h-{width}z" fill="currentColor" fill-opacity=".08"/>'
            f'<path class="bars" d="{bars}" stroke="currentColor" stroke-width="3" fill="none"/></svg></li>'
        )
    axis = "".join(f"<span>{year}</span>" for year in range(_CHART_FIRST, _CHART_LAST, 20))
    return (
        f'<div class="spread years-chart"><ul>{rows}</ul><p class="axis" aria-hidden="true">{axis}</p>'
        "<p>横は年、高さは日付の数（資料ごとに最も多い年を満ちた高さとする）。</p></div>"
    )


def _say_decades(years: Counter[int]) -> str:
    """Say how many dates fall into each decade."""
    decades: Counter[str] = Counter()
    for year in sorted(years):
        decades[decade_name(decade_slug(year))] += years[year]
    return "、".join(f"{name}{n}件" for name, n in decades.items())


def _page(head: dict[str, object] | dict[str, str], blocks: Iterable[str]) -> str:
    return front_matter({**head, "hide": ["navigation", "toc"]}) + "\n" + "\n\n".join(b for b in blocks if b) + "\n"
