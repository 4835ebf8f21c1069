"""Checking the permanent links of a paper and the quotations beside them.

Wrong (the command ends with 3):

    Q101  no passage has the id
    Q102  the digest behind ?d= is none
    Q103  the passage was revised since it was cited
    Q104  the passage never had the text of that digest
    Q105  the quotation differs from the passage
    Q106  the quotation stands in another passage
    Q107  the quotation stands in no passage

Remarks:

    Q201  the quotation differs from the passage in writing only
    Q202  the id is retired; another answers for it
    Q203  the text of the passage is lost or withheld; the quotation cannot be checked

Beside a link is what stands between quotation marks before it, back to the link
before; failing that, behind it; failing that, the block quotation before. For a
link in a note that has no quotation of its own, the same before the note's mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from edition.edited import EditedCorpus
from edition.errors import Finding, Place
from edition.identity.ledger import ID_RE, Ledger
from edition.quotation.diff import Segment
from edition.quotation.match import QuotationIndex, Verdict
from edition.quotation.papers import REFERENCE_RE, Block
from edition.quotation.pieces import cut_fragments, find_quotations, join_lines

#: Folded characters from which words between quotation marks are taken for a quotation and not for a term.
SHORTEST_QUOTATION = 10
#: What an address is made of, as far as it can be told from the text around it.
_URL = r"[A-Za-z0-9_./:%~+@&=-]"
_LINK_RE = re.compile(
    rf"{_URL}*/p/(?P<id>[A-Za-z0-9-]+\.[A-Za-z]?[0-9]+)(?![A-Za-z0-9_])(?:/(?:index\.html)?)?(?P<query>\?{_URL}*)?"
)
_DIGEST_RE = re.compile(r"[0-9a-f]{8,16}")
_EMPTY_RE = re.compile(r"[（(<\[［]\s*[)）>\]］]|\[\^[^\]\s]+\]")


@dataclass(frozen=True, slots=True)
class _Link:
    id: str
    query: str
    begin: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class _Quotation:
    text: str
    line: int


class PaperChecker:
    """Checks papers against a corpus.

    Args:
        edited: the documents and the ledger.
        index: the published texts.
    """

    def __init__(self, edited: EditedCorpus, index: QuotationIndex) -> None:
        self._ledger: Ledger = edited.ledger
        self._index = index
        records = [document.record.csl for document in edited.documents]
        names = [record.get(field) for record in records for field in ("title", "container-title")]
        self._titles = [index.folder.text(name) for name in names if isinstance(name, str)]

    def check(self, path: str, blocks: Sequence[Block]) -> list[Finding]:
        """Return what is to be said of a paper, in order of place."""
        findings: list[Finding] = []
        for number, block in enumerate(blocks):
            links = _links_of(block)
            for which, link in enumerate(links):
                passage, more = self._check_link(path, link)
                findings += more
                if passage:
                    beside = self._beside(blocks, number, links, which)
                    findings += self._check_quotations(path, link, passage, beside)
        return sorted(set(findings))

    def _check_link(self, path: str, link: _Link) -> tuple[str, list[Finding]]:
        """Return the id that answers for a link ("" for none), and what is wrong with the link."""
        place = Place(path, link.line)
        latest = self._ledger.latest()
        if not ID_RE.fullmatch(link.id) or link.id not in latest:
            remedy = "copy the address from the passage's page"
            return "", [Finding(place, "Q101", f"no passage has the id {link.id}", remedy)]
        findings = []
        passage = self._ledger.resolve(link.id)
        if passage != link.id:
            what = f"{link.id} is retired, {passage} answers for it"
            findings.append(Finding(place, "Q202", what, f"the address still leads on; better cite {passage}"))
        for written in parse_qs(link.query.removeprefix("?"), keep_blank_values=True).get("d", [])[:1]:
            digest = written.rstrip(".,:;")
            known = [row.digest for row in self._ledger.rows if row.id == link.id]
            if not _DIGEST_RE.fullmatch(digest):
                remedy = "copy the address anew; a digest has 8 to 16 digits from 0 to f"
                findings.append(Finding(place, "Q102", f"「{digest}」 is no digest", remedy))
            elif any(old.startswith(digest) for old in known):
                if not known[-1].startswith(digest):
                    what = f"{link.id} was revised since it was cited with the digest {digest}"
                    remedy = "compare the quotation with the text of today, then copy the address anew"
                    findings.append(Finding(place, "Q103", what, remedy))
            else:
                what = f"{link.id} never had a text with the digest {digest}"
                findings.append(Finding(place, "Q104", what, f"copy the address anew; the digest is {known[-1]}"))
        return passage, findings

    def _beside(self, blocks: Sequence[Block], number: int, links: Sequence[_Link], which: int) -> list[_Quotation]:
        """Return the quotations beside a link."""
        block, link = blocks[number], links[which]
        if block.is_quoted:
            return [_Quotation(_without_links(block.text), block.line)]
        quotations = self._quotations_in(block)
        low = links[which - 1].end if which else 0
        high = links[which + 1].begin if which + 1 < len(links) else len(block.text)
        found = [quotation for begin, quotation in quotations if low <= begin < link.begin]
        if found:
            return found
        if block.note and (found := self._before_mark(blocks, block.note)):
            return found
        found = [quotation for begin, quotation in quotations if link.end <= begin < high]
        if found or not number or which:
            return found
        return [_Quotation(_without_links(one.text), one.line) for one in blocks[number - 1 : number] if one.is_quoted]

    def _before_mark(self, blocks: Sequence[Block], note: str) -> list[_Quotation]:
        """Return the quotations before the mark of a note, back to the mark before."""
        for number, block in enumerate(blocks):
            low = 0
            for mark in REFERENCE_RE.finditer(block.text):
                if mark[1] == note and block.note != note:
                    if block.is_quoted:
                        return [_Quotation(_without_links(block.text), block.line)]
                    found = [one for begin, one in self._quotations_in(block) if low <= begin < mark.start()]
                    quoted = blocks[number - 1 : number] if number and not low else ()
                    return found or [_Quotation(_without_links(one.text), one.line) for one in quoted if one.is_quoted]
                low = mark.end()
        return []

    def _quotations_in(self, block: Block) -> list[tuple[int, _Quotation]]:
        """Return the quotations of a block that are no title of a document, with their place."""
        found = []
        for begin, end in find_quotations(block.text):
            text = _without_links(block.text[begin:end])
            folded = self._index.folder.text(text)
            if folded and not any(folded in title or title in folded for title in self._titles):
                found.append((begin, _Quotation(text, block.line_at(begin))))
        return found

    def _check_quotations(
        self, path: str, link: _Link, passage: str, quotations: Sequence[_Quotation]
    ) -> list[Finding]:
        """Return how the quotations beside a link agree with its passage."""
        if quotations and passage not in self._index:
            what = f"the text of {passage} is lost or withheld"
            return [Finding(Place(path, link.line), "Q203", what, "check the quotation against the document itself")]
        findings = []
        is_found = False
        for quotation in quotations:
            parts = [quotation.text]
            if not self._index.find_in(quotation.text, passage).matches:
                parts = [piece.text for piece in cut_fragments(quotation.text)] or parts
            for part in parts:
                verdict = self._index.find_in(part, passage)
                is_found = is_found or bool(verdict.matches)
                findings += _findings_on(Place(path, quotation.line), part, verdict)
        if is_found or not quotations:
            return findings
        longest = max(quotations, key=lambda quotation: self._index.length(quotation.text))
        if self._index.length(longest.text) < SHORTEST_QUOTATION:
            return findings
        return [*findings, self._astray(path, longest, passage)]

    def _astray(self, path: str, quotation: _Quotation, passage: str) -> Finding:
        """Say where a quotation stands that is not in the passage it is cited from."""
        place, shown = Place(path, quotation.line), _shorten(quotation.text)
        texts = [quotation.text, *(piece.text for piece in cut_fragments(quotation.text))]
        for text in texts:
            verdict = self._index.find(text)
            if verdict.matches:
                ids = [match.passage for match in verdict.matches]
                what = f"「{shown}」 is not in {passage} but in {', '.join(ids[:3])}"
                return Finding(place, "Q106", what, f"cite {ids[0]}")
        what = f"「{shown}」 is not in {passage} nor in any other passage"
        return Finding(place, "Q107", what, "compare with the document; where it quotes another work, cite that")


def is_wrong(finding: Finding) -> bool:
    """Whether a finding is more than a remark."""
    return finding.code < "Q2"


def count_links(blocks: Sequence[Block]) -> int:
    """Return how many permanent links stand in a paper."""
    return sum(len(_links_of(block)) for block in blocks)


def _links_of(block: Block) -> list[_Link]:
    found = (
        _Link(match["id"], match["query"] or "", match.start(), match.end(), block.line_at(match.start("id")))
        for match in _LINK_RE.finditer(block.text)
    )
    # The words of a link are often its address once more.
    return list({(link.id, link.query, link.line): link for link in reversed(list(found))}.values())[::-1]


def _without_links(text: str) -> str:
    """Return a text without addresses, marks of notes and the brackets left empty."""
    text = _LINK_RE.sub("", text)
    previous = ""
    while previous != text:
        previous, text = text, _EMPTY_RE.sub("", text)
    return join_lines(text.replace("\x0b", "\n")).strip()


def _shorten(text: str, most: int = 30) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _say(segment: Segment) -> str:
    if segment.kind == "del" or not segment.quotation:
        return f"「{segment.text}」 left out"
    if segment.kind == "ins" or not segment.text:
        return f"「{segment.quotation}」 added"
    return f"「{segment.quotation}」 for 「{segment.text}」"


def _findings_on(place: Place, quotation: str, verdict: Verdict) -> list[Finding]:
    """Return what is to be said of a quotation that is in its passage."""
    if verdict.name not in ("near", "different"):
        return []
    match = verdict.matches[0]
    kinds = ("near",) if verdict.name == "near" else ("sub", "ins", "del")
    said = [_say(segment) for segment in match.difference.segments if segment.kind in kinds]
    listed = ", ".join(said[:4]) + (f" and {len(said) - 4} more" if len(said) > 4 else "")
    text = "".join(segment.text for segment in match.difference.segments)
    remedy = f"{match.passage} reads 「{_shorten(text, 60)}」"
    if verdict.name == "near":
        return [Finding(place, "Q201", f"「{_shorten(quotation)}」 differs in writing only: {listed}", remedy)]
    return [Finding(place, "Q105", f"「{_shorten(quotation)}」 differs from {match.passage}: {listed}", remedy)]
