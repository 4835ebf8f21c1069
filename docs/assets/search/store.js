// @ts-check
// The index as the engine sees it: shards by name, each fetched once and only when asked for.
"use strict";
((parts) => {
  const FORMAT = 4;

  /**
   * Open the index.
   * @param {(path: string) => Promise<{name: string, digest: string, data: any}>} load by path below the index
   */
  async function openStore(load) {
    const { data: manifest, digest } = await load("manifest.js");
    if (manifest.format !== FORMAT) throw new parts.LoadError("stale", `index format ${manifest.format}, not ${FORMAT}`);
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
          if (got.digest !== digest || got.name !== name) throw new parts.LoadError("stale", `shard ${name} of another index`);
          return got.data;
        });
        // A shard that failed is asked for again the next time.
        promise.catch(() => shards.delete(name));
        shards.set(name, promise);
      }
      return promise;
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
      if (other.digest !== digest) throw new parts.LoadError("stale", `shards of index ${other.digest}, not ${digest}`);
      for (const [name, data] of other.shards) if (!shards.has(name)) shards.set(name, Promise.resolve(data));
    }

    return { manifest, digest, kinds, kindOf, documents, documentOf, variants, shard, ...parts.lookupIn(shard, manifest), textOf, readingOf, loadAll, held, adopt };
  }

  Object.assign(parts, { openStore });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
