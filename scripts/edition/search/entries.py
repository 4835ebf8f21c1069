"""The entries of the index: tables and keys, each with the characters that decide on its shard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edition.normalise import Folder
from edition.search import dates, forms, grams, index, latin, spellings, terms
from edition.search.codec import encode_ascending
from edition.search.emendations import CONTEXT, Window
from edition.search.lexicon import Lexicon
from edition.search.passages import SearchPassage
from edition.search.shards import LARGE_VALUE, head_of, name_head_of
from edition.tokens import Token

#: Fields of the lunr index with their weights: a word in the heading counts double.
BOOSTS = {"text": 1, "title": 2}

#: (characters that decide on the shard, table, key, value)
Entry = tuple[str, str, str, object]


@dataclass
class IndexedCorpus:
    """The passages as the index sees them.

    Args:
        passages: in reading order.
        exact_texts: their texts folded for width and case.
        tokens: their tokens.
        folder: folds under all rules.
        windows: suggested readings in their context.
        headings: tokens of the headings by heading.
        texts: their texts folded under all rules, filled by `grams`.
    """

    passages: Sequence[SearchPassage]
    exact_texts: Sequence[str]
    tokens: Sequence[tuple[Token, ...]]
    folder: Folder
    windows: Sequence[Window] = ()
    headings: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def grams(self) -> grams.GramIndex:
        """Index the folded texts by trigram, and behind them the windows."""
        found = grams.GramIndex()
        self.texts = []
        for number, exact in enumerate(self.exact_texts):
            folded, places = grams.folded_with_places(exact, self.folder)
            found.add(number, folded, places)
            self.texts.append(folded)
        for number, window in enumerate(self.windows, len(self.texts)):
            found.add_window(number, window.folded, window.places, window.begin, window.length, CONTEXT)
        return found

    def attests(self) -> Callable[[str], bool]:
        """Return a test of whether a folded form stands in some text."""
        # Folded texts have no blanks, so a form cannot reach from one text into the next.
        everything = " ".join(self.texts)
        return lambda form: form in everything


def exact_character_entries(corpus: IndexedCorpus) -> Iterator[Entry]:
    """Yield the characters that folding changes or drops, with the passages that have them so (table `c`)."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, exact in enumerate(corpus.exact_texts):
        for character in sorted(set(exact)):
            if not character.isspace() and corpus.folder.key(character) != character:
                found[character].append(number)
    for character, passages in sorted(found.items()):
        yield character, "c", character, grams.encode_passages((passages, []))


def gram_entries(gram_index: grams.GramIndex) -> Iterator[Entry]:
    """Yield bigrams with their trigrams (table `b`) and single characters (table `c`)."""
    for bigram, members in gram_index.by_bigram().items():
        written = [grams.encode_trigram(gram_index.trigrams[gram]) for gram in members]
        if sum(map(len, written)) <= LARGE_VALUE:
            thirds = "".join(gram[2] for gram in members)
            yield bigram, "b", bigram, [thirds, " ".join(written)]
        else:
            # Fetched apart: the passages of the bigram, and each trigram by itself.
            yield bigram, "b", bigram, 1
            yield bigram, "x", bigram, grams.encode_passages(gram_index.passages_of(members))
            for gram, value in zip(members, written, strict=True):
                yield gram, "x", gram, value
    for character, sides in sorted(gram_index.characters.items()):
        yield character, "c", character, grams.encode_passages(sides)


def latin_entries(corpus: IndexedCorpus) -> Iterator[Entry]:
    """Yield Latin words (table `w`) with the passages that have them."""
    for word, passages in sorted(latin.latin_words(corpus.exact_texts, corpus.folder).items()):
        yield head_of(word), "w", word, encode_ascending(passages)


def term_entries(corpus: IndexedCorpus) -> Iterator[Entry]:
    """Yield terms (table `t`): highest score, postings in texts, postings in headings."""
    title_terms = {title: terms.terms_of(tokens, corpus.folder) for title, tokens in corpus.headings.items()}
    documents = [
        {
            "text": terms.terms_of(tokens, corpus.folder),
            "title": title_terms[passage.division_title],
        }
        for passage, tokens in zip(corpus.passages, corpus.tokens, strict=True)
    ]
    for term, postings in sorted(index.index_terms(documents, BOOSTS).items()):
        encoded = [index.encode_postings(postings.fields.get(name, ()), postings.highest) for name in ("text", "title")]
        yield head_of(term), "t", term, [round(postings.highest, 3), *encoded]


def date_entries(corpus: IndexedCorpus) -> Iterator[Entry]:
    """Yield dates (table `d`) by EDTF value: forms, each with the passages that write it so."""
    for edtf, found in sorted(dates.date_forms(corpus.passages, corpus.texts, corpus.folder).items()):
        value = " ".join(f"{form} {encode_ascending(where)}" for form, where in sorted(found.items()))
        # The dates of a year in one shard, those of a century not.
        yield edtf[:4], "d", edtf, value


def form_entries(
    corpus: IndexedCorpus,
    lexicon: Lexicon,
    spellings_of: Callable[[str], Sequence[str]] | None,
) -> Iterator[Entry]:
    """Yield the tables of forms (see `edition.search.forms`); headings may be searched too where no passage answers."""
    folder, attests = corpus.folder, corpus.attests()
    tokens = [*corpus.tokens, *corpus.headings.values()]
    texts = [*corpus.texts, *map(folder.key, corpus.headings)]
    for name, table in (
        ("k", forms.katakana_forms(texts, tokens, folder)),
        ("l", forms.katakana_forms(texts, tokens, folder, spellings.loose_katakana_key)),
        ("o", forms.spelling_forms(tokens, folder, spellings_of)),
        ("q", forms.quantity_forms(texts)),
        ("y", forms.reading_forms(tokens, lexicon, folder, attests)),
    ):
        for key, found in sorted(table.items()):
            yield head_of(key), name, key, " ".join(found)
    names = {
        "a": forms.alias_forms(lexicon, folder, attests),
        "v": forms.variant_forms(lexicon, folder, attests),
    }
    passages = forms.passages_with(
        (form for table in names.values() for found in table.values() for form in found),
        corpus.texts,
        corpus.exact_texts,
    )
    for number, window in enumerate(corpus.windows, len(corpus.texts)):
        for form in passages:
            if window.holds(form):
                passages[form].append(number)
    written = {form: f"{form} {encode_ascending(where)}" for form, where in passages.items()}
    for name, table in names.items():
        for key, found in sorted(table.items()):
            if value := " ".join(written[form] for form in found if form in written):
                yield name_head_of(key), name, key, value
    sides = forms.latin_name_sides(lexicon, folder, corpus.texts, corpus.exact_texts)
    for name, (literal, others) in sides.items():
        others += [number for number, window in enumerate(corpus.windows, len(corpus.texts)) if window.holds(name)]
        yield name_head_of(name), "n", name, grams.encode_passages((literal, others))
    for surface, term in sorted(forms.surface_terms(tokens, folder).items()):
        yield head_of(surface), "f", surface, term
