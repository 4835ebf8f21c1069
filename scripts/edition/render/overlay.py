"""What is laid over the texts of one page: names, dates and editorial notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from edition.annotate.apparatus import ApparatusNote, Certainty, NoteKind
from edition.annotate.edtf import say_edtf
from edition.annotate.entities import Entity
from edition.annotate.selectors import Quote, places_of
from edition.annotated import AnnotatedCorpus
from edition.render.date_address import date_url
from edition.render.escape import html
from edition.render.evidence import render_event_marks
from edition.render.inline import Wrap
from edition.render.reference_words import short_text

NOTE_KIND_NAMES = {
    NoteKind.MISPRINT: "誤植・誤記",
    NoteKind.INTERNAL: "資料の中の食い違い",
    NoteKind.CROSS_DOCUMENT: "資料どうしの食い違い",
    NoteKind.FACT: "事実との食い違い",
    NoteKind.EXTRACTION: "抽出の乱れ",
    NoteKind.LACUNA: "欠け",
}
CERTAINTY_NAMES = {
    Certainty.CERTAIN: "確実",
    Certainty.HIGH: "高い",
    Certainty.MEDIUM: "中くらい",
    Certainty.LOW: "低い",
}


class Overlay:
    """The annotation as one page shows it.

    Args:
        annotated: the annotated corpus.
        root: relative address of the site's root from the page.
    """

    def __init__(self, annotated: AnnotatedCorpus, root: str) -> None:
        self.annotated = annotated
        self.root = root
        self._texts = {unit.id: unit.text for unit in annotated.units}
        self._other_sides: dict[str, list[tuple[ApparatusNote, Quote]]] = {}
        for note in annotated.notes:
            for quote in note.conflicts:
                if note.quote and not quote.passage.startswith((f"{note.document}.", f"{note.document}/")):
                    self._other_sides.setdefault(quote.passage, []).append((note, quote))

    def wraps(self, unit: str) -> list[Wrap]:
        """Return what is laid over the text of a passage or heading."""
        wraps = [
            Wrap(
                mention.start,
                mention.end,
                1,
                f'<a class="mention" href="{self.root}entities/{mention.entity}/">',
                "</a>",
                '<span class="mention">',
            )
            for mention in self.annotated.mentions.get(unit, ())
        ]
        for mark in self.annotated.dates.get(unit, ()):
            url = date_url(mark.edtf)
            if url is None:
                continue
            said = html(say_edtf(mark.edtf))
            opening = f'<a class="date" href="{self.root}{url}" data-edtf="{html(mark.edtf)}" data-said="{said}">'
            wraps.append(Wrap(mark.start, mark.end, 2, opening, "</a>", '<span class="date">'))
        wraps += [self._note_wrap(note) for note in self.annotated.notes_on(unit)]
        wraps += [self._other_side(note, quote) for note, quote in self._other_sides.get(unit, ())]
        return wraps

    def _other_side(self, note: ApparatusNote, quote: Quote) -> Wrap:
        """Return the mark on words that a note of another document says differ from its own."""
        start = places_of(quote, self._texts[quote.passage])[0]
        sign = (
            f'<a class="app-ref app-ref-other" href="{self.root}apparatus/#{note.id}" '
            f'aria-label="ほかの資料との食い違い（校注 {note.id}）" data-number="校"></a>'
        )
        opening = '<span class="lemma lemma-cross_document">'
        end = start + len(quote.exact)
        return Wrap(start, end, 0, opening, "</span>", opening, after=sign, is_link=False)

    def _note_wrap(self, note: ApparatusNote) -> Wrap:
        number = note.number[1:]
        mark = (
            f'<a class="app-ref" id="{note.number}-ref" href="#{note.number}" role="doc-noteref" '
            f'aria-label="校注{number}" data-number="校{number}"></a>'
        )
        opening = f'<span class="lemma lemma-{note.kind.value}">'
        return Wrap(note.start, note.end, 0, opening, "</span>", opening, after=mark, is_link=False)

    def event_marks(self, unit: str) -> str:
        """Return the events a passage is evidence of, for its margin."""
        return render_event_marks(self.annotated, unit, self.root)

    def works_cited(self, unit: str) -> str:
        """Return links from a note or an entry to the works it cites; "" when it cites none."""
        references = self.annotated.references
        works = dict.fromkeys(citation.work for citation in references.on(unit))
        links = "、".join(
            f'<a href="{self.root}references/#{work}">{html(short_text(references.works[work]))}</a>' for work in works
        )
        return f'<div class="works-cited">引用文献：{links}</div>' if links else ""

    def heading_signs(self, division: str) -> str:
        """Return the signs of the editorial notes on a heading, whose words are left as they are."""
        return "".join(self._note_wrap(note).after for note in self.annotated.notes_on(division))

    def cell_wraps(self, unit: str, cell: str) -> list[Wrap]:
        """Return the names of a table's text laid over one of its cells."""
        text = self._texts.get(unit, "")
        surfaces = {text[m.start : m.end]: m.entity for m in self.annotated.mentions.get(unit, ())}
        wraps: list[Wrap] = []
        at = 0
        ordered = sorted(surfaces, key=len, reverse=True)
        while at < len(cell):
            surface = next((s for s in ordered if cell.startswith(s, at)), "")
            if surface:
                opening = f'<a class="mention" href="{self.root}entities/{surfaces[surface]}/">'
                wraps.append(Wrap(at, at + len(surface), 1, opening, "</a>", '<span class="mention">'))
            at += max(1, len(surface))
        return wraps

    def entities_in(self, units: Iterable[str]) -> list[tuple[Entity, int]]:
        """Return the entities named in some texts with the number of times, in order of reading."""
        counts = Counter(m.entity for unit in units for m in self.annotated.mentions.get(unit, ()))
        found = [(self.annotated.entities[entity], n) for entity, n in counts.items()]
        return sorted(found, key=lambda pair: (pair[0].reading, pair[0].id))

    def render_names(self, units: Sequence[str]) -> str:
        """Return the names of a page with their readings and meanings, folded; "" when there are none."""
        entities = self.entities_in(units)
        if not entities:
            return ""
        items = "".join(self._gloss(entity, n) for entity, n in entities)
        return (
            f'<details class="page-names"><summary>このページに出る名（{len(entities)}）</summary>'
            f"<dl>{items}</dl></details>"
        )

    def _gloss(self, entity: Entity, n: int) -> str:
        reading = "" if entity.reading == entity.label else f' <span class="reading">{html(entity.reading)}</span>'
        english = entity.labels.get("en")
        also = f' <span class="en" lang="en">{html(english)}</span>' if english and english != entity.label else ""
        return (
            f'<div data-entity="{entity.id}"><dt><a href="{self.root}{entity.url}">{html(entity.label)}</a>'
            f'{reading}{also} <span class="count">{n}</span></dt><dd>{html(entity.description)}</dd></div>'
        )

    def notes_in(self, units: Iterable[str]) -> list[ApparatusNote]:
        """Return the editorial notes on some texts, in the order of the texts."""
        return [note for unit in units for note in self.annotated.notes_on(unit)]

    def render_notes(self, units: Sequence[str]) -> list[str]:
        """Return the editorial notes of a page as blocks of Markdown; none when there are none."""
        notes = self.notes_in(units)
        if not notes:
            return []
        items = "".join(render_note_item(note, self.root) for note in notes)
        return ["## 校注 {#apparatus}", f'<div class="apparatus" role="list">{items}</div>']


def render_quote(quote: Quote, root: str) -> str:
    """Return words of a passage with a link to it."""
    key, _, rest = quote.passage.partition("/")
    if rest:
        where = f'<a href="{root}documents/{key}/">{html(quote.passage)}</a>'
    else:
        where = f'<a href="{root}p/{quote.passage}/">{html(quote.passage)}</a>'
    return f"<q>{html(quote.exact)}</q>（{where}）"


def render_grounds(note: ApparatusNote, root: str) -> str:
    """Return what a note rests on."""
    parts = []
    for ground in note.grounds:
        if ground.evidence.quote:
            parts.append(render_quote(ground.evidence.quote, root))
        if ground.evidence.source:
            parts.append(html(ground.evidence.source))
        if ground.evidence.note:
            parts.append(html(ground.evidence.note))
        if ground.reason:
            parts.append(html(ground.reason))
    return "；".join(parts)


def render_note_item(note: ApparatusNote, root: str) -> str:
    """Return an editorial note as an item of a list."""
    lemma = f'<span class="lemma-words">{html(note.lemma)}</span>' if note.quote else "資料全体"
    reading = ""
    if note.reading is not None:
        reading = f' <span class="reading-suggested">→ {html(note.reading)}</span>'
    back = ""
    if note.quote:
        back = (
            f' <a class="note-back" href="#{note.number}-ref" role="doc-backlink" '
            'aria-label="本文の校注の位置へ戻る">↩</a>'
        )
    conflicts = ""
    if note.conflicts:
        others = "；".join(render_quote(quote, root) for quote in note.conflicts)
        conflicts = f'<span class="conflicts">食い違う箇所：{others}</span>'
    return (
        f'<div class="app-note" id="{note.number}" role="listitem"><p>'
        f'<span class="label">校{note.number[1:]}</span> {lemma}{reading} '
        f'<span class="app-kind">{NOTE_KIND_NAMES[note.kind]}・確かさ：{CERTAINTY_NAMES[note.certainty]}</span> '
        f'{html(note.odd)} <span class="grounds">根拠：{render_grounds(note, root)}</span>{conflicts}'
        f' <a href="{root}apparatus/#{note.id}">{note.id}</a>{back}</p></div>'
    )
