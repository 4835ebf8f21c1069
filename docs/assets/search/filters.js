// @ts-check
// Which documents, kinds and years a search is narrowed to, and how many hits each has.
"use strict";
((parts) => {
  /** @param {Uint8Array} tier @param {ArrayLike<number>} classOf @param {string[]} names */
  function countBy(tier, classOf, names) {
    const counts = new Array(names.length).fill(0);
    for (let p = 0; p < tier.length; p += 1) if (tier[p]) counts[classOf[p]] += 1;
    return Object.fromEntries(names.map((name, i) => [name, counts[i]]).filter(([, count]) => count));
  }

  /** @param {any} store @param {(readonly [number, number] | null | undefined)[]} ranges */
  function yearTest(store, ranges) {
    const set = ranges.filter((range) => Array.isArray(range) && range.length === 2);
    if (!set.length) return null;
    return store.documents.map((/** @type {any} */ { year }) =>
      year !== null && set.every((range) => year >= Number(/** @type {any} */ (range)[0]) && year <= Number(/** @type {any} */ (range)[1])),
    );
  }

  /** @param {any} context @param {string[]} typed in the query @param {string[] | undefined} chosen keys */
  function documentTest(context, typed, chosen) {
    const key = (/** @type {string} */ text) => parts.fold(text, context.foldAll).text;
    let allowed = null;
    if (typed.length) {
      const wanted = typed.map(key);
      allowed = context.store.documents.map((/** @type {any} */ document) =>
        wanted.some((text) => text && (key(document.key).includes(text) || key(document.title).includes(text))),
      );
    }
    if (!Array.isArray(chosen) || !chosen.length) return allowed;
    return context.store.documents.map((/** @type {any} */ document, /** @type {number} */ i) => (!allowed || allowed[i]) && chosen.includes(document.key));
  }

  /** @param {any} store @param {string[]} typed @param {string[] | undefined} chosen */
  function kindTest(store, typed, chosen) {
    const sets = [typed, Array.isArray(chosen) ? chosen : []].filter((set) => set.length);
    return sets.length ? store.kinds.map((/** @type {string} */ kind) => sets.every((set) => set.includes(kind))) : null;
  }

  Object.assign(parts, { countBy, yearTest, documentTest, kindTest });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
