"""Copying a citation in a real Chromium: two clicks, three keys, words selected, touch, axe."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from edition.citations.citation_page import cite_passage
from edition.citations.formats import FORMATS, export_values, fill_export
from edition.citations.styles import STYLES
from edition.citations.templates import make_templates, pincite
from edition_corpora import real_edited

READING = "documents/sakata2021/2/"


@pytest.fixture
def copying_page(open_page) -> Page:
    """A page that may read what it has put on the clipboard."""
    page = open_page(viewport={"width": 1280, "height": 900})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def open_dialog(page: Page) -> None:
    """Open the dialog of the first passage on the page by keyboard."""
    page.locator(".cite-button").first.focus()
    page.keyboard.press("c")
    expect(page.locator(".cite-copy")).to_be_focused()


def test_two_clicks_from_passage_to_clipboard(copying_page: Page, site_url: str) -> None:
    page = copying_page
    page.goto(site_url + READING)
    passage = page.locator(".passage-paragraph").first
    passage.hover()
    passage.locator(".cite-button").click()
    page.locator(".cite-copy").click()
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    copied = clipboard(page)
    passage_id, digest = passage.get_attribute("data-cite"), passage.get_attribute("data-digest")
    assert f"{site_url}p/{passage_id}/?d={digest}" in copied
    assert copied.startswith("阪田恭代「米韓同盟の変容と課題 〜バイデン政権時代に求められていること〜」（［2021年12月］）")
    assert page.locator(".cite-dialog").is_visible()


def test_three_keys_from_passage_to_clipboard(copying_page: Page, site_url: str) -> None:
    page = copying_page
    page.goto(site_url + READING)
    # Tab from the number of the passage to its button, c, Enter; on the number itself c and Enter are enough.
    page.locator(".passage-paragraph .passage-number").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.cite-button')")
    page.keyboard.press("c")
    expect(page.locator(".cite-copy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    passage_id = page.locator(".passage-paragraph").first.get_attribute("data-cite")
    assert f"/p/{passage_id}/?d=" in clipboard(page)
    page.keyboard.press("Escape")
    expect(page.locator(".cite-dialog")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.cite-button')")


def test_the_style_is_remembered_and_the_copy_has_italics(copying_page: Page, site_url: str) -> None:
    page = copying_page
    page.goto(site_url + "p/vision2025.61/")
    open_dialog(page)
    page.locator(".cite-dialog select").select_option("apa")
    expect(page.locator(".cite-part")).to_have_text(["本文中", "文献表"])
    page.locator(".cite-copy").click()
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    markup = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())"
    )
    assert re.search(r"<i[^>]*>世界秩序転換期における日韓戦略的パートナーシップ</i>", markup)
    page.goto(site_url + READING)
    page.locator(".passage-number").first.focus()
    page.keyboard.press("c")
    expect(page.locator(".cite-dialog select")).to_have_value("apa")


def test_selected_words_are_quoted(copying_page: Page, site_url: str) -> None:
    page = copying_page
    page.goto(site_url + READING)
    page.evaluate("localStorage.setItem('edition.citation-style', 'markdown')")
    page.evaluate(
        """() => {
          const text = document.querySelector(".passage-paragraph .text");
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const node = walker.nextNode();
          getSelection().setBaseAndExtent(node, 0, node, Math.min(8, node.length));
        }"""
    )
    words = page.evaluate("getSelection().toString()")
    passage = page.locator(".passage-paragraph").first
    passage.hover()
    passage.locator(".cite-button").click()
    page.locator(".cite-copy").click()
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    assert clipboard(page).startswith(f"「{words}」（[阪田恭代「米韓同盟の変容と課題")


def test_the_script_says_what_python_says(copying_page: Page, site_url: str) -> None:
    """Every style and format of a paragraph, a note, a table, with a page of the file, a printed one and none."""
    page = copying_page
    documents = {document.key: document for document in real_edited().documents}
    templates = make_templates([document.record for document in documents.values()])
    today = date.today()
    when = (today.year, today.month, today.day)
    for passage_id in ("hiraiwa2011.12", "hiraiwa2011.n8", "vision2025.t1", "vision2025.61", "togashi-kaken.3"):
        document = documents[passage_id.rpartition(".")[0]]
        printed = {p.page: p.printed for p in document.structure.pages if p.printed is not None}
        passage = next(p for p in document.structure.passages if p.id == passage_id)
        place = pincite(passage, printed)
        page.goto(f"{site_url}p/{passage_id}/")
        open_dialog(page)
        for style in STYLES:
            page.locator(".cite-dialog select").select_option(style.id)
            expected = [part.text for part in cite_passage(templates, document.record, style.id, place, site_url, when)]
            expect(page.locator(".cite-text")).to_have_text(expected, use_inner_text=True)
        for export in FORMATS:
            page.locator(".cite-dialog select").select_option(export.id)
            values = export_values(document.record, place, site_url + place.path)
            expected_text = fill_export(export.template(document.record, True), values, when).rstrip()
            assert page.locator(".cite-text").text_content() == expected_text


def test_an_event_is_cited(copying_page: Page, site_url: str, site_directory: Path) -> None:
    page = copying_page
    events = json.loads((site_directory / "data/events.json").read_text(encoding="utf-8"))
    event = events[0]
    page.goto(f"{site_url}events/{event['id']}/")
    open_dialog(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    copied = clipboard(page)
    assert copied.startswith(f"「{event['title']['ja']}」『日韓・日米韓安全保障協力 資料コーパス』、{site_url}events/{event['id']}/（")


def test_a_browser_without_clipboard_copies_all_the_same(copying_page: Page, site_url: str) -> None:
    page = copying_page
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})")
    page.goto(site_url + "p/hiraiwa2011.12/")
    page.evaluate(
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value; }, true)"
    )
    open_dialog(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cite-status")).to_have_text("コピーしました")
    assert "hiraiwa2011.12" in page.evaluate("window.copied")
    expect(page.locator(".cite-copy")).to_be_focused()


def test_templates_are_fetched_on_first_use_only(page: Page, site_url: str) -> None:
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(site_url + READING, wait_until="networkidle")
    assert not any(path.endswith("templates.json") for path in asked)
    page.locator(".passage-number").first.focus()
    for _ in range(2):
        page.keyboard.press("c")
        expect(page.locator(".cite-copy")).to_be_focused()
        page.keyboard.press("Escape")
    assert sum(path.endswith("templates.json") for path in asked) == 1


def test_without_templates_the_dialog_says_where_to_look(page: Page, site_url: str) -> None:
    page.route("**/templates.json", lambda route: route.fulfill(status=503))
    page.goto(site_url + READING)
    page.locator(".passage-number").first.focus()
    page.keyboard.press("c")
    expect(page.locator(".cite-status a")).to_have_attribute("href", f"{site_url}documents/sakata2021/cite/")


def test_keys_that_are_not_ours_are_left_alone(page: Page, site_url: str) -> None:
    page.goto(site_url + READING)
    page.locator(".passage-number").first.focus()
    page.keyboard.press("Control+c")
    page.locator("body").click(position={"x": 5, "y": 200})
    page.keyboard.press("c")
    expect(page.locator(".cite-dialog")).to_have_count(0)


def test_by_touch(phone_page: Page, site_url: str) -> None:
    phone_page.goto(site_url + READING)
    button = phone_page.locator(".passage-paragraph .cite-button").first
    box = button.bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.tap()
    expect(phone_page.locator(".cite-text")).to_be_visible()
    dialog = phone_page.locator(".cite-dialog").bounding_box()
    assert dialog and dialog["x"] >= 0 and dialog["x"] + dialog["width"] <= 390


def test_no_button_covers_another_or_a_number(phone_page: Page, page: Page, site_url: str) -> None:
    for device in (phone_page, page):
        for path in (READING, "documents/vision2025/members/", "documents/sakata2026/references/"):
            if device.goto(site_url + path).status != 200:
                continue
            overlaps = device.evaluate(
                """() => {
                  const all = [...document.querySelectorAll(".cite-button, .passage-number")].map((element) => [
                    element.getAttribute("aria-label"), element.getBoundingClientRect()]);
                  return all.flatMap(([name, a], i) => all.slice(i + 1)
                    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
                    .map(([other]) => `${name} / ${other}`));
                }"""
            )
            assert overlaps == [], path


@pytest.mark.parametrize("path", (READING, "p/hiraiwa2011.12/", "documents/hiraiwa2011/cite/"))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_nothing(open_page, site_url: str, path: str, scheme: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page.goto(site_url + path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    if "cite/" not in path:
        open_dialog(page)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
