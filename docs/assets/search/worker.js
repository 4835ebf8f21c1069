// @ts-check
// The engine in a worker, script by script: where the build has not written it as one file.
"use strict";
((scope) => {
  // The names stand in the address, so that their list is in loader.js alone.
  const names = new URL(scope.location.href).searchParams.get("scripts") ?? "";
  scope.importScripts(...names.split(",").map((name) => new URL(name, scope.location.href).href));
})(/** @type {any} */ (globalThis));
