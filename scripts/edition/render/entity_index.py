"""The indexes of entities: overview, by type, in the order of kana, of Latin letters and of hangul."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from edition.annotate.entities import Entity, EntityType
from edition.render.concordance import MentionPlace
from edition.render.entity_page import INDEX_TITLE, TYPE_NAMES, say_count
from edition.render.escape import front_matter, html

#: Pages beside those of the entities, which no entity may be called.
RESERVED = frozenset({"index", "type", "gojuon", "alphabet", "hangul"})

_ROWS = ("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん")
_ROW_OF = {kana: f"{row[0]}行" for row in _ROWS for kana in row}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_COLUMNS = (
    ("あ", "あかさたなはまやらわ"),
    ("い", "いきしちにひみりゐ"),
    ("う", "うくすつぬふむゆる"),
    ("え", "えけせてねへめれゑ"),
    ("お", "おこそとのほもよろを"),
)
_VOWEL_OF = {kana: vowel for vowel, column in _COLUMNS for kana in column}
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_PLAIN = str.maketrans("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ")


def fold_kana(reading: str) -> str:
    """Return a reading as it is sorted: hiragana without voicing marks, in full size, long vowels written out.

    The order follows JIS X 4061: a long vowel counts as the vowel it lengthens.
    """
    parts: list[str] = []
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", reading)):
        if char in "\u3099\u309a・＝= 　":
            continue
        code = ord(char)
        kana = chr(code - 0x60) if 0x30A1 <= code <= 0x30F6 else char
        kana = kana.translate(_SMALL)
        if kana == "ー":
            kana = _VOWEL_OF.get(parts[-1], "") if parts else ""
        parts.append(kana.casefold())
    return "".join(parts)


def kana_key(entity: Entity) -> tuple[bool, str, str, str]:
    """Return where an entity stands in the order of kana; readings in letters come last."""
    folded = fold_kana(entity.reading)
    return folded[:1] not in _ROW_OF, folded, entity.reading, entity.id


def kana_row(entity: Entity) -> str:
    """Return the row of the table of kana in which a reading begins."""
    return _ROW_OF.get(fold_kana(entity.reading)[:1], "英数字")


def latin_key(entity: Entity) -> tuple[bool, str, str]:
    """Return where an entity stands in the alphabet: without accents, marks and the article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", entity.labels["en"]) if not unicodedata.combining(c))
    folded = re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip().removeprefix("the ")
    return not folded[:1].isalpha(), folded, entity.id


def latin_letter(entity: Entity) -> str:
    """Return the letter under which an entity stands."""
    is_other, folded, _ = latin_key(entity)
    return "0–9" if is_other else folded[0].upper()


def hangul_initial(entity: Entity) -> str:
    """Return the initial consonant under which an entity stands; doubled ones stand under the plain."""
    code = ord(entity.labels["ko"][0]) - 0xAC00
    return _INITIALS[code // 588].translate(_PLAIN) if 0 <= code < 11172 else "0–9 A–Z"


def hangul_key(entity: Entity) -> tuple[bool, int, str, str]:
    """Return where an entity stands in the order of hangul."""
    initial = hangul_initial(entity)
    at = _INITIALS.find(initial)
    return at < 0, at, entity.labels["ko"], entity.id


class EntityIndexes:
    """The index pages.

    Args:
        entities: all entities by id.
        mentions: mentions by id of entity (`PublishedTexts.mentions`).
    """

    def __init__(self, entities: Mapping[str, Entity], mentions: Mapping[str, Sequence[MentionPlace]]) -> None:
        if taken := RESERVED & set(entities):
            raise ValueError(f"an entity may not be called {sorted(taken)[0]}: choose another id")
        self._entities = list(entities.values())
        self._counts = {id: say_count(mentions.get(id, ())) for id in entities}
        self._n_mentions = {id: len(mentions.get(id, ())) for id in entities}

    def render(self) -> dict[str, str]:
        """Return all index pages as Markdown by path."""
        pages = {
            "entities/index.md": self._overview(),
            "entities/gojuon.md": self._gojuon(),
            "entities/alphabet.md": self._alphabet(),
            "entities/hangul.md": self._hangul(),
        }
        for type in EntityType:
            pages[f"entities/type/{type.value}.md"] = self._type(type)
        return pages

    def _overview(self) -> str:
        rows = []
        for type in EntityType:
            found = [entity for entity in self._entities if entity.type is type]
            n = sum(self._n_mentions[entity.id] for entity in found)
            name = f'<a href="type/{type.value}/">{TYPE_NAMES[type]}</a>'
            rows.append(f'<tr><th scope="row">{name}</th><td>{len(found):,}</td><td>{n:,}</td></tr>')
        total = sum(self._n_mentions.values())
        rows.append(f'<tr class="total"><th scope="row">全体</th><td>{len(self._entities):,}</td><td>{total:,}</td></tr>')
        often = sorted(self._entities, key=lambda entity: (-self._n_mentions[entity.id], entity.id))[:30]
        common = "".join(
            f'<li><a href="{entity.id}/">{html(entity.label)}</a> '
            f'<span class="count">{self._n_mentions[entity.id]:,}</span></li>'
            for entity in often
            if self._n_mentions[entity.id]
        )
        blocks = [
            f"# {INDEX_TITLE} {{#entities}}",
            '<p class="lead">資料に出てくる人物・機関・協定・会議・演習・概念・地名・兵器です。本文・注・表・見出し・文献に出る'
            "すべての名を拾い、一つ一つの頁に、説明とその典拠、三つの言語での名、すべての用例を示します。</p>",
            "<ul><li>最も長い名だけを一つの名として数えます（「日米韓」の中の「米韓」は数えません）。</li>"
            "<li>「大統領」「首相」などの職名は名に含めません。政権（文在寅政権など）は組織として扱います。</li>"
            "<li>姓だけの名や、時により指すものの変わる名は、前後の文脈により定めています。</li></ul>",
            "## 並べ方を選ぶ {#orders}",
            '<ul class="orders"><li><a href="gojuon/">五十音順</a></li><li><a href="alphabet/">英語名のアルファベット順</a></li>'
            '<li><a href="hangul/">韓国語名の順（<span lang="ko">가나다순</span>）</a></li>'
            '<li><a href="../dates/">日付の索引</a></li></ul>',
            "## 種類別 {#types}",
            '<table class="counts"><thead><tr><th scope="col">種類</th><th scope="col">件数</th>'
            f'<th scope="col">用例</th></tr></thead><tbody>{"".join(rows)}</tbody></table>',
            "## よく出る名 {#common}",
            f'<ol class="near">{common}</ol>',
        ]
        return _page(INDEX_TITLE, "人物・機関・協定・会議・演習・概念・地名・兵器の索引。", blocks, "../", "")

    def _type(self, type: EntityType) -> str:
        found = sorted((entity for entity in self._entities if entity.type is type), key=kana_key)
        items = "".join(self._item(entity, "../../", with_description=True) for entity in found)
        name = TYPE_NAMES[type]
        others = "".join(
            f'<li><a href="../{other.value}/">{TYPE_NAMES[other]}</a></li>'
            if other is not type
            else f'<li><span aria-current="page">{name}</span></li>'
            for other in EntityType
        )
        blocks = [
            f"# {name} {{#entities}}",
            f'<nav class="orders" aria-label="種類"><ul>{others}</ul></nav>',
            f"<p>{len(found):,}件。読みの五十音順。数は用例と、出てくる資料の数。</p>",
            f'<ul class="entity-list described">{items}</ul>' if items else "",
        ]
        return _page(name, f"資料に出る{name}の一覧。読みの五十音順。", blocks, "../../../", name)

    def _item(self, entity: Entity, entities_root: str, lang: str = "ja", with_description: bool = False) -> str:
        """Return an entity as an item of a list; the language is that of the leading name."""
        label, ja = html(entity.labels[lang]), html(entity.label)
        marked = "" if lang == "ja" else f' lang="{lang}"'
        parts = [f'<a href="{entities_root}{entity.id}/"{marked}>{label}</a>']
        if lang != "ja":
            parts.append(f"<span>{ja}</span>")
        elif entity.reading != entity.label:
            parts.append(f'<span class="reading">{html(entity.reading)}</span>')
        if lang == "ja" and (english := entity.labels.get("en")) and english != entity.label:
            parts.append(f'<span class="en" lang="en">{html(english)}</span>')
        parts.append(f'<span class="count">{self._counts[entity.id]}</span>')
        if with_description:
            parts.append(f"<p>{html(entity.description)}</p>")
        return f"<li>{' '.join(parts)}</li>"

    def _grouped(
        self, title: str, lead: str, lang: str, groups: Iterable[tuple[str, Entity]], slugs: Mapping[str, str]
    ) -> str:
        """Return an index under headings with links to each."""
        by_name: dict[str, list[Entity]] = {}
        for name, entity in groups:
            by_name.setdefault(name, []).append(entity)
        marked = ' lang="ko"' if lang == "ko" else ""
        jumps = "".join(f'<li><a href="#{slugs[name]}"{marked}>{name}</a></li>' for name in by_name)
        blocks = [f"# {title} {{#entities}}", f"<p>{lead}</p>", f'<nav class="jumps" aria-label="頭文字"><ul>{jumps}</ul></nav>']
        for name, found in by_name.items():
            items = "".join(self._item(entity, "../", lang) for entity in found)
            blocks += [f"## {name} {{#{slugs[name]}{' lang=ko' if lang == 'ko' else ''}}}", f'<ul class="entity-list">{items}</ul>']
        return _page(title, f"{INDEX_TITLE}、{title}。", blocks, "../../", title)

    def _gojuon(self) -> str:
        found = sorted(self._entities, key=kana_key)
        slugs = {f"{row[0]}行": f"row-{n}" for n, row in enumerate(_ROWS, 1)} | {"英数字": "row-latin"}
        lead = (
            f"{len(found):,}件。清音・濁音・半濁音、大小の仮名、平仮名と片仮名を区別せず、長音は母音として並べる。"
        )
        return self._grouped("五十音順", lead, "ja", ((kana_row(entity), entity) for entity in found), slugs)

    def _alphabet(self) -> str:
        found = sorted((entity for entity in self._entities if "en" in entity.labels), key=latin_key)
        lead = f"英語名のある{len(found):,}件（英語名を載せていない{len(self._entities) - len(found):,}件を除く）。"
        letters = [(latin_letter(entity), entity) for entity in found]
        slugs = {letter: f"letter-{letter.lower()}" for letter, _ in letters} | {"0–9": "letter-digit"}
        return self._grouped("英語名のアルファベット順", lead, "en", letters, slugs)

    def _hangul(self) -> str:
        found = sorted((entity for entity in self._entities if entity.labels.get("ko")), key=hangul_key)
        lead = f"韓国語名のある{len(found):,}件（韓国語名を載せていない{len(self._entities) - len(found):,}件を除く）。濃音は平音の下に置く。"
        slugs = {initial: f"initial-{n}" for n, initial in enumerate(_INITIALS, 1)} | {"0–9 A–Z": "initial-latin"}
        return self._grouped("韓国語名の順", lead, "ko", ((hangul_initial(entity), entity) for entity in found), slugs)


def _page(title: str, description: str, blocks: Iterable[str], root: str, here: str) -> str:
    """Return an index page; `here` is "" for the overview itself."""
    steps = f'<li><a href="{root}">ホーム</a></li>'
    if here:
        steps += f'<li><a href="{root}entities/">{INDEX_TITLE}</a></li>'
    crumbs = (
        f'<nav class="breadcrumbs" aria-label="現在地"><ol>{steps}'
        f'<li aria-current="page">{here or title}</li></ol></nav>'
    )
    full = title if not here else f"{title}｜{INDEX_TITLE}"
    head = front_matter({"title": full, "description": description, "hide": ["navigation", "toc"]})
    return head + "\n" + "\n\n".join(block for block in (crumbs, *blocks) if block) + "\n"
