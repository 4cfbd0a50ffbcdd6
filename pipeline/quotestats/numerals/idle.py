"""Number words that count nothing: the pronoun "one", "one day", "a half" of nothing said, "zero" in a name."""

from quotestats.numerals.amounts import Amount
from quotestats.numerals.tokens import Token, at
from quotestats.numerals.words import context

_WHOLES = context("wholes")
_NO_SHARE_BEFORE = context("no_share_before")
_AFTER_SHARE = frozenset({"of", "more", "less", "higher", "lower", "fewer"})
_CUTTING = context("cutting")
_MEASURING = context("measuring")
_LOOSE = frozenset({"day", "night", "weekend", "second"})
_NO_ZERO_BEFORE = context("no_zero_before")


def idle(tokens: list[Token], amount: Amount, *, bounded: bool) -> bool:
    """Tell whether an amount in words measures nothing. ``bounded``: a bound or "by" stands before it."""
    number = amount.number
    if number.form == "fraction":
        return amount.unit is None and not bounded and not _is_share(tokens, amount)
    if number.form != "words":
        return False
    if number.value == 0 and amount.unit is None:
        name = tokens[amount.first].text[:1].isupper() and at(tokens, amount.last).text[:1].isupper()
        return name or at(tokens, amount.first - 1).low in _NO_ZERO_BEFORE
    if number.value != 1 or abs(amount.value) > 1:
        return False
    if amount.unit is None:
        loose = at(tokens, amount.last).low == "of" and at(tokens, amount.first - 1).low in (
            "about",
            "around",
            "over",
            "some",
        )
        return not bounded or loose
    return _some_day(tokens, amount)


def _is_half(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether "half" is a share: ``half of them``, ``half the size``, ``cut in half``, not the half of a game."""
    before, behind = at(tokens, amount.first - 1).low, at(tokens, amount.last).low
    if before == "in" and behind not in _WHOLES:
        return any(at(tokens, amount.first - step).low in _CUTTING for step in range(2, 6))
    return behind in _WHOLES and (before not in _NO_SHARE_BEFORE or (before == "and" and behind == "of"))


def _some_day(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether "one day" and its like mean some day rather than measure; "at one point" is a time as well."""
    before, behind = at(tokens, amount.first - 1).low, at(tokens, amount.last)
    if amount.kind == "points":
        return before == "at"
    if amount.kind != "duration" or amount.name not in _LOOSE:
        return False
    return before not in _MEASURING and behind.text not in ("'", "’")


def _is_share(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a fraction without a unit is a share of something said, and not a half of a game."""
    first, behind = tokens[amount.first], at(tokens, amount.last)
    if first.kind == "number" or not first.low.isascii():
        return True
    if first.low == "half":
        return _is_half(tokens, amount)
    if first.low == "quarter":
        return behind.low == "of" and at(tokens, amount.first - 1).low not in _NO_SHARE_BEFORE
    if first.low in ("a", "an"):
        return behind.low in _AFTER_SHARE or at(tokens, amount.first - 1).low in ("up", "down")
    return not (behind.kind == "word" and behind.text[:1].isupper())
