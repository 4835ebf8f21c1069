"""The page of an entity: what it is, where the texts name it, what it is named with."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from edition.annotate.edtf import bounds, say_edtf
from edition.annotate.entities import Entity, EntityType, Evidence, Role
from edition.render.concordance import (
    MentionPlace,
    Neighbour,
    PublishedTexts,
    by_document,
    cut_context,
    find_neighbours,
    kwic_list,
)
from edition.render.date_address import date_url
from edition.render.entity_picture import render_picture
from edition.render.escape import front_matter, html, markdown_inline
from edition.render.evidence import render_entity_events

ROOT = "../../"
INDEX_TITLE = "人名・事項索引"
#: A date that covers more years is left out of the period of an entity.
LONG = 10
TYPE_NAMES = {
    EntityType.PERSON: "人物",
    EntityType.ORGANISATION: "機関・組織",
    EntityType.AGREEMENT: "協定・文書",
    EntityType.MEETING: "会議・協議",
    EntityType.EXERCISE: "演習・部隊",
    EntityType.CONCEPT: "概念・戦略",
    EntityType.PLACE: "国・地名",
    EntityType.WEAPON: "兵器・計画",
}
#: What a link is called on the page of the one that has it, and on that of the other.
RELATIONS = {
    "part_of": ("全体・上位のもの", "部分・下位のもの"),
    "successor_of": ("前身", "後継"),
    "party_to": ("加わる協定・会議など", "当事者"),
    "member_of": ("所属", "構成員"),
    "held_by": ("保有・主催", "保有・主催するもの"),
    "located_in": ("所在", "ここにあるもの"),
    "author_of": ("著した文書・出した文書", "著者・発出者"),
    "counterpart_of": ("対応するもの", "対応するもの"),
    "leader_of": ("率いたもの", "率いた人"),
    "see_also": ("関連", "関連"),
}
_ACTORS = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE)
_HANGUL_RE = re.compile(r"[가-힣]")
_JAPANESE_RE = re.compile(r"[぀-ヿ㐀-鿿]")


def name_lang(name: str) -> str:
    """Return the lang attribute of a name that is not Japanese, or ""."""
    if _HANGUL_RE.search(name):
        return ' lang="ko"'
    return "" if _JAPANESE_RE.search(name) else ' lang="en"'


def say_count(places: Sequence[MentionPlace]) -> str:
    """Say how often and in how many documents a name stands."""
    if not places:
        return "用例なし"
    return f"{len(places):,}回・{len({place.document for place, _ in places})}資料"


def join_sentences(parts: Sequence[str]) -> str:
    """Return sentences and phrases in a row; the end of the last stays as it is."""
    return "。".join([*(part.removesuffix("。") for part in parts[:-1]), *parts[-1:]])


class EntityPages:
    """The pages of all entities; what they share is worked out once.

    Args:
        texts: the published texts.
        mentions: mentions by id of entity (`PublishedTexts.mentions`).
    """

    def __init__(self, texts: PublishedTexts, mentions: Mapping[str, Sequence[MentionPlace]]) -> None:
        self._texts = texts
        self._entities = texts.annotated.entities
        self._mentions = mentions
        self._neighbours = find_neighbours(texts, mentions)
        #: (how it is called, id of the other) by id of entity; a dict keeps the order and drops doubles.
        self._relations: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for entity in self._entities.values():
            for link in entity.links:
                other = self._entities.get(link.entity)
                if other is None:
                    continue
                names = RELATIONS.get(link.type, ("関連", "関連"))
                # An agreement names its parties, a party its agreements: both mean one relation.
                if link.type == "party_to" and entity.type not in _ACTORS and other.type in _ACTORS:
                    names = names[1], names[0]
                self._relations[entity.id][(names[0], other.id)] = None
                self._relations[other.id][(names[1], entity.id)] = None

    def render(self, entity: Entity) -> str:
        """Return the page of an entity as Markdown."""
        places = self._mentions.get(entity.id, ())
        kind = TYPE_NAMES[entity.type]
        blocks = [
            f'<nav class="breadcrumbs" aria-label="現在地"><ol><li><a href="{ROOT}">ホーム</a></li>'
            f'<li><a href="{ROOT}entities/">{INDEX_TITLE}</a></li>'
            f'<li><a href="{ROOT}entities/type/{entity.type.value}/">{kind}</a></li>'
            f'<li aria-current="page">{html(entity.label)}</li></ol></nav>',
            f"# {markdown_inline(entity.label)} {{#entity}}",
            self._head(entity, places),
            f'<p class="lead">{html(entity.description)}</p>',
            self._basis(entity.basis),
            "## 名と関係 {#names}",
            self._facts(entity, places),
            render_entity_events(self._texts.annotated, entity.id, ROOT),
            *self._uses(entity, places),
            *self._near(self._neighbours.get(entity.id, ())),
            *self._concordance(places),
        ]
        title = entity.label
        if entity.reading != entity.label:
            title += f"（{entity.reading}）"
        head = front_matter(
            {
                # The theme writes both into HTML as they are.
                "title": html(f"{title}｜{INDEX_TITLE}"),
                "description": html(f"{entity.label}：{entity.description}"),
                "hide": ["navigation"],
            }
        )
        return head + "\n" + "\n\n".join(block for block in blocks if block) + "\n"

    def _head(self, entity: Entity, places: Sequence[MentionPlace]) -> str:
        reading = "" if entity.reading == entity.label else f'<span class="reading">{html(entity.reading)}</span> '
        return (
            f'<p class="entity-head">{reading}<span class="entity-type">{TYPE_NAMES[entity.type]}</span> '
            f"<span>{say_count(places)}</span> <code>{entity.id}</code></p>"
        )

    def _evidence(self, evidence: Evidence) -> str:
        parts = []
        if evidence.quote:
            parts.append(self._texts.quote(evidence.quote, ROOT))
        if evidence.source:
            unseen = "" if evidence.is_opened else "〔未見〕"
            parts.append(html(evidence.source) + unseen)
        if evidence.note:
            parts.append(html(evidence.note))
        return join_sentences(parts)

    def _basis(self, rows: Iterable[Evidence]) -> str:
        items = "".join(f"<li>{self._evidence(row)}</li>" for row in rows)
        return f'<div class="entity-basis"><p>説明の典拠</p><ul>{items}</ul></div>' if items else ""

    def _facts(self, entity: Entity, places: Sequence[MentionPlace]) -> str:
        rows = [("日本語", f'{html(entity.label)} <span class="reading">{html(entity.reading)}</span>')]
        for language, name in (("en", "英語"), ("ko", "韓国語")):
            if language in entity.labels:
                rows.append((name, f'<span lang="{language}">{html(entity.labels[language])}</span>'))
        surfaces = Counter(place.text[mention.start : mention.end] for place, mention in places)
        if surfaces:
            shown = "".join(
                f'<li><span{name_lang(surface)}>{html(surface)}</span> <span class="count">{n}</span></li>'
                for surface, n in sorted(surfaces.items(), key=lambda pair: (-pair[1], pair[0]))
            )
            rows.append(("本文での形", f"<ul>{shown}</ul>"))
        if others := (*entity.also, *entity.readings):
            shown = "".join(f"<li><span{name_lang(name)}>{html(name)}</span></li>" for name in others)
            rows.append(("ほかの名・読み", f"<ul>{shown}</ul>"))
        if entity.roles:
            rows.append(("職", f'<ul class="roles">{"".join(self._role(role) for role in entity.roles)}</ul>'))
        groups: dict[str, list[Entity]] = defaultdict(list)
        relations = self._relations.get(entity.id, {})
        loose = RELATIONS["see_also"][0]
        named = {other for name, other in relations if name != loose}
        for name, other in relations:
            # What stands in a named relation is not called related once more.
            if name != loose or other not in named:
                groups[name].append(self._entities[other])
        order = list(dict.fromkeys(name for pair in RELATIONS.values() for name in pair))
        for name in sorted(groups, key=order.index):
            found = sorted(groups[name], key=lambda other: (other.reading, other.id))
            rows.append((name, f"<ul>{''.join(f'<li>{_link(other)}</li>' for other in found)}</ul>"))
        items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        return f'<dl class="entity-facts">{items}</dl>'

    def _role(self, role: Role) -> str:
        ends = [say_edtf(end) if end and end != ".." else "" for end in (role.begin, role.end)]
        span = ""
        if ends[0] or role.end == "..":
            span = f"{ends[0]}～{ends[1]}"
        elif ends[1]:
            span = f"～{ends[1]}"
        when = f' <span class="when">{html(span)}</span>' if span else ""
        basis = self._evidence(role.evidence)
        return f'<li>{html(role.title)}{when} <span class="role-basis">{basis}</span></li>'

    def _uses(self, entity: Entity, places: Sequence[MentionPlace]) -> list[str]:
        """Return how often, where and beside which years the texts name an entity."""
        if not places:
            return ["## 本文での現れ方 {#spread}", "<p>公開している本文には、この名は出てきません。</p>"]
        place, mention = places[0]
        before, after = cut_context(place.text, mention.start, mention.end)
        first = (
            f'<p class="first-mention">最初に出る所：{html(self._texts.short_titles[place.document])} '
            f'<a href="{ROOT}{place.permalink}">{place.id if place.is_passage else place.label}</a>'
            f"<q{place.lang}>{html(before)}<b>{html(place.text[mention.start : mention.end])}</b>{html(after)}</q></p>"
        )
        return [
            "## 本文での現れ方 {#spread}",
            render_picture(self._texts, entity.label, places),
            first,
            self._period(places),
        ]

    def _period(self, places: Sequence[MentionPlace]) -> str:
        """Return the first and last year of the dates in the passages that name an entity."""
        years: list[tuple[int, str]] = []
        n_dates = 0
        for unit in dict.fromkeys(place.id for place, _ in places):
            for mark in self._texts.annotated.dates.get(unit, ()):
                found = [day.year for day in bounds(mark.edtf) if day]
                # A century or an age says nothing of when this was.
                if found and found[-1] - found[0] < LONG:
                    n_dates += 1
                    years += [(year, mark.edtf) for year in found]
        if not years:
            return ""
        (first, first_date), (last, last_date) = min(years), max(years)
        span = _year_link(first, first_date)
        if first != last:
            span += f"～{_year_link(last, last_date)}"
        return (
            f'<p class="period">日付から見た時期：{span}（この名の出る段落にある{n_dates}件の日付の、最も早い年と最も遅い年。'
            f"{LONG}年を超える幅のものを除く。段落の語る時期であって、存続や在職の期間とは限らない）</p>"
        )

    def _near(self, neighbours: Sequence[Neighbour]) -> list[str]:
        if not neighbours:
            return []
        items = "".join(
            f'<li>{_link(self._entities[near.entity])} <span class="count">{near.n_passages}</span></li>'
            for near in neighbours
        )
        return [
            "## 同じ段落に出る名 {#neighbours}",
            "<p>数は、両方が出る段落の数。どの段落にも出やすい名が上に来ないよう、"
            "偶然より強く結び付く順（対数尤度比）に並べる。</p>",
            f'<ol class="near">{items}</ol>',
        ]

    def _concordance(self, places: Sequence[MentionPlace]) -> list[str]:
        if not places:
            return []
        blocks = [
            f"## 用例（{len(places):,}） {{#concordance}}",
            "<p>すべての用例を本文の順に挙げる。番号は段落の固定アドレスへ、名は本文の中のその場所へ移る。</p>",
        ]
        for key, group in by_document(places).items():
            title = markdown_inline(self._texts.short_titles[key])
            blocks += [f"### {title}（{len(group):,}） {{#in-{key}}}", kwic_list(group, ROOT)]
        return blocks


def _link(entity: Entity) -> str:
    return f'<a href="{ROOT}{entity.url}">{html(entity.label)}</a>'


def _year_link(year: int, edtf: str) -> str:
    """Return a year as a link to where its date stands in the index of dates."""
    url = date_url(edtf)
    return f'<a href="{ROOT}{url}">{year}年</a>' if url else f"{year}年"
