"use strict";
// What is shown of a passage that was found. Run: node --test tests/js/
const assert = require("node:assert/strict");
const { test } = require("node:test");
const ui = require("../../docs/assets/search/excerpt.js");

/** Segments in writing, the marked ones in brackets. */
const written = (segments) => segments.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

const SEGMENTS = [
  ["日米韓の協力", [[0, 3]], "[日米韓]の協力"],
  ["日米韓の協力", [[4, 6]], "日米韓の[協力]"],
  ["日米韓の協力", [[0, 1], [2, 3]], "[日]米[韓]の協力"],
  ["日米韓の協力", [], "日米韓の協力"],
  ["<b>韓</b>", [[3, 4]], "<b>[韓]</b>"],
  ["短い", [[1, 9]], "短[い]"],
];
for (const [text, matches, expected] of SEGMENTS) {
  test(`segments of ${text}`, () => assert.equal(written(ui.segmentsOf(text, matches)), expected));
}

const HAY = "あ".repeat(200);
const EXCERPTS = [
  { why: "a short text is shown whole", text: "日韓の協力", matches: [[0, 2]], expected: "[日韓]の協力" },
  { why: "before a far match text is left out", text: `${HAY}日韓`, matches: [[200, 202]], expected: `…${"あ".repeat(12)}[日韓]` },
  { why: "behind it too", text: `日韓${HAY}`, matches: [[0, 2]], expected: `[日韓]${"あ".repeat(38)}…` },
  { why: "matches near each other share a window", text: `日韓と日米${HAY}`, matches: [[0, 2], [3, 5]], expected: `[日韓]と[日米]${"あ".repeat(35)}…` },
  { why: "a text without a match is shown from its beginning", text: HAY, matches: [], expected: `${"あ".repeat(40)}…` },
];
for (const { why, text, matches, expected } of EXCERPTS) {
  test(why, () => assert.equal(written(ui.excerptOf(text, matches, 40)), expected));
}

test("an excerpt never cuts a character and always shows the first match", () => {
  for (let at = 0; at < 120; at++) {
    const text = `${"𠮷".repeat(at)}韓${"𠮷".repeat(120 - at)}`;
    const begin = at * 2;
    const segments = ui.excerptOf(text, [[begin, begin + 1]], 30);
    assert.ok(segments.some(({ text: piece, marked }) => marked && piece === "韓"));
    assert.ok(!/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(segments.map((s) => s.text).join("|")));
  }
});

test("a match longer than the excerpt does not show the whole passage", () => {
  const shown = written(ui.excerptOf("韓".repeat(1000), [[0, 1000]], 40));
  assert.ok(shown.length < 120);
});

const NUMBERS = [
  ["hiraiwa2011.12", "¶12"],
  ["sakata2021.n3", "注3"],
  ["vision2025.t1", "表1"],
  ["vision2025.f2", "図2"],
];
for (const [id, expected] of NUMBERS) test(`number of ${id}`, () => assert.equal(ui.passageNumber(id), expected));

const REASONS = [
  { why: "a plain hit needs no reason", given: [{ kind: "exact", query: "日韓", matched: "日韓" }], expected: [] },
  { why: "a name", given: [{ kind: "alias", query: "TCOG", matched: "日米韓調整会合" }], expected: ["別名：TCOG → 日米韓調整会合"] },
  { why: "a reading", given: [{ kind: "reading", query: "かくだい", matched: "拡大" }], expected: ["読み：かくだい → 拡大"] },
  {
    why: "the same reason is given once",
    given: [{ kind: "folded", query: "６者", matched: "6 者" }, { kind: "folded", query: "６者", matched: "6 者" }],
    expected: ["表記ゆれ：６者 → 6 者"],
  },
  { why: "an unknown kind is passed over", given: [{ kind: "oracle", query: "a", matched: "b" }], expected: [] },
];
for (const { why, given, expected } of REASONS) {
  test(why, () => assert.deepEqual(ui.reasonsOf(given).map(({ name, text }) => `${name}：${text}`), expected));
}
