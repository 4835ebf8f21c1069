// @ts-check
// The engine in a worker: scripts and index are fetched here, the page only gets answers.
"use strict";
((scope) => {
  // The names stand in the address, so that one list (in loader.js) serves both ways of running.
  const names = new URL(scope.location.href).searchParams.get("scripts") ?? "";
  scope.importScripts(...names.split(",").map((name) => new URL(name, scope.location.href).href));
  const parts = /** @type {any} */ (globalThis).corpusSearchParts;
  const engine = parts.createEngine({ load: parts.fetchShards(new URL("index/", scope.location.href).href), lunr: () => scope.lunr });

  scope.onmessage = async (/** @type {MessageEvent} */ event) => {
    const { number, method, args } = event.data;
    if (!Object.hasOwn(engine, method)) throw new TypeError(`unknown message ${method}`);
    try {
      scope.postMessage({ number, result: await engine[method](...args) });
    } catch (error) {
      const { message = "", state = "failed" } = /** @type {any} */ (error) ?? {};
      scope.postMessage({ number, failure: { message, state } });
    }
  };
  scope.postMessage({ isReady: true });
})(/** @type {any} */ (globalThis));
