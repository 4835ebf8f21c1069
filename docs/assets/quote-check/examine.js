// @ts-check
/*
 * What is told of a stretch of a paper: each quotation in it with its verdict. Twin of
 * scripts/edition/quotation/examine.py. A generator, so that a page can draw between two quotations.
 */
"use strict";
((parts) => {
  const SHORTEST_SENTENCE = 10;

  /**
   * @typedef {{piece: {kind: string, text: string}, verdict: {name: string, matches: any[]}}} Checked
   */

  /**
   * Cut a text into quotations where it holds such, else into paragraphs, and look for each.
   * @param {string} text
   * @param {any} index from `createQuotationIndex`
   * @returns {Generator<Checked[], void, void>} what is found, a few at a time, or nothing for now
   */
  function* examine(text, index) {
    const check = (/** @type {{kind: string, text: string}} */ piece) => ({ piece, verdict: index.find(piece.text) });
    for (const paragraph of parts.cutParagraphs(text)) {
      const whole = check(paragraph);
      const quotations = paragraph.kind === "whole" ? parts.cutQuotations(paragraph.text) : [];
      if (whole.verdict.name === "exact" || whole.verdict.name === "near" || !quotations.length) {
        yield* lookCloser(whole, index, check);
        continue;
      }
      let quoted = 0;
      for (const piece of quotations) quoted += index.length(piece.text);
      if (whole.verdict.name === "different" && 2 * quoted < index.length(paragraph.text)) {
        yield [whole];
        continue;
      }
      for (const piece of quotations) yield* lookCloser(check(piece), index, check);
    }
  }

  /**
   * The parts of a piece that is found nowhere, if any of them is found; else the piece.
   * @param {Checked} whole
   * @param {any} index
   * @param {(piece: {kind: string, text: string}) => Checked} check
   * @returns {Generator<Checked[], void, void>} nothing now and then, so that a page can draw
   */
  function* lookCloser(whole, index, check) {
    if (whole.verdict.name !== "none") {
      yield [whole];
      return;
    }
    const isFound = (/** @type {Checked} */ { verdict }) => verdict.matches.length > 0;
    const fragments = parts.cutFragments(whole.piece.text).map(check);
    if (fragments.some(isFound)) {
      yield fragments;
      return;
    }
    let isAnyFound = false;
    for (const sentence of parts.cutSentences(whole.piece.text)) {
      if (index.length(sentence.text) < SHORTEST_SENTENCE) continue;
      const checked = check(sentence);
      yield isFound(checked) ? [checked] : [];
      isAnyFound ||= isFound(checked);
    }
    if (!isAnyFound) yield [whole];
  }

  Object.assign(parts, { examine });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
