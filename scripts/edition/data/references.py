"""The cited works as data: references.json (CSL-JSON), references.bib (BibTeX), citations.json.

CSL-JSON as its schema has it (https://github.com/citation-style-language/schema, csl-data.json, 1.0.2); what CSL has
no field for stands in `custom`. BibTeX has the standard entry types and fields of btxdoc, and of biblatex `date`,
`eventtitle` and `langid`, which BibTeX passes over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from edition.annotate.references import Citation, References, Work, document_of
from edition.annotate.selectors import Quote

DATES = ("issued", "event-date")
_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
}
_BIBTEX_FIELDS = {
    "title": "title",
    "container-title": "booktitle",
    "collection-title": "series",
    "chapter-number": "chapter",
    "event-title": "eventtitle",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "genre": "type",
    "URL": "url",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {"ja": "japanese", "en": "english", "ko": "korean"}
_SPECIAL_RE = re.compile(r"[\\{}$&#%_^~]")
_ESCAPES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def format_references(references: References, withheld: frozenset[str]) -> dict[str, str]:
    """Return the data of the references: content by path below docs/; nothing when there are none.

    Args:
        references: the references, free of findings.
        withheld: ids of passages whose text the site may not show; their words are left out, and so is a
            work that no other passage cites.
    """
    if not references.works and not references.unresolvable:
        return {}
    works = [
        work
        for work in references.works.values()
        if any(citation.passage not in withheld for citation in references.of_work(work.id))
    ]
    shown = frozenset(work.id for work in works)
    items = [item_record(work, references.of_work(work.id), withheld) for work in works]
    rows = list(_iter_entries(references, shown, withheld))
    return {
        "data/references.json": json.dumps(items, ensure_ascii=False, indent=1) + "\n",
        "data/references.bib": "\n".join(bibtex_entry(work) for work in works),
        "data/citations.json": json.dumps(rows, ensure_ascii=False, indent=1) + "\n",
    }


def csl_date(edtf: str) -> dict[str, Any]:
    """Return a date or an interval as CSL date parts."""
    return {"date-parts": [[int(part) for part in end.split("-")] for end in edtf.split("/")]}


def csl_item(work: Work) -> dict[str, Any]:
    """Return the bare CSL-JSON item of a work."""
    fields = {name: csl_date(value) if name in DATES else value for name, value in work.csl.items()}
    return {"id": work.id, **fields}


def item_record(work: Work, citations: Sequence[Citation], withheld: frozenset[str]) -> dict[str, Any]:
    """Return a work as a CSL-JSON item, with its evidence and the places that cite it in `custom`."""
    custom: dict[str, Any] = {
        "url": work.url,
        "description": work.description or None,
        "note": work.note or None,
        "evidence": [_quote_record(quote, withheld) for quote in work.evidence],
        "basis": {
            name: {"reason": basis.reason, "source": basis.source or None} for name, basis in work.basis.items()
        },
        "entity": work.entity or None,
        "entities": list(work.entities),
        "see": list(work.see),
        "citations": [citation_record(citation, withheld) for citation in citations],
    }
    return {**csl_item(work), "custom": custom}


def _quote_record(quote: Quote, withheld: frozenset[str]) -> dict[str, Any]:
    return {"passage": quote.passage, "quote": None if quote.passage in withheld else quote.exact}


def citation_record(citation: Citation, withheld: frozenset[str]) -> dict[str, Any]:
    """Return a place that cites."""
    is_shown = citation.passage not in withheld
    return {
        "document": citation.document,
        **_quote_record(citation.quote, withheld),
        "start": citation.start if is_shown else None,
        "form": citation.form.value,
        "from": citation.origin or None,
        "locator": citation.locator or None,
        "certainty": citation.certainty.value,
        "reason": citation.reason or None,
        "permalink": f"p/{citation.passage}/",
    }


def _iter_entries(references: References, shown: frozenset[str], withheld: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield every note, list entry and citing passage with the works it cites, or why it leads to none."""
    unresolvable = {row.passage: row for row in references.unresolvable}
    passages = dict.fromkeys((*references.entries, *(citation.passage for citation in references.citations)))
    for passage in passages:
        works = dict.fromkeys(citation.work for citation in references.on(passage) if citation.work in shown)
        row = unresolvable.get(passage)
        status = "unresolvable" if row else "withheld" if passage in withheld and not works else "resolved"
        yield {
            "passage": passage,
            "document": document_of(passage),
            "entry": passage in references.entries,
            "status": status,
            "works": list(works),
            "kind": row.kind.value if row else None,
            "reason": row.reason if row else None,
        }


def _escape(text: str) -> str:
    return _SPECIAL_RE.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)


def _bibtex_name(name: Mapping[str, Any]) -> str:
    if "literal" in name:
        return "{" + _escape(name["literal"]) + "}"
    # A comma inside the braces of a given name would count as a separator, so a suffix stands in its own part.
    parts = [name["family"], *filter(None, [name.get("suffix"), name.get("given")])]
    return ", ".join(_escape(part) for part in parts)


def _bibtex_fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the fields of a work, each value with its braces; macros of months have none."""
    csl = work.csl
    kind = _BIBTEX_TYPES.get(csl["type"], "misc")
    for role in ("author", "editor"):
        if role in csl:
            yield role, "{" + " and ".join(_bibtex_name(name) for name in csl[role]) + "}"
    for field, name in _BIBTEX_FIELDS.items():
        if field not in csl:
            continue
        key = name
        if field == "container-title" and kind in ("article", "misc"):
            key = "journal" if kind == "article" else "howpublished"
        elif field == "publisher" and kind == "techreport":
            key = "institution"
        elif field == "event-title" and kind == "inproceedings":
            yield "booktitle", "{" + _escape(csl[field]) + "}"
        value = csl[field] if field == "URL" else _escape(csl[field])
        if field == "page":
            value = value.replace("-", "--")
        # Double braces keep the capitals of a title.
        yield key, "{{" + value + "}}" if field == "title" else "{" + value + "}"
    date = csl.get("issued", csl.get("event-date", ""))
    if date:
        yield "date", "{" + date + "}"
        year, *rest = date.split("/")[0].split("-")
        yield "year", "{" + year + "}"
        if rest:
            yield "month", _MONTHS[int(rest[0]) - 1]
    if "language" in csl:
        yield "langid", "{" + _LANGUAGES[csl["language"]] + "}"
    if work.description and not work.title:
        yield "note", "{" + _escape(work.description) + "}"
    if work.note:
        # Styles print `note`, but not `annote`: what the editor remarks is no part of a reference.
        yield "annote", "{" + _escape(work.note) + "}"


def bibtex_entry(work: Work) -> str:
    """Return a work as a BibTeX entry, with a newline at its end."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(work))
    return f"@{_BIBTEX_TYPES.get(work.csl['type'], 'misc')}{{{work.id},\n{fields}}}\n"
