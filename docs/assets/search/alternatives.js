// @ts-check
// The other strings a word is searched under: spellings, names and readings that stand in the corpus.
"use strict";
((parts) => {
  /** The rules a reader can switch, by name. */
  const RULE_LABELS = {
    width: "全角・半角、大文字・小文字",
    blanks: "空白",
    dots: "中黒・ピリオド",
    quotes: "引用符",
    dashes: "ダッシュ・波線",
    kanji: "旧字体・異体字",
    diacritics: "ラテン文字の記号",
    katakana: "カタカナの表記",
    numerals: "数の書き方",
    era: "元号・日付の書き方",
    ka: "か・カ・ヶ・ケ・箇",
    okurigana: "送り仮名・語の表記",
    alias: "別名",
    reading: "読み",
    emendation: "校注の読み",
  };
  const MOST = 16;
  /** Of so many other spellings the names are asked for. */
  const MOST_SPELLED = 4;
  const LONGEST_KEY = 16;
  const KANA_RE = /^[ぁ-ゖァ-ヺー]{2,}$/u;
  const KATAKANA_RE = /[ァ-ヺー]{2,}/gu;
  /** Scripts in which a run of characters is looked up from its beginning only. */
  const SCRIPTS = [/[ァ-ヺー]/u, /[ぁ-ゖ]/u, /[a-z0-9]/u, /\p{Script=Hangul}/u];
  const KA_RE = /[かカヵヶケ箇]/u;
  const LATIN_RE = /^[a-z0-9+]+$/u;
  /** Of numbers without a word only the longer: 10 is not meant by 十分. */
  const NUMBER_RE = /^(?:[0-9,]{3,}|[0-9,]+(?:km|%))$/u;

  /** @param {any} store @param {string} table @param {string} key @returns {Promise<string[]>} */
  async function formsOf(store, table, key) {
    const isName = table === "a" || table === "v";
    const found = await store.find(isName ? parts.nameHeadOf(key) : parts.headOf(key), table, key);
    if (!found) return [];
    const cells = found.split(" ");
    return isName ? cells.filter((/** @type {string} */ _, /** @type {number} */ i) => i % 2 === 0) : cells;
  }

  /** The names of tables `a` and `v` with their passages. @param {any} store @param {string} table @param {string} key */
  async function namesOf(store, table, key) {
    const found = await store.find(parts.nameHeadOf(key), table, key);
    const cells = found ? found.split(" ") : [];
    return Array.from({ length: cells.length / 2 }, (_, i) => ({ form: cells[2 * i], passages: cells[2 * i + 1] }));
  }

  /** Which rule makes two spellings of a quantity one. @param {string} one @param {string} other */
  function quantityRule(one, other) {
    if (/明治|大正|昭和|平成|令和/u.test(one + other)) return "era";
    const bare = (/** @type {string} */ text) => text.replace(/[かカヵヶケ箇]/gu, "");
    return bare(one) === bare(other) ? "ka" : "numerals";
  }

  /** Whether a word is looked up part by part: Latin and hangul words are not. @param {string} folded */
  function isSegmented(folded) {
    // The scripts' own names take longer to compile than most searches take, so the usual ranges are asked first.
    return folded.length <= parts.LONGEST_CUT && (/[ぁ-ゖァ-ヺ\u3400-\u4dbf\u4e00-\u9fff]/u.test(folded) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(folded));
  }

  /** Places in a word at which a part of it may begin: anywhere among kanji, else where the script changes. @param {string[]} characters */
  function startsIn(characters) {
    const scripts = characters.map((character) => SCRIPTS.findIndex((script) => script.test(character)));
    return Array.from(characters.keys())
      .slice(0, -1)
      .filter((at) => at === 0 || scripts[at] < 0 || scripts[at] !== scripts[at - 1]);
  }

  /**
   * Parts of a word that have other forms, none of them overlapping.
   * @param {any} context @param {string} folded
   * @param {boolean} withNames whether parts that are names count
   */
  async function segmentsOf(context, folded, withNames) {
    const { store, isOn } = context;
    /** @type {{begin: number, end: number, forms: {form: string, kind: string, rule: string}[]}[]} */
    const segments = [];
    const add = (/** @type {number} */ begin, /** @type {number} */ end, /** @type {string[]} */ found, /** @type {(form: string) => string} */ kindOf, /** @type {(form: string) => string} */ ruleOf) => {
      const own = folded.slice(begin, end);
      const forms = found
        .filter((form) => form !== own && isOn(ruleOf(form)))
        .map((form) => ({ form, kind: kindOf(form), rule: ruleOf(form) }));
      if (forms.length && !segments.some((known) => begin < known.end && known.begin < end)) segments.push({ begin, end, forms });
    };
    for (const { key, begin, end } of parts.quantitiesIn(folded)) {
      const own = folded.slice(begin, end);
      // Without its か the word is another one, if of the same meaning.
      const kindOf = (/** @type {string} */ form) => (KA_RE.test(form) === KA_RE.test(own) ? "folded" : "alias");
      add(begin, end, await formsOf(store, "q", key), kindOf, (form) => quantityRule(own, form));
    }
    if (isOn("katakana")) {
      for (const match of folded.matchAll(KATAKANA_RE)) {
        let found = await formsOf(store, "k", parts.katakanaKey(match[0]));
        const loose = found.length ? "" : parts.looseKatakanaKey(match[0]);
        if (loose) found = await formsOf(store, "l", loose);
        add(match.index, match.index + match[0].length, found, () => "folded", () => "katakana");
      }
    }
    const characters = Array.from(folded);
    /** @type {["o" | "v" | "a", string, string][]} */
    const tables = [["v", "variant", "okurigana"], ["o", "variant", "okurigana"], ["a", "alias", "alias"]];
    for (const [table, kind, rule] of tables) {
      if (!isOn(rule) || (table === "a" && !withNames)) continue;
      for (const at of startsIn(characters)) {
        const unit = characters.slice(0, at).join("").length;
        const shard = await store.shardFor(characters[at] + characters[at + 1]);
        for (let n = Math.min(LONGEST_KEY, characters.length - at); n >= 2; n -= 1) {
          const key = characters.slice(at, at + n).join("");
          const isRun = table !== "o" && parts.isWholeName(key);
          if (!isRun && parts.own(shard[table], key) === undefined) continue;
          const found = await formsOf(store, table, key);
          if (found.length) add(unit, unit + key.length, found, () => kind, () => rule);
          // Of a Latin or hangul word within another only the whole is a name.
          if (isRun || found.length) break;
        }
      }
    }
    return segments.sort((a, b) => a.begin - b.begin);
  }

  /** What is read as a kana word, else what its parts are read as, put together. @param {any} store @param {string} kana */
  async function readAs(store, kana) {
    const whole = await formsOf(store, "y", kana);
    if (whole.length || kana.length < 4) return whole;
    for (let cut = kana.length - 2; cut >= 2; cut -= 1) {
      const [left, right] = await Promise.all([formsOf(store, "y", kana.slice(0, cut)), formsOf(store, "y", kana.slice(cut))]);
      if (left.length && right.length) return left.slice(0, 3).flatMap((one) => right.slice(0, 3).map((other) => one + other));
    }
    return [];
  }

  /**
   * @typedef {object} Alternative
   * @property {string} folded
   * @property {string} kind
   * @property {string} rule
   * @property {string} passages as the index writes them, where it has them with the form
   * @property {string} within passages outside which the form means something else, likewise; "" where it means the same anywhere
   * @property {number[]} joints places in code points at which the form was put together from parts
   * @property {boolean} isWord whether it must not stand inside a Latin word
   * @property {Map<number, [number, number][]>} [places] by passage, in code units, where other forms mean the same in context; `folded`
   *   is empty then
   */

  /**
   * Other strings for a word; the nearest kinds first.
   * @param {any} context store and rules
   * @param {string} folded not empty
   * @returns {Promise<Alternative[]>}
   */
  async function alternativesOf(context, folded) {
    const { store, isOn } = context;
    /** @type {Map<string, Alternative>} */
    const found = new Map();
    const add = (/** @type {string} */ form, /** @type {string} */ kind, /** @type {string} */ rule, passages = "", /** @type {number[]} */ joints = [], within = "") => {
      if (form && form !== folded && !found.has(form)) found.set(form, { folded: form, kind, rule, passages, within, joints, isWord: LATIN_RE.test(form) });
    };
    if (isOn("okurigana")) for (const { form, passages } of await namesOf(store, "v", folded)) add(form, "variant", "okurigana", passages);
    /** @type {{text: string, at: number, kind: string, rule: string, joints: number[]}[]} */
    let prefixes = [{ text: "", at: 0, kind: "", rule: "", joints: [] }];
    const ranks = ["", "folded", "variant", "alias"];
    const names = isOn("alias") ? await namesOf(store, "a", folded) : [];
    for (const { begin, end, forms } of isSegmented(folded) || NUMBER_RE.test(folded) ? await segmentsOf(context, folded, !names.length) : []) {
      prefixes = prefixes
        .flatMap((prefix) => {
          const before = prefix.text + folded.slice(prefix.at, begin);
          return [
            { ...prefix, text: before + folded.slice(begin, end), at: end },
            // Of two replacements the farther-fetched one names the reason.
            ...forms.map(({ form, kind, rule }) => {
              const isFarther = ranks.indexOf(kind) >= ranks.indexOf(prefix.kind);
              const text = before + form;
              const joints = [...prefix.joints, Array.from(before).length, Array.from(text).length];
              return { text, at: end, kind: isFarther ? kind : prefix.kind, rule: isFarther ? rule : prefix.rule, joints };
            }),
          ];
        })
        .slice(0, MOST);
    }
    const [composed, named] = [false, true].map((isNamed) => prefixes.filter(({ kind }) => kind && (kind === "alias") === isNamed));
    for (const { text, at, kind, rule, joints } of composed) add(text + folded.slice(at), kind, rule, "", joints);
    // Words in brackets need not stand in brackets.
    if (isOn("quotes") && /^".+"$/u.test(folded)) add(folded.slice(1, -1), "folded", "quotes");
    if (isOn("era")) for (const { form, within, joints } of await parts.datedForms(store, folded)) add(form, "alias", "era", "", joints, within);

    for (const { form, passages } of names) add(form, "alias", "alias", passages);
    if (isOn("alias") && !names.length) {
      // What is no name may be one in another spelling.
      const spelled = [...found.values()].filter((one) => one.kind === "folded" || one.kind === "variant").slice(0, MOST_SPELLED);
      const others = await Promise.all(spelled.map(({ folded: form }) => namesOf(store, "a", form)));
      for (const { form, passages } of others.flat()) add(form, "alias", "alias", passages);
    }
    for (const { text, at, kind, rule, joints } of named) add(text + folded.slice(at), kind, rule, "", joints);
    if (isOn("reading") && KANA_RE.test(folded)) {
      const kana = parts.toKatakana(folded);
      if (kana !== folded) for (const { form, passages } of await namesOf(store, "a", kana)) add(form, "reading", "reading", passages);
      for (const form of await readAs(store, kana)) add(form, "reading", "reading");
      if (kana !== folded) for (const form of await formsOf(store, "k", parts.katakanaKey(kana))) add(form, "reading", "reading");
    }
    const kind = KANA_RE.test(folded) && isOn("reading") ? "reading" : "alias";
    const places = isOn("alias") ? await parts.placesInContext(store, kind === "reading" ? parts.toKatakana(folded) : folded) : new Map();
    const inContext = { folded: "", kind, rule: kind, passages: "", within: "", joints: [], isWord: true, places };
    return [...[...found.values()].slice(0, MOST), ...(places.size ? [inContext] : [])];
  }

  /**
   * A word with what it has in hiragana written as it is read (さかさ地図: 逆さ地図), for one that stands nowhere.
   * @param {any} context @param {string} folded
   * @returns {Promise<Alternative[]>}
   */
  async function readInside({ store, isOn }, folded) {
    /** @type {Alternative[]} */
    const found = [];
    if (!isOn("reading")) return found;
    for (const { 0: run, index } of folded.matchAll(/[ぁ-ゖ]{2,}/gu)) {
      const before = Array.from(folded.slice(0, index)).length;
      for (const form of run === folded ? [] : await formsOf(store, "y", parts.toKatakana(run))) {
        const text = folded.slice(0, index) + form + folded.slice(index + run.length);
        const joints = [before, before + Array.from(form).length];
        found.push({ folded: text, kind: "reading", rule: "reading", passages: "", within: "", joints, isWord: false });
      }
    }
    return found.slice(0, MOST);
  }

  /** Whether the words of a run are together one name of a concept. @param {any} context @param {string} folded */
  async function isName(context, folded) {
    return context.isOn("alias") && (await formsOf(context.store, "a", folded)).length > 0;
  }

  Object.assign(parts, { RULE_LABELS, startsIn, isSegmented, segmentsOf, alternativesOf, readInside, isName });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
