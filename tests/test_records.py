"""Records: every message, the quotes against the source, and the five real ones."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from edition.model import Access, Basis, NameForm, Record
from edition.records import check_own_quotes, parse_record
from edition.yaml_place import parse_yaml

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "record_errors"
FOLDER = "corpus/documents"
SCHEMA_PATH = "corpus/schema/document.schema.json"
SCHEMA: dict[str, Any] = json.loads((ROOT / SCHEMA_PATH).read_text(encoding="utf-8"))
BASE = (CASES / "base.yml").read_text(encoding="utf-8")
BASE_PATH = "corpus/documents/mini2011.yml"
SOURCE = " 試みの題 \n\n〜その課題〜 \n\n試 太郎、試験会\n\n別の会と試\n\n験会は2011 年 1 月 \n 10 日に"
KEYS = ("hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025")


def read_cases() -> list[Any]:
    """Return the cases of every file but base.yml, named by file and title."""
    params = []
    for path in sorted(CASES.glob("*.yml")):
        if path.name == "base.yml":
            continue
        placed = parse_yaml(path.read_text(encoding="utf-8"), path.name)
        assert placed.findings == ()
        params += [pytest.param(case, id=f"{path.stem}: {case['title']}") for case in placed.value]
    return params


def parse_base(text: str = BASE) -> Record:
    record, findings = parse_record(parse_yaml(text, BASE_PATH), SCHEMA)
    assert [str(finding) for finding in findings] == []
    assert record is not None
    return record


def parse_real(key: str) -> tuple[Record, Any]:
    path = f"{FOLDER}/{key}.yml"
    placed = parse_yaml((ROOT / path).read_text(encoding="utf-8"), path)
    record, findings = parse_record(placed, SCHEMA)
    assert [str(finding) for finding in findings] == []
    assert record is not None
    return record, placed


@pytest.mark.parametrize("case", read_cases())
def test_messages(case: dict[str, Any]) -> None:
    assert BASE.count(case["right"]) == 1, "`right` must stand once in base.yml"
    placed = parse_yaml(BASE.replace(case["right"], case["written"]), BASE_PATH)
    record, findings = parse_record(placed, SCHEMA)
    assert [str(finding) for finding in findings] == case["expected"]
    assert record is None


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_schema_closes_every_mapping() -> None:
    """No mapping lets an unknown key pass, and every description is Japanese."""
    open_mappings = []
    descriptions = []

    def walk(node: Any, pointer: str) -> None:
        if isinstance(node, list):
            for index, inner in enumerate(node):
                walk(inner, f"{pointer}/{index}")
        if isinstance(node, dict):
            is_rule = "/if" in pointer or "/then" in pointer
            is_closed = node.get("additionalProperties") is False
            if isinstance(node.get("properties"), dict) and not is_rule and not is_closed:
                open_mappings.append(pointer)
            if isinstance(node.get("description"), str):
                descriptions.append(node["description"])
            for key, inner in node.items():
                walk(inner, f"{pointer}/{key}")

    walk(SCHEMA, "")
    assert open_mappings == []
    assert [text for text in descriptions if all(ord(character) < 0x3000 for character in text)] == []


def test_record_of_base() -> None:
    record = parse_base()
    assert record.key == "mini2011"
    assert record.title == "試みの題 〜その課題〜"
    assert record.csl == {
        "id": "mini2011",
        "type": "chapter",
        "author": [{"family": "試", "given": "太郎"}, {"literal": "試験会"}],
        "title": "試みの題 〜その課題〜",
        "publisher": "試験会・別の会",
        "issued": {"date-parts": [[2011, 1, 10]]},
        "URL": "https://example.org/a",
        "language": "ja",
    }
    assert record.basis["number"] == Basis("unknown", reason="本文にない。")
    assert record.basis["URL"] == Basis("outside", source="案内ページ")
    assert record.names[0] == NameForm("試太郎", "latin", "Tamesu", "Taro", Basis("outside", source="名簿"))
    assert record.rights.access is Access.FULL
    assert record.notes == ("断り書き。",)


def test_excerpt_is_kept() -> None:
    record = parse_base(BASE.replace("access: full", "access: excerpt, excerpt: [mini2011.1, mini2011.n2]"))
    assert record.rights.access is Access.EXCERPT
    assert record.rights.excerpt == ("mini2011.1", "mini2011.n2")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(BASE, [], id="line breaks and spaces count on neither side"),
        pytest.param(
            BASE.replace("quote: 試みの題〜その課題〜", "quote: 試みの題〜その課題〜と展望"),
            [
                f"{BASE_PATH}:12: B002 the quote 「試みの題〜その課題〜と展望」 does not stand in the source of mini2011; "
                "quote the exact words of the source, or give another basis"
            ],
            id="a word too many",
        ),
        pytest.param(
            BASE.replace("basis: inferred, reason: 名簿による。", "basis: own, quote: 試太郎（ためすたろう）"),
            [
                f"{BASE_PATH}:20: B002 the quote 「試太郎（ためすたろう）」 does not stand in the source of mini2011; "
                "quote the exact words of the source, or give another basis"
            ],
            id="a name form",
        ),
        pytest.param(
            BASE.replace("reason: 報告書の一章である。", "reason: 一章である。, quote: 報告書の第一章"),
            [
                f"{BASE_PATH}:7: B002 the quote 「報告書の第一章」 does not stand in the source of mini2011; "
                "quote the exact words of the source, or give another basis"
            ],
            id="a quote that only supports an inference",
        ),
    ],
)
def test_own_quotes(written: str, expected: list[str]) -> None:
    placed = parse_yaml(written, BASE_PATH)
    findings = check_own_quotes(parse_base(written), SOURCE, placed.place)
    assert [str(finding) for finding in findings] == expected


@pytest.mark.parametrize("key", KEYS)
def test_real_record_agrees_with_its_source(key: str) -> None:
    record, placed = parse_real(key)
    raw = (ROOT / f"corpus/sources/{key}.txt").read_bytes()
    assert record.sha256 == hashlib.sha256(raw).hexdigest()
    assert [str(finding) for finding in check_own_quotes(record, raw.decode(), placed.place)] == []
    assert record.rights.access is Access.FULL


#: What research/bibliography.md marks MEMORY, or forbids to print: nobody has verified it.
UNVERIFIED = (
    "MEMORY", "若手研究", "関西学院", "h22_nichibei", "jiia.or.jp", "/file/KAKENHI", ".pdf",
    "[2011, 3]", "2011年3月発行", "安全保障・外交政策研究会", "SSDP", "ssdpaki", "鹿島平和研究所",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_nothing_unverified_is_in_a_record(key: str) -> None:
    text = (ROOT / FOLDER / f"{key}.yml").read_text(encoding="utf-8")
    assert [word for word in UNVERIFIED if word in text] == []


@pytest.mark.parametrize(
    ("key", "unknown"),
    [
        ("hiraiwa2011", ["title", "page", "number-of-pages", "URL"]),
        ("sakata2021", ["container-title", "publisher", "URL"]),
        ("sakata2026", ["number", "number-of-pages", "URL"]),
        ("togashi-kaken", ["issued", "number-of-pages", "keyword"]),
        ("vision2025", ["number-of-pages"]),
    ],
)
def test_unknown_fields_say_why(key: str, unknown: list[str]) -> None:
    record, _ = parse_real(key)
    assert [name for name, basis in record.basis.items() if basis.status == "unknown"] == unknown
    assert [name for name in unknown if name in record.csl or not record.basis[name].reason] == []
