"""What is asked: random substrings of the texts, and the query sets of tests/quality."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmark.corpus import SEED

SETS = ("words", "variants", "aliases", "readings")
#: Sets of readers who saw neither the search nor its tables; the last was asked after the others had served to mend it.
OUTSIDE = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
#: Under these names the tables have the earlier ones together, and the last.
EARLIER, LAST = "earlier", "last"
#: The query of the cold start.
FIRST_QUERY = "拡大抑止"
SHORTEST, LONGEST = 2, 12

_JAPANESE_RE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〆ぁ-ゖァ-ヺー]+")
# These end a phrase, so that a string with one of them cannot be asked for between quotation marks.
_MARKS = frozenset('"“”＂')


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked.

    Args:
        substrings: substrings for all engines.
        own_substrings: substrings for ours alone.
        cold_starts: cold starts the median is taken of.
        weighed_words: words whose bytes are counted, each in a fresh browser context.
        weighed_queries: queries of all sets whose bytes are counted for ours.
    """

    substrings: int
    own_substrings: int
    cold_starts: int
    weighed_words: int
    weighed_queries: int


FULL = Effort(substrings=300, own_substrings=5000, cold_starts=5, weighed_words=60, weighed_queries=10_000)
QUICK = Effort(substrings=60, own_substrings=300, cold_starts=3, weighed_words=12, weighed_queries=60)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the strings that make a text relevant, each with its grade."""

    query: str
    relevant: tuple[tuple[str, int], ...]

    def grade(self, text: str) -> int:
        """Return the highest grade of the relevant strings that stand in a text, 0 where none does.

        Of a string with `&` all parts have to stand there.
        """
        return max(
            (grade for string, grade in self.relevant if all(part in text for part in string.split("&"))), default=0
        )


def parse_questions(table: str) -> list[Question]:
    """Read a query set: tab-separated, with the columns query, relevant and, if not all are worth the same, grade.

    The latter two are divided by |.
    """
    lines = [line for line in table.splitlines() if line.strip() and not line.startswith("#")]
    names = lines[0].split("\t")
    questions = []
    for line in lines[1:]:
        row = dict(zip(names, line.split("\t"), strict=False))
        strings = row["relevant"].split("|")
        grades = [int(grade) for grade in row.get("grade", "1").split("|")]
        # One grade may stand for all the strings.
        grades += grades[-1:] * (len(strings) - len(grades))
        questions.append(Question(row["query"], tuple(zip(strings, grades, strict=False))))
    return questions


def all_sets(read: Callable[[str], str]) -> dict[str, list[Question]]:
    """Return every query set by its name in the tables.

    Args:
        read: name of a table below tests/quality -> its text.
    """
    sets = {name: parse_questions(read(name)) for name in SETS}
    *earlier, last = OUTSIDE
    for name in SETS:
        sets[f"{EARLIER}/{name}"] = [one for folder in earlier for one in parse_questions(read(f"{folder}/{name}"))]
        sets[f"{LAST}/{name}"] = parse_questions(read(f"{last}/{name}"))
    return sets


def spread(queries: Sequence[str], count: int) -> list[str]:
    """Return `count` of the queries, evenly spread over the list; all when there are fewer."""
    if len(queries) <= count:
        return list(queries)
    return [queries[place * len(queries) // count] for place in range(count)]


def is_japanese(text: str) -> bool:
    """Tell whether a text is kanji and kana only."""
    return _JAPANESE_RE.fullmatch(text) is not None


def is_askable(text: str) -> bool:
    """Tell whether a text can be asked for as a phrase."""
    return text == text.strip() and "\n" not in text and not _MARKS & set(text)


def draw_substrings(texts: Sequence[str], count: int, accept: Callable[[str], bool]) -> list[str]:
    """Draw distinct substrings of 2 to 12 characters, every place of the texts being as likely.

    Args:
        texts: where to draw from.
        count: how many; fewer are returned when the texts hold hardly more.
        accept: tells which may be asked.
    """
    chooser = random.Random(SEED)
    whole = "\n".join(texts)
    drawn: dict[str, None] = {}
    for _ in range(count * 200):
        if len(drawn) == count:
            break
        length = chooser.randint(SHORTEST, LONGEST)
        begin = chooser.randrange(len(whole))
        piece = whole[begin : begin + length]
        if len(piece) == length and "\n" not in piece and accept(piece):
            drawn[piece] = None
    return list(drawn)
