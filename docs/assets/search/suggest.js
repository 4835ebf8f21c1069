// @ts-check
// Words of the corpus to offer: completions while typing, near ones when nothing is found.
"use strict";
((parts) => {
  const MOST = 6;

  /** Number of passages of a term's entry. @param {any} store @param {string} term */
  async function countOf(store, term) {
    const postings = await parts.postingsOf(store, term);
    return postings ? postings.fields[0].passages.length : 0;
  }

  /**
   * Terms that begin with what has been typed, the frequent ones first.
   * @param {any} store
   * @param {string} prefix
   */
  async function suggest(store, prefix) {
    const folded = parts.fold(String(prefix ?? ""), store.folders.all).text;
    const head = parts.headOf(folded);
    if (Array.from(folded).length < 2) return [];
    const shard = await store.shardFor(head);
    const terms = Object.keys(shard.t ?? {}).filter((term) => term.startsWith(folded));
    return best(store, terms.map((term) => ({ term, near: 1 })));
  }

  /** @param {any} store @param {{term: string, near: number}[]} candidates */
  async function best(store, candidates) {
    const counted = await Promise.all(
      candidates.slice(0, 60).map(async ({ term, near }) => ({ term, near, n: await countOf(store, term) })),
    );
    return counted
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.near - a.near || b.n - a.n || (a.term < b.term ? -1 : 1))
      .slice(0, MOST)
      .map(({ term, n }) => ({ term, n }));
  }

  /** Shared pairs of characters, 0 to 1 (Dice). @param {string} one @param {string} other */
  function likeness(one, other) {
    const pairs = (/** @type {string} */ text) => {
      const characters = Array.from(text);
      return characters.slice(1).map((character, i) => characters[i] + character);
    };
    const left = pairs(one);
    const right = new Set(pairs(other));
    const shared = left.filter((pair) => right.has(pair)).length;
    return (2 * shared) / Math.max(1, left.length + right.size);
  }

  /**
   * What to offer where nothing was found: near terms, and rules to switch on again.
   * @param {any} context
   * @param {any} query
   */
  async function suggestInstead(context, query) {
    const { store } = context;
    /** @type {Map<string, number>} */
    const near = new Map();
    const words = query.groups.flat();
    for (const { text } of words.slice(0, 4)) {
      const folded = parts.fold(text, context.foldAll).text;
      const characters = Array.from(folded).slice(0, 12);
      for (let i = 0; i < Math.max(1, characters.length - 1); i += 1) {
        const shard = await store.shardFor(characters.slice(i, i + 2).join(""));
        for (const term of Object.keys(shard.t ?? {})) {
          const value = likeness(folded, term);
          if (value > 0) near.set(term, Math.max(value, near.get(term) ?? 0));
        }
      }
    }
    const candidates = [...near].map(([term, value]) => ({ term, near: value })).sort((a, b) => b.near - a.near);
    const loosen = Object.entries(parts.RULE_LABELS)
      .filter(([rule]) => !context.isOn(rule))
      .map(([rule, label]) => ({ rule, label }));
    return { suggestions: await best(store, candidates), loosen };
  }

  Object.assign(parts, { suggest, suggestInstead });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
