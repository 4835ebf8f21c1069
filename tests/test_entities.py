"""Entities from YAML: what is read, and what an editor is told of a mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest

from edition.annotate.entities import EntityType, check_entities, parse_entities
from edition.yaml_place import parse_yaml
from edition_corpora import ROOT, mini_annotated, real_annotated

SCHEMA: Any = json.loads((ROOT / "corpus/schema/entities.schema.json").read_text(encoding="utf-8"))
TEXTS = {"d.1": "韓国と米国の米国", "d/1": "見出しの韓国"}
WHOLE = """\
entities:
  korea:
    type: place
    label: {ja: 韓国, ko: 한국}
    reading: かんこく
    forms: [韓国]
    description: 国の一つ。
    basis:
      - {passage: d.1, quote: 韓国}
"""


def findings_of(*files: str) -> list[str]:
    """Return what is said of files of entities over the texts above."""
    placed = [parse_yaml(text, f"corpus/entities/{name}.yml") for name, text in zip("abc", files, strict=False)]
    entities, findings = parse_entities(placed, SCHEMA)
    return [str(finding) for finding in (*findings, *check_entities(entities, TEXTS))]


def test_a_whole_entity_has_no_findings() -> None:
    assert findings_of(WHOLE) == []
    assert findings_of(WHOLE.replace("d.1", "d/1")) == []


@pytest.mark.parametrize(
    ("right", "written", "message"),
    [
        ("type: place", "type: city", "corpus/entities/a.yml:3: Y003 "),
        ("reading: かんこく", "reading: kankoku", "corpus/entities/a.yml:5: E006 the reading 「kankoku」 of korea is not kana; write it in kana"),
        ("    description: 国の一つ。\n", "", "corpus/entities/a.yml:2: Y005 "),
        ("quote: 韓国}", "quote: 英国}", "corpus/entities/a.yml:2: E004 korea: 「英国」 stands in no passage; quote the exact words of the text"),
        ("quote: 韓国}", "quote: 米国}", "corpus/entities/a.yml:2: E004 korea: 「米国」 stands 2 times in d.1; quote more words, or add `prefix` or `suffix`"),
        ("passage: d.1", "passage: d.7", "corpus/entities/a.yml:2: E004 korea: there is no passage d.7; write the id shown in the margin"),
        ("{passage: d.1, quote: 韓国}", "{passage: d.1}", "corpus/entities/a.yml:9: Y005 the key `quote` is missing in `entities.korea.basis[0]`, where `passage` stands; add `quote`, or take `passage` out"),
        ("{passage: d.1, quote: 韓国}", "{note: 見た}", "corpus/entities/a.yml:9: Y005 the key `passage` is missing in `entities.korea.basis[0]`"),
        ("forms: [韓国]", "form: [韓国]", "corpus/entities/a.yml:6: Y004 "),
        (
            "    basis:",
            "    links:\n      - {type: part_of, entity: asia}\n    basis:",
            "corpus/entities/a.yml:2: E005 korea links to asia, which is no entity; write the id of an entity, or take the link out",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(right: str, written: str, message: str) -> None:
    assert WHOLE.count(right) == 1
    found = findings_of(WHOLE.replace(right, written))
    assert len(found) == 1
    assert found[0].startswith(message)


def test_an_id_in_two_files_is_told() -> None:
    assert findings_of(WHOLE, WHOLE) == [
        "corpus/entities/b.yml:2: E001 the entity korea stands in corpus/entities/a.yml:2 too; keep one of them, or choose another id"
    ]


def test_all_mistakes_are_told_at_once() -> None:
    wrong = WHOLE.replace("かんこく", "kankoku").replace("quote: 韓国", "quote: 英国")
    assert [line.split()[1] for line in findings_of(wrong, WHOLE)] == ["E006", "E001", "E004"]


def test_an_entity_as_a_value() -> None:
    entity = mini_annotated().entities["minato-taro"]
    assert (entity.type, entity.label, entity.reading, entity.forms) == (EntityType.PERSON, "港太郎", "みなとたろう", ("港 太郎",))
    assert entity.url == "entities/minato-taro/"
    assert [(role.title, role.begin, role.end) for role in entity.roles] == [("灯台長", "1985", "1990")]
    assert [(link.type, link.entity) for link in entity.links] == [("leader_of", "lcm")]


# What issue 4 names, and what the maps of the field agree on.
READINGS = {
    "李在明": ("イ・ジェミョン", "이재명"),
    "尹錫悦": ("ユン・ソンニョル", "윤석열"),
    "文在寅": ("ムン・ジェイン", "문재인"),
    "徐旭": ("ソ・ウク", "서욱"),
    "延坪島": ("ヨンピョンド", "연평도"),
    "平沢": ("ピョンテク", "평택"),
    "金大中": ("キム・デジュン", "김대중"),
    "盧武鉉": ("ノ・ムヒョン", "노무현"),
    "李明博": ("イ・ミョンバク", "이명박"),
}


@pytest.mark.parametrize("label", READINGS)
def test_labels_and_readings_of_korean_names(label: str) -> None:
    found = [one for one in real_annotated().entities.values() if one.label == label]
    assert [(one.reading, one.labels.get("ko")) for one in found] == [READINGS[label]]


def test_there_are_as_many_entities_as_a_reader_needs() -> None:
    annotated = real_annotated()
    assert len(annotated.entities) >= 350
    assert {entity.type for entity in annotated.entities.values()} == set(EntityType)


def test_every_korean_person_has_a_name_in_hangul() -> None:
    for entity in real_annotated().entities.values():
        if entity.type is EntityType.PERSON and "・" in entity.reading and any("\u4e00" <= c <= "\u9fff" for c in entity.label):
            assert entity.labels.get("ko"), entity.id
