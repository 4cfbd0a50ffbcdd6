"""From amounts to what was found: the bound and the rate around them, their limits and offsets."""

from dataclasses import dataclass, replace

from quotestats.numerals.amounts import Amount, read_amount
from quotestats.numerals.bounds import Bounds
from quotestats.numerals.found import Found, limits
from quotestats.numerals.joins import Join
from quotestats.numerals.measures import Measures
from quotestats.numerals.multiples import Multiple
from quotestats.numerals.number import plain
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.records import Bound


@dataclass(frozen=True, slots=True)
class Finish:
    """Makes Found of amounts, with the tables of bounds and rates."""

    bounds: Bounds
    measures: Measures

    def single(self, tokens: list[Token], amount: Amount) -> tuple[Found, int]:
        """Return one amount as found, and the index after it."""
        if amount.number.form == "fraction" and amount.unit is None:
            inner = self._share_of_unit(tokens, amount)
            if inner is None:
                return self.finish(tokens, amount, kind="ratio", unit="ratio")
            amount = inner
        return self.finish(tokens, amount, kind=amount.kind, unit=amount.name)

    def _share_of_unit(self, tokens: list[Token], part: Amount) -> Amount | None:
        """Read ``half of 1 percent`` as half a percent."""
        if at(tokens, part.last).low != "of":
            return None
        whole = read_amount(tokens, part.last + 1, self.measures)
        if whole is None or whole.unit is None or whole.number.value != 1 or whole.prefixed:
            return None
        return replace(whole, first=part.first, value=part.value * whole.value)

    def multiple(self, tokens: list[Token], first: int, multiple: Multiple) -> tuple[Found, int]:
        """Return a multiple, or a count of occasions, that begins at token ``first``."""
        amount = Amount(first, multiple.last, plain(multiple.value, first, first + 1, "words"), None, multiple.value)
        unit = "times" if multiple.kind == "multiple" else "time"
        found, last = self.finish(tokens, amount, kind=multiple.kind, unit=unit)
        return replace(found, direction=multiple.direction), last

    def range(self, tokens: list[Token], low: Amount, high: Amount, join: Join) -> tuple[Found, int]:
        """Return a range, with its two figures as ``ends`` where it may also be a change from one to the other."""
        whole = replace(high, first=low.first, prefixed=low.prefixed, number=replace(high.number, first=low.first))
        found, last = self.finish(tokens, whole, kind=low.kind, unit=low.name)
        start = found.start if found.bound in ("about", "exact") else tokens[low.first].start
        if join == "and" and at(tokens, low.first - 1).low == "between":
            start = tokens[low.first - 1].start
        smaller, larger = sorted((low.value, high.value))
        ends: tuple[Found, ...] = ()
        if join == "to" and at(tokens, high.last).low != "to":  # "from 5 to 7 per cent to 3 per cent"
            ends = tuple(self.finish(tokens, end, kind=end.kind, unit=end.name)[0] for end in (low, high))
        found = replace(
            found, start=start, core_start=tokens[low.first].start, value=None, low=smaller, high=larger,
            bound="between", ends=ends, led_by_from=at(tokens, low.first - 1).low == "from",
        )  # fmt: skip
        return found, last

    def finish(self, tokens: list[Token], amount: Amount, *, kind: str, unit: str) -> tuple[Found, int]:
        """Read the bound and the rate around an amount and make the expression of it."""
        first, last, per = amount.first, amount.last, amount.unit.per if amount.unit else ""
        bound: Bound = "at_least" if amount.plus else "about" if amount.number.rough else "exact"
        before = self.bounds.before(tokens, first, kind=kind)
        if before is not None:
            bound, first = before
        for _ in range(2):  # "£20 or more a week", "£20 a week or more"
            behind = self.bounds.behind(tokens, last)
            if behind is not None and bound == "exact":
                bound, last = behind
            rate = self.measures.rate(tokens, last) if not per and kind not in ("ratio", "multiple") else None
            if rate is not None:
                per, last = rate
        if tokens[first].low in ("a", "an") and _hyphen(at(tokens, last)):
            first += 1  # "a billion-year-contract"
        figures = limits(amount.value, bound)
        if amount.number.form == "vague":
            bound, figures = "vague", (None, amount.value, None)
        core_last = max(amount.number.last, amount.first + 1)
        found = Found(
            start=tokens[first].start, end=tokens[last - 1].end, core_start=tokens[amount.first].start,
            core_end=tokens[core_last - 1].end, kind=kind, form=amount.number.form, value=figures[0], low=figures[1],
            high=figures[2], bound=bound, unit=unit, per=per, prefixed=amount.prefixed,
            bare=amount.unit is None and amount.number.scale == 1.0 and kind == "count" and unit == "",
        )  # fmt: skip
        return found, last


def _hyphen(token: Token) -> bool:
    return token.text in DASHES and token.glued
