// @ts-check
// Entities: which ones a text names, the passages that name them, how often they are named among the hits.
"use strict";
((parts) => {
  /** What a name is for an entity, as scripts/edition/search/entities.py numbers it. */
  const [NAME, READING, ID] = [1, 2, 3];
  const N_KINDS = 5;
  const PREFIX = N_KINDS;
  const MOST_COUNTED = 12;

  /**
   * Entities a text names, the nearest first: by label, name, reading, in context; then those
   * whose names begin with it.
   * @param {any} context @param {string} text @param {boolean} [isWhole] whether beginnings do not count
   * @returns {Promise<number[]>}
   */
  async function entitiesNamed({ store, foldAll, isOn, exact }, text, isWhole = false) {
    const key = parts.fold(text, foldAll).text;
    if (!key || !store.manifest.entities) return [];
    const kana = exact || !isOn("reading") ? key : parts.toKatakana(key);
    /** @type {Map<number, number>} */
    const ranks = new Map();
    const add = (/** @type {string} */ written, /** @type {(kind: number) => number | null} */ rankOf) => {
      for (const value of parts.codec.numbers(written ?? "")) {
        const rank = rankOf(value % N_KINDS);
        const number = Math.floor(value / N_KINDS);
        if (rank !== null && rank < (ranks.get(number) ?? Infinity)) ranks.set(number, rank);
      }
    };
    const head = Array.from(key).slice(0, 2);
    const namesFor = async (/** @type {string} */ deciding) => (await store.shard(`e${parts.hash(deciding) % store.manifest.counts.e}`)).e ?? {};
    const names = await namesFor(head.join(""));
    add(parts.own(names, key), (kind) => kind);
    if (kana !== key) {
      add(parts.own(await namesFor(parts.headOf(kana)), kana), (kind) => (kind === ID ? null : Math.max(kind, READING)));
    }
    if (!isWhole && head.length > 1) {
      for (const name of Object.keys(names)) {
        if (name.startsWith(key)) add(names[name], (kind) => (kind <= NAME ? PREFIX + kind : null));
      }
    }
    return [...ranks.keys()].sort((a, b) => Number(ranks.get(a)) - Number(ranks.get(b)) || a - b);
  }

  /** What is shown of an entity. @param {any} store @param {number} number */
  async function describeEntity({ shard, manifest }, number) {
    const { n: rows } = await shard(`n${Math.floor(number / manifest.perEntity)}`);
    const [id, label, reading, type, mentions, url] = rows[number % manifest.perEntity];
    return { id, label, reading, type, mentions, url: url || `entities/${id}/` };
  }

  /** @param {any} store @param {number[]} numbers */
  const describeAll = (store, numbers) => Promise.all(numbers.map((number) => describeEntity(store, number)));

  /** The entities to offer for a query: its words are taken together. @param {any} context @param {any} query @param {number} most */
  async function offered(context, query, most) {
    if (!query.groups.length || query.negatives.length || query.groups.some((/** @type {any[]} */ group) => group.length > 1)) return [];
    const text = query.groups.map((/** @type {any[]} */ [word]) => word.text).join(" ");
    return describeAll(context.store, (await entitiesNamed(context, text)).slice(0, most));
  }

  /**
   * The entities one value of a filter means: the one with this id, else all with this name.
   * @param {any} context @param {string} asked
   */
  async function meant(context, asked) {
    const numbers = await entitiesNamed(context, asked, true);
    const known = await describeAll(context.store, numbers);
    const at = known.findIndex(({ id }) => id === asked);
    return at < 0 ? { asked, numbers, known } : { asked, numbers: [numbers[at]], known: [known[at]] };
  }

  /** Where an entity is named: stretches by passage. @param {any} store @param {number} number */
  async function placesOf(store, number) {
    const key = ` ${number}`;
    return readPlaces((await store.findLarge(key, "x", key)) ?? "");
  }

  /**
   * Where a name means an entity by a form that does so in context only: 尹錫悦 by 尹 in 尹大統領.
   * @param {any} store @param {string} folded
   */
  async function placesInContext(store, folded) {
    return readPlaces((await store.find(parts.nameHeadOf(folded), "i", folded)) ?? "");
  }

  /** @param {string} written @returns {Map<number, [number, number][]>} places by passage, in code units */
  function readPlaces(written) {
    const flat = parts.codec.numbers(written);
    /** @type {Map<number, [number, number][]>} */
    const places = new Map();
    let passage = 0;
    let at = 0;
    for (let i = 0; i < flat.length; i += 3) {
      if (flat[i]) at = 0;
      passage += flat[i];
      const spans = places.get(passage) ?? [];
      const begin = at + flat[i + 1];
      at = begin + flat[i + 2];
      if (flat[i + 2]) spans.push([begin, at]);
      places.set(passage, spans);
    }
    return places;
  }

  /**
   * What filters by entity and by the years spoken of leave.
   * @param {any} context
   * @param {any} typed filters of the query @param {any} chosen filters of the options
   * @returns {Promise<null | {allowed: Uint8Array, places: Map<number, [number, number][]>, chosen: any[]}>} null without such
   *   filters; `places` of the entities' names, `chosen` the entities of the options
   */
  async function narrowings(context, typed, chosen) {
    const { store } = context;
    const names = (Array.isArray(chosen.entity) ? chosen.entity : []).map(String);
    const ranges = [typed.about, chosen.about].filter((range) => Array.isArray(range) && range.length === 2);
    if (!names.length && !typed.entity.length && !ranges.length) return null;
    const asked = await Promise.all([...names, ...typed.entity].map((name) => meant(context, name)));
    const allowed = await speaksOf(store, ranges);
    const places = new Map();
    for (const { asked: name, numbers } of asked) {
      if (!numbers.length) context.notice("unknown-entity", `項目「${name}」はありません。`);
      const found = await Promise.all(numbers.map((number) => placesOf(store, number)));
      for (let p = 0; p < allowed.length; p += 1) if (!found.some((one) => one.has(p))) allowed[p] = 0;
      for (const one of found) for (const [p, spans] of one) places.set(p, [...(places.get(p) ?? []), ...spans]);
    }
    const shown = asked.slice(0, names.length).flatMap(({ asked: name, known }) => known.slice(0, 1).map((one) => ({ ...one, asked: name })));
    return { allowed, places, chosen: shown };
  }

  /** Passages that speak of some year of each range. @param {any} store @param {any[][]} ranges @returns {Promise<Uint8Array>} */
  async function speaksOf({ manifest, shard }, ranges) {
    const allowed = new Uint8Array(manifest.n).fill(ranges.length ? 0 : 1);
    if (!ranges.length || !manifest.years) return allowed;
    const flat = parts.codec.numbers((await shard("y0")).y);
    let passage = -1;
    for (let at = 0; at < flat.length; ) {
      passage += flat[at] + 1;
      const end = at + 2 + 2 * flat[at + 1];
      /** @type {[number, number][]} */
      const spans = [];
      for (at += 2; at < end; at += 2) spans.push([flat[at], flat[at] + flat[at + 1]]);
      const holds = ranges.every(([first, last]) => spans.some(([begin, close]) => begin <= Number(last) && close >= Number(first)));
      allowed[passage] = holds ? 1 : 0;
    }
    return allowed;
  }

  /** The entities named in most of the hits, with the number of these. @param {any} store @param {Uint8Array} tier */
  async function countEntities(store, tier) {
    if (!store.manifest.entities) return [];
    const { m } = await store.shard("m0");
    const counted = m
      .split(" ")
      .map((/** @type {string} */ list, /** @type {number} */ number) => ({ number, count: parts.codec.ascending(list).filter((/** @type {number} */ p) => tier[p]).length }))
      .filter((/** @type {any} */ { count }) => count)
      .sort((/** @type {any} */ a, /** @type {any} */ b) => b.count - a.count || a.number - b.number)
      .slice(0, MOST_COUNTED);
    return Promise.all(counted.map(async (/** @type {any} */ { number, count }) => ({ ...(await describeEntity(store, number)), count })));
  }

  /**
   * Entities by name or by its beginning, for a field in which one is chosen.
   * @param {any} store @param {string} text @param {{limit?: number}} [options]
   */
  async function entities(store, text, { limit = 10 } = {}) {
    const numbers = await entitiesNamed(parts.contextOf(store, {}), String(text ?? ""));
    return describeAll(store, numbers.slice(0, limit));
  }

  Object.assign(parts, { placesInContext, entitiesNamed, offered, meant, narrowings, countEntities, entities });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
