"""Messages for a broken search lexicon: table and expected findings."""

from __future__ import annotations

import pytest

from edition.check.lexicon import check_lexicon

HEAD = "concept\tform\tlanguage\tlabel\n"


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("aliases.tsv", HEAD + "gsomia\tGSOMIA\tabbr\t略称\n", []),
        (
            "aliases.tsv",
            "concept\tform\n",
            ["corpus/lexicon/aliases.tsv:1: L001 the column language, label is missing; "
             "let the first row name concept, form, language, label"],
        ),
        (
            "aliases.tsv",
            HEAD + "gsomia\tGSOMIA\n\tTCOG\tabbr\t略称\n",
            ["corpus/lexicon/aliases.tsv:2: L002 the row has 2 cells, the table 4 columns; "
             "write concept, form, language, label, parted by tabs",
             "corpus/lexicon/aliases.tsv:3: L003 the cell concept is empty; fill it, or take the row out"],
        ),
        (
            "readings.tsv",
            "surface\treading\tlabel\n平沢\tへいたく\t地名\n平沢\tへいたく\t地名\n",
            ["corpus/lexicon/readings.tsv:3: L004 the row stands in line 2 too; keep one of them"],
        ),
        ("README.md", "表ではない", []),
    ],
)
def test_findings(table: str, text: str, expected: list[str]) -> None:
    assert [str(finding) for finding in check_lexicon({table: text})] == expected


def test_a_name_the_entity_has_is_needless() -> None:
    table = HEAD + "gsomia\tGSOMIA\tabbr\t略称\ngsomia\t지소미아\tko\t略称\nother\tGSOMIA\tabbr\t略称\n"
    (finding,) = check_lexicon({"aliases.tsv": table}, {"gsomia": {"GSOMIA"}})
    assert str(finding) == (
        "corpus/lexicon/aliases.tsv:2: L005 「GSOMIA」 is a name of the entity gsomia already; take the row out"
    )
