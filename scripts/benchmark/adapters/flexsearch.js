// @ts-check
// FlexSearch as a careful author of a Japanese site sets it up; loaded by Node to index and by the page to search.
//
// - characters: Charset.CJK, its own preset for Chinese, Japanese and Korean, one term a character.
// - bigrams: an encoder of every two neighbours, which its documentation leaves to the author; purer and better in
//   order for more bytes. One character alone is not found; `tokenize: "forward"` finds most of these for a seventh more
//   bytes, but no question here is so short.
// All terms are wanted, and any of them (`suggest`) where no page has all.
// Left out: `context`, which also looks at neighbours, but finds only 94 % of the substrings with characters and makes
// the index three times as large with bigrams.
// The index is exported beforehand and imported, or made in the page from the texts, which is what its introduction
// shows; title and text are one field, as with several the results come field
// by field without a common order. It indexes pages, as all are judged by page. The compact bundle has all it takes.
"use strict";
{
  const { japanese, FlexSearch } = /** @type {any} */ (globalThis);
  /** @type {Record<string, object>} */
  const CUTS = {
    characters: { encoder: FlexSearch.Charset.CJK },
    bigrams: { encode: japanese.bigrams },
  };

  /** @param {string} cut */
  const makeIndex = (cut) => new FlexSearch.Index({ tokenize: "strict", ...CUTS[cut] });

  /** @param {{title: string, text: string}[]} pages @param {string} cut */
  function fill(pages, cut) {
    const index = makeIndex(cut);
    pages.forEach(({ title, text }, id) => index.add(id, `${title}\n${text}`));
    return index;
  }

  /** @param {any} index @returns {(query: string) => number[]} places of pages */
  function asker(index) {
    // Without a limit it returns 100 at most.
    const limit = 1_000_000;
    return (query) => {
      const strict = index.search(query, { limit });
      return strict.length ? strict : index.search(query, { limit, suggest: true });
    };
  }

  /** @type {any} */ (globalThis).library = {
    /** @param {{title: string, text: string}[]} pages @param {string} cut @returns {object} what JSON can hold */
    index(pages, cut) {
      const index = fill(pages, cut);
      /** @type {[string, any][]} */
      const parts = [];
      index.export((/** @type {string} */ name, /** @type {string} */ data) => {
        parts.push([name, JSON.parse(data)]);
      });
      return parts;
    },
    /** @param {[string, any][]} parts @param {string} cut @returns {(query: string) => number[]} places of pages */
    open(parts, cut) {
      const index = makeIndex(cut);
      for (const [name, data] of parts) index.import(name, data);
      return asker(index);
    },
    /** @param {{title: string, text: string}[]} pages @param {string} cut @returns {(query: string) => number[]} places of pages */
    build: (pages, cut) => asker(fill(pages, cut)),
  };
}
