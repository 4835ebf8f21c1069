"""Placed YAML held against a JSON Schema, each violation told in an editor's words.

Findings:

    Y003 wrong-value     a value is not what the schema wants
    Y004 unknown-key     a key the schema does not know
    Y005 missing-key     a key the schema requires is absent

An `examples` list in the schema is shown as the way to write a value whose
`pattern` does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from edition.errors import Finding
from edition.yaml_place import PlacedYaml, Pointer, pointer_text

_TYPES = {
    "object": "a mapping (key: value)",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}
#: Keywords that refuse keys the schema does not name.
_CLOSING = ("additionalProperties", "unevaluatedProperties")
_LONGEST = 40
_MOST_CHOICES = 12
_QUOTED_RE = re.compile(r"'([^']*)'")


def check_schema(placed: PlacedYaml, schema: Mapping[str, Any]) -> list[Finding]:
    """Return every violation of `schema` in `placed`, by line; none for a text that is not YAML."""
    if not placed.is_readable:
        return []
    errors = Draft202012Validator(schema).iter_errors(placed.value)
    return sorted({finding for error in _iter_leaves(errors) for finding in _iter_findings(error, placed, schema)})


def _iter_leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Give the errors themselves; for alternatives, those of the one most likely meant."""
    for error in errors:
        branch = _likely_branch(error) if error.validator in ("anyOf", "oneOf") else None
        if branch is None:
            yield error
        else:
            yield from _iter_leaves(branch)


def _likely_branch(error: ValidationError) -> list[ValidationError] | None:
    """Return the errors of the alternative the value comes nearest to, None when it resembles none."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    alike = [branch for branch in branches.values() if not any(_is_other_kind(inner) for inner in branch)]
    # A wrong constant one step down is a discriminator (kind: table): another alternative was meant.
    return min(alike, key=lambda branch: (sum(map(_is_discriminator, branch)), sum(map(_weight, branch))), default=None)


def _is_other_kind(error: ValidationError) -> bool:
    return not error.relative_path and error.validator in ("type", "const", "enum")


def _is_discriminator(error: ValidationError) -> bool:
    return len(error.relative_path) == 1 and error.validator == "const"


def _weight(error: ValidationError) -> int:
    """Return how many mistakes an error stands for."""
    return len(_unknown_keys(error)) if error.validator in _CLOSING else 1


def _iter_findings(error: ValidationError, placed: PlacedYaml, schema: Mapping[str, Any]) -> Iterator[Finding]:
    pointer: Pointer = tuple(error.absolute_path)
    rule, because = _rule(error, schema)
    if "propertyNames" in error.absolute_schema_path and error.validator != "propertyNames":
        what = f"the key {_shown(error.instance)} of {_named(pointer)} is not of the right form"
        yield Finding(placed.key_place((*pointer, error.instance)), "Y004", what, _wanted(error))
    elif error.validator in _CLOSING:
        known = list(error.schema.get("properties", {}))
        for key in _unknown_keys(error):
            what = f"unknown key {_shown(key)} in {_named(pointer)}"
            yield Finding(placed.key_place((*pointer, key)), "Y004", what, _choice(key, known, "take it out"))
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                what = f"the key `{key}` is missing in {_named(pointer)}{because}"
                yield Finding(placed.place(pointer), "Y005", what, f"add `{key}`")
    elif error.validator == "dependentRequired":
        for key, partners in error.validator_value.items():
            for partner in partners:
                if key in error.instance and partner not in error.instance:
                    what = f"the key `{partner}` is missing in {_named(pointer)}, where `{key}` stands"
                    yield Finding(placed.place(pointer), "Y005", what, f"add `{partner}`, or take `{key}` out")
    elif error.validator is None and isinstance(rule, dict):
        # The schema `false`: jsonschema names the mapping, not the key that must not be in it.
        for key in [key for key in _value_at(placed.value, pointer) if rule.get(key) is False]:
            here = (*pointer, key)
            what = f"{_named(here)} must not stand here{because}"
            yield Finding(placed.key_place(here), "Y004", what, f"take `{key}` out")
    else:
        what = f"{_subject(error, pointer)} {_complaint(error)}{because}"
        yield Finding(placed.place(pointer), "Y003", what, _wanted(error))


def _unknown_keys(error: ValidationError) -> list[str]:
    if error.validator == "unevaluatedProperties":
        # What other parts of the schema have evaluated stands only in the message.
        return [key for key in _QUOTED_RE.findall(error.message) if key in error.instance]
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    return [
        key
        for key in error.instance
        if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    ]


def _value_at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        value = value[step]
    return value


def _subject(error: ValidationError, pointer: Pointer) -> str:
    if isinstance(error.instance, (dict, list)) or error.instance is None or error.instance == "":
        return _named(pointer)
    return f"the value {_shown(error.instance)} of {_named(pointer)}"


def _complaint(error: ValidationError) -> str:
    if error.instance == "" and error.validator in ("minLength", "pattern", "enum"):
        return "is empty"
    if error.instance is None and error.validator in ("type", "enum", "const", "anyOf", "oneOf"):
        return "is empty"
    complaint = _COMPLAINTS.get(str(error.validator))
    return complaint(error) if complaint else f"does not fit the schema ({_shortened(error.message)})"


def _wanted(error: ValidationError) -> str:
    remedy = _REMEDIES.get(str(error.validator))
    return remedy(error) if remedy else "write it as the schema describes it"


def _rule(error: ValidationError, schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the part of the schema the error comes from, and which value brought it into force.

    The second is said of a rule under `if` and `then` that tests for constants,
    and empty for any other.
    """
    node: Any = schema
    because = ""
    for step in error.absolute_schema_path:
        # jsonschema leaves `$ref` out of the path.
        while isinstance(node, dict) and step not in node and "$ref" in node:
            node = _referred(node["$ref"], schema)
        if step == "then" and isinstance(node, dict):
            tested = node.get("if", {}).get("properties", {})
            values = [f"`{key}` is {_shown(rule['const'])}" for key, rule in tested.items() if "const" in rule]
            because = f" where {' and '.join(values)}" if values else ""
        node = _step(node, step)
    return node, because


def _step(node: Any, step: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(step)
    return node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else None


def _referred(reference: str, schema: Mapping[str, Any]) -> Any:
    """Return what a `$ref` into the schema itself points to; None for any other."""
    if not reference.startswith("#"):
        return None
    node: Any = schema
    for step in reference.removeprefix("#").split("/")[1:]:
        node = _step(node, step.replace("~1", "/").replace("~0", "~"))
    return node


def _types(error: ValidationError) -> list[str]:
    wanted = error.validator_value
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _type_complaint(error: ValidationError) -> str:
    value = error.instance
    found = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else None
    wanted = " or ".join(_TYPES[name] for name in _types(error))
    return f"is {found}, not {wanted}" if found else f"is not {wanted}"


def _type_remedy(error: ValidationError) -> str:
    value = error.instance
    if value is None:
        return "give the value, or take the key out"
    if "string" in _types(error) and not isinstance(value, (dict, list)):
        return "put it in quotes"
    return f"write {' or '.join(_TYPES[name] for name in _types(error))}"


def _pattern_remedy(error: ValidationError) -> str:
    examples = error.schema.get("examples")
    if examples:
        return f"write it like {_shown(examples[0])}"
    return f"it must match `{error.validator_value}`"


def _bound(word: str) -> Callable[[ValidationError], str]:
    return lambda error: f"{word} {error.validator_value}"


_COMPLAINTS: dict[str, Callable[[ValidationError], str]] = {
    "type": _type_complaint,
    "enum": lambda error: "is not one of those allowed",
    "const": lambda error: "is not the one allowed",
    "pattern": lambda error: "has not the right form",
    "minLength": lambda error: "is too short",
    "maxLength": lambda error: "is too long",
    "minItems": lambda error: "is empty" if not error.instance else "has too few entries",
    "maxItems": lambda error: "has too many entries",
    "minProperties": lambda error: "is empty" if not error.instance else "has too few keys",
    "uniqueItems": lambda error: "holds the same entry twice",
    "minimum": lambda error: "is too small",
    "maximum": lambda error: "is too large",
    "not": lambda error: "is not allowed",
    "anyOf": lambda error: "has none of the forms allowed",
    "oneOf": lambda error: "has none of the forms allowed" if error.context else "fits more than one form",
}
_REMEDIES: dict[str, Callable[[ValidationError], str]] = {
    "type": _type_remedy,
    "enum": lambda error: _choice(error.instance, error.validator_value, "take it out"),
    "const": lambda error: f"write `{error.validator_value}`",
    "pattern": _pattern_remedy,
    "minLength": _bound("characters wanted: at least"),
    "maxLength": _bound("characters wanted: at most"),
    "minItems": _bound("entries wanted: at least"),
    "maxItems": _bound("entries wanted: at most"),
    "minProperties": _bound("keys wanted: at least"),
    "uniqueItems": lambda error: "keep one of them",
    "minimum": _bound("it must be at least"),
    "maximum": _bound("it must be at most"),
    "anyOf": lambda error: _alternatives(error),
    "oneOf": lambda error: _alternatives(error),
}


def _alternatives(error: ValidationError) -> str:
    types: dict[str, None] = {}
    for inner in error.context or ():
        if inner.validator == "type" and not inner.relative_path:
            types.update((_TYPES[name], None) for name in _types(inner))
    if types:
        return f"write {' or '.join(types)}"
    inner = error.context or ()
    if inner and all(one.validator == "required" for one in inner):
        return "give " + " or ".join(f"`{key}`" for one in inner for key in one.validator_value)
    return "write it as the schema describes it"


def _choice(given: Any, allowed: Sequence[Any], otherwise: str) -> str:
    """Return the advice to write the allowed word nearest to `given`, or one of them."""
    words = [word if isinstance(word, str) else json.dumps(word) for word in allowed]
    if not words:
        return otherwise
    word_by_folded = {word.lower(): word for word in words}
    near = get_close_matches(str(given).lower(), word_by_folded, 1, 0.6)
    if near:
        return f"write `{word_by_folded[near[0]]}`"
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_CHOICES])
    return f"allowed are {shown}{' …' if len(words) > _MOST_CHOICES else ''}"


def _shown(value: Any) -> str:
    return f"「{_shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}」"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _named(pointer: Pointer) -> str:
    return f"`{pointer_text(pointer)}`" if pointer else "the file"
