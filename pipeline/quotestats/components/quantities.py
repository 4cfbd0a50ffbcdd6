"""The quantities pipe: numbers with bound, unit and rate, what they count, and how they changed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Span

from quotestats import layers, units
from quotestats.components.change import change
from quotestats.components.counting import counted_by_parse, lemma, phrase
from quotestats.lexicon import Row
from quotestats.numerals.found import Found
from quotestats.numerals.scan import Scanner
from quotestats.records import Kind, Quantity


class Quantities:
    """Finds quantities. ``units_overlay`` are rows of a person's own units (``surface, unit, kind, factor``)."""

    def __init__(self, *, units_overlay: Iterable[Row] = (), dollar: str = "USD") -> None:
        self._scanner = Scanner(units.rows(units_overlay), dollar=dollar)

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer ``quantities``."""
        layers.write(doc, layers.QUANTITIES, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Quantity]:
        """Return the quantities of a Doc in order of place."""
        text = layers.text(doc)
        times = layers.times(doc)
        blocked = [(t.start, t.end) for t in times if t.type in ("DATE", "TIME")]
        sets = [(t.start, t.end) for t in times if t.type == "SET"]
        quantities: list[Quantity] = []
        for found in self._scanner.scan(text, blocked):
            if found.unit != "time" and any(s <= found.core_start < e for s, e in sets):
                continue
            for single in self._ends(doc, found):
                quantity = self._quantity(doc, text, single, quantities)
                if quantity is not None:
                    quantities.append(quantity)
        return quantities

    def _ends(self, doc: Doc, found: Found) -> tuple[Found, ...]:
        """Return the two figures of "from X to Y" where it tells a change, else the range as it is."""
        if not found.ends or not doc.has_annotation("DEP"):
            return (found,)
        number = layers.tokens(doc, found.core_start, found.core_end)
        return found.ends if change(number, found).direction else (found,)

    def _quantity(self, doc: Doc, text: str, found: Found, earlier: list[Quantity]) -> Quantity | None:
        kind = "percentage_point" if found.kind == "points" else found.kind
        unit = "percentage_point" if found.kind == "points" else found.unit
        quantity = Quantity(
            text=text[found.start : found.end], start=found.start, end=found.end, kind=cast(Kind, kind),
            value=found.value, value_low=found.low, value_high=found.high, bound=found.bound, unit=unit, per=found.per,
        )  # fmt: skip
        number = layers.tokens(doc, found.core_start, found.core_end)
        if not number.root.has_dep():
            return quantity
        quantity = self._counted(doc, text, quantity, number, found)
        told = change(layers.tokens(doc, found.start, found.end), found)
        return replace(quantity, direction=told.direction or found.direction, role=told.role)

    @staticmethod
    def _counted(doc: Doc, text: str, quantity: Quantity, number: Span, found: Found) -> Quantity:
        whole = layers.tokens(doc, found.core_start, found.end)
        counted = counted_by_parse(doc, number if quantity.kind == "count" else whole)
        if counted is None:
            return quantity
        head, beside = counted
        start, end = phrase(head, after=number.end if beside and head.i >= number.end else -1)
        unit = quantity.unit
        if quantity.kind == "count" and not unit and (beside or head.tag_ in ("NNS", "NNPS")):
            unit = lemma(head)
        return replace(quantity, unit=unit, counted=text[start:end], counted_start=start, counted_end=end)
