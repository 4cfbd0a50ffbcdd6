"""An article as the attribution rules see it: tokens, sentences that respect quotation marks, spans as characters."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import spacy.tokens
from spacy.tokens import Doc, Token

from quotestats import layers, quotes

Span = tuple[int, int]

_TRIMMED = " \t\r\n\u00a0,;:—–-"
_CLAUSAL = {"relcl", "acl", "advcl", "appos", "punct", "ccomp", "parataxis", "dep"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``start:end`` of a stretch between sentence ends; an end inside a quotation does not count."""

    start: int
    end: int


class Reading:
    """The original text, its quotations and sentences, and the way between tokens and characters."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = layers.text(doc)
        self.quotations = quotes.find(self.text)
        self.outer = [q for q in self.quotations if q.depth == 0]
        self._starts = [q.start for q in self.outer]
        self.sentences = list(self._sentences())
        self._firsts = [s.start for s in self.sentences]

    def sentence(self, token: Token) -> Sentence:
        """Return the sentence that holds a token."""
        return self.sentences[bisect_right(self._firsts, token.i) - 1]

    def quotation(self, offset: int) -> quotes.Quotation | None:
        """Return the outermost quotation around a character, its marks included."""
        at = bisect_right(self._starts, offset) - 1
        return self.outer[at] if at >= 0 and offset < self.outer[at].end else None

    def chars(self, tokens: Sequence[Token] | spacy.tokens.Span) -> Span:
        """Return the characters from the first to the last of these tokens, without blanks and commas around them."""
        return self.trim(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))

    def trim(self, start: int, end: int) -> Span:
        """Return a span without blanks, commas and dashes at its edges."""
        while start < end and self.text[start] in _TRIMMED:
            start += 1
        while end > start and self.text[end - 1] in _TRIMMED:
            end -= 1
        return start, end

    def subtract(self, span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
        """Return what is left of a span without the holes, each piece trimmed, empty ones and lone marks dropped."""
        pieces, at = [], span[0]
        for start, end in sorted(holes):
            if end <= at or start >= span[1]:
                continue
            pieces.append((at, start))
            at = max(at, end)
        trimmed = (self.trim(*piece) for piece in [*pieces, (at, span[1])] if piece[0] < piece[1])
        return tuple((s, e) for s, e in trimmed if any(c.isalnum() for c in self.text[s:e]))

    def _sentences(self) -> Iterator[Sentence]:
        first, waiting = 0, False  # a sentence end that the parser saw before a closing mark waits until after it
        for token in self.doc:
            if token.i == 0:
                continue
            if _ends_line(self.doc[token.i - 1]):
                begins, waiting = True, False
            elif token.is_sent_start or waiting:
                begins, waiting = self._begins(token)
            else:
                continue
            if begins:
                yield Sentence(first, token.i)
                first = token.i
        if len(self.doc):
            yield Sentence(first, len(self.doc))

    def _begins(self, token: Token) -> tuple[bool, bool]:
        """Tell whether a sentence begins here, and whether its end waits for a closing mark."""
        around = self.quotation(token.idx)
        if around and around.start < token.idx:
            return False, around.closed and token.idx >= around.inner_end
        closing = self.quotation(token.idx - 1) or self.quotation(token.idx - 2) if token.idx > 1 else None
        if closing and closing.closed:
            ended = self.text[closing.inner_end - 1] in ".!?…"
            return ended and not self.text[token.idx].islower(), False
        return True, False


def _ends_line(token: Token) -> bool:
    return token.is_space and ("\n" in token.text or "\r" in token.text)


def phrase(reading: Reading, head: Token) -> Span:
    """Return the span of a source: the noun phrase with its short modifiers, without relative clauses.

    An apposition stays where it is the name behind a description ("the coach, Ana Ruiz") and goes where it explains a
    name.
    """
    return reading.trim(_left(head), _right(head))


def _left(head: Token) -> int:
    lefts = [t for t in head.lefts if t.dep_ not in _CLAUSAL]
    return _left(lefts[0]) if lefts else head.idx


def _right(head: Token) -> int:
    end = head.idx + len(head)
    for child in head.rights:
        if child.dep_ == "appos" and head.pos_ == "NOUN" and child.pos_ == "PROPN":
            return _right(child)
        if (child.dep_ == "punct" and child.text in {"-", "'", '"', "”", "“"}) or (
            child.dep_ == "punct" and child.text == ","
        ):
            continue
        if child.dep_ in _CLAUSAL:
            break
        end = max(end, _right(child))
    return end
