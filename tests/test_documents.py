"""The five real documents against a reading made by hand (tests/cases/documents).

The expected values were read from corpus/sources/*.txt line by line, not taken
from the program. Words are compared without spaces, but for `wording.tsv`,
which says where a space stands and where none does.
"""

from __future__ import annotations

import re

import pytest

from edition.edited import EditedDocument
from edition.model import Passage, PassageKind
from edition.render.reading import division_page_starts
from edition.structure.lines import is_japanese, squeeze
from edition_corpora import CASES, assert_same, document_of, grouped, read_rows, real_edited

FOLDER = CASES / "documents"
KEYS = ("hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025")
HEADINGS = grouped(read_rows(FOLDER / "headings.tsv"), "document")
PASSAGES = grouped(read_rows(FOLDER / "passages.tsv"), "document")
NOTES = grouped(read_rows(FOLDER / "notes.tsv"), "document")
PARENTS = grouped(read_rows(FOLDER / "parents.tsv"), "document")
PAGES = grouped(read_rows(FOLDER / "pages.tsv"), "document")
N_HEADINGS = {"togashi-kaken": 8, "hiraiwa2011": 9, "sakata2026": 4, "sakata2021": 14, "vision2025": 118}
# Marks that are never reading text: U+FFFD, the private use area, line breaks, tabs.
FORBIDDEN_RE = re.compile("[\ufffd\ue000-\uf8ff\n\r\t\f]")


@pytest.fixture(params=KEYS)
def document(request: pytest.FixtureRequest) -> EditedDocument:
    return document_of(real_edited(), request.param)


def texts(document: EditedDocument) -> list[str]:
    """Return every reading text of a document, headings included."""
    passages = [passage.text for passage in document.structure.passages if passage.text is not None]
    return [*passages, *(division.title for division in document.structure.divisions)]


def test_there_are_five_documents() -> None:
    assert tuple(document.key for document in real_edited().documents) == KEYS


def test_headings_and_levels(document: EditedDocument) -> None:
    expected = [f"{row['level']} {squeeze(row['heading'])}" for row in HEADINGS[document.key]]
    actual = [f"{division.level} {squeeze(division.title)}" for division in document.structure.divisions]
    assert_same(expected, actual)
    assert len(actual) == N_HEADINGS[document.key]


def test_passages_begin_and_end_where_the_author_set_them(document: EditedDocument) -> None:
    expected = [f"{row['kind']} {row['begins']} … {row['ends']}" for row in PASSAGES[document.key]]
    actual = []
    for passage in document.structure.passages:
        if passage.kind is not PassageKind.NOTE:
            words = squeeze(passage.text or "")
            actual.append(f"{passage.kind.value} {words[:12]} … {words[-12:]}")
    assert_same(expected, actual)


def test_passages_belong_to_the_heading_above_them(document: EditedDocument) -> None:
    """All but those of parents.tsv, which return to a section above or to the document itself."""
    exceptions = {row["begins"]: row["heading"] for row in PARENTS.get(document.key, [])}
    structure = document.structure
    titles: dict[str | None, str] = {division.id: division.title for division in structure.divisions} | {None: ""}
    above, expected, actual = "", [], []
    for part in structure.order:
        if isinstance(part, str):
            above = titles[part]
        elif structure.passages[part].kind is not PassageKind.NOTE:
            words = squeeze(structure.passages[part].text or "")[:12]
            expected.append(f"{words}: {squeeze(exceptions.pop(words, above))}")
            actual.append(f"{words}: {squeeze(titles[structure.passages[part].division])}")
    assert exceptions == {}
    assert_same(expected, actual)


def test_notes_hang_on_their_words(document: EditedDocument) -> None:
    expected = [
        f"n{row['note']} {row['before']}|{row['after']}: {row['begins']} … {row['ends']}"
        for row in NOTES.get(document.key, [])
    ]
    actual = [described_note(document, passage) for passage in document.structure.passages
              if passage.kind is PassageKind.NOTE]
    assert_same(sorted(expected), sorted(actual))


def described_note(document: EditedDocument, note: Passage) -> str:
    """Return a note with the words before and after its marker."""
    for bearer in (*document.structure.passages, *document.structure.divisions):
        text = (bearer.text if isinstance(bearer, Passage) else bearer.title) or ""
        for ref in bearer.note_refs:
            if ref.note == note.id:
                table = isinstance(bearer, Passage) and bearer.table
                before, after = squeeze(text[: ref.offset]), squeeze(text[ref.offset :])
                # A cell is read by itself.
                shown = "品目数|" if table and before.endswith("品目数") else f"{before[-10:]}|{after[:6]}"
                words = squeeze(note.text or "")
                return f"{note.id.rpartition('.')[2]} {shown}: {words[:12]} … {words[-12:]}"
    return f"{note.id} hangs on nothing"


def test_missing_notes_say_why() -> None:
    notes = [p for p in document_of(real_edited(), "hiraiwa2011").structure.passages if p.kind is PassageKind.NOTE]
    assert [note.id for note in notes] == [f"hiraiwa2011.n{number}" for number in range(1, 15)]
    assert all(note.text is None and "含まれない" in note.reason for note in notes)


def test_pages_begin_with_the_words_read(document: EditedDocument) -> None:
    expected = [f"{row['page']} {row['printed'] or '-'} {squeeze(row['begins'])}" for row in PAGES[document.key]]
    source = document.source.text
    actual = []
    for page, wanted in zip(document.structure.pages, PAGES[document.key], strict=False):
        begins = squeeze(source[page.start : page.start + 40])[: len(squeeze(wanted["begins"]))]
        actual.append(f"{page.page} {page.printed or '-'} {begins}")
    assert len(document.structure.pages) == len(expected)
    assert_same(expected, actual)


def test_every_page_begins_exactly_once(document: EditedDocument) -> None:
    """Each page is the start of one passage or heading, and shown there."""
    begun = [start.page for passage in document.structure.passages for start in passage.page_starts]
    begun += [s.page for division in document.structure.divisions for s in division_page_starts(document, division)]
    assert sorted(begun) == [page.page for page in document.structure.pages]


def test_page_marks_stand_before_the_first_words_of_the_page(document: EditedDocument) -> None:
    starts = {page.page: page.start for page in document.structure.pages}
    for passage in document.structure.passages:
        for start in passage.page_starts:
            words = squeeze((passage.text or "")[start.offset :])[:8]
            label = squeeze(passage.label or "") if start.offset == 0 else ""
            printed = squeeze(document.source.text[starts[start.page] :][:200])
            assert printed.removeprefix(label).startswith(words[: max(1, len(words) - 2)]), (passage.id, start)


@pytest.mark.parametrize("name", ["vision2025.t1", "vision2025.t2", "vision2025.t3"])
def test_table_cells(name: str) -> None:
    key = name.partition(".")[0]
    table = next(p.table for p in document_of(real_edited(), key).structure.passages if p.id == name)
    assert table is not None
    text = (FOLDER / "tables" / f"{name}.tsv").read_text(encoding="utf-8")
    assert_same(text.splitlines(), ["\t".join(row) for row in table.cells])


@pytest.mark.parametrize("row", read_rows(FOLDER / "wording.tsv"), ids=lambda row: row["wording"][:24])
def test_wording(row: dict[str, str]) -> None:
    document = document_of(real_edited(), row["document"])
    assert any(row["wording"] in text for text in texts(document)), row["why"]


def test_no_text_holds_what_is_no_text(document: EditedDocument) -> None:
    for text in texts(document):
        assert not FORBIDDEN_RE.search(text), text
        assert text == text.strip() != "", text
        assert not re.search(r"(?<![0-9A-F])\d{1,2}F\s*\d", text), "a doubled marker is left"
        assert not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", text), "a superscript marker is left"
        assert "「専門家コラム」(2026.3" not in text, "a running foot is left"
    if document.key == "hiraiwa2011":
        glued = [m[0] for text in texts(document) for m in re.finditer(r"[ぁ-ん）]\d+[。である]", text)]
        assert glued == []


def test_spaces_between_japanese_characters_are_the_sources_own(document: EditedDocument) -> None:
    """A text may have such a space only where the source has one inside a line."""
    for passage in document.structure.passages:
        if passage.text is None or passage.kind in (PassageKind.TABLE, PassageKind.FIGURE):
            continue
        for line in passage.lines or (passage.text,):
            for match in re.finditer(r"(\S) +(?=(\S))", line):
                if is_japanese(match[1]) and is_japanese(match[2]):
                    around = line[max(0, match.start() - 3) : match.end() + 4]
                    assert stands_in_one_line(document, line, match.start(), match.end()), (passage.id, around)


def stands_in_one_line(document: EditedDocument, text: str, begin: int, end: int) -> bool:
    """Whether the words about a space stand so in one line of the source."""
    return any(text[begin - back : end + 1] in document.source.text for back in (3, 2, 1, 0) if begin >= back)


def test_accounts_are_balanced_and_complete(document: EditedDocument) -> None:
    account = document.account
    assert account.is_balanced
    assert account.unaccounted == () and account.doubled == () and account.invented == 0
    assert sum(account.by_place.values()) == account.characters == len(squeeze(document.source.text))


def test_member_lists_keep_their_lines() -> None:
    members = [p for p in document_of(real_edited(), "vision2025").structure.passages if p.role == "member"]
    assert len(members) == 20
    assert members[0].lines == (
        "座長 北岡 伸一", "中曽根康弘世界平和研究所総括研究顧問", "東京大学名誉教授", "国際協力機構特別顧問")
    assert members[15].lines[-1] == "元 ダボス会議朝鮮半島委員会長、ソウル大学校国際協力本部長、外交部諮問委員"
    assert sum(len(member.lines) for member in members) == 58


def test_labels_are_kept_apart() -> None:
    """Printed marks are labels, in the order of the source."""
    labels = {key: [p.label for p in document_of(real_edited(), key).structure.passages
                    if p.label and p.kind is not PassageKind.NOTE] for key in KEYS}
    assert labels["togashi-kaken"] == [
        "（１）", "（２）", "（３）", "【１】", "－", "【２】", "【３】", "－",
        "2017 年", "2019 年 講演", "学会報告", "2021 年 学会報告", "2023 年"]
    assert labels["sakata2026"] == ["・", "・", "—", "—", *["-"] * 7]
    assert labels["vision2025"] == [
        *["\uf06d"] * 48, *[f"({n})" for n in range(1, 9)], *[f"({n})" for n in range(1, 7)], *["\uf06d"] * 63]
    assert labels["hiraiwa2011"] == labels["sakata2021"] == []
