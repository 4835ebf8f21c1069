// @ts-check
// MiniSearch as a careful author of a Japanese site sets it up; loaded by Node to index and by the page to search.
//
// Its own tokeniser cuts at blanks and punctuation, which makes one word of a Japanese clause, so it is given another:
// - words: Intl.Segmenter, the way most often advised, with what MiniSearch does when told nothing (any word will do)
//   and with beginnings of words, as its guide has it for a box that searches while typing. With all words wanted it
//   finds only 72 % of the substrings, as a query is not cut as the text around it was.
// - bigrams: every two neighbours, all of them wanted, and any of them where no page has all. Finds every substring.
// The index is made beforehand, as its documentation advises for more than a few documents: made in the browser, the
// first result takes some 60 ms more at this size, ten times as long at ten times the size. It indexes pages, as all
// are judged by page: passages are purer (96 % of what substrings bring instead of 88) for 60 % more bytes.
"use strict";
{
  const { japanese, MiniSearch } = /** @type {any} */ (globalThis);
  /** @type {Record<string, object>} */
  const CUTS = {
    words: { tokenize: japanese.words, searchOptions: { tokenize: japanese.words, prefix: true } },
    bigrams: {
      tokenize: japanese.bigramsAndLast,
      searchOptions: { tokenize: japanese.bigrams, combineWith: "AND", prefix: japanese.isBeginning },
    },
  };

  /** @param {string} cut */
  function optionsOf(cut) {
    const { searchOptions, ...options } = /** @type {any} */ (CUTS[cut]);
    return {
      fields: ["title", "text"],
      // The cut has done this already.
      processTerm: (/** @type {string} */ term) => term,
      ...options,
      searchOptions: { boost: { title: 2 }, ...searchOptions },
    };
  }

  /** @type {any} */ (globalThis).library = {
    /** @param {{title: string, text: string}[]} pages @param {string} cut @returns {object} what JSON can hold */
    index(pages, cut) {
      const search = new MiniSearch(optionsOf(cut));
      search.addAll(pages.map((page, id) => ({ id, ...page })));
      return search.toJSON();
    },
    /** @param {object} index @param {string} cut @returns {(query: string) => number[]} places of pages, best first */
    open(index, cut) {
      const search = MiniSearch.loadJS(index, optionsOf(cut));
      return (query) => {
        const strict = search.search(query);
        const found = strict.length ? strict : search.search(query, { combineWith: "OR" });
        return found.map((/** @type {{id: number}} */ { id }) => id);
      };
    },
  };
}
