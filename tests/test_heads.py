"""What a page says of itself: read as Zotero reads it, as schema.org, as signposts; and nothing guessed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.citations.csl_items import citation_item
from edition.citations.head import ZOTERO_TYPES, highwire_name, passage_head
from edition.citations.head_tags import HeadTag, Place, head_values, jsonld, meta, render_head
from edition.edited import EditedDocument
from edition.model import Access
from edition.site import printed_numbers
from edition_corpora import ROOT, document_of, real_edited
from head_pages import SITE, head_of, item_of, iter_pages, links_of, metas_of, pages, read_head, through_theme
from zotero_rules import part_name

KEYS = ("hiraiwa2011", "sakata2021", "sakata2026", "togashi-kaken", "vision2025")
#: What Zotero is to make of the five documents: brackets round what the record infers, as in every export.
EXPECTED: dict[str, tuple[str, list[tuple[str, str]], dict[str, str]]] = {
    "hiraiwa2011": (
        "bookSection",
        [("平岩", "俊司")],
        {
            "title": "[章題未詳]",
            "date": "2011",
            "publicationTitle": "[日米関係の今後の展開と日本の外交]",
            "publisher": "[日本国際問題研究所]",
            "series": "[平成22年度 調査報告書]",
        },
    ),
    "sakata2021": (
        "document",
        [("阪田", "恭代")],
        {"title": "米韓同盟の変容と課題 〜バイデン政権時代に求められていること〜", "date": "2021/12", "publisher": ""},
    ),
    "sakata2026": (
        "webpage",
        [("阪田", "恭代")],
        {
            "title": "日米韓安全保障協力の現在 ～キャンプデービッドとその後の課題",
            "date": "2026/03",
            "publicationTitle": "専門家コラム",
            "publisher": "立命館大学 東アジア平和協力センター",
        },
    ),
    "togashi-kaken": (
        "report",
        [("冨樫", "あゆみ")],
        {
            "title": "日韓安全保障協力の形成メカニズム:非西洋型国際関係理論の理論的・実証的研究",
            "date": "",
            "institution": "[日本学術振興会]",
            "number": "17K13689",
            "type": "科研費 研究成果報告書",
        },
    ),
    "vision2025": (
        "report",
        [("日韓ビジョングループ", "")],
        {
            "title": "世界秩序転換期における日韓戦略的パートナーシップ",
            "date": "2025/09/18",
            "institution": "中曽根康弘世界平和研究所・NEAR財団・韓国国際交流財団",
            "type": "政策提言",
        },
    ),
}


@pytest.mark.parametrize("site", [SITE, ""])
@pytest.mark.parametrize("key", KEYS)
def test_zotero_reads_every_page_of_a_document_rightly(key: str, site: str) -> None:
    kind, creators, fields = EXPECTED[key]
    for path, url in iter_pages(key):
        item = item_of(path, url, site)
        assert (item.type, item.creators) == (kind, creators), path
        assert {name: item.fields.get(name, "") for name in fields} == fields, path
        assert item.fields["language"] == "ja"
        cited = url if url.startswith("p/") else f"documents/{key}/"
        # Of a reading page on a site whose address is unknown the address is right, if not short.
        assert item.fields["url"] == (SITE + cited if site or cited == url else f"{SITE}{url}../"), path
        assert urljoin(item.fields["url"], ".") == SITE + cited, path


@pytest.mark.parametrize("key", KEYS)
def test_a_passage_gives_its_number_and_its_printed_page_in_brackets(key: str) -> None:
    document = document_of(real_edited(), key)
    printed = printed_numbers(document)
    for passage in document.structure.passages:
        item = item_of(f"p/{passage.id}/index.html", f"p/{passage.id}/")
        assert passage.id in item.fields["extra"]
        pages_of = sorted({passage.page or 0, *(start.page for start in passage.page_starts)} - {0})
        known = [printed[page] for page in pages_of if page in printed]
        ends = [f"[{number}]" for number in dict.fromkeys([known[0], known[-1]])] if known else []
        assert item.fields.get("pages", "") == "-".join(ends)
    assert bool(printed) == (key == "vision2025")


def test_what_is_inferred_is_named_in_the_field_extra() -> None:
    item = item_of("documents/hiraiwa2011/index.md", "documents/hiraiwa2011/")
    assert "推定：収録元、叢書、発行者、発行日" in item.fields["extra"]
    assert "未詳：題名" in item.fields["extra"]


def test_no_page_of_a_document_without_date_has_one_for_zotero_to_find() -> None:
    """EM 729–731 would take the first `time` of the body for the date of an undated document."""
    for path, _ in iter_pages("togashi-kaken"):
        assert "<time" not in pages(SITE)[path], path


def test_every_type_a_record_may_have_is_known_to_zotero() -> None:
    schema = json.loads((ROOT / "corpus/schema/document.schema.json").read_text(encoding="utf-8"))
    assert sorted(schema["$defs"]["type_field"]["properties"]["value"]["enum"]) == sorted(ZOTERO_TYPES)


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ({"family": "平岩", "given": "俊司"}, ("平岩", "俊司")),
        ({"literal": "日韓ビジョングループ"}, ("日韓ビジョングループ", "")),
        # Without the comma Zotero would cut the name of a body at its last space.
        ({"literal": "立命館大学 東アジア平和協力センター"}, ("立命館大学 東アジア平和協力センター", "")),
    ],
)
def test_names_are_parted_as_zotero_parts_them(name: dict[str, str], parted: tuple[str, str]) -> None:
    assert part_name(highwire_name(name)) == parted


#: schema.org 29.2: the properties used here, with the type that has them (CreativeWork and Thing are above all ours).
VOCABULARY = {
    "CreativeWork": "name url identifier inLanguage isPartOf position description author editor publisher datePublished "
    "genre isBasedOn usageInfo copyrightNotice conditionsOfAccess",
    "Report": "reportNumber",
    "Person": "name familyName givenName alternateName",
    "Organization": "name",
}
WORKS = {"Article", "Chapter", "CreativeWork", "Report", "Table", "WebPage"}


def check_node(node: dict[str, Any]) -> None:
    """Fail where a node has a property its type does not have."""
    kind = node["@type"]
    allowed = set(VOCABULARY.get(kind, "").split())
    if kind in WORKS:
        allowed |= set(VOCABULARY["CreativeWork"].split())
    assert kind in WORKS | set(VOCABULARY)
    for name, value in node.items():
        assert name.startswith("@") or name in allowed, f"{kind} has no {name}"
        for below in value if isinstance(value, list) else [value]:
            assert below not in ("", None, [], {})
            if isinstance(below, dict):
                check_node(below)


@pytest.mark.parametrize("key", KEYS)
def test_the_json_ld_of_every_page_keeps_to_schema_org(key: str) -> None:
    for path, url in iter_pages(key):
        blocks = [tag for tag in head_of(path) if tag[1].get("type") == "application/ld+json"]
        assert len(blocks) == 1, path
        node = json.loads(blocks[0][2])
        assert node["@context"] == "https://schema.org"
        check_node(node)
        cited = url if url.startswith("p/") else f"documents/{key}/"
        assert node["@id"] == node["url"] == SITE + cited
        work = node["isPartOf"] if url.startswith("p/") else node
        assert work["identifier"] == key


def test_json_ld_states_as_fact_only_what_is_not_inferred() -> None:
    block = next(tag for tag in head_of("documents/hiraiwa2011/index.md") if tag[0] == "script")
    node = json.loads(block[2])
    assert not {"publisher", "datePublished", "isPartOf"} & set(node)
    assert "推定" in node["description"]
    block = next(tag for tag in head_of("documents/sakata2026/index.md") if tag[0] == "script")
    author = json.loads(block[2])["author"][0]
    assert author["name"] == "阪田恭代"
    assert author["alternateName"] == ["Sakata Yasuyo", "さかた やすよ"]


@pytest.mark.parametrize("key", KEYS)
def test_signposts_lead_to_pages_of_the_site(key: str) -> None:
    """https://signposting.org/FAIR/: what to cite, what describes it, what it is part of, on what terms."""
    known = {f"{path.removesuffix('index.md').removesuffix('index.html')}" for path in pages(SITE)}
    known |= {f"{path.removesuffix('.md')}/" for path in pages(SITE)} | {"about/rights/"}
    known.add(f"data/tei/{key}.xml")  # written with the data package
    for path, url in iter_pages(key):
        links = links_of(head_of(path))
        ways = {rel: [to for name, to in links if name == rel] for rel, _ in links}
        assert ways["cite-as"] == [SITE + (url if url.startswith("p/") else f"documents/{key}/")]
        assert ways["collection"] == [SITE + ("documents/" if path.endswith("/index.md") else f"documents/{key}/")]
        assert ways["license"] == [f"{SITE}about/rights/"]
        assert ways["describedby"]
        for rel in ("cite-as", "collection", "license", "describedby", "item"):
            assert all(to.removeprefix(SITE) in known for to in ways.get(rel, [])), (path, rel)
    overview = links_of(head_of(f"documents/{key}/index.md"))
    reading = [url for path, url in iter_pages(key) if path.endswith(".md")][1:]
    assert [to for rel, to in overview if rel == "item"][: len(reading)] == [SITE + url for url in reading]


@pytest.mark.parametrize("key", KEYS)
def test_no_address_is_guessed_where_the_site_is_unknown(key: str) -> None:
    for path, url in iter_pages(key):
        head = head_of(path, "")
        own = [to for rel, to in links_of(head) if not rel.startswith("schema.")]
        assert all(re.match(r"(\.\./)+", to) for to in own), path
        assert "canonical" not in {rel for rel, _ in links_of(head)}
        assert "og:url" not in dict(metas_of(head))
        if url.startswith("p/"):
            # Theme and address make the canonical link of the other pages.
            assert ("canonical", SITE + url) in links_of(head_of(path))


def test_withheld_words_stand_in_no_head() -> None:
    document = document_of(real_edited(), "sakata2026")
    record = replace(document.record, rights=replace(document.record.rights, access=Access.METADATA))
    withheld: EditedDocument = replace(document, record=record)
    for passage in document.structure.passages:
        tags = passage_head(withheld, passage, "段落", "documents/x/", {}, Place("../../", "", "例"))
        head = render_head(tags)
        words = (passage.text or "")[:20]
        # The title is part of the record, which is always published.
        assert len(words) < 20 or passage.role == "title" or words not in head
        assert 'name="description"' not in head


@given(st.lists(st.tuples(st.sampled_from(["og:title", "citation_title"]), st.text()), max_size=4), st.text())
def test_no_value_can_break_out_of_its_tag(values: list[tuple[str, str]], text: str) -> None:
    """Written whole and through the theme, a head gives back exactly what was put in."""
    # An HTML parser reads a carriage return as a line break and drops the null character.
    clean = [(name, re.sub("[\0\r]", "", value)) for name, value in values]
    tags = [*(meta(name, value) for name, value in clean), jsonld({"name": text})]
    front = json.loads(json.dumps({"head": head_values(tags)}))
    for html in (render_head(tags), through_theme(front)):
        head = read_head(f"<head>{html}</head>")
        assert metas_of(head) == clean
        assert json.loads(next(tag for tag in head if tag[0] == "script")[2]) == {"name": text}


def test_a_page_without_head_values_has_none() -> None:
    for front in (None, {}, {"title": "検索"}):
        assert read_head(through_theme(front)) == [("head", {}, "")]


def test_the_values_of_a_head_are_what_the_theme_needs() -> None:
    tags = [HeadTag("link", (("rel", "item"), ("href", "../x/"))), jsonld({"a": "</script>"})]
    assert head_values(tags) == [
        {"tag": "link", "attributes": {"rel": "item", "href": "../x/"}},
        {"tag": "script", "attributes": {"type": "application/ld+json"}, "text": '{"a":"\\u003c/script\\u003e"}'},
    ]


def test_titles_are_those_of_every_other_export() -> None:
    for key in KEYS:
        title = citation_item(document_of(real_edited(), key).record)["title"]
        assert EXPECTED[key][2]["title"] == title


def test_highwire_tags_stand_once_and_authors_in_order() -> None:
    for key in KEYS:
        names = [name for name, _ in metas_of(head_of(f"documents/{key}/index.md"))]
        repeated = {one for one, other in pairwise(sorted(names)) if one == other}
        assert repeated <= {"citation_author", "citation_editor", "DC.creator"}
