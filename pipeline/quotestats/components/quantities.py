"""The quantities pipe: numbers with bound, unit and rate, what they count, and how they changed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from spacy.tokens import Doc, Span

from quotestats import layers, units
from quotestats.components import counting_context as context
from quotestats.components import counting_names
from quotestats.components.change import change
from quotestats.components.change_words import Change
from quotestats.components.counting_phrases import unparsed
from quotestats.components.counting_rates import compared_to, points_are_percent, rate
from quotestats.components.counting_read import counted
from quotestats.lexicon import Row
from quotestats.numerals import votes
from quotestats.numerals.found import Found
from quotestats.numerals.scan import Scanner
from quotestats.records import Kind, Quantity, TimeRef

_LONGEST_SENTENCE = 400  # tokens
_YEARS = (1800, 2200)  # digits that the times pipe reads as a year outside these may well count
_GOING = frozenset({"go", "move", "shift", "swing"})


class Quantities:
    """Finds quantities. ``units_overlay`` are rows of a person's own units.

    A bare "$" is the dollar of the article's country where its outlet or address tells it.
    """

    def __init__(self, *, units_overlay: Iterable[Row] = ()) -> None:
        self._units = units.rows(units_overlay)
        self._scanners = {"USD": Scanner(self._units)}
        self._scanner = self._scanners["USD"]

    def _scanner_of(self, doc: Doc) -> Scanner:
        """Return the scanner for the dollar of an article, compiled once for each."""
        article = layers.article(doc)
        dollar = units.dollar(article.outlet, article.url)
        if dollar not in self._scanners:
            self._scanners[dollar] = Scanner(self._units, dollar=dollar)
        return self._scanners[dollar]

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer ``quantities``."""
        layers.write(doc, layers.QUANTITIES, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Quantity]:
        """Return the quantities of a Doc in order of place."""
        text = layers.text(doc)
        times = layers.times(doc)
        blocked = [(t.start, t.end) for t in times if _says_when(t)]
        repeated = [(t.start, t.end) for t in times if t.type == "SET"]
        overlong = _overlong(doc)
        quantities: list[Quantity] = []
        for found in self._scanner_of(doc).scan(text, blocked):
            if found.unit != "time" and _inside(repeated, found.core_start):
                continue
            figure = layers.tokens(doc, found.core_start, found.core_end)
            parsed = figure[0].has_dep() and not _inside(overlong, found.core_start)
            for single in self._ends(doc, found, parsed=parsed):
                quantity = self._read(doc, text, single, quantities) if parsed else _unparsed(text, single)
                if quantity is not None:
                    quantities.append(quantity)
        return context.moved(text, quantities)

    @staticmethod
    def _ends(doc: Doc, found: Found, *, parsed: bool) -> tuple[Found, ...]:
        """Return both sides of a vote, the two figures of "from X to Y" and "rose X to Y" where they tell a change."""
        if found.unit == votes.UNIT and found.ends:
            return found.ends
        if not found.ends or not parsed:
            return (found,)
        first = layers.tokens(doc, found.ends[0].start, found.ends[0].end)
        if found.led_by_from and any(
            t.lemma_ in _GOING for t in doc[max(first.start - 3, first[0].sent.start) : first.start]
        ):
            return found.ends  # "went from 4% to 9%"
        if found.ends[0].value != found.low:  # it falls
            ranging = any(t.lemma_ in ("range", "vary") for t in doc[max(first.start - 3, 0) : first.start])
            return (found,) if ranging else found.ends
        told = change(first, kind=found.kind)
        return found.ends if told.direction and (found.led_by_from or _apart(found)) else (found,)

    def _read(self, doc: Doc, text: str, found: Found, earlier: list[Quantity]) -> Quantity | None:
        """Return what was found as a quantity, by the parse around it; None where it is a name."""
        figure = layers.tokens(doc, found.core_start, found.core_end)
        if counting_names.age(figure, found) or context.age_listed(text, found, earlier):
            found = replace(found, kind="duration", unit="year", bare=False)
        elif counting_names.names(figure, found):
            return None
        if found.kind == "points" and not points_are_percent(figure):
            found = replace(found, kind="count", unit="point")
        quantity = _record(text, found)
        converted = context.conversion(text, earlier[-1] if earlier else None, quantity)
        if converted is not None:
            return converted
        whole = layers.tokens(doc, found.start, found.end)
        plus = found.bare and text[found.core_end : found.core_end + 1] == "+"
        quantity = counted(text, quantity, figure if found.bare and not plus else _core(doc, found), earlier)
        told = change(whole, kind=quantity.kind) if quantity.unit != "time" else Change()
        if told.role == "to" and quantity.bound == "at_most" and quantity.text.lower().startswith("up to"):
            quantity = _without_bound(text, quantity, found)  # "brings the total up to 225"
        return self._told(text, quantity, found, told, whole, earlier)

    def _told(
        self, text: str, quantity: Quantity, found: Found, told: Change, whole: Span, earlier: list[Quantity]
    ) -> Quantity:
        quantity = replace(
            quantity,
            direction=told.direction or found.direction or quantity.direction,
            role=quantity.role if not told.direction and (found.direction or quantity.direction) else told.role,
            per=quantity.per or rate(self._scanner, whole, quantity),
            compared_to=compared_to(text, whole, changed=told.role == "change"),
        )
        return context.restated(text, earlier[-1] if earlier else None, quantity)


def _says_when(time: TimeRef) -> bool:
    """Tell whether a time says when and measures nothing: ``2019``, ``the first nine months``; not "a fee of 1500"."""
    if time.type == "DURATION":
        return bool(time.period_start) and time.text.lower().startswith("the first ")
    return time.type in ("DATE", "TIME") and (not time.text.isdigit() or _YEARS[0] <= int(time.text) < _YEARS[1])


def _apart(found: Found) -> bool:
    """Tell whether "rose X to Y" can hardly be a range: the second figure is over twice the first."""
    first, second = found.ends
    return first.value is not None and second.value is not None and second.value > 2 * first.value


def _without_bound(text: str, quantity: Quantity, found: Found) -> Quantity:
    value = quantity.value
    start = found.core_start
    return replace(
        quantity, text=text[start : quantity.end], start=start, bound="exact", value_low=value, value_high=value
    )


def _core(doc: Doc, found: Found) -> Span:
    """Return the tokens from the number to the end of its unit and rate."""
    return layers.tokens(doc, found.core_start, found.end)


def _overlong(doc: Doc) -> list[tuple[int, int]]:
    """Return the stretches without a sentence end or line break that are too long to be read by their parse.

    What spaCy says of a token takes time in the length of its sentence, so that one endless line would take days.
    """
    starts = np.flatnonzero(doc.to_array(["SENT_START"]) == 1)
    if np.diff(starts, prepend=0, append=len(doc)).max() < _LONGEST_SENTENCE:
        return []
    spans, start = [], 0
    for token in doc:
        last = token.i + 1 == len(doc) or token.nbor(1).is_sent_start or "\n" in token.text
        if last:
            if token.i - start >= _LONGEST_SENTENCE:
                spans.append((doc[start].idx, token.idx + len(token)))
            start = token.i + 1
    return spans


def _inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a place lies in one of the spans, which are in order and do not overlap."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]


def _record(text: str, found: Found) -> Quantity:
    if found.kind == "points":
        found = replace(found, kind="percentage_point", unit="percentage_point")
    return Quantity(
        text=text[found.start : found.end], start=found.start, end=found.end, kind=cast(Kind, found.kind),
        value=found.value, value_low=found.low, value_high=found.high, bound=found.bound, unit=found.unit,
        per=found.per, direction=found.direction, role="change" if found.direction else "level",
    )  # fmt: skip


def _unparsed(text: str, found: Found) -> Quantity:
    """Return a quantity of a paragraph that was not parsed, with the plural noun that follows a bare count."""
    quantity = _record(text, found)
    noun = unparsed(text, quantity.end) if quantity.kind == "count" and not quantity.unit else None
    if noun is None:
        return quantity
    unit, start, end = noun
    return replace(quantity, unit=unit, counted=text[start:end], counted_start=start, counted_end=end)
