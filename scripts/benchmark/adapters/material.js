// @ts-check
// Material's search: its own worker, set up and asked with the messages its interface sends.
"use strict";
{
  // integrations/search/worker/message of mkdocs-material
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  /** @type {Worker} */
  let worker;

  /** @param {number} type @param {any} data @param {number} answerType @returns {Promise<any>} */
  const ask = (type, data, answerType) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = (/** @type {MessageEvent} */ event) => {
        if (event.data.type === answerType) resolve(event.data.data);
      };
      worker.postMessage({ type, data });
    });

  /** @type {any} */ (globalThis).bench.offer({
    async start() {
      const workerPath = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=worker]")).content;
      worker = new Worker(workerPath);
      const index = await (await fetch("/search/search_index.json")).json();
      await ask(SETUP, { ...index, options: { suggest: false } }, READY);
    },
    async search(/** @type {string} */ query, /** @type {number} */ limit) {
      const { items } = await ask(QUERY, query, RESULT);
      const pages = new Set(items.map((/** @type {any[]} */ group) => group[0].location.split("#")[0]));
      return { pages: [...pages].slice(0, limit), passages: [] };
    },
  });
}
