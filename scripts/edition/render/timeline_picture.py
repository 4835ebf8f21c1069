"""The picture of a timeline: stretches of time drawn downwards, each to its own scale.

One drawing serves phone, desk and paper: every stretch is narrow enough for a phone, and wider pages set them in columns.
What is known only by month, year or decade is a hollow bar of that length; what lasted is a full bar; an open end fades.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from edition.annotate.edtf import EdtfDate, bounds, parse_edtf, say_edtf
from edition.annotate.events import Event, EventKind
from edition.render.escape import html
from edition.render.evidence import KIND_NAMES
from edition.render.picture_places import cut_even, spread
from edition.render.picture_text import short_date, width_of, wrap

#: Measures in units of the drawing; a phone shows them about as pixels.
WIDTH, FONT, LINE, GAP = 300, 12, 15.0, 6.0
AXIS, LANES, LANES_WIDTH, LEADER = 42.0, 50.0, 54.0, 10.0
TOP, BOTTOM = 14.0, 14.0
_LANE, _SHORTEST, _RADIUS, _TICK_ROOM = 10.0, 7.0, 4.0, 30.0
#: Sign before the title of what did not simply happen.
KIND_SIGNS = {
    EventKind.EVENT: "",
    EventKind.PERIOD: "",
    EventKind.PUBLICATION: "文",
    EventKind.PLAN: "予",
    EventKind.FORECAST: "測",
    EventKind.STATISTIC: "数",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the axis of time.

    Args:
        event: the event.
        begin: its beginning in years.
        end: its end in years; for an open end the same as the beginning.
        shape: "point" (a day), "within" (some time in this stretch) or "during" (all of it).
        opens: which ends are open: "", "start" or "end".
        is_about: whether an end is approximate.
    """

    event: Event
    begin: float
    end: float
    shape: str
    opens: str
    is_about: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """An event in its place: the mark on the axis, the lines of its label."""

    mark: Mark
    bar: Box
    label: Box
    lines: tuple[str, ...]
    runs_on: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A stretch of time, laid out.

    Args:
        placed: its events.
        ticks: height and words of each tick.
        height: of the drawing.
    """

    placed: tuple[Placed, ...]
    ticks: tuple[tuple[float, str], ...]
    height: float


def make_mark(event: Event) -> Mark:
    """Return the mark of an event."""
    parsed = parse_edtf(event.date)
    earliest, latest = bounds(event.date)
    begin = years_of(earliest or latest, late=earliest is None)
    end = years_of(latest, late=True) if latest else begin
    if isinstance(parsed, EdtfDate):
        exact = parsed.day is not None and not parsed.is_about
        shape = "during" if event.kind is EventKind.PERIOD else "point" if exact else "within"
        return Mark(event, begin, end, shape, "", parsed.is_about)
    start, stop = parsed if parsed else (None, None)
    about = bool((start and start.is_about) or (stop and stop.is_about))
    opens = "start" if start is None else "end" if stop is None else ""
    # 「1990年代後半」 of a happening is some time in it.
    both = bool(start and stop and start.is_about and stop.is_about)
    shape = "within" if both and event.kind is not EventKind.PERIOD else "during"
    return Mark(event, begin, end, shape, opens, about)


def years_of(day: date | None, late: bool = False) -> float:
    """Return a day as years and parts of a year: its beginning, or its end; 0 without one."""
    if day is None:
        return 0.0
    return day.year + (day.timetuple().tm_yday - (0 if late else 1)) / 366


def cut_stretches(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Cut marks into stretches, so that labels stand near what they name."""
    ends = cut_even([mark.begin for mark in marks])
    return [list(marks[begin:end]) for begin, end in pairwise((0, *ends))]


def lay_out(marks: Sequence[Mark], until: float | None = None) -> Layout:
    """Lay out one stretch of time.

    Args:
        marks: its events in order of their beginnings.
        until: where the next stretch begins; what reaches further is cut there.
    """
    text_x = LANES + LANES_WIDTH + LEADER
    ems = (WIDTH - text_x) / FONT
    lines = [_label_lines(mark.event, ems) for mark in marks]
    heights = [len(each) * LINE + GAP for each in lines]
    first = marks[0].begin
    ends = [mark.end if until is None else min(mark.end, until) for mark in marks]
    last = max([first, *(mark.begin for mark in marks), *ends])
    step = _step(last - first)
    begin, end = _floor(first, step), _floor(last, step) + step
    n_ticks = round((end - begin) / step) + 1
    length = max(sum(heights), n_ticks * _TICK_ROOM, 60.0)
    height = TOP + length + BOTTOM

    def at(year: float) -> float:
        return TOP + length * (year - begin) / (end - begin)

    bars = _bars(marks, ends, at)
    wanted = [bar.y + min(bar.height, _RADIUS * 2) / 2 - LINE / 2 for bar in bars]
    tops = spread(wanted, heights, 2.0, height - 2)
    placed = tuple(
        Placed(mark, bar, Box(text_x, top, max(map(width_of, each)) * FONT, len(each) * LINE), each, shown < mark.end)
        for mark, bar, top, each, shown in zip(marks, bars, tops, lines, ends, strict=True)
    )
    ticks = tuple((at(begin + n * step), _tick(begin + n * step, step, n == 0)) for n in range(n_ticks))
    return Layout(placed, ticks, height)


def _label_lines(event: Event, ems: float) -> tuple[str, ...]:
    sign = KIND_SIGNS[event.kind]
    title = ("≠" if event.disagreement else "") + (f"［{sign}］" if sign else "") + event.title
    return tuple(wrap(f"{short_date(event.date)} {title}", ems, 3))


def _bars(marks: Sequence[Mark], ends: Sequence[float], at: Callable[[float], float]) -> list[Box]:
    """Return the marks on the axis, beside one another where they would meet."""
    spans = []
    for mark, end in zip(marks, ends, strict=True):
        top, bottom = at(mark.begin), at(end)
        if mark.shape == "point" or bottom - top < _SHORTEST:
            half = (_RADIUS * 2 if mark.shape == "point" else _SHORTEST) / 2
            top, bottom = (top + bottom) / 2 - half, (top + bottom) / 2 + half
        # An open end needs room for its arrow.
        spans.append((top - (16 if mark.opens == "start" else 0), bottom + (16 if mark.opens == "end" else 0)))
    free: list[float] = []
    lanes = []
    for top, bottom in spans:
        lane = next((n for n, used in enumerate(free) if used + 1 < top), len(free))
        free[lane : lane + 1] = [bottom]
        lanes.append(lane)
    wide = min(_LANE, LANES_WIDTH / max(1, len(free)))
    return [
        Box(LANES + lane * wide, top, min(_RADIUS * 2, wide - 0.8), bottom - top)
        for lane, (top, bottom) in zip(lanes, spans, strict=True)
    ]


def _step(span: float) -> float:
    """Return the years from tick to tick."""
    return next((step for step in (1 / 12, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if span / step <= 11), 100.0)


def _floor(year: float, step: float) -> float:
    return int(year / step + 1e-6) * step


def _tick(year: float, step: float, is_first: bool) -> str:
    """Return the words at a tick: a year, a month within it, or both at the head of the axis."""
    whole = int(year + 0.01)
    month = round((year - whole) * 12) + 1
    if step >= 1 or month == 1:
        return str(whole)
    return f"{whole}.{month}" if is_first else f"{month}月"


def draw(layout: Layout, title: str, said: str) -> str:
    """Return a stretch of time as SVG; each event is a link to its entry in the list."""
    axis = "".join(
        f'<path class="tick" d="M{AXIS - 4:g} {y:.1f}h8" stroke="currentColor"/>'
        f'<text class="year" x="{AXIS - 7:g}" y="{y + 4:.1f}" text-anchor="end">{words}</text>'
        for y, words in layout.ticks
    )
    first, last = layout.ticks[0][0], layout.ticks[-1][0]
    events = "".join(map(_draw_event, layout.placed))
    return (
        f'<svg role="group" aria-label="{html(title)}" viewBox="0 0 {WIDTH} {layout.height:.0f}" fill="currentColor">'
        f"<title>{html(title)}</title><desc>{html(said)}</desc>"
        f'<path class="axis" d="M{AXIS:g} {first:.1f}V{last:.1f}" stroke="currentColor"/>{axis}{events}</svg>'
    )


def _draw_event(placed: Placed) -> str:
    event, bar, label = placed.mark.event, placed.bar, placed.label
    middle = bar.y + (16 if placed.mark.opens == "start" else 0) + min(bar.height, _RADIUS * 2) / 2
    to = label.y + LINE / 2
    leader = f"M{bar.x + bar.width + 1:.1f} {middle:.1f}H{LANES + LANES_WIDTH:g}L{label.x - 3:.1f} {to:.1f}"
    spans = "".join(
        f'<tspan x="{label.x:g}" y="{label.y + n * LINE + 11.5:.1f}">{_words(line, n, event)}</tspan>'
        for n, line in enumerate(placed.lines)
    )
    said = f"{say_edtf(event.date)} {event.title}（{KIND_NAMES[event.kind]}）"
    differs = " differs" if event.disagreement else ""
    return (
        f'<a class="kind-{event.kind.value}{differs}" href="#{event.id}" aria-label="{html(said)}">'
        f'<path class="leader" d="{leader}" stroke="currentColor" fill="none"/>{draw_mark(placed.mark, bar, placed.runs_on)}'
        f"<text>{spans}</text></a>"
    )


def _words(line: str, n: int, event: Event) -> str:
    """Return a line of a label; the date before the title is set apart."""
    when = short_date(event.date)
    if n or not line.startswith(when):
        return html(line)
    return f'<tspan class="when">{html(when)}</tspan>{html(line.removeprefix(when))}'


def draw_mark(mark: Mark, bar: Box, runs_on: bool = False) -> str:
    """Return the sign of an event on the axis of time."""
    x, y, wide, high = bar.x, bar.y, bar.width, bar.height
    if mark.shape == "point":
        return f'<circle class="mark point" cx="{x + wide / 2:.1f}" cy="{y + high / 2:.1f}" r="{wide / 2:.1f}"/>'
    middle, tail = x + wide / 2, ""
    if mark.opens:
        at, to = (y + high - 16, 1) if mark.opens == "end" else (y + 16, -1)
        tail = "".join(
            f'<path class="tail" d="M{middle:.1f} {at + to * n * 4:.1f}v{to * 3}" stroke="currentColor" '
            f'stroke-width="{wide * 0.7:.1f}" stroke-opacity="{0.8 - n * 0.25:.2f}"/>'
            for n in range(3)
        )
        tail += f'<path class="arrow" d="M{middle - 4:.1f} {at + to * 11:.1f}h8l-4 {to * 5}z"/>'
        y, high = (y + 16 if mark.opens == "start" else y), high - 16
    elif runs_on:
        tail = f'<path class="arrow" d="M{middle - 4:.1f} {y + high - 1:.1f}h8l-4 5z"/>'
    about = " about" if mark.is_about else ""
    return (
        f'<rect class="mark {mark.shape}{about}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" '
        f'height="{max(high, 1):.1f}" rx="1.5" stroke="currentColor"/>{tail}'
    )
