"""Names in the texts: the cases of tests/cases/mentions.tsv, and what the rules promise."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.entities import Entity, EntityType, Evidence
from edition.annotate.folding import fold
from edition.annotate.mention_rules import MentionRules, parse_mention_rules
from edition.annotate.mentions import MentionFinder, check_mentions
from edition.annotate.units import TextUnit
from edition.errors import Place
from edition.yaml_place import PlacedYaml, parse_yaml
from edition_corpora import CASES, ROOT

SETTING: Any = parse_yaml((CASES / "mentions.yml").read_text(encoding="utf-8"), "mentions.yml").value
with (CASES / "mentions.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def entity(key: str, forms: list[str]) -> Entity:
    """Make an entity of which nothing but its forms matters."""
    return Entity(
        key, EntityType.CONCEPT, {"ja": key}, "かな", tuple(forms), (), (), "説明。", (Evidence(source="本"),), (), (), Place("e.yml", 1)
    )


ENTITIES = [entity(key, forms) for key, forms in SETTING["entities"].items()]


def rules_of(raw: Any) -> MentionRules:
    """Parse rules, which must be valid."""
    schema = json.loads((ROOT / "corpus/schema/mentions.schema.json").read_text(encoding="utf-8"))
    text = json.dumps(raw, ensure_ascii=False)
    rules, findings = parse_mention_rules(parse_yaml(text, "corpus/mentions.yml"), schema)
    assert findings == []
    return rules


RULES = rules_of(SETTING["rules"])


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['unit']} {row['text']}" for row in ROWS])
def test_names_are_found_as_the_cases_say(row: dict[str, str]) -> None:
    unit = TextUnit(row["unit"], row["unit"].partition(".")[0], row["text"])
    found = MentionFinder(ENTITIES, RULES).find(unit)
    assert "|".join(f"{unit.text[m.start : m.end]}={m.entity}" for m in found) == row["expected"], row["why"]


@given(st.text(alphabet="日米韓国語中北朝鮮半島同盟訪駐李政権大統領TCOGAI6者協議 ・。", max_size=60))
def test_mentions_are_flat_ordered_and_forms(text: str) -> None:
    found = MentionFinder(ENTITIES, RULES).find(TextUnit("d.1", "d", text))
    ends = 0
    forms = {fold(form).text for one in ENTITIES for form in one.forms} | {rule.form for rule in RULES.context}
    for mention in found:
        assert ends <= mention.start < mention.end <= len(text)
        assert fold(text[mention.start : mention.end]).text in forms
        ends = mention.end


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


def messages(raw: Any, texts: dict[str, str], entities: list[Entity]) -> list[str]:
    """Return what the check says about rules over some texts."""
    rules = rules_of(raw)
    finder = MentionFinder(entities, rules)
    for key, text in texts.items():
        finder.find(TextUnit(key, key.partition(".")[0], text))
    known = frozenset((*texts, *(key.partition(".")[0] for key in texts)))
    return [str(finding) for finding in check_mentions(entities, rules, finder, texts, known)]


TEXTS = {"d.1": "韓国と米国の米国", "d.2": "韓国"}
WRONG = [
    (
        {},
        [entity("korea", ["韓国"]), entity("korea-2", ["韓国"])],
        [
            "e.yml:1: E002 the form 「韓国」 of korea-2 is a form of korea too (e.yml:1); "
            "leave it to one of them, or decide by a rule in corpus/mentions.yml",
            "e.yml:1: E003 the form 「韓国」 of korea-2 marks nothing in the texts; move it to `also`, or correct it",
        ],
    ),
    (
        {"context": [{"form": "米国", "entity": "nobody", "reason": "r", "where": ["d.3"]}]},
        [entity("korea", ["韓国"])],
        [
            "corpus/mentions.yml:1: E005 the rule for 「米国」 names nobody, which is no entity; write the id of an entity",
            "corpus/mentions.yml:1: M001 the rule for 「米国」 → nobody decides nothing in the texts; correct it, or take it out",
            "corpus/mentions.yml:1: M004 the rule for 「米国」 is held to d.3, which does not exist; "
            "write a document, division or passage",
        ],
    ),
    (
        {"not_names": [{"word": "韓国語", "reason": "r"}]},
        [entity("korea", ["韓国"])],
        [
            "corpus/mentions.yml:1: M001 「韓国語」 stands nowhere in the texts where a name would be marked; "
            "correct it, or take it out"
        ],
    ),
    (
        {"overrides": [{"passage": "d.1", "quote": "米国", "entity": None, "reason": "r"}]},
        [entity("korea", ["韓国"])],
        [
            "corpus/mentions.yml:1: M002 「米国」 stands 2 times in d.1; quote more words, or add `prefix` or `suffix`",
        ],
    ),
    (
        {"overrides": [{"passage": "d.2", "quote": "米国", "entity": None, "reason": "r"}]},
        [entity("korea", ["韓国"])],
        ["corpus/mentions.yml:1: M002 「米国」 does not stand in d.2 but in d.1; correct the passage"],
    ),
    (
        {"overrides": [{"passage": "d.9", "quote": "米国", "form": "中", "entity": None, "reason": "r"}]},
        [entity("korea", ["韓国"])],
        [
            "corpus/mentions.yml:1: M002 there is no passage d.9; write the id shown in the margin",
            "corpus/mentions.yml:1: M003 「中」 does not stand once in the quote 「米国」; "
            "quote the words so that they hold the form once",
        ],
    ),
    (
        {"overrides": [{"passage": "d.1", "quote": "英国", "entity": None, "reason": "r"}]},
        [entity("korea", ["韓国"])],
        ["corpus/mentions.yml:1: M002 「英国」 stands in no passage; quote the exact words of the text"],
    ),
]


@pytest.mark.parametrize(("raw", "entities", "expected"), WRONG)
def test_wrong_rules_are_told(raw: Any, entities: list[Entity], expected: list[str]) -> None:
    assert messages(raw, TEXTS, entities) == expected


def test_a_missing_file_is_no_rules() -> None:
    assert parse_mention_rules(PlacedYaml("corpus/mentions.yml", {}), {}) == (MentionRules(), [])
