// @ts-check
"use strict";
/*
 * The concordance (KWIC): every occurrence with its context, sorted and grouped.
 * The pure part orders lines; `renderConcordance` makes the table.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  /**
   * One occurrence as `CorpusSearch.concordance` gives it.
   * @typedef {object} ConcordanceLine
   * @property {string} id
   * @property {string} document
   * @property {string} url
   * @property {string} permalink
   * @property {string} kind
   * @property {string} left
   * @property {string} node
   * @property {string} right
   * @property {string} [leftReading] kana of the left context from the node outwards
   * @property {string} [rightReading] kana of the right context
   */

  const ROWS_AT_ONCE = 200;
  const CONTEXT = 40;
  const WIDEST_NODE = 14;
  const collator = new Intl.Collator("ja", { numeric: true });
  // Signs between words say nothing about the order of words.
  const SIGNS_RE = /^[\p{P}\p{S}\p{Z}\s]+/u;

  /**
   * What a line is sorted by. Left contexts are read from the node outwards, so that
   * the words standing next to the node come together.
   * @param {ConcordanceLine} line
   * @param {"left" | "right"} side
   */
  function sortKey(line, side) {
    if (side === "right") return (line.rightReading ?? line.right).replace(SIGNS_RE, "");
    return (line.leftReading ?? Array.from(line.left).reverse().join("")).replace(SIGNS_RE, "");
  }

  /**
   * Sort lines; equal ones keep their reading order, a line without context comes first.
   * @param {readonly ConcordanceLine[]} lines in reading order
   * @param {"position" | "left" | "right"} order
   * @returns {ConcordanceLine[]} a new array
   */
  function sortLines(lines, order) {
    if (order === "position") return [...lines];
    return lines
      .map((line) => ({ line, key: sortKey(line, order) }))
      .sort((one, other) => collator.compare(one.key, other.key))
      .map(({ line }) => line);
  }

  /**
   * Lines in the order of the table.
   * @param {readonly ConcordanceLine[]} lines in reading order
   * @param {{sort: "position" | "left" | "right", grouped: boolean}} options
   * @returns {ConcordanceLine[]}
   */
  function arrangeLines(lines, { sort, grouped }) {
    if (!grouped) return sortLines(lines, sort);
    return [...ui.groupByDocument(lines).values()].flatMap((/** @type {ConcordanceLine[]} */ group) => sortLines(group, sort));
  }

  /**
   * The contexts as far as a table shows them, without cutting a character in two.
   * @param {ConcordanceLine} line
   */
  function shownContext(line) {
    return {
      left: line.left.slice(ui.characterStart(line.left, line.left.length - CONTEXT)),
      right: line.right.slice(0, ui.characterStart(line.right, CONTEXT)),
    };
  }

  /**
   * Width of the column of nodes: wide enough for nearly all; the rest wraps, so that
   * one long name does not take the room of every context.
   * @param {ConcordanceLine[]} lines
   * @returns {number} in widths of a Japanese character
   */
  function nodeWidth(lines) {
    const widths = lines.map(({ node }) => widthOf(node)).sort((one, other) => one - other);
    const usual = widths[Math.ceil(widths.length * 0.9) - 1] ?? 0;
    return Math.min(Math.max(usual, 2), WIDEST_NODE) + 1;
  }

  /** @param {string} text Latin letters take about half the room */
  const widthOf = (text) => text.length - (text.match(/[\u0020-\u02ff]/g)?.length ?? 0) * 0.4;

  /**
   * @param {ConcordanceLine} line
   * @param {{linkOf: (line: ConcordanceLine) => string, nameOf: (key: string) => string, grouped: boolean}} options
   */
  function renderRow(line, { linkOf, nameOf, grouped }) {
    const { element } = ui;
    const { left, right } = shownContext(line);
    const number = ui.passageNumber(line.id);
    const place = element("a", { href: linkOf(line), title: `${nameOf(line.document)} ${number}` }, number);
    return element(
      "tr",
      {},
      element(
        "th.kwic__place",
        { scope: "row" },
        grouped ? null : element("span.kwic__document", {}, nameOf(line.document)),
        place,
      ),
      // The inner span lets a long left context be cut at its beginning, not at the node.
      element("td.kwic__left", {}, element("span", {}, element("bdi", {}, left))),
      element("td.kwic__node", {}, element("mark.search-match", {}, line.node)),
      element("td.kwic__right", {}, element("span", {}, element("bdi", {}, right))),
    );
  }

  /**
   * Fill a place with the table, a stretch at a time.
   * @param {HTMLElement} place
   * @param {ConcordanceLine[]} lines in reading order
   * @param {{sort: "position" | "left" | "right", grouped: boolean, query: string,
   *   linkOf: (line: ConcordanceLine) => string, nameOf: (key: string) => string}} options
   */
  function renderConcordance(place, lines, options) {
    const { element } = ui;
    const table = element("table.kwic");
    table.style.setProperty("--kwic-node", `${nodeWidth(lines)}em`);
    table.append(
      element("caption.search-hidden", {}, `「${options.query}」の用例 ${lines.length}件`),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...[["place", "箇所"], ["left", "左文脈"], ["node", "語"], ["right", "右文脈"]].map(([name, label]) =>
            element(`th.kwic__${name}`, { scope: "col" }, label),
          ),
        ),
      ),
    );
    const arranged = arrangeLines(lines, options);
    const counts = ui.groupByDocument(lines);
    let shown = 0;
    /** @type {string | null} */
    let document = null;
    let body = element("tbody");
    table.append(body);
    const more = element("button.search-button.search-more", { type: "button", onclick: () => extend(true) });

    /** @param {boolean} isAsked whether the reader asked for more, whose focus then moves along */
    function extend(isAsked) {
      const next = arranged.slice(shown, shown + ROWS_AT_ONCE);
      /** @type {HTMLElement | null} */
      let first = null;
      for (const line of next) {
        if (options.grouped && line.document !== document) {
          document = line.document;
          const heading = element("th.kwic__group", { scope: "rowgroup", colspan: "4" }, options.nameOf(document));
          heading.append(element("span.search-count", {}, `${counts.get(document)?.length}件`));
          body = element("tbody", {}, element("tr", {}, heading));
          table.append(body);
        }
        const row = renderRow(line, options);
        first ??= row.querySelector("a");
        body.append(row);
      }
      shown += next.length;
      more.hidden = shown >= arranged.length;
      more.textContent = `さらに表示（残り${arranged.length - shown}件）`;
      if (isAsked) first?.focus();
    }

    extend(false);
    place.replaceChildren(table, more);
  }

  Object.assign(ui, { sortLines, arrangeLines, shownContext, nodeWidth, renderConcordance });
  if (typeof module !== "undefined") module.exports = ui;
})();
