"""Pipe: which time each quantity is for. Only a time said in the figure's own clause or sentence counts."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from quotestats import layers, timex
from quotestats.components.period_clauses import Placed, Places, is_said_in, strength
from quotestats.records import Quantity, TimeRef

_COMPARING = re.compile(r"\b(?:compared|versus|vs|against|from)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?P<word>from|than|than in|on|over|against|above|ahead of|below)\s*(?:the\s+)?$", re.IGNORECASE
)
_MEASURED_BY = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:than|above|ahead|below|versus|compared)\b|\s*(?:the|its|their)\s+(?:number|figure|total|rate|level)\b",
    re.IGNORECASE,
)
_SOURCED = re.compile(r"\baccording to\b", re.IGNORECASE)  # the time behind it is when that was said
_AS_OF = re.compile(r"\bas\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:most|first|best|worst|last|fewest|[a-z]{2,10}est)\b", re.IGNORECASE)
_WHEN = re.compile(r",?\s(?:when|in which|during which)\s[^,;.:!?\n]{0,60}", re.IGNORECASE)
_AS_THEN = re.compile(r"\b(?:than|as|what)\b", re.IGNORECASE)  # "twice what it paid in 2015"
_NOT_THEN = {"before", "after", "until", "till"}
_BREAKS = re.compile(r"[;:.!?\n]|\bwhich\b|\bwho\b|\bwhile\b|\bbut\b|\baccording to\b|\s[-–—―]\s", re.IGNORECASE)
_NEAR = 8  # tokens between a figure and the time that follows it within its phrase
_NEARBY = 80  # the same in characters, looked at first
_NEIGHBOURS = 8  # times either side that a figure may be for, figures either side that may have a better claim

Candidate = tuple[TimeRef, Placed]


class Periods:
    """Fills ``time`` to ``period_end`` of each quantity from the times beside it."""

    def find(self, doc: Doc) -> list[Quantity]:
        """Return the quantities, each with its time where one is said."""
        quantities = layers.quantities(doc)
        if not quantities or not doc.has_annotation("DEP"):
            return quantities
        return assign(doc, quantities, timex.stretches(layers.text(doc), layers.times(doc)))

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite the layer ``quantities``."""
        layers.write(doc, layers.QUANTITIES, self.find(doc))
        return doc


def assign(doc: Doc, quantities: Sequence[Quantity], times: Sequence[TimeRef]) -> list[Quantity]:
    """Return the quantities with the time that each is for."""
    return _Figures(doc, quantities, times).filled()


class _Figures:
    """The figures of a text and the times that they may be for."""

    def __init__(self, doc: Doc, quantities: Sequence[Quantity], times: Sequence[TimeRef]) -> None:
        self._doc = doc
        self._text = layers.text(doc)
        self._quantities = quantities
        places = Places(doc)
        self._times = [(time, places(time.start, time.end)) for time in times]
        self._starts = [time.start for time in times]
        self._ends = [quantity.end for quantity in quantities]
        self._figures = [places(q.start, q.end) for q in quantities]

    def filled(self) -> list[Quantity]:
        """Return the quantities with their times."""
        chosen = [self._choose(index) for index in range(len(self._quantities))]
        return [_filled(q, time, opens=self._opens(q, time)) for q, time in zip(self._quantities, chosen, strict=True)]

    def _opens(self, quantity: Quantity, time: TimeRef | None) -> bool:
        """Tell whether a time is only the beginning: "3,000 drivers from Monday"."""
        before = self._text[max(0, time.start - 20) : time.start] if time else ""
        found = _AGAINST.search(before)
        return found is not None and found["word"].lower() == "from" and quantity.role != "from"

    def _choose(self, index: int) -> TimeRef | None:
        quantity, figure = self._quantities[index], self._figures[index]
        middle = bisect_left(self._starts, quantity.start)
        candidates = [
            (time, placed)
            for time, placed in self._times[max(0, middle - _NEIGHBOURS) : middle + _NEIGHBOURS]
            if placed.sentence == figure.sentence and self._apart_in_a_line(quantity, time)
        ]
        if not candidates or self._is_timeless(quantity):
            return None
        own = [time for time, _ in candidates if self._follows(index, time)]
        if (
            own or quantity.role == "from" or quantity.kind == "duration"
        ):  # a length is of the time behind it or of none
            return own[0] if own else None
        taken = self._taken(index, candidates)
        ranked = [
            (sure, -max(time.start - quantity.end, quantity.start - time.end), time)
            for time, placed in candidates
            if (sure := self._strength(quantity, figure, time, placed, time.start in taken)) > 0
        ]
        return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None

    def _apart_in_a_line(self, quantity: Quantity, time: TimeRef) -> bool:
        first, last = sorted(((quantity.start, quantity.end), (time.start, time.end)))
        return first[1] <= last[0] and "\n" not in self._text[first[1] : last[0]]

    def _taken(self, index: int, candidates: list[Candidate]) -> set[int]:
        """Return the starts of the times that stand right behind another figure of the sentence."""
        sentence = self._figures[index].sentence
        near = range(max(0, index - _NEIGHBOURS), min(len(self._quantities), index + _NEIGHBOURS + 1))
        others = [i for i in near if i != index and self._figures[i].sentence == sentence]
        return {time.start for other in others for time, _ in candidates if self._follows(other, time)}

    def _strength(self, quantity: Quantity, figure: Placed, time: TimeRef, placed: Placed, taken: bool) -> int:
        if self._preposition(placed) in _NOT_THEN or self._is_compared(quantity, time):
            return 0
        first, last = (quantity.end, time.start) if quantity.end <= time.start else (time.end, quantity.start)
        if time.end < quantity.start and _WHEN.fullmatch(self._text, time.end, quantity.start):
            return 3  # "in 1988, when 1,000 people died"
        if taken and _COMPARING.search(self._text, first, last):
            return 0
        if self._is_anothers(quantity, time) or _SOURCED.search(self._text, first, last):
            return 0
        sure = strength(figure, placed, taken=taken)
        as_of = _AS_OF.search(self._text, max(0, time.start - 10), time.start) is not None
        return sure or int(as_of and is_said_in(figure, placed))  # "As of Monday, officials reported 60 cases"

    def _is_anothers(self, quantity: Quantity, time: TimeRef) -> bool:
        """Tell whether a time is what another figure is compared with: "54%, down 3 points on 2019"."""
        place = bisect_left(self._ends, quantity.end)
        near = self._quantities[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        compared = (q for q in near if time.text in q.compared_to and 0 <= time.start - q.end <= _NEARBY)
        return any(q.start != quantity.start for q in compared)

    def _preposition(self, placed: Placed) -> str:
        before = self._doc[placed.span.start - 1] if placed.span.start else None
        return before.lower_ if before is not None and before.pos_ in ("ADP", "SCONJ") else ""

    def _is_timeless(self, quantity: Quantity) -> bool:
        """Tell whether a figure is of no time: an age ("Vale, 34,", "aged 19") or a length before a noun."""
        if quantity.kind != "duration":
            return False
        before = self._text[max(0, quantity.start - 10) : quantity.start].lower().rstrip()
        after = self._text[quantity.end : quantity.end + 6].lower()
        aged = before.endswith((" age", "aged", "ages", "age of")) or "old" in after or quantity.text.isdigit()
        return aged or "-" in quantity.text

    def _follows(self, index: int, time: TimeRef) -> bool:
        """Tell whether a time stands right behind a figure, in its phrase: "300 the year before"."""
        quantity, quantities = self._quantities[index], self._quantities
        if not 0 <= time.start - quantity.end <= _NEARBY:
            return False
        if index + 1 < len(quantities) and quantities[index + 1].start < time.start and not self._converts(index, time):
            return False
        between = self._text[quantity.end : time.start]
        if _BREAKS.search(between) or self._is_compared(quantity, time):
            return False
        gap = self._doc.char_span(quantity.end, time.start, alignment_mode="contract")
        tokens = list(gap) if gap is not None else []
        verbs = any(t.pos_ in ("VERB", "AUX", "SCONJ") and t.dep_ != "amod" for t in tokens)
        comma = any(t.text == "," for t in tokens) and not time.text[0].isdigit()
        words = {t.lower_ for t in tokens}
        return len(tokens) <= _NEAR and not verbs and not comma and not words & _NOT_THEN

    def _converts(self, index: int, time: TimeRef) -> bool:
        """Tell whether the next figure says this one in other units: "5 miles (8 km) last year"."""
        one, two = self._quantities[index : index + 2]
        opened = self._text[one.end : two.start].strip() == "("
        after = index + 2 == len(self._quantities) or self._quantities[index + 2].start > time.start
        return opened and after and ")" in self._text[two.end : time.start]

    def _is_as_then(self, quantity: Quantity, time: TimeRef) -> bool:
        """Tell whether a time is inside what a figure is compared with: "three times as many as on Saturday"."""
        if not 0 <= time.start - quantity.end <= _NEARBY or time.text[:5].lower() == "since":
            return False
        told = quantity.kind == "multiple" and _AS_THEN.search(self._text, quantity.end, time.start) is not None
        return told or time.text in quantity.compared_to

    def _is_compared(self, quantity: Quantity, time: TimeRef) -> bool:
        """Tell whether a time is only what a change is measured from: "up 9% on 2017", "12 more than in 2020"."""
        if self._is_as_then(quantity, time):
            return True
        if time.text[:5].lower() == "since" and _RECORD.search(self._text, quantity.end, max(time.start, quantity.end)):
            return True  # "640 votes, the most since 1974"
        if 0 <= time.start - quantity.end <= _NEARBY and _MEASURED_BY.match(self._text[quantity.end : time.end]):
            return True  # "£6,000 less than a year ago", "30% above the average for 1991-2020"
        found = _AGAINST.search(self._text[max(0, time.start - 20) : time.start])
        word = found["word"].lower() if found is not None else ""
        if word == "from":
            return quantity.role in ("change", "to") or quantity.direction != ""
        long = time.type == "DATE" and len(time.value) <= len("2020-W01")  # a week, month, quarter or year; not a day
        beyond = word in ("above", "ahead of", "below") and quantity.end <= time.start
        return beyond or word.startswith("than") or (word != "" and quantity.role == "change" and long)


def _filled(quantity: Quantity, time: TimeRef | None, *, opens: bool) -> Quantity:
    if time is None:
        return quantity
    start, end = time.period_start, "" if opens else time.period_end
    return replace(
        quantity,
        time=time.text,
        time_start=time.start,
        time_end=time.end,
        year=int(start[:4]) if start and end and start[:4] == end[:4] else None,
        period_start=start,
        period_end=end,
    )
