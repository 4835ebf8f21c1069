"""YAML with places: values, lines, every message, and that no text raises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition import yaml_place
from edition.errors import Place
from edition.yaml_place import Pointer, parse_yaml, pointer_text
from edition.yaml_schema import check_schema

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1953-07-27", "1953-07-27"),
        ("yes", "yes"),
        ("off", "off"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'true'", "true"),
        ('"12"', "12"),
        ("0", 0),
        ("12", 12),
        ("-3", -3),
        ("007", "007"),
        ("1_000", "1_000"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1234567890123456789", "1234567890123456789"),
        ("『東亜』67巻3号", "『東亜』67巻3号"),
        ("[a, {b: 1}]", ["a", {"b": 1}]),
        ("|-\n  一行\n  二行", "一行\n二行"),
        ("\uf06d 箇条", "\uf06d 箇条"),
        ('"\\u2028"', "\u2028"),
    ],
)
def test_values(written: str, expected: Any) -> None:
    placed = parse_yaml(f"x: {written}\n", "c/x.yml")
    assert placed.findings == ()
    assert placed.value == {"x": expected}
    assert type(placed.value["x"]) is type(expected)


PLACED = """\
# comment
title: 題
author:
  - family: 平岩
    given: 俊司
  - literal: >-
      日韓
quote:
  'on the next line'
"""


def test_places() -> None:
    placed = parse_yaml(PLACED, "c/x.yml")
    assert {pointer_text(pointer): line for pointer, line in placed.lines.items()} == {
        "": 2,
        "title": 2,
        "author": 3,
        "author[0]": 4,
        "author[0].family": 4,
        "author[0].given": 5,
        "author[1]": 6,
        "author[1].literal": 6,
        "quote": 9,
    }
    assert placed.place(("author", 0, "given")) == Place("c/x.yml", 5)
    assert placed.place(("author", 0, "suffix")) == Place("c/x.yml", 4), "an absent value: what should hold it"
    assert placed.place(("other", "deep")) == Place("c/x.yml", 2)
    assert placed.key_place(("quote",)) == Place("c/x.yml", 8)
    assert placed.key_place(("author", 1)) == Place("c/x.yml", 6)


MESSAGES = [
    ("a: 1\nb: [x]\na: {b: [2]}\nc: 3\n", [
        "c/x.yml:3: Y002 the key 「a」 stands twice in the file, first on line 1; keep one of them"]),
    ("r:\n  - {k: 1, k: 2}\n", [
        "c/x.yml:2: Y002 the key 「k」 stands twice in `r[0]`, first on line 2; keep one of them"]),
    ("a: &x 1\nb: *x\n", [
        "c/x.yml:1: Y006 the value of `a` begins with 「&」, a YAML anchor; "
        "put the value in quotes, or take the anchor out",
        "c/x.yml:2: Y006 the value of `b` begins with 「*」, a YAML alias; put the value in quotes, or write it out"]),
    ("a: !important b\n", [
        "c/x.yml:1: Y006 the value of `a` begins with 「!」, a YAML tag; put the value in quotes, or take the tag out"]),
    ("a: !!python/object:os.system {}\n", [
        "c/x.yml:1: Y006 the value of `a` begins with 「!」, a YAML tag; put the value in quotes, or take the tag out"]),
    ("<<: {a: 1}\n", ["c/x.yml:1: Y006 「<<」 is a YAML merge key; write the keys out"]),
    ("? [1, 2]\n: x\nb: 1\n", ["c/x.yml:1: Y006 a key in the file is not text; write the key as text"]),
    ("a: 1\n---\nb: 2\n", ["c/x.yml:2: Y006 a second document begins with 「---」; keep one document in a file"]),
    ("a: 1\nb: x\x07y\n", [
        "c/x.yml:2: Y001 the character U+0007 cannot stand in YAML; "
        "take it out, or write it as an escape in double quotes"]),
    ("a: x\u2028y\n", [
        "c/x.yml:1: Y001 the character U+2028 cannot stand in YAML; "
        "take it out, or write it as an escape in double quotes"]),
    ("a: 1\rb: 2\n", [
        "c/x.yml:1: Y001 the character U+000D cannot stand in YAML; "
        "take it out, or write it as an escape in double quotes"]),
    ("a: 1\nb: 'x\nc: 2\n", [
        "c/x.yml:2: Y001 not readable as YAML: found unexpected end of stream; close the quotation mark"]),
    ("a: b\nother\nc: 2\n", [
        "c/x.yml:3: Y001 not readable as YAML: could not find expected ':', in what begins on line 2; "
        "write `key: value`, and indent the further lines of a value deeper than its key"]),
    ("[" * 60, ["c/x.yml:1: Y001 nested deeper than 50 levels; close the brackets"]),
]  # fmt: skip
#: Where libyaml and PyYAML word the problem differently: the beginning and the end of the line.
ROUGH_MESSAGES = [
    ("a: b: c\n", "c/x.yml:1: Y001 not readable as YAML: mapping values are not allowed",
     "; put a value that holds 「: 」 in quotes, and align the keys of one mapping"),
    ("\tb: 1\n", "c/x.yml:1: Y001 not readable as YAML: found character",
     "; indent with spaces, and put a value that begins with a special character in quotes"),
    ("a: @x\n", "c/x.yml:1: Y001 not readable as YAML: found character",
     "; indent with spaces, and put a value that begins with a special character in quotes"),
    ("a: [1, 2\nb: 3\n", "c/x.yml:2: Y001 not readable as YAML: ",
     ", in what begins on line 1; close the bracket, and put a comma between its entries"),
    ('a: "\\q"\n', "c/x.yml:1: Y001 not readable as YAML: found unknown escape character",
     "; write two backslashes for one, or use single quotes"),
    ("a: *題\n", "c/x.yml:1: Y001 not readable as YAML: ",
     "; put a value that begins with a special character in quotes"),
    ("- a\nb: 1\n", "c/x.yml:2: Y001 not readable as YAML: ", ""),
    ("a: 'x' y\n", "c/x.yml:1: Y001 not readable as YAML: ", ""),
    ("%YAML 9.0\n---\na: 1\n", "c/x.yml:1: Y001 not readable as YAML: found incompatible YAML document", ""),
]  # fmt: skip


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml and without: an editor's machine may have either."""
    monkeypatch.setattr(yaml_place, "_LOADER", request.param)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("text", "expected"), MESSAGES)
def test_messages(text: str, expected: list[str]) -> None:
    placed = parse_yaml(text, "c/x.yml")
    assert [str(finding) for finding in placed.findings] == expected
    assert placed.is_readable is not any(" Y001 " in line for line in expected)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("text", "begin", "end"), ROUGH_MESSAGES)
def test_messages_of_the_parser(text: str, begin: str, end: str) -> None:
    placed = parse_yaml(text, "c/x.yml")
    (line,) = map(str, placed.findings)
    assert line.startswith(begin)
    assert line.endswith(end)
    assert "\n" not in line
    assert placed.value is None


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_empty_text_is_nothing(text: str) -> None:
    placed = parse_yaml(text, "c/x.yml")
    assert (placed.value, placed.findings) == (None, ())


def test_first_of_two_equal_keys_is_kept() -> None:
    assert parse_yaml("a: 1\na: {b: [2]}\nc: 3\n", "c/x.yml").value == {"a": 1, "c": 3}


# Control characters are refused, line separators cannot stand unescaped, surrogates are no text.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(bool), inner, max_size=4),
    max_leaves=12,
)


def iter_scalars(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from iter_scalars(inner, (*pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from iter_scalars(inner, (*pointer, index))
    else:
        yield pointer, value


@given(VALUES)
def test_every_scalar_stands_on_its_line(value: Any) -> None:
    """JSON is YAML, and set with an indent it puts each scalar on a line of its own."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    placed = parse_yaml(text, "c/x.yml")
    lines = text.split("\n")
    assert placed.findings == ()
    assert placed.value == value
    for pointer, scalar in iter_scalars(value):
        line = lines[placed.lines[pointer] - 1]
        assert line.rstrip(",").endswith(json.dumps(scalar, ensure_ascii=False))
        if pointer and isinstance(pointer[-1], str):
            assert json.dumps(pointer[-1], ensure_ascii=False) in lines[placed.key_lines[pointer] - 1]


@given(st.text(st.sampled_from("ab: -?[]{},#&*!|>'\"%@`\n\t\\日\x00\u2028\ufeff"), max_size=40) | st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    placed = parse_yaml(text, "c/x.yml")
    assert all(1 <= finding.place.line <= text.count("\n") + 1 for finding in placed.findings)
    assert all("\n" not in str(finding) for finding in placed.findings)


ROWS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "level": {"type": "integer", "minimum": 1, "maximum": 3},
        "slug": {"type": "string", "pattern": "^[a-z]+$"},
        "names": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$", "examples": ["ja"]}},
        "rows": {"type": "array", "uniqueItems": True, "maxItems": 3, "items": {"$ref": "#/$defs/row"}},
        "quote": {"type": ["string", "array"]},
        "fixed": {"const": 1},
        "open": {"allOf": [{"properties": {"ja": {"type": "string"}}}], "properties": {"en": {"type": "string"}},
                 "unevaluatedProperties": False},
    },
    "$defs": {
        "row": {
            "oneOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": False, "required": ["kind", "cells"],
                 "properties": {"kind": {"const": "table"}, "cells": {"type": "array"}}},
                {"type": "object", "additionalProperties": False, "required": ["kind", "caption"],
                 "properties": {"kind": {"const": "figure"}, "caption": {"type": "string"}}},
                {"type": "object", "additionalProperties": False, "required": ["heading", "level"],
                 "properties": {"heading": {"type": "string"}, "level": {"type": "integer"}}},
            ]
        }
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("level: 0\nfixed: 2\n", [
            "c/x.yml:1: Y003 the value 「0」 of `level` is too small; it must be at least 1",
            "c/x.yml:2: Y003 the value 「2」 of `fixed` is not the one allowed; write `1`"]),
        ("level: '1'\n", [
            "c/x.yml:1: Y003 the value 「1」 of `level` is not a whole number; write a whole number"]),
        ("level: true\n", [
            "c/x.yml:1: Y003 the value 「true」 of `level` is not a whole number; write a whole number"]),
        ("slug: A-b\n", ["c/x.yml:1: Y003 the value 「A-b」 of `slug` has not the right form; it must match `^[a-z]+$`"]),
        ("names:\n  ja: x\n  日本: y\n", [
            "c/x.yml:3: Y004 the key 「日本」 of `names` is not of the right form; write it like 「ja」"]),
        ("quote: 12\n", ["c/x.yml:1: Y003 the value 「12」 of `quote` is not text or a list; put it in quotes"]),
        ("quote: {a: 1}\n", ["c/x.yml:1: Y003 `quote` is a mapping, not text or a list; write text or a list"]),
        ("slug: [a]\n", ["c/x.yml:1: Y003 `slug` is a list, not text; write text"]),
        ("rows: [a, a]\n", ["c/x.yml:1: Y003 `rows` holds the same entry twice; keep one of them"]),
        ("rows: [a, b, c, d]\n", ["c/x.yml:1: Y003 `rows` has too many entries; entries wanted: at most 3"]),
        ("rows:\n  - ''\n", ["c/x.yml:2: Y003 `rows[0]` is empty; characters wanted: at least 1"]),
        ("rows:\n  - 5\n", [
            "c/x.yml:2: Y003 the value 「5」 of `rows[0]` has none of the forms allowed; "
            "write text or a mapping (key: value)"]),
        ("rows:\n  - kind: figure\n    captoin: 図\n", [
            "c/x.yml:2: Y005 the key `caption` is missing in `rows[0]`; add `caption`",
            "c/x.yml:3: Y004 unknown key 「captoin」 in `rows[0]`; write `caption`"]),
        ("rows:\n  - kind: table\n    cells: x\n", [
            "c/x.yml:3: Y003 the value 「x」 of `rows[0].cells` is not a list; write a list"]),
        ("rows:\n  - heading: 章\n    levle: 2\n", [
            "c/x.yml:2: Y005 the key `level` is missing in `rows[0]`; add `level`",
            "c/x.yml:3: Y004 unknown key 「levle」 in `rows[0]`; write `level`"]),
        ("open:\n  ja: x\n  note: 1\n", [
            "c/x.yml:3: Y004 unknown key 「note」 in `open`; allowed are `en`"]),
        ("- a\n", ["c/x.yml:1: Y003 the file is a list, not a mapping (key: value); write a mapping (key: value)"]),
        ("", ["c/x.yml:1: Y003 the file is empty; give the value, or take the key out"]),
        ("a: [\n", []),
    ],
)  # fmt: skip
def test_schema_messages(text: str, expected: list[str]) -> None:
    assert [str(finding) for finding in check_schema(parse_yaml(text, "c/x.yml"), ROWS)] == expected
