"""A dated release: what the corpus was on a day, so that it can be deposited and cited for good.

A release is a folder of its own, corpus/releases/<date>/, never changed later:

    manifest.json    every file of the corpus and every passage with its digest
    CHANGES.md       which texts are new, revised or retired since the release before, and what editors noted
    CITATION.cff     how to cite the release (Citation File Format 1.2.0)
    DEPOSIT.md       how to deposit it and get a DOI

`build_release` is a function of what it is given; the command reads and writes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from edition.edited import EditedCorpus
from edition.errors import EditionError
from edition.identity.history import History
from edition.identity.ledger import FROZEN_LINE, digest_text
from edition.release_texts import format_cff, format_changes, format_recipe

RELEASES_FOLDER = "corpus/releases/"
NAME_RE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


class ReleaseError(EditionError):
    """Raised when a release cannot be made; nothing was written."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is called.

    Args:
        name: its name, for example 1.0 or 2026.1.
        day: its date, "YYYY-MM-DD".
        site: address of the site, "" when it is not known.
    """

    name: str
    day: str
    site: str = ""

    @property
    def folder(self) -> str:
        """Its folder below the repository."""
        return f"{RELEASES_FOLDER}{self.day}/"


def check_release(release: Release, is_draft: bool, freeze: bool, manifests: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a release that would not last.

    Args:
        release: its name and day.
        is_draft: whether the ids may still be minted afresh.
        freeze: whether they are to be frozen with it.
        manifests: the manifests of the releases so far, by folder.

    Raises:
        ReleaseError: for a name or day of no use, ids not frozen, a name or a day already taken,
            or a day before the last release.
    """
    if not NAME_RE.fullmatch(release.name):
        raise ReleaseError(f"「{release.name}」 cannot name a release; use letters, digits, dots and hyphens")
    try:
        valid = date.fromisoformat(release.day).isoformat() == release.day
    except ValueError:
        valid = False
    if not valid:
        raise ReleaseError(f"there is no day {release.day}; write YYYY-MM-DD")
    if is_draft and not freeze:
        raise ReleaseError(
            "the ids of the ledger are a draft; `edition release NAME --freeze` makes them permanent, for good"
        )
    if release.folder in manifests:
        raise ReleaseError(f"{release.folder} is there already; a release is never changed")
    for folder, manifest in manifests.items():
        if manifest["name"] == release.name:
            raise ReleaseError(f"{folder} is already called {release.name}; give another name")
        if manifest["date"] > release.day:
            raise ReleaseError(f"{folder} is later than {release.day}; releases follow each other")


def freeze_ledger(text: str) -> str:
    """Return the ledger with its first line saying that ids are permanent."""
    return f"{FROZEN_LINE}\n{text.partition(chr(10))[2]}"


def build_release(
    release: Release,
    files: Mapping[str, bytes],
    edited: EditedCorpus,
    history: History,
    previous: Mapping[str, Any] | None,
    changelog: str = "",
) -> dict[str, str]:
    """Return the files of a release.

    Args:
        release: its name and day.
        files: the files of the corpus by path, as they stand in the release.
        edited: the same corpus, free of findings.
        history: the texts that ids have had.
        previous: manifest of the release before, None for the first.
        changelog: docs/about/changelog.md.

    Returns:
        content by path below the repository; same input, same bytes.
    """
    manifest = build_manifest(release, files, edited)
    records = [document.record for document in edited.documents]
    contents = {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "CHANGES.md": format_changes(manifest, previous, history, changelog),
        "CITATION.cff": format_cff(release.name, release.day, release.site, records),
        "DEPOSIT.md": format_recipe(release.name, release.day, release.site, release.folder),
    }
    return {release.folder + name: text for name, text in contents.items()}


def build_manifest(release: Release, files: Mapping[str, bytes], edited: EditedCorpus) -> dict[str, Any]:
    """Return what the release consists of."""
    ledger = edited.ledger
    return {
        "format": 1,
        "name": release.name,
        "date": release.day,
        "files": [
            {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(files.items())
        ],
        "passages": {
            passage.id: {
                "kind": passage.kind.value,
                "digest": digest_text(passage.text),
                "sha256": hashlib.sha256((passage.text or "").encode()).hexdigest(),
            }
            for document in edited.documents
            for passage in document.structure.passages
        },
        "retired": {
            row.id: ledger.resolve(row.id)
            for row in ledger.latest().values()
            if row.event == "retired" and not row.is_division
        },
    }
