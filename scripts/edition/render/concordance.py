"""The published texts with their addresses, and lines of words in context."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from edition.annotate.mentions import Mention
from edition.annotate.selectors import Quote
from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.model import Division, Passage
from edition.pagination import Pagination
from edition.render.escape import html
from edition.render.overlay import render_quote
from edition.render.passages import language
from edition.rights import WITHHELD, is_visible

#: Characters shown on either side of a word.
REACH = 18
HEADING = "見出し"
#: A name in no more passages than this has too few neighbours to ask that they be met twice.
RARE = 3


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a published text stands.

    Args:
        id: id of the passage, or of the division whose heading it is.
        document: citation key.
        text: its text.
        label: what it is called inside its document: number, or that it is a heading.
        url: its place on the reading page.
        permalink: its permanent address; for a heading, its place on the reading page.
        start: characters of the document before it.
        division: the division it stands in, or whose heading it is.
        is_passage: whether it is a passage and no heading.
        lang: lang attribute of a text that is not Japanese, or "".
    """

    id: str
    document: str
    text: str
    label: str
    url: str
    permalink: str
    start: int
    division: str | None
    is_passage: bool
    lang: str


MentionPlace = tuple[TextPlace, Mention]


class PublishedTexts:
    """The texts a reader may see.

    Args:
        annotated: the annotated corpus.
        documents: its documents with their reading pages.
    """

    def __init__(
        self, annotated: AnnotatedCorpus, documents: Sequence[tuple[EditedDocument, Pagination]]
    ) -> None:
        self.annotated = annotated
        self.documents = tuple(documents)
        self.short_titles = {document.key: document.record.short_title for document, _ in documents}
        #: Characters by document.
        self.lengths: dict[str, int] = dict.fromkeys(self.short_titles, 0)
        #: By id of passage or division, in reading order.
        self.places: dict[str, TextPlace] = {}
        self._withheld: set[str] = set()
        targets: dict[str, tuple[EditedDocument, Pagination, Passage | Division]] = {}
        for document, pagination in documents:
            for passage in document.structure.passages:
                targets[passage.id] = (document, pagination, passage)
            for division in document.structure.divisions:
                targets[division.id] = (document, pagination, division)
        for unit in annotated.units:
            if unit.id not in targets:
                continue
            document, pagination, target = targets[unit.id]
            start = self.lengths[unit.document]
            self.lengths[unit.document] += len(unit.text)
            if isinstance(target, Passage) and not is_visible(document, target):
                self._withheld.add(unit.id)
                continue
            url = pagination.url(target)
            is_passage = isinstance(target, Passage)
            self.places[unit.id] = TextPlace(
                id=unit.id,
                document=unit.document,
                text=unit.text,
                label=unit.id.rpartition(".")[2] if is_passage else HEADING,
                url=url,
                permalink=f"p/{unit.id}/" if is_passage else url,
                start=start,
                division=target.division if isinstance(target, Passage) else target.id,
                is_passage=is_passage,
                lang=language(unit.text),
            )

    def mentions(self) -> dict[str, list[MentionPlace]]:
        """Return the mentions of every entity that readers can see, in reading order."""
        found: dict[str, list[MentionPlace]] = {entity: [] for entity in self.annotated.entities}
        for place in self.places.values():
            for mention in self.annotated.mentions.get(place.id, ()):
                if mention.entity in found:
                    found[mention.entity].append((place, mention))
        return found

    def quote(self, quote: Quote, root: str) -> str:
        """Return words of a passage with a link to it; not the words when they are withheld."""
        if quote.passage in self._withheld:
            return f'<a href="{root}p/{html(quote.passage)}/">{html(quote.passage)}</a>（{WITHHELD}）'
        if quote.passage in self.places and not self.places[quote.passage].is_passage:
            place = self.places[quote.passage]
            return f'<q>{html(quote.exact)}</q>（<a href="{root}{html(place.url)}">{html(quote.passage)}</a>）'
        return render_quote(quote, root)


def by_document(places: Iterable[MentionPlace]) -> dict[str, list[MentionPlace]]:
    """Return mentions by document, the order kept."""
    groups: dict[str, list[MentionPlace]] = {}
    for place, mention in places:
        groups.setdefault(place.document, []).append((place, mention))
    return groups


def cut_context(text: str, start: int, end: int, reach: int = REACH) -> tuple[str, str]:
    """Return what stands before and after `text[start:end]`, with a sign where it is cut."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return ("…" if start > reach else "") + before, after + ("…" if end + reach < len(text) else "")


def kwic_line(place: TextPlace, start: int, end: int, root: str, more: str = "") -> str:
    """Return a word in its context as an item of a list.

    Args:
        place: the text.
        start: offset of the word.
        end: offset behind it.
        root: relative address of the site's root from the page.
        more: HTML that follows the context.
    """
    # Short on purpose: some entities have hundreds of lines.
    # Latin letters are half as wide.
    reach = REACH * 2 if place.lang else REACH
    left = html(place.text[max(0, start - reach) : start])
    right = html(place.text[end : end + reach])
    return (
        f'<li{place.lang}><a href="{root}{place.permalink}">{place.label}</a> <span>{left}</span>'
        f'<span><a href="{root}{place.url}">{html(place.text[start:end])}</a>{right}</span>{more}</li>'
    )


def kwic_list(places: Iterable[MentionPlace], root: str) -> str:
    """Return mentions in their context as a list."""
    lines = "".join(kwic_line(place, mention.start, mention.end, root) for place, mention in places)
    return f'<ol class="kwic">{lines}</ol>'


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity that stands in the same passages as another.

    Args:
        entity: its id.
        n_passages: passages that name both.
        strength: log-likelihood ratio of the two being named together.
    """

    entity: str
    n_passages: int
    strength: float


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio of two things met together.

    Args:
        both: passages with both.
        first: passages with the first.
        second: passages with the second.
        total: all passages.

    Returns:
        the ratio, 0 or more; see Dunning, Accurate Methods for the Statistics of
        Surprise and Coincidence (1993), https://aclanthology.org/J93-1003/.
    """
    observed = (both, first - both, second - both, total - first - second + both)
    rows, columns = (first, total - first), (second, total - second)
    expected = (
        rows[0] * columns[0] / total,
        rows[0] * columns[1] / total,
        rows[1] * columns[0] / total,
        rows[1] * columns[1] / total,
    )
    return max(0.0, 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o and e))


def find_neighbours(
    texts: PublishedTexts, mentions: Mapping[str, Sequence[MentionPlace]], limit: int = 15
) -> dict[str, list[Neighbour]]:
    """Return for each entity those that stand in the same passages more often than by chance.

    Args:
        texts: the published texts.
        mentions: as `PublishedTexts.mentions` gives them.
        limit: how many at most.

    Returns:
        neighbours by id of entity, the strongest first.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for entity, places in mentions.items():
        for place, _ in places:
            if place.is_passage:
                named[place.id].add(entity)
    alone = Counter(entity for entities in named.values() for entity in entities)
    together: Counter[tuple[str, str]] = Counter()
    for entities in named.values():
        together.update(combinations(sorted(entities), 2))
    total = sum(1 for place in texts.places.values() if place.is_passage)
    found: dict[str, list[Neighbour]] = defaultdict(list)
    for (first, second), both in together.items():
        if both * total <= alone[first] * alone[second]:
            continue
        strength = log_likelihood(both, alone[first], alone[second], total)
        # One meeting says something of a rare name only.
        for entity, other in ((first, second), (second, first)):
            if both > 1 or alone[entity] <= RARE:
                found[entity].append(Neighbour(other, both, strength))
    for neighbours in found.values():
        neighbours.sort(key=lambda n: (-n.strength, -n.n_passages, n.entity))
        del neighbours[limit:]
    return found
