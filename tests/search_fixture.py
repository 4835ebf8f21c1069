"""Pseudo-passages cut from the sources, for tests of the search alone; and what the corpus says of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from edition.annotate.entities import Entity, parse_entities
from edition.annotate.mention_rules import parse_mention_rules
from edition.annotate.mentions import MentionFinder
from edition.annotate.units import TextUnit
from edition.search.entities import SearchEntity
from edition.search.passages import SearchPassage
from edition.yaml_place import PlacedYaml, parse_yaml

ROOT = Path(__file__).parent.parent
KEYS = ("togashi-kaken", "vision2025", "hiraiwa2011", "sakata2026", "sakata2021")


def passages_of(key: str, text: str) -> list[SearchPassage]:
    """Cut a text at blank lines; join wrapped lines."""
    found: list[SearchPassage] = []
    title = ""
    buffer = ""
    blocks = re.split(r"\n[ \t\u3000]*\n", text)
    for block in blocks:
        piece = re.sub(r"\s*\n\s*", "", block)
        buffer += piece.strip() if not buffer else piece.rstrip("\n")
        if not buffer.strip():
            buffer = ""
            continue
        if not re.search(r"[。．.)）」]\s*$", buffer) and len(buffer) > 30 and len(buffer) < 400:
            continue
        clean = buffer.strip()
        buffer = ""
        number = len(found) + 1
        if len(clean) < 25 and not clean.endswith("。"):
            title = clean
        found.append(
            SearchPassage(
                id=f"{key}.{number}",
                document=key,
                kind="note" if re.match(r"\d+ ", clean) else "paragraph",
                url=f"documents/{key}/{number // 20 + 1}/#p{number}",
                permalink=f"p/{key}.{number}/",
                division=f"{key}/{number // 20 + 1}",
                division_title=title,
                label=None,
                page=number // 8 + 1,
                text=clean,
                extra={"document_title": key, "year": int((re.findall(r"\d{4}", key) or [2020])[0])},
            )
        )
    return found


def source_passages() -> list[SearchPassage]:
    """Return the pseudo-passages of all five sources."""
    return [
        passage
        for key in KEYS
        for passage in passages_of(key, (ROOT / "corpus/sources" / f"{key}.txt").read_text(encoding="utf-8"))
    ]


def corpus_entities(places: Mapping[str, Sequence[tuple[str, int, int]]] = MappingProxyType({})) -> list[SearchEntity]:
    """Return the entities of the corpus as the search takes them.

    Args:
        places: passage, start and end of the mentions of each.
    """
    return [
        SearchEntity(
            id=entity.id,
            label=entity.label,
            reading=entity.reading,
            type=entity.type.value,
            names=tuple(dict.fromkeys((*entity.forms, *entity.labels.values(), *entity.also))),
            readings=entity.readings,
            url=entity.url,
            passages=tuple(name for name, _, _ in places.get(entity.id, ())),
            places=tuple(places.get(entity.id, ())),
        )
        for entity in _entities()
    ]


def annotated(passages: Sequence[SearchPassage]) -> tuple[list[SearchPassage], list[SearchEntity]]:
    """Return passages with the readings the apparatus suggests, and the entities with the places that name them.

    A note is laid on the first passage that has its quote: pseudo-passages have other ids.
    """
    emendations: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for path in sorted((ROOT / "corpus/apparatus").glob("*.yml")):
        for note in _placed(path).value["notes"]:
            quote, reading = note.get("quote"), note.get("reading")
            found = next((p for p in passages if quote and quote in p.text), None)
            if found is not None and reading is not None:
                lemma = note.get("lemma", quote)
                start = found.text.index(quote) + quote.index(lemma)
                emendations[found.id].append((start, start + len(lemma), reading))

    rules, _ = parse_mention_rules(_placed(ROOT / "corpus/mentions.yml"), _schema("mentions"))
    finder = MentionFinder(_entities(), rules)
    places: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for passage in passages:
        for mention in finder.find(TextUnit(passage.id, passage.document, passage.text)):
            places[mention.entity].append((passage.id, mention.start, mention.end))
    emended = [replace(passage, emendations=tuple(emendations[passage.id])) for passage in passages]
    return emended, corpus_entities(places)


def _entities() -> Sequence[Entity]:
    files = [_placed(path) for path in sorted((ROOT / "corpus/entities").glob("*.yml"))]
    return parse_entities(files, _schema("entities"))[0]


def _placed(path: Path) -> PlacedYaml:
    return parse_yaml(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


def _schema(name: str) -> dict[str, object]:
    schema: dict[str, object] = json.loads((ROOT / f"corpus/schema/{name}.schema.json").read_text(encoding="utf-8"))
    return schema
