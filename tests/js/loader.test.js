"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");
const { gzipSync } = require("node:zlib");
const { parts } = require("./open-engine.js");

const source = readFileSync(join(__dirname, "../../docs/assets/search/loader.js"), "utf8");

/** Run the loader in a page that has nothing yet. */
function load(header = {}) {
  const asked = [];
  const window = {};
  const document = {
    currentScript: { src: "https://example.org/base/assets/search/loader.js" },
    querySelector: () => header,
    createElement: () => ({ remove() {} }),
    head: { append: (node) => asked.push(node.src) },
  };
  vm.runInNewContext(source, { window, document, location: { protocol: "https:" }, navigator: {}, URL, setTimeout, clearTimeout });
  return { api: window.CorpusSearch, asked };
}

test("the loader defines the search at once and fetches no engine", () => {
  const { api, asked } = load();
  for (const name of ["search", "concordance", "suggest", "warm", "onstate", "retry"]) assert.equal(typeof api[name], "function");
  assert.deepEqual(asked, ["https://example.org/base/assets/search/index/box.js"]);
});

test("a page without a header gets no box", () => {
  assert.deepEqual(load(null).asked, []);
});

test("the loader names the rules of the engine", () => {
  // JSON, since the objects belong to another context.
  const rules = JSON.parse(JSON.stringify(load().api.rules));
  assert.deepEqual(rules, Object.entries(parts.RULE_LABELS).map(([key, label]) => ({ key, label })));
});

test("the loader stays small, for every page fetches it", () => {
  assert.ok(gzipSync(source, { level: 9 }).length < 4500);
});
