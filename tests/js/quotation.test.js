// Quotations in the browser's code; the twin of tests/test_quotation.py, with the same cases and the same throws.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "../..");
require(join(root, "docs/assets/search/normalise.js"));
for (const name of ["approximate", "diff", "match", "pieces", "examine"]) require(join(root, `docs/assets/quote-check/${name}.js`));
const { compare, createQuotationIndex, cutFragments, cutParagraphs, cutQuotations, examine, findBegins, findLeast } = globalThis.corpusQuotation;

const cases = JSON.parse(readFileSync(join(root, "tests/cases/quotations.json"), "utf8"));
const toy = createQuotationIndex(cases.texts, new Map(Object.entries(cases.variants)));
const N_DRAWN = 500;
const STRANGE = "鯨鰯薔薇檸檬蠍囍鬱麒";

for (const { title, quotation, verdict, passages, segments } of cases.find) {
  test(`find: ${title}`, () => {
    const found = toy.find(quotation);
    assert.deepEqual([found.name, found.matches.map((match) => match.passage)], [verdict, passages]);
    for (const match of found.matches) {
      const { text } = cases.texts.find(({ id }) => id === match.passage);
      assert.equal(match.difference.segments.map((segment) => segment.text).join(""), text.slice(match.begin, match.end));
      assert.equal(match.difference.segments.map((segment) => segment.quotation).join(""), quotation.trim());
      assert.deepEqual(toy.findIn(quotation, match.passage), { name: verdict, matches: [match] });
    }
    if (segments) {
      assert.deepEqual(found.matches[0].difference.segments.map(({ kind, quotation: q, text }) => [kind, q, text]), segments);
    }
  });
}

for (const { title, text, quotations } of cases.cut) {
  test(`cut: ${title}`, () => assert.deepEqual(cutQuotations(text).map((piece) => piece.text), quotations));
}
for (const { title, text, paragraphs } of cases.paragraphs) {
  test(`paragraphs: ${title}`, () => assert.deepEqual(cutParagraphs(text).map((piece) => [piece.kind, piece.text]), paragraphs));
}
for (const { title, text, fragments } of cases.fragments) {
  test(`fragments: ${title}`, () => assert.deepEqual(cutFragments(text).map((piece) => piece.text), fragments));
}
for (const { title, text, checked } of cases.examine) {
  test(`examine: ${title}`, () => {
    const found = [...examine(text, toy)].flat();
    assert.deepEqual(found.map(({ piece, verdict }) => [piece.kind, piece.text, verdict.name, verdict.matches.map((m) => m.passage)]), checked);
  });
}

test("bit vectors find what plain dynamic programming finds, across the borders of words", () => {
  const toss = dice(5);
  const word = (length) => Array.from({ length }, () => "日米韓協"[toss(4)]);
  for (let round = 0; round < 300; round += 1) {
    const [pattern, text] = [word(1 + toss(100)), word(toss(120))];
    let column = pattern.map((_, row) => row + 1);
    const last = [pattern.length];
    for (const character of text) {
      const next = [];
      pattern.forEach((letter, row) => {
        const [above, diagonal] = row ? [next[row - 1], column[row - 1]] : [0, 0];
        next.push(Math.min(diagonal + (letter === character ? 0 : 1), above + 1, column[row] + 1));
      });
      column = next;
      last.push(column[pattern.length - 1]);
    }
    const { errors, ends } = findLeast(pattern, text);
    assert.equal(errors, Math.min(...last));
    if (errors < pattern.length) assert.deepEqual(ends, last.flatMap((cost, end) => (cost === errors ? [end] : [])));
    for (const end of ends.slice(0, 2)) {
      for (const begin of findBegins(pattern, text, end, errors)) {
        assert.equal(compare(pattern.join(""), text.slice(begin, end).join(""), (c) => c).errors, errors);
      }
    }
  }
});

// The corpus, as it is published.

const published = JSON.parse(readFileSync(join(root, "docs/data/texts.json"), "utf8"));
const { passages, variants } = published;
const pairs = Array.from(variants).flatMap((old, i, all) => (i % 2 ? [] : [[old, all[i + 1]]]));
const index = createQuotationIndex(passages, new Map(pairs));

/** Park and Miller's minimal standard generator: the same throws in Python and JavaScript. */
function dice(seed) {
  let state = seed;
  return (sides) => (state = (state * 48271) % 2147483647) % sides;
}

function draw(toss) {
  const total = passages.reduce((sum, { text }) => sum + text.length, 0);
  for (;;) {
    let place = toss(total);
    const { text } = passages.find((passage) => place < passage.text.length || ((place -= passage.text.length), false));
    const length = 10 + toss(71);
    const quotation = text.slice(place, place + length);
    if (quotation.length === length && quotation === quotation.trim() && index.length(quotation) >= 10) return quotation;
  }
}

/** Substitute, insert or delete 1 to 3 characters, never two side by side nor at the edge. */
function change(toss, quotation) {
  const counts = Array.from(quotation, (character) => index.length(character) === 1);
  let places;
  for (;;) {
    const n = 1 + toss(3);
    places = [...new Set(Array.from({ length: n }, () => 2 + toss(quotation.length - 4)))].sort((a, b) => a - b);
    const edges = [0, 1, quotation.length - 1, quotation.length - 2].every((place) => counts[place]);
    if (edges && places.every((place, i) => counts[place] && (!i || place - places[i - 1] > 1))) break;
    if (!edges) return { altered: "", marked: [], changes: 0 };
  }
  const marked = [];
  let altered = "";
  Array.from(quotation).forEach((character, place) => {
    const way = places.includes(place) ? toss(3) : -1;
    if (way === 0 || way === 1) {
      marked.push(altered.length);
      altered += STRANGE[toss(STRANGE.length)];
    }
    if (way === -1 || way === 1) altered += character;
  });
  return { altered, marked, changes: places.length };
}

test("500 drawn quotations are found first and exact", () => {
  const toss = dice(17);
  const texts = new Map(passages.map(({ id, text }) => [id, text]));
  for (let n = 0; n < N_DRAWN; n += 1) {
    const quotation = draw(toss);
    const verdict = index.find(quotation);
    assert.equal(verdict.name, "exact", quotation);
    assert.ok(verdict.matches.length && verdict.matches.every(({ passage }) => texts.get(passage).includes(quotation)));
  }
});

test("500 changed quotations are found first, with the changed characters marked", () => {
  const toss = dice(23);
  const texts = new Map(passages.map(({ id, text }) => [id, text]));
  const whole = [...texts.values()].join("\n");
  for (let n = 0; n < N_DRAWN; ) {
    const quotation = draw(toss);
    const { altered, marked, changes } = change(toss, quotation);
    if (!altered || whole.includes(altered)) continue; // what is left stands in the corpus as it is
    n += 1;
    const verdict = index.find(altered);
    assert.equal(verdict.name, "different", altered);
    const [{ passage, begin, end, difference }] = verdict.matches;
    assert.equal(difference.segments.map((segment) => segment.text).join(""), quotation, altered);
    assert.equal(texts.get(passage).slice(begin, end), quotation);
    assert.equal(difference.errors, changes, altered);
    const found = [];
    let at = 0;
    for (const segment of difference.segments) {
      assert.notEqual(segment.kind, "near", altered);
      if (segment.kind === "sub" || segment.kind === "ins") for (let i = 0; i < segment.quotation.length; i += 1) found.push(at + i);
      at += segment.quotation.length;
    }
    assert.deepEqual(found, marked, altered);
  }
});

test("100 sentences from no passage are not found", () => {
  assert.equal(new Set(cases.absent).size, 100);
  for (const sentence of cases.absent) assert.equal(index.find(sentence).name, "none", sentence);
});

test("a long paragraph, and one from nowhere, take well under a second", () => {
  const long = passages.map(({ text }) => text).sort((a, b) => b.length - a.length)[0];
  const began = performance.now();
  assert.equal(index.find(`${long.slice(0, 300)}鯨${long.slice(301)}`).name, "different");
  assert.equal(index.find(cases.absent.join("").slice(0, 1000)).name, "none");
  assert.ok(performance.now() - began < 1000);
});
