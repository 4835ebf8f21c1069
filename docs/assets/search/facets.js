// @ts-check
"use strict";
/* The filters of the search page: a state into the form and back, and the counts. */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});

  /**
   * Read the form; the view is no field of it.
   * @param {HTMLFormElement} form
   * @param {any} state the state before
   */
  function readForm(form, state) {
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const read = ui.readState(fields.toString());
    const grouped = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("grouped"));
    const rules = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[data-rule]")]);
    // A rule the engine does not offer now, but the address names, stays named.
    const off = rules.length ? rules.filter((box) => !box.checked).map((box) => box.value) : state.off;
    return { ...read, view: state.view, off, grouped: grouped ? grouped.checked : state.grouped };
  }

  /**
   * Put a state into the form.
   * @param {HTMLFormElement} form
   * @param {any} state
   */
  function fillForm(form, state) {
    /** @type {Record<string, string>} */
    const texts = { q: state.query, from: state.from, to: state.to, about_from: state.aboutFrom, about_to: state.aboutTo, sort: state.sort };
    /** @type {Record<string, (field: HTMLInputElement) => boolean>} */
    const boxes = {
      document: (field) => state.documents.includes(field.value),
      kind: (field) => state.kinds.includes(field.value),
      entity: (field) => state.entities.includes(field.value),
      exact: () => state.exact,
      grouped: () => state.grouped,
    };
    for (const field of /** @type {HTMLInputElement[]} */ ([...form.elements])) {
      if (field.dataset.rule !== undefined) field.checked = !state.off.includes(field.value);
      // A field being typed in keeps its text and its caret.
      else if (field.name in texts && field.value !== texts[field.name]) field.value = texts[field.name];
      else if (field.name in boxes) field.checked = boxes[field.name](field);
    }
    const isKwic = state.view === "kwic";
    for (const option of document.querySelectorAll("[data-of-kwic]")) /** @type {HTMLElement} */ (option).hidden = !isKwic;
  }

  /**
   * Write the counts beside the choices; a kind without hits is left out unless chosen.
   * @param {{document?: Record<string, number>, kind?: Record<string, number>} | null} facets null without a query
   */
  function showCounts(facets) {
    for (const place of /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-count]")])) {
      const choice = /** @type {HTMLElement} */ (place.closest("label"));
      const box = /** @type {HTMLInputElement} */ (choice.querySelector("input"));
      const counts = facets?.[/** @type {"kind"} */ (box.name)];
      const count = counts?.[box.value] ?? 0;
      place.textContent = counts ? String(count) : "";
      choice.classList.toggle("search-choice--none", Boolean(counts) && count === 0);
      choice.hidden = box.name === "kind" && Boolean(counts) && count === 0 && !box.checked;
    }
  }

  /**
   * Offer the rules of folding as switches, once the engine has named them.
   * @param {HTMLElement} place
   * @param {any} state
   * @param {string} form id of the form the switches belong to
   */
  function offerRules(place, state, form) {
    const rules = ui.offeredRules();
    const list = place.querySelector("[data-rules-list]");
    if (!list || list.childElementCount || !rules.length) return;
    place.hidden = false;
    for (const { key, label } of rules) {
      const box = ui.element("input", { type: "checkbox", form, value: key, "data-rule": true });
      box.checked = !state.off.includes(key);
      list.append(ui.element("label.search-choice", {}, box, ui.element("span", {}, label)));
    }
  }

  /**
   * How many filters are set, for the fold that hides them on narrow screens.
   * @param {any} state
   */
  function countFilters(state) {
    const flags = [state.exact, state.from || state.to, state.aboutFrom || state.aboutTo].filter(Boolean).length;
    return state.entities.length + state.documents.length + state.kinds.length + state.off.length + flags;
  }

  Object.assign(ui, { readForm, fillForm, showCounts, offerRules, countFilters });
})();
