"""Where things stand in pictures: even stretches of time, labels that do not meet."""

from __future__ import annotations

from collections.abc import Sequence

#: A stretch has no more events; what a cut costs beside a label's distance, and a cut within one day.
MANY, _CUT, _IN_DAY = 16, 9.0, 60.0
_DAY = 1 / 400


def cut_even(begins: Sequence[float], many: int = MANY) -> list[int]:
    """Cut a row of times into stretches in which they are as even as can be.

    Finds the cuts with the least strain (dynamic programming).

    Args:
        begins: times in years, in order.
        many: how many a stretch holds at most.

    Returns:
        behind which of them each stretch ends.
    """
    least, cuts = [0.0], [0]
    for end in range(1, len(begins) + 1):
        best, at = float("inf"), 0
        for begin in range(end - 1, max(0, end - many) - 1, -1):
            cost = least[begin] + _CUT + _strain(begins, begin, end)
            if begin and begins[begin] - begins[begin - 1] < _DAY:
                cost += _IN_DAY
            if cost < best:
                best, at = cost, begin
        least.append(best)
        cuts.append(at)
    ends: list[int] = []
    end = len(begins)
    while end:
        ends.insert(0, end)
        end = cuts[end]
    return ends


def _strain(begins: Sequence[float], begin: int, end: int) -> float:
    """Return how far, in labels, even labels stand from their places in time."""
    first, span = begins[begin], begins[end - 1] - begins[begin]
    # Labels of one time stand under one another, however they are cut.
    scale = (end - begin - 1) / span if span else 0.0
    return sum(abs(n - (begins[begin + n] - first) * scale) for n in range(1, end - begin))


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return where labels stand so that none meets another and all are as near as can be to where they belong.

    Pools neighbours that would meet (isotonic regression), then keeps all between `low` and `high`.

    Args:
        wanted: where the top of each label would best be, in order.
        heights: their heights, with the gap below.
        low: where the first may begin.
        high: where the last must end; there must be room for all.
    """
    before = [sum(heights[:at]) for at in range(len(heights))]
    pools: list[tuple[float, int]] = []
    for top, offset in zip(wanted, before, strict=True):
        pools.append((top - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, n), (first, m) = pools.pop(), pools.pop()
            pools.append(((first * m + last * n) / (m + n), m + n))
    flat = [value for value, n in pools for _ in range(n)]
    limit = high - sum(heights)
    return [min(max(value, low), limit) + offset for value, offset in zip(flat, before, strict=True)]
