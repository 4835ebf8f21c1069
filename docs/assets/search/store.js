// @ts-check
// The index as the engine sees it: shards by name, each fetched once and only when asked for.
"use strict";
((parts) => {
  const FORMAT = 4;

  /** A load that did not succeed; `state` is what the page shows. */
  class LoadError extends Error {
    /** @param {"failed" | "stale"} state @param {string} message */
    constructor(state, message) {
      super(message);
      this.name = "LoadError";
      this.state = state;
    }
  }

  /**
   * Take a shard apart that came as text: `corpusShard("name","digest",data)`.
   * @param {string} text
   * @returns {{name: string, digest: string, data: any}}
   */
  function parseShard(text) {
    const match = /^corpusShard\("([\w-]+)","(\w*)",/.exec(text);
    const end = text.lastIndexOf(")");
    if (!match || end < 0) throw new LoadError("failed", "not a shard");
    return { name: match[1], digest: match[2], data: JSON.parse(text.slice(match[0].length, end)) };
  }

  /**
   * Open the index.
   * @param {(path: string) => Promise<{name: string, digest: string, data: any}>} load by path below the index
   */
  async function openStore(load) {
    const { data: manifest, digest } = await load("manifest.js");
    if (manifest.format !== FORMAT) throw new LoadError("stale", `index format ${manifest.format}, not ${FORMAT}`);
    const { hash, filedUnder } = parts;
    const { numbers } = parts.codec;

    const kindOf = new Uint8Array(manifest.n);
    const [kinds, runs] = manifest.kinds;
    const flat = numbers(runs);
    for (let i = 0, at = 0; i < flat.length; i += 2) {
      kindOf.fill(flat[i], at, at + flat[i + 1]);
      at += flat[i + 1];
    }
    const documents = manifest.documents.map((/** @type {any[]} */ [key, title, year, first]) => ({ key, title, year, first }));
    const documentOf = new Uint16Array(manifest.n);
    for (const [number, { first }] of documents.entries()) documentOf.fill(number, first);
    const pairs = Array.from(manifest.variants);
    /** @type {Map<string, string>} */
    const variants = new Map();
    for (let i = 0; i < pairs.length; i += 2) variants.set(pairs[i], pairs[i + 1]);

    /** @type {Map<string, Promise<any>>} */
    const shards = new Map();
    /** @param {string} name */
    function shard(name) {
      let promise = shards.get(name);
      if (!promise) {
        promise = load(`${digest}/${name}.js`).then((got) => {
          if (got.digest !== digest || got.name !== name) throw new LoadError("stale", `shard ${name} of another index`);
          return got.data;
        });
        // A shard that failed is asked for again the next time.
        promise.catch(() => shards.delete(name));
        shards.set(name, promise);
      }
      return promise;
    }

    /** The common shard in which a key is filed. @param {string} deciding */
    const shardFor = (deciding) => shard(`g${hash(filedUnder(deciding, manifest.frequent)) % manifest.counts.g}`);

    /**
     * Look a key up; undefined where the index has nothing.
     * @param {string} deciding characters that decide on the shard
     * @param {string} table
     * @param {string} key
     */
    async function find(deciding, table, key) {
      const found = own((await shardFor(deciding))[table], key);
      return found === 1 && table !== "b" ? findLarge(`${table}:${key}`, table, key) : found;
    }

    /** Look a large value up. @param {string} deciding @param {string} table @param {string} key */
    async function findLarge(deciding, table, key) {
      return own((await shard(`x${hash(deciding) % manifest.counts.x}`))[table], key);
    }

    /** The row and shard of a passage. @param {number} passage */
    async function textOf(passage) {
      const data = await shard(`t${Math.floor(passage / manifest.perText)}`);
      return { row: data.p[passage % manifest.perText], data };
    }

    /** How the text of a passage is read: lengths and readings of its tokens. @param {number} passage */
    async function readingOf(passage) {
      const data = await shard(`r${Math.floor(passage / manifest.perText)}`);
      return data.r[passage % manifest.perText];
    }

    /** Fetch every shard in one file, where the index has it; then no more requests are made. */
    async function loadAll() {
      if (!manifest.all) return false;
      for (const [name, data] of Object.entries(await shard("all"))) shards.set(name, Promise.resolve(data));
      return true;
    }

    /** The shards that have come, by name, for another engine to go on with. */
    async function held() {
      const settled = await Promise.allSettled(Array.from(shards, async ([name, data]) => [name, await data]));
      return { digest, shards: settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])) };
    }

    /** Go on with the shards of another engine over the same index. @param {Awaited<ReturnType<typeof held>>} other */
    function adopt(other) {
      if (other.digest !== digest) throw new LoadError("stale", `shards of index ${other.digest}, not ${digest}`);
      for (const [name, data] of other.shards) if (!shards.has(name)) shards.set(name, Promise.resolve(data));
    }

    return { manifest, digest, kinds, kindOf, documents, documentOf, variants, shard, shardFor, find, findLarge, textOf, readingOf, loadAll, held, adopt };
  }

  /** A table's own entry: keys such as "constructor" are words like any other. @param {any} table @param {string} key */
  function own(table, key) {
    return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
  }

  Object.assign(parts, { LoadError, parseShard, openStore, own });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
