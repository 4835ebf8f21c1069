"""A release: what it holds, when it is refused, and that nothing of it is ever changed."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from edition.cli import main
from edition.identity.ledger import digest_text
from edition.load import read_corpus
from edition.release import Release, ReleaseError, build_release, check_release, freeze_ledger
from edition.release_texts import format_cff, iter_changes, site_changes
from edition_corpora import Files, document_of, mini_files, real_edited
from verdict_sites import SOURCE, changed, minted, parts_of

DAY, LATER = "2026-12-01", "2027-03-31"
CHANGELOG = "# 変更履歴\n\n## 未公開 (Unreleased) {#unreleased}\n\n### サイト {#a}\n\n- **いま** 甲。\n\n## 0.1 {#old}\n\n- 乙\n"


def released(files: Files, release: Release, previous: Mapping[str, Any] | None = None) -> dict[str, str]:
    corpus, edited = parts_of(files)
    contents = build_release(release, files, edited, corpus.history, previous, CHANGELOG)
    return {path.removeprefix(release.folder): text for path, text in contents.items()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return minted(mini_files(), tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def later_files(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A later edition: a text revised, a paragraph gone and answered for by another."""
    later = changed(files, SOURCE, " * 第二に、音も届く。", " * 第二に、音はよく届く。")
    later = changed(later, SOURCE, " 小さな段落。 \n", "")
    return minted(later, tmp_path_factory.mktemp("later"), ["mini-cut.9=mini-cut.10"])


def test_the_manifest_has_every_file_and_every_passage(files: Files) -> None:
    manifest = json.loads(released(files, Release("1.0", DAY))["manifest.json"])
    assert {row["path"]: row["sha256"] for row in manifest["files"]} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }
    texts = {p.id: p.text for document in parts_of(files)[1].documents for p in document.structure.passages}
    assert {i: row["digest"] for i, row in manifest["passages"].items()} == {i: digest_text(t) for i, t in texts.items()}
    for passage_id, row in manifest["passages"].items():
        assert row["sha256"] == hashlib.sha256((texts[passage_id] or "").encode()).hexdigest()
        assert row["sha256"].startswith(row["digest"])


def test_the_same_input_gives_the_same_bytes_in_sorted_order(files: Files) -> None:
    one, other = (released(files, Release("1.0", DAY)) for _ in range(2))
    assert one == other
    manifest = json.loads(one["manifest.json"])
    assert one["manifest.json"] == json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_the_changelog_tells_of_texts_and_of_the_site(files: Files, later_files: Files) -> None:
    first = released(files, Release("1.0", DAY))
    assert "最初の公開版です" in first["CHANGES.md"]
    changes = released(later_files, Release("1.1", LATER), json.loads(first["manifest.json"]))["CHANGES.md"]
    assert f"前の公開版：1.0（{DAY}）" in changes
    old, new = digest_text("* 第二に、音も届く。&amp; も文字である。"), digest_text("* 第二に、音はよく届く。&amp; も文字である。")
    assert f"- mini-cut.6（{old} → {new}）\n    - 「…* 第二に、音［も→はよく］届く。&amp; も文字…」" in changes
    assert "- mini-cut.9 は mini-cut.10 に引き継がれた" in changes
    assert "加わった段落" not in changes
    assert changes.endswith("## 編者の記した変更\n\n### サイト\n\n- **いま** 甲。\n")


def test_a_release_without_changes_says_so(files: Files) -> None:
    first = json.loads(released(files, Release("1.0", DAY))["manifest.json"])
    assert "本文に変わりはありません。" in released(files, Release("1.1", LATER), first)["CHANGES.md"]


def test_only_the_unreleased_part_of_the_changelog_is_taken() -> None:
    assert site_changes(CHANGELOG) == "\n## 編者の記した変更\n\n### サイト\n\n- **いま** 甲。\n"
    assert site_changes("# 変更履歴\n\n## 0.1\n") == ""


def test_changes_are_shown_with_what_stands_around_them() -> None:
    assert list(iter_changes("甲乙丙", "甲丁丙")) == ["「…甲［乙→丁］丙…」"]
    assert list(iter_changes("同じ", "同じ")) == []


# --- CITATION.cff: schema.json of citation-file-format 1.2.0, as far as our files go ---

_NON_EMPTY = {"type": "string", "minLength": 1}
_PERSON = {
    "type": "object",
    "additionalProperties": False,
    "properties": dict.fromkeys(("family-names", "given-names", "name-particle", "name-suffix", "alias"), _NON_EMPTY),
}
_ENTITY = {"type": "object", "additionalProperties": False, "properties": {"name": _NON_EMPTY}, "required": ["name"]}
_AUTHORS = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"anyOf": [_PERSON, _ENTITY]}}
_DATE = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"}
_URL = {"type": "string", "pattern": "^(https|http|ftp|sftp)://.+"}
_REFERENCE_TYPES = [
    "article", "audiovisual", "book", "conference-paper", "data", "generic", "magazine-article", "newspaper-article",
    "report", "thesis", "unpublished", "website",
]  # fmt: skip
CFF_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["authors", "cff-version", "message", "title"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": _NON_EMPTY,
        "title": _NON_EMPTY,
        "type": {"enum": ["dataset", "software"]},
        "authors": _AUTHORS,
        "version": {"anyOf": [_NON_EMPTY, {"type": "number"}]},
        "date-released": _DATE,
        "license": {"enum": ["CC-BY-4.0", "MIT"]},
        "url": _URL,
        "references": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["authors", "title", "type"],
                "properties": {
                    "type": {"enum": _REFERENCE_TYPES},
                    "title": _NON_EMPTY,
                    "authors": _AUTHORS,
                    "collection-title": _NON_EMPTY,
                    "publisher": _ENTITY,
                    "institution": _ENTITY,
                    "year": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
                    "month": {"type": "integer", "minimum": 1, "maximum": 12},
                    "date-published": _DATE,
                    "number": {"anyOf": [_NON_EMPTY, {"type": "number"}]},
                    "url": _URL,
                },
            },
        },
    },
}


@pytest.mark.parametrize("site", ["", "https://example.org/corpus/"])
def test_the_citation_file_keeps_to_its_schema(site: str) -> None:
    records = [document.record for document in real_edited().documents]
    value = yaml.safe_load(format_cff("1.0", DAY, site, records))
    jsonschema.Draft7Validator(CFF_SCHEMA).validate(value)
    assert ("url" in value) == bool(site)
    assert value["references"][0]["title"] == "[章題未詳]"
    assert len(value["references"]) == len(records)
    # `additionalProperties: false` of the published schema is what our part of it must not be laxer than.
    authors = value["references"][0]["authors"]
    assert authors == [{"family-names": "平岩", "given-names": "俊司"}]
    assert document_of(real_edited(), "vision2025").record.csl["author"] == [{"literal": "日韓ビジョングループ"}]
    assert {"name": "日韓ビジョングループ"} in [author for ref in value["references"] for author in ref["authors"]]


def test_the_recipe_names_the_release_and_its_manifest(files: Files) -> None:
    recipe = released(files, Release("1.0", DAY, "https://example.org/"))["DEPOSIT.md"]
    assert f"corpus/releases/{DAY}/manifest.json" in recipe
    assert "git tag -a 1.0" in recipe
    assert "https://example.org/" in recipe
    assert not re.search(r"\$[a-z{]", recipe)


def test_the_check_of_the_recipe_runs(files: Files, tmp_path: Path) -> None:
    release = Release("1.0", DAY)
    for path, content in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    manifest = tmp_path / release.folder / "manifest.json"
    manifest.parent.mkdir(parents=True)
    contents = released(files, release)
    manifest.write_text(contents["manifest.json"], encoding="utf-8")
    match = re.search(r'python3 -c "(.*?)" (\S+)', contents["DEPOSIT.md"], re.DOTALL)
    assert match
    (tmp_path / "corpus/dates.yml").write_bytes(b"changed")
    run = subprocess.run(
        [sys.executable, "-c", match[1], match[2]], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    said = dict(reversed(line.split()) for line in run.stdout.splitlines())
    assert said.pop("corpus/dates.yml") == "DIFFERS"
    assert set(said.values()) == {"same"}


FIRST = {f"corpus/releases/{DAY}/": {"name": "1.0", "date": DAY}}


@pytest.mark.parametrize(
    ("release", "is_draft", "freeze", "manifests", "said"),
    [
        (Release("最初", DAY), False, False, {}, "cannot name a release"),
        (Release("1/0", DAY), False, False, {}, "cannot name a release"),
        (Release("1.0", "2026-02-30"), False, False, {}, "there is no day 2026-02-30"),
        (Release("1.0", "20261201"), False, False, {}, "there is no day 20261201"),
        (Release("1.0", DAY), True, False, {}, "a draft"),
        (Release("1.1", DAY), False, False, FIRST, "is there already"),
        (Release("1.0", LATER), False, False, FIRST, "already called 1.0"),
        (Release("0.9", "2026-01-01"), False, False, FIRST, "is later than 2026-01-01"),
    ],
)
def test_a_release_that_would_not_last_is_refused(
    release: Release, is_draft: bool, freeze: bool, manifests: dict[str, Any], said: str
) -> None:
    with pytest.raises(ReleaseError, match=said):
        check_release(release, is_draft, freeze, manifests)


def test_a_release_that_will_last_is_not() -> None:
    check_release(Release("1.0", DAY), True, True, {})
    check_release(Release("1.1", LATER), False, False, FIRST)


def test_freezing_changes_the_first_line_alone() -> None:
    ledger = "# draft: ids may be minted afresh until the first release\nid\twhat\nrow\n"
    assert freeze_ledger(ledger) == "# frozen: ids are permanent\nid\twhat\nrow\n"


@pytest.fixture
def repository(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the made-up corpus, its ids a draft."""
    draft = files["corpus/ledger.tsv"].decode().replace(
        "# frozen: ids are permanent", "# draft: ids may be minted afresh until the first release"
    )
    for path, content in {**files, "corpus/ledger.tsv": draft.encode()}.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (tmp_path / "docs/about").mkdir(parents=True)
    (tmp_path / "docs/about/changelog.md").write_text(CHANGELOG, encoding="utf-8")
    monkeypatch.setattr("edition.cli.find_root", lambda: tmp_path)
    return tmp_path


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_command_freezes_writes_once_and_overwrites_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(repository)
    assert main(["release", "1.0", "--date", DAY]) == 4
    assert "--freeze" in capsys.readouterr().err
    assert snapshot(repository) == before
    assert main(["release", "1.0", "--date", DAY, "--freeze"]) == 0
    after = snapshot(repository)
    assert set(after) - set(before) == {
        f"corpus/releases/{DAY}/{name}" for name in ("CHANGES.md", "CITATION.cff", "DEPOSIT.md", "manifest.json")
    }
    assert [path for path in before if after[path] != before[path]] == ["corpus/ledger.tsv"]
    manifest = json.loads(after[f"corpus/releases/{DAY}/manifest.json"])
    ledger = next(row for row in manifest["files"] if row["path"] == "corpus/ledger.tsv")
    assert ledger["sha256"] == hashlib.sha256(after["corpus/ledger.tsv"]).hexdigest()
    assert main(["release", "1.1", "--date", DAY]) == 4
    assert snapshot(repository) == after
    assert main(["release", "1.1", "--date", LATER]) == 0
    assert "前の公開版：1.0" in (repository / f"corpus/releases/{LATER}/CHANGES.md").read_text(encoding="utf-8")


def test_the_command_refuses_a_corpus_with_findings(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = changed(read_corpus(repository), SOURCE, "音も届く", "音は届く")
    for path, content in broken.items():
        (repository / path).write_bytes(content)
    before = snapshot(repository)
    assert main(["release", "1.0", "--date", DAY, "--freeze"]) == 3
    assert "P111" in capsys.readouterr().err
    assert snapshot(repository) == before
