// @ts-check
// Copying a citation of a passage, a note, a table, a figure or an event: a button beside the number, a dialog, the
// clipboard. What is copied is made in template.js. Without this script, documents/<key>/cite/ says how to cite.

(() => {
  "use strict";

  const { EVENT, cite, exportText } = /** @type {CitationMaker} */ (/** @type {any} */ (window).EditionCitation);

  const SCRIPT = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const ROOT = new URL("../../", SCRIPT);
  const KEPT = "edition.citation-style";
  const TARGETS = "[data-cite], [data-cite-event]";

  /** @type {Promise<Templates> | undefined} */
  let loading;

  /** @returns {Promise<Templates>} the templates, fetched on first use */
  function load() {
    loading ??= fetch(new URL("data/citations/templates.json", ROOT)).then((response) => {
      if (!response.ok) throw new Error(`templates.json: ${response.status}`);
      return response.json();
    });
    loading.catch(() => (loading = undefined));
    return loading;
  }

  /**
   * The words selected inside an element, as the source has them.
   * @param {HTMLElement} element
   */
  function selectedIn(element) {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) return "";
    const isText = (/** @type {Node | null} */ node) => {
      const at = node instanceof Element ? node : node?.parentElement;
      return Boolean(at && element.contains(at) && at.closest(".text, table, figcaption"));
    };
    const inside = element.matches("[data-cite]") && isText(selection.anchorNode) && isText(selection.focusNode);
    const text = inside ? selection.toString() : "";
    return text.replace(/\s*\n\s*/g, "").trim();
  }

  /**
   * @param {HTMLElement} element
   * @returns {Target}
   */
  function targetOf(element) {
    const { cite: id, digest, citeEvent, citeTitle } = element.dataset;
    if (id) {
      const address = new URL(`p/${id}/`, ROOT);
      if (digest) address.searchParams.set("d", digest);
      const key = id.slice(0, id.lastIndexOf("."));
      return { element, id, key, title: "", url: address.href, quotation: selectedIn(element) };
    }
    const event = citeEvent ?? "";
    const url = new URL(`events/${event}/`, ROOT).href;
    return { element, id: event, key: EVENT, title: citeTitle ?? event, url, quotation: "" };
  }

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {string} className
   * @param {string} text
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(name, className = "", text = "") {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  const kept = () => {
    try {
      return window.localStorage.getItem(KEPT) ?? "";
    } catch {
      return "";
    }
  };

  /** @param {string} id */
  function keep(id) {
    try {
      window.localStorage.setItem(KEPT, id);
    } catch {
      // A browser that keeps nothing: the choice holds for this page.
    }
  }

  /** The dialog; made on first use. */
  const dialog = make("dialog", "cite-dialog md-typeset");
  const title = make("h2");
  const choice = make("select");
  const shown = make("div", "cite-shown");
  const copy = make("button", "cite-copy", "コピー");
  const status = make("p", "cite-status");
  /** @type {Citation | undefined} */
  let citation;
  /** @type {Target | undefined} */
  let current;
  let chosen = "";

  function assemble() {
    if (dialog.isConnected) return;
    title.id = "cite-title";
    dialog.setAttribute("aria-labelledby", title.id);
    status.setAttribute("role", "status");
    const label = make("label", "cite-style", "様式 ");
    label.append(choice);
    const close = make("button", "cite-close", "閉じる");
    for (const button of [copy, close]) button.type = "button";
    const buttons = make("div", "cite-buttons");
    buttons.append(copy, close);
    dialog.append(title, label, shown, buttons, status);
    document.body.append(dialog);
    choice.addEventListener("change", () => {
      chosen = choice.value;
      keep(chosen);
      void load().then(show);
    });
    copy.addEventListener("click", () => void copyShown());
    close.addEventListener("click", () => dialog.close());
    // A click beside the dialog lands on the element itself.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  /** @param {Templates} templates */
  function offer(templates) {
    if (choice.options.length) return;
    for (const [name, formats] of /** @type {[string, {id: string, name: string}[]][]} */ ([
      ["様式", templates.styles],
      ["形式", templates.exports],
    ])) {
      const group = document.createElement("optgroup");
      group.label = name;
      group.append(...formats.map((format) => new Option(format.name, format.id)));
      choice.append(group);
    }
    chosen = chosen || kept();
    choice.value = chosen;
    if (choice.selectedIndex < 0) choice.selectedIndex = 0;
    chosen = choice.value;
  }

  /** @param {Templates} templates */
  function show(templates) {
    if (!current) return;
    offer(templates);
    const style = templates.styles.find((one) => one.id === chosen);
    const format = templates.exports.find((one) => one.id === chosen);
    citation = style ? cite(style, current) : exportText(/** @type {Export} */ (format), current);
    const { labels, texts } = citation;
    shown.replaceChildren(
      ...texts.flatMap((text, index) => [
        ...(texts.length > 1 ? [make("p", "cite-part", labels[index])] : []),
        make(style ? "p" : "pre", "cite-text", text),
      ]),
    );
    copy.disabled = false;
    status.textContent = "";
  }

  async function copyShown() {
    if (!citation) return;
    const { text, html } = citation;
    let done = false;
    try {
      if (html && window.ClipboardItem) {
        const blob = (/** @type {string} */ content, /** @type {string} */ type) => new Blob([content], { type });
        await navigator.clipboard.write([
          new ClipboardItem({ "text/plain": blob(text, "text/plain"), "text/html": blob(html, "text/html") }),
        ]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      done = true;
    } catch {
      done = copyBySelection(text);
    }
    status.textContent = done ? "コピーしました" : "コピーできませんでした。上の文を選んで写してください";
  }

  /**
   * The way of browsers and addresses (plain http) without a clipboard of their own.
   * @param {string} text
   */
  function copyBySelection(text) {
    const area = make("textarea", "cite-area");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    // Outside a modal dialog nothing can be selected.
    dialog.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    copy.focus();
    return done;
  }

  /** @param {Target} target */
  async function open(target) {
    assemble();
    current = target;
    citation = undefined;
    title.textContent = target.key === EVENT ? `出来事「${target.title}」を引用` : `${target.id} を引用`;
    shown.replaceChildren();
    copy.disabled = true;
    status.textContent = "読み込んでいます";
    if (!dialog.open) dialog.showModal();
    try {
      show(await load());
      copy.focus();
    } catch {
      const address = target.key === EVENT ? "about/how-to-cite/" : `documents/${target.key}/cite/`;
      const link = make("a", "", "引用のしかたのページ");
      link.href = new URL(address, ROOT).href;
      status.replaceChildren("引用の様式を読み込めませんでした。", link, "をご覧ください");
    }
  }

  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(TARGETS))) {
    const button = make("button", "cite-button", "引用");
    button.type = "button";
    button.setAttribute("aria-label", `${element.dataset.cite ?? element.dataset.citeTitle ?? ""} を引用`);
    button.setAttribute("aria-haspopup", "dialog");
    // Pressing a button takes the selection away; what was selected is read before that.
    let quotation = "";
    button.addEventListener("pointerdown", () => (quotation = selectedIn(element)));
    button.addEventListener("click", () => {
      const target = targetOf(element);
      void open({ ...target, quotation: target.quotation || quotation });
      quotation = "";
    });
    // Beside the number in the margin; on a permanent page beside the heading.
    const number = element.querySelector(":scope > .passage-number");
    if (number) number.after(button);
    else (element.querySelector(":scope > h1") ?? element).append(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    // Only with the focus on a number or button of ours: a letter alone must not act elsewhere (WCAG 2.1.4).
    const at = event.target instanceof Element ? event.target : null;
    const element = at?.closest(".passage-number, .cite-button")?.closest(TARGETS);
    if (!(element instanceof HTMLElement)) return;
    event.preventDefault();
    void open(targetOf(element));
  });
})();
