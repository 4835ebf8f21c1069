"""Giving every passage its id: by the digest of its text, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from edition.errors import Finding, Place
from edition.identity.ledger import Ledger, LedgerRow, digest_text, next_number, split_id
from edition.model import Division, Passage, PassageKind, Source, SourceSpan, Structure

SERIES_BY_KIND = {PassageKind.NOTE: "n", PassageKind.TABLE: "t", PassageKind.FIGURE: "f"}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which passage has which id.

    Args:
        ids: id by index of the passage in the structure; "" where there is none.
        revised: indices whose text or kind is no longer that of the id's ledger row.
        orphans: rows of ids that no passage or division answers to.
        new_divisions: divisions the ledger does not know.
        revised_divisions: divisions whose title or level is no longer that of their row.
    """

    ids: tuple[str, ...]
    revised: tuple[int, ...]
    orphans: tuple[LedgerRow, ...]
    new_divisions: tuple[Division, ...] = ()
    revised_divisions: tuple[Division, ...] = ()


def assign_ids(structure: Structure, ledger: Ledger) -> Assignment:
    """Match the passages of a document with the ids of the ledger.

    Passages whose text an id was minted or revised with get that id, equal
    texts in order. A passage left over between two matched neighbours takes
    the id left over at the same place, as a revision of its text.
    """
    ids = [""] * len(structure.passages)
    revised: list[int] = []
    orphans: list[LedgerRow] = []
    held = [
        row
        for row in ledger.latest().values()
        if row.event != "retired" and row.key == structure.key
    ]
    divisions = {row.id: row for row in held if row.is_division}
    held = [row for row in held if not row.is_division]
    for series in ("", "n", "t", "f"):
        rows = [row for row in held if split_id(row.id)[1] == series]
        members = [
            index
            for index, passage in enumerate(structure.passages)
            if SERIES_BY_KIND.get(passage.kind, "") == series
        ]
        if series == "n":
            left = _match_notes(structure.passages, members, rows, ids, revised)
        else:
            left = _match_texts(structure.passages, members, rows, ids, revised)
        orphans += left
    by_id = {row.id: row for row in held}
    for index, passage in enumerate(structure.passages):
        row = by_id.get(ids[index])
        if row and row.what != passage.kind.value and index not in revised:
            revised.append(index)
    new, changed = [], []
    for division in structure.divisions:
        known = divisions.pop(division.id, None)
        if known is None:
            new.append(division)
        elif (known.what, known.digest) != (name_level(division), digest_text(division.title)):
            changed.append(division)
    orphans += divisions.values()
    return Assignment(
        tuple(ids), tuple(sorted(revised)), tuple(orphans), tuple(new), tuple(changed)
    )


def name_level(division: Division) -> str:
    """Return what the ledger calls a heading of this level."""
    return f"heading {division.level}"


def _match_notes(
    passages: Sequence[Passage],
    members: Sequence[int],
    rows: Sequence[LedgerRow],
    ids: list[str],
    revised: list[int],
) -> list[LedgerRow]:
    """Match notes by number: a note's number is printed and part of its id."""
    by_id = {row.id: row for row in rows}
    for index in members:
        row = by_id.pop(passages[index].id, None)
        if row:
            ids[index] = row.id
            if row.digest != digest_text(passages[index].text):
                revised.append(index)
    return list(by_id.values())


def _match_texts(
    passages: Sequence[Passage],
    members: Sequence[int],
    rows: Sequence[LedgerRow],
    ids: list[str],
    revised: list[int],
) -> list[LedgerRow]:
    """Match by digest, then what is left over between matched neighbours by order."""
    by_digest: dict[str, list[LedgerRow]] = {}
    for row in rows:
        by_digest.setdefault(row.digest, []).append(row)
    taken: set[str] = set()
    for index in members:
        waiting = by_digest.get(digest_text(passages[index].text))
        if waiting:
            ids[index] = waiting.pop(0).id
            taken.add(ids[index])
    free = [row for row in rows if row.id not in taken]
    at = 0
    while at < len(members):
        if ids[members[at]]:
            at += 1
            continue
        end = at
        while end < len(members) and not ids[members[end]]:
            end += 1
        low = split_id(ids[members[at - 1]])[2] if at else 0
        high = split_id(ids[members[end]])[2] if end < len(members) else 10**9
        between = [row for row in free if low < split_id(row.id)[2] < high]
        if len(between) == end - at:
            for index, row in zip(members[at:end], between, strict=True):
                ids[index] = row.id
                revised.append(index)
                free.remove(row)
        at = end
    return free


def check_assignment(
    structure: Structure, assignment: Assignment, source: Source, ledger: Ledger
) -> list[Finding]:
    """Report passages without id, ids without passage, and texts that changed."""
    latest = ledger.latest()
    if not any(assignment.ids) and not assignment.orphans:
        return [
            Finding(
                Place(source.path),
                "P114",
                f"none of the {len(assignment.ids)} passages of {structure.key} has an id",
                "run `edition mint`",
            )
        ]

    def place(spans: Sequence[SourceSpan]) -> Place:
        return Place(source.path, source.line_at(spans[0].begin) if spans else 1)

    changed = "is not what {} says"
    remedy = (
        "restore the source, the directive or the ledger row, "
        "or run `edition mint` to record the revision"
    )
    unknown = "run `edition mint`, or restore what divided it otherwise"
    findings = []
    for index, passage in enumerate(structure.passages):
        at, passage_id = place(passage.source_spans), assignment.ids[index]
        name = f"the {passage.kind.value} {passage_id} 「{(passage.text or '')[:20]}…」"
        if not passage_id:
            name = f"the {passage.kind.value} 「{(passage.text or passage.id)[:20]}…」"
            findings.append(Finding(at, "P110", f"{name} has no id", unknown))
        elif index in assignment.revised:
            what = f"{name} {changed.format(latest[passage_id].place)}"
            findings.append(Finding(at, "P111", what, remedy))
    for division in assignment.new_divisions:
        what = f"the heading {division.id} 「{division.title}」 has no id"
        findings.append(Finding(place(division.source_spans), "P110", what, unknown))
    for division in assignment.revised_divisions:
        name = f"the {name_level(division)} {division.id} 「{division.title}」"
        what = f"{name} {changed.format(latest[division.id].place)}"
        findings.append(Finding(place(division.source_spans), "P111", what, remedy))
    for row in assignment.orphans:
        findings.append(
            Finding(
                row.place,
                "P112",
                f"nothing answers to {row.id} any more",
                "restore what made it, or run `edition mint --retire OLD=NEW`; ids never vanish",
            )
        )
    return findings


def with_ids(structure: Structure, assignment: Assignment) -> Structure:
    """Return the structure with its passages numbered."""
    passages = tuple(
        replace(passage, id=passage_id)
        for passage, passage_id in zip(structure.passages, assignment.ids, strict=True)
    )
    return replace(structure, passages=passages)


def mint(
    structure: Structure, ledger: Ledger, retired: Mapping[str, str]
) -> tuple[list[LedgerRow], list[Finding]]:
    """Write the rows that give every passage of a document an id.

    Args:
        structure: the document.
        ledger: the ledger so far.
        retired: for ids to be retired, the id that answers for each.

    Returns:
        the new rows, and a finding for each id that would be lost.
    """
    place = Place(ledger.path)
    assignment = assign_ids(structure, ledger)
    rows: list[LedgerRow] = []
    findings = []
    for row in assignment.orphans:
        if row.id in retired:
            rows.append(replace(row, event="retired", to=retired[row.id], place=place))
        else:
            findings.append(
                Finding(
                    row.place,
                    "P112",
                    f"nothing answers to {row.id} any more",
                    f"name the id that answers for it: `edition mint --retire {row.id}=NEW`",
                )
            )
    for division in (*assignment.new_divisions, *assignment.revised_divisions):
        event = "minted" if division in assignment.new_divisions else "revised"
        digest = digest_text(division.title)
        rows.append(LedgerRow(division.id, name_level(division), digest, event, "", place))
    for index, passage in enumerate(structure.passages):
        what, digest = passage.kind.value, digest_text(passage.text)
        if index in assignment.revised:
            rows.append(LedgerRow(assignment.ids[index], what, digest, "revised", "", place))
        elif not assignment.ids[index]:
            series = SERIES_BY_KIND.get(passage.kind, "")
            number = next_number([*ledger.rows, *rows], structure.key, series)
            new = passage.id or f"{structure.key}.{series}{number}"
            rows.append(LedgerRow(new, what, digest, "minted", "", place))
    known = {row.id for row in (*ledger.rows, *rows)}
    for row in rows:
        if row.to and row.to not in known:
            findings.append(
                Finding(
                    place,
                    "P105",
                    f"{row.id} cannot be retired to 「{row.to}」, which no row has minted",
                    f"name an id of the ledger; the next new one is "
                    f"{structure.key}.{next_number([*ledger.rows, *rows], structure.key, '')}",
                )
            )
    return rows, findings
