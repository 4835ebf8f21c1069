"""The corpus as values: every file parsed, every mistake collected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.errors import EditionError, Finding, Place
from edition.identity.history import History, parse_history
from edition.identity.ledger import Ledger, parse_ledger
from edition.model import Record, Source
from edition.records import check_own_quotes, parse_record
from edition.structure.directives import Directives, parse_directives
from edition.yaml_place import PlacedYaml, parse_yaml

LEDGER_PATH = "corpus/ledger.tsv"
DOCUMENT_SCHEMA_PATH = "corpus/schema/document.schema.json"
EDITION_SCHEMA_PATH = "corpus/schema/edition.schema.json"
#: Where the annotation is written, and the schema of each part.
ANNOTATION_SCHEMAS = {
    "entities.schema.json": "corpus/entities/",
    "apparatus.schema.json": "corpus/apparatus/",
    "mentions.schema.json": "corpus/mentions.yml",
    "dates.schema.json": "corpus/dates.yml",
    "events.schema.json": "corpus/events.yml",
    "timelines.schema.json": "corpus/timelines.yml",
    "references.schema.json": "corpus/references.yml",
}
ANNOTATION = tuple(ANNOTATION_SCHEMAS.values())


class SchemaError(EditionError):
    """Raised when a schema of the corpus cannot be used."""


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """One document before it is divided: record, directives, source."""

    record: Record
    directives: Directives
    source: Source


@dataclass(frozen=True, slots=True)
class Corpus:
    """All of corpus/, parsed.

    Args:
        documents: in order of citation key, without those that cannot be used.
        keys: citation keys of all document files, usable or not.
        ledger: the ledger of ids.
        lexicon: content of each lexicon file by its name.
        annotation: the files of the annotation as read, by path, in order.
        schemas: the schemas they are held against, by file name.
        history: the texts that ids have had.
    """

    documents: tuple[DocumentFiles, ...]
    keys: frozenset[str]
    ledger: Ledger
    lexicon: Mapping[str, str]
    annotation: Mapping[str, PlacedYaml] = field(default_factory=dict)
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    history: History = field(default_factory=History)

    def annotation_below(self, folder: str) -> list[PlacedYaml]:
        """Return the files of one folder of the annotation, in order of path."""
        return [placed for path, placed in self.annotation.items() if path.startswith(folder)]


def parse_corpus(files: Mapping[str, bytes]) -> tuple[Corpus, list[Finding]]:
    """Parse the files of the corpus.

    Args:
        files: content by path below the repository (see load.py).

    Returns:
        the corpus, without the documents that cannot be used, and all findings.
    """
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for path, content in sorted(files.items()):
        try:
            texts[path] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            findings.append(
                Finding(Place(path, line), "S002", "the file is not UTF-8", "save it as UTF-8")
            )
    schema = _document_schema(texts)
    documents = []
    for path, text in texts.items():
        if path.startswith("corpus/documents/"):
            document, more = _parse_document(path, text, files, texts, schema)
            findings += more
            if document:
                documents.append(document)
    for path in texts:
        key = path.rpartition("/")[2].removesuffix(".txt")
        if path.startswith("corpus/sources/") and f"corpus/documents/{key}.yml" not in texts:
            findings.append(
                Finding(
                    Place(path),
                    "S003",
                    f"the source {key} has no record",
                    f"write corpus/documents/{key}.yml",
                )
            )
    ledger, more = parse_ledger(texts.get(LEDGER_PATH, ""), LEDGER_PATH)
    findings += more
    keys = frozenset(
        path.rpartition("/")[2].removesuffix(".yml")
        for path in files
        if path.startswith("corpus/documents/")
    )
    prefix = "corpus/lexicon/"
    lexicon = {p.removeprefix(prefix): t for p, t in texts.items() if p.startswith(prefix)}
    annotation = {path: parse_yaml(text, path) for path, text in texts.items() if path.startswith(ANNOTATION)}
    schemas = {
        name: _read_schema(texts, f"corpus/schema/{name}")
        for name, prefix in ANNOTATION_SCHEMAS.items()
        if any(path.startswith(prefix) for path in annotation)
    }
    history, more = parse_history(texts)
    findings += more
    return Corpus(tuple(documents), keys, ledger, lexicon, annotation, schemas, history), findings


def _document_schema(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of a document file with that of its edition block put in."""
    schema = _read_schema(texts, DOCUMENT_SCHEMA_PATH)
    edition = _read_schema(texts, EDITION_SCHEMA_PATH)
    schema["$defs"] = {**schema.get("$defs", {}), **edition.pop("$defs")}
    schema["properties"]["edition"] = edition
    return schema


def _read_schema(texts: Mapping[str, str], path: str) -> dict[str, Any]:
    """Return one schema.

    Raises:
        SchemaError: when it is missing or no JSON: nothing can be checked without it.
    """
    if path not in texts:
        raise SchemaError(f"{path}: the schema is missing; restore the file")
    try:
        schema: dict[str, Any] = json.loads(texts[path])
    except json.JSONDecodeError as error:
        raise SchemaError(f"{path}:{error.lineno}: the schema is no JSON; restore the file") from error
    return schema


def _parse_document(
    path: str,
    text: str,
    files: Mapping[str, bytes],
    texts: Mapping[str, str],
    schema: Mapping[str, Any],
) -> tuple[DocumentFiles | None, list[Finding]]:
    """Parse one document file and take its source with it."""
    placed = parse_yaml(text, path)
    record, findings = parse_record(placed, schema)
    if record is None:
        return None, findings
    key = record.key
    source_path = f"corpus/sources/{key}.txt"
    if source_path not in texts:
        findings.append(
            Finding(Place(source_path), "S004", f"the source of {key} is missing", "restore the file")
        )
        return None, findings
    digest = hashlib.sha256(files[source_path]).hexdigest()
    if digest != record.sha256:
        findings.append(
            Finding(
                Place(source_path),
                "S001",
                f"the source has the SHA-256 {digest[:12]}…, its record says {record.sha256[:12]}…",
                f"restore the file as it was given; sources are never edited (record: {placed.place(('sha256',))})",
            )
        )
    source = Source(key, source_path, texts[source_path], digest)
    findings += check_own_quotes(record, source.text, placed.place)
    directives = parse_directives(
        placed.value["edition"], lambda pointer: placed.place(("edition", *pointer))
    )
    return DocumentFiles(record, directives, source), findings

