"""Reading corpus/ from disk: the only place where the edition reads files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from edition.errors import EditionError

#: What of corpus/ the edition reads; everything else there is left alone.
PATTERNS = (
    "sources/*.txt",
    "documents/*.yml",
    "schema/*.json",
    "lexicon/*.tsv",
    "entities/*.yml",
    "apparatus/*.yml",
    "mentions.yml",
    "dates.yml",
    "events.yml",
    "timelines.yml",
    "references.yml",
    "ledger.tsv",
    "history/*.jsonl",
)


class CorpusMissingError(EditionError):
    """Raised when there is no corpus folder where one is expected."""


def read_corpus(root: Path) -> dict[str, bytes]:
    """Read the files of the corpus.

    Args:
        root: the repository.

    Returns:
        content by path below the repository, in order of path.

    Raises:
        CorpusMissingError: when `root` has no corpus folder.
    """
    folder = root / "corpus"
    if not folder.is_dir():
        raise CorpusMissingError(f"corpus/ is not in {root.name or root}; run in the repository")
    files = {}
    for pattern in PATTERNS:
        for path in sorted(folder.glob(pattern)):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return dict(sorted(files.items()))


def read_manifests(root: Path) -> dict[str, dict[str, Any]]:
    """Return the manifests of the releases so far, by folder below the repository, oldest first.

    Raises:
        EditionError: when one is missing or no JSON.
    """
    manifests = {}
    for folder in sorted((root / "corpus" / "releases").glob("[0-9]*")):
        path = folder / "manifest.json"
        try:
            manifests[f"corpus/releases/{folder.name}/"] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise EditionError(f"{path.relative_to(root)}: restore the manifest from the history") from error
    return manifests


def read_data_schemas() -> dict[str, str]:
    """Return the JSON Schemas of the published data, by file name."""
    folder = resources.files("edition.data").joinpath("schema")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda f: f.name)
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def read_search_scripts(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the text of the search's scripts, by file name.

    Args:
        root: the repository.
        names: files below docs/assets/search/.
    """
    folder = root / "docs" / "assets" / "search"
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}


