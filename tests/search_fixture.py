"""Pseudo-passages cut from the sources, for tests of the search alone."""

from __future__ import annotations

import re
from pathlib import Path

from edition.search.passages import SearchPassage

ROOT = Path(__file__).parent.parent
KEYS = ("togashi-kaken", "vision2025", "hiraiwa2011", "sakata2026", "sakata2021")


def passages_of(key: str, text: str) -> list[SearchPassage]:
    """Cut a text at blank lines; join wrapped lines."""
    found: list[SearchPassage] = []
    title = ""
    buffer = ""
    blocks = re.split(r"\n[ \t\u3000]*\n", text)
    for block in blocks:
        piece = re.sub(r"\s*\n\s*", "", block)
        buffer += piece.strip() if not buffer else piece.rstrip("\n")
        if not buffer.strip():
            buffer = ""
            continue
        if not re.search(r"[。．.)）」]\s*$", buffer) and len(buffer) > 30 and len(buffer) < 400:
            continue
        clean = buffer.strip()
        buffer = ""
        number = len(found) + 1
        if len(clean) < 25 and not clean.endswith("。"):
            title = clean
        found.append(
            SearchPassage(
                id=f"{key}.{number}",
                document=key,
                kind="note" if re.match(r"\d+ ", clean) else "paragraph",
                url=f"documents/{key}/{number // 20 + 1}/#p{number}",
                permalink=f"p/{key}.{number}/",
                division=f"{key}/{number // 20 + 1}",
                division_title=title,
                label=None,
                page=number // 8 + 1,
                text=clean,
                extra={"document_title": key, "year": int((re.findall(r"\d{4}", key) or [2020])[0])},
            )
        )
    return found


def source_passages() -> list[SearchPassage]:
    """Return the pseudo-passages of all five sources."""
    return [
        passage
        for key in KEYS
        for passage in passages_of(key, (ROOT / "corpus/sources" / f"{key}.txt").read_text(encoding="utf-8"))
    ]
