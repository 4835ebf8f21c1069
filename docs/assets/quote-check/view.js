// @ts-check
/*
 * What was found, as nodes. Text of readers and of the corpus enters the page only as text nodes.
 */
"use strict";
((parts) => {
  /** @type {Record<string, string>} */
  const VERDICTS = {
    exact: "一致",
    near: "表記だけが異なる",
    different: "異なる箇所がある",
    none: "見つからない",
    short: "短すぎて判定できない",
  };
  /** @type {Record<string, string>} */
  const KINDS = { quotation: "引用符の中", block: "引用ブロック", whole: "段落の全体", fragment: "省略記号の前後", sentence: "一文" };
  /** Characters of the passage shown before and after the quotation. */
  const CONTEXT = 24;
  /** Passages named where several have the same text. */
  const MOST_NAMED = 5;

  /**
   * Build an element.
   * @param {string} tag tag name, classes after dots
   * @param {Record<string, unknown>} [attributes] `on…` listens; false leaves an attribute out
   * @param {...(Node | string)} children strings become text nodes
   * @returns {HTMLElement}
   */
  function node(tag, attributes = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    const element = document.createElement(name);
    if (classes.length) element.classList.add(...classes);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
      else if (value !== false) element.setAttribute(key, String(value));
    }
    element.append(...children);
    return element;
  }

  /** A blank can be seen. @param {string} text */
  const visible = (text) => text.replace(/[ \u00a0]/g, "␣").replace(/\u3000/g, "□").replace(/\t/g, "⇥");

  /**
   * One side of the comparison, with what differs marked.
   * @param {{kind: string, quotation: string, text: string}[]} segments
   * @param {"quotation" | "text"} side
   */
  function sideOf(segments, side) {
    return segments.flatMap(/** @returns {Node[]} */ (segment) => {
      const text = segment[side];
      if (segment.kind === "same") return [document.createTextNode(text)];
      const name = segment.kind === "near" ? "near" : "wrong";
      if (!text) return [node(`span.quote-gap.quote-gap--${name}`, { "aria-hidden": "true" }, "‸")];
      return [node(`mark.quote-mark.quote-mark--${name}`, { "data-kind": segment.kind }, visible(text))];
    });
  }

  /** A difference in words. @param {{kind: string, quotation: string, text: string}} segment */
  function inWords({ kind, quotation, text }) {
    const [here, there] = [`「${visible(quotation)}」`, `「${visible(text)}」`];
    if (kind === "ins") return `引用の${here}は本文にない`;
    if (kind === "del") return `本文の${there}が引用にない`;
    if (kind === "sub") return `引用は${here}、本文は${there}`;
    if (!quotation) return `表記：本文の${there}が引用にない`;
    if (!text) return `表記：引用の${here}は本文にない`;
    return `表記：引用は${here}、本文は${there}`;
  }

  /**
   * The quotation above the passage, and the differences in words.
   * @param {any} match
   * @param {string} text of the passage
   */
  function comparison(match, text) {
    const { segments } = match.difference;
    const before = text.slice(Math.max(0, match.begin - CONTEXT), match.begin);
    const after = text.slice(match.end, match.end + CONTEXT);
    const rows = node(
      "dl.quote-compare",
      {},
      node("dt", {}, "引用"),
      node("dd", {}, ...sideOf(segments, "quotation")),
      node("dt", {}, "本文"),
      node(
        "dd",
        {},
        node("span.quote-context", {}, (match.begin > CONTEXT ? "…" : "") + before),
        ...sideOf(segments, "text"),
        node("span.quote-context", {}, after + (match.end + CONTEXT < text.length ? "…" : "")),
      ),
    );
    const differences = segments.filter((/** @type {any} */ segment) => segment.kind !== "same");
    if (!differences.length) return [rows];
    return [rows, node("ul.quote-differences", {}, ...differences.map((/** @type {any} */ one) => node("li", {}, inWords(one))))];
  }

  /**
   * The passage: a link to its place, its permanent address, how to cite it.
   * @param {any} passage from texts.json
   * @param {{name: string, description: string}} record
   * @param {{base: string, published: string}} site addresses of the root
   */
  function source(passage, record, site) {
    const address = `${site.published}p/${passage.id}/?d=${passage.digest}`;
    const note = `${record.name}（${record.description}）、段落 ${passage.id}、${address}`;
    return node(
      "div.quote-source",
      { "data-passage": passage.id },
      node("p", {}, node("a", { href: site.base + passage.url }, `${record.name}　${passage.id}`), `（${record.description}）`),
      node(
        "p.quote-address",
        {},
        "固定アドレス ",
        node("a", { href: `${site.base}p/${passage.id}/?d=${passage.digest}` }, address),
        " ",
        copyButton("アドレスをコピー", address),
        " ",
        copyButton("出典をコピー", note),
      ),
    );
  }

  /** A button that copies, and says so. @param {string} label @param {string} text */
  function copyButton(label, text) {
    const button = node("button.quote-button", { type: "button" }, label);
    const say = node("span.quote-copied", { role: "status" });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        say.textContent = "コピーしました";
      } catch {
        // Not allowed, or not over https: shown, for the reader to copy.
        say.replaceChildren(node("code", {}, text));
      }
    });
    return node("span", {}, button, say);
  }

  /**
   * What was found of a piece, as an item of the list.
   * @param {{piece: {kind: string, text: string}, verdict: {name: string, matches: any[]}}} checked
   * @param {{passages: Map<string, any>, documents: Record<string, any>}} data
   * @param {{base: string, published: string}} site
   */
  function resultNode({ piece, verdict }, data, site) {
    const [best, ...others] = verdict.matches;
    const errors = best?.difference.errors;
    const count = verdict.name === "different" ? `（${errors}字）` : "";
    const head = node(
      "h2.quote-verdict",
      {},
      node(`span.quote-badge.quote-badge--${verdict.name}`, {}, (VERDICTS[verdict.name] ?? "") + count),
      node("small", {}, KINDS[piece.kind] ?? ""),
    );
    const item = node("li.quote-result", { "data-verdict": verdict.name }, head);
    if (!best) {
      item.append(node("blockquote", {}, piece.text), node("p", {}, verdict.name === "none" ? "この資料集の本文・注・表・文献のどこにもありません。" : ""));
      return item;
    }
    const passage = data.passages.get(best.passage);
    item.append(...comparison(best, passage.text), source(passage, data.documents[passage.id.split(".")[0]], site));
    if (others.length) {
      const links = others.slice(0, MOST_NAMED).flatMap(({ passage: id }) => [node("a", { href: `${site.base}p/${id}/` }, id), " "]);
      const rest = others.length > MOST_NAMED ? `ほか${others.length - MOST_NAMED}箇所` : "";
      item.append(node("p.quote-others", {}, "同じように合う箇所：", ...links, rest));
    }
    return item;
  }

  Object.assign(parts, { resultNode, VERDICTS });
})(/** @type {any} */ (globalThis).corpusQuotation ??= {});
