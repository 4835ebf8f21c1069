// The engine over an index that tests/test_search_engine.py has built (SEARCH_SITE).
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");
const { gzipSync } = require("node:zlib");
const { openEngine, parts } = require("./open-engine.js");

const site = process.env.SEARCH_SITE;
const options = { skip: site ? false : "no index; run pytest tests/test_search_engine.py" };
const passages = site ? JSON.parse(readFileSync(join(site, "passages.json"), "utf8")) : [];
const ALL = { limit: passages.length };

/** Numbers out of a seed, the same in every run. */
function randomSource(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function randomSubstrings(count, seed, pattern) {
  const below = randomSource(seed);
  const found = [];
  while (found.length < count) {
    const { text } = passages[below(passages.length)];
    const length = 2 + below(11);
    const begin = below(Math.max(1, text.length - length));
    const piece = text.slice(begin, begin + length);
    if (pattern.test(piece)) found.push(piece);
  }
  return found;
}

const ids = (hits) => hits.map(({ id }) => id).sort();
const scan = (test) => passages.filter(({ text }) => test(text)).map(({ id }) => id).sort();

test("exact search is a scan of the texts", options, async () => {
  const engine = openEngine(site);
  for (const piece of randomSubstrings(300, 1, /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{2,}$/u)) {
    const { hits, total } = await engine.search(piece, { ...ALL, exact: true });
    const expected = scan((text) => text.includes(piece));
    assert.deepEqual(ids(hits), expected, piece);
    assert.equal(total, expected.length, piece);
  }
});

test("exact search of any characters is a scan of the texts folded for width", options, async () => {
  const engine = openEngine(site);
  const fold = parts.folder(parts.EXACT_RULES, new Map());
  const plain = (text) => parts.fold(text, fold).text;
  for (const piece of randomSubstrings(300, 2, /^[^\s"“”＂\-－−|｜].*\S$/u)) {
    const { hits } = await engine.search(`"${piece.replace(/["“”＂]/gu, "")}"`, ALL);
    const wanted = plain(piece.replace(/["“”＂]/gu, ""));
    assert.deepEqual(ids(hits), scan((text) => plain(text).includes(wanted)), piece);
  }
});

test("search finds every passage whose folded text contains the folded query", options, async () => {
  const engine = openEngine(site);
  const { variants } = JSON.parse(readFileSync(join(site, "folding.json"), "utf8"));
  const fold = parts.folder(parts.FOLD_RULES, new Map(Object.entries(variants)));
  const folded = new Map(passages.map(({ id, text }) => [id, parts.fold(text, fold).text]));
  for (const piece of randomSubstrings(300, 3, /^[^\s:："“”＂\-－−|｜]{2,}$/u)) {
    const wanted = parts.fold(piece, fold).text;
    if (!wanted) continue;
    const found = new Set(ids((await engine.search(piece, ALL)).hits));
    for (const [id, text] of folded) if (text.includes(wanted)) assert.ok(found.has(id), `${piece} in ${id}`);
  }
});

test("a Latin name of several words is found where any string is", options, async () => {
  const engine = openEngine(site);
  const { variants } = JSON.parse(readFileSync(join(site, "folding.json"), "utf8"));
  const all = parts.folder(parts.FOLD_RULES, new Map(Object.entries(variants)));
  const fold = (text) => parts.fold(text, all).text;
  const names = readFileSync(join(__dirname, "../../corpus/lexicon/aliases.tsv"), "utf8").split("\n").map((row) => row.split("\t")[1] ?? "");
  const latin = [...new Set(names.filter((name) => /^[A-Za-z]+( [A-Za-z]+)+$/u.test(name)))];
  let n = 0;
  for (const name of latin) {
    const expected = scan((text) => fold(text).includes(fold(name)));
    const { hits } = await engine.search(name, ALL);
    const found = new Set(ids(hits));
    assert.deepEqual(expected.filter((id) => !found.has(id)), [], name);
    n += expected.length;
  }
  assert.ok(n > 20, `${n} of ${latin.length}`);
});

test("single characters are found too", options, async () => {
  const engine = openEngine(site);
  for (const character of ["核", "韓", "の", "1", "、"]) {
    const { hits } = await engine.search(character, { ...ALL, exact: true });
    assert.deepEqual(ids(hits), scan((text) => text.normalize("NFKC").includes(character)), character);
  }
});

test("where many passages might answer, signs decide which are read", options, async () => {
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  for (const phrase of ["の・", "、「", "る（", "は～"]) {
    const engine = openEngine(site);
    const { hits } = await engine.search(phrase, { ...ALL, exact: true });
    assert.deepEqual(ids(hits), scan((text) => plain(text).includes(plain(phrase))), phrase);
    const few = openEngine(site);
    await few.search(phrase, { limit: 0, exact: true });
    const read = few.fetched.filter(({ path }) => /\/t\d+\.js$/.test(path)).length;
    const possible = passages.filter(({ text }) => [...plain(phrase)].every((character) => plain(text).includes(character)));
    assert.ok(read <= possible.length, `${phrase}: ${read} files for ${possible.length} passages`);
    assert.ok(read < passages.length / 4, `${phrase}: ${read} files`);
  }
});

test("marks cover the matched characters themselves", options, async () => {
  const engine = openEngine(site);
  for (const piece of randomSubstrings(200, 4, /^[\p{Script=Han}\p{Script=Katakana}ー]{2,}$/u)) {
    const { hits } = await engine.search(piece, { limit: 5, exact: true });
    for (const { text, matches } of hits) {
      assert.ok(matches.length > 0, piece);
      assert.ok(matches.some(([begin, end]) => text.slice(begin, end).includes(piece)), piece);
    }
  }
});

test("the concordance has every occurrence", options, async () => {
  const engine = openEngine(site);
  for (const word of ["日韓", "安全保障", "北朝鮮", "キャンプ・デービッド", "拡大抑止"]) {
    const expected = passages.reduce((sum, { text }) => sum + text.split(word).length - 1, 0);
    const { total, lines } = await engine.concordance(word, { exact: true });
    assert.equal(total, expected, word);
    for (const { left, node, right } of lines) {
      assert.equal(node, word);
      assert.ok(passages.some(({ text }) => text.includes(left + node + right)));
    }
  }
});

test("ten thousand hostile queries do no harm", options, async () => {
  const engine = openEngine(site);
  const below = randomSource(5);
  const pieces = ["\"", "“", "-", "－", "OR", "|", "｜", "(", ")", "*", "+", "^", "~", "[", "\\", ".", "$", "{", "}", "<script>", "&lt;", "\u0000", "\ud800", "\udfff",
    "year:", "年:", "項目:", "項目:\"", "entity:tcog", "時期:", "about:1990..", "資料:", "種別:", "kind:x", "constructor", "__proto__", "日韓", "核", "・", " ", "　", "\u202e", "𠮷", "한미일", "ー", "1999..", ":"];
  for (let i = 0; i < 10_000; i += 1) {
    let query = "";
    for (let n = below(8); n >= 0; n -= 1) query += pieces[below(pieces.length)];
    if (i % 500 === 0) query = query.repeat(1 + Math.floor(10_000 / (query.length + 1)));
    const begin = process.cpuUsage();
    const result = await engine.search(query, { limit: 3, entities: 3, ...(i % 2 && { facets: ["entity"] }) });
    assert.ok(Number.isInteger(result.total), JSON.stringify(query));
    // Time of the processor, not of the clock: the machine may have other things to do.
    const { user, system } = process.cpuUsage(begin);
    if (i > 100) assert.ok(user + system < 200_000, `${(user + system) / 1000} ms: ${JSON.stringify(query.slice(0, 80))}`);
  }
});

test("odd arguments are answered", options, async () => {
  const engine = openEngine(site);
  for (const query of [undefined, null, 5, "", {}, []]) {
    assert.ok(Array.isArray((await engine.search(query)).hits));
    assert.ok(Array.isArray((await engine.concordance(query)).lines));
  }
});

test("the engine as one file answers like its scripts", options, async () => {
  const run = (name) => vm.runInContext(readFileSync(join(site, "assets/search/index", name), "utf8"), context);
  // Not to be taken for a worker, the engine is brought in once the shared scripts are.
  const context = vm.createContext({ importScripts: () => delete context.importScripts && run("engine.js") });
  run("worker.js");
  const { corpusSearchParts: bundled } = context;
  const paths = [];
  const load = async (path) => {
    paths.push(path);
    return bundled.parseShard(readFileSync(join(site, "assets/search/index", path), "utf8"));
  };
  const asJson = (answer) => JSON.parse(JSON.stringify(answer));
  const [one, other] = [bundled.createEngine({ load }), openEngine(site)];
  const queries = ["日米韓 安全保障協力", "項目:tcog", "TCOG OR GSOMIA -核", ...randomSubstrings(200, 6, /^\S+$/u)];
  for (const query of queries) {
    const options = { entities: 3, facets: ["entity"] };
    assert.deepEqual(asJson(await one.search(query, options)), asJson(await other.search(query, options)), query);
  }
  // The manifest is inside.
  assert.ok(!paths.includes("manifest.js"));
});

/** Long pieces, and long pieces that stand nowhere: two halves from different places. */
function longPieces(count, seed) {
  const below = randomSource(seed);
  const long = passages.map(({ text }) => text).filter((text) => text.length > 80);
  const piece = (length) => {
    const text = long[below(long.length)];
    const begin = below(text.length - length);
    return text.slice(begin, begin + length);
  };
  return Array.from({ length: count }, (_, i) => (i % 3 ? piece(13 + below(40)) : piece(8 + below(10)) + piece(8 + below(10))));
}

test("long strings, read in the texts where few passages are left, are where a scan finds them", options, async () => {
  const engine = openEngine(site);
  const store = await parts.openStore(engine.load);
  store.folders = { all: parts.folder(parts.FOLD_RULES, store.variants), exact: parts.folder(parts.EXACT_RULES, store.variants) };
  const texts = passages.map(({ text }) => parts.fold(parts.fold(text, store.folders.exact).text, store.folders.all).text);
  const exacts = passages.map(({ text }) => parts.fold(text, store.folders.exact).text);
  for (const [i, piece] of longPieces(240, 5).entries()) {
    const folded = parts.fold(piece, store.folders.all).text;
    if (Array.from(folded).length < 3) continue;
    const joints = i % 2 ? [] : [Array.from(folded).length >> 1];
    const { keys, folded: changed } = await parts.occurrencesOf(store, folded, joints);
    const expected = texts.flatMap((text, passage) => {
      const found = [];
      for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) found.push(passage * parts.WIDTH + Array.from(text.slice(0, at)).length);
      return found;
    });
    assert.deepEqual(keys.filter((key) => key < passages.length * parts.WIDTH), expected, piece);
    // Literal are those that stand so in the text but for width and case.
    for (const key of expected) {
      const passage = Math.floor(key / parts.WIDTH);
      if (!exacts[passage].includes(folded)) assert.ok(changed.has(key), piece);
      if (exacts[passage] === texts[passage]) assert.ok(!changed.has(key), piece);
    }
  }
});

test("a string put together from parts that meet nowhere costs one look", options, async () => {
  const engine = openEngine(site);
  const store = await parts.openStore(engine.load);
  const before = engine.fetched.length;
  assert.deepEqual((await parts.occurrencesOf(store, "southkorea条項", [10])).keys, []);
  assert.equal(engine.fetched.length - before, 1);
});

test("an engine goes on with the shards of another", options, async () => {
  const one = openEngine(site);
  const other = openEngine(site);
  const { hits } = await one.search("拡大抑止", ALL);
  await other.adopt(structuredClone(await one.held()));
  assert.deepEqual((await other.search("拡大抑止", ALL)).hits, hits);
  assert.deepEqual(other.fetched.map(({ path }) => path), ["manifest.js"]);
  await assert.rejects(other.adopt({ digest: "another", shards: [] }), { state: "stale" });
});

test("a first result takes few bytes", options, async () => {
  const size = (text) => gzipSync(text, { level: 9 }).length;
  const engineSize = ["engine.js", "loader.js"].map((name) => size(readFileSync(join(site, "assets/search/index", name), "utf8"))).reduce((a, b) => a + b);
  for (const query of ["拡大抑止", "日韓", "国交正常化", "安全保障協力", "TCOG", "全保障協", "かくだいよくし"]) {
    const engine = openEngine(site);
    await engine.search(query, { entities: 3 });
    const bytes = engine.fetched.filter(({ path }) => path !== "manifest.js").reduce((sum, { text }) => sum + size(text), engineSize);
    assert.ok(bytes <= 60_000, `${query}: ${bytes}`);
  }
});

test("the whole index can be had at once, and then nothing more is fetched", options, async () => {
  const engine = openEngine(site);
  assert.equal(await engine.loadAll(), true);
  const before = engine.fetched.length;
  assert.ok((await engine.search("抑止 日米韓")).total > 0);
  assert.ok((await engine.concordance("抑止")).total > 0);
  assert.equal(engine.fetched.length, before);
});

test("the lines of a concordance tell how their contexts are read", options, async () => {
  const { lines } = await openEngine(site).concordance("抑止");
  const line = lines.find(({ right }) => right.startsWith("力"));
  assert.match(line.rightReading, /^リョク/u);
  assert.ok(lines.every(({ leftReading, rightReading }) => typeof leftReading === "string" && typeof rightReading === "string"));
});

test("one character, searched exactly, is found without reading texts", options, async () => {
  const fold = parts.folder(parts.EXACT_RULES, new Map());
  const plain = (text) => parts.fold(text, fold).text;
  for (const character of ["「", "”", '"', "關", "関", "核", "a", "～", "、", "ō", "Ａ"]) {
    const engine = openEngine(site);
    const { hits } = await engine.search(character, { ...ALL, exact: true });
    assert.deepEqual(ids(hits), scan((text) => plain(text).includes(plain(character))), character);
    const few = openEngine(site);
    await few.search(character, { limit: 0, exact: true });
    assert.ok(few.fetched.every(({ path }) => !/\/t\d+\.js$/u.test(path)), character);
  }
});

test("signs that folding drops are found to the letter, without reading every text", options, async () => {
  const fold = parts.folder(parts.EXACT_RULES, new Map());
  const plain = (text) => parts.fold(text, fold).text;
  for (const signs of ["・", "-", "―", "－", ".", "..", "―――", "・-", "‐", "——"]) {
    const engine = openEngine(site);
    const { hits, notices } = await engine.search(signs, ALL);
    const wanted = plain(signs);
    assert.deepEqual(ids(hits), scan((text) => plain(text).includes(wanted)), signs);
    assert.ok(notices.some(({ code }) => code === "signs"), signs);
  }
  const engine = openEngine(site);
  assert.ok((await engine.search("・", { limit: 1 })).total > 100);
  assert.ok(engine.fetched.length < 6);
});
