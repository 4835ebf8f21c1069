// Entities, years spoken of and suggested readings; every case of tests/cases/entities.json says what it holds.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { openEngine } = require("./open-engine.js");

const site = process.env.ENTITY_SITE;
const options = { skip: !site };
const { offers, finds, entities } = JSON.parse(readFileSync(join(__dirname, "../cases/entities.json"), "utf8"));
const idsOf = (things) => things.map(({ id }) => id);

for (const { title, query, entities: wanted } of offers) {
  test(`offered: ${title} (${query})`, options, async () => {
    assert.deepEqual(idsOf((await openEngine(site).search(query, { entities: 3 })).entities), wanted);
  });
}

for (const { title, query, ids, reasons, notices = [] } of finds) {
  test(`found: ${title} (${query})`, options, async () => {
    const answer = await openEngine(site).search(query);
    assert.deepEqual(idsOf(answer.hits), ids, JSON.stringify(answer.hits.map(({ id, reasons }) => [id, reasons])));
    assert.deepEqual(answer.notices.map(({ code }) => code), notices);
    const told = (reason) => [reason.kind, reason.matched, reason.reading ?? null];
    if (reasons) assert.deepEqual(answer.hits.flatMap((hit) => hit.reasons.map(told)), reasons);
  });
}

test("what is told of an entity", options, async () => {
  const [entity] = (await openEngine(site).search("DPRK", { entities: 3 })).entities;
  // Headings that name it count; they are no passages.
  assert.deepEqual(entity, { id: "north-korea", label: "北朝鮮", reading: "きたちょうせん", type: "place", mentions: 3, url: "entities/north-korea/" });
});

test("entities are told of only when asked for, and never more than asked for", options, async () => {
  const engine = openEngine(site);
  assert.deepEqual((await engine.search("文在寅")).entities, []);
  assert.equal((await engine.search("文在寅", { entities: 1 })).entities.length, 1);
  assert.deepEqual(idsOf(await engine.entities("朝鮮", { limit: 1 })), ["korean-peninsula"]);
  for (const odd of [undefined, null, 5, "", {}]) assert.ok(Array.isArray(await engine.entities(odd)));
});

test("filters of the options", options, async () => {
  const engine = openEngine(site);
  const found = async (query, filters) => idsOf((await engine.search(query, { filters })).hits);
  assert.deepEqual(await found("", { entity: ["tcog"] }), ["a.1", "a.4"]);
  assert.deepEqual(await found("", { entity: ["tcog", "north-korea"] }), ["a.4"]);
  assert.deepEqual(await found("", { about: [2017, 2017] }), ["a.3", "a.5"]);
  assert.deepEqual(await found("同盟", { about: [1990, 1999] }), ["a.5"]);
  assert.deepEqual(await found("TCOG", { entity: ["TCOG"], about: [1995, 1995] }), ["a.4"]);
  const unknown = await engine.search("TCOG", { filters: { entity: ["no-such"] } });
  assert.deepEqual([unknown.total, unknown.notices[0].code], [0, "unknown-entity"]);
  const { chosen } = await engine.search("", { filters: { entity: ["DPRK"] } });
  assert.deepEqual([chosen[0].asked, chosen[0].id], ["DPRK", "north-korea"]);
});

test("without words the names themselves are marked and listed", options, async () => {
  const engine = openEngine(site);
  const { hits } = await engine.search("項目:tcog");
  assert.deepEqual(hits.map(({ text, matches }) => matches.map(([begin, end]) => text.slice(begin, end))), [["日米韓調整会合", "TCOG"], ["TCOG"]]);
  assert.deepEqual(hits.flatMap(({ reasons }) => reasons), []);
  assert.deepEqual((await engine.concordance("", { filters: { entity: ["tcog"] } })).lines.map(({ node }) => node), ["日米韓調整会合", "TCOG", "TCOG"]);
});

test("of a form that means something in context only that place is marked and listed", options, async () => {
  const engine = openEngine(site);
  const { hits } = await engine.search("李在明");
  assert.deepEqual(hits.find(({ id }) => id === "a.18").matches, [[10, 11]]);
  const { lines } = await engine.concordance("李在明");
  assert.deepEqual(lines.map(({ id, node }) => [id, node]), [["a.4", "李大統領"], ["a.18", "李"]]);
  assert.equal((await engine.search("李在明", { rules: { alias: false } })).total, 0);
  assert.equal((await engine.search("李在明", { exact: true })).total, 0);
});

test("facets by entity are counted only when asked for", options, async () => {
  const engine = openEngine(site);
  assert.equal((await engine.search("TCOG")).facets.entity, undefined);
  assert.ok(!engine.fetched.some(({ path }) => /\/[mny]\d+\.js$/.test(path)));
  const { facets } = await engine.search("TCOG", { facets: ["entity"] });
  assert.deepEqual(facets.entity.map(({ id, count }) => [id, count]), [["north-korea", 1], ["tcog", 2], ["lee-jae-myung", 1]].sort((a, b) => b[1] - a[1]));
});

test("the concordance lists the lemma of a suggested reading", options, async () => {
  const engine = openEngine(site);
  const lines = async (query) => (await engine.concordance(query)).lines.map(({ id, node }) => [id, node]);
  assert.deepEqual(await lines("文在寅政権"), [["a.2", "文存寅"], ["a.3", "文在寅政権"]]);
  assert.deepEqual(await lines('"文在寅政権"'), [["a.3", "文在寅政権"]]);
});

test("of many suggested readings only those shown are fetched", options, async () => {
  const engine = openEngine(site);
  const { total, hits } = await engine.search("会読", { limit: 2 });
  assert.equal(total, 10);
  assert.deepEqual(hits.map(({ text, matches, reasons }) => [matches.map(([begin, end]) => text.slice(begin, end)), reasons[0].reading]), [[["会続"], "会読"], [["会続"], "会読"]]);
  assert.deepEqual(engine.fetched.map(({ path }) => /[sw]\d+(?=\.js$)/.exec(path)?.[0]).filter(Boolean).sort(), ["s0", "w0"]);
  assert.deepEqual((await engine.search("会読", { limit: 10 })).hits.map(({ id }) => id).sort(), Array.from({ length: 10 }, (_, i) => `a.${i + 8}`).sort());
});

test("suggested readings can be left out", options, async () => {
  const engine = openEngine(site);
  assert.equal((await engine.search("連携", { rules: { emendation: false } })).total, 0);
  assert.equal((await engine.search("連携", { exact: true })).total, 0);
  // With another rule off they count where nothing has been folded.
  assert.equal((await engine.search("連携", { rules: { dots: false } })).total, 1);
});

test("every entity of the cases is described", options, async () => {
  const engine = openEngine(site);
  for (const { id, label } of entities) assert.equal((await engine.entities(id)).find((one) => one.id === id)?.label, label);
});
