"""Which part of a document stands on which reading page.

A document, and then every division, that is longer than the page size is
broken up at the headings below it. Addresses of reading pages may change with
the sizes; the permanent address of a passage is under p/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edition.model import Division, Passage, PassageKind, Structure

WHOLE_SLUG, FRONT_SLUG = "text", "front"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A page of the site with a part of a document.

    Args:
        key: citation key.
        slug: last part of its address.
        division: the division it begins with; None for the whole or the front of a document.
        parts: divisions and passages in reading order.
        children: divisions below `division` that have pages of their own.
    """

    key: str
    slug: str
    division: Division | None
    parts: tuple[Division | Passage, ...]
    children: tuple[Division, ...]

    @property
    def url(self) -> str:
        """Address below the site."""
        return f"documents/{self.key}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Pagination:
    """The reading pages of a document, and where everything is.

    Args:
        pages: in reading order.
        page_of: reading page by id of passage or division.
    """

    pages: tuple[ReadingPage, ...]
    page_of: Mapping[str, ReadingPage]

    def url(self, target: Passage | Division) -> str:
        """Return the address of a passage or division below the site."""
        return f"{self.page_of[target.id].url}#{anchor(target)}"


def anchor(target: Passage | Division) -> str:
    """Return the fragment of a passage (p12, n3, t1, f1) or division (s-1-2)."""
    if isinstance(target, Division):
        return f"s-{target.slug}"
    local = target.id.rpartition(".")[2]
    return f"p{local}" if local.isdigit() else local


def paginate(structure: Structure, page_size: int) -> Pagination:
    """Divide a document into reading pages.

    Args:
        structure: the document, its passages numbered.
        page_size: characters above which a division is broken up.

    Returns:
        the pages in reading order.
    """
    by_id = {division.id: division for division in structure.divisions}
    parts = [by_id[p] if isinstance(p, str) else structure.passages[p] for p in structure.order]
    sizes = _sizes(parts, by_id)
    whole = sum(len(p.text or "") for p in structure.passages) <= page_size
    split = {i for i, size in sizes.items() if size > page_size and _has_children(i, by_id)}

    def begins_page(division: Division) -> bool:
        if whole:
            return False
        parent = division.parent
        while parent:
            if parent not in split:
                return False
            parent = by_id[parent].parent
        return True

    groups: list[tuple[str, Division | None, list[Division | Passage]]] = []
    for part in parts:
        if isinstance(part, Division) and begins_page(part):
            groups.append((part.slug, part, []))
        elif not groups:
            groups.append((WHOLE_SLUG if whole else FRONT_SLUG, None, []))
        groups[-1][2].append(part)
    starts = {division.id for _, division, _ in groups if division}
    pages = tuple(
        ReadingPage(
            structure.key,
            slug,
            division,
            tuple(members),
            tuple(
                d
                for d in structure.divisions
                if division and d.parent == division.id and d.id in starts
            ),
        )
        for slug, division, members in groups
    )
    return Pagination(pages, {part.id: page for page in pages for part in page.parts})


def _has_children(division_id: str, by_id: Mapping[str, Division]) -> bool:
    return any(division.parent == division_id for division in by_id.values())


def _sizes(
    parts: list[Division | Passage], by_id: Mapping[str, Division]
) -> dict[str, int]:
    """Return the number of characters between each heading and the end of its part."""
    sizes = dict.fromkeys(by_id, 0)
    current: Division | None = None
    for part in parts:
        if isinstance(part, Division):
            current = part
            continue
        if part.kind is PassageKind.NOTE:
            continue
        division = current
        while division:
            sizes[division.id] += len(part.text or "")
            division = by_id[division.parent] if division.parent else None
    return sizes
