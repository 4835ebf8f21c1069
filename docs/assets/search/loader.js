// @ts-check
/*
 * The only search script every page names: it defines `window.CorpusSearch` and
 * brings the engine in when it is first asked. Over http the engine runs in a
 * worker; where there is none, or the page was opened from disk, in the page itself.
 */
"use strict";
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL("./", script.src).href;
  /** The engine as the build writes it, in one file; and, where there is none, script by script. */
  const BUNDLE = "index/engine.js";
  const ENGINE = ["../vendor/lunr.js", "normalise.js", "codec.js", "store.js", "membership.js", "query.js", "spellings.js", "alternatives.js",
    "emendations.js", "words.js", "rank.js", "marks.js", "suggest.js", "concordance.js", "filters.js", "entities.js", "names.js", "order.js",
    "headings.js", "search.js", "run.js", "serve.js"];
  /** The box and what it needs, likewise. */
  const BOX_BUNDLE = "index/box.js";
  const BOX = ["address.js", "excerpt.js", "dom.js", "engine.js", "box-view.js", "box.js", "arrival.js"];
  const RULES = {
    width: "全角・半角、大文字・小文字", blanks: "空白", dots: "中黒", quotes: "引用符", dashes: "ダッシュ・波線",
    kanji: "旧字体・異体字", katakana: "カタカナの表記", numerals: "漢数字と算用数字", era: "元号と西暦",
    ka: "か・カ・ヶ・ケ・箇", okurigana: "送り仮名・語の表記", alias: "別名", reading: "読み",
    emendation: "校注の読み",
  };
  /** Milliseconds without a question after which the rest of the index is fetched. */
  const REST = 4000;
  const isOnDisk = location.protocol === "file:";

  /** Load a classic script; scripts asked for one behind the other run in that order. @param {string} name */
  function loadScript(name) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = new URL(name, folder).href;
      node.async = false;
      node.onload = () => {
        node.remove();
        resolve(undefined);
      };
      node.onerror = () => {
        node.remove();
        reject(Object.assign(new Error(`not loaded: ${name}`), { state: "failed" }));
      };
      document.head.append(node);
    });
  }

  /** Shards as scripts, for pages opened from disk. */
  function scriptShards() {
    const arrived = new Map();
    /** @type {any} */ (globalThis).corpusShard = (/** @type {string} */ name, /** @type {string} */ digest, /** @type {any} */ data) =>
      arrived.set(name, { name, digest, data });
    return async (/** @type {string} */ path) => {
      await loadScript(`index/${path}`);
      const name = path.replace(/^.*\/|\.js$/g, "");
      const shard = arrived.get(name);
      arrived.delete(name);
      return shard;
    };
  }

  /** The engine in a worker, as an object with the engine's methods. @param {string} name of its script */
  function startWorker(name) {
    return new Promise((resolve, reject) => {
      const worker = new Worker(folder + name);
      const asked = new Map();
      let count = 0;
      let isReady = false;
      const ask = (/** @type {string} */ method) => (/** @type {any[]} */ ...args) =>
        new Promise((answer, refuse) => {
          asked.set(++count, { answer, refuse });
          worker.postMessage({ number: count, method, args });
        });
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        if (isReady) starting = null;
        for (const { refuse } of asked.values()) refuse(Object.assign(new Error("worker"), { state: "failed" }));
        reject(new Error("worker"));
      };
      worker.onmessage = ({ data }) => {
        if (data.isReady) {
          isReady = true;
          const methods = ["search", "concordance", "suggest", "entities", "warm", "loadAll", "reopen"];
          resolve(Object.fromEntries(methods.map((method) => [method, ask(method)])));
          return;
        }
        const { answer, refuse } = asked.get(data.number);
        asked.delete(data.number);
        if (data.failure) refuse(Object.assign(new Error(data.failure.message), { state: data.failure.state }));
        else answer(data.result);
      };
    });
  }

  /** The engine in this page. */
  async function startHere() {
    await loadScript(BUNDLE).catch(() => Promise.all(ENGINE.map(loadScript)));
    const { corpusSearchParts: parts, lunr } = /** @type {any} */ (globalThis);
    return parts.createEngine({ load: isOnDisk ? scriptShards() : parts.fetchShards(`${folder}index/`), lunr: () => lunr });
  }

  /** @type {Promise<any> | null} */
  let starting = null;
  /** @type {"" | "loading" | "ready" | "failed" | "stale"} */
  let state = "";
  /** @type {Set<Function>} */
  const followers = new Set();

  /** @param {typeof state} next */
  function tell(next) {
    if (next === state) return;
    state = next;
    for (const follow of followers) follow(state, { retry });
  }

  async function start() {
    if (isOnDisk || typeof Worker === "undefined") return startHere();
    return startWorker(BUNDLE)
      .catch(() => startWorker(`worker.js?scripts=${encodeURIComponent(ENGINE.join(","))}`))
      .catch(() => startHere());
  }

  /** Do something with the engine and keep the state up to date. @param {(engine: any) => Promise<any>} act */
  async function use(act) {
    if (state !== "ready") tell("loading");
    starting ??= start().catch((error) => {
      starting = null;
      throw error;
    });
    try {
      const engine = await starting;
      const [result] = await Promise.all([act(engine), state !== "ready" && becomeReady(engine)]);
      loadLater(engine);
      return result;
    } catch (error) {
      if (/** @type {any} */ (error)?.state) tell(/** @type {any} */ (error).state);
      else if (state !== "ready") tell("failed");
      throw error;
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  /** Some time after the last answer fetch the rest, so that the search outlives the network. @param {any} engine */
  function loadLater(engine) {
    clearTimeout(later);
    const { saveData, type } = /** @type {any} */ (navigator).connection ?? {};
    if (isOnDisk || saveData || type === "cellular") return;
    later = setTimeout(() => engine.loadAll().catch(() => {}), REST);
  }

  /** @param {any} engine */
  async function becomeReady(engine) {
    const { documents } = await engine.warm();
    api.documents = documents;
    tell("ready");
  }

  /** Start anew after a failure; a stale index is fetched past the caches. */
  async function retry() {
    const isStale = state === "stale";
    return use((engine) => (isStale ? engine.reopen() : engine.warm()));
  }

  const api = {
    search: (/** @type {string} */ query, /** @type {object} */ options) => use((engine) => engine.search(query, options)),
    concordance: (/** @type {string} */ query, /** @type {object} */ options) => use((engine) => engine.concordance(query, options)),
    suggest: (/** @type {string} */ prefix) => use((engine) => engine.suggest(prefix)),
    entities: (/** @type {string} */ text, /** @type {object} */ options) => use((engine) => engine.entities(text, options)),
    warm: () => use((engine) => engine.warm()),
    loadAll: () => use((engine) => engine.loadAll()),
    /** @param {Function} follow called with the state, and with `{retry}` */
    onstate(follow) {
      followers.add(follow);
      if (state) follow(state, { retry });
      return () => followers.delete(follow);
    },
    retry,
    rules: Object.entries(RULES).map(([key, label]) => ({ key, label })),
    /** @type {Record<string, string>} key -> short name, once loaded */
    documents: {},
  };
  /** @type {any} */ (window).CorpusSearch = api;

  loadScript(BOX_BUNDLE).catch(() => BOX.forEach((name) => loadScript(name).catch(() => {})));
})();
