"""Cutting a stretch of a paper into the quotations that stand in it.

docs/assets/quote-check/pieces.js is the twin of this file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Opening and closing quotation marks.
MARKS = {"「": "」", "『": "』", "“": "”"}

_BLOCK_RE = re.compile(r"[ \t]*>[ \t]?")
_BREAK_RE = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
#: Letters between which a line break is no blank: kana, kanji, full-width signs.
_SOLID_RE = re.compile("[\u2018-\u2026\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ELLIPSIS_RE = re.compile(
    r"[(（\[［〔【][^\S\n]*(?:中略|前略|後略|省略|略|…+|\.{3,})[^\S\n]*[)）\]］〕】]|…+|‥+|⋯+|\.{3,}|・{3,}"
)
_SENTENCE_RE = re.compile(r"[^。！？]+[。！？]*[」』”]?")


class Piece(NamedTuple):
    """A stretch of a paper that is looked for.

    Args:
        kind: "quotation" (between marks), "block" (a quoted block), "whole" (a
            paragraph), "fragment" (beside an ellipsis) or "sentence".
        text: its text, lines joined.
    """

    kind: str
    text: str


def join_lines(text: str) -> str:
    """Undo line breaks: nothing where Japanese wraps, a blank between Western words."""

    def join(match: re.Match[str]) -> str:
        sides = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if any(not side or _SOLID_RE.match(side) for side in sides) else " "

    return _BREAK_RE.sub(join, text)


def cut_paragraphs(text: str) -> list[Piece]:
    """Return the paragraphs ("whole") and quoted blocks ("block") of a text; a blank line divides them."""
    found: list[Piece] = []
    lines: list[str] = []
    kind = "whole"

    def close() -> None:
        joined = join_lines("\n".join(lines)).strip()
        if joined:
            found.append(Piece(kind, joined))
        lines.clear()

    for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]", text):
        mark = _BLOCK_RE.match(line)
        content = line[mark.end() :] if mark else line
        if not content.strip() or ("block" if mark else "whole") != kind:
            close()
        kind = "block" if mark else "whole"
        lines.append(content)
    close()
    return found


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return begin and end of what stands between quotation marks, the outermost pairs only."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = _closing(text, at) if text[at] in MARKS else -1
        if end > at:
            found.append((at + 1, end))
            at = end
        at += 1
    return [(begin, end) for begin, end in found if text[begin:end].strip()]


def cut_quotations(text: str) -> list[Piece]:
    """Return what stands between quotation marks, the outermost pairs only."""
    return [Piece("quotation", text[begin:end]) for begin, end in find_quotations(text)]


def _closing(text: str, at: int) -> int:
    """Return where the mark that answers to the one at `at` stands; -1 for none.

    Where the pairs do not come out even (a quotation cut short inside another), the first closing mark is taken.
    """
    opening, closing = text[at], MARKS[text[at]]
    depth = 0
    for place in range(at, len(text)):
        if text[place] == opening:
            depth += 1
        elif text[place] == closing:
            depth -= 1
            if depth == 0:
                return place
    return text.find(closing, at)


def cut_fragments(quotation: str) -> list[Piece]:
    """Return what stands on either side of each ellipsis; nothing when there is none."""
    parts = [part.strip() for part in _ELLIPSIS_RE.split(quotation)]
    return [Piece("fragment", part) for part in parts if part] if len(parts) > 1 else []


def cut_sentences(text: str) -> list[Piece]:
    """Return the sentences of a paragraph; nothing when it is one sentence."""
    parts = [part.strip() for part in _SENTENCE_RE.findall(text)]
    parts = [part for part in parts if part]
    return [Piece("sentence", part) for part in parts] if len(parts) > 1 else []
