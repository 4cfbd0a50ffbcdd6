"""Choose the year, week or day that a time leaves unsaid, as a newspaper's reader would."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from quotestats.timex import calendar
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context, Mentioned

_UNDATED_REACH = 200  # the same in a text without a date, which may be news
_NARRATIVE_REACH = 1000  # characters within which a story's own year carries over to a bare month or day


class Anchored(NamedTuple):
    """A period and the date or words that it was read against."""

    period: Period
    anchor: str


def published(ctx: Context) -> str:
    """Return the ISO day of publication, or ``""``."""
    return ctx.published.isoformat() if ctx.published else ""


def yearless(ctx: Context, at: int, make: Callable[[int], Period]) -> Anchored | None:
    """Return the period of the year that is meant; ``make`` gives it for any year.

    A story's own year holds near its mention ("In 1831 ... In October"); else the period nearest to the day of
    publication, on the side of it that the tense says where it says one.
    """
    start = ctx.range_start(at)
    if start is not None and start.first is not None:
        ends = [end for year in (start.first.year, start.first.year + 1) if (end := _period(make, year)) is not None]
        later = [end for end in ends if end.last is not None and end.last >= start.first]
        return Anchored(later[0], start.value) if later else None
    today = ctx.published
    tense = "future" if _EFFECTIVE.search(ctx.text, max(0, at - 20), at) else ctx.tense(at)
    if tense != "future" and _LOOKING_BACK.search(ctx.text, max(0, at - 40), at):
        tense = "past"
    best = _nearest(make, today, tense) if today else None
    mention = ctx.last(at, reach=_NARRATIVE_REACH if today else _UNDATED_REACH)
    if mention is not None and mention.period.year is not None and tense != "future" and ctx.tells_a_story():
        year, close = mention.period.year, at - mention.at < _CLOSE
        fresh = best is not None and today is not None and _distance(best, today, tense) < _FRESH
        if today is None or (not -1 <= year - today.year <= 1 and (close or not fresh)):
            return _made(make, year, mention.surface)
    return Anchored(best, today.isoformat()) if best and today else None


_EFFECTIVE = re.compile(r"\beffective\s+(?:on\s+)?$", re.IGNORECASE)
_LOOKING_BACK = re.compile(
    r"\b(?:from|than|since|compared with|compared to)\s(?:[^.,;:\n]|[.,](?=\d)){0,30}$", re.IGNORECASE
)
_CLOSE = 150  # characters within which a story's year holds even where the day could be one just past
_FRESH = 120  # days


def _nearest(make: Callable[[int], Period], today: date, tense: str) -> Period | None:
    years = [year for year in (today.year - 1, today.year, today.year + 1) if 1 <= year <= 9999]
    periods = [period for year in years if (period := _period(make, year)) is not None]
    return min(periods, key=lambda period: _distance(period, today, tense), default=None)


_WRONG_SIDE = 6.0  # how much farther a period seems on the side of today that the tense does not point to
_NOT_YET = 20.0  # the same for a month, in which a thing planned is seldom told in the past tense
_AHEAD = 1.5  # and ahead where there is no tense: news tells mostly what has been


def _distance(period: Period, today: date, tense: str) -> float:
    if period.first is None or period.last is None or period.first <= today <= period.last:
        return 0.0
    ahead = (period.first - today).days
    if ahead > 0:
        past = _NOT_YET if period.unit == "M" else _WRONG_SIDE
        return ahead * {"past": past, "future": 1.0}.get(tense, _AHEAD)
    return (today - period.last).days * (_WRONG_SIDE if tense == "future" else 1.0)


def _period(make: Callable[[int], Period], year: int) -> Period | None:
    try:
        return make(year)
    except ValueError:
        return None


def _made(make: Callable[[int], Period], year: int, anchor: str) -> Anchored | None:
    period = _period(make, year)
    return Anchored(period, anchor) if period else None


def weekday(ctx: Context, at: int, number: int) -> Anchored | None:
    """Return the day meant by a bare weekday: the last one, today included; the coming one under a future tense."""
    if ctx.published is None:
        return None
    ahead = (number - ctx.published.isoweekday()) % 7
    days = ahead if ctx.tense(at) == "future" else -((ctx.published.isoweekday() - number) % 7)
    return _day(ctx.published, days)


def weekday_after(ctx: Context, number: int) -> Anchored | None:
    """Return the next such weekday after the day of publication."""
    return _day(ctx.published, (number - ctx.published.isoweekday() - 1) % 7 + 1) if ctx.published else None


def weekday_before(day: date, number: int) -> date | None:
    """Return the last such weekday strictly before a day."""
    return calendar.moved(day, "D", -((day.isoweekday() - number - 1) % 7 + 1))


def _day(today: date, days: int) -> Anchored | None:
    target = calendar.moved(today, "D", days)
    return Anchored(calendar.day(target), today.isoformat()) if target else None


def unit(ctx: Context, name: str, count: int) -> Anchored | None:
    """Return the period ``count`` units from the one that holds the day of publication ("last year": Y, -1)."""
    if ctx.published is None:
        return None
    period = calendar.at(name, ctx.published)
    moved = calendar.shift(period, count) if count else period
    return Anchored(moved, published(ctx)) if moved else None


def unit_from(mention: Mentioned, name: str, count: int) -> Anchored | None:
    """Return the period ``count`` units from the one that holds a time mentioned before ("the previous month")."""
    if mention.period.first is None:
        return None
    if name == "Y" and calendar.is_financial(mention.period):
        period = calendar.years_on(mention.period, count)
        return Anchored(period, mention.surface) if period else None
    period = shift_by(mention.period.first, name, count)
    return Anchored(period, mention.surface) if period else None


def shift_by(day: date, name: str, count: int) -> Period | None:
    """Return the period of a unit, ``count`` units from the one that holds a day."""
    return calendar.shift(calendar.at(name, day), count)


def main_year(ctx: Context, at: int) -> Mentioned | None:
    """Return the year that an undated text is about so far: the one it said outright most often, the later of two."""
    said = [m for m in ctx.mentioned if m.explicit and m.at < at and m.period.year is not None]
    often = Counter(m.period.year for m in said)
    return max(said, key=lambda m: (often[m.period.year], m.period.year or 0), default=None)


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> Period:
    """Return the day of a holiday: ``12-25``, ``4/4-11+1`` (weekday/nth-month+days), ``easter-2``, or an ISO date."""
    if (only := calendar.parse(rule)) is not None:
        return calendar.day(only)
    if rule.startswith("easter"):
        return calendar.day(easter(year) + timedelta(days=int(rule[6:])))
    if "/" not in rule:
        month, day = rule.split("-")
        return calendar.day(date(year, int(month), int(day)))
    weekday_, _, rest = rule.partition("/")
    nth, _, place = rest.rpartition("-")
    month, _, extra = place.partition("+")
    days = calendar.month(year, int(month))
    if days.first is None or days.last is None:
        raise ValueError(f"no year {year}")
    if int(nth) < 0:
        found = days.last - timedelta(days=(days.last.isoweekday() - int(weekday_)) % 7)
    else:
        found = days.first + timedelta(days=(int(weekday_) - days.first.isoweekday()) % 7 + 7 * (int(nth) - 1))
    return calendar.day(found + timedelta(days=int(extra or 0)))
