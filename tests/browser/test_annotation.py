"""Names, dates and editorial notes in a real Chromium: cards, the switch, entity pages, axe."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

READING = "documents/sakata2021/2/"
LOOKED_AT = (
    READING,
    "documents/sakata2026/front/",
    "entities/",
    "entities/tcog/",
    "entities/lee-jae-myung/",
    "entities/gojuon/",
    "entities/type/agreement/",
    "dates/",
    "dates/2010s/",
    "dates/documents/",
    "apparatus/",
    "p/sakata2021.30/",
)
#: What a reading page may weigh with everything but the shared assets (issue 4).
MOST_BYTES = 60_000


def test_a_name_is_glossed_by_pointer_and_leads_to_its_entity(page: Page, site_url: str) -> None:
    page.goto(site_url + READING)
    name = page.locator(".text a.mention", has_text="オースティン").or_(
        page.locator(".text a.mention", has_text="国防部")
    ).first
    name.hover()
    expect(page.locator(".note-card")).to_be_visible()
    expect(page.locator(".note-card dt a")).to_have_count(1)
    expect(page.locator(".note-card dd")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator(".note-card")).to_be_hidden()
    target = str(name.get_attribute("href"))
    name.click()
    page.wait_for_url("**/entities/**")
    assert page.url.endswith(target.removeprefix("../../../"))
    expect(page.locator("h1")).not_to_be_empty()


def test_a_name_is_glossed_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + READING)
    first = page.locator(".text a.mention").first
    page.locator(".passage-number").first.focus()
    for _ in range(4):
        if first.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.text a')")
    expect(page.locator(".note-card")).to_be_visible()
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert described == "note-card"


def test_a_tap_glosses_a_name_and_a_second_tap_follows_it(phone_page: Page, site_url: str) -> None:
    phone_page.goto(site_url + READING)
    name = phone_page.locator(".text a.mention").first
    name.scroll_into_view_if_needed()
    name.tap()
    expect(phone_page.locator(".note-card")).to_be_visible()
    assert phone_page.url.endswith(READING)
    name.tap()
    phone_page.wait_for_url("**/entities/**")


def test_a_date_says_what_it_means(page: Page, site_url: str) -> None:
    page.goto(site_url + READING)
    date = page.locator('.text a.date[data-edtf="2021-12-02"]').first
    date.hover()
    expect(page.locator(".note-card")).to_contain_text("2021年12月2日")
    expect(page.locator(".note-card code")).to_have_text("2021-12-02")
    date.click()
    page.wait_for_url("**/dates/2020s/#y2021")
    expect(page.locator("#y2021")).to_be_visible()


def test_a_slip_is_marked_and_explained_and_left_as_it_is(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}documents/sakata2021/conclusion/")
    lemma = page.locator(".lemma", has_text="文存寅").or_(page.locator(".lemma", has_text="文存")).first
    expect(lemma).to_be_visible()
    sign = page.locator(".text a.app-ref").first
    sign.hover()
    expect(page.locator(".note-card")).to_be_visible()
    sign.click()
    assert "#a" in page.url
    expect(page.locator(".app-note", has_text="文在寅").first).to_be_visible()


def test_the_annotation_is_switched_off_and_stays_off(page: Page, site_url: str) -> None:
    page.goto(site_url + READING)
    switch = page.locator(".annotation-switch")
    name = page.locator(".text a.mention").first
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert name.evaluate("e => getComputedStyle(e).textDecorationLine + getComputedStyle(e).borderBottomStyle") != "nonenone"
    switch.focus()
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert name.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert name.get_attribute("tabindex") == "-1"
    name.hover(force=True)
    expect(page.locator(".note-card")).to_have_count(0)
    page.goto(f"{site_url}documents/hiraiwa2011/1/")
    expect(page.locator(".annotation-switch")).to_have_attribute("aria-pressed", "false")
    page.click(".annotation-switch")
    page.reload()
    expect(page.locator(".annotation-switch")).to_have_attribute("aria-pressed", "true")


def test_names_and_indexes_need_no_script(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url + READING)
    page.locator(".text a.mention").first.click()
    page.wait_for_url("**/entities/**")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{site_url}entities/gojuon/")
    assert page.locator("main a[href^='../']").count() > 350


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", LOOKED_AT)
def test_axe_finds_nothing_serious(open_page: Callable[..., Page], site_url: str, url: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(site_url + url)
    serious = [
        (violation["id"], [node["html"] for node in violation["nodes"]][:2])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("url", LOOKED_AT)
def test_nothing_is_wider_than_a_phone(open_page: Callable[..., Page], site_url: str, url: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(site_url + url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_reading_page_stays_light(site_directory: Path) -> None:
    weights = {
        path.relative_to(site_directory).as_posix(): len(gzip.compress(path.read_bytes(), 6))
        for path in (site_directory / "documents").rglob("index.html")
    }
    assert len(weights) > 30
    assert {name: size for name, size in weights.items() if size >= MOST_BYTES} == {}
