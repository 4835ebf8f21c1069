"""The page /quote/: a field for a quotation, and places for what is found.

Everything that depends on what is pasted is filled in by docs/assets/quote-check/page.js;
`data-…` attributes are the names under which it finds its places.
"""

from __future__ import annotations

from collections.abc import Iterable

from edition.model import Record
from edition.render.escape import front_matter, html

_ROOT = "../"
#: Scripts of this page, in the order in which they need each other.
SCRIPTS = (
    "search/normalise.js",
    "quote-check/approximate.js",
    "quote-check/diff.js",
    "quote-check/match.js",
    "quote-check/pieces.js",
    "quote-check/examine.js",
    "quote-check/view.js",
    "quote-check/page.js",
)

#: What the verdicts mean, as the page explains them.
VERDICTS = (
    ("一致", "本文のその箇所と一字も違わない"),
    ("表記だけが異なる", "全角・半角、大文字・小文字、空白、中黒、引用符、ダッシュ・波線、旧字体・異体字の違いだけがある"),
    ("異なる箇所がある", "文字の置き換え・挿入・脱落がある。字数を示し、その文字に印を付ける"),
    ("見つからない", "七割以上が合う箇所がどこにもない"),
    ("短すぎて判定できない", "六字に満たず、そのままの形ではどこにもない"),
)


def render_quote_check_page(documents: Iterable[Record]) -> str:
    """Return docs/quote/index.md.

    Args:
        documents: records of all documents, in the order of the site.
    """
    head = front_matter(
        {
            "title": "引用の照合",
            "description": "引用した文や論文の段落を貼り付けると、どの段落からの引用か、原文どおりかを確かめます。",
            "hide": ["navigation", "toc"],
        }
    )
    assets = f"{_ROOT}assets/"
    scripts = "".join(f'<script src="{assets}{name}" defer></script>' for name in SCRIPTS)
    parts = (
        f'<div class="quote-check" data-quote-check><link rel="stylesheet" href="{assets}quote-check/quote-check.css">',
        "<p>引用した文、または論文の段落をそのまま貼り付けてください。資料のどの段落からの引用か、原文どおりか、"
        "どの文字が違うかを示します。貼り付けた文字はこの端末の外へ送られません。</p>",
        _without_script(documents),
        _form(),
        '<p role="status" aria-live="polite" data-status></p>',
        '<ol class="quote-results" aria-label="照合の結果" data-results></ol>',
        _help(),
        scripts,
        "</div>",
    )
    # One block of HTML without blank lines, which Markdown leaves as it is.
    return f"{head}\n# 引用の照合\n\n" + "\n".join(parts) + "\n"


def _form() -> str:
    return (
        '<form hidden aria-label="引用の照合"><label for="quote-text">引用または段落</label>'
        '<textarea id="quote-text" rows="8" maxlength="200000" autocomplete="off" autocapitalize="off" spellcheck="false"'
        ' aria-describedby="quote-keys"></textarea>'
        '<div class="quote-check__buttons"><button type="submit">照合する</button><button type="reset">消す</button>'
        '<small id="quote-keys">Ctrl+Enter（⌘+Enter）でも照合します</small>'
        '<progress max="1" aria-label="本文の読み込み" hidden></progress></div></form>'
    )


def _help() -> str:
    rows = "".join(f'<tr><th scope="row">{html(name)}</th><td>{html(text)}</td></tr>' for name, text in VERDICTS)
    return (
        '<details class="quote-help"><summary>照合のしかた</summary>'
        f"<table><tbody>{rows}</tbody></table>"
        "<p>「」『』“” で囲まれた部分と、行頭に &gt; のある引用ブロックを引用として取り出します。"
        "引用符がないとき、または段落の全体が資料の本文にあるときは、全体を一つの引用と見ます。"
        "省略記号（……、（中略）など）のある引用は、その前後に分けて探します。</p>"
        "<p>結果は、合わない文字が最も少ない箇所です。同じ本文が何箇所かにあるときは、すべて挙げます。</p>"
        f'<p>引用のしかたは<a href="{_ROOT}about/how-to-cite/">引用のしかた</a>をご覧ください。固定アドレスの末尾の d= は本文の要約値で、'
        "後から開いたときに本文が引用したときのままかどうかを確かめるためのものです。"
        "原稿のファイルは <code>edition cite-check 原稿.md</code>（.tex .docx .bib も）でまとめて照合できます。</p>"
        "</details>"
    )


def _without_script(documents: Iterable[Record]) -> str:
    links = "".join(
        f'<li><a href="{_ROOT}documents/{html(record.key)}/">{html(record.title or record.short_title)}</a></li>'
        for record in documents
    )
    return (
        '<noscript><div class="quote-noscript"><p>照合は閲覧環境の JavaScript で動きます。JavaScript を使わない場合は、次の資料を開いて'
        "ブラウザーのページ内検索を使うか、原稿のファイルを <code>edition cite-check</code> で照合してください。</p>"
        f"<ul>{links}</ul></div></noscript>"
    )
