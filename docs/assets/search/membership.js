// @ts-check
// Which passages contain a folded string: exact, by covering it with trigrams.
"use strict";
((parts) => {
  /** An occurrence is one number: passage * WIDTH + offset of its first character. */
  const WIDTH = 1048576;

  /**
   * @typedef {object} Occurrences
   * @property {number[]} keys ascending
   * @property {Set<number>} folded those where the text is written otherwise
   * @property {boolean} placed whether offsets are known (else they are 0)
   */

  /** @returns {Occurrences} */
  const nothing = () => ({ keys: [], folded: new Set(), placed: true });

  /** Unite ascending lists. @param {number[][]} lists */
  function unite(lists) {
    const filled = lists.filter((list) => list.length);
    if (filled.length < 2) return filled[0] ?? [];
    return Array.from(Float64Array.from(new Set(filled.flat())).sort());
  }

  /**
   * Read a trigram's list: sides separated by "!" (literal, first two literal, folded).
   * @param {string} written
   * @returns {number[][]} keys by side
   */
  function readTrigram(written) {
    return written.split("!").map((side) => {
      const flat = parts.codec.numbers(side);
      const keys = new Array(flat.length / 2);
      let passage = 0;
      let offset = 0;
      for (let i = 0; i < flat.length; i += 2) {
        if (flat[i]) offset = 0;
        passage += flat[i];
        offset += flat[i + 1];
        keys[i / 2] = passage * WIDTH + offset;
      }
      return keys;
    });
  }

  /** Read a list of passages: literal ones, others. @param {string} written @returns {Occurrences} */
  function readPassages(written) {
    const [literal, folded = []] = written
      .split("!")
      .map((side) => parts.codec.ascending(side).map((/** @type {number} */ passage) => passage * WIDTH));
    return { keys: unite([literal, folded]), folded: new Set(folded), placed: false };
  }

  /** @param {any} store @param {string} character */
  async function ofCharacter(store, character) {
    const written = await store.find(character, "c", character);
    return written === undefined ? nothing() : readPassages(written);
  }

  /** @param {any} store @param {string} bigram */
  async function ofBigram(store, bigram) {
    const entry = await store.find(bigram, "b", bigram);
    if (entry === undefined) return nothing();
    if (entry === 1) return readPassages(await store.findLarge(bigram, "x", bigram));
    const sides = entry[1].split(" ").map(readTrigram);
    const literal = unite(sides.flatMap((/** @type {number[][]} */ [all, two = []]) => [all, two]));
    const folded = unite(sides.map((/** @type {number[][]} */ side) => side[2] ?? []));
    return { keys: unite([literal, folded]), folded: new Set(folded), placed: true };
  }

  /** @param {any} store @param {string} trigram three code points */
  async function ofTrigram(store, trigram) {
    const characters = Array.from(trigram);
    const bigram = characters[0] + characters[1];
    const entry = await store.find(bigram, "b", bigram);
    if (entry === undefined) return nothing();
    let written;
    if (entry === 1) written = await store.findLarge(trigram, "x", trigram);
    else {
      const place = Array.from(entry[0]).indexOf(characters[2]);
      written = place < 0 ? undefined : entry[1].split(" ")[place];
    }
    if (written === undefined) return nothing();
    const [literal, two = [], three = []] = readTrigram(written);
    const folded = unite([two, three]);
    return { keys: unite([literal, folded]), folded: new Set(folded), placed: true };
  }

  /**
   * Keep the keys of `one` that stand `distance` before a key of `other`.
   * @param {number[]} one @param {number[]} other @param {number} distance
   */
  function follow(one, other, distance) {
    const kept = [];
    let j = 0;
    for (const key of one) {
      const wanted = key + distance;
      while (j < other.length && other[j] < wanted) j += 1;
      if (other[j] === wanted) kept.push(key);
    }
    return kept;
  }

  /**
   * Every occurrence of a folded string.
   *
   * Neighbouring trigrams of the cover share a character, so an occurrence whose
   * trigrams are all literal is literal as a whole.
   * @param {any} store
   * @param {string} folded not empty
   * @returns {Promise<Occurrences>}
   */
  async function occurrencesOf(store, folded) {
    const characters = Array.from(folded);
    const { length } = characters;
    if (length === 0) return nothing();
    if (length === 1) return ofCharacter(store, folded);
    if (length === 2) return ofBigram(store, folded);
    const places = [];
    for (let place = 0; place < length - 3; place += 2) places.push(place);
    places.push(length - 3);
    const at = (/** @type {number} */ place) => ofTrigram(store, characters.slice(place, place + 3).join(""));
    // Most strings that stand nowhere fail at their beginning: nothing more is fetched for them.
    const first = await at(places[0]);
    if (!first.keys.length) return first;
    const cover = [first, ...(await Promise.all(places.slice(1).map(at)))];
    let { keys } = first;
    for (let i = 1; i < cover.length && keys.length; i += 1) keys = follow(keys, cover[i].keys, places[i]);
    const foldedKeys = keys.filter((key) => cover.some((grams, i) => grams.folded.has(key + places[i])));
    return { keys, folded: new Set(foldedKeys), placed: true };
  }

  Object.assign(parts, { WIDTH, occurrencesOf, readPassages });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
