"""Pages of entities, dates and editorial notes, on the made-up corpus with hand-made annotation."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from urllib.parse import urldefrag

import pytest

from edition.annotate.apparatus import ApparatusNote, Certainty, Ground, NoteKind
from edition.annotate.dates import DateMark
from edition.annotate.entities import Entity, EntityType, Evidence, Link, Role
from edition.annotate.mentions import Mention
from edition.annotate.selectors import Quote
from edition.annotated import AnnotatedCorpus, list_units
from edition.edited import EditedCorpus, EditedDocument
from edition.errors import Place
from edition.model import Access
from edition.pagination import Pagination
from edition.render import section_spans
from edition.render.annotation_pages import render_annotation_pages
from edition.render.concordance import PublishedTexts, TextPlace, find_neighbours, kwic_line, log_likelihood
from edition.render.date_address import date_url
from edition.render.date_pages import list_dates
from edition.render.entity_index import fold_kana, hangul_initial, kana_key, kana_row, latin_key, latin_letter
from edition.render.entity_picture import STEPS, say_places, strip_path
from edition.render.section_spans import list_rows, shorten
from edition.rights import WITHHELD
from edition.site import paginate_corpus
from edition_corpora import mini_edited
from markdown_page import by_class, html_of, text_of, tree_of

PLACE = Place("corpus/entities/test.yml", 1)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('灯台')</script> & *灯* {#x}"


def make_entity(
    id: str,
    ja: str,
    reading: str,
    type: EntityType = EntityType.CONCEPT,
    en: str = "",
    ko: str = "",
    links: tuple[Link, ...] = (),
    roles: tuple[Role, ...] = (),
    also: tuple[str, ...] = (),
) -> Entity:
    labels = {"ja": ja} | ({"en": en} if en else {}) | ({"ko": ko} if ko else {})
    basis = (Evidence(source="灯台年代記"), Evidence(Quote("mini-cut.9", "小さな段落")))
    return Entity(id, type, labels, reading, (), also, (), f"{ja}の説明。", basis, roles, links, PLACE)


ENTITIES = {
    entity.id: entity
    for entity in (
        make_entity("chart", "海図", "かいず", EntityType.AGREEMENT, "The Chart", links=(Link("party_to", "japan"),)),
        make_entity("current", "海流", "かいりゅう", EntityType.PLACE, "Current", "해류"),
        make_entity("fog-horn", "霧笛", "むてき", EntityType.WEAPON, "fog horn", "무적"),
        make_entity("japan", "日本", "にほん", EntityType.PLACE, "Japan", "일본", links=(Link("see_also", "chart"),)),
        make_entity(
            "keeper",
            "灯台守",
            "とうだいもり",
            EntityType.PERSON,
            "Lighthouse keeper",
            "등대지기",
            roles=(Role("灯台守", "1990", "..", Evidence(source="灯台年代記")),),
            links=(Link("part_of", "lighthouse"), Link("counterpart_of", "fog-horn"), Link("see_also", "fog-horn")),
            also=("番人", "등대수"),
        ),
        make_entity("lighthouse", "灯台", "とうだい", EntityType.ORGANISATION, "Lighthouse", "등대"),
        make_entity("script", HOSTILE, "とうだい（にせ）", EntityType.CONCEPT, HOSTILE, HOSTILE),
        make_entity("unused", "幽霊船", "ゆうれいせん", EntityType.WEAPON),
    )
}
FORMS = {"海図": "chart", "海流": "current", "霧笛": "fog-horn", "日本": "japan", "灯台守": "keeper", "灯台": "lighthouse"}
FORMS_RE = re.compile("|".join(sorted(FORMS, key=len, reverse=True)))


def make_note(id: str, kind: NoteKind, passage: str, quote: str, text: str, conflicts: tuple[Quote, ...] = ()) -> ApparatusNote:
    start = text.index(quote)
    ground = Ground(Evidence(Quote("mini-cut.9", "小さな段落")), "理由 <1>。")
    return ApparatusNote(
        id, id.split(".")[0], Quote(passage, quote), quote, start, start + len(quote), kind,
        "疑わしい & <b>点</b>。", "案<1>", Certainty.HIGH, (ground,), conflicts, PLACE,
    )  # fmt: skip


def annotate(edited: EditedCorpus) -> AnnotatedCorpus:
    """Lay hand-made names, dates and notes over the made-up corpus."""
    units = [unit for document in edited.documents for unit in list_units(document)]
    texts = {unit.id: unit.text for unit in units}
    mentions = {
        id: tuple(Mention(found.start(), found.end(), FORMS[found[0]]) for found in FORMS_RE.finditer(text))
        for id, text in texts.items()
    }

    def mark(passage: str, words: str, edtf: str, basis: str = "explicit") -> DateMark:
        start = texts[passage].index(words)
        return DateMark(start, start + len(words), edtf, basis)

    dates = {
        "mini-cut.4": (
            mark("mini-cut.4", "1869 年", "1869"),
            mark("mini-cut.4", "2009年", "2009"),
            mark("mini-cut.4", "その後", "2009/..", "relative"),
        ),
        "mini-cut.n1": (mark("mini-cut.n1", "1990年", "1990"), mark("mini-cut.n1", "1990.", "1990-04-02", "context")),
        "mini-joined.n1": (mark("mini-joined.n1", "2020年", "202X"),),
        "mini-joined.3": (mark("mini-joined.3", "一年に三回", "1901/2000"), mark("mini-joined.3", "第二", "XXXX-05-01")),
    }
    other = Quote("mini-joined.3", "一年に三回変わる")
    notes = (
        make_note("mini-cut.a1", NoteKind.CROSS_DOCUMENT, "mini-cut.4", "初めて灯った", texts["mini-cut.4"], (other, Quote("mini-cut.9", "小さな"))),
        ApparatusNote(
            "mini-cut.a2", "mini-cut", None, "", -1, -1, NoteKind.LACUNA, "題がない。", None,
            Certainty.CERTAIN, (Ground(Evidence(source="灯台年代記")),), (), PLACE,
        ),
        make_note("mini-joined.a1", NoteKind.MISPRINT, "mini-joined.3", "１２年周期", texts["mini-joined.3"]),
    )  # fmt: skip
    return AnnotatedCorpus(edited, tuple(units), ENTITIES, mentions, dates, notes)


@cache
def corpus() -> tuple[AnnotatedCorpus, list[tuple[EditedDocument, Pagination]]]:
    edited = mini_edited()
    return annotate(edited), paginate_corpus(edited)


@cache
def pages() -> dict[str, str]:
    return render_annotation_pages(*corpus())


def withhold(key: str) -> dict[str, str]:
    """Render with one document of which nothing but the record may be shown."""
    edited = mini_edited()
    documents = tuple(
        replace(d, record=replace(d.record, rights=replace(d.record.rights, access=Access.METADATA)))
        if d.key == key
        else d
        for d in edited.documents
    )
    hidden = replace(edited, documents=documents)
    return render_annotation_pages(annotate(hidden), paginate_corpus(hidden))


def address(path: str) -> str:
    """Return the address a file below docs/ has on the site."""
    return path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md") + "/"


# --- Order ---


@pytest.mark.parametrize(
    ("reading", "folded"),
    [
        ("ガッコウ", "かつこう"),
        ("ヴェルサイユ", "うえるさいゆ"),
        ("パートナー", "はあとなあ"),
        ("キー・リゾルブ", "きいりそるふ"),
        ("イ・ジェミョン", "いしえみよん"),
        ("ヶ", "け"),
        ("ＡＰＥＣ", "apec"),
    ],
)
def test_kana_are_folded(reading: str, folded: str) -> None:
    assert fold_kana(reading) == folded


def test_the_order_is_that_of_kana() -> None:
    """Blind to voicing, size, script and length of vowels, which part only what is otherwise the same."""
    readings = ["アーチ", "ああつ", "あいち", "かいず", "ガイド", "カイロ", "キー・リゾルブ", "きいろ", "はん", "パン", "ん", "4G"]
    entities = [make_entity(f"e{n:02}", reading, reading) for n, reading in enumerate(readings)]
    assert [e.reading for e in sorted(entities, key=kana_key)] == readings


@pytest.mark.parametrize(
    ("reading", "row"), [("がいむしょう", "か行"), ("ウォン", "あ行"), ("ぱん", "は行"), ("ゐど", "わ行"), ("ンビラ", "わ行"), ("8G", "英数字")]
)
def test_the_row_of_a_reading(reading: str, row: str) -> None:
    assert kana_row(make_entity("e", "名", reading)) == row


def test_the_alphabet_leaves_out_articles_accents_and_marks() -> None:
    names = ["“Aegis”", "The Blue House", "Élysée", "G7", "6-Party Talks"]
    entities = [make_entity(f"e{n}", "名", "な", en=name) for n, name in enumerate(names)]
    assert [latin_letter(e) for e in entities] == ["A", "B", "E", "G", "0–9"]
    assert [e.labels["en"] for e in sorted(entities, key=latin_key)] == names


@pytest.mark.parametrize(("label", "initial"), [("까치", "ㄱ"), ("나라", "ㄴ"), ("쌍룡", "ㅅ"), ("한국", "ㅎ"), ("6자회담", "0–9 A–Z")])
def test_the_initial_of_a_korean_name(label: str, initial: str) -> None:
    assert hangul_initial(make_entity("e", "名", "な", ko=label)) == initial


def test_the_kana_index_has_its_headings_in_order_and_links_to_them() -> None:
    tree = tree_of(html_of(pages()["entities/gojuon.md"]))
    headings = [text_of(h).removesuffix("¶") for h in tree.iter("h2")]
    assert headings == ["か行", "た行", "な行", "ま行", "や行"]
    (jumps,) = by_class(tree, "jumps")
    assert [text_of(a) for a in jumps.iter("a")] == headings
    assert {str(a.get("href"))[1:] for a in jumps.iter("a")} <= {str(h.get("id")) for h in tree.iter("h2")}
    names = [str(next(li.iter("a")).get("href")) for ul in by_class(tree, "entity-list") for li in ul.iter("li")]
    assert names == ["../chart/", "../current/", "../lighthouse/", "../script/", "../keeper/", "../japan/", "../fog-horn/", "../unused/"]


# --- Entities ---


def test_every_entity_has_a_page_and_every_type_a_list() -> None:
    assert {f"entities/{id}.md" for id in ENTITIES} <= set(pages())
    assert {f"entities/type/{type.value}.md" for type in EntityType} <= set(pages())


@pytest.mark.parametrize("id", ["type", "index", "gojuon", "alphabet", "hangul"])
def test_no_entity_takes_the_address_of_an_index(id: str) -> None:
    annotated, documents = corpus()
    taken = replace(annotated, entities={**ENTITIES, id: make_entity(id, "名", "な")})
    with pytest.raises(ValueError, match=f"an entity may not be called {id}"):
        render_annotation_pages(taken, documents)


def test_names_stand_in_their_languages_with_the_forms_of_the_text() -> None:
    tree = tree_of(html_of(pages()["entities/keeper.md"]))
    (facts,) = by_class(tree, "entity-facts")
    rows = {text_of(row[0]): row[1] for row in facts}
    assert [(text_of(s), s.get("lang")) for s in rows["韓国語"].iter("span")] == [("등대지기", "ko")]
    assert [(text_of(s), s.get("lang")) for s in rows["英語"].iter("span")] == [("Lighthouse keeper", "en")]
    assert text_of(rows["本文での形"]) == "灯台守 6"
    assert [s.get("lang") for s in rows["ほかの名・読み"].iter("span")] == [None, "ko"]
    assert text_of(rows["職"]) == "灯台守 1990年～ 灯台年代記〔未見〕"


def test_links_show_on_both_pages() -> None:
    assert '<dt>全体・上位のもの</dt><dd><ul><li><a href="../../entities/lighthouse/">' in pages()["entities/keeper.md"]
    assert '<dt>部分・下位のもの</dt><dd><ul><li><a href="../../entities/keeper/">' in pages()["entities/lighthouse.md"]
    assert "関連" not in pages()["entities/keeper.md"]
    assert '<dt>対応するもの</dt><dd><ul><li><a href="../../entities/keeper/">' in pages()["entities/fog-horn.md"]


def test_an_agreement_that_names_its_parties_is_no_party() -> None:
    assert '<dt>当事者</dt><dd><ul><li><a href="../../entities/japan/">' in pages()["entities/chart.md"]
    assert '<dt>加わる協定・会議など</dt><dd><ul><li><a href="../../entities/chart/">' in pages()["entities/japan.md"]


def test_the_concordance_holds_every_mention_in_reading_order() -> None:
    annotated, _ = corpus()
    tree = tree_of(html_of(pages()["entities/lighthouse.md"]))
    expected = [
        (unit.id, m.start) for unit in annotated.units for m in annotated.mentions[unit.id] if m.entity == "lighthouse"
    ]
    lines = [li for ol in by_class(tree, "kwic") for li in ol.iter("li")]
    assert len(lines) == len(expected) > 10
    texts = {unit.id: unit.text for unit in annotated.units}
    for line, (unit, start) in zip(lines, expected, strict=True):
        number, name = line.iter("a")
        assert text_of(name) == "灯台"
        assert text_of(line).endswith(texts[unit][start : start + 20])
        if "/" in unit:
            assert (text_of(number), number.get("href")) == ("見出し", name.get("href"))
        else:
            assert (text_of(number), number.get("href")) == (unit.split(".")[1], f"../../p/{unit}/")


def test_a_line_of_the_concordance_is_light() -> None:
    text = "「日本と韓国との間の協力」" * 6
    place = TextPlace("vision2025.123", "vision2025", text, "123", "documents/vision2025/4-2/#p123", "p/vision2025.123/", 0, None, True, "")
    assert len(kwic_line(place, 30, 32, "../../").encode()) <= 265


def test_the_period_is_drawn_from_the_dates_of_the_passages() -> None:
    page = pages()["entities/lighthouse.md"]
    assert '<a href="../../dates/earlier/#y1869">1869年</a>～<a href="../../dates/2000s/#y2009">2009年</a>' in page
    assert "5件の日付" in page
    assert "日付から見た時期" not in pages()["entities/fog-horn.md"]


def test_a_century_is_no_period() -> None:
    assert "日付から見た時期" not in pages()["entities/current.md"]


def test_an_entity_without_mentions_says_so() -> None:
    page = pages()["entities/unused.md"]
    assert "公開している本文には、この名は出てきません" in page
    assert "<svg" not in page


def test_neighbours_are_those_met_more_often_than_by_chance() -> None:
    annotated, documents = corpus()
    texts = PublishedTexts(annotated, documents)
    found = find_neighbours(texts, texts.mentions())
    assert [(n.entity, n.n_passages) for n in found["chart"]] == [("lighthouse", 1)]
    assert "fog-horn" not in found


def test_the_measure_is_nought_without_a_tie_and_grows_with_it() -> None:
    assert log_likelihood(1, 10, 10, 100) == pytest.approx(0)
    assert 0 < log_likelihood(2, 10, 10, 100) < log_likelihood(5, 10, 10, 100)
    assert log_likelihood(4, 4, 9, 50) == pytest.approx(log_likelihood(4, 9, 4, 50))


def test_the_overview_counts_by_type() -> None:
    tree = tree_of(html_of(pages()["entities/index.md"]))
    (table,) = by_class(tree, "counts")
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in table.iter("tr")}
    assert rows["人物"] == ["1", "6"]
    assert rows["兵器・計画"] == ["2", "1"]
    n_all = sum(len(found) for found in corpus()[0].mentions.values())
    assert rows["全体"] == [str(len(ENTITIES)), str(n_all)]


def test_the_strip_draws_each_place_once_and_higher_where_mentions_meet() -> None:
    assert strip_path([0.0, 0.999], 1) == f"M1 20v-20M{2 * STEPS - 1} 20v-20"
    assert strip_path([0.5, 0.5, 0.9], 2) == "M201 20v-20M361 20v-8"
    assert say_places([0.1, 0.3, 0.99]) == "初めの四分の一に1回、次の四分の一に1回、第三の四分の一に0回、終わりの四分の一に1回"


# --- Dates ---


def test_dates_stand_on_the_page_of_their_decade_under_their_year() -> None:
    found = {path for path in pages() if path.startswith("dates/")}
    assert found == {f"dates/{slug}.md" for slug in ("index", "documents", "earlier", "1900s", "1990s", "2000s", "2020s")}
    tree = tree_of(html_of(pages()["dates/1990s.md"]))
    assert [h.get("id") for h in tree.iter("h2")] == ["y1990"]
    lines = [text_of(li) for li in by_class(tree, "dated")[0]]
    assert lines[0].endswith("1990 1990年 港_灯台_ 1990")
    assert lines[1].endswith("1990-04-02 1990年4月2日 年を文脈から補う 港_灯台_ 1990")


def test_a_relative_date_says_what_it_rests_on() -> None:
    tree = tree_of(html_of(pages()["dates/2000s.md"]))
    lines = [text_of(li) for li in by_class(tree, "dated")[0]]
    assert [line for line in lines if "相対的な言い方" in line] == [lines[0]]
    assert "2009/.." in lines[0]


def test_every_date_leads_to_an_anchor_that_exists() -> None:
    annotated, _ = corpus()
    for marks in annotated.dates.values():
        for mark in marks:
            if url := date_url(mark.edtf):
                path, anchor = urldefrag(url)
                assert f"{{#{anchor}}}" in pages()[f"{path.rstrip('/')}.md"]


def test_dates_without_a_year_stand_on_the_overview() -> None:
    assert "XXXX-05-01" in pages()["dates/index.md"]
    assert "## 年の定まらない日付" in pages()["dates/index.md"]


def test_the_spans_of_sections_are_drawn_and_tabled() -> None:
    tree = tree_of(html_of(pages()["dates/documents.md"]))
    tables = by_class(tree, "spans-table")
    rows = [[text_of(cell) for cell in row] for row in tables[0].iter("tr")][1:]
    assert rows == [["１．灯台の歴史", "1869年", "2009年", "5"]]
    assert len(list(tree.iter(f"{SVG}svg"))) == 2


def test_a_document_of_many_sections_is_shown_by_two_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    annotated, documents = corpus()
    dates = {id: (DateMark(0, 1, "1990", "explicit"),) for id in ("mini-cut.2", "mini-cut.9", "mini-cut.4")}
    texts = PublishedTexts(replace(annotated, dates=dates), documents)
    found = list_dates(texts)
    assert [row.title for row in list_rows(documents[0][0], found)] == ["冒頭", "１．灯台の歴史", "・小さな見出し"]
    monkeypatch.setattr(section_spans, "MANY_ROWS", 2)
    assert [row.title for row in list_rows(documents[0][0], found)] == ["冒頭", "１．灯台の歴史", "光の到達距離"]


def test_long_titles_are_cut_by_their_width() -> None:
    assert shorten("灯台", 2) == "灯台"
    assert shorten("灯台の光", 3) == "灯台…"
    assert shorten("TCOG", 3) == "TCOG"


# --- Editorial notes ---


def test_conflicts_stand_side_by_side() -> None:
    tree = tree_of(html_of(pages()["apparatus/index.md"]))
    (group,) = by_class(tree, "side-by-side")
    sides = by_class(group, "side")
    assert group.get("data-sides") == "3" == str(len(sides))
    assert [text_of(next(side.iter("mark"))) for side in sides] == ["初めて灯った", "一年に三回変わる", "小さな"]
    assert [next(side.iter("a")).get("href") for side in sides] == ["../p/mini-cut.4/", "../p/mini-joined.3/", "../p/mini-cut.9/"]
    assert [text_of(next(side.iter("b"))) for side in sides] == ["港_灯台_ 1990", "海野 <2020>", "港_灯台_ 1990"]


def test_notes_stand_under_their_ids_and_documents() -> None:
    tree = tree_of(html_of(pages()["apparatus/index.md"]))
    assert [entry.get("id") for entry in by_class(tree, "app-entry")] == ["mini-cut.a1", "mini-cut.a2", "mini-joined.a1"]
    first = by_class(tree, "app-entry")[0]
    shown = text_of(first)
    for words in ("資料どうしの食い違い", "確かさ：高い", "疑わしい & <b>点</b>。", "初めて灯った → 案<1>", "理由 <1>。"):
        assert words in shown
    (table,) = by_class(tree, "counts")
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in table.iter("tr")}
    assert rows["種類"] == ["港_灯台_ 1990", "海野 <2020>", "計"]
    assert rows["欠け"] == ["1", "–", "1"]
    assert rows["計"] == ["2", "1", "3"]


# --- All pages ---


def test_what_is_withheld_is_nowhere_quoted() -> None:
    """Neither as a mention or date, nor as evidence, nor in a note."""
    hidden = withhold("mini-joined")
    shown = "\n".join(hidden.values())
    for words in ("一年に三回", "１２年周期", "2020年"):
        assert words not in shown
    assert "出てきません" in hidden["entities/current.md"]
    assert WITHHELD in hidden["apparatus/index.md"]
    assert "小さな段落" not in "\n".join(withhold("mini-cut").values())


@pytest.mark.parametrize("path", sorted(pages()))
def test_no_character_of_a_name_is_markup(path: str) -> None:
    page = pages()[path]
    tree = tree_of(html_of(page))
    assert not list(tree.iter("script")) and not list(tree.iter("em"))
    head = page.split("---\n")[1]
    assert "<" not in head


def test_a_hostile_label_is_shown_as_it_is() -> None:
    for path in ("entities/script.md", "entities/gojuon.md", "entities/alphabet.md", "entities/hangul.md"):
        assert HOSTILE in text_of(tree_of(html_of(pages()[path])))


@pytest.mark.parametrize("path", sorted(pages()))
def test_pages_are_sound(path: str) -> None:
    """Ids once, headings in order, pictures named, blocks without blank lines."""
    tree = tree_of(html_of(pages()[path]))
    ids = Counter(str(element.get("id")) for element in tree.iter() if element.get("id"))
    assert [id for id, n in ids.items() if n > 1] == []
    levels = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for svg in tree.iter(f"{SVG}svg"):
        assert svg.get("role") == "img"
        assert [child.tag for child in svg][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert all(text_of(link).strip() or link.get("aria-label") for link in tree.iter("a"))


def test_links_are_relative_and_lead_somewhere() -> None:
    _, documents = corpus()
    targets: dict[str, set[str]] = {address(path): set() for path in pages()}
    for path, page in pages().items():
        tree = tree_of(html_of(page))
        targets[address(path)] = {str(element.get("id")) for element in tree.iter() if element.get("id")}
    known = {"", "documents/"} | {f"p/{p.id}/" for d, _ in documents for p in d.structure.passages}
    for document, pagination in documents:
        known |= {f"documents/{document.key}/", *(page.url for page in pagination.pages)}
        known |= {pagination.url(target) for target in (*document.structure.passages, *document.structure.divisions)}
    for path, page in pages().items():
        for link in tree_of(html_of(page)).iter("a"):
            href = str(link.get("href"))
            assert not href.startswith(("/", "http"))
            base, anchor = urldefrag(href)
            reached = posixpath.normpath(posixpath.join(address(path), base)) + "/" if base else address(path)
            reached = "" if reached == "./" else reached
            if reached in targets:
                assert not anchor or anchor in targets[reached], f"{path}: {href}"
            else:
                assert (f"{reached}#{anchor}" if anchor else reached) in known, f"{path}: {href}"


def test_rendering_twice_gives_the_same() -> None:
    assert render_annotation_pages(*corpus()) == pages()
