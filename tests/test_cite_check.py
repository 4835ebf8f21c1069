"""`edition cite-check`: links and quotations in papers of every form."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from edition.corpus import parse_corpus
from edition.edited import EditedCorpus, edit_corpus
from edition.identity.ledger import digest_text
from edition.load import read_corpus
from edition.quotation import check as check_module
from edition.quotation.check import PaperChecker
from edition.quotation.match import QuotationIndex
from edition.quotation.papers import PaperError, parse_paper
from edition.quotation.texts import published_texts

ROOT = Path(__file__).resolve().parents[1]
HOST = "https://example.org/corpus/p/"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def edit() -> EditedCorpus:
    return edit_corpus(parse_corpus(read_corpus(ROOT))[0])[0]


EDITED = edit()
TEXTS = dict(published_texts(EDITED.documents))
CHECKER = PaperChecker(EDITED, QuotationIndex(TEXTS.items()))
#: Two passages long enough, without quotation marks and blanks of their own.
ONE, OTHER = [
    name for name, text in TEXTS.items() if len(text) > 150 and not set("「」『』“”\"… %&_~{}\\") & set(text)
][:2]
QUOTE = TEXTS[ONE][10:50]
WRONG = f"{QUOTE[:12]}鯨{QUOTE[13:]}"
LINK = f"{HOST}{ONE}/"


def codes(name: str, content: str | bytes, checker: PaperChecker = CHECKER) -> list[tuple[int, str]]:
    blocks = parse_paper(name, content if isinstance(content, bytes) else content.encode())
    return [(finding.place.line, finding.code) for finding in checker.check(name, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"論者は「{QUOTE}」と言う（{LINK}）。", []),
        (f"一行目。\n論者は「{WRONG}」と言う（{LINK}）。", [(2, "Q105")]),
        (f"論者は「{QUOTE[:9]} {QUOTE[9:]}」と言う（{LINK}）。", [(1, "Q201")]),
        (f"論者は「{QUOTE}」と言う（{HOST}{OTHER}/）。", [(1, "Q106")]),
        (f"論者は「小さな漁村に残る石碑は静かである」と言う（{LINK}）。", [(1, "Q107")]),
        (f"論者は「{QUOTE[:12]}……{QUOTE[25:]}」と言う（{LINK}）。", []),
        (f"いわゆる「抑止の傘」について{LINK}を見よ。", []),
        (f"一\n\n二 {HOST}hiraiwa2011.9999/ 三", [(3, "Q101")]),
        (f"{HOST}nobody2020.1", [(1, "Q101")]),
        (f"{LINK}?d={digest_text(TEXTS[ONE])}。", []),
        (f"{LINK}?d={digest_text(TEXTS[ONE])[:8]}.", []),
        (f"{LINK}?d=xyz", [(1, "Q102")]),
        (f"{LINK}?d=0123456789abcdef", [(1, "Q104")]),
        (f"論者の言葉[^a]を引く。\n\n「{WRONG}」[^b]\n\n[^a]: 別の注。\n[^b]: 論者、{LINK}", [(3, "Q105")]),
        (f"「ほかの論文からのまったく別の引用である」[^a]。「{QUOTE}」[^b]。\n\n[^a]: 別。\n\n[^b]: {LINK}", []),
        (f"本文。[^1]\n\n[^1]: 論者「{WRONG}」\n    {LINK}", [(3, "Q105")]),
        (f"> {WRONG[:20]}\n> {WRONG[20:]}（{LINK}）", [(1, "Q105")]),
        (f"> {WRONG}\n\nと論者は言う（{LINK}）。", [(1, "Q105")]),
        (f"[「{QUOTE}」]({LINK})", []),
        (f"「{QUOTE}」（{LINK}）、「{TEXTS[OTHER][:30]}」（{HOST}{OTHER}/）", []),
        (f"「{QUOTE}」（{HOST}{OTHER}/）、「{TEXTS[OTHER][:30]}」（{LINK}）", [(1, "Q106"), (1, "Q106")]),
        (f"阪田恭代「米韓同盟の変容と課題 〜バイデン政権時代に求められていること〜」、{LINK}", []),
        (f"{LINK}には「{WRONG}」とある。", [(1, "Q105")]),
        ("本文だけ。https://example.org/p/about/ と /p/ は段落ではない。", []),
    ],
)
def test_markdown(text: str, expected: list[tuple[int, str]]) -> None:
    assert codes("paper.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"論者は「{QUOTE}」と言う\\footnote{{論者、\\url{{{LINK}}}。}}。", []),
        (f"% {HOST}nobody.1/\n\\emph{{論者}}は「{WRONG}」と言う\n\\footnote{{論者、\n\\url{{{LINK}}}。}}。", [(2, "Q105")]),
        (f"前。\\footnote{{甲\n乙\n丙}}\n\n後「{WRONG}」\\href{{{LINK}}}{{段落}}", [(5, "Q105")]),
        (f"\\begin{{quote}}\n{WRONG}\n\\end{{quote}}\nと言う（\\url{{{LINK}}}）。", [(2, "Q105")]),
        (f"\\enquote{{{WRONG}}} \\url{{{LINK}}}", [(1, "Q105")]),
        (f"``{WRONG}'' \\url{{{LINK}}}", [(1, "Q105")]),
    ],
)
def test_tex(text: str, expected: list[tuple[int, str]]) -> None:
    assert codes("paper.tex", text) == expected


def test_bib() -> None:
    entries = f"@misc{{a,\n  url = {{{LINK}}},\n  note = {{「{WRONG}」}}\n}}\n@misc{{b,\n  url = {{{HOST}nobody.1/}}\n}}\n"
    assert codes("paper.bib", entries) == [(3, "Q105"), (6, "Q101")]


def docx(paragraphs: str, notes: str = "", relations: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{paragraphs}</w:body></w:document>")
        if notes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {W} {R}>{notes}</w:footnotes>")
        if relations:
            namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
            archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{namespace}">{relations}</Relationships>')
    return stream.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def test_docx_with_the_address_in_a_footnote() -> None:
    body = f"<w:p>{run('一')}</w:p><w:p>{run(f'論者は「{WRONG[:9]}')}{run(f'{WRONG[9:]}」')}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
    note = f'<w:footnote w:id="2"><w:p>{run(f"論者、{LINK}。")}</w:p></w:footnote>'
    assert codes("paper.docx", docx(body, note)) == [(2, "Q105")]


def test_docx_with_a_link_and_a_quoted_block() -> None:
    quoted = f'<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr>{run(WRONG)}</w:p>'
    link = f'<w:p><w:hyperlink r:id="rId7">{run("段落")}</w:hyperlink></w:p>'
    relation = f'<Relationship Id="rId7" Target={quoteattr(LINK)}/>'
    assert codes("paper.docx", docx(quoted + link, relations=relation)) == [(1, "Q105")]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b""), ("a.docx", b"no zip"), ("a.md", b"\xff\xfe"), ("a.docx", docx("<w:p>"))])
def test_what_is_no_paper_is_said_in_one_line(name: str, content: bytes) -> None:
    with pytest.raises(PaperError, match=name):
        parse_paper(name, content)


def test_a_retired_id_leads_on_and_a_revised_text_is_told() -> None:
    ledger = EDITED.ledger
    old = next(row for row in ledger.rows if row.id == ONE)
    retired = replace(old, id=OTHER, event="retired", to=ONE)
    revised = replace(old, digest="0123456789abcdef", event="revised")
    rows = (*ledger.rows, retired, revised)
    checker = PaperChecker(replace(EDITED, ledger=replace(ledger, rows=rows)), QuotationIndex(TEXTS.items()))
    assert codes("paper.md", f"「{WRONG}」{HOST}{OTHER}/", checker) == [(1, "Q105"), (1, "Q202")]
    assert codes("paper.md", f"{LINK}?d={digest_text(TEXTS[ONE])}", checker) == [(1, "Q103")]


def test_a_withheld_text_is_not_told() -> None:
    texts = {name: text for name, text in TEXTS.items() if name != ONE}
    checker = PaperChecker(EDITED, QuotationIndex(texts.items()))
    blocks = parse_paper("paper.md", f"「{WRONG}」{LINK}".encode())
    findings = checker.check("paper.md", blocks)
    assert [finding.code for finding in findings] == ["Q203"]
    assert not any(QUOTE[:12] in str(finding) for finding in findings)


def test_a_finding_says_what_differs_and_what_is_right() -> None:
    blocks = parse_paper("paper.md", f"「{WRONG}」{LINK}".encode())
    (finding,) = CHECKER.check("paper.md", blocks)
    assert str(finding).startswith("paper.md:1: Q105 「")
    assert f"「鯨」 for 「{QUOTE[12]}」; {ONE} reads 「{QUOTE}」" in str(finding)


def test_every_code_is_listed() -> None:
    source = Path(check_module.__file__).read_text(encoding="utf-8")
    head, body = source.split('"""', 2)[1:]
    assert re.findall(r"^    (Q\d{3}) ", head, re.MULTILINE) == sorted(set(re.findall(r'"(Q\d{3})"', body)))
