// @ts-check
"use strict";
/*
 * The nodes of the search box, and its answers as options of a listbox, grouped by
 * document (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const { element, icon } = ui;

  const LABEL = "本文・注・表を検索";
  const LIST = "search-box-list";
  const EXCERPT = 84;
  // Outlines of Material Design Icons (magnify, arrow-left, close).
  const GLASS =
    "M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.516 6.516 0 0 1 9.5 16 6.5 6.5 0 0 1 3 9.5 6.5 6.5 0 0 1 9.5 3m0 2C7 5 5 7 5 9.5S7 14 9.5 14 14 12 14 9.5 12 5 9.5 5Z";
  const BACK = "M20 11v2H8l5.5 5.5-1.42 1.42L4.16 12l7.92-7.92L13.5 5.5 8 11h12Z";
  const CLEAR =
    "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12 19 6.41Z";

  /** @param {string} name @param {string} label @param {string} outline */
  function iconButton(name, label, outline) {
    return element(`button.search-box__icon.search-box__${name}`, { type: "button", "aria-label": label }, icon(outline));
  }

  /**
   * The nodes of the box by name; `root` holds them all.
   * @returns {Record<string, any>}
   */
  function buildBox() {
    const field = element("input.search-box__field", {
      type: "search",
      name: "q",
      role: "combobox",
      placeholder: LABEL,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      "aria-label": LABEL,
      "aria-expanded": "false",
      "aria-controls": LIST,
      "aria-autocomplete": "list",
      "aria-keyshortcuts": "/ Control+K Meta+K",
    });
    const back = iconButton("back", "検索を閉じる", BACK);
    const clear = iconButton("clear", "検索語を消す", CLEAR);
    clear.hidden = true;
    const form = element(
      "form.search-box__form",
      { role: "search", method: "get", action: ui.siteAddress(ui.base, "search/") },
      back,
      element("span.search-box__icon.search-box__glass", {}, icon(GLASS)),
      field,
      element("kbd.search-box__key", { "aria-hidden": "true" }, "/"),
      clear,
    );
    const trouble = element("div.search-trouble", { hidden: true });
    const status = element("p.search-box__status", { role: "status" });
    const notices = element("div.search-notices", { hidden: true });
    const list = element("div.search-box__list", { id: LIST, role: "listbox", "aria-label": "検索結果" });
    const keys = element("p.search-box__keys", { "aria-hidden": "true" }, "↑↓ 選ぶ　Enter 開く　Esc 閉じる");
    const output = element("div.search-box__output", { hidden: true }, trouble, status, notices, list, keys);
    const open = element(
      "button.md-header__button.md-icon.search-box__open",
      { type: "button", "aria-label": "検索を開く", "aria-expanded": "false" },
      icon(GLASS),
    );
    const root = element("div.search-box", {}, open, element("div.search-box__panel", {}, form, output));
    return { root, open, form, field, back, clear, output, trouble, status, notices, list, keys };
  }

  /**
   * An option that is a link, so that it can also be opened in a new tab.
   * @param {string} name
   * @param {string} id
   * @param {string} href
   * @param {...(Node | string | null)} children
   */
  function option(name, id, href, ...children) {
    const attributes = { id, href, role: "option", tabindex: "-1", "aria-selected": "false" };
    return element(`a.search-option${name}`, attributes, ...children);
  }

  /**
   * @param {any} hit
   * @param {string} id
   * @param {URLSearchParams} parameters carried to the passage, so that it is marked there
   */
  function hitOption(hit, id, parameters) {
    const excerpt = ui.excerptOf(hit.text, hit.matches ?? [], EXCERPT);
    return option(
      "",
      id,
      ui.siteAddress(ui.base, hit.url, parameters),
      element("span.search-option__text", {}, ...ui.markedNodes(excerpt)),
      element(
        "span.search-option__place",
        {},
        hit.kind === "paragraph" ? null : element("span.search-kind", {}, ui.kindName(hit.kind)),
        element("span", {}, ui.locatorOf(hit).join(" · ")),
        ...ui.reasonsOf(hit.reasons).map((/** @type {{name: string, text: string}} */ { name, text }) =>
          element("span.search-reason", {}, `${name}：${text}`),
        ),
      ),
    );
  }

  /**
   * An entity as an option: it leads to the page on it.
   * @param {any} entity
   * @param {string} id
   */
  function entityOption({ label, reading, type, mentions, url }, id) {
    return option(
      ".search-option--entity",
      id,
      ui.siteAddress(ui.base, url),
      element("b", {}, label),
      element("span", {}, reading),
      element("span.search-kind", {}, ui.typeName(type)),
      mentions ? count(`${mentions}回`) : null,
    );
  }

  /** @param {string} text */
  const count = (text) => element("span.search-count", {}, text);

  /**
   * Fill the listbox with an answer.
   * @param {HTMLElement} list
   * @param {any} result answer of `CorpusSearch.search`
   * @param {string} query
   */
  function renderOptions(list, result, query) {
    const parameters = new URLSearchParams({ q: query });
    const page = (/** @type {string} */ q) => ui.siteAddress(ui.base, "search/", new URLSearchParams({ q }));
    let number = 0;
    list.replaceChildren();
    const { entities = [] } = result;
    if (entities.length) {
      const heading = `${LIST}-entities`;
      list.append(
        element(
          "div.search-group",
          { role: "group", "aria-labelledby": heading },
          element("div.search-group__name", { id: heading }, "項目", count(`${entities.length}件`)),
          ...entities.map((/** @type {any} */ entity) => entityOption(entity, `${LIST}-${number++}`)),
        ),
      );
    }
    for (const [key, hits] of ui.groupByDocument(result.hits)) {
      const heading = `${LIST}-group-${key}`;
      const total = result.facets?.document?.[key] ?? hits.length;
      list.append(
        element(
          "div.search-group",
          { role: "group", "aria-labelledby": heading },
          element("div.search-group__name", { id: heading }, ui.nameOf(key), count(`${total}件`)),
          ...hits.map((/** @type {any} */ hit) => hitOption(hit, `${LIST}-${number++}`, parameters)),
        ),
      );
    }
    if (result.total) {
      list.append(option(".search-option--all", `${LIST}-all`, page(query), `すべての結果を見る（${result.total}件）`));
      return;
    }
    for (const { term, n } of result.suggestions ?? []) {
      list.append(option(".search-option--term", `${LIST}-${number++}`, page(term), term, count(`${n}件`)));
    }
  }

  /**
   * What a screen reader is told, and the line above the answers shows.
   * @param {any} result
   */
  function boxSummary(result) {
    const { length } = result.entities ?? [];
    return `${length ? `項目${length}件、` : ""}${passageSummary(result)}`;
  }

  /** @param {any} result */
  function passageSummary(result) {
    if (!result.total) return result.suggestions?.length ? "見つかりません。近い語：" : "見つかりません。";
    const documents = Object.values(result.facets?.document ?? {}).filter(Boolean).length;
    return documents ? `${result.total}件（${documents}資料）` : `${result.total}件`;
  }

  Object.assign(ui, { buildBox, renderOptions, boxSummary });
})();
