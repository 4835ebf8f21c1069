"""Words in pictures: how wide they are, where they break, how a date is said in short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.annotate.edtf import EdtfDate, parse_edtf

#: Widths in ems, taken a little wide: a label must not be longer than its box. From U+2000 on a sign is as wide as high.
_NARROW, _CAPITAL, _WIDE = 0.58, 0.72, 0.92
_LATIN_RE = re.compile(r"[A-Za-z0-9.,'’+\-/:%$()]+|.", re.DOTALL)
#: What may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("、。，．）」』】］〉》・ーゃゅょっャュョッァィゥェォ々！？：；)]、")
_NOT_LAST = frozenset("（「『【［〈《([")
_SEASONS = {21: "春", 22: "夏", 23: "秋", 24: "冬"}


def width_of(text: str) -> float:
    """Return the width of a text in ems; letters and digits of Latin script are narrower."""
    return sum(map(_char_width, text))


def _char_width(char: str) -> float:
    if ord(char) >= 0x2000 and char != "–":
        return 1.0
    if char in "mwMW@%":
        return _WIDE
    return _CAPITAL if char.isupper() else _NARROW


def wrap(text: str, ems: float, most: int) -> list[str]:
    """Break a text into lines of a width.

    Args:
        text: the text.
        ems: width of a line.
        most: lines there may be; what is left over is cut with a sign.
    """
    rows: list[list[str]] = [[]]
    for token in _tokens(text, ems):
        row = rows[-1]
        if not row or width_of("".join(row) + token.rstrip()) <= ems:
            row.append(token)
        elif len(row) > 1 and (token in _NOT_FIRST or row[-1] in _NOT_LAST) and width_of(row[-1] + token.rstrip()) <= ems:
            # What stands before goes with it to the next line, where both have room.
            rows.append([row.pop(), token])
        else:
            rows.append([token.lstrip()])
    lines = ["".join(row).strip() for row in rows]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width_of(last + "…") > ems:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def _tokens(text: str, ems: float) -> Iterator[str]:
    """Yield what is kept on one line: a Latin word with its signs, any other character alone."""
    for found in _LATIN_RE.finditer(text):
        if width_of(found[0]) > ems:
            yield from found[0]
        else:
            yield found[0]


def short_date(edtf: str) -> str:
    """Return a date as short as a label can have it (1998.10.8, 1950.6–1953.7, 1965–)."""
    parsed = parse_edtf(edtf)
    if parsed is None:
        return edtf
    if isinstance(parsed, EdtfDate):
        return _short(parsed)
    start, end = parsed
    first, last = (_short(one) if one else "" for one in (start, end))
    if start and end and start.year == end.year and end.month and not end.is_about:
        last = last.partition(".")[2] or last
    return f"{first}–{last}"


def _short(one: EdtfDate) -> str:
    if one.year is None:
        said = f"{one.month}.{one.day}"
    elif one.is_decade:
        said = f"{one.year}年代"
    elif one.month in _SEASONS:
        said = f"{one.year}{_SEASONS[one.month]}"
    else:
        said = ".".join(str(part) for part in (one.year, one.month, one.day) if part)
    return f"{said}頃" if one.is_about else said
