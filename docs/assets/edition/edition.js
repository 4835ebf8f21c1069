// @ts-check
// Notes readable in place: a card beside the marker, by pointer, keyboard and touch.
// Without this script the marker is a link to the note and back.

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

  /**
   * The text of the note a marker points to.
   * @param {HTMLAnchorElement} marker
   * @returns {HTMLElement | null}
   */
  function noteOf(marker) {
    const note = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
    return note?.querySelector("p") ?? null;
  }

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
    return target instanceof Element ? target.closest("a.note-ref") : null;
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
