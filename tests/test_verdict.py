"""Links that last: what an address carries, which texts are kept, and what of them is published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.citations.arrival_note import (
    N_DIGITS,
    render_earlier,
    render_forwarding,
    retired_attributes,
)
from edition.citations.templates import cite_attributes, pincite
from edition.cli import run_mint
from edition.edited import EditedCorpus
from edition.errors import Place
from edition.identity.history import (
    EarlierText,
    History,
    KeptText,
    check_kept,
    earlier_texts,
    format_passage_history,
    keep_texts,
    parse_history,
)
from edition.identity.ledger import Ledger, LedgerRow, digest_text
from edition.load import read_corpus
from edition.model import Access, Passage, PassageKind, SourceSpan, Structure
from edition.site import build_pages, paginate_corpus
from edition_corpora import ROOT, Files, bare, mini_files
from verdict_sites import DOCUMENT, SOURCE, changed, first_edition, minted, pages_of, parts_of

PLACE = Place("corpus/ledger.tsv", 1)
PATH = "corpus/history/case.jsonl"


def structure_of(texts: dict[str, str | None], key: str = "case") -> Structure:
    passages = tuple(
        Passage(passage_id, key, None, PassageKind.PARAGRAPH, None, text, (SourceSpan(0, 1),))
        for passage_id, text in texts.items()
    )
    return Structure(key, (), (), passages, (), tuple(range(len(passages))))


def ledger_of(*rows: tuple[str, str | None, str]) -> Ledger:
    """Return a ledger of rows (id, text, event), a retired id answered for by case.2."""
    return Ledger(
        tuple(
            LedgerRow(i, "paragraph", digest_text(text), event, "case.2" if event == "retired" else "", PLACE)
            for i, text, event in rows
        ),
        False,
        "corpus/ledger.tsv",
    )


def history_of(*texts: tuple[str, str]) -> History:
    return History({(i, digest_text(text)): KeptText(i, digest_text(text), text) for i, text in texts})


def test_an_address_carries_the_first_digits_of_the_digest() -> None:
    assert N_DIGITS == 8
    passage = structure_of({"case.1": "本文"}).passages[0]
    assert pincite(passage, {}).path == f"p/case.1/?d={digest_text('本文')[:N_DIGITS]}"
    assert f' data-digest="{digest_text("本文")[:N_DIGITS]}"' in cite_attributes(passage, {})


def test_the_page_of_a_retired_id_names_the_successor() -> None:
    assert retired_attributes("case.2") == ' data-successor="case.2"'


texts = st.dictionaries(
    st.from_regex(r"case\.[ntf]?[1-9][0-9]?", fullmatch=True), st.one_of(st.none(), st.text(alphabet=st.characters(codec="utf-8"))), max_size=5
)


@given(texts, texts)
def test_what_is_kept_is_read_back_and_only_grows(one: dict[str, str | None], other: dict[str, str | None]) -> None:
    first = keep_texts([structure_of(one)], History())
    history, findings = parse_history(first)
    assert findings == []
    again = keep_texts([structure_of(other)], history)
    assert again[PATH].startswith(first[PATH])
    history, findings = parse_history(again)
    assert findings == []
    for known in (one, other):
        for passage_id, text in known.items():
            assert history.text(passage_id, digest_text(text)) == text or not text


def test_keeping_twice_changes_nothing() -> None:
    files = keep_texts([structure_of({"case.1": "甲", "case.2": "乙"})], History())
    assert keep_texts([structure_of({"case.1": "甲", "case.2": "乙"})], parse_history(files)[0]) == files


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        '{"id": "case.1", "digest": "0"}',
        '{"id": "case.1", "digest": "0", "text": 1}',
        '{"id": "one", "digest": "0", "text": "甲"}',
        json.dumps({"id": "other.1", "digest": digest_text("甲"), "text": "甲"}),
        json.dumps({"id": "case.1", "digest": digest_text("乙"), "text": "甲"}),
    ],
)
def test_a_line_that_is_not_what_it_says_is_found(line: str) -> None:
    good = json.dumps({"id": "case.1", "digest": digest_text("丙"), "text": "丙"})
    history, findings = parse_history({PATH: f"{good}\n{line}\n"})
    assert [(str(finding.place), finding.code) for finding in findings] == [(f"{PATH}:2", "P120")]
    assert history == history_of(("case.1", "丙"))


def test_a_present_text_that_is_not_kept_is_found_once_a_document() -> None:
    ledger = ledger_of(
        ("case.1", "甲", "minted"), ("case.2", "乙", "minted"), ("case.3", "丙", "minted"), ("case.n1", None, "minted")
    )
    findings = check_kept(ledger, history_of(("case.1", "甲")))
    assert [finding.code for finding in findings] == ["P121"]
    assert "2 passages, the first case.2" in findings[0].what
    assert check_kept(ledger, history_of(("case.1", "甲"), ("case.2", "乙"), ("case.3", "丙"))) == []


def test_earlier_texts_are_those_that_no_longer_hold_oldest_first() -> None:
    ledger = ledger_of(
        ("case.1", "甲", "minted"), ("case.1", "乙", "revised"), ("case.1", "丙", "revised"), ("case.1", "乙", "revised")
    )
    history = history_of(("case.1", "甲"), ("case.1", "乙"), ("case.1", "丙"))
    assert earlier_texts("case.1", ledger, history, True) == [
        EarlierText(digest_text("甲"), "甲"),
        EarlierText(digest_text("丙"), "丙"),
    ]


def test_of_a_retired_id_the_last_text_is_an_earlier_one() -> None:
    ledger = ledger_of(("case.1", "甲", "minted"), ("case.2", "乙", "minted"), ("case.1", "甲", "retired"))
    assert earlier_texts("case.1", ledger, history_of(("case.1", "甲")), True) == [EarlierText(digest_text("甲"), "甲")]
    assert earlier_texts("case.2", ledger, History(), True) == []


def test_withheld_and_unkept_texts_are_told_of_without_words() -> None:
    ledger = ledger_of(("case.1", "甲", "minted"), ("case.1", "乙", "revised"))
    kept = history_of(("case.1", "甲"))
    wordless = [EarlierText(digest_text("甲"), None)]
    assert earlier_texts("case.1", ledger, kept, False) == wordless
    assert earlier_texts("case.1", ledger, History(), True) == wordless
    assert "公開していません" in render_earlier(wordless)


def test_what_is_published_of_a_passage_is_json_with_every_version() -> None:
    earlier = [EarlierText("0" * 16, "<甲>"), EarlierText("1" * 16, None)]
    assert json.loads(format_passage_history("case.1", earlier, "乙")) == {
        "format": 1,
        "id": "case.1",
        "successor": None,
        "text": "乙",
        "earlier": [{"digest": "0" * 16, "text": "<甲>"}, {"digest": "1" * 16, "text": None}],
    }
    shown = render_earlier(earlier)
    assert "&lt;甲&gt;" in shown
    assert shown.index("1" * 16) < shown.index("0" * 16)
    assert render_earlier([]) == ""
    assert render_forwarding("../../p/a.1/").startswith("<noscript><meta http-equiv")


# --- minting and building the made-up corpus ---


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return first_edition(tmp_path_factory.mktemp("first"))


def test_minting_keeps_every_text(first: Files) -> None:
    corpus, edited = parts_of(first)
    assert check_kept(corpus.ledger, corpus.history) == []
    for document in edited.documents:
        for passage in document.structure.passages:
            if passage.text is not None:
                assert corpus.history.text(passage.id, digest_text(passage.text)) == passage.text


def test_a_revision_leaves_the_old_text_in_the_history_and_on_the_site(first: Files, tmp_path: Path) -> None:
    second = minted(changed(first, SOURCE, "音も届く", "音はよく届く"), tmp_path)
    pages = pages_of(second)
    histories = [path for path in pages if path.endswith("/history.json")]
    assert histories == ["p/mini-cut.6/history.json"]
    value = json.loads(pages[histories[0]])
    assert [one["text"] for one in value["earlier"]] == ["* 第二に、音も届く。&amp; も文字である。"]
    assert value["text"] == "* 第二に、音はよく届く。&amp; も文字である。"
    old = first["corpus/history/mini-cut.jsonl"]
    assert second["corpus/history/mini-cut.jsonl"].startswith(old)
    assert [path for path in pages_of(first) if path.endswith("/history.json")] == []


@pytest.mark.parametrize("access", [Access.METADATA, Access.EXCERPT])
def test_what_the_rights_withhold_is_in_no_history(first: Files, tmp_path: Path, access: Access) -> None:
    second = changed(changed(first, SOURCE, "音も届く", "音はよく届く"), SOURCE, " 小さな段落。 \n", "")
    second = minted(second, tmp_path, ["mini-cut.9=mini-cut.10"])
    corpus, edited = parts_of(second)

    def withheld(edited: EditedCorpus) -> EditedCorpus:
        documents = tuple(
            replace(d, record=replace(d.record, rights=replace(d.record.rights, access=access, excerpt=("mini-cut.5",))))
            for d in edited.documents
        )
        return replace(edited, documents=documents)

    pages = build_pages(paginate_corpus(withheld(edited)), bare(withheld(edited)), corpus.history)
    for passage_id in ("mini-cut.6", "mini-cut.9"):
        value = json.loads(pages[f"p/{passage_id}/history.json"])
        assert value["text"] is None
        assert [one["text"] for one in value["earlier"]] == [None]
        for words in ("音も届く", "音はよく届く", "小さな段落"):
            assert words not in pages[f"p/{passage_id}/index.html"]


def test_minting_afresh_begins_the_history_anew(first: Files, tmp_path: Path) -> None:
    draft = first["corpus/ledger.tsv"].replace(b"# frozen: ids are permanent", b"# draft: ids may be minted afresh until the first release")
    files = changed({**first, "corpus/ledger.tsv": draft}, SOURCE, "音も届く", "音はよく届く")
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    run_mint(tmp_path, True, [])
    kept = read_corpus(tmp_path)["corpus/history/mini-cut.jsonl"].decode()
    assert "音はよく届く" in kept
    assert "音も届く" not in kept


def test_the_files_of_the_made_up_corpus_are_where_these_tests_change_them() -> None:
    files = mini_files()
    assert DOCUMENT in files and SOURCE in files


def test_the_script_writes_no_html() -> None:
    script = (ROOT / "docs/assets/citation/verdict.js").read_text(encoding="utf-8")
    assert script.startswith("// @ts-check")
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http://", "https://"):
        assert banned not in script
