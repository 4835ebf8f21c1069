// @ts-check
// What a query is sure to need, and what it is likely to show, told without the engine: it is fetched while that is still on its way.
"use strict";
((parts) => {
  /** Beyond so many shards a guess may be wasted. */
  const MOST = 12;
  /** So many texts a page shows at once. */
  const MOST_TEXTS = 10;
  // Not \p{L}, which takes a millisecond to compile.
  const WORD_RE = /^[a-z0-9ぁ-ゖァ-ヺー々〇\u3400-\u9fff가-힣]{2,}$/u;

  /** @typedef {{digest: string, frequent: string, n: number, perText: number, counts: {g: number, x: number}}} Index of the manifest */

  /** @param {string} query */
  const wordsOf = (query) => query.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean);

  /**
   * Names of common shards: of all pairs of neighbours in a kanji word, of the first pair in any other, and of names.
   *
   * The engine folds a query further; where that changes a pair, its shard is fetched later and this one for nothing.
   * @param {string} query
   * @param {Index} index
   * @returns {string[]}
   */
  function earlyShards(query, { frequent, counts }) {
    const names = new Set();
    for (const word of wordsOf(query)) {
      if (!WORD_RE.test(word)) continue;
      const characters = Array.from(word);
      const last = characters.every(parts.isKanji) ? characters.length - 2 : 0;
      const heads = Array.from({ length: last + 1 }, (_, at) => characters[at] + characters[at + 1]);
      for (const head of [...heads, parts.nameHeadOf(word)]) names.add(`g${parts.hash(parts.filedUnder(head, frequent)) % counts.g}`);
    }
    return [...names].slice(0, MOST);
  }

  /**
   * Names of the texts a query of plain words is likely to show: of the passages with all its terms, best first.
   *
   * The engine may find better ones under another name or spelling; then these small files were fetched for nothing.
   * @param {string} query
   * @param {Index} index
   * @param {(name: string) => Promise<any>} shard data of a shard by name
   * @param {number} limit number of passages to be shown
   * @returns {Promise<string[]>}
   */
  async function likelyTexts(query, index, shard, limit) {
    const words = wordsOf(query);
    if (!words.every((word) => word.length <= parts.LONGEST_CUT && WORD_RE.test(word)) || earlyShards(query, index).length >= MOST) return [];
    const store = parts.lookupIn(shard, index);
    /** @type {Set<string>} */
    const terms = new Set();
    for (const word of words) {
      let covered = 0;
      for (const { term, begin, end } of await parts.termsIn(store, word)) {
        terms.add(term);
        covered += end - begin;
      }
      if (covered < Array.from(word).length) return [];
    }
    const postings = await Promise.all(Array.from(terms, (term) => parts.postingsOf(store, term)));
    if (!postings.every(Boolean)) return [];
    const counts = new Uint8Array(index.n);
    for (const { fields } of postings) for (const passage of fields[0].passages) counts[passage] += 1;
    const isLikely = counts.map((count) => Number(count === postings.length && count > 0));
    const scores = parts.scoreByTerms(postings, isLikely);
    const likely = Array.from(scores.keys()).filter((passage) => isLikely[passage]);
    likely.sort((one, other) => scores[other] - scores[one]);
    const shown = likely.slice(0, limit > 0 ? Math.min(limit, MOST_TEXTS) : 0);
    return [...new Set(shown.map((passage) => `t${Math.floor(passage / index.perText)}`))];
  }

  Object.assign(parts, { earlyShards, likelyTexts });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
