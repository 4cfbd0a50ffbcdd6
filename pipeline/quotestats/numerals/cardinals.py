"""Cardinals in words: ``two hundred and fifty thousand``, ``forty-two``, ``a million and a half``."""

from dataclasses import dataclass, replace

from quotestats.numerals.number import Number, plain, scale_at, scaled
from quotestats.numerals.parts import added
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import vocabulary

_WORDS = vocabulary()
_ARTICLES = frozenset({"a", "an"})


@dataclass(slots=True)
class _Sum:
    """A cardinal as it grows: whole groups added up, the group below a thousand, and the scale of the last group."""

    total: float = 0.0
    group: float | None = None
    last_scale: float = float("inf")
    mantissa: float = 0.0

    def take_scale(self, scale: float) -> None:
        """Close the group with its scale; a larger scale behind a smaller one multiplies: ``a thousand million``."""
        group = self.group or 0.0
        self.mantissa = self.total + group
        self.total = self.total + group * scale if scale < self.last_scale else (self.total + group) * scale
        self.group, self.last_scale = None, scale

    @property
    def value(self) -> float:
        return self.total + (self.group or 0.0)


def cardinal(tokens: list[Token], index: int) -> Number | None:
    """Return the longest cardinal in words that begins at ``index``."""
    if tokens[index].low == "point":
        return _decimal(tokens, 0, index, index)
    start = index + 1 if tokens[index].low in _ARTICLES else index
    if start > index and (scale_at(tokens, start) is None or len(at(tokens, start).low) < 4):
        return None
    grown, place = _grow(tokens, start, 1.0 if start > index else None)
    if place == start:
        return None
    if at(tokens, place).low == "point" and not grown.total:
        return _decimal(tokens, int(grown.value), index, place) or plain(grown.value, index, place, "words")
    scale = grown.last_scale if grown.group is None and grown.total else 1.0
    mantissa = grown.mantissa if scale != 1.0 else grown.value
    return _with_part(tokens, Number(grown.value, index, place, "words", mantissa, scale))


def _grow(tokens: list[Token], start: int, group: float | None) -> tuple[_Sum, int]:
    """Add words from ``start`` on for as long as they go on with the number."""
    grown, place = _Sum(group=group), start
    while True:
        step = place if place == start else _join(tokens, place)
        word = at(tokens, step).low
        larger = scale_at(tokens, step) if word != "hundred" else None
        if larger is not None and (grown.group is not None or (grown.total and larger > grown.last_scale)):
            grown.take_scale(larger)
        else:
            group = _next_group(word, grown.group)
            if group is None:
                return grown, place
            grown.group = group
        place = step + 1


def _next_group(word: str, group: float | None) -> float | None:
    """Return the group below a thousand with one more word, None where the word cannot go on with it."""
    value, numeral_class = _WORDS.numerals.get(word, (0.0, ""))
    if numeral_class == "hundred":
        return group * value if group is not None and 0 < group < 100 else None
    if numeral_class not in ("unit", "teen", "tens"):
        return None
    if group is None:
        return value
    if numeral_class == "unit" and value and group % 10 == 0 and group >= 20:
        return group + value
    return group + value if group >= 100 and group % 100 == 0 and value else None


def _join(tokens: list[Token], place: int) -> int:
    """Step over what joins number words: the hyphen of ``forty-two``, the ``and`` of ``two hundred and six``."""
    token, behind, previous = at(tokens, place), at(tokens, place + 1), at(tokens, place - 1).low
    if token.text in DASHES and token.glued and behind.glued and behind.kind == "word":
        return place + 1
    if behind.low not in _WORDS.numerals or not (previous == "hundred" or previous in _WORDS.scales):
        return place
    if token.low in ("and", "&") and (behind.low != "one" or at(tokens, place + 2).low != "of"):
        return place + 1
    hundreds = token.text == "," and previous != "hundred" and at(tokens, place + 2).low == "hundred"
    return place + 1 if hundreds else place  # "two thousand, three hundred"


def _decimal(tokens: list[Token], whole: int, index: int, point: int) -> Number | None:
    """Read the figures after ``point``: ``two point five``, ``1 point 1``."""
    place, figures = point + 1, ""
    while len(figures) < 10 and _WORDS.numerals.get(at(tokens, place).low, (0, ""))[1] == "unit":
        figures += str(int(_WORDS.numerals[at(tokens, place).low][0]))
        place += 1
    word = at(tokens, place)
    if not figures and word.kind == "number" and word.text.isdigit() and len(word.text) < 4:
        figures, place = word.text, place + 1
    if not figures:
        return None
    return scaled(tokens, plain(float(f"{whole}.{figures}"), index, place, "words"))


def point(tokens: list[Token], index: int) -> Number | None:
    """Read ``1 point 5``: digits, the word and digits."""
    token = at(tokens, index)
    if at(tokens, index + 1).low != "point" or not token.text.isdigit() or at(tokens, index + 2).kind != "number":
        return None
    return _decimal(tokens, int(token.text), index, index + 1)


def _with_part(tokens: list[Token], number: Number) -> Number:
    """Add the half of ``two and a half``, ``one and a half million`` and ``a million and a half``."""
    part = added(tokens, number.last)
    if part is None:
        return number
    share, last = part
    if number.scale == 1.0:
        return scaled(tokens, plain(number.value + share, number.first, last, "words"))
    value = number.value + share * number.scale
    return replace(number, value=value, last=last, mantissa=number.mantissa + share)
