"""The arithmetic of the search benchmark; the measuring itself is run by hand with ./scripts/bench."""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Error as BrowserFailure

from benchmark import corpus, libraries, metrics, questions, report
from benchmark.engines import OURS, SCAN, Engine
from benchmark.load import Load, Unmeasured, Weights, broken
from benchmark.quality import Ranking, judge_membership, judge_ranking
from benchmark.server import Line, RecordingServer
from edition.search.passages import SearchPassage


@pytest.mark.parametrize(
    ("found", "relevant", "recall", "precision"),
    [
        (["a", "b"], ["a", "b"], 1, 1),
        (["a", "x"], ["a", "b"], 0.5, 0.5),
        (["a", "a"], ["a", "b"], 0.5, 1),
        ([], ["a"], 0, None),
        (["x"], [], 1, 0),
    ],
)
def test_recall_and_precision(found: list[str], relevant: list[str], recall: float, precision: float | None) -> None:
    assert (metrics.recall(found, relevant), metrics.precision(found, relevant)) == (recall, precision)


@pytest.mark.parametrize(
    ("ranked", "gains", "expected"),
    [
        (["a", "b"], {"a": 1, "b": 1}, 1),
        (["x", "a"], {"a": 1}, 1 / math.log2(3)),
        (["b", "a"], {"a": 2, "b": 1}, (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))),
        # The eleventh result counts for nothing, and no more than ten can be asked for.
        ([*"0123456789", "a"], {"a": 1}, 0),
        ([str(n) for n in range(10)], {str(n): 1 for n in range(20)}, 1),
        ([], {"a": 1}, 0),
        (["x"], {}, 1),
    ],
)
def test_ndcg(ranked: list[str], gains: dict[str, float], expected: float) -> None:
    assert metrics.ndcg(ranked, gains) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([3], 95, 3), (range(1, 101), 95, 95), (range(1, 61), 95, 57), ([5, 1], 50, 1), ([1, 2], 100, 2), ([1, 2], 0, 1)],
)
def test_percentile(values: list[float], percent: float, expected: float) -> None:
    assert metrics.percentile(list(values), percent) == expected


def test_percentile_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no values"):
        metrics.percentile([], 95)


def test_success_looks_at_ten_results() -> None:
    assert metrics.success([*"012345678", "a"], {"a"})
    assert not metrics.success([*"0123456789", "a"], {"a"})


def test_membership_names_what_was_missed_and_what_was_too_much() -> None:
    member = judge_membership(["一", "二"], [["a", "x"], []], [["a", "b"], ["c"]], [["a", "b"], ["c"]])
    assert (member.recall, member.precision, member.zero) == (0.25, 0.5, 0.5)
    assert member.misses == ("'一': missed ['b'], too much ['x']", "'二': missed ['c'], too much []")


def test_ranking_counts_only_queries_with_an_answer() -> None:
    asked = questions.parse_questions("query\trelevant\tgrade\n略称\t正式|略称\t2|1\n無い\t無い\t2\n")
    ranking = judge_ranking(asked, [["q", "p"], []], {"p": "正式の名", "q": "略称の名"})
    assert (ranking.ndcg, ranking.success) == (1, 1)
    assert ranking.graded == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))


def passage(name: str, text: str) -> SearchPassage:
    """Return a passage of a small document."""
    return SearchPassage(
        f"k.{name}", "k", "paragraph", f"documents/k/1/#p{name}", f"p/k.{name}/", "k/1", "章", None, 1, text
    )


def test_grown_corpus_has_the_same_sentences_under_distinct_ids() -> None:
    passages = [passage("1", "甲は乙。丙は丁。"), passage("2", "表の中"), passage("3", "戊は己。庚。」")]
    grown = corpus.grow(passages, 3)
    assert grown[:3] == passages
    assert corpus.grow(passages, 3) == grown
    assert len({one.id for one in grown}) == len(grown) == 9
    assert {(one.document, corpus.address_of(one.url), one.division) for one in grown[3:6]} == {
        ("kx1", "documents/kx1/1/", "kx1/1")
    }
    for begin in (3, 6):
        texts = "".join(one.text for one in grown[begin : begin + 3])
        assert sorted(texts) == sorted("".join(one.text for one in passages))


def test_dealing_out_keeps_every_text() -> None:
    texts = ["一。二。", "三", "四。五。六。"]
    dealt = corpus.shuffled_texts(texts, random.Random(1))
    assert [text.count("。") + (not text.endswith("。")) for text in dealt][1] == 1
    assert sorted("".join(dealt)) == sorted("".join(texts))


def test_substrings_stand_in_the_texts_and_stay_the_same() -> None:
    texts = ["日米韓の協力を深める。", "2010 年 GSOMIA「協定」"]
    drawn = questions.draw_substrings(texts, 20, questions.is_japanese)
    assert drawn == questions.draw_substrings(texts, 20, questions.is_japanese)
    assert len(set(drawn)) == len(drawn) == 20
    assert all(2 <= len(piece) <= 12 and any(piece in text for text in texts) for piece in drawn)
    assert all(questions.is_japanese(piece) for piece in drawn)


@pytest.mark.parametrize(("text", "expected"), [("10 年", True), (" 10", False), ('"協定', False), ("「協定」", True)])
def test_what_can_be_asked_as_a_phrase(text: str, expected: bool) -> None:
    assert questions.is_askable(text) is expected


@pytest.mark.parametrize(
    ("share", "expected"), [(1, "100"), (0.99999, "99.99"), (0.9995, "99.95"), (0.5, "50"), (0.0001, "0.1"), (0, "0")]
)
def test_percent_never_rounds_a_fault_away(share: float, expected: str) -> None:
    assert report.percent(share) == expected


def engine(key: str) -> Engine:
    """Return an engine that indexes nothing."""
    return Engine(key, key, key, lambda corpus, folder: "")


def test_rival_that_breaks_is_a_cell_of_the_table() -> None:
    assert broken(engine("rival"), BrowserFailure("Target crashed")) == Unmeasured("動かない")
    for key in (OURS, SCAN):
        with pytest.raises(BrowserFailure, match="Target crashed"):
            broken(engine(key), BrowserFailure("Target crashed"))


def test_strings_joined_by_an_ampersand_must_all_stand_there() -> None:
    (question,) = questions.parse_questions("query\trelevant\n日韓 安保\t日韓&安保|韓日\n")
    assert [question.grade(text) for text in ("日韓の安保", "日韓", "韓日", "")] == [1, 0, 1, 0]


def test_outside_queries_have_a_table_of_their_own() -> None:
    member, ranking = judge_membership([], [], [], []), Ranking(0.5, 0.5, 1.0)
    row = report.Row("競合", member, {f"last/{name}": ranking for name in report.SETS})
    results = report.Results([], [row, report.Row("完全一致", member)], {}, {}, {}, member, member, (0, 0), {})
    table = report.outside_table(results, "last")
    assert "| 競合 | 0.50／100 | 0.50／100 | 0.50／100 | 0.50／100 |" in table
    assert "完全一致" not in table


def test_outside_sets_are_pooled_but_for_the_last() -> None:
    sets = questions.all_sets(lambda name: f"query\trelevant\n{name}\t甲\n")
    n_earlier = len(questions.OUTSIDE) - 1
    assert [len(sets[f"{group}/words"]) for group in ("earlier", "last")] == [n_earlier, 1]
    assert sets["last/readings"][0].query == "eighth/readings"
    assert sets["words"][0].query == "words"


def test_table_says_why_there_is_no_number() -> None:
    member, load = judge_membership([], [], [], []), Load(41_000, 56_000, 30.0, 45.0, 400.0, 2.0, 1.0)
    results = report.Results(
        facts=[],
        rows=[],
        loads={1: {"rival": load, SCAN: load}, 50: {"rival": Unmeasured("60秒を超える"), SCAN: load}},
        weights={1: Weights(731, 36_740, 45_700, 60_720, "宣言"), 50: Weights(731, 50_400, 86_600, 148_300, "TCOG")},
        names={"rival": "競合", SCAN: "走査"},
        exact=member,
        folded=member,
        n_substrings=(0, 0),
        by_passage={},
    )
    assert "| 競合 | 41／56 | 測れず（60秒を超える） |" in report.bytes_table(results)
    assert "| 1倍 | 36.7 | 45.7 | 60.7 | 宣言 |\n| 50倍 | 50.4 | 86.6 | 148.3 | TCOG |" in report.weights_table(results)
    assert "| 競合 | 1.0倍 <small>30 ms</small> | 測れず（60秒を超える） |" in report.times_table(results, "cold")
    assert "<small>45 ms</small>" in report.times_table(results, "cold_ten")
    assert "<small>400 ms</small>" in report.times_table(results, "cold_line")


def test_answers_share_a_line(tmp_path: Path) -> None:
    (tmp_path / "large.js").write_bytes(random.Random(1).randbytes(100_000))
    server = RecordingServer(tmp_path)
    try:
        assert server.delay_of("/large.js") == 0
        server.put_behind(Line(round_trip=0.5, rate=1e5))
        alone, queued = server.delay_of("/large.js"), server.delay_of("/large.js")
        assert 1.5 < alone < 1.51
        assert alone < queued < 2.51
        server.put_behind(Line(round_trip=0.5, rate=1e5))
        assert server.delay_of("/none.js") == pytest.approx(0.5)
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a;\n  /** of\n   * two lines\n   */\n  // of one\nb;\n", "a;\nb;\n"),
        ("/** @type {x} */ (a).b = 1;\n/** gone */\n", "/** @type {x} */ (a).b = 1;\n"),
        ("a; // stays\nf(`//\n`);\n", "a; // stays\nf(`//\n`);\n"),
        ("'use strict';/*! licence */a;\n", "'use strict';/*! licence */a;\n"),
    ],
)
def test_comments_with_lines_of_their_own_are_left_out(script: str, expected: str) -> None:
    assert libraries.without_comments(script) == expected


def test_title_for_the_libraries_holds_each_heading_once() -> None:
    page = corpus.Page("documents/k/1/", "題", (("章", "一"), ("", "二"), ("節", "三"), ("章", "四")))
    assert libraries.title_of(page) == "題\n章\n節"


def test_every_way_to_cut_japanese(root: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; without it the libraries are not measured")
    script = """
      require(process.argv[1]);
      const text = "日米韓の「核」、ＧＳＯＭＩＡ 2016";
      console.log(JSON.stringify(["bigrams", "bigramsAndLast", "words"].map((cut) => japanese[cut](text))));
      console.log(JSON.stringify(["核", "日米", "gsomia"].map(japanese.isBeginning)));
    """
    command = [node, "-e", script, str(root / "scripts/benchmark/adapters/japanese.js")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    (pairs, more, words), beginnings = map(json.loads, done.stdout.splitlines())
    assert pairs == ["日米", "米韓", "韓の", "核", "gsomia", "2016"]
    assert more == ["日米", "米韓", "韓の", "の", "核", "gsomia", "2016"]
    # Where words end is the affair of Node's dictionary.
    assert "".join(words) == "日米韓の核gsomia2016"
    assert beginnings == [True, False, True]


def test_npm_lock_pins_every_package(root: Path) -> None:
    lock = json.loads((root / "scripts/benchmark/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/minisearch", "node_modules/flexsearch"} < packages.keys()
    assert all(package["integrity"].startswith("sha512-") and package["license"] for package in packages.values())


def test_results_are_put_between_the_markers() -> None:
    page = f"before\n{report.BEGIN}\nold\n{report.END}\nafter"
    new = f"{report.BEGIN}\nnew\n{report.END}"
    assert report.replace_results(page, new) == f"before\n{new}\nafter"
    with pytest.raises(ValueError, match="no place for results"):
        report.replace_results("no markers", new)


def test_published_page_has_results(root: Path) -> None:
    page = (root / "docs/about/search-benchmark.md").read_text(encoding="utf-8")
    results = page.partition(report.BEGIN)[2].partition(report.END)[0]
    engines = ("本サイト", "Material for MkDocs", "Zensical", "Pagefind", "MiniSearch", "FlexSearch", "単純な走査")
    assert all(name in results for name in engines)
    assert all(f"{{#{part}}}" in results for part in ("found", "bytes", "cold", "cold-ten", "cold-line", "next", "warm"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "bench: name what to measure: search or annotation; see ./scripts/bench --help\n"),
        (["speed"], "bench: unknown argument speed; see ./scripts/bench --help\n"),
    ],
)
def test_wrong_usage_is_one_line(root: Path, arguments: list[str], expected: str) -> None:
    result = subprocess.run(
        [str(root / "scripts/bench"), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (2, "", expected)
