"""Characters of a source never become markup: not in Markdown, not in HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition.edited import EditedDocument
from edition.model import Passage, PassageKind, Structure
from edition.pagination import paginate
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.overview import render_overview
from edition.render.permalink import PermalinkContext, render_permalink
from edition.render.reading import render_reading_page
from edition_corpora import document_of, mini_edited
from markdown_page import by_class, html_of, shape, text_of, tree_of
from structure_cases import divide

MARKS = ["*", "**", "_", "__", "<", ">", "</p>", "<b>", "<!--", "-->", "<script>", "<?", "]]>", "#", "# ", "1. ", "- ",
         "+ ", "&", "&amp;", "&#42;", "`", "```", "~~~", "[", "](", "[a](b)", "![", "{", "}", "{: #x .y}", "{#x}", "\\", "|",
         "\\|", "!!! note", "???", ":", "::", "==", "^^", "$$", "\"", "'", "(", ")", "http://a.example/", "a@b.example", "    ",
         "=", "-", "---", "===", "> ", "~", "[^1]", "*[HTML]: ", "<a href='x'>", "&lt;", "日", "韓", "。", "「", "A", "9"]
# A Japanese letter first, so that the language of the text never changes what is written about it.
TEXTS = (
    st.lists(st.one_of(st.sampled_from(MARKS), st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=3)))
    .map(lambda parts: "あ" + "".join(parts))
    .filter(lambda text: text == text.strip())
)
DIRECTIVES = """
list_labels: ["（１）"]
notes: {markers: quoted, quotes: [{after: 段落}], blocks: [{begins: 1 注}]}
outline:
  - {heading: 一章, level: 1, slug: a}
  - {heading: 一節, level: 2, slug: b}
  - {table: 表, header_rows: 1, rows: [[甲, 乙], [丙, 丁]], source: 出所}
  - {figure: 図, lines: [行], reason: 画像がない。}
  - {front: 座長, role: member, lines: true}
"""
SOURCE = "一章 \n段落1である。 \n一節 \n（１）項目 \n表 \n甲 乙 \n丙 丁 \n出所 \n図 \n行 \n座長 \n教授 \n1 注 \n"


def written_with(text: str) -> EditedDocument:
    """Return a document with a passage of every kind, each of its words replaced by `text`."""
    structure, findings = divide(SOURCE, DIRECTIVES)
    assert findings == [] and structure is not None
    numbers = iter(range(1, 20))

    def rewritten(passage: Passage) -> Passage:
        table = passage.table and replace(
            passage.table, caption=text, source_line=text,
            cells=tuple(tuple(text for _ in row) for row in passage.table.cells))
        return replace(
            passage, id=passage.id or f"case.{next(numbers)}",
            text=" ".join(text for _ in passage.lines) or text, table=table, reason=text,
            label=passage.label and text, lines=tuple(text for _ in passage.lines),
            note_refs=tuple(replace(ref, offset=1) for ref in passage.note_refs), page_starts=())

    made = Structure(
        "case", structure.pages,
        tuple(replace(division, title=text) for division in structure.divisions),
        tuple(map(rewritten, structure.passages)), structure.apart, structure.order)
    base = document_of(mini_edited(), "mini-cut")
    record = replace(base.record, key="case", short_title=text, csl={**base.record.csl, "title": text}, notes=(text,))
    return replace(base, record=record, structure=made)


def reading_page(text: str) -> str:
    document = written_with(text)
    return render_reading_page(document, paginate(document.structure, 10**6), 0, {})


PLAIN_SHAPE = list(shape(tree_of(html_of(reading_page("あ")))))


@settings(deadline=None, max_examples=150)
@given(TEXTS)
@example("あ*強調*と_下線_と<b>太字</b>と&amp;と`符号`")
@example("あ | 表 | に | ならない |")
@example("あ{: .attr_list }")
def test_a_reading_page_shows_every_text_and_no_element_more(text: str) -> None:
    tree = tree_of(html_of(reading_page(text)))
    assert list(shape(tree)) == PLAIN_SHAPE
    shown = [text_of(element) for element in by_class(tree, "text")]
    # Paragraph, item, figure (two lines), member (two lines), note.
    assert shown == [text, text, f"{text} {text}", f"{text} {text}", text]
    assert [text_of(cell) for row in tree.iter("tr") for cell in row] == [text] * 4
    assert [text_of(element) for element in by_class(tree, "source-line")] == [text]
    assert [text_of(element) for element in by_class(tree, "label")] == [text, text]
    headings = [element for element in tree.iter() if element.tag in ("h1", "h2", "h3")]
    # The permalink sign of the table of contents follows each; the last is that of the notes.
    assert [text_of(heading).removesuffix("¶") for heading in headings] == [text, text, text, "注"]


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_a_permanent_page_shows_the_text(text: str) -> None:
    document = written_with(text)
    context = PermalinkContext(document, paginate(document.structure, 10**6), {})
    plain = PermalinkContext(plain_document := written_with("あ"), paginate(plain_document.structure, 10**6), {})
    for index, passage in enumerate(document.structure.passages):
        tree = tree_of(render_permalink(context, index))
        assert list(shape(tree)) == list(shape(tree_of(render_permalink(plain, index))))
        if passage.kind is PassageKind.TABLE:
            assert [text_of(cell) for row in tree.iter("tr") for cell in row] == [text] * 4
        else:
            assert [text_of(element) for element in by_class(tree, "text")] == [passage.text]


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_an_overview_shows_the_title_and_the_headings(text: str) -> None:
    document, plain = written_with(text), written_with("あ")
    trees = [tree_of(html_of(render_overview(d, paginate(d.structure, 10**6), {}))) for d in (document, plain)]
    assert list(shape(trees[0])) == list(shape(trees[1]))
    assert text_of(next(trees[0].iter("h1"))).removesuffix("¶") == text
    contents = by_class(trees[0], "contents")[0]
    assert [text_of(link) for link in contents.iter("a")] == [text, text]


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_a_heading_of_markdown_is_its_text(text: str) -> None:
    tree = tree_of(html_of(f"# {markdown_inline(text)} {{#s-1}}\n"))
    heading = next(tree.iter("h1"))
    assert text_of(heading).removesuffix("¶") == text
    assert heading.get("id") == "s-1"
    assert [element.tag for element in heading.iter()] == ["h1", "a"]


@given(st.text())
def test_escaped_html_is_its_text(text: str) -> None:
    assert "<" not in html(text) and ">" not in html(text) and '"' not in html(text)


@given(st.dictionaries(st.sampled_from(["title", "description"]), st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]))))
def test_front_matter_is_yaml(values: dict[str, str]) -> None:
    head = front_matter(dict(values))
    assert head.startswith("---\n") and head.endswith("\n---\n")
    assert (yaml.safe_load(head.removeprefix("---\n").removesuffix("---\n")) or {}) == values


@pytest.mark.parametrize("key", ["mini-cut", "mini-joined"])
def test_the_pages_of_the_made_up_corpus_show_its_texts(key: str) -> None:
    """Every reading text stands on exactly one page, letter for letter."""
    document = document_of(mini_edited(), key)
    pagination = paginate(document.structure, document.directives.page_size)
    shown: dict[str, str] = {}
    headings: list[str] = []
    for index, _page in enumerate(pagination.pages):
        tree = tree_of(html_of(render_reading_page(document, pagination, index, {})))
        for element in by_class(tree, "passage"):
            texts = by_class(element, "text")
            if texts:
                shown[str(element.get("id"))] = text_of(texts[0])
        headings += [text_of(e).removesuffix("¶") for e in tree.iter()
                     if e.tag in ("h1", "h2", "h3", "h4") and str(e.get("id")).startswith("s-")]
    expected = {local(passage): passage.text for passage in document.structure.passages
                if passage.text and not passage.table}
    assert shown == expected
    assert headings == [division.title for division in document.structure.divisions]


def local(passage: Passage) -> str:
    """Return the anchor of a passage."""
    name = passage.id.rpartition(".")[2]
    return f"p{name}" if name.isdigit() else name
