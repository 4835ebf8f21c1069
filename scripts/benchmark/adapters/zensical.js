// @ts-check
// Zensical's search: its own worker, set up and asked with the messages its interface sends. It needs no more than
// the worker and the index: what Japanese it knows (Intl.Segmenter, beginnings of words, slips) is in the worker.
"use strict";
{
  // As the bundle of zensical 0.0.73 sends and expects them; 4 says that the worker has failed.
  const [SETUP, READY, QUERY, RESULT, FAILED] = [0, 1, 2, 3, 4];
  // No tag chosen, which is how the interface begins.
  const filter = {
    input: { type: "operator", data: { operator: "and", operands: [] } },
    aggregation: { input: [{ type: "term", data: { field: "tags" } }] },
  };
  /** @type {Worker} */
  let worker;
  /** @type {{location: string}[]} sections of pages */
  let sections = [];

  /** @param {number} type @param {any} data @param {number} answerType @returns {Promise<any>} */
  const ask = (type, data, answerType) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = (/** @type {MessageEvent} */ event) => {
        if (event.data.type === answerType) resolve(event.data.data);
        if (event.data.type === FAILED) reject(new Error("the worker of Zensical has failed"));
      };
      worker.postMessage({ type, data });
    });

  /** @type {any} */ (globalThis).bench.offer({
    async start() {
      const workerPath = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=worker]")).content;
      worker = new Worker(workerPath);
      const index = await (await fetch("/search.json")).json();
      await ask(SETUP, index, READY);
      sections = index.items;
    },
    async search(/** @type {string} */ query, /** @type {number} */ limit) {
      const { items, pagination } = await ask(QUERY, { input: query, filter }, RESULT);
      // It answers ten at a time, as many as a box shows; the rest is asked for at once.
      if (pagination.next && items.length < limit) {
        const rest = await ask(QUERY, { input: query, filter, page: { ...pagination.next, size: limit } }, RESULT);
        items.push(...rest.items);
      }
      const pages = new Set(items.map((/** @type {{id: number}} */ { id }) => sections[id].location.split("#")[0]));
      return { pages: [...pages].slice(0, limit), passages: [] };
    },
  });
}
