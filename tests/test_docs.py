"""The documentation says what the program does, and its examples run."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from edition.annotate.apparatus import Certainty, NoteKind
from edition.annotate.date_rules import Anchor, parse_date_rules
from edition.annotate.dates import annotate_dates
from edition.annotate.entities import EntityType
from edition.annotate.units import TextUnit
from edition.cli import load_annotated, parse_arguments
from edition.corpus import parse_corpus
from edition.edited import edit_corpus
from edition.errors import Place
from edition.load import PATTERNS, read_corpus
from edition.model import PassageKind
from edition.render.entity_page import TYPE_NAMES
from edition.render.overlay import CERTAINTY_NAMES, NOTE_KIND_NAMES
from edition.rights import check_excerpt
from edition.site import build_pages, paginate_corpus
from edition.yaml_place import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CORPUS_README = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
ABOUT = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "about").glob("*.md"))}

# A code is a string of its own, or stands in a message that is written whole.
CODE_RE = re.compile(r'"([A-Z][0-9]{3})"|: ([A-Z][0-9]{3}) 「')
LISTED_CODE_RE = re.compile(r"^\| `([A-Z][0-9]{3})` \|", re.MULTILINE)
FIRST_CELL_RE = re.compile(r"^\| `([a-z_0-9]+)` \|", re.MULTILINE)
ANY_FIRST_CELL_RE = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
#: A row of the table of dates: its example with the marked words in **, and their values.
DATE_ROW_RE = re.compile(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
LINK_RE = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
# Written with a group, so that this file names no such directory either.
MACHINE_PATH_RE = re.compile(r"(?<![\w.~/-])/(?:work|tmp|root|home|Users)(?:/|\b(?![\w.-]))")


def read_blocks(text: str, language: str) -> list[str]:
    """Return the fenced code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def read_section(text: str, heading: str) -> str:
    """Return what stands under a heading, to the next of the same level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    rest = text.split(f"\n{heading}", 1)[1]
    return re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def committed_files() -> list[str]:
    """Return what is committed or about to be; skip the test where there is no git to tell."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone")
    return [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """The generated pages and data, without the search index."""
    _, annotated = load_annotated(ROOT)
    return build_pages(paginate_corpus(annotated.edited), annotated)


@pytest.fixture(scope="module")
def documents(published: dict[str, str]) -> list[dict[str, Any]]:
    """documents.json."""
    return json.loads(published["data/documents.json"])


@pytest.fixture(scope="module")
def entities(published: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The entities of entities.json by id."""
    return {entity["id"]: entity for entity in json.loads(published["data/entities.json"])}


@pytest.fixture(scope="module")
def events(published: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The events of events.json by id."""
    return {event["id"]: event for event in json.loads(published["data/events.json"])}


@pytest.fixture(scope="module")
def annotations(published: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The lines of annotations.jsonl by id."""
    rows = [json.loads(line) for line in published["data/annotations.jsonl"].split("\n") if line]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="module")
def passages(published: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The lines of passages.jsonl by id."""
    rows = [json.loads(line) for line in published["data/passages.jsonl"].split("\n") if line]
    return {row["id"]: row for row in rows}


def command_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return every command of `edition` and every option, as a reader types it."""
    parsers: list[argparse.ArgumentParser] = []
    parse_args = argparse.ArgumentParser.parse_args

    def remember(self: argparse.ArgumentParser, *arguments: Any) -> argparse.Namespace:
        parsers.append(self)
        return parse_args(self, *arguments)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", remember)
    parse_arguments(["check"])
    words = []
    for action in parsers[0]._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, parser in action.choices.items():
                words.append(f"edition {name}")
                options = [option for inner in parser._actions for option in inner.option_strings]
                words += [option for option in options if option not in ("-h", "--help")]
    return words


def test_every_command_and_option_is_documented(monkeypatch):
    words = command_words(monkeypatch)
    assert "edition mint" in words and "--retire" in words
    everything = "\n".join([README, *ABOUT.values()])
    assert [word for word in words if word not in everything] == []


def test_every_finding_code_is_listed_once_and_none_besides():
    sources = (ROOT / "scripts" / "edition").rglob("*.py")
    found = [CODE_RE.findall(path.read_text(encoding="utf-8")) for path in sources]
    raised = {code for pairs in found for pair in pairs for code in pair if code}
    listed = LISTED_CODE_RE.findall(ABOUT["findings.md"])
    assert listed == sorted(raised)


def test_every_top_level_name_is_in_the_readme():
    table = read_section(README, "## What is where")
    names = {PurePosixPath(name).parts for name in committed_files()}
    tops = {f"{parts[0]}/" if len(parts) > 1 else parts[0] for parts in names}
    assert sorted(name for name in tops if f"`{name}`" not in table) == []


def test_the_readme_begins_with_the_two_commands_and_is_short():
    lines = README.split("\n")
    assert len(lines) <= 110
    assert "./scripts/serve" in "\n".join(lines[:10])
    assert "./scripts/test" in "\n".join(lines[:10])


def test_no_committed_file_names_a_directory_of_one_machine():
    found = []
    for name in committed_files():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {match[0]}" for match in MACHINE_PATH_RE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", ["README.md", "corpus/README.md"])
def test_relative_links_of_a_readme_resolve(name):
    path = ROOT / name
    targets = [link for link in LINK_RE.findall(path.read_text(encoding="utf-8")) if ":" not in link]
    assert targets
    broken = []
    for target in targets:
        file, _, fragment = target.partition("#")
        linked = (path.parent / file) if file else path
        if not linked.exists() or (fragment and not re.search(
            rf'\{{#{re.escape(fragment)}\}}|id="{re.escape(fragment)}"', linked.read_text(encoding="utf-8")
        )):
            broken.append(target)
    assert broken == []


def test_the_mistake_in_the_readme_is_told_as_the_program_tells_it():
    # What the readme's story did: a heading quoted without its last words.
    path, whole, cut = "corpus/documents/hiraiwa2011.yml", "（１）朝鮮半島の対立構造と日米", "（１）朝鮮半島の対立構造"
    files = read_corpus(ROOT)
    files[path] = files[path].replace(whole.encode(), cut.encode())
    corpus, findings = parse_corpus(files)
    _, more = edit_corpus(corpus)
    assert [str(finding) for finding in [*findings, *more]] == [
        line for line in README.split("\n") if line.startswith(path)
    ]


def test_the_numbers_in_the_readme_are_those_of_the_corpus():
    edited = load_annotated(ROOT)[1].edited
    n_passages = sum(len(document.structure.passages) for document in edited.documents)
    assert f"{len(edited.documents)} documents, {n_passages} passages" in README
    account = next(document.account for document in edited.documents if document.key == "hiraiwa2011")
    places = "  ".join(f"{place} {count}" for place, count in account.by_place.items())
    assert f"hiraiwa2011: {account.characters} characters = {places}" in README
    assert account.sha256 in README


def test_the_readmes_look_at_the_data_is_real(passages):
    record = json.dumps(passages["hiraiwa2011.12"], ensure_ascii=False)
    shown = next(line for line in README.split("\n") if line.startswith('"id": "hiraiwa2011.12"'))
    assert record.startswith("{" + shown)


def test_the_python_example_runs_and_prints_what_the_page_says(published, tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("data/documents.json", "data/passages.jsonl"):
        (tmp_path / name).write_bytes(published[name].encode())
    (example,) = read_blocks(ABOUT["data.md"], "python")
    (expected,) = read_blocks(ABOUT["data.md"], "text")
    command = [sys.executable, "-X", "utf8", "-c", example]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (ran.stderr, ran.stdout) == ("", expected)


def test_the_json_examples_are_lines_of_the_data(documents, passages, entities, annotations, events):
    by_key = {document["key"]: document for document in documents}
    divisions = {division["id"]: division for document in documents for division in document["divisions"]}
    shown = [json.loads(block) for block in read_blocks(ABOUT["data.md"], "json")]
    assert {passage["kind"] for passage in shown if "kind" in passage} >= {"paragraph", "note", "front", "figure", "table"}
    motivations = {example["motivation"] for example in shown if "@context" in example}
    assert motivations >= {"identifying", "describing", "editing"}
    assert all(any(field in example for example in shown) for field in ("labels", "memberships"))
    for example in shown:
        if "@context" in example:
            assert example == annotations[example["id"]]
        elif "labels" in example:
            assert example == entities[example["id"]]
        elif "memberships" in example:
            assert example == events[example["id"]]
        elif "kind" in example:
            assert example == passages[example["id"]]
        elif "level" in example:
            assert example == divisions[example["id"]]
        else:
            assert example == {name: by_key[example["key"]][name] for name in example}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("## passages.jsonl {#passages}", "passage"), ("## documents.json {#documents}", "document"),
     ("### 見出し（divisions） {#divisions}", "division"), ("## entities.json {#entities}", "entity"),
     ("## events.json {#events}", "event")],
)
def test_every_field_of_the_data_is_explained(heading, kind, documents, passages, entities, events):
    rows: list[dict[str, Any]] = {
        "passage": list(passages.values()),
        "document": documents,
        "division": [division for document in documents for division in document["divisions"]],
        "entity": list(entities.values()),
        "event": list(events.values()),
    }[kind]
    section = read_section(ABOUT["data.md"], heading)
    if kind == "document":
        section = section.split("\n### ")[0]
    explained = set(FIRST_CELL_RE.findall(section))
    assert explained == {name for row in rows for name in row}


def test_every_field_of_an_annotation_is_explained(annotations):
    section = read_section(ABOUT["data.md"], "## annotations.jsonl {#annotations}")
    assert {name for row in annotations.values() for name in row} <= set(ANY_FIRST_CELL_RE.findall(section))
    inside = {"kind", "certainty", "exact", "prefix", "suffix", "start", "end", "basis", "value", "source"}
    assert sorted(name for name in inside if f"`{name}`" not in section) == []
    words = {"identifying", "describing", "commenting", "editing", "explicit", "relative", "context", "rule"}
    assert sorted(word for word in words if f"`{word}`" not in section) == []


def test_every_type_of_entity_and_of_link_is_explained():
    section = read_section(ABOUT["data.md"], "## entities.json {#entities}")
    schema = json.loads((ROOT / "corpus" / "schema" / "entities.schema.json").read_text(encoding="utf-8"))
    links = schema["$defs"]["entity"]["properties"]["links"]["items"]["properties"]["type"]["enum"]
    for words in (section, CORPUS_README):
        assert [name for name in (*EntityType, *links) if f"`{name}`" not in words] == []


def test_the_types_kinds_and_certainties_have_the_names_the_pages_use():
    page = ABOUT["annotation.md"]
    assert [name for name in TYPE_NAMES.values() if f"| {name} |" not in page] == []
    assert [kind for kind in NoteKind if f"| {NOTE_KIND_NAMES[kind]} | `{kind}` |" not in page] == []
    assert [one for one in Certainty if f"| {CERTAINTY_NAMES[one]} | `{one}` |" not in page] == []


def test_dates_are_read_as_the_table_of_forms_says():
    path = "corpus/dates.yml"
    placed = parse_yaml((ROOT / path).read_text(encoding="utf-8"), path)
    schema = json.loads((ROOT / "corpus" / "schema" / "dates.schema.json").read_text(encoding="utf-8"))
    rules, findings = parse_date_rules(placed, schema)
    assert rules is not None and not findings
    rules = replace(rules, anchors=(Anchor("doc", "2025-09-18", "as the page says", Place(path, 1)),), overrides=())
    rows = DATE_ROW_RE.findall(read_section(ABOUT["annotation.md"], "### すべての形 {#dates-forms}"))[2:]
    assert len(rows) > 50
    for example, values in rows:
        text = example.replace("**", "")
        marks = annotate_dates([TextUnit("doc.1", "doc", text)], rules).get("doc.1", ())
        shown = [(text[mark.start : mark.end], mark.edtf) for mark in marks]
        words = re.findall(r"\*\*(.+?)\*\*", example)
        assert shown == list(zip(words, re.findall("`([^`]+)`", values), strict=True)), example


def test_every_kind_of_passage_is_explained():
    section = read_section(ABOUT["data.md"], "## passages.jsonl {#passages}")
    assert [kind.value for kind in PassageKind if f"`{kind.value}`" not in section] == []


def iter_property_names(schema: Any) -> Iterator[str]:
    """Give the name of every property of a schema, however deep."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from iter_property_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from iter_property_names(value)


def test_every_directive_is_explained_in_the_readme_of_the_corpus():
    schema = json.loads((ROOT / "corpus" / "schema" / "edition.schema.json").read_text(encoding="utf-8"))
    explained = read_section(CORPUS_README, "## 分割の指示（edition）")
    names = set(iter_property_names(schema))
    assert {"outline", "lone_labels"} <= names
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", explained)) == []


def test_every_example_of_a_directive_stands_in_a_document():
    files = sorted((ROOT / "corpus" / "documents").glob("*.yml"))
    written = {line.strip() for path in files for line in path.read_text(encoding="utf-8").split("\n")}
    blocks = read_blocks(read_section(CORPUS_README, "## 分割の指示（edition）"), "yaml")
    examples = [line.strip() for block in blocks for line in block.split("\n") if line.strip()]
    assert examples
    assert [line for line in examples if line not in written] == []


@pytest.mark.parametrize(
    ("heading", "schema", "folder"),
    [("## 名の項目（entities/）", "entities", "entities/*.yml"), ("## 名の読み分け（mentions.yml）", "mentions", "mentions.yml"),
     ("## 日付の読み（dates.yml）", "dates", "dates.yml"), ("## 校注（apparatus/）", "apparatus", "apparatus/*.yml"),
     ("## 出来事（events.yml）", "events", "events.yml"), ("## 年表（timelines.yml）", "timelines", "timelines.yml")],
)
def test_the_annotation_is_explained_in_the_readme_of_the_corpus_by_real_examples(heading, schema, folder):
    section = read_section(CORPUS_README, heading)
    common = read_section(CORPUS_README, "## 注記（名・日付・校注）に共通の決まり")
    names = set(iter_property_names(json.loads((ROOT / "corpus" / "schema" / f"{schema}.schema.json").read_text(encoding="utf-8"))))
    told = section + common + read_section(CORPUS_README, "## 名の読み分け（mentions.yml）")
    tops = {"entities", "notes", "events", "timelines"}
    assert sorted(name for name in names - tops if not re.search(rf"\b{name}\b", told)) == []
    written = {line.strip() for path in (ROOT / "corpus").glob(folder) for line in path.read_text(encoding="utf-8").split("\n")}
    examples = [line.strip() for block in read_blocks(section, "yaml") for line in block.split("\n") if line.strip()]
    assert examples
    assert [line for line in examples if line not in written] == []


def test_every_file_the_program_reads_is_explained_in_the_readme_of_the_corpus():
    table = read_section(CORPUS_README, "## どこに何があるか")
    places = {pattern.partition("/")[0] + ("/" if "/" in pattern else "") for pattern in PATTERNS}
    assert [place for place in sorted(places) if f"`{place}" not in table] == []


def test_every_column_of_the_lexicon_is_explained_in_the_readme_of_the_corpus():
    section = read_section(CORPUS_README, "## 検索の語彙（lexicon/）")
    for path in sorted((ROOT / "corpus" / "lexicon").glob("*.tsv")):
        columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
        row = next(line for line in section.split("\n") if line.startswith(f"| `{path.name}` |"))
        assert [column for column in columns if f"`{column}`" not in row] == []


def test_the_rights_page_tells_the_access_of_each_document():
    names = {"full": "全文", "excerpt": "一部", "metadata": "書誌だけ"}
    edited = load_annotated(ROOT)[1].edited
    for document in edited.documents:
        assert not check_excerpt(document)
        row = next(line for line in ABOUT["rights.md"].split("\n") if f"documents/{document.key}/" in line)
        rights = document.record.rights
        assert row.endswith(f"| {rights.holder.removesuffix('（推定）')} | {names[rights.access.value]} |")


@pytest.mark.parametrize("name", ABOUT)
def test_every_page_has_a_title_and_stands_in_the_guide(name):
    assert ABOUT[name].startswith("---\ntitle: ")
    # A design page is for those who change the program; the guide is for readers.
    assert name == "index.md" or name.endswith("-design.md") or f"({name})" in ABOUT["index.md"]
