"""From passages to the files of the search: `build_search`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from edition.normalise import EXACT_RULES, FOLD_RULES, Folder
from edition.search import codec, grams, index, kanji, shards, terms, texts
from edition.search.lexicon import Lexicon
from edition.search.passages import SearchPassage

#: Number of the index format; the reader refuses any other.
FORMAT = 1
INDEX_PATH = "assets/search/index"
LUNR_PATH = "assets/vendor/lunr.js"

#: Fields of the lunr index with their weights: a word in the heading counts double.
BOOSTS = {"text": 1, "title": 2}

Entry = tuple[str, str, str, object]


def build_search(
    passages: Sequence[SearchPassage],
    lexicon: Lexicon,
    tokenise: terms.Tokenise,
    lunr_js: str,
) -> dict[str, str | bytes]:
    """Return every generated file of the search, by its path below the site.

    Args:
        passages: all passages with text, in reading order, documents one behind the other.
        lexicon: aliases, readings and variants.
        tokenise: text -> tokens; its `versions`, where it has some, go into the manifest.
        lunr_js: text of lunr.js 2.3.9.
    """
    variants = variants_of(lexicon)
    folder = Folder(FOLD_RULES, variants)
    exact = Folder(EXACT_RULES)
    gram_index = grams.GramIndex()
    for number, passage in enumerate(passages):
        gram_index.add(number, *grams.folded_with_places(passage.text, exact, folder))

    entries = list(_gram_entries(gram_index))
    entries += _term_entries(passages, tokenise, folder)
    small, large = _set_apart(entries)

    digest = _digest(passages, lexicon)
    files = {
        **shards.by_name("g", shards.distribute(small, shards.shard_count(shards.size_of(small)))),
        **shards.by_name("x", shards.distribute(large, shards.shard_count(shards.size_of(large)))),
        **shards.by_name("t", texts.text_shards(passages)),
    }
    counts = {
        kind: sum(1 for name in files if name[0] == kind) for kind in ("g", "x", "t")
    }
    manifest = {
        "counts": counts,
        "digest": digest,
        "documents": _documents(passages),
        "format": FORMAT,
        "kinds": _kinds(passages),
        "lunr": _lunr_version(lunr_js),
        "n": len(passages),
        "perText": texts.PASSAGES_IN_SHARD,
        "variants": _used_variants(variants, gram_index),
        "versions": {
            **dict(getattr(tokenise, "versions", {})),
            kanji.PACKAGE: kanji.table_version(),
        },
    }
    written: dict[str, str | bytes] = {
        f"{INDEX_PATH}/{digest}/{name}.js": shards.shard_file(name, digest, value)
        for name, value in files.items()
    }
    written[f"{INDEX_PATH}/manifest.js"] = shards.shard_file("manifest", digest, manifest)
    written[LUNR_PATH] = without_comments(lunr_js)
    return dict(sorted(written.items()))


def variants_of(lexicon: Lexicon) -> dict[str, str]:
    """Return old and variant kanji with their current form: the published table and the own one."""
    own = {
        row.spelling: row.standard
        for row in lexicon.variants
        if row.rule == "kanji" and len(row.spelling) == len(row.standard) == 1
    }
    return kanji.resolve({**kanji.published_variants(), **own})


def _used_variants(variants: Mapping[str, str], gram_index: grams.GramIndex) -> str:
    """Return the pairs whose current form stands in the corpus, written as one string."""
    return "".join(
        old + new for old, new in sorted(variants.items()) if new in gram_index.characters
    )


def _gram_entries(gram_index: grams.GramIndex) -> Iterator[Entry]:
    """Yield bigrams with their trigrams (table "b") and single characters (table "c")."""
    for bigram, members in gram_index.by_bigram().items():
        written = [grams.encode_trigram(gram_index.trigrams[gram]) for gram in members]
        if sum(map(len, written)) <= shards.LARGE_VALUE:
            thirds = "".join(gram[2] for gram in members)
            yield bigram, "b", bigram, [thirds, " ".join(written)]
        else:
            # Fetched apart: the passages of the bigram, and each trigram by itself.
            yield bigram, "b", bigram, 1
            yield bigram, "x", bigram, grams.encode_passages(gram_index.passages_of(members))
            for gram, value in zip(members, written, strict=True):
                yield gram, "x", gram, value
    for character, sides in sorted(gram_index.characters.items()):
        yield character, "c", character, grams.encode_passages(sides)


def _term_entries(
    passages: Sequence[SearchPassage], tokenise: terms.Tokenise, folder: Folder
) -> Iterator[Entry]:
    """Yield terms (table "t"): highest score, postings in texts, postings in headings."""
    titles = {passage.division_title for passage in passages}
    title_terms = {title: terms.terms_of(tokenise(title), folder) for title in sorted(titles)}
    documents = [
        {
            "text": terms.terms_of(tokenise(passage.text), folder),
            "title": title_terms[passage.division_title],
        }
        for passage in passages
    ]
    for term, postings in sorted(index.index_terms(documents, BOOSTS).items()):
        encoded = [
            index.encode_postings(postings.fields.get(name, ()), postings.highest)
            for name in ("text", "title")
        ]
        yield shards.head_of(term), "t", term, [round(postings.highest, 3), *encoded]


def _set_apart(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Divide entries into those of the common shards and the large ones."""
    small: list[Entry] = []
    large: list[Entry] = []
    for deciding, table, key, value in entries:
        if table == "x":
            large.append((deciding, table, key, value))
        elif table != "b" and len(shards.compact_json(value)) > shards.LARGE_VALUE:
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


def _digest(passages: Sequence[SearchPassage], lexicon: Lexicon) -> str:
    """Return a digest of all the search is made from but the tokeniser."""
    content = [
        [
            FORMAT,
            *(
                [
                    passage.id,
                    passage.kind,
                    passage.url,
                    passage.permalink,
                    passage.division_title,
                    passage.label,
                    passage.page,
                    passage.text,
                ]
                for passage in passages
            ),
        ],
        [str(row) for row in (*lexicon.aliases, *lexicon.readings, *lexicon.variants)],
    ]
    data = json.dumps(content, ensure_ascii=True, sort_keys=True).encode("ascii")
    return hashlib.sha256(data).hexdigest()[:12]


_BLOCK_COMMENT_RE = re.compile(r"^[ \t]*/\*(?!\*?\s*(?:\*\s)?lunr - ).*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT_RE = re.compile(r"^[ \t]*//.*\n|^[ \t]*\n", re.MULTILINE)


def without_comments(source: str) -> str:
    """Drop whole-line comments, blank lines and indentation; the licence header stays.

    Three quarters of lunr.js are comments that every reader would fetch.
    """
    head_end = source.index("*/") + 2 if "*/" in source else 0
    head, body = source[:head_end], source[head_end:]
    body = _BLOCK_COMMENT_RE.sub("", body)
    body = _LINE_COMMENT_RE.sub("", body)
    body = re.sub(r"^[ \t]+", "", body, flags=re.MULTILINE)
    return head + "\n" + body.lstrip("\n")


def _lunr_version(source: str) -> str:
    match = re.search(r"lunr\.version = [\"']([\d.]+)[\"']", source)
    return match[1] if match else ""
