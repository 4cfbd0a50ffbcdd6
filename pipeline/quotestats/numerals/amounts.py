"""An amount: a number with its sign, its currency before it or its unit behind it."""

from dataclasses import dataclass, replace

from quotestats.numerals.measures import Measures, Unit, in_metres, weight
from quotestats.numerals.number import Number, plain
from quotestats.numerals.numbers import read
from quotestats.numerals.parts import added
from quotestats.numerals.tokens import Token, at, grouped
from quotestats.numerals.words import context

_MINUS = frozenset("-−")
# Units of which smaller ones are said behind larger ones: "two years and three months" is 27 months.
_PARTS = {
    ("yard", "foot"): 3, ("mile", "yard"): 1760, ("kilometre", "metre"): 1000, ("metre", "centimetre"): 100,
    ("kilogram", "gram"): 1000,
    ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60,
    ("foot", "inch"): 12, ("stone", "pound"): 14, ("pound", "ounce"): 16, ("hour", "second"): 3600,
}  # fmt: skip

# Smaller units that need not be said: "one hour thirty", "six foot two", "11 stone 6".
_SPOKEN_PARTS = {"hour": ("minute", 60), "foot": ("inch", 12), "stone": ("pound", 14)}
_DEGREE = Unit("degree", "measure", 1.0, "", "")
_YEAR_OF_AGE = Unit("year", "duration", 1.0, "", "")
_AGES = frozenset({"age", "ages", "aged"})
_OLDEST = 130  # years
_CENTS = frozenset({"c", "¢", "cent", "cents"})
_BEHIND_SECOND = context("function_words") | {"faster", "slower"}


@dataclass(frozen=True, slots=True)
class Amount:
    """``tokens[first:last]`` with its number and unit; ``value`` is signed and in the unit's own measure."""

    first: int
    last: int
    number: Number
    unit: Unit | None
    value: float
    prefixed: bool = False
    plus: bool = False

    @property
    def kind(self) -> str:
        """Return the kind of the unit, ``count`` without one."""
        return self.unit.kind if self.unit else "count"

    @property
    def name(self) -> str:
        """Return the unit's name, empty without one."""
        return self.unit.name if self.unit else ""


def read_amount(tokens: list[Token], index: int, measures: Measures) -> Amount | None:
    """Return the amount whose number begins at ``index``; its currency and sign may stand before."""
    currency = measures.before(tokens, index)
    number = read(tokens, index, money=currency is not None)
    if number is None:
        return None
    first = index - currency[1] if currency else index
    sign, first = _sign(tokens, first)
    if currency is None and sign < 0 and (before_sign := measures.before(tokens, first)) is not None:
        currency, first = before_sign, first - before_sign[1]  # "$-99.99"
    if currency is None and number.form == "digits" and number.letter and measures.length_in_metres(tokens, number):
        number = in_metres(number)
    if at(tokens, number.last).text == "-" and at(tokens, number.last + 1).low == "odd":
        number = replace(number, last=number.last + 2, rough=True)  # "3,000-odd workers"
    plus = at(tokens, number.last).text == "+" and at(tokens, number.last).glued
    behind = measures.behind(tokens, replace(number, last=number.last + 1) if plus else number)
    unit, last = (currency[0] if currency else None), number.last + plus
    if behind is not None and _fits(tokens, number, behind, unit):
        unit, last = unit or behind[0], behind[1]
    factor = unit.factor if unit else 1.0
    amount = Amount(first, last, number, unit, sign * number.value * factor, currency is not None, plus)
    if unit is None and _is_age(tokens, amount):
        return replace(amount, unit=_YEAR_OF_AGE)
    return _below_zero(tokens, _with_part_of_unit(tokens, amount, measures))


def unit_and_part(tokens: list[Token], index: int, measures: Measures) -> Amount | None:
    """Read ``an hour and a half`` and ``an hour and 45 minutes``; an article and a unit alone are no amount."""
    one = one_unit(tokens, index, measures)
    if one is None:
        return None
    whole = _with_part_of_unit(tokens, one, measures)
    return whole if whole.last > one.last else None


def one_unit(tokens: list[Token], index: int, measures: Measures) -> Amount | None:
    """Return one of the unit behind an article: ``a month``."""
    unit = measures.word(tokens, index + 1) if tokens[index].low in ("a", "an") else None
    if unit is None:
        return None
    return Amount(index, index + 2, plain(1.0, index, index + 1, "words"), unit, unit.factor)


def _is_age(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a bare number is an age: ``aged 45``, ``between the ages of 17 and 20``, ``at the age of six``."""
    before, earlier = at(tokens, amount.first - 1).low, at(tokens, amount.first - 2).low
    if amount.number.scale != 1.0 or not 0 <= amount.value < _OLDEST:
        return False
    return before in _AGES or (earlier in _AGES and before in ("of", "about", "between", "from", "under", "over"))


def _below_zero(tokens: list[Token], amount: Amount) -> Amount:
    """Read ``2 degrees below zero`` as minus two."""
    words = (at(tokens, amount.last).low, at(tokens, amount.last + 1).low)
    degrees = amount.name.startswith("degree") or amount.unit is None
    if not degrees or words not in (("below", "zero"), ("below", "freezing")):
        return amount
    return replace(amount, value=-abs(amount.value), last=amount.last + 2, unit=amount.unit or _DEGREE)


def _fits(tokens: list[Token], number: Number, behind: tuple[Unit, int], currency: Unit | None) -> bool:
    """Tell whether the unit found belongs to the number: not the verb "won", not a second currency."""
    unit, last = behind
    if currency is not None:
        return unit.kind == "money" and unit.name == currency.name and unit.factor == 1.0
    if unit.surface == "won":  # the verb
        return number.scale > 1.0 or grouped(tokens[number.first])
    behind_it = at(tokens, last)
    if unit.name == "second" and number.form == "fraction" and last - number.last > 1:
        return behind_it.kind != "word" or behind_it.low in _BEHIND_SECOND  # not "half a second home"
    return True


def _sign(tokens: list[Token], first: int) -> tuple[float, int]:
    before, earlier = at(tokens, first - 1), at(tokens, first - 2)
    if before.low in ("minus", "negative") and earlier.low not in ("or", "and"):  # "plus or minus 4"
        return -1.0, first - 1
    if before.text in _MINUS and at(tokens, first).glued:
        if earlier.low == "minus":
            return -1.0, first - 2
        if not before.glued or earlier.text in ("(", "$", "£", "€"):
            return -1.0, first - 1
    return 1.0, first


def _with_part_of_unit(tokens: list[Token], amount: Amount, measures: Measures) -> Amount:
    """Add the smaller unit said behind a larger one: ``6ft 2in``, ``20 dollars and 43 cents``.

    In a longer list ("3 years, 2 months and 14 days") whose parts do not add up exactly, each stands by itself.
    """
    if amount.kind not in ("duration", "measure", "money") or _goes_on(tokens, amount.first - 1, measures):
        return amount
    spoken = _with_spoken_part(tokens, amount)
    if spoken is not None:
        return spoken
    whole = amount
    while (part := _part(tokens, whole, measures)) is not None:
        added = _added(whole, part)
        if added is None:
            return whole if part.kind != "duration" else amount
        whole = added
    return whole


def _with_spoken_part(tokens: list[Token], amount: Amount) -> Amount | None:
    """Add the part said without its unit, with nothing behind it: ``two hours and a half``, ``20 rupees 43``."""
    if amount.unit is None or amount.number.scale != 1.0 or not amount.value.is_integer():
        return None
    share = _and_part(tokens, amount.last) if amount.kind in ("duration", "measure") else None
    if share is not None:
        return replace(amount, last=share[1], value=amount.value + share[0] * amount.unit.factor)
    place = amount.last + (at(tokens, amount.last).low == "and")
    minor = _SPOKEN_PARTS.get(amount.name) if amount.kind != "money" else (amount.name, 100)
    number = _alone(tokens, place) if minor is not None else None
    if minor is None or number is None or not 0 < number.value < minor[1]:
        return None
    if amount.kind == "money":
        if amount.prefixed and number.form == "digits" and place > amount.last:
            return None  # "fined £20 and 12."
        return replace(amount, last=number.last, value=amount.value + number.value / 100)
    unit = replace(amount.unit, name=minor[0])
    return replace(amount, last=number.last, unit=unit, value=amount.value * minor[1] + number.value)


def _and_part(tokens: list[Token], place: int) -> tuple[float, int] | None:
    """Read ``and a quarter``, and ``and a half`` also before "of" ("two hours and a half of rain")."""
    if at(tokens, place).low != "and":
        return None
    half = place + 1 + (at(tokens, place + 1).low == "a")
    return (0.5, half + 1) if at(tokens, half).low == "half" else added(tokens, place)


def _alone(tokens: list[Token], place: int) -> Number | None:
    """Return the whole number at ``place`` behind which nothing follows that it could count."""
    number = read(tokens, place) if not at(tokens, place).glued else None
    if number is None or number.form not in ("digits", "words") or number.scale != 1.0 or number.value % 1:
        return None
    ends = at(tokens, number.last)
    ended = ends.kind == "line" or ends.text in (".", ",", ";") or (ends.kind == "sign" and not ends.glued)
    return number if ended and not number.letter else None


def _part(tokens: list[Token], amount: Amount, measures: Measures) -> Amount | None:
    """Return the amount of the same kind that follows with nothing between but a comma or "and"."""
    place = amount.last
    place += at(tokens, place).text == ","
    place += at(tokens, place).low in ("and", "&")
    number = read(tokens, place) if amount.unit is not None and not amount.unit.per else None
    if number is None or number.scale != 1.0 or number.form not in ("digits", "words"):
        return None
    behind = measures.behind(tokens, number)
    if behind is not None and amount.name == "stone":
        behind = weight(behind[0]), behind[1]  # "11 stone 6 pounds"
    if behind is None or behind[0].kind != amount.kind:
        return None
    return Amount(place, behind[1], number, behind[0], number.value * behind[0].factor)


def _added(whole: Amount, part: Amount) -> Amount | None:
    """Return the sum of two amounts in the smaller unit, money in its currency; None where they do not add up."""
    if part.unit is None:
        return None
    ratio = _PARTS.get((whole.name, part.name))
    if ratio is not None and part.number.value < ratio and whole.value.is_integer():
        return replace(whole, last=part.last, unit=part.unit, value=whole.value * ratio + part.value)
    cents = part.name == whole.name or part.unit.surface in _CENTS
    if whole.kind == "money" and part.unit.factor < 1 and part.number.value < 100 and cents:
        return replace(whole, last=part.last, value=whole.value + part.value)
    return None


def _goes_on(tokens: list[Token], index: int, measures: Measures) -> bool:
    """Tell whether the token at ``index`` joins an amount to a duration before it: ``2 months, 14 days``."""
    place = index
    place -= at(tokens, place).low == "and"
    place -= at(tokens, place).text == ","
    unit = measures.word(tokens, place)
    return unit is not None and unit.kind == "duration" and place > 0
