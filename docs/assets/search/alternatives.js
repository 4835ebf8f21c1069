// @ts-check
// Other strings a word is searched under.
"use strict";
((parts) => {
  /** The rules a reader can switch, by name. */
  const RULE_LABELS = {
    width: "全角・半角、大文字・小文字",
    blanks: "空白",
    dots: "中黒",
    quotes: "引用符",
    dashes: "ダッシュ・波線",
    kanji: "旧字体・異体字",
    katakana: "カタカナの表記",
    numerals: "漢数字と算用数字",
    era: "元号と西暦",
    ka: "か・カ・ヶ・ケ・箇",
    okurigana: "送り仮名・語の表記",
    alias: "別名",
    reading: "読み",
  };

  async function alternativesOf() {
    return [];
  }
  Object.assign(parts, { RULE_LABELS, alternativesOf });
})(/** @type {any} */ (globalThis).corpusSearchParts ??= {});
