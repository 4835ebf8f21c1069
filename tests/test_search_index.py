"""The index as it is written: exact by construction, small, the same in every build."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.normalise import EXACT_RULES, FOLD_RULES, Folder
from edition.search import bundle, codec, forms, grams, index, shards
from edition.search.build import FORMAT, INDEX_PATH, build_search
from edition.search.lexicon import Alias, Lexicon, LexiconError, parse_lexicon
from edition.search.passages import SearchPassage
from edition.tokens import Token

VARIANTS = {"關": "関"}


def tokenise(text: str) -> Sequence[Token]:
    """Cut a text into pairs of characters: a toy tokeniser."""
    return [
        Token(piece, piece, piece, "", ("名詞",), begin, begin + len(piece))
        for begin in range(0, len(text), 2)
        for piece in (text[begin : begin + 2],)
    ]


def passage(number: int, text: str, document: str = "a", title: str = "題") -> SearchPassage:
    return SearchPassage(
        id=f"{document}.{number}",
        document=document,
        kind="paragraph",
        url=f"documents/{document}/1/#p{number}",
        permalink=f"p/{document}.{number}/",
        division=f"{document}/1",
        division_title=title,
        label=None,
        page=1,
        text=text,
    )


def decode(text: str) -> list[int]:
    """Read numbers back as codec.js does."""
    values, value, unit = [], 0, 1
    for character in text:
        digit = codec.SYMBOLS.index(character)
        value += digit * unit
        if digit < 60:
            values.append(value)
            value, unit = 0, 1
        else:
            unit *= 30
    return values


@given(st.lists(st.integers(min_value=0, max_value=10_000_000)))
def test_numbers_come_back(values: list[int]) -> None:
    assert decode(codec.encode_numbers(values)) == values


def test_written_numbers_need_no_escape() -> None:
    written = codec.encode_numbers(range(5_000))
    assert json.loads(json.dumps(written)) == written
    assert not set(' !"\\') & set(written)


TEXTS = st.lists(st.text(st.sampled_from("日韓米関關係 ・「a1"), min_size=1, max_size=9), min_size=1, max_size=5)


def occurrences(found: grams.GramIndex, folded: str) -> tuple[set[int], set[int]]:
    """Look a folded string up as membership.js does: passages, and those with it literally."""
    if len(folded) == 1:
        literal, others = found.characters.get(folded, ([], []))
        return {*literal, *others}, set(literal)
    if len(folded) == 2:
        members = [gram for gram in found.trigrams if gram.startswith(folded)]
        literal, others = found.passages_of(members)
        return {*literal, *others}, set(literal)
    places = [*range(0, len(folded) - 3, 2), len(folded) - 3]
    starts: list[dict[tuple[int, int], bool]] = []
    for place in places:
        sides = found.trigrams.get(folded[place : place + 3], ([], [], []))
        starts.append({(number, offset - place): side == 0 for side, row in enumerate(sides) for number, offset in row})
    common = set(starts[0]).intersection(*starts[1:])
    literal_keys = {key for key in common if all(start[key] for start in starts)}
    return {number for number, _ in common}, {number for number, _ in literal_keys}


@given(TEXTS, st.text(st.sampled_from("日韓米関關係 ・「a1"), min_size=1, max_size=7))
def test_membership_is_a_scan_of_the_folded_texts(texts: list[str], query: str) -> None:
    """The reference model: look through every text for the string."""
    whole, exact = Folder(FOLD_RULES, VARIANTS), Folder(EXACT_RULES)
    found = grams.GramIndex()
    for number, text in enumerate(texts):
        found.add(number, *grams.folded_with_places(exact.fold(text).text, whole))
    folded, plain = whole.fold(query).text, exact.fold(query).text
    if not folded:
        return
    passages, literal = occurrences(found, folded)
    assert passages == {n for n, text in enumerate(texts) if folded in whole.fold(text).text}
    if folded == plain:
        assert literal == {n for n, text in enumerate(texts) if plain in exact.fold(text).text}


def test_scores_of_terms_are_those_of_lunr() -> None:
    """A term's highest score belongs to the passage in which it is most at home."""
    documents = [
        {"text": ["同盟", "同盟", "協力"], "title": []},
        {"text": ["同盟", "経済", "文化", "教育"], "title": ["協力"]},
        {"text": ["経済"], "title": []},
    ]
    found = index.index_terms(documents, {"text": 1, "title": 2})
    alliance = dict(found["同盟"].fields["text"])
    assert alliance[0] > alliance[1]
    assert found["同盟"].highest == alliance[0]
    assert found["協力"].fields["title"][0][0] == 1
    assert found["同盟"].n_passages == 2


def test_a_build_is_the_same_every_time() -> None:
    passages = [passage(1, "日韓関係と米韓関係"), passage(2, "關係"), passage(1, "日本", "b")]
    first = build_search(passages, Lexicon(), tokenise)
    assert first == build_search(passages, Lexicon(), tokenise)
    assert list(first) == sorted(first)


def test_a_changed_text_changes_the_digest_and_so_every_address() -> None:
    one = build_search([passage(1, "日韓関係")], Lexicon(), tokenise)
    other = build_search([passage(1, "日米関係")], Lexicon(), tokenise)
    shards_of = [{path for path in site if re.search(r"/[gtxr]\d+\.js$", path)} for site in (one, other)]
    assert not shards_of[0] & shards_of[1]


def test_the_manifest_tells_format_and_documents() -> None:
    passages = [passage(1, "日韓関係"), passage(2, "關係"), passage(1, "日本", "b")]
    site = build_search(passages, Lexicon(), tokenise)
    text = str(site[f"{INDEX_PATH}/manifest.js"])
    name, digest, data = re.fullmatch(r'corpusShard\("(\w+)","(\w+)",(.*)\)\n', text).groups()  # type: ignore[union-attr]
    manifest = json.loads(data)
    assert (name, manifest["format"], manifest["digest"]) == ("manifest", FORMAT, digest)
    assert manifest["documents"] == [["a", "a", None, 0], ["b", "b", None, 2]]
    assert manifest["variants"] == "關関"
    assert manifest["versions"]["lunr"] == metadata.version("lunr")


def test_nothing_to_search_is_an_index_too() -> None:
    site = build_search([], Lexicon(), tokenise)
    assert f"{INDEX_PATH}/manifest.js" in site


def test_every_shard_says_its_name_and_digest() -> None:
    site = build_search([passage(1, "日韓関係")], Lexicon(), tokenise)
    for path, content in site.items():
        name = path.rsplit("/", 1)[1].removesuffix(".js")
        assert str(content).startswith(f'corpusShard("{name}","')


def test_the_hash_is_that_of_the_reader() -> None:
    """tests/js/codec.test.js has the same values."""
    found = [shards.hash_of(key) for key in ("日韓", "a", "", "𠮷")]
    assert found == [3313638350, 3826114868, 2166202364, 3039280955]


def test_the_heads_of_names_are_those_of_the_reader() -> None:
    """tests/js/codec.test.js has the same values."""
    found = [shards.name_head_of(key) for key in ("koreafoundation", "tcog", "한국국제교류재단", "日米韓調整会合", "g7外相", "𠮷野家")]
    assert found == ["koreafou", "tcog", "한국국제", "日米", "g7", "𠮷野"]


def test_pairs_are_filed_as_the_reader_looks_them_up(root: Path) -> None:
    cases = json.loads((root / "tests/cases/filing.json").read_text(encoding="utf-8"))
    for case in cases["cases"]:
        assert shards.filed_under(case["deciding"], cases["frequent"]) == case["filed"], case["because"]


def test_frequent_are_the_characters_of_too_many_pairs() -> None:
    entries = [(pair, "b", pair, "#" * 2_000) for pair in ("日韓", "日米", "日中", "核核", "tcog")]
    assert shards.frequent_characters(entries) == "日"
    # A character alone says nothing of its pairs.
    assert shards.frequent_characters([("日", "c", "日", "#" * 9_000)]) == ""


@pytest.mark.parametrize(
    ("word", "shorter"),
    [("取り組み", {"取組み", "取り組", "取組"}), ("同盟", set()), ("する", set())],
)
def test_okurigana_may_be_left_out(word: str, shorter: set[str]) -> None:
    assert set(forms._without_okurigana(word)) == shorter


@pytest.mark.parametrize(
    ("word", "spelled", "not_spelled"),
    [
        ("巻き込ま", "巻込ま", "巻き込"),
        ("行き詰まり", "行き詰り", "行きまり"),
        ("行き詰まり", "行詰り", "行"),
        ("切り離し", "切離し", "切り離"),
        ("当たり", "当り", "当"),
        ("取り組み", "取組み", "取り組"),
        ("同盟", "同盟", "同"),
    ],
)
def test_okurigana_is_left_out_as_usual(word: str, spelled: str, not_spelled: str) -> None:
    found = set(forms._usual_spellings(word))
    assert spelled in found
    assert not_spelled not in found


@pytest.mark.parametrize(
    ("word", "reading", "mixed"),
    [
        ("取り組み", "トリクミ", {"とり組み", "取りくみ"}),
        ("巻き込ま", "マキコマ", {"まき込ま", "巻きこま"}),
        ("切り離し", "キリハナシ", {"きり離し", "切りはなし"}),
        ("当たり", "アタリ", set()),
        ("同盟", "ドウメイ", set()),
        ("取り組み", "", set()),
    ],
)
def test_one_kanji_of_a_word_may_be_written_in_kana(word: str, reading: str, mixed: set[str]) -> None:
    assert set(forms._mixed_spellings(word, reading)) == mixed


@pytest.mark.parametrize(
    ("word", "reading", "half_kana"),
    [
        ("脆弱", "ゼイジャク", {"ぜい弱", "脆じゃく"}),
        ("萌芽", "ホウガ", {"ほう芽"}),
        ("改竄", "カイザン", {"かい竄", "改ざん"}),
        ("国家", "コッカ", {"こっ家"}),
        ("拉致", "ラチ", set()),
        ("取引", "トリヒキ", set()),
        ("後回し", "アトマワシ", {"あと回し", "後まわし", "あとま回し", "後とまわし", "後わし"}),
        ("立て直し", "タテナオシ", set()),
        ("脆弱性", "ゼイジャクセイ", set()),
        ("位置付け", "イチヅケ", {"位置ちづけ", "位置づけ"}),
        ("脆弱", "", set()),
    ],
)
def test_one_of_two_kanji_may_be_written_in_kana(word: str, reading: str, half_kana: set[str]) -> None:
    assert set(forms._half_kana_spellings(word, reading)) == half_kana


@pytest.mark.parametrize(
    ("surface", "dictionary", "normalised", "alike"),
    [
        ("取りくん", "取りくむ", "取り組む", "取り組ん"),
        ("つなげ", "つなげる", "繋げる", "繋げ"),
        ("日韓", "日韓", "日韓", None),
        ("し", "する", "為る", None),
        ("行っ", "行く", "往来", None),
    ],
)
def test_the_usual_spelling_is_inflected_as_the_word_is(
    surface: str, dictionary: str, normalised: str, alike: str | None
) -> None:
    token = Token(surface, dictionary, normalised, "", ("動詞",), 0, len(surface))
    assert forms._inflected_alike(token) == alike


def test_a_word_half_in_kana_that_the_dictionary_knows_as_another_is_none() -> None:
    token = Token("韓国", "韓国", "韓国", "カンコク", ("名詞",), 0, 2)
    assert set(forms.spelling_forms([[token]], Folder(), lambda surface: ())) == {"かん国", "韓こく"}
    other = {"かん国": ("漢国",), "韓こく": ("韓国", "韓酷")}
    assert forms.spelling_forms([[token]], Folder(), lambda surface: other.get(surface, ())) == {}


def test_a_spelling_the_dictionary_lacks_is_one_where_only_usual_kana_are_left_out() -> None:
    known = {"巻込む": ("巻き込む",), "巻む": ("巻く",)}
    token = Token("巻き込ま", "巻き込む", "巻き込む", "マキコマ", ("動詞",), 0, 4)
    table = forms.spelling_forms([[token]], Folder(), lambda surface: known.get(surface, ()))
    assert table["巻込ま"] == ["巻き込ま"]
    assert table["巻込む"] == ["巻き込ま"]
    assert "巻む" not in table


def test_latin_names_stand_as_words() -> None:
    exact = ["the eu and asean", "neutral", "camp david"]
    folded = ["theeuandasean", "neutral", "campdavid"]
    found = forms.passages_with(["eu", "campdavid", "asean"], folded, exact)
    assert found == {"asean": [0], "campdavid": [2], "eu": [0]}


def test_latin_names_of_several_words_stand_as_any_string_does() -> None:
    exact = ["at camp david and camp davidson", "campdavid", "david", "scamp davids"]
    names = tuple(Alias("x", form, "en", "test") for form in ("Camp David", "David", "Camp Dover", "キャンプ・デービッド"))
    found = forms.latin_name_sides(Lexicon(aliases=names), Folder(), [text.replace(" ", "") for text in exact], exact)
    assert found == {"campdavid": ([1], [0, 3])}


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("aliases", "concept\tform\tlanguage\tlabel\ntcog\tTCOG\t\twhy\n"),
        ("readings", "surface\tlabel\n平沢\twhy\n"),
        ("variants", "from\tto\trule\tlabel\n關\t関\n"),
    ],
)
def test_a_row_without_a_value_is_named(table: str, text: str) -> None:
    with pytest.raises(LexiconError, match=rf"{table}\.tsv:\d"):
        parse_lexicon(**{table: text})


def test_loader_and_bundle_name_the_same_scripts() -> None:
    """Where the engine is not one file, the loader brings in what the bundle holds, in its order."""
    folder = Path(__file__).parent.parent / "docs/assets/search"
    source = (folder / "loader.js").read_text(encoding="utf-8")
    listed = re.search(r"const ENGINE = \[(.*?)\]", source, re.DOTALL)
    assert listed is not None
    assert re.findall(r'"([^"]+)"', listed[1]) == list(bundle.ENGINE_SCRIPTS)
    assert all((folder / name).is_file() for name in bundle.ENGINE_SCRIPTS)


def test_loader_and_box_bundle_name_the_same_scripts() -> None:
    folder = Path(__file__).parent.parent / "docs/assets/search"
    listed = re.search(r"const BOX = \[(.*?)\]", (folder / "loader.js").read_text(encoding="utf-8"), re.DOTALL)
    assert listed is not None
    assert re.findall(r'"([^"]+)"', listed[1]) == list(bundle.BOX_SCRIPTS)
    assert all((folder / name).is_file() for name in bundle.BOX_SCRIPTS)


def test_the_box_bundle_holds_its_scripts_in_order() -> None:
    scripts = {name: f"// why\nrun('{name}');\n" for name in bundle.BOX_SCRIPTS}
    assert bundle.box_bundle(scripts) == "\n".join(f"run('{name}');\n" for name in bundle.BOX_SCRIPTS)


def test_the_bundle_is_smaller_than_its_scripts_and_holds_the_manifest() -> None:
    scripts = {name: f"// why\n/** what */\nrun('{name}');\n" for name in bundle.ENGINE_SCRIPTS}
    site = build_search([passage(1, "日韓関係")], Lexicon(), tokenise, scripts)
    engine = str(site[f"{INDEX_PATH}/engine.js"])
    assert "why" not in engine
    own = [name for name in bundle.ENGINE_SCRIPTS if name not in bundle.SHARED_SCRIPTS]
    assert re.findall(r"run\('(.*)'\)", engine) == own
    worker = str(site[f"{INDEX_PATH}/worker.js"])
    assert re.findall(r"run\('(.*)'\)", worker) == list(bundle.SHARED_SCRIPTS)
    assert worker.endswith('importScripts("engine.js");\n')
    assert engine.index("corpusSearchParts.manifest=") < engine.index("run('serve.js')")


def test_the_loader_knows_the_index_it_stands_beside() -> None:
    scripts = {name: f"// why\nrun('{name}');\n" for name in (*bundle.ENGINE_SCRIPTS, *bundle.LOADER_SCRIPTS)}
    site = build_search([passage(1, "日韓関係")], Lexicon(), tokenise, scripts)
    loader = str(site[f"{INDEX_PATH}/loader.js"])
    stated = re.search(r"corpusSearchParts\.index=(.*);\n", loader)
    assert stated is not None
    manifest = json.loads(str(site[f"{INDEX_PATH}/manifest.js"]).split(",", 2)[2].removesuffix(")\n"))
    index = json.loads(stated[1])
    assert index == {key: manifest[key] for key in ("counts", "digest", "frequent", "n", "perText")}
    shards_there = [path for path in site if re.search(rf"/{index['digest']}/g\d+\.js$", path)]
    assert len(shards_there) == index["counts"]["g"]
    assert loader.index("run('early.js')") < stated.start() < loader.index("run('loader.js')")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("  /** @type {any} */ (window).x = 1;\n/** what */\nrun();\n", "(window).x = 1;\nrun();\n"),
        ("/*\n * why\n */\nrun();\n", "run();\n"),
        ("run(); // here\n\n  // why\n", "run(); // here\n"),
        ('const url = "https://example.org/*";\n', 'const url = "https://example.org/*";\n'),
    ],
)
def test_comments_are_dropped_and_nothing_else(source: str, shown: str) -> None:
    assert bundle.without_comments(source) == shown
