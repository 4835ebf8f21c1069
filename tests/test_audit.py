"""The conservation law: whatever is lost, doubled or added is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.check.audit import PLACES, draw_up_account
from edition.model import Apart, SourceSpan, Structure
from edition_corpora import change, document_of, edit, messages, real_edited, real_files
from structure_cases import SOURCE_PATH, divide, source_of

TEXT = """見出し
一つ目の段落は折り
返す。\x20
（１）項目1の文。\x20
70
1 注の文。\x20
"""
DIRECTIVES = """
list_labels: ["（１）"]
artefacts: [{text: "70", reason: 頁番号}]
notes: {markers: quoted, quotes: [{after: 項目}], blocks: [{begins: 1 注}]}
outline: [{heading: 見出し, level: 1, slug: a}]
"""
SOURCE = source_of(TEXT)


def made() -> Structure:
    """Return the structure of TEXT, which loses and adds nothing."""
    structure, findings = divide(TEXT, DIRECTIVES)
    assert findings == [] and structure is not None
    return structure


def found(structure: Structure, text: str = TEXT) -> list[str]:
    return [str(finding) for finding in draw_up_account(structure, source_of(text))[1]]


def test_every_character_is_counted_in_its_place() -> None:
    account, findings = draw_up_account(made(), SOURCE)
    assert findings == []
    assert account.is_balanced
    assert account.by_place == {"passage": 17, "note": 4, "heading": 3, "label": 4, "marker": 1, "artefact": 2}
    assert tuple(account.by_place) == PLACES
    assert account.characters == 31 == len("".join(TEXT.split()))


def test_a_lost_passage() -> None:
    structure = made()
    assert found(replace(structure, passages=structure.passages[1:])) == [
        f"{SOURCE_PATH}:2: S060 9 characters 「一つ目の段落は折り」 belong to no passage, note, heading, label, marker or artefact; "
        "declare them in the document's directives",
        f"{SOURCE_PATH}:3: S060 3 characters 「返す。」 belong to no passage, note, heading, label, marker or artefact; "
        "declare them in the document's directives",
    ]


@pytest.mark.parametrize("kind", ["label", "marker", "artefact"])
def test_a_lost_mark(kind: str) -> None:
    structure = made()
    account, findings = draw_up_account(
        replace(structure, apart=tuple(apart for apart in structure.apart if apart.kind != kind)), SOURCE)
    assert not account.is_balanced
    assert {finding.code for finding in findings} == {"S060"}


def test_a_character_in_two_places() -> None:
    structure = made()
    twice = Apart(SourceSpan(0, 2), "artefact", "試し")
    account, findings = draw_up_account(replace(structure, apart=(*structure.apart, twice)), SOURCE)
    assert account.doubled == (0, 1) and not account.is_balanced
    assert [str(finding) for finding in findings] == [
        f"{SOURCE_PATH}:1: S062 2 characters 「見出」 belong to two places; declare them in the document's directives"]


@pytest.mark.parametrize("written", ["一つ目の段落は折り返すよ。", "一つ目の段落は折り返。", "一つ目の段落は折り 返ス。", ""])
def test_a_reading_text_that_is_not_its_lines(written: str) -> None:
    structure = made()
    passage = replace(structure.passages[0], id="case.1", text=written)
    account, findings = draw_up_account(replace(structure, passages=(passage, *structure.passages[1:])), SOURCE)
    assert account.invented >= 1 and not account.is_balanced
    assert [str(finding) for finding in findings] == [
        f"{SOURCE_PATH}:2: S061 the reading text of case.1 differs from its lines in the source; "
        "a text may leave out spaces and line breaks only; mend the rule that made it"]


def test_a_heading_that_is_not_its_line() -> None:
    structure = made()
    division = replace(structure.divisions[0], title="見出語")
    assert found(replace(structure, divisions=(division,))) == [
        f"{SOURCE_PATH}:1: S061 the reading text of case/a differs from its lines in the source; "
        "a text may leave out spaces and line breaks only; mend the rule that made it"]


def test_spaces_may_go() -> None:
    structure = made()
    passage = replace(structure.passages[0], text="一つ目 の段落は 折り返す。")
    assert found(replace(structure, passages=(passage, *structure.passages[1:]))) == []


@settings(deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.sampled_from("日本A1。"))
def test_a_structure_fits_no_other_text(offset: int, written: str) -> None:
    """Change any one letter under a structure: its account no longer balances."""
    before = TEXT[offset]
    if before.isspace() or before == written:
        return
    text = TEXT[:offset] + written + TEXT[offset + 1 :]
    changed_apart = any(apart.span.begin <= offset < apart.span.end for apart in made().apart)
    account, _ = draw_up_account(made(), source_of(text))
    # Marks stand apart as spans, not as words: their change shows in the digest of the source.
    assert account.is_balanced == changed_apart


def test_the_five_accounts_balance() -> None:
    for document in real_edited().documents:
        account, findings = draw_up_account(document.structure, document.source)
        assert findings == [] and account.is_balanced, document.key


@pytest.mark.parametrize("key", ["hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025"])
def test_one_character_of_a_source(key: str) -> None:
    """The digest tells, with its file and the line of the record; so does the ledger, with the line."""
    path = f"corpus/sources/{key}.txt"
    files = real_files()
    text = files[path].decode()
    first = next(p for p in document_of(real_edited(), key).structure.passages if len(p.text or "") > 60)
    offset = first.source_spans[0].begin + 30
    files[path] = (text[:offset] + "〓" + text[offset + 1 :]).encode()
    told = messages(files)
    line = text.count("\n", 0, first.source_spans[0].begin) + 1
    digest = [message for message in told if message.startswith(f"{path}: S001 the source has the SHA-256 ")]
    assert len(digest) == 1
    assert f"restore the file as it was given; sources are never edited (record: corpus/documents/{key}.yml:" in digest[0]
    assert any(message.startswith(f"{path}:{line}: P111 the {first.kind.value} {first.id} ") for message in told)


@pytest.mark.parametrize("inserted", ["あ", "1", " ", "\n"])
def test_one_character_more(inserted: str) -> None:
    path = "corpus/sources/hiraiwa2011.txt"
    files = real_files()
    text = files[path].decode()
    files[path] = (text[:400] + inserted + text[400:]).encode()
    assert any(": S001 " in message for message in messages(files))


def test_one_heading_directive() -> None:
    path = "corpus/documents/hiraiwa2011.yml"
    right = '{heading: "（１）朝鮮半島の対立構造と日米", level: 2}'
    files = change(real_files(), path, right, right.replace("対立", "對立"))
    line = real_files()[path].decode().partition(right)[0].count("\n") + 1
    assert messages(files) == [
        f"{path}:{line}: S040 「（１）朝鮮半島の對立構造と日米」 begins no line after the row before it; "
        "quote the line as it stands in the source, in the order of the source"]


def test_one_heading_directive_left_out() -> None:
    """The line then reads as a paragraph without an id: its place in the source is named."""
    path = "corpus/documents/sakata2026.yml"
    right = '    - {heading: "今後の課題", level: 1, slug: tasks}\n'
    told = messages(change(real_files(), path, right, ""))
    assert (
        "corpus/sources/sakata2026.txt:49: P110 the paragraph 「今後の課題…」 has no id; "
        "run `edition mint`, or restore what divided it otherwise"
    ) in told
    lost = [message for message in told if " P112 nothing answers to sakata2026/tasks any more; " in message]
    assert len(lost) == 1 and lost[0].startswith("corpus/ledger.tsv:")


def test_one_heading_level() -> None:
    path = "corpus/documents/sakata2026.yml"
    right = '{heading: "今後の課題", level: 1, slug: tasks}'
    told = messages(change(real_files(), path, right, right.replace("level: 1", "level: 2")))
    assert told != [] and all(message.startswith("corpus/") for message in told)


def test_one_ledger_row() -> None:
    files = real_files()
    rows = files["corpus/ledger.tsv"].decode().split("\n")
    line = next(number for number, row in enumerate(rows, 1) if row.startswith("hiraiwa2011.2\t"))
    digest = rows[line - 1].split("\t")[2]
    assert messages(change(files, "corpus/ledger.tsv", digest, "0" * 16)) == [
        "corpus/sources/hiraiwa2011.txt:6: P111 the paragraph hiraiwa2011.2 「朝鮮半島には朝鮮民主主義人民共和国（以下…」 "
        f"is not what corpus/ledger.tsv:{line} says; "
        "restore the source, the directive or the ledger row, or run `edition mint` to record the revision"]


def test_nothing_is_found_in_the_corpus_as_it_is() -> None:
    assert edit(real_files())[2] == []
