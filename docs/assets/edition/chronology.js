// @ts-check
// The general chronology narrowed down: the state of the filters lives in the address, so that it can be linked.
// Without this script the list is complete and the form stays hidden.

(() => {
  "use strict";

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.chronology-filter"));
  if (!form) return;
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".decade li.event")]);
  const count = /** @type {HTMLElement} */ (form.querySelector(".chronology-count"));
  const share = /** @type {HTMLAnchorElement} */ (form.querySelector("[data-share]"));
  const fields = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.querySelectorAll("select, input")]);
  const jumps = [...document.querySelectorAll(".jumps li")];

  /**
   * @param {string | undefined} words
   * @param {string} wanted
   */
  const holds = (words, wanted) => (words ?? "").split(" ").includes(wanted);

  /** @returns {URLSearchParams} the filters that are set */
  function read() {
    const query = new URLSearchParams();
    for (const field of fields) {
      const isOff = field instanceof HTMLInputElement && field.type === "checkbox" && !field.checked;
      if (field.value && !isOff) query.set(field.name, field.value);
    }
    return query;
  }

  /** Set the filters as the address says; what is no choice is left out. */
  function restore() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = query.get(field.name) ?? "";
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = value === "1";
        continue;
      }
      field.value = value;
      // A select without such a choice is left with none.
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {URLSearchParams} query
   */
  function matches(item, query) {
    const { timelines, documents, kind, actors, years } = item.dataset;
    const timeline = query.get("timeline");
    if (timeline && !(timeline === "none" ? !timelines : holds(timelines, timeline))) return false;
    const key = query.get("document");
    if (key && !holds(documents, key)) return false;
    if (query.has("kind") && query.get("kind") !== kind) return false;
    const actor = query.get("actor");
    if (actor && !holds(actors, actor)) return false;
    if (query.has("differs") && !item.querySelector(".differs-sign")) return false;
    if (query.has("several") && !(documents ?? "").includes(" ")) return false;
    // An open end reaches as far as one asks.
    const [first, last] = (years ?? "").split("/");
    if (query.has("from") && last && Number(last) < Number(query.get("from"))) return false;
    if (query.has("to") && first && Number(first) > Number(query.get("to"))) return false;
    return true;
  }

  /** Show what fits, hide what is empty, say how many there are. */
  function apply() {
    const query = read();
    let shown = 0;
    for (const item of items) {
      item.hidden = !matches(item, query);
      if (!item.hidden) shown += 1;
    }
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".decade section.year"))) {
      section.hidden = !section.querySelector("li.event:not([hidden])");
    }
    for (const decade of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".decade"))) {
      const n = decade.querySelectorAll("li.event:not([hidden])").length;
      const heading = /** @type {HTMLElement | null} */ (decade.previousElementSibling);
      decade.hidden = n === 0;
      if (!heading) continue;
      heading.hidden = n === 0;
      const jump = jumps.find((item) => item.querySelector("a")?.hash === `#${heading.id}`);
      const number = jump?.querySelector(".count");
      if (jump instanceof HTMLElement) jump.hidden = n === 0;
      if (number) number.textContent = String(n);
    }
    const total = count.dataset.total ?? "";
    count.textContent = String(query) ? `${shown}件（全${total}件のうち）` : `${total}件`;
    if (shown === 0) count.textContent = `0件。条件に合う出来事はない（全${total}件）`;
    share.href = String(query) ? `?${query}` : "./";
    return query;
  }

  /** Write the filters into the address; the place on the page stays. */
  function remember() {
    const query = apply();
    history.replaceState(history.state, "", String(query) ? `?${query}` : location.pathname);
  }

  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(remember));
  window.addEventListener("popstate", () => {
    restore();
    apply();
  });
  restore();
  apply();
  form.hidden = false;
  // The list above a linked event may have become shorter.
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
})();
