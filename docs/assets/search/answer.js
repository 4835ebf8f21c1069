// @ts-check
// What a server answers, read to its end: asked for by the loader ahead of the engine, and by the engine.
"use strict";
((parts) => {
  /**
   * @typedef {{ok: boolean, status: number, body: string}} Answer
   * @param {string} address
   * @param {RequestInit} [options]
   * @returns {Promise<Answer>} rejected where nothing answers or the answer breaks off
   */
  async function fetchAnswer(address, options) {
    const response = await fetch(address, options);
    // Read at once, so that it goes on while whoever asked is still on its way.
    return { ok: response.ok, status: response.status, body: await response.text() };
  }

  Object.assign(parts, { fetchAnswer });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
