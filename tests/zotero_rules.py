"""What Zotero makes of a page's head, restated from its own translators.

Sources, read at zotero/translators 2814370 (2026-06-26): «Embedded Metadata.js» (EM, last changed 2026-04-27) and
«RDF.js» (last changed 2026-06-19); names are parted by `cleanAuthor` of zotero/utilities 4051881. Line numbers are of
those files. Only what our tags can set off is restated; a tag that would need more fails in `_refuse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: EM 88–108: prefixes known without a declaration; the URIs do not matter here.
PREFIXES = {"bib", "bibo", "dc", "dcterms", "prism", "foaf", "vcard", "link", "z", "eprint", "eprints", "og", "article"}
PREFIXES |= {"book", "music", "video", "so", "codemeta", "rdf"}
#: EM 42–64.
HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_series_title": "series",
    "citation_conference_title": "conferenceName",
    "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_public_url": "url",
    "citation_language": "language",
}
#: EM 299–316.
HIGHWIRE_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
#: Zotero's name of a field where it differs from the base field (schema.json of zotero/zotero-schema).
BASE_FIELDS = {
    "report": {"institution": "publisher", "reportNumber": "number", "reportType": "type", "seriesTitle": "series"},
    "bookSection": {"bookTitle": "publicationTitle"},
    "webpage": {"websiteTitle": "publicationTitle", "websiteType": "type"},
}


@dataclass
class Item:
    """The item Zotero saves."""

    type: str = ""
    creators: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def read_item(metas: list[tuple[str, str]], address: str) -> Item:
    """Return the item of a page.

    Args:
        metas: name (or property) and content of its meta elements, in order.
        address: address of the page.
    """
    _refuse(metas)
    statements: dict[str, list[str]] = {}
    highwire_type = guess = ""
    for name, value in metas:
        if not value:  # EM 256
            continue
        parts = re.split(r"[.:_]", name)
        # EM 265–273: of a name in three parts the second is tried as prefix first.
        second = parts[1].lower() if len(parts) > 2 else ""
        prefix = second if second in PREFIXES else parts[0].lower()
        if prefix in PREFIXES:  # EM 274–287
            length = len(parts[0]) + (len(parts[1]) + 1 if prefix == second else 0)
            local = name[length + 1 :]
            statements.setdefault(f"{prefix}:{local[:1].lower()}{local[1:]}", []).append(value)
        elif name in HIGHWIRE_TYPES:  # EM 299–316: the last one holds
            highwire_type = HIGHWIRE_TYPES[name]
        elif name in ("citation_title", "citation_series_title"):  # EM 317–320
            guess = guess or "journalArticle"
    item = Item(_rdf_type(statements, guess))
    _read_rdf(item, statements)
    _read_highwire(item, metas, highwire_type)
    if not item.fields.get("url"):  # EM 717–719
        item.fields["url"] = address
    if not re.match(r"(\w+:)?//", item.fields["url"]):  # EM 993–1027: put behind the page's address as it is
        item.fields["url"] = re.sub(r"([^/]/)[^/]+$", r"\1", address.partition("?")[0]) + item.fields["url"]
    return item


def _refuse(metas: list[tuple[str, str]]) -> None:
    names = [name for name, _ in metas]
    # EM 265–270 take its second part for the prefix `book:`; it would set no type.
    assert "citation_book_title" not in names
    # Not restated: relations of Dublin Core make parts and containers (RDF 282–304).
    assert not [name for name in names if name.lower().endswith(("ispartof", "relation", "haspart", ".source"))]


def _rdf_type(statements: dict[str, list[str]], guess: str) -> str:
    """RDF 277–859, detectType: the first that says something (815–818)."""
    stated = statements.get("z:itemType", [""])[0]  # RDF 497–502
    og = {"website": "webpage", "book": "book"}.get(statements.get("og:type", [""])[0], "")  # RDF 699–719
    dc = statements.get("dc:type", [""])[0]  # RDF 511–516
    known = dc if dc in {"report", "webpage", "document", "book", "thesis"} else ""
    og_guess = "journalArticle" if statements.get("og:type") == ["article"] else ""  # RDF 706
    return stated or og or known or guess or og_guess or "webpage"


def _first(statements: dict[str, list[str]], *names: str) -> str:
    return next((statements[name][0] for name in names if name in statements), "")


def _read_rdf(item: Item, statements: dict[str, list[str]]) -> None:
    """RDF 863–1340, importItem."""
    fields = item.fields
    fields["title"] = _first(statements, "dc:title", "dcterms:title", "og:title")  # 886–892
    item.creators = [part_name(name) for name in statements.get("dc:creator", [])]  # 918–956, 136–139
    fields["publicationTitle"] = _first(statements, "prism:publicationName", "dc:source")  # 960–967
    if not fields["publicationTitle"] and item.type in ("blogPost", "webpage"):  # 977–980
        fields["publicationTitle"] = _first(statements, "og:site_name")
    fields["rights"] = _first(statements, "dc:rights")  # 982
    fields["publisher"] = fields["institution"] = _first(statements, "dc:publisher")  # 1070–1113
    fields["date"] = _first(statements, "dc:date.issued", "dcterms:issued", "dc:date")  # 1116–1133
    fields["url"] = _first(statements, "og:url")  # 1211–1223
    fields["abstractNote"] = _first(statements, "og:description", "dcterms:abstract")  # 1229–1239
    fields["type"] = _first(statements, "dc:type")  # 1242, 1254–1265
    fields["language"] = _first(statements, "dc:language")  # 1317
    if "z:itemType" in statements:  # 866–869, 1327–1328
        fields["extra"] = _first(statements, "dc:description")


def _read_highwire(item: Item, metas: list[tuple[str, str]], highwire_type: str) -> None:
    """EM 401–569, addHighwireMetadata; of several tags of a name the first holds (EM 200–210)."""
    for name, target in HIGHWIRE.items():
        value = next((content for meta, content in metas if meta.endswith(name)), "")
        if value.strip():
            item.fields[target] = " ".join(value.split())
    authors = [content for name, content in metas if name.endswith("citation_author")]
    if authors:
        item.creators = [part_name(one) for one in _split_authors(authors)]
    first, last = (next((c for m, c in metas if m.endswith(f"citation_{end}page")), "") for end in ("first", "last"))
    if first:  # EM 471–492
        assert not re.search("[-–]", first + last)
        item.fields["pages"] = f"{first}-{last}" if last else first
    if highwire_type and highwire_type != item.type:  # EM 495–497
        item.type = highwire_type
    if not item.fields.get("url"):  # EM 565–568
        item.fields["url"] = next((c for m, c in metas if m == "citation_fulltext_html_url"), "")
    # EM 677–684: the title of the container is cut from the end of the title.
    if container := item.fields["publicationTitle"]:
        pattern = r"\s*[-–—=_:|~#]\s*" + re.escape(container) + r"\s*$"
        item.fields["title"] = re.sub(pattern, "", item.fields["title"], flags=re.IGNORECASE)


def _split_authors(nodes: list[str]) -> list[str]:
    """EM 572–601: one node with spaces on both sides of its comma is taken for two authors."""
    creators = [part for node in nodes for part in re.split(r"\s*;\s*", node)]
    if len(nodes) == len(creators) == 1:
        by_comma = re.split(r"\s*,\s*", creators[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            return by_comma
    return creators


def part_name(name: str) -> tuple[str, str]:
    """Return family and given name (utilities.js, cleanAuthor, with `useComma` where the name has a comma)."""
    has_comma = "," in name
    name = name.strip(" .,/[]:\u00a0")
    if has_comma:
        parts = re.split("[,،] ?", name)
        return parts[0], parts[1] if len(parts) > 1 else ""
    given, _, family = name.rpartition(" ")
    return family, given
