// @ts-check
// Pagefind, as its guide for own interfaces has it: import, search, load what is shown.
"use strict";
{
  /** @type {any} */
  let pagefind;

  /** @type {any} */ (globalThis).bench.offer({
    async start() {
      const path = "/pagefind/pagefind.js";
      pagefind = await import(path);
      await pagefind.init();
    },
    async search(/** @type {string} */ query, /** @type {number} */ limit) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, limit).map((/** @type {any} */ result) => result.data()));
      return { pages: shown.map((data) => data.url.replace(/^\//, "")), passages: [] };
    },
  });
}
