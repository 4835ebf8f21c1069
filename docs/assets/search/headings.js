// @ts-check
// Headings are no passages, but a reader may ask for one: they answer where no passage does.
"use strict";
((parts) => {
  const MOST = 10;

  /**
   * The strings under which a word is sought in headings.
   * @param {any} context @param {{text: string}} word
   * @returns {Promise<string[]>}
   */
  async function stringsFor(context, { text }) {
    const { text: folded } = parts.fold(text, context.foldAll);
    if (!folded) return [];
    const others = await parts.alternativesOf(context, folded);
    return [folded, ...others.filter((/** @type {any} */ { isWord }) => !isWord).map((/** @type {any} */ other) => other.folded)];
  }

  /**
   * The first passages under the headings that contain every word of a query in one of its forms.
   * @param {any} context
   * @param {any} query as `parseQuery` gives it
   * @returns {Promise<any[]>} hits
   */
  async function headingHits(context, query) {
    const { store, foldAll } = context;
    const asked = query.groups.map(async (/** @type {any[]} */ group) => (await Promise.all(group.map((word) => stringsFor(context, word)))).flat());
    const folded = await Promise.all(asked);
    const isPlain = query.groups.flat().every((/** @type {any} */ word) => !word.exact) && !query.negatives.length;
    if (!isPlain || !folded.length || folded.some((/** @type {string[]} */ group) => !group.length)) return [];
    const { h: headings } = await store.shard("h0");
    const found = headings.filter((/** @type {[string, number]} */ [title]) => {
      const text = parts.fold(title, foldAll).text;
      return folded.every((/** @type {string[]} */ group) => group.some((word) => text.includes(word)));
    });
    return Promise.all(
      found.slice(0, MOST).map(async (/** @type {[string, number]} */ [title, passage]) => ({
        ...(await parts.describe(store, passage)),
        score: 0,
        reasons: [{ kind: "heading", query: query.interpreted, matched: title, rule: null, label: "見出し" }],
        matches: [],
      })),
    );
  }

  Object.assign(parts, { headingHits });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
