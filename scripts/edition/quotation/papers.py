"""Papers as blocks of text: Markdown, TeX, BibTeX, Word (.docx).

A block is a paragraph, a quoted block, a note or a bibliography entry. Notes
are blocks of their own; where one is referred to stands `[^name]`, as in
Markdown. Line breaks are kept, so that every place has its line; a Word file
has none, there paragraphs are counted.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from xml.etree import ElementTree

from edition.errors import EditionError

#: A line break taken out of its paragraph with a note; it still counts as a line.
HIDDEN_BREAK = "\x0b"
REFERENCE_RE = re.compile(r"\[\^([^\]\s]+)\]")

_NOTE_RE = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*")
_QUOTED_RE = re.compile(r"[ \t]*>[ \t]?")
_COMMENT_RE = re.compile(r"(?<!\\)%[^\n]*")
_QUOTE_ENVIRONMENT_RE = re.compile(r"\\begin\{(quote|quotation|quoting|displayquote)\}(.*?)\\end\{\1\}", re.DOTALL)
_COMMAND_RE = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\[\]]*\])*\{([^{}]*)\}")
_MOST_BYTES = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_QUOTE_STYLES = frozenset({"Quote", "IntenseQuote", "BlockText", "BlockQuotation"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a paper.

    Args:
        text: its text, with line breaks.
        line: line on which it begins; in a Word file the number of the paragraph.
        note: name of the note it is, or "".
        is_quoted: whether it is a block quotation.
    """

    text: str
    line: int
    note: str = ""
    is_quoted: bool = False

    def line_at(self, offset: int) -> int:
        """Return the line of a place in the text."""
        before = self.text[:offset]
        return self.line + before.count("\n") + before.count(HIDDEN_BREAK)


class PaperError(EditionError):
    """Raised when a file is no paper that can be read."""


def parse_paper(name: str, content: bytes) -> list[Block]:
    """Return the blocks of a paper.

    Args:
        name: name of the file; its ending says what it is.
        content: its bytes.

    Raises:
        PaperError: when the ending is unknown or the content is not what it says.
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".docx":
        return _parse_docx(name, content)
    if ending not in (".md", ".markdown", ".tex", ".bib", ".txt"):
        raise PaperError(f"{name}: no paper that can be read; give .md, .tex, .docx, .bib or .txt")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise PaperError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    if ending in (".tex", ".bib"):
        return _parse_tex(text, is_bib=ending == ".bib")
    return _cut_blocks(text)


def _cut_blocks(text: str) -> list[Block]:
    """Cut Markdown at blank lines, at notes and at quoted blocks."""
    blocks: list[Block] = []
    lines: list[str] = []
    begin, note, is_quoted = 1, "", False

    def close() -> None:
        if any(line.strip() for line in lines):
            blocks.append(Block("\n".join(lines), begin, note, is_quoted))
        lines.clear()

    for number, line in enumerate(text.split("\n"), 1):
        opening, quoted = _NOTE_RE.match(line), _QUOTED_RE.match(line)
        is_blank = not (line[quoted.end() :] if quoted else line).strip()
        if is_blank or opening or bool(quoted) != is_quoted:
            close()
        if is_blank:
            continue
        if not lines:
            # An indented paragraph behind a note still belongs to it.
            stays = bool(note) and line.startswith(("    ", "\t"))
            begin, note, is_quoted = number, opening[1] if opening else note if stays else "", bool(quoted)
        mark = opening or quoted
        lines.append(line[mark.end() :] if mark else line)
    close()
    return blocks


def _parse_tex(text: str, is_bib: bool) -> list[Block]:
    """Turn TeX into Markdown as far as quotations, notes and addresses go; line breaks stay."""
    if not is_bib:
        text = _COMMENT_RE.sub("", text)
    text = _QUOTE_ENVIRONMENT_RE.sub(lambda match: re.sub(r"^(?=.*\S)", "> ", match[2], flags=re.MULTILINE), text)
    notes: list[Block] = []
    while (at := text.rfind("\\footnote{")) >= 0:
        end = _closing_brace(text, at + len("\\footnote"))
        name = f"tex{len(notes) + 1}"
        content = text[at + len("\\footnote{") : end]
        notes.append(Block(content, text.count("\n", 0, at) + text.count(HIDDEN_BREAK, 0, at) + 1, name))
        breaks = HIDDEN_BREAK * (content.count("\n") + content.count(HIDDEN_BREAK))
        text = f"{text[:at]}[^{name}]{breaks}{text[end + 1 :]}"
    if is_bib:
        text = re.sub(r"^(?=[ \t]*@)", "\n", text, flags=re.MULTILINE)
        found = _cut_blocks(text)
        # The blank line put before each entry is none of the file's.
        blocks = [Block(block.text, block.line - number) for number, block in enumerate(found, 1)]
    else:
        blocks = _tex_lines(_cut_blocks(text))
    return [
        Block(_plain_tex(block.text), block.line, block.note, block.is_quoted) for block in [*blocks, *notes[::-1]]
    ]


def _tex_lines(blocks: list[Block]) -> list[Block]:
    """Count the line breaks that went with the notes of the blocks before."""
    counted, hidden = [], 0
    for block in blocks:
        counted.append(Block(block.text, block.line + hidden, block.note, block.is_quoted))
        hidden += block.text.count(HIDDEN_BREAK)
    return counted


def _closing_brace(text: str, at: int) -> int:
    """Return where the brace at `at` is closed; the end of the text when it is not."""
    depth = 0
    for place in range(at, len(text)):
        if text[place] == "{" and text[place - 1] != "\\":
            depth += 1
        elif text[place] == "}" and text[place - 1] != "\\":
            depth -= 1
            if depth == 0:
                return place
    return len(text)


def _plain_tex(text: str) -> str:
    """Return TeX without its commands: quotation marks, addresses and letters stay."""
    text = re.sub(r"\\url\{([^{}]*)\}", r" \1 ", text)
    text = re.sub(r"\\href\{([^{}]*)\}\{([^{}]*)\}", r"\2 \1 ", text)
    text = re.sub(r"\\ruby(?:\[[^\[\]]*\])?\{([^{}]*)\}\{[^{}]*\}", r"\1", text)
    text = re.sub(r"\\(?:text)?(?:enquote|textquote)\*?\{([^{}]*)\}", r"“\1”", text)
    text = re.sub(r"``(.*?)''", r"“\1”", text, flags=re.DOTALL)
    previous = ""
    while previous != text:
        previous, text = text, _COMMAND_RE.sub(r"\1", text)
    text = re.sub(r"\\([&%$#_{}])", r"\1", text)
    text = re.sub(r"\\(?:ldots|dots|cdots)\b(?:\{\})?", "……", text)
    text = re.sub(r"---|--", "—", text)
    return re.sub(r"(?<!\\)~", " ", text)


def _parse_docx(name: str, content: bytes) -> list[Block]:
    """Read the paragraphs and notes of a Word file (ECMA-376, WordprocessingML)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise PaperError(f"{name}: too large to be a paper")
            parts = {part: archive.read(part) for part in archive.namelist() if part.startswith("word/")}
        body = ElementTree.fromstring(parts["word/document.xml"])
        blocks: list[Block] = []
        line_by_note: dict[str, int] = {}
        for line, paragraph in enumerate(body.iter(f"{_W}p"), 1):
            text = _docx_text(paragraph, _docx_targets(parts, "document"))
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            is_quoted = style is not None and style.get(f"{_W}val") in _QUOTE_STYLES
            line_by_note |= dict.fromkeys(REFERENCE_RE.findall(text), line)
            if text.strip():
                blocks.append(Block(text, line, "", is_quoted))
        for kind in ("footnote", "endnote"):
            part = f"word/{kind}s.xml"
            for note in ElementTree.fromstring(parts[part]) if part in parts else ():
                label = f"{kind}{note.get(f'{_W}id')}"
                targets = _docx_targets(parts, f"{kind}s")
                text = " ".join(_docx_text(paragraph, targets) for paragraph in note.iter(f"{_W}p"))
                if text.strip():
                    blocks.append(Block(text, line_by_note.get(label, 0), label))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, NotImplementedError) as error:
        raise PaperError(f"{name}: no Word file that can be read ({error}); save it anew as .docx") from None
    return blocks


def _docx_targets(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """Return the addresses the links of a part lead to, by their id."""
    relations = parts.get(f"word/_rels/{part}.xml.rels")
    if relations is None:
        return {}
    return {one.get("Id", ""): one.get("Target", "") for one in ElementTree.fromstring(relations)}


def _docx_text(paragraph: ElementTree.Element, targets: dict[str, str]) -> str:
    """Return the text of a paragraph: references to notes as `[^name]`, addresses behind the words that link."""
    pieces: list[str] = []

    def read(element: ElementTree.Element) -> None:
        tag = element.tag
        if tag in (f"{_W}p", f"{_W}del") and element is not paragraph:
            return  # a paragraph in a text box is read by itself; what is struck out is not read
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            pieces.append(" ")
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            pieces.append(f"[^{tag.removeprefix(_W).removesuffix('Reference')}{element.get(f'{_W}id')}]")
        elif tag == f"{_W}instrText" and (field := re.search(r'HYPERLINK\s+"([^"]+)"', element.text or "")):
            pieces.append(f" {field[1]} ")
        begin = len(pieces)
        for child in element:
            read(child)
        target = targets.get(element.get(f"{_R}id", "")) if tag == f"{_W}hyperlink" else None
        if target and target not in "".join(pieces[begin:]):
            pieces.append(f" {target} ")

    read(paragraph)
    return "".join(pieces)
