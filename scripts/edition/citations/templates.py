"""Templates: a citation with slots for what differs from passage to passage.

Each style formats each document once, with unlikely values where passage
number, address and access date stand; these become slots ⟦n⟧, ⟦page⟧, ⟦url⟧ and
⟦accessed:form⟧. Python (`fill`) and docs/assets/citation/citation.js put the
real values in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from edition.citations.csl_items import CslItem, Usage, citation_item, placed_sist_item
from edition.citations.styles import STYLES, CitationError, Rich, Style, format_all
from edition.identity.ledger import digest_text, split_id
from edition.model import Passage, Record

SITE_TITLE = "日韓・日米韓安全保障協力 資料コーパス"
EVENT = "event"
_NUMBER, _URL, _TITLE = "90713", "https://url.invalid/", "題九〇七一三"
_ACCESSED = {"date-parts": [[2099, 12, 31]]}
#: The stand-in access date as the styles write it, and the name of that way of writing.
_ACCESSED_FORMS = {
    "December 31, 2099": "mdy", "31 Dec. 2099": "dmy", "2099-12-31": "iso", "2099年12月31日": "ja",
}  # fmt: skip
_SLOT_RE = re.compile(r"⟦([a-z]+)(?::([a-z]+))?⟧")
#: A title that only says there is none is a description, which no style puts in quotation marks (CMOS 14.86, MLA 5.28).
_QUOTED_DESCRIPTION_RE = re.compile(r"“(\[[章題]*未詳\][,.]?)”")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_SERIES = {"": "para", "n": "note", "t": "table", "f": "figure"}
_WESTERN_LOCATORS = {"para": f"para. {_NUMBER}", "note": f"n. {_NUMBER}", "figure": f"fig. {_NUMBER}"}
JAPANESE_LABELS = {"para": "段落", "note": "注", "table": "表", "figure": "図"}
#: How the page is named beside the number: that of the source file, or the printed one, which is inferred.
PAGES = {
    Usage.WESTERN: {"file": ", p. ⟦p⟧ of the source file", "printed": ", p. [⟦p⟧]"},
    Usage.SIST: {"file": "ファイルの⟦p⟧頁, ", "printed": "⟦p⟧頁（推定）, "},
    Usage.JAPANESE_NOTE: {"file": "ファイルの⟦p⟧頁、", "printed": "⟦p⟧頁（推定）、"},
}


@dataclass(frozen=True, slots=True)
class Pincite:
    """The place of a passage, as far as a citation names it.

    Args:
        id: id of the passage.
        page: page of the source file, or the printed one; None when unknown.
        is_printed: whether `page` is the (inferred) printed number.
        digest: first 8 hexadecimal digits of the digest of its text.
    """

    id: str
    page: int | None
    is_printed: bool
    digest: str

    @property
    def kind(self) -> str:
        """What is numbered: "para", "note", "table" or "figure"."""
        return _SERIES[split_id(self.id)[1]]

    @property
    def number(self) -> int:
        """The number in its series."""
        return split_id(self.id)[2]

    @property
    def path(self) -> str:
        """The address below the site, with the digest of the text cited."""
        return f"p/{self.id}/?d={self.digest}"


def pincite(passage: Passage, printed: Mapping[int, int]) -> Pincite:
    """Return what a citation says of a passage.

    Args:
        passage: the passage.
        printed: printed number by page of the source file.
    """
    page = passage.page
    if page is None and passage.page_starts:
        page = passage.page_starts[0].page
    shown = printed.get(page, page) if page is not None else None
    return Pincite(passage.id, shown, page in printed, digest_text(passage.text)[:8])


def cite_attributes(passage: Passage, printed: Mapping[int, int]) -> str:
    """Return the attributes by which citation.js knows a passage, with a space before them."""
    place = pincite(passage, printed)
    page = f' data-{"printed" if place.is_printed else "page"}="{place.page}"' if place.page is not None else ""
    return f' data-cite="{place.id}" data-digest="{place.digest}"{page}'


@dataclass(frozen=True, slots=True)
class StyleTemplates:
    """What a style makes of one document.

    Args:
        document: parts of the citation of the whole: the note, or short form and entry, or entry.
        passage: the same for a passage.
        entry: the entry of a list of works for the whole.
    """

    document: tuple[Rich, ...]
    passage: tuple[Rich, ...]
    entry: Rich


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates: by style and document (or EVENT), and the labels of the numbers by style and kind."""

    by_style: Mapping[str, Mapping[str, StyleTemplates]]
    labels: Mapping[str, Mapping[str, str]]


def make_templates(records: Sequence[Record]) -> Templates:
    """Let every style format every document.

    Raises:
        CitationError: when a style leaves a value no slot can be found for.
    """
    formatted = format_all([(style, _requests(style, records)) for style in STYLES])
    by_style: dict[str, dict[str, StyleTemplates]] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for style, results in zip(STYLES, formatted, strict=True):
        western = style.usage is Usage.WESTERN
        keys = [*(record.key for record in records), EVENT]
        places = results[2 * len(records) + 1 :]
        labels[style.id] = _labels([result.citation.text for result in places]) if western else JAPANESE_LABELS
        by_style[style.id] = {}
        for index, key in enumerate(keys):
            # An event has no passages: it is formatted once, last of all.
            whole, part = results[2 * index : 2 * index + 2] if key != EVENT else [results[2 * len(records)]] * 2
            label = labels[style.id]["para"]
            parts = [_parts(style, result.citation, result.entry, label) for result in (whole, part)]
            by_style[style.id][key] = StyleTemplates(parts[0], parts[1], _with_slots(style, whole.entry, label))
    return Templates(by_style, labels)


def _requests(style: Style, records: Sequence[Record]) -> list[tuple[CslItem, str]]:
    """Return each document without and with a place, an event, and the places a label is needed for."""
    variable = {"URL": _URL, "accessed": _ACCESSED}
    items = [citation_item(record, style.usage) | variable for record in records]
    event = {"id": EVENT, "type": "webpage", "title": _TITLE, "container-title": SITE_TITLE, **variable}
    requests: list[tuple[CslItem, str]] = []
    for item in items:
        if style.usage is Usage.WESTERN:
            requests += [(item, ""), (item, _WESTERN_LOCATORS["para"])]
        elif style.usage is Usage.SIST:
            requests += [(item, ""), (placed_sist_item(item, f"段落{_NUMBER}"), "")]
        else:
            requests += [(item, ""), (item, f"{{段落{_NUMBER}}}")]
    requests.append((event, ""))
    if style.usage is Usage.WESTERN:
        requests += [(items[0], locator) for locator in _WESTERN_LOCATORS.values()]
    return requests


def _labels(citations: Sequence[str]) -> dict[str, str]:
    """Return the words before the number, read off formatted citations in the order of _WESTERN_LOCATORS."""
    found = {}
    for kind, text in zip(_WESTERN_LOCATORS, citations, strict=True):
        match = re.search(rf"([A-Za-z]+\.?\s){_NUMBER}", text)
        if match is None:
            raise CitationError(f"no label before the number in 「{text}」")
        found[kind] = match[1]
    # Pandoc reads no locator "table"; the word goes where that of a figure goes.
    found["table"] = "Table " if found["figure"][0].isupper() else "table "
    return found


def _parts(style: Style, citation: Rich, entry: Rich, label: str) -> tuple[Rich, ...]:
    """Return what one copies: a note; a short form and its entry; or an entry."""
    chosen = {"note": (citation,), "in-text": (citation, entry), "entry": (entry,)}[style.form]
    return tuple(_with_slots(style, rich, label) for rich in chosen)


def _with_slots(style: Style, rich: Rich, label: str) -> Rich:
    return Rich(_slotted(style, rich.text, label), _slotted(style, rich.html, label))


def _slotted(style: Style, text: str, label: str) -> str:
    """Return a formatted text with slots for the stand-ins, without SIST 02's running number."""
    text = re.sub(r"^\(\d+\)\s*", "", text) if style.form == "entry" else text
    text = _QUOTED_DESCRIPTION_RE.sub(r"\1", text)
    place = "⟦label⟧⟦n⟧⟦page⟧" if style.usage is Usage.WESTERN else "⟦page⟧⟦label⟧⟦n⟧"
    text = text.replace(f"{label}{_NUMBER}", place).replace(_URL, "⟦url⟧").replace(_TITLE, "⟦title⟧")
    for written, form in _ACCESSED_FORMS.items():
        text = text.replace(written, f"⟦accessed:{form}⟧")
    if _NUMBER in text or "2099" in text:
        raise CitationError(f"{style.id} writes a number or access date in a way not known: 「{text}」")
    return text


def written_date(form: str, date: tuple[int, int, int] | None) -> str:
    """Return a date in one of the ways the styles write it; None gives a gap to be filled in."""
    if date is None:
        return {"ja": "［閲覧日］", "iso": "[閲覧日]"}.get(form, "[access date]")
    year, month, day = date
    return {
        "mdy": f"{_MONTHS[month - 1]} {day}, {year}",
        "dmy": f"{day} {_SHORT_MONTHS[month - 1]} {year}",
        "iso": f"{year}-{month:02}-{day:02}",
        "ja": f"{year}年{month}月{day}日",
        "parts": f"{year}, {month}, {day}",
        "slashes": f"{year}/{month:02}/{day:02}/",
    }[form]


def fill(
    template: str, values: Mapping[str, str], date: tuple[int, int, int] | None, is_html: bool = False
) -> str:
    """Put values into the slots of a template.

    Args:
        template: the text with slots.
        values: value by name of slot; a slot without a value becomes nothing.
        date: year, month and day of access.
        is_html: whether the values are to be escaped.
    """

    def value(match: re.Match[str]) -> str:
        text = written_date(match[2], date) if match[1] == "accessed" else values.get(match[1], "")
        return escape(text, quote=False) if is_html else text

    return _SLOT_RE.sub(value, template)


def place_values(style: Style, labels: Mapping[str, str], place: Pincite) -> dict[str, str]:
    """Return what fills the slots label, n and page of a style's template."""
    page = ""
    if place.page is not None:
        page = PAGES[style.usage]["printed" if place.is_printed else "file"].replace("⟦p⟧", str(place.page))
    return {"label": labels[place.kind], "n": str(place.number), "page": page}


