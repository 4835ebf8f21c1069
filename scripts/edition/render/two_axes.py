"""Two axes: when things happened against when the documents that tell of them were written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from edition.annotate.edtf import bounds, say_edtf
from edition.annotate.events import Event
from edition.render.escape import front_matter, html
from edition.render.evidence import EventTexts, say_when
from edition.render.picture_text import short_date
from edition.render.timeline_page import INDEX_TITLE, breadcrumbs
from edition.render.timeline_picture import years_of

ROOT = "../../"
TITLE = "起きた時と書かれた時"
#: Years and places on the axis of time, between which it is even; what is earlier or later stands at its ends.
KNOTS = ((1940, 0.0), (1990, 0.2), (2010, 0.5), (2028, 0.96), (2040, 1.0))
#: Length of the axis of time and radius of a spot: across a desk, and down a phone.
WIDE, TALL = (900.0, 3.2), (1900.0, 2.4)


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one document tells it.

    Args:
        event: the event.
        document: citation key.
        date: what the document gives, or the event's own date.
        is_given: whether the document gives it.
    """

    event: Event
    document: str
    date: str
    is_given: bool

    @property
    def year(self) -> float:
        """Its place in time: the middle of a short stretch, the beginning of a long one."""
        earliest, latest = bounds(self.date)
        begin, end = years_of(earliest or latest), years_of(latest or earliest, late=True)
        return (begin + end) / 2 if end - begin <= 1.01 else begin


def list_tellings(texts: EventTexts) -> list[Telling]:
    """Return every event once for each document that tells of it, in chronological order."""
    found = []
    for event in texts.events.values():
        for key in event.documents:
            given = next((e.date for e in event.evidence if e.document == key and e.date), "")
            found.append(Telling(event, key, given or event.date, bool(given)))
    return found


def place(year: float) -> float:
    """Return where a year stands on the axis of time, between 0 and 1."""
    for (first, low), (last, high) in pairwise(KNOTS):
        if year <= last:
            return max(0.0, low + (high - low) * (year - first) / (last - first))
    return 1.0


def render_two_axes(texts: EventTexts) -> str:
    """Return the page timelines/two-axes.md as Markdown."""
    tellings = list_tellings(texts)
    n_several = sum(1 for event in texts.events.values() if len(event.documents) > 1)
    scale = "、".join(
        f"{first}～{last}年は1年が幅の{(high - low) / (last - first) * 100:.1f}％"
        for (first, low), (last, high) in pairwise(KNOTS)
    )
    blocks = [
        breadcrumbs(ROOT, ("timelines/", INDEX_TITLE), here=TITLE),
        f"# {TITLE} {{#two-axes}}",
        '<p class="lead">一方の軸に出来事の起きた時、もう一方に資料の書かれた時をとり、'
        "どの資料がどこまでを語り、同じ出来事をどの資料が語り直すかを示します。</p>",
        f"<p>点は、資料が述べる出来事。日付はその資料の述べるもので、述べないときは出来事の日付（中の白い点）。"
        f"二つ以上の資料が述べる出来事{n_several}件は、線で結ぶ。線の傾きは、資料の日付の食い違いや幅の違いを表す。"
        f"太い棒は資料の書かれた時で、それより後の点は予定や見通しである。</p>",
        f"<p>時の軸は区間ごとに縮尺が違う（{scale}）。縮尺の変わる年に破線を引く。{KNOTS[0][0]}年より前と{KNOTS[-1][0]}年より後のものは端に置く。"
        "資料は書かれた順に等しい間隔で並べ、間隔は年数に比例しない。同じ内容を下の表でも読める。</p>",
        "## 図 {#picture}",
        _picture(texts, tellings, is_tall=False) + _picture(texts, tellings, is_tall=True),
        "## 資料ごとの数 {#counts}",
        _counts(texts, tellings),
        "## 共に述べる出来事の数 {#shared}",
        _shared(texts),
        f"## 表（{len(texts.events)}件） {{#table}}",
        _table(texts),
    ]
    head = front_matter(
        {
            "title": f"{TITLE}｜{INDEX_TITLE}",
            "description": "出来事の起きた時と資料の書かれた時を二つの軸にとり、各資料の語る範囲と語り直しを図と表で示す。",
            "hide": ["navigation", "toc"],
        }
    )
    return head + "\n" + "\n\n".join(blocks) + "\n"


def _rows(tellings: Sequence[Telling], key: str, length: float, radius: float) -> dict[str, tuple[float, float]]:
    """Return the place along the axis and the offset across it of each event in one document; no two meet."""
    free: list[float] = []
    placed: dict[str, tuple[float, float]] = {}
    for telling in sorted((t for t in tellings if t.document == key), key=lambda t: (t.year, t.event.id)):
        at = place(telling.year) * length
        lane = next((n for n, used in enumerate(free) if at - used >= radius * 2 + 0.6), len(free))
        free[lane : lane + 1] = [at]
        # Lanes lie to both sides of the middle: 0, 1, -1, 2, -2 …
        side = (lane + 1) // 2 * (1 if lane % 2 else -1)
        placed[telling.event.id] = (at, side * (radius * 2 + 0.8))
    return placed


def _picture(texts: EventTexts, tellings: Sequence[Telling], is_tall: bool) -> str:
    """Return the picture: rows across for a desk, columns down for a phone."""
    length, radius = TALL if is_tall else WIDE
    keys = [key for key in texts.documents if any(t.document == key for t in tellings)]
    rows = {key: _rows(tellings, key, length, radius) for key in keys}
    # A row is as high as its fullest moment.
    reach = {key: max((abs(off) for _, off in found.values()), default=0.0) + (5 if is_tall else 9) for key, found in rows.items()}
    top, left = (46.0, 40.0) if is_tall else (26.0, 12.0)
    base: dict[str, float] = {}
    across = 0.0
    for key in keys:
        # The name stands over a row, and over a column whose width it needs.
        half = max(reach[key], 20.0 if is_tall else 12.0)
        across += half + (2 if is_tall else 20)
        base[key] = across
        across += half + (2 if is_tall else 4)

    def xy(along: float, over: float) -> str:
        return f"{left + over:.1f} {top + along:.1f}" if is_tall else f"{left + along:.1f} {top + over:.1f}"

    size = (left + across + 6, top + length + 16) if is_tall else (left + length + 24, top + across + 12)
    parts = [_axis(xy, across, length, is_tall)]
    drawn: dict[str, list[str]] = {}
    for key in keys:
        for id, (at, off) in rows[key].items():
            drawn.setdefault(id, []).append(xy(at, base[key] + off))
    lines = "".join(f"M{'L'.join(points)}" for points in drawn.values() if len(points) > 1)
    parts.append(f'<path class="retold" d="{lines}" stroke="currentColor" fill="none"/>')
    parts += [_row(texts, tellings, key, rows[key], base[key], xy, reach[key], is_tall) for key in keys]
    css = "axes-tall" if is_tall else "axes-wide"
    said = f"{len(keys)}資料を{'左から右' if is_tall else '上から下'}へ書かれた順に、出来事を{'上から下' if is_tall else '左から右'}へ時の順に置く。内容は下の表と同じ。"
    return (
        f'<div class="two-axes {css}"><svg role="group" aria-label="{TITLE}" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" fill="currentColor">'
        f"<title>{TITLE}</title><desc>{said}</desc>{''.join(parts)}</svg></div>"
    )


def _axis(xy: Callable[[float, float], str], across: float, length: float, is_tall: bool) -> str:
    parts = []
    for year in (1940, 1950, 1960, 1970, 1980, 1990, 1995, 2000, 2005, *range(2010, 2030, 2), 2040):
        at = place(year) * length
        shift = 'dx="-8" dy="4" text-anchor="end"' if is_tall else 'dy="-8" text-anchor="middle"'
        broken = " broken" if any(year == knot for knot, _ in KNOTS[1:-1]) else ""
        parts.append(f'<path class="grid{broken}" d="M{xy(at, 0)}L{xy(at, across)}" stroke="currentColor"/>')
        x, y = xy(at, 0).split()
        parts.append(f'<text class="year" x="{x}" y="{y}" {shift}>{year}</text>')
    return "".join(parts)


def _row(
    texts: EventTexts,
    tellings: Sequence[Telling],
    key: str,
    placed: dict[str, tuple[float, float]],
    base: float,
    xy: Callable[[float, float], str],
    reach: float,
    is_tall: bool,
) -> str:
    """Return one document: its name, when it was written, and its events."""
    length, radius = TALL if is_tall else WIDE
    x, y = xy(0, base - (0 if is_tall else max(reach, 12.0) + 6)).split()
    if is_tall:
        name = _tall_name(texts.short(key), x)
    else:
        when = texts.written[key]
        said = say_edtf(when) if when else "書かれた時は未詳"
        name = f'<text class="document" x="{x}" y="{y}">{html(texts.short(key))}<tspan class="written-when">　{html(said)}</tspan></text>'
    bar = ""
    if when_day := bounds(texts.written[key])[0]:
        at = place(years_of(when_day)) * length
        bar = f'<path class="written-at" d="M{xy(at, base - reach)}L{xy(at, base + reach)}" stroke="currentColor"/>'
    spots = []
    for telling in tellings:
        if telling.document != key:
            continue
        at, off = placed[telling.event.id]
        cx, cy = xy(at, base + off).split()
        said = html(f"{say_edtf(telling.date)} {telling.event.title}（{texts.short(key)}）")
        css = "spot" + (" several" if len(telling.event.documents) > 1 else "") + ("" if telling.is_given else " hollow")
        spots.append(
            f'<a class="kind-{telling.event.kind.value}" href="{ROOT}{telling.event.url}" tabindex="-1" aria-label="{said}">'
            f'<circle class="{css}" cx="{cx}" cy="{cy}" r="{radius}" stroke="currentColor"><title>{said}</title></circle></a>'
        )
    return f"{name}{bar}{''.join(spots)}"


def _tall_name(name: str, x: str) -> str:
    """Return the name of a document over its column, in as many lines as it needs."""
    words = name.replace("（", " （").split()
    lines = [part for word in words for part in ([word[:5], word[5:]] if len(word) > 6 else [word]) if part]
    first = 36 - 11 * (len(lines) - 1)
    spans = "".join(f'<tspan x="{x}" y="{first + 11 * n}">{html(line)}</tspan>' for n, line in enumerate(lines))
    return f'<text class="document" text-anchor="middle">{spans}</text>'


def _counts(texts: EventTexts, tellings: Sequence[Telling]) -> str:
    rows = ""
    for key in texts.documents:
        own = [telling for telling in tellings if telling.document == key]
        if not own:
            continue
        when = texts.written[key]
        day = bounds(when)[0] if when else None
        later = sum(1 for t in own if day and (bounds(t.date)[0] or date.min) > day)
        alone = sum(1 for t in own if len(t.event.documents) == 1)
        rows += (
            f'<tr><th scope="row"><a href="{ROOT}documents/{key}/">{html(texts.short(key))}</a></th>'
            f"<td>{say_when(when) if when else '未詳'}</td><td>{len(own)}</td><td>{alone}</td><td>{len(own) - alone}</td><td>{later}</td></tr>"
        )
    return _table_html(("資料", "書かれた時", "述べる出来事", "この資料だけ", "ほかの資料も", "書かれた時より後"), rows, "資料ごとの数")


def _shared(texts: EventTexts) -> str:
    """Return for each two documents how many events both tell."""
    keys = list(texts.documents)
    rows = ""
    for key in keys:
        cells = "".join(
            f"<td>{sum(1 for e in texts.events.values() if {key, other} <= set(e.documents)) if key != other else '–'}</td>"
            for other in keys
        )
        rows += f'<tr><th scope="row">{html(texts.short(key))}</th>{cells}</tr>'
    return _table_html(("資料", *(texts.short(key) for key in keys)), rows, "共に述べる出来事の数")


def _table(texts: EventTexts) -> str:
    """Return all events with the date each document gives."""
    rows = ""
    for event in texts.events.values():
        cells = ""
        for key in texts.documents:
            own = [evidence for evidence in event.evidence if evidence.document == key]
            dates = list(dict.fromkeys(html(short_date(e.date)) for e in own if e.date))
            cells += f"<td>{'、'.join(dates) or ('言及' if own else '')}</td>"
        several = ' class="several"' if len(event.documents) > 1 else ""
        rows += (
            f'<tr{several}><td>{html(short_date(event.date))}</td><th scope="row"><a href="{ROOT}{event.url}">{html(event.title)}</a></th>{cells}</tr>'
        )
    return _table_html(("日付", "出来事", *(texts.short(key) for key in texts.documents)), rows, "出来事と、各資料の述べる日付", "all-events")


def _table_html(heads: Sequence[str], rows: str, name: str, css: str = "") -> str:
    cells = "".join(f'<th scope="col">{html(head)}</th>' for head in heads)
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}（横に動かせます）">'
        f'<table class="counts {css}"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
