"""The lexicon and the query sets: well-formed, true to the sources, free of clashes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from edition.normalise import FOLD_RULES, Folder
from edition.search.build import variants_of
from edition.search.entities import SearchEntity, entity_aliases, entity_readings
from edition.search.lexicon import parse_lexicon
from edition.search.spellings import to_katakana
from search_fixture import corpus_entities

ROOT = Path(__file__).resolve().parents[1]
LEXICON = ROOT / "corpus" / "lexicon"
QUALITY = ROOT / "tests" / "quality"
SOURCES = ROOT / "corpus" / "sources"

ALIASES = ("concept", "form", "language", "attested", "label", "ambiguous")
READINGS = ("surface", "reading", "label")
VARIANTS = ("from", "to", "rule", "label")
QUERIES = ("query", "relevant", "grade", "label", "set")

COLUMNS = {
    LEXICON / "aliases.tsv": ALIASES,
    LEXICON / "readings.tsv": READINGS,
    LEXICON / "variants.tsv": VARIANTS,
    QUALITY / "words.tsv": QUERIES,
    QUALITY / "variants.tsv": QUERIES,
    QUALITY / "aliases.tsv": QUERIES,
    QUALITY / "readings.tsv": QUERIES,
}
#: How many queries a set needs at least.
LEAST_QUERIES = {"words": 60, "variants": 40, "aliases": 40, "readings": 30}
LEAST_CONCEPTS = 300

LANGUAGES = {"ja", "en", "ko", "abbr", "ja-kana"}
VARIANT_RULES = {"kanji", "katakana", "spelling", "slip", "english"}

_HANGUL_RE = re.compile(r"[\uac00-\ud7a3]")
_HIRAGANA_RE = re.compile(r"[ぁ-ゖー]+")
_KATAKANA_RE = re.compile(r"[ァ-ヶー・]+")
_KANJI_RE = re.compile(r"[\u3400-\u9fff\ufa0e-\ufa29]")
_LATIN_RE = re.compile(r"[\x20-\x7e\u00c0-\u024f]+")


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table by column name."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def without_blanks(text: str) -> str:
    """Drop blanks and line ends: the sources break lines inside words."""
    return re.sub(r"\s+", "", text)


def fold(text: str) -> str:
    """Fold what every search folds: width, case, blanks, middle dots."""
    return re.sub(r"[\s・·]", "", unicodedata.normalize("NFKC", text)).lower()


@pytest.fixture(scope="module")
def sources() -> list[str]:
    return [without_blanks(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.glob("*.txt"))]


@pytest.fixture(scope="module")
def aliases() -> list[dict[str, str]]:
    return rows_of(LEXICON / "aliases.tsv")


@pytest.fixture(scope="module")
def entities() -> list[SearchEntity]:
    return corpus_entities()


@pytest.fixture(scope="module")
def names(aliases: list[dict[str, str]], entities: list[SearchEntity]) -> dict[str, set[str]]:
    """The names of each concept, those of the table and of the entity with its id."""
    found = defaultdict(set)
    for row in aliases:
        found[row["concept"]].add(row["form"])
    for entity in entities:
        found[entity.id].update(alias.form for alias in entity_aliases(entity))
    return found


@pytest.mark.parametrize("path", COLUMNS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_table_is_well_formed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    assert tuple(lines[0].split("\t")) == COLUMNS[path]
    assert lines[-1] == "" and "\r" not in text and "\ufeff" not in text
    assert text == unicodedata.normalize("NFC", text)
    faults = []
    for number, line in enumerate(lines[1:-1], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS[path]) or any(not c or c != c.strip() for c in cells):
            faults.append((number, line))
    assert faults == []
    repeated = [line for line, count in Counter(lines[1:-1]).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("path", sorted(QUALITY.glob("*/*.tsv")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_queries_of_outside_readers_have_answers(path: Path, sources: list[str]) -> None:
    rows = rows_of(path)
    assert len(rows) >= LEAST_QUERIES[path.stem] / 2
    assert len({row["query"] for row in rows}) == len(rows)
    strings = [part for row in rows for string in row["relevant"].split("|") for part in string.split("&")]
    everything = without_blanks("\n".join(sources))
    # Notes and pages cut the texts of the sources, so a string may stand in a passage alone.
    missing = [string for string in strings if without_blanks(string) not in everything]
    assert len(missing) <= len(strings) / 20, missing


def test_concepts_have_plain_ids_and_two_names(
    aliases: list[dict[str, str]], names: dict[str, set[str]], sources: list[str]
) -> None:
    concepts = {row["concept"] for row in aliases}
    assert len(names) >= LEAST_CONCEPTS
    assert [c for c in concepts if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", c)] == []
    assert [c for c in concepts if len(names[c]) < 2] == []
    # A concept no text names can lead a reader nowhere.
    everything = fold("\n".join(sources))
    assert [c for c in concepts if not any(fold(form) in everything for form in names[c])] == []


def test_the_table_repeats_nothing_an_entity_gives(
    aliases: list[dict[str, str]], entities: list[SearchEntity]
) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in LEXICON.glob("*.tsv")}
    key = Folder(FOLD_RULES, variants_of(parse_lexicon(**texts))).key
    given = {(entity.id, key(alias.form)) for entity in entities for alias in entity_aliases(entity)}
    assert [row["form"] for row in aliases if (row["concept"], key(row["form"])) in given] == []
    read = {
        (key(row.surface), key(to_katakana(row.reading))) for entity in entities for row in entity_readings(entity)
    }
    rows = rows_of(LEXICON / "readings.tsv")
    assert [r["surface"] for r in rows if (key(r["surface"]), key(to_katakana(r["reading"]))) in read] == []


def test_alias_cells_hold_known_values(aliases: list[dict[str, str]]) -> None:
    assert {row["language"] for row in aliases} <= LANGUAGES
    assert {row["attested"] for row in aliases} <= {"yes", "no"}
    assert {row["ambiguous"] for row in aliases} <= {"yes", "no"}


def test_attested_forms_stand_in_a_source(aliases: list[dict[str, str]], sources: list[str]) -> None:
    def stands(form: str) -> bool:
        return any(without_blanks(form) in text for text in sources)

    attested = [row["form"] for row in aliases if row["attested"] == "yes"]
    assert [form for form in attested if not stands(form)] == []
    # The other way round for scripts where a chance hit is out of the question.
    overlooked = [
        row["form"]
        for row in aliases
        if row["attested"] == "no" and row["language"] in {"ja", "ko"} and stands(row["form"])
    ]
    assert overlooked == []


def test_alias_forms_are_written_in_their_script(aliases: list[dict[str, str]]) -> None:
    faults = []
    for row in aliases:
        form, language = row["form"], row["language"]
        if language == "ko":
            good = _HANGUL_RE.search(form) and not re.search(r"[ぁ-ヿ\u3400-\u9fff]", form)
        elif language == "ja-kana":
            good = _KATAKANA_RE.fullmatch(form)
        elif language in {"en", "abbr"}:
            good = _LATIN_RE.fullmatch(form)
        else:
            good = not _HANGUL_RE.search(form)
        if not good:
            faults.append((language, form))
    assert faults == []


def test_a_form_of_two_concepts_is_declared(aliases: list[dict[str, str]], names: dict[str, set[str]]) -> None:
    concepts = defaultdict(set)
    for concept, forms in names.items():
        for form in forms:
            concepts[fold(form)].add(concept)
    undeclared = [
        (row["form"], row["concept"])
        for row in aliases
        if (row["ambiguous"] == "yes") != (len(concepts[fold(row["form"])]) > 1)
    ]
    assert undeclared == []


def test_no_form_repeats_within_a_concept(aliases: list[dict[str, str]]) -> None:
    counts = Counter((row["concept"], fold(row["form"])) for row in aliases)
    assert [key for key, count in counts.items() if count > 1] == []


def test_different_bodies_are_kept_apart(names: dict[str, set[str]]) -> None:
    concept = {form: concept for concept, forms in names.items() for form in forms}
    for one, other in (
        ("日米韓調整会合", "日米韓調整事務局"),
        ("強制動員", "徴用工"),
        ("疑似同盟", "仮想同盟"),
        ("米韓定例安保協議", "米韓軍事委員会"),
        ("TPP", "CPTPP"),
    ):
        assert concept[one] != concept[other], (one, other)


def test_readings_are_hiragana_of_words_in_the_sources(sources: list[str]) -> None:
    rows = rows_of(LEXICON / "readings.tsv")
    assert [r["reading"] for r in rows if not _HIRAGANA_RE.fullmatch(r["reading"])] == []
    missing = [r["surface"] for r in rows if not any(without_blanks(r["surface"]) in t for t in sources)]
    assert missing == []
    pairs = Counter((r["surface"], r["reading"]) for r in rows)
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_variants_lead_somewhere(
    aliases: list[dict[str, str]], names: dict[str, set[str]], sources: list[str]
) -> None:
    rows = rows_of(LEXICON / "variants.tsv")
    assert {row["rule"] for row in rows} <= VARIANT_RULES
    forms = [form for own in names.values() for form in own]
    known = "\n".join([*sources, *map(without_blanks, forms)]).lower()
    concepts = defaultdict(set)
    for row in aliases:
        concepts[row["form"]].add(row["concept"])
    faults = []
    for row in rows:
        one, other = row["from"], row["to"]
        if row["rule"] == "kanji":
            good = len(one) == len(other) == 1 and one != other
            good = bool(good and _KANJI_RE.match(one) and _KANJI_RE.match(other))
        else:
            # General folding or a common concept would do already.
            needless = fold(one) == fold(other) or concepts[one] & concepts[other]
            reached = any(without_blanks(form).lower() in known for form in (one, other))
            good = reached and not needless
        if not good:
            faults.append((one, other))
    assert faults == []


def test_variants_of_kanji_do_not_run_in_circles() -> None:
    table = {r["from"]: r["to"] for r in rows_of(LEXICON / "variants.tsv") if r["rule"] == "kanji"}
    assert [old for old, new in table.items() if new in table] == []


@pytest.mark.parametrize("name", LEAST_QUERIES)
def test_query_set_can_be_judged(name: str, sources: list[str]) -> None:
    rows = rows_of(QUALITY / f"{name}.tsv")
    assert len(rows) >= LEAST_QUERIES[name]
    queries = [row["query"] for row in rows]
    assert len(queries) == len(set(queries))
    halves = Counter(row["set"] for row in rows)
    assert set(halves) == {"dev", "held"} and abs(halves["dev"] - halves["held"]) <= 1
    for row in rows:
        relevant, grades = row["relevant"].split("|"), row["grade"].split("|")
        assert len(relevant) == len(grades) and set(grades) <= {"1", "2"}, row["query"]
        for text in relevant:
            assert any(without_blanks(text) in source for source in sources), (row["query"], text)
