"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
require("../../docs/assets/search/query.js");
const { parseQuery } = globalThis.corpusSearchParts;

const show = ({ text, exact }) => (exact ? `"${text}"` : text);

for (const { title, query, groups, negatives = [], filters = {}, notices = [] } of JSON.parse(readFileSync(join(__dirname, "../cases/query.json"), "utf8"))) {
  test(title, () => {
    const parsed = parseQuery(query);
    assert.deepEqual(parsed.groups.map((group) => group.map(show)), groups);
    assert.deepEqual(parsed.negatives.map(show), negatives);
    assert.deepEqual(parsed.filters, { document: [], kind: [], year: null, entity: [], about: null, ...filters });
    assert.deepEqual(parsed.notices.map(({ code }) => code), notices);
  });
}

test("what is understood can be asked again", () => {
  for (const query of ["TCOG OR GSOMIA -核", "\"国交正常化\" 日韓"]) {
    const { interpreted, groups } = parseQuery(query);
    assert.deepEqual(parseQuery(interpreted.replace(/[()]/g, "")).groups, groups);
  }
});

test("what may be meant to the letter", () => {
  const { literalsOf } = globalThis.corpusSearchParts;
  const texts = (input, isExact) => literalsOf(input, isExact).map(({ text }) => text);
  assert.deepEqual(texts("拡大抑止", false), []);
  assert.deepEqual(texts("拡大抑止 核", true), ["拡大抑止 核"]);
  assert.deepEqual(texts('"2002 年"', false), ["2002 年", '"2002 年"']);
  assert.deepEqual(texts('"threat"', true), ['"threat"', "threat"]);
  assert.deepEqual(texts(" -ROK Leader ", false), ["-ROK Leader"]);
  assert.deepEqual(texts("日米韓 安全保障", false), []);
  assert.deepEqual(texts("  ", true), []);
  assert.deepEqual(texts("日".repeat(300), true), []);
});
