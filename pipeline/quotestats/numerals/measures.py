"""The units beside a number: currencies before it, units and currencies behind it, and the rate behind those."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quotestats import lexicon
from quotestats.lexicon import Row
from quotestats.numerals.number import Number
from quotestats.numerals.numbers import read
from quotestats.numerals.phrases import Phrases, compile_phrases
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.numerals.words import context

_FILLERS = frozenset({"more", "extra", "additional", "further", "full", "whole", "long", "fewer", "less", "other"})
# Behind digits and a glued "m": a length, where "2.5m people" is a number.
_LENGTHWISE = context("lengthwise")

_NO_RATE_BEFORE = frozenset({"ago", "earlier", "later", "before", "after"})  # "$153m a year ago"

_RACING = context("racing")
_RACES = frozenset({50, 60, 80, 100, 110, 200, 400, 800, 1500, 3000, 5000, 10000})  # metres
_WEIGHING, _MONEY_NOUNS, _AFTER_WORDS = context("weighing"), context("money_nouns"), context("symbols_after_words")
_FALLING = frozenset({"rain", "rainfall", "snow", "snowfall", "ice", "water"})
_FUNCTION_WORDS = context("function_words")
_JUMPING, _LENGTHS = context("jumping"), frozenset({"cm", "mm", "km", "metres", "meters", "ft", "feet"})
_HEIGHT_REACH = 8  # tokens before a height
_NO_PER_NOUN = _FUNCTION_WORDS | {"cent", "cents", "se"}
_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical name; ``factor`` is what one of the surface makes in it, ``per`` its denominator."""

    name: str
    kind: str
    factor: float
    per: str
    surface: str


class Measures:
    """The unit table compiled: ``before`` a number, behind it as ``words`` or ``symbols``, and rates."""

    def __init__(self, rows: Iterable[Row], *, dollar: str = "USD", language: str = "en") -> None:
        self._before: Phrases[Unit] = Phrases(backwards=True)
        self._words: Phrases[Unit] = Phrases()
        self._symbols: Phrases[Unit] = Phrases()
        self._letters: dict[str, Unit] = {}
        self._only_scaled: set[str] = set()
        for row in rows:
            self._add(row, dollar)
        rates = lexicon.table("rates", language)
        self._whole_rates = compile_phrases((row["surface"], row["per"]) for row in rates if row["match"] == "whole")
        self._rate_nouns = {row["surface"]: row["per"] for row in rates if row["match"] == "noun"}

    def _add(self, row: Row, dollar: str) -> None:
        surface, name = row["surface"], row["unit"]
        if name == "USD" and surface in ("$", "dollar", "dollars"):
            name = dollar
        unit = Unit(name, row["kind"], float(row["factor"]), row["per"], surface)
        if row["place"] in ("before", "either"):
            self._before.add(surface, unit, exact=True)
            if row["match"] == "scaled":
                self._only_scaled.add(surface)
        if row["place"] in ("after", "either"):
            if row["match"] == "letter":
                self._letters.setdefault(surface, unit)
            elif row["match"] == "symbol":
                self._symbols.add(surface, unit, exact=True)
            else:
                self._words.add(surface, unit)

    def before(self, tokens: list[Token], index: int) -> tuple[Unit, int] | None:
        """Return the currency that ends just before ``index`` and its length in tokens."""
        found = self._before.match(tokens, index - 1)
        if found is None:
            return None
        unit, length = found
        first = at(tokens, index - length)
        if first.kind == "word" and first.glued and at(tokens, index - length - 1).kind != "sign":
            return None
        if len(unit.surface) == 1 and unit.surface.isalpha() and not at(tokens, index).glued:
            return None
        if unit.surface.isalpha() and len(unit.surface) > 3 and at(tokens, index - length - 1).kind == "number":
            return None  # "120 rupees 50"
        if unit.surface in self._only_scaled:
            number = read(tokens, index)
            return found if number is not None and number.scale > 1.0 and at(tokens, index).glued else None
        return found

    def behind(self, tokens: list[Token], number: Number) -> tuple[Unit, int] | None:
        """Return the unit behind a number and the index after it; it may be hyphenated (``five-mile``)."""
        place = number.last
        token = at(tokens, place)
        digits = tokens[number.first].kind == "number"
        spaced = token.text == "p" and not _goes_on(tokens, place + 1)  # "up 68 p at 1112 p."
        if digits and token.text in self._letters and (token.glued or spaced):
            return self._letters[token.text], place + 1
        symbol = self._symbols.match(tokens, place) or self._inches(tokens, place) or self._hyphened(tokens, place)
        if (token.text in DASHES and token.glued and at(tokens, place + 1).glued) or token.low in _FILLERS:
            place += 1
        word = self._words.match(tokens, place)
        if symbol is not None and self._is_symbol(tokens, number, symbol) and (word is None or symbol[1] > word[1]):
            return symbol[0], number.last + symbol[1]
        if word is None and (number.form in ("fraction", "vague") or not number.value.is_integer()):
            place = self._behind_of(tokens, place, number)
            word = self._words.match(tokens, place)
        if word is None or (number.form == "fraction" and _is_ordinal(tokens, number, place)):
            return None
        end = place + word[1]
        if at(tokens, end).glued and at(tokens, end).kind in ("word", "number"):
            return None
        end -= _is_full_stop(tokens, end - 1)
        return self._pounds(tokens, number, word[0], end), end

    def _hyphened(self, tokens: list[Token], place: int) -> tuple[Unit, int] | None:
        """Return the symbol of two letters or more that a hyphen ties to digits (``14-km``), the hyphen counted in."""
        if at(tokens, place).text != "-" or not (at(tokens, place).glued and at(tokens, place + 1).glued):
            return None
        found = self._symbols.match(tokens, place + 1)
        long = (
            found is not None and len(found[0].surface) > 1 and found[0].surface != "in" and found[0].surface.isalpha()
        )
        return (found[0], found[1] + 1) if found is not None and long else None

    def _inches(self, tokens: list[Token], place: int) -> tuple[Unit, int] | None:
        """Return the inch of ``5" deep`` and ``3" of rain``; elsewhere the sign ends a quotation."""
        sign, follows = at(tokens, place), at(tokens, place + 1)
        if sign.text not in ('"', "”") or not sign.glued or follows.glued:
            return None
        fallen = follows.low == "of" and at(tokens, place + 2).low in _FALLING
        inch = self._words.match([sign._replace(text="inch", low="inch", kind="word")], 0)
        return inch if follows.low in _LENGTHWISE or fallen else None

    def _pounds(self, tokens: list[Token], number: Number, unit: Unit, last: int) -> Unit:
        """Return the weight where pounds weigh: ``weighed 82 pounds``, ``12 pounds of meat``, ``a 20-pound bag``."""
        if unit.surface not in ("pound", "pounds") or number.scale >= _MILLION:
            return unit
        near = {at(tokens, index).low for index in range(number.first - 6, number.first)}
        of = at(tokens, last).low == "of" and at(tokens, last + 1).low not in _MONEY_NOUNS
        kilos = at(tokens, last).text == "(" and at(tokens, last + 2).low in ("kg", "kgs", "kilos", "kilograms")
        bag = at(tokens, last - 2).text in DASHES and at(tokens, last).low not in _MONEY_NOUNS
        ounces = self._with_ounces(tokens, last)
        weighs = bool(near & _WEIGHING) or of or kilos or ounces or (bag and unit.surface == "pound")
        return weight(unit) if weighs else unit

    def _with_ounces(self, tokens: list[Token], place: int) -> bool:
        """Tell whether pounds go on in ounces: ``8 pounds 3 ounces``, ``a 7-pound, 3-ounce baby``."""
        place += at(tokens, place).text == ","
        place += at(tokens, place).low in ("and", "&")
        number = read(tokens, place)
        if number is None:
            return False
        hyphen = at(tokens, number.last).text in DASHES
        unit = self.word(tokens, number.last + hyphen)
        return unit is not None and unit.name == "ounce"

    @staticmethod
    def _behind_of(tokens: list[Token], place: int, number: Number) -> int:
        """Step over what stands before the unit: ``half an hour``, ``a quarter of a mile``, ``millions of pounds``."""
        if number.form == "vague":
            quoted = at(tokens, place).text in ('"', "”", "'", "’") and at(tokens, place).text != ""
            return place + quoted + 1 if at(tokens, place + quoted).low == "of" else place
        place += at(tokens, place).low == "of"
        return place + (at(tokens, place).low in ("a", "an"))

    @staticmethod
    def _is_symbol(tokens: list[Token], number: Number, symbol: tuple[Unit, int]) -> bool:
        token, follows = at(tokens, number.last), at(tokens, number.last + symbol[1])
        if follows.glued and follows.kind in ("word", "number"):
            return False
        if tokens[number.first].kind != "number":
            return symbol[0].surface in _AFTER_WORDS  # "five kg"
        if len(symbol[0].surface) == 1 and symbol[0].surface.isalpha():
            ends = follows.kind != "word" or follows.low in _FUNCTION_WORDS
            return token.glued or symbol[0].surface in "gltmLh" or (symbol[0].surface in "CF" and ends)
        return token.glued or symbol[0].surface != "in"

    def word(self, tokens: list[Token], index: int) -> Unit | None:
        """Return the unit that is the one word at ``index``: ``hour``, ``mile``."""
        found = self._words.match(tokens, index)
        return found[0] if found is not None and found[1] == 1 and found[0].kind != "points" else None

    def length_in_metres(self, tokens: list[Token], number: Number) -> bool:
        """Tell whether the scale letter of ``12m`` is a metre: ``a 12m long queue``, ``37m (121ft)``."""
        if number.letter != "m":
            return False
        follows = at(tokens, number.last)
        if follows.text in DASHES:
            follows = at(tokens, number.last + 1)
        if follows.text == "(" or follows.low == "and":  # "37m (121ft)", "3m and 5cm"
            place = number.last + 2
            foot = self._words.match(tokens, place) or self._symbols.match(tokens, place)
            return foot is not None and foot[0].name in ("foot", "centimetre")
        return follows.low in _LENGTHWISE or _is_race(tokens, number) or _is_height(tokens, number)

    def rate(self, tokens: list[Token], index: int) -> tuple[str, int] | None:
        """Return the denominator of the rate that begins at ``index`` and the index after it."""
        token = at(tokens, index)
        whole = self._whole_rates.match(tokens, index)
        if whole is not None:
            return whole[0], index + whole[1]
        if token.text in DASHES and token.glued and at(tokens, index + 1).low in ("a", "an", "per"):
            index += 1 + (at(tokens, index + 2).text in DASHES)  # "-an-hour"
            return self._denominator(tokens, index + 1, any_noun=False)
        stroke = token.text == "/" and token.glued
        if token.low not in ("a", "an", "per", "every", "each") and not stroke:
            return None
        index += at(tokens, index + 1).text in DASHES and at(tokens, index + 1).glued  # "£24 a-year"
        found = self._denominator(tokens, index + 1, any_noun=token.low == "per")
        return None if found is None or at(tokens, found[1]).low in _NO_RATE_BEFORE else found

    def _denominator(self, tokens: list[Token], index: int, *, any_noun: bool) -> tuple[str, int] | None:
        number = read(tokens, index)
        if number is None:
            return self._per_noun(tokens, index, any_noun=any_noun)
        if tokens[index].low in ("a", "an"):
            return None
        count = f"{number.value:.15g}"
        measured = self.behind(tokens, number)
        if measured is not None:
            return f"{count} {measured[0].name}", measured[1]
        noun = self._per_noun(tokens, number.last, any_noun=any_noun)
        if noun is not None:
            return f"{count} {noun[0]}", noun[1]
        return (count, number.last) if any_noun else None

    def _per_noun(self, tokens: list[Token], index: int, *, any_noun: bool) -> tuple[str, int] | None:
        token = at(tokens, index)
        if token.low in _NO_PER_NOUN:
            return None
        unit = self._words.match(tokens, index) or self._symbols.match(tokens, index)
        if unit is not None and unit[0].kind in ("measure", "duration") and (unit[1] > 1 or token.low != "second"):
            return unit[0].name, index + unit[1]
        name = self._rate_nouns.get(token.low) or self._rate_nouns.get(token.low.removesuffix("s"))
        if name is not None:
            return name, index + 1
        if any_noun and token.kind == "word":
            return singular(token.low), index + 1
        return None


def _is_height(tokens: list[Token], number: Number) -> bool:
    """Tell whether ``2.10m`` is what was jumped or thrown, ``200m`` a height told among lengths; nothing is counted."""
    before, follows = at(tokens, number.first - 1).low, at(tokens, number.last)
    if follows.kind == "word" and follows.low not in _FUNCTION_WORDS:
        return False
    near = {at(tokens, place).low for place in range(number.first - _HEIGHT_REACH, number.first)}
    jumped = before in _JUMPING and len(tokens[number.first].text.partition(".")[2]) == 2
    return jumped or (before in ("above", "below") and bool(near & _LENGTHS))


def _goes_on(tokens: list[Token], index: int) -> bool:
    """Tell whether a letter goes on in the token at ``index``: the "p" of "p.5" and "p5"."""
    token = at(tokens, index + (at(tokens, index).kind == "sign"))
    return at(tokens, index).glued and token.glued and token.kind in ("word", "number")


def _is_race(tokens: list[Token], number: Number) -> bool:
    """Tell whether ``100m`` is the length of a race: a usual length, a word of racing beside it."""
    beside = (at(tokens, place).low for place in (*range(number.first - 4, number.first), number.last, number.last + 1))
    return number.mantissa in _RACES and any(word in _RACING for word in beside)


def weight(unit: Unit) -> Unit:
    """Return the pound that weighs where the unit is the pound of money; another unit as it is."""
    return replace(unit, name="pound", kind="measure") if unit.surface in ("pound", "pounds") else unit


def singular(noun: str) -> str:
    """Return a plain singular of a regular plural, and ``person`` for ``people``."""
    if noun == "people":
        return "person"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def in_metres(number: Number) -> Number:
    """Return the number without its scale letter, which is a unit."""
    return replace(number, value=number.mantissa, last=number.last - 1, scale=1.0, letter="")


def _is_ordinal(tokens: list[Token], number: Number, unit: int) -> bool:
    """Tell whether ``a third year`` is an ordinal: an article, a part smaller than a half, the unit at once."""
    article = tokens[number.first].low in ("a", "an")
    return article and tokens[number.last - 1].low not in ("half", "quarter") and unit == number.last


def _is_full_stop(tokens: list[Token], index: int) -> bool:
    """Tell whether the dot at ``index`` ends a sentence and not an abbreviation: ``ten lbs.`` at the end of a line."""
    behind = at(tokens, index + 1)
    return at(tokens, index).text == "." and (behind.kind == "line" or behind.text[:1].isupper())
