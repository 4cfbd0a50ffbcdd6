"""Parts of speech and lemmas by the rules of the model, remembered by word, tag and relation."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, cast

import numpy as np
from spacy.lookups import Lookups
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.strings import StringStore
from spacy.tokens import Doc

from quotestats.base.vectors import Part

Key = tuple[int, int, int]
Said = tuple[int, int, int, int]

_KNOWN = 40_000  # words remembered with what the rules said of them
_SAID: list[int | str] = ["TAG", "POS", "LEMMA", "DEP"]
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
    """Parts of speech and lemmas, as the rules of the model give them.

    They are functions of the word, its tag and its relation, but for a few phrases ("let 's"): a Doc with one of those
    goes through the rules themselves. Features ("Number=Sing") serve the rules alone and are not written.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._rules = ruler, _quick(lemmatizer)
        self._vocab = ruler.vocab
        self._of_tag: dict[int, AttributeRuler] = {}
        self._known: dict[Key, Said] = {}
        self._lemmas: dict[int, str] = {}
        self._phrases = Matcher(ruler.vocab)
        phrases = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        for number, pattern in enumerate(phrases):
            self._phrases.add(str(number), [pattern])
        self._asked = [_asked(pattern, ruler.vocab.strings) for pattern in phrases]

    def __call__(self, parts: Sequence[Part]) -> None:
        """Write what the rules say of the words."""
        for _, doc, _ in parts:
            there = set(doc.to_array(["LOWER", "DEP"]).ravel().tolist())
            if any(asked <= there for asked in self._asked) and self._phrases(doc, allow_missing=True):
                for rule in self._rules:
                    rule(doc)
            else:
                self._remembered(doc)

    def _remembered(self, doc: Doc) -> None:
        keys = [cast(Key, tuple(row)) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        if len(self._known) > _KNOWN:
            self._known.clear()
            self._lemmas.clear()
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        for tag in dict.fromkeys(tag for _, tag, _ in new):
            self._learn(tag, [key for key in new if key[1] == tag])
        rows = [self._known[key] for key in keys]
        for lemma in {lemma for _, _, lemma, _ in rows}:
            self._vocab.strings.add(self._lemmas[lemma])  # it may have been forgotten since
        table: Any = np.array(rows, dtype=np.uint64)  # Any: spaCy's stub asks for a type of its own
        doc.from_array(_SAID, table)

    def _learn(self, tag: int, keys: Sequence[Key]) -> None:
        """Ask the rules of words of one tag, by those rules alone that may concern it: few of all, and so quick."""
        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[orth] for orth, _, _ in keys])
        told: Any = np.array([(tag, dep) for _, tag, dep in keys], dtype=np.uint64)  # Any: as above
        doc.from_array(["TAG", "DEP"], told)
        if tag not in self._of_tag:
            self._of_tag[tag] = _of_tag(self._rules[0], strings[tag])
        for rule in (self._of_tag[tag], self._rules[1]):
            rule(doc)
        for key, said in zip(keys, doc.to_array(_SAID).tolist(), strict=True):
            self._known[key] = cast(Said, tuple(said))
            self._lemmas[said[2]] = strings[said[2]]


def _asked(pattern: Iterable[dict[str, Any]], strings: StringStore) -> frozenset[int]:
    """Return words and relations without which a phrase cannot be there: to look for these takes less than to match."""
    plain = [(name.upper(), value) for token in pattern for name, value in token.items() if isinstance(value, str)]
    return frozenset(strings.add(value) for name, value in plain if name in ("LOWER", "DEP"))


def _of_tag(ruler: AttributeRuler, tag: str) -> AttributeRuler:
    """Return the rules of single words that may concern a word of this tag."""
    found = AttributeRuler(ruler.vocab)
    for rule in cast(Iterable[dict[str, Any]], ruler.patterns):
        patterns = [p for p in rule["patterns"] if len(p) == 1 and _may_be(p[0].get("TAG"), tag)]
        if patterns:
            found.add(patterns, rule["attrs"], rule["index"])
    return found


def _may_be(asked: object, tag: str) -> bool:
    """Tell whether what a pattern asks of a tag may hold for this one; of anything but one tag, the Matcher decides."""
    return not isinstance(asked, str) or asked == tag


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
