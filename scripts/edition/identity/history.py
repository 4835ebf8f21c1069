"""The texts that ids have had: what the ledger keeps a digest of, letter for letter.

corpus/history/<key>.jsonl is append-only, a line a text: {id, digest, text}.
`edition mint` writes the text of every passage it mints or revises there, so
that the text is at hand when it is later revised or its id retired: by then
nothing else of the corpus holds it. The order of the versions is the ledger's.
Findings:

    P120 history-line     a line that is no text of an id, or not the text of its digest
    P121 text-not-kept    a passage whose present text stands in no line
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from edition.errors import Finding, Place
from edition.identity.ledger import ID_RE, Ledger, LedgerRow, digest_text, split_id
from edition.model import Structure

HISTORY_FOLDER = "corpus/history/"
_MALFORMED = "restore the line from the history of the repository"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text that an id has or had."""

    id: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class History:
    """All texts kept, by id and digest, in the order in which they were written."""

    texts: Mapping[tuple[str, str], KeptText] = field(default_factory=dict)

    def text(self, passage_id: str, digest: str) -> str | None:
        """Return the text an id had under a digest, None where it is not kept."""
        kept = self.texts.get((passage_id, digest))
        return kept.text if kept else None


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A version of a passage that no longer holds.

    Args:
        digest: digest of its text.
        text: the text; None where it is not kept or may not be shown.
    """

    digest: str
    text: str | None


def parse_history(files: Mapping[str, str]) -> tuple[History, list[Finding]]:
    """Read the texts kept.

    Args:
        files: content by path below the repository; others than the history's are passed over.

    Returns:
        the history, and a finding for each line that is not what it says.
    """
    texts: dict[tuple[str, str], KeptText] = {}
    findings = []
    for path, content in sorted(files.items()):
        if not path.startswith(HISTORY_FOLDER):
            continue
        key = path.removeprefix(HISTORY_FOLDER).removesuffix(".jsonl")
        # Not splitlines(): a text may hold U+2028 and the like, which JSON leaves as they are.
        for number, line in enumerate(content.removesuffix("\n").split("\n") if content else [], 1):
            kept = _parse_line(line)
            place = Place(path, number)
            if kept is None or split_id(kept.id)[0] != key:
                findings.append(
                    Finding(place, "P120", f"the line keeps no text of a passage of {key}", _MALFORMED)
                )
            elif digest_text(kept.text) != kept.digest:
                what = f"the text kept for {kept.id} does not have the digest {kept.digest}"
                findings.append(Finding(place, "P120", what, _MALFORMED))
            else:
                texts[kept.id, kept.digest] = kept
    return History(texts), findings


def _parse_line(line: str) -> KeptText | None:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(raw, dict) or set(raw) != {"id", "digest", "text"}:
        return None
    if not all(isinstance(value, str) for value in raw.values()) or not ID_RE.fullmatch(raw["id"]):
        return None
    return KeptText(raw["id"], raw["digest"], raw["text"])


def keep_texts(structures: Iterable[Structure], history: History) -> dict[str, str]:
    """Return the history's files with the present texts of all passages in them.

    Args:
        structures: the documents, their passages numbered.
        history: the texts kept so far; an empty one begins the files afresh.

    Returns:
        content by path below the repository; old lines first, unchanged. A note
        whose text is lost has none to keep.
    """
    texts = dict(history.texts)
    keys = {split_id(passage_id)[0] for passage_id, _ in texts}
    for structure in structures:
        keys.add(structure.key)
        for passage in structure.passages:
            if passage.text is not None:
                digest = digest_text(passage.text)
                texts.setdefault((passage.id, digest), KeptText(passage.id, digest, passage.text))
    lines: dict[str, list[str]] = {key: [] for key in sorted(keys)}
    for kept in texts.values():
        row = {"id": kept.id, "digest": kept.digest, "text": kept.text}
        lines[split_id(kept.id)[0]].append(json.dumps(row, ensure_ascii=False))
    return {f"{HISTORY_FOLDER}{key}.jsonl": "".join(f"{line}\n" for line in rows) for key, rows in lines.items()}


def check_kept(ledger: Ledger, history: History) -> list[Finding]:
    """Report passages whose present text is not kept, so that a revision would lose it."""
    empty = digest_text(None)
    lost: dict[str, list[LedgerRow]] = {}
    for row in ledger.latest().values():
        if row.is_division or row.event == "retired" or row.digest == empty:
            continue
        if history.text(row.id, row.digest) is None:
            lost.setdefault(row.key, []).append(row)
    return [
        Finding(
            rows[0].place,
            "P121",
            f"{HISTORY_FOLDER}{key}.jsonl does not keep the text of {len(rows)} passages, the first {rows[0].id}",
            "run `edition mint`",
        )
        for key, rows in lost.items()
    ]


def earlier_texts(passage_id: str, ledger: Ledger, history: History, is_visible: bool) -> list[EarlierText]:
    """Return the texts an id had before, oldest first.

    Args:
        passage_id: the id; of a retired one the last text is an earlier one too.
        ledger: tells which digests the id had, in order.
        history: the texts.
        is_visible: whether the rights let the text of the passage be published.
    """
    rows = [row for row in ledger.rows if row.id == passage_id]
    present = "" if not rows or rows[-1].event == "retired" else rows[-1].digest
    digests = dict.fromkeys(row.digest for row in rows if row.digest != present)
    return [EarlierText(digest, history.text(passage_id, digest) if is_visible else None) for digest in digests]


def format_passage_history(
    passage_id: str, earlier: Iterable[EarlierText], text: str | None, successor: str = ""
) -> str:
    """Return what docs/assets/citation/verdict.js reads: p/<id>/history.json.

    Args:
        passage_id: the id.
        earlier: the texts it had before, oldest first.
        text: the present text (of the successor, where the id is retired); None
            where there is none or it may not be shown.
        successor: the id that answers for a retired one.
    """
    value = {
        "format": 1,
        "id": passage_id,
        "successor": successor or None,
        "text": text,
        "earlier": [{"digest": one.digest, "text": one.text} for one in earlier],
    }
    return json.dumps(value, ensure_ascii=False) + "\n"
