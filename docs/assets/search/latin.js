// @ts-check
// Where Latin words begin, which a text folded without its blanks no longer shows.
"use strict";
((parts) => {
  const WORD_RE = /^[a-z]{2,}$/u;

  /**
   * The passages in which a Latin word begins with the one asked for, or the one asked for with it (freedomedge).
   * @param {any} store @param {string} folded
   * @returns {Promise<Uint8Array | null>} by passage; null where the word asked for is no Latin word
   */
  async function latinBeginnings(store, folded) {
    if (!WORD_RE.test(folded)) return null;
    const head = parts.headOf(folded);
    const { w: words = {} } = await store.shardFor(head);
    const alike = Object.keys(words).filter((word) => word.startsWith(folded) || folded.startsWith(word));
    const hasWord = new Uint8Array(store.manifest.n);
    const lists = await Promise.all(alike.map((word) => store.find(head, "w", word)));
    for (const list of lists) for (const passage of parts.codec.ascending(list)) hasWord[passage] = 1;
    return hasWord;
  }

  Object.assign(parts, { latinBeginnings });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
