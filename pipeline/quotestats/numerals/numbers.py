"""The number grammar: from tokens to a value. ``two hundred and fifty thousand``, ``1.2m``, ``half a million``, ``2½``.

Each function takes the tokens and the index at which it should read, and returns a Number or None.
"""

from dataclasses import dataclass, replace
from typing import Literal

from quotestats.numerals.tokens import Token, at, digits
from quotestats.numerals.words import Vocabulary, vocabulary

Form = Literal["digits", "words", "fraction", "vague"]
_VOCABULARY: Vocabulary = vocabulary()
_DASHES = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from ``tokens[first:last]``. A vague one (``hundreds of thousands``) has the magnitude as value.

    ``mantissa`` is the value before its scale word (2 in "2bn"), ``scale`` the power of ten; ``letter`` the scale letter
    glued to digits (``m`` may also be metres).
    """

    value: float
    first: int
    last: int
    form: Form
    mantissa: float
    scale: float = 1.0
    letter: str = ""


def read(tokens: list[Token], index: int, *, money: bool = False) -> Number | None:
    """Return the longest number that begins at ``index``; ``money`` allows the scale letters of amounts (``$2.1T``)."""
    token = at(tokens, index)
    if token.kind == "number":
        return _in_digits(tokens, index, money=money)
    if token.kind != "word" or token.low not in _VOCABULARY.starters:
        return None
    readings = (_vague(tokens, index), _part_of_scale(tokens, index), fraction(tokens, index), _in_words(tokens, index))
    return max((number for number in readings if number), key=lambda number: number.last, default=None)


def _in_digits(tokens: list[Token], index: int, *, money: bool) -> Number | None:
    value = digits(tokens[index])
    if value is None:
        return None
    last = index + 1
    added = _mixed(tokens, last)
    if added is not None and value == int(value):
        value, last = value + added[0], added[1]
    elif at(tokens, last).low == "/" and (ratio := _slash(tokens, index)) is not None:
        return ratio
    number = Number(value, index, last, "digits", value)
    return _scaled(tokens, number, money=money)


def _mixed(tokens: list[Token], index: int) -> tuple[float, int] | None:
    """Read what follows the whole in ``2½``, ``2 1/2`` and ``two and a half``."""
    token = at(tokens, index)
    if token.low in _VOCABULARY.fractions and not token.low.isalpha() or token.text in "½⅓⅔¼¾⅛⅜⅝⅞" and token.text:
        return float(_VOCABULARY.fractions[token.low]), index + 1
    part = _slash(tokens, index) if token.kind == "number" and not token.glued else None
    if part is not None and part.value < 1:
        return part.value, part.last
    if token.low in ("and", "&"):
        skip = index + 2 if at(tokens, index + 1).low in ("a", "an") else index + 1
        word = at(tokens, skip)
        if word.low in ("half", "quarter", "third") and at(tokens, skip + 1).low != "of":
            return float(_VOCABULARY.fractions[word.low]), skip + 1
        part = fraction(tokens, skip) if word.kind == "word" else None
        if part is not None and part.value < 1 and at(tokens, part.last).low != "of":
            return part.value, part.last
    return None


def _slash(tokens: list[Token], index: int) -> Number | None:
    """Read ``3/4``: two plain whole numbers about a slash, the first smaller; ``24/7`` and ``9/11`` are none."""
    above, stroke, below = at(tokens, index), at(tokens, index + 1), at(tokens, index + 2)
    if not (
        stroke.text in ("/", "⁄") and stroke.glued and below.glued and above.text.isdigit() and below.text.isdigit()
    ):
        return None
    follows = at(tokens, index + 3)
    if len(above.text) > 3 or len(below.text) > 4 or (follows.text == "/" and follows.glued):
        return None
    top, bottom = int(above.text), int(below.text)
    if not 0 < top < bottom or bottom in (7, 9, 11, 12, 13) or (bottom > 10 and bottom % 5):
        return None
    return Number(top / bottom, index, index + 3, "fraction", top / bottom)


def _scaled(tokens: list[Token], number: Number, *, money: bool) -> Number:
    """Read the scale words and letters behind a number: ``1.2 million``, ``2bn``, ``3 lakh crore``, ``45k``."""
    place, scale, letter = number.last, 1.0, ""
    token = at(tokens, place)
    if (
        token.text in _DASHES
        and token.glued
        and at(tokens, place + 1).glued
        and at(tokens, place + 1).low in _VOCABULARY.scales
    ):
        place += 1  # "a 100-million-dollar deal"
        token = at(tokens, place)
    if number.form == "digits" and token.glued and token.kind == "word":
        glued_scale = _VOCABULARY.letters.get(token.text) or (
            _VOCABULARY.money_letters.get(token.text) if money else None
        )
        if glued_scale is not None:
            return replace(
                number, value=number.mantissa * glued_scale, last=place + 1, scale=glued_scale, letter=token.text
            )
    while (value := _scale(tokens, place)) is not None:
        scale, place = scale * value, place + 1
    if place == number.last or scale == 1.0:
        return number
    return replace(number, value=number.mantissa * scale, last=place, scale=scale, letter=letter)


def _scale(tokens: list[Token], index: int) -> float | None:
    token = at(tokens, index)
    if token.kind != "word":
        return None
    if token.low in ("hundred", "dozen", "dozens"):
        return 12.0 if token.low.startswith("dozen") else 100.0
    if token.low in ("cr", "mil", "mill", "bil", "lac") and not (token.glued or token.low in ("mil", "lac")):
        return None
    scale = _VOCABULARY.scales.get(token.low)
    plural = _VOCABULARY.scales.get(token.low.removesuffix("s")) if token.low.endswith("s") else None
    return scale or plural


def _in_words(tokens: list[Token], index: int) -> Number | None:
    """Read a cardinal in words by adding groups below a thousand, each with its scale."""
    if tokens[index].low == "point":
        return _decimal(tokens, 0.0, index, index)
    article = tokens[index].low in ("a", "an")
    start = index + 1 if article else index
    if article and not _counts(at(tokens, start).low):
        return None
    total, group, place, last_scale = 0.0, 1.0 if article else None, start, float("inf")
    mantissa, scale = None, 1.0
    while True:
        step = _hyphenless(tokens, place, start)
        word = at(tokens, step).low
        if group is not None and (value := _VOCABULARY.scales.get(word) or (12.0 if word == "dozen" else None)):
            mantissa, scale = (group, value) if mantissa is None and not total else (total + group, value)
            total = total + group * value if value < last_scale else (total + group) * value
            group, last_scale, place = None, value, step + 1
            continue
        grown = _grown(word, group)
        if grown is None or (group is None and total and word in ("dozen",)):
            break
        group, place = grown, step + 1
    if place == start or (article and place == start):
        return None
    value = total + (group or 0.0)
    if at(tokens, place).low == "point" and not total:
        number = _decimal(tokens, value, index, place)
        return _scaled(tokens, number, money=False) if number else Number(value, index, place, "words", value)
    number = Number(
        value,
        index,
        place,
        "words",
        mantissa if mantissa is not None and group is None else value,
        scale if group is None else 1.0,
    )
    return _with_part(tokens, number)


def _counts(word: str) -> bool:
    return word in ("hundred", "dozen") or word in _VOCABULARY.scales and len(word) > 3


def _hyphenless(tokens: list[Token], place: int, start: int) -> int:
    """Step over what may join number words: the hyphen of ``forty-two``, the ``and`` of ``two hundred and six``."""
    token, following = at(tokens, place), at(tokens, place + 1)
    if place == start:
        return place
    if token.text in _DASHES and token.glued and following.glued and following.kind == "word":
        return place + 1
    previous = at(tokens, place - 1).low
    whole = previous == "hundred" or previous in _VOCABULARY.scales
    numeric = following.low in _VOCABULARY.numerals and following.low not in ("one",)
    if (
        token.low in ("and", "&")
        and whole
        and (numeric or following.low == "one" and at(tokens, place + 2).low != "of")
    ):
        return place + 1
    if token.text == "," and previous in _VOCABULARY.scales and numeric and at(tokens, place + 2).low == "hundred":
        return place + 1
    return place


def _grown(word: str, group: float | None) -> float | None:
    """Return the group below a thousand with one more word, None where the word cannot go on with it."""
    entry = _VOCABULARY.numerals.get(word)
    if entry is None or entry[1] == "score":
        return None
    value, numeral_class = entry
    if numeral_class in ("hundred", "dozen"):
        return group * value if group is not None and 0 < group < 100 else None
    if group is None:
        return value
    if numeral_class == "unit":
        return group + value if value and group % 10 == 0 and (group >= 100 or group >= 20) else None
    return group + value if group >= 100 and group % 100 == 0 else None


def _decimal(tokens: list[Token], whole: float, index: int, point: int) -> Number | None:
    """Read the digits after ``point``: ``two point five``."""
    place, figures = point + 1, ""
    while (word := at(tokens, place)).low in _VOCABULARY.numerals and _VOCABULARY.numerals[word.low][1] == "unit":
        figures += str(int(_VOCABULARY.numerals[word.low][0]))
        place += 1
    if not figures and word.kind == "number" and word.text.isdigit() and len(word.text) < 4:
        figures, place = word.text, place + 1
    if not figures or len(figures) > 9:
        return None
    value = float(f"{int(whole)}.{figures}")
    return Number(value, index, place, "words", value)


def _with_part(tokens: list[Token], number: Number) -> Number:
    """Add the half of ``two and a half`` or ``one and a half million``, and of ``a million and a half``."""
    added = _mixed(tokens, number.last)
    if added is None:
        return number
    part, last = added
    whole = replace(number, value=number.value + part, last=last, mantissa=number.value + part)
    if number.scale == 1.0:
        return _scaled(tokens, whole, money=False)
    return replace(number, value=number.value + part * number.scale, last=last, mantissa=number.mantissa + part)


def _part_of_scale(tokens: list[Token], index: int) -> Number | None:
    """Read ``half a million``, ``a quarter of a million``, ``three-quarters of a billion``, ``half a dozen``."""
    if tokens[index].low == "half":
        part, place = 0.5, index + 1
    else:
        number = fraction(tokens, index)
        if number is None or at(tokens, number.last).low != "of":
            return None
        part, place = number.value, number.last + 1
    if at(tokens, place).low not in ("a", "one"):
        return None
    scale = _scale(tokens, place + 1)
    if scale is None or at(tokens, place + 1).low in ("hundred",):
        return None
    return Number(part * scale, index, place + 2, "words", part, scale)


def fraction(tokens: list[Token], index: int) -> Number | None:
    """Read ``two-thirds``, ``a quarter``, ``one fifth``, ``half``, ``¾``."""
    token = at(tokens, index)
    if token.low == "half" or token.low in _VOCABULARY.fractions and not token.low.isascii():
        value = float(_VOCABULARY.fractions[token.low])
        return Number(value, index, index + 1, "fraction", value)
    entry = (1.0, "unit") if token.low in ("a", "an") else _VOCABULARY.numerals.get(token.low)
    if entry is None or entry[1] not in ("unit", "teen"):
        return None
    hyphen = at(tokens, index + 1).text in _DASHES
    part = at(tokens, index + 2 if hyphen else index + 1)
    unit = _VOCABULARY.fractions.get(part.low)
    if unit is None or part.kind != "word" or not part.low.isascii():
        return None
    if (entry[0] != 1.0) != part.low.endswith(("s", "ves")) or (token.low in ("a", "an") and hyphen):
        return None
    value = entry[0] * unit.numerator / unit.denominator
    return Number(value, index, index + (3 if hyphen else 2), "fraction", value)


def _vague(tokens: list[Token], index: int) -> Number | None:
    """Read a magnitude without a count: ``dozens``, ``hundreds of thousands``, ``several million``, ``a few hundred``."""
    place = index
    if tokens[place].low == "a" and at(tokens, place + 1).low in ("few", "couple"):
        place += 2
        place += at(tokens, place).low == "of" and at(tokens, place + 1).low in _VOCABULARY.scales
    elif tokens[place].low in ("several", "many", "few"):
        place += 1
    if place > index:
        scale = _scale(tokens, place)
        return Number(scale, index, place + 1, "vague", scale) if scale is not None else None
    value = _VOCABULARY.magnitudes.get(tokens[index].low)
    if value is None or len(tokens[index].low) < 4:
        return None
    place += 1
    while at(tokens, place).low == "of" and (larger := _VOCABULARY.magnitudes.get(at(tokens, place + 1).low)):
        value, place = value * larger, place + 2
    if value == 10.0 or (value == 20.0 and at(tokens, place).low != "of"):
        return None
    return Number(value, index, place, "vague", value)
