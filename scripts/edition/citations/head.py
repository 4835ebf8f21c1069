"""What a page says of itself to machines: the tags in its head.

Highwire Press tags are what Google Scholar and Zotero read first, Dublin Core
and Open Graph what others read, the links are signposts
(https://signposting.org/FAIR/). All describe the document; on the permanent
page of a passage the address and the page are those of the passage.

Which item Zotero makes of them follows from «Embedded Metadata.js» and
«RDF.js» of zotero/translators; tests/test_heads.py restates their rules. What
matters here: `z.itemType` names the type outright; `citation_inbook_title` and
`citation_technical_report_institution` would each set it too and must agree;
`citation_book_title` must not be used, since its second part is taken for the
prefix `book:`; `DC.description` becomes the field Extra; `DC.type` the kind of
report.

Addresses are absolute where the address of the site is known. Where it is not,
links are relative to the page, but Zotero, which puts a relative address behind
the page's without resolving it (relativeToAbsolute), is told none for the page
itself: it then takes the address of the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.citations.csl_items import CslItem, citation_item, inference_remark
from edition.citations.head_tags import HeadTag, Place, jsonld, link, meta
from edition.citations.jsonld import document_jsonld, passage_jsonld
from edition.edited import EditedDocument
from edition.model import Passage
from edition.pagination import Pagination
from edition.rights import is_source_published, is_visible

#: Zotero's item type by CSL type (zotero/zotero-schema); a column on a centre's site is a page of it.
ZOTERO_TYPES = {
    "article": "webpage",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "book": "book",
    "chapter": "bookSection",
    "document": "document",
    "interview": "interview",
    "manuscript": "manuscript",
    "paper-conference": "conferencePaper",
    "report": "report",
    "speech": "presentation",
    "thesis": "thesis",
    "treaty": "document",
    "webpage": "webpage",
}
#: Which tag names what a work stands in; any other type has it as `prism.publicationName`.
_CONTAINER_TAGS = {
    "journalArticle": "citation_journal_title",
    "bookSection": "citation_inbook_title",
    "conferencePaper": "citation_conference_title",
}
_PUBLISHER_TAGS = {
    "report": "citation_technical_report_institution",
    "thesis": "citation_dissertation_institution",
}
#: Where the namespaces of the dotted names are declared, after DCMI's «Expressing Dublin Core in HTML».
_SCHEMAS = (
    ("schema.DC", "http://purl.org/dc/elements/1.1/"),
    ("schema.DCTERMS", "http://purl.org/dc/terms/"),
    ("schema.prism", "http://prismstandard.org/namespaces/1.2/basic/"),
    ("schema.z", "http://www.zotero.org/namespaces/export#"),
)
#: Below the site: what else describes a document, with its media type; `{key}` is its citation key.
DESCRIBED_BY = (
    ("data/citations/{key}.json", "application/vnd.citationstyles.csl+json"),
    ("data/citations/{key}.bib", "application/x-bibtex"),
    ("data/citations/{key}.ris", "application/x-research-info-systems"),
    ("data/documents.json", "application/json"),
)
LICENCE_PAGE = "about/rights/"
_EXCERPT = 200


def overview_head(document: EditedDocument, pagination: Pagination, place: Place) -> list[HeadTag]:
    """Return the head of a document's overview, its landing page."""
    url = f"documents/{document.key}/"
    items = [link("item", place.address(page.url), "text/html") for page in pagination.pages]
    if is_source_published(document):
        items.append(link("item", place.address(f"data/tei/{document.key}.xml"), "application/tei+xml"))
        items.append(link("item", place.address(f"data/sources/{document.key}.txt"), "text/plain"))
    return [
        *_document_tags(document),
        *_addresses(place, url, url, pagination.pages[0].url),
        *_open_graph(document, place, url, _title(document)),
        *_signposts(place, document.key, url, "documents/"),
        *items,
        jsonld(document_jsonld(document, place.address)),
    ]


def reading_head(document: EditedDocument, url: str, title: str, place: Place) -> list[HeadTag]:
    """Return the head of a reading page; what is cited is the document.

    Args:
        document: the document.
        url: address of the page below the site.
        title: title of the page.
        place: where the page is.
    """
    landing = f"documents/{document.key}/"
    return [
        *_document_tags(document),
        *_addresses(place, landing, url, url),
        *_open_graph(document, place, url, title),
        *_signposts(place, document.key, landing, landing),
        jsonld(document_jsonld(document, place.address)),
    ]


def passage_head(
    document: EditedDocument,
    passage: Passage,
    kind_name: str,
    reading_url: str,
    printed: Mapping[int, int],
    place: Place,
) -> list[HeadTag]:
    """Return the head of the permanent page of a passage.

    Args:
        document: its document.
        passage: the passage.
        kind_name: what readers call its kind, for example 段落.
        reading_url: address below the site of the passage on its reading page.
        printed: printed number by page, inferred.
        place: where the page is.
    """
    url = f"p/{passage.id}/"
    locator = f"{kind_name} {passage.id}"
    excerpt = ""
    if passage.text and is_visible(document, passage):
        excerpt = passage.text if len(passage.text) <= _EXCERPT else passage.text[: _EXCERPT - 1] + "…"
    pages = _printed_pages(passage, printed)
    tags = [*_document_tags(document, locator), *_addresses(place, url, url, reading_url.partition("#")[0])]
    if pages:
        # As all that is inferred, in brackets: the numbers are counted from the one that survives.
        tags.append(meta("citation_firstpage", f"[{pages[0]}]"))
        if pages[-1] != pages[0]:
            tags.append(meta("citation_lastpage", f"[{pages[-1]}]"))
    canonical = [link("canonical", place.address(url))] if place.site else []
    return [
        *([meta("description", excerpt)] if excerpt else []),
        *canonical,
        *tags,
        *_open_graph(document, place, url, f"{passage.id} {_title(document)}", excerpt),
        *_signposts(place, document.key, url, f"documents/{document.key}/"),
        link("describedby", place.address("data/passages.jsonl"), "application/jsonl"),
        jsonld(passage_jsonld(document, passage, place.address, locator, pages)),
    ]


def _title(document: EditedDocument) -> str:
    return str(citation_item(document.record)["title"])


def _document_tags(document: EditedDocument, locator: str = "") -> list[HeadTag]:
    """Return Highwire and Dublin Core tags."""
    item = citation_item(document.record)
    item_type = ZOTERO_TYPES[item["type"]]
    remark = "。".join(filter(None, [locator, inference_remark(document.record).rstrip("。")]))
    tags = [link(rel, href) for rel, href in _SCHEMAS]
    tags += [meta("z.itemType", item_type), meta("citation_title", item["title"])]
    tags += [meta("citation_author", highwire_name(name)) for name in item.get("author", ())]
    tags += [meta("citation_editor", highwire_name(name)) for name in item.get("editor", ())]
    tags += _publication(item, item_type)
    tags.append(meta("citation_language", item.get("language", "ja")))
    tags.append(meta("DC.title", item["title"]))
    tags += [meta("DC.creator", highwire_name(name)) for name in item.get("author", ())]
    if "publisher" in item:
        tags.append(meta("DC.publisher", item["publisher"]))
    if written := _date(item, "-"):
        tags.append(meta("DCTERMS.issued", written))
    tags.append(meta("DC.language", item.get("language", "ja")))
    if "genre" in item:
        tags.append(meta("DC.type", item["genre"]))
    tags.append(meta("DC.identifier", locator.rpartition(" ")[2] or document.key))
    tags.append(meta("DC.rights", document.record.rights.holder))
    if remark:
        tags.append(meta("DC.description", f"{remark}。"))
    return tags


def _addresses(place: Place, cited: str, page: str, text: str) -> list[HeadTag]:
    """Return the address to cite and that of the text.

    Args:
        place: where the page is.
        cited: address below the site of what is cited: the page itself or one above it.
        page: that of the page.
        text: that of the page with the text.
    """
    if place.site:
        return [
            meta("citation_public_url", place.address(cited)),
            meta("citation_fulltext_html_url", place.address(text)),
        ]
    if cited == page:
        return []
    return [meta("citation_public_url", "../" * page.removeprefix(cited).count("/"))]


def _publication(item: CslItem, item_type: str) -> list[HeadTag]:
    """Return where and when the document came out."""
    tags = []
    if written := _date(item, "/"):
        tags.append(meta("citation_publication_date", written))
    if "publisher" in item:
        tags.append(meta(_PUBLISHER_TAGS.get(item_type, "citation_publisher"), item["publisher"]))
    if "container-title" in item:
        tags.append(meta(_CONTAINER_TAGS.get(item_type, "prism.publicationName"), item["container-title"]))
    if "collection-title" in item:
        tags.append(meta("citation_series_title", item["collection-title"]))
    if "number" in item and item_type == "report":
        tags.append(meta("citation_technical_report_number", item["number"]))
    for field in ("volume", "issue", "ISBN", "ISSN", "DOI"):
        if field in item:
            tags.append(meta(f"citation_{field.lower()}", str(item[field])))
    return tags


def highwire_name(name: Mapping[str, str]) -> str:
    """Return a name so that Zotero parts it rightly: 「family, given」, a body as one word.

    A comma is the only sign by which ZU.cleanAuthor tells the family name; without
    one it cuts at the last space, so a body with a space in its name gets a final comma.
    """
    if "literal" in name:
        return f"{name['literal']}," if " " in name["literal"] else name["literal"]
    return ", ".join(filter(None, [name.get("family", ""), name.get("given", "")]))


def _date(item: CslItem, mark: str) -> str:
    """Return the date of issue with its parts between `mark`s; "" when it is unknown.

    Google Scholar wants slashes in `citation_publication_date`, DCMI hyphens.
    """
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return mark.join(f"{part:02}" for part in parts)


def _printed_pages(passage: Passage, printed: Mapping[int, int]) -> list[int]:
    """Return the printed numbers of the pages on which a passage stands."""
    pages = {page for page in (passage.page, *(start.page for start in passage.page_starts)) if page}
    return sorted(printed[page] for page in pages if page in printed)


def _open_graph(
    document: EditedDocument, place: Place, url: str, title: str, description: str = ""
) -> list[HeadTag]:
    """Return what a link to the page looks like elsewhere; its `url` must be absolute."""
    said = description or f"{_title(document)}（{document.record.short_title}）"
    tags = [
        meta("og:title", title),
        meta("og:type", "article"),
        meta("og:site_name", place.site_name),
        meta("og:locale", "ja_JP"),
        meta("og:description", said),
    ]
    if place.site:
        tags.append(meta("og:url", place.address(url)))
    return tags


def _signposts(place: Place, key: str, cite_as: str, collection: str) -> list[HeadTag]:
    """Return what to cite, what describes it, to what it belongs and on what terms it is here."""
    return [
        link("cite-as", place.address(cite_as)),
        *(link("describedby", place.address(path.format(key=key)), kind) for path, kind in DESCRIBED_BY),
        link("collection", place.address(collection)),
        link("license", place.address(LICENCE_PAGE)),
    ]
