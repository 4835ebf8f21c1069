// @ts-check
"use strict";
/*
 * The search page: its address is the query, so it can be kept, cited and gone back
 * to. What is typed replaces the entry of the history that typing began, what is
 * sent or chosen makes a new one.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const AT_ONCE = 20;
  const MOST_LINES = 100_000;
  const ENTITIES = 3;

  class SearchPage {
    /** @param {HTMLElement} root */
    constructor(root) {
      const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
      this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
      this.field = /** @type {HTMLInputElement} */ (this.form.elements.namedItem("q"));
      this.filters = /** @type {HTMLDetailsElement} */ (find("filters"));
      this.badge = find("filter-count");
      this.summary = find("summary");
      this.trouble = find("trouble");
      this.notices = find("notices");
      /** @type {{text: string}[]} what was wrong with the field that adds an entity */
      this.fieldNotices = [];
      this.toolbar = find("toolbar");
      this.panel = find("panel");
      this.start = find("start");
      this.rules = find("rules");
      this.answers = find("answers");
      this.chips = find("entity-chips");
      this.entityCounts = find("entity-counts");
      this.entityField = /** @type {HTMLInputElement} */ (find("entity-field"));
      this.tabs = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("[role=tab]")]);
      for (const box of /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("[data-name]")])) {
        ui.learnName(box.value, box.dataset.name);
      }
      this.siteTitle = document.title;
      this.state = ui.readState(location.search);
      this.shown = AT_ONCE;
      this.asked = 0;
      this.isDraft = false;
      /** @type {readonly any[] | null} the lines of the state shown, once asked for */
      this.lines = null;
      this.typing = ui.watchTyping(this.field, () => this.change(true), 180);
    }

    /** Take over what the form says. @param {boolean} isDraft whether the reader is still typing */
    change(isDraft) {
      const next = ui.readForm(this.form, this.state);
      if (ui.writeState(next) === ui.writeState(this.state) && isDraft) return;
      this.go(next, isDraft);
    }

    /** @param {any} state @param {boolean} [isDraft] */
    go(state, isDraft = false) {
      const isSame = ui.writeState(state) === ui.writeState(this.state);
      this.fieldNotices = [];
      const isReplaced = isSame || (isDraft && this.isDraft);
      this.state = state;
      this.shown = AT_ONCE;
      this.isDraft = isDraft;
      const address = location.pathname + ui.writeState(state);
      if (isReplaced) history.replaceState({}, "", address);
      else history.pushState({}, "", address);
      this.run();
    }

    /** Show what the address says. */
    restore() {
      this.state = ui.readState(location.search);
      this.shown = history.state?.shown ?? AT_ONCE;
      this.isDraft = false;
      this.run().then(() => history.state?.y && scrollTo({ top: history.state.y, behavior: "instant" }));
    }

    async run() {
      const number = ++this.asked;
      const { state } = this;
      this.lines = null;
      ui.fillForm(this.form, state);
      this.showChips();
      this.showTabs();
      this.badge.textContent = String(ui.countFilters(state) || "");
      document.title = state.query ? `「${state.query}」｜${this.siteTitle}` : this.siteTitle;
      if (!state.query.trim() && !ui.isNarrowing(state)) {
        this.showStart();
        return;
      }
      this.start.hidden = true;
      this.panel.setAttribute("aria-busy", "true");
      const waiting = setTimeout(() => this.tell("loading"), 150);
      try {
        const isKwic = state.view === "kwic";
        const wanted = { limit: isKwic ? 0 : this.shown, offset: 0, entities: ENTITIES, facets: ["entity"] };
        const [result, lines] = await Promise.all([
          ui.engine().search(state.query, ui.engineOptions(state, wanted)),
          isKwic ? this.askLines(state) : null,
        ]);
        if (number !== this.asked) return;
        this.tell(null);
        this.show(result, lines);
      } catch (error) {
        if (number !== this.asked) return;
        this.clear();
        this.tell(ui.stateOf(error));
      } finally {
        clearTimeout(waiting);
        if (number === this.asked) this.panel.removeAttribute("aria-busy");
      }
    }

    /** Every occurrence. @param {any} state */
    async askLines(state) {
      const options = ui.engineOptions(state, { limit: MOST_LINES, offset: 0 });
      return (await ui.engine().concordance(state.query, options)).lines;
    }

    /** Take away what an answer has filled in. */
    clear() {
      this.toolbar.hidden = true;
      this.summary.textContent = "";
      this.panel.replaceChildren();
      this.entityCounts.replaceChildren();
      ui.renderAnswers(this.answers);
    }

    showStart() {
      this.tell(null);
      ui.showNotices(this.notices);
      ui.showCounts(null);
      this.start.hidden = false;
      this.clear();
    }

    showChips() {
      ui.showChips(this.chips, this.state, this.form.id, (/** @type {any} */ next) => this.go(next));
    }

    /** @param {any} result @param {readonly any[] | null} lines the concordance, in its view */
    show(result, lines) {
      const { state } = this;
      this.lines = lines;
      ui.offerRules(this.rules, state, this.form.id);
      ui.showCounts(result.facets);
      ui.learnEntities(result);
      this.showChips();
      ui.showEntityCounts(this.entityCounts, result.facets?.entity, state, this.form.id);
      ui.renderAnswers(this.answers, result.entities);
      ui.showNotices(this.notices, [...result.notices, ...this.fieldNotices]);
      this.toolbar.hidden = result.total === 0;
      const documents = Object.values(result.facets?.document ?? {}).filter(Boolean).length;
      const where = documents > 1 && !state.documents.length ? `（${documents}資料）` : "";
      const what = lines ? `用例 ${lines.length}件、${result.total}箇所` : `${result.total}箇所`;
      const topic = ui.topicOf(state);
      document.title = `「${topic}」｜${this.siteTitle}`;
      const named = result.entities?.length ? `、項目${result.entities.length}件` : "";
      this.summary.textContent = `「${topic}」　${result.total ? what + where : "見つかりません"}${named}`;
      if (!result.total) {
        this.panel.replaceChildren(ui.renderNothing(result, state, (/** @type {any} */ next) => this.go(next)));
      } else if (lines) {
        const linkOf = (/** @type {any} */ line) => ui.siteAddress(ui.base, line.url, ui.matchingParameters(state));
        ui.renderConcordance(this.panel, lines, { ...state, query: topic, linkOf, nameOf: ui.nameOf });
      } else {
        this.showHits(result);
      }
    }

    /** @param {any} result */
    showHits(result) {
      const { state, asked } = this;
      const ask = async (/** @type {number} */ offset) => {
        const next = await ui.engine().search(state.query, ui.engineOptions(state, { limit: AT_ONCE, offset }));
        return asked === this.asked ? next.hits : [];
      };
      const follow = (/** @type {number | null} */ shown) => {
        if (shown === null) this.tell("failed");
        else this.shown = shown;
      };
      ui.renderHits(this.panel, result, state, { ask, follow });
    }

    showTabs() {
      for (const tab of this.tabs) {
        const view = tab.dataset.view ?? "list";
        const isShown = view === this.state.view;
        tab.href = location.pathname + ui.writeState({ ...this.state, view });
        tab.setAttribute("aria-selected", String(isShown));
        tab.tabIndex = isShown ? 0 : -1;
        if (isShown) this.panel.setAttribute("aria-labelledby", tab.id);
      }
    }

    /** @param {string | null} state */
    tell(state) {
      if (this.trouble.dataset.state === "stale" && state !== "failed") return;
      ui.showTrouble(this.trouble, state, () => {
        this.trouble.dataset.state = "";
        ui.retryEngine();
        this.run();
      });
    }

    /** @param {"tsv" | "csv"} format */
    async export(format) {
      const { state } = this;
      try {
        const lines = this.lines ?? (await this.askLines(state));
        const arranged = ui.arrangeLines(lines, state);
        ui.exportLines(format, arranged, { query: ui.topicOf(state), nameOf: ui.nameOf, base: ui.publishedBase() });
      } catch {
        this.tell("failed");
      }
    }

    /**
     * What is sent from the search box in the header is answered here: the page need not be opened again,
     * which without a network it could not.
     */
    answerBox() {
      const take = (/** @type {Event} */ event, /** @type {string} */ search) => {
        event.preventDefault();
        this.panel.focus({ preventScroll: true });
        this.go(ui.readState(search));
      };
      document.addEventListener("submit", (event) => {
        const form = /** @type {HTMLFormElement} */ (event.target);
        if (event.defaultPrevented || !form.closest(".search-box")) return;
        take(event, `?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`);
      });
      document.addEventListener("click", (event) => {
        const link = /** @type {Element} */ (event.target).closest(".search-box a");
        if (!(link instanceof HTMLAnchorElement) || link.pathname !== location.pathname) return;
        if (!(event.ctrlKey || event.metaKey || event.shiftKey)) take(event, link.search);
      });
    }

    listen() {
      this.answerBox();
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.typing.isComposing()) return;
        this.typing.cancel();
        this.change(false);
      });
      // The field of the query itself is watched while typing.
      document.addEventListener("change", ({ target }) => {
        if (target instanceof HTMLElement && target !== this.field && /** @type {any} */ (target).form === this.form) {
          this.change(false);
        }
      });
      ui.watchEntityField(this.entityField, (/** @type {string | null} */ id, /** @type {string} */ typed) => {
        // Kept beside the answer: that of the choice before may still be under way.
        this.fieldNotices = id === null ? [{ text: `項目「${typed}」はありません。` }] : [];
        if (id === null) ui.showNotices(this.notices, this.fieldNotices);
        else if (!this.state.entities.includes(id)) this.go({ ...this.state, entities: [...this.state.entities, id] });
      });
      for (const tab of this.tabs) {
        tab.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.go({ ...this.state, view: tab.dataset.view });
        });
        tab.addEventListener("keydown", ({ key }) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
          if (!step) return;
          const next = this.tabs[(this.tabs.indexOf(tab) + step + this.tabs.length) % this.tabs.length];
          next.focus();
          next.click();
        });
      }
      for (const button of document.querySelectorAll("[data-export]")) {
        const format = /** @type {HTMLElement} */ (button).dataset.export;
        button.addEventListener("click", () => this.export(/** @type {"tsv" | "csv"} */ (format)));
      }
      addEventListener("popstate", () => this.restore());
      // Coming back to the page, the reader finds the place again.
      history.scrollRestoration = "manual";
      addEventListener("pagehide", () => history.replaceState({ shown: this.shown, y: scrollY }, "", location.href));
      ui.watchEngine((/** @type {string} */ state) => {
        if (state === "failed" || state === "stale") this.tell(state);
        if (state === "ready") ui.offerRules(this.rules, this.state, this.form.id);
      });
    }
  }

  function start() {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
    if (!root) return;
    const page = new SearchPage(root);
    const isNarrow = matchMedia("(max-width: 59.984375em)").matches;
    page.filters.open = !isNarrow;
    page.listen();
    page.restore();
    // On a phone the keyboard would cover the examples.
    if (!page.state.query && !ui.isNarrowing(page.state) && !isNarrow) page.field.focus({ preventScroll: true });
  }

  // loader.js brings the files of every page in after this one.
  if (ui.isLoaded) start();
  else document.addEventListener("corpus-search-loaded", start, { once: true });
})();
