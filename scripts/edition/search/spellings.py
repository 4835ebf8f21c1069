"""Spellings of words: rules that see more than one character.

The index holds texts folded character by character. Where two spellings
differ in more than that, they are brought together here under a key; the
index lists for each key the forms that really stand in the corpus, and a
query is searched under those too. All functions take folded text.

docs/assets/search/spellings.js is the twin of this file; both are held to
tests/cases/spellings.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KATAKANA_RE = re.compile("[ァ-ヺー]{2,}")
KANJI_RE = re.compile("[㐀-䶿一-鿿豈-﫿々〆]")

_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_HIRAGANA = {katakana: hiragana for hiragana, katakana in _KATAKANA.items()}
_LARGE = str.maketrans("ァィゥェォャュョヮヵヶ", "アイウエオヤユヨワカケ")
_E_SOUNDS = "エケセテネヘメレゲゼデベペ"
_O_SOUNDS = "オコソトノホモヨロゴゾドボポョ"
# Longer spellings first; after them small vowels and long vowels.
_DOUBLETS = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"),
    ("ティ", "チ"), ("ディジ", "デジ"), ("ディ", "ジ"), ("テュ", "チュ"), ("デュ", "ジュ"), ("トゥ", "ツ"),
    ("ドゥ", "ズ"), ("スィ", "シ"), ("ズィ", "ジ"), ("ヂ", "ジ"), ("ヅ", "ズ"), ("イヤ", "イア"),
    ("クヮ", "クア"), ("クワ", "クア"), ("グヮ", "グア"), ("グワ", "グア"), ("ジェ", "ゼ"), ("フォ", "ホ"),
    ("ッド", "ット"), ("ッグ", "ック"), ("ッブ", "ップ"), ("ッズ", "ッツ"), ("ッジ", "ッチ"),
)  # fmt: skip
_VOICELESS = str.maketrans(
    "ガギグゲゴザジズゼゾダデドバビブベボパピプペポ",
    "カキクケコサシスセソタテトハヒフヘホハヒフヘホ",
)
_LOOSE_RE = re.compile("(?<!^)[アイウエオッ]")
_SHORTEST_LOOSE = 3
_LONG_RE = re.compile(f"ー|(?<=[{_E_SOUNDS}])イ|(?<=[{_O_SOUNDS}])ウ")


def to_katakana(text: str) -> str:
    """Write hiragana as katakana."""
    return text.translate(_KATAKANA)


def to_hiragana(text: str) -> str:
    """Write katakana as hiragana."""
    return text.translate(_HIRAGANA)


def katakana_key(word: str) -> str:
    """Return what the spellings of one foreign word share.

    デービッド, デイビッド, デヴィッド and デービット have one key.
    """
    for spelling, common in _DOUBLETS:
        word = word.replace(spelling, common)
    return _LONG_RE.sub("", word.translate(_LARGE))


def loose_katakana_key(word: str) -> str:
    """Return what foreign words share that are heard alike: no voicing, no ッ, no vowel within (パクス, パックス).

    Unlike words may have one key, so it serves only where a word has no spelling in the corpus.
    """
    key = _LOOSE_RE.sub("", katakana_key(word).translate(_VOICELESS))
    return key if len(key) >= _SHORTEST_LOOSE else ""


_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_TENS_RE = re.compile(
    "(?:([一二三四五六七八九]?)千)?(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)
_MYRIADS = {"万": 4, "億": 8, "兆": 12}
_LONGEST_NUMBER = 16
# 28,500名 counts as many as 28,500人; 180km are 180キロメートル.
_UNITS = {"名": "人", "km": "キロメートル", "%": "パーセント"}
# First year of each era less one.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_PART = "(?:[0-9]+(?:,[0-9]{3})*[百千]?|[〇零一二三四五六七八九十百千]+)"
_QUANTITY_RE = re.compile(
    "(?:(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})年)"
    f"|(?P<number>{_PART}(?:[万億兆](?:{_PART})?)*|[数何幾](?=[かカヵヶケ箇]))"
    "(?:(?P<ka>[かカヵヶケ箇])(?=[国所月年条点村町寺処項語方]))?(?P<unit>キロメートル|km|パーセント|%|\\w?)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the character it counts, in one of its spellings.

    Args:
        key: what its spellings share: digits, ヶ where there is one, the character behind.
        begin: offset of its first character.
        end: offset behind its last character.
    """

    key: str
    begin: int
    end: int


def parse_number(text: str) -> str | None:
    """Return a number's digits; None when it is none (二三十, 三億二億)."""
    if not set(text) & set(_MYRIADS):
        return _parse_part(text)
    total, last = 0, _LONGEST_NUMBER
    for part, myriad in re.findall("([^万億兆]+)([万億兆]?)", text):
        digits, power = _parse_part(part), _MYRIADS.get(myriad, 0)
        if digits is None or len(digits) > _LONGEST_NUMBER or power >= last:
            return None
        total += int(digits) * 10**power
        last = power
    return str(total)


def _parse_part(text: str) -> str | None:
    """Return the digits of a number without 万, 億, 兆."""
    if text[0] in "0123456789":
        digits = text.replace(",", "")
        return digits[:-1] + {"百": "00", "千": "000"}[digits[-1]] if digits[-1] in "百千" else digits
    if all(character in _DIGITS for character in text):
        return "".join(_DIGITS[character] for character in text)
    match = _TENS_RE.fullmatch(text)
    if not match:
        return text if text in "数何幾" else None
    value = 0
    for digit, (mark, unit) in zip(match.groups(), (("千", 1000), ("百", 100), ("十", 10), ("", 1)), strict=True):
        if digit:
            value += int(_DIGITS[digit]) * unit
        elif mark and mark in text:
            value += unit
    return str(value)


def iter_quantities(folded: str) -> Iterator[Quantity]:
    """Yield the quantities of a folded text, with and without the character behind."""
    for match in _QUANTITY_RE.finditer(folded):
        if match["era"]:
            number = "1" if match["year"] == "元" else parse_number(match["year"])
            if number is not None:
                year = _ERAS[match["era"]] + int(number)
                yield Quantity(f"{year}年", match.start(), match.end())
            continue
        number = parse_number(match["number"])
        if number is None or len(number) > _LONGEST_NUMBER:
            continue
        if match["ka"]:
            yield Quantity(f"{number}ヶ{match['unit']}", match.start(), match.end())
            continue
        # 三国 are 三か国, but 第三国 is the third.
        if match["unit"] == "国" and not folded.endswith("第", 0, match.start()):
            yield Quantity(f"{number}ヶ国", match.start(), match.end())
        elif match["unit"]:
            yield Quantity(number + _UNITS.get(match["unit"], match["unit"]), match.start(), match.end())
        yield Quantity(number, match.start("number"), match.end("number"))
