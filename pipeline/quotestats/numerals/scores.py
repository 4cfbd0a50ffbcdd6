"""Figures of games that are no quantities: an innings ("212 for 4"), shots made of those tried ("12-of-21")."""

from quotestats.numerals.amounts import Amount
from quotestats.numerals.numbers import read
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import context

_CRICKET = context("cricket")
_REACH = 30  # tokens around a score in which the game is named
_WICKETS = 10
_HIGHEST = 1000  # runs


def innings(tokens: list[Token], runs: Amount) -> int | None:
    """Return the index after the score of an innings that begins with an amount: ``212 for 4``, ``187 for none``."""
    join, place = at(tokens, runs.last), runs.last + 1
    spoken = join.low == "for"
    if runs.unit is not None or not (spoken or join.text in DASHES or join.text == "/"):
        return None
    if runs.number.form != "digits" or runs.number.scale != 1.0 or not 0 <= runs.value < _HIGHEST:
        return None
    wickets = read(tokens, place)
    if wickets is None:
        last = place + 1 if spoken and at(tokens, place).low in ("none", "no") else None
    else:
        whole = wickets.form in ("digits", "words") and wickets.scale == 1.0
        last = wickets.last if whole and wickets.value <= _WICKETS else None
    return last if last is not None and _in_cricket(tokens, runs.first, last) else None


def _in_cricket(tokens: list[Token], first: int, last: int) -> bool:
    near = range(max(0, first - _REACH), min(len(tokens), last + _REACH))
    return any(tokens[place].low in _CRICKET for place in near)


def tried(tokens: list[Token], made: Amount) -> int | None:
    """Return the index after shots made of those tried: ``12-of-21``, ``3-for-7``."""
    hyphen, join, second, place = (at(tokens, made.last + step) for step in range(4))
    glued = all(token.glued for token in (hyphen, join, second, place))
    joined = hyphen.text in DASHES and second.text in DASHES and join.low in ("of", "for")
    return made.last + 4 if glued and joined and place.kind == "number" and made.number.form == "digits" else None
