"""A cited work in one line, as a Japanese note would write it: unknown parts are left out, a lost title is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from edition.annotate.edtf import say_edtf
from edition.annotate.references import Work
from edition.render.escape import html

_JAPANESE_RE = re.compile(r"[぀-ヿ㐀-鿿]")
TYPE_NAMES = {
    "article-journal": "雑誌論文",
    "article-magazine": "雑誌・オンライン誌の記事",
    "article-newspaper": "新聞・通信社の記事",
    "book": "図書",
    "broadcast": "ドラマ",
    "chapter": "図書・報告書の章",
    "dataset": "統計・データ",
    "document": "文書",
    "paper-conference": "学会発表",
    "report": "報告書・戦略文書",
    "speech": "講演・発言",
    "webpage": "ウェブページ",
}


def is_western(work: Work) -> bool:
    """Whether a work is written with Latin letters: by its title, or without one by its language."""
    return not _JAPANESE_RE.search(work.title) if work.title else work.csl.get("language") == "en"


def name_text(name: Mapping[str, Any]) -> str:
    """Return a name in the order of its own script."""
    if "literal" in name:
        return str(name["literal"])
    family, given = name["family"], name.get("given", "")
    if name.get("static-ordering"):
        return f"{family} {given}".strip()
    if _JAPANESE_RE.search(family):
        joint = "・" if re.fullmatch(r"[ァ-ヺー]+", family) else ""
        return f"{family}{joint}{given}" if given else family
    suffix = f", {name['suffix']}" if "suffix" in name else ""
    return f"{given} {family}".strip() + suffix


def names_text(names: Sequence[Mapping[str, Any]], western: bool = False) -> str:
    """Return several names."""
    return (", " if western else "・").join(name_text(name) for name in names)


def _numbers(csl: dict[str, Any]) -> str:
    volume, issue = csl.get("volume"), csl.get("issue")
    return (f"{volume}巻" if volume else "") + (f"{issue}号" if issue else "")


def work_text(work: Work) -> str:
    """Return a work as one line of text."""
    return "".join(_parts(work))


def _parts(work: Work) -> tuple[str, str]:
    """Return a work as what is in its own language, and the rest."""
    csl = dict(work.csl)
    if not work.title and work.description:
        names = names_text(csl["author"]) if "author" in csl else ""
        event = [csl["event-place"], say_edtf(csl["event-date"])] if "event-date" in csl else []
        said = [f"{names}［{work.description}］", *event, *filter(None, [csl.get("publisher")])]
        return "、".join(said), ""
    if is_western(work):
        return _western(csl), f", {say_edtf(csl['issued'])}" if "issued" in csl else ""
    return _japanese(csl), ""


def _japanese(csl: dict[str, Any]) -> str:
    whole = csl["type"] in ("report", "book", "broadcast") and "container-title" not in csl
    marks = "『』" if whole else "「」"
    lead = names_text(csl["author"]) if "author" in csl else ""
    title = csl.get("title")
    lead += f"{marks[0]}{title}{marks[1]}" if title else "［題未詳］"
    if "editor" in csl:
        lead += f"{names_text(csl['editor'])}編"
    if "container-title" in csl:
        lead += f"『{csl['container-title']}』"
    brackets = [csl[name] for name in ("collection-title", "genre") if name in csl]
    lead += f"（{'、'.join(brackets)}）" if brackets else ""
    parts = [
        lead + _numbers(csl),
        csl.get("event-title", ""),
        csl.get("publisher", ""),
        say_edtf(csl["issued"]) if "issued" in csl else "",
        f"第{csl['chapter-number']}章" if "chapter-number" in csl else "",
        f"{csl['page'].replace('-', '–')}頁" if "page" in csl else "",
    ]
    return "、".join(part for part in parts if part)


def _western(csl: dict[str, Any]) -> str:
    parts = [names_text(csl["author"], western=True)] if "author" in csl else []
    genre = f"{csl['genre']}: " if "genre" in csl else ""
    parts.append(f"“{genre}{csl['title']}”" if "title" in csl else "［題未詳］")
    numbers = ":".join(csl[name] for name in ("volume", "issue") if name in csl)
    if "container-title" in csl:
        parts.append(f"{csl['container-title']} {numbers}".strip())
    parts += [csl[name] for name in ("publisher",) if name in csl]
    return ", ".join(parts)


def work_html(work: Work) -> str:
    """Return a work as one line of HTML."""
    own, rest = _parts(work)
    lang = ' lang="en"' if work.title and is_western(work) else ""
    return f"<span{lang}>{html(own)}</span>{html(rest)}"


def short_text(work: Work) -> str:
    """Return a work in a few words: who and when, or its title."""
    csl = work.csl
    year = csl.get("issued", csl.get("event-date", ""))[:4]
    names = ""
    if "author" in csl:
        first = csl["author"][0]
        names = first.get("family") or first["literal"]
        names += "ほか" if len(csl["author"]) > 2 else ""
    if not work.title and work.description:
        return f"{names}［{work.description}］"
    title = work.title or ""
    longest = (24 if names else 40) * (2 if is_western(work) else 1)
    cut = title if len(title) <= longest else title[: longest - 1] + "…"
    if names:
        return f"{names}{' ' + year if year else ''}「{cut}」"
    return f"{cut}（{year}）" if year else cut
