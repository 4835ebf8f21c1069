// @ts-check
"use strict";
/*
 * Addresses of the search: the query as a permanent address and back, links to
 * passages that carry the query with them. Pure; nothing here touches the page.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  /**
   * What the search page shows; each field stands in its address.
   * @typedef {object} SearchState
   * @property {string} query
   * @property {boolean} exact
   * @property {string[]} documents citation keys, empty for all
   * @property {string[]} kinds passage kinds, empty for all
   * @property {string} from first year, or ""
   * @property {string} to last year, or ""
   * @property {string[]} entities ids of entities (or names), all of which a passage must name
   * @property {string} aboutFrom first year of which a passage must speak, or ""
   * @property {string} aboutTo last year, or ""
   * @property {string[]} off names of the rules switched off
   * @property {"list" | "kwic"} view
   * @property {"position" | "left" | "right"} sort order of the concordance
   * @property {boolean} grouped whether the concordance is divided by document
   */

  const ORDERS = ["position", "left", "right"];
  const YEAR_RE = /^\d{1,4}$/;

  /**
   * Read a state from the query part of an address; what is not understood is left out.
   * @param {string} search the address after its path, with or without "?"
   * @returns {SearchState}
   */
  function readState(search) {
    const parameters = new URLSearchParams(search);
    const year = (/** @type {string} */ name) => {
      // Full-width digits come from Japanese input methods.
      const value = (parameters.get(name) ?? "").normalize("NFKC").trim();
      return YEAR_RE.test(value) ? value : "";
    };
    const all = (/** @type {string} */ name) => [...new Set(parameters.getAll(name).filter(Boolean))];
    const sort = parameters.get("sort") ?? "";
    return {
      query: parameters.get("q") ?? "",
      exact: parameters.get("exact") === "1",
      documents: all("document"),
      kinds: all("kind"),
      from: year("from"),
      to: year("to"),
      entities: all("entity"),
      aboutFrom: year("about_from"),
      aboutTo: year("about_to"),
      off: all("off"),
      view: parameters.get("view") === "kwic" ? "kwic" : "list",
      sort: /** @type {SearchState["sort"]} */ (ORDERS.includes(sort) ? sort : "position"),
      grouped: parameters.get("group") !== "0",
    };
  }

  /**
   * Write a state as the query part of an address; what is usual is left out, so
   * that one state has one address.
   * @param {SearchState} state
   * @returns {string} "" or "?q=…"
   */
  function writeState(state) {
    const parameters = matchingParameters(state);
    for (const key of state.documents) parameters.append("document", key);
    for (const kind of state.kinds) parameters.append("kind", kind);
    if (state.from) parameters.append("from", state.from);
    if (state.to) parameters.append("to", state.to);
    for (const id of state.entities) parameters.append("entity", id);
    if (state.aboutFrom) parameters.append("about_from", state.aboutFrom);
    if (state.aboutTo) parameters.append("about_to", state.aboutTo);
    if (state.view === "kwic") {
      parameters.append("view", "kwic");
      if (state.sort !== "position") parameters.append("sort", state.sort);
      if (!state.grouped) parameters.append("group", "0");
    }
    const text = parameters.toString();
    return text ? `?${text}` : "";
  }

  /**
   * The part of a state that decides what is marked in a passage.
   * @param {Pick<SearchState, "query" | "exact" | "off">} state
   */
  function matchingParameters(state) {
    const parameters = new URLSearchParams();
    if (state.query) parameters.append("q", state.query);
    if (state.exact) parameters.append("exact", "1");
    for (const rule of state.off) parameters.append("off", rule);
    return parameters;
  }

  /**
   * The options `CorpusSearch` takes for a state.
   * @param {SearchState} state
   * @param {object} [paging] limit and offset
   */
  function engineOptions(state, paging = {}) {
    /** @type {Record<string, unknown>} */
    const filters = {};
    if (state.documents.length) filters.document = state.documents;
    if (state.kinds.length) filters.kind = state.kinds;
    const range = (/** @type {string} */ from, /** @type {string} */ to) => [from ? Number(from) : 0, to ? Number(to) : 9999];
    if (state.from || state.to) filters.year = range(state.from, state.to);
    if (state.entities.length) filters.entity = state.entities;
    if (state.aboutFrom || state.aboutTo) filters.about = range(state.aboutFrom, state.aboutTo);
    const rules = Object.fromEntries(state.off.map((rule) => [rule, false]));
    return { ...paging, filters, exact: state.exact, rules };
  }

  /**
   * Make a site-relative address absolute. A copy of the site opened from disk has
   * no server to answer a folder with its index page, so there the page is named.
   * @param {string} base address of the site's root, with a final slash
   * @param {string} url site-relative, perhaps with a query and a fragment
   * @param {URLSearchParams} [parameters] put into the address before the fragment
   */
  function siteAddress(base, url, parameters) {
    const address = new URL(url, base);
    for (const [name, value] of parameters ?? []) address.searchParams.append(name, value);
    if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
    return address.href;
  }

  /**
   * Tell whether two addresses lead to the same page (query and fragment apart).
   * @param {string} one
   * @param {string} other
   */
  function isSamePage(one, other) {
    const pathOf = (/** @type {string} */ address) => {
      const { origin, pathname } = new URL(address);
      return origin + pathname.replace(/index\.html$/, "");
    };
    return pathOf(one) === pathOf(other);
  }

  Object.assign(ui, { readState, writeState, matchingParameters, engineOptions, siteAddress, isSamePage });
  if (typeof module !== "undefined") module.exports = ui;
})();
