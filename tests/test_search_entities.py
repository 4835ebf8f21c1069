"""Entities and suggested readings in the index: what is written, and the laws it keeps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.entities import EntityType
from edition.normalise import EXACT_RULES, FOLD_RULES, Folder
from edition.render.entity_page import TYPE_NAMES
from edition.search import emendations, forms, latin
from edition.search import entities as named
from edition.search.codec import encode_numbers
from edition.search.entities import EVENT, SearchEntity, language_of, merge_lexicon
from edition.search.lexicon import Alias, Lexicon, ReadingRow
from edition.search.passages import SearchPassage
from edition.tokens import Token
from search_fixture import ROOT

EXACT = Folder(EXACT_RULES)
FOLDER = Folder(FOLD_RULES, {"關": "関"})
TCOG = SearchEntity(
    id="tcog",
    label="日米韓調整会合",
    reading="にちべいかんちょうせいかいごう",
    type="meeting",
    names=("日米韓調整会合", "TCOG", "한미일 회의"),
    passages=("a.1", "a.1", "a/1"),
    places=(("a.1", 0, 4), ("a.1", 5, 12), ("a/1", 0, 4)),
)
LEE = SearchEntity("lee", "李明博", "イ・ミョンバク", "person", ("李明博", "Lee Myung-bak"), ("李",), ("りめいはく",))


def passage(text: str, own: tuple[tuple[int, int, str], ...] = (), number: int = 1, **more: object) -> SearchPassage:
    return SearchPassage(f"a.{number}", "a", "paragraph", "u", "p", None, "", None, None, text, emendations=own, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("日米韓調整会合", "ja"),
        ("イ・ミョンバク", "ja-kana"),
        ("フリーダム・エッジ", "ja-kana"),
        ("Freedom Edge", "en"),
        ("TCOG", "abbr"),
        ("KSLV-II", "abbr"),
        ("AUKUS", "abbr"),
        ("한미일", "ko"),
        ("グローバル 코리아", "ja"),
        ("9.11", "en"),
    ],
)
def test_the_language_of_a_name_is_told_by_its_script(form: str, language: str) -> None:
    assert language_of(form) == language


def test_names_of_an_entity_come_before_those_of_the_table() -> None:
    own = Lexicon(
        aliases=(Alias("tcog", "三国調整会合", "ja", "x"), Alias("tcog", "TCOG", "abbr", "x"), Alias("other", "他", "ja", "x")),
        readings=(ReadingRow("李明博", "リメイハク", "x"), ReadingRow("平沢", "へいたく", "x")),
    )
    merged = merge_lexicon(own, [TCOG, LEE])
    # The reading leads to all the names, so it is one of them.
    names = [*TCOG.names, "ニチベイカンチョウセイカイゴウ", "三国調整会合"]
    assert [row.form for row in merged.aliases if row.concept == "tcog"] == names
    assert [row.form for row in merged.aliases if row.concept == "lee"] == ["李明博", "Lee Myung-bak", "イ・ミョンバク", "リメイハク"]
    assert [(row.surface, row.reading) for row in merged.readings] == [
        ("日米韓調整会合", "にちべいかんちょうせいかいごう"),
        ("李明博", "イ・ミョンバク"),
        ("李明博", "りめいはく"),
        ("平沢", "へいたく"),
    ]
    assert merged.aliases[-1].form == "他"


def test_a_reading_is_that_of_the_label_and_of_names_that_are_no_part_of_it() -> None:
    entity = SearchEntity("k", "岸田文雄（首相）", "きしだふみお", "person", ("岸田文雄", "岸田", "岸田總理", "Kishida"))
    assert {row.surface for row in named.entity_readings(entity)} == {"岸田文雄", "岸田總理"}


def test_the_oftenest_named_entity_is_the_first() -> None:
    assert [entity.id for entity in named.by_frequency([LEE, TCOG])] == ["tcog", "lee"]


def test_every_name_leads_to_its_entity() -> None:
    rows = {key: value for _, table, key, value in named.name_entries([TCOG, LEE], Lexicon(), FOLDER) if table == "e"}
    assert {"日米韓調整会合", "tcog", "한미일회의", "リメイハク", "イミョンバク", "李", "leemyungbak"} <= set(rows)


def test_shards_tell_mentions_and_places() -> None:
    passages = [passage("𠮷日米韓調整会合")]
    shards = named.entity_shards([TCOG, LEE], passages)
    assert shards["n0"]["n"] == [
        ["tcog", "日米韓調整会合", "にちべいかんちょうせいかいごう", "meeting", 3, 0],
        ["lee", "李明博", "イ・ミョンバク", "person", 0, 0],
    ]
    assert shards["m0"]["m"] == "# "
    # The first character takes two code units; a heading is no passage.
    ((deciding, table, key, value),) = named.place_entries([TCOG, LEE], passages)
    assert (deciding, table, key, value) == (" 0", "x", " 0", "##(#$&")


def test_years_are_written_for_passages_that_speak_of_some() -> None:
    assert named.year_shard([passage("")]) == {}
    shard = named.year_shard([passage(""), passage("", years=((1999, 1990), (5, 6)))])
    assert re.fullmatch(r"\$%\(\$.{3}#", str(shard["y0"]["y"]))


def test_types_are_called_as_on_their_pages() -> None:
    source = (ROOT / "docs/assets/search/excerpt.js").read_text(encoding="utf-8")
    listed = re.search(r"const TYPE_NAMES = \{(.*?)\}", source, re.DOTALL)
    assert listed is not None
    assert dict(re.findall(r'(\w+): "([^"]+)"', listed[1])) == {
        type_.value: TYPE_NAMES[type_] for type_ in EntityType
    } | {EVENT: "出来事"}


TEXT = st.text(st.sampled_from("日韓米関關係 ・「a1"), min_size=1, max_size=12)


@given(TEXT, TEXT, st.data())
def test_a_window_holds_what_the_emended_text_does_and_the_source_does_not(text: str, reading: str, data: st.DataObject) -> None:
    """The reference model: write the reading into the text and look for the string."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = text[:start] + reading + text[end:]
    (window, *others) = emendations.windows_of([passage(text, ((start, end, reading),))], EXACT, FOLDER) or [None]
    assert not others
    if window is None:
        assert FOLDER.text(text[start:end]) == FOLDER.text(reading)
        return
    folded = FOLDER.text(EXACT.text(whole))
    assert window.folded == folded
    first = data.draw(st.integers(0, len(folded)))
    last = data.draw(st.integers(first, len(folded)))
    query = folded[first:last]
    source = FOLDER.text(EXACT.text(text))
    if latin.is_latin(query):
        return  # stands as a word or not at all, see below
    # What the change has brought in is in the window; what a window does not hold was there before.
    if query and query not in source:
        assert window.holds(query)
    if query and not window.holds(query):
        assert query in source


def test_neighbouring_readings_are_tried_by_themselves_and_together() -> None:
    windows = emendations.windows_of([passage("甲乙丙丁戊", ((0, 1, "子"), (3, 4, "丑")))], EXACT, FOLDER)
    assert {window.folded for window in windows} == {"子乙丙丁戊", "甲乙丙丑戊", "子乙丙丑戊"}


def test_windows_are_counted_by_what_differs() -> None:
    passages = [passage("締結から68年目を迎え", ((4, 8, "68年"),)), passage("文存寅", ((0, 3, "文在寅"),), 2)]
    windows = emendations.windows_of(passages, EXACT, FOLDER)
    assert [(window.passage, window.length) for window in windows] == [(0, 0), (1, 1)]
    assert emendations.counts_by_length(windows) == [1, 1]
    assert emendations.emendation_shards(windows, passages) == {
        "s0": {"s": [[0, 4, 8, "68年"], [1, 0, 3, "文在寅"]]},
        "w0": {"w": encode_numbers([0, 1])},
    }
    assert emendations.counts_by_length([]) == []
    assert emendations.emendation_shards([], passages) == {}


@pytest.mark.parametrize("reading", ("キャンプ・デービッド", "ｷｬﾝﾌﾟﾃﾞｰﾋﾞｯﾄﾞ"))
def test_a_reading_the_folding_finds_anyway_has_no_window(reading: str) -> None:
    assert emendations.windows_of([passage("キャンプデービッド", ((0, 9, reading),))], EXACT, FOLDER) == []


def test_a_short_latin_name_does_not_stand_for_a_long_one() -> None:
    """UN stands as a word, so the passages of United Nations are not among its own."""
    rows = [Alias("un", form, "", "x") for form in ("国連", "UN", "United Nations", "国連総会")]
    table = forms.alias_forms(Lexicon(aliases=tuple(rows)), FOLDER, lambda form: True)
    assert table["国連"] == ["un", "unitednations"]


def test_a_reading_the_tokeniser_knows_of_one_name_is_not_that_of_another() -> None:
    def token(surface: str, reading: str, begin: int) -> Token:
        return Token(surface, surface, surface, reading, ("名詞",), begin, begin + len(surface))

    tokens = [(token("日韓", "ニッカン", 0), token("。", "", 2), token("韓日", "カンニチ", 3))]
    entity = SearchEntity("japan-rok", "日韓", "にっかん", "concept", ("日韓", "韓日", "日 韓両国"), readings=("かんにち",))
    merged = merge_lexicon(Lexicon(), [entity])
    table = forms.reading_forms(tokens, merged, FOLDER, lambda form: True)
    # What the tokeniser does not know may be read either way.
    assert table == {"ニッカン": ["日韓", "日韓両国"], "カンニチ": ["韓日", "日韓両国"]}


@pytest.mark.parametrize(("form", "holds"), [("un", True), ("u", False), ("untrok", True), ("untr", False), ("年un", True)])
def test_a_latin_name_stands_in_a_window_as_a_word(form: str, holds: bool) -> None:
    (window,) = emendations.windows_of([passage("去年XN Trok軍", ((2, 4, "UN"),))], EXACT, FOLDER)
    assert window.holds(form) == holds
