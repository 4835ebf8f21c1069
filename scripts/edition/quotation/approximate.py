"""Where a pattern stands in a text with the fewest errors.

Bit-parallel dynamic programming: G. Myers, "A fast bit-vector algorithm for
approximate string matching based on dynamic programming", Journal of the ACM
46 (1999) 395–415, in the form of H. Hyyrö (2001). An error is a character
substituted, inserted or deleted.

docs/assets/quote-check/approximate.js is the twin of this file.
"""

from __future__ import annotations


def _masks(pattern: str) -> dict[str, int]:
    """Return for each character the bits of its places in the pattern."""
    masks: dict[str, int] = {}
    for place, character in enumerate(pattern):
        masks[character] = masks.get(character, 0) | 1 << place
    return masks


def _distances(pattern: str, text: str, masks: dict[str, int], is_anchored: bool) -> list[int]:
    """Return for each end in the text the least number of errors of a stretch that ends there.

    Args:
        pattern: not empty.
        text: the text.
        masks: `_masks(pattern)`.
        is_anchored: whether the stretch must begin where the text does.
    """
    size = len(pattern)
    ones, high, first = (1 << size) - 1, 1 << (size - 1), int(is_anchored)
    plus, minus, score = ones, 0, size
    scores = []
    for character in text:
        equal = masks.get(character, 0)
        vertical = equal | minus
        horizontal = ((((equal & plus) + plus) ^ plus) | equal) & ones
        up = minus | (ones & ~(horizontal | plus))
        down = plus & horizontal
        if up & high:
            score += 1
        elif down & high:
            score -= 1
        up = up << 1 | first
        down <<= 1
        plus = (down | ~(vertical | up)) & ones
        minus = up & vertical & ones
        scores.append(score)
    return scores


def find_least(pattern: str, text: str) -> tuple[int, list[int]]:
    """Return the least number of errors with which a pattern stands in a text, and where it ends.

    Args:
        pattern: what is looked for, not empty.
        text: where.

    Returns:
        the number of errors, and the end of every stretch that has so few; no
        end when the empty stretch is as good.
    """
    scores = _distances(pattern, text, _masks(pattern), False)
    least = min(scores, default=len(pattern))
    if least >= len(pattern):
        return len(pattern), []
    return least, [end for end, score in enumerate(scores, 1) if score == least]


def find_begins(pattern: str, text: str, end: int, errors: int) -> list[int]:
    """Return where the stretches that end at `end` and have so few errors begin, the longest first.

    Args:
        pattern: what is looked for.
        text: where.
        end: an end from `find_least`.
        errors: the number of errors from there.
    """
    backward = pattern[::-1]
    stretch = text[max(0, end - len(pattern) - errors) : end][::-1]
    scores = _distances(backward, stretch, _masks(backward), True)
    return [end - length for length, score in enumerate(scores, 1) if score == errors][::-1]
