"""The number grammar: from tokens to a value. ``29,000``, ``1.2m``, ``half a million``, ``hundreds of thousands``.

Each function takes the tokens and the index at which it should read, and returns a Number or None.
"""

from dataclasses import replace

from quotestats.numerals.cardinals import cardinal, point
from quotestats.numerals.number import Number, plain, scale_at, scaled
from quotestats.numerals.parts import added, fraction, slash
from quotestats.numerals.powers import power
from quotestats.numerals.tokens import DASHES, Token, at, digits
from quotestats.numerals.words import vocabulary

_WORDS = vocabulary()


def read(tokens: list[Token], index: int, *, money: bool = False) -> Number | None:
    """Return the longest number that begins at ``index``; ``money`` allows the scale letters of amounts (``$2.1T``)."""
    token = at(tokens, index)
    if token.kind == "number":
        return _in_digits(tokens, index, money=money)
    if token.kind != "word" or token.low not in _WORDS.starters:
        return None
    readings = [reader(tokens, index) for reader in (_couple, _vague, _part_of_scale, fraction, cardinal)]
    return max((number for number in readings if number), key=lambda number: number.last, default=None)


def _in_digits(tokens: list[Token], index: int, *, money: bool) -> Number | None:
    value = digits(tokens[index])
    if value is None:
        return None
    special = slash(tokens, index) or point(tokens, index) or power(tokens, index)
    if special is not None:
        return special
    part = added(tokens, index + 1) if value.is_integer() else None
    share, last = part or (0.0, index + 1)
    return scaled(tokens, plain(value + share, index, last, "digits"), money=money)


def _part_of_scale(tokens: list[Token], index: int) -> Number | None:
    """Read ``half a million``, ``a half-million``, ``a quarter of a million``, ``three-quarters of a billion``."""
    part = fraction(tokens, index)
    if part is None:
        return None
    name, place = at(tokens, part.last - 1).low, part.last
    of = at(tokens, place).low == "of"
    if at(tokens, place + of).low in ("a", "one") and (of or name == "half"):
        place += of + 1
    elif name in ("half", "quarter"):
        place += at(tokens, place).text in DASHES and at(tokens, place).glued  # "a half-million people"
    else:
        return None
    scale = scale_at(tokens, place)
    if scale in (None, 100.0):
        return None
    return Number(part.value * scale, index, place + 1, "words", part.value, scale)


def _vague(tokens: list[Token], index: int) -> Number | None:
    """Read a magnitude without a count: ``dozens``, ``hundreds of thousands``, ``several million``."""
    word, behind = tokens[index].low, at(tokens, index + 1).low
    if word in ("several", "many", "few") or (word == "a" and behind == "few"):
        start = index + 2 if word == "a" else index + 1
        number = scaled(tokens, plain(1.0, index, start, "vague"))
        return replace(number, mantissa=number.value, scale=1.0) if number.last > start else None
    value, place = _WORDS.magnitudes.get(word), index + 1
    if value is None:
        return None
    while at(tokens, place).low == "of" and (larger := _WORDS.magnitudes.get(at(tokens, place + 1).low)):
        value, place = value * larger, place + 2
    if value in (10.0, 20.0) and (value == 10.0 or at(tokens, place).low != "of"):
        return None
    return plain(value, index, place, "vague")


def _couple(tokens: list[Token], index: int) -> Number | None:
    """Read ``a couple of``, which is two, more or less."""
    if [at(tokens, index + step).low for step in range(3)] != ["a", "couple", "of"]:
        return None
    return replace(scaled(tokens, plain(2.0, index, index + 3, "words")), rough=True)
