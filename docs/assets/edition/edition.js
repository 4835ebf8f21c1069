// @ts-check
// Notes, names and dates readable in place: a card beside the marker, by pointer, keyboard and touch.
// Without this script the marker is a link to the note, the entity or the index of dates.

(() => {
  "use strict";

  const OPEN_DELAY = 120;
  const CLOSE_DELAY = 250;

  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLAnchorElement | null} */
  let owner = null;
  /** @type {number | undefined} */
  let timer;

  const MARKERS = "a.note-ref, a.app-ref, a.mention, a.date";
  const ANNOTATION = "a.app-ref, a.mention, a.date";

  /**
   * What a marker has to say: the note it points to, the gloss of a name, a date in words.
   * @param {HTMLAnchorElement} marker
   * @returns {HTMLElement | null}
   */
  function noteOf(marker) {
    if (marker.matches(".mention")) {
      const entity = marker.pathname.match(/\/entities\/([a-z0-9-]+)\//)?.[1];
      return document.querySelector(`.page-names [data-entity="${entity}"]`);
    }
    if (marker.matches(".date")) {
      const said = document.createElement("p");
      const value = document.createElement("code");
      value.textContent = marker.dataset.edtf ?? "";
      said.append(`${marker.dataset.said ?? ""} `, value);
      return said;
    }
    const note = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
    return note?.querySelector("p") ?? null;
  }

  /** @returns {boolean} whether the reader wants to see names, dates and editorial notes */
  const isAnnotated = () => document.documentElement.dataset.annotation !== "off";

  /** @returns {HTMLElement} */
  function makeCard() {
    const element = document.createElement("div");
    element.className = "note-card md-typeset";
    element.id = "note-card";
    element.setAttribute("role", "tooltip");
    element.hidden = true;
    element.addEventListener("pointerenter", () => window.clearTimeout(timer));
    element.addEventListener("pointerleave", () => closeSoon());
    document.body.append(element);
    return element;
  }

  /** @param {HTMLAnchorElement} marker */
  function open(marker) {
    const note = noteOf(marker);
    if (!note) return;
    card ??= makeCard();
    const copy = /** @type {HTMLElement} */ (note.cloneNode(true));
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const back of copy.querySelectorAll(".note-back")) back.remove();
    card.replaceChildren(copy);
    card.hidden = false;
    owner?.removeAttribute("aria-describedby");
    owner = marker;
    marker.setAttribute("aria-describedby", card.id);
    place(marker, card);
  }

  /**
   * Below the marker, inside the window.
   * @param {HTMLElement} marker
   * @param {HTMLElement} element
   */
  function place(marker, element) {
    const at = marker.getBoundingClientRect();
    const width = element.offsetWidth;
    const room = document.documentElement.clientWidth;
    const left = Math.min(Math.max(8, at.left - width / 3), room - width - 8);
    const below = at.bottom + element.offsetHeight + 12 < window.innerHeight;
    const top = below ? at.bottom + 6 : Math.max(8, at.top - element.offsetHeight - 6);
    element.style.left = `${left + window.scrollX}px`;
    element.style.top = `${top + window.scrollY}px`;
  }

  function close() {
    window.clearTimeout(timer);
    if (card) card.hidden = true;
    owner?.removeAttribute("aria-describedby");
    owner = null;
  }

  function closeSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(close, CLOSE_DELAY);
  }

  /**
   * @param {EventTarget | null} target
   * @returns {HTMLAnchorElement | null}
   */
  function markerAt(target) {
    const marker = target instanceof Element ? target.closest(MARKERS) : null;
    if (!(marker instanceof HTMLAnchorElement)) return null;
    return !isAnnotated() && marker.matches(ANNOTATION) ? null : marker;
  }

  document.addEventListener("pointerover", (event) => {
    const marker = markerAt(event.target);
    if (!marker || event.pointerType === "touch") return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => open(marker), OPEN_DELAY);
  });
  document.addEventListener("pointerout", (event) => {
    if (markerAt(event.target) && event.pointerType !== "touch") closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const marker = markerAt(event.target);
    if (marker?.matches(":focus-visible")) open(marker);
    else if (owner && !card?.contains(/** @type {Node} */ (event.target))) close();
  });
  // A tap opens the card; a second tap, a click or Enter follows the link to the note.
  document.addEventListener("click", (event) => {
    const marker = markerAt(event.target);
    const touch = /** @type {PointerEvent} */ (event).pointerType === "touch";
    if (marker && touch && owner !== marker) {
      event.preventDefault();
      open(marker);
    } else if (!card?.contains(/** @type {Node} */ (event.target))) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) close();
  });
  window.addEventListener("resize", close);
})();

// The switch that takes names, dates and editorial notes out of sight; the choice is kept.
(() => {
  "use strict";

  const KEY = "edition.annotation";
  const LINKS = ".text a.mention, .text a.date, .text a.app-ref, figure a.mention";

  /** @returns {boolean} */
  function wanted() {
    try {
      return window.localStorage.getItem(KEY) !== "off";
    } catch {
      return true;
    }
  }

  /** @param {boolean} on */
  function keep(on) {
    try {
      if (on) window.localStorage.removeItem(KEY);
      else window.localStorage.setItem(KEY, "off");
    } catch {
      // A browser that keeps nothing: the choice holds for this page.
    }
  }

  /** @param {boolean} on */
  function show(on) {
    if (on) delete document.documentElement.dataset.annotation;
    else document.documentElement.dataset.annotation = "off";
    for (const link of document.querySelectorAll(LINKS)) {
      if (on) link.removeAttribute("tabindex");
      else link.setAttribute("tabindex", "-1");
    }
  }

  const head = document.querySelector(".page-head");
  if (!head || !document.querySelector(LINKS)) return;
  const control = document.createElement("button");
  control.type = "button";
  control.className = "annotation-switch";
  const draw = (/** @type {boolean} */ on) => {
    control.setAttribute("aria-pressed", String(on));
    control.textContent = on ? "注記（名・日付・校注）：表示" : "注記（名・日付・校注）：非表示";
  };
  control.addEventListener("click", () => {
    const on = control.getAttribute("aria-pressed") !== "true";
    keep(on);
    show(on);
    draw(on);
  });
  draw(wanted());
  show(wanted());
  head.append(control);
})();
