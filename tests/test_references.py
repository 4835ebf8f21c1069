"""The works the documents cite: every entry accounted for, every field founded, every mistake told."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from edition.annotate.reference_checks import check_references, is_founded
from edition.annotate.references import REFERENCES_PATH, CitationForm, References, UnresolvableKind, parse_references
from edition.data.references import bibtex_entry, format_references
from edition.model import PassageKind
from edition.render.reference_words import name_text, work_text
from edition.render.references_page import render_references
from edition.site import paginate_corpus
from edition.yaml_place import parse_yaml
from edition_corpora import ROOT, mini_annotated, real_annotated

SCHEMA: Any = json.loads((ROOT / "corpus/schema/references.schema.json").read_text(encoding="utf-8"))
ENTRY_KINDS = (PassageKind.NOTE, PassageKind.REFERENCE)
TEXTS = {
    "d.1": "著者 甲野太郎",
    "d.n1": "甲野太郎「題一」『誌』3巻2号（2016年6月）。",
    "d.n2": "同上。",
    "d.n3": "拙稿「題一」5頁。",
    "d.n4": "語の説明。",
    "d.n6": "同上。乙川「題二」、同上",
}
ENTRIES = ["d.n1", "d.n2", "d.n3", "d.n4", "d.n5"]
WHOLE = """\
works:
  kono-2016:
    csl:
      type: article-journal
      title: 題一
      author: [{family: 甲野, given: 太郎}]
      container-title: 誌
      volume: '3'
      issue: '2'
      issued: '2016-06'
    sort: こうの たろう
    evidence:
      - {passage: d.n1, quote: 甲野太郎「題一」『誌』3巻2号（2016年6月）}
    entities: [kono]
citations:
  - {passage: d.n1, quote: 甲野太郎「題一」『誌』3巻2号（2016年6月）, work: kono-2016, form: full, certainty: certain}
  - {passage: d.n2, quote: 同上, work: kono-2016, form: ibid, from: d.n1, certainty: certain, reason: 直前の注。}
  - {passage: d.n3, quote: 拙稿「題一」5頁, work: kono-2016, form: own, from: d.1, locator: 5頁, certainty: high}
unresolvable:
  - {passage: d.n4, kind: no_citation, reason: 説明だけである。}
  - {passage: d.n5, kind: missing_text, reason: 文が残っていない。}
"""


def parse(text: str) -> tuple[References, list[str]]:
    references, findings = parse_references(parse_yaml(text, REFERENCES_PATH), SCHEMA, TEXTS, ENTRIES)
    findings += check_references(references, TEXTS, {"kono"})
    return references, [str(finding) for finding in findings]


@cache
def real() -> References:
    annotated = real_annotated()
    texts = {unit.id: unit.text for unit in annotated.units}
    entries = [
        passage.id
        for document in annotated.edited.documents
        for passage in document.structure.passages
        if passage.kind in ENTRY_KINDS
    ]
    text = (ROOT / REFERENCES_PATH).read_text(encoding="utf-8")
    references, findings = parse_references(parse_yaml(text, REFERENCES_PATH), SCHEMA, texts, entries)
    assert [str(finding) for finding in (*findings, *check_references(references, texts, annotated.entities))] == []
    return references


def test_references_are_bound_to_their_words() -> None:
    references, findings = parse(WHOLE)
    assert findings == []
    assert [(c.passage, c.start, c.form, c.locator) for c in references.of_work("kono-2016")] == [
        ("d.n1", 0, CitationForm.FULL, ""),
        ("d.n2", 0, CitationForm.IBID, ""),
        ("d.n3", 0, CitationForm.OWN, "5頁"),
    ]
    assert [row.kind for row in references.unresolvable] == [UnresolvableKind.NO_CITATION, UnresolvableKind.MISSING_TEXT]
    assert work_text(references.works["kono-2016"]) == "甲野太郎「題一」『誌』3巻2号、2016年6月"


P = REFERENCES_PATH


@pytest.mark.parametrize(
    ("right", "written", "message"),
    [
        ("quote: 拙稿「題一」5頁,", "quote: 拙稿「題三」,", f"{P}:18: R001 「拙稿「題三」」 stands in no passage; quote the exact words of the text"),
        ("- {passage: d.n1, quote: 甲野太郎「題一」『誌』3巻2号（2016年6月）}", "- {passage: d.n9, quote: 甲野太郎「題一」『誌』3巻2号（2016年6月）}", f"{P}:2: R001 kono-2016: there is no passage d.n9; write the id shown in the margin"),
        ("passage: d.n4, kind", "passage: d.n7, kind", f"{P}:20: R001 there is no passage d.n7; write the id shown in the margin"),
        ("work: kono-2016, form: own", "work: kono-2017, form: own", f"{P}:18: R002 d.n3 cites kono-2017, which is no work; write the id of a work, or add the work"),
        ("    entities: [kono]\n", "    see: [kono-2017]\n", f"{P}:2: R002 kono-2016 refers to kono-2017, which is no work; write the id of a work, or take it out"),
        ("  - {passage: d.n4, kind: no_citation, reason: 説明だけである。}\n", "", f"{P}: R003 nothing is said of d.n4; add a citation, or declare it under `unresolvable` with a reason"),
        ("  - {passage: d.n5, kind: missing_text, reason: 文が残っていない。}\n", "", f"{P}: R003 nothing is said of d.n5; add a citation, or declare it under `unresolvable` with a reason"),
        ("citations:\n", "  otsu:\n    csl: {type: book, title: 題一}\n    sort: おつ\n    evidence: [{passage: d.n1, quote: 題一}]\ncitations:\n", f"{P}:15: R004 nothing cites otsu; add a citation, or take the work out"),
        ("container-title: 誌", "container-title: 紀要", f"{P}:2: R005 `container-title` of kono-2016 does not stand in its evidence; write it as it stands there, add evidence, or say in `basis` why"),
        ("issued: '2016-06'", "issued: '2016-07'", f"{P}:2: R005 `issued` of kono-2016 does not stand in its evidence; write it as it stands there, add evidence, or say in `basis` why"),
        ("given: 太郎}", "given: 次郎}", f"{P}:2: R005 `author` of kono-2016 does not stand in its evidence; write it as it stands there, add evidence, or say in `basis` why"),
        ("    entities: [kono]\n", "    basis: {publisher: {reason: 推定。}}\n", f"{P}:2: R005 kono-2016 has a basis for `publisher`, which it does not have; add the field, or take the basis out"),
        ("entities: [kono]", "entities: [otsu]", f"{P}:2: R006 kono-2016 names otsu, which is no entity; write the id of an entity, or take it out"),
        ("issued: '2016-06'", "issued: '2016-36'", f"{P}:2: R007 `issued` of kono-2016, 「2016-36」, is not EDTF; write it like 2016-06 or 2016-06-30"),
        ("from: d.n1, ", "", f"{P}:17: R008 d.n2: the ibid form of kono-2016 does not say what makes it whole; add `from`: the passage that gives the work in full"),
        ("from: d.n1, ", "from: d.n4, ", f"{P}:17: R008 d.n2: d.n4 does not lead to kono-2016; write in `from` a passage that cites the work"),
        ("from: d.1, ", "from: d.2, ", f"{P}:18: R008 d.n3: d.2 does not lead to kono-2016; write in `from` a passage that cites the work"),
        ("  - {passage: d.n3,", "  - {passage: d.n2, quote: 同上, work: kono-2016, form: ibid, from: d.n1, certainty: low, reason: 二度。}\n  - {passage: d.n3,", f"{P}:18: R009 d.n2 cites kono-2016 with the same words in {P}:17 too; keep one of them"),
        ("passage: d.n4, kind", "passage: d.n2, kind", f"{P}:20: R009 d.n2 is unresolvable here, and something else is said of it elsewhere; keep one of them"),
        ("kind: no_citation", "kind: missing_text", f"{P}:20: R010 d.n4 has a text, and the kind is missing_text; write `missing_text` of a lost text, and of nothing else"),
        ("kind: missing_text", "kind: unidentified", f"{P}:21: R010 d.n5 has no text, and the kind is unidentified; write `missing_text` of a lost text, and of nothing else"),
        ("form: full", "form: half", f"{P}:16: Y003 "),
        ("certainty: certain, reason: 直前の注。}", "certainty: certain}", f"{P}:17: Y005 "),
        ("    sort: こうの たろう\n", "", f"{P}:2: Y005 "),
    ],
)
def test_a_mistake_is_told_with_its_place(right: str, written: str, message: str) -> None:
    assert WHOLE.count(right) == 1
    found = parse(WHOLE.replace(right, written))[1]
    assert [line for line in found if line.startswith(message)], found


def test_words_that_stand_twice_want_context() -> None:
    row = "  - {passage: d.n6, quote: 同上, work: kono-2016, form: ibid, from: d.n1, certainty: low, reason: 二つある。}\n"
    twice = WHOLE.replace("unresolvable:\n", f"{row}unresolvable:\n")
    assert f"{P}:19: R001 「同上」 stands 2 times in d.n6; quote more words, or add `prefix` or `suffix`" in parse(twice)[1]
    assert parse(twice.replace("quote: 同上, work: kono-2016, form: ibid, from: d.n1, certainty: low", "quote: 同上, suffix: 。, work: kono-2016, form: ibid, from: d.n1, certainty: low"))[1] == []


@pytest.mark.parametrize(
    ("field", "value", "words", "founded"),
    [
        ("title", "第9回共同宣言", "「第 9 回共同宣言」", True),
        ("title", "U.S.-ROK Leaders’ Joint Statement", "“U.S.-ROK Leaders' Joint Statement,”", True),
        ("title", "同盟の変革", "同盟の変化", False),
        ("issued", "2021-12-02", "Dec.2, 2021", True),
        ("issued", "2021-12-02", "2021年12月2日", True),
        ("issued", "2021-12-02", "2021年12月20日", False),
        ("issued", "2021-11", "Dec. 2021", False),
        ("event-date", "2025-10-17/2025-10-19", "2025年10月17日~19日", True),
        ("author", [{"family": "Choe", "given": "Wongi", "static-ordering": True}], "Choe Wongi, “Why", True),
        ("type", "book", "", True),
    ],
)
def test_a_field_is_founded_in_words(field: str, value: Any, words: str, founded: bool) -> None:
    assert is_founded(field, value, words) is founded


def test_every_note_and_list_entry_is_resolved_or_declared() -> None:
    references = real()
    entries = set(references.entries)
    declared = {row.passage for row in references.unresolvable}
    cited = {citation.passage for citation in references.citations}
    assert len(entries) == 65
    assert entries - cited - declared == set()
    assert not cited & declared
    assert {row.passage for row in references.unresolvable if row.kind is UnresolvableKind.MISSING_TEXT} == {
        f"hiraiwa2011.n{number}" for number in range(1, 15)
    }
    assert all(row.reason for row in references.unresolvable)


def test_citations_stand_in_reading_order() -> None:
    order = {
        passage.id: at
        for document in real_annotated().edited.documents
        for at, passage in enumerate(document.structure.passages)
    }
    keys = [document.key for document in real_annotated().edited.documents]
    places = [(keys.index(c.document), order[c.passage]) for c in real().citations]
    assert places == sorted(places)


# Read against the notes by hand.
@pytest.mark.parametrize(
    ("passage", "words", "work", "form", "origin"),
    [
        ("sakata2021.n1", "阪田「米国の", "sakata-2016-rebalance", "full", "sakata2021.n1"),
        ("sakata2021.n3", "同上", "fukuda-2021", "ibid", "sakata2021.n2"),
        ("sakata2021.n8", "聯合通信", "yonhap-2021-undated", "full", ""),
        ("sakata2021.n11", "同上", "us-rok-joint-statement-2021-05-21", "ibid", "sakata2021.n10"),
        ("sakata2021.n13", "同上", "scm-53-communique", "ibid", "sakata2021.n12"),
        ("sakata2021.n17", "ユ・ヨンウオン、朝鮮日報、2021年12月3日", "yu-2021-12-03", "short", "sakata2021.n14"),
        ("sakata2021.n18", "拙稿「第3章", "sakata-2019-crossroads", "own", "sakata2021.3"),
        ("sakata2021.n19", "“53rd SCM Joint Communique”", "scm-53-communique", "short", "sakata2021.n12"),
        ("sakata2021.n20", "拙稿「第3章", "sakata-2019-crossroads", "own", "sakata2021.n18"),
        ("sakata2021.n22", "“Transcript”(53rd SCM)", "scm-53-transcript", "transcript", "sakata2021.n15"),
        ("sakata2021.n24", "朝鮮日報（日本語版）、2021年12月3日", "chosun-2021-12-03", "full", ""),
        ("sakata2026.26", "「第2章 グローバル 코리아", "sakata-2013-global-korea", "own", "sakata2026/references"),
        ("vision2025.144", "同報告書", "rok-indo-pacific-strategy-2022", "ibid", "vision2025.144"),
    ],
)
def test_a_hard_case_leads_to_its_work(passage: str, words: str, work: str, form: str, origin: str) -> None:
    [found] = [c for c in real().on(passage) if c.quote.exact.startswith(words)]
    assert (found.work, found.form.value, found.origin) == (work, form, origin)


@pytest.mark.parametrize(
    ("work", "text"),
    [
        ("sakata-2013-global-korea", "阪田恭代「「グローバルコリア」と米韓同盟〜李明博政権時代の同盟変革」小此木政夫・西野純也編『朝鮮半島の秩序再編』、慶應義塾大学出版会、2013年、第2章"),
        ("sakata-2024-korea-policy", "Yasuyo Sakata, “Camp David and US-Japan-ROK Trilateral Security and Defense Cooperation: Consolidating the Northeast Asia Anchor in the Indo-Pacific”, Korea Policy 2:1, Korea Economic Institute of America, 2024年6月"),
        ("choe-2019", "Choe Wongi, “Why South Korea wants to tie in with ASEAN”, ASEAN FOCUS 6, 2019年"),
        ("yu-2021-12-03", "ユ・ヨンウオン「北の脅威は強まっている〜韓米作戦計画、6年ぶりに見直しへ」『朝鮮日報（日本語版）』、2021年12月3日"),
        ("chosun-2021-05-27", "［朝鮮日報（日本語版）2021年5月27日の記事（題・筆者は記されていない）］"),
        ("togashi-2017", "冨樫あゆみ「政権交代と日本外交安全保障政策の持続性：政治理念と日米同盟」『韓国政党学会報』16巻、2017年、101–120頁"),
        ("kita-data", "韓国貿易協会［統計（題・年は記されていない）］"),
    ],
)
def test_a_work_is_written_as_a_note_writes_it(work: str, text: str) -> None:
    assert work_text(real().works[work]) == text


def test_a_chapter_both_sakata_papers_cite_is_one_work() -> None:
    cited_by = {c.document for c in real().of_work("sakata-2013-global-korea")}
    assert cited_by == {"sakata2021", "sakata2026"}


def test_addresses_stand_in_the_sources() -> None:
    texts = {unit.id: unit.text for unit in real_annotated().units}
    for work in real().works.values():
        if "URL" in work.csl:
            assert any(work.csl["URL"] in texts[quote.passage] for quote in work.evidence), work.id


def test_the_page_links_every_note_that_cites() -> None:
    annotated = real_annotated()
    pages = render_references(real(), annotated, paginate_corpus(annotated.edited))
    assert list(pages) == ["references/index.md"]
    page = pages["references/index.md"]
    for work in real().works:
        assert page.count(f'id="{work}"') == 1
    for citation in real().citations:
        assert f'<a href="../p/{citation.passage}/">' in page
    for row in real().unresolvable:
        assert row.reason in page
    # An inner link leads to an id on the page.
    anchors = set(re.findall(r'id="([^"]+)"', page)) | set(re.findall(r"\{#([a-z0-9-]+)\}", page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    # No word of a source is markup.
    assert "<https://" not in page and "*Korea Policy*" in page
    assert render_references(References(), annotated, paginate_corpus(annotated.edited)) == {}


def test_data_has_the_promised_shape() -> None:
    files = format_references(real(), frozenset())
    assert sorted(files) == ["data/citations.json", "data/references.bib", "data/references.json"]
    for name in ("references", "citations"):
        schema = json.loads((ROOT / f"scripts/edition/data/schema/{name}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        assert list(Draft202012Validator(schema).iter_errors(json.loads(files[f"data/{name}.json"]))) == []
    items = {item["id"]: item for item in json.loads(files["data/references.json"])}
    assert list(items) == list(real().works)
    # Parsed back, an item says what the work says.
    for work in real().works.values():
        item = items[work.id]
        assert {name for name in item if name not in ("id", "custom")} == set(work.csl)
        assert item.get("title") == work.title
        assert [c["passage"] for c in item["custom"]["citations"]] == [c.passage for c in real().of_work(work.id)]
    rows = {row["passage"]: row for row in json.loads(files["data/citations.json"])}
    assert {i for i, row in rows.items() if row["entry"]} == set(real().entries)
    assert {row["status"] for row in rows.values()} == {"resolved", "unresolvable"}
    assert format_references(References(), frozenset()) == {}


def test_withheld_words_are_not_published() -> None:
    withheld = frozenset({"sakata2021.n1"})
    files = format_references(real(), withheld)
    items = {item["id"]: item for item in json.loads(files["data/references.json"])}
    assert "sakata-2016-rebalance" not in items
    first, second = items["sakata-2013-global-korea"]["custom"]["citations"]
    assert (first["passage"], first["quote"], first["start"]) == ("sakata2021.n1", None, None)
    assert second["quote"]
    assert all("リバランス" not in text for text in files.values())


def test_bibtex_is_what_bibtex_reads() -> None:
    works = real().works
    assert bibtex_entry(works["bennett-2021"]) == (
        "@techreport{bennett-2021,\n"
        "  author = {Bennett, Bruce W. and Choi, Kang and Go, Myong-hyun and Bechtol, Jr., Bruce E. and Park, Jiyoung"
        " and Klingner, Bruce and Cha, Du-Hyeogn},\n"
        "  title = {{Countering the Risks of North Korean Nuclear Weapons}},\n"
        "  institution = {RAND},\n"
        "  date = {2021-04},\n"
        "  year = {2021},\n"
        "  month = apr,\n"
        "  langid = {english},\n"
        "}\n"
    )
    assert "  pages = {101--120},\n" in bibtex_entry(works["togashi-2017"])
    text = format_references(real(), frozenset())["data/references.bib"]
    for entry in re.split(r"\n(?=@)", text):
        assert entry.count("{") == entry.count("}"), entry
        assert len(re.findall(r"^  year = ", entry, re.M)) <= 1


def test_bibtex_parses_back() -> None:
    database = pytest.importorskip("pybtex.database")
    entries = database.parse_string(format_references(real(), frozenset())["data/references.bib"], "bibtex").entries
    assert list(entries) == list(real().works)
    for work in real().works.values():
        fields = entries[work.id].fields
        assert fields.get("title", "").strip("{}").replace("\\", "") == (work.title or "").strip("{}")
        names = [" ".join(person.last_names) for person in entries[work.id].persons.get("author", ())]
        # A body's name stands in braces, which pybtex keeps.
        assert [name.strip("{}") for name in names] == [
            name.get("family", name.get("literal")) for name in work.csl.get("author", ())
        ]


def test_names_are_written_in_their_own_order() -> None:
    assert name_text({"family": "阪田", "given": "恭代"}) == "阪田恭代"
    assert name_text({"family": "ユ", "given": "ヨンウオン"}) == "ユ・ヨンウオン"
    assert name_text({"family": "Choe", "given": "Wongi", "static-ordering": True}) == "Choe Wongi"
    assert name_text({"family": "Bechtol", "given": "Bruce E.", "suffix": "Jr."}) == "Bruce E. Bechtol, Jr."
    assert name_text({"literal": "外務省"}) == "外務省"


def test_a_corpus_without_references_has_no_page() -> None:
    annotated = mini_annotated()
    assert render_references(References(), annotated, paginate_corpus(annotated.edited)) == {}
