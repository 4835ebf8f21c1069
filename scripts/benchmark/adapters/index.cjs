// @ts-check
// Node's part: makes the index of a library with the very script the page will load.
// Usage: node index.cjs SCRIPT CUT < pages.json > index.json
"use strict";
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

const [script, cut] = process.argv.slice(2);
runInThisContext(readFileSync(script, "utf8"), { filename: script });
/** @type {{address: string, title: string, text: string}[]} */
const pages = JSON.parse(readFileSync(0, "utf8"));
const index = /** @type {any} */ (globalThis).library.index(
  pages.map(({ title, text }) => ({ title, text })),
  cut,
);
process.stdout.write(JSON.stringify({ addresses: pages.map(({ address }) => address), index }));
