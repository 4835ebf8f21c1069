"""Cases of cases/structure/*.txt: a source, its directives, and what they must give.

A file holds cases of three parts. `␣` stands for a space at either end of a
line, where an editor could not see it and a program might cut it off.

    ==== title of the case
    outline: []              directives, as under `edition:` of a document
    ---- source
     一行目␣
    ---- expected
    P 一行目                 what `dump` shows, or the messages of the findings
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from edition.check.audit import draw_up_account
from edition.errors import Finding
from edition.model import Division, Passage, PassageKind, Source, Structure
from edition.structure.directives import Directives, parse_directives
from edition.structure.divide import structure_document
from edition.yaml_place import parse_yaml
from edition.yaml_schema import check_schema
from edition_corpora import ROOT

DIRECTIVES_PATH, SOURCE_PATH = "corpus/documents/case.yml", "corpus/sources/case.txt"
SIGNS = {
    PassageKind.PARAGRAPH: "P", PassageKind.LIST_ITEM: "ITEM", PassageKind.NOTE: "NOTE", PassageKind.TABLE: "TABLE",
    PassageKind.FIGURE: "FIGURE", PassageKind.REFERENCE: "REFERENCE", PassageKind.FRONT: "FRONT",
    PassageKind.QUOTATION: "QUOTATION",
}


@dataclass(frozen=True, slots=True)
class StructureCase:
    """One case."""

    title: str
    directives: str
    source: str
    expected: list[str]


def read_cases(path: Path) -> Iterator[StructureCase]:
    """Yield the cases of a file."""
    for block in re.split(r"^==== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, source, expected = re.split(r"^---- (?:source|expected)\n", block, flags=re.MULTILINE)
        title, _, directives = head.partition("\n")
        yield StructureCase(title, directives, source.replace("␣", " ").removesuffix("\n"), [line for line in expected.split("\n") if line])


@cache
def _schema() -> dict[str, Any]:
    return json.loads((ROOT / "corpus/schema/edition.schema.json").read_text(encoding="utf-8"))


def directives_of(text: str, path: str = DIRECTIVES_PATH) -> Directives:
    """Parse the directives of a case, which must be valid against the schema."""
    placed = parse_yaml(text if "paragraph_end" in text else f"{text}\nparagraph_end: trailing_space\n", path)
    assert [str(finding) for finding in (*placed.findings, *check_schema(placed, _schema()))] == []
    return parse_directives(placed.value, placed.place)


def source_of(text: str, key: str = "case") -> Source:
    """Return a source that is not in any corpus."""
    return Source(key, SOURCE_PATH, text, "0" * 64)


def divide(source: str, directives: str) -> tuple[Structure | None, list[Finding]]:
    """Divide a source by directives written as YAML."""
    return structure_document(source_of(source), directives_of(directives))


def dump(structure: Structure) -> list[str]:
    """Return a structure as lines: one a heading, passage or table row.

    A heading: its signs # for the level, [slug], title. A passage: its kind,
    [label], (the slug it belongs to, where that is not the heading above), and its text, in which
    {n1} is a note marker, {p2} the start of page 2, / the end of a set line.
    """
    lines = []
    by_id = {division.id: division for division in structure.divisions}
    above = None
    for part in structure.order:
        if isinstance(part, str):
            division = by_id[part]
            above = division.id
            lines.append(f"{'#' * division.level} [{division.slug}] {_marked(division)}")
            continue
        passage = structure.passages[part]
        words = [SIGNS[passage.kind]]
        if passage.role:
            words.append(passage.role)
        if passage.label:
            words.append(f"[{passage.label}]")
        if passage.division != above:
            words.append(f"({by_id[passage.division].slug if passage.division else '-'})")
        if passage.text is None:
            words.append(f"missing: {passage.reason}")
        elif passage.table:
            words.append(passage.table.caption)
        else:
            words.append(" / ".join(passage.lines) if passage.lines else _marked(passage))
        lines.append(" ".join(words))
        if passage.table:
            lines += [_table_row(passage, number) for number in range(len(passage.table.cells))]
            if passage.table.source_line:
                lines.append(f"  {passage.table.source_line}")
    lines += [f"APART {apart.kind} {apart.reason}" for apart in structure.apart if apart.kind == "artefact"]
    return lines


def _marked(part: Passage | Division) -> str:
    text = (part.text if isinstance(part, Passage) else part.title) or ""
    marks = [(ref.offset, 0, "{" + ref.note.rpartition(".")[2] + "}") for ref in part.note_refs]
    if isinstance(part, Passage):
        marks += [(start.offset, 1, f"{{p{start.page}}}") for start in part.page_starts]
    for offset, _, mark in sorted(marks, reverse=True):
        text = text[:offset] + mark + text[offset:]
    return text


def _table_row(passage: Passage, number: int) -> str:
    table = passage.table
    assert table is not None
    spans = {(span.row, span.column): f"<{span.rows}x{span.columns}>" for span in table.spans}
    notes = {(row, column): "{" + note.rpartition(".")[2] + "}" for row, column, note in table.refs}
    cells = [
        cell + notes.get((number, column), "") + spans.get((number, column), "")
        for column, cell in enumerate(table.cells[number])
    ]
    return "  | " + " | ".join(cells)


def outcome(case: StructureCase) -> list[str]:
    """Return what a case gives: its structure, or the messages an editor would see."""
    directives = directives_of(case.directives)
    source = source_of(case.source)
    structure, findings = structure_document(source, directives)
    if structure is None:
        return [str(finding) for finding in sorted(findings)]
    account, more = draw_up_account(structure, source)
    assert [str(finding) for finding in more] == []
    assert account.is_balanced
    return dump(structure)
