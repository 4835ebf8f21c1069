"""The page /search/: what it promises without any script having run."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from markdown import markdown

from edition.errors import Place
from edition.model import Access, PassageKind, Record, Rights
from edition.render.search_page import EXAMPLES, SCRIPTS, STYLES, render_search_page

ASSETS = Path(__file__).resolve().parents[1] / "docs/assets/search"
RECORD = Record(
    key="hiraiwa2011",
    short_title="平岩 2011",
    csl={"id": "hiraiwa2011", "title": "朝鮮半島と日米同盟"},
    basis={},
    rights=Rights("", "", "", Access.FULL),
    sha256="",
    place=Place("corpus/records/hiraiwa2011.yml", 1),
)
UNTITLED = replace(RECORD, key="lost", short_title="［未詳］", csl={"id": "lost"})


class Elements(HTMLParser):
    """Every start tag with its attributes, and the tags left open."""

    VOID = frozenset({"input", "link", "br", "meta", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def named(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements that have the given ones."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [own for name, own in self.found if name == tag and wanted.items() <= own.items()]


def body_of(page: str) -> str:
    """Return a page without its head."""
    return page.split("---\n", 2)[2]


@pytest.fixture
def page() -> str:
    return render_search_page([RECORD, UNTITLED])


def test_the_form_is_a_plain_get_request_with_every_field_in_it(page: str) -> None:
    elements = Elements(body_of(page))
    (form,) = elements.named("form")
    assert (form["method"], form.get("action")) == ("get", None)
    fields = {(own.get("name"), own.get("form")) for tag, own in elements.found if tag in ("input", "select")}
    names = {"q", "document", "kind", "from", "to", "about_from", "about_to", "exact", "sort", "grouped"}
    # Without a name: the field that adds an entity, which the script puts into the form once it is known.
    assert {name for name, _ in fields} == {*names, None}
    assert {owner for name, owner in fields if name != "q"} == {form["id"]}


def test_the_two_kinds_of_years_are_told_apart(page: str) -> None:
    assert re.findall(r"<legend>([^<]*年[^<]*)</legend>", page) == ["資料の年（出た年）", "本文が述べる年"]
    labels = [own["aria-label"] for own in Elements(page).named("input", inputmode="numeric")]
    assert len(set(labels)) == len(labels) == 4


def test_every_document_and_every_kind_can_be_chosen(page: str) -> None:
    elements = Elements(page)
    assert [own["value"] for own in elements.named("input", name="document")] == ["hiraiwa2011", "lost"]
    kinds = [own["value"] for own in elements.named("input", name="kind")]
    assert sorted(kinds) == sorted(kind.value for kind in PassageKind)


def test_fields_have_names_for_those_who_do_not_see_them(page: str) -> None:
    elements = Elements(page)
    labelled = [own for own in elements.named("input") if own["type"] not in ("checkbox", "radio")]
    assert all(own.get("aria-label") for own in labelled)
    assert all(own.get("aria-label") for own in elements.named("button") if "data-export" in own)


def test_markdown_leaves_the_page_as_it_is(page: str) -> None:
    body = body_of(page)
    block = body[body.index("<div") :].rstrip("\n")
    assert "\n\n" not in block
    assert block in markdown(body, extensions=["attr_list", "def_list", "md_in_html", "tables", "toc"])


def test_every_element_is_closed(page: str) -> None:
    assert Elements(body_of(page)).open == []


def test_without_scripts_the_page_says_so_and_leads_on(page: str) -> None:
    (told,) = re.findall("<noscript>(.*?)</noscript>", page, re.DOTALL)
    links = [own["href"] for own in Elements(told).named("a")]
    assert links == ["../data/passages.jsonl", "../documents/hiraiwa2011/", "../documents/lost/"]
    assert "朝鮮半島と日米同盟" in told and "［未詳］" in told


def test_no_script_stands_in_the_page_and_none_comes_from_elsewhere(page: str) -> None:
    elements = Elements(page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page) == [""] * len(SCRIPTS)
    assert not [name for _, own in elements.found for name in own if name.startswith("on")]
    addresses = [own.get("src") or own.get("href") or "" for _, own in elements.found]
    assert not [address for address in addresses if "//" in address]


@pytest.mark.parametrize("name", (*SCRIPTS, *STYLES))
def test_what_the_page_asks_for_is_there(page: str, name: str) -> None:
    assert f'"../assets/search/{name}"' in page
    assert (ASSETS / name).is_file()


def test_examples_are_addresses_of_their_query(page: str) -> None:
    links = [own["href"] or "" for own in Elements(page).named("a")]
    queries = [parse_qs(link[1:])["q"][0] for link in links if link.startswith("?q=")]
    assert queries == [query for query, _ in EXAMPLES]


@pytest.mark.parametrize("hostile", ('"><script>alert(1)</script>', "<b>", "a&amp;b", "*_#`{{x}}"))
def test_names_never_become_markup(hostile: str) -> None:
    usual = [tag for tag, _ in Elements(render_search_page([RECORD])).found]
    page = render_search_page([replace(RECORD, short_title=hostile, csl={"title": hostile})])
    assert [tag for tag, _ in Elements(page).found] == usual
    assert hostile in unescape(page)


def test_same_records_same_bytes() -> None:
    assert render_search_page([RECORD, UNTITLED]) == render_search_page(iter([RECORD, UNTITLED]))
