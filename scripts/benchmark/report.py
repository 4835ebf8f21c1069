"""The tables of the published page, between its markers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmark.engines import SCAN
from benchmark.load import Load, Unmeasured, Weights
from benchmark.quality import Membership, Ranking
from benchmark.questions import EARLIER, LAST, SETS

BEGIN, END = "<!-- results: written by ./scripts/bench search -->", "<!-- end of results -->"

SET_TITLES = {"words": "研究語", "variants": "表記ゆれ", "aliases": "別名", "readings": "読み"}


@dataclass(frozen=True, slots=True)
class Row:
    """An engine's line in the table of what is found."""

    name: str
    membership: Membership
    rankings: Mapping[str, Ranking] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured.

    Args:
        facts: lines about corpus, versions and machine.
        rows: engines judged by page.
        loads: size of the corpus -> engine -> costs.
        weights: size of the corpus -> bytes of ours over all queries.
        names: names of the engines by key.
        exact: ours in exact mode, by passage.
        folded: ours in its usual mode, by passage; its precision tells nothing.
        n_substrings: number of substrings for all engines, for ours by passage.
        by_passage: ours on the query sets, by passage.
    """

    facts: Sequence[str]
    rows: Sequence[Row]
    loads: Mapping[int, Mapping[str, Load | Unmeasured]]
    weights: Mapping[int, Weights]
    names: Mapping[str, str]
    exact: Membership
    folded: Membership
    n_substrings: tuple[int, int]
    by_passage: Mapping[str, Ranking]


def percent(share: float) -> str:
    """Write a share without ever rounding a fault away: 100 means all."""
    value = share * 100
    if value == int(value):
        return str(int(value))
    return f"{min(value, 99.99):.2f}" if value > 99.9 else f"{max(value, 0.1):.1f}"


def score(value: float) -> str:
    """Write an nDCG; 1.00 means perfect."""
    return f"{value:.2f}" if value == 1 or value < 0.995 else f"{min(value, 0.999):.3f}"


def kilobytes(n_bytes: int) -> str:
    """Write thousands of bytes."""
    return f"{n_bytes / 1000:,.0f}"


def milliseconds(time: float) -> str:
    """Write a time with two significant digits or so."""
    return f"{time:,.0f}" if time >= 10 else f"{time:.1f}" if time >= 1 else f"{time:.2f}"


def ratio(time: float, base: float) -> str:
    """Write how many times as long, with the time itself in small print."""
    times = time / base if base else 0.0
    shown = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    return f"{shown}倍 <small>{milliseconds(time)} ms</small>"


def unmeasured(load: Unmeasured) -> str:
    """Write why there is no number."""
    return f"測れず（{load.reason}）"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table whose first column is text and whose others are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def outside_table(results: Results, outside: str) -> str:
    """Write how the queries of outside readers are answered, by page."""
    rows = []
    for row in results.rows:
        if row.rankings:
            rankings = [row.rankings[f"{outside}/{name}"] for name in SETS]
            rows.append([row.name, *(f"{score(ranking.ndcg)}／{percent(ranking.success)}" for ranking in rankings)])
    return table(["検索", *(SET_TITLES[name] for name in SETS)], rows)


def found_table(results: Results) -> str:
    """Write what is found: substrings and query sets, by page."""
    head = ["検索", "断片の再現率 %", "断片の精度 %", "0件率 %", *(SET_TITLES[name] for name in SETS)]
    rows = []
    for row in results.rows:
        member = row.membership
        cells = [row.name, percent(member.recall), percent(member.precision), percent(member.zero)]
        for name in SETS:
            ranking = row.rankings.get(name)
            cells.append(f"{score(ranking.ndcg)}／{percent(ranking.success)}" if ranking else "–")
        rows.append(cells)
    return table(head, rows)


def bytes_table(results: Results) -> str:
    """Write the bytes before the first result, by size of the corpus."""
    sizes = list(results.loads)
    head = ["検索", *(f"{size}倍 kB" for size in sizes)]
    rows = []
    for key, name in results.names.items():
        cells = [name]
        for size in sizes:
            load = results.loads[size][key]
            cells.append(
                unmeasured(load)
                if isinstance(load, Unmeasured)
                else f"{kilobytes(load.first_bytes)}／{kilobytes(load.p95_bytes)}"
            )
        rows.append(cells)
    return table(head, rows)


def weights_table(results: Results) -> str:
    """Write the bytes of ours over all queries, by size of the corpus."""
    rows = [
        [f"{size}倍", *(f"{number / 1000:.1f}" for number in (one.median, one.p95, one.most)), one.heaviest]
        for size, one in results.weights.items()
    ]
    return table(["資料", "中央値 kB", "95パーセンタイル kB", "最大 kB", "最大の問い"], rows)


def times_table(results: Results, measure: str) -> str:
    """Write one measure of time as ratios to the scan, by size of the corpus."""
    sizes = list(results.loads)
    rows = []
    for key, name in results.names.items():
        cells = [name]
        for size in sizes:
            load, base = (results.loads[size][name] for name in (key, SCAN))
            cells.append(
                unmeasured(load)
                if isinstance(load, Unmeasured)
                else ratio(getattr(load, measure), getattr(base, measure))
            )
        rows.append(cells)
    return table(["検索", *(f"{size}倍" for size in sizes)], rows)


def passage_table(results: Results) -> str:
    """Write ours by passage."""
    head = ["段落単位", *(SET_TITLES[name] for name in SETS)]
    sets = [results.by_passage[name] for name in SETS]
    return table(
        head,
        [
            ["nDCG@10", *(score(ranking.ndcg) for ranking in sets)],
            ["nDCG@10（等級つき）", *(score(ranking.graded) for ranking in sets)],
            ["成功@10 %", *(percent(ranking.success) for ranking in sets)],
        ],
    )


def format_results(results: Results) -> str:
    """Write all tables, from marker to marker."""
    n_all, n_ours = results.n_substrings
    parts = [
        BEGIN,
        "\n".join(f"- {fact}" for fact in results.facts),
        "### 何が見つかるか（ページ単位） {#found}",
        f"断片は無作為に選んだ漢字・仮名の2〜12字、{n_all:,}個。右の四列は nDCG@10／成功@10（%）。",
        found_table(results),
        "### ほかの人の問い（ページ単位） {#outside}",
        "この版の検索も語彙の表も見ていない読み手が、本文だけを読んで作った問い。nDCG@10／成功@10（%）。"
        "一組めから七組めをまとめた値。その結果を見て規則と語彙を改めたあとのもの。",
        outside_table(results, EARLIER),
        "八組めは、それらを改めたあとに引いた問い。これを見て改めた二点は「測り方」に記す。",
        outside_table(results, LAST),
        "### 本サイトの検索（段落単位） {#by-passage}",
        f"本文から無作為に選んだ2〜12字（文字の種類を問わない）、{n_ours:,}個。"
        f"完全一致では再現率 {percent(results.exact.recall)} %、精度 {percent(results.exact.precision)} %、"
        f"0件率 {percent(results.exact.zero)} %。"
        f"ふつうの検索では再現率 {percent(results.folded.recall)} %、0件率 {percent(results.folded.zero)} %。",
        passage_table(results),
        "### 初めの10件までに届くデータ（gzip） {#bytes}",
        "左は「拡大抑止」、右は研究語の95パーセンタイル。",
        bytes_table(results),
        f"本サイトで、四つの表とほかの人の八組のすべての問い（{next(iter(results.weights.values())).n:,}問）の、最初の1件まで。",
        weights_table(results),
        "### 最初の結果までの時間 {#cold}",
        times_table(results, "cold"),
        "### 初めの10件までの時間 {#cold-ten}",
        times_table(results, "cold_ten"),
        "### 回線を通した、最初の結果までの時間 {#cold-line}",
        "往復70ミリ秒、毎秒12メガビットの回線（WebPageTest の LTE）を通したとき。",
        times_table(results, "cold_line"),
        "### 新しい語を引く時間 {#next}",
        times_table(results, "next_p95"),
        "### 同じ語をまた引く時間 {#warm}",
        times_table(results, "warm_p95"),
        END,
    ]
    return "\n\n".join(parts)


def replace_results(page: str, results: str) -> str:
    """Return a page with the results between its markers replaced.

    Raises:
        ValueError: when the page has no markers.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no place for results; it needs {BEGIN} and {END}")
    return before + results + after
