"""Checks of the search lexicon: every row whole, none twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from edition.errors import Finding, Place

#: The columns each table must have; it may have more.
COLUMNS_BY_TABLE = {
    "aliases.tsv": ("concept", "form", "language", "label"),
    "readings.tsv": ("surface", "reading", "label"),
    "variants.tsv": ("from", "to", "rule", "label"),
}


def check_lexicon(
    lexicon: Mapping[str, str], names: Mapping[str, Collection[str]] = MappingProxyType({})
) -> list[Finding]:
    """Report every row of the lexicon that cannot be read, stands twice or says what an entity says.

    Args:
        lexicon: text of each table by file name.
        names: the names of each entity, by its id.
    """
    findings: list[Finding] = []
    for table, text in sorted(lexicon.items()):
        if table in COLUMNS_BY_TABLE:
            findings += _check_table(f"corpus/lexicon/{table}", text, COLUMNS_BY_TABLE[table])
    findings += _check_needless("corpus/lexicon/aliases.tsv", lexicon.get("aliases.tsv", ""), names)
    return findings


def _check_needless(path: str, text: str, names: Mapping[str, Collection[str]]) -> list[Finding]:
    """Report aliases that are names of the entity with the concept's id."""
    findings = []
    for number, line in enumerate(text.split("\n")[1:], 2):
        concept, _, rest = line.partition("\t")
        form = rest.partition("\t")[0]
        if form in names.get(concept, ()):
            what = f"「{form}」 is a name of the entity {concept} already"
            findings.append(Finding(Place(path, number), "L005", what, "take the row out"))
    return findings


def _check_table(path: str, text: str, columns: tuple[str, ...]) -> list[Finding]:
    """Check one table: names of the columns first, then each row."""
    lines = text.split("\n")
    names = lines[0].split("\t")
    missing = [column for column in columns if column not in names]
    if missing:
        what = f"the column {', '.join(missing)} is missing"
        return [Finding(Place(path, 1), "L001", what, f"let the first row name {', '.join(columns)}")]
    findings = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            what = f"the row has {len(cells)} cells, the table {len(names)} columns"
            remedy = f"write {', '.join(names)}, parted by tabs"
            findings.append(Finding(Place(path, number), "L002", what, remedy))
            continue
        empty = [name for name, cell in zip(names, cells, strict=True) if name in columns and not cell.strip()]
        if empty:
            what = f"the cell {', '.join(empty)} is empty"
            findings.append(Finding(Place(path, number), "L003", what, "fill it, or take the row out"))
        if line in seen:
            what = f"the row stands in line {seen[line]} too"
            findings.append(Finding(Place(path, number), "L004", what, "keep one of them"))
        seen.setdefault(line, number)
    return findings
