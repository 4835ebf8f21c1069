// @ts-check
// An engine over a way to load shards; what worker, page and tests have in common.
"use strict";
((parts) => {
  /**
   * Load shards over http.
   * @param {string} base address of the index folder
   * @param {Map<string, Promise<any>>} [early] what the loader and the engine have under way, by path below the folder:
   *   neither fetches what the other does
   */
  function fetchShards(base, early = new Map()) {
    return async (/** @type {string} */ path, /** @type {boolean} */ isFresh = false) => {
      if (isFresh) return parts.fetchShard(base, path, isFresh);
      const shard = early.get(path) ?? parts.fetchShard(base, path);
      early.set(path, shard);
      try {
        return await shard;
      } catch (error) {
        // It is fetched anew the next time.
        early.delete(path);
        throw error;
      }
    };
  }

  /**
   * @param {{load: (path: string, isFresh?: boolean) => Promise<any>}} environment
   */
  function createEngine({ load }) {
    /** @type {Promise<any> | null} */
    let opening = null;
    let isFresh = false;

    function open() {
      // The build writes the manifest into the engine's file; a stale one is fetched anew.
      const loadShard = (/** @type {string} */ path) =>
        path === "manifest.js" && parts.manifest && !isFresh ? Promise.resolve(parts.manifest) : load(path, isFresh);
      opening ??= parts.openStore(loadShard).then(
        (/** @type {any} */ store) => {
          store.folders = {
            all: parts.folder(parts.FOLD_RULES, store.variants),
            exact: parts.folder(parts.EXACT_RULES, store.variants),
          };
          return store;
        },
        (/** @type {unknown} */ error) => {
          opening = null;
          throw error;
        },
      );
      return /** @type {Promise<any>} */ (opening);
    }

    /** @param {(store: any, ...args: any[]) => any} run */
    const withStore = (run) => async (/** @type {any[]} */ ...args) => run(await open(), ...args);

    return {
      search: withStore(parts.search),
      concordance: withStore(parts.concordance),
      suggest: withStore(parts.suggest),
      entities: withStore(parts.entities),
      warm: withStore(({ documents, digest, manifest }) => ({
        documents: Object.fromEntries(documents.map((/** @type {any} */ { key, title }) => [key, title])),
        digest,
        versions: manifest.versions,
      })),
      /** Fetch all of the index, for use without a network; false where it is too large for that. */
      loadAll: withStore((store) => store.loadAll()),
      held: withStore((store) => store.held()),
      adopt: withStore((store, other) => store.adopt(other)),
      /** Forget the index, so that the next question opens it anew. */
      async reopen() {
        opening = null;
        isFresh = true;
        await open();
      },
    };
  }

  Object.assign(parts, { fetchShards, createEngine });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
