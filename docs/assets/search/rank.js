// @ts-check
// BM25 by lunr, which the build has worked out term by term: the terms of a query and what they score.
"use strict";
((parts) => {
  const LEVELS = 59;
  const LONGEST_TERM = 16;
  /** Longer words are no terms, and to cut them would ask for a shard at every step. */
  const LONGEST_CUT = 24;

  const LATIN_RE = /^[a-z]$/u;

  /**
   * Cut a folded word into terms of the corpus, longest first. Within a run of Latin letters a term begins only where another ends.
   * @param {any} store
   * @param {string} folded
   * @returns {Promise<{term: string, begin: number, end: number}[]>} places in code points
   */
  async function termsIn(store, folded) {
    const characters = Array.from(folded);
    const found = [];
    let begin = 0;
    while (begin < characters.length) {
      const head = characters.slice(begin, begin + 2).join("");
      const shard = await store.shardFor(head);
      const longest = Math.min(characters.length - begin, LONGEST_TERM);
      let length = 0;
      let term = "";
      for (let n = longest; n >= Math.min(2, longest) && !length; n -= 1) {
        const text = characters.slice(begin, begin + n).join("");
        if (parts.own(shard.t, text) !== undefined) [length, term] = [n, text];
        else if (parts.own(shard.f, text) !== undefined) [length, term] = [n, shard.f[text]];
      }
      if (length) found.push({ term, begin, end: begin + length });
      begin += length || 1;
      if (!length && LATIN_RE.test(characters[begin - 1])) while (begin < characters.length && LATIN_RE.test(characters[begin])) begin += 1;
    }
    return found;
  }

  /**
   * The postings of a term.
   * @param {any} store @param {string} term
   * @returns {Promise<null | {term: string, highest: number, fields: {passages: number[], levels: number[]}[]}>}
   */
  async function postingsOf(store, term) {
    const entry = await store.find(parts.headOf(term), "t", term);
    if (!entry) return null;
    const fields = entry.slice(1).map((/** @type {string} */ written) => {
      const flat = parts.codec.numbers(written);
      const passages = [];
      const levels = [];
      let passage = -1;
      for (let i = 0; i < flat.length; i += 2) {
        passage += flat[i] + 1;
        passages.push(passage);
        levels.push(flat[i + 1]);
      }
      return { passages, levels };
    });
    return { term, highest: entry[0], fields };
  }

  /**
   * Score candidates as lunr does: the product of the query's vector, in which every term counts one, and the vectors
   * of a passage's fields, divided by the length of the former.
   * @param {NonNullable<Awaited<ReturnType<typeof postingsOf>>>[]} postings terms of the query
   * @param {Uint8Array} isCandidate by passage
   * @returns {Float64Array} by passage
   */
  function scoreByTerms(postings, isCandidate) {
    const scores = new Float64Array(isCandidate.length);
    const length = Math.sqrt(postings.length);
    for (const { highest, fields } of postings) {
      const unit = highest / LEVELS / length;
      for (const { passages, levels } of fields) {
        for (const [i, passage] of passages.entries()) if (isCandidate[passage]) scores[passage] += levels[i] * unit;
      }
    }
    return scores;
  }

  Object.assign(parts, { LONGEST_CUT, termsIn, postingsOf, scoreByTerms });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
