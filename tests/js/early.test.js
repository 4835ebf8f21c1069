// What the loader fetches ahead of the engine is what the engine asks for.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
for (const name of ["hash", "early"]) require(`../../docs/assets/search/${name}.js`);
const { hash, earlyShards } = globalThis.corpusSearchParts;

const COUNT = 2048;
const shardOf = (pair) => `g${hash(pair) % COUNT}`;

for (const [title, query, pairs] of [
  ["every pair of a kanji word", "拡大抑止", ["拡大", "大抑", "抑止"]],
  ["the first pair of a word in another script", "ビジョン", ["ビジ"]],
  ["the words of a query", "日米韓 TCOG", ["日米", "米韓", "tc", "tcog"]],
  ["width and case are folded", "ＴＣＯＧ", ["tc", "tcog"]],
  ["a name in hangul", "한미일협력", ["한미", "한미일협"]],
  ["nothing for one character", "核", []],
  ["nothing for what may be syntax", '"拡大抑止" 資料:hiraiwa2011 -核', []],
  ["nothing for nothing", "", []],
]) {
  test(title, () => assert.deepEqual(earlyShards(query, COUNT), [...new Set(pairs.map(shardOf))]));
}

test("a long text asks for few", () => {
  assert.equal(earlyShards("日韓関係史".repeat(100).replace(/./gu, (c, i) => String.fromCodePoint(0x4e00 + ((i * 37) % 900))), COUNT).length, 12);
});
