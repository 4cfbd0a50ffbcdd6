"""An article laid out for the search of actors: sentences, paragraphs, quotations, and lines that name no speaker."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.tokens import Doc, Span, Token

from quotestats import layers
from quotestats.actors.members import Place
from quotestats.actors.truecase import is_shouted
from quotestats.quotes import find as quotations

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_DATELINE = re.compile(
    r"""
    ^\s*
    [A-ZÀ-Þ][A-ZÀ-Þ.'\-]+(?:[ ,]+[A-ZÀ-Þ][\w.'\-]*){0,5}   # PARIS, or NEW YORK, N.Y., Jan
    (?:[ ,]+\d{1,2})?\s*                                    # its day
    (?: \([A-Z][\w/. ]{1,40}\)\s* (?:[-–—]+|\s) | (?:--|[–—]|\s-\s) )   # (Reuters) - or only the dash
    """,
    re.VERBOSE,
)
_BYLINE = re.compile(
    r"^\s*(?:By|BY|Written by|Reporting by|Posted by|Photo(?:graph)?(?: by|:)|Image:|Editing by)\s+[A-Z].{0,120}$"
)
_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: offsets, the end of its dateline (or its start), capitals only or "Title Case"."""

    start: int
    end: int
    body: int
    byline: bool
    caps: bool
    titled: bool


class Reading:
    """A Doc with what the search of actors asks of it again and again, computed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = layers.text(doc)
        self.analysed = layers.seen(doc)
        self.lines = [_line(match.group(), match.start(), match.end()) for match in _LINE.finditer(self.analysed)]
        self._line_starts = [line.start for line in self.lines]
        self._quoted = [(q.inner_start, q.inner_end) for q in quotations(self.text) if q.kind == "speech"]
        self._quote_starts = [start for start, _ in self._quoted]
        offsets = doc.to_array("IDX")
        self._starts: list[int] = offsets.tolist()
        self._ends: list[int] = (offsets + doc.to_array("LENGTH")).tolist()
        places = zip(self._starts, self._ends, strict=True)
        self.words = [self.analysed[start:end] for start, end in places]  # no Token, which is what costs
        starts = doc.to_array("SENT_START") == 1
        starts[:1] = True
        self.sentences: list[int] = (starts.cumsum() - 1).tolist()  # the number of each token's
        self.subjects = self.those("DEP", _SUBJECTS)

    def spelled(self, start: int, end: int) -> str:
        """Return a stretch of text as a name is written: in lines of capitals, as the base model was given it."""
        original, analysed = self.text[start:end], self.analysed[start:end]
        if not original.isupper() or analysed.isupper():
            return " ".join(original.split())
        lost = zip(original, analysed, strict=True)  # the letter put for one that was lost is not the program's to show
        return " ".join("".join(old if old == "\ufffd" else new for old, new in lost).split())

    def line(self, offset: int) -> Line:
        """Return the line that holds a character."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def paragraph(self, offset: int) -> int:
        """Return the number of the line that holds a character."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def silent(self, offset: int) -> bool:
        """Tell whether a character stands in a dateline or byline, whose names say nothing."""
        if not self.lines:
            return True
        line = self.line(offset)
        return line.byline or offset < line.body

    def caps(self, offset: int) -> bool:
        """Tell whether a character stands in a line of capitals only, where case tells nothing."""
        return bool(self.lines) and self.line(offset).caps

    def titled(self, offset: int) -> bool:
        """Tell whether a character stands in a headline that writes Most Words So."""
        return bool(self.lines) and self.line(offset).titled

    def quoted(self, offset: int) -> bool:
        """Tell whether a character stands inside a quotation."""
        at = bisect_right(self._quote_starts, offset) - 1
        return any(end > offset for _, end in self._quoted[max(0, at - 2) : at + 1])

    def sentence(self, token: Token) -> int:
        """Return the number of a token's sentence."""
        return self.sentences[token.i]

    def tokens(self, start: int, end: int) -> Span:
        """Return the tokens that share a character with a stretch of text."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first < last and self._starts[first] <= start and end <= self._ends[last - 1]:
            return self.doc[first:last]
        return layers.tokens(self.doc, start, end)

    def place(self, start: int, end: int) -> Place:
        """Return where a mention stands."""
        head = self.tokens(start, end).root
        return Place(
            start=start,
            sentence=self.sentence(head),
            paragraph=self.paragraph(start),
            subject=is_subject(head),
            quoted=self.quoted(start),
            modifier=head.dep_ in _MODIFIERS,
        )

    def those(self, attribute: Literal["DEP", "LEMMA"], values: Iterable[str]) -> frozenset[int]:
        """Return the indices of the tokens whose attribute is one of some values."""
        wanted = [self.doc.vocab.strings[value] for value in values]
        return frozenset(np.flatnonzero(np.isin(self.doc.to_array(attribute), np.array(wanted, np.uint64))).tolist())


def is_subject(token: Token) -> bool:
    """Tell whether a token is the subject of its clause."""
    return token.dep_ in _SUBJECTS


def _line(text: str, start: int, end: int) -> Line:
    dateline = _DATELINE.match(text)
    caps = is_shouted(text)
    byline = bool(_BYLINE.match(text)) and not text.rstrip().endswith((".", "!", "?", '"', "”"))
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    titled = len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
    return Line(start, end, start + dateline.end() if dateline and not caps else start, byline, caps, titled)
