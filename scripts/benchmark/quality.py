"""What is found: recall and precision on substrings, and the ranking of the query sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmark import metrics
from benchmark.browser import Found, Session
from benchmark.corpus import Page, iter_containing
from benchmark.questions import Question
from edition.normalise import EXACT_RULES, Folder
from edition.search.passages import SearchPassage

#: More results than any corpus here has.
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Membership:
    """How completely and how purely substrings are found, in shares of 1.

    Args:
        recall: mean share of the texts with the substring that were found.
        precision: mean share of the texts found that have it, over the queries that found something.
        zero: share of the queries that found nothing.
        misses: queries whose recall or precision is not whole, with what was missed and what was too much.
    """

    recall: float
    precision: float
    zero: float
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well a query set is answered.

    Args:
        ndcg: mean nDCG@10, every text with one of the relevant strings being worth the same.
        graded: mean nDCG@10 with the grades of the set as gains.
        success: share of the queries with a relevant text among the first ten.
    """

    ndcg: float
    graded: float
    success: float


def judge_membership(
    queries: Sequence[str],
    found: Sequence[Sequence[str]],
    required: Sequence[Sequence[str]],
    allowed: Sequence[Sequence[str]],
) -> Membership:
    """Compare what was found with the truth.

    Args:
        queries: the substrings.
        found: names of the texts each found.
        required: names that must be among them.
        allowed: names that are no mistake.
    """
    recalls, precisions, misses = [], [], []
    for query, names, must, may in zip(queries, found, required, allowed, strict=True):
        recalls.append(metrics.recall(names, must))
        precision = metrics.precision(names, may)
        if precision is not None:
            precisions.append(precision)
        if recalls[-1] < 1 or (precision is not None and precision < 1):
            missed, surplus = sorted(set(must) - set(names)), sorted(set(names) - set(may))
            misses.append(f"{query!r}: missed {missed[:3]}, too much {surplus[:3]}")
    zero = metrics.mean([float(not names) for names in found])
    return Membership(metrics.mean(recalls), metrics.mean(precisions), zero, tuple(misses))


def substrings_by_page(session: Session, pages: Sequence[Page], queries: Sequence[str], exact: bool) -> Membership:
    """Ask for substrings and judge by page; a page that has the string in a heading is no mistake."""
    answers = session.found(queries, ALL, {"exact": True} if exact else None)
    texts = [(page.address, page.text) for page in pages]
    headings = [(page.address, page.headings) for page in pages]
    required = [list(iter_containing(texts, query)) for query in queries]
    allowed = [[*must, *iter_containing(headings, query)] for must, query in zip(required, queries, strict=True)]
    return judge_membership(queries, [answer.pages for answer in answers], required, allowed)


def substrings_by_passage(
    session: Session, passages: Sequence[SearchPassage], queries: Sequence[str], exact: bool
) -> Membership:
    """Ask ours for substrings as phrases and judge by passage.

    What has the string literally must be found. In exact mode nothing may be found but what has it when width and case
    are overlooked; else anything may, since to find other spellings is what the folding is for.
    """
    answers = session.found([f'"{query}"' if exact else query for query in queries], ALL, {"exact": exact})
    found = [answer.passages for answer in answers]
    raw = [(passage.id, passage.text) for passage in passages]
    required = [list(iter_containing(raw, query)) for query in queries]
    if not exact:
        return judge_membership(queries, found, required, found)
    folder = Folder(EXACT_RULES)
    folded = [(name, folder.key(text)) for name, text in raw]
    allowed = [list(iter_containing(folded, folder.key(query))) for query in queries]
    # What differs in width or case alone is to be found as well.
    return judge_membership(queries, found, allowed, allowed)


def judge_ranking(questions: Sequence[Question], ranked: Sequence[Sequence[str]], texts: Mapping[str, str]) -> Ranking:
    """Judge the order in which a query set's answers come; queries nothing in the texts answers do not count."""
    binary, graded, successes = [], [], []
    for question, names in zip(questions, ranked, strict=True):
        grades = {name: question.grade(text) for name, text in texts.items()}
        gains = {name: float(grade) for name, grade in grades.items() if grade}
        if not gains:
            continue
        binary.append(metrics.ndcg(names, dict.fromkeys(gains, 1.0)))
        graded.append(metrics.ndcg(names, gains))
        successes.append(float(metrics.success(names, gains)))
    return Ranking(metrics.mean(binary), metrics.mean(graded), metrics.mean(successes))


def ask_set(session: Session, questions: Sequence[Question]) -> list[Found]:
    """Ask the queries of a set as a reader would type them."""
    return session.found([question.query for question in questions], ALL)
