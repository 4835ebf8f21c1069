"""Ids: stable while texts come and go, never lost, never given twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.identity.assign import assign_ids, check_assignment, mint, with_ids
from edition.identity.ledger import Ledger, digest_text, format_ledger, parse_ledger
from edition.model import Division, Passage, PassageKind, SourceSpan, Structure
from edition_corpora import change, messages, mini_files
from structure_cases import source_of

LEDGER = "corpus/ledger.tsv"
PARAGRAPHS = ["甲", "乙", "丙", "丁", "戊"]


def structure_of(texts: Sequence[str], kind: PassageKind = PassageKind.PARAGRAPH, key: str = "case") -> Structure:
    """Return a document of nothing but passages of one kind."""
    passages = tuple(Passage("", key, None, kind, None, text, (SourceSpan(0, 1),)) for text in texts)
    return Structure(key, (), (), passages, (), tuple(range(len(passages))))


def minted(texts: Sequence[str], kind: PassageKind = PassageKind.PARAGRAPH) -> Ledger:
    return extended(Ledger((), True, LEDGER), structure_of(texts, kind))


def extended(ledger: Ledger, structure: Structure, **retired: str) -> Ledger:
    """Return the ledger after `edition mint`, as it is read back from its file."""
    rows, findings = mint(structure, ledger, {old.replace("_", "."): new for old, new in retired.items()})
    assert [str(finding) for finding in findings] == []
    read, findings = parse_ledger(format_ledger([*ledger.rows, *rows], ledger.is_draft), LEDGER)
    assert [str(finding) for finding in findings] == []
    return read


def ids_of(texts: Sequence[str], ledger: Ledger) -> list[str]:
    return [passage_id.removeprefix("case.") for passage_id in assign_ids(structure_of(texts), ledger).ids]


def told(texts: Sequence[str], ledger: Ledger) -> list[str]:
    structure = structure_of(texts)
    findings = check_assignment(structure, assign_ids(structure, ledger), source_of("文"), ledger)
    return [str(finding) for finding in findings]


def test_ids_count_up_in_reading_order() -> None:
    assert ids_of(PARAGRAPHS, minted(PARAGRAPHS)) == ["1", "2", "3", "4", "5"]
    assert told(PARAGRAPHS, minted(PARAGRAPHS)) == []


def test_appended_text_changes_no_id() -> None:
    ledger = minted(PARAGRAPHS)
    assert ids_of([*PARAGRAPHS, "己"], ledger) == ["1", "2", "3", "4", "5", ""]
    assert ids_of([*PARAGRAPHS, "己"], extended(ledger, structure_of([*PARAGRAPHS, "己"]))) == ["1", "2", "3", "4", "5", "6"]


def test_an_inserted_paragraph_gets_the_next_number() -> None:
    texts = ["甲", "乙", "新", "丙", "丁", "戊"]
    assert ids_of(texts, extended(minted(PARAGRAPHS), structure_of(texts))) == ["1", "2", "6", "3", "4", "5"]


def test_a_revised_text_keeps_its_id() -> None:
    texts = ["甲", "乙改", "丙", "丁改", "戊"]
    ledger = minted(PARAGRAPHS)
    assert ids_of(texts, ledger) == ["1", "2", "3", "4", "5"]
    assert [message.partition(";")[0] for message in told(texts, ledger)] == [
        "corpus/sources/case.txt:1: P111 the paragraph case.2 「乙改…」 is not what corpus/ledger.tsv:4 says",
        "corpus/sources/case.txt:1: P111 the paragraph case.4 「丁改…」 is not what corpus/ledger.tsv:6 says"]
    revised = extended(ledger, structure_of(texts))
    assert told(texts, revised) == []
    assert [(row.id, row.event) for row in revised.rows[5:]] == [("case.2", "revised"), ("case.4", "revised")]


def test_a_lost_passage_is_refused_and_can_be_retired() -> None:
    texts = ["甲", "乙", "丁", "戊"]
    ledger = minted(PARAGRAPHS)
    assert told(texts, ledger) == [
        "corpus/ledger.tsv:5: P112 nothing answers to case.3 any more; "
        "restore what made it, or run `edition mint --retire OLD=NEW`; ids never vanish"]
    rows, findings = mint(structure_of(texts), ledger, {})
    assert rows == []
    assert [str(finding) for finding in findings] == [
        "corpus/ledger.tsv:5: P112 nothing answers to case.3 any more; "
        "name the id that answers for it: `edition mint --retire case.3=NEW`"]
    retired = extended(ledger, structure_of(texts), case_3="case.2")
    assert retired.resolve("case.3") == "case.2"
    assert told(texts, retired) == []


def test_a_retired_number_is_never_given_again() -> None:
    ledger = extended(minted(PARAGRAPHS), structure_of(PARAGRAPHS[:-1]), case_5="case.4")
    assert ids_of([*PARAGRAPHS[:-1], "新"], extended(ledger, structure_of([*PARAGRAPHS[:-1], "新"]))) == ["1", "2", "3", "4", "6"]
    # Nor does the old text get its old number back.
    assert ids_of(PARAGRAPHS, ledger) == ["1", "2", "3", "4", ""]


def test_retired_ids_lead_to_the_one_that_answers_today() -> None:
    ledger = minted(["甲", "乙", "丙"])
    ledger = extended(ledger, structure_of(["甲", "乙"]), case_3="case.2")
    ledger = extended(ledger, structure_of(["甲"]), case_2="case.1")
    assert ledger.resolve("case.3") == "case.1"


def test_tables_figures_and_notes_have_series_of_their_own() -> None:
    for kind, series in ((PassageKind.TABLE, "t"), (PassageKind.FIGURE, "f")):
        assert assign_ids(structure_of(["甲", "乙"], kind), minted(["甲", "乙"], kind)).ids == (f"case.{series}1", f"case.{series}2")


def test_a_changed_kind_is_a_revision() -> None:
    items = structure_of(PARAGRAPHS, PassageKind.LIST_ITEM)
    assignment = assign_ids(items, minted(PARAGRAPHS))
    assert assignment.ids[0] == "case.1" and assignment.revised == (0, 1, 2, 3, 4)


def test_nothing_has_an_id_yet() -> None:
    assert told(PARAGRAPHS, Ledger((), True, LEDGER)) == [
        "corpus/sources/case.txt: P114 none of the 5 passages of case has an id; run `edition mint`"]


def test_numbering_is_by_index() -> None:
    structure = structure_of(PARAGRAPHS)
    numbered = with_ids(structure, assign_ids(structure, minted(PARAGRAPHS)))
    assert [passage.id for passage in numbered.passages] == [f"case.{number}" for number in range(1, 6)]


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3), max_size=8, unique=True),
       st.lists(st.text("甲乙丙丁戊己庚辛壬", min_size=1, max_size=3), max_size=8, unique=True))
def test_whatever_is_edited_an_unchanged_passage_keeps_its_id(before: list[str], after: list[str]) -> None:
    ledger = minted(before)
    held = {text: f"case.{number}" for number, text in enumerate(before, 1)}
    structure = structure_of(after)
    assignment = assign_ids(structure, ledger)
    for text, passage_id in zip(after, assignment.ids, strict=True):
        if text in held:
            assert passage_id == held[text]
    given_ids = [passage_id for passage_id in assignment.ids if passage_id]
    assert len(given_ids) == len(set(given_ids))
    # Every id is given or reported as lost.
    assert sorted([*given_ids, *(row.id for row in assignment.orphans)]) == sorted(held.values())


@given(st.lists(st.text("甲乙", min_size=1, max_size=2), max_size=8), st.lists(st.text("甲乙丙", min_size=1, max_size=2), max_size=8))
def test_equal_texts_too_never_share_an_id(before: list[str], after: list[str]) -> None:
    ledger = minted(before)
    assert assign_ids(structure_of(before), ledger).ids == tuple(f"case.{n}" for n in range(1, len(before) + 1))
    assignment = assign_ids(structure_of(after), ledger)
    given_ids = [passage_id for passage_id in assignment.ids if passage_id]
    assert len(given_ids) == len(set(given_ids))
    assert len(given_ids) + len(assignment.orphans) == len(before)


@given(st.lists(st.lists(st.text("甲乙丙丁戊己", min_size=1, max_size=3), max_size=6, unique=True), max_size=5))
def test_any_history_keeps_every_id_answering(history: list[list[str]]) -> None:
    """After any edits, each minted with its losses retired, every id ever given leads to a passage."""
    ledger = Ledger((), False, LEDGER)
    anchor = "いつもある"
    for texts in history:
        structure = structure_of([anchor, *texts])
        lost = {row.id.replace(".", "_"): "case.1" for row in assign_ids(structure, ledger).orphans}
        ledger = extended(ledger, structure, **lost)
        current = set(assign_ids(structure, ledger).ids)
        assert all(ledger.resolve(row.id) in current for row in ledger.rows)
        assert told([anchor, *texts], ledger) == []


@pytest.mark.parametrize("text", [None, "", "文"])
def test_digests_have_sixteen_digits(text: str | None) -> None:
    assert len(digest_text(text)) == 16


# What an editor is told when a row of the ledger is no longer what it was.


def rows() -> list[str]:
    return mini_files()[LEDGER].decode().split("\n")


def line_of(passage_id: str) -> int:
    return next(number for number, row in enumerate(rows(), 1) if row.startswith(f"{passage_id}\t"))


def row_of(passage_id: str) -> str:
    return rows()[line_of(passage_id) - 1]


def told_with(right: str, written: str) -> list[str]:
    return messages(change(mini_files(), LEDGER, right, written))


def test_a_changed_digest() -> None:
    row = row_of("mini-joined.3")
    digest = row.split("\t")[2]
    assert told_with(row, row.replace(digest, "0" * 16)) == [
        f"corpus/sources/mini-joined.txt:5: P111 the paragraph mini-joined.3 「海流は一年に三回変わる。これを１２年周期…」 "
        f"is not what {LEDGER}:{line_of('mini-joined.3')} says; "
        "restore the source, the directive or the ledger row, or run `edition mint` to record the revision"]


def test_a_changed_digest_of_a_heading() -> None:
    row = row_of("mini-joined/members")
    assert told_with(row, row.replace(row.split("\t")[2], "0" * 16)) == [
        f"corpus/sources/mini-joined.txt:22: P111 the heading 1 mini-joined/members 「名簿」 is not what {LEDGER}:"
        f"{line_of('mini-joined/members')} says; "
        "restore the source, the directive or the ledger row, or run `edition mint` to record the revision"]


def test_a_changed_level_and_a_changed_kind() -> None:
    for passage_id, right, written in (("mini-joined/members", "heading 1", "heading 2"), ("mini-joined.3", "paragraph", "reference")):
        row = row_of(passage_id)
        found = told_with(row, row.replace(right, written))
        assert len(found) == 1 and f" is not what {LEDGER}:{line_of(passage_id)} says; " in found[0]


def test_a_changed_id() -> None:
    row = row_of("mini-joined.3")
    found = told_with(row, row.replace("mini-joined.3", "mini-joined.33"))
    assert f"{LEDGER}:{line_of('mini-joined.3')}: P103 mini-joined.33 is minted out of sequence; " \
        "restore mini-joined.3 here; ids are never reused, skipped or reordered" in found


def test_a_removed_row() -> None:
    """The next row of the same series is now out of place, and the passage has no id."""
    found = told_with(row_of("mini-joined.3") + "\n", "")
    assert f"{LEDGER}:{line_of('mini-joined.4') - 1}: P103 mini-joined.4 is minted out of sequence; " \
        "restore mini-joined.3 here; ids are never reused, skipped or reordered" in found
    assert any(": P110 the paragraph 「海流は一年に三回変わる。これを１２年周期…」 has no id; " in message for message in found)


def test_the_last_row_removed() -> None:
    row = rows()[-2]
    assert told_with(row + "\n", "") == [
        "corpus/sources/mini-joined.txt:29: P110 the front 「本稿は助成を受けた。…」 has no id; "
        "run `edition mint`, or restore what divided it otherwise"]


def test_swapped_rows() -> None:
    first, second = row_of("mini-joined.5"), row_of("mini-joined.6")
    assert f"{LEDGER}:{line_of('mini-joined.5')}: P103 mini-joined.6 is minted out of sequence; " \
        "restore mini-joined.5 here; ids are never reused, skipped or reordered" in told_with(
            f"{first}\n{second}", f"{second}\n{first}")


@pytest.mark.parametrize(("passage_id", "right", "written", "message"), [
    ("mini-joined.3", "\tminted\t", "\tmade\t", "P102 mini-joined.3 has the unknown event 「made」; use one of minted, revised, retired"),
    ("mini-joined.3", "\tminted\t", "\trevised\t", "P104 mini-joined.3 is revised before it was minted; restore the row that minted it above"),
    ("mini-joined.3", "\tminted\t", "\tretired\t", "P105 mini-joined.3 is retired with 「」 in the last column; "
     "name there the id that answers for a retired one, and nothing for any other"),
    ("mini-joined.3", "\tminted\t", "\tminted\tmini-joined.2", "P105 mini-joined.3 is minted with 「mini-joined.2」 in the last column; "
     "name there the id that answers for a retired one, and nothing for any other"),
    ("mini-joined.3", "\tparagraph\t", "\t\t", "P101 malformed ledger row 「"),
    ("mini-joined.3", "mini-joined.3\t", "mini-joined.03\t", "P101 malformed ledger row 「"),
])
def test_a_row_that_makes_no_sense(passage_id: str, right: str, written: str, message: str) -> None:
    row = row_of(passage_id)
    assert row.count(right) == 1
    found = told_with(row, row.replace(right, written))
    assert any(line.startswith(f"{LEDGER}:{line_of(passage_id)}: {message}") for line in found), found


def test_heads_of_the_ledger() -> None:
    files = mini_files()
    status, header = rows()[:2]
    assert f"{LEDGER}:1: P100 the ledger does not begin with its status line; write " \
        "「# draft: ids may be minted afresh until the first release」 or 「# frozen: ids are permanent」" in messages(
            change(files, LEDGER, status, "# frozen"))
    assert f"{LEDGER}:2: P100 the ledger has no header row; restore the header row" in messages(
        change(files, LEDGER, header, header.replace("digest", "sum")))


def test_an_id_of_no_document() -> None:
    last = rows()[-2]
    found = told_with(last, last + f"\nother.1\tparagraph\t{'0' * 16}\tminted\t")
    assert found == [f"{LEDGER}:{len(rows())}: P113 other.1 belongs to no document; restore the document, or the key in the row"]


def test_divisions_have_ids_too() -> None:
    division = Division("case/a", "a", 1, None, "章", None, (SourceSpan(0, 1),))
    structure = Structure("case", (), (division,), (), ())
    ledger = extended(Ledger((), True, LEDGER), structure)
    assert [(row.id, row.what, row.event) for row in ledger.rows] == [("case/a", "heading 1", "minted")]
    assert assign_ids(Structure("case", (), (), (), ()), ledger).orphans[0].id == "case/a"
