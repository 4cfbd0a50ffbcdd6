"""Two amounts that make one quantity: ranges ("£10m-£15m", "between 200 and 300") and ratios ("one in five")."""

from dataclasses import replace
from typing import Literal

from quotestats.numerals.amounts import Amount, read_amount
from quotestats.numerals.calendar import counted
from quotestats.numerals.measures import Measures, Unit
from quotestats.numerals.numbers import read
from quotestats.numerals.tokens import Token, at, grouped
from quotestats.numerals.words import context

_DASHES = frozenset("-‐‑–—~")
Join = Literal["to", "dash", "and", "or"]
_BEFORE_END = context("before_end")
_FUNCTION_WORDS = context("function_words")
_RATIO_WORDS = context("ratio_words")
_ODDS = context("odds")
_RATIO_REACH = 12  # tokens


def range_end(tokens: list[Token], low: Amount, measures: Measures) -> tuple[Amount, Amount, Join] | None:
    """Return both ends of the range that begins with an amount, their units and scales shared, and what joins them.

    The ends behind "from" may fall ("from 208 pounds to 193"): those are a change.
    """
    joined = _join(tokens, low)
    if joined is None or low.number.form == "vague":
        return None
    join, place = joined
    while at(tokens, place).low in _BEFORE_END and join != "dash":
        place += 1
    place += at(tokens, place).text == "~"
    signed = at(tokens, place).text in ("-", "−") and at(tokens, place + 1).glued and join == "to"
    high = read_amount(tokens, place + signed + _currency_length(tokens, place + signed, measures), measures)
    if high is None or high.first > place or high.number.form == "vague":
        return None
    if join == "dash" and high.first < place:
        high = replace(high, first=place, value=abs(high.value))  # "2 -7 kg"
    if join == "dash" and at(tokens, low.last).text == "-" and not at(tokens, low.last).glued and high.unit is None:
        return None  # "Ipswich 2 - 1 Leeds"; "100 - 200 g" is a range
    led_by_from = at(tokens, low.first - 1).low == "from" and join == "to"
    if not _shareable(tokens, low, high, join, led_by_from=led_by_from):
        return None
    if low.unit is not None and low.unit.surface == "" and high.kind == "duration" and high.unit is not None:
        low = replace(low, unit=high.unit, value=low.number.value * high.unit.factor)  # "aged 5 to 17 months"
    low, high = _shared(low, high)
    if (low.kind, low.name) != (high.kind, high.name):
        return None
    falls = led_by_from or (low.value < 0 and high.value < 0 and join != "or")
    ordered = low.value < high.value or (falls and low.value != high.value)
    return (low, high, join) if ordered and (join != "or" or _alternatives(low, high)) else None


def start_of_change(tokens: list[Token], first: Amount, measures: Measures) -> Amount | None:
    """Return the amount behind "from" before a range, with its unit and scale: ``from 24.2 to 33-35 billion euros``."""
    if at(tokens, first.first - 1).low != "from" or at(tokens, first.last).low != "to" or first.number.form == "vague":
        return None
    low = read_amount(tokens, first.last + 1 + _currency_length(tokens, first.last + 1, measures), measures)
    inner = range_end(tokens, low, measures) if low is not None and low.first == first.last + 1 else None
    if inner is None or inner[2] != "dash" or (first.unit is not None and first.kind != inner[1].kind):
        return None
    return _shared(first, inner[1])[0]


def _shareable(tokens: list[Token], low: Amount, high: Amount, join: Join, *, led_by_from: bool) -> bool:
    """Tell whether two amounts may share a unit: not "rose 0.4 per cent to 13,176", not "paid £5 to 30 people"."""
    if (low.number.form == "fraction") != (high.number.form == "fraction"):
        return False  # "cut by half to about 15 million"
    if low.unit is None or high.unit is not None:
        return True
    if join not in ("to", "or") or low.unit.surface == "":  # ages
        return True
    behind = at(tokens, high.last)
    counts = behind.kind == "word" and behind.low not in _FUNCTION_WORDS and high.number.scale == 1.0
    if low.prefixed:
        return not counts or high.number.scale > 1.0
    return led_by_from and not counts


def _join(tokens: list[Token], low: Amount) -> tuple[Join, int] | None:
    """Return what joins an amount to the next one, and the index where that one begins."""
    token, following = at(tokens, low.last), at(tokens, low.last + 1)
    if token.text in _DASHES:
        return _dash_join(tokens, low)
    if token.low == "up" and following.low == "to":
        return "to", low.last + 2
    if token.low in ("to", "or"):
        return ("to" if token.low == "to" else "or"), low.last + 1
    return ("and", low.last + 1) if token.low == "and" and _led_by_between(tokens, low) else None


def _dash_join(tokens: list[Token], low: Amount) -> tuple[Join, int] | None:
    """Read ``10-12``, ``25 – 40min``, ``8- to 16-metre``, ``7- or 8-inch``, ``0-to-60-mph``."""
    token, following = at(tokens, low.last), at(tokens, low.last + 1)
    if following.low in ("to", "or") and (token.glued or following.glued):
        place = low.last + 2
        join: Join = "to" if following.low == "to" else "or"
        return join, place + (at(tokens, place).text in _DASHES)
    spaced = not token.glued and low.unit is None  # "10 – 12", "around 2 -7 kg"
    return ("dash", low.last + 1) if spaced or (token.glued and following.glued) else None


def _led_by_between(tokens: list[Token], low: Amount) -> bool:
    before, third, fourth = (at(tokens, low.first - step).low for step in (1, 3, 4))
    if before == "between" or (third == "between" and before in ("of", "about", "around")):
        return True
    return before == "of" and fourth == "between"


def _currency_length(tokens: list[Token], place: int, measures: Measures) -> int:
    """Return how many tokens of currency stand at ``place`` before the digits of an amount."""
    for length in (1, 2, 3):
        if at(tokens, place + length).kind == "number" and (found := measures.before(tokens, place + length)):
            return length if found[1] == length else 0
    return 0


def _shared(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Give each end the unit and the scale that only the other one says: ``$3 to 4 billion``, ``four to six weeks``."""
    if low.unit is None and high.unit is not None:
        low = _with_unit(low, high.unit)
    elif high.unit is None and low.unit is not None:
        high = _with_unit(high, low.unit)
    number = low.number
    if number.scale == 1.0 and high.number.scale > 1.0 and number.value < high.number.mantissa:
        factor = low.unit.factor if low.unit else 1.0
        low = replace(low, value=number.value * high.number.scale * factor)
    return low, high


def _with_unit(amount: Amount, unit: Unit) -> Amount:
    return replace(amount, unit=unit, value=amount.value * unit.factor)


def _alternatives(low: Amount, high: Amount) -> bool:
    """Tell whether "or" gives a range (``one or two``) and not two readings (``500 or 5,000``)."""
    return high.value <= 2 * low.value or high.value - low.value <= 2


def ratio(tokens: list[Token], part: Amount) -> tuple[float, int] | None:
    """Return the value of the ratio that begins with an amount and the index after it."""
    if part.unit is not None or part.number.scale != 1.0 or part.number.form not in ("digits", "words"):
        return None
    place = part.last
    if at(tokens, place).text == "-" and at(tokens, place).glued:
        place += 1  # "one-in-five"
    join, place = at(tokens, place).low, place + 1
    out_of = join == "out" and at(tokens, place).low == "of"
    place += out_of
    if at(tokens, place).text == "-" and at(tokens, place).glued:
        place += 1
    if join == "to":
        return _odds(tokens, part, place)
    if join not in ("in", "of") and not out_of:
        return None
    every = at(tokens, place).low == "every"
    any_whole = out_of or every or (join == "in" and part.value == 1)
    return _share(tokens, part.value, place + every, any_whole=any_whole)


def _share(tokens: list[Token], part: float, place: int, *, any_whole: bool) -> tuple[float, int] | None:
    whole = _plain(tokens, place)
    if whole is None:
        return None
    value, last = whole
    bare = at(tokens, place).kind == "number" and not grouped(at(tokens, place))  # "one in 2,000"
    year = bare and 1900 <= value < 2100 and not counted(at(tokens, last))  # "one in 2000 births"
    usual = value in (3, 4, 5, 10, 100, 1000, 10000, 100000) or any_whole
    return (part / value, last) if part < value and usual and not year else None


def _odds(tokens: list[Token], part: Amount, place: int) -> tuple[float, int] | None:
    whole = _plain(tokens, place)
    if whole is None or whole[0] != 1 or part.value <= 1:
        return None
    near = {at(tokens, place).low for place in range(part.first - _RATIO_REACH, part.first)}
    before, behind = at(tokens, part.first - 1).low, at(tokens, whole[1]).low
    told = before in _RATIO_WORDS or behind in _ODDS or "ratio" in near
    return (part.value, whole[1]) if told else None


def _plain(tokens: list[Token], place: int) -> tuple[float, int] | None:
    number = read(tokens, place)
    if number is None or number.form not in ("digits", "words") or number.letter or number.rough:
        return None
    return number.value, number.last
