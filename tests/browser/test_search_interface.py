"""The search as a reader meets it: the box, the search page, the marks on arrival.

Run on the built site in a real Chromium. What the engine finds is tested
elsewhere; here counts are only compared with the published passages.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

BOX = ".search-box"
FIELD = ".search-box__field"
OPTION = f"{BOX} [role=option]"
SEARCH_ICON = ".search-box__open"
HOSTILE = (
    '<img src=x onerror="window.pwned=1">',
    '"><script>window.pwned=1</script>',
    "</mark><b>太字</b>",
    "javascript:window.pwned=1",
    "\\u003cimg src=x onerror=window.pwned=1\\u003e ( [ * ? + \\",
)
SPY = """() => {
  const { search } = window.CorpusSearch;
  window.asked = [];
  window.CorpusSearch.search = (query, options) => {
    window.asked.push(query);
    return search(query, options);
  };
}"""


@pytest.fixture(scope="session")
def texts(site_directory: Path) -> dict[str, str]:
    """The text of every passage that has one, by id."""
    lines = (site_directory / "data/passages.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return {row["id"]: row["text"] for row in rows if row["text"]}


def open_home(page: Page, site_url: str) -> None:
    """Open the home page and wait for the box."""
    page.goto(site_url)
    page.wait_for_selector(BOX, state="attached")


def open_search(page: Page, site_url: str, query: str, more: str = "") -> None:
    """Open the search page on a query and wait until it has answered."""
    page.goto(f"{site_url}search/?q={quote(query)}{more}")
    expect(page.locator("[data-summary]")).not_to_be_empty()
    expect(page.locator("[data-panel]")).not_to_have_attribute("aria-busy", "true")


def in_box(page: Page, query: str) -> Locator:
    """Type a query into the box and return its options once they are there."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(OPTION).first).to_be_visible()
    return page.locator(OPTION)


def query_of(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def summary_number(page: Page) -> int:
    """Return the first number the summary of the search page says."""
    found = re.search(r"」\D*(\d+)", page.locator("[data-summary]").inner_text())
    assert found
    return int(found[1])


# The box


@pytest.mark.parametrize("key", ("/", "Control+k", "Meta+k"))
def test_a_key_opens_the_box_and_escape_goes_back(page: Page, site_url: str, key: str) -> None:
    open_home(page, site_url)
    link = page.locator("article li a").first
    link.focus()
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("")
    page.keyboard.type("日韓")
    expect(page.locator(OPTION).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".search-box__output")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_typed_into_a_field_is_a_slash(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/")
    page.wait_for_selector(BOX)
    field = page.get_by_role("searchbox", name="検索語")
    field.focus()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    expect(field).to_be_focused()


def test_the_keyboard_alone_reaches_a_passage_and_its_marks(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    # More than the name of an entity, which would be the first answer.
    options = in_box(page, "拡大抑止の")
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    marks = page.locator(f"[id='{urlsplit(page.url).fragment}'] mark.search-match")
    expect(marks.first).to_be_in_viewport()
    # A match over the border of a page of the source is marked in two pieces.
    assert "".join(marks.all_inner_texts()).startswith("拡大抑止の")


def test_home_and_end_move_the_caret(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    in_box(page, "日韓")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.type("(")
    page.keyboard.press("End")
    page.keyboard.type(")")
    expect(page.locator(FIELD)).to_have_value("(日韓)")


def test_answers_are_grouped_by_document_counted_and_lead_to_all(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    open_home(page, site_url)
    in_box(page, "拡大抑止")
    literal = [id_ for id_, text in texts.items() if "拡大抑止" in text]
    said = page.locator(f"{BOX} [role=status]").inner_text()
    total = int(re.search(r"(\d+)件（", said)[1])  # type: ignore[index]
    assert total >= len(literal)
    groups = page.locator(f"{BOX} [role=group]")
    assert groups.count() == len(set(groups.evaluate_all("nodes => nodes.map((n) => n.getAttribute('aria-labelledby'))")))
    expect(groups.first).to_have_accessible_name(re.compile(r"\d+件"))
    every = page.locator(OPTION).last
    expect(every).to_have_text(f"すべての結果を見る（{total}件）")
    every.click()
    page.wait_for_url("**/search/?q=*")
    assert query_of(page) == {"q": ["拡大抑止"]}
    expect(page.locator("[data-summary]")).to_contain_text(f"{total}箇所")


def test_a_hit_under_another_name_says_why(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    options = in_box(page, "GSOMIA")
    expect(options.filter(has_text="別名：GSOMIA → 軍事情報包括保護協定").first).to_be_visible()
    open_search(page, site_url, "GSOMIA")
    reasons = page.get_by_role("list", name="見つかった理由")
    expect(reasons.filter(has_text="別名：GSOMIA → 軍事情報包括保護協定").first).to_be_visible()
    expect(page.locator("mark.search-match", has_text="軍事情報包括保護協定").first).to_be_visible()


def test_enter_without_a_choice_opens_the_search_page(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    in_box(page, "日米韓")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert query_of(page)["q"] == ["日米韓"]


def test_on_the_search_page_the_box_asks_the_page_itself(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=拡大抑止")
    expect(page.locator("[data-summary]")).to_contain_text("拡大抑止")
    page.evaluate("CorpusSearch.loadAll()")
    page.context.set_offline(True)
    page.locator(".search-box input").fill("TCOG")
    page.locator(".search-box input").press("Enter")
    expect(page.locator("[data-summary]")).to_contain_text("「TCOG」")
    assert page.url == f"{site_url}search/?q=TCOG"
    expect(page.locator(".search-box")).not_to_have_attribute("data-open", "")
    page.locator(".search-box input").fill("北朝鮮")
    page.locator(".search-box a", has_text="すべての結果").click()
    expect(page.locator("[data-summary]")).to_contain_text("「北朝鮮」")
    page.go_back()
    expect(page.locator("[data-summary]")).to_contain_text("「TCOG」")


def compose(session: CDPSession, text: str) -> None:
    """Have the input method show an unfinished text."""
    session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def press_of_method(session: CDPSession, code: str) -> None:
    """Press a key as a page sees it while an input method has it: keyCode 229."""
    key = {"key": "Process", "code": code, "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_an_input_method_composes_undisturbed(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    in_box(page, "日")
    page.evaluate(SPY)
    session = page.context.new_cdp_session(page)
    before = page.url
    for text in ("k", "か", "かく", "かくだい", "拡大"):
        compose(session, text)
    page.keyboard.press("ArrowDown")
    press_of_method(session, "ArrowDown")
    press_of_method(session, "Enter")
    page.wait_for_timeout(400)
    assert page.evaluate("window.asked") == []
    assert page.locator(f"{OPTION}[aria-selected=true]").count() == 0
    assert page.url == before
    session.send("Input.insertText", {"text": "拡大抑止"})
    expect(page.locator(FIELD)).to_have_value("日拡大抑止")
    page.wait_for_function("window.asked.length > 0")
    page.wait_for_timeout(300)
    assert page.evaluate("window.asked") == ["日拡大抑止"]


def test_the_enter_that_ends_a_composition_sends_nothing(page: Page, site_url: str) -> None:
    """Safari ends the composition first and presses Enter, with keyCode 229, after it."""
    open_home(page, site_url)
    in_box(page, "日韓")
    page.keyboard.press("ArrowDown")
    before = page.url
    prevented = page.locator(FIELD).evaluate(
        """(field) => {
          field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "韓" }));
          const key = new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
          field.dispatchEvent(key);
          return !field.form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
        }"""
    )
    assert prevented
    page.wait_for_timeout(200)
    assert page.url == before


def test_a_late_answer_to_an_early_question_is_dropped(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    page.keyboard.press("/")
    page.evaluate(
        """() => {
          const { search } = window.CorpusSearch;
          window.CorpusSearch.search = async (query, options) => {
            const result = await search(query, options);
            await new Promise((go) => setTimeout(go, query === "日" ? 900 : 0));
            return result;
          };
        }"""
    )
    page.keyboard.type("日")
    page.wait_for_timeout(200)
    page.keyboard.type("米韓")
    every = page.locator(".search-option--all")
    expect(every).to_be_visible()
    said = every.inner_text()
    page.wait_for_timeout(1200)
    assert every.inner_text() == said
    assert parse_qs(urlsplit(every.get_attribute("href") or "").query)["q"] == ["日米韓"]


@pytest.mark.parametrize("width", (320, 360))
def test_on_a_phone_the_box_fills_the_page(open_page: Callable[..., Page], site_url: str, width: int) -> None:
    phone = open_page(viewport={"width": width, "height": 640}, has_touch=True, is_mobile=True)
    open_home(phone, site_url)
    expect(phone.locator(FIELD)).to_be_hidden()
    phone.locator(SEARCH_ICON).tap()
    expect(phone.locator(FIELD)).to_be_focused()
    phone.keyboard.type("日韓")
    expect(phone.locator(OPTION).first).to_be_visible()
    panel = phone.locator(".search-box__panel").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["y"], panel["width"], panel["height"]) == (0, 0, width, 640)
    assert phone.evaluate("document.documentElement.scrollWidth") == width
    # Text of less than 16 px makes a phone zoom in on the field.
    assert float(phone.locator(FIELD).evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")) >= 16
    phone.get_by_role("button", name="検索を閉じる").tap()
    expect(phone.locator(FIELD)).to_be_hidden()
    expect(phone.locator(SEARCH_ICON)).to_be_focused()


def test_in_print_there_is_no_box(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    page.emulate_media(media="print")
    expect(page.locator(BOX)).to_be_hidden()


# What can go wrong


def test_a_failed_load_says_so_and_can_be_tried_again(page: Page, site_url: str) -> None:
    def refuse(route: Route) -> None:
        if route.request.url.endswith("/loader.js"):
            route.continue_()
        else:
            route.abort()

    page.context.route("**/assets/search/index/**", refuse)
    open_home(page, site_url)
    page.keyboard.press("/")
    page.keyboard.type("日韓")
    trouble = page.locator(f"{BOX} .search-trouble[data-state=failed]")
    expect(trouble).to_contain_text("読み込めませんでした")
    page.context.unroute("**/assets/search/index/**", refuse)
    trouble.get_by_role("button", name="再試行").click()
    expect(page.locator(OPTION).first).to_be_visible()
    expect(trouble).to_be_hidden()


def test_a_stale_index_is_told_of(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    page.evaluate(
        """() => {
          window.CorpusSearch.onstate = (follow) => follow("stale");
          window.CorpusSearch.warm = () => Promise.resolve();
        }"""
    )
    page.keyboard.press("/")
    expect(page.locator(f"{BOX} .search-trouble[data-state=stale]")).to_contain_text("再試行")


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_only_text(page: Page, site_url: str, query: str) -> None:
    open_search(page, site_url, query, "&view=kwic")
    expect(page.locator("[data-summary]")).to_contain_text(query.strip())
    expect(page.get_by_role("searchbox", name="検索語")).to_have_value(query)
    page.keyboard.press("Escape")
    page.locator(FIELD).fill(query)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("main :is(img, b), .search-box :is(img, b, script)").count() == 0


# The search page


def test_the_address_is_the_query_and_back_goes_back(page: Page, site_url: str) -> None:
    open_search(page, site_url, "日韓")
    field = page.get_by_role("searchbox", name="検索語")
    everywhere = summary_number(page)
    page.locator("input[name=document][value=hiraiwa2011]").check()
    page.wait_for_url("**document=hiraiwa2011**")
    expect(page.locator("[data-summary]")).not_to_contain_text(f"{everywhere}箇所")
    field.fill("拡大抑止")
    page.wait_for_url(f"**q={quote('拡大抑止')}**")
    page.go_back()
    expect(field).to_have_value("日韓")
    expect(page.locator("input[value=hiraiwa2011]")).to_be_checked()
    page.go_back()
    expect(page.locator("input[value=hiraiwa2011]")).not_to_be_checked()
    expect(page.locator("[data-summary]")).to_contain_text(f"{everywhere}箇所")
    page.go_forward()
    page.go_forward()
    expect(field).to_have_value("拡大抑止")


def test_facets_count_what_they_would_leave(page: Page, site_url: str) -> None:
    open_search(page, site_url, "日韓")
    total = summary_number(page)
    for name in ("document", "kind"):
        counts = page.locator(f"label:has(input[name={name}]) [data-count]").all_inner_texts()
        assert sum(int(count or 0) for count in counts) == total
    choice = page.locator("label", has=page.locator("input[value=sakata2026]"))
    expected = int(choice.locator("[data-count]").inner_text())
    choice.click()
    expect(page.locator("[data-summary]")).to_contain_text(f"{expected}箇所")
    hits = page.locator(".search-hit h2 a").evaluate_all("links => links.map((link) => link.href)")
    assert hits and all("/documents/sakata2026/" in address for address in hits)


def test_more_hits_come_on_request_and_stay_on_return(page: Page, site_url: str) -> None:
    open_search(page, site_url, "日韓")
    hits = page.locator(".search-hit")
    expect(hits).to_have_count(20)
    page.get_by_role("button", name="さらに表示").click()
    expect(hits).to_have_count(40)
    expect(hits.nth(20).locator("a")).to_be_focused()
    hits.nth(30).locator("a").click()
    page.wait_for_url("**/documents/**")
    page.go_back()
    expect(hits).to_have_count(40)
    expect(hits.nth(30)).to_be_in_viewport()


def test_in_exact_mode_nothing_else_is_found(page: Page, site_url: str, texts: dict[str, str]) -> None:
    open_search(page, site_url, "拡大抑止", "&exact=1")
    expect(page.get_by_label("完全一致")).to_be_checked()
    assert summary_number(page) == sum("拡大抑止" in text for text in texts.values())


def test_rules_can_be_switched(page: Page, site_url: str) -> None:
    open_search(page, site_url, "日韓")
    page.get_by_text("表記ゆれの扱い").click()
    page.get_by_label("別名").uncheck()
    page.wait_for_url("**off=alias**")
    page.reload()
    expect(page.locator("[data-rule][value=alias]")).not_to_be_checked()


def test_a_query_without_hits_offers_ways_on(page: Page, site_url: str) -> None:
    open_search(page, site_url, "拡大抑止抑止抑止", "&exact=1&document=hiraiwa2011")
    nothing = page.locator(".search-nothing")
    expect(nothing).to_contain_text("完全一致をやめる")
    expect(nothing.locator(".search-terms a").first).to_be_visible()
    nothing.get_by_role("link", name="絞り込みをすべて外す").click()
    page.wait_for_function("!location.search.includes('document')")


def test_where_nothing_is_near_the_reader_is_told_what_to_try(page: Page, site_url: str) -> None:
    open_search(page, site_url, "xyzzy")
    expect(page.locator(".search-nothing")).to_contain_text("読み（仮名）")


# The concordance


def test_the_concordance_has_a_row_for_every_occurrence(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    open_search(page, site_url, "拡大抑止", "&exact=1")
    page.get_by_role("tab", name="用例").click()
    page.wait_for_url("**view=kwic**")
    rows = page.locator(".kwic tr:has(.kwic__node mark)")
    expect(rows).to_have_count(sum(text.count("拡大抑止") for text in texts.values()))
    assert set(rows.locator("mark").all_inner_texts()) == {"拡大抑止"}
    groups = page.locator(".kwic__group")
    expect(groups).to_have_count(len({id_.split(".")[0] for id_, text in texts.items() if "拡大抑止" in text}))


@pytest.mark.parametrize(("order", "name"), (("right", "右文脈の五十音順"), ("left", "左文脈の五十音順")))
def test_the_concordance_is_sorted_by_context(page: Page, site_url: str, order: str, name: str) -> None:
    open_search(page, site_url, "拡大抑止", "&view=kwic")
    page.get_by_label("並べ替え").select_option(label=name)
    page.wait_for_url(f"**sort={order}**")
    page.get_by_label("資料ごと").uncheck()
    page.wait_for_url("**group=0**")
    contexts = page.locator(f".kwic td.kwic__{order}").all_inner_texts()
    # The order of the readings (kana), which the engine gives with each line.
    readings = page.evaluate(
        """async (side) => {
          const { lines } = await CorpusSearch.concordance("拡大抑止", {});
          return lines.map((line) => [line[side], line[`${side}Reading`]]);
        }""",
        order,
    )

    def reading(shown: str) -> str:
        """The reading of a context, of which the page may show a part."""
        fits = [(len(text), kana) for text, kana in readings if shown.strip() in text]
        return min(fits)[1]

    kana = [reading(context) for context in contexts]
    ordered = page.evaluate(
        """(kana) => {
          const { compare } = new Intl.Collator("ja", { numeric: true });
          const key = (text) => text.replace(/^[\\p{P}\\p{S}\\s]+/u, "");
          return kana.every((text, at) => !at || compare(key(kana[at - 1]), key(text)) <= 0);
        }""",
        kana,
    )
    assert len(contexts) > 3 and all(re.search("[ぁ-ヶ]", text) for text in kana) and ordered, kana


def test_the_concordance_can_be_read_on_a_phone(open_page: Callable[..., Page], site_url: str) -> None:
    phone = open_page(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    open_search(phone, site_url, "日韓", "&view=kwic")
    row = phone.locator(".kwic tr:has(td)").first
    boxes = [row.locator(f".kwic__{part}").bounding_box() for part in ("left", "node", "right")]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert all(box and box["width"] > 80 for box in (boxes[0], boxes[2]))
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("view", ("list", "kwic"))
@pytest.mark.parametrize("form", ("tsv", "csv"))
def test_the_export_has_a_row_for_every_occurrence(
    page: Page, site_url: str, texts: dict[str, str], form: str, view: str
) -> None:
    open_search(page, site_url, "拡大抑止", f"&exact=1&view={view}")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"用例を{form.upper()}で書き出す").click()
    assert download.value.suggested_filename == f"kwic-拡大抑止.{form}"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (form == "csv")
    text = content.decode("utf-8-sig")
    if form == "csv":
        assert text.count("\r\n") == text.count("\n")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    else:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == sum(text.count("拡大抑止") for text in texts.values())
    for row in rows:
        assert row["node"] == "拡大抑止"
        assert f"{row['left']}{row['node']}{row['right']}" in texts[row["id"]]
        assert row["id"].startswith(f"{row['document']}.")
        assert row["permalink"].startswith("http") and row["permalink"].endswith(f"/p/{row['id']}/")
        assert row["citation"] and row["document"] not in row["citation"]


# On arrival


def test_marks_on_arrival_leave_the_text_as_it_was_and_can_be_removed(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    open_search(page, site_url, "北朝鮮", "&document=hiraiwa2011")
    page.locator(".search-hit a").first.click()
    page.wait_for_url("**/documents/**")
    chip = page.get_by_role("button", name="検索語の強調を消す")
    expect(chip).to_be_visible()
    shown = page.locator(".passage:has(.text):has(mark.search-match)")
    assert shown.count() > 0
    for passage in shown.all():
        text = texts[f"hiraiwa2011.{(passage.get_attribute('id') or '').removeprefix('p')}"]
        assert passage.locator(".text").evaluate("(node) => node.textContent") == text
        assert "".join(passage.locator("mark").all_inner_texts()) == "北朝鮮" * text.count("北朝鮮")
    markers = page.locator(".note-ref").count()
    page.get_by_role("button", name="次の一致へ").click()
    expect(page.locator(".search-match--here").first).to_be_in_viewport()
    chip.click()
    expect(page.locator("mark.search-match")).to_have_count(0)
    assert page.locator(".note-ref").count() == markers
    assert "q" not in query_of(page) and urlsplit(page.url).fragment


def test_a_match_across_a_note_marker_is_marked_in_pieces(page: Page, site_url: str) -> None:
    open_home(page, site_url)
    pieces = page.evaluate(
        """() => {
          const place = document.createElement("div");
          place.append("日米韓", document.createElement("a"), "の協力");
          corpusSearchUi.markRanges(place, [[1, 5]]);
          return [[...place.querySelectorAll("mark")].map((mark) => mark.textContent), place.querySelectorAll("a").length, place.textContent];
        }"""
    )
    assert pieces == [["米韓", "の協"], 1, "日米韓の協力"]


# Without a server, without scripts


def test_opened_from_disk_the_search_answers_and_links_name_their_page(page: Page, site_directory: Path) -> None:
    address = (site_directory / "search/index.html").as_uri()
    page.goto(f"{address}?q={quote('拡大抑止')}")
    link = page.locator(".search-hit a").first
    expect(link).to_be_visible()
    assert "/index.html?q=" in (link.get_attribute("href") or "")
    page.get_by_role("tab", name="用例").click()
    expect(page.locator(".kwic__node mark").first).to_be_visible()
    page.get_by_role("tab", name="一覧").click()
    link.click()
    expect(page.locator("mark.search-match").first).to_be_visible()


def test_without_scripts_the_form_asks_and_the_page_explains(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{site_url}search/")
    page.locator(".search-form__field").fill("日韓")
    page.locator(".search-form__send").click()
    page.wait_for_url("**/search/?q=**")
    expect(page.locator(".search-noscript")).to_be_visible()
    expect(page.locator("[data-toolbar]")).to_be_hidden()
