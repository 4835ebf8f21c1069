// @ts-check
// Several words that are one: names in Latin letters have blanks inside.
"use strict";
((parts) => {
  const MOST_IN_NAME = 8;
  const LATIN_RE = /^[\p{Script=Latin}\p{N}\p{P}]+$/u;

  /** @typedef {{text: string, exact: boolean, negative: boolean}} Word */

  /** Whether a group is one word without operators. @param {Word[]} group */
  const isPlain = (group) => group.length === 1 && !group[0].exact;

  /** @param {Word[]} group */
  const isLatin = (group) => isPlain(group) && LATIN_RE.test(group[0].text);

  /** @param {Word[][]} groups */
  const textOf = (groups) => groups.map(([{ text }]) => text).join(" ");

  /**
   * Put neighbouring Latin words together; in an exact search they are meant as they stand.
   * @param {Word[][]} groups
   * @returns {Word[][]}
   */
  function joinLatin(groups) {
    /** @type {Word[][]} */
    const joined = [];
    for (const [i, group] of groups.entries()) {
      const last = joined[joined.length - 1];
      if (i > 0 && isLatin(group) && isLatin(groups[i - 1])) joined[joined.length - 1] = [{ ...last[0], text: textOf([last, group]) }];
      else joined.push(group);
    }
    return joined;
  }

  /**
   * Runs of plain words that are a name the lexicon knows, or Latin words that
   * stand so in some passage.
   * @param {any} context
   * @param {Word[][]} groups
   * @returns {Promise<{first: number, last: number, isKnown: boolean, word: any}[]>} with the name resolved as one word
   */
  async function namesOf(context, groups) {
    /** @type {{first: number, last: number, isKnown: boolean, word: any}[]} */
    const found = [];
    if (context.exact) return found;
    for (let first = 0; first < groups.length - 1; first += 1) {
      for (let last = Math.min(groups.length - 1, first + MOST_IN_NAME - 1); last > first; last -= 1) {
        const run = groups.slice(first, last + 1);
        if (!run.every(isPlain)) continue;
        const text = textOf(run);
        const folded = parts.fold(text, context.foldAll).text;
        const isKnown = await parts.isName(context, folded);
        if (!isKnown && !run.every(isLatin)) continue;
        const passages = await context.store.find(parts.nameHeadOf(folded), "n", folded);
        const word = await parts.resolveWord(context, { text, exact: false, isName: true, passages });
        if (!word.alternatives.length) continue;
        found.push({ first, last, isKnown, word });
        first = last;
        break;
      }
    }
    return found;
  }

  /**
   * The groups with those marked that make up a Latin name the lexicon knows. Its other names are sought for the whole:
   * the Ministry of Foreign Affairs is not meant by "foreign" and "affairs" under theirs.
   * @param {Word[][]} groups @param {{first: number, last: number, isKnown: boolean}[]} names
   */
  function apart(groups, names) {
    const isOfName = (/** @type {number} */ at) => names.some(({ first, last, isKnown }) => isKnown && first <= at && at <= last);
    return groups.map((group, at) => (isLatin(group) && isOfName(at) ? group.map((word) => ({ ...word, isOfName: true })) : group));
  }

  Object.assign(parts, { joinLatin, namesOf, apart });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
