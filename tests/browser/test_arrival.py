"""A link made on one build, opened on later ones: the right verdict, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from edition.citations.templates import pincite
from edition_corpora import document_of
from verdict_sites import DOCUMENT, SOURCE, build_whole, changed, first_edition, minted, parts_of, write_permanent

#: A paragraph, a list item, a note and a table of the first edition; each text is revised in the second.
REVISED = {
    "mini-cut.6": (" * 第二に、音も届く。", " * 第二に、音はよく届く。"),
    "mini-cut.8": ("電波は `波` で", "電波は「波」で"),
    "mini-cut.n2": ("2同上。", "2同書。"),
    "mini-cut.t1": ("東 西", "東 北"),
}
TABLE_ROW = ('["↑", 東, 西]', '["↑", 東, 北]')
SAME, CHANGED, UNKNOWN = "引用されたときと同じ本文です。", "本文はその後改められました。", "知らない版です。"


@dataclass(frozen=True)
class Editions:
    """Addresses of the sites, and the links and texts of the first."""

    first: str
    revised: str
    divided: str
    links: dict[str, str]
    texts: dict[str, str | None]
    revised_texts: dict[str, str | None]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[[Path], str]) -> Editions:
    """The first edition, one with revised texts, and one that divides the revised texts otherwise."""

    def folder(name: str) -> Path:
        return tmp_path_factory.mktemp(name)

    first = first_edition(folder("first"))
    revised = first
    for right, written in REVISED.values():
        revised = changed(revised, SOURCE, right, written)
    revised = minted(changed(revised, DOCUMENT, *TABLE_ROW), folder("revised"))
    # All on one page, one heading fewer, and a paragraph that is gone: its id is answered for by the next.
    divided = changed(revised, DOCUMENT, "page_size: 500", "page_size: 50000")
    divided = changed(divided, SOURCE, " 小さな段落。 \n", "")
    divided = minted(divided, folder("divided"), ["mini-cut.9=mini-cut.10"])

    def texts(files: dict[str, bytes]) -> dict[str, str | None]:
        return {p.id: p.text for p in document_of(parts_of(files)[1], "mini-cut").structure.passages}

    return Editions(
        serve_directory(write_permanent(first, folder("site1"))),
        serve_directory(build_whole(revised, folder("site2"))),
        serve_directory(build_whole(divided, folder("site3"))),
        {p.id: pincite(p, {}).path for p in document_of(parts_of(first)[1], "mini-cut").structure.passages},
        texts(first),
        texts(revised),
    )


def verdict_of(page: Page, address: str) -> Locator:
    page.goto(address)
    shown = page.locator(".verdict")
    expect(shown).to_have_count(1)
    return shown


def sides(verdict: Locator) -> tuple[str, str]:
    """Return the two texts that the marked difference is made of."""
    before, after = verdict.locator(".verdict-difference").evaluate(
        """shown => ["INS", "DEL"].map((left) =>
             [...shown.childNodes].filter((node) => node.nodeName !== left).map((node) => node.textContent).join(""))"""
    )
    return before, after


def test_every_link_opens_on_the_build_it_was_made_on(page: Page, editions: Editions) -> None:
    for link in editions.links.values():
        expect(verdict_of(page, editions.first + link)).to_have_text(SAME)


def test_without_a_digest_nothing_is_said(page: Page, editions: Editions) -> None:
    page.goto(f"{editions.revised}p/mini-cut.6/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".verdict")).to_have_count(0)


@pytest.mark.parametrize("passage", sorted(REVISED))
@pytest.mark.parametrize("build", ["revised", "divided"])
def test_a_revised_text_is_shown_with_its_difference(page: Page, editions: Editions, build: str, passage: str) -> None:
    verdict = verdict_of(page, getattr(editions, build) + editions.links[passage])
    expect(verdict).to_contain_text(CHANGED)
    assert sides(verdict) == (editions.texts[passage], editions.revised_texts[passage])
    verdict.locator("summary").click()
    expect(verdict.locator(".verdict-cited")).to_have_text(editions.texts[passage] or "")


def test_the_difference_is_marked_character_by_character(page: Page, editions: Editions) -> None:
    verdict = verdict_of(page, editions.revised + editions.links["mini-cut.6"])
    expect(verdict.locator(".verdict-difference del")).to_have_text(["も"])
    expect(verdict.locator(".verdict-difference ins")).to_have_text(["はよく"])


@pytest.mark.parametrize("build", ["revised", "divided"])
def test_what_was_not_revised_stays_the_same_wherever_it_is_shown(page: Page, editions: Editions, build: str) -> None:
    for passage in sorted(set(editions.links) - set(REVISED) - {"mini-cut.9"}):
        expect(verdict_of(page, getattr(editions, build) + editions.links[passage])).to_have_text(SAME)


def test_a_retired_id_shows_the_cited_text_and_stays(page: Page, editions: Editions) -> None:
    verdict = verdict_of(page, editions.divided + editions.links["mini-cut.9"])
    expect(verdict).to_contain_text("この番号は mini-cut.10 に引き継がれました。")
    verdict.locator("summary").click()
    expect(verdict.locator(".verdict-cited")).to_have_text(editions.texts["mini-cut.9"] or "")
    page.wait_for_timeout(5500)
    assert "/p/mini-cut.9/" in page.url
    page.get_by_role("link", name="mini-cut.10").click()
    assert page.url.endswith("/p/mini-cut.10/")


def test_a_retired_id_leads_on_when_nothing_was_cited(page: Page, editions: Editions) -> None:
    page.goto(f"{editions.divided}p/mini-cut.9/")
    page.wait_for_url("**/p/mini-cut.10/", timeout=8000)


def test_without_script_the_earlier_text_and_a_hint_are_there(open_page: Callable[..., Page], editions: Editions) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(editions.revised + editions.links["mini-cut.6"])
    expect(page.locator(".verdict-hint")).to_contain_text("初めの8桁")
    page.locator("details.earlier summary").click()
    expect(page.locator("details.earlier blockquote")).to_have_text(editions.texts["mini-cut.6"] or "")
    page.goto(f"{editions.divided}p/mini-cut.9/")
    page.wait_for_url("**/p/mini-cut.10/", timeout=8000)


@pytest.mark.parametrize("digits", ["00000000", "zz", "", "<b>"])
def test_an_unknown_version_is_called_so(page: Page, editions: Editions, digits: str) -> None:
    for passage in ("mini-cut.6", "mini-cut.5"):
        verdict = verdict_of(page, f"{editions.revised}p/{passage}/?d={digits}")
        expect(verdict).to_contain_text(UNKNOWN)
        expect(verdict.locator("b")).to_have_count(0)


def test_a_history_that_cannot_be_read_is_told_of(page: Page, editions: Editions) -> None:
    page.route("**/history.json", lambda route: route.fulfill(status=503))
    verdict = verdict_of(page, editions.revised + editions.links["mini-cut.6"])
    expect(verdict).to_contain_text("以前の本文は読み込めませんでした")


@pytest.mark.parametrize(("passage", "said"), [("mini-cut.6", CHANGED), ("mini-cut.7", SAME), ("mini-cut.n2", CHANGED)])
def test_a_reading_page_says_it_of_the_passage_in_the_fragment(
    page: Page, editions: Editions, passage: str, said: str
) -> None:
    """The page that shows the whole document: the digest goes with the fragment."""
    digits = editions.links[passage].partition("?")[2]
    local = passage.rpartition(".")[2]
    anchor = f"p{local}" if local.isdigit() else local
    verdict = verdict_of(page, f"{editions.divided}documents/mini-cut/text/?{digits}#{anchor}")
    expect(verdict).to_contain_text(said)
    assert verdict.evaluate("(note, id) => note.parentElement.nextElementSibling.id === id", anchor)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["p/mini-cut.6/?{}", "documents/mini-cut/text/?{}#p6"])
def test_axe_finds_nothing_serious(open_page: Callable[..., Page], editions: Editions, where: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    verdict_of(page, editions.divided + where.format(editions.links["mini-cut.6"].partition("?")[2]))
    serious = [
        f"{violation['id']}: {node['target']} {violation['help']}"
        for violation in Axe().run(page, context=".verdict-place").response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
