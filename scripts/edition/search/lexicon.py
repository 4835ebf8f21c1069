"""The lexicon: names of one concept, readings and spellings the entities do not give.

Three tables of corpus/lexicon/, tab-separated, with a line of column names;
the last column says why the row is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.errors import EditionError


class LexiconError(EditionError):
    """Raised for a row of the lexicon that cannot be read.

    Args:
        table: name of the table.
        line: line counted from 1.
        columns: the columns a row has.
    """

    def __init__(self, table: str, line: int, columns: tuple[str, ...]) -> None:
        self.table, self.line, self.columns = table, line, columns
        wanted = ", ".join(columns)
        super().__init__(f"a value is missing at {table}:{line}; every row needs {wanted}")


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """One name (`form`) of a concept in a language; a form may name several concepts."""

    concept: str
    form: str
    language: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class ReadingRow:
    """A surface and how it is read, in kana; `concept` where it is one of several names of one thing."""

    surface: str
    reading: str
    label: str
    concept: str = ""


@dataclass(frozen=True, slots=True, order=True)
class VariantRow:
    """A spelling and the one it stands for; `rule` says under which name of the search."""

    spelling: str
    standard: str
    rule: str
    label: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows of the lexicon."""

    aliases: tuple[Alias, ...] = ()
    readings: tuple[ReadingRow, ...] = ()
    variants: tuple[VariantRow, ...] = ()


def parse_lexicon(aliases: str = "", readings: str = "", variants: str = "") -> Lexicon:
    """Read the three tables; a table may have further columns.

    Args:
        aliases: text of aliases.tsv (concept, form, language, label).
        readings: text of readings.tsv (surface, reading, label).
        variants: text of variants.tsv (from, to, rule, label).

    Raises:
        LexiconError: when a column or a value is missing.
    """
    return Lexicon(
        tuple(
            Alias(row["concept"], row["form"], row["language"], row["label"])
            for row in _rows("aliases.tsv", aliases, ("concept", "form", "language", "label"))
        ),
        tuple(
            ReadingRow(row["surface"], row["reading"], row["label"])
            for row in _rows("readings.tsv", readings, ("surface", "reading", "label"))
        ),
        tuple(
            VariantRow(row["from"], row["to"], row["rule"], row["label"])
            for row in _rows("variants.tsv", variants, ("from", "to", "rule", "label"))
        ),
    )


def _rows(table: str, text: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    names: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if names is None:
            names = cells
            if not set(columns) <= set(names):
                raise LexiconError(table, number, columns)
            continue
        row = dict(zip(names, cells, strict=False))
        if not all(row.get(column) for column in columns):
            raise LexiconError(table, number, columns)
        yield row
