// @ts-check
// Twin of scripts/edition/search/spellings.py; both are held to tests/cases/spellings.json.
"use strict";
((parts) => {
  /** @type {[string, string][]} longer spellings first */
  const DOUBLETS = [
    ["ヴァ", "バ"], ["ヴィ", "ビ"], ["ヴェ", "ベ"], ["ヴォ", "ボ"], ["ヴュ", "ビュ"], ["ヴ", "ブ"],
    ["ティ", "チ"], ["ディジ", "デジ"], ["ディ", "ジ"], ["テュ", "チュ"], ["デュ", "ジュ"], ["トゥ", "ツ"], ["ドゥ", "ズ"],
    ["スィ", "シ"], ["ズィ", "ジ"], ["ヂ", "ジ"], ["ヅ", "ズ"], ["イヤ", "イア"],
    ["クヮ", "クア"], ["クワ", "クア"], ["グヮ", "グア"], ["グワ", "グア"], ["ジェ", "ゼ"], ["フォ", "ホ"],
    ["ッド", "ット"], ["ッグ", "ック"], ["ッブ", "ップ"], ["ッズ", "ッツ"], ["ッジ", "ッチ"],
  ];
  const SMALL = "ァィゥェォャュョヮヵヶ";
  const LARGE = "アイウエオヤユヨワカケ";
  const LONG_RE = /ー|(?<=[エケセテネヘメレゲゼデベペ])イ|(?<=[オコソトノホモヨロゴゾドボポョ])ウ/gu;
  const DIGITS = "〇一二三四五六七八九";
  const TENS_RE = /^(?:([一二三四五六七八九]?)千)?(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/u;
  /** @type {Record<string, bigint>} */
  const MYRIADS = { 万: 10n ** 4n, 億: 10n ** 8n, 兆: 10n ** 12n, "": 1n };
  const LONGEST_NUMBER = 16;
  /** @type {Record<string, string>} 28,500名 counts as many as 28,500人; 180km are 180キロメートル */
  const UNITS = { 名: "人", km: "キロメートル", "%": "パーセント" };
  /** @type {Record<string, number>} first year of each era less one */
  const ERAS = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };
  const QUANTITY_RE =
    /(?:(?<era>明治|大正|昭和|平成|令和)(?<year>元|[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})年)|(?<number>(?:[0-9]+(?:,[0-9]{3})*[百千]?|[〇零一二三四五六七八九十百千]+)(?:[万億兆](?:[0-9]+(?:,[0-9]{3})*[百千]?|[〇零一二三四五六七八九十百千]+)?)*|[数何幾](?=[かカヵヶケ箇]))(?:(?<ka>[かカヵヶケ箇])(?=[国所月年条点村町寺処項語方]))?(?<unit>キロメートル|km|パーセント|%|[\p{L}\p{N}_]?)/gu;

  /** What every quantity has some of: without it the costly pattern need not even be compiled. */
  const SIGN_OF_QUANTITY_RE = /[0-9〇零一二三四五六七八九十百千数何幾]|明治|大正|昭和|平成|令和/u;

  /** Write hiragana as katakana. @param {string} text */
  function toKatakana(text) {
    return text.replace(/[ぁ-ゖ]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  }

  /** What the spellings of one foreign word share. @param {string} word */
  function katakanaKey(word) {
    let key = word;
    for (const [spelling, common] of DOUBLETS) key = key.replaceAll(spelling, common);
    key = key.replace(/[ァィゥェォャュョヮヵヶ]/gu, (c) => LARGE[SMALL.indexOf(c)]);
    return key.replace(LONG_RE, "");
  }

  const VOICED = "ガギグゲゴザジズゼゾダデドバビブベボパピプペポ";
  const VOICELESS = "カキクケコサシスセソタテトハヒフヘホハヒフヘホ";
  const SHORTEST_LOOSE = 3;

  /** What foreign words share that are heard alike: no voicing, no ッ, no vowel within (パクス, パックス). @param {string} word */
  function looseKatakanaKey(word) {
    const key = Array.from(katakanaKey(word), (c) => (VOICED.includes(c) ? VOICELESS[VOICED.indexOf(c)] : c)).join("").replace(/(?<!^)[アイウエオッ]/gu, "");
    return key.length >= SHORTEST_LOOSE ? key : "";
  }

  /** The digits of a number; null when it is none (二三十, 三億二億). @param {string} text @returns {string | null} */
  function parseNumber(text) {
    if (!/[万億兆]/u.test(text)) return parsePart(text);
    let total = 0n;
    let last = 10n ** BigInt(LONGEST_NUMBER);
    for (const [, part, myriad] of text.matchAll(/([^万億兆]+)([万億兆]?)/gu)) {
      const digits = parsePart(part);
      if (digits === null || digits.length > LONGEST_NUMBER || MYRIADS[myriad] >= last) return null;
      total += BigInt(digits) * MYRIADS[myriad];
      last = MYRIADS[myriad];
    }
    return String(total);
  }

  /** @param {string} text without 万, 億, 兆 @returns {string | null} */
  function parsePart(text) {
    if (/^[0-9]/u.test(text)) return text.replaceAll(",", "").replace("百", "00").replace("千", "000");
    const plain = Array.from(text.replaceAll("零", "〇"), (c) => DIGITS.indexOf(c));
    if (plain.every((digit) => digit >= 0)) return plain.join("");
    const match = TENS_RE.exec(text);
    if (!match) return "数何幾".includes(text) ? text : null;
    let value = 0;
    for (const [i, unit] of [1000, 100, 10, 1].entries()) {
      const digit = match[i + 1];
      if (digit) value += DIGITS.indexOf(digit) * unit;
      else if (i < 3 && text.includes("千百十"[i])) value += unit;
    }
    return String(value);
  }

  /**
   * The quantities of a folded text, with and without the character behind.
   * @param {string} folded
   * @returns {{key: string, begin: number, end: number}[]} in code units
   */
  function quantitiesIn(folded) {
    /** @type {{key: string, begin: number, end: number}[]} */
    const found = [];
    if (!SIGN_OF_QUANTITY_RE.test(folded)) return found;
    for (const match of folded.matchAll(QUANTITY_RE)) {
      const { era, year, number: written, ka, unit } = /** @type {Record<string, string>} */ (match.groups);
      const begin = match.index;
      const end = begin + match[0].length;
      if (era) {
        const number = year === "元" ? "1" : parseNumber(year);
        if (number !== null) found.push({ key: `${ERAS[era] + Number(number)}年`, begin, end });
        continue;
      }
      const number = parseNumber(written);
      if (number === null || number.length > LONGEST_NUMBER) continue;
      if (ka) {
        found.push({ key: `${number}ヶ${unit}`, begin, end });
        continue;
      }
      // 三国 are 三か国, but 第三国 is the third.
      if (unit === "国" && folded[begin - 1] !== "第") found.push({ key: `${number}ヶ国`, begin, end });
      else if (unit) found.push({ key: number + (UNITS[unit] ?? unit), begin, end });
      found.push({ key: number, begin, end: begin + written.length });
    }
    return found;
  }

  Object.assign(parts, { toKatakana, katakanaKey, looseKatakanaKey, parseNumber, quantitiesIn });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
