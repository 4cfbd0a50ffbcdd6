"""What a time is read against: the day of publication, the times mentioned before it, the tense around it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from quotestats.timex.calendar import Period

Tense = Callable[[int], str]  # character offset -> "past", "future", "present" or ""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A time read earlier in the text: whether it said its own year, or was only what another is compared with."""

    at: int
    surface: str
    period: Period
    explicit: bool
    compared: bool = False


@dataclass(slots=True)
class Context:
    """Grows with the reading of one text, from its start to its end."""

    text: str
    published: date | None
    tense: Tense
    mentioned: list[Mentioned] = field(default_factory=list)

    def last(self, at: int, *, reach: int = 400, units: str = "", compared: bool = True) -> Mentioned | None:
        """Return the nearest time mentioned before an offset, at most ``reach`` characters away.

        ``units``: only periods of these units (a blank-separated list), any if empty. ``compared``: whether a time
        that others were compared with ("a year earlier") counts too.
        """
        allowed = units.split()
        for entry in reversed(self.mentioned):
            if at - entry.at > reach:
                return None
            if entry.compared and not compared:
                continue
            if entry.period.first is not None and (not allowed or entry.period.unit in allowed):
                return entry
        return None

    def range_start(self, at: int) -> Period | None:
        """Return the time that a range begins with, where the time at an offset ends it: "from 3 May to" 8 June."""
        if not self.mentioned:
            return None
        start = self.mentioned[-1]
        end = start.at + len(start.surface)
        linked = at - end < 20 and _LINK.fullmatch(self.text, end, at) is not None
        return start.period if linked and _OPENING.search(self.text, max(0, start.at - 12), start.at) else None

    def tells_a_story(self) -> bool:
        """Tell whether the years said so far are mostly not those around publication: history, a life."""
        if self.published is None:
            return True
        years = [m.period.year for m in self.mentioned[-8:] if m.explicit and m.period.year is not None]
        old = sum(abs(year - self.published.year) > 1 for year in years)
        return old >= 3 and 3 * old >= 2 * len(years)


_OPENING = re.compile(r"\b(?:from|between)\s+$", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:to|and|until|till|through)\s+", re.IGNORECASE)

_AHEAD = re.compile(
    r"\b(?:will|shall|won't|to be|going to|due|scheduled|plans?|planned|expect(?:s|ed)?|set to|would|until|next|may|"
    r"could|upcoming|forecasts?|promised|propos(?:es|ed)|ahead of|by)\b|'ll\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:was|were|had|did|has|have|said|been|\w{2,20}ed)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")


def plain_tense(text: str) -> Tense:
    """Return a guess at tense from words alone, for where there is no parse: the marker nearest before the time."""

    def tense(at: int) -> str:
        window = text[max(0, at - 120) : at]
        window = window[max((m.end() for m in _SENTENCE_END.finditer(window)), default=0) :]
        ahead = max((m.start() for m in _AHEAD.finditer(window)), default=-1)
        done = max((m.start() for m in _DONE.finditer(window)), default=-1)
        if ahead < 0 and done < 0:
            return ""
        return "future" if ahead > done else "past"

    return tense
