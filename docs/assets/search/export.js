// @ts-check
"use strict";
/*
 * Export of occurrences as TSV and CSV, a row each, to be cited from.
 *
 * The text of a cell is never altered: a quotation taken from the file is the
 * quotation in the document. So no guard is put before a cell that begins with "=",
 * "+", "-" or "@", which a spreadsheet may take for a formula; the help of the page
 * says to import such columns as text. The one change made is in TSV, which has no
 * quoting: a tab or line break inside a cell, which no passage has, becomes a space.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  const COLUMNS = ["id", "document", "kind", "left", "node", "right", "citation", "permalink"];
  /** Spreadsheets read CSV as UTF-8 only after a byte order mark. */
  const BYTE_ORDER_MARK = "\ufeff";

  /**
   * Rows of the export, the heading first.
   * @param {readonly any[]} lines of the concordance
   * @param {{citationOf: (line: any) => string, base: string}} options base: root of the published site
   * @returns {string[][]}
   */
  function exportRows(lines, { citationOf, base }) {
    const rows = lines.map((line) => [
      line.id,
      line.document,
      line.kind,
      line.left,
      line.node,
      line.right,
      citationOf(line),
      new URL(line.permalink, base).href,
    ]);
    return [COLUMNS, ...rows];
  }

  /**
   * Tab-separated values as registered with IANA: no quoting, so no tab in a cell.
   * @param {readonly (readonly string[])[]} rows
   */
  function toTsv(rows) {
    return rows.map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, " ")).join("\t") + "\n").join("");
  }

  /**
   * Comma-separated values after RFC 4180: CRLF, a cell quoted where it has to be.
   * @param {readonly (readonly string[])[]} rows
   */
  function toCsv(rows) {
    const quoted = (/** @type {string} */ cell) =>
      /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    return BYTE_ORDER_MARK + rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");
  }

  /**
   * A file name that every system takes.
   * @param {string} query
   * @param {string} extension
   */
  function exportName(query, extension) {
    const words = query
      .normalize("NFC")
      // eslint-disable-next-line no-control-regex -- control characters are what is removed
      .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\s]+/g, "_")
      .replace(/^[._]+|[._]+$/g, "");
    return `kwic-${Array.from(words).slice(0, 40).join("") || "query"}.${extension}`;
  }

  /**
   * How an occurrence is cited in the export.
   * @param {{id: string, document: string, page?: number | null}} line
   * @param {string} name how the document is cited, e.g. 「平岩 2011」
   */
  function citationOf(line, name) {
    return [name, ui.passageNumber(line.id), ui.pageName(line.page)].filter(Boolean).join("、");
  }

  /**
   * Give a text to the reader as a file. Works without a server too.
   * @param {string} name
   * @param {string} type
   * @param {string} text
   */
  function download(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = ui.element("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    // The browser has to have begun reading before the address goes.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /**
   * Give the lines to the reader as a file.
   * @param {"tsv" | "csv"} format
   * @param {readonly any[]} lines
   * @param {{query: string, nameOf: (key: string) => string, base: string}} options
   */
  function exportLines(format, lines, { query, nameOf, base }) {
    const rows = exportRows(lines, { citationOf: (line) => citationOf(line, nameOf(line.document)), base });
    const text = format === "csv" ? toCsv(rows) : toTsv(rows);
    const type = format === "csv" ? "text/csv" : "text/tab-separated-values";
    download(exportName(query, format), `${type};charset=utf-8`, text);
  }

  Object.assign(ui, { exportRows, toTsv, toCsv, exportName, citationOf, exportLines });
  if (typeof module !== "undefined") module.exports = ui;
})();
