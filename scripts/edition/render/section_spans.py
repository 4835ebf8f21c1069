"""Pictures of the time each section of a document speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from edition.annotate.edtf import say_edtf
from edition.edited import EditedDocument
from edition.model import Division
from edition.pagination import Pagination
from edition.render.concordance import PublishedTexts
from edition.render.date_pages import INDEX_TITLE, DatedPlace
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.reading import display_heading

ROOT = "../../"
#: A document with more rows than this is shown by its first two levels only.
MANY_ROWS = 30
#: Earlier dates stand on the left edge: one of them would push all others together.
FLOOR = 1940
#: A date that covers more years is a pale line and no dot, and does not stretch the axis.
LONG = 25
_PLOT, _ROW, _TOP, _EDGE = 560, 38, 30, 18
_TITLE_EMS = 44.0


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section and the dates in it; `division` is None for what stands before the first heading."""

    division: Division | None
    title: str
    dates: tuple[DatedPlace, ...]


def shorten(title: str, ems: float = _TITLE_EMS) -> str:
    """Return a title cut to a width; letters and digits of Latin script are half as wide."""
    width = 0.0
    for at, char in enumerate(title):
        width += 0.56 if ord(char) < 0x2000 else 1.0
        if width > ems:
            return title[: at - 1].rstrip() + "…"
    return title


def list_rows(document: EditedDocument, dates: Sequence[DatedPlace]) -> list[SectionRow]:
    """Return the sections of a document that hold dates, in reading order.

    Args:
        document: the document.
        dates: its dates with a year.
    """
    divisions = {division.id: division for division in document.structure.divisions}

    def gather(deepest: int) -> dict[str | None, list[DatedPlace]]:
        found: dict[str | None, list[DatedPlace]] = {}
        for dated in dates:
            at = dated.place.division
            while at and divisions[at].level > deepest and divisions[at].parent:
                at = divisions[at].parent
            found.setdefault(at, []).append(dated)
        return found

    found = gather(9)
    if len(found) > MANY_ROWS:
        found = gather(2)
    order: list[str | None] = [None, *divisions]
    return [
        SectionRow(
            divisions[at] if at else None,
            display_heading(document, divisions[at]) if at else "冒頭",
            tuple(found[at]),
        )
        for at in order
        if at in found
    ]


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _ends(dated: DatedPlace) -> tuple[float, float]:
    """Return the beginning and end of a date in years; an open end is no length."""
    earliest, latest = dated.earliest or dated.latest, dated.latest or dated.earliest
    assert earliest and latest
    return _year(earliest), _year(latest)


def render_section_spans(texts: PublishedTexts, dates: Sequence[DatedPlace]) -> str:
    """Return the page dates/documents.md as Markdown.

    Args:
        texts: the published texts.
        dates: as `list_dates` gives them.
    """
    title = "各節の語る時期"
    blocks = [
        f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
        f'<li><a href="{ROOT}dates/">{INDEX_TITLE}</a></li><li aria-current="page">{title}</li></ol></nav>',
        f"# {title} {{#spans}}",
        '<p class="lead">資料の節ごとに、そこに出る日付の最も早いものから最も遅いものまでを線で、一つ一つの日付を点で示します。</p>',
        f"<p>幅のある日付（年代、期間）の点はその中ほどに置きます。{LONG}年を超える幅のもの（世紀、冷戦期など）は点を打たず、"
        f"淡い帯で示します。{FLOOR}年より前の日付は左端の三角で示します。"
        "同じ内容を図の下の表でも読めます。</p>",
    ]
    for document, pagination in texts.documents:
        own = [dated for dated in dates if dated.year is not None and dated.place.document == document.key]
        blocks.append(f"## {markdown_inline(document.record.short_title)} {{#{document.key}}}")
        rows = list_rows(document, own)
        if not rows:
            blocks.append("<p>年の分かる日付はない。</p>")
            continue
        if len({d.place.division for d in own}) > len(rows):
            blocks.append("<p>第二階層までの見出しにまとめて示す。</p>")
        blocks += [_picture(document.record.short_title, rows), _table(pagination, rows)]
    head = front_matter(
        {
            "title": f"{title}｜{INDEX_TITLE}",
            "description": "資料の節ごとに、語られている時期を図と表で示す。",
            "hide": ["navigation"],
        }
    )
    return head + "\n" + "\n\n".join(blocks) + "\n"


@dataclass(frozen=True, slots=True)
class _Axis:
    """Years from left to right; both ends are full decades."""

    first: int
    last: int

    def x(self, year: float) -> str:
        """Return how far from the left a year stands; what is outside stands on the edge."""
        part = (min(max(year, self.first), self.last) - self.first) / (self.last - self.first)
        return f"{_EDGE + _PLOT * part:.1f}".removesuffix(".0")


def _axis(rows: Sequence[SectionRow]) -> _Axis:
    ends = [_ends(dated) for row in rows for dated in row.dates]
    ends = [(start, end) for start, end in ends if end - start <= LONG] or ends
    first = max(FLOOR, int(min(start for start, _ in ends)) // 10 * 10)
    return _Axis(first, max(int(max(end for _, end in ends)) // 10 * 10 + 10, first + 10))


def _picture(name: str, rows: Sequence[SectionRow]) -> str:
    axis = _axis(rows)
    height = _TOP + _ROW * len(rows) + 6
    width = _PLOT + _EDGE * 2
    step = 10 if axis.last - axis.first <= 110 else 20
    marks = "".join(
        f'<path class="grid" d="M{axis.x(year)} {_TOP - 6}V{height - 4}" stroke="currentColor" stroke-opacity=".18"/>'
        f'<text x="{axis.x(year)}" y="{_TOP - 12}" text-anchor="middle">{year}</text>'
        for year in range(axis.first, axis.last + 1, step)
    )
    body = "".join(_picture_row(row, _TOP + _ROW * n, axis) for n, row in enumerate(rows))
    title = f"{html(name)}の各節の語る時期"
    said = f"{len(rows)}の節を上から本文の順に並べ、横軸に{axis.first}年から{axis.last}年までの年をとる。内容は下の表と同じ。"
    return (
        f'<div class="table-scroll spans" role="region" tabindex="0" aria-label="{title}（横に動かせます）">'
        f'<svg role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="currentColor">'
        f"<title>{title}</title><desc>{said}</desc>{marks}{body}</svg></div>"
    )


def _surface(dated: DatedPlace) -> str:
    return dated.place.text[dated.mark.start : dated.mark.end]


def _picture_row(row: SectionRow, top: int, axis: _Axis) -> str:
    """Return a row of the picture: the title, and under it a line from the earliest to the latest date with dots.

    The title stands above: beside the line it would fill a phone's screen.
    """
    y = top + 26
    ends = [_ends(dated) for dated in row.dates]
    points = [(start, end) for start, end in ends if end - start <= LONG]
    short = shorten(row.title)
    full = f"<title>{html(row.title)}</title>" if short != row.title else ""
    parts = [f'<text x="{_EDGE - 8}" y="{top + 14}">{full}{html(short)}</text>']
    wide = {
        f"M{axis.x(start)} {y}H{axis.x(end)}": _surface(dated)
        for dated, (start, end) in zip(row.dates, ends, strict=True)
        if end - start > LONG and end > axis.first
    }
    if wide:
        named = html("、".join(dict.fromkeys(wide.values())))
        # One path: what is drawn twice in it does not grow darker.
        parts.append(
            f'<path class="long" d="{"".join(wide)}" stroke="currentColor" stroke-opacity=".3" fill="none">'
            f"<title>{named}</title></path>"
        )
    if points and max(points, key=lambda ends: ends[1])[1] > axis.first:
        first, last = min(start for start, _ in points), max(end for _, end in points)
        parts.append(f'<path class="line" d="M{axis.x(first)} {y}H{axis.x(last)}" stroke="currentColor"/>')
    early = sum(1 for _, end in ends if end < axis.first)
    if early:
        parts.append(
            f'<path class="early" d="M{_EDGE - 12} {y}l8-5v10z"><title>{axis.first}年より前の日付{early}件</title></path>'
        )
    dots: dict[str, list[str]] = {}
    for dated, (start, end) in zip(row.dates, ends, strict=True):
        if end >= axis.first and end - start <= LONG:
            dots.setdefault(axis.x((max(start, axis.first) + end) / 2), []).append(_surface(dated))
    for at, surfaces in dots.items():
        named = "、".join(dict.fromkeys(surfaces))
        radius = 3 if len(surfaces) < 3 else 4
        parts.append(f'<circle cx="{at}" cy="{y}" r="{radius}"><title>{html(named)}</title></circle>')
    return "".join(parts)


def _table(pagination: Pagination, rows: Sequence[SectionRow]) -> str:
    """Return the picture as a table, folded."""
    lines = []
    for row in rows:
        first = min(row.dates, key=lambda dated: _ends(dated)[0])
        last = max(row.dates, key=lambda dated: _ends(dated)[1])
        url = pagination.url(row.division) if row.division else pagination.pages[0].url
        lines.append(
            f'<tr><th scope="row"><a href="{ROOT}{url}">{html(row.title)}</a></th>'
            f"<td>{html(say_edtf(first.mark.edtf))}</td><td>{html(say_edtf(last.mark.edtf))}</td>"
            f"<td>{len(row.dates)}</td></tr>"
        )
    return (
        '<details class="spans-table"><summary>表で読む</summary><div class="table-scroll"><table class="counts"><thead><tr>'
        '<th scope="col">節</th><th scope="col">最も早い日付</th><th scope="col">最も遅い日付</th><th scope="col">件数</th>'
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table></div></details>"
    )
