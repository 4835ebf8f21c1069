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

  /** With so few passages left, reading them costs less than the trigrams still to come. */
  const FEW_PASSAGES = 2;
  /** With so few trigrams left, these cost less. */
  const FEW_PLACES = 2;

  /**
   * In what order to look the trigrams of a string up: a few that say most, then the others.
   *
   * Most strings that stand nowhere fail where they were put together or at their beginning, and
   * trigrams far apart leave few passages; nothing more is fetched for what has failed.
   * @param {number} length of the string in code points, at least 3
   * @param {readonly number[]} joints places at which parts of it were put together
   * @returns {number[][]} rounds of places; neighbouring places share a character
   */
  function roundsOf(length, joints) {
    const end = length - 3;
    const places = [];
    for (let place = 0; place < end; place += 2) places.push(place);
    places.push(end);
    const across = joints.filter((joint) => joint > 0 && joint < length).map((joint) => Math.min(Math.max(joint - 1, 0), end));
    const rounds = [[...new Set(across.length ? across : [0])], [end, places[places.length >> 1]], places];
    const met = new Set();
    return rounds.map((round) => round.filter((place) => !met.has(place) && met.add(place))).filter((round) => round.length);
  }

  /**
   * Every occurrence of a folded string.
   *
   * Neighbouring trigrams of the cover share a character, so an occurrence whose
   * trigrams are all literal is literal as a whole.
   * @param {any} store
   * @param {string} folded not empty
   * @param {readonly number[]} [joints] places, in code points, at which parts of it were put together
   * @returns {Promise<Occurrences>}
   */
  async function occurrencesOf(store, folded, joints = []) {
    const characters = Array.from(folded);
    const { length } = characters;
    if (length === 0) return nothing();
    if (length === 1) return ofCharacter(store, folded);
    if (length === 2) return ofBigram(store, folded);
    const at = (/** @type {number} */ place) => ofTrigram(store, characters.slice(place, place + 3).join(""));
    const rounds = roundsOf(length, joints);
    let left = rounds.reduce((sum, round) => sum + round.length, 0);
    /** @type {[number, Occurrences][]} */
    const cover = [];
    /** @type {number[]} */
    let keys = [];
    for (const round of rounds) {
      const grams = await Promise.all(round.map(at));
      for (const [i, gram] of grams.entries()) {
        keys = cover.length ? follow(keys, gram.keys, round[i]) : gram.keys.filter((key) => key % WIDTH >= round[i]).map((key) => key - round[i]);
        cover.push([round[i], gram]);
      }
      left -= round.length;
      if (!keys.length) return nothing();
      if (left > FEW_PLACES && isFew(store, keys)) return readOccurrences(store, keys, folded);
    }
    const foldedKeys = keys.filter((key) => cover.some(([place, gram]) => gram.folded.has(key + place)));
    return { keys, folded: new Set(foldedKeys), placed: true };
  }

  /** Whether few passages are left, and no windows of suggested readings. @param {any} store @param {number[]} keys ascending */
  function isFew({ manifest }, keys) {
    const passages = new Set();
    for (const key of keys) {
      passages.add(Math.floor(key / WIDTH));
      if (passages.size > FEW_PASSAGES) return false;
    }
    return keys[keys.length - 1] < manifest.n * WIDTH;
  }

  /**
   * Which of some places hold a string, by the texts themselves.
   * @param {any} store @param {number[]} keys ascending @param {string} folded
   * @returns {Promise<Occurrences>}
   */
  async function readOccurrences(store, keys, folded) {
    const passages = [...new Set(keys.map((key) => Math.floor(key / WIDTH)))];
    const texts = new Map(
      await Promise.all(
        passages.map(async (passage) => {
          const { row } = await store.textOf(passage);
          const exact = parts.fold(row[7], store.folders.exact).text;
          return /** @type {const} */ ([passage, { exact, ...parts.fold(exact, store.folders.all) }]);
        }),
      ),
    );
    const found = nothing();
    for (const key of keys) {
      const { exact, text, begins } = texts.get(Math.floor(key / WIDTH));
      // Keys count code points, strings code units.
      const offset = Array.from(text).slice(0, key % WIDTH).join("").length;
      if (!text.startsWith(folded, offset)) continue;
      found.keys.push(key);
      if (!exact.startsWith(folded, begins[offset])) found.folded.add(key);
    }
    return found;
  }

  Object.assign(parts, { WIDTH, occurrencesOf, readPassages });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
