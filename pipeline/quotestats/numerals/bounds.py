"""The words that bound a number, before it ("more than") and behind it ("or so")."""

from typing import cast

from quotestats import lexicon
from quotestats.numerals.phrases import Phrases
from quotestats.numerals.tokens import Token, at
from quotestats.numerals.words import context
from quotestats.records import Bound

# "over five years" is a bound only behind one of these; elsewhere it says during which time.
_BEFORE_OVER = context("before_over")


class Bounds:
    """The table of bounds compiled."""

    def __init__(self, *, language: str = "en") -> None:
        self._before: Phrases[Bound] = Phrases(backwards=True)
        self._behind: Phrases[Bound] = Phrases()
        for row in lexicon.table("bounds", language):
            table = self._before if row["place"] == "before" else self._behind
            table.add(row["surface"], cast(Bound, row["bound"]))

    def before(self, tokens: list[Token], first: int, *, kind: str = "count") -> tuple[Bound, int] | None:
        """Return the bound said just before token ``first`` and the index where its words begin."""
        start = first - 1 if at(tokens, first - 1).low == "the" and kind == "ratio" else first
        found = self._before.match(tokens, start - 1)
        if found is None:
            return None
        bound, length = found
        place = start - length
        word = at(tokens, place)
        if word.low == "over" and length == 1 and kind == "duration" and at(tokens, place - 1).low not in _BEFORE_OVER:
            return None
        if length == 1 and ((word.glued and word.kind == "word") or (at(tokens, start).glued and word.kind == "word")):
            return None
        if length == 1 and word.low == "perhaps" and at(tokens, place - 1).low in ("and", "but"):
            return None
        outer = self._before.match(tokens, place - 1) if bound == "about" else None
        return (outer[0], place - outer[1]) if outer else (bound, place)

    def behind(self, tokens: list[Token], index: int) -> tuple[Bound, int] | None:
        """Return the bound said from token ``index`` on and the index after it."""
        token = at(tokens, index)
        if token.text == "-" and token.glued and at(tokens, index + 1).low == "plus":
            return "at_least", index + 2
        if token.low == "plus" or token.low in ("maximum", "minimum"):
            return None
        found = self._behind.match(tokens, index)
        if found is None or (token.text == "+" and not token.glued):
            return None
        follows = at(tokens, index + found[1])
        if token.low == "at" and follows.kind in ("word", "number"):
            return None
        if token.low in ("or", "and") and follows.kind == "number":
            return None  # "at least 3 or more than 5"
        return found[0], index + found[1]
