// @ts-check
// Twin of scripts/edition/normalise.py; both are held to tests/cases/normalise.json.
"use strict";
((parts) => {
  /** Names of the rules, in the order they are applied; "width" is NFKC and lower case. */
  const FOLD_RULES = ["width", "blanks", "dots", "quotes", "dashes", "kanji", "diacritics"];
  /** What remains folded in an exact search. */
  const EXACT_RULES = ["width"];

  // Marks that compose with the character before them, so that NFKC sees both at once.
  const isMark = (/** @type {string} */ c) =>
    (c >= "\u0300" && c <= "\u036f") || c === "\u3099" || c === "\u309a" || c === "\uff9e" || c === "\uff9f";

  /** @type {Map<string, [string, string]>} character -> [rule, what it folds to] */
  const CLASSES = new Map();
  const classify = (/** @type {string} */ all, /** @type {string} */ rule, /** @type {string} */ to) => {
    for (const character of all) CLASSES.set(character, [rule, to]);
  };
  classify(
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008" +
      "\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
    "blanks",
    "",
  );
  // Full stops too: Japanese sentences end otherwise, and U.S. is US, 3.1独立運動 is 3・1独立運動.
  classify("・·•‧∙⋅.", "dots", "");
  classify("\"'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟", "quotes", '"');
  classify("-‐‑‒–—―−─━﹘", "dashes", "");
  classify("~〜∼∿〰", "dashes", "~");

  /** A Latin letter with marks, decomposed. */
  const MARKED_LETTER_RE = /^([a-z])[\u0300-\u036f]+$/u;

  /**
   * A folder for one choice of rules; it remembers what it has folded.
   * @param {Iterable<string>} rules
   * @param {Map<string, string>} variants old and variant kanji -> the form they stand for
   */
  function folder(rules, variants) {
    const on = new Set(rules);
    /** @type {Map<string, string>} */
    const memory = new Map();
    const foldOne = (/** @type {string} */ character) => {
      const known = CLASSES.get(character);
      if (known) return on.has(known[0]) ? known[1] : character;
      const letter = on.has("diacritics") && character > "\x7f" && MARKED_LETTER_RE.exec(character.normalize("NFD"));
      if (letter) return letter[1];
      return on.has("kanji") ? (variants.get(character) ?? character) : character;
    };
    return (/** @type {string} */ cluster) => {
      let folded = memory.get(cluster);
      if (folded === undefined) {
        const plain = on.has("width") ? cluster.normalize("NFKC").toLowerCase() : cluster;
        folded = Array.from(plain, foldOne).join("");
        memory.set(cluster, folded);
      }
      return folded;
    };
  }

  /**
   * Fold a text and keep the way back to it, in code units.
   * @param {string} text
   * @param {(cluster: string) => string} foldCluster from `folder`
   * @returns {{text: string, begins: number[], ends: number[]}}
   */
  function fold(text, foldCluster) {
    let folded = "";
    const begins = [];
    const ends = [];
    let at = 0;
    while (at < text.length) {
      let end = at + (/** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1);
      while (end < text.length && isMark(text[end])) end += 1;
      const piece = foldCluster(text.slice(at, end));
      for (let i = 0; i < piece.length; i += 1) {
        begins.push(at);
        ends.push(end);
      }
      folded += piece;
      at = end;
    }
    return { text: folded, begins, ends };
  }

  Object.assign(parts, { FOLD_RULES, EXACT_RULES, folder, fold });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
