"""Mentions: where the texts name an entity.

Leftmost-longest matching over the folded text: forms of the entities, forms
that hold under conditions, and words that hold a name but are none compete by
length; at one length a condition wins over a word that is no name, and that
over a plain form. What is inside a match is never marked (flat annotation).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.annotate.entities import Entity
from edition.annotate.folding import FoldedText, fold, fold_form
from edition.annotate.mention_rules import ContextRule, MentionRules, NotName, Override
from edition.annotate.selectors import find_all, places_of, say_miss
from edition.annotate.units import TextUnit
from edition.errors import Finding

_WORD_RE = re.compile(r"[0-9A-Za-zÀ-ɏ]")
_KATAKANA_RE = re.compile(r"[ァ-ヺー]")
_HANGUL_RE = re.compile(r"[가-힣]")
_CLASSES = (_WORD_RE, _KATAKANA_RE, _HANGUL_RE)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in a text.

    Args:
        start: first code point of the name in its text.
        end: code point behind it.
        entity: id of the entity.
        rule: "form", "context" or "override": what decided it.
    """

    start: int
    end: int
    entity: str
    rule: str = "form"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may match: a folded form and what it would mean."""

    form: str
    rank: int
    source: Entity | ContextRule | NotName


class MentionFinder:
    """Finds the mentions of a corpus.

    Args:
        entities: all entities.
        rules: the rules for ambiguous names.
    """

    def __init__(self, entities: Sequence[Entity], rules: MentionRules) -> None:
        self._by_head: dict[str, list[_Candidate]] = defaultdict(list)
        self._overrides: dict[str, list[Override]] = defaultdict(list)
        #: (id of the entity, form) and rules that decided something, for `unused`.
        self._used: set[int] = set()
        candidates = [
            *(_Candidate(fold_form(rule.form), 0, rule) for rule in rules.context),
            *(_Candidate(fold_form(word.word), 1, word) for word in rules.not_names),
            *(_Candidate(fold_form(form), 2, entity) for entity in entities for form in entity.forms),
        ]
        for candidate in candidates:
            self._by_head[candidate.form[:1]].append(candidate)
        for group in self._by_head.values():
            # Stable: rules of one form keep the order in which they are written.
            group.sort(key=lambda candidate: (-len(candidate.form), candidate.rank))
        for override in rules.overrides:
            self._overrides[override.quote.passage].append(override)
        self._candidates = candidates
        self._types = {entity.id: entity.type.value for entity in entities}
        self._prefixes = rules.prefixes

    def find(self, unit: TextUnit, divisions: Iterable[str] = ()) -> tuple[Mention, ...]:
        """Return the mentions of a text, in order.

        Args:
            unit: the text.
            divisions: ids of the divisions it stands in, for rules held to one.
        """
        folded = fold(unit.text)
        places = frozenset((unit.id, unit.document, *divisions))
        decided, blocked = self._overridden(unit)
        taken = [*((m.start, m.end) for m in decided), *blocked]
        found = list(decided)
        at = done = 0
        text = folded.text
        while at < len(text):
            match = self._longest(folded, at, places)
            if match is None:
                at += 1
                continue
            start, end = folded.span(at - self._prefix_length(match, text, at, done), at + len(match.form))
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                at += 1
                continue
            self._used.add(id(match))
            if isinstance(match.source, Entity):
                found.append(Mention(start, end, match.source.id, "form"))
            elif isinstance(match.source, ContextRule):
                found.append(Mention(start, end, match.source.entity, "context"))
            at += len(match.form)
            done = at
        return tuple(sorted(found))

    def _prefix_length(self, match: _Candidate, text: str, at: int, done: int) -> int:
        """Return how many characters before a match belong to the name, none of them marked yet."""
        entity = match.source.id if isinstance(match.source, Entity) else getattr(match.source, "entity", "")
        kind = self._types.get(entity, "")
        for prefix in self._prefixes:
            if kind in prefix.types and (found := prefix.pattern.search(text, done, at)):
                return at - found.start()
        return 0

    def _longest(self, folded: FoldedText, at: int, places: frozenset[str]) -> _Candidate | None:
        text = folded.text
        for candidate in self._by_head.get(text[at], ()):
            if not text.startswith(candidate.form, at):
                continue
            end = at + len(candidate.form)
            if not isinstance(candidate.source, NotName) and not _is_word(text, at, end):
                continue
            if isinstance(candidate.source, ContextRule) and not _holds(
                candidate.source, text, at, end, places
            ):
                continue
            return candidate
        return None

    def _overridden(self, unit: TextUnit) -> tuple[list[Mention], list[tuple[int, int]]]:
        """Return the mentions overrides decide in a text, and the places they forbid."""
        decided, blocked = [], []
        for override in self._overrides.get(unit.id, ()):
            places = places_of(override.quote, unit.text)
            inner = find_all(override.form, override.quote.exact)
            if len(places) != 1 or len(inner) != 1:
                continue
            start = places[0] + inner[0]
            end = start + len(override.form)
            if override.entity is None:
                blocked.append((start, end))
            else:
                decided.append(Mention(start, end, override.entity, "override"))
        return decided, blocked

    def unused(self) -> tuple[list[tuple[Entity, str]], list[ContextRule], list[NotName]]:
        """Return forms and rules that decided nothing in the texts asked so far."""
        forms: list[tuple[Entity, str]] = []
        rules: list[ContextRule] = []
        words: list[NotName] = []
        for candidate in self._candidates:
            if id(candidate) in self._used:
                continue
            if isinstance(candidate.source, Entity):
                forms.append((candidate.source, candidate.form))
            elif isinstance(candidate.source, ContextRule):
                rules.append(candidate.source)
            else:
                words.append(candidate.source)
        return forms, rules, words


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a match ends where a Latin, katakana or hangul word may end."""
    for pattern in _CLASSES:
        if start and pattern.match(text[start]) and pattern.match(text[start - 1]):
            return False
        if end < len(text) and pattern.match(text[end - 1]) and pattern.match(text[end]):
            return False
    return True


def _holds(rule: ContextRule, text: str, start: int, end: int, places: frozenset[str]) -> bool:
    """Whether the conditions of a rule are met at a place."""
    if rule.where and not places & set(rule.where):
        return False
    if rule.after and not any(text.endswith(fold_form(word), 0, start) for word in rule.after):
        return False
    return not rule.before or any(text.startswith(fold_form(word), end) for word in rule.before)


def check_mentions(
    entities: Sequence[Entity],
    rules: MentionRules,
    finder: MentionFinder,
    texts: Mapping[str, str],
    known_places: frozenset[str],
) -> list[Finding]:
    """Report what the forms and rules promise and the texts do not hold.

    Args:
        entities: all entities.
        rules: the rules.
        finder: has been asked for every text.
        texts: text by id of all passages and headings.
        known_places: ids of all documents, divisions and passages.
    """
    return sorted(
        [
            *_iter_form_findings(entities),
            *_iter_rule_findings(entities, rules, texts, known_places),
            *_iter_unused_findings(finder),
        ]
    )


def _iter_form_findings(entities: Sequence[Entity]) -> Iterable[Finding]:
    owner: dict[str, Entity] = {}
    for entity in entities:
        for form in entity.forms:
            folded = fold_form(form)
            other = owner.setdefault(folded, entity)
            if other is not entity:
                yield Finding(
                    entity.place,
                    "E002",
                    f"the form 「{form}」 of {entity.id} is a form of {other.id} too ({other.place})",
                    "leave it to one of them, or decide by a rule in corpus/mentions.yml",
                )


def _iter_rule_findings(
    entities: Sequence[Entity],
    rules: MentionRules,
    texts: Mapping[str, str],
    known_places: frozenset[str],
) -> Iterable[Finding]:
    ids = {entity.id for entity in entities}
    named = [(rule.form, rule.entity, rule.place) for rule in rules.context]
    named += [(rule.form, rule.entity, rule.place) for rule in rules.overrides if rule.entity]
    for form, entity, place in named:
        if entity not in ids:
            what = f"the rule for 「{form}」 names {entity}, which is no entity"
            yield Finding(place, "E005", what, "write the id of an entity")
    for context in rules.context:
        for where in context.where:
            if where not in known_places:
                what = f"the rule for 「{context.form}」 is held to {where}, which does not exist"
                yield Finding(context.place, "M004", what, "write a document, division or passage")
    for override in rules.overrides:
        if miss := say_miss(override.quote, texts):
            yield Finding(override.place, "M002", miss[0], miss[1])
        if len(find_all(override.form, override.quote.exact)) != 1:
            what = f"「{override.form}」 does not stand once in the quote 「{override.quote.exact}」"
            yield Finding(override.place, "M003", what, "quote the words so that they hold the form once")


def _iter_unused_findings(finder: MentionFinder) -> Iterable[Finding]:
    forms, rules, words = finder.unused()
    for entity, form in forms:
        yield Finding(
            entity.place,
            "E003",
            f"the form 「{form}」 of {entity.id} marks nothing in the texts",
            "move it to `also`, or correct it",
        )
    for rule in rules:
        what = f"the rule for 「{rule.form}」 → {rule.entity} decides nothing in the texts"
        yield Finding(rule.place, "M001", what, "correct it, or take it out")
    for word in words:
        what = f"「{word.word}」 stands nowhere in the texts where a name would be marked"
        yield Finding(word.place, "M001", what, "correct it, or take it out")
