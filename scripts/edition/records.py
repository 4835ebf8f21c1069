"""The bibliographic records: from placed YAML to `Record`.

The shape of a record is corpus/schema/document.schema.json; here stands what a
schema cannot say. Findings:

    B001 record-key          the key is not the name of the file
    B002 quote-not-found     words quoted from the source do not stand in it
    B003 value-not-quoted    a value taken from the source is not in its quote
    B004 no-such-date        a date that no calendar has, or an interval that runs backwards
    B005 stray-name-form     a reading or romanised form of a name the record does not have
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from edition.errors import Finding, Place
from edition.model import Access, Basis, NameForm, Record, Rights
from edition.yaml_place import PlacedYaml, Pointer
from edition.yaml_schema import check_schema

PlaceOf = Callable[[Pointer], Place]

#: Values about a document rather than words of it: no quote can hold them.
_DESCRIPTIVE = frozenset({"type", "language", "note", "number-of-pages", "URL"})
_SEPARATORS_RE = re.compile(r"[・、／/,;]")
_DIGITS_RE = re.compile(r"[0-9]+")


def parse_record(placed: PlacedYaml, schema: Mapping[str, Any]) -> tuple[Record | None, list[Finding]]:
    """Make the record of `placed`, or collect what keeps it from being one.

    Args:
        placed: corpus/documents/<key>.yml as read.
        schema: corpus/schema/document.schema.json.

    Returns:
        The record and no findings, or None and at least one.
    """
    findings = [*placed.findings, *check_schema(placed, schema)]
    if findings:
        return None, sorted(findings)
    raw = placed.value
    findings = sorted((*_iter_key_findings(placed), *_iter_value_findings(placed), *_iter_name_findings(placed)))
    if findings:
        return None, findings
    fields: dict[str, Any] = raw["record"]
    record = Record(
        key=raw["key"],
        short_title=raw["short_title"],
        csl={"id": raw["key"]} | {name: _csl_value(stated) for name, stated in fields.items() if "value" in stated},
        basis={name: _basis(stated) for name, stated in fields.items()},
        rights=_rights(raw["rights"]),
        sha256=raw["sha256"],
        place=Place(placed.path, 1),
        names=tuple(_name_form(row) for row in raw.get("names", ())),
        notes=tuple(raw.get("notes", ())),
    )
    return record, []


def check_own_quotes(record: Record, source_text: str, place_of: PlaceOf) -> list[Finding]:
    """Return a finding for each quote of the record that does not stand in its source.

    Line breaks and spaces count on neither side: the source breaks its lines
    where the page did. A quote that only supports an inference is held to the
    same test as one that states the fact.
    """
    source = _folded(source_text)
    quotes: list[tuple[Pointer, Basis]] = [(("record", name, "quote"), basis) for name, basis in record.basis.items()]
    quotes += [(("names", index, "quote"), form.basis) for index, form in enumerate(record.names)]
    return sorted(
        Finding(
            place_of(pointer),
            "B002",
            f"the quote 「{_shortened(basis.quote)}」 does not stand in the source of {record.key}",
            "quote the exact words of the source, or give another basis",
        )
        for pointer, basis in quotes
        if basis.quote and _folded(basis.quote) not in source
    )


def _iter_key_findings(placed: PlacedYaml) -> Iterator[Finding]:
    key = placed.value["key"]
    name = PurePosixPath(placed.path).stem
    if key != name:
        yield Finding(placed.place(("key",)), "B001", f"the key 「{key}」 is not the name of its file",
                      f"write `{name}`, or rename the file")


def _iter_value_findings(placed: PlacedYaml) -> Iterator[Finding]:
    for name, stated in placed.value["record"].items():
        value = stated.get("value")
        pointer: Pointer = ("record", name, "value")
        if isinstance(value, dict):
            yield from _iter_date_findings(value["date-parts"], placed.place(pointer))
        if stated["basis"] == "own" and name not in _DESCRIPTIVE:
            quote = _folded(stated["quote"])
            for part in _parts(value):
                if not _stands_in(part, quote):
                    yield Finding(placed.place(pointer), "B003",
                                  f"「{_shortened(part)}」 of `{name}` does not stand in its quote",
                                  "quote the words that say so, or write `basis: inferred` with the reason")


def _iter_date_findings(parts: Sequence[Sequence[int]], place: Place) -> Iterator[Finding]:
    for part in parts:
        try:
            date(*part, *(1, 1)[len(part) - 1 :])
        except ValueError:
            yield Finding(place, "B004", f"there is no day {_written(part)}", "correct the date")
    if len(parts) == 2 and list(parts[1]) < list(parts[0]):
        yield Finding(place, "B004", f"the interval ends on {_written(parts[1])}, before it begins",
                      "write the earlier date first")


def _iter_name_findings(placed: PlacedYaml) -> Iterator[Finding]:
    fields = placed.value["record"].values()
    known = {name for stated in fields if isinstance(stated.get("value"), list) for name in _parts(stated["value"])}
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(placed.value.get("names", ())):
        place = placed.place(("names", index, "name"))
        if row["name"] not in known:
            yield Finding(place, "B005", f"the record has no name 「{row['name']}」",
                          "write the name as the record has it, family and given name without a space")
        if (row["name"], row["form"]) in seen:
            yield Finding(place, "B005", f"the {row['form']} form of 「{row['name']}」 stands twice",
                          "keep one of them")
        seen.add((row["name"], row["form"]))


def _parts(value: Any) -> Iterator[str]:
    """Give the pieces of a value that a quote must hold, each on its own."""
    if isinstance(value, str):
        yield from (part for part in _SEPARATORS_RE.split(value) if part.strip())
    elif isinstance(value, list):
        yield from (name.get("literal") or name["family"] + name["given"] for name in value)
    else:
        yield from (str(number) for part in value["date-parts"] for number in part)


def _stands_in(part: str, folded_quote: str) -> bool:
    # The 1 of January is not the 1 of 2011.
    if part.isdecimal():
        return int(part) in map(int, _DIGITS_RE.findall(folded_quote))
    return _folded(part) in folded_quote


def _basis(stated: Mapping[str, Any]) -> Basis:
    return Basis(stated["basis"], stated.get("quote", ""), stated.get("source", ""), stated.get("reason", ""))


def _csl_value(stated: Mapping[str, Any]) -> Any:
    # CSL marks a date that is only inferred with `circa`, and styles print it so.
    value = stated["value"]
    if isinstance(value, dict) and stated["basis"] == "inferred":
        return {**value, "circa": True}
    return value


def _name_form(row: Mapping[str, Any]) -> NameForm:
    return NameForm(row["name"], row["form"], row["value"]["family"], row["value"]["given"], _basis(row))


def _rights(raw: Mapping[str, Any]) -> Rights:
    return Rights(raw["holder"], raw["basis"], raw["scope"], Access(raw["access"]), tuple(raw.get("excerpt", ())))


def _written(date_part: Sequence[int]) -> str:
    return "-".join(f"{number:02}" for number in date_part)


def _folded(text: str) -> str:
    return "".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
