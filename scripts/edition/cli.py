"""The commands of the edition.

    edition build              check the corpus and write the generated part of docs/
    edition check              check the corpus, print each document's account and likely names that are missing
    edition mint               give new passages an id, record revised texts
    edition cite-check FILE    check the permanent links in a paper (.md .tex .docx .bib) and the quotations beside them
    edition mint --afresh      number all passages anew (before the first release only)
    edition release NAME       freeze a dated release below corpus/releases/
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from edition.annotate.date_coverage import check_dates_covered
from edition.annotated import BOUND_TO_TEXT, AnnotatedCorpus, annotate_corpus
from edition.check.audit import PLACES, Account
from edition.check.coverage import find_uncovered
from edition.check.lexicon import check_lexicon
from edition.corpus import LEDGER_PATH, Corpus, parse_corpus
from edition.edited import divide_corpus, edit_corpus
from edition.errors import EditionError, Finding, FindingsError
from edition.identity.assign import assign_ids, mint, with_ids
from edition.identity.history import History, check_kept, keep_texts
from edition.identity.ledger import Ledger, LedgerRow, format_ledger, parse_ledger
from edition.load import read_corpus, read_data_schemas, read_manifests, read_search_scripts
from edition.quotation.check import PaperChecker, count_links, is_wrong
from edition.quotation.match import QuotationIndex
from edition.quotation.papers import parse_paper
from edition.quotation.texts import kanji_variants, published_texts
from edition.release import Release, build_release, check_release, freeze_ledger
from edition.rights import check_excerpt
from edition.search.bundle import BOX_SCRIPTS, ENGINE_SCRIPTS, LOADER_SCRIPTS
from edition.search.sudachi import SudachiTokeniser
from edition.site import GENERATED, build_site
from edition.write import write_new_folder, write_site, write_text

CHANGELOG_PATH = "docs/about/changelog.md"
EXIT_FINDINGS, EXIT_ERROR, EXIT_INTERRUPTED = 3, 4, 130


def find_root() -> Path:
    """Return the repository this package stands in."""
    return Path(__file__).resolve().parents[2]


def site_address() -> str:
    """Return the address the site will have, with a slash at the end; "" when it is not known."""
    named = os.environ.get("SITE_URL", "").strip()
    return f"{named.rstrip('/')}/" if named else ""


def load_annotated(root: Path) -> tuple[Corpus, AnnotatedCorpus]:
    """Read, divide, annotate and check the corpus.

    Raises:
        FindingsError: with every mistake found.
    """
    corpus, findings = parse_corpus(read_corpus(root))
    edited, more = edit_corpus(corpus)
    findings += more
    for document in edited.documents:
        findings += check_excerpt(document)
    findings += check_kept(corpus.ledger, corpus.history)
    annotated, more = annotate_corpus(corpus, edited)
    names = {
        entity.id: {*entity.labels.values(), *entity.forms, *entity.also} for entity in annotated.entities.values()
    }
    findings += check_lexicon(corpus.lexicon, names)
    # Where a document is broken, words bound to its passages only seem to be lost.
    findings += [finding for finding in more if not (findings and finding.code in BOUND_TO_TEXT)]
    if findings:
        raise FindingsError(findings)
    return corpus, annotated


def format_account(account: Account) -> str:
    """Return one document's account as lines of text."""
    places = "  ".join(f"{place} {account.by_place[place]}" for place in PLACES)
    return (
        f"{account.key}: {account.characters} characters = {places}\n"
        f"  unaccounted {len(account.unaccounted)}  doubled {len(account.doubled)}  "
        f"invented {account.invented}  sha256 {account.sha256}"
    )


def format_annotation(annotated: AnnotatedCorpus) -> str:
    """Return what is annotated as one line of text."""
    n_mentions = sum(map(len, annotated.mentions.values()))
    n_dates = sum(map(len, annotated.dates.values()))
    return (
        f"annotation: {len(annotated.entities)} entities, {n_mentions} mentions, {n_dates} dates, "
        f"{len(annotated.notes)} editorial notes"
    )


def run_check(root: Path) -> None:
    """Check the corpus, print the accounts and what may be missing from the annotation."""
    corpus, annotated = load_annotated(root)
    edited = annotated.edited
    for document in edited.documents:
        print(format_account(document.account))
    print(format_annotation(annotated))
    tokeniser = SudachiTokeniser()
    uncovered: list[object] = [*find_uncovered(annotated, tokeniser, lambda word: bool(tokeniser.spellings(word)))]
    if annotated.date_rules:
        uncovered += check_dates_covered(annotated.units, annotated.marks(), annotated.date_rules)
    for likely in uncovered:
        print(likely)
    print(f"likely names and dates that nothing covers: {len(uncovered)}")
    n_passages = sum(len(document.structure.passages) for document in edited.documents)
    status = "draft ids, may be minted afresh" if corpus.ledger.is_draft else "frozen ids"
    print(f"{len(edited.documents)} documents, {n_passages} passages, {status}; no findings")


def run_build(root: Path) -> None:
    """Build the generated part of docs/."""
    began = time.monotonic()
    # One short run that keeps nearly all it makes: collecting cycles only costs time.
    gc.disable()
    print("edition: reading and checking corpus/", flush=True)
    corpus, annotated = load_annotated(root)
    if corpus.ledger.is_draft:
        print("edition: passage ids are a draft until the first release (corpus/ledger.tsv)")
    print("edition: rendering pages, data and search index", flush=True)
    site = build_site(
        annotated,
        corpus.lexicon,
        SudachiTokeniser(),
        read_data_schemas(),
        read_search_scripts(root, (*ENGINE_SCRIPTS, *BOX_SCRIPTS, *LOADER_SCRIPTS)),
        corpus.history,
        site_address(),
    )
    changed = write_site(root / "docs", site, GENERATED)
    seconds = time.monotonic() - began
    print(f"edition: {len(site)} files, {changed} changed, {seconds:.1f} s")


def run_release(root: Path, name: str, day: str, freeze: bool) -> None:
    """Freeze a dated release.

    Raises:
        FindingsError: when the corpus has mistakes.
        ReleaseError: when the release would not last.
    """
    release = Release(name, day, site_address())
    manifests = read_manifests(root)
    ledger = parse_corpus(read_corpus(root))[0].ledger
    check_release(release, ledger.is_draft, freeze, manifests)
    corpus, annotated = load_annotated(root)
    files = read_corpus(root)
    if ledger.is_draft:
        files[LEDGER_PATH] = freeze_ledger(files[LEDGER_PATH].decode()).encode()
    previous = max(manifests.values(), key=lambda manifest: str(manifest["date"]), default=None)
    changelog = (root / CHANGELOG_PATH).read_text(encoding="utf-8")
    contents = build_release(release, files, annotated.edited, corpus.history, previous, changelog)
    write_new_folder(root / release.folder, {Path(path).name: text for path, text in contents.items()})
    if ledger.is_draft:
        write_text(root / LEDGER_PATH, files[LEDGER_PATH].decode())
        print("edition: ids are frozen; from now on they are permanent")
    print(f"edition: released {name} in {release.folder}")


def run_mint(root: Path, afresh: bool, retire: Sequence[str]) -> None:
    """Write new rows to the ledger.

    Raises:
        FindingsError: when an id would be lost or the corpus is broken.
        EditionError: when ids are frozen and minting afresh is asked for.
    """
    corpus, findings = parse_corpus(read_corpus(root))
    structures, more = divide_corpus(corpus)
    if findings or more:
        raise FindingsError([*findings, *more])
    ledger = corpus.ledger
    if afresh:
        if not ledger.is_draft:
            raise EditionError(
                f"{LEDGER_PATH}: ids are frozen by a release; run `edition mint` without --afresh"
            )
        print("edition: minting all ids afresh; addresses published so far may change")
        ledger = Ledger((), True, LEDGER_PATH)
    retired = dict(pair.split("=", 1) for pair in retire)
    rows: list[LedgerRow] = []
    for structure in structures:
        new, more = mint(structure, ledger, retired)
        rows += new
        findings += more
    lost = {row.id for row in rows if row.event == "retired"}
    for old in retired:
        if not findings and old not in lost:
            raise EditionError(f"--retire {old}: {old} is no id that lost its passage; nothing was written")
    text = format_ledger([*ledger.rows, *rows], ledger.is_draft)
    findings += parse_ledger(text, LEDGER_PATH)[1]
    if findings:
        raise FindingsError(findings)
    # First the texts: kept in vain they do no harm, a ledger without them would lose them.
    written = parse_ledger(text, LEDGER_PATH)[0]
    numbered = [with_ids(structure, assign_ids(structure, written)) for structure in structures]
    for path, kept in keep_texts(numbered, History() if afresh else corpus.history).items():
        (root / path).parent.mkdir(exist_ok=True)
        write_text(root / path, kept)
    write_text(root / LEDGER_PATH, text)
    for event in ("minted", "revised", "retired"):
        print(f"edition: {sum(1 for row in rows if row.event == event)} {event}")


def run_cite_check(root: Path, files: Sequence[str]) -> int:
    """Check the permanent links of papers and the quotations beside them; print a line each.

    Returns:
        0, or 3 when something is wrong; remarks alone are nothing wrong.

    Raises:
        FindingsError: when the corpus is broken.
        EditionError: when a file is not there or is no paper.
    """
    corpus, findings = parse_corpus(read_corpus(root))
    edited, more = edit_corpus(corpus)
    if findings or more:
        raise FindingsError([*findings, *more])
    index = QuotationIndex(published_texts(edited.documents), kanji_variants(corpus.lexicon))
    checker = PaperChecker(edited, index)
    said: list[Finding] = []
    n_links = 0
    for file in files:
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise EditionError(f"{file}: cannot be read ({error.strerror}); name a paper") from None
        blocks = parse_paper(file, content)
        n_links += count_links(blocks)
        said += checker.check(file, blocks)
    for finding in said:
        print(finding)
    wrong = sum(1 for finding in said if is_wrong(finding))
    print(f"edition: {n_links} permanent links in {len(files)} files; {wrong} wrong, {len(said) - wrong} remarks")
    return EXIT_FINDINGS if wrong else 0


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="edition", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("build", help="check the corpus and write the generated part of docs/")
    commands.add_parser("check", help="check the corpus and print each document's account")
    minting = commands.add_parser("mint", help="give new passages an id, record revised texts")
    minting.add_argument("--afresh", action="store_true", help="number all passages anew")
    minting.add_argument(
        "--retire",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="let the id NEW answer for OLD, whose passage is gone (repeatable)",
    )
    citing = commands.add_parser("cite-check", help="check the links in papers and the quotations beside them")
    citing.add_argument("files", nargs="+", metavar="FILE", help="a paper: .md, .tex, .docx, .bib or .txt")
    releasing = commands.add_parser("release", help="freeze a dated release below corpus/releases/")
    releasing.add_argument("name", metavar="NAME", help="for example 1.0")
    releasing.add_argument("--date", default=date.today().isoformat(), help="its day, YYYY-MM-DD (today)")
    releasing.add_argument("--freeze", action="store_true", help="make draft ids permanent, for good")
    options = parser.parse_args(arguments)
    if options.command == "mint":
        for pair in options.retire:
            if "=" not in pair:
                parser.error(f"--retire takes OLD=NEW, not 「{pair}」")
    return options


def main(arguments: Sequence[str]) -> int:
    """Run a command; return 0, 2 for a wrong call, 3 for findings, 4 for another error."""
    options = parse_arguments(arguments)
    root = find_root()
    try:
        if options.command == "check":
            run_check(root)
        elif options.command == "build":
            run_build(root)
        elif options.command == "cite-check":
            return run_cite_check(root, options.files)
        elif options.command == "release":
            run_release(root, options.name, options.date, options.freeze)
        else:
            run_mint(root, options.afresh, options.retire)
    except FindingsError as error:
        print(error, file=sys.stderr)
        count = len(error.findings)
        print(f"edition: {count} finding{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return EXIT_FINDINGS
    except KeyboardInterrupt:
        print("edition: stopped; nothing was half written", file=sys.stderr)
        return EXIT_INTERRUPTED
    except EditionError as error:
        print(f"edition: {error}", file=sys.stderr)
        return EXIT_ERROR
    return 0
