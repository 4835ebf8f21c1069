// @ts-check
"use strict";
/*
 * What the search page shows of an answer: passages, or what to try when there are none.
 *
 * The files of the search page alone (results, facets, kwic, export, page) run before
 * those of every page, so they use what those define only when called.
 */
(() => {
  const ui = (/** @type {any} */ (globalThis).corpusSearchUi ??= {});
  const EXCERPT = 260;

  /**
   * One passage with its locator, its marked matches and the reasons.
   * @param {any} hit
   * @param {any} state
   */
  function renderHit(hit, state) {
    const { element } = ui;
    const address = ui.siteAddress(ui.base, hit.url, ui.matchingParameters(state));
    const matches = hit.matches ?? [];
    const text = element("p.search-hit__text", {}, ...ui.markedNodes(ui.excerptOf(hit.text, matches, EXCERPT)));
    const whole = () => {
      text.replaceChildren(...ui.markedNodes(ui.segmentsOf(hit.text, matches)));
      button.remove();
    };
    const place = [ui.passageNumber(hit.id), ui.pageName(hit.page)].filter(Boolean);
    const button = element("button.search-button.search-button--quiet", { type: "button", onclick: whole }, "全文を表示");
    const reasons = ui.reasonsOf(hit.reasons).map((/** @type {{name: string, text: string}} */ reason) =>
      element("li.search-reason", {}, `${reason.name}：${reason.text}`),
    );
    return element(
      "li.search-hit",
      {},
      element(
        "h2.search-hit__place",
        {},
        element("a", { href: address }, element("b", {}, ui.nameOf(hit.document)), ` ${hit.divisionTitle ?? ""}`),
        element("span.search-hit__number", {}, place.join("　")),
        hit.kind === "paragraph" ? null : element("span.search-kind", {}, ui.kindName(hit.kind)),
      ),
      text,
      reasons.length ? element("ul.search-reasons", { "aria-label": "見つかった理由" }, ...reasons) : null,
      hit.text.length > EXCERPT ? button : null,
    );
  }

  /**
   * Fill a place with passages and a button for more of them.
   * @param {HTMLElement} place
   * @param {any} result
   * @param {any} state
   * @param {{ask: (offset: number) => Promise<any[]>, follow: (shown: number | null) => void}} options
   *   `ask` for the passages from an offset on; `follow` how many are shown, null when asking failed
   */
  function renderHits(place, result, state, { ask, follow }) {
    const rows = (/** @type {any[]} */ hits) => hits.map((hit) => renderHit(hit, state));
    const list = ui.element("ol.search-hits", {}, ...rows(result.hits));
    const more = ui.element("button.search-button.search-more", { type: "button" });
    const label = () => {
      const left = result.total - list.childElementCount;
      more.hidden = left <= 0;
      more.textContent = `さらに表示（残り${left}箇所）`;
    };
    more.addEventListener("click", async () => {
      const offset = list.childElementCount;
      more.disabled = true;
      try {
        list.append(...rows(await ask(offset)));
        list.children[offset]?.querySelector("a").focus();
        follow(list.childElementCount);
      } catch {
        follow(null);
      }
      more.disabled = false;
      label();
    });
    label();
    place.replaceChildren(list, more);
  }

  /**
   * Ways to widen a query that found nothing, each as a state of the page.
   * @param {any} state
   * @param {any} result
   * @returns {{label: string, state: any}[]}
   */
  function waysToLoosen(state, result) {
    const ways = [];
    const query = state.query.replace(/["“”]/g, " ").replace(/\s+/g, " ").trim();
    if (state.exact) ways.push({ label: "完全一致をやめる", state: { ...state, exact: false } });
    if (query && query !== state.query.trim()) ways.push({ label: `引用符を外す（${query}）`, state: { ...state, query } });
    const none = { documents: [], kinds: [], from: "", to: "", entities: [], aboutFrom: "", aboutTo: "" };
    const isNarrow = Object.keys(none).some((name) => state[name].length);
    if (isNarrow) ways.push({ label: "絞り込みをすべて外す", state: { ...state, ...none } });
    const words = state.query.split(/\s+/).filter(Boolean);
    if (words.length > 1 && words.every((/** @type {string} */ word) => !/^-|["“”:：|｜]|^OR$/.test(word))) {
      const any = words.join(" OR ");
      ways.push({ label: `いずれかの語を含むものを探す（${any}）`, state: { ...state, query: any } });
    }
    for (const { rule, label } of result.loosen ?? []) {
      const off = state.off.filter((/** @type {string} */ name) => name !== rule);
      ways.push({ label: `「${label}」の違いを見ない`, state: { ...state, off } });
    }
    return ways;
  }

  /**
   * Nothing found: the nearest terms of the corpus, and which rule to loosen.
   * @param {any} result
   * @param {any} state
   * @param {(state: any) => void} go
   */
  function renderNothing(result, state, go) {
    const { element } = ui;
    const link = (/** @type {any} */ next, /** @type {string} */ label, /** @type {string} */ count = "") =>
      element(
        "li",
        {},
        element(
          "a",
          {
            href: `${location.pathname}${ui.writeState(next)}`,
            onclick: (/** @type {MouseEvent} */ event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              go(next);
            },
          },
          label,
        ),
        count ? element("span.search-count", {}, count) : null,
      );
    const place = element("div.search-nothing", {}, element("p", {}, `「${ui.topicOf(state)}」に合う箇所はありません。`));
    const terms = result.suggestions ?? [];
    if (terms.length) {
      place.append(
        element("h2", {}, "資料にある近い語"),
        element(
          "ul.search-terms",
          {},
          ...terms.map((/** @type {{term: string, n: number}} */ { term, n }) =>
            link({ ...state, query: term }, term, `${n}件`),
          ),
        ),
      );
    }
    const ways = waysToLoosen(state, result);
    if (ways.length) {
      place.append(
        element("h2", {}, "条件をゆるめる"),
        element("ul", {}, ...ways.map(({ label, state: next }) => link(next, label))),
      );
    }
    if (!terms.length && !ways.length) place.append(element("p", {}, "語を短くするか、ほかの書き方、読み（仮名）、英語や韓国語の名でお試しください。"));
    return place;
  }

  Object.assign(ui, { renderHit, renderHits, waysToLoosen, renderNothing });
})();
