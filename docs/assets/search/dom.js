// @ts-check
"use strict";
/*
 * Small builders of the page's nodes. Text of readers and of the corpus enters the
 * page only here, as text nodes. Also: where the site's root is, and typing with
 * Japanese input methods.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const SVG = "http://www.w3.org/2000/svg";

  /** Address of the site's root: this script, bundled or not, lies below assets/search/. */
  const base = new URL(script?.src.replace(/assets\/search\/(?!.*assets\/search\/).*$/, "") ?? "../../", document.baseURI).href;

  /**
   * Address of the root as published, for links that leave this copy of the site.
   * The canonical address of a page ends with the path the page has below the root.
   */
  function publishedBase() {
    const link = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"));
    const path = location.href.split(/[?#]/)[0].replace(/index\.html$/, "").slice(base.length);
    const canonical = link?.href ?? "";
    return canonical.endsWith(path) ? canonical.slice(0, canonical.length - path.length) : base;
  }

  /**
   * Build an element.
   * @param {string} tag tag name, classes after dots: "p.search-note"
   * @param {Record<string, unknown>} [attributes] `on…` listens; false and null leave an attribute out
   * @param {...(Node | string | null)} children strings become text nodes
   * @returns {any} the element
   */
  function element(tag, attributes = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    const node = document.createElement(name);
    if (classes.length) node.classList.add(...classes);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
      else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(key, value === true ? "" : String(value));
      }
    }
    for (const child of children) if (child !== null) node.append(child);
    return node;
  }

  /**
   * A decorative icon.
   * @param {string} path outline in a 24 by 24 box
   */
  function icon(path) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const outline = document.createElementNS(SVG, "path");
    outline.setAttribute("d", path);
    svg.append(outline);
    return svg;
  }

  /**
   * Segments as nodes, the marked ones in `<mark>`.
   * @param {readonly {text: string, marked: boolean}[]} segments
   */
  function markedNodes(segments) {
    return segments.map(({ text, marked }) =>
      marked ? element("mark.search-match", {}, text) : document.createTextNode(text),
    );
  }

  /**
   * Call back when the text of a field has come to rest: not while an input method
   * is composing, and a moment after the last key.
   * @param {HTMLInputElement} field
   * @param {() => void} settled
   * @param {number} [delay] milliseconds
   * @returns {{isComposing: (event?: KeyboardEvent) => boolean, cancel: () => void}}
   */
  function watchTyping(field, settled, delay = 90) {
    let composing = false;
    let timer = 0;
    const cancel = () => clearTimeout(timer);
    const wait = () => {
      cancel();
      timer = window.setTimeout(settled, delay);
    };
    field.addEventListener("compositionstart", () => {
      composing = true;
      cancel();
    });
    field.addEventListener("compositionend", () => {
      composing = false;
      wait();
    });
    field.addEventListener("input", (event) => {
      if (!composing && !(/** @type {InputEvent} */ (event).isComposing)) wait();
    });
    // Safari ends the composition before the Enter that confirmed it; that Enter has code 229.
    const isOfMethod = (/** @type {KeyboardEvent} */ event) => event.isComposing || event.keyCode === 229;
    let isConfirming = false;
    field.addEventListener("keydown", (event) => (isConfirming = isOfMethod(event)));
    field.addEventListener("keyup", () => (isConfirming = false));
    return {
      isComposing: (event) => composing || (event ? isOfMethod(event) : isConfirming),
      cancel,
    };
  }

  /**
   * Show what keeps the search from answering, with a button to try again.
   * @param {HTMLElement} place
   * @param {string | null} state "loading", "failed", "stale" or null
   * @param {() => void} retry
   */
  function showTrouble(place, state, retry) {
    /** @type {Record<string, string>} */
    const messages = {
      loading: "検索の索引を読み込んでいます…",
      failed: "検索の索引を読み込めませんでした。通信の状態を確かめて、もう一度お試しください。",
      stale: "サイトが更新されています。この頁の検索は古い索引によるため、結果が本文と合わないことがあります。",
    };
    place.replaceChildren();
    place.hidden = !state;
    place.dataset.state = state ?? "";
    if (!state) return;
    place.append(element("span", {}, messages[state]));
    if (state !== "loading") {
      place.append(element("button.search-button", { type: "button", onclick: retry }, "再試行"));
    }
  }

  /**
   * Show what the engine remarks on the query.
   * @param {HTMLElement} place
   * @param {readonly {text: string}[]} [notices]
   */
  function showNotices(place, notices = []) {
    place.replaceChildren(...notices.map(({ text }) => element("p", {}, text)));
    place.hidden = notices.length === 0;
  }

  Object.assign(ui, { base, publishedBase, element, icon, markedNodes, watchTyping, showTrouble, showNotices });
})();
