// @ts-check
"use strict";
/*
 * The search box in the header of every page: answers while the reader types, all of
 * it with the keyboard. On narrow screens a button opens it over the whole page.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const LIMIT = 10;
  const ENTITIES = 3;
  /** Quick answers are not announced by a flash of "loading". */
  const LOADING_SHOWN_AFTER = 150;

  /** Whether a key pressed at `target` is text of its own. @param {EventTarget | null} target */
  function isField(target) {
    if (!(target instanceof HTMLElement)) return false;
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  class SearchBox {
    /** @param {Record<string, any>} nodes as `buildBox` gives them */
    constructor(nodes) {
      this.nodes = nodes;
      this.isOpen = false;
      this.isWatching = false;
      this.asked = 0;
      this.active = -1;
      /** @type {HTMLElement | null} */
      this.returnTo = null;
      this.typing = ui.watchTyping(nodes.field, () => this.answer());
    }

    /** @returns {HTMLAnchorElement[]} */
    get options() {
      return [...this.nodes.list.querySelectorAll("[role=option]")];
    }

    /** Choose an option. @param {number} index -1 for none */
    activate(index) {
      const { field } = this.nodes;
      this.active = index;
      field.removeAttribute("aria-activedescendant");
      for (const [at, option] of this.options.entries()) {
        option.setAttribute("aria-selected", String(at === index));
        if (at !== index) continue;
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    }

    /** Show the output while the box is open and has something to say. */
    reveal() {
      const { field, output, trouble, status, notices, list, keys } = this.nodes;
      const hasOptions = list.childElementCount > 0;
      const hasAnything = hasOptions || status.textContent !== "" || !trouble.hidden || !notices.hidden;
      output.hidden = !this.isOpen || !hasAnything;
      keys.hidden = !hasOptions;
      field.setAttribute("aria-expanded", String(!output.hidden && hasOptions));
    }

    /** @param {any} result an answer, or null for none */
    show(result) {
      const { list, status, notices } = this.nodes;
      list.replaceChildren();
      if (result) ui.renderOptions(list, result, this.query);
      status.textContent = result ? ui.boxSummary(result) : "";
      ui.showNotices(notices, result?.notices);
      this.activate(-1);
      this.reveal();
    }

    get query() {
      return this.nodes.field.value.trim();
    }

    /** Ask the engine for what stands in the field; only the latest answer counts. */
    async answer() {
      const number = ++this.asked;
      this.nodes.clear.hidden = this.nodes.field.value === "";
      if (!this.query) {
        this.show(null);
        return;
      }
      const waiting = setTimeout(() => this.tell("loading"), LOADING_SHOWN_AFTER);
      try {
        const result = await ui.engine().search(this.query, { limit: LIMIT, entities: ENTITIES });
        if (number !== this.asked) return;
        this.tell(null);
        this.show(result);
      } catch (error) {
        if (number !== this.asked) return;
        this.show(null);
        this.tell(ui.stateOf(error));
      } finally {
        clearTimeout(waiting);
      }
    }

    /** Tell of the state of the engine; that its index is stale stays said. @param {string | null} state */
    tell(state) {
      const { trouble } = this.nodes;
      if (trouble.dataset.state === "stale" && state !== "failed") return;
      ui.showTrouble(trouble, state, () => {
        trouble.dataset.state = "";
        this.tell("loading");
        ui.retryEngine();
        this.answer();
      });
      this.reveal();
    }

    open() {
      if (this.isOpen) return;
      this.isOpen = true;
      this.nodes.root.dataset.open = "";
      this.nodes.open.setAttribute("aria-expanded", "true");
      document.documentElement.classList.add("search-is-open");
      this.reveal();
      if (this.isWatching) return;
      this.isWatching = true;
      ui.watchEngine((/** @type {string} */ state) => {
        if (state === "failed" || state === "stale") this.tell(state);
        if (state === "ready" && !this.nodes.trouble.hidden) this.tell(null);
      });
    }

    /** Open from elsewhere; Escape goes back to where the reader was. */
    enter() {
      const at = document.activeElement;
      if (!this.nodes.root.contains(at)) this.returnTo = at instanceof HTMLElement && at !== document.body ? at : null;
      this.open();
      this.nodes.field.focus();
      this.nodes.field.select();
    }

    /** @param {boolean} isReturning whether the focus goes back */
    close(isReturning) {
      if (!this.isOpen) return;
      this.isOpen = false;
      this.typing.cancel();
      delete this.nodes.root.dataset.open;
      this.nodes.open.setAttribute("aria-expanded", "false");
      document.documentElement.classList.remove("search-is-open");
      this.activate(-1);
      this.reveal();
      if (!isReturning) return;
      this.nodes.field.blur();
      if (this.returnTo?.isConnected) this.returnTo.focus();
      this.returnTo = null;
    }

    /** @param {KeyboardEvent} event in the field */
    press(event) {
      // The keys of an input method are its own: Enter confirms, arrows choose, Escape cancels.
      if (this.typing.isComposing(event)) return;
      const places = this.options.length + 1; // the field itself is one, as in the ARIA pattern
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && places > 1 && !event.altKey) {
        event.preventDefault();
        this.activate(((this.active + 1 + step + places) % places) - 1);
      } else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this.options[this.active].click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.close(true);
      }
    }

    /** @param {KeyboardEvent} event anywhere */
    pressAnywhere(event) {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const isSlash = event.key === "/" && isPlain;
      const isCommand = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      const isK = event.key.toLowerCase() === "k" && isCommand;
      if (!(isSlash || isK) || isField(event.target) || this.typing.isComposing(event)) return;
      event.preventDefault();
      this.enter();
    }

    listen() {
      const { root, open, form, field, back, clear, list } = this.nodes;
      document.addEventListener("keydown", (event) => this.pressAnywhere(event));
      document.addEventListener("pointerdown", (event) => {
        if (event.target instanceof Node && !root.contains(event.target)) this.close(false);
      });
      root.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
        if (event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) this.close(false);
      });
      field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.press(event));
      field.addEventListener("focus", () => this.open());
      // Some browsers submit by the Enter that ends a composition.
      form.addEventListener("submit", (/** @type {Event} */ event) => {
        if (this.typing.isComposing() || !this.query) event.preventDefault();
      });
      open.addEventListener("click", () => {
        this.enter();
        this.returnTo = open;
      });
      back.addEventListener("click", () => this.close(true));
      clear.addEventListener("click", () => {
        field.value = "";
        this.answer();
        field.focus();
      });
      list.addEventListener("click", (/** @type {MouseEvent} */ event) => {
        const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
        if (!isElsewhere) this.close(false);
      });
    }
  }

  const header = document.querySelector(".md-header__inner");
  if (header && !header.querySelector(".search-box")) {
    const box = new SearchBox(ui.buildBox());
    header.insertBefore(box.nodes.root, header.querySelector(":scope > .md-header__source"));
    box.listen();
  }
})();
