// @ts-check
// One word of a query: the strings it is searched under, and the passages they stand in.
"use strict";
((parts) => {
  /** With more texts to read than this, those without a sign that is asked for are left out first. */
  const MANY = 64;
  /** Texts looked through at once. */
  const AT_ONCE = 256;
  /** The tier of each kind of match; the order of the hits follows it first. */
  const TIERS = { exact: 6, folded: 5, variant: 5, alias: 4, reading: 3, inside: 2, word: 1 };
  /** With fewer contiguous hits than this, passages that hold the word's parts apart are added. */
  const FEW = 5;

  /**
   * @typedef {object} WordResult
   * @property {string} text as typed
   * @property {boolean} isName whether it is a run of words searched as one
   * @property {Uint8Array} tier by passage, 0 where the word is not found
   * @property {Uint8Array} rank by passage, the higher the earlier among the alternatives is the best one found
   * @property {Map<number, number[]>} offsets folded offsets by passage, where known
   * @property {any[]} alternatives those that were found
   * @property {Map<number, number[]>} emended numbers of windows by passage, where an editor suggests what was asked
   * @property {any[]} postings of the word's terms
   * @property {Uint8Array | null} isWhole passages in which the word is made of whole terms
   * @property {number} length of the word in characters
   */

  /**
   * @param {any} context store, folders and rules of this search
   * @param {{text: string, exact: boolean, isName?: boolean, isPart?: boolean, isOfName?: boolean, passages?: string}} word
   *   `passages` as the index writes them, where it has them with the word
   * @returns {Promise<WordResult>}
   */
  async function resolveWord(context, word) {
    const { store } = context;
    const isExact = word.exact || context.exact;
    const foldRules = isExact ? context.foldExact : context.foldRules;
    const folded = parts.fold(word.text, context.foldAll).text;
    const plain = parts.fold(word.text, foldRules).text;
    const tier = new Uint8Array(store.manifest.n);
    /** @type {Map<number, number[]>} */
    const offsets = new Map();
    /** @type {WordResult} */
    const result = { text: word.text, isName: word.isName === true, tier, rank: new Uint8Array(store.manifest.n), offsets, alternatives: [], emended: new Map(), postings: [], isWhole: null, length: Array.from(folded).length };
    const signs = parts.fold(word.text, context.foldExact).text.trim();
    if (!folded) return signs ? findSigns(context, signs, result) : result;

    const isSegmented = parts.isSegmented(folded);
    if (isSegmented) {
      // All that a Japanese word may ask for below, at once instead of step by step.
      const characters = Array.from(folded);
      await Promise.all(parts.startsIn(characters).map((/** @type {number} */ at) => store.shardFor(characters[at] + characters[at + 1])));
    }
    /** @type {any[]} */
    const alternatives = [{ folded, pattern: plain, fold: foldRules, kind: "exact", rule: null, passages: word.passages }];
    if (!isExact && !word.isOfName) {
      const others = await parts.alternativesOf(context, folded);
      for (const other of others) alternatives.push({ ...other, pattern: other.folded, fold: context.foldAll });
    }
    const hasWord = await parts.latinBeginnings(store, folded);
    await addAlternatives(context, result, alternatives, { isExact, hasWord });
    if (isSegmented && !isExact && !word.isPart && !tier.some(Boolean)) {
      const read = await parts.readInside(context, folded);
      await addAlternatives(context, result, read.map((/** @type {any} */ one) => ({ ...one, pattern: one.folded, fold: context.foldAll })), { isExact, hasWord });
    }
    if (!isExact && !tier.some(Boolean)) await parts.addLongEmended(context, result, folded);
    if (result.alternatives.length > 1) for (const list of offsets.values()) list.sort((a, b) => a - b);
    // Of a date the year here and the month there are nothing.
    const isTogether = isExact || word.isName === true || parts.isDate(folded);
    if ((isSegmented || result.alternatives.length) && !word.isOfName) await addTerms(context, folded, result, isTogether);
    if (isSegmented && !isTogether && !word.isPart && !context.isNarrowed && (context.isLoose || !tier.some(Boolean))) await addParts(context, folded, result);
    return result;
  }

  /**
   * Add to a word where its alternatives stand.
   * @param {any} context @param {WordResult} result @param {any[]} alternatives the principal ones first
   * @param {{isExact: boolean, hasWord: Uint8Array | null}} options passages in which a Latin word begins so, where it is one
   */
  async function addAlternatives(context, result, alternatives, { isExact, hasWord }) {
    const { store } = context;
    const { tier, rank, offsets } = result;
    const found = await Promise.all(alternatives.map((one) => occurrencesOf(store, one)));
    for (const [i, one] of alternatives.entries()) {
      const isAsked = one.kind === "exact";
      const { found: inTexts, windows } = parts.partWindows(store, found[i]);
      if (!isExact) await parts.addEmended(context, result, one, i, found[i], windows);
      let occurrences = inTexts;
      if (isAsked && (isExact || context.isNarrowed)) occurrences = await verify(context, occurrences, one);
      if (!occurrences.keys.length) continue;
      result.alternatives.push(one);
      for (const key of occurrences.keys) {
        const passage = Math.floor(key / parts.WIDTH);
        const kind = isAsked && occurrences.folded.has(key) ? "folded" : one.kind;
        const isInside = isAsked && hasWord !== null && !hasWord[passage];
        tier[passage] = Math.max(tier[passage], isInside ? TIERS.inside : TIERS[/** @type {"exact"} */ (kind)]);
        // Names and readings come with the principal ones first.
        rank[passage] = Math.max(rank[passage], 255 - i);
        if (!occurrences.placed) continue;
        const list = offsets.get(passage);
        if (list) list.push(key % parts.WIDTH);
        else offsets.set(passage, [key % parts.WIDTH]);
      }
    }
  }

  /**
   * Where an alternative stands and means what is asked.
   * @param {any} store
   * @param {{folded: string, passages?: string, within?: string, joints?: number[], places?: Map<number, [number, number][]>}} alternative
   */
  async function occurrencesOf(store, { folded, passages, within, joints, places }) {
    if (places) return { keys: Array.from(places.keys(), (passage) => passage * parts.WIDTH), folded: new Set(), placed: false };
    if (passages) return parts.readPassages(passages);
    const found = await parts.occurrencesOf(store, folded, joints);
    if (!within) return found;
    const meant = new Set(parts.readPassages(within).keys);
    return { ...found, keys: found.keys.filter((/** @type {number} */ key) => meant.has(key - (key % parts.WIDTH))) };
  }

  /**
   * For a word that stands nowhere, or not where the other words do: the passages that hold all its parts, each in any of its forms.
   * @param {any} context @param {string} folded @param {WordResult} result
   */
  async function addParts(context, folded, result) {
    const pieces = [];
    let at = 0;
    for (const { begin, end } of await parts.segmentsOf(context, folded, true)) {
      if (begin > at) pieces.push(folded.slice(at, begin));
      pieces.push(folded.slice(begin, end));
      at = end;
    }
    if (at > 0 && at < folded.length) pieces.push(folded.slice(at));
    if (pieces.length < 2) return;
    const found = await Promise.all(pieces.map((text) => resolveWord(context, { text, exact: false, isPart: true })));
    let isFound = false;
    for (let passage = 0; passage < result.tier.length; passage += 1) {
      if (result.tier[passage] || !found.every(({ tier }) => tier[passage])) continue;
      result.tier[passage] = TIERS.word;
      isFound = true;
    }
    if (!isFound) return;
    result.postings.push(...found.flatMap(({ postings }) => postings));
    result.alternatives.push(...found.flatMap(({ alternatives }) => alternatives.map((one) => ({ ...one, kind: "word", rule: null }))));
    context.notice("scattered", `「${result.text}」の続いた一致がないため、その語を含む箇所を示しています。`);
  }

  /**
   * Keep the occurrences that hold under the rules in force.
   *
   * Where the query's own characters are untouched by the rules that are off, literal
   * occurrences hold as they are; all others are looked up in the texts.
   * @param {any} context @param {any} occurrences
   * @param {{folded: string, pattern: string, fold: (cluster: string) => string}} alternative
   */
  async function verify(context, occurrences, { folded, pattern, fold }) {
    if (fold === context.foldExact && Array.from(pattern).length === 1) return { ...occurrences, keys: await passagesWith(context.store, pattern), folded: new Set() };
    const isPlain = pattern === folded;
    const withSigns = fold === context.foldExact && occurrences.keys.length > MANY ? await passagesWithSigns(context, pattern) : null;
    /** @type {Map<number, boolean>} */
    const holds = new Map();
    for (const key of occurrences.keys) {
      const passage = Math.floor(key / parts.WIDTH);
      const isCertain = isPlain && !occurrences.folded.has(key);
      if (withSigns && !isCertain && !withSigns.has(passage)) continue;
      holds.set(passage, holds.get(passage) || isCertain);
    }
    await Promise.all(
      [...holds].map(async ([passage, isCertain]) => {
        if (isCertain) return;
        const { row } = await context.store.textOf(passage);
        holds.set(passage, parts.fold(row[7], fold).text.includes(pattern));
      }),
    );
    const keys = occurrences.keys.filter((/** @type {number} */ key) => holds.get(Math.floor(key / parts.WIDTH)));
    return { ...occurrences, keys };
  }

  /**
   * The passages that have every character of a string which folding changes or drops; null where it has none.
   * @param {any} context @param {string} pattern @returns {Promise<Set<number> | null>}
   */
  async function passagesWithSigns({ store, foldAll }, pattern) {
    const signs = Array.from(pattern).filter((character) => character.trim() && parts.fold(character, foldAll).text !== character);
    return signs.length ? new Set(await passagesWithAll(store, signs)) : null;
  }

  /**
   * The passages that have every one of some characters as it is.
   * @param {any} store @param {string[]} characters @returns {Promise<number[]>}
   */
  async function passagesWithAll(store, characters) {
    const lists = await Promise.all([...new Set(characters)].map((character) => passagesWith(store, character)));
    const [first = [], ...others] = lists.sort((a, b) => a.length - b.length);
    const sets = others.map((list) => new Set(list));
    return first.filter((key) => sets.every((set) => set.has(key))).map((key) => key / parts.WIDTH);
  }

  /**
   * The passages that have a character as it is, but for width and case.
   * @param {any} store @param {string} character @returns {Promise<number[]>} keys
   */
  async function passagesWith(store, character) {
    const written = await store.find(character, "c", character);
    if (written === undefined) return [];
    const { keys, folded } = parts.readPassages(written);
    return keys.filter((/** @type {number} */ key) => !folded.has(key) && key < store.manifest.n * parts.WIDTH);
  }

  /**
   * A query of nothing but signs that folding drops: the passages that have them all, and where
   * there are several, read whether they stand so.
   * @param {any} context @param {string} signs @param {WordResult} result
   */
  async function findSigns(context, signs, result) {
    const { store } = context;
    context.notice("signs", "記号だけなので、文字どおりに検索しました。");
    result.alternatives.push({ folded: signs, pattern: signs, fold: context.foldExact, kind: "exact", rule: null });
    result.length = signs.length;
    const characters = Array.from(signs.replace(/\s/gu, ""));
    const found = await passagesWithAll(store, characters);
    const look = async (/** @type {number} */ passage) => {
      const { row } = await store.textOf(passage);
      if (parts.fold(row[7], context.foldExact).text.includes(signs)) result.tier[passage] = TIERS.exact;
    };
    if (signs === characters[0]) for (const passage of found) result.tier[passage] = TIERS.exact;
    // Some at a time: a browser refuses thousands of requests at once.
    else for (let at = 0; at < found.length; at += AT_ONCE) await Promise.all(found.slice(at, at + AT_ONCE).map(look));
    return result;
  }

  /**
   * Add what the terms of the word tell: whole words, and passages with its parts apart.
   * @param {any} context @param {string} folded @param {WordResult} result @param {boolean} isTogether whether its parts apart do not count
   */
  async function addTerms(context, folded, result, isTogether) {
    const { store } = context;
    /** @type {{term: string, begin: number, end: number}[]} */
    const terms = await parts.termsIn(store, folded);
    const postings = await Promise.all(terms.map(({ term }) => parts.postingsOf(store, term)));
    result.postings = postings.filter(Boolean);
    if (!terms.length) return;
    const counts = new Uint8Array(store.manifest.n);
    for (const posting of postings) if (posting) for (const passage of posting.fields[0].passages) counts[passage] += 1;
    const covered = terms.reduce((sum, { begin, end }) => sum + end - begin, 0);
    if (covered === result.length) result.isWhole = counts.map((count) => (count === terms.length ? 1 : 0));

    let n = 0;
    for (const value of result.tier) if (value) n += 1;
    if (isTogether || terms.length < 2 || (n >= FEW && !context.isLoose) || context.isNarrowed || covered < result.length - 2) return;
    let added = 0;
    for (let passage = 0; passage < counts.length; passage += 1) {
      if (counts[passage] !== terms.length || result.tier[passage]) continue;
      result.tier[passage] = TIERS.word;
      added += 1;
    }
    if (!added) return;
    const characters = Array.from(folded);
    for (const { begin, end } of terms) {
      const part = characters.slice(begin, end).join("");
      result.alternatives.push({ folded: part, pattern: part, fold: context.foldAll, kind: "word", rule: null });
    }
    context.notice("scattered", `「${result.text}」の続いた一致が少ないため、その語を含む箇所も示しています。`);
  }

  Object.assign(parts, { TIERS, resolveWord });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
