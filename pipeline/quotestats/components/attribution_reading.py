"""An article as the attribution rules see it: tokens, sentences that respect quotation marks, spans as characters."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestats import layers, quotes
from quotestats.components.attribution_drafts import Span

_BLANK = " \t\r\n\u00a0\u2028\u2029"
_JOINER = re.compile(r"\s(?:and|but|or|while|as)$")
_RELATIVE = {"which", "who", "that", "whom"}
_LOOSE = _BLANK + ",;:—–-"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``start:end`` between two sentence ends; an end inside a quotation does not count."""

    start: int
    end: int


class Reading:
    """The text, its quotations and sentences, and the way between tokens and characters."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens = list(doc)
        self.text = layers.text(doc)
        self.quotations = quotes.find(self.text)
        self.outer = [q for q in self.quotations if q.depth == 0]
        self._starts = [q.start for q in self.outer]
        self.sentences = list(self._sentences())
        self._firsts = [s.start for s in self.sentences]
        self._offsets = doc.to_array("IDX").tolist()

    def token(self, offset: int) -> Token:
        """Return the token that holds a character, or the last one before it."""
        return self.tokens[max(0, bisect_right(self._offsets, offset) - 1)]

    def number(self, token: Token) -> int:
        """Return which sentence holds a token."""
        return bisect_right(self._firsts, token.i) - 1

    def numbered(self, offset: int) -> int:
        """Return which sentence holds a character."""
        return self.number(self.token(offset))

    def sentence(self, token: Token) -> Sentence:
        """Return the sentence that holds a token."""
        return self.sentences[self.number(token)]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens from ``first`` to ``last``, both taken in."""
        return self.tokens[first].idx, self.tokens[last].idx + len(self.tokens[last])

    def quotation(self, offset: int) -> quotes.Quotation | None:
        """Return the outermost quotation around a character, its marks included."""
        at = bisect_right(self._starts, offset) - 1
        return self.outer[at] if at >= 0 and offset < self.outer[at].end else None

    def quotations_in(self, span: Span) -> list[quotes.Quotation]:
        """Return the outermost quotations that share a character with a span."""
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        last = bisect_right(self._starts, span[1] - 1)
        return [q for q in self.outer[first:last] if q.end > span[0]]

    def breaks(self, start: int, end: int) -> bool:
        """Tell whether a paragraph ends between two characters."""
        return any(c in self.text[start:end] for c in "\r\n\u2028\u2029")

    def trim(self, span: Span) -> Span:
        """Return a span without blanks, commas and dashes at its edges."""
        start, end = span
        while start < end and self.text[start] in _LOOSE:
            start += 1
        while end > start and self.text[end - 1] in _LOOSE:
            end -= 1
        return start, end

    def source(self, span: Span) -> Span:
        """Return a source without marks and blanks at its edges and without a possessive ``'s``."""
        start, end = span
        while start < end and not (self.text[start].isalnum() or self.text[start] in "@#$£€"):
            start += 1
        while end > start and not (self.text[end - 1].isalnum() or self.text[end - 1] in ".)"):
            end -= 1
        if self.text[max(start, end - 2) : end] in {"'s", "’s"}:
            end -= 2
        return start, end

    def without(self, span: Span, holes: Iterable[Span] = ()) -> tuple[Span, ...]:
        """Return what is left of a span without the holes, each piece trimmed, pieces without a word dropped."""
        pieces, at = [], span[0]
        for start, end in sorted(holes):
            if end > at and start < span[1]:
                pieces.append((at, start))
                at = max(at, end)
        trimmed = (self._closed(self.trim(piece)) for piece in [*pieces, (at, span[1])] if piece[0] < piece[1])
        words = ((piece, self.text[slice(*piece)]) for piece in trimmed)
        return tuple(piece for piece, text in words if text.lower() not in _RELATIVE and any(map(str.isalnum, text)))

    def _closed(self, span: Span) -> Span:
        """Return a span without a full stop or a conjunction at its end, which joined it to something left out."""
        start, end = span
        if end > start and self.text[end - 1] == "." and self.token(end - 1).text == ".":
            return start, end - 1
        joiner = _JOINER.search(self.text, max(start, end - 8), end)
        return self.trim((start, joiner.start())) if joiner else span

    def _sentences(self) -> Iterator[Sentence]:
        first, waiting = 0, False  # a sentence end that the parser saw before a closing mark waits until after it
        for token in self.tokens:
            if token.i == 0:
                continue
            if _ends_line(self.tokens[token.i - 1]):
                begins, waiting = True, False
            elif token.is_sent_start or waiting:
                begins, waiting = self._begins(token)
            else:
                continue
            if begins:
                yield Sentence(first, token.i)
                first = token.i
        if len(self.tokens):
            yield Sentence(first, len(self.tokens))

    def _begins(self, token: Token) -> tuple[bool, bool]:
        """Tell whether a sentence begins here, and whether its end waits for a closing mark."""
        around = self.quotation(token.idx)
        if around and around.start < token.idx:
            return False, around.closed and token.idx >= around.inner_end
        before = self.tokens[token.i - 1]
        closing = self.quotation(before.idx)
        if closing and closing.closed:
            ended = self.text[closing.inner_end - 1] in ".!?…"
            return ended and not self.text[token.idx].islower(), False
        return True, False


def _ends_line(token: Token) -> bool:
    return token.is_space and any(c in token.text for c in "\r\n\u2028\u2029")
