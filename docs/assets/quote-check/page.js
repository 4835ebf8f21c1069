// @ts-check
/*
 * The page /quote/: the texts are fetched when they are first needed and kept, so that the page goes on without a
 * network; what the reader pastes never leaves the browser.
 */
"use strict";
(() => {
  const parts = /** @type {any} */ (globalThis).corpusQuotation;
  const FORMAT = 1;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL("../../", script.src).href;
  const page = document.querySelector("[data-quote-check]");
  if (!page) return;
  const place = (/** @type {string} */ name) => /** @type {HTMLElement} */ (page.querySelector(`[data-${name}]`));
  const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
  const field = /** @type {HTMLTextAreaElement} */ (page.querySelector("textarea"));
  const status = place("status");
  const progress = /** @type {HTMLProgressElement} */ (page.querySelector("progress"));
  const results = place("results");
  /** Counts the askings: an answer to an older one is dropped. */
  let asked = 0;
  /** @type {Promise<any> | null} */
  let loading = null;

  /** Address of the root as published: from the canonical address of the page, where it has one. */
  function publishedBase() {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? "";
    const path = location.href.split(/[?#]/)[0].replace(/index\.html$/, "").slice(base.length);
    return path && canonical.endsWith(path) ? canonical.slice(0, canonical.length - path.length) : base;
  }

  /** Fetch the texts, showing how much has come, and make the index. */
  async function load() {
    const answer = await fetch(`${base}data/texts.json`);
    if (!answer.ok || !answer.body) throw new Error(`texts.json: ${answer.status}`);
    const total = answer.headers.get("content-encoding") ? 0 : Number(answer.headers.get("content-length"));
    const pieces = [];
    let size = 0;
    progress.hidden = false;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      size += value.length;
      if (total) progress.value = size / total;
    }
    const data = JSON.parse(await new Blob(pieces).text());
    if (data.format !== FORMAT) throw new Error(`texts.json: format ${data.format}`);
    const characters = Array.from(/** @type {string} */ (data.variants));
    const variants = new Map();
    for (let i = 0; i + 1 < characters.length; i += 2) variants.set(characters[i], characters[i + 1]);
    return {
      documents: data.documents,
      passages: new Map(data.passages.map((/** @type {any} */ passage) => [passage.id, passage])),
      index: parts.createQuotationIndex(data.passages, variants),
    };
  }

  /** The texts; fetched once, and again after a failure. */
  function texts() {
    loading ??= load()
      .catch((error) => {
        loading = null;
        throw error;
      })
      .finally(() => (progress.hidden = true));
    return loading;
  }

  const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

  async function check() {
    const text = field.value;
    const number = (asked += 1);
    results.replaceChildren();
    if (!text.trim()) {
      status.textContent = "引用または段落を貼り付けてください。";
      field.focus();
      return;
    }
    results.setAttribute("aria-busy", "true");
    status.textContent = "本文を読み込んでいます…";
    try {
      const data = await texts();
      if (number !== asked) return;
      status.textContent = "照合しています…";
      const site = { base, published: publishedBase() };
      /** @type {Record<string, number>} */
      const counts = {};
      let drawn = performance.now();
      for (const found of parts.examine(text, data.index)) {
        for (const checked of found) {
          counts[checked.verdict.name] = (counts[checked.verdict.name] ?? 0) + 1;
          results.append(parts.resultNode(checked, data, site));
        }
        if (performance.now() - drawn > 50) {
          await rest();
          if (number !== asked) return;
          drawn = performance.now();
        }
      }
      status.textContent = summary(counts);
    } catch (error) {
      if (number !== asked) return;
      const isOnDisk = location.protocol === "file:";
      status.textContent = isOnDisk
        ? "ファイルとして開いた頁では照合できません。サイトのアドレスで開いてください。"
        : "本文を読み込めませんでした。通信の状態を確かめて、もう一度「照合する」を押してください。";
      console.error(error);
    } finally {
      if (number === asked) results.removeAttribute("aria-busy");
    }
  }

  /** What was found, in one sentence. @param {Record<string, number>} counts */
  function summary(counts) {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const each = Object.keys(parts.VERDICTS).filter((name) => counts[name]).map((name) => `${parts.VERDICTS[name]} ${counts[name]}件`);
    return total ? `${total}件を照合しました：${each.join("、")}` : "照合できる文字がありません。";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  form.addEventListener("reset", () => {
    asked += 1;
    results.replaceChildren();
    status.textContent = "";
    results.removeAttribute("aria-busy");
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // The texts come while the reader is still pasting.
  field.addEventListener("focus", () => location.protocol !== "file:" && texts().catch(() => {}), { once: true });
  form.hidden = false;
})();
