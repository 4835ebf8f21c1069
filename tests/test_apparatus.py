"""The apparatus: notes bound to their lemmata, and what an editor is told of a mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest

from edition.annotate.apparatus import NoteKind, parse_apparatus
from edition.yaml_place import parse_yaml
from edition_corpora import ROOT, real_annotated

SCHEMA: Any = json.loads((ROOT / "corpus/schema/apparatus.schema.json").read_text(encoding="utf-8"))
TEXTS = {"d.1": "文存寅政権の限界と文在寅", "d.2": "限界の限界", "e.1": "ほかの資料"}
WHOLE = """\
notes:
  - id: d.a1
    passage: d.1
    quote: 文存寅政権
    lemma: 文存寅
    kind: misprint
    odd: 名が違う。
    reading: 文在寅
    certainty: certain
    basis:
      - {passage: d.1, quote: 文在寅}
  - id: d.a2
    kind: lacuna
    odd: 表紙がない。
    certainty: high
    basis:
      - {reason: 与えられたテキストにない。}
"""


def parse(*files: str) -> tuple[Any, list[str]]:
    placed = [parse_yaml(text, f"corpus/apparatus/{key}.yml") for key, text in zip("de", files, strict=False)]
    notes, findings = parse_apparatus(placed, SCHEMA, TEXTS)
    return notes, [str(finding) for finding in findings]


def test_a_note_is_bound_to_its_lemma() -> None:
    notes, findings = parse(WHOLE)
    assert findings == []
    assert [(note.id, note.start, note.end, note.kind) for note in notes] == [
        ("d.a1", 0, 3, NoteKind.MISPRINT),
        ("d.a2", -1, -1, NoteKind.LACUNA),
    ]


@pytest.mark.parametrize(
    ("right", "written", "message"),
    [
        ("id: d.a1", "id: e.a1", "corpus/apparatus/d.yml:2: A001 the id e.a1 is no note of d; write d.a1, d.a2 …"),
        ("id: d.a2", "id: d.a1", "corpus/apparatus/d.yml:12: A001 the note d.a1 stands in corpus/apparatus/d.yml:2 too; give it the next free number"),
        ("quote: 文存寅政権", "quote: 文存寅政府", "corpus/apparatus/d.yml:2: A002 d.a1: 「文存寅政府」 stands in no passage; quote the exact words of the text"),
        ("quote: 文在寅}", "quote: 限界の}", "corpus/apparatus/d.yml:2: A002 d.a1: 「限界の」 does not stand in d.1 but in d.2; correct the passage"),
        ("lemma: 文存寅", "lemma: 文在寅", "corpus/apparatus/d.yml:2: A003 d.a1: the lemma 「文在寅」 stands 0 times in its quote; quote the words so that they hold the lemma once"),
        ("reading: 文在寅", "reading: 文存寅", "corpus/apparatus/d.yml:2: A005 d.a1: the suggested reading 「文存寅」 is what the source has; write what should stand there, or leave `reading` out"),
        ("kind: misprint", "kind: typo", "corpus/apparatus/d.yml:6: Y003 "),
        ("    certainty: certain\n", "", "corpus/apparatus/d.yml:2: Y005 "),
    ],
)
def test_a_mistake_is_told_with_its_place(right: str, written: str, message: str) -> None:
    assert WHOLE.count(right) == 1
    found = parse(WHOLE.replace(right, written))[1]
    assert [line for line in found if line.startswith(message)], found


def test_a_note_in_another_documents_file_is_told() -> None:
    text = WHOLE.replace("id: d.a", "id: e.a")
    assert (
        "corpus/apparatus/e.yml:2: A006 e.a1 marks d.1, which is of another document; write it in that document's file"
        in parse("notes: []\n", text)[1]
    )


def test_lemmata_that_overlap_are_told() -> None:
    text = WHOLE.replace(
        "  - id: d.a2\n    kind: lacuna\n",
        "  - id: d.a2\n    passage: d.1\n    quote: 寅政権の\n    kind: misprint\n",
    )
    assert parse(text)[1] == [
        "corpus/apparatus/d.yml:12: A004 d.a2 and d.a1 mark the same characters of d.1; shorten the lemmata, or make one note of them"
    ]


def test_every_note_of_the_corpus_says_what_it_rests_on() -> None:
    notes = real_annotated().notes
    assert notes
    texts = {unit.id: unit.text for unit in real_annotated().units}
    for note in notes:
        assert note.grounds, note.id
        assert all(g.reason or g.evidence.source or g.evidence.quote for g in note.grounds), note.id
        if note.quote:
            # The text has the source's reading; the suggestion stands in the note alone.
            assert texts[note.quote.passage][note.start : note.end] == note.lemma
            assert note.reading != note.lemma
        if note.kind is NoteKind.CROSS_DOCUMENT:
            assert note.conflicts, note.id


def test_the_slip_in_a_presidents_name_is_marked() -> None:
    [note] = [note for note in real_annotated().notes if note.lemma.startswith("文存寅")]
    assert (note.document, note.reading, note.kind) == ("sakata2021", "文在寅", NoteKind.MISPRINT)
