"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
for (const name of ["hash", "shard", "codec", "lookup", "store", "membership"]) require(`../../docs/assets/search/${name}.js`);
const { codec, filedUnder, parseShard, openStore, LoadError } = globalThis.corpusSearchParts;

test("the hash is that of the writer", () => {
  // tests/test_search_index.py has the same values.
  assert.deepEqual(["日韓", "a", "", "𠮷"].map(globalThis.corpusSearchParts.hash), [3313638350, 3826114868, 2166202364, 3039280955]);
});

test("the heads of names are those of the writer", () => {
  // tests/test_search_index.py has the same values.
  const names = ["koreafoundation", "tcog", "한국국제교류재단", "日米韓調整会合", "g7外相", "𠮷野家"];
  assert.deepEqual(names.map(globalThis.corpusSearchParts.nameHeadOf), ["koreafou", "tcog", "한국국제", "日米", "g7", "𠮷野"]);
});

test("pairs are filed as the writer files them", () => {
  const { frequent, cases } = JSON.parse(readFileSync(join(__dirname, "../cases/filing.json"), "utf8"));
  for (const { deciding, filed, because } of cases) assert.equal(filedUnder(deciding, frequent), filed, because);
});

test("numbers as codec.py writes them", () => {
  assert.deepEqual(codec.numbers("#_`#}_``#jaih-"), [0, 59, 60, 1859, 1860, 10_000_000]);
  assert.deepEqual(codec.ascending("###$"), [0, 1, 2, 4]);
});

test("a shard is taken apart, anything else refused", () => {
  assert.deepEqual(parseShard('corpusShard("g1","abc",{"a":")"})\n'), { name: "g1", digest: "abc", data: { a: ")" } });
  assert.throws(() => parseShard("<!doctype html>"), LoadError);
});

const manifest = (changes) => ({
  data: { all: false, counts: { g: 1, x: 1, t: 1, r: 1 }, digest: "d", documents: [["a", "甲", null, 0]], format: 4, frequent: "", kinds: [["note"], "#$"], n: 1, perText: 3, variants: "關関", ...changes },
  digest: "d",
  name: "manifest",
});

test("an index of another format is stale", async () => {
  await assert.rejects(openStore(async () => manifest({ format: 1 })), { state: "stale" });
});

test("a shard of another release is stale", async () => {
  const store = await openStore(async (path) => (path === "manifest.js" ? manifest({}) : { name: "g0", digest: "old", data: {} }));
  await assert.rejects(store.find("日", "c", "日"), { state: "stale" });
});

test("a shard that failed is asked for again", async () => {
  let count = 0;
  const store = await openStore(async (path) => {
    if (path === "manifest.js") return manifest({});
    count += 1;
    if (count === 1) throw new LoadError("failed", "offline");
    return { name: "g0", digest: "d", data: { c: { 日: "#" } } };
  });
  await assert.rejects(store.find("日", "c", "日"), { state: "failed" });
  assert.equal(await store.find("日", "c", "日"), "#");
});

test("a word like a member of every object is not found in a table", async () => {
  const store = await openStore(async (path) => (path === "manifest.js" ? manifest({}) : { name: "g0", digest: "d", data: { t: {} } }));
  assert.equal(await store.find("co", "t", "constructor"), undefined);
  assert.equal(await store.find("__", "t", "__proto__"), undefined);
});
