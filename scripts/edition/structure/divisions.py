"""The tree of divisions, their labels and their slugs."""

from __future__ import annotations

import re
import unicodedata

from edition.errors import Finding
from edition.model import Division
from edition.structure.directives import HeadingRow, ReturnRow

#: Printed numbers and marks that open a heading and stay part of its title.
LABEL_RE = re.compile(
    r"""^(?:
        提言\s*[0-9]+\.            # 提言 1.
      | [0-9０-９]+[．.、]         # １． 1. １、
      | [（(][0-9０-９a-z]+[）)]   # （１） (1) (a) (f）
      | [0-9]+[）)]                # 1） 1)
      | [A-Z]\.                    # A.
      | [・\#🔾]
    )""",
    re.VERBOSE,
)


def read_label(title: str) -> str | None:
    """Return the printed number or mark at the head of a title, or None."""
    match = LABEL_RE.match(title)
    return match[0] if match else None


def slug_of_label(label: str | None) -> str:
    """Return the ASCII letters and digits of a label ("（１）" gives "1"), or ""."""
    folded = unicodedata.normalize("NFKC", label or "").lower()
    return "".join(c for c in folded if c.isascii() and c.isalnum())


class DivisionTree:
    """Divisions in reading order and which of them is open.

    Args:
        key: citation key of the document.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.divisions: list[Division] = []
        self.findings: list[Finding] = []
        self._open: list[tuple[int, str]] = []
        self._children: dict[str, int] = {}
        self._slugs: set[str] = set()
        self._returned: str | None = None
        self._has_returned = False

    @property
    def current(self) -> str | None:
        """The id of the division in which text now stands, or None."""
        if self._has_returned:
            return self._returned
        return f"{self.key}/{self._open[-1][1]}" if self._open else None

    def open(self, row: HeadingRow, title: str) -> Division:
        """Open the division of a heading and return it."""
        self._has_returned = False
        while self._open and self._open[-1][0] >= row.level:
            self._open.pop()
        deepest = self._open[-1][0] if self._open else 0
        if row.level != deepest + 1:
            self.findings.append(
                Finding(
                    row.place,
                    "S042",
                    f"heading 「{row.title}」 has level {row.level} under level {deepest}",
                    f"give a level of at most {deepest + 1}",
                )
            )
        parent = self._open[-1][1] if self._open else ""
        self._children[parent] = self._children.get(parent, 0) + 1
        label = read_label(title)
        own = row.slug or slug_of_label(label) or str(self._children[parent])
        slug = f"{parent}-{own}" if parent else own
        if slug in self._slugs:
            self.findings.append(
                Finding(
                    row.place,
                    "S043",
                    f"heading 「{row.title}」 has the address {slug}, which another heading has",
                    "give it a slug of its own",
                )
            )
        self._slugs.add(slug)
        self._open.append((row.level, slug))
        division = Division(
            id=f"{self.key}/{slug}",
            slug=slug,
            level=row.level,
            label=label,
            title=title,
            parent=f"{self.key}/{parent}" if parent else None,
            source_spans=(),
        )
        self.divisions.append(division)
        return division

    def return_to(self, row: ReturnRow) -> None:
        """Let the text that follows belong to the open division of a level."""
        slug = next((slug for level, slug in self._open if level == row.level), None)
        if slug is None and row.level:
            self.findings.append(
                Finding(
                    row.place,
                    "S044",
                    f"return to level {row.level} at 「{row.quote}」, where no such section is open",
                    "give the level of a section that encloses the paragraph",
                )
            )
        self._returned = f"{self.key}/{slug}" if slug else None
        self._has_returned = True
