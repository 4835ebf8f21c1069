// @ts-check
// MiniSearch and FlexSearch, which are libraries: engine and settings are one script, the index is one JSON file, and
// the texts are a file for each page, fetched when it is shown. An index with the texts in it would be fetched whole.
// Where the index is made in the page, all texts are one file instead.
"use strict";
{
  const SHOWN = 10;
  /** @type {string[]} */
  let addresses = [];
  /** @type {(query: string) => number[]} */
  let ask;
  /** @type {Map<number, Promise<object>>} */
  const texts = new Map();

  /** @param {string} path @returns {Promise<any>} */
  const fetchJson = async (path) => (await fetch(path)).json();

  /** @param {number} place of a page */
  function textOf(place) {
    const known = texts.get(place) ?? fetchJson(`/search/texts/${place}.json`);
    texts.set(place, known);
    return known;
  }

  /** @param {string} path */
  const load = (path) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  /** @type {any} */ (globalThis).bench.offer({
    async start() {
      const { content: cut, dataset } = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=cut]"));
      if (dataset.from === "texts") {
        const [pages] = await Promise.all([fetchJson("/search/texts.json"), load("/search/search.js")]);
        addresses = pages.map((/** @type {any} */ page) => page.address);
        for (const [place, page] of pages.entries()) texts.set(place, Promise.resolve(page));
        ask = /** @type {any} */ (globalThis).library.build(pages, cut);
        return;
      }
      const [made] = await Promise.all([fetchJson("/search/index.json"), load("/search/search.js")]);
      addresses = made.addresses;
      ask = /** @type {any} */ (globalThis).library.open(made.index, cut);
    },
    async search(/** @type {string} */ query, /** @type {number} */ limit) {
      const places = ask(query).slice(0, limit);
      await Promise.all(places.slice(0, Math.min(limit, SHOWN)).map(textOf));
      return { pages: places.map((place) => addresses[place]), passages: [] };
    },
  });
}
