"""The ledger: every passage id ever published, with the digest of its text.

corpus/ledger.tsv is append-only. A row says what happened to an id: "minted"
with a text, "revised" to another text, or "retired" to the id that answers for
it. The last row of an id holds. The first line says whether the ids are a
draft (they may be minted afresh) or frozen by a release.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.errors import Finding, Place

HEADER = "id\tdigest\tevent\tto"
DRAFT_LINE = "# draft: ids may be minted afresh until the first release"
FROZEN_LINE = "# frozen: ids are permanent"
ID_RE = re.compile(r"(?P<key>[a-z0-9][a-z0-9-]*)\.(?P<series>[ntf]?)(?P<number>[1-9][0-9]*)")
DIGEST_RE = re.compile(r"[0-9a-f]{16}")
EVENTS = ("minted", "revised", "retired")


def digest_text(text: str | None) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a text (None counts as "")."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]


def split_id(passage_id: str) -> tuple[str, str, int]:
    """Return citation key, series ("", "n", "t", "f") and number of an id.

    Raises:
        ValueError: when it is no id of a passage.
    """
    match = ID_RE.fullmatch(passage_id)
    if not match:
        raise ValueError(f"「{passage_id}」 is no passage id")
    return match["key"], match["series"], int(match["number"])


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: what happened to an id."""

    id: str
    digest: str
    event: str
    to: str
    place: Place


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows, in the order in which they were written."""

    rows: tuple[LedgerRow, ...]
    is_draft: bool
    path: str

    def latest(self) -> Mapping[str, LedgerRow]:
        """Return the row that holds for each id, in order of first minting."""
        held: dict[str, LedgerRow] = {}
        for row in self.rows:
            held[row.id] = row
        return held

    def resolve(self, passage_id: str) -> str:
        """Return the id that answers today for `passage_id`."""
        latest = self.latest()
        seen = set()
        while latest[passage_id].event == "retired" and passage_id not in seen:
            seen.add(passage_id)
            passage_id = latest[passage_id].to
        return passage_id


def parse_ledger(text: str, path: str) -> tuple[Ledger, list[Finding]]:
    """Read the ledger.

    Args:
        text: content of the file; "" for a ledger not yet begun.
        path: its path, for messages.

    Returns:
        the ledger and a finding for each row that is malformed, out of
        sequence, of an unknown event, or retired to nowhere.
    """
    if not text:
        return Ledger((), True, path), []
    lines = text.split("\n")
    findings: list[Finding] = []
    if lines[0] not in (DRAFT_LINE, FROZEN_LINE):
        findings.append(
            Finding(
                Place(path, 1),
                "P100",
                "the ledger does not begin with its status line",
                f"write 「{DRAFT_LINE}」 or 「{FROZEN_LINE}」",
            )
        )
    if lines[1:2] != [HEADER]:
        findings.append(
            Finding(Place(path, 2), "P100", "the ledger has no header row", "restore the header row")
        )
    rows = []
    for number, line in enumerate(lines[2:], 3):
        if not line and number == len(lines):
            continue
        place = Place(path, number)
        cells = line.split("\t")
        if len(cells) != 4 or not ID_RE.fullmatch(cells[0]) or not DIGEST_RE.fullmatch(cells[1]):
            findings.append(
                Finding(
                    place,
                    "P101",
                    f"malformed ledger row 「{line}」",
                    "restore the row from the history: id, 16-digit digest, event, to",
                )
            )
            continue
        rows.append(LedgerRow(cells[0], cells[1], cells[2], cells[3], place))
    ledger = Ledger(tuple(rows), lines[0] == DRAFT_LINE, path)
    return ledger, [*findings, *_check_rows(ledger)]


def _check_rows(ledger: Ledger) -> list[Finding]:
    """Check that ids count up without gap and that every event makes sense."""
    findings = []
    counts: dict[tuple[str, str], int] = {}
    known: dict[str, LedgerRow] = {}
    for row in ledger.rows:
        key, series, number = split_id(row.id)
        if row.event not in EVENTS:
            findings.append(
                Finding(
                    row.place,
                    "P102",
                    f"{row.id} has the unknown event 「{row.event}」",
                    f"use one of {', '.join(EVENTS)}",
                )
            )
        if row.event == "minted":
            expected = counts.get((key, series), 0) + 1
            if number != expected:
                findings.append(
                    Finding(
                        row.place,
                        "P103",
                        f"{row.id} is minted out of sequence",
                        f"restore {key}.{series}{expected} here; ids are never reused, skipped or reordered",
                    )
                )
            counts[(key, series)] = max(number, expected)
        elif row.id not in known:
            findings.append(
                Finding(row.place, "P104", f"{row.id} is {row.event} before it was minted",
                        "restore the row that minted it above")
            )
        known[row.id] = row
    for row in ledger.latest().values():
        if (row.event == "retired") != bool(row.to) or (row.to and row.to not in known):
            findings.append(
                Finding(
                    row.place,
                    "P105",
                    f"{row.id} is {row.event} with 「{row.to}」 in the last column",
                    "name there the id that answers for a retired one, and nothing for any other",
                )
            )
    return findings


def format_ledger(rows: Iterable[LedgerRow], is_draft: bool) -> str:
    """Write rows as the text of the file."""
    lines = [DRAFT_LINE if is_draft else FROZEN_LINE, HEADER]
    lines += [f"{row.id}\t{row.digest}\t{row.event}\t{row.to}" for row in rows]
    return "\n".join(lines) + "\n"


def next_number(rows: Sequence[LedgerRow], key: str, series: str) -> int:
    """Return the first number of a series not yet used."""
    used = [split_id(row.id)[2] for row in rows if split_id(row.id)[:2] == (key, series)]
    return max(used, default=0) + 1
