"""Measure the names and dates of the edition against passages marked by hand."""

from __future__ import annotations

from pathlib import Path

from benchmark.marked import Score, compare, parse_marked
from edition.annotated import AnnotatedCorpus

FOLDER = "tests/quality/marked"


def measure_file(annotated: AnnotatedCorpus, content: str) -> tuple[Score, Score, list[str]]:
    """Compare the edition with one file of marked passages.

    Returns:
        the counts of names, those of dates, and every difference as a line.

    Raises:
        ValueError: when a marked text is not that of the passage.
    """
    names, dates = Score(), Score()
    differences: list[str] = []
    texts = {unit.id: unit.text for unit in annotated.units}
    for passage in parse_marked(content):
        if texts.get(passage.id) != passage.text:
            raise ValueError(f"{passage.id}: the marked text is not that of the passage")
        mentions = {
            (m.start, m.end): annotated.entities[m.entity].type.value
            for m in annotated.mentions.get(passage.id, ())
            if not annotated.entities[m.entity].is_term
        }
        marks = {(d.start, d.end): d.edtf for d in annotated.dates.get(passage.id, ())}
        differences += compare(passage, mentions, False, names)
        differences += compare(passage, marks, True, dates)
    return names, dates, differences


def report(annotated: AnnotatedCorpus, root: Path, tell_all: bool) -> str:
    """Return the measurement of every marked file as text.

    Args:
        annotated: the annotated corpus.
        root: the repository.
        tell_all: whether to list every difference.
    """
    lines = []
    for path in sorted((root / FOLDER).glob("*.txt")):
        names, dates, differences = measure_file(annotated, path.read_text(encoding="utf-8"))
        for kind, score, value in (("names", names, "type"), ("dates", dates, "EDTF")):
            lines.append(
                f"{path.stem}: {kind} precision {score.precision:.3f}  recall {score.recall:.3f}  "
                f"{value} right {score.value:.3f}  ({score.both} both, {score.surplus} surplus, {score.missed} missed)"
            )
        if tell_all:
            lines += differences
    return "\n".join(lines)
