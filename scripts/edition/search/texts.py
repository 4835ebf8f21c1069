"""What the browser shows of a passage, in shards of a few neighbouring passages."""

from __future__ import annotations

from collections.abc import Sequence

from edition.search.codec import encode_numbers
from edition.search.passages import SearchPassage
from edition.search.spellings import to_katakana
from edition.tokens import Token

#: Passages in a shard: a page of results may need one shard each, so they are small.
PASSAGES_IN_SHARD = 2


def text_shard(passages: Sequence[SearchPassage]) -> dict[str, object]:
    """Return the shard of some passages.

    `p` holds a row a passage: end of the id, place of the page in `u`, anchor
    ("" when it is "p" and the end of the id), place of the division in `d`, label, page,
    permanent address ("" when it is "p/<id>/"), text.
    """
    addresses: list[str] = []
    divisions: list[list[str]] = []
    rows = []
    for passage in passages:
        base, _, anchor = passage.url.partition("#")
        end = passage.id.removeprefix(f"{passage.document}.")
        if base not in addresses:
            addresses.append(base)
        division = [passage.division or "", passage.division_title]
        if division not in divisions:
            divisions.append(division)
        rows.append(
            [
                end,
                addresses.index(base),
                "" if anchor == f"p{end}" else anchor,
                divisions.index(division),
                passage.label or 0,
                passage.page or 0,
                "" if passage.permalink == f"p/{passage.id}/" else passage.permalink,
                passage.text,
            ]
        )
    return {"d": divisions, "p": rows, "u": addresses}


def reading_row(tokens: Sequence[Token]) -> list[str]:
    """Return how a text is read: lengths of its short units, and their readings.

    A reading is left out where the unit is its own reading (kana, signs).
    """
    units = [unit for token in tokens for unit in (token.parts or (token,))]
    readings = [
        "" if unit.reading_form in (unit.surface, to_katakana(unit.surface)) else unit.reading_form for unit in units
    ]
    return [encode_numbers(unit.end - unit.begin for unit in units), " ".join(readings)]


def heading_shard(passages: Sequence[SearchPassage]) -> dict[str, object]:
    """Return the headings in reading order, each with the first passage under it.

    Headings are no passages; they answer only where no passage does.
    """
    seen: set[str] = set()
    rows: list[list[object]] = []
    for number, passage in enumerate(passages):
        if passage.division and passage.division_title and passage.division not in seen:
            seen.add(passage.division)
            rows.append([passage.division_title, number])
    return {"h": rows}


def text_shards(passages: Sequence[SearchPassage], tokens: Sequence[Sequence[Token]]) -> dict[str, dict[str, object]]:
    """Cut the passages, in order, into shards `t0` … of texts and `r0` … of readings."""
    shards: dict[str, dict[str, object]] = {}
    for number, begin in enumerate(range(0, len(passages), PASSAGES_IN_SHARD)):
        end = begin + PASSAGES_IN_SHARD
        shards[f"t{number}"] = text_shard(passages[begin:end])
        shards[f"r{number}"] = {"r": [reading_row(row) for row in tokens[begin:end]]}
    return shards
