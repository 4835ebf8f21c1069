"""The stage itself: source and directives in, `Structure` out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.errors import Finding
from edition.model import Source, SourceSpan, Structure
from edition.structure.assemble import Assembler
from edition.structure.directives import Directives
from edition.structure.flow import BlockCutter
from edition.structure.lines import Line, split_lines, squeeze
from edition.structure.notes import check_pairs, cut_note_texts, find_markers, find_note_blocks
from edition.structure.outline import match_outline
from edition.structure.pages import FilePages, find_pages, number_pages
from edition.structure.quotes import QuoteFinder


def structure_document(
    source: Source, directives: Directives
) -> tuple[Structure | None, list[Finding]]:
    """Divide a source into divisions and passages.

    Args:
        source: the source.
        directives: the directives of the document.

    Returns:
        the structure with passages not yet numbered ("n", "t", "f" ids come
        from the ledger; note ids are final), or None, and all findings.
    """
    text = source.text
    lines = split_lines(text)
    file_pages, findings = find_pages(text, lines, directives.pages)
    blocks_of_notes, more = find_note_blocks(text, lines, file_pages, directives.notes)
    findings += more
    artefacts, more = _find_artefacts(text, lines, directives)
    findings += more
    in_notes = [SourceSpan(b[0].begin, b[-1].end) for b in blocks_of_notes]
    finder = QuoteFinder(text)
    markers, more = find_markers(text, finder, in_notes, directives.notes)
    findings += more
    notes = cut_note_texts(text, blocks_of_notes, directives.notes)
    findings += check_pairs(markers, notes, directives.notes)
    aside = {line.number for block in blocks_of_notes for line in block}
    aside |= {line.number for line, _ in artefacts}
    body = [line for line in lines if not line.is_blank and line.number not in aside]
    file_pages = _start_at_text(text, file_pages, [line for line, _ in artefacts])
    flow, more = match_outline(text, body, directives)
    findings += more
    cutter = BlockCutter(source, directives, file_pages, markers)
    blocks = cutter.cut(flow)
    findings += cutter.findings
    pages, more = number_pages(text, file_pages, directives.pages)
    findings += more
    assembler = Assembler(source, directives, file_pages, markers, [n for n in notes if not n.is_empty])
    structure = assembler.assemble(blocks, artefacts)
    findings += assembler.findings
    if findings:
        return None, findings
    return replace(structure, pages=pages), []


def _find_artefacts(
    text: str, lines: Sequence[Line], directives: Directives
) -> tuple[list[tuple[Line, str]], list[Finding]]:
    """Find the lines declared as artefacts; each must be exactly one line."""
    found = []
    findings = []
    for artefact in directives.artefacts:
        wanted = squeeze(artefact.quote)
        matching = [
            line for line in lines if squeeze(text[line.content.begin : line.content.end]) == wanted
        ]
        if len(matching) == 1:
            found.append((matching[0], artefact.reason))
        else:
            findings.append(
                Finding(
                    artefact.place,
                    "S050",
                    f"artefact 「{artefact.quote}」 is {len(matching)} lines of the source",
                    "quote exactly one whole line",
                )
            )
    return found, findings


def _start_at_text(text: str, pages: FilePages, artefacts: Sequence[Line]) -> FilePages:
    """Let a page begin with its first reading text, not with an artefact."""
    starts = []
    for page, start in pages.starts:
        for line in artefacts:
            if line.content.begin == start:
                start = line.content.end
                while start < len(text) and text[start].isspace():
                    start += 1
        starts.append((page, start))
    return FilePages(tuple(starts), pages.residues)
