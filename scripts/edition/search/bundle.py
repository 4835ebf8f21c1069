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
    "hash.js",
    "codec.js",
    "store.js",
    "membership.js",
    "query.js",
    "spellings.js",
    "alternatives.js",
    "emendations.js",
    "latin.js",
    "words.js",
    "rank.js",
    "marks.js",
    "suggest.js",
    "concordance.js",
    "filters.js",
    "entities.js",
    "names.js",
    "order.js",
    "headings.js",
    "search.js",
    "run.js",
    "serve.js",
)

#: The scripts of the search box, likewise; arrival.js tells the page that all have run.
BOX_SCRIPTS = (
    "address.js",
    "excerpt.js",
    "dom.js",
    "engine.js",
    "box-view.js",
    "box.js",
    "arrival.js",
)

#: The loader and what it needs to fetch ahead of the engine, likewise.
LOADER_SCRIPTS = ("hash.js", "early.js", "loader.js")

_UNUSED = frozenset({"lunr.tokenizer", "lunr.stemmer", "lunr.stopWordFilter", "lunr.trimmer"})
# The parser of lunr's query syntax is no section of its own: it stands between these.
_PARSER = "lunr.QueryParseError = function"
# Functions of lunr nobody calls: building an index, reading a written one, pipelines, queries in its own syntax.
_UNUSED_FUNCTION_RE = re.compile(
    r"^lunr\.(?:Builder(?:\.prototype\.\w+)?|Token(?:\.prototype\.\w+)?|idf|generateStopWordFilter|TokenSet\.fromFuzzyString"
    r"|Pipeline\.(?:registerFunction|warnIfFunctionNotRegistered|load)"
    r"|Pipeline\.prototype\.(?:add|after|before|remove|run|runString|reset|toJSON)"
    r"|Index\.(?:load|prototype\.(?:search|toJSON))|Vector\.prototype\.(?:toJSON|toArray))"
    r" = function[^\n]*\{\n(?:.*\n)*?\}\n",
    re.MULTILINE,
)
_EXPORT = "  /**\n   * export the module via AMD"

_BLOCK_COMMENT_RE = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
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


def lunr_core(source: str) -> str:
    """Return lunr.js without what cuts and stems texts, builds an index or reads its own query syntax.

    Sections of lunr.js begin with `/*!` and their name. The engine gives lunr
    ready-made terms and postings, so these would be fetched for nothing.
    """
    sections = re.split(r"^(?=/\*!\n)", source, flags=re.MULTILINE)
    kept = [text for text in sections if text.split("\n", 2)[1].strip(" *") not in _UNUSED]
    core = "".join(kept)
    if _PARSER in core and _EXPORT in core:
        core = core[: core.index(_PARSER)] + core[core.index(_EXPORT) :]
    return _UNUSED_FUNCTION_RE.sub("", core)


def lunr_version(source: str) -> str:
    """Return the version a text of lunr.js states, "" when it states none."""
    match = _VERSION_RE.search(source)
    return match[1] if match else ""


def engine_bundle(lunr_js: str, scripts: Mapping[str, str], manifest: str) -> str:
    """Return lunr, the scripts of the engine and the manifest as one script.

    With the manifest inside, a first search needs one fetch less before the index.

    Args:
        lunr_js: text of lunr.js.
        scripts: texts of the engine's scripts by name.
        manifest: the manifest's shard, a call of `corpusShard`.

    Raises:
        KeyError: when a script of the engine is missing.
    """
    *engine, serve = (without_comments(scripts[name]) for name in ENGINE_SCRIPTS)
    arguments = manifest.strip().removeprefix("corpusShard")
    keep = f"corpusSearchParts.manifest=((name,digest,data)=>({{name,digest,data}})){arguments};\n"
    return "\n".join([without_comments(lunr_core(lunr_js)), *engine, keep, serve])


def box_bundle(scripts: Mapping[str, str]) -> str:
    """Return the scripts of the search box as one script.

    Args:
        scripts: their texts by name.

    Raises:
        KeyError: when one of them is missing.
    """
    return "\n".join(without_comments(scripts[name]) for name in BOX_SCRIPTS)


def loader_bundle(scripts: Mapping[str, str], digest: str, n_shards: int) -> str:
    """Return the loader as one script that knows the index it stands beside.

    With that it fetches the shards of a first query together with the engine instead of after it.

    Args:
        scripts: texts of the loader's scripts by name.
        digest: of the index.
        n_shards: number of its common shards.

    Raises:
        KeyError: when one of the scripts is missing.
    """
    *before, loader = (without_comments(scripts[name]) for name in LOADER_SCRIPTS)
    known = f'corpusSearchParts.index={{digest:"{digest}",shards:{n_shards}}};\n'
    return "\n".join([*before, known, loader])
