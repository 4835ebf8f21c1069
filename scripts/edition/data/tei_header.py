"""The head of a TEI file: what the document is, where each fact is from, who holds the rights, how it was edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from edition.data.tei_text import attributes, xml_attribute, xml_text
from edition.edited import EditedDocument
from edition.model import Access, Basis, Record
from edition.rights import is_source_published

PUBLISHER = "日韓・日米韓安全保障協力 資料コーパス"
#: The vocabulary of this edition's files (TEI P5 Guidelines, TEI Consortium).
SCHEMA_URL = "https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
_STATUS_NAMES = {"own": "本文による", "outside": "外部の資料による", "inferred": "推定", "unknown": "未詳"}
#: Elements for the fields of a record (CSL names); other fields become notes of that type.
_FIELD_TAGS = {
    "title": "title",
    "container-title": 'title level="m"',
    "collection-title": 'title level="s"',
    "publisher": "publisher",
    "publisher-place": "pubPlace",
    "volume": 'biblScope unit="volume"',
    "issue": 'biblScope unit="issue"',
    "page": 'biblScope unit="page"',
    "number": 'idno type="number"',
    "DOI": 'idno type="DOI"',
    "ISBN": 'idno type="ISBN"',
    "ISSN": 'idno type="ISSN"',
}
_DECISIONS = (
    (
        "correction",
        "本文は直さない。疑わしい所は choice に入れ、sic に本文、corr に読みの案を置く。案のない所は seg で示す。"
        "理由は standOff の note にあり、cert はそれを誤りとみる確かさで、1 は確実を表す。",
    ),
    (
        "normalization",
        "文字は与えられたテキストのままである。折り返された行はつなぎ、頁・注・柱で切れた段落は一つにした。",
    ),
    (
        "segmentation",
        "段落・項目・注・文献・表・図・前付の xml:id は、固定の段落番号である。見出しは head。"
        "本文から離れた符号や番号は n に置く。下の見出しの後に続く部分は、type が continued の div とする。",
    ),
    (
        "interpretation",
        "名は persName・orgName・placeName・name・term の ref で standOff の項目を指す。日付の値は date に置く。"
        "注番号は ptr、頁の初めは pb（ed が file のものはファイルの頁、print のものは印刷された頁の推定）で示す。"
        "校注の範囲と交わる名は二つに分け、next と prev で結ぶ。",
    ),
)
_TEXT_RULE = (
    "段落の本文は、その要素から corr を除いた文字をつないだものに一致する。表では、head・cell・trailer の文字を、"
    "空のものを除いて空白一つでつなぐ。XMLに書けない文字は空の g とし、n にその符号位置を記す。"
    "gap は、失われたか公開していない本文を表す。"
)
_EDTF_RULE = (
    "date の when-custom は EDTF（ISO 8601-2、http://id.loc.gov/datatypes/edtf）の値である。"
    "when・from・to・notBefore・notAfter は、同じ値をW3Cの型で言えるところまで言い直したもので、"
    "年代と季節はその初めと終わりで示す。precision が low のものは、およその日付である。"
)


def shown_title(record: Record) -> str:
    """Return the title of a document, or that it is unknown."""
    return record.title or ("［章題未詳］" if record.csl.get("type") == "chapter" else "［題未詳］")


def render_header(document: EditedDocument, languages: Iterable[str]) -> str:
    """Return the teiHeader of a document.

    Args:
        document: the document.
        languages: BCP 47 tags of the languages its texts are marked with.
    """
    record = document.record
    names = "".join(f'<language{attributes(ident=code)}>{code}</language>' for code in languages)
    decisions = "".join(f"<{tag}><p>{text}</p></{tag}>" for tag, text in _DECISIONS)
    return f"""<teiHeader>
<fileDesc>
<titleStmt>
<title>{xml_text(shown_title(record))}</title>
{_authors(record)}<respStmt xml:id="edition"><resp>本文の分割、名・日付の注記、校注</resp>
<orgName>{PUBLISHER}</orgName></respStmt>
</titleStmt>
<publicationStmt>
<publisher>{PUBLISHER}</publisher>
<idno type="key">{xml_text(record.key)}</idno>
{_availability(document)}
</publicationStmt>
<sourceDesc>
{_source(record)}
{_file(document)}
</sourceDesc>
</fileDesc>
<encodingDesc>
<projectDesc><p>{PUBLISHER}の校訂本文を、TEI P5 で書いたもの。</p></projectDesc>
<editorialDecl>{decisions}<stdVals xml:id="edtf"><p>{_EDTF_RULE}</p></stdVals></editorialDecl>
<refsDecl><p>{_TEXT_RULE}</p></refsDecl>
<schemaRef type="RNG" url="{SCHEMA_URL}"/>
</encodingDesc>
<profileDesc><langUsage>{names}</langUsage></profileDesc>
</teiHeader>"""


def _iter_people(record: Record, field: str) -> Iterator[str]:
    """Yield the names of a field of the record, each in all its forms."""
    people = record.csl.get(field)
    for person in people if isinstance(people, list) else []:
        if "literal" in person:
            yield f"<orgName>{xml_text(person['literal'])}</orgName>"
            continue
        family, given = person.get("family", ""), person.get("given", "")
        said = _person_name(family, given, "ja")
        for form in record.names:
            if form.name == f"{family}{given}":
                code = {"latin": "ja-Latn", "reading": "ja-Hrkt", "hangul": "ko"}.get(form.form, "und")
                said += _person_name(form.family, form.given, code)
        yield said


def _person_name(family: str, given: str, code: str) -> str:
    forename = f"<forename>{xml_text(given)}</forename>" if given else ""
    return f"<persName{attributes(xml_lang=code)}><surname>{xml_text(family)}</surname>{forename}</persName>"


def _authors(record: Record) -> str:
    authors = "".join(f"<author>{person}</author>\n" for person in _iter_people(record, "author"))
    editors = "".join(f"<editor>{person}</editor>\n" for person in _iter_people(record, "editor"))
    return (authors or "<author>［著者未詳］</author>\n") + editors


def _availability(document: EditedDocument) -> str:
    """Return the rights as the record states them; no licence is given to the text."""
    rights = document.record.rights
    said = [f"本文の権利者：{rights.holder}。{rights.basis}", rights.scope]
    if rights.access is not Access.FULL:
        said.append("権利の都合により、本文の全部または一部を公開していない。公開していない段落は gap で示す。")
    paragraphs = "".join(f"<p>{xml_text(text)}</p>" for text in said)
    return (
        f'<availability status="restricted">{paragraphs}<licence target="{LICENCE_URL}">編者の記したもの（分割、'
        "名・日付の注記、校注）は CC BY 4.0 による。資料の本文とその引用には及ばない。</licence></availability>"
    )


def _source(record: Record) -> str:
    """Return the record as a bibl: every field with where it comes from, the unknown ones too."""
    parts = []
    for field, basis in record.basis.items():
        value = record.csl.get(field)
        if value is not None and field != "type":
            parts.append(_field(record, field, value))
        parts.append(_basis(field, basis))
    parts += [f'<note type="remark">{xml_text(note)}</note>' for note in record.notes]
    kind = record.csl.get("type")
    return f"<bibl{attributes(type=kind if isinstance(kind, str) else None)}>{''.join(parts)}</bibl>"


def _field(record: Record, field: str, value: object) -> str:
    if field in ("author", "editor"):
        return "".join(f"<{field}>{person}</{field}>" for person in _iter_people(record, field))
    if field == "issued":
        return _issued(value)
    if field == "URL":
        address = quote(str(value), safe=":/?#[]@!$&()*+,;=%~")
        return f'<ref target="{xml_attribute(address)}">{xml_text(str(value))}</ref>'
    if isinstance(value, list):
        value = "、".join(str(one.get("literal", one)) if isinstance(one, dict) else str(one) for one in value)
    tag = _FIELD_TAGS.get(field, f"note{attributes(type=field)}")
    return f"<{tag}>{xml_text(str(value))}</{tag.split(' ')[0]}>"


def _issued(value: object) -> str:
    """Return a CSL date as a date; a range has two parts."""
    parts = value.get("date-parts", []) if isinstance(value, dict) else []
    days = ["-".join(f"{int(n):0{4 if i == 0 else 2}}" for i, n in enumerate(part)) for part in parts]
    if len(days) == 2:
        return f'<date from="{days[0]}" to="{days[1]}">{days[0]}/{days[1]}</date>'
    return f'<date when="{days[0]}">{days[0]}</date>' if days else ""


def _basis(field: str, basis: Basis) -> str:
    said = [_STATUS_NAMES.get(basis.status, basis.status)]
    said += [f"「{basis.quote}」"] if basis.quote else []
    said += [text for text in (basis.source, basis.reason) if text]
    return f"<note{attributes(type='basis', subtype=basis.status, n=field)}>{xml_text('　'.join(said))}</note>"


def _file(document: EditedDocument) -> str:
    """Return the file of the given text, by its digest."""
    where = f'<ref target="../sources/{document.key}.txt">与えられたテキスト</ref>'
    if not is_source_published(document):
        where = "<title>与えられたテキスト</title>"
    return f'<bibl type="file">{where}<idno type="sha256">{document.source.sha256}</idno></bibl>'
