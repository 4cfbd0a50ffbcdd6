"""The scanner: every numeric expression of a text that counts or measures, in one pass over its tokens."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotestats.lexicon import Row
from quotestats.numerals import joins
from quotestats.numerals.amounts import Amount, read_amount
from quotestats.numerals.bounds import Bounds
from quotestats.numerals.found import Found, limits
from quotestats.numerals.measures import Measures
from quotestats.numerals.multiples import Multiple, Multiples
from quotestats.numerals.names import Names, identifiers, ordinal
from quotestats.numerals.numbers import Number
from quotestats.numerals.tokens import Token, at, tokenise
from quotestats.numerals.words import vocabulary
from quotestats.records import Bound

_DETERMINERS = frozenset("of the its their his her our my your all that these those this both what".split())


_NO_NUMBER = Number(0.0, 0, 0, "words", 0.0)


class Scanner:
    """The number grammar over a table of units (rows of ``units.rows()``). ``dollar`` is the currency of a bare "$"."""

    def __init__(self, units: Iterable[Row], *, dollar: str = "USD", language: str = "en") -> None:
        self._measures = Measures(units, dollar=dollar, language=language)
        self._bounds = Bounds(language=language)
        self._multiples = Multiples(language=language)
        self._names = Names(language=language)
        self._starters = vocabulary(language).starters | self._multiples.starters

    def scan(self, text: str, blocked: Sequence[tuple[int, int]] = ()) -> list[Found]:
        """Return what counts or measures, in order, none overlapping; ``blocked`` spans hold no quantity."""
        tokens = tokenise(text)
        closed = _Closed([*blocked, *identifiers(text)])
        found: list[Found] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if not self._may_start(token) or closed.holds(token.start):
                index += 1
                continue
            expression, index = self._read(tokens, index)
            if expression is not None and (not found or expression.start >= found[-1].end):
                found.append(expression)
        return found

    def _may_start(self, token: Token) -> bool:
        if token.kind == "number":
            return True
        return token.kind == "word" and (token.low in self._starters or token.low.endswith("fold"))

    def _read(self, tokens: list[Token], index: int) -> tuple[Found | None, int]:
        """Return the expression at ``index``, if it is one, and the index to go on from."""
        phrase = self._names.phrase(tokens, index)
        if phrase is not None:
            return None, phrase
        word = self._multiples.word(tokens, index)
        if word is not None:
            return self._multiple(tokens, index, word, index), word.last
        fold = self._multiples.fold(tokens[index])
        if fold is not None:
            return self._multiple(tokens, index, Multiple(fold, index + 1, "multiple", "up"), index), index + 1
        amount = read_amount(tokens, index, self._measures)
        if amount is None:
            return None, index + 1
        if amount.number.last == index + 1 and ordinal(tokens, index):
            return None, amount.last
        return self._amount(tokens, amount)

    def _amount(self, tokens: list[Token], amount: Amount) -> tuple[Found | None, int]:
        ratio = joins.ratio(tokens, amount)
        if ratio is not None and not self._names.reject(tokens, replace(amount, last=ratio[1])):
            found = self._finish(tokens, replace(amount, last=ratio[1]), ratio[0], kind="ratio", unit="ratio")
            return found, ratio[1]
        multiple = self._multiples.behind(tokens, amount)
        if multiple is not None:
            return self._multiple(tokens, amount.first, multiple, amount.number.first), multiple.last
        ends = joins.range_end(tokens, amount, self._measures)
        if ends is not None and not self._no_range(tokens, *ends):
            return self._range(tokens, *ends), ends[1].last
        if self._is_score(tokens, amount):
            return None, amount.last + 2
        if self._names.reject(tokens, amount) or self._idle(tokens, amount):
            return None, amount.last
        return self._single(tokens, amount), amount.last

    def _no_range(self, tokens: list[Token], low: Amount, high: Amount, join: joins.Join) -> bool:
        chained = at(tokens, high.last)
        if join == "dash" and low.unit is None:
            plain = high.value < 30 and at(tokens, high.last).kind != "word"
            if chained.text in "-–/" and chained.glued and at(tokens, high.last + 1).kind == "number":
                return True
            if plain and self._names.score(tokens, low.first, high.last):
                return True
        whole = replace(high, first=low.first, prefixed=low.prefixed)
        return self._names.reject(tokens, replace(low, last=low.number.last) if low.last > high.first else low) or (
            self._names.reject(tokens, whole)
        )

    def _is_score(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether two small whole numbers about a hyphen are left over as a score: ``3-1``, ``21–17``."""
        dash, other = at(tokens, amount.last), at(tokens, amount.last + 1)
        if amount.unit is not None or amount.number.form != "digits" or amount.number.scale != 1.0:
            return False
        return dash.text in ("-", "–") and dash.glued and other.glued and other.kind == "number"

    def _idle(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a number word counts nothing: pronoun "one", "a half" without a whole, "a second"."""
        number, first = amount.number, amount.first
        if amount.unit is not None:
            return number.value == 1 and number.form == "words" and self._one_of_time(tokens, amount)
        bounded = self._bounds.before(tokens, first) is not None or at(tokens, first - 1).low == "by"
        if number.form == "fraction":
            return not bounded and not self._is_share(tokens, amount)
        if number.form == "words" and number.value == 1:
            of = at(tokens, amount.last).low == "of"
            return not bounded or of and at(tokens, first - 1).low in ("about", "around", "over")
        return False

    def _one_of_time(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether "one day" and its like mean some day rather than measure."""
        before, behind = at(tokens, amount.first - 1).low, at(tokens, amount.last).low
        if amount.kind != "duration":
            return False
        measuring = (
            "for",
            "only",
            "just",
            "than",
            "least",
            "about",
            "to",
            "of",
            "lasted",
            "took",
            "every",
            "another",
            "over",
        )
        return amount.name in ("day", "night", "weekend", "second") and before not in measuring and behind != "'"

    def _is_share(self, tokens: list[Token], amount: Amount) -> bool:
        follows = at(tokens, amount.last)
        if amount.last - amount.first > 1 and tokens[amount.first].low not in ("a", "an"):
            return not (follows.kind == "word" and follows.text[:1].isupper())
        if tokens[amount.first].low == "half":
            before = at(tokens, amount.first - 1).low
            return follows.low in _DETERMINERS and before not in ("the", "other", "first", "second", "and", "a")
        if not tokens[amount.first].low.isascii() or tokens[amount.first].kind == "number":
            return True
        return (
            follows.low == "of" or follows.kind != "word" or follows.low in ("in", "on", "to", "from", "more", "less")
        )

    def _single(self, tokens: list[Token], amount: Amount) -> Found:
        if amount.number.form == "fraction" and amount.unit is None:
            inner = self._share_of_unit(tokens, amount)
            if inner is not None:
                return self._finish(tokens, inner, inner.value, kind=inner.kind, unit=inner.name)
            return self._finish(tokens, amount, amount.value, kind="ratio", unit="ratio")
        return self._finish(tokens, amount, amount.value, kind=amount.kind, unit=amount.name)

    def _share_of_unit(self, tokens: list[Token], part: Amount) -> Amount | None:
        """Read ``half of 1 percent`` as half a percent."""
        if at(tokens, part.last).low != "of":
            return None
        whole = read_amount(tokens, part.last + 1, self._measures)
        if whole is None or whole.unit is None or whole.value != 1 or whole.prefixed:
            return None
        return replace(whole, first=part.first, value=part.value * whole.value)

    def _multiple(self, tokens: list[Token], first: int, multiple: Multiple, number: int) -> Found:
        kind = multiple.kind
        amount = Amount(first, multiple.last, _NO_NUMBER, None, multiple.value)
        found = self._finish(tokens, amount, multiple.value, kind=kind, unit="times" if kind == "multiple" else "time")
        return replace(found, direction=multiple.direction, core_start=tokens[number].start, form="words")

    def _range(self, tokens: list[Token], low: Amount, high: Amount, join: joins.Join) -> Found:
        whole = replace(high, first=low.first, prefixed=low.prefixed)
        found = self._finish(tokens, whole, high.value, kind=low.kind, unit=low.name)
        if join == "and" and at(tokens, low.first - 1).low == "between":
            found = replace(found, start=tokens[low.first - 1].start)
        bound: Bound = "about" if found.bound == "about" else "between"
        start = found.start if found.bound in ("about", "exact") or join == "and" else tokens[low.first].start
        smaller, larger = sorted((low.value, high.value))
        ends = ()
        if at(tokens, low.first - 1).low == "from" and join == "to":
            first = self._finish(tokens, low, low.value, kind=low.kind, unit=low.name)
            ends = first, self._finish(tokens, high, high.value, kind=high.kind, unit=high.name)
        return replace(
            found, start=start, core_start=tokens[low.number.first].start, value=None, low=smaller, high=larger,
            bound="between" if bound == "about" else bound, ends=ends,
        )  # fmt: skip

    def _finish(self, tokens: list[Token], amount: Amount, value: float, *, kind: str, unit: str) -> Found:
        """Read the bound and the rate around an amount and make the expression of it."""
        first, last, per = amount.first, amount.last, amount.unit.per if amount.unit else ""
        bound: Bound = "at_least" if amount.plus else "exact"
        before = self._bounds.before(tokens, first, kind=kind)
        if before is not None:
            bound, first = before
        for _ in range(2):
            behind = self._bounds.behind(tokens, last)
            if behind is not None and bound == "exact":
                bound, last = behind
            rate = self._measures.rate(tokens, last) if not per else None
            if rate is not None and (kind not in ("ratio", "multiple")):
                per, last = rate
        form = amount.number.form
        if form == "vague":
            figures: tuple[float | None, float | None, float | None] = (None, value, None)
            bound = "vague"
        else:
            figures = limits(value, bound)
        return Found(
            start=tokens[first].start, end=tokens[last - 1].end, core_start=tokens[amount.first].start,
            core_end=tokens[max(amount.number.last, amount.first + 1) - 1].end, kind=kind, form=form, value=figures[0],
            low=figures[1], high=figures[2], bound=bound, unit=unit, per=per, prefixed=amount.prefixed,
            hyphenated=at(tokens, last).text == "-" and at(tokens, last).glued,
        )  # fmt: skip


class _Closed:
    """Spans in which nothing is read, asked for in ascending order of place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, place: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= place:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= place
