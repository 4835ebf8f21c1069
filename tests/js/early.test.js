// What the loader fetches ahead of the engine is what the engine asks for.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
for (const name of ["hash", "early"]) require(`../../docs/assets/search/${name}.js`);
const { hash, earlyShards } = globalThis.corpusSearchParts;

const INDEX = { shards: 2048, frequent: "大日韓" };
const shardOf = (filed) => `g${hash(filed) % INDEX.shards}`;

for (const [title, query, filed] of [
  ["every pair of a kanji word, each under its rarer character", "拡大抑止", ["拡", "抑"]],
  ["the first pair of a word in another script", "ビジョン", ["ビジ"]],
  ["the words of a query", "日米韓 TCOG", ["米", "tc", "tcog"]],
  ["width and case are folded", "ＴＣＯＧ", ["tc", "tcog"]],
  ["a name in hangul", "한미일협력", ["한미", "한미일협"]],
  ["nothing for one character", "核", []],
  ["nothing for what may be syntax", '"拡大抑止" 資料:hiraiwa2011 -核', []],
  ["nothing for nothing", "", []],
]) {
  test(title, () => assert.deepEqual(earlyShards(query, INDEX), [...new Set(filed.map(shardOf))]));
}

test("a long text asks for few", () => {
  assert.equal(earlyShards("日韓関係史".repeat(100).replace(/./gu, (c, i) => String.fromCodePoint(0x4e00 + ((i * 37) % 900))), INDEX).length, 12);
});
