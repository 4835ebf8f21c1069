"""What the browser shows of a passage, in shards of a few neighbouring passages."""

from __future__ import annotations

from collections.abc import Sequence

from edition.search.passages import SearchPassage

#: Passages in a shard: a page of results may need one shard each, so they are small.
PASSAGES_IN_SHARD = 3


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


def text_shards(passages: Sequence[SearchPassage]) -> list[dict[str, object]]:
    """Cut the passages, in order, into shards."""
    return [
        text_shard(passages[begin : begin + PASSAGES_IN_SHARD])
        for begin in range(0, len(passages), PASSAGES_IN_SHARD)
    ]
