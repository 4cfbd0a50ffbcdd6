"""Vectors of words in context: spaCy's hash embeddings and windowed maxout layers, multiplied by numpy alone.

The arithmetic is that of ``spacy.Tok2Vec.v2`` with ``MultiHashEmbed`` and ``MaxoutWindowEncoder``, to the rounding of
the last place. What a word has before its neighbours are seen is remembered. In microseconds a token of news: 25 to 12.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import intify_attr  # type: ignore[import-not-found]  # it has no stub
from spacy.tokens import Doc, Span
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
Part = tuple[Span, Doc, Span]  # a Doc between the words that stand before it and behind it in its paragraph

_KNOWN = 20_000  # words remembered with their vectors
_ODD = np.uint64(0x9E3779B97F4A7C15)  # its powers keep apart the hashes that they are multiplied by
_EMBED = (
    "extract_features>>list2ragged>>with_array({tables})>>with_array(maxout>>layernorm>>dropout)>>ragged2list"
    ">>with_array({layers})"
)
_TABLE, _LAYER = "ints-getitem>>hashembed", "residual(expand_window>>maxout>>layernorm>>dropout)"


class Vectors:
    """What a model of this architecture gives for Docs, each with rows of zeros around it, as thinc pads them."""

    def __init__(self, model: Model[Any, Any]) -> None:
        features, _, tables, mixing, _, encoding = _chained(model)
        self._columns = [intify_attr(column) for column in features.attrs["columns"]]
        self._tables: Model[Any, Any] = tables.layers[0]
        self._mix = _Maxout.of(mixing)
        self._layers = [_Maxout.of(layer) for layer in encoding.layers[0].layers]
        self._pad: int = encoding.attrs["pad"]
        self._none = np.zeros((0, len(self._columns)), np.uint64)
        self._mixing = _ODD ** np.arange(1, len(self._columns) + 1, dtype=np.uint64)
        self._rows: dict[int, int] = {}
        self._known = np.zeros((1, self._mix.width), np.float32)  # row 0: a pad; behind those in use is room for more

    @staticmethod
    def fits(model: Model[Any, Any]) -> bool:
        """Tell whether a model is of this architecture, a window of one word to each side, and held by numpy."""
        tables = sum(node.name == _TABLE for node in model.walk())
        layers = sum(node.name == _LAYER for node in model.walk())
        name = _EMBED.format(tables="|".join([_TABLE] * tables), layers=">>".join([_LAYER] * layers))
        windows = [node.attrs["window_size"] for node in model.walk() if node.name == "expand_window"]
        return model.name == name and set(windows) == {1} and isinstance(model.ops, NumpyOps)

    def __call__(self, parts: Sequence[Part]) -> list[Floats]:
        """Return for the Doc of each part an array of its tokens by the width of the model."""
        rows: list[int] = [0] * self._pad
        starts = []
        for (before, _, _), keys in zip(parts, self._keys(parts), strict=True):
            starts.append(len(rows) + len(before))
            rows += [self._rows[key] for key in keys]
            rows += [0] * self._pad
        seen = self._known[rows]
        for layer in self._layers:
            seen = seen + layer(_beside(seen))
        return [seen[start : start + len(doc)] for start, (_, doc, _) in zip(starts, parts, strict=True)]

    def _keys(self, parts: Sequence[Part]) -> list[list[int]]:
        """Return the attributes of the tokens of each part, mixed to one number; their vectors are then known."""
        if len(self._rows) > _KNOWN:
            self._rows.clear()
        spans = (cast(Any, words) for part in parts for words in part if len(words))  # Any: the stub of spans lacks it
        table: NDArray[np.uint64] = np.concatenate([words.to_array(self._columns) for words in spans] or [self._none])
        keys: list[int] = (table @ self._mixing).tolist()
        new: dict[int, int] = {}
        for place, key in enumerate(keys):
            if key not in self._rows:
                new.setdefault(key, place)
        if new:
            self._learn(list(new), table[list(new.values())])
        ends = np.cumsum([len(before) + len(doc) + len(after) for before, doc, after in parts]).tolist()
        return [keys[start:end] for start, end in pairwise([0, *ends])]

    def _learn(self, keys: Sequence[int], attributes: NDArray[np.uint64]) -> None:
        """Find the vectors of new words, each multiplied by itself: a product rounds differently in other company."""
        embedded: Floats = self._tables.predict(attributes)
        mixed = self._mix(embedded[:, None, :])[:, 0]
        first = len(self._rows) + 1
        last = first + len(keys)
        if last > len(self._known):
            self._known = np.concatenate((self._known[:first], np.zeros((last, self._mix.width), np.float32)))
        self._known[first:last] = mixed
        self._rows |= {key: first + place for place, key in enumerate(keys)}


@dataclass(frozen=True, slots=True)
class _Maxout:
    """A linear layer of three pieces, of which the largest counts, and its normalising to mean 0 and variance 1.

    ``weights``: inputs x (piece, output); ``bias``: (piece, output); ``scale`` and ``shift``: outputs.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, model: Model[Any, Any]) -> "_Maxout":
        maxout = next(node for node in model.walk() if node.name == "maxout")
        norm = next(node for node in model.walk() if node.name == "layernorm")
        weights = array(maxout, "W").transpose(2, 1, 0)  # output, piece, input
        return cls(
            np.ascontiguousarray(weights.reshape(len(weights), -1)),
            np.ascontiguousarray(array(maxout, "b").T.reshape(-1)),
            array(norm, "G"),
            array(norm, "b"),
        )

    @property
    def width(self) -> int:
        return len(self.scale)

    def __call__(self, inputs: Floats) -> Floats:
        pieces = inputs @ self.weights
        pieces += self.bias
        width = self.width
        found: Floats = pieces[..., :width]
        for start in range(width, pieces.shape[-1], width):
            np.maximum(found, pieces[..., start : start + width], out=found)
        found = found - found.mean(axis=-1, keepdims=True)
        variance = np.square(found).mean(axis=-1, keepdims=True) + np.float32(1e-8)
        found *= variance ** np.float32(-0.5)
        found *= self.scale
        found += self.shift
        return found


def array(model: Model[Any, Any], name: str) -> Floats:
    """Return a parameter of a layer; its type in thinc is one for every number of dimensions."""
    return np.asarray(cast(Any, model.get_param(name)), dtype=np.float32)


def _chained(model: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    """Yield the links of the two chains, embedding and encoding, one after the other."""
    embed, encode = model.layers
    yield from embed.layers
    yield encode


def _beside(rows: Floats) -> Floats:
    """Return each row between the one before it and the one behind it, zeros at the edges."""
    width = rows.shape[1]
    found = np.zeros((len(rows), 3 * width), np.float32)
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found
