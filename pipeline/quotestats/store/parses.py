"""The base model's analysis of an article in a few bytes a word, and back: no model is needed to go on from it.

Column by column: the lengths of the tokens, then an index for each attribute into a list of the values that occur. A
lemma that is the word itself, as written or in lower case, is not spelled out. With it goes a digest of the text.
"""

import hashlib
import json
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quotestats.errors import QuotestatsError

Column = npt.NDArray[np.int64]

_WORDS = ("LEMMA", "NORM")  # mostly the word itself
_NAMES = ("TAG", "POS", "MORPH", "DEP", "ENT_TYPE")
_NUMBERS = ("HEAD", "ENT_IOB")
_AS_WRITTEN, _LOWER = "\x00", "\x01"


class UnfitError(QuotestatsError):
    """A kept analysis that is not of this text; it can be made again."""


def dump(doc: Doc) -> bytes:
    """Return the tokens, tags, lemmas, heads and entities of a Doc, but no layers."""
    strings = doc.vocab.strings
    columns: list[Column] = [
        np.array([token.idx for token in doc] + [len(doc.text)], dtype=np.int64),
        np.array([len(token) for token in doc], dtype=np.int64),
    ]
    columns[0] = np.diff(columns[0]) - columns[1]  # the blanks behind each token
    spelled: list[list[str]] = []
    for attribute in (*_WORDS, *_NAMES):
        values = [strings[int(value)] if value else "" for value in doc.to_array([attribute]).ravel()]
        if attribute in _WORDS:
            values = [_short(value, token.text) for value, token in zip(values, doc, strict=True)]
        index = {value: number for number, value in enumerate(dict.fromkeys(values))}
        columns.append(np.array([index[value] for value in values], dtype=np.int64))
        spelled.append(list(index))
    columns += [doc.to_array([attribute]).ravel().astype(np.int64) for attribute in _NUMBERS]
    head = json.dumps([len(doc), spelled, _digest(doc.text)], ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    body = b"".join(_packed(column) for column in columns)
    return zlib.compress(len(head).to_bytes(4, "big") + head + body, 9)


def load(data: bytes, vocab: Vocab, text: str) -> Doc:
    """Return the Doc of a text from what ``dump`` made of its analysis.

    Raises UnfitError when the two do not fit, or the bytes are no analysis.
    """
    try:
        return _loaded(data, vocab, text)
    except (zlib.error, ValueError, IndexError, TypeError) as error:
        raise UnfitError(f"what is kept of an analysis is of no use: {error}") from error


def _loaded(data: bytes, vocab: Vocab, text: str) -> Doc:
    raw = zlib.decompress(data)
    behind = 4 + int.from_bytes(raw[:4], "big")
    length, spelled, digest = json.loads(raw[4:behind].decode("utf-8", "surrogatepass"))
    if digest != _digest(text):
        raise ValueError("it is that of another text")
    columns, place = [], behind
    for _ in range(2 + len(_WORDS) + len(_NAMES) + len(_NUMBERS)):
        column, place = _unpacked(raw, place, length)
        columns.append(column)
    blanks, lengths = columns[0], columns[1]
    ends = np.cumsum(blanks + lengths) - blanks
    words = [text[end - size : end] for end, size in zip(ends.tolist(), lengths.tolist(), strict=True)]
    doc = Doc(vocab, words=words, spaces=(blanks > 0).tolist())
    if not length:
        return doc
    values = []
    for attribute, names, column in zip((*_WORDS, *_NAMES), spelled, columns[2:], strict=False):
        told = [names[number] for number in column.tolist()]
        if attribute in _WORDS:
            told = [_long(name, word) for name, word in zip(told, words, strict=True)]
        hashes = {name: vocab.strings.add(name) if name else 0 for name in set(told)}
        values.append(np.array([hashes[name] for name in told], dtype=np.uint64))
    values += [column.astype(np.uint64) for column in columns[-len(_NUMBERS) :]]
    table: Any = np.stack(values, axis=1)  # Any: spaCy's stub asks for a type of its own
    doc.from_array([*_WORDS, *_NAMES, *_NUMBERS], table)
    return doc


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _short(lemma: str, word: str) -> str:
    return _AS_WRITTEN if lemma == word else _LOWER if lemma == word.lower() else lemma


def _long(lemma: str, word: str) -> str:
    return word if lemma == _AS_WRITTEN else word.lower() if lemma == _LOWER else lemma


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
