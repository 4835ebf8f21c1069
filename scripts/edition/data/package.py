"""/data/datapackage.json: what the data of the site consists of, by Data Package v2 (https://datapackage.org/).

Every file below data/ is a resource with its size and SHA-256; tables have a Table Schema. The version is a digest of
all of them: it changes when, and only when, a file changes. No licence is invented: what the editors wrote is under
CC BY 4.0 and the schemas under MIT (LICENSE), the texts of the documents under none; `rights` says who holds them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from edition.annotated import AnnotatedCorpus
from edition.data.markdown_texts import format_markdown
from edition.data.tables import (
    ANNOTATION_COLUMNS,
    BOM,
    ENTITY_COLUMNS,
    PASSAGE_COLUMNS,
    Column,
    Documents,
    format_tables,
)
from edition.data.tei import format_tei, withheld_passages
from edition.data.tei_header import PUBLISHER, shown_title
from edition.edited import EditedDocument
from edition.rights import is_source_published

PATH = "data/datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CC_BY = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
_MIT = {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}
#: Ending, format and media type; the first ending that fits counts.
_FORMATS = (
    # By the formats "json" and "jsonl" frictionless takes a JSON Schema for a Table Schema, and lines of objects for a
    # table whose columns all stand in the first line; both fail. The media types say exactly what these files are.
    (".schema.json", "jsonschema", "application/schema+json"),
    (".jsonld", "jsonld", "application/ld+json"),
    (".jsonl", "jsonlines", "application/jsonl"),
    (".json", "json", "application/json"),
    (".csv", "csv", "text/csv"),
    (".xml", "xml", "application/tei+xml"),
    (".md.txt", "md", "text/markdown"),
    (".ics", "ics", "text/calendar"),
    (".bib", "bib", "application/x-bibtex"),
    (".ris", "ris", "application/x-research-info-systems"),
    (".txt", "txt", "text/plain"),
)  # fmt: skip
#: What a file holds, by its name or its folder.
_TITLES = {
    "documents.json": "資料の書誌・権利・頁・見出し・文字の収支",
    "passages.jsonl": "段落・項目・注・表・図。一行が一つ",
    "passages.csv": "段落・項目・注・表・図の表",
    "entities.json": "名と用語の項目",
    "entities.csv": "名と用語の項目の表",
    "annotations.jsonl": "名・日付・校注。一行が一つのW3C Web Annotation",
    "annotations.csv": "名・日付・校注の表",
    "events.json": "資料の述べる出来事",
    "events.csv": "資料の述べる出来事の表",
    "events.ics": "資料の述べる出来事の暦",
    "events.jsonld": "資料の述べる出来事のリンクトデータ",
    "references.json": "資料の引く文献（CSL-JSON）",
    "references.bib": "資料の引く文献（BibTeX）",
    "citations.json": "注と文献表の一つ一つが引く文献",
    "tei": "校訂本文（TEI P5 XML）",
    "markdown": "本文（Markdown）",
    "sources": "与えられたテキスト",
}
#: Files in which only the editors' words stand; all others hold words of the documents too.
_EDITORIAL = frozenset({"entities.csv", "events.csv", "events.ics"})
#: Folders in which only the documents' words stand.
_TEXTS = ("sources/", "markdown/")
_COLUMNS = {"passages.csv": PASSAGE_COLUMNS, "entities.csv": ENTITY_COLUMNS, "annotations.csv": ANNOTATION_COLUMNS}


def format_package(
    annotated: AnnotatedCorpus, documents: Documents, files: Mapping[str, str | bytes]
) -> dict[str, str]:
    """Return the TEI files, the tables, the texts in Markdown, and the descriptor of all data.

    Args:
        annotated: the annotated corpus.
        documents: the documents with their reading pages.
        files: content by path below docs/ of the data made elsewhere; what does not stand below data/ is passed over.

    Returns:
        content by path below docs/, data/datapackage.json last.
    """
    edited = [document for document, _ in documents]
    withheld = withheld_passages(edited)
    made = format_tables(documents, annotated, withheld)
    for document in edited:
        made[f"data/tei/{document.key}.xml"] = format_tei(document, annotated, withheld)
        made[f"data/markdown/{document.key}.md.txt"] = format_markdown(document, shown_title(document.record))
    whole = {**files, **made}
    described = {
        path.removeprefix("data/"): whole[path] for path in sorted(whole) if path.startswith("data/") and path != PATH
    }
    return {**made, PATH: _format_descriptor(edited, described)}


def corpus_digest(resources: Sequence[Mapping[str, Any]]) -> str:
    """Return the version of the data: the SHA-256 of the lines `<hash> <path>` of all resources, in order of path."""
    lines = sorted((str(resource["path"]), str(resource["hash"])) for resource in resources)
    return hashlib.sha256("".join(f"{digest} {path}\n" for path, digest in lines).encode()).hexdigest()


def _format_descriptor(documents: Sequence[EditedDocument], files: Mapping[str, str | bytes]) -> str:
    keys = [document.key for document in documents]
    resources = [_resource(path, content, keys) for path, content in files.items()]
    descriptor = {
        "$schema": PROFILE,
        "name": "nikkan-corpus",
        "title": f"{PUBLISHER} データ",
        "description": (
            "日韓・日米韓の安全保障協力に関する日本語文献の校訂本文と注記。本文の権利は各資料の権利者にあり（rights）、"
            "本文の利用の許諾はない。編者の記したものは CC BY 4.0 による。"
        ),
        "version": corpus_digest(resources),
        "keywords": ["日韓関係", "日米韓安全保障協力", "デジタル校訂", "TEI"],
        "contributors": [*_iter_authors(documents), {"title": PUBLISHER, "roles": ["editor"]}],
        "sources": [_source(document) for document in documents],
        "rights": [_rights(document) for document in documents],
        "resources": resources,
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def _resource(path: str, content: str | bytes, keys: Sequence[str]) -> dict[str, Any]:
    """Return a file as a resource; `textsOf` names the documents whose words are in it."""
    raw = content.encode() if isinstance(content, str) else content
    name = path.rpartition("/")[2]
    form, media = next(
        ((form, media) for ending, form, media in _FORMATS if path.endswith(ending)), ("", "application/octet-stream")
    )
    resource: dict[str, Any] = {
        # A name has no capitals and no other signs (Data Resource v1, kept here so that older programs read it too).
        "name": path.lower(),
        "path": path,
        "title": _title(path),
        "format": form or "bin",
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
    }
    if form == "csv":
        resource |= {"type": "table", "schema": _table_schema(name, raw.decode())}
    if name.endswith(".schema.json"):
        return resource | {"licenses": [_MIT], "textsOf": []}
    if name in _EDITORIAL:
        return resource | {"licenses": [_CC_BY | {"title": "CC BY 4.0（編者の記したもの）"}], "textsOf": []}
    own = [key for key in keys if name.partition(".")[0] == key] or list(keys)
    if not path.startswith(_TEXTS):
        title = "CC BY 4.0（編者の記したものだけ。資料の本文とその引用には及ばない）"
        resource["licenses"] = [_CC_BY | {"title": title}]
    return resource | {"textsOf": own}


def _title(path: str) -> str:
    """Return what a file holds, in Japanese."""
    folder, _, name = path.rpartition("/")
    if name.endswith(".schema.json"):
        return f"{name.removesuffix('.schema.json')} の形式（JSON Schema 2020-12）"
    if folder in _TITLES:
        return f"{_TITLES[folder]} {name.partition('.')[0]}"
    return _TITLES.get(name, name)


def _table_schema(name: str, text: str) -> dict[str, Any]:
    """Return the Table Schema of a table; of one made elsewhere, its columns as strings."""
    columns = _COLUMNS.get(name)
    if columns is None:
        header = next(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")), [])
        return {"fields": [{"name": column, "type": "string"} for column in header], "missingValues": [""]}
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    if name == "annotations.csv":
        schema["foreignKeys"] = [{"fields": ["entity"], "reference": {"resource": "entities.csv", "fields": ["id"]}}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    field: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
    return field | ({"constraints": constraints} if constraints else {})


def _iter_authors(documents: Sequence[EditedDocument]) -> Iterator[dict[str, Any]]:
    """Yield each author once, in order of document."""
    seen = set()
    for document in documents:
        authors = document.record.csl.get("author")
        for author in authors if isinstance(authors, list) else []:
            parts = (("familyName", "family"), ("givenName", "given"))
            names = {name: author[part] for name, part in parts if part in author}
            title = author.get("literal") or "".join(names.values())
            if title and title not in seen:
                seen.add(title)
                yield {"title": title, **names, "roles": ["author"]}


def _source(document: EditedDocument) -> dict[str, Any]:
    """Return a document as a source: its title or that it is unknown, and where it was found, when that is known."""
    record = document.record
    source = {"title": f"{record.short_title}『{shown_title(record)}』"}
    url = record.csl.get("URL")
    if isinstance(url, str):
        source["path"] = url
    elif is_source_published(document):
        source["path"] = f"sources/{document.key}.txt"
    return source


def _rights(document: EditedDocument) -> dict[str, Any]:
    """Return what the record says of the rights to a document."""
    rights = document.record.rights
    return {
        "document": document.key,
        "holder": rights.holder,
        "basis": rights.basis,
        "scope": rights.scope,
        "access": rights.access.value,
    }
