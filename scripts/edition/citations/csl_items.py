"""CSL-JSON items: what a citation of a document may say, known and inferred kept apart.

Format: CSL 1.0.2, csl-data.json (https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json).
What the record infers stands in square brackets, as cataloguers write it (ISBD A.8), an inferred date as an
uncertain one; what it does not know is said to be unknown or left to the style. Nothing is filled in.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from enum import Enum
from typing import Any

from edition.model import NameForm, Record

CslItem = dict[str, Any]

UNKNOWN_CHAPTER, UNKNOWN_TITLE = "[章題未詳]", "[題未詳]"
UNKNOWN_YEAR = "発行年不明"
#: Fields of a record that a citation uses, in the order in which exports write them.
_FIELDS = (
    "type", "title", "author", "editor", "translator", "container-title", "collection-title", "genre", "number",
    "volume", "issue", "publisher", "publisher-place", "issued", "page", "DOI", "ISBN", "ISSN", "language",
)  # fmt: skip
#: Words about the document (genre) and the number are no transcription: they take no brackets.
_BRACKETED = frozenset({"title", "container-title", "collection-title", "publisher", "publisher-place"})
_FIELD_NAMES = {
    "title": "題名", "author": "著者", "container-title": "収録元", "collection-title": "叢書", "genre": "種別",
    "number": "番号", "publisher": "発行者", "publisher-place": "発行地", "issued": "発行日", "page": "頁",
}  # fmt: skip


class Usage(Enum):
    """For what an item is made: the rules differ in what they do with the same facts."""

    EXPORT = "export"
    WESTERN = "western"
    SIST = "sist"
    JAPANESE_NOTE = "note"


def unknown_title(record: Record) -> str:
    """Return what stands where the title of the record is unknown."""
    return UNKNOWN_CHAPTER if record.csl.get("type") == "chapter" else UNKNOWN_TITLE


def _is_inferred(record: Record, field: str) -> bool:
    basis = record.basis.get(field)
    return basis is not None and basis.status == "inferred"


def citation_item(record: Record, usage: Usage = Usage.EXPORT) -> CslItem:
    """Return the CSL-JSON item of a document.

    Args:
        record: its record.
        usage: for what; EXPORT gives the item as CSL-JSON files hold it.

    Returns:
        a new item: id, known fields, inferred ones marked; no address and no access date.
    """
    item: CslItem = {"id": record.key}
    for field in _FIELDS:
        value = copy.deepcopy(record.csl.get(field))
        if value is None:
            continue
        if field in _BRACKETED and isinstance(value, str) and _is_inferred(record, field):
            value = f"[{value}]"
        item[field] = value
    item.setdefault("title", unknown_title(record))
    if "issued" in item and _is_inferred(record, "issued"):
        item["issued"]["circa"] = True
    if usage is Usage.EXPORT:
        if remark := export_remark(record):
            item["note"] = remark
        if custom := name_forms(record):
            item["custom"] = custom
    elif usage is Usage.WESTERN:
        _suit_western_styles(item)
    elif usage is Usage.SIST:
        _suit_sist(item)
    else:
        _suit_japanese_notes(item, record)
    return item


def _suit_western_styles(item: CslItem) -> None:
    """Let the styles of Chicago, APA and MLA see what kind of thing this is.

    To them the type `article` is a preprint and a `document` an archival paper;
    a column of a centre's site, or an essay of which only the copy here can be
    cited, is cited as a page of a site. An inferred date is given by its year alone:
    the styles mark the year as uncertain, but some print the month as if it were known.
    """
    if item["type"] in ("article", "document"):
        item["type"] = "webpage"
    if item.get("issued", {}).get("circa"):
        item["issued"]["date-parts"] = [item["issued"]["date-parts"][0][:1]]


def _suit_sist(item: CslItem) -> None:
    """Write dates as SIST 02 wants them; its style file knows no uncertain date and none unknown."""
    if "issued" not in item:
        item["issued"] = {"literal": UNKNOWN_YEAR}
    else:
        year = str(item["issued"]["date-parts"][0][0])
        item["issued"] = {"literal": f"[{year}]" if item["issued"].get("circa") else year}


def placed_sist_item(item: CslItem, place: str) -> CslItem:
    """Return an item that names the place cited where SIST 02 puts the pages: behind the year.

    The style file has no cited place of its own, only pages of the whole; for a
    report their number stands there, for other things nothing does, so the year carries it.
    """
    if item["type"] == "report":
        return {**item, "number-of-pages": place}
    return {**item, "issued": {"literal": f"{item['issued']['literal']}, {place}"}}


def _suit_japanese_notes(item: CslItem, record: Record) -> None:
    """Use full-width brackets, and leave an unknown title to the style, which sets it without 「」."""
    if record.title is None:
        del item["title"]
    for field, value in item.items():
        if field in _BRACKETED and isinstance(value, str) and _is_inferred(record, field):
            item[field] = f"［{value[1:-1]}］"


def inference_remark(record: Record) -> str:
    """Return which fields are inferred or unknown, in a sentence, or ""."""
    inferred = [name for field, name in _FIELD_NAMES.items() if field in record.csl and _is_inferred(record, field)]
    unknown = [
        name
        for field, name in _FIELD_NAMES.items()
        if field in record.basis and field not in record.csl and field not in ("page", "number")
    ]
    parts = []
    if inferred:
        parts.append(f"推定：{'、'.join(inferred)}。")
    if unknown:
        parts.append(f"未詳：{'、'.join(unknown)}。")
    return "".join(parts)


def export_remark(record: Record) -> str:
    """Return the remark of an export: what is inferred or unknown, and where the original is; or ""."""
    url = record.csl.get("URL")
    return inference_remark(record) + (f"原資料の所在：{url}" if url else "")


def author_form(record: Record, form: str) -> NameForm | None:
    """Return how the name of the first author is read ("reading") or romanised ("latin"), if recorded."""
    authors = record.csl.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    name = author_name(first)
    return next((row for row in record.names if row.form == form and row.name == name), None)


def author_name(name: Mapping[str, str]) -> str:
    """Return a CSL name as written in Japanese: the family name first, no space."""
    return name.get("literal") or f"{name.get('family', '')}{name.get('given', '')}"


def author_names(record: Record) -> list[str]:
    """Return the authors' names as written in Japanese."""
    authors = record.csl.get("author")
    return [author_name(name) for name in authors] if isinstance(authors, list) else []


def name_forms(record: Record) -> dict[str, str]:
    """Return kana and Latin forms of the first author's name, as far as the record has them.

    CSL-JSON has no field for them; its schema names `custom` as the place for what has none.
    """
    forms = {}
    for form, label in (("reading", "author-kana"), ("latin", "author-latin")):
        if found := author_form(record, form):
            joined = f"{found.family} {found.given}" if form == "reading" else f"{found.family}, {found.given}"
            forms[label] = joined.strip()
    return forms
