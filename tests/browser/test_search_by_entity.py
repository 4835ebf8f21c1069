"""Entities, years spoken of and suggested readings, as a reader meets them in the search."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

FIELD = ".search-box__field"
OPTION = ".search-box [role=option]"
ENTITY = f"{OPTION}.search-option--entity"
CHIP = "[data-entity-chips] .search-entity"
HOSTILE = ('<img src=x onerror="window.pwned=1">', '"><script>window.pwned=1</script>', "constructor")


@pytest.fixture(scope="session")
def tcog(site_directory: Path) -> dict[str, list[str] | str]:
    """The entity TCOG as published."""
    entities = json.loads((site_directory / "data/entities.json").read_text(encoding="utf-8"))
    found: dict[str, list[str] | str] = next(entity for entity in entities if entity["id"] == "tcog")
    return found


def open_search(page: Page, site_url: str, parameters: str) -> None:
    """Open the search page and wait until it has answered."""
    page.goto(f"{site_url}search/?{parameters}")
    expect(page.locator("[data-summary]")).not_to_be_empty()
    expect(page.locator("[data-panel]")).not_to_have_attribute("aria-busy", "true")


def type_into_box(page: Page, site_url: str, query: str) -> None:
    """Open the home page, then the box, and type."""
    page.goto(site_url)
    page.wait_for_selector(".search-box", state="attached")
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(OPTION).first).to_be_visible()


def query_of(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def hits(page: Page) -> list[str]:
    """Return the addresses of the passages shown."""
    found: list[str] = page.locator(".search-hit h2 a").evaluate_all("links => links.map((link) => link.href)")
    return found


@pytest.mark.parametrize("query", ("TCOG", "ｔｃｏｇ", "日米韓調整会合", "にちべいかんちょうせいかいごう"))
def test_the_entity_is_the_first_answer_of_the_box_and_is_reached_by_keyboard(
    page: Page, site_url: str, query: str
) -> None:
    type_into_box(page, site_url, query)
    first = page.locator(OPTION).first
    expect(first).to_contain_text("日米韓調整会合")
    expect(first).to_contain_text(re.compile(r"にちべいかんちょうせいかいごう.*会議・協議.*\d+回"))
    expect(page.locator(".search-box [role=status]")).to_have_text(re.compile(r"^項目\d件、\d+件"))
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/tcog/")


def test_at_most_three_entities_stand_above_the_passages(page: Page, site_url: str) -> None:
    type_into_box(page, site_url, "日米")
    assert page.locator(ENTITY).count() == 3
    expect(page.locator(".search-box [role=group]").first).to_have_accessible_name("項目3件")
    identifiers = page.locator(OPTION).evaluate_all("nodes => nodes.map((node) => node.id)")
    assert len(identifiers) == len(set(identifiers))


def test_arrows_go_on_from_the_entities_to_the_passages(page: Page, site_url: str) -> None:
    type_into_box(page, site_url, "TCOG")
    for _ in range(page.locator(ENTITY).count() + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


def test_an_unfinished_composition_asks_for_no_entity(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "北朝鮮", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(400)
    assert page.locator(OPTION).count() == 0
    session.send("Input.insertText", {"text": "北朝鮮"})
    expect(page.locator(ENTITY).first).to_contain_text("北朝鮮")


def test_the_search_page_offers_the_entity_above_its_passages(page: Page, site_url: str) -> None:
    open_search(page, site_url, "q=TCOG")
    answer = page.get_by_role("list", name="この名の項目")
    # The entity first, then the events it is about.
    expect(answer.get_by_role("listitem").first).to_contain_text("日米韓調整会合")
    expect(answer.get_by_role("listitem").nth(1)).to_contain_text("出来事")
    expect(page.locator("[data-summary]")).to_contain_text("、項目3件")
    answer.get_by_role("link", name="日米韓調整会合", exact=True).first.click()
    page.wait_for_url("**/entities/tcog/")


def test_a_filter_by_entity_stands_in_the_address(page: Page, site_url: str, tcog: dict[str, list[str]]) -> None:
    open_search(page, site_url, "entity=tcog")
    expect(page.locator(CHIP)).to_have_text(re.compile("日米韓調整会合"))
    places = [place for place in tcog["passages"] if "/" not in place]
    expect(page.locator("[data-summary]")).to_have_text(re.compile(f"^「日米韓調整会合」\\s*{len(places)}箇所"))
    found = {f"{urlsplit(url).path.split('/')[-3]}.{urlsplit(url).fragment.removeprefix('p')}" for url in hits(page)}
    assert found == set(places)
    expect(page.locator(".search-hit mark").first).to_have_text(re.compile("TCOG|日米韓調整会合|Trilateral"))
    page.get_by_role("button", name="項目「日米韓調整会合」の絞り込みを外す").click()
    page.wait_for_function("location.search === ''")
    expect(page.locator(CHIP)).to_have_count(0)
    page.go_back()
    expect(page.locator(CHIP)).to_have_count(1)


def test_an_entity_is_added_by_typing_one_of_its_names(page: Page, site_url: str) -> None:
    open_search(page, site_url, "q=" + quote("北朝鮮"))
    field = page.get_by_role("combobox", name="項目を加える")
    field.fill("Trilateral Coordination and Oversight Group")
    field.press("Enter")
    page.wait_for_url("**entity=tcog**")
    expect(page.locator(CHIP)).to_have_text(re.compile("日米韓調整会合"))
    expect(field).to_have_value("")
    field.fill("どこにもない名")
    field.press("Enter")
    expect(page.locator("[data-notices]")).to_contain_text("項目「どこにもない名」はありません")
    assert query_of(page)["entity"] == ["tcog"]


def test_entities_often_named_in_the_hits_are_choices(page: Page, site_url: str) -> None:
    open_search(page, site_url, "q=" + quote("拡大抑止"))
    choices = page.locator("[data-entity-counts] label")
    assert 1 < choices.count() <= 12
    counts = [int(text) for text in choices.locator(".search-count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    name = choices.nth(1).locator("span").first.inner_text()
    choices.nth(1).click()
    page.wait_for_url("**entity=**")
    expect(page.locator(CHIP)).to_contain_text(name)
    expect(page.locator("[data-summary]")).to_contain_text(f"　{counts[1]}箇所")


def test_the_years_spoken_of_are_a_filter_of_their_own(page: Page, site_url: str) -> None:
    open_search(page, site_url, "q=" + quote("同盟 時期:1950年代"))
    narrowed = re.search(r"\d+箇所", page.locator("[data-summary]").inner_text())
    assert narrowed
    open_search(page, site_url, "q=" + quote("同盟"))
    expect(page.locator("[data-summary]")).not_to_contain_text(f"　{narrowed[0]}")
    page.get_by_label("本文が述べる年、この年から").fill("1950")
    page.get_by_label("本文が述べる年、この年まで").fill("1959")
    page.get_by_label("本文が述べる年、この年まで").press("Enter")
    page.wait_for_url("**about_from=1950&about_to=1959**")
    expect(page.locator("[data-summary]")).to_contain_text(f"　{narrowed[0]}")


def test_a_suggested_reading_finds_what_the_source_has(page: Page, site_url: str) -> None:
    open_search(page, site_url, "q=" + quote("文在寅政権の限界"))
    assert [urlsplit(url).fragment for url in hits(page)] == ["p30"]
    expect(page.locator(".search-hit mark")).to_have_text("文存寅")
    reason = page.get_by_role("list", name="見つかった理由")
    expect(reason).to_have_text("校注の読み：文在寅（原文は「文存寅」）")
    open_search(page, site_url, "exact=1&q=" + quote("文在寅政権の限界"))
    assert hits(page) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_entity_is_only_text(page: Page, site_url: str, name: str) -> None:
    open_search(page, site_url, "entity=" + quote(name))
    expect(page.locator(CHIP)).to_contain_text(name)
    expect(page.locator("[data-notices]")).to_contain_text(f"項目「{name}」はありません")
    page.get_by_role("combobox", name="項目を加える").fill(name)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("main :is(img, b script)").count() == 0


def test_on_a_phone_the_filters_fit(open_page: Callable[..., Page], site_url: str) -> None:
    phone = open_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    open_search(phone, site_url, "q=TCOG&entity=tcog&about_from=1990")
    phone.locator("[data-filters] > summary").tap()
    expect(phone.locator(CHIP)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
