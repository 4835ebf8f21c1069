"""The engine as one file, without the comments that only its authors need.

Not a bundler: the scripts stand one behind the other as they are, since each is a
classic script that adds to one object. What is dropped are whole-line
comments, blank lines and indentation, which would be half of what a reader fetches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The scripts of the engine in the order in which they run.
ENGINE_SCRIPTS = (
    "normalise.js",
    "codec.js",
    "store.js",
    "membership.js",
    "query.js",
    "spellings.js",
    "alternatives.js",
    "words.js",
    "rank.js",
    "marks.js",
    "suggest.js",
    "concordance.js",
    "search.js",
    "run.js",
)

_BLOCK_COMMENT_RE = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INLINE_TYPE_RE = re.compile(r"/\*\* @(?:type|param) [^*\n]*\*/ ?")
_LINE_COMMENT_RE = re.compile(r"^[ \t]*//.*\n|^[ \t]*\n", re.MULTILINE)
_INDENT_RE = re.compile(r"^[ \t]+", re.MULTILINE)
_VERSION_RE = re.compile(r"lunr\.version = [\"']([\d.]+)[\"']")


def without_comments(source: str) -> str:
    """Drop whole-line comments, types, blank lines and indentation; a licence at the head stays."""
    head = ""
    if source.startswith("/*") and "@license" in source[: source.index("*/")]:
        end = source.index("*/") + 2
        head, source = source[:end] + "\n", source[end:].lstrip("\n")
    for pattern in (_BLOCK_COMMENT_RE, _INLINE_TYPE_RE, _LINE_COMMENT_RE, _INDENT_RE):
        source = pattern.sub("", source)
    return head + source


def lunr_version(source: str) -> str:
    """Return the version a text of lunr.js states, "" when it states none."""
    match = _VERSION_RE.search(source)
    return match[1] if match else ""


def engine_bundle(lunr_js: str, scripts: Mapping[str, str]) -> str:
    """Return lunr and the scripts of the engine as one script.

    Raises:
        KeyError: when a script of the engine is missing.
    """
    parts = [without_comments(lunr_js), *(without_comments(scripts[name]) for name in ENGINE_SCRIPTS)]
    return "\n".join(parts)
