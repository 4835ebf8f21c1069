// @ts-check
// Where in the shards a key lies.
"use strict";
((parts) => {
  /**
   * Ways to look keys up.
   * @param {(name: string) => Promise<any>} shard data of a shard by name
   * @param {{frequent: string, counts: {g: number, x: number}}} manifest kanji that do not decide alone, numbers of shards
   */
  function lookupIn(shard, { frequent, counts }) {
    const { hash, filedUnder } = parts;

    /** The common shard in which a key is filed. @param {string} deciding */
    const shardFor = (deciding) => shard(`g${hash(filedUnder(deciding, frequent)) % counts.g}`);

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
      return own((await shard(`x${hash(deciding) % counts.x}`))[table], key);
    }

    return { shardFor, find, findLarge };
  }

  /** A table's own entry: keys such as "constructor" are words like any other. @param {any} table @param {string} key */
  function own(table, key) {
    return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
  }

  Object.assign(parts, { lookupIn, own });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
