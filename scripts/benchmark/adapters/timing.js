// @ts-check
// What the measuring asks of a page: times are taken here, beside the engine, not across the browser's wire.
"use strict";
(() => {
  /** Results a box shows at once. */
  const SHOWN = 10;
  /**
   * Each engine's adapter: `start` brings the engine in, `search` gives what was found, best first, when as many
   * results as asked for can be shown with their texts.
   * @type {{start: () => Promise<void>, search: (query: string, limit: number, options?: object) => Promise<{pages: string[], passages: string[]}>}}
   */
  let engine;

  /** @param {() => Promise<any>} act @returns {Promise<number>} milliseconds */
  async function timeOf(act) {
    const begin = performance.now();
    await act();
    return performance.now() - begin;
  }

  const bench = {
    /** @param {typeof engine} adapter */
    offer(adapter) {
      engine = adapter;
    },
    start: () => engine.start(),
    /** Time from nothing but the page to so many results. @param {string} query @param {number} shown */
    cold: (query, shown) =>
      timeOf(async () => {
        await engine.start();
        await engine.search(query, shown);
      }),
    /** Time of each query, one behind the other. @param {string[]} queries */
    async each(queries) {
      const times = [];
      for (const query of queries) times.push(await timeOf(() => engine.search(query, SHOWN)));
      return times;
    },
    /** What each query finds. @param {string[]} queries @param {number} limit @param {object} [options] */
    async found(queries, limit, options) {
      const found = [];
      for (const query of queries) found.push(await engine.search(query, limit, options));
      return found;
    },
  };
  /** @type {any} */ (globalThis).bench = bench;
})();
