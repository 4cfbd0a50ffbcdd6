"""Join times into stretches that a figure may be for: "from 2011 to 2016", "since May", "the year to March 2005"."""

import re
from dataclasses import replace
from datetime import timedelta

from quotestats.records import TimeRef
from quotestats.timex import calendar
from quotestats.timex.calendar import Period
from quotestats.timex.spans import end_of

_LINK = re.compile(r"\s*(?:to|and|until|till|through|up to|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)  # "since her debut in" 2009
_BARE_LINK = re.compile(r"\s*(?:to|through|[-–—])\s*", re.IGNORECASE)
_ENDING = re.compile(
    r"\s*(?:,?\s*(?:to|ended|ending|through|up to))\s+(?:on\s+|at\s+the\s+end\s+of\s+)?", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:last|past|next|coming|previous|following)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([DWMQY])$")
_PART = re.compile(r"(?:the\s+)?(first|last|final|opening|closing)\b", re.IGNORECASE)
_LOOK_BACK = 60  # characters: the longest opening, with blanks


def stretches(text: str, refs: list[TimeRef]) -> list[TimeRef]:
    """Return the times that a figure can be for, in order: dates, anchored lengths, and what they make together.

    "from A to B" and "between A and B" are one, with their preposition; "since A" is open at its end; "the year to A"
    ends with A. Sets, lengths without days and references to the present or past as a whole are left out.
    """
    found: list[TimeRef] = []
    index = 0
    while index < len(refs):
        ref, after = refs[index], refs[index + 1] if index + 1 < len(refs) else None
        joined = after and (_year_to(text, ref, after) or _part_of(text, ref, after) or _range(text, ref, after))
        if joined:
            found.append(joined)
            index += 2
            continue
        if _is_stretch(ref):
            found.append(_since(text, ref))
        index += 1
    return found


def _is_stretch(ref: TimeRef) -> bool:
    if ref.type == "SET" or ref.value.endswith("_REF"):
        return False
    return ref.type != "DURATION" or bool(ref.period_start) or _POINTS_BACK.search(ref.text) is not None


def _opening(text: str, ref: TimeRef) -> re.Match[str] | None:
    return _OPENING.search(text, max(0, ref.start - _LOOK_BACK), ref.start)


def _span(text: str, start: int, end: int, first: str, last: str, model: TimeRef) -> TimeRef:
    return replace(model, text=text[start:end], start=start, end=end, period_start=first, period_end=last)


def _range(text: str, one: TimeRef, two: TimeRef) -> TimeRef | None:
    if "DATE" not in (one.type, two.type) or one.type in ("SET", "DURATION") or two.type in ("SET", "DURATION"):
        return None
    opening = _opening(text, one)
    between = text[one.end : two.start]
    link = (_LINK if opening else _BARE_LINK).fullmatch(between)
    if link is None or not one.period_start or not two.period_end or one.period_start > two.period_end:
        return None
    start = opening.start() if opening else one.start
    return _span(text, start, two.end, one.period_start, two.period_end, one)


def _since(text: str, ref: TimeRef) -> TimeRef:
    opening = _SINCE.search(text, max(0, ref.start - _LOOK_BACK), ref.start)
    if opening is None:
        return ref
    return _span(text, opening.start(), ref.end, ref.period_start, "", ref)


def _part_of(text: str, length: TimeRef, whole: TimeRef) -> TimeRef | None:
    """Join "the first nine months" with "of the year"."""
    size, early = _LENGTH.match(length.value), _PART.match(length.text)
    if size is None or early is None or whole.type != "DATE" or text[length.end : whole.start].strip() != "of":
        return None
    first, last = calendar.parse(whole.period_start), calendar.parse(whole.period_end)
    part = end_of(Period("", "", first, last), int(size[1]), size[2], first=early[1].lower() in ("first", "opening"))
    if part is None or part.first is None or part.last is None:
        return None
    return _span(text, length.start, whole.end, part.first.isoformat(), part.last.isoformat(), whole)


def _year_to(text: str, length: TimeRef, end: TimeRef) -> TimeRef | None:
    """Join "the year", "the nine months" with the date that it ends on; a bare month or year ends with its last day."""
    size = _LENGTH.match(length.value)
    if length.type != "DURATION" or size is None or end.type != "DATE" or not end.period_end:
        return None
    if _ENDING.fullmatch(text[length.end : end.start]) is None:
        return None
    last = calendar.parse(end.period_end)
    first = calendar.moved(last + timedelta(days=1), size[2], -int(size[1])) if last else None
    return _span(text, length.start, end.end, first.isoformat(), end.period_end, end) if first else None
