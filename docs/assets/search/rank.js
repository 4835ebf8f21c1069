// @ts-check
// Order of the hits: lunr's BM25 over the terms of the query, from the postings of just these terms.
"use strict";
((parts) => {
  const LEVELS = 59;
  const FIELDS = ["text", "title"];
  /** Above so many candidates only the best by the sum of their levels are scored by lunr. */
  const MOST_SCORED = 1500;
  const LONGEST_TERM = 16;

  /**
   * Cut a folded word into terms of the corpus, longest first.
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
   * Score candidates with lunr.
   * @param {any} lunr
   * @param {NonNullable<Awaited<ReturnType<typeof postingsOf>>>[]} postings terms of the query
   * @param {Uint8Array} isCandidate by passage
   * @returns {Map<number, number>} passages with a score above 0
   */
  function scoreByTerms(lunr, postings, isCandidate) {
    const allowed = narrow(postings, isCandidate);
    /** @type {Record<string, any>} */
    const invertedIndex = Object.create(null);
    /** @type {Record<string, number[]>} */
    const entries = Object.create(null);
    for (const [index, { term, highest, fields }] of postings.entries()) {
      /** @type {any} */
      const posting = { _index: index };
      for (const [f, { passages, levels }] of fields.entries()) {
        /** @type {Record<string, object>} */
        const references = {};
        for (const [i, passage] of passages.entries()) {
          if (!allowed[passage]) continue;
          references[passage] = {};
          (entries[`${FIELDS[f]}/${passage}`] ??= []).push(index, (levels[i] / LEVELS) * highest);
        }
        posting[FIELDS[f]] = references;
      }
      invertedIndex[term] = posting;
    }
    /** @type {Record<string, any>} */
    const fieldVectors = {};
    for (const reference in entries) fieldVectors[reference] = new lunr.Vector(entries[reference]);
    const index = new lunr.Index({
      invertedIndex,
      fieldVectors,
      tokenSet: lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort()),
      fields: FIELDS,
      pipeline: new lunr.Pipeline(),
    });
    const results = index.query((/** @type {any} */ query) => {
      for (const { term } of postings) query.term(term, { usePipeline: false });
    });
    return new Map(results.map((/** @type {{ref: string, score: number}} */ hit) => [Number(hit.ref), hit.score]));
  }

  /** Leave the best candidates where there are very many. @param {any[]} postings @param {Uint8Array} isCandidate */
  function narrow(postings, isCandidate) {
    const sums = new Float64Array(isCandidate.length);
    const met = [];
    for (const { highest, fields } of postings) {
      for (const { passages, levels } of fields) {
        for (let i = 0; i < passages.length; i += 1) {
          const passage = passages[i];
          if (!isCandidate[passage]) continue;
          if (sums[passage] === 0) met.push(passage);
          sums[passage] += (levels[i] + 1) * highest;
        }
      }
    }
    if (met.length <= MOST_SCORED) return isCandidate;
    const limit = Float64Array.from(met, (passage) => sums[passage]).sort()[met.length - MOST_SCORED];
    const allowed = new Uint8Array(isCandidate.length);
    for (const passage of met) if (sums[passage] >= limit) allowed[passage] = 1;
    return allowed;
  }

  /**
   * How near the words of a query stand in a passage: 1 when they touch, towards 0 when far apart.
   * @param {number[][]} offsets for each word its ascending offsets in the passage
   * @param {number} lengths of all words together
   */
  function nearness(offsets, lengths) {
    if (offsets.length < 2 || offsets.some((list) => !list?.length)) return 0;
    const at = offsets.map(() => 0);
    let best = Infinity;
    for (;;) {
      let least = 0;
      let greatest = -Infinity;
      for (let i = 0; i < offsets.length; i += 1) {
        if (offsets[i][at[i]] < offsets[least][at[least]]) least = i;
        greatest = Math.max(greatest, offsets[i][at[i]]);
      }
      best = Math.min(best, greatest - offsets[least][at[least]]);
      at[least] += 1;
      if (at[least] >= offsets[least].length) break;
    }
    return 1 / (1 + Math.max(0, best - lengths) / 20);
  }

  Object.assign(parts, { termsIn, postingsOf, scoreByTerms, nearness });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
