// What the loader fetches ahead of the engine is what the engine asks for.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { openEngine, parts } = require("./open-engine.js");
require("../../docs/assets/search/early.js");
const { hash, earlyShards, likelyTexts } = parts;

const INDEX = { counts: { g: 2048, x: 32 }, frequent: "大日韓" };
const shardOf = (filed) => `g${hash(filed) % INDEX.counts.g}`;

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

const site = process.env.SEARCH_SITE;

/** What is guessed for a query, what was read for it, and which texts the engine reads for so many hits. */
async function guess(query, limit) {
  const engine = openEngine(site);
  const store = await parts.openStore(engine.load);
  engine.fetched.length = 0;
  const guessed = await likelyTexts(query, store.manifest, store.shard, limit);
  const nameOf = ({ path }) => path.replace(/^.*\/|\.js$/g, "");
  const read = engine.fetched.map(nameOf);
  engine.fetched.length = 0;
  await engine.search(query, { limit });
  return { guessed, read, shown: new Set(engine.fetched.map(nameOf).filter((name) => name.startsWith("t"))) };
}

test("the texts of the first hits of plain words are foreseen", { skip: !site }, async () => {
  for (const query of ["拡大抑止", "安全保障協力", "TCOG", "韓国", "日米韓 協力"]) {
    const { guessed, read, shown } = await guess(query, 1);
    assert.deepEqual(guessed, [...shown], query);
    assert.ok(read.every((name) => !name.startsWith("t")), query);
  }
});

test("no more texts are foreseen than hits are shown, nor more than ten", { skip: !site }, async () => {
  assert.ok((await guess("韓国", 3)).guessed.length <= 3);
  assert.ok((await guess("韓国", 100)).guessed.length <= 10);
});

test("most texts of ten hits are among those foreseen", { skip: !site }, async () => {
  const { guessed, shown } = await guess("拡大抑止", 10);
  assert.ok(guessed.filter((name) => shown.has(name)).length > shown.size * 0.7, `${guessed} for ${[...shown]}`);
});

test("a long word is not cut for a guess", { skip: !site }, async () => {
  const { guessed, read } = await guess("きょうりょく".repeat(1000), 10);
  assert.deepEqual([guessed, read], [[], []]);
});

test("nothing is foreseen for what is no plain word of the corpus", { skip: !site }, async () => {
  for (const query of ['"拡大抑止"', "-核", "資料:hiraiwa2011", "核", "", "かくだいよくし", "犬猫兎亀", "日韓関係史".repeat(30)]) {
    assert.deepEqual((await guess(query, 10)).guessed, [], query);
  }
});
