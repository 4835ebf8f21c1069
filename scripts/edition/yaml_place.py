"""YAML of the corpus read as plain values that remember their lines.

Values are text, whole numbers, true, false, nothing, lists and mappings. Only
what YAML 1.2 and JSON agree on is taken for more than text: `true`, `false`,
`null`, `~`, an empty value, and whole numbers written without leading zeros.
Dates, `yes`, `no`, `1.10` and `007` stay the text the editor wrote.

Anchors, aliases, tags and merge keys are refused: a corpus file says
everything where it stands, and a quotation that begins with `*` or `&` is far
more often meant than an alias.

Findings (those of yaml_schema.py are Y003 to Y005):

    Y001 broken-yaml         the text is not YAML
    Y002 duplicate-key       a key stands twice in one mapping
    Y006 yaml-feature        YAML that the corpus does not use
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from edition.errors import Finding, Place

#: The way to a value: keys of mappings and indices of lists, from the top.
Pointer = tuple[str | int, ...]

# libyaml is ten times faster; PyYAML has it in every wheel, but not in every build from source.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML 1.1 (which PyYAML reads) also breaks lines at U+0085, U+2028, U+2029 and a lone CR, editors do
# not: refusing them keeps its line numbers equal to those an editor shows.
_REFUSED_RE = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]|\\r(?!\\n)"
)
# Longer runs of digits are digests or codes, not amounts.
_INTEGER_RE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 50

_REMEDIES = (
    ("mapping values", "put a value that holds 「: 」 in quotes, and align the keys of one mapping"),
    ("cannot start any token", "indent with spaces, and put a value that begins with a special character in quotes"),
    ("alphabetic or numeric", "put a value that begins with a special character in quotes"),
    ("end of stream", "close the quotation mark"),
    ("',' or", "close the bracket, and put a comma between its entries"),
    ("expected ':'", "write `key: value`, and indent the further lines of a value deeper than its key"),
    ("expected '-'", "align the entries of one list, each with its 「- 」"),
    ("expected key", "align the keys of one mapping, and close a quotation mark only at the end of the value"),
    ("block end", "align what belongs to one list or mapping"),
    ("escape", "write two backslashes for one, or use single quotes"),
)


@dataclass(frozen=True, slots=True)
class PlacedYaml:
    """The value of a YAML text and where each part of it stands.

    Args:
        path: path of the file below the repository.
        value: the plain value; None also when the text could not be read.
        lines: line, from 1, on which the value at a pointer begins; a list or
            mapping under a key begins with the key.
        key_lines: line of the key at a pointer.
        findings: what is wrong with the text as YAML.
    """

    path: str
    value: Any
    lines: Mapping[Pointer, int] = field(default_factory=dict)
    key_lines: Mapping[Pointer, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the text was YAML at all, so that `value` is what it says."""
        return all(finding.code != "Y001" for finding in self.findings)

    def place(self, pointer: Pointer = ()) -> Place:
        """Return where the value at `pointer` begins; of an absent one, what should hold it."""
        return self._nearest(self.lines, pointer)

    def key_place(self, pointer: Pointer) -> Place:
        """Return where the key at `pointer` stands; of a list's entry, the entry."""
        if pointer in self.key_lines:
            return Place(self.path, self.key_lines[pointer])
        return self.place(pointer)

    def _nearest(self, lines: Mapping[Pointer, int], pointer: Pointer) -> Place:
        for length in range(len(pointer), -1, -1):
            line = lines.get(pointer[:length])
            if line is not None:
                return Place(self.path, line)
        return Place(self.path, 1)


class _BrokenYamlError(Exception):
    """The text is not YAML: carries the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


def parse_yaml(text: str, path: str) -> PlacedYaml:
    """Read the YAML `text` of the file at `path`; mistakes become findings, never exceptions."""
    composer = _Composer(text, path)
    try:
        value = composer.compose()
    except _BrokenYamlError as error:
        return PlacedYaml(path, None, {}, {}, (*composer.findings, error.finding))
    return PlacedYaml(path, value, composer.lines, composer.key_lines, tuple(composer.findings))


def pointer_text(pointer: Pointer) -> str:
    """Return `pointer` as editors read it: `record.author[0].family`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in pointer)
    return text.removeprefix(".")


class _Composer:
    """Turns the events of one YAML text into a value, its lines and its findings."""

    # Composed from events, not nodes: nodes have lost their anchors, and PyYAML's
    # composer recurses without a bound on nested brackets.

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.lines: dict[Pointer, int] = {}
        self.key_lines: dict[Pointer, int] = {}
        self.findings: list[Finding] = []
        self.events: Iterator[Any] = iter(())

    def compose(self) -> Any:
        refused = _REFUSED_RE.search(self.text)
        if refused:
            line = self.text.count("\n", 0, refused.start()) + 1
            self._break(line, f"the character U+{ord(refused[0]):04X} cannot stand in YAML",
                        "take it out, or write it as an escape in double quotes")
        self.events = self._iter_events()
        value: Any = None
        n_documents = 0
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            n_documents += 1
            if n_documents > 1:
                self._refuse(event, "a second document begins with 「---」", "keep one document in a file")
                break
            value = self._value((), next(self.events), _line(event))
        return value

    def _iter_events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            self._break_at_mark(error)
        except (yaml.YAMLError, UnicodeError) as error:
            self._break(1, f"not readable as YAML: {error}".splitlines()[0], "correct the YAML")

    def _value(self, pointer: Pointer, event: Any, line: int) -> Any:
        """Return the value that begins with `event`; `line` is that of its key or entry."""
        if isinstance(event, yaml.AliasEvent):
            self.lines[pointer] = _line(event)
            self._refuse(event, f"the value of {_named(pointer)} begins with 「*」, a YAML alias",
                         "put the value in quotes, or write it out")
            return None
        self._refuse_decoration(pointer, event)
        if isinstance(event, yaml.ScalarEvent):
            self.lines[pointer] = _line(event)
            return _plain(event.value) if event.implicit[0] else event.value
        self.lines[pointer] = line
        if len(pointer) >= _DEEPEST:
            self._break(_line(event), f"nested deeper than {_DEEPEST} levels", "close the brackets")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(pointer)
        return self._mapping(pointer)

    def _list(self, pointer: Pointer) -> list[Any]:
        entries: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            entries.append(self._value((*pointer, len(entries)), event, _line(event)))
        return entries

    def _mapping(self, pointer: Pointer) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent) or not event.value:
                self._refuse(event, f"a key in {_named(pointer)} is not text", "write the key as text")
                self._skip(event)
                self._skip(next(self.events))
                continue
            key = event.value
            here = (*pointer, key)
            self._refuse_decoration(here, event)
            if key == "<<" and event.implicit[0]:
                self._refuse(event, "「<<」 is a YAML merge key", "write the keys out")
            if key in entries:
                self._find(_line(event), "Y002",
                           f"the key 「{key}」 stands twice in {_named(pointer)}, first on line {self.key_lines[here]}",
                           "keep one of them")
                self._skip(next(self.events))
                continue
            self.key_lines[here] = _line(event)
            entries[key] = self._value(here, next(self.events), _line(event))
        return entries

    def _skip(self, event: Any) -> None:
        """Read past the value that begins with `event`."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            event = next(self.events)

    def _refuse_decoration(self, pointer: Pointer, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"the value of {_named(pointer)} begins with 「&」, a YAML anchor",
                         "put the value in quotes, or take the anchor out")
        if event.tag is not None:
            self._refuse(event, f"the value of {_named(pointer)} begins with 「!」, a YAML tag",
                         "put the value in quotes, or take the tag out")

    def _refuse(self, event: Any, what: str, remedy: str) -> None:
        self._find(_line(event), "Y006", what, remedy)

    def _find(self, line: int, code: str, what: str, remedy: str) -> None:
        self.findings.append(Finding(Place(self.path, line), code, what, remedy))

    def _break(self, line: int, what: str, remedy: str) -> None:
        raise _BrokenYamlError(Finding(Place(self.path, line), "Y001", what, remedy))

    def _break_at_mark(self, error: yaml.MarkedYAMLError) -> None:
        problem = str(error.problem or error.context or "unknown")
        # An unclosed quotation is noticed behind the last line; where it begins is what must be mended.
        unclosed = "end of stream" in problem
        mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark or error.context_mark
        line = min(mark.line + 1, max(len(self.text.splitlines()), 1)) if mark else 1
        what = f"not readable as YAML: {problem}"
        if error.context_mark and error.context_mark.line + 1 < line:
            what += f", in what begins on line {error.context_mark.line + 1}"
        remedy = next((remedy for part, remedy in _REMEDIES if part in problem), "correct the YAML here or just above")
        self._break(line, what, remedy)


def _plain(text: str) -> str | int | bool | None:
    """Return what an unquoted scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER_RE.fullmatch(text) else text


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _named(pointer: Pointer) -> str:
    return f"`{pointer_text(pointer)}`" if pointer else "the file"
