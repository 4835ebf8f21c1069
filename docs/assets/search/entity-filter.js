// @ts-check
"use strict";
/*
 * Entities on the search page: those a query names as its first answers, the chosen ones
 * as chips, the field that adds one, and those most often named in the hits.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const MOST_OFFERED = 8;

  /** Labels of entities by what the address calls them. @type {Map<string, string>} */
  const labels = new Map();

  /** @param {string} id */
  const labelOf = (id) => labels.get(id) ?? id;

  /** Whether a state asks for something without any word. @param {any} state */
  function isNarrowing(state) {
    return state.entities.length > 0 || Boolean(state.aboutFrom || state.aboutTo);
  }

  /** What a state asks for, in a word: its query, else its entities, else its years. @param {any} state */
  function topicOf(state) {
    if (state.query.trim()) return state.query;
    if (state.entities.length) return state.entities.map(labelOf).join("・");
    return `${state.aboutFrom}–${state.aboutTo}年`;
  }

  /**
   * The entities a query names, above its passages.
   * @param {HTMLElement} place
   * @param {readonly any[]} [entities]
   */
  function renderAnswers(place, entities = []) {
    const { element } = ui;
    place.replaceChildren(
      ...entities.map(({ label, reading, type, mentions, url }) =>
        element(
          "li.search-answer",
          {},
          element("a", { href: ui.siteAddress(ui.base, url) }, element("b", {}, label)),
          element("span", {}, reading),
          element("span.search-kind", {}, ui.typeName(type)),
          mentions ? element("span.search-count", {}, `${mentions}回`) : null,
        ),
      ),
    );
    place.hidden = entities.length === 0;
  }

  /**
   * Show the chosen entities as chips, which are fields of the form.
   * @param {HTMLElement} place
   * @param {any} state
   * @param {string} form id of the form
   * @param {(state: any) => void} go
   */
  function showChips(place, state, form, go) {
    const { element } = ui;
    place.replaceChildren(
      ...state.entities.map((/** @type {string} */ id) => {
        const remove = () => {
          go({ ...state, entities: state.entities.filter((/** @type {string} */ other) => other !== id) });
          /** @type {HTMLElement | null} */ (document.querySelector("[data-entity-field]"))?.focus();
        };
        return element(
          "span.search-entity",
          {},
          element("input", { type: "hidden", name: "entity", value: id, form }),
          element("span", {}, labelOf(id)),
          element("button", { type: "button", "aria-label": `項目「${labelOf(id)}」の絞り込みを外す`, onclick: remove }, "×"),
        );
      }),
    );
  }

  /**
   * Offer the entities most often named in the hits as choices.
   * @param {HTMLElement} place
   * @param {readonly any[] | undefined} counted
   * @param {any} state
   * @param {string} form id of the form
   */
  function showEntityCounts(place, counted, state, form) {
    const { element } = ui;
    const offered = (counted ?? []).filter(({ id, label }) => !state.entities.some((/** @type {string} */ one) => one === id || one === label));
    place.replaceChildren(
      ...offered.map(({ id, label, type, count }) =>
        element(
          "label.search-choice",
          { title: ui.typeName(type) },
          element("input", { type: "checkbox", name: "entity", value: id, form }),
          element("span", {}, label),
          element("span.search-count", {}, String(count)),
        ),
      ),
    );
  }

  /** Remember what an answer calls the entities. @param {any} result */
  function learnEntities(result) {
    for (const { asked, id, label } of result.chosen ?? []) labels.set(asked, label).set(id, label);
    for (const { id, label } of result.facets?.entity ?? []) labels.set(id, label);
  }

  /**
   * Let a field add an entity: by name, reading or the beginning of a name.
   * @param {HTMLInputElement} field
   * @param {(id: string | null, typed: string) => void} choose null where there is none
   */
  function watchEntityField(field, choose) {
    const list = /** @type {HTMLDataListElement} */ (field.list);
    let asked = 0;
    const ask = (/** @type {number} */ limit) => ui.engine().entities(field.value.trim(), { limit });
    const typing = ui.watchTyping(field, async () => {
      const number = ++asked;
      const found = field.value.trim() ? await ask(MOST_OFFERED).catch(() => []) : [];
      if (number !== asked) return;
      list.replaceChildren(...found.map((/** @type {any} */ { label, type }) => ui.element("option", { value: label }, ui.typeName(type))));
    });
    const take = async () => {
      const typed = field.value.trim();
      if (!typed || typing.isComposing()) return;
      asked += 1;
      const found = await ask(1).catch(() => null);
      if (!found || field.value.trim() !== typed) return;
      if (found[0]) labels.set(found[0].id, found[0].label);
      field.value = "";
      list.replaceChildren();
      choose(found[0]?.id ?? null, typed);
    };
    field.addEventListener("change", take);
    // A choice out of the list is meant at once.
    field.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).inputType === "insertReplacementText") take();
    });
  }

  Object.assign(ui, { isNarrowing, topicOf, renderAnswers, showChips, showEntityCounts, learnEntities, watchEntityField });
  if (typeof module !== "undefined") module.exports = ui;
})();
