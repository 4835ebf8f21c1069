"""The site as a value: the same twice, written sparingly, and never more than the rights allow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from edition.edited import EditedCorpus
from edition.load import read_data_schemas
from edition.rights import check_excerpt
from edition.search.sudachi import SudachiTokeniser
from edition.searchable import list_search_passages
from edition.site import GENERATED, build_pages, build_site, paginate_corpus
from edition.structure.lines import squeeze
from edition.write import write_site, write_text
from edition_corpora import (
    Files,
    bare,
    change,
    document_of,
    edit_cleanly,
    messages,
    mini_edited,
    mini_files,
    real_edited,
    real_files,
)

CUT, JOINED = "corpus/documents/mini-cut.yml", "corpus/documents/mini-joined.yml"


@cache
def tokeniser() -> SudachiTokeniser:
    return SudachiTokeniser()


def site_of(edited: EditedCorpus) -> dict[str, str | bytes]:
    return build_site(bare(edited), {}, tokeniser(), read_data_schemas())


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


# The same input gives the same bytes.


def test_two_builds_are_equal() -> None:
    first = site_of(edit_cleanly(mini_files()))
    second = site_of(edit_cleanly(dict(reversed(mini_files().items()))))
    assert {path: as_bytes(content) for path, content in first.items()} == {
        path: as_bytes(content) for path, content in second.items()}


def test_two_builds_of_the_real_pages_are_equal() -> None:
    first, second = (build_pages(paginate_corpus(e), bare(e)) for e in (real_edited(), edit_cleanly(real_files())))
    assert first == second


def test_no_machine_and_no_clock_in_the_pages() -> None:
    for path, text in build_pages(paginate_corpus(real_edited()), bare(real_edited())).items():
        assert not re.search(r"(?<![\w/.])/(work|tmp|root|home|Users)/", text), path


def test_everything_built_lies_where_the_build_cleans_up() -> None:
    for path in site_of(mini_edited()):
        assert any(path == name or path.startswith(f"{name}/") for name in GENERATED), path
        assert re.fullmatch(r"[a-zA-Z0-9._/-]+", path), "addresses are ASCII"


def test_every_passage_and_page_has_its_file() -> None:
    pages = build_pages(documents := paginate_corpus(real_edited()), bare(real_edited()))
    for document, pagination in documents:
        assert f"documents/{document.key}/index.md" in pages
        assert pages[f"data/sources/{document.key}.txt"] == document.source.text
        assert all(f"{page.url.removesuffix('/')}.md" in pages for page in pagination.pages)
        assert all(f"p/{passage.id}/index.html" in pages for passage in document.structure.passages)


def test_retired_ids_have_a_page_that_leads_on() -> None:
    files = mini_files()
    files["corpus/ledger.tsv"] += (
        f"mini-joined.10\tparagraph\t{'1' * 16}\tminted\t\n"
        f"mini-joined.10\tparagraph\t{'1' * 16}\tretired\tmini-joined.3\n").encode()
    edited = edit_cleanly(files)
    page = build_pages(paginate_corpus(edited), bare(edited))["p/mini-joined.10/index.html"]
    assert 'href="../../p/mini-joined.3/"' in page and 'http-equiv="refresh"' in page


def test_long_documents_are_divided_at_their_headings() -> None:
    for document, pagination in paginate_corpus(real_edited()):
        placed = [part for page in pagination.pages for part in page.parts]
        by_id = {division.id: division for division in document.structure.divisions}
        order = [by_id[p] if isinstance(p, str) else document.structure.passages[p] for p in document.structure.order]
        assert placed == order, "every part stands on one page, in reading order"
        slugs = [page.slug for page in pagination.pages]
        assert len(slugs) == len(set(slugs)) and "index" not in slugs


# Writing.


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in folder.rglob("*") if path.is_file()}


def test_writing_touches_only_what_changed(tmp_path: Path) -> None:
    site = {"index.md": "一", "p/a.1/index.html": "二", "data/x.bin": b"\x00"}
    assert write_site(tmp_path, site, GENERATED) == 3
    before = snapshot(tmp_path)
    assert write_site(tmp_path, site, GENERATED) == 0
    assert snapshot(tmp_path) == before
    assert write_site(tmp_path, {**site, "index.md": "三"}, GENERATED) == 1
    after = snapshot(tmp_path)
    assert {path for path in after if after[path] != before[path]} == {"index.md"}


def test_writing_removes_what_is_no_longer_built(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.md").write_text("手で書いた頁", encoding="utf-8")
    write_site(tmp_path, {"index.md": "一", "p/a.1/index.html": "二", "p/a.2/index.html": "三"}, GENERATED)
    assert write_site(tmp_path, {"index.md": "一", "p/a.2/index.html": "三"}, GENERATED) == 1
    assert sorted(snapshot(tmp_path)) == ["about/index.md", "index.md", "p/a.2/index.html"]
    assert not (tmp_path / "p" / "a.1").exists()


def test_a_text_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "ledger.tsv", "一\n二\n")
    assert (tmp_path / "ledger.tsv").read_bytes() == "一\n二\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.tsv"]


# Rights.


def with_access(files: Files, path: str, access: str, excerpt: str = "") -> EditedCorpus:
    written = f"access: {access}" + (f", excerpt: [{excerpt}]" if excerpt else "")
    text = files[path].decode()
    # The real records have it on a line of its own, the made-up ones in a flow mapping.
    if "  access: full\n" in text:
        written = written.replace(", excerpt", "\n  excerpt")
    return edit_cleanly(change(files, path, "access: full", written))


def windows(text: str, size: int) -> Iterator[str]:
    """Yield every stretch of `size` letters of a text.

    Of ASCII letters alone it is taken three times as long: "report" is a word of the page itself too.
    """
    letters = squeeze(text)
    for at in range(len(letters)):
        length = 3 * size if letters[at : at + size].isascii() else size
        if at + length <= len(letters):
            yield letters[at : at + length]


def leaks(edited: EditedCorpus, key: str, allowed: set[str], size: int) -> list[tuple[str, str]]:
    """Return where words of passages that are not in `allowed` stand in any generated file."""
    site = {path: squeeze(as_bytes(content).decode()) for path, content in site_of(edited).items()}
    document = document_of(edited, key)
    public = "".join(squeeze(text) for text in (
        *(division.title for division in document.structure.divisions),
        *(passage.text or "" for passage in document.structure.passages if passage.id in allowed),
        *(passage.text or "" for other in edited.documents if other.key != key for passage in other.structure.passages),
        json.dumps(document.record.csl, ensure_ascii=False), document.record.short_title,
        *(basis.quote + basis.reason + basis.source for basis in document.record.basis.values()), *document.record.notes,
        *(document.source.text[a.span.begin : a.span.end] for a in document.structure.apart if a.kind == "artefact"),
    ))
    found = []
    for passage in document.structure.passages:
        if passage.id not in allowed and len(squeeze(passage.text or "")) >= size:
            for words in windows(passage.text or "", size):
                if words not in public:
                    found += [(path, words) for path, text in site.items() if words in text]
    return found


@pytest.mark.parametrize(("path", "key"), [(CUT, "mini-cut"), (JOINED, "mini-joined")])
def test_metadata_publishes_no_text(path: str, key: str) -> None:
    edited = with_access(mini_files(), path, "metadata")
    assert leaks(edited, key, set(), 6) == []
    pages = build_pages(paginate_corpus(edited), bare(edited))
    assert f"data/sources/{key}.txt" not in pages
    assert not [p for p in list_search_passages(paginate_corpus(edited), bare(edited)) if p.document == key]
    records = [json.loads(line) for line in pages["data/passages.jsonl"].splitlines()]
    assert all(r["text"] is None and r["status"] == "withheld" for r in records if r["document"] == key)
    # What stays: every id with its page, every heading, the record.
    ids = [passage.id for passage in document_of(edited, key).structure.passages]
    assert [r["id"] for r in records if r["document"] == key] == ids
    assert all("公開していません" in pages[f"p/{passage_id}/index.html"] for passage_id in ids)
    assert all('class="raw"' not in pages[f"p/{passage_id}/index.html"] for passage_id in ids)
    assert [d["title"] for r in json.loads(pages["data/documents.json"]) if r["key"] == key for d in r["divisions"]] == [
        division.title for division in document_of(edited, key).structure.divisions]


def test_an_excerpt_publishes_what_it_names() -> None:
    allowed = {"mini-cut.4", "mini-cut.n1"}
    edited = with_access(mini_files(), CUT, "excerpt", "mini-cut.4, mini-cut.n1")
    assert leaks(edited, "mini-cut", allowed, 6) == []
    pages = build_pages(documents := paginate_corpus(edited), bare(edited))
    found = [p.id for p in list_search_passages(documents, bare(edited)) if p.document == "mini-cut"]
    assert found == ["mini-cut.4", "mini-cut.n1"]
    records = {r["id"]: r for r in map(json.loads, pages["data/passages.jsonl"].splitlines())}
    texts = {p.id: p.text for p in document_of(mini_edited(), "mini-cut").structure.passages}
    for passage_id, text in texts.items():
        shown = passage_id in allowed
        assert (records[passage_id]["text"] == text) is shown
        assert ("公開していません" in pages[f"p/{passage_id}/index.html"]) is not shown
    assert "data/sources/mini-cut.txt" not in pages


def test_the_table_of_a_withheld_document_is_withheld() -> None:
    edited = with_access(mini_files(), CUT, "excerpt", "mini-cut.4")
    pages = build_pages(paginate_corpus(edited), bare(edited))
    table = next(r for r in map(json.loads, pages["data/passages.jsonl"].splitlines()) if r["id"] == "mini-cut.t1")
    assert {"cells", "caption", "cell_spans", "lines"}.isdisjoint(table)
    assert "<td>3</td>" not in pages["p/mini-cut.t1/index.html"] + pages["documents/mini-cut/2.md"]


def test_full_publishes_everything() -> None:
    pages = build_pages(documents := paginate_corpus(mini_edited()), bare(mini_edited()))
    assert not [path for path, text in pages.items() if "公開していません" in text]
    assert len(list_search_passages(documents, bare(mini_edited()))) == sum(
        1 for document, _ in documents for passage in document.structure.passages if passage.text is not None)


def test_a_real_document_can_be_withheld() -> None:
    edited = with_access(real_files(), "corpus/documents/hiraiwa2011.yml", "metadata")
    pages = build_pages(paginate_corpus(edited), bare(edited))
    everything = squeeze("".join(pages.values()))
    for passage in document_of(edited, "hiraiwa2011").structure.passages:
        for words in list(windows(passage.text or "", 24))[::12]:
            assert words not in everything, words


def test_an_excerpt_of_a_passage_that_is_not_there() -> None:
    edited = with_access(mini_files(), CUT, "excerpt", "mini-cut.4, mini-cut.99")
    assert [str(finding) for finding in check_excerpt(document_of(edited, "mini-cut"))] == [
        f"{CUT}:1: C010 the excerpt of mini-cut names mini-cut.99, which it does not have; name passages of this document"]
    assert messages(change(mini_files(), CUT, "access: full", "access: excerpt")) != []
