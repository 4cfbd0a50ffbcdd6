"""Bare numbers whose unit or noun an earlier figure of the same or the preceding sentence says."""

import re
from dataclasses import replace

from quotestats.records import Quantity

_ENDS = re.compile(r"[.!?][”\"’']?\s")
_COMPARING = re.compile(
    r"\b(?:(?:up|down|on|fell|rose|risen|fallen) from|compared (?:with|to)|against|versus|from)"
    r"\s(?:(?:about|nearly|around|some|almost|just|over|under|only|a|an|the)\s)*$",
    re.IGNORECASE,
)
_TAKING = re.compile(r"\b(?:took|takes?|taken|lasted|lasts?|wait(?:ed)?)\b", re.IGNORECASE)
_GAPPED = re.compile(
    r"(?:[,;—–-]|\band\b|\bbut\b|\bwhile\b)\s*((?:the\s)?[\w’'-]+(?:\s[\w’'-]+)?)\sby\s(?:(?:an?|only|just|some|about|\w+ly)\s)*$"
)
_STANDS_ALONE = re.compile(
    r"\Z|[.,;:)!?”\"—–\n]|\s[—–-]\s"
    r"|\s(?:of (?:them|these|those|whom|which)|in|at|on|for|from|by|a year|now|today|last|this|the (?:year|month|week)"
    r"|and|but|or|while|when|before|after|over|under|per|each|every|yesterday)\b",
    re.IGNORECASE,
)
# What a sentence says that goes on about what the one before counted: "In 2012 it was 60", "puts the figure at 40".
_SAME_MATTER = re.compile(r"\b(?:it|them|figure|number|total|rest|ago|(?:19|20)\d\d)\b", re.IGNORECASE)
# What says the same rate at another time: "was 5 per cent in May. Last year it was 4."
_SAME_RATE = re.compile(
    r"""\b(?:it|that|this|the\s(?:figure|rate|level|proportion|share))\s
    (?:is|was|were|stood\sat|reached|hit|had\sbeen|(?:will|would|may|could|should)\sbe|(?:fell|rose|dropped|climbed)\sto)\s
    (?:(?:about|nearly|around|just|over|under|only|some|almost|still)\s)*$""",
    re.IGNORECASE | re.VERBOSE,
)
# What leads from one price to another: ", while the lowest is", ", versus", ", compared with".
_PRICED = re.compile(
    r"""(?:\sa\sshare)?[,;]?\s
    (?:(?:while|and|but)\sthe\s(?:lowest|highest|median|average|lower|higher)(?:\s\w+)?\s(?:is|was)
    |versus|against|compared\swith|compared\sto)\s""",
    re.IGNORECASE | re.VERBOSE,
)
_HUNDREDTHS = re.compile(r"(?:cents?|pence|paise|[\d\s][pc¢])(?:\s(?:a|per)\s\w+)?$")
_MOST_APART = 5  # one price is at most so many times the other
_LONGEST_GAP = 160  # characters
_MOST_PERCENT = 100


def left_out(text: str, earlier: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare number with the unit and noun of the figure that it goes on from, or None.

    ``84 cents, versus 71``; ``under 12 minutes ... In 2019 it took nearly 20``; ``8,000 acres. It put it at 8,940``;
    ``up from five and a half``; ``prices rose 6%, wages by only 3``.
    """
    if _STANDS_ALONE.match(text, quantity.end) is None:
        return None
    return (_price(text, earlier[-1], quantity) or _of_matter(text, earlier, quantity)) if earlier else None


def _of_matter(text: str, earlier: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare number with the unit and noun of one of the three figures before it, where it goes on from that."""
    for before in reversed(earlier[-3:]):
        gap = text[before.end : quantity.start]
        if len(gap) > _LONGEST_GAP or "\n" in gap:
            return None
        ends = [match.end() for match in _ENDS.finditer(gap)]
        gapped = _GAPPED.search(gap) if before.kind == "percent" and not ends else None
        percent = (quantity.value or 0.0) <= _MOST_PERCENT and gapped is not None and gapped[1] not in ("or", "also")
        if gapped is not None and percent and before.role == "change":
            return _gapped(quantity, before, before.end + gapped.start(1), gapped[1])
        if ends and not _SAME_MATTER.search(gap, ends[0]):
            return None
        if (
            before.unit
            and before.unit not in ("time", "times", "ratio")
            and len(ends) < 2
            and _goes_on(before, quantity, gap)
        ):
            return replace(
                quantity, kind=before.kind, unit=before.unit, counted=before.counted,
                counted_start=before.counted_start, counted_end=before.counted_end,
                per=quantity.per or (before.per if before.kind == "measure" else ""),
            )  # fmt: skip
    return None


def _price(text: str, before: Quantity, quantity: Quantity) -> Quantity | None:
    """Return the price that leaves its currency to the one before: ``84.75 cents, while the lowest is 74.07``."""
    gap = text[before.end : quantity.start]
    if before.kind != "money" or before.value is None or quantity.value is None or _PRICED.fullmatch(gap) is None:
        return None
    value = round(quantity.value / 100, 10) if _HUNDREDTHS.search(before.text) else quantity.value
    if not before.value / _MOST_APART <= value <= before.value * _MOST_APART:
        return None
    exact = quantity.value_low is not None and quantity.value_low == quantity.value_high
    return replace(
        quantity, kind="money", unit=before.unit, value=value, value_low=value if exact else None,
        value_high=value if exact else None, per=before.per, counted=before.counted,
        counted_start=before.counted_start, counted_end=before.counted_end,
    )  # fmt: skip


def _goes_on(before: Quantity, quantity: Quantity, gap: str) -> bool:
    """Tell whether a bare number may be of the kind of an earlier figure, by the words between them."""
    if _COMPARING.search(gap):
        return before.kind not in ("multiple", "money")
    if before.kind == "duration":
        return _TAKING.search(gap) is not None
    if before.kind == "percent":
        value = quantity.value or 0.0
        beside = not _ENDS.search(gap) and gap.rstrip().endswith((" by", " at", " with"))
        return value <= _MOST_PERCENT and (beside or _SAME_RATE.search(gap) is not None)
    return before.kind in ("count", "measure")


def _gapped(quantity: Quantity, before: Quantity, start: int, noun: str) -> Quantity:
    return replace(
        quantity, kind="percent", unit="percent", direction=before.direction, role="change",
        counted=noun, counted_start=start, counted_end=start + len(noun),
    )  # fmt: skip
