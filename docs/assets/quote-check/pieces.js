// @ts-check
// Cutting a stretch of a paper into the quotations that stand in it. Twin of scripts/edition/quotation/pieces.py.
"use strict";
((parts) => {
  /** @type {Record<string, string>} opening and closing quotation marks */
  const MARKS = { "「": "」", "『": "』", "“": "”" };
  const BLOCK = /^[ \t]*>[ \t]?/u;
  const BREAK = /[ \t\u3000]*\n[ \t\u3000]*/gu;
  /** Letters between which a line break is no blank: kana, kanji, full-width signs. */
  const SOLID = /[\u2018-\u2026\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
  const ELLIPSIS =
    /[(（[［〔【][^\S\n]*(?:中略|前略|後略|省略|略|…+|\.{3,})[^\S\n]*[)）\]］〕】]|…+|‥+|⋯+|\.{3,}|・{3,}/u;
  const SENTENCE = /[^。！？]+[。！？]*[」』”]?/gu;

  /** @typedef {{kind: "quotation" | "block" | "whole" | "fragment" | "sentence", text: string}} Piece */

  /** Undo line breaks: nothing where Japanese wraps, a blank between Western words. @param {string} text */
  function joinLines(text) {
    return text.replace(BREAK, (found, /** @type {number} */ at) => {
      const sides = [text.slice(Math.max(0, at - 1), at), text.slice(at + found.length, at + found.length + 1)];
      return sides.some((side) => !side || SOLID.test(side)) ? "" : " ";
    });
  }

  /**
   * The paragraphs ("whole") and quoted blocks ("block") of a text; a blank line divides them.
   * @param {string} text
   * @returns {Piece[]}
   */
  function cutParagraphs(text) {
    /** @type {Piece[]} */
    const found = [];
    /** @type {string[]} */
    let lines = [];
    /** @type {Piece["kind"]} */
    let kind = "whole";
    const close = () => {
      const joined = joinLines(lines.join("\n")).trim();
      if (joined) found.push({ kind, text: joined });
      lines = [];
    };
    for (const line of text.split(/\r\n|[\n\r\x0b\x0c\u2028\u2029]/u)) {
      const mark = BLOCK.exec(line);
      const content = mark ? line.slice(mark[0].length) : line;
      const here = mark ? "block" : "whole";
      if (!content.trim() || here !== kind) close();
      kind = here;
      lines.push(content);
    }
    close();
    return found;
  }

  /**
   * What stands between quotation marks, the outermost pairs only.
   * @param {string} text
   * @returns {Piece[]}
   */
  function cutQuotations(text) {
    /** @type {Piece[]} */
    const found = [];
    for (let at = 0; at < text.length; at += 1) {
      const end = MARKS[text[at]] ? closing(text, at) : -1;
      if (end < 0) continue;
      found.push({ kind: "quotation", text: text.slice(at + 1, end) });
      at = end;
    }
    return found.filter((piece) => piece.text.trim());
  }

  /** Where the mark that answers to the one at `at` stands; -1 for none. @param {string} text @param {number} at */
  function closing(text, at) {
    const [open, close] = [text[at], MARKS[text[at]]];
    let depth = 0;
    for (let place = at; place < text.length; place += 1) {
      if (text[place] === open) depth += 1;
      else if (text[place] === close && --depth === 0) return place;
    }
    // The pairs do not come out even: a quotation cut short inside another.
    return text.indexOf(close, at);
  }

  /** What stands on either side of each ellipsis; nothing when there is none. @param {string} quotation @returns {Piece[]} */
  const cutFragments = (quotation) => several(quotation.split(ELLIPSIS), "fragment");

  /** The sentences of a paragraph; nothing when it is one sentence. @param {string} text @returns {Piece[]} */
  const cutSentences = (text) => several((text.match(SENTENCE) ?? []).filter((part) => part.trim()), "sentence");

  /** @param {string[]} found @param {Piece["kind"]} kind @returns {Piece[]} */
  function several(found, kind) {
    if (found.length < 2) return [];
    return found.map((text) => ({ kind, text: text.trim() })).filter(({ text }) => text);
  }

  Object.assign(parts, { joinLines, cutParagraphs, cutQuotations, cutFragments, cutSentences });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
