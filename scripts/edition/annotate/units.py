"""The texts that are annotated: passages and headings, in reading order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A text that names and dates are looked for in.

    Args:
        id: id of the passage, or of the division whose heading it is (`key/slug`).
        document: citation key.
        text: reading text.
        is_heading: whether it is a heading.
        label: printed label outside the text (a year above references), or None.
    """

    id: str
    document: str
    text: str
    is_heading: bool = False
    label: str | None = None
