"""Fractions: ``two-thirds``, ``a quarter``, ``3/4``, and the part behind a whole: ``2½``, ``two and a half``."""

from quotestats.numerals.number import Number, plain
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import vocabulary

_WORDS = vocabulary()
_SIGNS = frozenset(sign for sign in _WORDS.fractions if not sign.isascii())
_ARTICLES = frozenset({"a", "an"})
_ADDED = frozenset({"half", "quarter", "third"})


def fraction(tokens: list[Token], index: int) -> Number | None:
    """Read ``two-thirds``, ``a quarter``, ``half``, ``¾``; ``quarter`` alone only before a hyphen or "of"."""
    token = at(tokens, index)
    if token.low == "half" or token.low in _SIGNS:
        return plain(float(_WORDS.fractions[token.low]), index, index + 1, "fraction")
    behind = at(tokens, index + 1)
    if token.low == "quarter":
        return plain(0.25, index, index + 1, "fraction") if behind.text in DASHES or behind.low == "of" else None
    return _counted_parts(tokens, index)


def _counted_parts(tokens: list[Token], index: int) -> Number | None:
    """Read so many parts: ``two-thirds``, ``one in`` no, ``a fifth`` yes, ``a fourth-quarter loss`` no."""
    token, hyphen = at(tokens, index), at(tokens, index + 1).text in DASHES
    article = token.low in _ARTICLES
    count, numeral_class = (1.0, "unit") if article else _WORDS.numerals.get(token.low, (0.0, ""))
    place = index + 2 if hyphen else index + 1
    part = at(tokens, place)
    unit = _WORDS.fractions.get(part.low)
    if numeral_class not in ("unit", "teen") or not count or unit is None or part.low in _SIGNS or (article and hyphen):
        return None
    behind = at(tokens, place + 1)
    compound = behind.text in DASHES and behind.glued
    if compound and (article or part.low != "quarter"):
        return None
    if part.low == "quarters" and count != 3.0:
        return None  # "six quarters" of a year
    plural = part.low.endswith("s")
    share = hyphen and not plural and (part.low != "quarter" or count == 3.0)  # "a two-third majority"
    if (count != 1.0) != plural and not share:
        return None
    return plain(count * unit.numerator / unit.denominator, index, place + 1, "fraction")


def _quarters(tokens: list[Token], place: int) -> Number | None:
    """Read the quarters of ``one and two quarters``, which behind a whole number are parts and no months."""
    count = _WORDS.numerals.get(at(tokens, place).low, (0.0, ""))[0]
    if not 0 < count < 4 or at(tokens, place + 1).low not in ("quarter", "quarters"):
        return None
    return plain(count / 4, place, place + 2, "fraction")


def slash(tokens: list[Token], index: int) -> Number | None:
    """Read ``3/4``: two plain whole numbers about a slash, the first smaller; ``24/7`` and ``9/11`` are none."""
    above, stroke, below, behind = (at(tokens, index + step) for step in range(4))
    if stroke.text not in ("/", "⁄") or not (stroke.glued and below.glued):
        return None
    if not (above.text.isdigit() and below.text.isdigit()) or len(above.text) > 3 or len(below.text) > 4:
        return None
    top, bottom = int(above.text), int(below.text)
    usual = bottom in (2, 3, 4, 5, 6, 8, 10) or (bottom > 13 and bottom % 5 == 0)
    if not 0 < top < bottom or not usual or (behind.text == "/" and behind.glued):
        return None
    return plain(top / bottom, index, index + 3, "fraction")


def added(tokens: list[Token], index: int) -> tuple[float, int] | None:
    """Read the part behind a whole number: the ``½`` of ``2½`` and ``2 1/2``, the ``and a half`` of ``two and a half``.

    ``two and a half of them`` has none.
    """
    token = at(tokens, index)
    if token.low in _SIGNS:
        return float(_WORDS.fractions[token.low]), index + 1
    if token.kind == "number" and not token.glued:
        part = slash(tokens, index)
        return (part.value, part.last) if part else None
    hyphen = token.text in DASHES and token.glued  # "four-and-a-half"
    start = index + hyphen
    if at(tokens, start).low not in ("and", "&"):
        return None
    place = start + 1 + (hyphen and at(tokens, start + 1).text in DASHES)
    if at(tokens, place).low in _ARTICLES:
        place += 1 + (hyphen and at(tokens, place + 1).text in DASHES)
    word = at(tokens, place).low
    if word in _ADDED:
        value, last = float(_WORDS.fractions[word]), place + 1
    elif (part := fraction(tokens, place) or _quarters(tokens, place)) is not None and at(tokens, place).kind == "word":
        value, last = part.value, part.last
    else:
        return None
    of_a_unit = at(tokens, last).low == "of" and at(tokens, last + 1).low not in ("hour", "hours")
    return None if of_a_unit or value >= 1 else (value, last)
