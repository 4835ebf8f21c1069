"""The page of the works the documents cite, with every note that cites them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from edition.annotate.entities import EntityType
from edition.annotate.references import Citation, CitationForm, References, UnresolvableKind, Work
from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.model import Passage, PassageKind
from edition.pagination import Pagination
from edition.render.concordance import PublishedTexts
from edition.render.entity_index import fold_kana
from edition.render.entity_page import join_sentences
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.overlay import CERTAINTY_NAMES
from edition.render.passages import language
from edition.render.reading import display_title
from edition.render.record import FIELD_NAMES
from edition.render.reference_words import TYPE_NAMES, name_text, short_text, work_html
from edition.rights import WITHHELD

ROOT = "../"
FORM_NAMES = {
    CitationForm.FULL: "全体の形",
    CitationForm.SHORT: "略した形",
    CitationForm.IBID: "同上・同",
    CitationForm.OWN: "拙稿・自著",
    CitationForm.TRANSCRIPT: "会見記録",
    CitationForm.NAMED: "本文・表・図で名を挙げる",
}
KIND_NAMES = {
    UnresolvableKind.MISSING_TEXT: "注の文が残っていない",
    UnresolvableKind.NO_CITATION: "文献を引かない注",
    UnresolvableKind.UNIDENTIFIED: "文献を定められない",
}
_FIELDS = FIELD_NAMES | {"event-title": "会合の名", "event-date": "会合の日", "event-place": "会合の地"}


def render_references(
    references: References, annotated: AnnotatedCorpus, documents: Sequence[tuple[EditedDocument, Pagination]]
) -> dict[str, str]:
    """Return the page of cited works as Markdown by path below docs/; nothing when there are no references.

    Args:
        references: the references, free of findings.
        annotated: the annotated corpus.
        documents: its documents with their reading pages.
    """
    if not references.works and not references.unresolvable:
        return {}
    return {"references/index.md": ReferencesPage(references, PublishedTexts(annotated, documents)).render()}


def published_works(references: References, withheld: frozenset[str]) -> list[Work]:
    """Return the works that a passage the site may show cites."""
    return [
        work
        for work in references.works.values()
        if any(citation.passage not in withheld for citation in references.of_work(work.id))
    ]


def sort_key(work: Work) -> tuple[bool, str, str, str]:
    """Return where a work stands: in the order of kana, then of Latin letters; one author's by date."""
    folded = fold_kana(work.sort)
    date = work.csl.get("issued", work.csl.get("event-date", "9999"))
    return folded[:1].isascii(), folded, date, work.id


class ReferencesPage:
    """The page.

    Args:
        references: the references.
        texts: the published texts.
    """

    def __init__(self, references: References, texts: PublishedTexts) -> None:
        self._references = references
        self._texts = texts
        self._documents = {document.key: document for document, _ in texts.documents}
        self._passages = {p.id: p for document, _ in texts.documents for p in document.structure.passages}
        withheld = frozenset(i for i, p in self._passages.items() if p.text and i not in texts.places)
        self._works = sorted(published_works(references, withheld), key=sort_key)
        self._shown = {work.id for work in self._works}

    def render(self) -> str:
        """Return the page as Markdown."""
        title = "引用文献"
        n_places = sum(len(self._references.of_work(work.id)) for work in self._works)
        japanese = [work for work in self._works if not sort_key(work)[0]]
        latin = [work for work in self._works if sort_key(work)[0]]
        blocks = [
            f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
            f'<li aria-current="page">{title}</li></ol></nav>',
            f"# {title} {{#references}}",
            f'<p class="lead">資料の注・文献表・本文が引く文献{len(self._works):,}点と、それを引く{n_places:,}箇所です。'
            "注と文献表は一つ残らず、文献に結び付けるか、結び付けられない理由を記しました。</p>",
            '<p>書誌は資料に書かれた言葉だけから起こし、書かれていない項目は補っていません。［　］は編者の言葉です。「同上」「拙稿」などの略した形は、'
            "どの注・見出しによって定まるかを添えます。本文では、『』で題を挙げた著作、報告書、社説、言葉が引かれている主な声明、注が記録を挙げる会見を拾いました。"
            f'<a href="{ROOT}data/references.json" download>CSL-JSON</a>と'
            f'<a href="{ROOT}data/references.bib" download>BibTeX</a>で取り出せます。</p>',
            self._summary(),
        ]
        if links := list(self._iter_cross_links()):
            blocks += ["## 資料どうしのつながり {#cross}", f"<ul>{''.join(links)}</ul>"]
        for name, slug, works in (("五十音順", "kana", japanese), ("アルファベット順", "latin", latin)):
            if works:
                blocks += [f"## 文献の索引：{name}（{len(works)}） {{#{slug}}}", *map(self._entry, works)]
        for document, _ in self._texts.documents:
            rows = "".join(self._rows(document))
            if rows:
                short = document.record.short_title
                blocks += [
                    f"## {markdown_inline(short)}が引く文献 {{#by-{document.key}}}",
                    f'<p class="page-head"><a href="{ROOT}documents/{document.key}/">{html(display_title(document))}</a></p>',
                    f'<div class="app-entry"><dl class="entity-facts">{rows}</dl></div>',
                ]
        description = "資料の注・文献表・本文が引く文献の索引。どの注が引くか、略した形が何を指すかを示す。"
        head = front_matter({"title": title, "description": description, "hide": ["navigation"]})
        return head + "\n" + "\n\n".join(blocks) + "\n"

    def _summary(self) -> str:
        """Return how many notes and list entries lead to a work, by document."""
        references = self._references
        kinds = {row.passage: row.kind for row in references.unresolvable}
        rows, total = "", Counter[str]()
        for document, _ in self._texts.documents:
            counts = Counter[str]()
            for entry in references.entries:
                if entry.rpartition(".")[0] == document.key:
                    counts["entries"] += 1
                    counts["resolved" if references.on(entry) else kinds[entry].value] += 1
            if counts:
                name = f'<a href="#by-{document.key}">{html(document.record.short_title)}</a>'
                rows += self._summary_row(name, counts)
                total += counts
        heads = "".join(f'<th scope="col">{name}</th>' for name in KIND_NAMES.values())
        sums = self._summary_row("計", total, ' class="total"')
        return (
            '<div class="table-scroll" role="region" tabindex="0" aria-label="注と文献の数（横に動かせます）">'
            '<table class="counts"><caption>注と文献表の項目</caption><thead><tr><th scope="col">資料</th>'
            f'<th scope="col">全体</th><th scope="col">文献に結び付く</th>{heads}</tr></thead>'
            f'<tbody>{rows}{sums}</tbody></table></div>'
        )

    def _summary_row(self, name: str, counts: Counter[str], style: str = "") -> str:
        columns = ("entries", "resolved", *(kind.value for kind in KIND_NAMES))
        cells = "".join(f"<td>{counts[column] or '–'}</td>" for column in columns)
        return f'<tr{style}><th scope="row">{name}</th>{cells}</tr>'

    def _link(self, work: Work) -> str:
        return f'<a href="#{work.id}">{html(short_text(work))}</a>'

    def _iter_cross_links(self) -> Iterator[str]:
        """Yield what ties the documents to each other: shared works, authors, and editors named elsewhere."""
        short = self._texts.short_titles
        for work in self._works:
            keys = list(dict.fromkeys(citation.document for citation in self._references.of_work(work.id)))
            if len(keys) > 1:
                where = "と".join(html(short[key]) for key in keys)
                yield f"<li>{self._link(work)}は、{where}がともに引きます。</li>"
        for document, _ in self._texts.documents:
            own = [work for work in self._works if self._is_by(work, document)]
            for key in dict.fromkeys(c.document for work in own for c in self._references.of_work(work.id)):
                n_cited = sum(any(c.document == key for c in self._references.of_work(w.id)) for w in own)
                cites = f'<a href="#by-{key}">{html(short[key])}</a>は、'
                if key == document.key:
                    yield f"<li>{cites}自分の著作を{n_cited}点引きます。</li>"
                elif not any(self._is_by(work, self._documents[key]) for work in own):
                    yield f"<li>{cites}{html(short[document.key])}と同じ著者の著作を{n_cited}点引きます。</li>"
        yield from self._iter_people()

    def _is_by(self, work: Work, document: EditedDocument) -> bool:
        """Whether an author of a work is an author of a document of the corpus."""
        authors = document.record.csl.get("author")
        names = {name_text(name) for name in authors} if isinstance(authors, list) else set()
        forms = {name_text({"family": f.family, "given": f.given}) for f in document.record.names if f.form == "latin"}
        return any(name_text(name) in names | forms for name in work.csl.get("author", ()))

    def _iter_people(self) -> Iterator[str]:
        """Yield the authors and editors of cited works whom a document that does not cite them mentions."""
        annotated = self._texts.annotated
        places = annotated.places_by_entity()
        cited: dict[str, list[Work]] = {}
        for work in self._works:
            for entity in work.entities:
                is_person = entity in annotated.entities and annotated.entities[entity].type is EntityType.PERSON
                if is_person and ("author" in work.csl or "editor" in work.csl):
                    cited.setdefault(entity, []).append(work)
        for entity, works in cited.items():
            citing = {c.document for work in works for c in self._references.of_work(work.id)}
            units = [i for i, _ in places.get(entity, ()) if i in self._texts.places]
            others = [i for i in dict.fromkeys(units) if self._texts.places[i].document not in citing]
            if others:
                named = "、".join(f'<a href="{ROOT}{self._texts.places[i].permalink}">{html(i)}</a>' for i in others)
                label = f'<a href="{ROOT}entities/{entity}/">{html(annotated.entities[entity].label)}</a>'
                yield f"<li>{'、'.join(map(self._link, works))}に名の出る{label}は、{named} にも出ます。</li>"

    def _entry(self, work: Work) -> str:
        """Return one work; its id is its anchor."""
        citations = self._references.of_work(work.id)
        rows = [("引用箇所", f"<ul>{''.join(self._place(c) for c in citations)}</ul>")]
        if "URL" in work.csl:
            url = html(work.csl["URL"])
            rows.append(("所在", f'<a href="{url}" rel="external">{url}</a>'))
        if work.basis:
            reasons = "".join(
                f"<li>{_FIELDS.get(name, html(name))}：{join_sentences([html(t) for t in (b.source, b.reason) if t])}</li>"
                for name, b in work.basis.items()
            )
            rows.append(("推定の根拠", f"<ul>{reasons}</ul>"))
        if work.note:
            rows.append(("注記", html(work.note)))
        entities = self._texts.annotated.entities
        if named := [entities[i] for i in (work.entity, *work.entities) if i in entities]:
            rows.append(("名の項目", "、".join(f'<a href="{ROOT}{e.url}">{html(e.label)}</a>' for e in named)))
        if see := [self._references.works[i] for i in work.see if i in self._shown]:
            rows.append(("関わる文献", "、".join(map(self._link, see))))
        facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        return (
            f'<article class="app-entry work" id="{work.id}"><h3><a href="#{work.id}">{work_html(work)}</a> '
            f'<span class="app-kind">{TYPE_NAMES.get(work.csl["type"], "")}</span></h3>'
            f'<dl class="entity-facts">{facts}</dl></article>'
        )

    @staticmethod
    def _is_numbered(passage: Passage) -> bool:
        """Whether a passage is a note known by its number."""
        return passage.kind is PassageKind.NOTE and passage.label is not None and passage.label.isdigit()

    def _name(self, unit: str) -> str:
        """Return a passage by document and number, linked to its permanent address."""
        place = self._texts.places.get(unit)
        if place and not place.is_passage:
            return f'<a href="{ROOT}{place.url}">見出し「{html(place.text)}」</a>'
        passage = self._passages[unit]
        number = f"注{passage.label} " if self._is_numbered(passage) else ""
        return f'<a href="{ROOT}p/{unit}/">{number}{html(unit)}</a>'

    def _place(self, citation: Citation) -> str:
        return f"<li>{self._name(citation.passage)} {self._words(citation)} {self._told(citation)}</li>"

    def _words(self, citation: Citation) -> str:
        """Return the words that cite."""
        if citation.passage not in self._texts.places:
            return f'<span class="withheld">{WITHHELD}</span>'
        return f"<q{language(citation.quote.exact)}>{html(citation.quote.exact)}</q>"

    def _told(self, citation: Citation) -> str:
        """Return how the words lead to the work."""
        parts = [FORM_NAMES[citation.form]]
        if citation.origin and citation.origin != citation.passage:
            parts.append(f"→ {self._name(citation.origin)}")
        if citation.locator:
            parts.append(html(citation.locator))
        if citation.certainty.value != "certain":
            parts.append(f"確かさ：{CERTAINTY_NAMES[citation.certainty]}")
        reason = f" {html(citation.reason)}" if citation.reason else ""
        return f'<span class="told">（{"、".join(parts)}）{reason}</span>'

    def _rows(self, document: EditedDocument) -> Iterator[str]:
        """Yield what each passage of a document cites, in reading order."""
        unresolvable = {row.passage: row for row in self._references.unresolvable}
        for passage in document.structure.passages:
            items = [
                f"{self._words(citation)} → {self._link(self._references.works[citation.work])} {self._told(citation)}"
                for citation in self._references.on(passage.id)
                if citation.work in self._shown
            ]
            if passage.id in unresolvable:
                row = unresolvable[passage.id]
                items.append(f"［{KIND_NAMES[row.kind]}］{html(row.reason)}")
            if items:
                listed = "".join(f"<li>{item}</li>" for item in items)
                local = passage.id.rpartition(".")[2]
                name = f"注{passage.label}" if self._is_numbered(passage) else local
                named = f'<a href="{ROOT}p/{passage.id}/" aria-label="{name}（{passage.id}）">{html(name)}</a>'
                yield f"<div><dt>{named}</dt><dd><ul>{listed}</ul></dd></div>"
