"""The apparatus: editorial notes on places of the texts that an editor would query.

A note never changes the text: it marks a lemma, says what is odd, suggests a
reading where one can be suggested, and says what that rests on.

    A001 note-twice          an id stands twice, or does not begin with its document's key
    A002 unbound-quote       a quote that is bound to no single place
    A003 lemma-not-once      the lemma does not stand once in its quote
    A004 lemmata-overlap     two notes mark the same characters
    A005 reading-is-lemma    the suggested reading is what the source has
    A006 other-document      a note stands in the file of another document
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from edition.annotate.entities import Evidence, parse_evidence
from edition.annotate.selectors import Quote, find_all, places_of, say_miss
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml
from edition.yaml_schema import check_schema


class NoteKind(StrEnum):
    """What is odd about a place."""

    MISPRINT = "misprint"
    INTERNAL = "internal"
    CROSS_DOCUMENT = "cross_document"
    FACT = "fact"
    EXTRACTION = "extraction"
    LACUNA = "lacuna"


class Certainty(StrEnum):
    """How sure the editor is that it is a slip."""

    CERTAIN = "certain"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a note rests on: evidence, or a reason alone."""

    evidence: Evidence
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApparatusNote:
    """An editorial note.

    Args:
        id: `<key>.a<k>`.
        document: citation key.
        quote: words that hold the lemma, or None for a note on the document as a whole.
        lemma: the words marked.
        start: offset of the lemma in its text, -1 without a quote.
        end: offset behind it.
        kind: what is odd.
        odd: what is odd, in words.
        reading: suggested reading of the lemma, or None.
        certainty: how sure.
        grounds: what it rests on, at least one.
        conflicts: the other side or sides of a contradiction.
        place: where it is written.
    """

    id: str
    document: str
    quote: Quote | None
    lemma: str
    start: int
    end: int
    kind: NoteKind
    odd: str
    reading: str | None
    certainty: Certainty
    grounds: tuple[Ground, ...]
    conflicts: tuple[Quote, ...]
    place: Place

    @property
    def number(self) -> str:
        """The part of the id after the key: `a3`."""
        return self.id.rpartition(".")[2]


_ID_RE = re.compile(r"[a-z0-9-]+\.a[1-9][0-9]*")


def parse_apparatus(
    files: Sequence[PlacedYaml], schema: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[tuple[ApparatusNote, ...], list[Finding]]:
    """Read and bind the notes of all files.

    Args:
        files: corpus/apparatus/<key>.yml as read.
        schema: corpus/schema/apparatus.schema.json.
        texts: text by id of all passages and headings.

    Returns:
        the notes that are bound, by document and number, and all findings.
    """
    findings: list[Finding] = []
    notes: list[ApparatusNote] = []
    for placed in files:
        wrong = [*placed.findings, *check_schema(placed, schema)]
        if wrong:
            findings += wrong
            continue
        key = PurePosixPath(placed.path).stem
        for index, raw in enumerate(placed.value["notes"]):
            note, more = _parse_note(raw, key, placed.place(("notes", index)), texts)
            findings += more
            if note:
                notes.append(note)
    findings += _check_together(notes)
    notes.sort(key=lambda note: (note.document, int(note.number[1:])))
    return tuple(notes), findings


def _parse_note(
    raw: Mapping[str, Any], key: str, place: Place, texts: Mapping[str, str]
) -> tuple[ApparatusNote | None, list[Finding]]:
    findings = []
    name = raw["id"]
    if not _ID_RE.fullmatch(name) or name.rpartition(".")[0] != key:
        findings.append(Finding(place, "A001", f"the id {name} is no note of {key}", f"write {key}.a1, {key}.a2 …"))
    quote, start, end, lemma = None, -1, -1, ""
    if "quote" in raw:
        quote = Quote(raw["passage"], raw["quote"], raw.get("prefix", ""), raw.get("suffix", ""))
        lemma = raw.get("lemma", raw["quote"])
        if not quote.passage.startswith((f"{key}.", f"{key}/")):
            what = f"{name} marks {quote.passage}, which is of another document"
            findings.append(Finding(place, "A006", what, "write it in that document's file"))
        inner = find_all(lemma, quote.exact)
        if len(inner) != 1:
            what = f"{name}: the lemma 「{lemma}」 stands {len(inner)} times in its quote"
            findings.append(Finding(place, "A003", what, "quote the words so that they hold the lemma once"))
        if miss := say_miss(quote, texts):
            findings.append(Finding(place, "A002", f"{name}: {miss[0]}", miss[1]))
        if not findings:
            start = places_of(quote, texts[quote.passage])[0] + inner[0]
            end = start + len(lemma)
    reading = raw.get("reading")
    if reading is not None and reading == lemma:
        what = f"{name}: the suggested reading 「{reading}」 is what the source has"
        findings.append(Finding(place, "A005", what, "write what should stand there, or leave `reading` out"))
    grounds = tuple(Ground(parse_evidence(row), row.get("reason", "")) for row in raw["basis"])
    conflicts = tuple(
        Quote(row["passage"], row["quote"], row.get("prefix", ""), row.get("suffix", ""))
        for row in raw.get("conflicts", ())
    )
    for bound in (*(ground.evidence.quote for ground in grounds), *conflicts):
        if bound and (miss := say_miss(bound, texts)):
            findings.append(Finding(place, "A002", f"{name}: {miss[0]}", miss[1]))
    if findings:
        return None, findings
    note = ApparatusNote(
        id=name,
        document=key,
        quote=quote,
        lemma=lemma,
        start=start,
        end=end,
        kind=NoteKind(raw["kind"]),
        odd=raw["odd"],
        reading=reading,
        certainty=Certainty(raw["certainty"]),
        grounds=grounds,
        conflicts=conflicts,
        place=place,
    )
    return note, []


def _check_together(notes: Sequence[ApparatusNote]) -> list[Finding]:
    """Report ids that stand twice and lemmata that overlap."""
    findings = []
    seen: dict[str, ApparatusNote] = {}
    for note in notes:
        if note.id in seen:
            what = f"the note {note.id} stands in {seen[note.id].place} too"
            findings.append(Finding(note.place, "A001", what, "give it the next free number"))
        seen.setdefault(note.id, note)
    bound = [(note.quote.passage, note.start, note.end, note.id, note.place) for note in notes if note.quote]
    bound.sort()
    for first, second in pairwise(bound):
        if first[0] == second[0] and second[1] < first[2]:
            what = f"{second[3]} and {first[3]} mark the same characters of {first[0]}"
            findings.append(Finding(second[4], "A004", what, "shorten the lemmata, or make one note of them"))
    return findings
