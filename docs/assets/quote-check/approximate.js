// @ts-check
/*
 * Where a pattern stands in a text with the fewest errors: Myers' bit vectors (Journal of the ACM 46, 1999, 395–415)
 * in Hyyrö's form, in blocks of 32 characters. Twin of scripts/edition/quotation/approximate.py.
 * Patterns and texts are arrays of characters (code points).
 */
"use strict";
((parts) => {
  const WORD = 32;
  const HIGH = 1 << (WORD - 1);

  /**
   * The places of each character in a pattern, as bits.
   * @param {string[]} pattern
   * @returns {Map<string, Int32Array>}
   */
  function masksOf(pattern) {
    const masks = new Map();
    const blocks = Math.ceil(pattern.length / WORD);
    pattern.forEach((character, place) => {
      let bits = masks.get(character);
      if (!bits) masks.set(character, (bits = new Int32Array(blocks)));
      bits[place >> 5] |= 1 << (place & 31);
    });
    return masks;
  }

  /**
   * For each end in the text the least number of errors of a stretch that ends there.
   * @param {string[]} pattern not empty
   * @param {string[]} text
   * @param {Map<string, Int32Array>} masks
   * @param {boolean} isAnchored whether the stretch must begin where the text does
   * @returns {Int32Array}
   */
  function distances(pattern, text, masks, isAnchored) {
    const blocks = Math.ceil(pattern.length / WORD);
    const last = blocks - 1;
    const lastHigh = 1 << ((pattern.length - 1) & 31);
    const nowhere = new Int32Array(blocks);
    const plus = new Int32Array(blocks).fill(-1);
    const minus = new Int32Array(blocks);
    const scores = new Int32Array(text.length);
    let score = pattern.length;
    for (let at = 0; at < text.length; at += 1) {
      const bits = masks.get(text[at]) ?? nowhere;
      let carry = isAnchored ? 1 : 0;
      for (let block = 0; block < blocks; block += 1) {
        const high = block === last ? lastHigh : HIGH;
        const p = plus[block];
        const m = minus[block];
        const vertical = bits[block] | m;
        const equal = carry < 0 ? bits[block] | 1 : bits[block];
        const horizontal = (((equal & p) + p) ^ p) | equal;
        let up = m | ~(horizontal | p);
        let down = p & horizontal;
        const out = (up & high) !== 0 ? 1 : (down & high) !== 0 ? -1 : 0;
        up <<= 1;
        down <<= 1;
        if (carry > 0) up |= 1;
        else if (carry < 0) down |= 1;
        plus[block] = down | ~(vertical | up);
        minus[block] = up & vertical;
        carry = out;
      }
      score += carry;
      scores[at] = score;
    }
    return scores;
  }

  /**
   * The least number of errors with which a pattern stands in a text, and every end of such a stretch.
   * @param {string[]} pattern not empty
   * @param {string[]} text
   * @param {Map<string, Int32Array>} [masks] of the pattern, where many texts are asked
   * @returns {{errors: number, ends: number[]}} no end when the empty stretch is as good
   */
  function findLeast(pattern, text, masks = masksOf(pattern)) {
    const scores = distances(pattern, text, masks, false);
    let errors = pattern.length;
    /** @type {number[]} */
    let ends = [];
    scores.forEach((score, at) => {
      if (score < errors) {
        errors = score;
        ends = [];
      }
      if (score === errors && score < pattern.length) ends.push(at + 1);
    });
    return { errors, ends };
  }

  /**
   * Where the stretches that end at `end` and have so few errors begin, the longest first.
   * @param {string[]} pattern
   * @param {string[]} text
   * @param {number} end
   * @param {number} errors
   * @returns {number[]}
   */
  function findBegins(pattern, text, end, errors) {
    const backward = [...pattern].reverse();
    const stretch = text.slice(Math.max(0, end - pattern.length - errors), end).reverse();
    const begins = [];
    const scores = distances(backward, stretch, masksOf(backward), true);
    for (let at = scores.length - 1; at >= 0; at -= 1) {
      if (scores[at] === errors) begins.push(end - at - 1);
    }
    return begins;
  }

  Object.assign(parts, { masksOf, findLeast, findBegins });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
