"""The rules for ambiguous names: corpus/mentions.yml as values.

Findings:

    M001 unused-rule         a rule that decides nothing in the texts
    M002 unbound-override    an override whose quote is bound to no single place
    M003 form-not-in-quote   an override marks words that do not stand once in its quote
    M004 unknown-place       a rule is held to a document, division or passage that does not exist
    M005 wrong-pattern       a prefix that is no regular expression
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edition.annotate.selectors import Quote
from edition.errors import Finding, Place
from edition.yaml_place import PlacedYaml
from edition.yaml_schema import check_schema

RULES_PATH = "corpus/mentions.yml"


@dataclass(frozen=True, slots=True)
class ContextRule:
    """A form that means an entity only under conditions.

    Args:
        form: the words that are marked.
        entity: id of the entity.
        after: words of which one must stand directly before the form; () for any.
        before: words of which one must stand directly after the form; () for any.
        where: documents, divisions or passages in which the rule holds; () for all.
        reason: why.
        place: where the rule is written.
    """

    form: str
    entity: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    where: tuple[str, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class NotName:
    """A word that holds a name but is none (韓国語); the longest match takes it."""

    word: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Override:
    """A decision for one place: the form in a quote means an entity, or nothing.

    Args:
        quote: the words and their passage.
        form: the words marked, a part of the quote.
        entity: id, or None when the form is no name there.
        reason: why.
        place: where it is written.
    """

    quote: Quote
    form: str
    entity: str | None
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Explained:
    """A word that looks like a name and is none: the check for uncovered names leaves it out."""

    word: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class NamePrefix:
    """What belongs to a name when it stands directly before it (第53回).

    Args:
        pattern: regular expression of the folded words.
        types: types of the entities whose names it belongs to.
        reason: why.
        place: where it is written.
    """

    pattern: re.Pattern[str]
    types: tuple[str, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class MentionRules:
    """All rules, in the order in which they are written."""

    context: tuple[ContextRule, ...] = ()
    not_names: tuple[NotName, ...] = ()
    overrides: tuple[Override, ...] = ()
    explained: tuple[Explained, ...] = ()
    prefixes: tuple[NamePrefix, ...] = ()


def parse_mention_rules(
    placed: PlacedYaml, schema: Mapping[str, Any]
) -> tuple[MentionRules, list[Finding]]:
    """Read the rules.

    Args:
        placed: corpus/mentions.yml as read.
        schema: corpus/schema/mentions.schema.json.

    Returns:
        the rules (none when the file is broken) and all findings.
    """
    findings = [*placed.findings, *check_schema(placed, schema)]
    if findings:
        return MentionRules(), findings
    raw = placed.value or {}
    context = tuple(
        ContextRule(
            row["form"],
            row["entity"],
            _words(row.get("after")),
            _words(row.get("before")),
            _words(row.get("where")),
            row["reason"],
            placed.place(("context", index)),
        )
        for index, row in enumerate(raw.get("context") or ())
    )
    not_names = tuple(
        NotName(row["word"], row["reason"], placed.place(("not_names", index)))
        for index, row in enumerate(raw.get("not_names") or ())
    )
    overrides = tuple(
        Override(
            Quote(row["passage"], row["quote"], row.get("prefix", ""), row.get("suffix", "")),
            row.get("form", row["quote"]),
            row.get("entity"),
            row["reason"],
            placed.place(("overrides", index)),
        )
        for index, row in enumerate(raw.get("overrides") or ())
    )
    explained = tuple(
        Explained(row["word"], row["reason"], placed.place(("explained", index)))
        for index, row in enumerate(raw.get("explained") or ())
    )
    prefixes = []
    for index, row in enumerate(raw.get("prefixes") or ()):
        place = placed.place(("prefixes", index))
        try:
            pattern = re.compile(f"(?:{row['pattern']})$")
        except re.error as error:
            what = f"the pattern 「{row['pattern']}」 is no regular expression ({error})"
            findings.append(Finding(place, "M005", what, "correct it"))
            continue
        prefixes.append(NamePrefix(pattern, tuple(row["types"]), row["reason"], place))
    return MentionRules(context, not_names, overrides, explained, tuple(prefixes)), findings


def _words(raw: Any) -> tuple[str, ...]:
    """Return one word or a list of words as a tuple."""
    if not raw:
        return ()
    return tuple(raw) if isinstance(raw, list) else (raw,)
