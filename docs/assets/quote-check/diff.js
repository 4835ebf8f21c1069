// @ts-check
/*
 * How a quotation differs from a text, character by character. Characters that fold to the same (normalise.js) differ
 * only in writing. Of all alignments the one with the fewest errors, among those the one with the fewest differences
 * in writing. Twin of scripts/edition/quotation/diff.py, where the reasons stand.
 */
"use strict";
((parts) => {
  const ERROR = 1_000_000_000;
  const SUBSTITUTED = 10_000;
  const NEAR = 1;
  const INFINITE = Infinity;
  const DIAGONAL = 0;
  const DELETE = 1;
  const INSERT = 2;

  /**
   * @typedef {{folded: string, raw: string}} Atom
   * @typedef {{kind: "same" | "near" | "sub" | "ins" | "del", quotation: string, text: string}} Segment
   * @typedef {{segments: Segment[], matched: number, substituted: number, inserted: number, deleted: number,
   *   errors: number, near: number, identity: number}} Difference
   * @typedef {(cluster: string) => string} FoldCluster
   */

  const plain = (/** @type {string} */ cluster) => cluster;

  /**
   * The least things that are compared; their `raw` together are the text.
   * @param {string} text
   * @param {FoldCluster} foldCluster
   * @returns {Atom[]}
   */
  function atomsOf(text, foldCluster) {
    const { ends } = /** @type {any} */ (globalThis).corpusSearchParts.fold(text, plain);
    /** @type {Atom[]} */
    const atoms = [];
    for (let at = 0; at < text.length; ) {
      const raw = text.slice(at, ends[at]);
      const [first = "", ...rest] = foldCluster(raw);
      atoms.push({ folded: first, raw }, ...rest.map((folded) => ({ folded, raw: "" })));
      at += raw.length;
    }
    return atoms;
  }

  const isSame = (/** @type {Atom} */ a, /** @type {Atom} */ b) => a.folded === b.folded && a.raw === b.raw;

  /**
   * Align a quotation with the whole of a text.
   * @param {string} quotation
   * @param {string} text
   * @param {FoldCluster} foldCluster
   * @returns {Difference}
   */
  function compare(quotation, text, foldCluster) {
    const left = atomsOf(quotation, foldCluster);
    const right = atomsOf(text, foldCluster);
    const most = Math.min(left.length, right.length);
    let begin = 0;
    while (begin < most && isSame(left[begin], right[begin])) begin += 1;
    let end = 0;
    while (end < most - begin && isSame(left[left.length - 1 - end], right[right.length - 1 - end])) end += 1;
    const pair = (/** @type {Atom} */ atom) => /** @type {[Atom, Atom]} */ ([atom, atom]);
    return sumUp([
      ...left.slice(0, begin).map(pair),
      ...align(left.slice(begin, left.length - end), right.slice(begin, right.length - end)),
      ...left.slice(left.length - end).map(pair),
    ]);
  }

  /** @param {Atom} a @param {Atom} b */
  function costOf(a, b) {
    if (a.folded !== b.folded) return ERROR + (a.folded && b.folded ? SUBSTITUTED : NEAR);
    return a.raw === b.raw ? 0 : NEAR;
  }

  /**
   * The cheapest alignment, by dynamic programming over a band that is widened until it holds it.
   * @param {Atom[]} left
   * @param {Atom[]} right
   * @returns {[Atom | null, Atom | null][]}
   */
  function align(left, right) {
    const spare = [...left, ...right].filter((atom) => !atom.folded).length;
    for (let width = Math.abs(left.length - right.length) + 16; ; width *= 2) {
      const { cost, steps } = fill(left, right, width);
      if (width >= Math.max(left.length, right.length) || Math.floor(cost / ERROR) + spare <= width) {
        return trace(left, right, steps, width);
      }
    }
  }

  /** @param {Atom[]} left @param {Atom[]} right @param {number} width */
  function fill(left, right, width) {
    const gapOf = (/** @type {Atom} */ atom) => (atom.folded ? ERROR : NEAR);
    const gaps = right.map(gapOf);
    let above = new Float64Array(right.length + 1).fill(INFINITE);
    /** @type {Uint8Array[]} */
    const steps = [];
    for (let i = 0; i <= left.length; i += 1) {
      const row = new Float64Array(right.length + 1).fill(INFINITE);
      const step = new Uint8Array(2 * width + 1);
      const gap = i ? gapOf(left[i - 1]) : 0;
      for (let j = Math.max(0, i - width); j <= Math.min(right.length, i + width); j += 1) {
        if (i === 0 && j === 0) {
          row[0] = 0;
          continue;
        }
        let best = INFINITE;
        let way = DIAGONAL;
        if (i && j) best = above[j - 1] + costOf(left[i - 1], right[j - 1]);
        if (j && row[j - 1] + gaps[j - 1] < best) {
          best = row[j - 1] + gaps[j - 1];
          way = DELETE;
        }
        if (i && above[j] + gap < best) {
          best = above[j] + gap;
          way = INSERT;
        }
        row[j] = best;
        step[j - i + width] = way;
      }
      steps.push(step);
      above = row;
    }
    return { cost: above[right.length], steps };
  }

  /** @param {Atom[]} left @param {Atom[]} right @param {Uint8Array[]} steps @param {number} width */
  function trace(left, right, steps, width) {
    /** @type {[Atom | null, Atom | null][]} */
    const pairs = [];
    let i = left.length;
    let j = right.length;
    while (i || j) {
      const way = steps[i][j - i + width];
      if (way !== DELETE) i -= 1;
      if (way !== INSERT) j -= 1;
      pairs.push([way === DELETE ? null : left[i], way === INSERT ? null : right[j]]);
    }
    return pairs.reverse();
  }

  /** @param {Atom | null} a @param {Atom | null} b @returns {Segment["kind"]} */
  function kindOf(a, b) {
    if (!a || !b) return !(a ?? b)?.folded ? "near" : a ? "ins" : "del";
    if (a.folded !== b.folded) return a.folded && b.folded ? "sub" : a.folded ? "ins" : "del";
    return a.raw === b.raw ? "same" : "near";
  }

  /** Join pairs of one kind to segments, and count. @param {[Atom | null, Atom | null][]} pairs @returns {Difference} */
  function sumUp(pairs) {
    /** @type {Segment[]} */
    const segments = [];
    const counts = { same: 0, near: 0, sub: 0, ins: 0, del: 0 };
    let matched = 0;
    for (const [a, b] of pairs) {
      const kind = kindOf(a, b);
      counts[kind] += 1;
      if ((kind === "same" || kind === "near") && a?.folded && b) matched += 1;
      const last = segments.at(-1);
      if (last?.kind === kind) {
        last.quotation += a?.raw ?? "";
        last.text += b?.raw ?? "";
      } else {
        segments.push({ kind, quotation: a?.raw ?? "", text: b?.raw ?? "" });
      }
    }
    const shown = segments.filter(({ quotation, text }) => quotation || text);
    const errors = counts.sub + counts.ins + counts.del;
    return {
      segments: shown,
      matched,
      substituted: counts.sub,
      inserted: counts.ins,
      deleted: counts.del,
      errors,
      near: shown.filter(({ kind }) => kind === "near").length,
      identity: matched + errors ? matched / (matched + errors) : 1,
    };
  }

  Object.assign(parts, { compare });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
