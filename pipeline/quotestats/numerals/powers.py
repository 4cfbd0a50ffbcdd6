"""Scientific notation: ``2.5×10^6``, ``1.5 x 10-3``, ``4e14``."""

import re

from quotestats.numerals.number import Number, plain
from quotestats.numerals.tokens import Token, at, digits

_TIMES = frozenset({"×", "x", "·"})
_MINUS = frozenset({"-", "−", "–"})
_EXPONENT = re.compile(r"[0-9]{1,3}$")
_LARGEST = 99


def power(tokens: list[Token], index: int) -> Number | None:
    """Return the number in scientific notation that begins at ``index``."""
    mantissa = digits(tokens[index])
    if mantissa is None:
        return None
    sign, ten = at(tokens, index + 1), at(tokens, index + 2)
    if sign.low == "e" and sign.glued and ten.glued:
        place = index + 2
    elif sign.low in _TIMES and ten.text == "10":
        place = index + 3 + (at(tokens, index + 3).text == "^")
    else:
        return None
    negative = at(tokens, place).text in _MINUS
    exponent = at(tokens, place + negative)
    if not at(tokens, place).glued or not exponent.glued or not _EXPONENT.match(exponent.text):
        return None
    size = -int(exponent.text) if negative else int(exponent.text)
    return plain(mantissa * 10.0**size, index, place + negative + 1, "digits") if abs(size) <= _LARGEST else None
