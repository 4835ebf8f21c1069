// @ts-check
// What a citation says: templates made at build time (scripts/edition/citations/templates.py and formats.py) with
// passage number, page, address and date put in. Touches no page; citation.js does. The Python twins are named below.

/**
 * Outside the function, so that citation.js can name them too.
 * @typedef {{text: string, html?: string}} Part
 * @typedef {{document: Part[], passage?: Part[]}} StyleTemplates
 * @typedef {{id: string, name: string, parts: string[], labels: Record<string, string>,
 *   pages: {file: string, printed: string}, templates: Record<string, StyleTemplates>}} Style
 * @typedef {{id: string, name: string, takesQuotation: boolean,
 *   templates: Record<string, {document: string, passage?: string}>}} Export
 * @typedef {{format: number, styles: Style[], exports: Export[]}} Templates
 * @typedef {{element: HTMLElement, id: string, key: string, title: string, url: string, quotation: string}} Target
 * @typedef {{labels: string[], texts: string[], text: string, html: string}} Citation
 * @typedef {{EVENT: string, cite: (style: Style, target: Target) => Citation,
 *   exportText: (format: Export, target: Target) => Citation}} CitationMaker
 */

(() => {
  "use strict";

  const EVENT = "event";
  const SERIES = { "": "para", n: "note", t: "table", f: "figure" };
  const NAMES = { para: "段落", note: "注", table: "表", figure: "図" };
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");
  const SLOT = /⟦([a-z]+)(?::([a-z]+))?⟧/g;

  /**
   * Twin of `written_date` in templates.py.
   * @param {string} form
   * @param {Date} date
   */
  function writtenDate(form, date) {
    const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    if (form === "mdy") return `${MONTHS[month - 1]} ${day}, ${year}`;
    if (form === "dmy") return `${day} ${SHORT_MONTHS[month - 1]} ${year}`;
    if (form === "ja") return `${year}年${month}月${day}日`;
    if (form === "parts") return `${year}, ${month}, ${day}`;
    if (form === "slashes") return `${year}/${two(month)}/${two(day)}/`;
    return `${year}-${two(month)}-${two(day)}`;
  }

  /** @param {string} text */
  const escapeHtml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /**
   * Twin of `fill` in templates.py.
   * @param {string} template
   * @param {Record<string, string>} values
   * @param {(text: string) => string} escape
   */
  const fill = (template, values, escape = (text) => text) =>
    template.replace(SLOT, (_, name, form) =>
      escape(name === "accessed" ? writtenDate(form, new Date()) : (values[name] ?? "")),
    );

  /**
   * What the target's number and page are; events have neither.
   * @param {Target} target
   */
  function placeOf(target) {
    const [, series, number] = target.id.match(/\.([ntf]?)(\d+)$/) ?? ["", "", ""];
    const { printed, page } = target.element.dataset;
    return {
      kind: /** @type {keyof typeof NAMES} */ (SERIES[/** @type {keyof typeof SERIES} */ (series)]),
      number,
      page: printed ?? page ?? "",
      isPrinted: printed !== undefined,
    };
  }

  /**
   * @param {Style} style
   * @param {Target} target
   * @returns {Citation}
   */
  function cite(style, target) {
    const templates = style.templates[target.key];
    const place = placeOf(target);
    const page = place.page ? style.pages[place.isPrinted ? "printed" : "file"].replace("⟦p⟧", place.page) : "";
    const values = { url: target.url, title: target.title, n: place.number, label: style.labels[place.kind] ?? "", page };
    const parts = templates.passage ?? templates.document;
    const texts = parts.map((part) => fill(part.text, values));
    const rich = parts.map((part) => fill(part.html ?? escapeHtml(part.text), values, escapeHtml));
    return {
      labels: style.parts,
      texts,
      text: texts.join("\n"),
      html: parts.some((part) => part.html) ? rich.map((text) => `<p>${text}</p>`).join("") : "",
    };
  }

  /**
   * Twin of `fill_export` in formats.py: a line with an empty slot is left out.
   * @param {Export} format
   * @param {Target} target
   * @returns {Citation}
   */
  function exportText(format, target) {
    const place = placeOf(target);
    const named = place.isPrinted ? `${place.page}頁、推定` : `ファイルの${place.page}頁`;
    /** @type {Record<string, string>} */
    const values = {
      id: target.id,
      url: target.url,
      title: target.title,
      place: `${NAMES[place.kind]}${place.number}${place.page ? `（${named}）` : ""}`,
      printed: place.isPrinted ? `[${place.page}]` : "",
    };
    const templates = format.templates[target.key];
    const lines = (templates.passage ?? templates.document)
      .split("\n")
      .filter((line) => [...line.matchAll(SLOT)].every(([, name]) => name === "accessed" || values[name]));
    let text = fill(lines.join("\n"), values).trimEnd();
    if (format.takesQuotation && target.quotation) {
      const markdown = format.id === "markdown";
      const words = markdown ? target.quotation.replace(/[\\`*_[\]<>]/g, "\\$&") : target.quotation;
      text = markdown ? `「${words}」（${text}）` : `「${words}」 ${text}`;
    }
    return { labels: [""], texts: [text], text, html: "" };
  }

  /** @type {CitationMaker} */
  const maker = Object.freeze({ EVENT, cite, exportText });
  /** @type {any} */ (window).EditionCitation = maker;
})();
