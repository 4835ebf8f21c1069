"""The data package: its descriptor, the tables and the texts in Markdown, and the page that documents them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt

from edition.annotated import AnnotatedCorpus
from edition.data.markdown_texts import escape_line, escape_markdown, format_markdown
from edition.data.package import corpus_digest, format_package
from edition.data.tables import ANNOTATION_COLUMNS, BOM, ENTITY_COLUMNS, PASSAGE_COLUMNS, Column, format_csv
from edition.load import read_data_schemas
from edition.model import Access, PassageKind
from edition.site import build_pages, paginate_corpus
from edition_corpora import ROOT, TESTS, document_of, mini_annotated, real_annotated

PAGE = (ROOT / "docs" / "about" / "data-package.md").read_text(encoding="utf-8")
CORPORA = pytest.mark.parametrize("annotated", [real_annotated, mini_annotated], ids=["real", "mini"])
TABLES = {"passages.csv": PASSAGE_COLUMNS, "entities.csv": ENTITY_COLUMNS, "annotations.csv": ANNOTATION_COLUMNS}

Row = dict[str, str]


def files_of(annotated: AnnotatedCorpus) -> dict[str, str]:
    """Return all data of a corpus by path below data/."""
    documents = paginate_corpus(annotated.edited)
    made = build_pages(documents, annotated)
    made |= {f"data/{name}": text for name, text in read_data_schemas().items()}
    made |= format_package(annotated, documents, made)
    return {path.removeprefix("data/"): text for path, text in made.items() if path.startswith("data/")}


@cache
def published(annotated: Any) -> dict[str, str]:
    return files_of(annotated())


def descriptor_of(files: dict[str, str]) -> dict[str, Any]:
    return json.loads(files["datapackage.json"])


def rows_of(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


# The descriptor.


@CORPORA
def test_the_descriptor_is_a_data_package(annotated) -> None:
    with lzma.open(TESTS / "schemas" / "datapackage.json.xz") as file:
        profile = json.load(file)
    Draft7Validator.check_schema(profile)
    descriptor = descriptor_of(published(annotated))
    assert [error.message for error in Draft7Validator(profile).iter_errors(descriptor)] == []
    assert not Draft7Validator(profile).is_valid({**descriptor, "resources": [{"name": "x"}]})


@CORPORA
def test_every_file_is_listed_with_its_size_and_digest(annotated) -> None:
    files = published(annotated)
    resources = descriptor_of(files)["resources"]
    assert [resource["path"] for resource in resources] == sorted(files.keys() - {"datapackage.json"})
    for resource in resources:
        content = files[resource["path"]].encode()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
    names = [resource["name"] for resource in resources]
    assert len(names) == len(set(names))
    assert not [resource["path"] for resource in resources if resource["mediatype"] == "application/octet-stream"]


def test_the_version_is_the_digest_of_all_files() -> None:
    descriptor = descriptor_of(published(mini_annotated))
    lines = "".join(f"{r['hash']} {r['path']}\n" for r in descriptor["resources"])
    assert descriptor["version"] == hashlib.sha256(lines.encode()).hexdigest()
    changed = [{**r, "hash": "sha256:0"} if r["path"] == "passages.csv" else r for r in descriptor["resources"]]
    assert corpus_digest(changed) != descriptor["version"]
    assert corpus_digest(descriptor["resources"][::-1]) == descriptor["version"]


def test_the_same_input_gives_the_same_bytes() -> None:
    documents = paginate_corpus(mini_annotated().edited)
    files: dict[str, str | bytes] = {"data/b.json": "{}", "data/a.bib": b"@x", "index.md": "x", "data/datapackage.json": "old"}
    first = format_package(mini_annotated(), documents, files)
    second = format_package(mini_annotated(), documents, dict(reversed(files.items())))
    assert first == second
    paths = [resource["path"] for resource in json.loads(first["data/datapackage.json"])["resources"]]
    assert {"a.bib", "b.json"} <= set(paths) and not {"index.md", "datapackage.json"} & set(paths)


@CORPORA
def test_the_rights_of_each_document_are_stated_and_no_licence_is_given_to_its_text(annotated) -> None:
    descriptor = descriptor_of(published(annotated))
    records = {document.key: document.record for document in annotated().edited.documents}
    assert "licenses" not in descriptor
    assert {row["document"] for row in descriptor["rights"]} == set(records)
    for row in descriptor["rights"]:
        rights = records[row["document"]].rights
        assert (row["holder"], row["basis"], row["scope"], row["access"]) == (
            rights.holder, rights.basis, rights.scope, rights.access.value)  # fmt: skip
    for resource in descriptor["resources"]:
        own = [key for key in records if Path(resource["path"]).name.startswith(f"{key}.")]
        if own:
            assert resource["textsOf"] == own
        if resource["path"].startswith(("sources/", "markdown/")):
            assert "licenses" not in resource
        elif resource["textsOf"]:
            assert "資料の本文とその引用には及ばない" in resource["licenses"][0]["title"]
        else:
            assert resource["path"].endswith((".schema.json", "entities.csv", "events.csv", "events.ics"))


def test_only_known_addresses_and_names_are_told() -> None:
    descriptor = descriptor_of(published(real_annotated))
    sources = {source["title"]: source["path"] for source in descriptor["sources"]}
    assert sources["平岩 2011『［章題未詳］』"] == "sources/hiraiwa2011.txt"
    assert {c["title"] for c in descriptor["contributors"] if "author" in c["roles"]} == {
        "平岩俊司", "阪田恭代", "冨樫あゆみ", "日韓ビジョングループ"}  # fmt: skip
    assert "created" not in descriptor, "the build knows no clock"


# The tables.


def wrong_cells(rows: list[Row], schema: dict[str, Any]) -> Iterator[str]:
    """Yield what breaks the Table Schema (https://datapackage.org/standard/table-schema/), as far as we use it."""
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        for number, row in enumerate(rows, 2):
            cell = row[field["name"]]
            if not cell:
                if rules.get("required"):
                    yield f"{number}: {field['name']} is empty"
                continue
            right = {
                "integer": lambda text: text.isascii() and text.isdigit(),
                "boolean": lambda text: text in ("true", "false"),
                "date": lambda text: bool(date.fromisoformat(text)),
                "string": lambda text: True,
            }[field["type"]]
            if not right(cell) or cell not in rules.get("enum", [cell]):
                yield f"{number}: {field['name']} is {cell}"
    for key in schema.get("primaryKey", []):
        if len({row[key] for row in rows}) != len(rows):
            yield f"{key} stands twice"


@CORPORA
def test_the_tables_obey_their_schemas(annotated) -> None:
    files = published(annotated)
    schemas = {r["path"]: r["schema"] for r in descriptor_of(files)["resources"] if r["path"].endswith(".csv")}
    assert set(TABLES) <= set(schemas)
    for path, schema in schemas.items():
        header = next(csv.reader(io.StringIO(files[path].removeprefix(BOM), newline="")))
        assert header == [field["name"] for field in schema["fields"]]
        assert list(wrong_cells(rows_of(files[path]), schema)) == [], path
        for foreign in schema.get("foreignKeys", []):
            known = {row["id"] for row in rows_of(files[foreign["reference"]["resource"]])} | {""}
            assert {row[foreign["fields"][0]] for row in rows_of(files[path])} <= known


@CORPORA
def test_the_tables_say_what_the_json_says(annotated) -> None:
    files = published(annotated)
    passages = [json.loads(line) for line in files["passages.jsonl"].split("\n") if line]
    same = ("id", "document", "kind", "url", "permalink", "text", "status", "role", "label", "division")
    assert [[row[name] for name in same] for row in rows_of(files["passages.csv"])] == [
        [passage.get(name) or "" for name in same] for passage in passages]  # fmt: skip
    entities = json.loads(files["entities.json"])
    assert [(row["id"], row["n_mentions"], row["passages"].split()) for row in rows_of(files["entities.csv"])] == [
        (entity["id"], str(entity["n_mentions"]), entity["passages"]) for entity in entities]  # fmt: skip
    annotations = [json.loads(line) for line in files["annotations.jsonl"].split("\n") if line]
    table = rows_of(files["annotations.csv"])
    assert [row["id"] for row in table] == [annotation["id"] for annotation in annotations]
    for row, annotation in zip(table, annotations, strict=True):
        quote = annotation["target"].get("selector", [{"exact": ""}])[0]["exact"]
        assert row["exact"] == quote
        body = annotation["body"]
        if row["kind"] in ("name", "term"):
            assert body["source"] == f"entities/{row['entity']}/"
        elif row["kind"] == "date":
            assert (body["value"], body["basis"]) == (row["edtf"], row["date_basis"])
        else:
            assert [one["value"] for one in body] == [text for text in (row["comment"], row["reading"]) if text]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()).map(list)))
@example([['"', ","], ["\r\n", "\n"], ["=1+1", " x "], ["", "\r"], ['a"b,c', "\ufeff"]])
def test_any_cell_comes_back(cells: list[list[str]]) -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    text = format_csv(columns, [{"a": a, "b": b} for a, b in cells])
    assert text.startswith(BOM + "a,b\r\n") and text.endswith("\r\n")
    assert [[row["a"], row["b"]] for row in rows_of(text)] == cells


def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    """The reference implementation, where it is installed; what it would say is checked above without it."""
    pytest.importorskip("frictionless")
    for path, text in published(real_annotated).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    report = json.loads(ran.stdout)
    assert [(t["name"], t["errors"], t["warnings"]) for t in report["tasks"] if not t["valid"]] == []
    assert ran.returncode == 0 and report["valid"]


# Markdown.


def reader() -> MarkdownIt:
    """A reader of CommonMark with the tables and the strikethrough of GFM."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain_texts(markdown: str) -> Iterator[str]:
    """Yield the text of each block, which must hold nothing but text, numbers as code, and line breaks."""
    for token in reader().parse(markdown):
        assert token.type not in ("html_block", "code_block", "fence", "hr"), token
        if token.type == "inline":
            assert {inner.type for inner in token.children or ()} <= {"text", "code_inline"}, token.content
            yield "".join(inner.content for inner in token.children or ())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@CORPORA
def test_every_text_stands_in_the_markdown(annotated) -> None:
    for document in annotated().edited.documents:
        texts = list(plain_texts(published(annotated)[f"markdown/{document.key}.md.txt"]))
        found = [squeezed(re.sub(r"\[\^n[0-9]+\]:?", "", text)) for text in texts]
        for passage in document.structure.passages:
            if passage.table:
                parts = [passage.table.caption, *(cell for row in passage.table.cells for cell in row), passage.table.source_line]
                assert all(squeezed(part) in "".join(found) for part in parts)
            elif passage.text is not None:
                assert [text for text in found if text.startswith(passage.id) and text.endswith(squeezed(passage.text))]
        assert [text for text in found if text in {squeezed(d.title) for d in document.structure.divisions}]


@CORPORA
def test_the_notes_are_footnotes(annotated) -> None:
    for document in annotated().edited.documents:
        text = published(annotated)[f"markdown/{document.key}.md.txt"]
        notes = [p.id.rpartition(".")[2] for p in document.structure.passages if p.kind is PassageKind.NOTE]
        assert re.findall(r"^\[\^(n[0-9]+)\]: ", text, re.MULTILINE) == notes
        assert set(re.findall(r"\[\^(n[0-9]+)\](?!:)", text)) == set(notes)


MARKS = ["*", "**", "_", "__", "<", ">", "</p>", "<b>", "<!--", "-->", "#", "# ", "1. ", "1) ", "- ", "+ ", "&", "&amp;", "&#42;",
         "`", "```", "~~", "~~~", "[", "](", "[a](b)", "![", "[^n1]", "[x]: y", "{", "}", "\\", "|", "\\|", "---", "===", "=",
         "    ", "> ", "http://a.example/", "<http://a.example>", "a@b.example", "$x$", "^", ":", "日", "A", "9", ".", ")"]  # fmt: skip
TEXTS = (
    st.lists(st.one_of(st.sampled_from(MARKS), st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=3)))
    .map("".join)
    .filter(lambda text: text.strip() and "\x00" not in text)
)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("\\|")
@example("1. - # [^n1]: x")
def test_no_text_becomes_markup(text: str) -> None:
    inline, line = escape_markdown(text), escape_line(text)
    for written in (f"`a.1` {inline}", f"- `a.1` {inline}", f"[^n1]: `a.1` {inline}", f"## {inline}", line):
        (found,) = plain_texts(written)
        assert squeezed(found).endswith(squeezed(text)), written
    table = list(plain_texts(f"| {inline} | x |\n| --- | --- |\n| {inline} | {inline} |"))
    assert [squeezed(cell) for cell in table] == [squeezed(text), "x", squeezed(text), squeezed(text)]


# What is withheld.


@pytest.mark.parametrize(("access", "shown"), [(Access.METADATA, ()), (Access.EXCERPT, ("mini-cut.4",))])
def test_withheld_text_is_in_no_file(access: Access, shown: tuple[str, ...]) -> None:
    annotated = mini_annotated()
    document = document_of(annotated.edited, "mini-cut")
    rights = replace(document.record.rights, access=access, excerpt=shown)
    hidden = replace(document, record=replace(document.record, rights=rights))
    documents = tuple(hidden if d is document else d for d in annotated.edited.documents)
    whole = replace(annotated, edited=replace(annotated.edited, documents=documents))
    made = format_package(whole, paginate_corpus(whole.edited), {})
    rows = {row["id"]: row for row in rows_of(made["data/passages.csv"])}
    notes = {row["target"] for row in rows_of(made["data/annotations.csv"])}
    for passage in hidden.structure.passages:
        row = rows[passage.id]
        if passage.id in shown:
            assert row["text"] == passage.text
            continue
        assert (row["text"], row["status"], row["digest"], row["note_refs"]) == ("", "withheld", "", "")
        assert passage.id not in notes
        if len(passage.text or "") > 12:
            # A short text may stand in the record or in another document.
            assert not [path for path, text in made.items() if (passage.text or "") in text]
    assert format_markdown(hidden, "題").count("公開していません") == len(hidden.structure.passages) - len(shown)
    descriptor = json.loads(made["data/datapackage.json"])
    assert {row["document"]: row["access"] for row in descriptor["rights"]}["mini-cut"] == access.value


# The page that documents it.


def test_the_example_runs_and_prints_what_the_page_says(tmp_path: Path) -> None:
    for path, text in published(real_annotated).items():
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_bytes(text.encode())
    ((example, expected),) = re.findall(r"^```python\n(.*?)^```$.*?^```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert len([line for line in example.split("\n") if line]) == 10
    command = [sys.executable, "-X", "utf8", "-W", "error", "-c", example]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (ran.stderr, ran.stdout) == ("", expected)
    (tmp_path / "data" / "passages.csv").write_text("x", encoding="utf-8")
    assert "AssertionError" in subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8").stderr


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_every_column_is_explained(name: str, columns: tuple[Column, ...]) -> None:
    section = PAGE.split(f"### {name} ")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", section, re.MULTILINE)
    assert [row[0] for row in rows] == [column.name for column in columns]
    for (_, told), column in zip(rows, columns, strict=True):
        assert told.startswith(column.title) and all(f"`{value}`" in told for value in column.enum)


def test_every_item_of_the_descriptor_is_explained() -> None:
    section = PAGE.split("## datapackage.json ")[1].split("\n## ")[0]
    told = set(re.findall(r"`([$a-zA-Z]+)`", section))
    descriptor = descriptor_of(published(real_annotated))
    items = {*descriptor, *(name for r in descriptor["resources"] for name in r), *(n for r in descriptor["rights"] for n in r)}
    assert sorted(items - told) == []


def test_every_element_of_the_text_is_explained() -> None:
    section = PAGE.split("## TEI ")[1].split("\n## ")[0]
    told = set(re.findall(r"`([A-Za-z]+)`", section))
    files = published(real_annotated)
    used = {tag for path, text in files.items() if path.startswith("tei/")
            for tag in re.findall(r"<([A-Za-z]+)", text.split("<text>")[1])}  # fmt: skip
    assert sorted(used - told - {"body"}) == []
