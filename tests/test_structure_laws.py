"""Laws of the whole stage: whatever the text, it is divided without loss, or the editor is told why not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from edition.check.audit import draw_up_account
from edition.structure.divide import structure_document
from structure_cases import directives_of, source_of

LINES = st.one_of(
    st.sampled_from(["", " ", "  ", "一章", "一章 ", "（１）項目 ", "・項目", "言葉0F", "1。 ", "1F", "2 続き", "1 注の文。 ", "2注 ", "2 ", "2", "分野：", "・ ", "（１）",
                     "¹ 注。", "語¹", "語1。 ", "70", "表 ", "甲 乙 ", "丙 丁 ", "Security ", "Meeting ", " 字下げ ", "2017 年 "]),
    st.text("日韓、。A1 ", max_size=6),
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)
RULES = {
    "plain": "outline: []",
    "joined": "paragraph_end: line\noutline: []",
    "pages": "pages: {rules: [leading_space, blank_run]}\noutline: []",
    "lists": 'list_labels: ["（[１-３]）", "・"]\noutline: []',
    "doubled": "notes: {markers: doubled, blocks: [{begins: 1 注の文}]}\noutline: []",
    "superscript": "paragraph_end: line\nnotes: {markers: superscript, blocks: [{begins: ¹ 注}]}\noutline: []",
    "glued": "notes: {markers: glued, missing: {count: 1, reason: ない。}}\noutline: []",
    "quoted": "notes: {markers: quoted, quotes: [{after: 語}], blocks: [{begins: 1 注の文}]}\noutline: []",
    "heading": "outline: [{heading: 一章, level: 1, slug: a}]",
    "artefact": 'artefacts: [{text: "70", reason: 頁番号}]\npages: {rules: [leading_space, blank_run]}\noutline: []',
    "table": "outline: [{table: 表, header_rows: 0, rows: [[甲, 乙], [丙, 丁]]}]",
    "references": "outline: [{references: 2017 年, lone_labels: [2017 年], item_labels: [・]}]",
    "inline": "outline: [{heading: 分野, level: 1, inline: ：, slug: a}]",
    "member": "outline: [{front: 日韓, role: member, lines: true}]",
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
@example(text="")
@example(text="\n \n")
@example(text="2017 年 ")
@example(text="・")
@example(text="言葉0F\n1 注の文。 ")
def test_nothing_is_lost_and_nothing_raises(rules: str, text: str) -> None:
    source = source_of(text)
    structure, findings = structure_document(source, directives_of(rules))
    if structure is None:
        assert findings and all(str(finding).startswith("corpus/") for finding in findings)
        return
    assert findings == []
    account, lost = draw_up_account(structure, source)
    if "references" in rules and lost:
        # Labels of a list with no entry below them: the account names them.
        assert {finding.code for finding in lost} == {"S060"}
        return
    assert [str(finding) for finding in lost] == []
    assert account.is_balanced
    for passage in structure.passages:
        assert (passage.text and passage.text == passage.text.strip(" ") and "\n" not in passage.text) or passage.text is None
        assert all(0 <= ref.offset <= len(passage.text or "") for ref in passage.note_refs)
        assert all(0 <= start.offset < len(passage.text or "") for start in passage.page_starts)
