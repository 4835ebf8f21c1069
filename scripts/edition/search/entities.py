"""Entities as the search knows them: their names and readings, where they are named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.normalise import Folder
from edition.search.codec import encode_ascending, encode_numbers
from edition.search.lexicon import Alias, Lexicon, ReadingRow
from edition.search.passages import SearchPassage
from edition.search.shards import head_of, name_head_of
from edition.search.spellings import to_katakana

#: Entities in a shard: a query fetches those of the entities it names, so they are small.
ENTITIES_IN_SHARD = 2
#: Characters of names in a shard: each query fetches one.
SHARD_CHARACTERS = 400

#: The type of an event: it is offered and leads to its page, and its title is no name in the texts.
EVENT = "event"
#: What a key of the table `e` is for an entity. A name that holds in context alone comes last.
LABEL, NAME, READING, ID, AMBIGUOUS = range(5)
_N_KINDS = 5

_QUALIFIER_RE = re.compile("（[^（）]*）")
_KANJI_RE = re.compile("[\u3400-\u9fff]")
_HANGUL_RE = re.compile("[\uac00-\ud7a3]")
_KATAKANA_RE = re.compile("[ァ-ヺー・＝ ]+")
_ABBREVIATION_RE = re.compile("[A-Z0-9&+./ -]*[A-Z][A-Z0-9&+./-]*[A-Z0-9]")
_JAPANESE_RE = re.compile("[ぁ-ヿ\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class SearchEntity:
    """An entity as the index takes it.

    Args:
        id: its permanent id.
        label: its Japanese label.
        reading: kana of the label; of an event its date, as it is said.
        type: `person`, `organisation` …; `event` for an event, whose names widen no search.
        names: names that mean it wherever they stand: forms, labels in all languages, further names.
        ambiguous: forms that mean it in context only (李大統領).
        readings: further readings.
        url: site-relative address.
        passages: ids of the passages and headings that name it, once for each mention.
        places: passage, start and end of the mentions (code points), to mark them.
    """

    id: str
    label: str
    reading: str
    type: str
    names: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    url: str = ""
    passages: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


def merge_lexicon(lexicon: Lexicon, entities: Sequence[SearchEntity]) -> Lexicon:
    """Return the lexicon with the names and readings of the entities before its own.

    Rows of one concept are the names of one thing, the principal ones first; so the
    table adds names to an entity under the entity's id.
    """
    aliases = [row for entity in entities for row in entity_aliases(entity)]
    readings = [row for entity in entities for row in entity_readings(entity)]
    known = {(row.concept, row.form) for row in aliases}
    read = {(row.surface, to_katakana(row.reading)) for row in readings}
    return Lexicon(
        aliases=(*aliases, *(row for row in lexicon.aliases if (row.concept, row.form) not in known)),
        readings=(
            *readings,
            *(row for row in lexicon.readings if (row.surface, to_katakana(row.reading)) not in read),
        ),
        variants=lexicon.variants,
    )


def entity_aliases(entity: SearchEntity) -> list[Alias]:
    """Return the names of an entity as rows of the lexicon, its label first, its readings in katakana last."""
    if entity.type == EVENT:
        return []
    readings = map(to_katakana, (entity.reading, *entity.readings))
    forms = dict.fromkeys((entity.label, *entity.names, *readings))
    return [Alias(entity.id, form, language_of(form), entity.label) for form in forms if form]


def entity_readings(entity: SearchEntity) -> list[ReadingRow]:
    """Return the readings of an entity's label, and of its names in kanji but the shortened ones."""
    if entity.type == EVENT:
        return []
    # What stands in brackets tells two labels apart and is not read.
    label = _QUALIFIER_RE.sub("", entity.label)
    names = (name for name in entity.names if name not in label and _KANJI_RE.search(name))
    surfaces = [label, *names]
    return [
        ReadingRow(surface, reading, entity.label, entity.id)
        for surface in dict.fromkeys(surfaces)
        for reading in dict.fromkeys((entity.reading, *entity.readings))
        if reading and to_katakana(reading) != to_katakana(surface)
    ]


def language_of(form: str) -> str:
    """Return the language of a name by its script, as the table of aliases says it."""
    if _HANGUL_RE.search(form) and not _JAPANESE_RE.search(form):
        return "ko"
    if _KATAKANA_RE.fullmatch(form):
        return "ja-kana"
    if _JAPANESE_RE.search(form):
        return "ja"
    return "abbr" if _ABBREVIATION_RE.fullmatch(form) else "en"


def by_frequency(entities: Sequence[SearchEntity]) -> list[SearchEntity]:
    """Return entities with the most often named first: their place is their number in the index."""
    return sorted(entities, key=lambda entity: (-len(entity.passages), entity.id))


def name_entries(
    entities: Sequence[SearchEntity], lexicon: Lexicon, folder: Folder
) -> Iterator[tuple[str, str, str, object]]:
    """Yield what may be typed for an entity (table `e`, in shards of its own): entities, and what it is for them.

    Args:
        entities: in the order of their numbers.
        lexicon: its names of the concept with an entity's id lead to the entity too.
        folder: folds under all rules.
    """
    added: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.aliases:
        added[row.concept].append(row.form)
    table: dict[str, dict[int, int]] = defaultdict(dict)
    for number, entity in enumerate(entities):
        kinds = (
            (LABEL, (entity.label,)),
            (NAME, entity.names),
            (READING, map(to_katakana, (entity.reading, *entity.readings))),
            (ID, (entity.id,)),
            (AMBIGUOUS, (*entity.ambiguous, *added[entity.id])),
        )
        for kind, forms in kinds:
            for form in forms:
                if key := folder.key(form):
                    table[key].setdefault(number, kind)
    for key, kinds_by_number in sorted(table.items()):
        written = encode_numbers(number * _N_KINDS + kind for number, kind in sorted(kinds_by_number.items()))
        yield head_of(key), "e", key, written


def place_entries(
    entities: Sequence[SearchEntity], passages: Sequence[SearchPassage]
) -> Iterator[tuple[str, str, str, object]]:
    """Yield where each entity is named, fetched when a search is narrowed to it."""
    numbers = {passage.id: number for number, passage in enumerate(passages)}
    for number, entity in enumerate(entities):
        places = [(numbers[name], start, end) for name, start, end in entity.places if name in numbers] or [
            (numbers[name], 0, 0) for name in dict.fromkeys(entity.passages) if name in numbers
        ]
        # A blank is in no folded text, so this is no key of a bigram.
        if places:
            yield f" {number}", "x", f" {number}", encode_places(places, passages)


def context_entries(
    entities: Sequence[SearchEntity], passages: Sequence[SearchPassage], lexicon: Lexicon, folder: Folder
) -> Iterator[tuple[str, str, str, object]]:
    """Yield where an entity is meant by a form that means it in context only (table `i`), by each of its names.

    So 尹錫悦 finds 尹大統領 where that is he, while 尹 is no other name of his to be sought in every text.

    Args:
        entities: with their places.
        passages: in reading order.
        lexicon: has the names of the concept with an entity's id.
        folder: folds under all rules.
    """
    numbers = {passage.id: number for number, passage in enumerate(passages)}
    names: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.aliases:
        names[row.concept].append(row.form)
    table: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
    for entity in entities:
        if entity.type == EVENT:
            continue
        places = {(numbers[name], start, end) for name, start, end in entity.places if name in numbers}
        meant = {place for place in places if passages[place[0]].text[place[1] : place[2]] in entity.ambiguous}
        for name in names[entity.id] if meant else ():
            if name not in entity.ambiguous and (key := folder.key(name)):
                table[key] |= meant
    for key, found in sorted(table.items()):
        yield name_head_of(key), "i", key, encode_places(found, passages)


def encode_places(places: Iterable[tuple[int, int, int]], passages: Sequence[SearchPassage]) -> str:
    """Write places in the texts.

    Written are, for each, the distance to the passage before, the distance to the end of the place
    before in the same passage, and the length in code units, which is 0 where only the passage is known.

    Args:
        places: passage, start and end (code points); of those that overlap the first counts.
        passages: in reading order.
    """
    written = []
    passage_before, end_before = 0, 0
    for passage, start, end in sorted(places):
        text = passages[passage].text
        begin, length = code_units(text[:start]), code_units(text[start:end])
        if passage != passage_before:
            end_before = 0
        if begin < end_before:
            continue
        written += [passage - passage_before, begin - end_before, length]
        passage_before, end_before = passage, begin + length
    return encode_numbers(written)


def entity_shards(
    entities: Sequence[SearchEntity], passages: Sequence[SearchPassage]
) -> dict[str, dict[str, object]]:
    """Return shards `n0` … of what is shown of entities, and `m0` of the passages of all, for facets.

    A row of the former: id, label, reading, type, number of mentions, address (0 when it is
    `entities/<id>/`).
    """
    rows = [
        [
            entity.id,
            entity.label,
            entity.reading,
            entity.type,
            len(entity.passages),
            0 if entity.url in ("", f"entities/{entity.id}/") else entity.url,
        ]
        for entity in entities
    ]
    shards: dict[str, dict[str, object]] = {
        f"n{number}": {"n": rows[begin : begin + ENTITIES_IN_SHARD]}
        for number, begin in enumerate(range(0, len(rows), ENTITIES_IN_SHARD))
    }
    if rows:
        numbers: Mapping[str, int] = {passage.id: number for number, passage in enumerate(passages)}
        lists = [sorted({numbers[name] for name in entity.passages if name in numbers}) for entity in entities]
        shards["m0"] = {"m": " ".join(map(encode_ascending, lists))}
    return shards


def year_shard(passages: Sequence[SearchPassage]) -> dict[str, dict[str, object]]:
    """Return shard `y0`: of which years each passage speaks, when any of them does.

    Written are, for each passage with years, the distance to the one before, the number of
    its spans, and of each the first year and the number of further years.
    """
    written = []
    before = -1
    for number, passage in enumerate(passages):
        spans = sorted({(max(0, first), max(0, first, last)) for first, last in passage.years})
        if not spans:
            continue
        written += [number - before - 1, len(spans)]
        for first, last in spans:
            written += [first, last - first]
        before = number
    return {"y0": {"y": encode_numbers(written)}} if written else {}


def code_units(text: str) -> int:
    """Return the length of a text in code units of UTF-16, in which browsers count."""
    return len(text) + sum(character > "\uffff" for character in text)
