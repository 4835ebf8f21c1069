"""The published data: the contract of the site, its schemas, and what no schema can say."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from edition.annotate.edtf import is_edtf
from edition.edited import EditedCorpus
from edition.load import read_data_schemas
from edition.site import build_pages, paginate_corpus
from edition.structure.lines import squeeze
from edition_corpora import ROOT, bare, mini_annotated, mini_edited, real_annotated, real_edited

SCHEMAS = ROOT / "scripts" / "edition" / "data" / "schema"
# The contract: what a program may count on.
PASSAGE_FIELDS = ["id", "document", "division", "kind", "label", "text", "note_refs", "page_starts", "source_spans", "url", "permalink", "mentions", "dates"]
DOCUMENT_FIELDS = ["key", "title", "csl", "basis", "rights", "sha256", "pages", "divisions", "audit"]
DIVISION_FIELDS = ["id", "level", "label", "title", "note_refs", "url", "passages"]
ENTITY_FIELDS = ["id", "type", "labels", "reading", "aliases", "description", "basis", "url", "passages"]
ANNOTATION_FIELDS = ["@context", "id", "type", "motivation", "body", "target"]

Data = tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str]]


@dataclass(frozen=True)
class Annotation:
    """entities.json, annotations.jsonl, and the paths of all pages beside them."""

    entities: list[dict[str, Any]]
    annotations: list[dict[str, Any]]
    pages: frozenset[str]


@cache
def pages_of(annotated: Any) -> dict[str, str]:
    return build_pages(paginate_corpus(annotated().edited), annotated())


@cache
def data_of(annotated: Any) -> Data:
    pages = pages_of(annotated)
    passages = [json.loads(line) for line in pages["data/passages.jsonl"].splitlines()]
    sources = {document.key: document.source.text for document in annotated().edited.documents}
    return json.loads(pages["data/documents.json"]), passages, sources


@cache
def annotation_of(annotated: Any) -> Annotation:
    pages = pages_of(annotated)
    lines = [json.loads(line) for line in pages["data/annotations.jsonl"].splitlines()]
    return Annotation(json.loads(pages["data/entities.json"]), lines, frozenset(pages))


@pytest.fixture(params=[real_annotated, mini_annotated], ids=["real", "mini"])
def data(request: pytest.FixtureRequest) -> Data:
    return data_of(request.param)


@pytest.fixture(params=[real_annotated, mini_annotated], ids=["real", "mini"])
def annotation(request: pytest.FixtureRequest) -> tuple[Data, Annotation]:
    return data_of(request.param), annotation_of(request.param)


def schema(name: str) -> dict[str, Any]:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["annotations", "citations", "documents", "entities", "events", "passages", "references"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_schemas_are_published_beside_the_data() -> None:
    published = read_data_schemas()
    names = ["annotations", "citations", "documents", "entities", "events", "passages", "references"]
    assert sorted(published) == [f"{name}.schema.json" for name in names]
    assert json.loads(published["passages.schema.json"]) == schema("passages")


def test_the_data_is_valid(data: Data) -> None:
    documents, passages, _ = data
    assert list(Draft202012Validator(schema("documents")).iter_errors(documents)) == []
    validator = Draft202012Validator(schema("passages"))
    assert [error.message for passage in passages for error in validator.iter_errors(passage)] == []


def test_every_field_of_the_contract_is_there(data: Data) -> None:
    documents, passages, _ = data
    assert all(field in passage for passage in passages for field in PASSAGE_FIELDS)
    assert all(field in document for document in documents for field in DOCUMENT_FIELDS)
    assert all(field in division for document in documents for division in document["divisions"] for field in DIVISION_FIELDS)


def test_the_schemas_describe_every_field(data: Data) -> None:
    """The schemas let new fields pass, as the contract grows by addition; ours describe all there are."""
    documents, passages, _ = data
    described = set(schema("passages")["properties"])
    assert {field for passage in passages for field in passage} <= described
    described = set(schema("documents")["items"]["properties"])
    assert {field for document in documents for field in document} <= described


def test_the_schema_refuses_what_breaks_the_contract() -> None:
    validator = Draft202012Validator(schema("passages"))
    good = next(p for p in data_of(mini_annotated)[1] if p["kind"] == "paragraph")
    assert validator.is_valid(good)
    for change in ({"id": "mini.0"}, {"kind": "chapter"}, {"text": "二\n行"}, {"text": None}, {"status": "missing"},
                   {"source_spans": [[1]]}, {"permalink": "/p/x/"}, {"cells": [["a"]]}, {"role": "title"}, {"text": ""}):
        assert not validator.is_valid({**good, **change}), change
    for field in PASSAGE_FIELDS:
        assert not validator.is_valid({name: value for name, value in good.items() if name != field}), field


def test_offsets_lie_in_the_text(data: Data) -> None:
    _, passages, _ = data
    for passage in passages:
        size = len(passage["text"] or "")
        assert all(0 < ref["offset"] <= size for ref in passage["note_refs"]), passage["id"]
        assert all(0 <= start["offset"] < size for start in passage["page_starts"]), passage["id"]
        assert passage["note_refs"] == sorted(passage["note_refs"], key=lambda ref: ref["offset"])


def test_spans_hold_exactly_the_text(data: Data) -> None:
    """Joined and without spaces, the spans are the text without spaces."""
    _, passages, sources = data
    for passage in passages:
        spans = passage["source_spans"]
        printed = "".join(sources[passage["document"]][begin:end] for begin, end in spans)
        assert squeeze(printed) == squeeze(passage["text"] or ""), passage["id"]
        assert all(begin < end for begin, end in spans)


def test_no_two_passages_share_a_character(data: Data) -> None:
    documents, passages, _ = data
    for document in documents:
        spans = sorted(span for p in passages if p["document"] == document["key"] for span in p["source_spans"])
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_every_reference_leads_somewhere(data: Data) -> None:
    documents, passages, _ = data
    ids = [passage["id"] for passage in passages]
    assert len(ids) == len(set(ids))
    divisions = {division["id"]: division for document in documents for division in document["divisions"]}
    for passage in passages:
        assert passage["division"] is None or passage["id"] in divisions[passage["division"]]["passages"]
        assert passage["permalink"] == f"p/{passage['id']}/"
        assert passage["id"].partition(".")[0] == passage["document"]
    notes = [ref["note"] for part in (*passages, *divisions.values()) for ref in part["note_refs"]]
    assert set(notes) == {passage["id"] for passage in passages if passage["kind"] == "note"}
    listed = [passage_id for division in divisions.values() for passage_id in division["passages"]]
    assert sorted(listed) == sorted(passage["id"] for passage in passages if passage["division"])


def test_page_starts_stand_where_the_page_begins(data: Data) -> None:
    documents, passages, sources = data
    starts = {(document["key"], page["page"]): page["start"] for document in documents for page in document["pages"]}
    for passage in passages:
        for start in passage["page_starts"]:
            begin = starts[passage["document"], start["page"]]
            before = squeeze(passage["text"][: start["offset"]])
            first = passage["source_spans"][0][0]
            assert passage["kind"] == "figure" or squeeze(
                "".join(sources[passage["document"]][a : min(b, begin)] for a, b in passage["source_spans"] if a < begin)
            ) == before or begin < first, passage["id"]


def test_pages_are_in_order(data: Data) -> None:
    documents, _, sources = data
    for document in documents:
        numbers = [page["page"] for page in document["pages"]]
        begins = [page["start"] for page in document["pages"]]
        assert numbers == sorted(set(numbers)) and begins == sorted(set(begins))
        assert all(not sources[document["key"]][begin].isspace() for begin in begins)


def test_passages_stand_in_reading_order(data: Data) -> None:
    """The text of a document in the order of its source; notes come behind what refers to them."""
    documents, passages, _ = data
    for document in documents:
        text = [p["source_spans"][0][0] for p in passages
                if p["document"] == document["key"] and p["kind"] not in ("note", "table", "figure")]
        assert text == sorted(text)


def test_tables_are_rectangles(data: Data) -> None:
    for passage in data[1]:
        if passage["kind"] == "table":
            width = len(passage["cells"][0])
            assert all(len(row) == width for row in passage["cells"])
            for span, row, column in covered(passage):
                assert (row, column) == (span["row"], span["column"]) or passage["cells"][row][column] == ""


def covered(passage: dict[str, Any]) -> Iterator[tuple[dict[str, int], int, int]]:
    """Yield every place a larger cell of a table takes."""
    for span in passage["cell_spans"]:
        for row in range(span["row"], span["row"] + span["rows"]):
            for column in range(span["column"], span["column"] + span["columns"]):
                yield span, row, column


def test_the_addresses_are_those_of_pages(data: Data) -> None:
    documents, passages, _ = data
    edited: EditedCorpus = real_edited() if len(documents) == 5 else mini_edited()
    pages = build_pages(paginate_corpus(edited), bare(edited))
    for part in (*passages, *(division for document in documents for division in document["divisions"])):
        path, _, anchor = part["url"].partition("#")
        assert anchor and f"{path.removesuffix('/')}.md" in pages
    assert all(f"{passage['permalink']}index.html" in pages for passage in passages)


def units_of(data: Data) -> dict[str, dict[str, Any]]:
    """Return passages and headings by the address that annotations give them, each with its text."""
    documents, passages, _ = data
    units = {passage["permalink"]: passage for passage in passages}
    for document in documents:
        for division in document["divisions"]:
            units[division["url"]] = {**division, "text": division["title"]}
    return units


def test_the_annotation_is_valid(annotation: tuple[Data, Annotation]) -> None:
    _, given = annotation
    assert [error.message for error in Draft202012Validator(schema("entities")).iter_errors(given.entities)] == []
    validator = Draft202012Validator(schema("annotations"))
    assert [error.message for line in given.annotations for error in validator.iter_errors(line)] == []


def test_every_field_of_the_annotation_is_there_and_described(annotation: tuple[Data, Annotation]) -> None:
    _, given = annotation
    assert all(field in entity for entity in given.entities for field in ENTITY_FIELDS)
    assert all(list(line) == ANNOTATION_FIELDS for line in given.annotations)
    described = set(schema("entities")["items"]["properties"])
    assert {field for entity in given.entities for field in entity} <= described
    assert set(ANNOTATION_FIELDS) == set(schema("annotations")["properties"])


def test_the_schema_of_divisions_describes_every_field(data: Data) -> None:
    described = set(schema("documents")["items"]["properties"]["divisions"]["items"]["properties"])
    assert {field for document in data[0] for division in document["divisions"] for field in division} <= described


def test_names_and_dates_lie_in_the_text_and_do_not_cross(annotation: tuple[Data, Annotation]) -> None:
    data, given = annotation
    is_term = {entity["id"]: entity["term"] for entity in given.entities}
    for unit in units_of(data).values():
        for marks in (unit["mentions"], unit["terms"], unit["dates"]):
            assert marks == sorted(marks, key=lambda mark: mark["start"]), unit["id"]
        together = sorted([*unit["mentions"], *unit["terms"], *unit["dates"]], key=lambda mark: mark["start"])
        assert all(0 <= mark["start"] < mark["end"] <= len(unit["text"] or "") for mark in together), unit["id"]
        assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(together)), unit["id"]
        assert all(not is_term[mark["entity"]] for mark in unit["mentions"])
        assert all(is_term[mark["entity"]] for mark in unit["terms"])
        assert all(is_edtf(date["edtf"]) for date in unit["dates"])


def test_entities_list_the_passages_that_name_them(annotation: tuple[Data, Annotation]) -> None:
    data, given = annotation
    ids = [entity["id"] for entity in given.entities]
    assert ids == sorted(set(ids))
    passages: dict[str, list[str]] = {entity: [] for entity in ids}
    counts = dict.fromkeys(ids, 0)
    for unit in units_of(data).values():
        for mark in sorted([*unit["mentions"], *unit["terms"]], key=lambda mark: mark["start"]):
            counts[mark["entity"]] += 1
            if "/" not in unit["id"] and unit["id"] not in passages[mark["entity"]]:
                passages[mark["entity"]].append(unit["id"])
    for entity in given.entities:
        assert sorted(entity["passages"]) == sorted(passages[entity["id"]])
        assert entity["n_mentions"] == counts[entity["id"]]
        assert entity["url"] == f"entities/{entity['id']}/"
        assert f"{entity['url'].removesuffix('/')}.md" in given.pages
        assert all(link["entity"] in counts for link in entity["links"])


def test_annotations_repeat_the_names_and_dates_of_the_texts(annotation: tuple[Data, Annotation]) -> None:
    data, given = annotation
    expected = set()
    for address, unit in units_of(data).items():
        for mark in (*unit["mentions"], *unit["terms"]):
            expected.add((address, mark["start"], mark["end"], f"entities/{mark['entity']}/"))
        expected |= {(address, date["start"], date["end"], date["edtf"]) for date in unit["dates"]}
    found = set()
    for line in given.annotations:
        if line["motivation"] in ("identifying", "describing"):
            position = line["target"]["selector"][1]
            value = line["body"]["source"] if line["motivation"] == "identifying" else line["body"]["value"]
            found.add((line["target"]["source"], position["start"], position["end"], value))
    assert found == expected


def test_annotations_are_bound_to_the_words_they_quote(annotation: tuple[Data, Annotation]) -> None:
    data, given = annotation
    units = units_of(data)
    ids = [line["id"] for line in given.annotations]
    assert len(ids) == len(set(ids))
    for line in given.annotations:
        target = line["target"]
        if "selector" not in target:
            assert target["source"] in {document["url"] for document in data[0]}
            continue
        text = units[target["source"]]["text"]
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_the_schema_of_annotations_refuses_what_breaks_the_contract() -> None:
    validator = Draft202012Validator(schema("annotations"))
    given = annotation_of(mini_annotated).annotations
    by_motivation = {line["motivation"]: line for line in given}
    assert set(by_motivation) >= {"identifying", "describing"}
    for line in by_motivation.values():
        assert validator.is_valid(line)
        for change in ({"motivation": "tagging"}, {"body": []}, {"id": "/p/x/"}, {"target": {}}, {"@context": "x"}):
            assert not validator.is_valid({**line, **change}), change
    name, date = by_motivation["identifying"], by_motivation["describing"]
    assert not validator.is_valid({**name, "body": date["body"]})
    assert not validator.is_valid({**date, "target": {"source": date["target"]["source"]}})
