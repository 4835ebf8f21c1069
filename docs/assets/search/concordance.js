// @ts-check
// The concordance: every occurrence of the query's words, in reading order.
"use strict";
((parts) => {
  const CONTEXT = 60;
  /** Passages from which on the whole index is fetched at once. */
  const MANY = 120;
  /** Kana of context that decide on the order of lines. */
  const READ = 24;

  /** Move an offset off the middle of a surrogate pair. @param {string} text @param {number} at */
  function atCharacter(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  /**
   * @param {any} store
   * @param {string} input
   * @param {any} [options] as for `search`; limit and offset count lines
   */
  async function concordance(store, input, options = {}) {
    const context = parts.contextOf(store, options);
    const { query, resolved } = await parts.understand(context, input, options.filters ?? {});
    const passages = [];
    for (let p = 0; p < resolved.tier.length; p += 1) if (resolved.tier[p]) passages.push(p);
    // Hundreds of small files take longer than one large one.
    if (passages.length > MANY) await store.loadAll();
    const found = await Promise.all(
      passages.map(async (passage) => {
        const known = await parts.describe(store, passage);
        const marked = await parts.marksOf(context, resolved, passage, known.text);
        const marks = marked
          // The words of a name that occurs are listed as the name.
          .filter((/** @type {any} */ { word }) => !resolved.superseded.has(word))
          .flatMap((/** @type {any} */ { marks }) => marks)
          // Parts of a word that stand apart are no occurrences of the word.
          .filter((/** @type {any} */ mark) => mark.alternative.kind !== "word");
        const words = parts.readWords(known.text, await store.readingOf(passage));
        marks.sort((/** @type {any} */ a, /** @type {any} */ b) => a.begin - b.begin || b.end - a.end);
        return marks
          .filter((/** @type {any} */ mark, /** @type {number} */ i) => !i || mark.begin !== marks[i - 1].begin || mark.end !== marks[i - 1].end)
          .map((/** @type {any} */ mark) => lineOf(known, mark, words));
      }),
    );
    const lines = found.flat();
    const offset = Number.isInteger(options.offset) && options.offset > 0 ? options.offset : 0;
    const limit = Number.isInteger(options.limit) && options.limit >= 0 ? options.limit : lines.length;
    return { total: lines.length, lines: lines.slice(offset, offset + limit), notices: [...query.notices, ...context.notices] };
  }

  /**
   * The words of a text with their places and readings.
   * @param {string} text
   * @param {[string, string]} row lengths in code points and readings, as texts.py writes them
   */
  function readWords(text, [lengths, readings]) {
    const read = readings.split(" ");
    let begin = 0;
    return parts.codec.numbers(lengths).map((/** @type {number} */ length, /** @type {number} */ i) => {
      let end = begin;
      for (let n = 0; n < length; n += 1) end += /** @type {number} */ (text.codePointAt(end)) > 0xffff ? 2 : 1;
      const word = { begin, end, reading: read[i] || parts.toKatakana(text.slice(begin, end)) };
      begin = end;
      return word;
    });
  }

  /** The words behind a place as they are read; a word cut by the place stays as written. @param {string} text @param {any[]} words @param {number} at */
  function readingAfter(text, words, at) {
    let reading = "";
    for (const word of words) {
      if (reading.length >= READ) break;
      if (word.begin >= at) reading += word.reading;
      else if (word.end > at) reading += text.slice(at, word.end);
    }
    return reading;
  }

  /** The words before a place from there outwards, each as it is read. @param {string} text @param {any[]} words @param {number} at */
  function readingBefore(text, words, at) {
    let reading = "";
    for (let i = words.length - 1; i >= 0 && reading.length < READ; i -= 1) {
      if (words[i].end <= at) reading += words[i].reading;
      else if (words[i].begin < at) reading += text.slice(words[i].begin, at);
    }
    return reading;
  }

  /** @param {any} known @param {{begin: number, end: number}} mark @param {any[]} words */
  function lineOf({ id, document, url, permalink, kind, page, text }, { begin, end }, words) {
    const left = text.slice(atCharacter(text, Math.max(0, begin - CONTEXT)), begin);
    const right = text.slice(end, atCharacter(text, Math.min(text.length, end + CONTEXT)));
    const leftReading = readingBefore(text, words, begin);
    const rightReading = readingAfter(text, words, end);
    return { id, document, url, permalink, kind, page, left, node: text.slice(begin, end), right, begin, end, leftReading, rightReading };
  }

  Object.assign(parts, { concordance, readWords });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
