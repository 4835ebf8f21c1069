"""Dates: every form in tests/cases/dates.tsv, the laws of marks and values, the rules of the real corpus.

A row of the table: the day the document was written, what was said before (texts parted by ` / `; `# ` begins a
heading, `# 2-1=` one with its place), the text, and its marks as `words=EDTF`, parted by ` | `.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.annotate.date_coverage import check_dates_covered
from edition.annotate.date_numbers import fold, read_number
from edition.annotate.date_rules import Anchor, DateRules, NotDate, check_date_rules, parse_date_rules
from edition.annotate.dates import annotate_dates, label_dates
from edition.annotate.edtf import bounds, era_name, is_edtf, join_edtf, say_edtf
from edition.annotate.units import TextUnit
from edition.corpus import parse_corpus
from edition.edited import edit_corpus
from edition.errors import Place
from edition.yaml_place import parse_yaml
from edition_corpora import CASES, ROOT, read_rows, real_files

PATH = "corpus/dates.yml"
NOWHERE = Place(PATH, 1)
ROWS = read_rows(CASES / "dates.tsv")


@cache
def schema() -> dict[str, object]:
    loaded: dict[str, object] = json.loads((ROOT / "corpus/schema/dates.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def real_rules() -> DateRules:
    rules, findings = parse_date_rules(parse_yaml((ROOT / PATH).read_text(encoding="utf-8"), PATH), schema())
    assert [str(finding) for finding in findings] == []
    assert rules is not None
    return rules


@cache
def real_units() -> tuple[TextUnit, ...]:
    """Headings and passages of the five documents, in reading order."""
    edited, findings = edit_corpus(parse_corpus(real_files())[0])
    assert not findings
    units = []
    for document in edited.documents:
        titles = {division.id: division.title for division in document.structure.divisions}
        for part in document.structure.order:
            if isinstance(part, str):
                units.append(TextUnit(part, document.key, titles[part], True))
            elif (passage := document.structure.passages[part]).text:
                units.append(TextUnit(passage.id, document.key, passage.text, label=passage.label))
    return tuple(units)


def rules_written(day: str) -> DateRules:
    """The periods and words of the real corpus, for a document of a given day."""
    return replace(real_rules(), anchors=(Anchor("doc", day, "test", NOWHERE),), overrides=())


def units_of(before: str, text: str) -> list[TextUnit]:
    units = []
    for number, words in enumerate(filter(None, before.split(" / ")), 1):
        heading = re.fullmatch(r"# (?:([0-9-]+)=)?(.*)", words)
        if heading:
            units.append(TextUnit(f"doc/{heading[1] or 'heading'}", "doc", heading[2], True))
        else:
            units.append(TextUnit(f"doc.{number}", "doc", words))
    return [*units, TextUnit("doc.99", "doc", text)]


def marks_in(text: str, written: str = "2020-05-10", before: str = "") -> list[tuple[str, str, str]]:
    """Return words, value and basis of each mark."""
    marks = annotate_dates(units_of(before, text), rules_written(written)).get("doc.99", ())
    return [(text[mark.start : mark.end], mark.edtf, mark.basis) for mark in marks]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:24] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    """Each row of the table holds."""
    found = marks_in(row["text"], row["written"], row["before"])
    assert " | ".join(f"{words}={edtf}" for words, edtf, _ in found) == row["expected"], row["why"]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("2010年3月", "explicit"),
        ("53年7月27日", "explicit"),
        ("80年代後半", "explicit"),
        ("昭和40年", "explicit"),
        ("昨年12月", "relative"),
        ("今年(2020年)1月", "explicit"),
        ("今世紀", "relative"),
        ("10月3日", "context"),
        ("昨年10月〜11月", "relative"),
        ("冷戦期", "rule"),
        ("冷戦期から", "rule"),
        ("since 2010", "explicit"),
    ],
)
def test_basis(text: str, basis: str) -> None:
    """A mark says whether its year is printed, counted, taken from the running text, or a rule's."""
    assert [mark[2] for mark in marks_in(text)] == [basis]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "said", "era"),
    [
        ("2010-03-26", date(2010, 3, 26), date(2010, 3, 26), "2010年3月26日", "平成22年"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "令和6年"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年", "令和8年"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019年", "平成31年・令和元年"),
        ("2019-04", date(2019, 4, 1), date(2019, 4, 30), "2019年4月", "平成31年"),
        ("1965~", date(1965, 1, 1), date(1965, 12, 31), "1965年ごろ", "昭和40年"),
        ("1860", date(1860, 1, 1), date(1860, 12, 31), "1860年", ""),
        ("2023-21", date(2023, 3, 1), date(2023, 5, 31), "2023年春", "令和5年"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "2023年冬", "令和5年・令和6年"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "1990年代", ""),
        ("1995~/1999~", date(1995, 1, 1), date(1999, 12, 31), "1990年代後半ごろ", ""),
        ("2010~/2013~", date(2010, 1, 1), date(2013, 12, 31), "2010年代初頭ごろ", ""),
        ("1985~/199X", date(1985, 1, 1), date(1999, 12, 31), "1985年ごろ〜1990年代", ""),
        ("199X/..", date(1990, 1, 1), None, "1990年代から", ""),
        ("1965/..", date(1965, 1, 1), None, "1965年から", ""),
        ("../1987", None, date(1987, 12, 31), "1987年まで", ""),
        ("1947~/1991~", date(1947, 1, 1), date(1991, 12, 31), "1947〜1991年ごろ", ""),
        ("2001/2100", date(2001, 1, 1), date(2100, 12, 31), "21世紀", ""),
        ("1951~/2000~", date(1951, 1, 1), date(2000, 12, 31), "20世紀後半ごろ", ""),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31), "2018〜2019年", ""),
        ("2021-10/2021-11", date(2021, 10, 1), date(2021, 11, 30), "2021年10月〜11月", ""),
        ("2024-10/2025-10", date(2024, 10, 1), date(2025, 10, 31), "2024年10月〜2025年10月", ""),
        ("2025-10-17/2025-10-19", date(2025, 10, 17), date(2025, 10, 19), "2025年10月17日〜19日", ""),
        ("2010-03-21~/2010-03-31~", date(2010, 3, 21), date(2010, 3, 31), "2010年3月下旬ごろ", ""),
        ("2025-01~/2025-06~", date(2025, 1, 1), date(2025, 6, 30), "2025年前半ごろ", ""),
        ("2010-04-30~", date(2010, 4, 30), date(2010, 4, 30), "2010年4月末ごろ", "平成22年"),
        ("2026-02-28~/..", date(2026, 2, 28), None, "2026年2月末ごろから", ""),
        ("XXXX-03-01", None, None, "毎年3月1日", ""),
    ],
)
def test_edtf(edtf: str, first: date | None, last: date | None, said: str, era: str) -> None:
    """A value has its bounds, its words and its era."""
    assert is_edtf(edtf)
    assert (bounds(edtf), say_edtf(edtf), era_name(edtf)) == ((first, last), said, era)


@pytest.mark.parametrize(
    "edtf", ["", "2010-13", "2010-02-30", "2019/2018", "../..", "201", "20100", "XXXX", "199X-03", "2010/", "x", "0000"]
)
def test_not_edtf(edtf: str) -> None:
    """What no calendar has, or EDTF does not write, is refused and has no bounds."""
    assert not is_edtf(edtf)
    assert bounds(edtf) == (None, None)
    assert say_edtf(edtf) == edtf


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("12", 12), ("元", 1), ("二〇一〇", 2010), ("十", 10), ("二十五", 25), ("千九百六十五", 1965), ("一二", 12)],
)
def test_numeral(numeral: str, value: int) -> None:
    """Numerals are read by place and by unit."""
    assert read_number(numeral) == value


PIECES = [
    *(row["text"] for row in ROWS), "2018", "年", "月", "日", "3", "10", "二十", "年代", "後半", "から", "まで", "以降", "〜", "～", "-",
    "（", "）", "(", "、", "。", " ", "　", "同", "今", "翌", "昨年", "同月", "当日", "頃", "世紀", "平成", "元", "冷戦期", "May ", ", ",
    "99", "0", "31", "2", "年度", "末", "春", "https://a.b/2010-03-26", "前", "約", "その",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=3), st.booleans())
def test_marks_are_sound(texts: list[str], is_heading: bool) -> None:
    """Whatever the text, marks lie in it in order, do not overlap, begin and end on words, and hold valid values."""
    units = [TextUnit(f"doc.{number}", "doc", text, is_heading) for number, text in enumerate(texts)]
    marks_by_unit = annotate_dates(units, rules_written("2020-05-10"))
    text_by_id = {unit.id: unit.text for unit in units}
    for key, marks in marks_by_unit.items():
        behind = 0
        for mark in marks:
            assert behind <= mark.start < mark.end <= len(text_by_id[key])
            surface = text_by_id[key][mark.start : mark.end]
            assert surface == surface.strip()
            assert is_edtf(mark.edtf), (surface, mark.edtf)
            behind = mark.end


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_rules(text: str) -> None:
    """Without any rule, not even the day of the document, nothing breaks."""
    for marks in annotate_dates([TextUnit("doc.1", "doc", text)], DateRules()).values():
        assert all(is_edtf(mark.edtf) for mark in marks)


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    """Folding changes no length."""
    assert len(fold(text)) == len(text)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)), st.booleans(), st.booleans())
def test_every_day_is_read(day: date, is_spaced: bool, is_wide: bool) -> None:
    """Every day printed in full is found, in whatever digits, and comes back as itself."""
    blank = " " if is_spaced else ""
    text = f"{day.year}{blank}年{blank}{day.month}{blank}月{blank}{day.day}{blank}日"
    if is_wide:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert marks_in(text) == [(text, day.isoformat(), "explicit")]
    assert bounds(day.isoformat()) == (day, day)


@given(st.dates(), st.dates())
def test_intervals_keep_their_order(one: date, other: date) -> None:
    """An interval of two days is valid just when it runs forwards, and is bounded by them."""
    edtf = join_edtf(one.isoformat(), other.isoformat())
    assert is_edtf(edtf) is (one <= other)
    assert bounds(edtf) == ((one, other) if one <= other else (None, None))


def test_real_corpus_is_covered() -> None:
    """The rules fit the texts, and nothing that looks like a date is left unexplained."""
    units, rules = real_units(), real_rules()
    marks = annotate_dates(units, rules)
    findings = check_date_rules(rules, units) + check_dates_covered(units, marks, rules)
    assert [str(finding) for finding in findings] == []


def test_overrides_decide() -> None:
    """Every override of the real corpus is where it says, with its value."""
    units, rules = real_units(), real_rules()
    marks = annotate_dates(units, rules)
    text_by_id = {unit.id: unit.text for unit in units}
    for override in rules.overrides:
        here = marks.get(override.quote.passage, ())
        found = {(text_by_id[override.quote.passage][mark.start : mark.end], mark.edtf, mark.basis) for mark in here}
        assert not override.edtf or (override.surface, override.edtf, "rule") in found


def test_fast_enough() -> None:
    """All texts are read in well under a second."""
    units, rules = real_units(), real_rules()
    began = time.perf_counter()
    annotate_dates(units, rules)
    assert time.perf_counter() - began < 0.6


def test_labels() -> None:
    """The year of a label holds until the next year, for passages under labels without one too."""
    labels = ["2017 年", "2019 年 講演", "学会報告", "2023 年"]
    units = [TextUnit(f"doc.{number}", "doc", "論文。9月", label=label) for number, label in enumerate(labels)]
    units += [TextUnit("doc/next", "doc", "次の節", True), TextUnit("doc.9", "doc", "本文")]
    assert label_dates(units) == {"doc.0": "2017", "doc.1": "2019", "doc.2": "2019", "doc.3": "2023"}
    marks = annotate_dates(units, rules_written("2024-01"))
    assert [marks[f"doc.{number}"][0].edtf for number in range(4)] == ["2017-09", "2019-09", "2019-09", "2023-09"]


def test_notes_speak_for_themselves() -> None:
    """A date in a note does not give the main text its year, and a later document knows nothing of an earlier one."""
    units = [
        TextUnit("doc.1", "doc", "2010年3月"),
        TextUnit("doc.n1", "doc", "2002年の論文、5月"),
        TextUnit("doc.2", "doc", "5月"),
        TextUnit("other.1", "other", "同年"),
    ]
    marks = annotate_dates(units, rules_written("2020-05-10"))
    assert [mark.edtf for mark in marks["doc.n1"]] == ["2002", "2002-05"]
    assert [mark.edtf for mark in marks["doc.2"]] == ["2010-05"]
    assert "other.1" not in marks


GOOD = "anchors:\n  - {document: doc, date: 2020-05, reason: r}\n"


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        ("", []),
        ("periods:\n  - {forms: [冷戦期], edtf: 1947/1946, reason: r}\n", ["corpus/dates.yml:4: D001"]),
        ("periods:\n  - {forms: [平安期], edtf: 1947~/1991~, reason: r}\n", ["corpus/dates.yml:4: D004"]),
        ("periods:\n  - {forms: [戦後], edtf: 1945/.., reason: r}\n", ["corpus/dates.yml:4: D004"]),
        ("not_dates:\n  - {words: 平安, reason: r}\n", ["corpus/dates.yml:4: D004"]),
        (
            "periods:\n  - {forms: [冷戦期], edtf: 1947~/1991~, reason: r}\nnot_dates:\n  - {words: 冷戦期, reason: r}\n",
            ["corpus/dates.yml:6: D005"],
        ),
        ("overrides:\n  - {passage: doc.1, quote: 来月, edtf: 2010-03, reason: r}\n", ["corpus/dates.yml:4: D002"]),
        ("overrides:\n  - {passage: doc.1, quote: 3月, edtf: 2010-03, reason: r}\n", ["corpus/dates.yml:4: D002"]),
        ("overrides:\n  - {passage: doc.7, quote: 冷戦期, edtf: null, reason: r}\n", ["corpus/dates.yml:4: D002"]),
        (
            "overrides:\n  - {passage: doc.1, quote: 冷戦期, surface: 戦後, edtf: 2010, reason: r}\n",
            ["corpus/dates.yml:4: Y003"],
        ),
        (
            "overrides:\n  - {passage: doc.1, quote: 冷戦期, surface: 戦後, edtf: '2010', reason: r}\n",
            ["corpus/dates.yml:4: D002"],
        ),
        ("overrides:\n  - {passage: doc.1, quote: 冷戦期, edtf: 令和2年, reason: r}\n", ["corpus/dates.yml:4: Y003"]),
        ("dates: []\n", ["corpus/dates.yml:3: Y004"]),
    ],
)
def test_findings(more: str, messages: list[str]) -> None:
    """An editor's slip is told with its line and code."""
    units = [TextUnit("doc.1", "doc", "冷戦期と休戦後の3月、3月")]
    rules, findings = parse_date_rules(parse_yaml(GOOD + more, PATH), schema())
    if rules is not None:
        findings = check_date_rules(rules, units)
    assert [" ".join(str(finding).split(" ")[:2]) for finding in findings] == messages


def test_anchors_are_checked() -> None:
    """Each document needs its day, and each day its document."""
    rules = DateRules((Anchor("gone", "2020", "r", NOWHERE),))
    codes = [finding.code for finding in check_date_rules(rules, [TextUnit("doc.1", "doc", "今年")])]
    assert codes == ["D003", "D003"]


def test_decisions() -> None:
    """An override gives a place its value, or takes its mark away; words that are no date are so everywhere."""
    text = GOOD + (
        "overrides:\n"
        "  - {passage: doc.1, quote: 3月に会談, surface: 3月, edtf: 2011-03, reason: r}\n"
        "  - {passage: doc.1, quote: 5月祭, surface: 5月, edtf: null, reason: r}\n"
        "not_dates:\n  - {words: 中国製造2025年, reason: r}\n"
    )
    rules, findings = parse_date_rules(parse_yaml(text, PATH), schema())
    assert rules is not None and not findings
    units = [TextUnit("doc.1", "doc", "2010年に合意。3月に会談、4月。5月祭。中国製造2025年"), TextUnit("doc.2", "doc", "5月祭")]
    marks = annotate_dates(units, rules)
    assert [(mark.edtf, mark.basis) for mark in marks["doc.1"]] == [("2010", "explicit"), ("2011-03", "rule"), ("2011-04", "context")]
    assert [mark.edtf for mark in marks["doc.2"]] == ["2011-05"]


def test_coverage_names_what_is_left() -> None:
    """A place that looks like a date and is not marked is shown; a count is not, nor what a rule explains."""
    units = [TextUnit("doc.1", "doc", "60年を経て、60年間、5年ぶり、2000年以上、1500発、百年の計、2024の展望")]
    rules = DateRules(not_dates=(NotDate("2024の展望", "r", NOWHERE),))
    found = [finding.what for finding in check_dates_covered(units, {}, rules)]
    assert len(found) == 1 and "「60年」" in found[0]
