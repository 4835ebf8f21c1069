"""Bad input: one exact line a mistake, all of them at once, and nothing written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edition.corpus import SchemaError
from edition.errors import Finding, FindingsError, Place
from edition.yaml_place import parse_yaml
from edition_corpora import CASES, ROOT, Files, change, messages, mini_files, real_files

SHAPE_RE = re.compile(r"corpus/\S+(:\d+)?: [BSPACY]\d{3} .+; .+")
SOURCE = "corpus/sources/mini-joined.txt"
RECORD = "corpus/documents/mini-joined.yml"


def read_cases() -> list[Any]:
    placed = parse_yaml((CASES / "corpus_errors.yml").read_text(encoding="utf-8"), "corpus_errors.yml")
    assert placed.findings == ()
    return [pytest.param(case, id=case["title"]) for case in placed.value]


@pytest.mark.parametrize("case", read_cases())
def test_messages(case: dict[str, Any]) -> None:
    told = messages(change(mini_files(), f"corpus/{case['file']}", case["right"], case["written"]))
    assert told == case["expected"]
    assert all(SHAPE_RE.fullmatch(message) for message in told)


def without(files: Files, path: str) -> Files:
    return {name: data for name, data in files.items() if name != path}


def test_a_source_that_is_missing() -> None:
    assert messages(without(mini_files(), SOURCE)) == [f"{SOURCE}: S004 the source of mini-joined is missing; restore the file"]


def test_a_source_without_a_record() -> None:
    told = messages(without(mini_files(), RECORD))
    assert f"{SOURCE}: S003 the source mini-joined has no record; write {RECORD}" in told
    assert all(SHAPE_RE.fullmatch(message) for message in told)


def test_a_file_that_is_not_utf_8() -> None:
    files = mini_files()
    told = messages({**files, SOURCE: files[SOURCE].replace("参考文献".encode(), "参考文献".encode("cp932"))})
    line = files[SOURCE].partition("参考文献".encode())[0].count(b"\n") + 1
    assert f"{SOURCE}:{line}: S002 the file is not UTF-8; save it as UTF-8" in told


@pytest.mark.parametrize("path", [RECORD, "corpus/ledger.tsv", "corpus/sources/mini-cut.txt"])
def test_any_file_that_is_not_utf_8(path: str) -> None:
    """No traceback: a line with the place, whatever the file."""
    files = mini_files()
    told = messages({**files, path: b"\xff" + files[path]})
    assert f"{path}:1: S002 the file is not UTF-8; save it as UTF-8" in told


def test_a_source_whose_digest_changed() -> None:
    files = mini_files()
    told = messages({**files, SOURCE: files[SOURCE] + b"\n"})
    line = files[RECORD].decode().partition("sha256:")[0].count("\n") + 1
    assert len(told) == 1
    assert re.fullmatch(
        rf"{SOURCE}: S001 the source has the SHA-256 [0-9a-f]{{12}}…, its record says [0-9a-f]{{12}}…; "
        rf"restore the file as it was given; sources are never edited \(record: {RECORD}:{line}\)", told[0])


def test_mistakes_of_several_files_are_told_together() -> None:
    files = change(mini_files(), RECORD, "heading: 名簿", "heading: 名薄")
    files = change(files, "corpus/documents/mini-cut.yml", '"|1|"', '"|2|"')
    files = change(files, "corpus/ledger.tsv", "mini-cut.1\tfront", "mini-cut.01\tfront")
    codes = {message.split(": ")[1].split(" ")[0] for message in messages(files)}
    assert {"S040", "S030", "P101"} <= codes


def test_findings_are_sorted_and_told_once() -> None:
    findings = [Finding(Place("b", 2), "S001", "x", "y"), Finding(Place("b", 10), "S001", "x", "y"),
                Finding(Place("a"), "S001", "x", "y"), Finding(Place("b", 2), "S001", "x", "y")]
    assert str(FindingsError(findings)) == "a: S001 x; y\nb:2: S001 x; y\nb:10: S001 x; y"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and the real corpus, to be broken."""
    root = tmp_path_factory.mktemp("repository")
    shutil.copytree(ROOT / "scripts" / "edition", root / "scripts" / "edition",
                    ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "corpus", root / "corpus")
    (root / "docs").mkdir()
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-m", "edition", *arguments], cwd=root, env=environment,
                          capture_output=True, text=True, check=False, timeout=120)


def restore(root: Path) -> None:
    for path, data in real_files().items():
        (root / path).write_bytes(data)


def test_the_command_tells_all_and_writes_nothing(repository: Path) -> None:
    restore(repository)
    for path, right, written in (
        ("corpus/sources/hiraiwa2011.txt", "朝鮮半島の分裂状況", "朝鮮半島の分裂情況"),
        ("corpus/documents/sakata2026.yml", 'heading: "今後の課題"', 'heading: "今後の問題"'),
        ("corpus/documents/vision2025.yml", "first: 2", "first: 2\n    last: 3"),
    ):
        (repository / path).write_bytes(change(real_files(), path, right, written)[path])
    for command in (["check"], ["build"], ["mint"]):
        result = run(repository, *command)
        lines = result.stderr.splitlines()
        assert result.returncode == 3, result.stderr
        assert lines[-1] == f"edition: {len(lines) - 1} findings; nothing was written"
        assert all(SHAPE_RE.fullmatch(line) for line in lines[:-1]), lines
        told = "\n".join(lines)
        assert "corpus/sources/hiraiwa2011.txt: S001 " in told
        assert ": S040 「今後の問題」 begins no line after the row before it; " in told
        assert "unknown key 「last」 in `edition.pages`" in told
        assert "Traceback" not in told
    assert list((repository / "docs").iterdir()) == []
    assert (repository / "corpus/ledger.tsv").read_bytes() == real_files()["corpus/ledger.tsv"]


def test_the_command_prints_five_accounts(repository: Path) -> None:
    restore(repository)
    result = run(repository, "check")
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:10:2]] == [
        "hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025"]
    assert all("unaccounted 0  doubled 0  invented 0" in line for line in lines[1:10:2])
    assert re.fullmatch(
        r"annotation: [0-9]+ entities, [0-9]+ mentions, [0-9]+ dates, [0-9]+ editorial notes", lines[10]
    )
    assert lines[11] == "likely names and dates that nothing covers: 0"
    assert lines[12].startswith("5 documents, ") and lines[12].endswith("; no findings")


def test_minting_again_changes_nothing(repository: Path) -> None:
    restore(repository)
    result = run(repository, "mint")
    assert result.returncode == 0, result.stderr
    assert (repository / "corpus/ledger.tsv").read_bytes() == real_files()["corpus/ledger.tsv"]


def test_frozen_ids_are_not_minted_afresh(repository: Path) -> None:
    restore(repository)
    ledger = repository / "corpus/ledger.tsv"
    text = ledger.read_text(encoding="utf-8")
    frozen = "# frozen: ids are permanent\n" + text.partition("\n")[2]
    ledger.write_text(frozen, encoding="utf-8")
    result = run(repository, "mint", "--afresh")
    assert result.returncode == 4
    assert result.stderr == ("edition: corpus/ledger.tsv: ids are frozen by a release; "
                             "run `edition mint` without --afresh\n")
    assert ledger.read_text(encoding="utf-8") == frozen
    restore(repository)


@pytest.mark.parametrize(("retire", "code", "message"), [
    ("hiraiwa2011.999=hiraiwa2011.1", 4,
     "edition: --retire hiraiwa2011.999: hiraiwa2011.999 is no id that lost its passage; nothing was written"),
    ("hiraiwa2011.22=hiraiwa2011.999", 3, "P105 hiraiwa2011.22 is retired with 「hiraiwa2011.999」 in the last column; "),
])
def test_retiring_what_is_not_lost_or_to_nowhere(repository: Path, retire: str, code: int, message: str) -> None:
    restore(repository)
    ledger = repository / "corpus/ledger.tsv"
    if code == 3:
        # A row more than there are passages: its id is lost.
        count = sum(row.startswith("hiraiwa2011.") and row[12].isdigit() for row in ledger.read_text("utf-8").split("\n"))
        retire = retire.replace("hiraiwa2011.22", f"hiraiwa2011.{count + 1}")
        message = message.replace("hiraiwa2011.22", f"hiraiwa2011.{count + 1}")
        with ledger.open("a", encoding="utf-8") as file:
            file.write(f"hiraiwa2011.{count + 1}\tparagraph\t{'1' * 16}\tminted\t\n")
    before = ledger.read_bytes()
    result = run(repository, "mint", "--retire", retire)
    assert (result.returncode, message in result.stderr) == (code, True), result.stderr
    assert ledger.read_bytes() == before
    restore(repository)


def test_a_repository_without_a_corpus(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "scripts", tmp_path / "scripts")
    result = run(tmp_path, "check")
    assert result.returncode == 4
    assert result.stderr.startswith("edition: corpus/ is not in ") and result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "corpus/schema/edition.schema.json: the schema is missing; restore the file"),
        (b'{\n"a": }', "corpus/schema/edition.schema.json:2: the schema is no JSON; restore the file"),
    ],
)
def test_a_schema_that_cannot_be_used(content: bytes | None, message: str) -> None:
    path = "corpus/schema/edition.schema.json"
    files = without(mini_files(), path) if content is None else {**mini_files(), path: content}
    with pytest.raises(SchemaError) as raised:
        messages(files)
    assert str(raised.value) == message
