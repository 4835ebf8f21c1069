"""The edited corpus: every document divided, numbered and accounted for."""

from __future__ import annotations

from dataclasses import dataclass

from edition.check.audit import Account, draw_up_account
from edition.corpus import Corpus
from edition.errors import Finding
from edition.identity.assign import assign_ids, check_assignment, with_ids
from edition.identity.ledger import Ledger
from edition.model import Record, Source, Structure
from edition.structure.directives import Directives
from edition.structure.divide import structure_document


@dataclass(frozen=True, slots=True)
class EditedDocument:
    """A document ready to be shown."""

    record: Record
    source: Source
    structure: Structure
    directives: Directives
    account: Account

    @property
    def key(self) -> str:
        """The citation key."""
        return self.record.key


@dataclass(frozen=True, slots=True)
class EditedCorpus:
    """All documents, and the ledger by which their ids are known."""

    documents: tuple[EditedDocument, ...]
    ledger: Ledger


def divide_corpus(corpus: Corpus) -> tuple[list[Structure], list[Finding]]:
    """Divide every document; the passages are not yet numbered."""
    structures = []
    findings: list[Finding] = []
    for document in corpus.documents:
        structure, more = structure_document(document.source, document.directives)
        findings += more
        if structure:
            structures.append(structure)
    return structures, findings


def edit_corpus(corpus: Corpus) -> tuple[EditedCorpus, list[Finding]]:
    """Divide, number and audit every document.

    Args:
        corpus: the parsed corpus.

    Returns:
        the edited corpus and all findings; it is fit to publish when there are none.
    """
    structures, findings = divide_corpus(corpus)
    by_key = {structure.key: structure for structure in structures}
    edited = []
    for document in corpus.documents:
        structure = by_key.get(document.record.key)
        if structure is None:
            continue
        assignment = assign_ids(structure, corpus.ledger)
        findings += check_assignment(structure, assignment, document.source, corpus.ledger)
        numbered = with_ids(structure, assignment)
        account, more = draw_up_account(numbered, document.source)
        findings += more
        edited.append(
            EditedDocument(document.record, document.source, numbered, document.directives, account)
        )
    for row in corpus.ledger.latest().values():
        if row.key not in corpus.keys:
            findings.append(
                Finding(
                    row.place,
                    "P113",
                    f"{row.id} belongs to no document",
                    "restore the document, or the key in the row",
                )
            )
    return EditedCorpus(tuple(edited), corpus.ledger), findings
