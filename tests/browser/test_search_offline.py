"""The search outlives the network: once the rest of the index is there, no request is needed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def test_search_works_offline_after_the_first_load(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page()
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    first = page.evaluate("CorpusSearch.search('拡大抑止').then((result) => result.total)")
    page.evaluate("CorpusSearch.loadAll()")
    page.context.set_offline(True)
    again = page.evaluate("CorpusSearch.search('拡大抑止').then((result) => result.total)")
    other = page.evaluate("CorpusSearch.search('国交正常化').then((result) => result.hits.map((hit) => hit.text))")
    lines = page.evaluate("CorpusSearch.concordance('六者協議').then((result) => result.total)")
    assert again == first > 0
    assert other and any("国交正常化" in text for text in other)
    assert lines > 0


def test_a_failed_load_is_told_and_mended_by_retry(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page()
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    page.evaluate("void CorpusSearch.onstate((state) => (window.states ??= []).push(state))")
    page.context.set_offline(True)
    failed = page.evaluate("CorpusSearch.search('拡大抑止').then(() => 'answered', () => 'failed')")
    assert failed == "failed"
    assert page.evaluate("window.states.at(-1)") == "failed"
    page.context.set_offline(False)
    page.evaluate("CorpusSearch.retry()")
    assert page.evaluate("CorpusSearch.search('拡大抑止').then((result) => result.total)") > 0
    assert page.evaluate("window.states.at(-1)") == "ready"


def test_the_page_answers_first_and_a_worker_goes_on(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    first = page.evaluate("CorpusSearch.search('拡大抑止', { limit: 10 })")
    assert not page.workers, "starting a worker takes longer than the first answer"
    shards = [url for url in asked if "/search/index/" in url and url.rsplit("/", 1)[1][0] in "gtx"]
    page.wait_for_event("worker")
    # The worker has taken over once it has been asked something that only it may hold up.
    page.evaluate("CorpusSearch.concordance('TCOG').then((result) => result.total)")
    again = page.evaluate("CorpusSearch.search('拡大抑止', { limit: 10 })")
    assert again == first
    fetched_twice = [url for url in shards if asked.count(url) > 1]
    assert shards and not fetched_twice
    assert len(page.workers) == 1


def test_without_workers_the_page_goes_on(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page()
    page.add_init_script("delete window.Worker")
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    assert page.evaluate("CorpusSearch.search('拡大抑止').then((result) => result.total)") > 0
    assert page.evaluate("CorpusSearch.concordance('六者協議').then((result) => result.total)") > 0


def test_a_worker_that_does_not_start_leaves_the_search_in_the_page(
    open_page: Callable[..., Page], site_url: str
) -> None:
    page = open_page()
    page.add_init_script(
        "window.Worker = class { constructor() { setTimeout(() => this.onerror(new Event('error'))); } terminate() {} }"
    )
    page.goto(site_url)
    page.wait_for_function("window.CorpusSearch !== undefined")
    assert page.evaluate("CorpusSearch.concordance('六者協議').then((result) => result.total)") > 0
    assert page.evaluate("CorpusSearch.search('拡大抑止').then((result) => result.total)") > 0
