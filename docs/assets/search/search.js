// @ts-check
// The engine: `search`, `concordance` and `suggest` over an open store.
"use strict";
((parts) => {
  const LIMIT = 20;

  /**
   * What the steps of one search share.
   * @param {any} store @param {any} options
   */
  function contextOf(store, options) {
    const rules = options.rules ?? {};
    const isOn = (/** @type {string} */ name) => rules[name] !== false;
    const foldNames = parts.FOLD_RULES.filter((/** @type {string} */ name) => name === "width" || isOn(name));
    /** @type {{code: string, text: string}[]} */
    const notices = [];
    return {
      store,
      exact: options.exact === true,
      isOn,
      /** Whether a word may be found by its parts although it stands somewhere as a whole. */
      isLoose: false,
      isNarrowed: foldNames.length < parts.FOLD_RULES.length,
      foldAll: store.folders.all,
      foldExact: store.folders.exact,
      foldRules: foldNames.length < parts.FOLD_RULES.length ? parts.folder(foldNames, store.variants) : store.folders.all,
      notices,
      notice: (/** @type {string} */ code, /** @type {string} */ text) => {
        if (!notices.some((known) => known.code === code)) notices.push({ code, text });
      },
    };
  }

  /**
   * Resolve a query to its hits.
   * @param {any} context @param {any} query as `parseQuery` gives it @param {any} filters
   */
  async function resolve(context, query, filters) {
    const { store } = context;
    const { n } = store.manifest;
    const asked = context.exact ? parts.joinLatin(query.groups) : query.groups;
    /** @type {{first: number, last: number, isKnown: boolean, word: any}[]} */
    const names = await parts.namesOf(context, asked);
    const [groups, negatives] = await Promise.all([
      Promise.all(parts.apart(asked, names).map((/** @type {any[]} */ group) => Promise.all(group.map((word) => parts.resolveWord(context, word))))),
      Promise.all(query.negatives.map((/** @type {any} */ word) => parts.resolveWord(context, { ...word, exact: true }))),
    ]);
    const hasWords = groups.length > 0;
    const narrowed = await parts.narrowings(context, query.filters, filters);
    const hasFilter = narrowed || isFiltered(query.filters);
    const tier = new Uint8Array(n).fill(hasWords ? 255 : hasFilter ? 1 : 0);
    let at = 0;
    for (const name of [...names, { first: groups.length, last: groups.length - 1, word: null }]) {
      for (; at < name.first; at += 1) narrow(tier, bestOf(groups[at], n));
      if (!name.word) break;
      // The words of a name count as the name or one by one, whichever is better.
      const apart = new Uint8Array(n).fill(255);
      for (; at <= name.last; at += 1) narrow(apart, bestOf(groups[at], n));
      const together = name.word.tier;
      narrow(tier, apart.map((value, p) => Math.max(value, together[p])));
    }
    const superseded = new Set(names.flatMap(({ first, last }) => groups.slice(first, last + 1).flat()));
    for (const { word } of names) groups.push([word]);
    for (const word of negatives) for (let p = 0; p < n; p += 1) if (word.tier[p]) tier[p] = 0;
    if (narrowed) for (let p = 0; p < n; p += 1) if (!narrowed.allowed[p]) tier[p] = 0;
    const years = parts.yearTest(store, [query.filters.year, filters.year]);
    if (years) for (let p = 0; p < n; p += 1) if (!years[store.documentOf[p]]) tier[p] = 0;

    const facets = { document: parts.countBy(tier, store.documentOf, store.documents.map((/** @type {any} */ d) => d.key)), kind: parts.countBy(tier, store.kindOf, store.kinds) };
    const documents = parts.documentTest(context, query.filters.document, filters.document);
    const kinds = parts.kindTest(store, query.filters.kind, filters.kind);
    let total = 0;
    for (let p = 0; p < n; p += 1) {
      if (tier[p] && ((documents && !documents[store.documentOf[p]]) || (kinds && !kinds[store.kindOf[p]]))) tier[p] = 0;
      if (tier[p]) total += 1;
    }
    // Without words the names of the entities asked for are what is marked.
    const places = hasWords ? null : narrowed?.places;
    return { groups, nGroups: asked.length, superseded, tier, total, facets, places, chosen: narrowed?.chosen ?? [] };
  }

  /**
   * Understand an input and resolve it. An input meant to the letter is taken so where it
   * stands in the corpus; only then do blanks, signs and operators mean anything.
   * @param {any} context @param {string} input @param {any} filters
   */
  async function understand(context, input, filters) {
    for (const { text, isSyntax } of parts.literalsOf(input, context.exact)) {
      const query = parts.literalQuery(text);
      const [[word]] = query.groups;
      const { tier } = await parts.resolveWord(context, word);
      if (!tier.some(Boolean)) continue;
      if (isSyntax) context.notice("syntax-as-text", "この文字列がそのまま本文にあるため、記号も文字として検索しました。");
      return { query, resolved: await resolve(context, query, filters) };
    }
    const query = parts.parseQuery(input, context.exact);
    if (!context.exact) passOverSigns(context, query);
    await settleEntities(context, query);
    const resolved = await resolve(context, query, filters);
    return { query, resolved: resolved.total || context.exact || query.groups.length < 2 ? resolved : await resolveLoosely(context, query, filters, resolved) };
  }

  /**
   * Where no passage has all the words, try whether one has all their parts.
   * @param {any} context @param {any} query @param {any} filters @param {any} strict what was found, nothing
   */
  async function resolveLoosely(context, query, filters, strict) {
    const n = context.notices.length;
    const loose = await resolve({ ...context, isLoose: true }, query, filters);
    if (loose.total) return loose;
    context.notices.length = n;
    return strict;
  }

  /** Between words a sign alone, as in 日韓 ― 協力, is not sought. @param {any} context @param {any} query */
  function passOverSigns(context, query) {
    const isSign = (/** @type {any[]} */ group) => group.every(({ text, exact }) => !exact && /^[\p{P}\p{S}]+$/u.test(text));
    const words = query.groups.filter((/** @type {any[]} */ group) => !isSign(group));
    if (!words.length || words.length === query.groups.length) return;
    query.groups = words;
    context.notice("signs", "語と語の間の記号は検索に使いませんでした。");
  }

  /** Take a filter by an entity that does not exist as text. @param {any} context @param {any} query */
  async function settleEntities(context, query) {
    const known = await Promise.all(query.filters.entity.map((/** @type {string} */ name) => parts.entitiesNamed(context, name, true)));
    for (const [i, name] of query.filters.entity.entries()) {
      if (known[i].length) continue;
      query.groups.push([{ text: `項目:${name}`, exact: false, negative: false }]);
      query.interpreted = `${query.interpreted} 項目:${name}`.trim();
      context.notice("syntax-as-text", `項目「${name}」はないため、文字どおりに検索しました。`);
    }
    query.filters.entity = query.filters.entity.filter((/** @type {string} */ _, /** @type {number} */ i) => known[i].length);
  }

  /** The best tier of some words, any of which will do. @param {any[]} words @param {number} n */
  function bestOf(words, n) {
    if (words.length === 1) return words[0].tier;
    const best = new Uint8Array(n);
    for (const { tier } of words) for (let p = 0; p < n; p += 1) if (tier[p] > best[p]) best[p] = tier[p];
    return best;
  }

  /** Lower `tier` to `other` where that is less. @param {Uint8Array} tier @param {Uint8Array} other */
  function narrow(tier, other) {
    for (let p = 0; p < tier.length; p += 1) if (other[p] < tier[p]) tier[p] = other[p];
  }

  /**
   * What is known of a passage.
   * @param {any} store @param {number} passage
   */
  async function describe(store, passage) {
    const { row, data } = await store.textOf(passage);
    const document = store.documents[store.documentOf[passage]].key;
    const [end, base, anchor, division, label, page, permalink, text] = row;
    const id = `${document}.${end}`;
    return {
      id,
      document,
      url: `${data.u[base]}#${anchor || `p${end}`}`,
      permalink: permalink || `p/${id}/`,
      kind: store.kinds[store.kindOf[passage]],
      division: data.d[division][0] || null,
      divisionTitle: data.d[division][1],
      label: label || null,
      page: page || null,
      text,
    };
  }

  /** The words that count in a passage; where a name stands, not the words it is made of. @param {any} resolved @param {number} passage */
  function wordsIn({ groups, superseded }, passage) {
    const found = groups.flat().filter((/** @type {any} */ word) => word.tier[passage]);
    const hasName = superseded.size > 0 && found.some((/** @type {any} */ { isName }) => isName);
    return hasName ? found.filter((/** @type {any} */ word) => !superseded.has(word)) : found;
  }

  /** @param {any} context @param {any} resolved @param {number} passage @param {string} text */
  async function marksOf(context, resolved, passage, text) {
    const named = resolved.places?.get(passage) ?? [];
    const own = named.map((/** @type {[number, number]} */ [begin, end]) => ({ begin, end, alternative: { kind: "entity", rule: null } }));
    const found = wordsIn(resolved, passage);
    const emended = await Promise.all(found.map((/** @type {any} */ word) => parts.emendedMarks(context.store, word, passage)));
    const words = found.map((/** @type {any} */ word, /** @type {number} */ i) => ({
      word,
      marks: parts.withEmended(
        emended[i],
        // Parts of a word are marked only where the word itself does not stand.
        parts.marksIn(
          text,
          word.alternatives.filter((/** @type {any} */ { kind }) => (kind === "word") === (word.tier[passage] === parts.TIERS.word)),
          passage,
        ),
      ),
    }));
    return own.length ? [...words, { word: { text: "" }, marks: own }] : words;
  }

  /**
   * @param {any} store
   * @param {string} input
   * @param {any} [options]
   */
  async function search(store, input, options = {}) {
    const context = contextOf(store, options);
    const { query, resolved } = await understand(context, input, options.filters ?? {});
    const named = options.entities > 0 ? parts.offered(context, query, options.entities) : [];
    const counted = options.facets?.includes?.("entity") ? parts.countEntities(store, resolved.tier) : null;
    const limit = Number.isInteger(options.limit) && options.limit >= 0 ? options.limit : LIMIT;
    const offset = Number.isInteger(options.offset) && options.offset > 0 ? options.offset : 0;
    /** @type {{passage: number, score: number}[]} */
    const shown = parts.order(context, resolved).slice(offset, offset + limit);
    const hits = await Promise.all(
      shown.map(async ({ passage, score }) => {
        const known = await describe(store, passage);
        const found = await marksOf(context, resolved, passage, known.text);
        return {
          ...known,
          score,
          reasons: found.flatMap((/** @type {any} */ { word, marks }) => parts.reasonsFor(word, marks, known.text, context)),
          matches: parts.spansOf(found.flatMap((/** @type {any} */ { marks }) => marks)),
        };
      }),
    );
    let { total, facets } = resolved;
    if (!total && !context.exact && !isFiltered(query.filters) && !isFiltered(options.filters ?? {})) {
      const found = await parts.headingHits(context, query);
      total = found.length;
      facets = tally(found);
      hits.push(...found.slice(offset, offset + limit));
      if (total) context.notice("headings", "本文に一致する箇所がないため、見出しが一致する節の初めを示しています。");
    }
    const { suggestions, loosen } = total ? { suggestions: [], loosen: [] } : await parts.suggestInstead(context, query);
    return {
      total,
      hits,
      facets: counted ? { ...facets, entity: await counted } : facets,
      entities: await named,
      chosen: resolved.chosen,
      notices: [...query.notices, ...context.notices],
      suggestions,
      loosen,
      interpreted: query.interpreted,
    };
  }

  /** @param {Record<string, any>} filters */
  const isFiltered = (filters) => Object.values(filters).some((value) => (Array.isArray(value) ? value.length : value));

  /** Facets of a few hits. @param {any[]} hits */
  function tally(hits) {
    /** @type {{document: Record<string, number>, kind: Record<string, number>}} */
    const facets = { document: {}, kind: {} };
    for (const { document, kind } of hits) {
      facets.document[document] = (facets.document[document] ?? 0) + 1;
      facets.kind[kind] = (facets.kind[kind] ?? 0) + 1;
    }
    return facets;
  }

  Object.assign(parts, { contextOf, understand, describe, marksOf, search });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
