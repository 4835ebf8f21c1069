"""Reading in a real Chromium: home, a reading page, a note, a permalink, phone width, no script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

LOOKED_AT = (
    "",
    "documents/",
    "documents/vision2025/",
    "documents/vision2025/3-1-3/",
    "documents/sakata2021/2/",
    "documents/togashi-kaken/text/",
    "p/hiraiwa2011.12/",
    "p/vision2025.t1/",
    "search/?q=拡大抑止",
    "about/",
)


@pytest.fixture(scope="session")
def passages(site_directory: Path) -> dict[str, dict[str, object]]:
    """The published passages by id."""
    lines = (site_directory / "data/passages.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_home_shows_the_documents_and_leads_to_the_search(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect(page.locator(".cards > li")).to_have_count(5)
    page.fill("#home-q", "拡大抑止")
    page.press("#home-q", "Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("[data-summary]")).to_contain_text("拡大抑止")


@pytest.mark.parametrize("key", ["hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025"])
def test_the_page_shows_exactly_the_reading_text(
    page: Page, site_url: str, passages: dict[str, dict[str, object]], key: str
) -> None:
    """Marks of notes and pages are drawn, not written: the text content is the passage's text."""
    urls = sorted({str(p["url"]).partition("#")[0] for p in passages.values() if p["document"] == key})
    shown: dict[str, str] = {}
    for url in urls:
        page.goto(site_url + url)
        shown |= page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(".passage")].flatMap((passage) => {
              const text = passage.querySelector(".text");
              return text ? [[passage.id, text.textContent]] : [];
            }))"""
        )
    want = {
        str(p["url"]).partition("#")[2]: p["text"]
        for p in passages.values()
        if p["document"] == key and p["text"] is not None and p["kind"] != "table"
    }
    assert shown == want


def test_a_note_is_read_in_place_by_pointer_and_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}documents/sakata2021/1/")
    card = page.locator(".note-card")
    page.hover("#r3")
    expect(card).to_be_visible()
    expect(card).to_contain_text("ヌリ号")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("#r2").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_contain_text("福田恵介")
    page.keyboard.press("Enter")
    assert page.url.endswith("#n2")
    page.click("#n2 .note-back")
    assert page.url.endswith("#r2")


def test_a_note_is_read_in_place_by_touch(phone_page: Page, site_url: str) -> None:
    phone_page.goto(f"{site_url}documents/sakata2021/1/")
    phone_page.locator("#r3").scroll_into_view_if_needed()
    phone_page.tap("#r3")
    expect(phone_page.locator(".note-card")).to_contain_text("ヌリ号")


def test_a_lost_note_says_that_it_is_lost(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}documents/hiraiwa2011/1/#n1")
    expect(page.locator("#n1")).to_contain_text("注の文なし")
    page.goto(f"{site_url}p/hiraiwa2011.n1/")
    expect(page.locator("main")).to_contain_text("注の文なし")


def test_a_permanent_address_works_without_script(
    open_page: Callable[..., Page], site_url: str, passages: dict[str, dict[str, object]]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site_url}p/hiraiwa2011.12/")
    assert page.locator(".text").text_content() == passages["hiraiwa2011.12"]["text"]
    page.click("details.raw summary")
    expect(page.locator("details.raw pre")).to_contain_text("229")
    page.click("a.context")
    assert page.url == site_url + str(passages["hiraiwa2011.12"]["url"])
    assert page.locator("#p12 .text").text_content() == passages["hiraiwa2011.12"]["text"]


def test_the_margin_number_leads_to_the_permanent_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}documents/hiraiwa2011/2/")
    page.click("#p12 .passage-number")
    assert page.url == f"{site_url}p/hiraiwa2011.12/"


def test_table_cells_are_real_cells(page: Page, site_url: str, passages: dict[str, dict[str, object]]) -> None:
    page.goto(f"{site_url}documents/vision2025/3-1-3/")
    shown = page.locator("#t1 tbody tr").nth(0).locator("th, td").all_text_contents()
    cells = passages["vision2025.t1"]["cells"]
    assert isinstance(cells, list)
    assert shown == cells[2]


@pytest.mark.parametrize("url", LOOKED_AT)
def test_nothing_reaches_over_the_edge_of_a_phone(phone_page: Page, site_url: str, url: str) -> None:
    phone_page.goto(site_url + url)
    phone_page.wait_for_load_state("load")
    over = phone_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", LOOKED_AT)
def test_axe_finds_nothing_serious(open_page: Callable[..., Page], site_url: str, url: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.goto(site_url + url)
    page.wait_for_timeout(300)
    found = Axe().run(page)
    serious = [
        f"{violation['id']}: {node['target']} {violation['help']}"
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []


def test_an_unknown_address_answers_in_japanese(page: Page, site_url: str) -> None:
    answer = page.goto(f"{site_url}documents/nowhere/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("body")).to_contain_text("見つかりません")
