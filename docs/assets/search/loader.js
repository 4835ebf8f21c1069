// @ts-check
/*
 * The only search script every page names: it defines `window.CorpusSearch` and
 * brings the engine in when it is first asked. The first answers are worked out in the
 * page, since starting a worker takes longer than they do; then the engine moves into a
 * worker. Where there is none, or the page was opened from disk, it stays in the page.
 */
"use strict";
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const parts = (/** @type {any} */ (globalThis).corpusSearchParts ??= {});
  /** What of the manifest early.js needs; the build writes it into this script when it puts it beside the index. */
  const { index } = parts;
  const folder = new URL(index ? "../" : "./", script.src).href;
  /** The engine as the build writes it, in one file, and that file in a worker; and, where there is none, script by script. */
  const BUNDLE = "index/engine.js";
  const WORKER_BUNDLE = "index/worker.js";
  const ENGINE = ["normalise.js", "hash.js", "shard.js", "codec.js", "lookup.js", "store.js", "membership.js", "query.js", "spellings.js", "dates.js", "alternatives.js",
    "emendations.js", "latin.js", "words.js", "rank.js", "marks.js", "suggest.js", "concordance.js", "filters.js", "entities.js", "names.js", "order.js",
    "headings.js", "search.js", "run.js", "serve.js"];
  /** The box and what it needs, likewise. */
  const BOX_BUNDLE = "index/box.js";
  const BOX = ["address.js", "excerpt.js", "dom.js", "engine.js", "box-view.js", "box.js", "arrival.js"];
  const RULES = {
    width: "全角・半角、大文字・小文字", blanks: "空白", dots: "中黒・ピリオド", quotes: "引用符", dashes: "ダッシュ・波線",
    kanji: "旧字体・異体字", diacritics: "ラテン文字の記号", katakana: "カタカナの表記", numerals: "数の書き方", era: "元号・日付の書き方",
    ka: "か・カ・ヶ・ケ・箇", okurigana: "送り仮名・語の表記", alias: "別名", reading: "読み",
    emendation: "校注の読み",
  };
  /** Milliseconds without a question after which the engine moves into a worker, and after which it fetches the rest. */
  const PAUSE = 1000;
  const REST = 4000;
  const isOnDisk = location.protocol === "file:";

  /**
   * Load a classic script; scripts asked for one behind the other run in that order.
   * @param {string} name
   * @param {boolean} [isAlone] whether it need not wait for others, nor others for it
   */
  function loadScript(name, isAlone = false) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = new URL(name, folder).href;
      node.async = isAlone;
      if (isAlone) node.fetchPriority = "high";
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
      await loadScript(`index/${path}`, true);
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
        if (isReady) starting = moving = null;
        for (const { refuse } of asked.values()) refuse(Object.assign(new Error("worker"), { state: "failed" }));
        reject(new Error("worker"));
      };
      worker.onmessage = ({ data }) => {
        if (data.isReady) {
          isReady = true;
          const methods = ["search", "concordance", "suggest", "entities", "warm", "loadAll", "adopt", "reopen"];
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

  /** What the engine and what is ahead of it have under way, by path below the index. @type {Map<string, Promise<any>>} */
  const early = new Map();

  /** @param {string} name of a shard */
  function fetchAhead(name) {
    const path = `${index.digest}/${name}.js`;
    const known = early.get(path);
    if (known) return known;
    const shard = parts.fetchShard(`${folder}index/`, path);
    // Whoever needs it is told.
    shard.catch(() => {});
    early.set(path, shard);
    return shard;
  }

  /**
   * Fetch what a query is sure to need, and what it is likely to show, while the engine is on its way.
   * @param {string} query @param {any} options
   */
  function fetchEarly(query, { limit = 20, offset, filters }) {
    if (!index || isOnDisk) return;
    for (const name of parts.earlyShards(query, index)) fetchAhead(name);
    // Which passages a filter leaves only the engine can tell.
    if (offset > 0 || Object.values(filters ?? {}).some((value) => (Array.isArray(value) ? value.length : value))) return;
    const shard = async (/** @type {string} */ name) => {
      if (state === "ready") throw new Error("answered without a guess");
      return (await fetchAhead(name)).data;
    };
    const fetchTexts = (/** @type {string[]} */ names) => Promise.all(names.map(shard));
    parts.likelyTexts(query, index, shard, limit).then(fetchTexts).catch(() => {});
  }

  /** The engine in this page. */
  async function startHere() {
    const loadApart = () => Promise.all(ENGINE.map((name) => loadScript(name)));
    await loadScript(BUNDLE, true).catch(loadApart);
    // In a page opened before a release the scripts this one shares with the engine are older than the engine.
    if (index && parts.manifest && parts.manifest.digest !== index.digest) await loadApart();
    return parts.createEngine({ load: isOnDisk ? scriptShards() : parts.fetchShards(`${folder}index/`, early) });
  }

  /** @type {Promise<any> | null} */
  let starting = null;
  /** @typedef {"" | "loading" | "ready" | "failed" | "stale"} State */
  /** @type {State} */
  let state = "";
  /** @type {Set<Function>} */
  const followers = new Set();

  /** @param {State} next */
  function tell(next) {
    if (next === state) return;
    state = next;
    for (const follow of followers) follow(state, { retry });
  }

  /** @type {Promise<void> | null} */
  let moving = null;

  /** Let a worker go on with what the engine in the page has; without one the page goes on. */
  function moveToWorker() {
    const here = starting;
    if (isOnDisk || typeof Worker === "undefined" || !here) return Promise.resolve();
    moving ??= startWorker(WORKER_BUNDLE)
      .catch(() => startWorker(`worker.js?scripts=${encodeURIComponent(ENGINE.join(","))}`))
      .then(async (worker) => {
        await worker.adopt(await (await here).held());
        if (starting === here) starting = Promise.resolve(worker);
      })
      .catch(() => {});
    return moving;
  }

  /**
   * Do something with the engine and keep the state up to date.
   * @param {(engine: any) => Promise<any>} act
   * @param {boolean} [isLong] whether it may take so long that it must not hold up the page
   */
  async function use(act, isLong = false) {
    if (state !== "ready") tell("loading");
    starting ??= startHere().catch((error) => {
      starting = null;
      throw error;
    });
    try {
      if (isLong) await moveToWorker();
      const engine = await starting;
      const [result] = await Promise.all([act(engine), state !== "ready" && becomeReady(engine)]);
      early.clear();
      goOnLater();
      return result;
    } catch (error) {
      if (/** @type {any} */ (error)?.state) tell(/** @type {any} */ (error).state);
      else if (state !== "ready") tell("failed");
      throw error;
    }
  }

  /** @type {ReturnType<typeof setTimeout>[]} */
  let timers = [];

  /** Some time after the last answer make room in the page; later fetch the rest, so that the search outlives the network. */
  function goOnLater() {
    for (const timer of timers) clearTimeout(timer);
    timers = [setTimeout(moveToWorker, PAUSE)];
    const { saveData, type } = /** @type {any} */ (navigator).connection ?? {};
    if (isOnDisk || saveData || type === "cellular") return;
    const fetchRest = async () => {
      await moveToWorker();
      await (await starting)?.loadAll();
    };
    timers.push(setTimeout(() => fetchRest().catch(() => {}), REST));
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
    search(/** @type {string} */ query, /** @type {object} */ options) {
      const isFirst = !state;
      const answer = use((engine) => engine.search(query, options));
      if (isFirst) fetchEarly(String(query), options ?? {});
      return answer;
    },
    concordance: (/** @type {string} */ query, /** @type {object} */ options) => use((engine) => engine.concordance(query, options), true),
    suggest: (/** @type {string} */ prefix) => use((engine) => engine.suggest(prefix)),
    entities: (/** @type {string} */ text, /** @type {object} */ options) => use((engine) => engine.entities(text, options)),
    warm: () => use((engine) => engine.warm()),
    loadAll: () => use((engine) => engine.loadAll(), true),
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

  // The box stands in the header of a page; who only asks the engine needs none.
  if (document.querySelector(".md-header")) loadScript(BOX_BUNDLE, true).catch(() => BOX.forEach((name) => loadScript(name).catch(() => {})));
})();
