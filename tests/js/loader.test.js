"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");
const { gzipSync } = require("node:zlib");
const { parts } = require("./open-engine.js");

const source = readFileSync(join(__dirname, "../../docs/assets/search/loader.js"), "utf8");

/** Run the loader in a page that has nothing yet. */
function load(header = {}) {
  const asked = [];
  const window = {};
  const document = {
    currentScript: { src: "https://example.org/base/assets/search/loader.js" },
    querySelector: () => header,
    createElement: () => ({ remove() {} }),
    head: { append: (node) => asked.push(node.src) },
  };
  vm.runInNewContext(source, { window, document, location: { protocol: "https:" }, navigator: {}, URL, setTimeout, clearTimeout });
  return { api: window.CorpusSearch, asked };
}

test("the loader defines the search at once and fetches no engine", () => {
  const { api, asked } = load();
  for (const name of ["search", "concordance", "suggest", "warm", "onstate", "retry"]) assert.equal(typeof api[name], "function");
  assert.deepEqual(asked, ["https://example.org/base/assets/search/index/box.js"]);
});

test("a page without a header gets no box", () => {
  assert.deepEqual(load(null).asked, []);
});

test("the loader names the rules of the engine", () => {
  // JSON, since the objects belong to another context.
  const rules = JSON.parse(JSON.stringify(load().api.rules));
  assert.deepEqual(rules, Object.entries(parts.RULE_LABELS).map(([key, label]) => ({ key, label })));
});

test("the loader stays small, for every page fetches it", () => {
  assert.ok(gzipSync(source, { level: 9 }).length < 4500);
});

const site = process.env.SEARCH_SITE;

/** What the loader of a built site fetches for a first search while the engine never comes. */
async function fetchedEarly(query, options) {
  const folder = join(site, "assets/search/index");
  const fetched = [];
  const fetch = async (address) => {
    const path = address.replace("https://example.org/base/assets/search/index/", "");
    fetched.push(path.replace(/^.*\/|\.js$/g, ""));
    return new Response(readFileSync(join(folder, path)));
  };
  const window = {};
  const document = {
    currentScript: { src: "https://example.org/base/assets/search/index/loader.js" },
    querySelector: () => null,
    createElement: () => ({ remove() {} }),
    head: { append() {} },
  };
  const bundle = readFileSync(join(folder, "loader.js"), "utf8");
  vm.runInNewContext(bundle, { window, document, location: { protocol: "https:" }, navigator: {}, URL, setTimeout, clearTimeout, fetch });
  window.CorpusSearch.search(query, options);
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  return { shards: fetched.filter((name) => /^[gx]/.test(name)).length, texts: fetched.filter((name) => name.startsWith("t")).length };
}

test("a first search fetches shards and the texts it is likely to show", { skip: !site }, async () => {
  const { shards, texts } = await fetchedEarly("拡大抑止", { limit: 1 });
  assert.ok(shards > 0 && shards < 4);
  assert.equal(texts, 1);
  assert.ok((await fetchedEarly("拡大抑止")).texts > 1);
});

test("no text is fetched on a guess that filters or an offset would make wrong", { skip: !site }, async () => {
  for (const options of [{ filters: { kind: ["note"] } }, { filters: { year: [2020, 2026] } }, { offset: 10 }, { limit: 0 }, { limit: -5 }, { limit: NaN }]) {
    const { shards, texts } = await fetchedEarly("拡大抑止", options);
    assert.ok(shards > 0);
    assert.equal(texts, 0, JSON.stringify(options));
  }
});

test("filters that filter nothing hinder nothing, nor do odd arguments", { skip: !site }, async () => {
  for (const options of [{ filters: { kind: [], year: null } }, { filters: null }, null, { limit: 3, offset: null }]) {
    assert.ok((await fetchedEarly("拡大抑止", options)).texts > 0, JSON.stringify(options));
  }
  for (const query of [undefined, null, 5, "", {}]) assert.equal((await fetchedEarly(query)).texts, 0);
});

/** A page with the built loader, changed or not, that can fetch and run what the site has; `loaded` and `fetched` list what. */
function openPage(change = (text) => text) {
  const loaded = [];
  const fetched = [];
  const base = "https://example.org/base/assets/search/";
  const fileOf = (address) => {
    const path = address.replace(base, "");
    return path.startsWith("index/") ? join(site, "assets/search", path) : join(__dirname, "../../docs/assets/search", path);
  };
  const window = {};
  const context = vm.createContext({ window, location: { protocol: "https:" }, navigator: {}, URL, setTimeout: () => 0, clearTimeout() {} });
  const append = (node) => {
    loaded.push(node.src.replace(base, ""));
    vm.runInContext(readFileSync(fileOf(node.src), "utf8"), context);
    node.onload();
  };
  context.document = { currentScript: { src: `${base}index/loader.js` }, querySelector: () => null, createElement: () => ({ remove() {} }), head: { append } };
  context.fetch = async (address) => {
    fetched.push(address.replace(base, ""));
    // As over a network, others ask before the answer is there.
    await new Promise(setImmediate);
    try {
      return new Response(readFileSync(fileOf(address)));
    } catch {
      return new Response("", { status: 404 });
    }
  };
  vm.runInContext(change(readFileSync(join(site, "assets/search/index/loader.js"), "utf8")), context);
  return { search: window.CorpusSearch.search, loaded, fetched };
}

test("the engine takes what it shares with the loader from there", { skip: !site }, async () => {
  const { search, loaded } = openPage();
  assert.ok((await search("拡大抑止", {})).total > 0);
  assert.deepEqual(loaded, ["index/engine.js"]);
});

test("no file is fetched twice, by the loader and by the engine", { skip: !site }, async () => {
  for (const query of ["拡大抑止", "日米防衛協力のための指針", "１９９８年の日韓パートナーシップ宣言", "第五十三回米韓SCM", "北朝鮮軍1万2000人", "Camp David"]) {
    const { search, fetched } = openPage();
    await search(query, { limit: 10 });
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    assert.ok(fetched.length > 2);
    assert.deepEqual(fetched.filter((path, i) => fetched.indexOf(path) < i), [], query);
  }
});

test("in a page opened before a release nothing of the older loader counts", { skip: !site }, async () => {
  const older = (text) => text.replace(/"digest":"\w+"/, '"digest":"older"').replace("0x811c9dc5", "0x12345678");
  const { search, loaded } = openPage(older);
  assert.equal((await search("拡大抑止", {})).total, (await openPage().search("拡大抑止", {})).total);
  assert.ok(loaded.includes("hash.js") && loaded.includes("lookup.js"));
});
