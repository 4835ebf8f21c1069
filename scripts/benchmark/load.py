"""What a search costs: bytes before the first result, cold and warm time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserFailure

from benchmark import metrics
from benchmark.browser import open_session
from benchmark.engines import OURS, SCAN, Engine
from benchmark.questions import FIRST_QUERY, Effort, spread
from benchmark.server import LTE, Line, RecordingServer

WARM_PASSES = 3
PERCENT = 95
#: Milliseconds a reader would never wait for a first result; an engine that needs more is asked no further.
HOPELESS = 60_000
#: Results of a cold start: the first alone, and as many as a box shows.
FIRST, SHOWN = 1, 10


@dataclass(frozen=True, slots=True)
class Load:
    """Costs of one engine at one size of the corpus.

    Args:
        first_bytes: gzip bytes fetched before the first ten results of the first query.
        p95_bytes: the same over the words, 95th percentile.
        cold: median milliseconds from the bare page to the first result.
        cold_ten: the same to the first ten results.
        cold_line: the same to the first result over a telephone's line.
        next_p95: milliseconds of a word asked for the first time with the engine there, 95th percentile.
        warm_p95: milliseconds of a word asked for again, 95th percentile.
    """

    first_bytes: int
    p95_bytes: int
    cold: float
    cold_ten: float
    cold_line: float
    next_p95: float
    warm_p95: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Bytes before the first result alone, over many queries.

    Args:
        n: number of queries.
        median: gzip bytes, median.
        p95: 95th percentile.
        most: of the heaviest query.
        heaviest: that query.
    """

    n: int
    median: int
    p95: int
    most: int
    heaviest: str


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Why there are no costs of an engine at one size of the corpus, in a few words for the table."""

    reason: str


def measure_loads(
    browser: Browser,
    servers: Mapping[str, RecordingServer],
    engines: Sequence[Engine],
    words: Sequence[str],
    effort: Effort,
) -> dict[str, Load | Unmeasured]:
    """Measure every engine at one size; cold starts go round by turns, so that a busy moment strikes all alike.

    A rival that breaks or lets wait beyond all measure is left at that.

    Raises:
        BrowserFailure: when ours or the scan breaks.
    """
    colds: dict[tuple[str, int, Line | None], list[float]] = defaultdict(list)
    loads: dict[str, Load | Unmeasured] = {}
    first: dict[str, int] = {}
    # Over the line at last, when what is weighed for it has been weighed.
    ways = ((FIRST, None), (SHOWN, None), (FIRST, LTE))
    turns = [(way, engine) for way in ways for _ in range(effort.cold_starts) for engine in engines]
    for (shown, line), engine in turns:
        if engine.key in loads:
            continue
        server = servers[engine.key]
        try:
            with open_session(browser, server, line) as session:
                time = session.cold(FIRST_QUERY, shown)
        except BrowserFailure as error:
            loads[engine.key] = broken(engine, error)
            continue
        colds[engine.key, shown, line].append(time)
        if shown == SHOWN:
            first[engine.key] = server.weight([*engine.standing, *server.asked()])
        if time > HOPELESS and engine.key not in (OURS, SCAN):
            loads[engine.key] = Unmeasured(f"{HOPELESS // 1000}秒を超える")
    for engine in engines:
        if engine.key in loads:
            continue
        try:
            loads[engine.key] = measure_load(
                browser,
                servers[engine.key],
                engine,
                words,
                effort,
                first[engine.key],
                [median(colds[engine.key, shown, line]) for shown, line in ways],
            )
        except BrowserFailure as error:
            loads[engine.key] = broken(engine, error)
    return loads


def broken(engine: Engine, error: BrowserFailure) -> Unmeasured:
    """Return what the table says of a rival that does not work; ours and the scan have to."""
    if engine.key in (OURS, SCAN):
        raise error
    return Unmeasured("動かない")


def weigh(browser: Browser, server: RecordingServer, engine: Engine, queries: Sequence[str]) -> Weights:
    """Weigh what each query fetches before its first result, each from the bare page."""
    weights = []
    with open_session(browser, server) as session:
        for query in queries:
            session.reload(server)
            session.cold(query, FIRST)
            weights.append((server.weight([*engine.standing, *server.asked()]), query))
    counts = [count for count, _ in weights]
    most, heaviest = max(weights)
    return Weights(len(weights), int(median(counts)), int(metrics.percentile(counts, PERCENT)), most, heaviest)


def measure_load(
    browser: Browser,
    server: RecordingServer,
    engine: Engine,
    words: Sequence[str],
    effort: Effort,
    first_bytes: int,
    colds: Sequence[float],
) -> Load:
    """Weigh and time the words with one engine, of which the first query is known."""
    weights = []
    for word in spread(words, effort.weighed_words) if engine.fetches_by_query else ():
        with open_session(browser, server) as session:
            session.cold(word, SHOWN)
            weights.append(server.weight([*engine.standing, *server.asked()]))
    with open_session(browser, server) as session:
        session.cold(FIRST_QUERY, SHOWN)
        nexts = session.times(words)
        passes = [session.times(words) for _ in range(WARM_PASSES)]
    warm = [median(times) for times in zip(*passes, strict=True)]
    return Load(
        first_bytes=first_bytes,
        p95_bytes=int(metrics.percentile(weights or [first_bytes], PERCENT)),
        cold=colds[0],
        cold_ten=colds[1],
        cold_line=colds[2],
        next_p95=metrics.percentile(nexts, PERCENT),
        warm_p95=metrics.percentile(warm, PERCENT),
    )
