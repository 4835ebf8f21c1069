"""Page starts of a source file.

In PDF text a form feed ends each page. In three of the files it became one
leading space on the first line of the page ("leading_space"), or, where a page
begins with blank paragraphs, a third empty line in a row ("blank_run").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.errors import Finding
from edition.model import SourcePage
from edition.structure.directives import PageRules
from edition.structure.lines import Line, squeeze


@dataclass(frozen=True, slots=True)
class FilePages:
    """The pages of a source.

    Args:
        starts: (page number, offset of the first character that is not a space),
            for pages with text, in order.
        residues: offsets of line beginnings whose one leading space is a form feed.
    """

    starts: tuple[tuple[int, int], ...]
    residues: frozenset[int]

    def page_at(self, offset: int) -> int:
        """Return the number of the page on which `offset` lies."""
        return max((page for page, start in self.starts if start <= offset), default=1)


def find_pages(
    text: str, lines: Sequence[Line], rules: PageRules
) -> tuple[FilePages, list[Finding]]:
    """Find where the pages of a source begin.

    Args:
        text: text of the source.
        lines: its lines.
        rules: the page directives.

    Returns:
        the pages, and a finding for each quote that begins no line or several.
    """
    findings: list[Finding] = []
    begins: dict[int, None] = {}
    residues = set()
    if lines and lines[0].begin < lines[0].content.begin and "leading_space" in rules.rules:
        residues.add(lines[0].begin)
    for index in range(1, len(lines)):
        line, above = lines[index], lines[index - 1]
        indented = not line.is_blank and text[line.begin] == " "
        if "leading_space" in rules.rules and indented and not above.is_blank:
            begins[index] = None
            residues.add(line.begin)
        if "blank_run" in rules.rules and index >= 2 and line.is_empty:
            run = above.is_empty and lines[index - 2].is_empty
            if run and any(not later.is_blank for later in lines[index:]):
                begins[index] = None
    for start in rules.starts:
        wanted = squeeze(start.quote)
        found = [
            index
            for index, line in enumerate(lines)
            if squeeze(text[line.content.begin : line.content.end]).startswith(wanted)
        ]
        if len(found) == 1:
            begins[found[0]] = None
            residues.add(lines[found[0]].begin)
        else:
            findings.append(
                Finding(
                    start.place,
                    "S010",
                    f"page start 「{start.quote}」 begins {len(found)} lines of the source",
                    "quote the first words of exactly one line",
                )
            )
    first_line = next((index for index, line in enumerate(lines) if not line.is_blank), 0)
    starts: list[tuple[int, int]] = []
    heads = [first_line, *sorted(begins)]
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(lines)
        with_text = next((line for line in lines[head:end] if not line.is_blank), None)
        if with_text:
            starts.append((rules.first + number, with_text.content.begin))
    return FilePages(tuple(starts), frozenset(residues)), findings


def number_pages(
    text: str, pages: FilePages, rules: PageRules
) -> tuple[tuple[SourcePage, ...], list[Finding]]:
    """Give each page of the file its printed number, counted from the one that survives.

    Args:
        text: text of the source.
        pages: the pages found; the start of each is its first reading text.
        rules: the page directives.

    Returns:
        the pages, and a finding when no page begins with the quoted words.
    """
    if rules.printed is None:
        return tuple(SourcePage(page, None, start) for page, start in pages.starts), []
    wanted = rules.printed.quote
    anchor = next((page for page, start in pages.starts if text.startswith(wanted, start)), None)
    if anchor is None:
        finding = Finding(
            rules.printed.place,
            "S011",
            f"no page of the source begins with 「{wanted}」",
            "quote the first words of the page whose printed number is known",
        )
        return tuple(SourcePage(page, None, start) for page, start in pages.starts), [finding]
    shift = rules.printed_number - anchor
    return (
        tuple(SourcePage(page, page + shift, start) for page, start in pages.starts),
        [],
    )
