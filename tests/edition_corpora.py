"""The corpora the tests divide: the real one, and the made-up one in tests/corpora/mini."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from edition.annotated import AnnotatedCorpus, annotate_corpus
from edition.corpus import Corpus, parse_corpus
from edition.edited import EditedCorpus, EditedDocument, edit_corpus
from edition.errors import Finding
from edition.load import read_corpus

ROOT = Path(__file__).parents[1]
TESTS = Path(__file__).parent
CASES = TESTS / "cases"
MINI = TESTS / "corpora" / "mini"

Files = dict[str, bytes]


@cache
def _read_real() -> Mapping[str, bytes]:
    return read_corpus(ROOT)


@cache
def _read_mini() -> Mapping[str, bytes]:
    schemas = {path: data for path, data in _read_real().items() if path.startswith("corpus/schema/")}
    return {**schemas, **read_corpus(MINI)}


def real_files() -> Files:
    """Return the files of the repository's corpus; a copy, to be changed freely."""
    return dict(_read_real())


def mini_files() -> Files:
    """Return the files of the made-up corpus with the repository's schemas; a copy."""
    return dict(_read_mini())


def edit(files: Mapping[str, bytes]) -> tuple[Corpus, EditedCorpus, list[Finding]]:
    """Parse, divide, number and audit."""
    corpus, findings = parse_corpus(files)
    edited, more = edit_corpus(corpus)
    return corpus, edited, [*findings, *more]


def edit_cleanly(files: Mapping[str, bytes]) -> EditedCorpus:
    """Return the edited corpus, which must be free of findings."""
    _, edited, findings = edit(files)
    assert [str(finding) for finding in findings] == []
    return edited


@cache
def real_edited() -> EditedCorpus:
    """The repository's corpus, edited."""
    return edit_cleanly(_read_real())


@cache
def real_annotated() -> AnnotatedCorpus:
    """The repository's corpus, annotated."""
    corpus, edited, findings = edit(_read_real())
    annotated, more = annotate_corpus(corpus, edited)
    assert [str(finding) for finding in (*findings, *more)] == []
    return annotated


@cache
def mini_annotated() -> AnnotatedCorpus:
    """The made-up corpus, annotated."""
    corpus, edited, findings = edit(_read_mini())
    annotated, more = annotate_corpus(corpus, edited)
    assert [str(finding) for finding in (*findings, *more)] == []
    return annotated


def bare(edited: EditedCorpus) -> AnnotatedCorpus:
    """Return a corpus with nothing laid over its texts."""
    return AnnotatedCorpus(edited, (), {}, {}, {})


@cache
def mini_edited() -> EditedCorpus:
    """The made-up corpus, edited."""
    return edit_cleanly(_read_mini())


def document_of(edited: EditedCorpus, key: str) -> EditedDocument:
    """Return one document of a corpus."""
    return next(document for document in edited.documents if document.key == key)


def change(files: Files, path: str, right: str, written: str) -> Files:
    """Return `files` with one stretch of one file changed; the stretch must stand there once."""
    text = files[path].decode()
    assert text.count(right) == 1, f"「{right}」 must stand once in {path}"
    return {**files, path: text.replace(right, written).encode()}


def messages(files: Mapping[str, bytes]) -> list[str]:
    """Return what an editor would be told, in the order shown."""
    return [str(finding) for finding in sorted(set(edit(files)[2]))]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a TSV file with a header; nothing in it is quoted or escaped."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    rows = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        assert len(cells) == len(names), f"{path.name}:{number}: {len(cells)} cells, {len(names)} wanted"
        rows.append(dict(zip(names, cells, strict=True)))
    return rows


def grouped(rows: list[dict[str, str]], name: str) -> dict[str, list[dict[str, str]]]:
    """Return rows by the value of a column."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups


def assert_same(expected: list[str], actual: list[str]) -> None:
    """Fail with a unified diff where two lists of lines differ."""
    __tracebackhide__ = True
    difference = difflib.unified_diff(expected, actual, "expected", "actual", "", "", 1, "")
    if shown := "\n".join(difference):
        raise AssertionError("\n" + shown)
