"""The base model's analysis of an article in a few bytes a word, and back: no model is needed to go on from it.

Column by column: the lengths of the tokens, then for each attribute an index into a list of the values that occur.
Attributes that go together (tag and part of speech) are one column. A lemma that is the word itself, as
written or in lower case, is not spelled out. With it goes a digest of the text.
"""

import hashlib
import json
import zlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quotestats import layers
from quotestats.errors import QuotestatsError

Column = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]  # of strings, as spaCy has them

_WORDS = ("LEMMA", "NORM")  # mostly the word itself
_LABELS = (("TAG", "POS"), ("DEP",), ("ENT_TYPE", "ENT_IOB"))  # each group one column
_NUMBERS = frozenset({"ENT_IOB"})
_MIXING = np.array([1, 0x9E3779B97F4A7C15], np.uint64)  # one number for two hashes, as good as they are
_UNSET, _AS_WRITTEN, _LOWER, _SPELLED = range(4)  # how a word is told; from _SPELLED on, by its place in a list
_NAMES: list[int | str] = [*_WORDS, *(name for group in _LABELS for name in group), "HEAD"]
_FILE = "labels.txt"


class UnfitError(QuotestatsError):
    """A kept analysis that is not of this text; it can be made again."""


def dump(doc: Doc) -> bytes:
    """Return the tokens, tags, lemmas, heads and entities of a Doc, but no layers."""
    packer = zlib.compressobj(zdict=_usual())  # at its best it takes six times as long for one byte in a hundred
    return packer.compress(unpacked(doc)) + packer.flush()


def unpacked(doc: Doc) -> bytes:
    """Return what ``dump`` packs."""
    strings, text, starts = doc.vocab.strings, layers.seen(doc), doc.to_array("IDX").astype(np.int64)
    lengths = doc.to_array("LENGTH").astype(np.int64)
    columns: list[Column] = [np.diff(starts, append=len(text)) - lengths, lengths]  # the blanks behind each token
    lists: list[list[str] | list[list[str]]] = []
    written, lower, *said = _hashes(doc, ("ORTH", "LOWER", *_WORDS)).T
    for values in said:
        column, others = _told(values, written, lower)
        columns.append(column)
        lists.append([strings[one] for one in others])
    for group in _LABELS:
        rows = _hashes(doc, group)
        _, first, column = np.unique(rows @ _MIXING[: len(group)], return_index=True, return_inverse=True)
        columns.append(column.ravel().astype(np.int64))
        lists.append([_spelled(strings, group, row) for row in rows[first].tolist()])
    columns.append(doc.to_array("HEAD").astype(np.int64))
    head = json.dumps([len(doc), lists, _digest(text)], ensure_ascii=False, separators=(",", ":"))
    data = head.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4, "big") + data + b"".join(_packed(column) for column in columns)


def load(data: bytes, vocab: Vocab, text: str) -> Doc:
    """Return the Doc of a text from what ``dump`` made of its analysis.

    Raises UnfitError when the two do not fit, or the bytes are no analysis.
    """
    try:
        return _loaded(data, vocab, text)
    except (zlib.error, ValueError, IndexError, TypeError) as error:
        raise UnfitError(f"what is kept of an analysis is of no use: {error}") from error


def _loaded(data: bytes, vocab: Vocab, text: str) -> Doc:
    unpacker = zlib.decompressobj(zdict=_usual())
    raw = unpacker.decompress(data) + unpacker.flush()
    behind = 4 + int.from_bytes(raw[:4], "big")
    length, lists, digest = json.loads(raw[4:behind].decode("utf-8", "surrogatepass"))
    if digest != _digest(text):
        raise ValueError("it is that of another text")
    columns, place = [], behind
    for _ in range(2 + len(_WORDS) + len(_LABELS) + 1):
        column, place = _unpacked(raw, place, length)
        columns.append(column)
    blanks, lengths, *told, heads = columns
    ends = np.cumsum(blanks + lengths) - blanks
    words = [text[end - size : end] for end, size in zip(ends.tolist(), lengths.tolist(), strict=True)]
    doc = Doc(vocab, words=words, spaces=(blanks > 0).tolist())
    if not length:
        return doc
    written, lower = _hashes(doc, ("ORTH", "LOWER")).T
    values: list[Hashes] = []
    for column, others in zip(told, lists[: len(_WORDS)], strict=False):
        values.append(_recalled(column, [vocab.strings.add(one) for one in others], written, lower))
    for group, column, rows in zip(_LABELS, told[len(_WORDS) :], lists[len(_WORDS) :], strict=True):
        values += [*np.array([_added(vocab.strings, group, row) for row in rows], np.uint64)[column].T]
    table: Any = np.stack([*values, heads.astype(np.uint64)], axis=1)  # Any: spaCy's stub asks for a type of its own
    doc.from_array(_NAMES, table)
    return doc


def _hashes(doc: Doc, names: Sequence[str]) -> Hashes:
    """Return attributes of the tokens, a row each."""
    found: Any = doc.to_array(list[int | str](names))  # Any: spaCy's stub has it as floats
    table: Hashes = found.reshape(len(doc), len(names))
    return table


def _told(values: Hashes, written: Hashes, lower: Hashes) -> tuple[Column, Hashes]:
    """Return how each word is told, and those that are spelled out."""
    column = np.full(len(values), _SPELLED, dtype=np.int64)
    for how, known in ((_LOWER, lower), (_AS_WRITTEN, written), (_UNSET, np.uint64(0))):
        column[values == known] = how
    rest = column == _SPELLED
    others, index = np.unique(values[rest], return_inverse=True)
    column[rest] += index.ravel()
    return column, others


def _recalled(column: Column, others: Sequence[int], written: Hashes, lower: Hashes) -> Hashes:
    """Return the words that ``_told`` told."""
    values = np.array([0] * _SPELLED + list(others), dtype=np.uint64)[column]
    for how, known in ((_LOWER, lower), (_AS_WRITTEN, written)):
        values = np.where(column == how, known, values)
    return values


def _spelled(strings: StringStore, group: Sequence[str], row: Sequence[int]) -> list[str]:
    return [str(one) if name in _NUMBERS else strings[one] if one else "" for name, one in zip(group, row, strict=True)]


def _added(strings: StringStore, group: Sequence[str], row: Sequence[str]) -> list[int]:
    return [
        int(one) if name in _NUMBERS else strings.add(one) if one else 0 for name, one in zip(group, row, strict=True)
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _packed(column: Column) -> bytes:
    """Return the numbers in as few bytes each as they need, that size before them."""
    for size in (1, 2, 4):
        kind = np.dtype(f"<i{size}")
        limits = np.iinfo(kind)
        if not len(column) or (column.min() >= limits.min and column.max() <= limits.max):
            return bytes([size]) + column.astype(kind).tobytes()
    raise ValueError("a number of an analysis is too large to keep")


def _unpacked(raw: bytes, place: int, length: int) -> tuple[Column, int]:
    size = raw[place]
    column = np.frombuffer(raw, dtype=np.dtype(f"<i{size}"), count=length, offset=place + 1).astype(np.int64)
    return column, place + 1 + size * length


@cache
def _usual() -> bytes:
    """Return the labels that most articles have, which need not be spelled out in each; only packing hangs on them."""
    return resources.files("quotestats.store").joinpath(_FILE).read_bytes()
