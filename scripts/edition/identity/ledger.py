"""The ledger: every id ever published, with the digest of its text.

corpus/ledger.tsv is append-only. A row says what an id names (the kind of a
passage, or a heading and its level), the digest of its text, and what happened
to it: "minted" with a text, "revised" to another text or kind, or "retired" to
the id that answers for it. The last row of an id holds. The first line says
whether the ids are a draft (they may be minted afresh) or frozen by a release.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.errors import Finding, Place

HEADER = "id\twhat\tdigest\tevent\tto"
DRAFT_LINE = "# draft: ids may be minted afresh until the first release"
FROZEN_LINE = "# frozen: ids are permanent"
ID_RE = re.compile(r"(?P<key>[a-z0-9][a-z0-9-]*)\.(?P<series>[ntf]?)(?P<number>[1-9][0-9]*)")
DIVISION_ID_RE = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9]+(?:-[a-z0-9]+)*")
WHAT_RE = re.compile(r"[a-z_]+|heading [1-6]")
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
    what: str
    digest: str
    event: str
    to: str
    place: Place

    @property
    def key(self) -> str:
        """The citation key the id begins with."""
        return self.id.partition("/")[0] if self.is_division else split_id(self.id)[0]

    @property
    def is_division(self) -> bool:
        """Whether the id names a division and not a passage."""
        return "/" in self.id


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
        if not _is_row(cells):
            findings.append(
                Finding(
                    place,
                    "P101",
                    f"malformed ledger row 「{line}」",
                    "restore the row from the history: id, what it names, 16-digit digest, event, to",
                )
            )
            continue
        passage_id, what, digest, event, to = cells
        rows.append(LedgerRow(passage_id, what, digest, event, to, place))
    ledger = Ledger(tuple(rows), lines[0] == DRAFT_LINE, path)
    return ledger, [*findings, *_check_rows(ledger)]


def _is_row(cells: Sequence[str]) -> bool:
    """Whether cells have the form of a row."""
    return (
        len(cells) == 5
        and bool(ID_RE.fullmatch(cells[0]) or DIVISION_ID_RE.fullmatch(cells[0]))
        and bool(WHAT_RE.fullmatch(cells[1]))
        and bool(DIGEST_RE.fullmatch(cells[2]))
    )


def _check_rows(ledger: Ledger) -> list[Finding]:
    """Check that ids count up without gap and that every event makes sense."""
    findings = []
    counts: dict[tuple[str, str], int] = {}
    astray: set[tuple[str, str]] = set()
    known: dict[str, LedgerRow] = {}
    for row in ledger.rows:
        if row.event not in EVENTS:
            findings.append(
                Finding(
                    row.place,
                    "P102",
                    f"{row.id} has the unknown event 「{row.event}」",
                    f"use one of {', '.join(EVENTS)}",
                )
            )
        if row.event == "minted" and row.is_division:
            if row.id in known:
                findings.append(
                    Finding(row.place, "P103", f"{row.id} is minted twice", "restore the row")
                )
        elif row.event == "minted":
            key, series, number = split_id(row.id)
            expected = counts.get((key, series), 0) + 1
            if number != expected and (key, series) not in astray:
                astray.add((key, series))
                findings.append(
                    Finding(
                        row.place,
                        "P103",
                        f"{row.id} is minted out of sequence",
                        f"restore {key}.{series}{expected} here; ids are never reused, skipped or reordered",
                    )
                )
            counts[(key, series)] = number
        elif row.id not in known:
            findings.append(
                Finding(
                    row.place,
                    "P104",
                    f"{row.id} is {row.event} before it was minted",
                    "restore the row that minted it above",
                )
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
    lines += [f"{row.id}\t{row.what}\t{row.digest}\t{row.event}\t{row.to}" for row in rows]
    return "\n".join(lines) + "\n"


def next_number(rows: Sequence[LedgerRow], key: str, series: str) -> int:
    """Return the first number of a series not yet used."""
    passages = [split_id(row.id) for row in rows if not row.is_division]
    used = [number for *owner, number in passages if owner == [key, series]]
    return max(used, default=0) + 1
