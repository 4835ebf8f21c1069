// @ts-check
// Reads what scripts/edition/search/codec.py writes.
"use strict";
((parts) => {
  const LAST = 60;
  const MORE = 30;
  /** Character code -> digit. */
  const DIGITS = new Uint8Array(128);
  for (let code = 35, digit = 0; code < 126 && digit < 90; code += 1) {
    if (code !== 92) DIGITS[code] = digit++;
  }

  /** Decode a run of numbers. @param {string} text @returns {number[]} */
  function numbers(text) {
    const out = [];
    let value = 0;
    let unit = 1;
    for (let i = 0; i < text.length; i += 1) {
      const digit = DIGITS[text.charCodeAt(i)];
      if (digit < LAST) {
        out.push(value + digit * unit);
        value = 0;
        unit = 1;
      } else {
        value += digit * unit;
        unit *= MORE;
      }
    }
    return out;
  }

  /** Decode ascending distinct numbers. @param {string} text @returns {number[]} */
  function ascending(text) {
    const out = numbers(text);
    let value = -1;
    for (let i = 0; i < out.length; i += 1) {
      value += out[i] + 1;
      out[i] = value;
    }
    return out;
  }

  /**
   * Decode (passage, offset) pairs into passage -> offsets.
   * @param {string} text
   * @param {Map<number, number[]>} [into]
   * @returns {Map<number, number[]>}
   */
  function occurrences(text, into = new Map()) {
    const flat = numbers(text);
    let passage = 0;
    let offset = 0;
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i]) offset = 0;
      passage += flat[i];
      offset += flat[i + 1];
      const known = into.get(passage);
      if (known) known.push(offset);
      else into.set(passage, [offset]);
    }
    return into;
  }

  Object.assign(parts, { codec: { numbers, ascending, occurrences } });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
