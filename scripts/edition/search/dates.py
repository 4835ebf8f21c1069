"""Dates as the passages write them: 1953年7月27日 is also 昭和28年7月27日, 53年7月27日 and July 27, 1953.

What a date means is known from its annotation, so that 「53年」 and 「今年12月2日」 are found where they mean the day
asked for, and nowhere else. docs/assets/search/dates.js is the reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from edition.normalise import Folder
from edition.search.passages import SearchPassage

#: EDTF of one day, month, year or decade.
_ONE_RE = re.compile("[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?|[0-9]{3}X")
_NUMBER = "[0-9〇一二三四五六七八九十元]"
#: A year or a decade has to be written with its number: 同年 and 近年 are no spellings of 2010年.
_YEAR_RE = re.compile(f"(?:明治|大正|昭和|平成|令和)?{_NUMBER}{{1,4}}年代?")
_NUMBER_RE = re.compile(_NUMBER)


def stands_in(form: str, text: str) -> bool:
    """Tell whether a date stands in a text by itself: 12月2日 not in 2010年12月2日, 25年 not in 1925年 or 25年7月.

    Args:
        form: the date, folded.
        text: folded.
    """
    before = "(?<![0-9年])" if form[0].isdigit() else ""
    behind = "(?![0-9])" if form[-1] in "0123456789年月" else ""
    return re.search(before + re.escape(form) + behind, text) is not None


def date_forms(
    passages: Sequence[SearchPassage], folded_texts: Sequence[str], folder: Folder
) -> dict[str, dict[str, list[int]]]:
    """Return how each day, month, year and decade is written, with the places of the passages that write it so.

    Args:
        passages: in reading order, with their dates.
        folded_texts: their texts folded under all rules.
        folder: folds under all rules.

    Returns:
        By EDTF value, folded forms with ascending places.
    """
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (passage, text) in enumerate(zip(passages, folded_texts, strict=True)):
        for surface, edtf in sorted(set(passage.dates)):
            form = folder.key(surface)
            is_written = _NUMBER_RE.search(form) if "-" in edtf else _YEAR_RE.fullmatch(form)
            if _ONE_RE.fullmatch(edtf) and is_written and stands_in(form, text) and number not in found[edtf][form]:
                found[edtf][form].append(number)
    return {edtf: dict(forms) for edtf, forms in found.items()}
