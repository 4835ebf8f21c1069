"""What holds for every reading page and permanent page of the five documents."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from xml.etree.ElementTree import Element

import pytest

from edition.model import PassageKind
from edition.site import build_pages, paginate_corpus
from edition_corpora import document_of, mini_annotated, mini_edited, real_annotated, real_edited
from markdown_page import by_class, html_of, text_of, tree_of

KEYS = ("hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025")


@cache
def files() -> dict[str, str]:
    return build_pages(paginate_corpus(real_edited()), real_annotated())


@cache
def reading_pages(key: str) -> dict[str, Element]:
    """Return the reading pages of a document as trees, in order, by address."""
    pagination = next(pagination for document, pagination in paginate_corpus(real_edited()) if document.key == key)
    return {page.url: tree_of(html_of(files()[f"{page.url.removesuffix('/')}.md"])) for page in pagination.pages}


@cache
def permanent_pages(key: str) -> dict[str, Element]:
    return {p.id: tree_of(files()[f"p/{p.id}/index.html"]) for p in document_of(real_edited(), key).structure.passages}


def ids_of(tree: Element) -> list[str]:
    return [str(element.get("id")) for element in tree.iter() if element.get("id")]


@pytest.mark.parametrize("key", KEYS)
def test_ids_are_unique_on_their_page(key: str) -> None:
    for url, tree in reading_pages(key).items():
        assert [name for name, count in Counter(ids_of(tree)).items() if count > 1] == [], url


@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_shown_once_letter_for_letter(key: str) -> None:
    shown: dict[str, str] = {}
    for tree in reading_pages(key).values():
        for element in by_class(tree, "passage"):
            name = str(element.get("id"))
            assert name not in shown
            texts = by_class(element, "text")
            shown[name] = text_of(texts[0]) if texts else ""
    expected = {}
    for passage in document_of(real_edited(), key).structure.passages:
        local = passage.id.rpartition(".")[2]
        expected[f"p{local}" if local.isdigit() else local] = "" if passage.table else passage.text or ""
    assert shown == expected


@pytest.mark.parametrize("key", KEYS)
def test_headings_are_shown_with_their_anchors(key: str) -> None:
    shown = [(element.get("id"), text_of(element).removesuffix("¶")) for tree in reading_pages(key).values()
             for element in tree.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
             and str(element.get("id")).startswith("s-")]
    document = document_of(real_edited(), key)
    marks = document.directives.label_marks
    assert shown == [(f"s-{d.slug}", d.title.replace(d.label, marks.get(d.label, d.label)) if d.label else d.title)
                     for d in document.structure.divisions]


@pytest.mark.parametrize("key", KEYS)
def test_headings_skip_no_level(key: str) -> None:
    """For readers who move by headings: one h1, and no step down of more than one."""
    for url, tree in reading_pages(key).items():
        levels = [int(e.tag[1]) for e in tree.iter() if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, url
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (url, levels)


@pytest.mark.parametrize("key", KEYS)
def test_markers_and_notes_lead_to_each_other(key: str) -> None:
    for url, tree in reading_pages(key).items():
        names = set(ids_of(tree))
        elsewhere = by_class(tree, "app-ref-other")
        markers = [*by_class(tree, "note-ref"), *(m for m in by_class(tree, "app-ref") if m not in elsewhere)]
        for marker in markers:
            assert marker.get("href", "").removeprefix("#") in names, url
            assert (marker.text or "") == "", "the number is drawn, so that copying takes the source's words alone"
            assert marker.get("data-number") and marker.get("aria-label")
        backs = {str(link.get("href")).removeprefix("#") for link in by_class(tree, "note-back")}
        assert backs == {str(marker.get("id")) for marker in markers}, url


def test_fifty_one_notes_stand_on_the_pages() -> None:
    counts = {key: sum(len(by_class(tree, "passage-note")) for tree in reading_pages(key).values()) for key in KEYS}
    assert counts == {"hiraiwa2011": 14, "sakata2021": 27, "sakata2026": 3, "togashi-kaken": 0, "vision2025": 5}


@pytest.mark.parametrize("key", KEYS)
def test_every_page_of_the_source_is_marked_once_and_in_order(key: str) -> None:
    marks = [str(mark.get("id")) for tree in reading_pages(key).values() for mark in by_class(tree, "page-mark")]
    assert marks == [f"page{page.page}" for page in document_of(real_edited(), key).structure.pages]


@pytest.mark.parametrize("key", KEYS)
def test_links_between_the_pages_resolve(key: str) -> None:
    """Every relative link of a reading page leads to a built page, and its anchor to something there."""
    names = {url: set(ids_of(tree)) for url, tree in reading_pages(key).items()}
    for url, tree in reading_pages(key).items():
        for link in tree.iter("a"):
            path, _, anchor = str(link.get("href", "")).partition("#")
            if not path:
                assert anchor in names[url], (url, anchor)
                continue
            assert path.startswith("../../../"), (url, path)
            target = path.removeprefix("../../../")
            if target in names:
                assert not anchor or anchor in names[target], (url, target, anchor)
            else:
                page = next(
                    (p for p in (f"{target}index.md", f"{target[:-1]}.md", f"{target}index.html") if p in files()), None
                )
                assert page, (url, target)
                assert not anchor or f'id="{anchor}"' in files()[page] or f"{{#{anchor}}}" in files()[page], (url, target, anchor)


@pytest.mark.parametrize("key", KEYS)
def test_permanent_pages_need_no_script_and_lead_on(key: str) -> None:
    structure = document_of(real_edited(), key).structure
    anchors = {f"{url}#{name}" for url, tree in reading_pages(key).items() for name in ids_of(tree)}
    for passage in structure.passages:
        tree = permanent_pages(key)[passage.id]
        # The scripts for copying a citation are files of ours; nothing that is read needs them.
        assert all(
            script.get("src", "").startswith("../../assets/") or script.get("type") == "application/ld+json"
            for script in tree.iter("script")
        )
        assert len(list(tree.iter("h1"))) == 1
        context = by_class(tree, "context")[0].get("href", "").removeprefix("../../")
        assert context in anchors, passage.id
        texts = by_class(tree, "text")
        if passage.text is not None and passage.kind is not PassageKind.TABLE:
            assert text_of(texts[0]) == passage.text
        if passage.text is None:
            assert "注の文なし" in text_of(by_class(tree, "missing")[0])


@pytest.mark.parametrize("key", KEYS)
def test_the_raw_lines_behind_a_passage_can_be_opened(key: str) -> None:
    document = document_of(real_edited(), key)
    lines = document.source.text.split("\n")
    for passage in document.structure.passages:
        raw = by_class(permanent_pages(key)[passage.id], "raw")
        assert bool(raw) == bool(passage.source_spans)
        if raw:
            shown = text_of(next(raw[0].iter("pre")))
            numbers = {document.source.line_at(o) for s in passage.source_spans for o in (s.begin, s.end - 1)}
            assert all(f"{number:>5}  {lines[number - 1]}".rstrip() in shown for number in numbers), passage.id


def test_private_use_marks_are_drawn_as_declared() -> None:
    labels = {text_of(label) for tree in reading_pages("vision2025").values() for label in by_class(tree, "label")}
    assert "○" in labels and not [label for label in labels if "\uf06d" in label]


def test_an_unknown_title_is_said_to_be_unknown() -> None:
    assert "# ［章題未詳］" in files()["documents/hiraiwa2011/index.md"].replace("&#91;", "[")
    pages = build_pages(paginate_corpus(mini_edited()), mini_annotated())
    assert "［題未詳］" in pages["documents/mini-joined/index.md"]


def test_the_overview_shows_the_account() -> None:
    for document in real_edited().documents:
        tree = tree_of(html_of(files()[f"documents/{document.key}/index.md"]))
        account = by_class(tree, "account")[0]
        values = [text_of(row[1]) for row in account.iter("tr")]
        assert values[-1] == f"{document.account.characters:,}" and values[-3:-1] == ["0", "0"]
        assert document.source.sha256 in text_of(by_class(tree, "digest")[0])
