"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
require("../../docs/assets/search/spellings.js");
const { katakanaKey, looseKatakanaKey, quantitiesIn } = globalThis.corpusSearchParts;

const cases = JSON.parse(readFileSync(join(__dirname, "../cases/spellings.json"), "utf8"));

for (const { title, words, key } of cases.katakana) {
  test(title, () => {
    assert.deepEqual([...new Set(words.map(katakanaKey))], [key]);
  });
}

for (const [one, other] of cases.katakanaApart) {
  test(`${one} is not ${other}`, () => assert.notEqual(katakanaKey(one), katakanaKey(other)));
}

for (const { title, words, key } of cases.loose) {
  test(`loosely: ${title}`, () => assert.deepEqual([...new Set(words.map((word) => looseKatakanaKey(word.replaceAll("・", ""))))], [key]));
}

for (const { text, found } of cases.quantities) {
  test(text, () => assert.deepEqual(quantitiesIn(text).map(({ key, begin, end }) => [key, text.slice(begin, end)]), found));
}
