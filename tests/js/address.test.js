"use strict";
// The query as a permanent address. Run: node --test tests/js/
const assert = require("node:assert/strict");
const { test } = require("node:test");
const ui = require("../../docs/assets/search/address.js");

const PLAIN = {
  query: "",
  exact: false,
  documents: [],
  kinds: [],
  from: "",
  to: "",
  entities: [],
  aboutFrom: "",
  aboutTo: "",
  off: [],
  view: "list",
  sort: "position",
  grouped: true,
};

const ADDRESSES = [
  ["", {}],
  ["?q=%E6%8B%A1%E5%A4%A7", { query: "拡大" }],
  ["?q=a+b&exact=1", { query: "a b", exact: true }],
  ["?q=a&off=alias&off=reading&document=x&document=y&kind=note", { query: "a", off: ["alias", "reading"], documents: ["x", "y"], kinds: ["note"] }],
  ["?q=a&from=2010&to=2012", { query: "a", from: "2010", to: "2012" }],
  ["?entity=tcog&entity=north-korea", { entities: ["tcog", "north-korea"] }],
  ["?q=a&from=2010&entity=tcog&about_from=1990&about_to=1999", { query: "a", from: "2010", entities: ["tcog"], aboutFrom: "1990", aboutTo: "1999" }],
  ["?q=a&view=kwic&sort=left&group=0", { query: "a", view: "kwic", sort: "left", grouped: false }],
];
for (const [address, state] of ADDRESSES) {
  test(`an address and its state: ${address || "nothing"}`, () => {
    assert.deepEqual(ui.readState(address), { ...PLAIN, ...state });
    assert.equal(ui.writeState({ ...PLAIN, ...state }), address);
  });
}

const ODD = [
  ["?q=a&view=table&sort=random&exact=yes&from=then&to=-1", { query: "a" }],
  ["?q=a&q=b&document=&kind=", { query: "a" }],
  ["?q=a&from=２０１０", { query: "a", from: "2010" }],
  ["?q=%E0%A4%A&unknown=1", { query: "\ufffd%A" }],
  ["?entity=&entity=x&about_from=昔&about_to=１９９９", { entities: ["x"], aboutTo: "1999" }],
  ["?document=x&document=x", { documents: ["x"] }],
];
for (const [address, state] of ODD) {
  test(`what is not understood is left out: ${address}`, () => {
    assert.deepEqual(ui.readState(address), { ...PLAIN, ...state });
  });
}

test("a state survives its address, whatever the query holds", () => {
  for (const query of ["日韓", "a&b=c#d?e", '<img src=x>"', "100% +", "\u0000\t", "𠮷", " 前後 "]) {
    assert.equal(ui.readState(ui.writeState({ ...PLAIN, query })).query, query);
  }
  assert.doesNotThrow(() => ui.writeState({ ...PLAIN, query: "\ud800" }));
});

test("the engine is asked with what the state says", () => {
  assert.deepEqual(ui.engineOptions({ ...PLAIN, entities: ["tcog"], aboutTo: "1999" }).filters, { entity: ["tcog"], about: [0, 1999] });
  assert.deepEqual(ui.engineOptions({ ...PLAIN, off: ["alias"], documents: ["x"], from: "2010" }, { limit: 5 }), {
    limit: 5,
    filters: { document: ["x"], year: [2010, 9999] },
    exact: false,
    rules: { alias: false },
  });
});

const LINKS = [
  ["https://h.example/base/", "documents/x/1/#p12", "https://h.example/base/documents/x/1/?q=%E6%97%A5#p12"],
  ["file:///disk/site/", "documents/x/1/#p12", "file:///disk/site/documents/x/1/index.html?q=%E6%97%A5#p12"],
  ["file:///disk/site/", "search/", "file:///disk/site/search/index.html?q=%E6%97%A5"],
];
for (const [base, url, expected] of LINKS) {
  test(`a link below ${base}`, () => {
    assert.equal(ui.siteAddress(base, url, new URLSearchParams({ q: "日" })), expected);
    assert.ok(ui.isSamePage(expected, new URL(url, base).href));
  });
}
