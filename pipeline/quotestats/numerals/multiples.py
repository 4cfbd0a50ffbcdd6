"""Multiples: ``doubled``, ``threefold``, ``eight times higher``, ``twice``; and how often something happened."""

from dataclasses import dataclass, replace
from typing import cast

from quotestats import lexicon
from quotestats.lexicon import Row
from quotestats.numerals.amounts import Amount
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import context, vocabulary
from quotestats.records import Direction

_NO_MULTIPLE = frozenset({"down", "as", "up", "back"})  # "doubling down"
_TO_DOUBLE = context("to_double")


@dataclass(frozen=True, slots=True)
class Multiple:
    """``tokens[..last]`` multiply by ``value``; ``kind`` is ``count`` where they count occasions ("three times")."""

    value: float
    last: int
    kind: str
    direction: Direction


class Multiples:
    """The table of multiples compiled."""

    def __init__(self, *, language: str = "en") -> None:
        self._rows: dict[str, Row] = {row["surface"]: row for row in lexicon.table("multiples", language)}
        self.starters = frozenset(s for s, row in self._rows.items() if row["class"] in ("verb", "base", "adverb"))

    def word(self, tokens: list[Token], index: int) -> Multiple | None:
        """Return the multiple that is one word: ``doubled``, ``to double``, ``twice``."""
        word = tokens[index].low
        times = vocabulary().numerals.get(word.removesuffix("fold")) if word.endswith("fold") else None
        if times is not None:
            return Multiple(times[0], index + 1, "multiple", "up")
        row = self._rows.get(word)
        if row is None or row["class"] not in ("verb", "base", "adverb"):
            return None
        follows = at(tokens, index + 1)
        if (follows.text in DASHES and follows.glued) or (row["class"] != "adverb" and follows.low in _NO_MULTIPLE):
            return None
        value = float(row["value"])
        if row["class"] == "adverb":
            return self._occasions(tokens, value, index + 1)
        if row["class"] == "base":
            target = follows.low in ("the", "that", "its", "their", "what", "last", "his", "her", "our", "this")
            if at(tokens, index - 1).low not in _TO_DOUBLE and not target:
                return None
        return Multiple(value, index + 1, "multiple", cast(Direction, row["direction"]))

    def behind(self, tokens: list[Token], amount: Amount) -> Multiple | None:
        """Return what an amount multiplies: ``eight times higher``, ``10-fold``, ``5x``, ``threefold``."""
        place = amount.number.last
        token = at(tokens, place)
        if token.text == "-" and token.glued:
            place, token = place + 1, at(tokens, place + 1)
        power = token.low == "x" and at(tokens, place + 1).glued and at(tokens, place + 1).kind == "number"
        if token.low == "fold" or (token.low == "x" and token.glued and not power):
            return Multiple(amount.value, place + 1, "multiple", "up" if token.low == "fold" else "")
        if token.low in ("times", "time") and (token.low == "times" or place > amount.number.last):
            occasions = self._occasions(tokens, amount.value, place + 1)
            return occasions if token.low == "times" else replace(occasions, kind="count")  # "a two-time champion"
        return None

    def _occasions(self, tokens: list[Token], value: float, place: int) -> Multiple:
        row = self._rows.get(at(tokens, place).low)
        if row is not None and row["class"] == "comparative":
            return Multiple(value, place + 1, "multiple", cast(Direction, row["direction"]))
        behind = at(tokens, place)
        named = behind.text[:1].isupper() and behind.kind == "word"  # "1.65 times Harlow's book value"
        multiplies = (row is not None and row["class"] == "standard") or named or not value.is_integer()
        kind = "multiple" if multiplies else "count"
        return Multiple(value, place, kind, "")
