// @ts-check
// The hash that places a key in a shard: of the engine, and of the loader that fetches ahead of it.
"use strict";
((parts) => {
  /** FNV-1a over code points with its high half folded in, as shards.py computes it. @param {string} text */
  function hash(text) {
    let value = 0x811c9dc5;
    for (const character of text) {
      value = Math.imul(value ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193);
    }
    value ^= value >>> 15;
    return value >>> 0;
  }

  Object.assign(parts, { hash });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
