// @ts-check
// A shard as a file: fetched and taken apart, by the engine and by the loader that fetches ahead of it.
"use strict";
((parts) => {
  /** A load that did not succeed; `state` is what the page shows. */
  class LoadError extends Error {
    /** @param {"failed" | "stale"} state @param {string} message */
    constructor(state, message) {
      super(message);
      this.name = "LoadError";
      this.state = state;
    }
  }

  /** @typedef {{name: string, digest: string, data: any}} Shard */

  /**
   * Take a shard apart that came as text: `corpusShard("name","digest",data)`.
   * @param {string} text
   * @returns {Shard}
   */
  function parseShard(text) {
    const match = /^corpusShard\("([\w-]+)","(\w*)",/.exec(text);
    const end = text.lastIndexOf(")");
    if (!match || end < 0) throw new LoadError("failed", "not a shard");
    return { name: match[1], digest: match[2], data: JSON.parse(text.slice(match[0].length, end)) };
  }

  /**
   * Fetch a shard over http.
   * @param {string} base address of the index folder
   * @param {string} path below it
   * @param {boolean} [isFresh] whether caches are passed by
   * @returns {Promise<Shard>}
   */
  async function fetchShard(base, path, isFresh = false) {
    const isManifest = path === "manifest.js";
    let response;
    let text;
    try {
      // The manifest keeps its address from one release to the next; shards never change.
      response = await fetch(base + path, { cache: isManifest ? (isFresh ? "reload" : "no-cache") : "default" });
      text = await response.text();
    } catch (error) {
      throw new LoadError("failed", `${path}: ${error}`);
    }
    // A shard that is gone belongs to a release that has been replaced.
    if (!response.ok) throw new LoadError(isManifest ? "failed" : "stale", `${path}: ${response.status}`);
    return parseShard(text);
  }

  Object.assign(parts, { LoadError, parseShard, fetchShard });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
