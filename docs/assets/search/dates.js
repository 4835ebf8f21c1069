// @ts-check
// Dates in a query, and how the passages that mean them write them (scripts/edition/search/dates.py).
"use strict";
((parts) => {
  const TAIL_RE = /(?:(代)|([0-9〇一二三四五六七八九十]{1,3})[月월](?:([0-9〇一二三四五六七八九十]{1,3})[日일])?)?/uy;
  /** 2021/12/2, 2021/12; 2021-12-02 and 2021.12.02, which folding makes one number. */
  const NUMERIC_RE = /(?<![0-9])([0-9]{4})(?:\/([0-9]{1,2})(?:\/([0-9]{1,2}))?|([0-9]{2})([0-9]{2}))(?![0-9/])/gu;

  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  /** December 2, 2021; 2 December 2021; December 2021. */
  const ENGLISH_RE =
    /(?<![a-z0-9])([0-9]{0,2})(?:st|nd|rd|th)?(?:of)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?:([0-9]{1,2})(?:st|nd|rd|th)?,)?,?([0-9]{4})(?![0-9])/gu;

  /** @param {string} year @param {string} [month] @param {string} [day] @returns {string | null} null where no calendar has it */
  function edtfOf(year, month, day) {
    if (month === undefined) return year;
    if (Number(month) < 1 || Number(month) > 12) return null;
    const date = `${year}-${month.padStart(2, "0")}`;
    if (day === undefined) return date;
    return Number(day) < 1 || Number(day) > 31 ? null : `${date}-${day.padStart(2, "0")}`;
  }

  /**
   * The days, months, years and decades of a folded text.
   * @param {string} folded
   * @returns {{edtf: string, begin: number, end: number}[]} in code units
   */
  function datesIn(folded) {
    const found = [];
    for (const { key, begin, end } of parts.quantitiesIn(folded)) {
      const [, year] = /^([0-9]{4})[年년]$/u.exec(key) ?? [];
      if (!year) continue;
      TAIL_RE.lastIndex = end;
      const [tail, decade, ...rest] = /** @type {RegExpExecArray} */ (TAIL_RE.exec(folded));
      const numbers = rest.map((written) => (written === undefined ? undefined : (parts.parseNumber(written) ?? "0")));
      const edtf = decade ? (year.endsWith("0") ? `${year.slice(0, 3)}X` : null) : edtfOf(year, ...numbers);
      if (edtf) found.push({ edtf, begin, end: end + tail.length });
    }
    for (const match of folded.matchAll(NUMERIC_RE)) {
      const edtf = edtfOf(match[1], match[2] ?? match[4], match[3] ?? match[5]);
      if (edtf) found.push({ edtf, begin: match.index, end: match.index + match[0].length });
    }
    for (const match of /[a-z]/u.test(folded) ? folded.matchAll(ENGLISH_RE) : []) {
      const [all, before, month, behind, year] = match;
      const edtf = edtfOf(year, String(MONTHS.indexOf(month) + 1), behind ?? (before || undefined));
      if (edtf) found.push({ edtf, begin: match.index, end: match.index + all.length });
    }
    return found;
  }

  /** Whether a folded word is nothing but a date with a month. @param {string} folded */
  function isDate(folded) {
    return datesIn(folded).some(({ edtf, begin, end }) => edtf.includes("-") && begin === 0 && end === folded.length);
  }

  /**
   * Other ways to write the dates of a word, each with the passages in which it means that date.
   * @param {any} store @param {string} folded
   * @returns {Promise<{form: string, within: string, joints: number[]}[]>} the word with a date written so; passages as the index
   *   writes them; the places in code points at which it was put together
   */
  async function datedForms(store, folded) {
    const found = [];
    for (const { edtf, begin, end } of datesIn(folded)) {
      const written = await store.find(edtf.slice(0, 4), "d", edtf);
      const cells = written ? written.split(" ") : [];
      for (let i = 0; i < cells.length; i += 2) {
        const before = folded.slice(0, begin) + cells[i];
        const joints = [Array.from(folded.slice(0, begin)).length, Array.from(before).length];
        found.push({ form: before + folded.slice(end), within: cells[i + 1], joints });
      }
    }
    return found;
  }

  /**
   * Whether a date stands in a text by itself: 12月2日 not in 2010年12月2日, 25年 not in 1925年 or 25年7月.
   * @param {string} text folded @param {number} at @param {string} form
   */
  function standsAsDate(text, at, form) {
    if (/^[0-9]/u.test(form) && /[0-9年]/u.test(text[at - 1] ?? "")) return false;
    return !/[0-9年月]$/u.test(form) || !/[0-9]/u.test(text[at + form.length] ?? "");
  }

  Object.assign(parts, { datesIn, isDate, datedForms, standsAsDate });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
