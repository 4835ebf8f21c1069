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

  /** @param {string} character */
  const isKanji = (character) => /[々〇\u3400-\u9fff]/u.test(character);

  /**
   * What of the deciding characters tells the common shard, as shards.py says: of a pair the kanji that is not frequent.
   * @param {string} deciding @param {string} frequent
   */
  function filedUnder(deciding, frequent) {
    const pair = Array.from(deciding);
    if (pair.length !== 2) return deciding;
    const [one, other] = pair.filter((character) => isKanji(character) && !frequent.includes(character));
    if (one === undefined || other === undefined) return one ?? deciding;
    return /** @type {number} */ (one.codePointAt(0)) <= /** @type {number} */ (other.codePointAt(0)) ? one : other;
  }

  const WHOLE_RE = /^(?:[a-z0-9+]+|[가-힣]+)$/u;

  /** The characters that decide on the shard of most keys. @param {string} key folded */
  const headOf = (key) => Array.from(key).slice(0, 2).join("");

  /** Whether a name is only ever looked up as a whole: Latin and hangul are not cut into parts. @param {string} key folded */
  const isWholeName = (key) => WHOLE_RE.test(key);

  /** The characters that decide on the shard of a name, as shards.py takes them. @param {string} key folded */
  const nameHeadOf = (key) => (isWholeName(key) ? key.slice(0, /^[가-힣]/u.test(key) ? 4 : 8) : headOf(key));

  Object.assign(parts, { hash, isKanji, filedUnder, headOf, isWholeName, nameHeadOf });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
