// @ts-check
// Order of the hits: the kind of match first; then BM25, whole words, names and nearness.
"use strict";
((parts) => {
  /**
   * Order the hits: tier first; then BM25, whole words and nearness within the tier.
   * @param {any} context @param {any} resolved
   * @returns {{passage: number, score: number}[]} best first
   */
  function order(context, { groups, nGroups, tier, total }) {
    if (!total) return [];
    const words = groups.flat();
    const byTerm = new Map(words.flatMap((/** @type {any} */ word) => word.postings.map((/** @type {any} */ posting) => [posting.term, posting])));
    // One hit needs no order.
    const scores = parts.scoreByTerms(total > 1 ? [...byTerm.values()] : [], tier);
    let highest = 1e-9;
    for (const score of scores) if (score > highest) highest = score;
    const firsts = groups.slice(0, nGroups).map((/** @type {any[]} */ group) => group[0]);
    const lengths = firsts.reduce((/** @type {number} */ sum, /** @type {any} */ word) => sum + word.length, 0);
    const packed = new Float64Array(total);
    const unit = 131072;
    let at = 0;
    for (let p = 0; p < tier.length; p += 1) {
      if (!tier[p]) continue;
      let score = tier[p] * 10 + (scores[p] / highest) * 4;
      if (words.some((/** @type {any} */ word) => word.isWhole?.[p] && word.tier[p])) score += 2;
      if (words.some((/** @type {any} */ word) => word.isName && word.tier[p])) score += 4;
      if (tier[p] < parts.TIERS.exact) score += bestRank(words, p);
      if (nGroups > 1) score += 3 * nearness(firsts.map((/** @type {any} */ word) => word.offsets.get(p)), lengths);
      packed[at++] = -(Math.round(score * 10000) * unit) + p;
    }
    packed.sort();
    return Array.from(packed, (value) => {
      const score = Math.ceil(-value / unit);
      return { passage: value + score * unit, score: score / 10000 };
    });
  }

  /** Up to 2 for a principal name of what was asked, less for each further one. @param {any[]} words @param {number} p */
  function bestRank(words, p) {
    let best = 0;
    for (const { rank } of words) if (rank[p] > best) best = rank[p];
    return best ? Math.max(0, 2 - (255 - best) * 0.4) : 0;
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

  Object.assign(parts, { order });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
