"""The home page and the list of documents."""

from __future__ import annotations

from collections.abc import Sequence

from edition.annotated import AnnotatedCorpus
from edition.edited import EditedDocument
from edition.pagination import Pagination
from edition.render.escape import front_matter, html
from edition.render.reading import display_title
from edition.render.record import short_description

SITE_NAME = "日韓・日米韓安全保障協力 資料コーパス"


def _card(document: EditedDocument, pagination: Pagination, root: str) -> str:
    """Return one document as an item of a list."""
    count = sum(1 for passage in document.structure.passages)
    characters = document.account.characters
    return (
        f'<li><a class="card-title" href="{root}documents/{document.key}/">'
        f"{html(display_title(document))}</a> "
        f'<span class="card-short">{html(document.record.short_title)}</span>'
        f"<p>{html(short_description(document))}</p>"
        f'<p class="card-facts"><code>{document.key}</code> {len(document.structure.divisions)}見出し・'
        f"{count:,}段落・{characters:,}字 "
        f'<a href="{root}{pagination.pages[0].url}">本文を読む</a></p></li>'
    )


def render_documents_index(
    documents: Sequence[tuple[EditedDocument, Pagination]],
) -> str:
    """Return the list of documents as Markdown."""
    cards = "".join(_card(document, pagination, "../") for document, pagination in documents)
    head = front_matter({"title": "資料", "description": "収録資料の一覧。"})
    return (
        f'{head}\n# 資料\n\n<p class="lead">収録する{len(documents)}点の資料です。'
        f"題名や発行者が分からないものは、分からないまま示します。</p>\n\n"
        f'<ul class="cards">{cards}</ul>\n'
    )


def render_ways(annotated: AnnotatedCorpus) -> str:
    """Return the ways into the texts other than reading and searching; "" when nothing is annotated."""
    n_dates = sum(map(len, annotated.dates.values()))
    ways = [
        ("timelines/", "年表", f"四つの年表と総合年表、出来事{len(annotated.events):,}件", bool(annotated.events)),
        ("entities/", "人名・事項索引", f"人物・機関・協定・地名など{len(annotated.entities):,}項目", bool(annotated.entities)),
        ("dates/", "日付の索引", f"本文の日付{n_dates:,}か所を年ごとに", bool(n_dates)),
        ("references/", "引用文献", f"資料が引く文献{len(annotated.references.works)}点", bool(annotated.references.works)),
        ("apparatus/", "校注", f"誤植や食い違いなど{len(annotated.notes):,}件", bool(annotated.notes)),
    ]
    items = "".join(
        f'<li><a href="{url}">{name}</a> {text}</li>' for url, name, text, is_there in ways if is_there
    )
    return f'\n## 年表と索引\n\n<ul class="tasks ways">{items}</ul>\n' if items else ""


def render_home(
    documents: Sequence[tuple[EditedDocument, Pagination]], annotated: AnnotatedCorpus
) -> str:
    """Return the home page as Markdown: the search first, then what is here."""
    cards = "".join(_card(document, pagination, "") for document, pagination in documents)
    passages = sum(len(document.structure.passages) for document, _ in documents)
    characters = sum(document.account.characters for document, _ in documents)
    examples = "".join(
        f'<li><a href="search/?q={query}">{query}</a></li>'
        for query in ("拡大抑止", "国交正常化", "TCOG", "キャンプ・デービッド", "日韓")
    )
    head = front_matter(
        {
            "title": SITE_NAME,
            "description": "日韓・日米韓の安全保障協力に関する日本語資料の学術的デジタル版。全文検索、段落単位の固定アドレス、原文との照合。",
            "hide": ["navigation", "toc"],
        }
    )
    return f"""{head}
# {SITE_NAME}

<p class="lead">日韓および日米韓の安全保障協力に関する日本語の報告書・論考{len(documents)}点を、段落ごとに番号と固定アドレスを付けて収めた、研究のための版です。原文の文字は一字も変えていません。</p>

<form class="home-search" action="search/" method="get" role="search"><label for="home-q">全文検索</label><div><input id="home-q" name="q" type="search" autocomplete="off" placeholder="例：拡大抑止" required><button type="submit">検索</button></div></form>

<ul class="examples" aria-label="検索の例">{examples}</ul>

## 資料

<ul class="cards">{cards}</ul>

<p class="card-facts">全体で{passages:,}段落（項目・注・表・図を含む）、{characters:,}字（空白を除く）。</p>
{render_ways(annotated)}
## 使い方

<ul class="tasks"><li><strong>読む</strong> 欄外の番号が段落の番号です。番号を開くと、その段落の固定アドレスに移ります。</li><li><strong>探す</strong> どの頁でも <kbd>/</kbd> または <kbd>Ctrl</kbd>+<kbd>K</kbd> で検索を開けます。</li><li><strong>引く</strong> 論文には固定アドレス（例 <a href="p/hiraiwa2011.12/"><code>p/hiraiwa2011.12/</code></a>）を記してください。頁の区切りが変わっても同じ段落を指します。→ <a href="about/how-to-cite/">引用のしかた</a></li><li><strong>使う</strong> 全段落を機械可読の形で配布しています。→ <a href="about/data/">データ</a></li></ul>

<div class="other-languages"><p lang="en"><strong>English</strong> A scholarly digital edition of five Japanese documents on Japan–ROK and US–Japan–ROK security cooperation. Every paragraph has a number and a permanent address; the search understands Japanese. <a href="about/en/">How to use this site</a></p><p lang="ko"><strong>한국어</strong> 한일·한미일 안보협력에 관한 일본어 문헌 5편의 학술 디지털판입니다. 모든 문단에 번호와 고정 주소가 있습니다. <a href="about/ko/">이용 안내</a></p></div>
"""
