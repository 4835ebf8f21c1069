// @ts-check
"use strict";
/*
 * On a reading page reached from the search (`?q=…#p12`): mark what was found, by
 * script, since text fragments cannot say which of several spellings was meant. A
 * chip tells how many marks there are, goes from one to the next and removes them.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  /** More passages than any page holds; the engine is asked for one document. */
  const LIMIT = 500;

  /** The text nodes below a node. @param {Node} root @returns {Text[]} */
  function textNodes(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
    return found;
  }

  /**
   * Mark stretches of an element's text. A stretch that runs over the border of an
   * element (a note marker, a page mark) is marked in pieces: the element stays whole.
   * @param {Element} root
   * @param {readonly [number, number][]} ranges ascending offsets into its text content
   * @returns {HTMLElement[][]} for each range its marks
   */
  function markRanges(root, ranges) {
    /** @type {HTMLElement[][]} */
    const marks = ranges.map(() => []);
    let at = 0;
    for (const node of textNodes(root)) {
      const begin = at;
      at += node.length;
      // From the end, so that offsets before a cut stay right.
      for (let number = ranges.length - 1; number >= 0; number--) {
        const from = Math.max(ranges[number][0], begin) - begin;
        const to = Math.min(ranges[number][1], at) - begin;
        if (from >= to) continue;
        if (to < node.length) node.splitText(to);
        const piece = from > 0 ? node.splitText(from) : node;
        const mark = ui.element("mark.search-match");
        piece.replaceWith(mark);
        mark.append(piece);
        marks[number].unshift(mark);
      }
    }
    return marks;
  }

  /**
   * The places of words in a text, for a passage whose page shows its text in another
   * order than the index has it (the cells of a table).
   * @param {string} text
   * @param {readonly string[]} words
   * @returns {[number, number][]}
   */
  function findWords(text, words) {
    /** @type {[number, number][]} */
    const found = [];
    for (const word of new Set(words.filter(Boolean))) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        found.push([at, at + word.length]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    // Of overlapping ones the first and longest stays.
    let end = 0;
    return found.filter(([from, to]) => from >= end && (end = to));
  }

  /**
   * Mark the matches of a hit in its passage.
   * @param {Element} passage
   * @param {{text: string, matches: [number, number][]}} hit
   */
  function markPassage(passage, { text, matches }) {
    const place = passage.querySelector(".text");
    if (place?.textContent === text) return markRanges(place, matches);
    const words = matches.map(([from, to]) => text.slice(from, to));
    return [passage.querySelector("figcaption"), ...passage.querySelectorAll("th, td, .source-line")].flatMap((cell) =>
      cell ? markRanges(cell, findWords(cell.textContent ?? "", words)) : [],
    );
  }

  /** Take the marks away and join the text they cut. */
  function removeMarks() {
    for (const mark of document.querySelectorAll("mark.search-match")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
  }

  /**
   * @param {HTMLElement[][]} marks by match
   * @param {string} query
   * @param {number} first the match to begin at
   */
  function showChip(marks, query, first) {
    const { element } = ui;
    let at = first;
    const place = element("span.search-chip__place", {});
    const say = () => (place.textContent = `${at + 1}/${marks.length}`);
    const go = (/** @type {number} */ step) => {
      for (const mark of marks[at]) mark.classList.remove("search-match--here");
      at = (at + step + marks.length) % marks.length;
      for (const mark of marks[at]) mark.classList.add("search-match--here");
      marks[at][0].scrollIntoView({ block: "center" });
      say();
    };
    const close = () => {
      removeMarks();
      chip.remove();
      const address = new URL(location.href);
      for (const name of ["q", "exact", "off"]) address.searchParams.delete(name);
      history.replaceState(history.state, "", address);
    };
    const step = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) =>
      element("button.search-button", { type: "button", "aria-label": label, onclick: () => go(by) }, sign);
    const isOne = marks.length < 2;
    const chip = element(
      "div.search-chip",
      { role: "region", "aria-label": "検索語の強調" },
      element("span.search-chip__query", {}, `「${query}」`),
      isOne ? null : step(-1, "前の一致へ", "↑"),
      place,
      isOne ? null : step(1, "次の一致へ", "↓"),
      element("button.search-button", { type: "button", onclick: close }, "検索語の強調を消す"),
    );
    say();
    document.body.append(chip);
  }

  async function arrive() {
    const state = ui.readState(location.search);
    const key = /\/documents\/([^/]+)\//.exec(location.pathname)?.[1];
    if (!state.query.trim() || !key || !document.querySelector(".passage")) return;
    const options = ui.engineOptions({ ...state, documents: [decodeURIComponent(key)] }, { limit: LIMIT, offset: 0 });
    const { hits } = await ui.engine().search(state.query, options);
    const target = decodeURIComponent(location.hash.slice(1));
    const passages = hits.flatMap((/** @type {any} */ hit) => {
      const address = ui.siteAddress(ui.base, hit.url);
      const passage = document.getElementById(new URL(address).hash.slice(1));
      return passage && ui.isSamePage(address, location.href) ? [{ hit, passage }] : [];
    });
    const order = (/** @type {any} */ one, /** @type {any} */ other) =>
      one.passage.compareDocumentPosition(other.passage) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    /** @type {HTMLElement[][]} */
    const marks = [];
    let first = 0;
    for (const { hit, passage } of passages.sort(order)) {
      if (passage.id === target) first = marks.length;
      marks.push(...markPassage(passage, hit).filter((pieces) => pieces.length));
    }
    if (marks.length) showChip(marks, state.query, Math.min(first, marks.length - 1));
  }

  Object.assign(ui, { markRanges, findWords });

  // The page is read with or without the marks: a search that fails here is not told of.
  arrive().catch(() => {});

  // The last of the files of every page: the search page can begin.
  ui.isLoaded = true;
  document.dispatchEvent(new Event("corpus-search-loaded"));
})();
