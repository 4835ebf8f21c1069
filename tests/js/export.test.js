"use strict";
// What is written to a file of occurrences. Run: node --test tests/js/
const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../docs/assets/search/excerpt.js");
const { citationOf, exportName, exportRows, toCsv, toTsv } = require("../../docs/assets/search/export.js");

const LINE = {
  id: "hiraiwa2011.12",
  document: "hiraiwa2011",
  kind: "paragraph",
  permalink: "p/hiraiwa2011.12/",
  page: 3,
  left: "いわゆる",
  node: "TCOG",
  right: "は、",
};
const OPTIONS = { citationOf: (line) => citationOf(line, "平岩 2011"), base: "https://example.org/edition/" };

test("a row carries id, document, citation and an absolute permanent address", () => {
  assert.deepEqual(exportRows([LINE], OPTIONS), [
    ["id", "document", "kind", "left", "node", "right", "citation", "permalink"],
    [
      "hiraiwa2011.12",
      "hiraiwa2011",
      "paragraph",
      "いわゆる",
      "TCOG",
      "は、",
      "平岩 2011、¶12、原文3頁目",
      "https://example.org/edition/p/hiraiwa2011.12/",
    ],
  ]);
});

test("a citation leaves out what is not known", () => {
  assert.equal(citationOf({ id: "sakata2021.n4", document: "sakata2021", page: null }, "阪田 2021"), "阪田 2021、注4");
});

const CSV_CELLS = [
  ["日韓", "日韓"],
  ["一,二", '"一,二"'],
  ['いわゆる"第三の"', '"いわゆる""第三の"""'],
  ["行\n替え", '"行\n替え"'],
  [" 前の空白", '" 前の空白"'],
  // Never guarded: the quotation must stay the quotation.
  ["=1+1", "=1+1"],
  ["-核", "-核"],
  ["@韓", "@韓"],
];
for (const [given, expected] of CSV_CELLS) {
  test(`CSV: ${JSON.stringify(given)}`, () => assert.equal(toCsv([["x", given]]), `\ufeffx,${expected}\r\n`));
}

/** A reader of RFC 4180, written apart from the writer. */
function parseCsv(text) {
  const rows = [[""]];
  let isQuoted = false;
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at++) {
    const row = rows.at(-1);
    if (isQuoted && text.startsWith('""', at)) (row[row.length - 1] += '"'), at++;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[at] === ",") row.push("");
    else if (!isQuoted && text.startsWith("\r\n", at)) rows.push([""]), at++;
    else row[row.length - 1] += text[at];
  }
  assert.deepEqual(rows.pop(), [""], "the last record ends with a line break");
  return rows;
}

test("whatever the cells hold, CSV gives them back", () => {
  const characters = [..."日韓,\"\r\n\t =+-@'“”𠮷\u3000"];
  let seed = 11;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const cell = () => Array.from({ length: random(8) }, () => characters[random(characters.length)]).join("");
  const rows = Array.from({ length: 300 }, () => [cell(), cell(), cell()]);
  assert.deepEqual(parseCsv(toCsv(rows)), rows);
});

test("TSV has as many lines as rows and as many tabs as columns allow, whatever the cells hold", () => {
  const text = toTsv([["a", "b"], ["一\t二", "三\r\n四"]]);
  assert.equal(text, "a\tb\n一 二\t三 四\n");
});

const NAMES = [
  ["拡大抑止", "csv", "kwic-拡大抑止.csv"],
  ["../../etc/passwd", "tsv", "kwic-etc_passwd.tsv"],
  ['日韓 OR "日米"', "tsv", "kwic-日韓_OR_日米.tsv"],
  ["\u0000<>", "csv", "kwic-query.csv"],
  ["𠮷".repeat(60), "tsv", `kwic-${"𠮷".repeat(40)}.tsv`],
];
for (const [query, extension, expected] of NAMES) {
  test(`file name for ${JSON.stringify(query.slice(0, 20))}`, () => assert.equal(exportName(query, extension), expected));
}
