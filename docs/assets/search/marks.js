// @ts-check
// Where the words of a query stand in a text, and why they matched.
"use strict";
((parts) => {
  /**
   * @typedef {object} Alternative one string a word is searched under
   * @property {string} pattern what to look for in the text folded by `fold`
   * @property {(cluster: string) => string} fold
   * @property {string} kind "exact", "variant", "alias", "reading", "word", "emendation" or "entity"
   * @property {string | null} rule
   * @property {boolean} [isWord] whether it must not stand inside a Latin word
   * @property {string} [within] what a date has: it must not stand inside another
   * @property {Map<number, [number, number][]>} [places] where it stands, by passage, if that is not told by a pattern
   * @property {string} [reading] what an editor suggests in place of the marked characters
   * @typedef {{begin: number, end: number, alternative: Alternative}} Mark in code units of the text
   */

  /**
   * Every occurrence of the alternatives of a word in a text; where alternatives
   * overlap, the earlier one stays; of those that begin together what was asked, then the longer one.
   * @param {string} text
   * @param {Alternative[]} alternatives
   * @param {number} passage
   * @returns {Mark[]} ascending
   */
  function marksIn(text, alternatives, passage) {
    const foldedBy = new Map();
    /** @type {Mark[]} */
    const found = [];
    for (const alternative of alternatives) {
      const { pattern, fold } = alternative;
      for (const [begin, end] of alternative.places?.get(passage) ?? []) found.push({ begin, end, alternative });
      if (!pattern) continue;
      let whole = foldedBy.get(fold);
      if (!whole) foldedBy.set(fold, (whole = parts.fold(text, fold)));
      for (let at = whole.text.indexOf(pattern); at >= 0; at = whole.text.indexOf(pattern, at + pattern.length)) {
        const begin = whole.begins[at];
        const end = whole.ends[at + pattern.length - 1];
        if (alternative.within && !parts.standsAsDate(whole.text, at, pattern)) continue;
        if (!alternative.isWord || standsAlone(text, begin, end)) found.push({ begin, end, alternative });
      }
    }
    const isOther = (/** @type {Mark} */ { alternative }) => Number(alternative.kind !== "exact");
    found.sort((a, b) => a.begin - b.begin || isOther(a) - isOther(b) || b.end - a.end);
    const kept = [];
    let behind = 0;
    for (const mark of found) {
      if (mark.begin < behind) continue;
      kept.push(mark);
      behind = mark.end;
    }
    return kept;
  }

  /** Whether no Latin letter or digit touches a stretch. @param {string} text @param {number} begin @param {number} end */
  function standsAlone(text, begin, end) {
    const isLetter = (/** @type {string} */ c) => /[a-z0-9]/u.test((c ?? "").normalize("NFKC").toLowerCase());
    return !isLetter(text[begin - 1]) && !isLetter(text[end]);
  }

  /** Merge stretches that touch or overlap. @param {Mark[]} marks @returns {[number, number][]} */
  function spansOf(marks) {
    /** @type {[number, number][]} */
    const spans = [];
    for (const { begin, end } of [...marks].sort((a, b) => a.begin - b.begin)) {
      const last = spans[spans.length - 1];
      if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
      else spans.push([begin, end]);
    }
    return spans;
  }

  /**
   * Why a word matched in a text, each reason once.
   * @param {any} word as `resolveWord` gives it
   * @param {Mark[]} marks
   * @param {string} text
   * @param {any} context
   */
  function reasonsFor(word, marks, text, context) {
    /** @type {Map<string, {kind: string, query: string, matched: string, rule: string | null, label: string | null}>} */
    const reasons = new Map();
    for (const { begin, end, alternative } of marks) {
      if (alternative.kind === "entity") continue;
      const matched = text.slice(begin, end);
      let { kind, rule } = alternative;
      if (kind === "exact" && parts.fold(matched, context.foldExact).text !== parts.fold(word.text, context.foldExact).text) {
        kind = "folded";
        rule = ruleBetween(word.text, matched, context.store.variants);
      }
      const { reading } = alternative;
      const key = kind === "exact" ? kind : `${kind} ${matched} ${reading ?? ""}`;
      const label = rule ? (parts.RULE_LABELS[rule] ?? null) : null;
      if (!reasons.has(key)) reasons.set(key, { kind, query: word.text, matched, rule, label, ...(reading !== undefined && { reading }) });
    }
    return [...reasons.values()];
  }

  /** The first rule that by itself makes two spellings one. @param {string} one @param {string} other @param {Map<string, string>} variants */
  function ruleBetween(one, other, variants) {
    const isOne = (/** @type {string[]} */ rules) => {
      const fold = parts.folder(rules, variants);
      return parts.fold(one, fold).text === parts.fold(other, fold).text;
    };
    return parts.FOLD_RULES.find((/** @type {string} */ rule) => isOne(["width", rule])) ?? "blanks";
  }

  Object.assign(parts, { marksIn, spansOf, reasonsFor });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
