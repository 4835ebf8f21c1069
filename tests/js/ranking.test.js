// The order of the hits; every case of tests/cases/ranking.json says why (RANKING_SITE has its index).
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { openEngine, parts } = require("./open-engine.js");

const site = process.env.RANKING_SITE;
const { cases, passages } = JSON.parse(readFileSync(join(__dirname, "../cases/ranking.json"), "utf8"));

for (const { query, order, because } of cases) {
  test(`${query}: ${because}`, { skip: !site }, async () => {
    const { hits } = await openEngine(site).search(query);
    assert.deepEqual(hits.map(({ id }) => id), order, JSON.stringify(hits.map(({ id, score, reasons }) => [id, score, reasons])));
  });
}

const reasonsOf = async (query, id) => {
  const { hits } = await openEngine(site).search(query);
  return hits.find((hit) => hit.id === id).reasons.map(({ kind, matched, rule }) => [kind, matched, rule]);
};

test("a hit says why it matched", { skip: !site }, async () => {
  assert.deepEqual(await reasonsOf("取組", "a.6"), [["variant", "取り組み", "okurigana"]]);
  assert.deepEqual(await reasonsOf("6者協議", "a.11"), [["folded", "六者協議", "numerals"]]);
  assert.deepEqual(await reasonsOf("6者協議", "a.10"), [["exact", "６者協議", null]]);
  assert.deepEqual(await reasonsOf("三国", "a.10"), [["alias", "三カ国", "ka"]]);
  assert.deepEqual(await reasonsOf("三ヶ国", "a.10"), [["folded", "三カ国", "ka"]]);
  assert.deepEqual(await reasonsOf("へいたく", "a.12"), [["reading", "平沢", "reading"]]);
  assert.deepEqual(await reasonsOf("キャンプデービッド", "a.15"), [["folded", "キャンプ・デービッド", "dots"]]);
  assert.deepEqual(await reasonsOf("1965年", "a.15"), [["folded", "昭和四十年", "era"]]);
  assert.deepEqual(await reasonsOf("1953年7月27日", "a.28"), [["alias", "53 年 7 月 27 日", "era"]]);
  assert.deepEqual(await reasonsOf("2010年12月13日", "a.30"), [["alias", "12月13日", "era"]]);
  // Not 10年 in 2010年.
  assert.deepEqual(await reasonsOf("2010年末", "a.30"), [["alias", "10年末", "era"]]);
  assert.deepEqual(await reasonsOf("TCOG", "a.9"), [["alias", "日米韓調整会合", "alias"]]);
});

test("an exact search takes Latin words as they stand", { skip: !site }, async () => {
  const engine = openEngine(site);
  const found = async (query, options) => (await engine.search(query, options)).hits.map(({ id }) => id);
  assert.deepEqual(await found("freedom edge", { exact: true }), ["a.19"]);
  assert.deepEqual(await found("協議 三カ国", { exact: true }), ["a.10"]);
  assert.equal((await engine.concordance("freedom edge")).total, 1);
});

test("every rule can be switched off", { skip: !site }, async () => {
  const engine = openEngine(site);
  for (const [query, rule, id] of [
    ["取組", "okurigana", "a.6"],
    ["6者協議", "numerals", "a.11"],
    ["へいたく", "reading", "a.12"],
    ["キャンプデービッド", "dots", "a.15"],
    ["キャンプ・デイヴィッド", "katakana", "a.15"],
    ["1965年", "era", "a.15"],
    ["1953年7月27日", "era", "a.28"],
    ["三ヶ国", "ka", "a.10"],
    ["TCOG", "alias", "a.9"],
    ["平澤", "kanji", "a.12"],
    ["「平沢」", "quotes", "a.12"],
    ["日 韓", "blanks", "a.14"],
  ]) {
    const input = rule === "blanks" ? `"${query}"` : query;
    const found = async (rules) => (await engine.search(input, { rules })).hits.some((hit) => hit.id === id);
    if (rule !== "blanks") assert.equal(await found({}), true, `${query} with ${rule}`);
    assert.equal(await found({ [rule]: false }), false, `${query} without ${rule}`);
  }
});

test("filters and facets", { skip: !site }, async () => {
  const engine = openEngine(site);
  const all = await engine.search("協議");
  assert.deepEqual(all.facets.document, { a: all.total });
  assert.equal((await engine.search("協議", { filters: { document: ["b"] } })).total, 0);
  assert.deepEqual((await engine.search("協議", { filters: { kind: ["note"] } })).facets, all.facets);
  assert.equal((await engine.search("協議 年:2011")).total, all.total);
  assert.equal((await engine.search("協議 年:2012..")).total, 0);
  assert.equal((await engine.search("資料:a 種別:本文")).total, passages.length);
});

test("paging goes through all hits once", { skip: !site }, async () => {
  const engine = openEngine(site);
  const all = (await engine.search("の")).hits.map(({ id }) => id);
  const paged = [];
  for (let offset = 0; offset < all.length; offset += 3) paged.push(...(await engine.search("の", { limit: 3, offset })).hits.map(({ id }) => id));
  assert.deepEqual(paged, all);
});

test("nothing found: near terms, and rules to switch on", { skip: !site }, async () => {
  const engine = openEngine(site);
  const { total, suggestions, loosen } = await engine.search("拡大抑圧", { rules: { alias: false } });
  assert.equal(total, 0);
  assert.equal(suggestions[0].term, "拡大");
  assert.deepEqual(loosen, [{ rule: "alias", label: "別名" }]);
});

test("a heading answers where no passage does", { skip: !site }, async () => {
  const engine = openEngine(site);
  const { total, hits, notices } = await engine.search("抑止の信頼性");
  assert.deepEqual([total, hits.map(({ id, reasons }) => [id, reasons[0].kind, reasons[0].matched])], [1, [["a.3", "heading", "拡大抑止の信頼性"]]]);
  assert.deepEqual(notices.map(({ code }) => code), ["headings"]);
  assert.equal((await engine.search("抑止の信頼性", { exact: true })).total, 0);
  // A heading is found in other spellings, as a passage is.
  assert.deepEqual((await engine.search("引締め")).hits.map(({ id }) => id), ["a.23"]);
  assert.equal((await engine.search("引締め", { rules: { okurigana: false } })).total, 0);
  assert.equal((await engine.search('"抑止の信頼性"')).total, 0);
});

test("completions begin with what was typed", { skip: !site }, async () => {
  assert.deepEqual((await openEngine(site).suggest("安全")).map(({ term }) => term), ["安全"]);
});

/** What lunr.js makes of the same postings. */
function scoresOfLunr(lunr, postings) {
  const names = ["text", "title"];
  const invertedIndex = {};
  const entries = {};
  for (const [index, { term, highest, fields }] of postings.entries()) {
    invertedIndex[term] = { _index: index };
    for (const [f, { passages, levels }] of fields.entries()) {
      invertedIndex[term][names[f]] = Object.fromEntries(passages.map((passage) => [passage, {}]));
      for (const [i, passage] of passages.entries()) (entries[`${names[f]}/${passage}`] ??= []).push(index, (levels[i] / 59) * highest);
    }
  }
  const index = new lunr.Index({
    invertedIndex,
    fieldVectors: Object.fromEntries(Object.entries(entries).map(([name, elements]) => [name, new lunr.Vector(elements)])),
    tokenSet: lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort()),
    fields: names,
    pipeline: new lunr.Pipeline(),
  });
  const found = index.query((query) => {
    for (const { term } of postings) query.term(term, { usePipeline: false });
  });
  return new Map(found.map(({ ref, score }) => [Number(ref), score]));
}

test("terms score as lunr.js scores them", { skip: !process.env.SEARCH_SITE || !process.env.LUNR_JS }, async () => {
  const lunr = require(process.env.LUNR_JS);
  const store = await parts.openStore(openEngine(process.env.SEARCH_SITE).load);
  const everywhere = new Uint8Array(store.manifest.n).fill(1);
  for (const words of [["協力"], ["韓国", "関係"], ["日本", "安全", "保障"], ["会談", "首脳", "年", "経済", "北朝鮮"]]) {
    const postings = await Promise.all(words.map((term) => parts.postingsOf(store, term)));
    const expected = scoresOfLunr(lunr, postings);
    assert.ok(expected.size > 20, words.join(" "));
    for (const [passage, score] of parts.scoreByTerms(postings, everywhere).entries()) {
      assert.ok(Math.abs(score - (expected.get(passage) ?? 0)) < 1e-9, `${words.join(" ")} in ${passage}`);
    }
    const none = parts.scoreByTerms(postings, new Uint8Array(store.manifest.n));
    assert.ok(none.every((score) => score === 0));
  }
});
