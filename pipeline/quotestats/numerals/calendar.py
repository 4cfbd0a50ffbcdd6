"""Numbers of the calendar and the clock, and durations that place an event: times, not quantities."""

from dataclasses import replace

from quotestats import lexicon
from quotestats.numerals.amounts import Amount
from quotestats.numerals.phrases import compile_phrases
from quotestats.numerals.tokens import Token, at, grouped
from quotestats.numerals.words import context

_TEMPORAL = context("temporal")
_ALWAYS_TEMPORAL = context("always_temporal")
_YEAR_NOUNS = context("year_nouns")
_NO_PLURAL = context("no_plural")
_PLURALS = ("s", "people", "men", "women", "children")
_ENDS_PERIOD = context("ends_period")


class Calendar:
    """The table of months, clock words and anchors, compiled."""

    def __init__(self, *, language: str = "en") -> None:
        rows = lexicon.table("not_quantities", language)
        words: dict[str, set[str]] = {}
        for row in rows:
            words.setdefault(row["class"], set()).add(row["surface"])
        self._months, self._clock = words["month"], words["clock"]
        self._anchors_before = words["anchor_before"]
        self._anchors_behind = compile_phrases((phrase, True) for phrase in sorted(words["anchor_after"]))

    def anchored(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a duration is a time: ``the last two years``, ``two years ago``, ``the 12 months to June``."""
        if at(tokens, amount.first - 1).low in self._anchors_before:
            return True
        place = amount.last + (at(tokens, amount.last).text in ("'", "’"))
        if self._anchors_behind.match(tokens, place) is not None or _ahead(tokens, amount) or _fiscal(tokens, amount):
            return True
        named = at(tokens, place + 1)
        year = named.text.isdigit() and len(named.text) == 4
        return at(tokens, place).low in _ENDS_PERIOD and (year or self._is_month(named))

    def _is_month(self, token: Token) -> bool:
        return token.low in self._months and token.text[:1].isupper()

    def clock(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether digits are a clock time: ``7.30pm``, ``22:10``, ``five o'clock``, ``1400 hrs``."""
        if amount.prefixed:
            return False
        behind = at(tokens, amount.number.last)
        if behind.low in ("hrs", "hours") and len(at(tokens, amount.first).text) == 4:
            return tokens[amount.first].text.isdigit()
        dotted = f"{behind.low}.{at(tokens, amount.number.last + 2).low}"
        if behind.low in self._clock or dotted in self._clock or (behind.low == "o" and dotted.endswith(".clock")):
            return True
        minutes = at(tokens, amount.number.last + 1)
        return behind.text == ":" and behind.glued and minutes.glued and minutes.kind == "number"

    def dated(self, tokens: list[Token], low: Amount, high: Amount) -> bool:
        """Tell whether a range that begins with a bare number is one of days or years: ``Sept. 19 to 22``."""
        ends = (end for end in (low, high) if end.number.form == "digits")
        return any(self.date(tokens, replace(end, last=end.number.last, unit=None)) for end in ends)

    def date(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a bare number is a day beside its month, or a year."""
        token = tokens[amount.first]
        if amount.last - amount.first != 1 or grouped(token) or not token.text.isdigit():
            return False
        if len(token.text) <= 2 and 1 <= amount.value <= 31 and self._beside_month(tokens, amount):
            return True
        return len(token.text) == 4 and 1000 <= amount.value < 2100 and _is_year(tokens, amount)

    def _beside_month(self, tokens: list[Token], amount: Amount) -> bool:
        place = amount.first - 1
        if at(tokens, place).text in ("to", "and", "-", "–") and at(tokens, place - 1).kind == "number":
            place -= 2  # "Sept. 19 to 22"
        if at(tokens, place).text == ".":
            place -= 1
        return self._is_month(at(tokens, place)) or self._is_month(at(tokens, amount.last))


def _fiscal(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a duration is a period of accounts: ``for the nine months, losses totalled``."""
    led = at(tokens, amount.first - 1).low == "the" and at(tokens, amount.first - 2).low in ("for", "in", "over")
    return led and at(tokens, amount.last).text == "," and amount.name in ("month", "quarter", "week")


def _ahead(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a duration says when something will be: ``In four days, ...``, ``in two weeks' time``."""
    place = amount.last
    if at(tokens, place).text in ("'", "’"):
        place += 1 + (at(tokens, place + 1).low == "s")
    before, earlier = at(tokens, amount.first - 1), at(tokens, amount.first - 2)
    if before.low != "in":
        return False
    opens = before.text == "In" and earlier.kind in ("line", "sign")
    return at(tokens, place).low == "time" or (opens and at(tokens, place).text == ",")


def counted(token: Token) -> bool:
    """Tell whether a word behind a number may be what it counts, by its plural."""
    return token.kind == "word" and token.low.endswith(_PLURALS) and token.low not in _NO_PLURAL


def year_before_unit(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether digits before a word that may be a unit are a year: ``during 2016 Stone spoke``."""
    token = tokens[amount.first]
    year = token.text.isdigit() and len(token.text) == 4 and 1800 <= amount.number.value < 2100
    return year and not at(tokens, amount.number.last).glued and at(tokens, amount.first - 1).low in _ALWAYS_TEMPORAL


def _is_year(tokens: list[Token], amount: Amount) -> bool:
    before, behind = at(tokens, amount.first - 1), at(tokens, amount.last)
    if behind.text in ("/", "–", "-") and behind.glued and at(tokens, amount.last + 1).kind == "number":
        return True
    if before.low in _ALWAYS_TEMPORAL:
        return True
    counts = counted(behind) and behind.low not in _YEAR_NOUNS  # "2005 levels"
    if amount.value < 1800 or counts:
        return before.low == "the" and amount.value > 1900 and behind.text[:1].isupper()
    return before.low in _TEMPORAL or before.text not in ("~", "+")
