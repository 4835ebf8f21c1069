// @ts-check
// Readings an editor suggests: occurrences in the windows that stand behind the last passage.
"use strict";
((parts) => {
  /** Of so many windows the rows may be fetched to learn their passages. */
  const FEW_WINDOWS = 8;

  /**
   * Divide occurrences into those in passages and those in windows.
   * @param {any} store @param {any} occurrences
   */
  function partWindows({ manifest }, occurrences) {
    const behind = manifest.n * parts.WIDTH;
    const at = occurrences.keys.findIndex((/** @type {number} */ key) => key >= behind);
    if (at < 0) return { found: occurrences, windows: [] };
    return { found: { ...occurrences, keys: occurrences.keys.slice(0, at) }, windows: occurrences.keys.slice(at) };
  }

  /**
   * The windows among keys whose match takes in what differs from the source: it begins at
   * one offset in all of them, and they stand in the order of its length.
   * @param {any} store @param {number[]} keys @param {boolean} isPlaced @param {number} length of the match
   */
  function differing({ manifest }, keys, isPlaced, length) {
    const { context, counts } = manifest.emended;
    return keys.flatMap((key) => {
      const number = Math.floor(key / parts.WIDTH) - manifest.n;
      const offset = key % parts.WIDTH;
      let span = 0;
      for (let rest = number; rest >= counts[span]; span += 1) rest -= counts[span];
      return !isPlaced || (offset < context + span && offset + length > context) ? [number] : [];
    });
  }

  /** Passage, lemma and reading of a window. @param {any} store @param {number} number @returns {Promise<any[]>} */
  async function rowOf({ manifest, shard }, number) {
    const { perShard } = manifest.emended;
    return (await shard(`s${Math.floor(number / perShard)}`)).s[number % perShard];
  }

  /**
   * The passages of some windows: of a few from their rows, of more from lists without the rows.
   * @param {any} store @param {number[]} numbers @returns {Promise<number[]>}
   */
  async function passagesOf(store, numbers) {
    if (numbers.length <= FEW_WINDOWS) return (await Promise.all(numbers.map((number) => rowOf(store, number)))).map(([passage]) => passage);
    const { perList } = store.manifest.emended;
    const names = [...new Set(numbers.map((number) => Math.floor(number / perList)))];
    const lists = new Map(await Promise.all(names.map(async (name) => /** @type {const} */ ([name, parts.codec.numbers((await store.shard(`w${name}`)).w)]))));
    return numbers.map((number) => /** @type {number[]} */ (lists.get(Math.floor(number / perList)))[number % perList]);
  }

  /** Note that a passage has a window; its row is fetched when it is shown. @param {any} result the word @param {number} passage @param {number} number */
  function note(result, passage, number) {
    const known = result.emended.get(passage);
    if (known) known.push(number);
    else result.emended.set(passage, [number]);
  }

  /**
   * The marks of the suggested readings by which a word was found in a passage, each lemma once.
   * @param {any} store @param {any} word as `resolveWord` gives it @param {number} passage
   */
  async function emendedMarks(store, word, passage) {
    const rows = await Promise.all((word.emended.get(passage) ?? []).map((/** @type {number} */ number) => rowOf(store, number)));
    /** @type {Map<number, any>} */
    const marks = new Map();
    for (const [, begin, end, reading] of rows) {
      if (!marks.has(begin)) marks.set(begin, { begin, end, alternative: { kind: "emendation", rule: "emendation", reading } });
    }
    return [...marks.values()];
  }

  /**
   * Add to a word the places where an editor suggests what was asked.
   * @param {any} context @param {any} result the word @param {any} alternative @param {number} rank
   * @param {any} occurrences all of the alternative's @param {number[]} windows keys of those in windows
   */
  async function addEmended({ store, isOn, isNarrowed }, result, alternative, rank, occurrences, windows) {
    if (!windows.length || !isOn("emendation")) return;
    const { folded, pattern, kind } = alternative;
    // With a rule switched off only what needs no rule can be told without the text.
    const keys = isNarrowed && kind === "exact" ? windows.filter((key) => pattern === folded && !occurrences.folded.has(key)) : windows;
    const numbers = differing(store, keys, occurrences.placed, Array.from(folded).length);
    if (!numbers.length) return;
    for (const [i, passage] of (await passagesOf(store, numbers)).entries()) {
      note(result, passage, numbers[i]);
      result.tier[passage] = Math.max(result.tier[passage], Math.min(parts.TIERS.alias, parts.TIERS[kind]));
      // After what stands so in the source.
      result.rank[passage] = Math.max(result.rank[passage], 254 - rank);
    }
  }

  /**
   * The same for a word that reaches beyond the windows and stands in no text as it is: look for
   * pieces of it, and compare the whole with the texts as they would be.
   * @param {any} context @param {any} result the word @param {string} folded
   */
  async function addLongEmended({ store, isOn, isNarrowed, foldAll }, result, folded) {
    const characters = Array.from(folded);
    const { context: size } = store.manifest.emended;
    if (characters.length <= size || isNarrowed || !isOn("emendation")) return;
    const starts = [];
    for (let at = 0; at < characters.length - size; at += size / 2) starts.push(at);
    starts.push(characters.length - size);
    const found = await Promise.all(starts.map((at) => parts.occurrencesOf(store, characters.slice(at, at + size).join(""))));
    const numbers = new Set(found.flatMap((one) => differing(store, partWindows(store, one).windows, one.placed, size)));
    if (!numbers.size) return;
    const passages = await passagesOf(store, Array.from({ length: store.manifest.emended.n }, (_, number) => number));
    for (const number of numbers) {
      const passage = passages[number];
      const neighbours = passages.flatMap((other, i) => (other === passage ? [i] : []));
      const [{ row }, own, ...all] = await Promise.all([store.textOf(passage), ...[number, ...neighbours].map((one) => rowOf(store, one))]);
      const holds = [[own], all].some((chosen) => parts.fold(emended(row[7], chosen), foldAll).text.includes(folded));
      if (!holds) continue;
      note(result, passage, number);
      result.tier[passage] = parts.TIERS.alias;
    }
  }

  /** A text with readings in place of their lemmata. @param {string} text @param {any[][]} rows */
  function emended(text, rows) {
    let whole = "";
    let at = 0;
    for (const [, begin, end, reading] of [...rows].sort((a, b) => a[1] - b[1])) {
      // One place may have two windows.
      if (begin < at) continue;
      whole += text.slice(at, begin) + reading;
      at = end;
    }
    return whole + text.slice(at);
  }

  /**
   * The marks of a word with those of suggested readings. These are the nearer reason for
   * characters they share with another spelling; what was typed as the source has it needs none.
   * @param {any[]} emendations @param {any[]} marks
   */
  function withEmended(emendations, marks) {
    if (!emendations.length) return marks;
    const meets = (/** @type {any} */ one) => (/** @type {any} */ other) => one.begin < other.end && other.begin < one.end;
    const exact = marks.filter(({ alternative }) => alternative.kind === "exact");
    const added = emendations.filter((mark) => !exact.some(meets(mark)));
    return [...marks.filter((mark) => !added.some(meets(mark))), ...added].sort((a, b) => a.begin - b.begin);
  }

  Object.assign(parts, { partWindows, addEmended, addLongEmended, emendedMarks, withEmended });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
