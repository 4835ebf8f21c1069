// @ts-check
// Whether a passage reads as it did when it was cited. A copied address carries `?d=` and the first digits of the
// digest of the text; a passage on a page carries its id (data-cite) and the first digits of its digest (data-digest),
// and p/<id>/history.json, where there is one, the texts the passage had before. The page of a retired id carries the
// id that answers for it (data-successor). Without this script the page says how to compare by eye.

(() => {
  "use strict";

  const DIGITS = /^[0-9a-f]{8,16}$/;
  const FORWARD_AFTER = 5000;
  /** More single changes than this are shown as one: the whole text for the whole text. */
  const MOST_CHANGES = 1200;

  /**
   * @typedef {{format: number, id: string, successor: string | null, text: string | null,
   *   earlier: {digest: string, text: string | null}[]}} PassageHistory
   * @typedef {{kind: "same" | "del" | "ins", text: string}} Piece
   */

  /**
   * @param {string} name
   * @param {string} className
   * @param {...(Node | string)} children
   * @returns {HTMLElement}
   */
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /**
   * The shortest way from one list to another (Myers, "An O(ND) Difference Algorithm", 1986).
   * @param {string[]} before
   * @param {string[]} after
   * @returns {Piece["kind"][] | null} a step a character; null when too much differs
   */
  function steps(before, after) {
    const most = Math.min(before.length + after.length, MOST_CHANGES);
    const middle = most + 1;
    let reach = new Int32Array(2 * most + 3);
    /** @type {Int32Array[]} */
    const trace = [];
    for (let changes = 0; changes <= most; changes++) {
      trace.push(reach.slice());
      for (let k = -changes; k <= changes; k += 2) {
        const down = k === -changes || (k !== changes && reach[middle + k - 1] < reach[middle + k + 1]);
        let x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
        while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
        reach[middle + k] = x;
        if (x >= before.length && x - k >= after.length) return walkBack(trace, before.length, after.length, middle);
      }
    }
    return null;
  }

  /**
   * @param {Int32Array[]} trace how far each diagonal reached before each change
   * @param {number} x
   * @param {number} y
   * @param {number} middle
   * @returns {Piece["kind"][]}
   */
  function walkBack(trace, x, y, middle) {
    /** @type {Piece["kind"][]} */
    const found = [];
    for (let changes = trace.length - 1; changes > 0; changes--) {
      const reach = trace[changes];
      const k = x - y;
      const down = k === -changes || (k !== changes && reach[middle + k - 1] < reach[middle + k + 1]);
      const from = down ? reach[middle + k + 1] : reach[middle + k - 1];
      const fromY = from - (down ? k + 1 : k - 1);
      while (x > from + (down ? 0 : 1) && y > fromY + (down ? 1 : 0)) {
        found.push("same");
        x--;
        y--;
      }
      found.push(down ? "ins" : "del");
      x = from;
      y = fromY;
    }
    for (; x > 0; x--) found.push("same");
    return found.reverse();
  }

  /**
   * What was taken out and put in, character by character.
   * @param {string} before
   * @param {string} after
   * @returns {Piece[]}
   */
  function compare(before, after) {
    const [old, now] = [Array.from(before), Array.from(after)];
    const way = steps(old, now) ?? [...old.map(() => /** @type {const} */ ("del")), ...now.map(() => /** @type {const} */ ("ins"))];
    /** @type {Piece[]} */
    const pieces = [];
    // Between two unchanged stretches what was taken out stands first, in one piece, then what was put in.
    let [gone, come] = ["", ""];
    const settle = () => {
      if (gone) pieces.push({ kind: "del", text: gone });
      if (come) pieces.push({ kind: "ins", text: come });
      [gone, come] = ["", ""];
    };
    let [i, j] = [0, 0];
    for (const kind of way) {
      if (kind === "del") gone += old[i++];
      else if (kind === "ins") come += now[j++];
      else {
        settle();
        const last = pieces[pieces.length - 1];
        if (last?.kind === "same") last.text += old[i];
        else pieces.push({ kind: "same", text: old[i] });
        i++;
        j++;
      }
    }
    settle();
    return pieces;
  }

  /**
   * The difference as text nodes, <del> and <ins>.
   * @param {string} before
   * @param {string} after
   * @returns {HTMLElement}
   */
  function difference(before, after) {
    const shown = element("p", "verdict-difference");
    for (const { kind, text } of compare(before, after)) {
      shown.append(kind === "same" ? text : element(kind, "", text));
    }
    return shown;
  }

  /**
   * @param {string} state
   * @param {HTMLElement} place
   * @param {...(Node | string)} children
   */
  function say(state, place, ...children) {
    const note = element("div", `verdict verdict-${state}`, ...children);
    note.dataset.verdict = state;
    // Announced when its text comes, so the region is on the page first.
    const region = element("div", "verdict-place");
    region.setAttribute("role", "status");
    // A permanent page is all about the passage: below its heading, inside <main>.
    const heading = place.localName === "main" ? place.querySelector("h1") : null;
    if (heading) heading.after(region);
    else place.before(region);
    region.append(note);
  }

  /**
   * @param {HTMLElement} place
   * @returns {URL} where the texts are kept
   */
  function historyAddress(place) {
    const number = place.localName === "main" ? null : place.querySelector("a.passage-number");
    const folder = number instanceof HTMLAnchorElement ? number.href : new URL("./", location.href).href;
    return new URL("history.json", folder);
  }

  /**
   * @param {HTMLElement} place
   * @returns {Promise<PassageHistory | null>} null where nothing is kept
   */
  async function readHistory(place) {
    const answer = await fetch(historyAddress(place));
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`history.json: ${answer.status}`);
    return answer.json();
  }

  /**
   * Whether two beginnings of digests can be those of one text.
   * @param {string} one
   * @param {string} other
   */
  const agree = (one, other) => one !== "" && (one.startsWith(other) || other.startsWith(one));

  /**
   * @param {string} digits
   * @param {HTMLElement} place
   */
  async function judge(digits, place) {
    const digest = place.dataset.digest ?? "";
    const successor = place.dataset.successor;
    if (!DIGITS.test(digits)) {
      say("unknown", place, element("p", "", "知らない版です。アドレスの「?d=」が、本文の要約値の形をしていません。"));
      return;
    }
    if (agree(digest, digits)) {
      say("same", place, element("p", "", "引用されたときと同じ本文です。"));
      return;
    }
    /** @type {PassageHistory | null} */
    let history;
    try {
      history = await readHistory(place);
    } catch {
      say("failed", place, element("p", "", "いまの本文は、引用されたときの本文と要約値が違います。以前の本文は読み込めませんでした。"));
      return;
    }
    const cited = history?.earlier.find((one) => agree(one.digest, digits));
    if (!history || !cited) {
      say("unknown", place, element("p", "", "知らない版です。引用されたときの本文の記録がないため、いまの本文と比べられません。"));
      return;
    }
    const change = successor
      ? `この番号は ${successor} に引き継がれました。`
      : "本文はその後改められました。";
    if (cited.text === null) {
      say("changed", place, element("p", "", `${change}引用されたときの本文は公開していません。`));
      return;
    }
    const before = element("details", "", element("summary", "", "引用されたときの本文"), element("p", "verdict-cited", cited.text));
    const legend = element("p", "verdict-legend", "違い：", element("del", "", "引用されたときだけにある文字"), " ", element("ins", "", "いまだけにある文字"));
    const shown = history.text === null ? [] : [legend, difference(cited.text, history.text)];
    say("changed", place, element("p", "", change), ...shown, before);
  }

  /** @returns {HTMLElement | null} the passage that was cited: on a reading page the one the fragment names */
  function citedPlace() {
    const named = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    return named?.matches("[data-digest]") ? named : document.querySelector("main[data-digest], [data-successor]");
  }

  const digits = new URLSearchParams(location.search).get("d");
  const place = citedPlace();
  if (place && digits !== null) {
    void judge(digits.toLowerCase(), place);
  } else if (place?.dataset.successor) {
    const successor = place.dataset.successor;
    window.setTimeout(() => location.replace(new URL(`../${successor}/`, location.href)), FORWARD_AFTER);
  }
})();
