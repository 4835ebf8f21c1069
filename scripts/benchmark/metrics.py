"""What is measured of a list of results. Pure functions over ids in order, best first."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

CUT = 10


def recall(found: Collection[str], relevant: Collection[str]) -> float:
    """Return the share of what is relevant that was found; 1 where nothing is relevant."""
    return len(set(found) & set(relevant)) / len(relevant) if relevant else 1.0


def precision(found: Collection[str], relevant: Collection[str]) -> float | None:
    """Return the share of what was found that is relevant; None where nothing was found."""
    distinct = set(found)
    return len(distinct & set(relevant)) / len(distinct) if distinct else None


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], cut: int = CUT) -> float:
    """Return the normalised discounted cumulative gain of the first results.

    Args:
        ranked: ids, best first, each once.
        gains: gain of every relevant id.
        cut: number of results that count.
    """
    best = _discounted(sorted(gains.values(), reverse=True)[:cut])
    return _discounted([gains.get(name, 0.0) for name in ranked[:cut]]) / best if best else 1.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def success(ranked: Sequence[str], relevant: Collection[str], cut: int = CUT) -> bool:
    """Tell whether one of the first results is relevant."""
    return any(name in relevant for name in ranked[:cut])


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the least value that is not below `percent` of the values (nearest rank).

    Raises:
        ValueError: when there are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    rank = max(1, math.ceil(percent / 100 * len(values)))
    return sorted(values)[rank - 1]


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean, 0 where there are no values."""
    return sum(values) / len(values) if values else 0.0
