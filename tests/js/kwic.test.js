"use strict";
// The order of a concordance. Run: node --test tests/js/
const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../docs/assets/search/excerpt.js");
const { arrangeLines, nodeWidth, shownContext, sortLines } = require("../../docs/assets/search/kwic.js");

/** A line of the concordance, its context written with the node between bars. */
function line(written, document = "a", extra = {}) {
  const [left, node, right] = written.split("|");
  return { document, left, node, right, ...extra };
}
const written = (lines) => lines.map(({ left, node, right }) => `${left}|${node}|${right}`);

const ORDERS = [
  {
    why: "by position nothing moves",
    sort: "position",
    given: ["う|日韓|う", "あ|日韓|あ"],
    expected: ["う|日韓|う", "あ|日韓|あ"],
  },
  {
    why: "right contexts stand in the order of the fifty sounds, hiragana and katakana together",
    sort: "right",
    given: ["|日韓|ワシントン", "|日韓|あいだ", "|日韓|サミット", "|日韓|かけはし"],
    expected: ["|日韓|あいだ", "|日韓|かけはし", "|日韓|サミット", "|日韓|ワシントン"],
  },
  {
    why: "the left context is compared from the node outwards, so that the same word before the node comes together",
    sort: "left",
    given: ["いまの|日韓|", "あつい|日韓|", "かつての|日韓|"],
    expected: ["あつい|日韓|", "かつての|日韓|", "いまの|日韓|"],
  },
  {
    why: "signs between words do not count",
    sort: "right",
    given: ["|日韓|「かけはし」", "|日韓|、さて", "|日韓|・いま"],
    expected: ["|日韓|・いま", "|日韓|「かけはし」", "|日韓|、さて"],
  },
  {
    why: "a line without context comes first, equal lines keep their reading order",
    sort: "right",
    given: ["1|日韓|同盟", "2|日韓|", "3|日韓|同盟"],
    expected: ["2|日韓|", "1|日韓|同盟", "3|日韓|同盟"],
  },
  {
    why: "numbers are compared as numbers",
    sort: "right",
    given: ["|第|10回", "|第|2回"],
    expected: ["|第|2回", "|第|10回"],
  },
];

for (const { why, sort, given, expected } of ORDERS) {
  test(why, () => {
    assert.deepEqual(written(sortLines(given.map((text) => line(text)), sort)), expected);
  });
}

test("where the engine gives readings, they decide instead of the characters", () => {
  const lines = [line("|日韓|会談", "a", { rightReading: "かいだん" }), line("|日韓|合意", "a", { rightReading: "あいのよみ" })];
  assert.deepEqual(written(sortLines(lines, "right")), ["|日韓|合意", "|日韓|会談"]);
});

test("grouped, each document is sorted by itself; documents keep their order", () => {
  const lines = [line("|韓|う", "b"), line("|韓|い", "a"), line("|韓|え", "b"), line("|韓|あ", "a")];
  const grouped = arrangeLines(lines, { sort: "right", grouped: true });
  assert.deepEqual(grouped.map(({ document, right }) => document + right), ["bう", "bえ", "aあ", "aい"]);
  const mixed = arrangeLines(lines, { sort: "right", grouped: false });
  assert.deepEqual(mixed.map(({ document, right }) => document + right), ["aあ", "aい", "bう", "bえ"]);
});

test("no order loses, doubles or changes a line", () => {
  const characters = [..."あいうかき日韓米、「」 1a𠮷"];
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const word = () => Array.from({ length: random(6) }, () => characters[random(characters.length)]).join("");
  const lines = Array.from({ length: 200 }, (_, n) => ({ ...line(`${word()}|韓|${word()}`, "abc"[random(3)]), n }));
  const copy = structuredClone(lines);
  for (const sort of ["position", "left", "right"]) {
    for (const grouped of [true, false]) {
      const arranged = arrangeLines(lines, { sort, grouped });
      assert.deepEqual([...arranged].sort((one, other) => one.n - other.n), copy);
    }
  }
});

test("a long context is cut at its far end, never inside a character", () => {
  const { left, right } = shownContext(line(`${"𠮷".repeat(40)}あ|韓|い${"𠮷".repeat(40)}`));
  assert.ok(left.endsWith("𠮷あ") && right.startsWith("い𠮷"));
  assert.ok(left.isWellFormed?.() ?? !/^[\udc00-\udfff]/.test(left));
  assert.ok(right.isWellFormed?.() ?? !/[\ud800-\udbff]$/.test(right));
});

test("the column of nodes is as wide as nearly all need, within reason", () => {
  assert.equal(nodeWidth([line("|日韓|"), line("|拡大抑止|")]), 5);
  assert.equal(nodeWidth([...Array(19).fill(line("|日韓|")), line("|日米韓調整会合|")]), 3);
  assert.equal(nodeWidth([]), 3);
  assert.equal(nodeWidth([line(`|${"長".repeat(90)}|`)]), 15);
});
