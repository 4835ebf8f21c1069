// @ts-check
// The shards a query is sure to need, told without the engine: they are fetched while it is still on its way.
"use strict";
((parts) => {
  /** Beyond so many a guess may be wasted. */
  const MOST = 12;
  // Not \p{L}, which takes a millisecond to compile.
  const WORD_RE = /^[a-z0-9ぁ-ゖァ-ヺー々〇\u3400-\u9fff가-힣]{2,}$/u;
  const KANJI_RE = /^[々〇\u3400-\u9fff]+$/u;

  /**
   * Names of common shards: of all pairs of neighbours in a kanji word, of the first pair in any other, and of names.
   *
   * The engine folds a query further; where that changes a pair, its shard is fetched later and this one for nothing.
   * @param {string} query
   * @param {{shards: number, frequent: string}} index number of common shards, and what does not decide alone on one
   * @returns {string[]}
   */
  function earlyShards(query, { shards, frequent }) {
    const names = new Set();
    for (const word of query.normalize("NFKC").toLowerCase().split(/\s+/u)) {
      if (!WORD_RE.test(word)) continue;
      const characters = Array.from(word);
      const last = KANJI_RE.test(word) ? characters.length - 2 : 0;
      const heads = Array.from({ length: last + 1 }, (_, at) => characters[at] + characters[at + 1]);
      for (const head of [...heads, parts.nameHeadOf(word)]) names.add(`g${parts.hash(parts.filedUnder(head, frequent)) % shards}`);
    }
    return [...names].slice(0, MOST);
  }

  Object.assign(parts, { earlyShards });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
