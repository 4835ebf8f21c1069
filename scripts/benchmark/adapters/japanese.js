// @ts-check
// Japanese for the libraries that bring none: three ways to cut it, each the usual one of some site search.
"use strict";
{
  const SCRIPTS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〆ー`;
  // A run is written without blanks, or it is a word or number of a script that has them.
  const RUN_RE = new RegExp(String.raw`[${SCRIPTS}]+|(?:(?![${SCRIPTS}])[\p{L}\p{N}])+`, "gu");
  const UNSPACED_RE = new RegExp(`^[${SCRIPTS}]`, "u");

  /** @param {string} text */
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  /** @param {string} text @param {(characters: string[]) => string[]} cut how an unspaced run is cut */
  const cutRuns = (text, cut) =>
    (plain(text).match(RUN_RE) ?? []).flatMap((run) => (UNSPACED_RE.test(run) ? cut([...run]) : [run]));
  /** @param {string[]} characters */
  const pairs = (characters) => characters.slice(1).map((character, place) => characters[place] + character);

  /** @type {any} */
  let segmenter;

  /** @type {any} */ (globalThis).japanese = {
    /** Words, as the dictionary of the browser (and of Node, when indexing) sees them. @param {string} text */
    words(text) {
      segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
      return Array.from(segmenter.segment(plain(text)))
        .filter((/** @type {any} */ part) => part.isWordLike)
        .map((/** @type {any} */ part) => part.segment);
    },
    /** Every two neighbours; a character alone stands for itself. @param {string} text */
    bigrams: (text) => cutRuns(text, (characters) => (characters.length < 2 ? characters : pairs(characters))),
    /** The same and the last character of a run, so that every character begins a term. @param {string} text */
    bigramsAndLast: (text) => cutRuns(text, (characters) => [...pairs(characters), ...characters.slice(-1)]),
    /** Tells a character of an unspaced script that stands alone, or a word of another. @param {string} term */
    isBeginning: (term) => [...term].length === 1 || !UNSPACED_RE.test(term),
  };
}
