"""Reading pages: a part of a document as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from edition.citations.head import reading_head
from edition.citations.head_tags import Place, head_values
from edition.edited import EditedDocument
from edition.model import Division, PageStart, Passage, PassageKind
from edition.pagination import Pagination, ReadingPage, anchor
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.inline import inline, page_range
from edition.render.overlay import Overlay
from edition.render.passages import render_note, render_passage
from edition.rights import WITHHELD, is_visible

ROOT = "../../../"
LIST_KINDS = (PassageKind.LIST_ITEM, PassageKind.REFERENCE)


def display_title(document: EditedDocument) -> str:
    """Return the title of a document, or that it is unknown."""
    unknown = "［章題未詳］" if document.record.csl.get("type") == "chapter" else "［題未詳］"
    return document.record.title or unknown


def display_heading(document: EditedDocument, division: Division) -> str:
    """Return a heading for the screen: a mark few devices can draw is shown by another."""
    label = division.label or ""
    mark = document.directives.label_marks.get(label)
    return mark + division.title.removeprefix(label) if mark else division.title


def page_title(document: EditedDocument, page: ReadingPage) -> str:
    """Return the title of a reading page."""
    if page.division:
        return display_heading(document, page.division)
    return display_title(document) if page.slug == "text" else f"{display_title(document)}（冒頭）"


def render_reading_page(
    document: EditedDocument,
    pagination: Pagination,
    index: int,
    printed: Mapping[int, int],
    overlay: Overlay | None = None,
    place: Place | None = None,
) -> str:
    """Return a reading page as Markdown.

    Args:
        document: the document.
        pagination: all reading pages of the document.
        index: which page.
        printed: printed number by page of the file.
        overlay: what is laid over the texts, or None.
        place: where the page is, for its head; None leaves the head out.

    Returns:
        Markdown: headings in Markdown (escaped), passages as HTML blocks.
    """
    page = pagination.pages[index]
    title = page_title(document, page)
    seen: set[str] = set()
    units = [part.id for part in page.parts if isinstance(part, Division) or is_visible(document, part)]
    signs = overlay.heading_signs(page.division.id) if overlay and page.division else ""
    blocks = [
        render_breadcrumbs(document, page, pagination),
        f"# {markdown_inline(title)}{signs} {{#{anchor(page.division) if page.division else 'document'}}}",
        _render_head(document, page, printed),
        _render_contents(document, page, pagination),
        *_render_parts(document, page, printed, seen, overlay),
        *_render_children(document, page),
        *_render_notes(document, page, printed, seen, overlay),
        *(overlay.render_notes(units) if overlay else []),
        overlay.render_names(units) if overlay else "",
        render_neighbours(document, pagination, index),
    ]
    head = front_matter(
        {
            "title": f"{title}｜{document.record.short_title}",
            "description": f"{display_title(document)}（{document.record.short_title}）の本文。段落番号と固定アドレス付き。",
            "hide": ["navigation"],
            **({"head": head_values(reading_head(document, page.url, title, place))} if place else {}),
        }
    )
    return head + "\n" + "\n\n".join(block for block in blocks if block) + "\n"


def render_breadcrumbs(
    document: EditedDocument, page: ReadingPage, pagination: Pagination
) -> str:
    """Return the way from the home page to a reading page."""
    steps = [
        (f"{ROOT}", "ホーム"),
        (f"{ROOT}documents/", "資料"),
        (f"{ROOT}documents/{document.key}/", document.record.short_title),
    ]
    by_id = {division.id: division for division in document.structure.divisions}
    above: list[Division] = []
    parent = page.division.parent if page.division else None
    while parent:
        above.insert(0, by_id[parent])
        parent = by_id[parent].parent
    steps += [(f"{ROOT}{pagination.url(d)}", display_heading(document, d)) for d in above]
    links = "".join(f'<li><a href="{html(url)}">{html(name)}</a></li>' for url, name in steps)
    here = html(display_heading(document, page.division) if page.division else "本文")
    return (
        f'<nav class="breadcrumbs" aria-label="現在地"><ol>{links}'
        f'<li aria-current="page">{here}</li></ol></nav>'
    )


def _render_head(document: EditedDocument, page: ReadingPage, printed: Mapping[int, int]) -> str:
    """Return the line that says whose text this is and which pages it covers."""
    numbers = [part.page for part in page.parts if part.page]
    numbers += [s.page for p in page.parts if isinstance(p, Passage) for s in p.page_starts]
    reach = ""
    if numbers:
        reach = f"原文 {page_range(min(numbers), max(numbers), printed)}"
    who = _authors(document)
    return (
        f'<p class="page-head"><a href="{ROOT}documents/{document.key}/">'
        f"{html(who)}『{html(display_title(document))}』</a> <span>{html(reach)}</span></p>"
    )


def _authors(document: EditedDocument) -> str:
    """Return the authors' names as printed, in Japanese order."""
    authors = document.record.csl.get("author")
    names = []
    for name in authors if isinstance(authors, list) else []:
        names.append(name.get("literal") or f"{name.get('family', '')}{name.get('given', '')}")
    return "・".join(names) or "［著者未詳］"


def _render_contents(
    document: EditedDocument, page: ReadingPage, pagination: Pagination
) -> str:
    """Return the contents of the whole document, folded."""
    if len(pagination.pages) == 1:
        return ""
    items = []
    for other in pagination.pages:
        level = other.division.level if other.division else 1
        name = display_heading(document, other.division) if other.division else "冒頭"
        here = ' aria-current="page"' if other is page else ""
        items.append(
            f'<li class="level-{level}"><a href="{ROOT}{other.url}"{here}>{html(name)}</a></li>'
        )
    return (
        '<details class="document-contents"><summary>この資料の目次</summary>'
        f"<ol>{''.join(items)}</ol></details>"
    )


def _heading(
    document: EditedDocument,
    division: Division,
    base: int,
    printed: Mapping[int, int],
    overlay: Overlay | None,
) -> str:
    """Return a heading below the page's own, with the pages that begin at it."""
    starts = division_page_starts(document, division)
    level = min(6, max(2, division.level - base + 1))
    mark = ""
    if starts:
        mark = f'<div class="page-break">{inline("", (), starts, printed)}</div>\n\n'
    title = markdown_inline(display_heading(document, division))
    title += overlay.heading_signs(division.id) if overlay else ""
    return f"{mark}{'#' * level} {title} {{#{anchor(division)}}}"


def _render_parts(
    document: EditedDocument,
    page: ReadingPage,
    printed: Mapping[int, int],
    seen: set[str],
    overlay: Overlay | None,
) -> list[str]:
    """Return headings and passages; items of one list are grouped."""
    blocks: list[str] = []
    group: list[str] = []
    withheld = False

    def close_group() -> None:
        if group:
            blocks.append(f'<div class="items">{"".join(group)}</div>')
            group.clear()

    base = page.division.level if page.division else 0
    for part in page.parts:
        if isinstance(part, Division):
            close_group()
            withheld = False
            if part is page.division:
                if starts := division_page_starts(document, part):
                    marks = inline("", (), starts, printed)
                    blocks.append(f'<div class="page-break">{marks}</div>')
                continue
            blocks.append(_heading(document, part, base, printed, overlay))
            continue
        if part.kind is PassageKind.NOTE and not _is_table_note(document, part):
            continue
        if not is_visible(document, part):
            close_group()
            if not withheld:
                blocks.append(f'<p class="withheld">{WITHHELD}</p>')
            withheld = True
            continue
        if part.kind is PassageKind.NOTE:
            close_group()
            backs = note_links(part, seen)
            note = render_note(part, ROOT, printed, backs, overlay=overlay)
            blocks.append(f'<div class="table-notes" role="list">{note}</div>')
            continue
        rendered = render_passage(part, ROOT, printed, seen, document.directives.label_marks, overlay)
        if part.kind in LIST_KINDS:
            group.append(rendered)
        else:
            close_group()
            blocks.append(rendered)
    close_group()
    return blocks


def division_page_starts(document: EditedDocument, division: Division) -> list[PageStart]:
    """Return the pages that begin with a heading."""
    begin, end = division.source_spans[0].begin, division.source_spans[-1].end
    return [
        PageStart(0, page.page)
        for page in document.structure.pages
        if begin <= page.start < end or _is_bullet(document, page.start, begin)
    ]


def _is_bullet(document: EditedDocument, start: int, begin: int) -> bool:
    """Whether a page begins with the lost bullet of a heading."""
    bullet = document.directives.lost_bullet
    return bullet is not None and start + len(bullet.quote) == begin


def _is_table_note(document: EditedDocument, note: Passage) -> bool:
    """Whether a note belongs to a table and stands under it."""
    return any(
        passage.table and any(ref[2] == note.id for ref in passage.table.refs)
        for passage in document.structure.passages
    )


def note_links(note: Passage, seen: set[str]) -> list[str]:
    """Return the ids of the markers on the page that refer to a note."""
    number = note.id.rpartition(".n")[2]
    own = {f"r{number}", f"r{number}-2", f"r{number}-2-2"}
    return sorted(own & seen)


def _render_children(document: EditedDocument, page: ReadingPage) -> list[str]:
    """Return links to the parts that have pages of their own."""
    if not page.children:
        return []
    items = "".join(
        f'<li><a href="{ROOT}documents/{page.key}/{d.slug}/">{html(display_heading(document, d))}</a></li>'
        for d in page.children
    )
    return [f'<nav class="children" aria-label="この部分の続き"><ol>{items}</ol></nav>']


def _render_notes(
    document: EditedDocument,
    page: ReadingPage,
    printed: Mapping[int, int],
    seen: set[str],
    overlay: Overlay | None,
) -> list[str]:
    """Return the notes to the text of the page."""
    notes = [
        part
        for part in page.parts
        if isinstance(part, Passage)
        and part.kind is PassageKind.NOTE
        and not _is_table_note(document, part)
        and is_visible(document, part)
    ]
    if not notes:
        return []
    items = "".join(
        render_note(note, ROOT, printed, note_links(note, seen), overlay=overlay) for note in notes
    )
    return ["## 注 {#notes}", f'<div class="notes" role="list">{items}</div>']


def render_neighbours(document: EditedDocument, pagination: Pagination, index: int) -> str:
    """Return the links to the page before and after."""
    links = []
    for step, name, css in ((-1, "前", "previous"), (1, "次", "next")):
        if 0 <= index + step < len(pagination.pages):
            other = pagination.pages[index + step]
            links.append(
                f'<a class="{css}" rel="{"prev" if step < 0 else "next"}" href="{ROOT}{other.url}">'
                f"<small>{name}</small>{html(page_title(document, other))}</a>"
            )
    if not links:
        return ""
    return f'<nav class="neighbours" aria-label="前後の頁">{"".join(links)}</nav>'
