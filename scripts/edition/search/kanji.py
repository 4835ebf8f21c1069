"""Old and variant kanji from OpenCC's published table of Japanese variants.

The table is read from the installed package at build time; the repository
holds no copy of it (OpenCC, Apache License 2.0, JPVariants.txt).
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files

PACKAGE = "opencc-python-reimplemented"


def published_variants() -> dict[str, str]:
    """Return old form -> current form, one character each."""
    text = files("opencc").joinpath("dictionary/JPVariants.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {
        old: new.split(" ")[0] for old, new in pairs if len(old) == 1 and len(new.split(" ")[0]) == 1 and old != new
    }


def table_version() -> str:
    """Return the version of the package the table is read from."""
    return version(PACKAGE)


def resolve(table: dict[str, str]) -> dict[str, str]:
    """Follow chains (a → b → c) so that one step leads to the final form."""
    resolved: dict[str, str] = {}
    for old in sorted(table):
        new = table[old]
        seen = {old}
        while new in table and new not in seen:
            seen.add(new)
            new = table[new]
        if new != old and new not in seen:
            resolved[old] = new
    return resolved
