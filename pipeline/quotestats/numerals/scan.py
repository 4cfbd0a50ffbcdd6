"""The scanner: every numeric expression of a text that counts or measures, in one pass over its tokens."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotestats.lexicon import Row
from quotestats.numerals import glyphs, identifiers, joins, scores, votes
from quotestats.numerals.amounts import Amount, one_unit, read_amount, unit_and_part
from quotestats.numerals.bounds import Bounds
from quotestats.numerals.finish import Finish
from quotestats.numerals.found import Found
from quotestats.numerals.idle import idle
from quotestats.numerals.measures import Measures
from quotestats.numerals.multiples import Multiples
from quotestats.numerals.names import Names, ordinal
from quotestats.numerals.numbers import read
from quotestats.numerals.tokens import Token, at, tokenise
from quotestats.numerals.words import context, vocabulary

_FUNCTION_WORDS = context("function_words")
_BEFORE_ROUGHLY = context("before_over")
_LINE = re.compile(r"[^\n]+\n?|\n")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")
_Reading = tuple[Found | None, int]  # what was found, and the index to go on from


class Scanner:
    """The number grammar over a table of units (rows of ``units.rows()``). ``dollar`` is the currency of a bare "$"."""

    def __init__(self, units: Iterable[Row], *, dollar: str = "USD", language: str = "en") -> None:
        self._measures = Measures(units, dollar=dollar, language=language)
        self._bounds = Bounds(language=language)
        self._multiples = Multiples(language=language)
        self._names = Names(language=language)
        self._finish = Finish(self._bounds, self._measures)
        self._starters = vocabulary(language).starters | self._multiples.starters

    def scan(self, text: str, blocked: Sequence[tuple[int, int]] = ()) -> list[Found]:
        """Return what counts or measures, in order, none overlapping; ``blocked`` spans hold no quantity."""
        shown, places = glyphs.seen(glyphs.western(text))
        if not places:
            return self._scan(shown, blocked)
        inside = [(bisect_left(places, start), bisect_left(places, end)) for start, end in blocked]
        return [glyphs.back(found, places) for found in self._scan(shown, inside)]

    def _scan(self, text: str, blocked: Sequence[tuple[int, int]]) -> list[Found]:
        lines = list(self._lines(text))
        tokens = [token for line in lines for token in tokenise(text, *line)]
        closed = _Closed([*blocked, *(span for line in lines for span in identifiers.spans(text, *line))])
        found: list[Found] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if not self._may_start(token) or closed.holds(token.start):
                index += 1
                continue
            expression, following = self._read(tokens, index)
            if expression is not None and (not found or expression.start >= found[-1].end):
                found.append(expression)
                following = _after_repetition(tokens, following, expression)
            index = max(following, index + 1)
        return found

    def _lines(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the lines in which an expression may start, each with its end: most lines of an article have none."""
        for line in _LINE.finditer(text):
            lowered = line[0].lower()
            if _DIGIT.search(lowered) or "fold" in lowered or not self._starters.isdisjoint(_WORD.findall(lowered)):
                yield line.span()

    def rate(self, text: str) -> tuple[str, int] | None:
        """Return the denominator of the rate with which a text begins, and its length: ``per 100,000 people``."""
        tokens = tokenise(text)
        found = self._measures.rate(tokens, 0) if tokens else None
        return (found[0], tokens[found[1] - 1].end) if found is not None else None

    def _may_start(self, token: Token) -> bool:
        if token.kind == "number":
            return True
        return token.kind == "word" and (token.low in self._starters or token.low.endswith("fold"))

    def _read(self, tokens: list[Token], index: int) -> _Reading:
        """Return the expression at ``index``, if it is one, and the index to go on from."""
        phrase = self._names.phrase(tokens, index)
        if phrase is not None:
            return None, phrase
        multiple = self._multiples.word(tokens, index)
        if multiple is not None:
            return self._finish.multiple(tokens, index, multiple)
        amount = (
            unit_and_part(tokens, index, self._measures)
            or read_amount(tokens, index, self._measures)
            or self._one_unit(tokens, index)
        )
        game = amount and (scores.innings(tokens, amount) or scores.tried(tokens, amount))
        if amount is None or game is not None:
            return None, game or index + 1
        if amount.number.last == index + 1 and ordinal(tokens, index):
            return self._age_group(tokens, amount)
        return self._amount(tokens, amount)

    def _one_unit(self, tokens: list[Token], index: int) -> Amount | None:
        """Read an article and a unit behind a bound as one of it: ``at least a month``, ``took about an hour``."""
        unit = one_unit(tokens, index, self._measures)
        bound = self._bounds.before(tokens, index, kind="duration") if unit is not None else None
        if bound is None:
            return None
        before = at(tokens, bound[1] - 1).low
        roughly = at(tokens, index - 1).low in ("about", "around", "over", "under", "above", "below")
        return unit if before not in ("within", "the") and (not roughly or before in _BEFORE_ROUGHLY) else None

    def _age_group(self, tokens: list[Token], amount: Amount) -> _Reading:
        """Read ``over 65s`` and ``under-16s`` as ages; other digits with an ending are ordinals and decades."""
        group = self._names.age_group(tokens, amount.first)
        if group is None:
            return None, amount.last
        first, bound = group
        aged = replace(amount, first=first, last=amount.number.last)
        found, last = self._finish.finish(tokens, aged, kind="duration", unit="year")
        value = amount.value
        low, high = (value, None) if bound == "more_than" else (None, value)
        return replace(found, bound=bound, value=value, low=low, high=high), last

    def _amount(self, tokens: list[Token], amount: Amount) -> _Reading:
        ratio = joins.ratio(tokens, amount)
        if ratio is not None and not self._names.reject(tokens, replace(amount, last=ratio[1])):
            whole = replace(amount, last=ratio[1], value=ratio[0], number=replace(amount.number, last=ratio[1]))
            return self._finish.finish(tokens, whole, kind="ratio", unit="ratio")
        multiple = self._multiples.behind(tokens, amount)
        if multiple is not None and not self._names.reject(tokens, replace(amount, last=multiple.last)):
            return self._finish.multiple(tokens, amount.first, multiple)
        split = votes.split(tokens, amount, self._finish)
        if split is not None and not self._names.score(tokens, amount.first, split[1]):
            return split
        ranging = self._range(tokens, amount)
        if ranging is not None:
            return ranging
        rejected = self._names.reject(tokens, amount)
        behind = at(tokens, amount.last)
        by = at(tokens, amount.first - 1).low in ("by", "up", "down") and (
            behind.kind != "word" or behind.low in _FUNCTION_WORDS
        )
        bounded = self._bounds.before(tokens, amount.first) is not None or by
        if rejected or idle(tokens, amount, bounded=bounded):
            return None, self._after_score(tokens, amount)
        return self._finish.single(tokens, amount)

    def _range(self, tokens: list[Token], amount: Amount) -> _Reading | None:
        """Read a range that begins with an amount, or the amount from which something moved to a range."""
        start = joins.start_of_change(tokens, amount, self._measures)
        if start is not None:
            return self._finish.single(tokens, start)
        ends = joins.range_end(tokens, amount, self._measures)
        if ends is None:
            return None
        low, high, join = ends
        return (None, high.last) if self._no_range(tokens, low, high, join) else self._finish.range(tokens, *ends)

    def _no_range(self, tokens: list[Token], low: Amount, high: Amount, join: joins.Join) -> bool:
        whole = replace(high, first=low.first, prefixed=low.prefixed, number=replace(low.number, last=high.number.last))
        if self._names.reject(tokens, whole) or (high.unit is None and self._names.dated(tokens, low, high)):
            return True
        if (
            join == "dash"
            and low.unit is None
            and low.value >= 100
            and at(tokens, low.first - 1).low in ("a", "an", "the")
        ):
            return True  # "the 737-800"
        small = join == "dash" and high.unit is None and high.value < 200
        return small and self._names.score(tokens, low.first, high.last)

    @staticmethod
    def _after_score(tokens: list[Token], amount: Amount) -> int:
        """Return the index after a rejected amount, and after the other figure of a score or a code (``3-1``)."""
        dash, other = at(tokens, amount.last), at(tokens, amount.last + 1)
        return amount.last + 2 if dash.glued and other.glued and other.kind == "number" else amount.last


def _after_repetition(tokens: list[Token], index: int, found: Found) -> int:
    """Step over the same number said again in brackets: ``forty-five (45)``."""
    if at(tokens, index).text != "(":
        return index
    again = read(tokens, index + 1)
    repeated = again is not None and at(tokens, again.last).text == ")" and again.value == found.value
    return again.last + 1 if again is not None and repeated else index


class _Closed:
    """Spans in which nothing is read, asked for in ascending order of place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, place: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= place:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= place
