"""The calendar: stretches of days with their TIMEX3 value, found by unit and moved by whole units.

Units: ``D`` day, ``W`` week (Monday to Sunday), ``WE`` weekend, ``M`` month, ``Q`` quarter, ``H`` half year,
``S`` season, ``Y`` year, ``E`` decade, ``C`` century; ``P`` is a part of a year that is none of these.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological, northern hemisphere


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: ``value`` is TIMEX3, ``first`` and ``last`` its days (None beyond years 1-9999)."""

    unit: str
    value: str
    first: date | None
    last: date | None

    @property
    def year(self) -> int | None:
        """The year in which it begins."""
        return self.first.year if self.first else None


def day(of: date) -> Period:
    """Return one day."""
    return Period("D", of.isoformat(), of, of)


def week(of: date) -> Period:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    monday = of - timedelta(days=of.weekday())
    number = of.isocalendar()
    return Period("W", f"{number.year}-W{number.week:02}", monday, monday + timedelta(days=6))


def weekend(of: date) -> Period:
    """Return the Saturday and Sunday of the week that holds a day."""
    whole = week(of)
    saturday = of - timedelta(days=of.weekday()) + timedelta(days=5)
    return Period("WE", whole.value + "-WE", saturday, saturday + timedelta(days=1))


def month(year_: int, number: int) -> Period:
    """Return a month; ``number`` may run past 1-12 into the years around."""
    year_, number = year_ + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year_ <= 9999:
        return Period("M", f"{year_:04}-{number:02}", None, None)
    last = date(year_, number, monthrange(year_, number)[1])
    return Period("M", f"{year_:04}-{number:02}", date(year_, number, 1), last)


def year(number: int) -> Period:
    """Return a calendar year; years before 1 (BC) have a value and no days."""
    if not 1 <= number <= 9999:
        return Period("Y", f"-{-number:04}" if number < 0 else f"{number:04}", None, None)
    return Period("Y", f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def _months(unit: str, value: str, year_: int, first: int, count: int) -> Period:
    return Period(unit, value, month(year_, first).first, month(year_, first + count - 1).last)


def quarter(year_: int, number: int) -> Period:
    """Return a quarter of the calendar year; ``number`` may run past 1-4 into the years around."""
    year_, number = year_ + (number - 1) // 4, (number - 1) % 4 + 1
    return _months("Q", f"{year_:04}-Q{number}", year_, 3 * number - 2, 3)


def half(year_: int, number: int) -> Period:
    """Return a half of the calendar year; ``number`` may run past 1-2 into the years around."""
    year_, number = year_ + (number - 1) // 2, (number - 1) % 2 + 1
    return _months("H", f"{year_:04}-H{number}", year_, 6 * number - 5, 6)


def season(year_: int, code: str) -> Period:
    """Return a season (``SP SU FA WI``) of three whole months; winter is named by the year in which it begins."""
    return _months("S", f"{year_:04}-{code}", year_, _SEASON_STARTS[code], 3)


def decade(start: int) -> Period:
    """Return the ten years from ``start`` (1990): value ``199``."""
    days = (date(start, 1, 1), date(start + 9, 12, 31)) if 1 <= start <= 9990 else (None, None)
    return Period("E", f"{start // 10:03}", *days)


def century(number: int) -> Period:
    """Return the hundred years that the 20th, 21st ... century names in common use (1900-1999): value ``19``."""
    start = 100 * (number - 1)
    days = (date(max(start, 1), 1, 1), date(start + 99, 12, 31)) if 1 <= number <= 99 else (None, None)
    return Period("C", f"{number - 1:02}", *days)


def financial_year(start: int, first_month: int) -> Period:
    """Return the twelve months from the first of ``first_month``: a budget (April) or school year (September)."""
    return _months("Y", f"{start:04}", start, first_month, 12)


def _season_of(of: date) -> Period:
    code = next(code for code, first in _SEASON_STARTS.items() if (of.month - first) % 12 < 3)
    return season(of.year - (code == "WI" and of.month < 3), code)


_AT: dict[str, Callable[[date], Period]] = {
    "D": day,
    "W": week,
    "WE": weekend,
    "M": lambda of: month(of.year, of.month),
    "Q": lambda of: quarter(of.year, (of.month + 2) // 3),
    "H": lambda of: half(of.year, 1 if of.month < 7 else 2),
    "S": _season_of,
    "Y": lambda of: year(of.year),
    "E": lambda of: decade(of.year // 10 * 10),
    "C": lambda of: century(of.year // 100 + 1),
}
_MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "S": 3, "Y": 12, "E": 120, "C": 1200}
_DAYS_IN = {"D": 1, "W": 7, "WE": 7}


def at(unit: str, of: date) -> Period:
    """Return the period of a unit that holds a day."""
    return _AT[unit](of)


def moved(of: date, unit: str, count: float) -> date | None:
    """Return the day ``count`` units later (earlier if negative), on the same day of the month where it exists.

    None when it leaves the years 1 to 9999.
    """
    try:
        if unit in _DAYS_IN:
            return of + timedelta(days=round(count * _DAYS_IN[unit]))
        months = of.month - 1 + round(count * _MONTHS_IN[unit])
        year_, month_ = of.year + months // 12, months % 12 + 1
        return date(year_, month_, min(of.day, monthrange(year_, month_)[1]))
    except (ValueError, OverflowError):
        return None


def shift(period: Period, count: int) -> Period | None:
    """Return the period ``count`` of its own units later; None outside the years 1 to 9999 or where it has no days."""
    if period.first is None:
        return None
    target = moved(period.first, period.unit, count)
    return at(period.unit, target) if target else None


def years_on(period: Period, count: int) -> Period | None:
    """Return the same period, ``count`` years later: a quarter, month or day of another year."""
    if period.first is None or period.last is None:
        return None
    target, last = moved(period.first, "Y", count), moved(period.last, "Y", count)
    if target is None or last is None:
        return None
    if is_financial(period):
        whole = financial_year(target.year, target.month)
        return replace(whole, value=f"{target.year:04}/{(target.year + 1) % 100:02}")
    return replace(period, first=target, last=last) if period.unit == "P" else at(period.unit, target)


def is_financial(period: Period) -> bool:
    """Tell a budget or school year from a calendar year."""
    return period.unit == "Y" and period.first is not None and period.first.month != 1


def parse(text: str) -> date | None:
    """Return the day of an ISO date, or None: empty, no date, or so far off that its neighbours may not exist."""
    try:
        day_ = date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
    return day_ if day_ and 1000 <= day_.year <= 9000 else None
