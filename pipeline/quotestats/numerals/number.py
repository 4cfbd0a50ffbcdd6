"""A number as read from tokens, and the powers of ten that may follow it."""

from dataclasses import dataclass, replace
from typing import Literal

from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import vocabulary

Form = Literal["digits", "words", "fraction", "vague"]
_WORDS = vocabulary()


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from ``tokens[first:last]``. A vague one (``hundreds of thousands``) has the magnitude as value.

    ``mantissa`` is the value before its scale word (2 in "2bn"), ``scale`` the power of ten; ``letter`` the
    scale letter glued to digits (``m`` may also be metres); ``rough``: said as about that many (``a couple of``).
    """

    value: float
    first: int
    last: int
    form: Form
    mantissa: float
    scale: float = 1.0
    letter: str = ""
    rough: bool = False


def plain(value: float, first: int, last: int, form: Form) -> Number:
    """Return a number without a scale."""
    return Number(value, first, last, form, value)


def scaled(tokens: list[Token], number: Number, *, money: bool = False) -> Number:
    """Read the scale words or the letter behind a number: ``1.2 million``, ``2bn``, ``3 lakh crore``, ``45k``."""
    letter = at(tokens, number.last)
    if number.form == "digits" and (power := _letter(tokens, number.last, money=money)) is not None:
        value = number.mantissa * power
        return replace(number, value=value, last=number.last + 1, scale=power, letter=letter.text)
    place, scale = number.last, 1.0
    if letter.text in DASHES and letter.glued and at(tokens, place + 1).glued and scale_at(tokens, place + 1):
        place += 1  # "a 100-million-dollar deal"
    while (power := scale_at(tokens, place)) is not None:
        scale, place = scale * power, place + 1
    if scale == 1.0:
        return number
    return replace(number, value=number.mantissa * scale, last=place, scale=scale)


def _letter(tokens: list[Token], index: int, *, money: bool) -> float | None:
    token, behind = at(tokens, index), at(tokens, index + 1)
    if not token.glued or (behind.glued and behind.kind in ("word", "number")):
        return None
    return _WORDS.letters.get(token.text) or (_WORDS.money_letters.get(token.text) if money else None)


def scale_at(tokens: list[Token], index: int) -> float | None:
    """Return the power of ten (or the dozen) that one word means: ``hundred``, ``million``, ``millions``, ``bn``."""
    token = at(tokens, index)
    if token.kind != "word":
        return None
    if token.low in ("hundred", "dozen", "dozens"):
        return 100.0 if token.low == "hundred" else 12.0
    if token.low in _WORDS.abbreviations and token.text.istitle() and at(tokens, index + 1).text.istitle():
        return None  # "14 Mill Lane"
    return _WORDS.scales.get(token.low) or _WORDS.scales.get(token.low.removesuffix("s"))
