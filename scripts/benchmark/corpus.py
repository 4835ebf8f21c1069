"""The passages under test: those of the edition, and the corpus grown by shuffled copies of itself."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from edition.search.passages import SearchPassage

SEED = 20261120

_SENTENCE_RE = re.compile("[^。]+。*|。+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the rivals index it and as all are judged.

    Args:
        address: site-relative, with a slash at the end.
        title: what its <title> says.
        parts: heading of a division ("" where it is that of the part before) and a passage's text, in reading order.
    """

    address: str
    title: str
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The passages; a line end keeps neighbours from making words together."""
        return "\n".join(text for _, text in self.parts)

    @property
    def headings(self) -> str:
        """The title and the headings, which the rivals search as well."""
        return "\n".join([self.title, *(heading for heading, _ in self.parts)])


def address_of(url: str) -> str:
    """Return the address of the page a passage stands on."""
    return url.partition("#")[0]


def pages_of(passages: Sequence[SearchPassage]) -> list[Page]:
    """Return the reading pages of some passages."""
    pages = []
    for address, group in groupby(passages, key=lambda passage: address_of(passage.url)):
        members = list(group)
        parts = []
        heading = ""
        for passage in members:
            parts.append((passage.division_title if passage.division_title != heading else "", passage.text))
            heading = passage.division_title
        first = members[0]
        title = f"{first.extra.get('document_title') or first.document} {heading_of(members)}".strip()
        pages.append(Page(address, title, tuple(parts)))
    return pages


def heading_of(passages: Sequence[SearchPassage]) -> str:
    """Return the first heading of some passages."""
    return next((passage.division_title for passage in passages if passage.division_title), "")


def grow(passages: Sequence[SearchPassage], factor: int) -> list[SearchPassage]:
    """Return the passages and `factor - 1` copies of them with all sentences of a document shuffled.

    The copies are documents of their own: every id, address and division is distinct.
    """
    grown = list(passages)
    for copy in range(1, factor):
        chooser = random.Random(f"{SEED} {copy}")
        for key, group in groupby(passages, key=lambda passage: passage.document):
            members = list(group)
            texts = shuffled_texts([passage.text for passage in members], chooser)
            grown += [renamed(passage, f"{key}x{copy}", text) for passage, text in zip(members, texts, strict=True)]
    return grown


def shuffled_texts(texts: Sequence[str], chooser: random.Random) -> list[str]:
    """Deal the sentences of some texts out anew: as many texts, each with as many sentences as before."""
    cut = [_SENTENCE_RE.findall(text) for text in texts]
    sentences = [sentence for pieces in cut for sentence in pieces]
    chooser.shuffle(sentences)
    dealt = iter(sentences)
    return ["".join(next(dealt) for _ in pieces) for pieces in cut]


def renamed(passage: SearchPassage, document: str, text: str) -> SearchPassage:
    """Return a passage as one of another document, with another text."""
    name = passage.id.removeprefix(f"{passage.document}.")
    return replace(
        passage,
        id=f"{document}.{name}",
        document=document,
        url=passage.url.replace(f"/{passage.document}/", f"/{document}/", 1),
        permalink=f"p/{document}.{name}/",
        division=passage.division and passage.division.replace(passage.document, document, 1),
        text=text,
    )


def digest_of(passages: Sequence[SearchPassage]) -> str:
    """Return a digest of ids and texts, by which two runs can be known to be of one corpus."""
    state = hashlib.sha256()
    for passage in passages:
        state.update(f"{passage.id}\t{passage.text}\n".encode("utf-8", "surrogatepass"))
    return state.hexdigest()[:12]


def iter_containing(texts: Sequence[tuple[str, str]], wanted: str) -> Iterator[str]:
    """Yield the names of the texts that contain a string literally: the plain truth all are held to."""
    return (name for name, text in texts if wanted in text)
