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
        super().__init__(f"a row without all of its columns in {table}:{line}; needed: {wanted}")


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """One name (`form`) of a concept in a language."""

    concept: str
    form: str
    language: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class ReadingRow:
    """A surface and how it is read, in kana."""

    surface: str
    reading: str
    label: str


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
    """Read the three tables.

    Args:
        aliases: text of aliases.tsv (concept, form, language, label).
        readings: text of readings.tsv (surface, reading_kana, label).
        variants: text of variants.tsv (from, to, rule, label).

    Raises:
        LexiconError: when a row lacks a column.
    """
    return Lexicon(
        tuple(
            Alias(*row)
            for row in _rows("aliases.tsv", aliases, ("concept", "form", "language", "label"))
        ),
        tuple(
            ReadingRow(*row)
            for row in _rows("readings.tsv", readings, ("surface", "reading_kana", "label"))
        ),
        tuple(
            VariantRow(*row)
            for row in _rows("variants.tsv", variants, ("from", "to", "rule", "label"))
        ),
    )


def _rows(table: str, text: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or tuple(cells) == columns:
            continue
        if len(cells) < len(columns) or not all(cells[: len(columns)]):
            raise LexiconError(table, number, columns)
        yield cells[: len(columns)]
