"""Citations: golden strings in every style, and exports read back by other programs' parsers.

tests/cases/citations.tsv was read line by line by someone who knows the styles; a changed line is a decision.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import rispy
from pybtex.database import parse_string

from edition.citations.citation_page import cite_passage, render_citation_files
from edition.citations.csl_items import Usage, citation_item
from edition.citations.formats import FORMATS, event_templates, export_values, fill_export
from edition.citations.styles import STYLES, STYLES_DIRECTORY, format_all, pandoc_path
from edition.citations.templates import (
    SITE_TITLE,
    Pincite,
    Templates,
    cite_attributes,
    fill,
    make_templates,
    pincite,
    written_date,
)
from edition.edited import EditedDocument
from edition.model import Passage
from edition.render.home import SITE_NAME
from edition.site import paginate_corpus
from edition_corpora import real_annotated, real_edited

TESTS = Path(__file__).parent
SITE, TODAY = "https://example.org/corpus/", (2026, 11, 21)
BETWEEN_PARTS = " ⏎ "
DOCUMENTS = {document.key: document for document in real_edited().documents}
#: git blobs of the published styles at commit 0819c0e0b7d4a0301ff063521f91818cb697ca5b (styles/README.md).
STYLE_BLOBS = {
    "apa.csl": "9bc45ef6289bb2f933a0fd9a44640baa34a3191e",
    "chicago-author-date.csl": "78652be4c1a2b5d7c47d5b74ffb7dcd94a67ed30",
    "chicago-notes-bibliography.csl": "af4289099035133f51975bf133f235e85daf0eef",
    "modern-language-association.csl": "233c13d8a6964849cb07803b857a564bfa331674",
    "sist02.csl": "46f485c9b4ece2e612ab47f31c6a3cc2eff6e8ea",
}
SCHEMA = json.loads((TESTS / "schemas/csl-data.json").read_text(encoding="utf-8"))


@cache
def templates() -> Templates:
    return make_templates([document.record for document in DOCUMENTS.values()])


def find(passage_id: str) -> tuple[EditedDocument, Passage, Pincite]:
    document = DOCUMENTS[passage_id.rpartition(".")[0]]
    printed = {page.page: page.printed for page in document.structure.pages if page.printed is not None}
    passage = next(p for p in document.structure.passages if p.id == passage_id)
    return document, passage, pincite(passage, printed)


def cite(style: str, cited: str) -> str:
    """Cite a document (key) or a passage (id)."""
    if "." in cited:
        document, _, place = find(cited)
        parts = [rich.text for rich in cite_passage(templates(), document.record, style, place, SITE, TODAY)]
    else:
        values = {"url": f"{SITE}documents/{cited}/"}
        parts = [fill(rich.text, values, TODAY) for rich in templates().by_style[style][cited].document]
    return BETWEEN_PARTS.join(parts)


def golden_rows() -> list[tuple[str, str, str]]:
    with (TESTS / "cases/citations.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["style"], row["cited"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def exports(cited: str) -> dict[str, str]:
    """Return a document or passage in every format."""
    if "." in cited:
        document, _, place = find(cited)
        values = export_values(document.record, place, SITE + place.path)
        return {f.id: fill_export(f.template(document.record, True), values, TODAY) for f in FORMATS}
    record = DOCUMENTS[cited].record
    values = export_values(record, None, f"{SITE}documents/{cited}/")
    return {f.id: fill_export(f.template(record, False), values, TODAY) for f in FORMATS}


CITED = [*DOCUMENTS, "hiraiwa2011.12", "hiraiwa2011.n8", "sakata2021.20", "sakata2026.12", "togashi-kaken.7", "vision2025.t1"]


@pytest.mark.parametrize(("style", "cited", "text"), golden_rows())
def test_golden(style: str, cited: str, text: str) -> None:
    assert cite(style, cited) == text


def test_every_document_is_golden_in_every_style_whole_and_in_part() -> None:
    seen = {(style, cited.rpartition(".")[0] or cited, "." in cited) for style, cited, _ in golden_rows()}
    assert seen == {(style.id, key, part) for style in STYLES for key in DOCUMENTS for part in (True, False)}


def test_styles_are_the_published_ones() -> None:
    def blob(path: Path) -> str:
        content = path.read_bytes()
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()

    assert {name: blob(STYLES_DIRECTORY / name) for name in STYLE_BLOBS} == STYLE_BLOBS
    for style in STYLES:
        assert "creativecommons.org/licenses/by-sa/" in (STYLES_DIRECTORY / style.file).read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_slots_filled_are_what_the_engine_writes(style) -> None:
    """A template with number, address and date put in is the citation the engine makes of them, in every month."""
    record = DOCUMENTS["togashi-kaken"].record
    dates = [(2026, month, 3 + month) for month in range(1, 13)]
    item = citation_item(record, style.usage)
    url = "https://example.org/p/togashi-kaken.7/?d=0123abcd"
    requests = [({**item, "URL": url, "accessed": {"date-parts": [list(date)]}}, "") for date in dates]
    made = templates().by_style[style.id]["togashi-kaken"]
    for date, formatted in zip(dates, format_all([(style, requests)])[0], strict=True):
        assert fill(made.entry.text, {"url": url}, date) == formatted.entry.text.split(") ", style.form == "entry")[-1]
        if style.form == "note":
            assert fill(made.document[0].html, {"url": url}, date, is_html=True) == formatted.citation.html


def test_works_of_one_author_do_not_change_each_others_citation() -> None:
    alone = make_templates([DOCUMENTS["sakata2026"].record]).by_style
    for style in STYLES:
        assert alone[style.id]["sakata2026"] == templates().by_style[style.id]["sakata2026"]


def test_what_is_unknown_or_inferred_is_said() -> None:
    for style in STYLES:
        hiraiwa, togashi = cite(style.id, "hiraiwa2011"), cite(style.id, "togashi-kaken")
        assert "[章題未詳]" in hiraiwa or "［章題未詳］" in hiraiwa or style.form == "in-text"
        assert "“[" not in hiraiwa.replace("“[日", "")
        assert "日本国際問題研究所]" in hiraiwa or "日本国際問題研究所］" in hiraiwa
        said = "発行年不明" in togashi or "n.d." in togashi
        # MLA leaves out a date that is not known (MLA Handbook, 5.68).
        assert said or style.id == "mla"
        assert "20" not in togashi.replace("2026", "").replace(SITE, "").replace("17K13689", "")


def test_names_are_in_japanese_order() -> None:
    for style in STYLES:
        assert "阪田恭代" in cite(style.id, "sakata2021")


def test_pages_are_named_for_what_they_are() -> None:
    assert "ファイルの" in cite("note-ja", "sakata2021.20")
    assert "（推定）" in cite("note-ja", "vision2025.100")
    assert "of the source file" in cite("apa", "sakata2021.20")
    assert "p. [" in cite("apa", "vision2025.100")
    unpaged = Pincite("hiraiwa2011.12", None, False, "0" * 8)
    text = cite_passage(templates(), DOCUMENTS["hiraiwa2011"].record, "apa", unpaged, SITE, TODAY)[0].text
    assert text == "(平岩, ca. 2011, para. 12)"


@pytest.mark.parametrize("cited", CITED)
def test_bibtex_is_read_back_by_pybtex(cited: str) -> None:
    made = exports(cited)
    for name in ("bibtex", "biblatex"):
        database = parse_string(made[name], "bibtex")
        assert list(database.entries) == [cited]
        entry = database.entries[cited]
        record = DOCUMENTS[cited.partition(".")[0]].record
        author = record.csl["author"][0]
        person = entry.persons["author"][0]
        if "literal" in author:
            assert str(person) == f"{{{author['literal']}}}"
        else:
            assert (person.last_names, person.first_names) == ([author["family"]], [author["given"]])
        assert entry.fields["title"] == "{" + (record.title or "[章題未詳]") + "}"
        assert entry.fields["url"].startswith(SITE) and entry.fields["urldate"] == "2026-11-21"
        if "." in cited:
            assert ("注8" if ".n" in cited else "表1" if ".t" in cited else "段落") in entry.fields["note"]


@pytest.mark.parametrize("cited", CITED)
def test_ris_is_read_back_by_rispy(cited: str) -> None:
    entries = rispy.loads(exports(cited)["ris"])
    assert len(entries) == 1
    entry, record = entries[0], DOCUMENTS[cited.partition(".")[0]].record
    author = record.csl["author"][0]
    assert entry["id"] == cited
    assert entry["title"] == record.title or entry["title"] == "[章題未詳]"
    assert entry["authors"] == [author.get("literal") or f"{author['family']}, {author['given']}"]
    assert entry["urls"][0].startswith(SITE)
    assert entry.get("year") == (str(record.csl["issued"]["date-parts"][0][0]) if "issued" in record.csl else None)
    expected = {"chapter": "CHAP", "report": "RPRT", "article": "ELEC", "document": "GEN"}
    assert entry["type_of_reference"] == expected[record.csl["type"]]


@pytest.mark.parametrize("cited", CITED)
def test_csl_json_has_the_shape_of_its_schema(cited: str) -> None:
    item = json.loads(exports(cited)["csl-json"])
    jsonschema.Draft7Validator(SCHEMA).validate([item])
    assert item["id"] == cited and item["accessed"] == {"date-parts": [[2026, 11, 21]]}


@pytest.mark.parametrize("cited", CITED)
def test_pandoc_reads_every_format(cited: str) -> None:
    made = exports(cited)
    for name, reader in (("bibtex", "bibtex"), ("biblatex", "biblatex"), ("ris", "ris"), ("csl-json", "csljson")):
        text = f"[{made[name]}]" if name == "csl-json" else made[name]
        run = subprocess.run(
            [pandoc_path(), "-f", reader, "-t", "csljson"], input=text, capture_output=True, text=True, encoding="utf-8"
        )
        assert (run.returncode, run.stderr) == (0, "")
        item = json.loads(run.stdout)[0]
        assert item["id"] == cited and item["URL"].startswith(SITE)


def test_kana_and_latin_names_are_exported() -> None:
    made = exports("sakata2026")
    assert "yomi = {さかた, やすよ}" in made["bibtex"]
    assert "sortname = {Sakata, Yasuyo}" in made["biblatex"]
    assert "N1  - 著者名の読み: さかた やすよ\nN1  - 著者名のローマ字: Sakata, Yasuyo\n" in made["ris"]
    assert json.loads(made["csl-json"])["custom"] == {"author-kana": "さかた やすよ", "author-latin": "Sakata, Yasuyo"}
    assert "yomi" not in exports("hiraiwa2011")["bibtex"]


def test_a_line_without_a_value_is_left_out() -> None:
    record = DOCUMENTS["hiraiwa2011"].record
    made = {f.id: fill_export(f.template(record, False), {"id": "hiraiwa2011"}, None) for f in FORMATS}
    assert "url" not in made["bibtex"].lower() and "UR  -" not in made["ris"]
    assert "URL" not in json.loads(made["csl-json"])
    assert all("⟦" not in text for text in made.values())


def test_an_event_in_every_format() -> None:
    values = {"id": "tcog-founded", "title": "TCOG 設置", "url": f"{SITE}events/tcog-founded/"}
    made = {name: fill_export(template, values, TODAY) for name, template in event_templates().items()}
    assert parse_string(made["bibtex"], "bibtex").entries["tcog-founded"].fields["title"] == "{TCOG 設置}"
    assert rispy.loads(made["ris"])[0]["title"] == "TCOG 設置"
    jsonschema.Draft7Validator(SCHEMA).validate([json.loads(made["csl-json"])])
    assert set(made) == {f.id for f in FORMATS}
    for style in STYLES:
        texts = [part.text for part in templates().by_style[style.id]["event"].document]
        assert all("⟦n⟧" not in text and "n.d.-" not in text and "———" not in text for text in texts)


def test_attributes_of_a_passage() -> None:
    document, passage, place = find("sakata2021.20")
    assert cite_attributes(passage, {}) == f' data-cite="sakata2021.20" data-digest="{place.digest}" data-page="{passage.page}"'
    assert 'data-printed="8"' in cite_attributes(find("vision2025.61")[1], {find("vision2025.61")[1].page: 8})
    assert len(place.digest) == 8 and place.path == f"p/sakata2021.20/?d={place.digest}"
    assert document.key == "sakata2021"


def test_written_dates() -> None:
    ways = {form: written_date(form, (2026, 5, 4)) for form in ("mdy", "dmy", "iso", "ja", "parts", "slashes")}
    assert ways == {
        "mdy": "May 4, 2026", "dmy": "4 May 2026", "iso": "2026-05-04", "ja": "2026年5月4日",
        "parts": "2026, 5, 4", "slashes": "2026/05/04/",
    }  # fmt: skip


def test_the_files_of_the_site() -> None:
    annotated = real_annotated()
    documents = paginate_corpus(annotated.edited)
    files = render_citation_files(documents, annotated)
    assert files == render_citation_files(documents, annotated), "same input, same bytes"
    keys = list(DOCUMENTS)
    assert set(files) == {
        *(f"documents/{key}/cite.md" for key in keys),
        *(f"data/citations/{key}.{ext}" for key in keys for ext in ("bib", "ris", "json")),
        *(f"data/corpus.{ext}" for ext in ("bib", "ris", "json")),
        "data/citations/templates.json",
    }
    assert list(parse_string(files["data/corpus.bib"], "bibtex").entries) == keys
    assert [entry["id"] for entry in rispy.loads(files["data/corpus.ris"])] == keys
    validator = jsonschema.Draft7Validator(SCHEMA)
    for name in ("data/corpus.json", *(f"data/citations/{key}.json" for key in keys)):
        validator.validate(json.loads(files[name]))
    assert all("⟦" not in text for name, text in files.items() if not name.endswith("templates.json"))
    for key in keys:
        page = files[f"documents/{key}/cite.md"]
        assert all(f"### {style.name}" in page for style in STYLES)
    assert len(files["data/citations/templates.json"].encode()) < 80_000
    addressed = render_citation_files(documents, annotated, SITE)
    assert f"url = {{{SITE}documents/vision2025/}}" in addressed["data/corpus.bib"]


def test_the_name_of_the_site_is_the_one_its_pages_show() -> None:
    assert SITE_TITLE == SITE_NAME
    assert {style.usage for style in STYLES} == {Usage.WESTERN, Usage.SIST, Usage.JAPANESE_NOTE}
