// The engine under Node, over an index written to a folder (SEARCH_SITE).
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "../../docs/assets/search");
const NAMES = ["normalise", "hash", "shard", "codec", "lookup", "store", "membership", "query", "spellings", "dates", "alternatives", "emendations", "latin", "words", "rank", "marks", "suggest", "concordance", "filters", "entities", "names", "order", "headings", "search", "run"];
for (const name of NAMES) require(join(folder, `${name}.js`));
const parts = globalThis.corpusSearchParts;

/** Open the index of a site; `fetched` counts the files read. */
function openEngine(site) {
  const fetched = [];
  const load = async (path) => {
    const text = readFileSync(join(site, "assets/search/index", path), "utf8");
    fetched.push({ path, text });
    return parts.parseShard(text);
  };
  return { ...parts.createEngine({ load }), load, fetched };
}

module.exports = { openEngine, parts };
