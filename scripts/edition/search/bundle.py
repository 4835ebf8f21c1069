"""The engine as one file, without the comments that only its authors need.

Not a bundler: the scripts stand one behind the other as they are, since each is a
classic script that adds to one object. What is dropped are whole-line
comments, blank lines and indentation, which would be half of what a reader fetches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.search.shards import compact_json

#: The scripts of the engine in the order in which they run.
ENGINE_SCRIPTS = (
    "normalise.js",
    "hash.js",
    "shard.js",
    "codec.js",
    "lookup.js",
    "store.js",
    "membership.js",
    "query.js",
    "spellings.js",
    "dates.js",
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

#: Those of the engine that the loader needs to fetch ahead of it; they are not fetched twice.
SHARED_SCRIPTS = ("hash.js", "shard.js", "codec.js", "lookup.js", "rank.js")

#: The loader, likewise.
LOADER_SCRIPTS = (*SHARED_SCRIPTS, "early.js", "loader.js")

#: What the loader knows of the manifest.
_LOADER_KEYS = ("counts", "digest", "frequent", "n", "perText")
#: Asks V8 to compile every function while the script arrives, not one after the other during the first search
#: (https://v8.dev/blog/explicit-compile-hints); a comment to other engines.
_COMPILE_HINT = "//# allFunctionsCalledOnLoad"

_BLOCK_COMMENT_RE = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INLINE_TYPE_RE = re.compile(r"/\*\* @(?:type|param) [^*\n]*\*/ ?")
_LINE_COMMENT_RE = re.compile(r"^[ \t]*//.*\n|^[ \t]*\n", re.MULTILINE)
_INDENT_RE = re.compile(r"^[ \t]+", re.MULTILINE)


def without_comments(source: str) -> str:
    """Drop whole-line comments, types, blank lines and indentation."""
    for pattern in (_BLOCK_COMMENT_RE, _INLINE_TYPE_RE, _LINE_COMMENT_RE, _INDENT_RE):
        source = pattern.sub("", source)
    return source


def engine_bundle(scripts: Mapping[str, str], manifest: str) -> str:
    """Return the scripts of the engine but for the shared ones, and the manifest, as one script.

    With the manifest inside, a first search needs one fetch less before the index.

    Args:
        scripts: texts of the engine's scripts by name.
        manifest: the manifest's shard, a call of `corpusShard`.

    Raises:
        KeyError: when a script of the engine is missing.
    """
    *engine, serve = (without_comments(scripts[name]) for name in ENGINE_SCRIPTS if name not in SHARED_SCRIPTS)
    arguments = manifest.strip().removeprefix("corpusShard")
    keep = f"corpusSearchParts.manifest=((name,digest,data)=>({{name,digest,data}})){arguments};\n"
    return "\n".join([_COMPILE_HINT, *engine, keep, serve])


def worker_bundle(scripts: Mapping[str, str]) -> str:
    """Return the script of a worker: what the page has of its loader, and the engine.

    Args:
        scripts: texts of the engine's scripts by name.

    Raises:
        KeyError: when a shared script is missing.
    """
    return "\n".join([*(without_comments(scripts[name]) for name in SHARED_SCRIPTS), 'importScripts("engine.js");\n'])


def box_bundle(scripts: Mapping[str, str]) -> str:
    """Return the scripts of the search box as one script.

    Args:
        scripts: their texts by name.

    Raises:
        KeyError: when one of them is missing.
    """
    return "\n".join(without_comments(scripts[name]) for name in BOX_SCRIPTS)


def loader_bundle(scripts: Mapping[str, str], manifest: Mapping[str, object]) -> str:
    """Return the loader as one script that knows the index it stands beside.

    With that it fetches the shards of a first query together with the engine instead of after it.

    Args:
        scripts: texts of the loader's scripts by name.
        manifest: of the index.

    Raises:
        KeyError: when one of the scripts is missing.
    """
    *before, loader = (without_comments(scripts[name]) for name in LOADER_SCRIPTS)
    known = f"corpusSearchParts.index={compact_json({key: manifest[key] for key in _LOADER_KEYS})};\n"
    return "\n".join([_COMPILE_HINT, *before, known, loader])
