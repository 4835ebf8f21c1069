// @ts-check
// Last of the engine's scripts: inside a worker it answers the messages of the page.
"use strict";
((scope) => {
  if (typeof scope.importScripts !== "function") return;
  const parts = scope.corpusSearchParts;
  // Either index/worker.js or worker.js beside that folder has brought this in.
  const base = new URL(/\/index\/[^/]*$/u.test(scope.location.pathname) ? "./" : "index/", scope.location.href).href;
  const engine = parts.createEngine({ load: parts.fetchShards(base) });

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
