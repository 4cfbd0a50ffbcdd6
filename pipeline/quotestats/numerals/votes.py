"""The two sides of a vote: ``voted 80-19``, ``a 5-4 ruling``, ``passed 217 to 213``. A game's result is none."""

from dataclasses import replace

from quotestats.numerals.amounts import Amount
from quotestats.numerals.finish import Finish
from quotestats.numerals.found import Found
from quotestats.numerals.numbers import read
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import context

UNIT = "vote"
_VOTING = context("voting")
_LEADING = frozenset({"by", "of"})
_REACH = range(-7, 0)  # tokens before a split in which its vote is told
_MOST = 1000  # no chamber has more seats


def split(tokens: list[Token], ayes: Amount, finish: Finish) -> tuple[Found, int] | None:
    """Return the split that begins with an amount, its sides as ``ends``, and the index after it."""
    join, place = at(tokens, ayes.last), ayes.last + 1
    dash = join.text in DASHES and join.glued and at(tokens, place).glued
    if not dash and join.low != "to":
        return None
    number = read(tokens, place)
    if number is None or not (_is_side(ayes) and number.form == ayes.number.form and number.scale == 1.0):
        return None
    noes = replace(ayes, first=place, last=number.last, number=number, value=number.value)
    behind = at(tokens, noes.last)
    goes_on = behind.text in DASHES and behind.glued and at(tokens, noes.last + 1).kind == "number"
    if not _is_side(noes) or goes_on or not _is_voted(tokens, ayes.first, noes.last):
        return None
    if not dash and at(tokens, ayes.first - 1).low not in _VOTING | _LEADING:
        return None  # "voted to raise it from 9 to 12"
    first, second = (finish.finish(tokens, side, kind="count", unit=UNIT)[0] for side in (ayes, noes))
    if dash:
        second = replace(second, start=second.core_start)
    return replace(first, end=second.end, core_end=second.core_end, ends=(first, second)), noes.last


def _is_side(amount: Amount) -> bool:
    plain = amount.unit is None and amount.number.scale == 1.0 and amount.number.form in ("digits", "words")
    return plain and amount.value.is_integer() and 0 <= amount.value < _MOST


def _is_voted(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a vote is told in the clause before the figures, or in the word behind them."""
    if at(tokens, last).low in _VOTING or (at(tokens, last).kind == "word" and at(tokens, last + 1).low in _VOTING):
        return True
    for step in reversed(_REACH):
        token = at(tokens, first + step)
        if token.kind in ("line", "number") or token.text in (".", ";", ":"):
            return False
        if token.low in _VOTING:
            return True
    return False
