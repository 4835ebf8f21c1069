// @ts-check
// From what a reader types to groups of words. Wrong syntax is text, never an error.
"use strict";
((parts) => {
  /** Longer input is cut: nobody types it, and every character costs a look-up. */
  const LONGEST = 200;
  const MOST_WORDS = 24;
  const FIELDS = new Map([
    ["document", "document"], ["資料", "document"], ["doc", "document"],
    ["kind", "kind"], ["種別", "kind"],
    ["year", "year"], ["年", "year"],
    ["entity", "entity"], ["項目", "entity"],
    ["about", "about"], ["時期", "about"],
  ]);
  const KINDS = new Map([
    ["本文", "paragraph"], ["段落", "paragraph"], ["text", "paragraph"], ["注", "note"], ["脚注", "note"], ["註", "note"], ["表", "table"],
    ["図", "figure"], ["項目", "list_item"], ["箇条", "list_item"], ["文献", "reference"], ["参考文献", "reference"], ["前付", "front"], ["引用", "quotation"],
  ]);
  const BLANK_RE = /[\s\u3000\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]+/u;

  /** What a filter may be given between quotes: a name with blanks inside. */
  const FIELD_RE = /^([^\s\u3000:："“”＂|｜]{1,8})[:：]["“”＂]([^"“”＂]*)["“”＂]/u;

  // Not behind a filter: in "年:2011 日韓" a word follows.
  const SPACED_DATE_RE = /(?<!(?:年|時期|year|about)[:：][^ \u3000]{0,12})(?<=[0-9０-９])[ \u3000]+(?=[年月日者国次回世かカヵヶケ箇])|(?<=[0-9０-９] ?[年月년월])[ \u3000]+(?=[0-9０-９])/gu;

  const OPERATOR_RE = /["“”＂|｜:：]|(?:^|[\s\u3000])[-－−]|(?:^|[\s\u3000])OR(?:$|[\s\u3000])/u;

  /**
   * @typedef {{text: string, exact: boolean, negative: boolean}} Word
   * @typedef {{groups: Word[][], negatives: Word[], filters: {document: string[], kind: string[], year: [number, number] | null,
   *   entity: string[], about: [number, number] | null},
   *   notices: {code: string, text: string}[], interpreted: string}} Query
   */

  /** Cut input into pieces: phrases in ASCII or curly quotes, else runs without blanks. @param {string} input */
  function cut(input) {
    /** @type {{text: string, exact: boolean, sign: boolean}[]} */
    const pieces = [];
    let isOpen = false;
    let rest = input;
    while (rest) {
      const blank = BLANK_RE.exec(rest);
      if (blank && blank.index === 0) {
        rest = rest.slice(blank[0].length);
        continue;
      }
      const field = FIELD_RE.exec(rest);
      if (field && FIELDS.has(field[1].toLowerCase()) && field[2].trim()) {
        pieces.push({ text: `${field[1]}:${field[2].trim()}`, exact: false, sign: false });
        rest = rest.slice(field[0].length);
        continue;
      }
      const phrase = /^([-－−]?)["“”＂]([^"“”＂]*)["“”＂]/u.exec(rest);
      if (phrase) {
        if (phrase[2].trim()) pieces.push({ text: phrase[2].trim(), exact: true, sign: phrase[1] !== "" });
        rest = rest.slice(phrase[0].length);
        continue;
      }
      // A bar stands for OR also without blanks round it.
      const bar = /^[|｜]+/u.exec(rest);
      if (bar) {
        pieces.push({ text: "OR", exact: false, sign: false });
        rest = rest.slice(bar[0].length);
        continue;
      }
      if (/^["“”＂]/u.test(rest)) {
        isOpen = true;
        rest = rest.slice(1);
        continue;
      }
      const end = rest.search(/[\s\u3000\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff|｜"“”＂]/u);
      const text = end < 0 ? rest : rest.slice(0, end);
      const sign = /^[-－−]./su.test(text) && !/^[-－−]+$/u.test(text);
      pieces.push({ text: sign ? text.slice(1) : text, exact: false, sign });
      rest = rest.slice(text.length);
    }
    return { pieces, isOpen };
  }

  const noFilters = () => ({ document: [], kind: [], year: null, entity: [], about: null });

  /** @param {string} value "2011", "2010..2012", "2010-2012", "1990年代" @returns {[number, number] | null} */
  function parseYears(value) {
    const decade = /^(\d{3})0年代$/u.exec(value.normalize("NFKC"));
    if (decade) return [Number(`${decade[1]}0`), Number(`${decade[1]}9`)];
    const match = /^(\d{4})?(?:(\.\.|-|~|〜|～|–|―)(\d{4})?)?年?$/u.exec(value.normalize("NFKC").replace(/年/gu, ""));
    if (!match || (!match[1] && !match[3])) return null;
    const first = match[1] ? Number(match[1]) : 0;
    const last = match[2] ? (match[3] ? Number(match[3]) : 9999) : first;
    return first <= last ? [first, last] : [last, first];
  }

  /**
   * Texts as which a whole input may be meant to the letter: what stands between quotes
   * at its two ends, and the input itself in an exact search or where it has signs that
   * are operators elsewhere.
   * @param {string} input @param {boolean} isExact
   */
  function literalsOf(input, isExact) {
    const text = String(input ?? "");
    if (!text.trim() || text.length > LONGEST) return [];
    const phrase = /^\s*["“”＂](.+)["“”＂]\s*$/su.exec(text);
    const whole = { text: isExact ? text : text.trim(), isSyntax: !isExact };
    const inside = phrase && phrase[1].trim() ? [{ text: phrase[1], isSyntax: false }] : [];
    if (isExact) return [whole, ...inside];
    return OPERATOR_RE.test(text) ? [...inside, whole] : inside;
  }

  /** The query that asks for a text to the letter. @param {string} text @returns {Query} */
  function literalQuery(text) {
    const filters = noFilters();
    return { groups: [[{ text, exact: true, negative: false }]], negatives: [], filters, notices: [], interpreted: `"${text}"` };
  }

  /** Close up spaced dates outside quotes. @param {string} text */
  function closeDates(text) {
    const pieces = text.split(/(["“”＂][^"“”＂]*["“”＂])/u);
    return pieces.map((piece, i) => (i % 2 ? piece : piece.replace(SPACED_DATE_RE, ""))).join("");
  }

  /** Keep the first of equal entries. @template T @param {T[]} entries @returns {T[]} */
  function unique(entries) {
    const seen = new Set();
    return entries.filter((entry) => {
      const key = JSON.stringify(entry);
      return !seen.has(key) && seen.add(key);
    });
  }

  /**
   * @param {string} input anything at all
   * @param {boolean} [isExact] whether spaces count, so that dates are left as they are
   * @returns {Query}
   */
  function parseQuery(input, isExact = false) {
    /** @type {Query} */
    const query = { groups: [], negatives: [], filters: noFilters(), notices: [], interpreted: "" };
    const note = (/** @type {string} */ code, /** @type {string} */ text) => {
      if (!query.notices.some((notice) => notice.code === code)) query.notices.push({ code, text });
    };
    let text = String(input ?? "");
    const characters = text.length > LONGEST ? Array.from(text) : null;
    if (characters && characters.length > LONGEST) {
      text = characters.slice(0, LONGEST).join("");
      note("shortened", `検索語が長いため、初めの${LONGEST}字で検索しました。`);
    }
    // Dates as some of the documents space them are one word: 1953 年 7 月 27 日.
    const { pieces, isOpen } = cut(isExact ? text : closeDates(text));
    if (isOpen) note("syntax-as-text", "閉じていない引用符は無視して検索しました。");
    if (pieces.length > MOST_WORDS) {
      pieces.length = MOST_WORDS;
      note("shortened", `検索語が多いため、初めの${MOST_WORDS}語で検索しました。`);
    }
    let joins = false;
    for (const [place, { text: piece, exact, sign }] of pieces.entries()) {
      const isOr = piece === "OR" && !exact && !sign;
      if (isOr && query.groups.length > 0 && place < pieces.length - 1 && !joins) {
        joins = true;
        continue;
      }
      if (isOr) {
        note("syntax-as-text", "前後に語のない OR は演算子として扱いませんでした。");
        if (joins || pieces.length > 1) continue;
      }
      if (!exact && !sign && takeFilter(query, piece, note)) {
        joins = false;
        continue;
      }
      const word = { text: piece, exact, negative: sign };
      if (sign) query.negatives.push(word);
      else if (joins) query.groups[query.groups.length - 1].push(word);
      else query.groups.push([word]);
      joins = false;
    }
    const hasFilter = Object.values(query.filters).some((value) => (Array.isArray(value) ? value.length : value));
    if (!query.groups.length && query.negatives.length && !hasFilter) {
      // Nothing but exclusions: everything else would be the answer. Search them as text.
      query.groups = query.negatives.map((word) => [{ ...word, text: word.text, negative: false }]);
      query.negatives = [];
      note("syntax-as-text", "除外する語だけの検索はできないため、その語を検索しました。");
    }
    // A word twice asks no more than once; but a name may hold one in two places (Ministry of … of …).
    query.groups = query.groups.map(unique);
    query.groups = query.groups.filter((group, i, all) => !i || JSON.stringify(group) !== JSON.stringify(all[i - 1]));
    query.negatives = unique(query.negatives);
    query.interpreted = interpret(query);
    return query;
  }

  /**
   * Take `資料:…`, `種別:…`, `年:…`, `項目:…`, `時期:…`; anything else stays text.
   * @param {Query} query @param {string} piece @param {(code: string, text: string) => void} note
   */
  function takeFilter(query, piece, note) {
    const match = /^([^:：]{1,8})[:：](.+)$/su.exec(piece);
    const field = match && FIELDS.get(match[1].toLowerCase());
    if (!match || !field) return false;
    const value = match[2];
    if (field === "document" || field === "entity") query.filters[field].push(value);
    else if (field === "kind") {
      const kind = KINDS.get(value) ?? ([...KINDS.values()].includes(value.toLowerCase()) ? value.toLowerCase() : null);
      if (!kind) {
        note("syntax-as-text", `種別「${value}」はないため、文字どおりに検索しました。`);
        return false;
      }
      query.filters.kind.push(kind);
    } else {
      const years = parseYears(value);
      if (!years) {
        note("syntax-as-text", `「${piece}」は年として読めないため、文字どおりに検索しました。`);
        return false;
      }
      query.filters[field === "about" ? "about" : "year"] = years;
    }
    return true;
  }

  /** How a query was understood, for the reader. @param {Query} query */
  function interpret(query) {
    const show = (/** @type {Word} */ word) => (word.exact ? `"${word.text}"` : word.text);
    const groups = query.groups.map((group) => (group.length > 1 ? `(${group.map(show).join(" OR ")})` : show(group[0])));
    return [...groups, ...query.negatives.map((word) => `-${show(word)}`)].join(" ");
  }

  Object.assign(parts, { literalsOf, literalQuery, parseQuery, parseYears });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
