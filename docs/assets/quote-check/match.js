// @ts-check
/*
 * Which passage a quotation is from: candidates by shared trigrams, then alignment; what is returned is the best of all
 * passages. Twin of scripts/edition/quotation/match.py, where the reasons stand.
 */
"use strict";
((parts) => {
  const SHORTEST = 6;
  const LEAST_IDENTITY = 0.7;
  const MOST_ENDS = 12;
  const MOST_PASSAGES = 24;

  /**
   * @typedef {{passage: string, begin: number, end: number, difference: any}} Match offsets in code units
   * @typedef {{name: "exact" | "near" | "different" | "none" | "short", matches: Match[]}} Verdict
   * @typedef {{characters: string[], begins: number[], ends: number[]}} Folded
   * @typedef {{number: number, id: string, text: string, folded: Folded}} Text
   * @typedef {{text: Text, begin: number, end: number}} Contender
   */

  /**
   * Fold a text to characters, each with the place it comes from.
   * @param {string} text
   * @param {(cluster: string) => string} foldCluster
   * @returns {Folded}
   */
  function foldCharacters(text, foldCluster) {
    const folded = /** @type {any} */ (globalThis).corpusSearchParts.fold(text, foldCluster);
    const characters = Array.from(folded.text);
    if (characters.length === folded.text.length) return { characters, begins: folded.begins, ends: folded.ends };
    let at = 0;
    const places = characters.map((character) => (at += character.length) - character.length);
    return { characters, begins: places.map((place) => folded.begins[place]), ends: places.map((place) => folded.ends[place]) };
  }

  /** Blanks at the edges do not count. @param {string} text */
  const trim = (text) => text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/gu, "");

  /**
   * Make the index.
   * @param {readonly {id: string, text: string}[]} passages in reading order
   * @param {Map<string, string>} variants old and variant kanji -> the form they stand for
   */
  function createQuotationIndex(passages, variants) {
    const { folder, FOLD_RULES } = /** @type {any} */ (globalThis).corpusSearchParts;
    const foldCluster = folder(FOLD_RULES, variants);
    /** @type {Text[]} */
    const texts = passages.map(({ id, text }, number) => ({ number, id, text, folded: foldCharacters(text, foldCluster) }));
    const byId = new Map(texts.map((text) => [text.id, text]));
    /** @type {Map<string, number[]>} trigram -> numbers of passages */
    const grams = new Map();
    for (const { number, folded } of texts) {
      for (const gram of trigramsOf(folded.characters)) {
        const known = grams.get(gram);
        if (!known) grams.set(gram, [number]);
        else if (known[known.length - 1] !== number) known.push(number);
      }
    }

    /** @param {string} raw @param {Text[]} among @returns {Verdict} */
    function verdictOf(raw, among) {
      const quotation = trim(raw);
      const folded = foldCharacters(quotation, foldCluster);
      const size = folded.characters.length;
      if (!size) return { name: "short", matches: [] };
      const exact = among.filter(({ text }) => text.includes(quotation)).slice(0, MOST_PASSAGES);
      if (exact.length) {
        const difference = parts.compare(quotation, quotation, foldCluster);
        const matches = exact.map(({ id, text }) => {
          const begin = text.indexOf(quotation);
          return { passage: id, begin, end: begin + quotation.length, difference };
        });
        return { name: "exact", matches };
      }
      const most = size >= SHORTEST ? Math.floor((size * 3) / 7) : 0;
      const best = bestOf(quotation, folded, contendersOf(folded.characters, among, most));
      if (!best.length || best[0].difference.identity < LEAST_IDENTITY) {
        return { name: size >= SHORTEST ? "none" : "short", matches: [] };
      }
      return { name: best[0].difference.errors ? "different" : "near", matches: best };
    }

    /** @param {string[]} pattern @param {Text[]} among @param {number} most @returns {Contender[]} */
    function contendersOf(pattern, among, most) {
      const wanted = trigramsOf(pattern);
      const counts = new Int32Array(texts.length);
      for (const gram of wanted) for (const number of grams.get(gram) ?? []) counts[number] += 1;
      const order = among.length === 1 ? among : [...among].sort((a, b) => counts[b.number] - counts[a.number] || a.number - b.number);
      const masks = parts.masksOf(pattern);
      /** @type {Contender[]} */
      let found = [];
      for (const text of order) {
        if (counts[text.number] < wanted.length - 3 * most) break;
        // What is so much longer than a text has more errors than are allowed.
        if (pattern.length - text.folded.characters.length > most) continue;
        const { errors, ends } = parts.findLeast(pattern, text.folded.characters, masks);
        if (errors > most) continue;
        if (errors < most) found = [];
        most = errors;
        if (found.length >= MOST_PASSAGES * MOST_ENDS) continue;
        for (const end of ends.slice(0, MOST_ENDS)) {
          for (const begin of parts.findBegins(pattern, text.folded.characters, end, errors)) found.push({ text, begin, end });
        }
      }
      return found;
    }

    /** @param {string} quotation @param {Folded} folded @param {Contender[]} contenders @returns {Match[]} */
    function bestOf(quotation, folded, contenders) {
      /** @type {Map<number, {rank: number[], match: Match}>} */
      const ranked = new Map();
      for (const { text, begin, end } of contenders) {
        const [from, to] = widen(quotation, folded, text, text.folded.begins[begin], text.folded.ends[end - 1]);
        const difference = parts.compare(quotation, text.text.slice(from, to), foldCluster);
        // As many errors: the stretch more of whose characters the quotation has, or has others for.
        const rank = [difference.errors, -difference.matched, difference.inserted, difference.near, from];
        const known = ranked.get(text.number);
        if (!known || order(rank, known.rank) < 0) {
          ranked.set(text.number, { rank, match: { passage: text.id, begin: from, end: to, difference } });
        }
      }
      const all = [...ranked].sort(([a], [b]) => a - b).map(([, entry]) => entry);
      return all.filter((one) => all.every((other) => order(one.rank.slice(0, 4), other.rank.slice(0, 4)) <= 0)).map(({ match }) => match);
    }

    return {
      /** Which passages a quotation is from. @param {string} quotation */
      find: (quotation) => verdictOf(quotation, texts),
      /** Whether a quotation is from one passage. @param {string} quotation @param {string} passage */
      findIn: (quotation, passage) => verdictOf(quotation, byId.has(passage) ? [/** @type {Text} */ (byId.get(passage))] : []),
      /** How many characters count. @param {string} quotation */
      length: (quotation) => foldCharacters(quotation, foldCluster).characters.length,
    };
  }

  /** All stretches of three characters, one behind the other. @param {string[]} characters */
  function trigramsOf(characters) {
    const found = [];
    for (let i = 2; i < characters.length; i += 1) found.push(characters[i - 2] + characters[i - 1] + characters[i]);
    return found;
  }

  /** Compare two ranks. @param {number[]} a @param {number[]} b */
  function order(a, b) {
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : a[at] - b[at];
  }

  /**
   * Take in what folds to nothing at the edges of a stretch where the quotation has it too.
   * @param {string} quotation @param {Folded} folded @param {Text} text @param {number} begin @param {number} end
   */
  function widen(quotation, folded, { text }, begin, end) {
    let head = quotation.slice(0, folded.begins[0]);
    let tail = quotation.slice(folded.ends[folded.ends.length - 1]);
    while (head && begin && text[begin - 1] === head[head.length - 1]) {
      begin -= 1;
      head = head.slice(0, -1);
    }
    while (tail && end < text.length && text[end] === tail[0]) {
      end += 1;
      tail = tail.slice(1);
    }
    return [begin, end];
  }

  Object.assign(parts, { createQuotationIndex });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
