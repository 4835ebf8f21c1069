"""The errors and findings of the edition.

An error stops the build. A finding is an editor's mistake: all findings of a
run are collected and shown together, one line each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file of the corpus and a line in it.

    Args:
        path: path below the repository, with forward slashes.
        line: line counted from 1; 0 when the whole file is meant.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One mistake an editor can mend.

    Args:
        place: file and line of the mistake.
        code: letter by subject and three digits, never reused (see docs/about/findings.md).
        what: what is wrong with which thing.
        remedy: what would be right.
    """

    place: Place
    code: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.what}; {self.remedy}"


class EditionError(Exception):
    """Root of every error of the edition."""


class FindingsError(EditionError):
    """Raised when checks found mistakes; carries all of them.

    Args:
        findings: the findings, at least one.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(set(findings)))
        super().__init__("\n".join(str(finding) for finding in self.findings))
