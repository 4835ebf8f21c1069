"""The quotation check as a reader meets it, on the built site in a real Chromium."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

HOSTILE = '「<img src=x onerror="window.pwned=1">」 「"><script>window.pwned=1</script>かがくてき」'


@pytest.fixture(scope="module")
def passages(site_directory: Path) -> list[dict[str, Any]]:
    lines = (site_directory / "data/passages.jsonl").read_text(encoding="utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["text"]]


@pytest.fixture(scope="module")
def passage(passages: list[dict[str, Any]]) -> dict[str, Any]:
    """A paragraph that stands once and in which no quotation marks stand."""
    return next(
        record
        for record in passages
        if record["kind"] == "paragraph" and len(record["text"]) > 100 and not set("「『“") & set(record["text"])
    )


def check(page: Page, url: str, text: str) -> None:
    page.goto(f"{url}quote/")
    page.get_by_label("引用または段落").fill(text)
    page.get_by_role("button", name="照合する").click()
    expect(page.locator("[data-results]")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("[data-status]")).not_to_have_text("")


def verdicts(page: Page) -> list[str | None]:
    return [item.get_attribute("data-verdict") for item in page.locator(".quote-result").all()]


def test_an_exact_quotation_leads_to_its_passage(page: Page, site_url: str, passage: dict[str, Any]) -> None:
    check(page, site_url, passage["text"][20:60])
    assert verdicts(page) == ["exact"]
    expect(page.locator("[data-status]")).to_contain_text("一致 1件")
    links = page.locator(".quote-source a")
    assert links.nth(0).get_attribute("href") == site_url + passage["url"]
    digest = hashlib.sha256(passage["text"].encode()).hexdigest()[:8]
    assert links.nth(1).get_attribute("href") == f"{site_url}{passage['permalink']}?d={digest}"
    links.nth(0).click()
    expect(page.locator(f"#{passage['url'].partition('#')[2]}")).to_be_visible()


def test_what_differs_is_marked_and_said(page: Page, site_url: str, passage: dict[str, Any]) -> None:
    text = passage["text"][20:60]
    check(page, site_url, f"論者は「{text[:10]}鯨{text[11:20]}{text[21:]}」と言う。")
    assert verdicts(page) == ["different"]
    assert page.locator("dd").nth(0).locator("mark").all_text_contents() == ["鯨"]
    assert page.locator("dd").nth(1).locator("mark").all_text_contents() == [text[10], text[20]]
    said = page.locator(".quote-differences li").all_text_contents()
    assert said == [f"引用は「鯨」、本文は「{text[10]}」", f"本文の「{text[20]}」が引用にない"]


def test_nothing_is_found_of_a_sentence_from_elsewhere(page: Page, site_url: str) -> None:
    check(page, site_url, "小さな漁村に残る石碑は、百年前にこの海を渡った人々の名を静かに伝えている。")
    assert verdicts(page) == ["none"]
    expect(page.locator("[data-status]")).to_contain_text("見つからない 1件")


def test_what_is_pasted_stays_text(page: Page, site_url: str) -> None:
    check(page, site_url, HOSTILE)
    assert page.locator(".quote-results img, .quote-results script").count() == 0
    assert page.evaluate("window.pwned") is None
    expect(page.locator(".quote-results")).to_contain_text("<img src=x onerror=")


def test_keys_alone_do(page: Page, site_url: str, passage: dict[str, Any]) -> None:
    page.goto(f"{site_url}quote/")
    page.get_by_label("引用または段落").focus()
    page.keyboard.insert_text(passage["text"][:40])
    page.keyboard.press("Control+Enter")
    expect(page.locator(".quote-result")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".quote-result")).to_have_count(0)
    expect(page.get_by_label("引用または段落")).to_be_focused()


def test_it_goes_on_without_a_network(open_page: Callable[..., Page], site_url: str, passage: dict[str, Any]) -> None:
    page = open_page()
    check(page, site_url, passage["text"][:30])
    page.context.set_offline(True)
    page.get_by_label("引用または段落").fill(passage["text"][30:70])
    page.get_by_role("button", name="照合する").click()
    expect(page.locator(".quote-compare dd").first).to_have_text(passage["text"][30:70].strip())


def test_a_failed_load_is_told_and_mended(open_page: Callable[..., Page], site_url: str, passage: dict[str, Any]) -> None:
    page = open_page()
    failing = True

    def answer(route: Route) -> None:
        if failing:
            route.abort()
        else:
            route.continue_()

    page.route("**/data/texts.json", answer)
    page.goto(f"{site_url}quote/")
    page.get_by_label("引用または段落").fill(passage["text"][:40])
    page.get_by_role("button", name="照合する").click()
    expect(page.locator("[data-status]")).to_contain_text("読み込めませんでした")
    failing = False
    page.get_by_role("button", name="照合する").click()
    expect(page.locator(".quote-result")).to_have_count(1)


def test_the_address_is_copied(open_page: Callable[..., Page], site_url: str, passage: dict[str, Any]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    check(page, site_url, passage["text"][:40])
    page.get_by_role("button", name="アドレスをコピー").click()
    expect(page.locator(".quote-copied").first).to_have_text("コピーしました")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{site_url}{passage['permalink']}?d=")


def test_a_long_paper_is_checked_without_freezing(page: Page, site_url: str, passages: list[dict[str, Any]]) -> None:
    quoted = [record["text"][:60].translate({ord(mark): None for mark in "「」『』“”"}) for record in passages[::6]]
    check(page, site_url, "\n\n".join(f"論者は「{text}」と言う。" for text in quoted))
    page.wait_for_function("document.querySelector('[data-status]').textContent.includes('照合しました')")
    assert len(verdicts(page)) >= len(quoted) * 0.9


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_and_it_fits_a_phone(
    open_page: Callable[..., Page], site_url: str, passage: dict[str, Any], scheme: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True, is_mobile=True)
    text = passage["text"][:60]
    check(page, site_url, f"「{text[:10]}鯨{text[11:]}」「{text[20:50]}」「この資料にはない文をここに書いておく」")
    assert verdicts(page) == ["different", "exact", "none"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    report = Axe().run(page, context=".quote-check")
    assert report.response["violations"] == [], report.generate_report()


def test_on_paper_the_result_stands_without_buttons(page: Page, site_url: str, passage: dict[str, Any]) -> None:
    check(page, site_url, passage["text"][:40])
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="照合する")).to_be_hidden()
    expect(page.get_by_role("button", name="アドレスをコピー")).to_be_hidden()
    expect(page.locator(".quote-compare")).to_be_visible()


def test_without_script_it_says_so(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site_url}quote/")
    expect(page.locator(".quote-noscript")).to_be_visible()
    expect(page.locator(".quote-check form")).to_be_hidden()
