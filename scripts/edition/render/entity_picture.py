"""The picture of an entity: which document speaks of it, how much and where.

One strip for each document, stretched to the width of the page; words stand
beside it as HTML, so that they stay readable on a phone. It takes its colour
from the text around it and needs no ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.render.concordance import MentionPlace, PublishedTexts, by_document
from edition.render.escape import html

#: Width and height of a strip in its own units, and the number of places told apart in it.
WIDTH, HEIGHT = 400, 20
STEPS = 200
_LOW = 8


def strip_path(positions: Sequence[float], highest: int) -> str:
    """Return the strokes of a strip: one for each place, the higher the more mentions fall on it.

    Args:
        positions: places between 0 (beginning of the document) and 1 (end).
        highest: number of mentions that fill the height.
    """
    counts = Counter(min(STEPS - 1, int(position * STEPS)) for position in positions)
    step = WIDTH // STEPS
    parts = []
    for at, count in sorted(counts.items()):
        height = HEIGHT if highest == 1 else _LOW + round((HEIGHT - _LOW) * min(1, (count - 1) / (highest - 1)))
        parts.append(f"M{at * step + 1} {HEIGHT}v-{height}")
    return "".join(parts)


def positions_of(texts: PublishedTexts, places: Sequence[MentionPlace]) -> list[float]:
    """Return where mentions of one document stand in it, between 0 and 1."""
    return [(place.start + mention.start) / texts.lengths[place.document] for place, mention in places]


def say_places(positions: Sequence[float]) -> str:
    """Say in words how mentions are spread over the four quarters of a document."""
    quarters = Counter(min(3, int(position * 4)) for position in positions)
    named = ("初めの四分の一", "次の四分の一", "第三の四分の一", "終わりの四分の一")
    return "、".join(f"{name}に{quarters[n]}回" for n, name in enumerate(named))


def render_picture(texts: PublishedTexts, label: str, places: Sequence[MentionPlace]) -> str:
    """Return the picture of an entity as HTML, "" when nothing speaks of it.

    Args:
        texts: the published texts.
        label: name of the entity.
        places: its mentions in reading order.
    """
    groups = by_document(places)
    if not groups:
        return ""
    positions = {key: positions_of(texts, group) for key, group in groups.items()}
    fullest = [Counter(min(STEPS - 1, int(p * STEPS)) for p in found) for found in positions.values()]
    # Four in one place fill the height: more would make single mentions too low to see.
    highest = min(4, max(max(counts.values()) for counts in fullest))
    rows = "".join(
        _row(texts, label, key, groups[key], positions[key], highest)
        for key in texts.short_titles
        if key in groups
    )
    silent = [html(title) for key, title in texts.short_titles.items() if key not in groups]
    rest = f"<p>出てこない資料：{'、'.join(silent)}</p>" if silent else ""
    return (
        f'<div class="spread"><ul>{rows}</ul>'
        f"<p>帯は左端が資料の初め、右端が終わり。線が名の出る所で、近くに重なるほど高くなる。</p>{rest}</div>"
    )


def _row(
    texts: PublishedTexts,
    label: str,
    key: str,
    places: Sequence[MentionPlace],
    positions: Sequence[float],
    highest: int,
) -> str:
    n = len(places)
    n_texts = len({place.id for place, _ in places})
    rate = n * 10_000 / texts.lengths[key]
    title = html(texts.short_titles[key])
    return (
        f'<li><a href="#in-{key}">{title}</a> <span>{n}回・{n_texts}か所（1万字あたり{rate:.1f}回）</span>'
        f'<svg role="img" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f"<title>{title}で「{html(label)}」の出る所</title><desc>{say_places(positions)}。</desc>"
        f'<path class="strip" d="M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z" fill="currentColor" fill-opacity=".08"/>'
        f'<path class="ticks" d="{strip_path(positions, highest)}" stroke="currentColor" fill="none"/></svg></li>'
    )
