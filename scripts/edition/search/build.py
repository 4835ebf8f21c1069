"""From passages to the files of the search: `build_search`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from edition.normalise import EXACT_RULES, FOLD_RULES, Folder
from edition.search import bundle, codec, emendations, entries, index, kanji, shards, texts
from edition.search import entities as named
from edition.search.entities import SearchEntity
from edition.search.entries import Entry
from edition.search.grams import GramIndex
from edition.search.lexicon import Lexicon
from edition.search.passages import SearchPassage
from edition.search.terms import Tokenise

#: Number of the index format; the reader refuses any other.
FORMAT = 4
#: Up to so many passages all shards also stand in one file, fetched when nothing else is to
#: do, so that a reader who has searched can go on without a network.
MOST_IN_ONE_FILE = 5_000
INDEX_PATH = "assets/search/index"


def build_search(
    passages: Sequence[SearchPassage],
    lexicon: Lexicon,
    tokenise: Tokenise,
    scripts: Mapping[str, str] | None = None,
    entities: Sequence[SearchEntity] = (),
) -> dict[str, str | bytes]:
    """Return every generated file of the search, by its path below the site.

    Args:
        passages: all passages with text, in reading order, documents one behind the other.
        lexicon: aliases, readings and variants the entities do not give.
        tokenise: text -> tokens; its `versions` and `spellings`, where it has them, are used.
        scripts: texts of the engine's scripts by name (`bundle.ENGINE_SCRIPTS`); with them
            the engine is written as one file, which the loader prefers.
        entities: the named things, with their names, readings and the places that name them.
    """
    entities = named.by_frequency(entities)
    lexicon = named.merge_lexicon(lexicon, entities)
    variants = variants_of(lexicon)
    folder = Folder(FOLD_RULES, variants)
    exact = Folder(EXACT_RULES)
    windows = emendations.windows_of(passages, exact, folder)
    corpus = entries.IndexedCorpus(
        passages=passages,
        exact_texts=[exact.text(passage.text) for passage in passages],
        tokens=[tuple(tokenise(passage.text)) for passage in passages],
        folder=folder,
        windows=windows,
        headings={title: tuple(tokenise(title)) for title in sorted({passage.division_title for passage in passages})},
    )
    grams = corpus.grams()
    all_entries = [
        *entries.gram_entries(grams),
        *entries.exact_character_entries(corpus),
        *entries.latin_entries(corpus),
        *entries.term_entries(corpus),
        *entries.form_entries(corpus, lexicon, getattr(tokenise, "spellings", None)),
        *entries.date_entries(corpus),
        *named.place_entries(entities, passages),
        *named.context_entries(entities, passages, lexicon, folder),
    ]
    small, large = _set_apart(all_entries)
    frequent = shards.frequent_characters(small)
    files: dict[str, object] = {
        **shards.distributed("g", small, frequent=frequent),
        **shards.distributed("x", large),
        **shards.distributed("e", list(named.name_entries(entities, lexicon, folder)), named.SHARD_CHARACTERS),
        **texts.text_shards(passages, corpus.tokens),
        "h0": texts.heading_shard(passages),
        **named.entity_shards(entities, passages),
        **named.year_shard(passages),
        **emendations.emendation_shards(windows, passages),
    }
    written_data = {name: shards.compact_json(value) for name, value in sorted(files.items())}
    # Of the content, not of the sources: a new dictionary or a new rule gives new addresses too.
    digest = _digest_of(written_data)
    has_all = len(passages) <= MOST_IN_ONE_FILE
    manifest = {
        "all": has_all,
        "corpus": _digest_of({passage.id: passage.text for passage in passages}),
        "counts": {kind: sum(name[0] == kind for name in files) for kind in ("g", "x", "e", "t", "r")},
        "digest": digest,
        "documents": _documents(passages),
        "emended": emendations.describe_windows(windows),
        "entities": len(entities),
        "format": FORMAT,
        "frequent": frequent,
        "kinds": _kinds(passages),
        "n": len(passages),
        "perEntity": named.ENTITIES_IN_SHARD,
        "perText": texts.PASSAGES_IN_SHARD,
        "variants": _used_variants(variants, grams),
        "years": any(passage.years for passage in passages),
        "versions": {
            **dict(getattr(tokenise, "versions", {})),
            "lunr": index.lunr_version(),
            kanji.PACKAGE: kanji.table_version(),
        },
    }
    written: dict[str, str | bytes] = {
        f"{INDEX_PATH}/{digest}/{name}.js": shards.shard_file(name, digest, data) for name, data in written_data.items()
    }
    if has_all:
        everything = ",".join(f'"{name}":{data}' for name, data in written_data.items())
        written[f"{INDEX_PATH}/{digest}/all.js"] = shards.shard_file("all", digest, f"{{{everything}}}")
    manifest_file = shards.shard_file("manifest", digest, shards.compact_json(manifest))
    written[f"{INDEX_PATH}/manifest.js"] = manifest_file
    if scripts:
        written[f"{INDEX_PATH}/engine.js"] = bundle.engine_bundle(scripts, manifest_file)
        written[f"{INDEX_PATH}/worker.js"] = bundle.worker_bundle(scripts)
        if set(bundle.BOX_SCRIPTS) <= set(scripts):
            written[f"{INDEX_PATH}/box.js"] = bundle.box_bundle(scripts)
        if set(bundle.LOADER_SCRIPTS) <= set(scripts):
            written[f"{INDEX_PATH}/loader.js"] = bundle.loader_bundle(scripts, manifest)
    return dict(sorted(written.items()))


def variants_of(lexicon: Lexicon) -> dict[str, str]:
    """Return old and variant kanji with their current form: the published table and the own one."""
    own = {
        row.spelling: row.standard
        for row in lexicon.variants
        if row.rule == "kanji" and len(row.spelling) == len(row.standard) == 1
    }
    return kanji.resolve({**kanji.published_variants(), **own})


def _used_variants(variants: Mapping[str, str], grams: GramIndex) -> str:
    """Return the pairs whose current form stands in the corpus, written as one string."""
    return "".join(old + new for old, new in sorted(variants.items()) if new in grams.characters)


def _set_apart(all_entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Divide entries into those of the common shards and the large ones."""
    small: list[Entry] = []
    large: list[Entry] = []
    for deciding, table, key, value in all_entries:
        if table == "x":
            large.append((deciding, table, key, value))
        elif table != "b" and shards.length_of(value) > shards.LARGE_VALUE:
            small.append((deciding, table, key, 1))
            large.append((f"{table}:{key}", table, key, value))
        else:
            small.append((deciding, table, key, value))
    return small, large


def _documents(passages: Sequence[SearchPassage]) -> list[list[object]]:
    """Return for each document its key, label, year and first passage."""
    rows: list[list[object]] = []
    numbered = enumerate(passages)
    for key, group in groupby(numbered, key=lambda pair: pair[1].document):
        first, passage = next(iter(group))
        title = str(passage.extra.get("document_title") or key)
        year = passage.extra.get("year")
        rows.append([key, title, year if isinstance(year, int) else None, first])
    return rows


def _kinds(passages: Sequence[SearchPassage]) -> list[object]:
    """Return the kinds in use and, as numbers, runs of passages of one kind."""
    names = sorted({passage.kind for passage in passages})
    runs: list[int] = []
    for kind, group in groupby(passages, key=lambda passage: passage.kind):
        runs += [names.index(kind), sum(1 for _ in group)]
    return [names, codec.encode_numbers(runs)]


def _digest_of(texts_by_name: Mapping[str, str]) -> str:
    """Return a short digest of named texts."""
    digest = hashlib.sha256()
    for name, text in sorted(texts_by_name.items()):
        digest.update(f"{name}\n{len(text)}\n{text}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
