"""The page of all editorial notes, and of conflicts side by side."""

from __future__ import annotations

from collections import Counter

from edition.annotate.apparatus import ApparatusNote, NoteKind
from edition.annotate.selectors import Quote, places_of
from edition.edited import EditedDocument
from edition.render.concordance import PublishedTexts, TextPlace, cut_context
from edition.render.entity_page import join_sentences
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.overlay import CERTAINTY_NAMES, NOTE_KIND_NAMES
from edition.render.reading import display_title
from edition.rights import WITHHELD

ROOT = "../"
#: Characters shown around a lemma, and around the words of two sides of a conflict.
LEMMA_REACH, SIDE_REACH = 30, 60
KIND_EXPLANATIONS = {
    NoteKind.MISPRINT: "字の誤り、脱け、重なり。",
    NoteKind.INTERNAL: "同じ資料のほかの箇所と合わない。",
    NoteKind.CROSS_DOCUMENT: "ほかの資料の記述と合わない。",
    NoteKind.FACT: "名を挙げた外部の資料と合わない。",
    NoteKind.EXTRACTION: "紙面から文字を取り出すときに生じたとみられる。",
    NoteKind.LACUNA: "あるはずの題・注・図などが残っていない。",
}


class ApparatusPage:
    """The page of editorial notes.

    Args:
        texts: the published texts.
    """

    def __init__(self, texts: PublishedTexts) -> None:
        self._texts = texts
        self._notes = texts.annotated.notes

    def render(self) -> str:
        """Return the page as Markdown."""
        title = "校注"
        blocks = [
            f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
            f'<li aria-current="page">{title}</li></ol></nav>',
            f"# {title} {{#notes}}",
            '<p class="lead">本文は与えられたテキストのまま一字も直さず、疑わしい所に印を付けて、何が疑わしいか、'
            f"どう読むべきか、その根拠を記します。全部で{len(self._notes):,}件です。</p>",
            "## 種類と確かさ {#kinds}",
            self._explanation(),
            self._summary(),
        ]
        for document, _ in self._texts.documents:
            own = [note for note in self._notes if note.document == document.key]
            if own:
                blocks.append(f"## {markdown_inline(document.record.short_title)}（{len(own)}） {{#{document.key}}}")
                blocks.append(f'<p class="page-head">{html(display_title(document))}</p>')
                blocks += [self._entry(document, note) for note in own]
        head = front_matter(
            {
                "title": title,
                "description": "資料の誤植・食い違い・欠けについての校注の一覧。資料どうしの食い違いを並べて示す。",
                "hide": ["navigation"],
            }
        )
        return head + "\n" + "\n\n".join(blocks) + "\n"

    def _explanation(self) -> str:
        kinds = "".join(
            f"<div><dt>{NOTE_KIND_NAMES[kind]}</dt><dd>{text}</dd></div>" for kind, text in KIND_EXPLANATIONS.items()
        )
        levels = "、".join(f"「{name}」" for name in CERTAINTY_NAMES.values())
        return (
            f'<dl class="entity-facts">{kinds}</dl>'
            f"<p>確かさは、編者がそれを誤りとみる度合いで、{levels}の四段階です。食い違いでは、どちらが誤りとも決めないことがあります。</p>"
        )

    def _summary(self) -> str:
        """Return how many notes there are by kind and document."""
        counts = Counter((note.document, note.kind) for note in self._notes)
        documents = [d.record for d, _ in self._texts.documents if any(n.document == d.key for n in self._notes)]
        head = "".join(f'<th scope="col"><a href="#{r.key}">{html(r.short_title)}</a></th>' for r in documents)
        rows = ""
        for kind in NoteKind:
            cells = "".join(f"<td>{counts[(record.key, kind)] or '–'}</td>" for record in documents)
            total = sum(1 for note in self._notes if note.kind is kind)
            rows += f'<tr><th scope="row">{NOTE_KIND_NAMES[kind]}</th>{cells}<td>{total}</td></tr>'
        sums = "".join(f"<td>{sum(n.document == record.key for n in self._notes)}</td>" for record in documents)
        rows += f'<tr class="total"><th scope="row">計</th>{sums}<td>{len(self._notes)}</td></tr>'
        return (
            '<div class="table-scroll" role="region" tabindex="0" aria-label="校注の数（横に動かせます）"><table class="counts">'
            f'<caption>校注の数</caption><thead><tr><th scope="col">種類</th>{head}<th scope="col">計</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _entry(self, document: EditedDocument, note: ApparatusNote) -> str:
        """Return one note; its id is its anchor."""
        place = self._texts.places.get(note.quote.passage) if note.quote else None
        # What the editor says of a withheld passage may quote it.
        hidden = note.quote is not None and place is None
        head = (
            f'<h3><a href="#{note.id}">{note.id}</a> <span class="app-kind kind-{note.kind.value}">'
            f"{NOTE_KIND_NAMES[note.kind]}</span> <span>確かさ：{CERTAINTY_NAMES[note.certainty]}</span></h3>"
        )
        if hidden:
            return f'<article class="app-entry" id="{note.id}">{head}<p class="withheld">{WITHHELD}</p></article>'
        rows = [("疑わしい点", html(note.odd))]
        if note.reading is not None:
            shown = f"<del>{html(note.lemma)}</del> → <ins>{html(note.reading)}</ins>"
            rows.append(("読みの案", f'<span class="reading-suggested">{shown}</span>'))
        rows.append(("根拠", f"<ul>{self._grounds(note)}</ul>"))
        facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        return (
            f'<article class="app-entry" id="{note.id}">{head}{self._lemma(document, note, place)}'
            f'<dl class="entity-facts">{facts}</dl>{self._conflicts(note, place)}</article>'
        )

    def _lemma(self, document: EditedDocument, note: ApparatusNote, place: TextPlace | None) -> str:
        """Return the lemma in its context, with links to its passage."""
        if place is None:
            url = f"{ROOT}documents/{document.key}/"
            return f'<p class="app-lemma">資料全体について <a href="{url}">{html(document.record.short_title)}</a></p>'
        words = _marked(place, note.start, note.end, LEMMA_REACH)
        return f'<p class="app-lemma"><q{place.lang}>{words}</q> {self._links(place)}</p>'

    def _links(self, place: TextPlace) -> str:
        named = f'<a href="{ROOT}{place.url}">本文で読む</a>'
        if place.is_passage:
            return f'<a href="{ROOT}{place.permalink}">{html(place.id)}</a> {named}'
        return f"見出し {named}"

    def _grounds(self, note: ApparatusNote) -> str:
        items = []
        for ground in note.grounds:
            parts = [self._texts.quote(ground.evidence.quote, ROOT)] if ground.evidence.quote else []
            parts += [html(text) for text in (ground.evidence.source, ground.evidence.note, ground.reason) if text]
            items.append(join_sentences(parts))
        return "".join(f"<li>{item}</li>" for item in items)

    def _conflicts(self, note: ApparatusNote, place: TextPlace | None) -> str:
        """Return the sides of a contradiction beside each other; on a narrow screen below each other."""
        if not note.conflicts:
            return ""
        sides: list[str] = []
        if place:
            sides.append(self._side(place, note.start, note.end))
        sides += [self._other_side(quote) for quote in note.conflicts]
        return (
            f'<div class="side-by-side" role="group" aria-label="{note.id}の食い違う箇所" '
            f'data-sides="{len(sides)}">{"".join(sides)}</div>'
        )

    def _side(self, place: TextPlace, start: int, end: int) -> str:
        return (
            f'<figure class="side"><figcaption><b>{html(self._texts.short_titles[place.document])}</b> '
            f"{self._links(place)}</figcaption>"
            f"<blockquote{place.lang}><p>{_marked(place, start, end, SIDE_REACH)}</p></blockquote></figure>"
        )

    def _other_side(self, quote: Quote) -> str:
        place = self._texts.places.get(quote.passage)
        starts = places_of(quote, place.text) if place else []
        if place is None or not starts:
            return (
                f'<figure class="side"><figcaption>{html(quote.passage)}</figcaption>'
                f'<p class="withheld">{WITHHELD}</p></figure>'
            )
        return self._side(place, starts[0], starts[0] + len(quote.exact))


def _marked(place: TextPlace, start: int, end: int, reach: int) -> str:
    """Return words marked in their context."""
    before, after = cut_context(place.text, start, end, reach)
    return f"{html(before)}<mark>{html(place.text[start:end])}</mark>{html(after)}"
