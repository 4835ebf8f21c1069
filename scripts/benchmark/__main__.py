"""Measure the search of this repository against others, in a real browser.

The tables are written into docs/about/search-benchmark.md when all three sizes of the corpus are measured in full,
else only printed. A run takes about forty minutes, with --quick about five.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmark import annotation, corpus, quality, questions, report
from benchmark.browser import Session, launch, open_session
from benchmark.engines import OURS, OURS_BARE, SCAN, Corpus, Engine, make_engines
from benchmark.load import Load, Unmeasured, Weights, measure_loads, weigh
from benchmark.server import RecordingServer
from edition.cli import load_annotated
from edition.errors import EditionError
from edition.search.index import lunr_version
from edition.search.lexicon import parse_lexicon
from edition.search.passages import SearchPassage
from edition.search.sudachi import SudachiTokeniser
from edition.searchable import list_search_entities, list_search_passages
from edition.site import paginate_corpus

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/about/search-benchmark.md"
GROWTHS = (1, 10, 50)
N_WORDS = 60


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="./scripts/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="search|annotation")
    search = commands.add_parser("search", help="measure the search")
    search.add_argument("--growth", type=growths, help="sizes of the corpus, 1 among them (default: 1,10,50)")
    search.add_argument(
        "--quick", action="store_true", help="sizes 1,10 only and fewer substrings; prints, writes nothing"
    )
    annotation = commands.add_parser("annotation", help="compare names and dates with passages marked by hand")
    annotation.add_argument("--differences", action="store_true", help="list every difference")
    options = parser.parse_args(arguments)
    if options.command == "annotation":
        return options
    options.growth = options.growth or (GROWTHS[:2] if options.quick else GROWTHS)
    return options


def growths(text: str) -> tuple[int, ...]:
    """Read the sizes of the corpus."""
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] != 1:
        raise argparse.ArgumentTypeError("sizes are whole numbers from 1, and 1 is one of them")
    return sizes


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; return the exit status."""
    options = parse_arguments(arguments)
    if options.command == "annotation":
        try:
            print(annotation.report(load_annotated(ROOT)[1], ROOT, options.differences))
        except (EditionError, ValueError) as error:
            print(f"bench: {error}", file=sys.stderr)
            return 1
        return 0
    try:
        results = measure(options.growth, questions.QUICK if options.quick else questions.FULL)
    except (EditionError, RuntimeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("bench: stopped; nothing was written", file=sys.stderr)
        return 130
    text = report.format_results(results)
    if options.quick or options.growth != GROWTHS:
        print(text)
        return 0
    page = ROOT / PAGE
    page.write_text(report.replace_results(page.read_text(encoding="utf-8"), text), encoding="utf-8")
    print(f"bench: {PAGE} written")
    return 0


def tell(text: str) -> None:
    """Say how far the run is."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def measure(sizes: Sequence[int], effort: questions.Effort) -> report.Results:
    """Measure everything."""
    tell("reading the corpus")
    read, annotated = load_annotated(ROOT)
    passages = list_search_passages(paginate_corpus(annotated.edited), annotated)
    entities = list_search_entities(annotated, {passage.id for passage in passages})
    lexicon = parse_lexicon(*(read.lexicon.get(f"{name}.tsv", "") for name in ("aliases", "readings", "variants")))
    tokenise = SudachiTokeniser()
    engines = make_engines(ROOT, lexicon, tokenise, entities)
    sets = questions.all_sets(lambda name: (ROOT / f"tests/quality/{name}.tsv").read_text(encoding="utf-8"))
    words = questions.spread([question.query for question in sets["words"]], N_WORDS)
    # Every query once, though several sets may have it.
    queries = list(dict.fromkeys(question.query for name in sets for question in sets[name]))
    loads: dict[int, dict[str, Load | Unmeasured]] = {}
    weights: dict[int, Weights] = {}
    found: Findings | None = None
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in sizes:
            with ExitStack() as stack:
                # Begun afresh for each size: a browser that has read 50 corpora is another one.
                browser = launch(playwright)
                stack.callback(browser.close)
                grown = corpus.grow(passages, size)
                indexed = Corpus(grown, corpus.pages_of(grown))
                servers, failed = serve(stack, engines, indexed, Path(folder) / str(size), size)
                if size == 1:
                    tell("asking for substrings and query sets")
                    found = Findings(browser, servers, engines, indexed)
                    found.collect(sets, effort)
                tell(f"corpus × {size}: times and bytes")
                served = [engine for engine in engines if engine.key in servers]
                loads[size] = {**failed, **measure_loads(browser, servers, served, words, effort)}
                ours = next(engine for engine in engines if engine.key == OURS)
                weights[size] = weigh(browser, servers[OURS], ours, questions.spread(queries, effort.weighed_queries))
    assert found is not None
    return report.Results(
        facts=facts(passages, engines, tokenise, found.chromium),
        rows=found.rows,
        loads=loads,
        weights=weights,
        names={engine.key: engine.name for engine in engines},
        exact=found.exact,
        folded=found.folded,
        n_substrings=found.n_substrings,
        by_passage=found.by_passage,
    )


def serve(
    stack: ExitStack, engines: Sequence[Engine], indexed: Corpus, folder: Path, size: int
) -> tuple[dict[str, RecordingServer], dict[str, Unmeasured]]:
    """Build every engine's index and serve it until the stack ends; return also the rivals that failed to.

    Raises:
        RuntimeError: when ours, the scan or, at the size the corpus has, any engine fails.
    """
    servers = {}
    failed = {}
    for engine in engines:
        began = time.monotonic()
        try:
            engine.set_up(indexed, folder / engine.key)
        except RuntimeError as error:
            if size == 1 or engine.key in (OURS, SCAN):
                raise
            tell(f"corpus × {size}: {error}")
            failed[engine.key] = Unmeasured("索引を作れない")
            continue
        tell(f"corpus × {size}: {engine.name} indexed in {time.monotonic() - began:.0f} s")
        server = RecordingServer(folder / engine.key)
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        servers[engine.key] = server
    return servers, failed


class Findings:
    """What the engines find in the corpus as it is."""

    def __init__(
        self, browser: Browser, servers: dict[str, RecordingServer], engines: Sequence[Engine], indexed: Corpus
    ) -> None:
        self.chromium = browser.version
        self._browser, self._servers, self._engines, self._corpus = browser, servers, engines, indexed
        self.rows: list[report.Row] = []
        self.by_passage: dict[str, quality.Ranking] = {}

    def collect(self, sets: dict[str, list[questions.Question]], effort: questions.Effort) -> None:
        """Ask everything of every engine."""
        texts = [passage.text for passage in self._corpus.passages]
        pieces = questions.draw_substrings(texts, effort.substrings, questions.is_japanese)
        more = questions.draw_substrings(texts, effort.own_substrings, questions.is_askable)
        self.n_substrings = (len(pieces), len(more))
        pages = {page.address: page.text for page in self._corpus.pages}
        for engine in filter(lambda engine: engine.is_judged, self._engines):
            with open_session(self._browser, self._servers[engine.key]) as session:
                session.start()
                member = quality.substrings_by_page(session, self._corpus.pages, pieces, exact=False)
                answers = {name: quality.ask_set(session, entries) for name, entries in sets.items()}
                rankings = {
                    name: quality.judge_ranking(sets[name], [found.pages for found in answers[name]], pages)
                    for name in sets
                }
                self.rows.append(report.Row(engine.name, member, rankings))
                if engine.key == OURS:
                    self._ours(session, engine.name, pieces, more)
                    by_id = {passage.id: passage.text for passage in self._corpus.passages}
                    self.by_passage = {
                        name: quality.judge_ranking(sets[name], [found.passages for found in answers[name]], by_id)
                        for name in sets
                    }

    def _ours(self, session: Session, name: str, pieces: Sequence[str], more: Sequence[str]) -> None:
        """Ask of ours what the others cannot be asked."""
        exact = quality.substrings_by_page(session, self._corpus.pages, pieces, exact=True)
        self.rows.append(report.Row(f"{name}（完全一致）", exact))
        self.exact = quality.substrings_by_passage(session, self._corpus.passages, more, exact=True)
        self.folded = quality.substrings_by_passage(session, self._corpus.passages, more, exact=False)
        for mode, member in (("exact", self.exact), ("usual", self.folded)):
            for miss in member.misses[:10]:
                tell(f"{mode} mode, {miss}")


def facts(
    passages: Sequence[SearchPassage], engines: Sequence[Engine], tokenise: SudachiTokeniser, chromium: str
) -> list[str]:
    """Return what a reader must know to judge the numbers; nothing of the machine but its cores."""
    n_characters = sum(len(passage.text) for passage in passages)
    rivals = [engine.name for engine in engines if engine.key not in (OURS, OURS_BARE, SCAN)]
    # A library stands in the table once for each of its settings.
    versions = list(dict.fromkeys(name.partition("（")[0] for name in rivals))
    versions += [f"Chromium {chromium}", *(f"{name} {number}" for name, number in sorted(tokenise.versions.items()))]
    versions.append(f"lunr {lunr_version()}")
    lines = [
        f"資料：{len(passages):,}段落、{n_characters:,}字（本文の要約値 `{corpus.digest_of(passages)}`）",
        f"測定日：{datetime.now(UTC):%Y-%m-%d}",
        f"版：{'、'.join(versions)}",
        f"機械：{os.cpu_count()}コア。同じ機械の中だけの通信で、回線の遅れは含みません",
    ]
    if not any(engine.adapter == "library" for engine in engines):
        lines.append("MiniSearch と FlexSearch：この機械に npm がないので測っていません")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
