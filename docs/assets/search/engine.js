// @ts-check
"use strict";
/*
 * The seam to the engine: the only file of the interface that knows
 * `window.CorpusSearch`. It may be absent (a script that did not arrive), which is a
 * failure the reader is told of, not an exception in the console.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  /** @typedef {"loading" | "ready" | "failed" | "stale"} EngineState */

  /** @type {Map<string, string>} */
  const names = new Map();

  /** The engine; throws where it is absent. */
  function engine() {
    const search = /** @type {any} */ (globalThis).CorpusSearch;
    if (!search) throw new Error("CorpusSearch is not loaded");
    return search;
  }

  /**
   * Start loading the index and follow how it goes.
   * @param {(state: EngineState) => void} follow
   */
  function watchEngine(follow) {
    try {
      const search = engine();
      search.onstate(follow);
      Promise.resolve(search.warm()).catch((error) => follow(stateOf(error)));
    } catch {
      follow("failed");
    }
  }

  /**
   * What an error of the engine means for the reader.
   * @param {any} error
   * @returns {"failed" | "stale"}
   */
  function stateOf(error) {
    return error?.state === "stale" ? "stale" : "failed";
  }

  /** Load again what failed to load; without an engine only the page itself can be. */
  function retryEngine() {
    const search = /** @type {any} */ (globalThis).CorpusSearch;
    if (search) Promise.resolve(search.retry()).catch(() => {}); // the next question tells of it
    else location.reload();
  }

  /**
   * Remember the name of a document that a page states.
   * @param {string} key citation key
   * @param {string} name
   */
  function learnName(key, name) {
    names.set(key, name);
  }

  /**
   * The short name of a document, e.g. 「平岩 2011」: as the page says, as the engine
   * says, else its key.
   * @param {string} key
   */
  function nameOf(key) {
    return names.get(key) ?? /** @type {any} */ (globalThis).CorpusSearch?.documents?.[key] ?? key;
  }

  /**
   * The rules of folding a reader can switch.
   * @returns {{key: string, label: string}[]} empty where the engine offers none
   */
  function offeredRules() {
    return /** @type {any} */ (globalThis).CorpusSearch?.rules ?? [];
  }

  Object.assign(ui, { engine, watchEngine, stateOf, retryEngine, learnName, nameOf, offeredRules });
})();
