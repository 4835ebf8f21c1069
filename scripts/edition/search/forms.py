"""Tables from what a reader may type to the forms that stand in the corpus.

Each table maps a key to forms in folded text:

- `k` katakana words by what their spellings share; `l` by what those share that are heard alike;
- `q` numbers, years and counted things by their value;
- `f` surfaces of tokens to the term they are counted under, where it differs;
- `o` spellings of one word (取組, 取り組み) to each other;
- `a` names of one concept to each other;
- `v` spellings of the lexicon to each other;
- `y` readings in katakana to what is read so.

Forms of `a` and `v` come with the passages in which they stand (a Latin name: stands
as a word), so that a query under many names needs no look-up for each. A table of another
kind, `n`, has the passages in which a Latin name of several words stands as any string
stands somewhere: to cover it with trigrams would take dozens of look-ups.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from edition.normalise import Folder
from edition.search import spellings
from edition.search.latin import LATIN_RE, is_latin
from edition.search.lexicon import Lexicon
from edition.search.terms import is_content, iter_units
from edition.tokens import Token

#: Form lists are cut to the most frequent; each form costs the reader a look-up.
MOST_FORMS = 8
_LONGEST_READ = 12
_MOST_LATIN_WORDS = 7
# What may stand between the words of one name, all of it left out by folding.
_BETWEEN_RE = re.compile(r"[\s.・·\-‐‑–—―－]{0,3}")
_READ_TOGETHER = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_HIRAGANA_RE = re.compile("[ぁ-ゖ]")
_HIRAGANA_ONLY_RE = re.compile("[ぁ-ゖ]+")
# A reading taken from Chinese: one syllable, and at its end i, u, ki, ku, chi, tsu or n.
_CHINESE_RE = re.compile("[ぁ-ゖ][ゃゅょ]?[いうきくちつっん]?")
_NO_BEGINNING = frozenset("ゃゅょっんー")

Table = dict[str, list[str]]


def katakana_forms(
    texts: Iterable[str],
    tokens: Iterable[Sequence[Token]],
    folder: Folder,
    key_of: Callable[[str], str] = spellings.katakana_key,
) -> Table:
    """Return katakana words, whole runs and tokens, by key."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(spellings.KATAKANA_RE.findall(text))
    for sequence in tokens:
        for token in iter_units(sequence):
            surface = folder.key(token.surface)
            if spellings.KATAKANA_RE.fullmatch(surface):
                counts[surface] += 1
    return _by_key(counts, key_of)


def quantity_forms(texts: Iterable[str]) -> Table:
    """Return numbers and counted things by value."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for quantity in spellings.iter_quantities(text):
            counts[quantity.key][text[quantity.begin : quantity.end]] += 1
    return {key: _frequent(counter) for key, counter in counts.items()}


def surface_terms(tokens: Iterable[Sequence[Token]], folder: Folder) -> dict[str, str]:
    """Return the term of each surface that is not its own term."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sequence in tokens:
        for token in iter_units(sequence):
            if is_content(token):
                counts[folder.key(token.surface)][folder.key(token.normalised_form)] += 1
    terms = {surface: _frequent(counter)[0] for surface, counter in counts.items() if surface}
    return {surface: term for surface, term in terms.items() if term and term != surface}


def spelling_forms(
    tokens: Iterable[Sequence[Token]],
    folder: Folder,
    spellings_of: Callable[[str], Sequence[str]] | None,
) -> Table:
    """Return spellings of one word by every spelling of it, also those not in the corpus.

    Args:
        tokens: the tokens of all passages.
        folder: folds under all rules.
        spellings_of: the normalised forms the dictionary knows for a surface.
    """
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    typed: dict[str, set[str]] = defaultdict(set)
    mixed: dict[str, set[str]] = defaultdict(set)
    in_kana: dict[str, set[str]] = defaultdict(set)
    for sequence in tokens:
        for token in iter_units(sequence):
            surface = folder.key(token.surface)
            is_mixed_kana = _HIRAGANA_RE.search(surface) and spellings.KATAKANA_RE.match(surface)
            # さまざま is also 様々; shorter ones are mostly parts of others.
            is_kana = len(surface) > 2 and _HIRAGANA_ONLY_RE.fullmatch(surface)
            is_spelled = spellings.KANJI_RE.search(surface) or is_mixed_kana or is_kana
            if not is_content(token) or len(surface) < 2 or not is_spelled:
                continue
            if is_mixed_kana:
                # モノづくり is also ものづくり.
                in_kana[token.normalised_form] |= {spellings.to_hiragana(surface), spellings.to_katakana(surface)}
            surfaces[token.normalised_form][surface] += 1
            mixed[token.normalised_form].update(_mixed_spellings(surface, token.reading_form))
            in_kana[token.normalised_form].update(_half_kana_spellings(surface, token.reading_form))
            typed[token.normalised_form].update((token.normalised_form, token.dictionary_form))
            if alike := _inflected_alike(token):
                typed[token.normalised_form].add(alike)
    table: Table = {}
    for normal, counter in sorted(surfaces.items()):
        forms = _frequent(counter)
        keys = set(counter) | mixed[normal] | {folder.key(spelling) for spelling in typed[normal]}
        # Unless they are another word of the dictionary's.
        keys |= {key for key in in_kana[normal] if not spellings_of or set(spellings_of(key)) <= {normal}}
        if spellings_of:
            for spelling in typed[normal] | set(counter):
                usual = set(_usual_spellings(spelling))
                for candidate in _without_okurigana(spelling):
                    known = spellings_of(candidate)
                    # What the dictionary does not know is taken where only kana are left out that are often left out.
                    if normal in known or (not known and candidate in usual):
                        keys.add(folder.key(candidate))
        for key in sorted(keys):
            others = [form for form in forms if form != key]
            if others and len(key) > 1:
                known = table.setdefault(key, [])
                known += [form for form in others if form not in known]
    return {key: forms[:MOST_FORMS] for key, forms in table.items()}


def _inflected_alike(token: Token) -> str | None:
    """Return the usual spelling of a word in the form in which it stands (関連づけ, of 関連付ける: 関連付け)."""
    same = [one == other for one, other in zip(token.surface, token.dictionary_form, strict=False)]
    stem = token.surface[: [*same, False].index(False)]
    ending = token.dictionary_form.removeprefix(stem)
    if not stem or not ending or not token.normalised_form.endswith(ending):
        return None
    return token.normalised_form.removesuffix(ending) + token.surface.removeprefix(stem)


def _without_okurigana(word: str) -> Iterator[str]:
    """Yield a word with fewer of its inner and final kana (取り組み → 取組み, 取組)."""
    places = [i for i, character in enumerate(word) if _HIRAGANA_RE.match(character)]
    if not places or len(places) > 5 or not spellings.KANJI_RE.search(word):
        return
    for n in range(1, len(places) + 1):
        for chosen in combinations(places, n):
            yield "".join(character for i, character in enumerate(word) if i not in chosen)


def _mixed_spellings(word: str, reading: str) -> Iterator[str]:
    """Yield a word of several kanji between kana with one of them in kana (取り組み → 取りくみ, とり組み).

    Args:
        word: as it is written.
        reading: how it is read, in katakana.
    """
    runs = re.findall("[^ぁ-ゖ]+|[ぁ-ゖ]+", word)
    is_kana = [bool(_HIRAGANA_RE.match(run)) for run in runs]
    if sum(not kana for kana in is_kana) < 2 or not any(is_kana):
        return
    pattern = "".join(
        re.escape(spellings.to_katakana(run)) if kana else "(.+?)" for run, kana in zip(runs, is_kana, strict=True)
    )
    if not (match := re.fullmatch(pattern, reading)):
        return
    parts = iter(match.groups())
    for place, kana in enumerate(is_kana):
        if not kana:
            yield "".join([*runs[:place], spellings.to_hiragana(next(parts)), *runs[place + 1 :]])


def _half_kana_spellings(word: str, reading: str) -> Iterator[str]:
    """Yield a word of two kanji with one of them in kana (脆弱 → ぜい弱, 改竄 → 改ざん, 後回し → 後まわし).

    Which part of the reading is whose is told by the form of readings taken from Chinese; where kana follow the
    kanji, which is how native words are written, any cut is taken, and only the last kanji of more than two is
    written in kana (位置付け → 位置づけ). One kana alone would be met everywhere (の力).

    Args:
        word: as it is written.
        reading: how it is read, in katakana.
    """
    match = re.fullmatch("([^ぁ-ヿ]+)([^ぁ-ヿ])([ぁ-ゖ]*)", word)
    kana = spellings.to_hiragana(reading)
    if not match or not all(map(spellings.KANJI_RE.fullmatch, match[1] + match[2])):
        return
    first, second, ending = match.groups()
    if not kana.endswith(ending) or (len(first) > 1 and not ending):
        return
    stem = kana.removesuffix(ending)
    for cut in range(1, len(stem)):
        one, other = stem[:cut], stem[cut:]
        if not (ending or (_CHINESE_RE.fullmatch(one) and _CHINESE_RE.fullmatch(other))) or other[0] in _NO_BEGINNING:
            continue
        if len(one) > 1 and len(first) == 1:
            yield one + second + ending
        if len(other + ending) > 1:
            yield first + other + ending


def _usual_spellings(word: str) -> Iterator[str]:
    """Yield a word without the kana between its kanji, and with shorter kana at its end (巻込まれ, 行き詰り).

    These are the omissions that 「送り仮名の付け方」 (Cabinet notice of 1973, rules 2, 4 and 6) allows.
    """
    runs = re.findall("[^ぁ-ゖ]+|[ぁ-ゖ]+", word)
    inner = [i for i, run in enumerate(runs[1:-1], 1) if _HIRAGANA_RE.match(run)]
    last = runs[-1]
    ends = [last[i:] for i in range(len(last))] if _HIRAGANA_RE.match(last) else [last]
    for n in range(len(inner) + 1):
        for chosen in combinations(inner, n):
            before = "".join(run for i, run in enumerate(runs[:-1]) if i not in chosen)
            for end in ends:
                yield before + end


def alias_forms(lexicon: Lexicon, folder: Folder, is_attested: Callable[[str], bool]) -> Table:
    """Return the names of one concept that stand in the corpus, by each of its names."""
    concepts: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.aliases:
        form = folder.key(row.form)
        if form and form not in concepts[row.concept]:
            concepts[row.concept].append(form)
    table: Table = {}
    for names in concepts.values():
        attested = [name for name in names if is_attested(name)]
        for name in names:
            # A name that contains another is found with that one.
            others = [
                form
                for form in attested
                if form != name and not any(_finds(short, form) for short in (name, *attested) if short != form)
            ]
            if others:
                known = table.setdefault(name, [])
                known += [form for form in others if form not in known]
    return table


def _finds(name: str, form: str) -> bool:
    """Whether looking for a name finds a longer form; a Latin name is not found inside a Latin word."""
    return name in form and not (is_latin(name) and is_latin(form))


def variant_forms(lexicon: Lexicon, folder: Folder, is_attested: Callable[[str], bool]) -> Table:
    """Return the spellings of the lexicon, both ways; of a misprint only what it stands for."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.variants:
        one, other = folder.key(row.spelling), folder.key(row.standard)
        if one != other and one and other:
            groups[one].append(other)
            # What a misprint stands for is found by the apparatus, which says so.
            if row.rule != "slip":
                groups[other].append(one)
    table = {key: sorted({form for form in forms if is_attested(form)}) for key, forms in groups.items()}
    return {key: forms for key, forms in table.items() if forms}


def reading_forms(
    tokens: Iterable[Sequence[Token]],
    lexicon: Lexicon,
    folder: Folder,
    is_attested: Callable[[str], bool],
) -> Table:
    """Return what is read in a way, by the reading in katakana."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sequence in tokens:
        for surface, reading in _iter_read(sequence):
            form, key = folder.key(surface), folder.key(spellings.to_katakana(reading))
            if len(key) > 1 and key != form:
                counts[key][form] += 1
    rows = [
        (folder.key(row.surface), folder.key(spellings.to_katakana(row.reading)), row.concept)
        for row in lexicon.readings
    ]
    # Where the tokeniser reads one name of a thing so, it is no reading of another that it knows (韓日: かんにち).
    own = {(key, concept) for form, key, concept in rows if concept and form in counts.get(key, ())}
    read = {form for counter in counts.values() for form in counter}
    for form, key, concept in rows:
        if (key, concept) in own and form in read and form not in counts[key]:
            continue
        if key and form and is_attested(form):
            # What people wrote into the lexicon is offered before what the tokeniser guessed.
            counts[key][form] += 1_000
    return {key: _frequent(counter) for key, counter in counts.items()}


def _iter_read(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield words, and compounds of words that stand together, with their readings."""
    units: list[Token] = []
    for token in tokens:
        if is_content(token) and spellings.KANJI_RE.search(token.surface):
            yield token.surface, token.reading_form
        units += token.parts or (token,)
    for first, unit in enumerate(units):
        surface, reading, end = "", "", unit.begin
        for other in units[first : first + 5]:
            if (
                other.begin != end
                or other.part_of_speech[0] not in _READ_TOGETHER
                or not spellings.KANJI_RE.search(other.surface)
                or not other.reading_form
                or len(surface) + len(other.surface) > _LONGEST_READ
            ):
                break
            surface, reading, end = surface + other.surface, reading + other.reading_form, other.end
            yield surface, reading


def passages_with(
    forms: Iterable[str], folded_texts: Sequence[str], exact_texts: Sequence[str]
) -> dict[str, list[int]]:
    """Return the passages in which forms stand; Latin forms only where they stand as words.

    Args:
        forms: folded forms.
        folded_texts: texts folded under all rules.
        exact_texts: texts folded for width and case alone.
    """
    wanted = set(forms)
    latin = {form for form in wanted if is_latin(form)}
    found: dict[str, list[int]] = {
        form: [number for number, text in enumerate(folded_texts) if form in text] for form in sorted(wanted - latin)
    }
    for form in sorted(latin):
        found[form] = []
    for number, text in enumerate(exact_texts):
        for form in sorted(latin & set(_iter_latin(text))):
            found[form].append(number)
    return {form: passages for form, passages in found.items() if passages}


def latin_name_sides(
    lexicon: Lexicon, folder: Folder, folded_texts: Sequence[str], exact_texts: Sequence[str]
) -> dict[str, tuple[list[int], list[int]]]:
    """Return the passages in which Latin names of several words stand, be it inside a longer word.

    Args:
        lexicon: has the names.
        folder: folds under all rules.
        folded_texts: texts folded under all rules.
        exact_texts: texts folded for width and case alone.

    Returns:
        By folded name the passages that have it as it is folded, and those that have it only otherwise.
    """
    names = {folder.key(row.form) for row in lexicon.aliases if len(row.form.split()) > 1}
    found = {}
    for name in sorted(filter(is_latin, names)):
        passages = [number for number, text in enumerate(folded_texts) if name in text]
        if passages:
            literal = [number for number in passages if name in exact_texts[number]]
            found[name] = (literal, [number for number in passages if number not in literal])
    return found


def _iter_latin(text: str) -> Iterator[str]:
    """Yield the Latin words of a text, and neighbouring ones as one (Camp David)."""
    words = list(LATIN_RE.finditer(text))
    for first, word in enumerate(words):
        joined, end = "", word.start()
        for other in words[first : first + _MOST_LATIN_WORDS]:
            if not _BETWEEN_RE.fullmatch(text, end, other.start()):
                break
            joined, end = joined + other[0], other.end()
            yield joined


def _by_key(counts: Mapping[str, int], key_of: Callable[[str], str]) -> Table:
    grouped: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in counts.items():
        grouped[key_of(form)][form] += count
    return {key: _frequent(counter) for key, counter in grouped.items() if key}


def _frequent(counter: Counter[str]) -> list[str]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [form for form, _ in ordered[:MOST_FORMS]]
