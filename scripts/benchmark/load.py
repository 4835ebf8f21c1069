"""What a search costs: bytes before the first result, cold and warm time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

from benchmark import metrics
from benchmark.browser import open_session
from benchmark.engines import Engine
from benchmark.questions import FIRST_QUERY, Effort, spread
from benchmark.server import RecordingServer

WARM_PASSES = 3
PERCENT = 95


@dataclass(frozen=True, slots=True)
class Load:
    """Costs of one engine at one size of the corpus.

    Args:
        first_bytes: gzip bytes fetched before the first result of the first query.
        p95_bytes: the same over the words, 95th percentile.
        cold: median milliseconds from the bare page to the first result.
        next_p95: milliseconds of a word asked for the first time with the engine there, 95th percentile.
        warm_p95: milliseconds of a word asked for again, 95th percentile.
    """

    first_bytes: int
    p95_bytes: int
    cold: float
    next_p95: float
    warm_p95: float


def measure_loads(
    browser: Browser,
    servers: Mapping[str, RecordingServer],
    engines: Sequence[Engine],
    words: Sequence[str],
    effort: Effort,
) -> dict[str, Load]:
    """Measure every engine at one size; cold starts go round by turns, so that a busy moment strikes all alike."""
    colds: dict[str, list[float]] = {engine.key: [] for engine in engines}
    first: dict[str, int] = {}
    for _ in range(effort.cold_starts):
        for engine in engines:
            server = servers[engine.key]
            with open_session(browser, server) as session:
                colds[engine.key].append(session.cold(FIRST_QUERY))
                first[engine.key] = server.weight(server.asked())
    loads = {}
    for engine in engines:
        server = servers[engine.key]
        weights = []
        for word in spread(words, effort.weighed_words) if engine.fetches_by_query else ():
            with open_session(browser, server) as session:
                session.cold(word)
                weights.append(server.weight(server.asked()))
        with open_session(browser, server) as session:
            session.cold(FIRST_QUERY)
            nexts = session.times(words)
            passes = [session.times(words) for _ in range(WARM_PASSES)]
        warm = [median(times) for times in zip(*passes, strict=True)]
        loads[engine.key] = Load(
            first_bytes=first[engine.key],
            p95_bytes=int(metrics.percentile(weights or [first[engine.key]], PERCENT)),
            cold=median(colds[engine.key]),
            next_p95=metrics.percentile(nexts, PERCENT),
            warm_p95=metrics.percentile(warm, PERCENT),
        )
    return loads
