"""Shards: small files that hold what begins with the same two characters, or with some that share one.

A shard is a script that calls one function, `corpusShard`, with its name, the
digest of the corpus and its data. Over http it is fetched as text and the
data is parsed; a page opened from disk, where fetching is forbidden, loads it
as a script. docs/assets/search/store.js is the reader.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from edition.search.latin import is_latin

#: Characters of data a shard should hold at most on average (a character is about half a byte after gzip).
SHARD_CHARACTERS = 1_000
#: Characters of data from which on a kanji is frequent: too many pairs have it to lie in one shard.
FREQUENT_CHARACTERS = 6 * SHARD_CHARACTERS
#: A value longer than this gets a file of its own kind, so that it is fetched only when used.
LARGE_VALUE = 2_500

_KANJI_RE = re.compile("[々〇\u3400-\u9fff]")
_HANGUL_RE = re.compile("[가-힣]+")


def hash_of(text: str) -> int:
    """Return FNV-1a over code points with its high half folded in, as hash.js does."""
    value = 0x811C9DC5
    for character in text:
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value ^ (value >> 15)


def head_of(key: str) -> str:
    """Return the characters that decide on the shard of a key."""
    return key[:2]


def name_head_of(key: str) -> str:
    """Return the characters that decide on the shard of a name.

    Latin and hangul names are looked up whole, so more of them may decide: else all of those that
    begin with "ko" would lie in one shard.
    """
    if is_latin(key):
        return key[:8]
    return key[:4] if _HANGUL_RE.fullmatch(key) else head_of(key)


def frequent_characters(entries: Iterable[tuple[str, str, str, object]]) -> str:
    """Return the kanji that would make a shard too large if all pairs with them were filed together."""
    sizes: Counter[str] = Counter()
    for entry in entries:
        if len(entry[0]) == 2:
            for character in set(_KANJI_RE.findall(entry[0])):
                sizes[character] += size_of([entry])
    return "".join(sorted(character for character, size in sizes.items() if size > FREQUENT_CHARACTERS))


def filed_under(deciding: str, frequent: str) -> str:
    """Return what of the deciding characters tells the shard: of a pair the kanji that is not frequent.

    So neighbouring pairs of a kanji word, which are looked up together, often lie in one shard. Of two
    such kanji the lower counts (as among the minimisers of Roberts et al. 2004,
    doi:10.1093/bioinformatics/bth408); where there is none, both characters do.
    """
    if len(deciding) != 2:
        return deciding
    rare = [kanji for kanji in _KANJI_RE.findall(deciding) if kanji not in frequent]
    return min(rare) if rare else deciding


def shard_count(n_characters: int, proper: int = SHARD_CHARACTERS) -> int:
    """Return a power of two that keeps shards near their proper size."""
    count = 1
    while count * proper < n_characters:
        count *= 2
    return count


def compact_json(value: object) -> str:
    """Write JSON without blanks, keys sorted, that is JavaScript too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # U+2028 and U+2029 end a line in old scripts; JSON has them only by grace of ES2019.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def shard_file(name: str, digest: str, data: str) -> str:
    """Return the text of a shard whose data is written already."""
    return f'corpusShard("{name}","{digest}",{data})\n'


def distribute(
    entries: Iterable[tuple[str, str, str, object]], count: int, frequent: str | None = None
) -> list[dict[str, dict[str, object]]]:
    """File entries in shards.

    Args:
        entries: (deciding text, table, key, value).
        count: number of shards.
        frequent: the characters that do not decide alone, where pairs are filed under one of theirs.
    """
    shards: list[dict[str, dict[str, object]]] = [defaultdict(dict) for _ in range(count)]
    for deciding, table, key, value in entries:
        filed = deciding if frequent is None else filed_under(deciding, frequent)
        shards[hash_of(filed) % count][table][key] = value
    return [dict(shard) for shard in shards]


def length_of(value: object) -> int:
    """Return about how many characters a value takes when written."""
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, list):
        return sum(map(length_of, value)) + len(value) + 1
    return 1


def size_of(entries: Iterable[tuple[str, str, str, object]]) -> int:
    """Return about how many characters some entries take when written."""
    return sum(len(key) + length_of(value) + 4 for _, _, key, value in entries)


def distributed(
    prefix: str,
    entries: list[tuple[str, str, str, object]],
    proper: int = SHARD_CHARACTERS,
    frequent: str | None = None,
) -> dict[str, object]:
    """File entries in as many shards as their size asks for, named `g0`, `g1` …

    Args:
        prefix: of the shards' names.
        entries: (deciding text, table, key, value).
        proper: number of characters a shard should hold.
        frequent: the characters that do not decide alone, where pairs are filed under one of theirs.
    """
    shards = distribute(entries, shard_count(size_of(entries), proper), frequent)
    return {f"{prefix}{number}": shard for number, shard in enumerate(shards)}
