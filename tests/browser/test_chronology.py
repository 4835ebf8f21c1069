"""Timelines and the chronology in a real Chromium: filters, links, pictures, phone width, no script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TIMELINES = ("normalization-1965", "tcog-1999", "camp-david-2023", "nara-2026")
LOOKED_AT = (
    "timelines/",
    *(f"timelines/{slug}/" for slug in TIMELINES),
    "timelines/chronology/",
    "timelines/two-axes/",
    "events/yeonpyeong-shelling-2010/",
)
#: What meets another, of the words in one drawing: as the browser draws them, a pixel of grace for what lies around a letter.
COLLISIONS = """() => [...document.querySelectorAll(".stretch svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("a > text, text.year")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const right = svg.getBoundingClientRect().right;
  return boxes.flatMap(([words, box], n) => [
    ...boxes.slice(n + 1).filter(([, other]) =>
      box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 2 && other.top < box.bottom - 2,
    ).map(([other]) => `${words} / ${other}`),
    ...(box.right > right + 1 ? [`${words} reaches over the edge`] : []),
  ]);
})"""


@pytest.fixture(scope="session")
def events(site_directory: Path) -> list[dict[str, object]]:
    """The published events."""
    found: list[dict[str, object]] = json.loads((site_directory / "data/events.json").read_text(encoding="utf-8"))
    return found


def shown(page: Page) -> list[str]:
    """Return the ids of the events that are not filtered out."""
    found: list[str] = page.evaluate(
        'Array.from(document.querySelectorAll(".decade li.event")).filter((item) => item.offsetParent).map((item) => item.id)'
    )
    return found


def query_of(page: Page) -> dict[str, list[str]]:
    """Return the query in the address."""
    return parse_qs(urlsplit(page.url).query)


def test_the_chronology_is_narrowed_down_and_the_address_says_so(
    page: Page, site_url: str, events: list[dict[str, object]]
) -> None:
    page.goto(f"{site_url}timelines/chronology/")
    form = page.locator(".chronology-filter")
    expect(form).to_be_visible()
    assert shown(page) == [event["id"] for event in events]
    form.locator("[name=timeline]").select_option("nara-2026")
    wanted = [event["id"] for event in events if "nara-2026" in str(event["timelines"])]
    assert shown(page) == wanted
    expect(page.locator(".chronology-count")).to_have_text(f"{len(wanted)}件（全{len(events)}件のうち）")
    form.locator("[name=kind]").select_option("publication")
    wanted = [e["id"] for e in events if "nara-2026" in str(e["timelines"]) and e["kind"] == "publication"]
    assert shown(page) == wanted
    assert query_of(page) == {"timeline": ["nara-2026"], "kind": ["publication"]}
    # No heading stands over nothing.
    for heading in page.locator("h2:visible").all():
        assert heading.locator("xpath=following-sibling::*[1]").is_visible()
    form.locator("button[type=reset]").click()
    expect(page.locator(".chronology-count")).to_have_text(f"{len(events)}件")
    assert query_of(page) == {}


def test_a_filter_is_linked(page: Page, site_url: str, events: list[dict[str, object]]) -> None:
    page.goto(f"{site_url}timelines/chronology/?document=hiraiwa2011&from=2010&to=2010&actor=china")
    wanted = [
        event["id"]
        for event in events
        if any(row["document"] == "hiraiwa2011" for row in event["evidence"])  # type: ignore[attr-defined]
        and "china" in event["entities"]  # type: ignore[operator]
        and str(event["latest"] or "9999") >= "2010"
        and str(event["earliest"] or "0000") < "2011"
    ]
    assert wanted and shown(page) == wanted
    expect(page.locator("[name=document]")).to_have_value("hiraiwa2011")
    expect(page.locator("[name=from]")).to_have_value("2010")
    page.reload()
    assert shown(page) == wanted


@pytest.mark.parametrize(("name", "test"), [("differs", "disagreement"), ("several", "documents")])
def test_what_differs_and_what_several_tell_can_be_picked_out(
    page: Page, site_url: str, events: list[dict[str, object]], name: str, test: str
) -> None:
    page.goto(f"{site_url}timelines/chronology/?{name}=1")
    wanted = [
        event["id"]
        for event in events
        if (event["disagreement"] if test == "disagreement" else len({r["document"] for r in event["evidence"]}) > 1)  # type: ignore[attr-defined]
    ]
    assert wanted and shown(page) == wanted
    expect(page.locator(f"[name={name}]")).to_be_checked()


def test_a_filter_that_finds_nothing_says_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}timelines/chronology/?from=3000&kind=publication&actor=nobody")
    expect(page.locator(".chronology-count")).to_contain_text("0件")
    assert shown(page) == []
    expect(page.locator("[name=actor]")).to_have_value("")


def test_without_script_everything_is_there(
    open_page: Callable[..., Page], site_url: str, events: list[dict[str, object]]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site_url}timelines/chronology/?timeline=nara-2026")
    assert page.locator(".decade li.event").count() == len(events)
    expect(page.locator(".chronology-filter")).to_be_hidden()
    page.goto(f"{site_url}timelines/nara-2026/")
    page.locator(".stretch a").first.click()
    entry = page.locator(f"li.event#{urlsplit(page.url).fragment}")
    entry.locator("summary").click()
    expect(entry.locator("q").first).to_be_visible()
    entry.locator("h3 a").click()
    # From the event to the passage, and back: one click each.
    address = page.url
    page.locator(".column .passage-id").first.click()
    assert "/p/" in page.url
    page.locator(f'a[href="../../events/{address.rstrip("/").rpartition("/")[2]}/"]').first.click()
    assert page.url == address


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("slug", TIMELINES)
def test_no_words_of_a_picture_collide(open_page: Callable[..., Page], site_url: str, slug: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(f"{site_url}timelines/{slug}/")
    assert page.evaluate(COLLISIONS) == []
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.stretch a text')).fontSize)")
    box = page.locator(".stretch svg").first.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert size * box >= 11


@pytest.mark.parametrize("url", LOOKED_AT)
def test_nothing_reaches_over_the_edge_of_a_phone(open_page: Callable[..., Page], site_url: str, url: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(site_url + url)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
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
