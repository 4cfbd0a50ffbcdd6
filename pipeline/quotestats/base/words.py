"""Parts of speech, features and lemmas by the rules of the model, remembered by word, tag and relation."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, cast

import numpy as np
from spacy.lookups import Lookups
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

Key = tuple[int, int, int]

_KNOWN = 40_000  # words remembered with what the rules said of them
_LEXICAL = {"ORTH", "NORM", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "LIKE_NUM"}


def are_of_words(ruler: AttributeRuler, lemmatizer: Lemmatizer) -> bool:
    """Tell whether what the rules say of a word hangs on the word, its tag and its relation alone, phrases aside."""
    asked = {name.upper() for pattern in _patterns(ruler) for token in pattern for name in token}
    return asked <= _LEXICAL | {"TAG", "DEP"} and lemmatizer.mode == "rule" and not lemmatizer.overwrite


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    """Return the patterns of all rules, each a list of what it asks of its tokens. Any: as spaCy's Matcher has it."""
    rules = cast(Iterable[dict[str, Any]], ruler.patterns)
    return [pattern for rule in rules for pattern in rule["patterns"]]


class Words:
    """Parts of speech, features and lemmas, as the rules of the model give them.

    They are functions of the word, its tag and its relation, but for a few phrases ("let 's"): a Doc with one of those
    goes through the rules themselves.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._rules = ruler, _quick(lemmatizer)
        self._vocab = ruler.vocab
        self._known: dict[Key, tuple[int, int, str, str, int]] = {}
        self._phrases = Matcher(ruler.vocab)
        for number, pattern in enumerate(_patterns(ruler)):
            if len(pattern) > 1:
                self._phrases.add(str(number), [pattern])

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Write what the rules say of the words."""
        for doc in docs:
            if self._phrases(doc, allow_missing=True):
                self._by_rules(doc)
            else:
                self._remembered(doc)

    def _by_rules(self, doc: Doc) -> None:
        for rule in self._rules:
            rule(doc)

    def _remembered(self, doc: Doc) -> None:
        keys = [cast(Key, tuple(row)) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        if len(self._known) > _KNOWN:
            self._known.clear()
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        if new:
            self._learn(new)
        add = self._vocab.strings.add
        rows = [
            (tag, pos, add(morph), add(lemma), dep)
            for tag, pos, morph, lemma, dep in (self._known[key] for key in keys)
        ]
        table: Any = np.array(rows, dtype=np.uint64)  # Any: spaCy's stub asks for a type of its own
        doc.from_array(["TAG", "POS", "MORPH", "LEMMA", "DEP"], table)

    def _learn(self, keys: Sequence[Key]) -> None:
        """Ask the rules of words set apart by commas, so that they make no phrase."""
        strings = self._vocab.strings
        words = [word for orth, _, _ in keys for word in (strings[orth], ",")]
        doc = Doc(self._vocab, words=words)
        told: Any = np.zeros((len(words), 2), dtype=np.uint64)  # Any: spaCy's stub asks for a type of its own
        told[::2] = [(tag, dep) for _, tag, dep in keys]
        told[1::2] = strings.add(","), strings.add("punct")
        doc.from_array(["TAG", "DEP"], told)
        self._by_rules(doc)
        said = doc.to_array(["TAG", "POS", "MORPH", "LEMMA", "DEP"])[::2].tolist()
        for key, (tag, pos, morph, lemma, dep) in zip(keys, said, strict=True):
            self._known[key] = tag, pos, strings[morph], strings[lemma], dep


def _quick(lemmatizer: Lemmatizer) -> Lemmatizer:
    """Return a copy whose index of words is sets: spaCy searches its lists from end to end for each new word."""
    quick, tables = copy(lemmatizer), Lookups()
    for name in lemmatizer.lookups.tables:
        table: Any = lemmatizer.lookups.get_table(name)  # Any: the tables hold lists, or mappings
        sets = {sort: frozenset(words) for sort, words in table.items()} if name == "lemma_index" else table
        tables.add_table(name, sets)
    quick.lookups, quick.cache = tables, {}
    quick.lemmatize = quick.rule_lemmatize
    return quick
