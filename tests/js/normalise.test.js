"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
require("../../docs/assets/search/normalise.js");
const { fold, folder, FOLD_RULES } = globalThis.corpusSearchParts;

const cases = JSON.parse(readFileSync(join(__dirname, "../cases/normalise.json"), "utf8"));
const variants = new Map([["關", "関"], ["悅", "悦"], ["邊", "辺"]]);

for (const { title, rules, text, folded, spans } of cases) {
  test(title, () => {
    const result = fold(text, folder(rules, variants));
    assert.equal(result.text, folded);
    if (spans) assert.deepEqual(result.begins.map((begin, i) => [begin, result.ends[i]]), spans);
  });
}

test("a lone surrogate folds to itself and has its place", () => {
  const result = fold("日\ud800韓", folder(FOLD_RULES, variants));
  assert.equal(result.text, "日\ud800韓");
  assert.deepEqual(result.begins, [0, 1, 2]);
});
