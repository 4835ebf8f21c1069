"""The texts of a release for people: what changed, how to cite it, how to deposit it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from string import Template
from typing import Any

import yaml

from edition.citations.csl_items import citation_item
from edition.identity.history import History
from edition.model import Record

TITLE = "日韓・日米韓安全保障協力 資料コーパス"
#: CFF's type of reference by CSL type (schema-guide.md, definitions.reference.type).
_CFF_TYPES = {
    "article-journal": "article",
    "article-magazine": "magazine-article",
    "article-newspaper": "newspaper-article",
    "book": "book",
    "manuscript": "unpublished",
    "paper-conference": "conference-paper",
    "report": "report",
    "thesis": "thesis",
    "webpage": "website",
}
_AROUND = 12
_UNRELEASED_RE = re.compile(r"^## 未公開.*?$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ANCHOR_RE = re.compile(r" \{#[^}]*\}")
#: How many characters are shown on each side of a change.
_AROUND = 12


def format_changes(
    manifest: Mapping[str, Any], previous: Mapping[str, Any] | None, history: History, changelog: str
) -> str:
    """Return what changed since the release before, in Japanese.

    Args:
        manifest: what the release consists of.
        previous: manifest of the release before, None for the first.
        history: the texts that ids have had.
        changelog: docs/about/changelog.md, whose unreleased part tells of the site.
    """
    head = f"# {TITLE} {manifest['name']}（{manifest['date']}）\n"
    site = site_changes(changelog)
    passages, old = manifest["passages"], previous["passages"] if previous else {}
    if previous is None:
        return f"{head}\n最初の公開版です。段落は{len(passages):,}。\n{site}"
    new = [passage_id for passage_id in passages if passage_id not in old]
    revised = [i for i in passages if i in old and old[i]["digest"] != passages[i]["digest"]]
    retired = {i: to for i, to in manifest["retired"].items() if i not in previous["retired"]}
    blocks = [head, f"前の公開版：{previous['name']}（{previous['date']}）"]
    if new:
        blocks.append("## 加わった段落\n\n" + "\n".join(f"- {passage_id}" for passage_id in new))
    if revised:
        rows = [_revision(i, old[i]["digest"], passages[i]["digest"], history) for i in revised]
        blocks.append("## 本文が改まった段落\n\n" + "\n".join(rows))
    if retired:
        rows = [f"- {i} は {to} に引き継がれた" for i, to in retired.items()]
        blocks.append("## 引き継がれた番号\n\n" + "\n".join(rows))
    if not (new or revised or retired):
        blocks.append("本文に変わりはありません。")
    return "\n\n".join(block.rstrip("\n") for block in blocks) + f"\n{site}"


def site_changes(changelog: str) -> str:
    """Return the unreleased part of the changelog, "" when it has none."""
    match = _UNRELEASED_RE.search(changelog)
    entries = _ANCHOR_RE.sub("", match[1]).strip() if match else ""
    return f"\n## 編者の記した変更\n\n{entries}\n" if entries else ""


def _revision(passage_id: str, old: str, new: str, history: History) -> str:
    """Return one revision: digests, and what changed where both texts are kept."""
    before, after = history.text(passage_id, old), history.text(passage_id, new)
    line = f"- {passage_id}（{old} → {new}）"
    if before is None or after is None:
        return line
    return line + "".join(f"\n    - {shown}" for shown in iter_changes(before, after))


def iter_changes(before: str, after: str) -> Iterable[str]:
    """Give each changed stretch with a few characters around it, as 「…前［旧→新］後…」."""
    for kind, i, k, j, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            left, right = before[max(0, i - _AROUND) : i], before[k : k + _AROUND]
            yield f"「…{left}［{before[i:k]}→{after[j:m]}］{right}…」"


def format_cff(name: str, day: str, site: str, records: Sequence[Record]) -> str:
    """Return how to cite the release (https://github.com/citation-file-format, schema 1.2.0).

    Args:
        name: name of the release.
        day: its date.
        site: address of the site, "" when it is not known.
        records: the records of the documents.
    """
    value: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "このコーパスを使ったときは、次のように引用してください。個々の段落は固定アドレスで引いてください。",
        "type": "dataset",
        "title": TITLE,
        "authors": [{"name": f"{TITLE} 編者"}],
        "version": name,
        "date-released": day,
        # Of the editorial data; the sources keep the rights of their authors (LICENSE).
        "license": "CC-BY-4.0",
        "references": [_cff_reference(record) for record in records],
    }
    if site:
        value["url"] = site
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def _cff_reference(record: Record) -> dict[str, Any]:
    """Return one source as a CFF reference."""
    item = citation_item(record)
    authors = [
        {"name": name["literal"]}
        if "literal" in name
        else {"family-names": name.get("family", ""), "given-names": name.get("given", "")}
        for name in item.get("author", ())
    ]
    reference: dict[str, Any] = {
        "type": _CFF_TYPES.get(item["type"], "generic"),
        "title": item["title"],
        "authors": authors or [{"name": "著者未詳"}],
    }
    if "container-title" in item:
        reference["collection-title"] = item["container-title"]
    if "publisher" in item:
        body = {"name": item["publisher"]}
        reference |= {"institution": body} if item["type"] == "report" else {"publisher": body}
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    reference |= dict(zip(("year", "month"), parts, strict=False))
    if len(parts) == 3:
        reference["date-published"] = "-".join(f"{part:02}" for part in parts)
    if item.get("number") and item["type"] == "report":
        reference["number"] = str(item["number"])
    if url := record.csl.get("URL"):
        reference["url"] = url
    return reference


_RECIPE = Template(
    """# $title $name を寄託してDOIを得る

1. この公開版を含むコミットに、札を付ける：`git tag -a $name -m "$day"`、`git push origin $name`。
2. 札のとおりの書庫を作る：`git archive --format=zip --prefix=corpus-$name/ -o corpus-$name.zip $name`。
3. `LICENSE` を読み、原文の権利を確かめる。原文（`corpus/sources/`）の利用許諾は本コーパスからは出せない。
   権利者の許しがなければ、寄託する書庫から `corpus/sources/` と `corpus/history/` を除く。
   番号と要約値は `manifest.json` に残る。
4. https://zenodo.org/ にログインし、「New upload」で書庫と `manifest.json` を載せる。
5. 「Digital Object Identifier」の「Do you already have a DOI?」に「No」と答え、DOIを予約する（Get a DOI now!）。
6. 「Resource type」は Dataset、「Title」「Creators」「Version」（$name）「Publication date」（$day）は
   `CITATION.cff` のとおりに書く。
   「Licenses」は、校訂の資料について CC BY 4.0、プログラムについて MIT とし、原文の権利は「Description」に書く。
7. 「Related works」に、サイトの住所（$site）を「Is supplement to」などの関係で書く。
8. 「Publish」を押すと公開され、取り消せない。
   `docs/about/changelog.md` の「未公開」の見出しを「$name（$day）」に改め、DOIを記す。
   このフォルダーのファイルは書き換えない。
9. 次の公開版は、Zenodoの同じ記録の「New version」から載せる。すべての版を指すDOI（Concept DOI）は変わらない。

載せた書庫が正しいことは、`manifest.json` の `files` の SHA-256 で確かめられる：

```sh
python3 -c "import hashlib, json, sys
for row in json.load(open(sys.argv[1]))['files']:
    same = hashlib.sha256(open(row['path'], 'rb').read()).hexdigest() == row['sha256']
    print('same' if same else 'DIFFERS', row['path'])" ${folder}manifest.json
```
"""
)


def format_recipe(name: str, day: str, site: str, folder: str) -> str:
    """Return how to deposit the release, in Japanese (Zenodo's form as of 2026).

    Args:
        name: name of the release.
        day: its date.
        site: address of the site, "" when it is not known.
        folder: its folder below the repository.
    """
    return _RECIPE.substitute(title=TITLE, name=name, day=day, folder=folder, site=site or "公開したアドレス")
