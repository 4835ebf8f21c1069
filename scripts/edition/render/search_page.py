"""The page /search/: a form that is a plain GET request, and places for the answers.

Everything that depends on the query is filled in by docs/assets/search/page.js;
`data-…` attributes are the names under which it finds its places. Without
JavaScript the page says so and leads to the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from edition.model import Record
from edition.render.escape import front_matter, html
from edition.render.passages import KIND_NAMES

_FORM = "search-form"
_ROOT = "../"

#: Style sheets of this page alone.
STYLES = ("page.css", "filters.css", "kwic.css")

#: Scripts of this page alone; those of every page are named in mkdocs.yml. The order does not
#: matter: they only define functions, and page.js begins when the page has been read.
SCRIPTS = ("results.js", "facets.js", "entity-filter.js", "kwic.js", "export.js", "page.js")

#: Example queries: what they show, by query.
EXAMPLES = (
    ("拡大抑止", "語をそのまま"),
    ("日米韓 安全保障", "すべての語を含む箇所"),
    ("TCOG OR 日米韓調整会合", "いずれかを含む箇所"),
    ('"日韓国交正常化"', "引用符のとおりの文字列"),
    ("拡大抑止 -核", "「核」を含む箇所を除く"),
    ("かくだいよくし", "読みがなでも"),
)

#: The syntax of queries: what is written, what it finds.
SYNTAX = (
    ("日米韓　安全保障", "空白で区切ると、すべての語を含む箇所"),
    ("TCOG OR 日米韓調整会合", "「OR」または「｜」の両側のいずれかを含む箇所"),
    ("拡大抑止 -核", "「-」を付けた語を含む箇所を除く"),
    ('"国交正常化"', "半角の引用符で囲むと、その文字列だけ（表記ゆれ・別名・読みを使わない）"),
    ("年:2011　年:2010..2012", "その年、その期間に出た資料"),
    ("時期:1998　時期:1990年代", "本文がその年、その期間のことを述べる箇所"),
    ("項目:TCOG　項目:\"Camp David\"", "その人物・機関・協定・地名などの名の出る箇所（読みや別名でもよい）"),
    ("資料:hiraiwa2011", "その資料（引用キー）の中"),
    ("種別:注", "その種別（段落・注・表・文献など）だけ"),
)


def render_search_page(documents: Iterable[Record]) -> str:
    """Return docs/search/index.md.

    Args:
        documents: records of all documents, in the order of the site.
    """
    documents = list(documents)
    head = front_matter(
        {
            "title": "検索",
            "description": "全資料の本文・注・表の全文検索と用例索引（KWIC）。",
            "hide": ["navigation", "toc"],
        }
    )
    assets = f"{_ROOT}assets/search/"
    styles = "".join(f'<link rel="stylesheet" href="{assets}{name}">' for name in STYLES)
    scripts = "".join(f'<script src="{assets}{name}" defer></script>' for name in SCRIPTS)
    parts = (
        f'<div class="search-page" data-search-page>{styles}',
        _query_form(),
        _filters(documents),
        '<section class="search-results" aria-label="検索結果">',
        _without_script(documents),
        '<p class="search-summary" role="status" data-summary></p>',
        '<ul class="search-answers" aria-label="この名の項目" data-answers hidden></ul>',
        '<div class="search-trouble" data-trouble hidden></div>',
        '<div class="search-notices" data-notices hidden></div>',
        _toolbar(),
        '<div class="search-panel" role="tabpanel" id="search-panel" tabindex="-1" data-panel></div>',
        _start(),
        "</section>",
        _help(),
        scripts,
        "</div>",
    )
    # One block of HTML without blank lines, which Markdown leaves as it is.
    return f"{head}\n# 検索\n\n" + "\n".join(parts) + "\n"


def _query_form() -> str:
    label = "本文・注・表を検索"
    return (
        f'<form class="search-form" id="{_FORM}" method="get" role="search" aria-label="{label}">'
        f'<input class="search-form__field" type="search" name="q" aria-label="検索語" placeholder="{label}"'
        ' autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="500">'
        '<button class="search-form__send" type="submit">検索</button>'
        "</form>"
    )


def _choice(name: str, value: str, label: str, extra: str = "", counted: bool = True) -> str:
    count = '<span class="search-count" data-count></span>' if counted else ""
    return (
        f'<label class="search-choice"><input type="checkbox" form="{_FORM}" name="{name}"'
        f' value="{html(value)}"{extra}><span>{html(label)}</span>{count}</label>'
    )


def _filters(documents: Sequence[Record]) -> str:
    by_document = "".join(
        _choice("document", record.key, record.short_title, f' data-name="{html(record.short_title)}"')
        for record in documents
    )
    by_kind = "".join(_choice("kind", kind.value, name) for kind, name in KIND_NAMES.items())
    return (
        '<details class="search-filters" open data-filters>'
        '<summary>絞り込み<span class="search-filters__set" data-filter-count></span></summary>'
        f"<fieldset><legend>資料</legend>{by_document}</fieldset>"
        f"<fieldset><legend>種別</legend>{by_kind}</fieldset>"
        f"{_years('資料の年（出た年）', 'from', 'to')}"
        f"{_years('本文が述べる年', 'about_from', 'about_to')}"
        f"{_entities()}"
        f"<fieldset><legend>照合</legend>{_choice('exact', '1', '完全一致', counted=False)}"
        '<details class="search-rules" data-rules hidden><summary>表記ゆれの扱い</summary>'
        "<div data-rules-list></div></details></fieldset>"
        "</details>"
    )


def _years(legend: str, begin: str, end: str) -> str:
    """Return two fields for the first and the last year."""
    field = (
        '<input type="text" inputmode="numeric" size="4" maxlength="4" form="{form}" name="{name}"'
        ' aria-label="{legend}、{label}" placeholder="{label}">'
    )
    first, last = (
        field.format(form=_FORM, name=name, legend=legend, label=label)
        for name, label in ((begin, "この年から"), (end, "この年まで"))
    )
    return f'<fieldset class="search-years"><legend>{legend}</legend>{first}<span>–</span>{last}</fieldset>'


def _entities() -> str:
    """Return the filter by entity: chips, a field and the most frequent of the hits, filled in by the script."""
    return (
        "<fieldset><legend>項目（人物・機関・協定・地名など）</legend>"
        '<div class="search-entities" data-entity-chips></div>'
        f'<input class="search-entity-field" type="text" form="{_FORM}" list="search-entity-names" data-entity-field'
        ' aria-label="項目を加える" placeholder="項目を加える" autocomplete="off" autocapitalize="off" spellcheck="false"'
        ' enterkeyhint="done" maxlength="200"><datalist id="search-entity-names"></datalist>'
        '<div role="group" aria-label="見つかった箇所に多い項目" data-entity-counts></div></fieldset>'
    )


def _toolbar() -> str:
    tab = (
        '<a role="tab" id="search-tab-{view}" aria-controls="search-panel" aria-selected="{shown}"'
        ' href="?" data-view="{view}">{label}</a>'
    )
    tabs = tab.format(view="list", shown="true", label="一覧")
    tabs += tab.format(view="kwic", shown="false", label="用例（KWIC）")
    orders = (("position", "本文の順"), ("left", "左文脈の五十音順"), ("right", "右文脈の五十音順"))
    options = "".join(f'<option value="{value}">{label}</option>' for value, label in orders)
    formats = "".join(
        f'<button class="search-button" type="button" data-export="{name}"'
        f' aria-label="用例を{name.upper()}で書き出す">{name.upper()}</button>'
        for name in ("tsv", "csv")
    )
    return (
        '<div class="search-toolbar" data-toolbar hidden>'
        f'<div class="search-tabs" role="tablist" aria-label="結果の見せ方">{tabs}</div>'
        f'<label class="search-tool" data-of-kwic hidden>並べ替え <select form="{_FORM}" name="sort">{options}</select></label>'
        f'<label class="search-tool" data-of-kwic hidden><input type="checkbox" form="{_FORM}" name="grouped" checked> 資料ごと</label>'
        f'<span class="search-tool search-tool--export">用例の書き出し {formats}</span>'
        "</div>"
    )


def _start() -> str:
    rows = "".join(
        f'<li><a href="?{html(urlencode({"q": query}))}">{html(query)}</a><span>{html(shown)}</span></li>'
        for query, shown in EXAMPLES
    )
    return (
        '<div class="search-start" data-start><p>語を入れると、五資料の本文・注・表・文献から、'
        "その語を含むすべての箇所を示します。表記ゆれ・別名・読みの違いも探します。</p>"
        f"<p>例</p><ul>{rows}</ul></div>"
    )


def _without_script(documents: Sequence[Record]) -> str:
    links = "".join(
        f'<li><a href="{_ROOT}documents/{html(record.key)}/">{html(record.title or record.short_title)}</a></li>'
        for record in documents
    )
    return (
        '<noscript><div class="search-noscript"><p>検索は閲覧環境の JavaScript で動きます。'
        "JavaScript を使わない場合は、次の資料を開いてブラウザーのページ内検索を使うか、"
        f'<a href="{_ROOT}data/passages.jsonl">全段落のデータ（JSON Lines）</a>を検索してください。</p>'
        f"<ul>{links}</ul></div></noscript>"
    )


def _help() -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{html(written)}</code></th><td>{html(found)}</td></tr>'
        for written, found in SYNTAX
    )
    return (
        '<details class="search-help"><summary>検索の書き方と書き出し</summary>'
        f"<table><tbody>{rows}</tbody></table>"
        "<p>書き方を誤っても検索は止まりません。記号も含めた文字列として探し、そのことを示します。</p>"
        "<p>検索のアドレスは変わりません。アドレス欄の文字列を控えれば、同じ検索を再び開けます。</p>"
        "<p>書き出したファイルでは、一行が一つの用例です。列は段落の識別子、資料の引用キー、種別、左文脈、語、右文脈、"
        "出典の表示、固定アドレスです。CSV は UTF-8（BOM 付き、RFC 4180）、TSV は UTF-8 です。"
        "本文の文字は一切変えません。「=」「+」「-」「@」で始まるセルを表計算ソフトが数式と見ることがあるので、"
        "読み込むときは列の型を「文字列」としてください。</p>"
        "</details>"
    )
