// @ts-check
"use strict";
/*
 * What is shown of a passage that was found: its text cut into plain and marked
 * segments, an excerpt round the matches, its locator, the reasons. Pure.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  /** @typedef {{text: string, marked: boolean}} Segment */
  /** @typedef {[number, number]} Match half-open, in code units */

  const GAP = "…";
  /** As on the reading pages, see scripts/edition/render/passages.py. */
  const KIND_NAMES = {
    paragraph: "段落",
    list_item: "項目",
    note: "注",
    table: "表",
    figure: "図",
    reference: "文献",
    front: "前付",
    quotation: "引用",
  };
  const REASON_NAMES = {
    word: "語形",
    folded: "表記ゆれ",
    variant: "字体・異表記",
    alias: "別名",
    reading: "読み",
  };
  /** As on the pages of the entities, see scripts/edition/render/entity_page.py. */
  const TYPE_NAMES = {
    person: "人物",
    event: "出来事",
    organisation: "機関・組織",
    agreement: "協定・文書",
    meeting: "会議・協議",
    exercise: "演習・部隊",
    concept: "概念・戦略",
    place: "国・地名",
    weapon: "兵器・計画",
  };
  const NUMBER_NAMES = { n: "注", t: "表", f: "図" };

  /**
   * Cut `begin:end` of a text into segments; matches outside it are ignored.
   * @param {string} text
   * @param {readonly Match[]} matches ascending, not overlapping
   * @param {number} [begin]
   * @param {number} [end]
   * @returns {Segment[]}
   */
  function segmentsOf(text, matches, begin = 0, end = text.length) {
    /** @type {Segment[]} */
    const segments = [];
    let at = begin;
    for (const [from, to] of matches) {
      const start = Math.max(from, at);
      const stop = Math.min(to, end);
      if (stop <= start) continue;
      if (start > at) segments.push({ text: text.slice(at, start), marked: false });
      segments.push({ text: text.slice(start, stop), marked: true });
      at = stop;
    }
    if (at < end) segments.push({ text: text.slice(at, end), marked: false });
    return segments;
  }

  /**
   * Move an offset back to the beginning of the character it would cut in two.
   * @param {string} text
   * @param {number} offset
   */
  function characterStart(text, offset) {
    if (offset <= 0) return 0;
    if (offset >= text.length) return text.length;
    const code = text.charCodeAt(offset);
    return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
  }

  /**
   * Choose the stretches of a text to show: as many matches as fit, each with context.
   * @param {string} text
   * @param {readonly Match[]} matches
   * @param {number} length about how many code units to show
   * @returns {Match[]}
   */
  function windowsOf(text, matches, length) {
    if (text.length <= length) return [[0, text.length]];
    if (!matches.length) return [[0, characterStart(text, length)]];
    const around = Math.max(12, Math.floor(length / 5));
    /** @type {Match[]} */
    const windows = [];
    let used = 0;
    for (const [from, to] of matches) {
      const begin = Math.max(0, from - around);
      // A match longer than the excerpt is cut, not shown whole.
      const end = Math.min(text.length, Math.min(to, from + length) + around);
      const last = windows.at(-1);
      const isJoined = last !== undefined && begin <= last[1] + 4;
      const added = isJoined ? Math.max(0, end - last[1]) : end - begin;
      if (windows.length && used + added > length) break;
      if (isJoined) last[1] = Math.max(last[1], end);
      else windows.push([begin, end]);
      used += added;
    }
    const last = /** @type {Match} */ (windows.at(-1));
    last[1] = Math.min(text.length, last[1] + Math.max(0, length - used));
    return windows.map(([begin, end]) => [characterStart(text, begin), characterStart(text, end)]);
  }

  /**
   * An excerpt as segments, left-out text shown by an ellipsis.
   * @param {string} text
   * @param {readonly Match[]} matches
   * @param {number} length
   * @returns {Segment[]}
   */
  function excerptOf(text, matches, length) {
    const windows = windowsOf(text, matches, length);
    /** @type {Segment[]} */
    const segments = [];
    let at = 0;
    for (const [begin, end] of windows) {
      if (begin > at) segments.push({ text: GAP, marked: false });
      segments.push(...segmentsOf(text, matches, begin, end));
      at = end;
    }
    if (at < text.length) segments.push({ text: GAP, marked: false });
    return segments;
  }

  /**
   * The number of a passage as the margin of the reading page shows it.
   * @param {string} id
   */
  function passageNumber(id) {
    const [, letter, number] = /\.([a-z]?)(\d+)$/.exec(id) ?? ["", "", id];
    const name = NUMBER_NAMES[/** @type {"n"} */ (letter)];
    return name ? `${name}${number}` : `¶${number}`;
  }

  /**
   * The page of the source a passage begins on, as the marks of the reading pages say it.
   * @param {number | null | undefined} page page of the file; the printed number may differ
   */
  function pageName(page) {
    return page ? `原文${page}頁目` : "";
  }

  /**
   * Where a passage stands in its document: section, number, page.
   * @param {{id: string, divisionTitle?: string | null, page?: number | null}} hit
   * @returns {string[]}
   */
  function locatorOf(hit) {
    return [hit.divisionTitle ?? "", passageNumber(hit.id), pageName(hit.page)].filter(Boolean);
  }

  /** @param {string} kind */
  function kindName(kind) {
    return KIND_NAMES[/** @type {"note"} */ (kind)] ?? kind;
  }

  /** @param {string} type of an entity */
  function typeName(type) {
    return TYPE_NAMES[/** @type {"person"} */ (type)] ?? type;
  }

  /**
   * Divide hits or lines by document, documents in the order in which they first occur.
   * @template {{document: string}} T
   * @param {readonly T[]} things
   * @returns {Map<string, T[]>}
   */
  function groupByDocument(things) {
    /** @type {Map<string, T[]>} */
    const groups = new Map();
    for (const thing of things) {
      const group = groups.get(thing.document);
      if (group) group.push(thing);
      else groups.set(thing.document, [thing]);
    }
    return groups;
  }

  /**
   * Say why a passage was found, where that is not plain from the text.
   * @param {readonly {kind: string, query: string, matched: string, label?: string | null, reading?: string}[] | undefined} reasons
   * @returns {{name: string, text: string}[]} each said once
   */
  function reasonsOf(reasons) {
    /** @type {Map<string, {name: string, text: string}>} */
    const said = new Map();
    for (const reason of reasons ?? []) {
      const name = reason.label || REASON_NAMES[/** @type {"alias"} */ (reason.kind)];
      if (reason.kind === "exact" || !name || reason.query === reason.matched) continue;
      const isEmended = reason.reading !== undefined;
      const text = isEmended ? `${reason.reading}（原文は「${reason.matched}」）` : `${reason.query} → ${reason.matched}`;
      said.set(`${name} ${text}`, { name, text });
    }
    return [...said.values()];
  }

  Object.assign(ui, {
    segmentsOf,
    characterStart,
    excerptOf,
    passageNumber,
    pageName,
    locatorOf,
    kindName,
    typeName,
    groupByDocument,
    reasonsOf,
  });
  if (typeof module !== "undefined") module.exports = ui;
})();
