// Dates of a query (tests/cases/query_dates.json); the second half is held by tests/test_search_dates.py too.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parts } = require("./open-engine.js");

const cases = JSON.parse(readFileSync(join(__dirname, "../cases/query_dates.json"), "utf8"));

for (const { title, text, found } of cases.dates) {
  test(title ?? text, () => assert.deepEqual(parts.datesIn(text).map(({ edtf, begin, end }) => [edtf, text.slice(begin, end)]), found));
}

for (const { form, text, stands } of cases.alone) {
  test(`${form} in ${text}`, () => assert.equal(parts.standsAsDate(text, text.indexOf(form), form), stands));
}
