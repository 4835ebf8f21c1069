"""The conservation law: every character of a source is in exactly one place.

Independent of the stage that divides: it takes the finished structure and the
source, counts, and compares the reading texts with the spans they claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.errors import Finding, Place
from edition.model import Division, Passage, PassageKind, Source, SourceSpan, Structure

PLACES = ("passage", "note", "heading", "label", "marker", "artefact")


@dataclass(frozen=True, slots=True)
class Account:
    """Where the non-space characters of a source went.

    Args:
        key: citation key.
        sha256: digest of the source.
        characters: all non-space characters of the source.
        by_place: how many went to each of `PLACES`.
        unaccounted: offsets that belong to no place.
        doubled: offsets that belong to more than one.
        invented: non-space characters of reading texts that their spans do not have.
    """

    key: str
    sha256: str
    characters: int
    by_place: dict[str, int]
    unaccounted: tuple[int, ...]
    doubled: tuple[int, ...]
    invented: int

    @property
    def is_balanced(self) -> bool:
        """Whether nothing is lost, doubled or added."""
        return not (self.unaccounted or self.doubled or self.invented)


def draw_up_account(structure: Structure, source: Source) -> tuple[Account, list[Finding]]:
    """Account for every non-space character of a source.

    Args:
        structure: the divided document, its passages numbered or not.
        source: the source it was made from.

    Returns:
        the account, and a finding for each stretch that is lost or doubled and
        each reading text that differs from the source.
    """
    owners: list[str] = [""] * len(source.text)
    doubled: set[int] = set()
    findings: list[Finding] = []
    invented = 0

    def claim(span: SourceSpan, place: str) -> None:
        for offset in range(span.begin, span.end):
            if not source.text[offset].isspace():
                if owners[offset]:
                    doubled.add(offset)
                owners[offset] = place

    def compare(what: Passage | Division, reading: str, name: str) -> None:
        nonlocal invented
        printed = "".join(source.text[s.begin : s.end] for s in what.source_spans)
        if "".join(printed.split()) != "".join(reading.split()):
            line = source.line_at(what.source_spans[0].begin) if what.source_spans else 0
            findings.append(
                Finding(
                    Place(source.path, line),
                    "S061",
                    f"the reading text of {name} differs from its lines in the source",
                    "a text may leave out spaces and line breaks only; mend the rule that made it",
                )
            )
            invented += max(1, len("".join(reading.split())) - len("".join(printed.split())))

    for passage in structure.passages:
        place = "note" if passage.kind is PassageKind.NOTE else "passage"
        for span in passage.source_spans:
            claim(span, place)
        if passage.text is not None:
            compare(passage, passage.text, passage.id or f"「{passage.text[:12]}…」")
    for division in structure.divisions:
        for span in division.source_spans:
            claim(span, "heading")
        compare(division, division.title, division.id)
    for apart in structure.apart:
        claim(apart.span, apart.kind)
    letters = [offset for offset, letter in enumerate(source.text) if not letter.isspace()]
    lost = tuple(offset for offset in letters if not owners[offset])
    findings += _report(source, lost, "S060", "belong to no passage, note, heading, label, marker or artefact")
    findings += _report(source, tuple(sorted(doubled)), "S062", "belong to two places")
    account = Account(
        key=structure.key,
        sha256=source.sha256,
        characters=len(letters),
        by_place={place: sum(1 for o in letters if owners[o] == place) for place in PLACES},
        unaccounted=lost,
        doubled=tuple(sorted(doubled)),
        invented=invented,
    )
    return account, findings


def _report(source: Source, offsets: tuple[int, ...], code: str, what: str) -> list[Finding]:
    """Make one finding for each line with characters astray."""
    by_line: dict[int, list[int]] = {}
    for offset in offsets:
        by_line.setdefault(source.line_at(offset), []).append(offset)
    return [
        Finding(
            Place(source.path, line),
            code,
            f"{len(found)} characters 「{''.join(source.text[o] for o in found)[:20]}」 {what}",
            "declare them in the document's directives",
        )
        for line, found in sorted(by_line.items())
    ]
