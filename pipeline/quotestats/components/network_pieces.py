"""What the attribution network reads of a text: word pieces, their places, and what the pieces themselves do not say.

The network's vocabulary is lower-cased and was learned mostly on curly quotation marks. So each piece carries a mark
for its case and for the quotation it stands in, and every quotation mark that ``quotes.find`` pairs is read as a curly
one, whatever its style. All of it is one to one in characters, so offsets hold.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quotestats.quotes import Quotation

Integers = NDArray[np.int64]

START, BREAK, STOP = 101, 102, 1012  # [CLS] before each window, [SEP] for each line break, a full stop
CASES, SURROUNDINGS = 4, 3  # lower, Capital, UPPER, digits; outside marks, in speech, in other marks
MARKS = CASES * SURROUNDINGS

_BREAK = re.compile(r"[\r\n\u2028\u2029]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # no tokenizer can read one


class Encoding(Protocol):
    """What ``tokenizers`` gives for a text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Encoder(Protocol):
    """The part of ``tokenizers.Tokenizer`` that is used here."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        """Return pieces and their character offsets."""
        ...


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: vocabulary ids, marks (case and surroundings), and character offsets."""

    ids: Integers
    marks: Integers
    starts: Integers
    ends: Integers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def breaks(self) -> list[int]:
        """The places of line breaks."""
        return np.flatnonzero(self.ids == BREAK).tolist()

    def within(self, start: int, end: int) -> range:
        """Return the places of the pieces that share a character with ``start:end``."""
        return range(
            int(np.searchsorted(self.ends, start, side="right")), int(np.searchsorted(self.starts, end, side="left"))
        )


def read(text: str, quotations: Sequence[Quotation], encoder: Encoder) -> Pieces:
    """Return the pieces of a text; ``quotations`` as ``quotes.find(text)`` gives them."""
    encoding = encoder.encode(_curly(text, quotations), add_special_tokens=False)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    inserted = list(_inserted(text))
    places = np.searchsorted(offsets[:, 0], [start for _, start, _ in inserted])
    ids = np.insert(np.array(encoding.ids, np.int64), places, [piece for piece, _, _ in inserted])
    starts = np.insert(offsets[:, 0], places, [start for _, start, _ in inserted])
    ends = np.insert(offsets[:, 1], places, [end for _, _, end in inserted])
    cases = np.array([_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)], np.int64)
    return Pieces(ids, cases + CASES * _surroundings(len(text), quotations)[starts], starts, ends)


def _inserted(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield what is read at the end of each line, with its offsets: a full stop where none ends it, and the break.

    In the training texts headlines end with a full stop; without one the network takes no "police say" for a cue.
    """
    breaks = [m.span() for m in _BREAK.finditer(text) if text[: m.start()].strip()]
    end = len(text.rstrip())
    for start, stop in [*breaks, (end, end)] if not breaks or breaks[-1][0] < end else breaks:
        tail = text[max(0, start - 99) : start]
        last = start - len(tail) + len(tail.rstrip())
        if tail.rstrip()[-1:].isalnum():
            yield STOP, last, last
        if start < stop:
            yield BREAK, start, stop


def _curly(text: str, quotations: Sequence[Quotation]) -> str:
    """Return the text with paired marks as curly ones, double outside and single inside; same length."""
    chars = list(_LONE_SURROGATE.sub("\ufffd", text))
    for quotation in quotations:
        opening, closing = ("“", "”") if quotation.depth == 0 else ("‘", "’")
        for mark, start, end in (
            (opening, quotation.start, quotation.inner_start),
            (closing, quotation.inner_end, quotation.end),
        ):
            if start < end:
                chars[start:end] = [mark, *" " * (end - start - 1)]
    return "".join(chars)


def _surroundings(length: int, quotations: Sequence[Quotation]) -> Integers:
    around = np.zeros(length + 1, np.int64)
    for quotation in quotations:
        if quotation.depth == 0:
            around[quotation.start : quotation.end] = 1 if quotation.is_speech else 2
    return around


def _case(surface: str) -> int:
    if surface[:1].isdigit():
        return 3
    if not surface[:1].isupper():
        return 0
    return 2 if len(surface) > 1 and surface.isupper() else 1
