"""Whole numbers as printable text, short where they are small.

Shards are text files, so that a page opened from disk can load them as
scripts. A number below 60 takes one character, below 1,860 two. gzip takes
care of the rest: frequent small numbers become few bits.
docs/assets/search/codec.js reads what is written here.
"""

from __future__ import annotations

from collections.abc import Iterable

# 90 printable characters that need no escape in JSON and do not separate lists (" ", "!").
SYMBOLS = "".join(chr(code) for code in range(35, 126) if chr(code) not in '\\"')[:90]
_LAST = 60
_MORE = 30


def encode_number(value: int) -> str:
    """Write one number >= 0."""
    return _SHORT[value] if value < len(_SHORT) else _spell(value)


def _spell(value: int) -> str:
    out = []
    while value >= _LAST:
        value -= _LAST
        out.append(SYMBOLS[_LAST + value % _MORE])
        value //= _MORE
    out.append(SYMBOLS[value])
    return "".join(out)


# Nearly all numbers of an index are small; looking them up is what makes a build quick.
_SHORT = [_spell(value) for value in range(_LAST + _LAST * _MORE)]


def encode_numbers(values: Iterable[int]) -> str:
    """Write numbers one behind the other; they need no separator."""
    return "".join(map(encode_number, values))


def encode_ascending(values: Iterable[int]) -> str:
    """Write ascending distinct numbers as their distances."""
    out = []
    previous = -1
    for value in values:
        out.append(encode_number(value - previous - 1))
        previous = value
    return "".join(out)


def encode_occurrences(occurrences: Iterable[tuple[int, int]]) -> str:
    """Write ascending (passage, offset) pairs.

    The passage is written as the distance to the one before; the offset as the
    distance to the one before in the same passage.
    """
    out = []
    passage_before = 0
    offset_before = 0
    for passage, offset in occurrences:
        if passage != passage_before:
            offset_before = 0
        out.append(encode_number(passage - passage_before))
        out.append(encode_number(offset - offset_before))
        passage_before, offset_before = passage, offset
    return "".join(out)
