// @ts-check
// The plain scan: every text in one file, looked through with `includes`; pages with more occurrences come first.
"use strict";
{
  /** @type {[string, string][]} */
  let pages = [];

  /** @type {any} */ (globalThis).bench.offer({
    async start() {
      pages = await (await fetch("/texts.json")).json();
    },
    async search(/** @type {string} */ query, /** @type {number} */ limit) {
      const found = pages
        .filter(([, text]) => text.includes(query))
        .map(([address, text]) => ({ address, count: text.split(query).length }))
        .sort((one, other) => other.count - one.count);
      return { pages: found.slice(0, limit).map(({ address }) => address), passages: [] };
    },
  });
}
