// @ts-check
// Our search, through the one object it offers to pages. Every page of the site has the loader, and so has the bare page,
// unless that is to be measured too.
"use strict";
/** @type {any} */ (globalThis).bench.offer({
  start: () =>
    /** @type {any} */ (globalThis).CorpusSearch ??
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "/assets/search/index/loader.js";
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }),
  async search(/** @type {string} */ query, /** @type {number} */ limit, /** @type {object} */ options = {}) {
    const { hits } = await /** @type {any} */ (globalThis).CorpusSearch.search(query, { ...options, limit });
    return {
      pages: [...new Set(hits.map((/** @type {any} */ hit) => hit.url.split("#")[0]))],
      passages: hits.map((/** @type {any} */ hit) => hit.id),
    };
  },
});
