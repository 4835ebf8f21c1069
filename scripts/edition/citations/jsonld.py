"""A document and a passage as schema.org describes works (https://schema.org/CreativeWork), in JSON-LD.

What is only inferred is left out or stands in the words the record gives it:
a machine that reads `datePublished` cannot see a bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from edition.citations.csl_items import author_name, inference_remark, unknown_title
from edition.edited import EditedDocument
from edition.model import Passage, PassageKind, Record

Address = Callable[[str], str]

CONTEXT = "https://schema.org"
#: schema.org's type by CSL type; what has none is a CreativeWork.
_TYPES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "manuscript": "Manuscript",
    "paper-conference": "ScholarlyArticle",
    "report": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}


def document_jsonld(document: EditedDocument, address: Address) -> dict[str, Any]:
    """Return a document as a schema.org work.

    Args:
        document: the document.
        address: gives the address of a path below the site.
    """
    rights = document.record.rights
    terms = {"copyrightNotice": rights.holder, "conditionsOfAccess": rights.scope}
    return {"@context": CONTEXT, **_work(document, address), **terms}


def passage_jsonld(
    document: EditedDocument, passage: Passage, address: Address, name: str, pages: Sequence[int]
) -> dict[str, Any]:
    """Return a passage as a part of its document.

    Args:
        document: its document.
        passage: the passage.
        address: gives the address of a path below the site.
        name: what the passage is called.
        pages: printed numbers of its pages, inferred.
    """
    url = address(f"p/{passage.id}/")
    part: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Table" if passage.kind is PassageKind.TABLE else "CreativeWork",
        "@id": url,
        "url": url,
        "name": f"{name}（{document.record.short_title}）",
        "identifier": passage.id,
        "position": passage.id.rpartition(".")[2],
        "inLanguage": document.record.csl.get("language", "ja"),
        "isPartOf": _work(document, address),
    }
    if pages:
        part["description"] = f"印刷頁の推定：{'–'.join(str(page) for page in sorted({pages[0], pages[-1]}))}"
    return part


def _work(document: EditedDocument, address: Address) -> dict[str, Any]:
    record = document.record
    csl: Mapping[str, Any] = record.csl
    url = address(f"documents/{document.key}/")
    work: dict[str, Any] = {
        "@type": _TYPES.get(str(csl.get("type")), "CreativeWork"),
        "@id": url,
        "url": url,
        "name": record.title or unknown_title(record),
        "identifier": document.key,
        "inLanguage": csl.get("language", "ja"),
        "usageInfo": address("about/rights/"),
    }
    if authors := csl.get("author"):
        work["author"] = [_agent(record, name) for name in authors]
    if editors := csl.get("editor"):
        work["editor"] = [_agent(record, name) for name in editors]
    if publisher := _certain(record, "publisher"):
        work["publisher"] = {"@type": "Organization", "name": publisher}
    if issued := _certain(record, "issued"):
        work["datePublished"] = "-".join(f"{part:02}" for part in issued["date-parts"][0])
    if container := _certain(record, "container-title"):
        work["isPartOf"] = {"@type": "CreativeWork", "name": container}
    if genre := _certain(record, "genre"):
        work["genre"] = genre
    if csl.get("type") == "report" and (number := _certain(record, "number")):
        work["reportNumber"] = number
    if original := csl.get("URL"):
        work["isBasedOn"] = original
    if remark := inference_remark(record):
        work["description"] = remark
    return work


def _certain(record: Record, field: str) -> Any:
    """Return the value of a field, None where it is unknown or inferred."""
    basis = record.basis.get(field)
    return None if basis is None or basis.status == "inferred" else record.csl.get(field)


def _agent(record: Record, name: Mapping[str, str]) -> dict[str, Any]:
    """Return a person or a body with every form of the name the record has."""
    written = author_name(name)
    if "literal" in name:
        return {"@type": "Organization", "name": written}
    agent: dict[str, Any] = {
        "@type": "Person",
        "name": written,
        "familyName": name.get("family", ""),
        "givenName": name.get("given", ""),
    }
    forms = [f"{form.family} {form.given}".strip() for form in record.names if form.name == written]
    if forms:
        agent["alternateName"] = forms
    return agent
