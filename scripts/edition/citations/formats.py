"""Export formats: BibTeX, biblatex, RIS, CSL-JSON, Markdown, LaTeX and the plain link, as templates.

Slots are those of templates.py, with `id`, `place` (段落12（ファイルの3頁）), and `printed` (the inferred
printed page). A line of a template whose slot stays empty is left out: no field is written without a value.

Sources: BibTeX, "BibTeXing" (1988) and for `yomi` the style jecon.bst; biblatex manual 2.1–2.3;
RIS, "RIS format specifications" (2011); CSL-JSON, csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edition.citations.csl_items import (
    CslItem,
    author_form,
    author_names,
    citation_item,
    export_remark,
    name_forms,
    unknown_title,
)
from edition.citations.templates import JAPANESE_LABELS, SITE_TITLE, Pincite, fill
from edition.model import Record

_TEX_RE = re.compile(r"[\\{}&%#_$~^]")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_MARKDOWN_RE = re.compile(r"[\\`*_\[\]<>]")
_BIBTEX_TYPES = {"chapter": "incollection", "report": "techreport"}
_BIBLATEX_TYPES = {"chapter": "incollection", "report": "report"}
_RIS_TYPES = {"chapter": "CHAP", "report": "RPRT", "article": "ELEC", "document": "GEN", "webpage": "ELEC"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EMPTIED_RE = re.compile(r"⟦([a-z]+)(?::[a-z]+)?⟧")


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format one copies or downloads.

    Args:
        id: our name for it, permanent.
        name: its name for readers.
        takes_quotation: whether the words cited may stand before it, in 「」.
        template: makes its template from a record, for the whole (False) or a passage (True).
    """

    id: str
    name: str
    takes_quotation: bool
    template: Callable[[Record, bool], str]


def _tex(text: str) -> str:
    """Return text for a field of BibTeX or biblatex."""
    return _TEX_RE.sub(lambda match: _TEX.get(match[0], "\\" + match[0]), text)


def _tex_names(item: CslItem) -> str:
    names = []
    for name in item.get("author", ()):
        literal = name.get("literal")
        names.append(f"{{{_tex(literal)}}}" if literal else f"{_tex(name['family'])}, {_tex(name['given'])}")
    return " and ".join(names)


def _date_parts(item: CslItem) -> list[int]:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return [int(part) for part in parts]


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return a BibTeX entry: every value in braces but a month, which is a macro of every style."""
    rows = [
        f"  {name} = {value if value in _MONTHS else '{' + value + '}'}," for name, value in fields.items() if value
    ]
    return "\n".join([f"@{kind}{{{key},", *rows, "}"]) + "\n"


def _note(record: Record, is_passage: bool, escape: Callable[[str], str] = str) -> str:
    """Return the note: the place cited, what is inferred or unknown."""
    return ("⟦place⟧。" if is_passage else "") + escape(export_remark(record))


def _bibtex(record: Record, is_passage: bool) -> str:
    item = citation_item(record)
    parts = _date_parts(item)
    uncertain = bool(item.get("issued", {}).get("circa"))
    kind = _BIBTEX_TYPES.get(item["type"], "misc")
    reading = author_form(record, "reading")
    container = _tex(item.get("container-title", ""))
    publisher = _tex(item.get("publisher", ""))
    fields = {
        "author": _tex_names(item),
        "yomi": f"{reading.family}, {reading.given}" if reading else "",
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": container if kind == "incollection" else "",
        "howpublished": "、".join(part for part in (container, publisher) if part) if kind == "misc" else "",
        "series": _tex(item.get("collection-title", "")),
        "type": _tex(item.get("genre", "")) if kind == "techreport" else "",
        "number": _tex(item.get("number", "")),
        "publisher": publisher if kind == "incollection" else "",
        "institution": publisher if kind == "techreport" else "",
        "year": (f"[{parts[0]}]" if uncertain else str(parts[0])) if parts else "",
        "month": _MONTHS[parts[1] - 1] if len(parts) > 1 else "",
        "pages": "⟦printed⟧" if is_passage else "",
        "note": _note(record, is_passage, _tex),
        "url": "⟦url⟧",
        "urldate": "⟦accessed:iso⟧",
        "language": "japanese",
    }
    return _entry(kind, "⟦id⟧", fields)


def _biblatex(record: Record, is_passage: bool) -> str:
    item = citation_item(record)
    parts = _date_parts(item)
    date = "-".join(f"{part:02}" for part in parts)
    kind = _BIBLATEX_TYPES.get(item["type"], "misc")
    latin = author_form(record, "latin")
    container, publisher = _tex(item.get("container-title", "")), _tex(item.get("publisher", ""))
    fields = {
        "author": _tex_names(item),
        "sortname": f"{latin.family}, {latin.given}" if latin else "",
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": container if kind == "incollection" else "",
        "howpublished": container if kind == "misc" else "",
        "series": _tex(item.get("collection-title", "")),
        "type": _tex(item.get("genre", "")) if kind == "report" else "",
        "number": _tex(item.get("number", "")) if kind == "report" else "",
        "publisher": publisher if kind == "incollection" else "",
        "institution": publisher if kind == "report" else "",
        "organization": publisher if kind == "misc" else "",
        # "?" is EDTF for uncertain; biblatex reads it (manual, 2.3.8).
        "date": date + ("?" if item.get("issued", {}).get("circa") else "") if date else "",
        "pages": "⟦printed⟧" if is_passage else "",
        "note": _note(record, is_passage, _tex),
        "url": "⟦url⟧",
        "urldate": "⟦accessed:iso⟧",
        "langid": "japanese",
    }
    return _entry(kind, "⟦id⟧", fields)


def _ris(record: Record, is_passage: bool) -> str:
    item = citation_item(record)
    parts = _date_parts(item)
    names = [
        name.get("literal") or f"{name['family']}, {name['given']}" for name in item.get("author", ())
    ]
    day = "/".join(f"{part:02}" for part in parts)
    named = zip(("読み", "ローマ字"), _forms(record), strict=True)
    forms = [f"著者名の{label}: {form}" for label, form in named if form]
    rows = [
        ("TY", _RIS_TYPES[item["type"]]),
        ("ID", "⟦id⟧"),
        *(("AU", name) for name in names),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("T3", item.get("collection-title", "")),
        ("M3", item.get("genre", "")),
        ("M1", item.get("number", "")),
        ("PB", item.get("publisher", "")),
        ("PY", str(parts[0]) if parts else ""),
        ("DA", day + "/" * (3 - len(parts)) if parts else ""),
        ("SP", "⟦printed⟧" if is_passage else ""),
        ("N1", _note(record, is_passage)),
        *(("N1", form) for form in forms),
        ("UR", "⟦url⟧"),
        ("Y2", "⟦accessed:slashes⟧"),
        ("LA", "ja"),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in rows if value), "ER  - "]) + "\n"


def _forms(record: Record) -> tuple[str, str]:
    forms = name_forms(record)
    return forms.get("author-kana", ""), forms.get("author-latin", "")


def _csl_json(record: Record, is_passage: bool) -> str:
    item = citation_item(record)
    kind = item.pop("type")
    note = _note(record, is_passage)
    item |= {"id": "⟦id⟧", "URL": "⟦url⟧", "accessed": {"date-parts": [["⟦accessed:parts⟧"]]}}
    if is_passage:
        item |= {"page": "⟦printed⟧"}
    if note:
        item["note"] = note
    # One field a line, a field that is always there last: a line left out leaves JSON behind.
    item["type"] = kind
    return _json_lines(item)


def _json_lines(item: CslItem) -> str:
    """Return an item as JSON, a field a line; a date of access becomes numbers."""
    rows = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items()]
    return ("{\n" + ",\n".join(rows) + "\n}\n").replace('"⟦accessed:parts⟧"', "⟦accessed:parts⟧")


def _short(record: Record) -> str:
    """Return author, title and year in Japanese, for a link."""
    author = "・".join(author_names(record))
    if record.title is None:
        title = unknown_title(record).replace("[", "［").replace("]", "］")
    else:
        title = f"『{record.title}』" if record.csl.get("type") == "report" else f"「{record.title}」"
    item = citation_item(record)
    parts = _date_parts(item)
    year = f"{parts[0]}年" if parts else "発行年不明"
    return f"{author}{title}（{f'［{year}］' if item.get('issued', {}).get('circa') else year}）"


def _markdown(record: Record, is_passage: bool) -> str:
    words = _MARKDOWN_RE.sub(lambda match: "\\" + match[0], _short(record))
    return f"[{words}{'⟦place⟧' if is_passage else ''}](⟦url⟧)\n"


def _latex(record: Record, is_passage: bool) -> str:
    """Return a command of biblatex (needs hyperref) that goes with the .bib file of the document."""
    place = "⟦place⟧" if is_passage else "⟦url⟧"
    shown = rf"\href{{⟦url⟧}}{{{place}}}" if is_passage else rf"\url{{{place}}}"
    return rf"\autocite[{shown}]{{{record.key}}}" + "\n"


def _plain(record: Record, is_passage: bool) -> str:
    return "⟦url⟧\n"


FORMATS = (
    ExportFormat("markdown", "Markdown", True, _markdown),
    ExportFormat("plain", "アドレスだけ", True, _plain),
    ExportFormat("bibtex", "BibTeX", False, _bibtex),
    ExportFormat("biblatex", "biblatex", False, _biblatex),
    ExportFormat("ris", "RIS", False, _ris),
    ExportFormat("csl-json", "CSL-JSON", False, _csl_json),
    ExportFormat("latex", "LaTeX", False, _latex),
)


def event_templates() -> dict[str, str]:
    """Return the templates for an event of the site, by format."""
    item = {
        "id": "⟦id⟧", "title": "⟦title⟧", "container-title": SITE_TITLE, "URL": "⟦url⟧",
        "accessed": {"date-parts": [["⟦accessed:parts⟧"]]}, "language": "ja", "type": "webpage",
    }  # fmt: skip
    common = {"title": "{⟦title⟧}", "url": "⟦url⟧", "urldate": "⟦accessed:iso⟧"}
    ris = (
        ("TY", "ELEC"), ("ID", "⟦id⟧"), ("TI", "⟦title⟧"), ("T2", SITE_TITLE), ("UR", "⟦url⟧"),
        ("Y2", "⟦accessed:slashes⟧"), ("LA", "ja"), ("ER", ""),
    )  # fmt: skip
    return {
        "markdown": f"[「⟦title⟧」『{SITE_TITLE}』](⟦url⟧)\n",
        "plain": "⟦url⟧\n",
        "bibtex": _entry("misc", "⟦id⟧", {**common, "howpublished": SITE_TITLE}),
        "biblatex": _entry("online", "⟦id⟧", {**common, "organization": SITE_TITLE}),
        "ris": "".join(f"{tag}  - {value}\n" for tag, value in ris),
        "csl-json": _json_lines(item),
        "latex": f"\\href{{⟦url⟧}}{{「⟦title⟧」『{SITE_TITLE}』}}\n",
    }


def place_name(place: Pincite) -> str:
    """Return how a place is named in exports: 段落12（ファイルの3頁）."""
    name = f"{JAPANESE_LABELS[place.kind]}{place.number}"
    if place.page is None:
        return name
    return f"{name}（{f'{place.page}頁、推定' if place.is_printed else f'ファイルの{place.page}頁'}）"


def fill_export(
    template: str, values: Mapping[str, str], date: tuple[int, int, int] | None
) -> str:
    """Put values into the template of an export; a line with a slot left empty is left out.

    Args:
        template: the text with slots.
        values: value by name of slot.
        date: year, month and day of access, or None.
    """
    lines = [
        line
        for line in template.split("\n")
        if all(
            date is not None if match[1] == "accessed" else values.get(match[1])
            for match in _EMPTIED_RE.finditer(line)
        )
    ]
    return fill("\n".join(lines), values, date)


def export_values(record: Record, place: Pincite | None, url: str) -> dict[str, str]:
    """Return what fills the slots of an export of a document or of a passage of it."""
    if place is None:
        return {"id": record.key, "url": url}
    printed = f"[{place.page}]" if place.is_printed and place.page is not None else ""
    return {"id": place.id, "url": url, "place": place_name(place), "printed": printed}
