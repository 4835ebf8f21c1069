// @ts-check
// The concordance: every occurrence of the query's words, in reading order.
"use strict";
((parts) => {
  const CONTEXT = 60;

  /** Move an offset off the middle of a surrogate pair. @param {string} text @param {number} at */
  function atCharacter(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  /**
   * @param {any} store
   * @param {string} input
   * @param {any} [options] as for `search`; limit and offset count lines
   */
  async function concordance(store, input, options = {}) {
    const context = parts.contextOf(store, options);
    const query = parts.parseQuery(input);
    const resolved = await parts.resolve(context, query, options.filters ?? {});
    const passages = [];
    for (let p = 0; p < resolved.tier.length; p += 1) if (resolved.tier[p]) passages.push(p);
    const found = await Promise.all(
      passages.map(async (passage) => {
        const known = await parts.describe(store, passage);
        const marks = parts
          .marksOf(context, resolved, passage, known.text)
          .flatMap((/** @type {any} */ { marks }) => marks)
          // Parts of a word that stand apart are no occurrences of the word.
          .filter((/** @type {any} */ mark) => mark.alternative.kind !== "word");
        marks.sort((/** @type {any} */ a, /** @type {any} */ b) => a.begin - b.begin || b.end - a.end);
        return marks
          .filter((/** @type {any} */ mark, /** @type {number} */ i) => !i || mark.begin !== marks[i - 1].begin || mark.end !== marks[i - 1].end)
          .map((/** @type {any} */ mark) => lineOf(known, mark));
      }),
    );
    const lines = found.flat();
    const offset = Number.isInteger(options.offset) && options.offset > 0 ? options.offset : 0;
    const limit = Number.isInteger(options.limit) && options.limit >= 0 ? options.limit : lines.length;
    return { total: lines.length, lines: lines.slice(offset, offset + limit), notices: [...query.notices, ...context.notices] };
  }

  /** @param {any} known @param {{begin: number, end: number}} mark */
  function lineOf({ id, document, url, permalink, kind, text }, { begin, end }) {
    const left = text.slice(atCharacter(text, Math.max(0, begin - CONTEXT)), begin);
    const right = text.slice(end, atCharacter(text, Math.min(text.length, end + CONTEXT)));
    return { id, document, url, permalink, kind, left, node: text.slice(begin, end), right, begin, end };
  }

  Object.assign(parts, { concordance });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
