"""Rules for dates of the calendar: days, months, years, decades, centuries, quarters, halves, seasons, holidays."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.grammar import Found, Read, Reading
from quotestats.timex.resolve import Anchored
from quotestats.timex.words import neighbours

ENDED = {"ended", "ending"}  # "the week ended Oct 28": a length that another time ends
_SHIFT = {"LAST": -1, "THIS": 0, "NEXT": 1}


def relation(found: Found, group: str = "rel") -> tuple[int, str] | None:
    """Return the steps and the anchor (``published`` or ``mention``) of "last", "this", "next", "previous" ..."""
    for name, steps in _SHIFT.items():
        if anchor := found.value(group, name):
            return steps, anchor
    return (0, "mention") if found.value(group, "THAT") else None


def said(period: Period) -> Reading:
    """Return the reading of a date that says its own year."""
    return Reading("DATE", period.value, period)


def resolved(anchored: Anchored | None, undated: str = "") -> Reading:
    """Return the reading of a date resolved against another; ``undated`` is its value where nothing dates it."""
    if anchored is None:
        return Reading("DATE", undated, relative=True)
    return Reading("DATE", anchored.period.value, anchored.period, anchored.anchor, relative=True)


def day_of_month(found: Found, ctx: Context) -> Reading | None:
    """Read ``on the 22nd``: of the month spoken of, else the nearest such day."""
    number = numbers.ordinal(found, "day")
    if found.after() not in {"", ".", ",", ";", ")", "and", "or", "when", "but"}:
        return None
    mention = ctx.last(found.at, units="D M")
    base = mention.period.first if mention else ctx.published
    try:
        day = date(base.year, base.month, number) if base else None
    except ValueError:
        return None
    if day is None:
        return Reading("DATE", f"XXXX-XX-{number:02}", relative=True)
    anchor = mention.surface if mention else resolve.published(ctx)
    return resolved(Anchored(calendar.day(day), anchor))._replace(span=(found.span("day")[0] - 1, found.end))


def week_of(found: Found, ctx: Context) -> Reading | None:
    """Read ``the week of March 6``: Monday to Sunday."""
    inner = day_reading(found, ctx, int(found.value("month", "MONTH")), numbers.ordinal(found, "day"))
    if inner is None or inner.period is None or inner.period.first is None:
        return None
    week = calendar.week(inner.period.first)
    return Reading("DATE", week.value, week, inner.anchor, relative=inner.relative)


def part_of_month(found: Found, ctx: Context) -> Reading | None:
    """Read ``the last week of July``, ``the second weekend of May 2019``: its days, under the month's value."""
    number, unit = int(found.value("month", "MONTH")), found.value("unit", "UNIT")
    year = numbers.year(found) if found.has("year") else None
    whole = (
        Anchored(calendar.month(year, number), "")
        if year is not None
        else resolve.yearless(ctx, found.at, lambda y: calendar.month(y, number))
    )
    if whole is None or whole.period.first is None or whole.period.last is None:
        return Reading("DATE", f"XXXX-{number:02}", relative=True)
    nth, days = numbers.ordinal(found, "nth"), 1 if unit == "D" else 7
    start, end = whole.period.first, whole.period.last
    first = start + timedelta(days=days * (nth - 1)) if nth else end - timedelta(days=days - 1)
    if first > end:
        return None
    if unit == "WE":  # the Saturday that is the nth, or the last, of the month
        period = calendar.weekend(first + timedelta(days=(5 - first.weekday()) % 7))
    else:
        last = min(first + timedelta(days=days - 1), end)
        period = calendar.day(first) if unit == "D" else Period(unit, whole.period.value, first, last)
    return Reading("DATE", period.value, period, whole.anchor, relative=year is None)


def _day_of(year: int, month: int, day: int) -> Period:
    return calendar.day(date(year, month, day))


def year_of(found: Found, ctx: Context) -> int | None:
    """Return the year that a match says: in figures, words, or as "last year"."""
    if found.has("year"):
        return numbers.year(found)
    step = relation(found)
    if step is None:
        return None
    mention = ctx.last(found.at) if step[1] == "mention" else None
    base = mention.period.year if mention else ctx.published.year if ctx.published else None
    return base + step[0] if base is not None else None


def day_month(found: Found, ctx: Context) -> Reading | None:
    """Read ``Friday, 3 May 2019``, ``May 3rd``, ``the 3rd of May``."""
    month, day = int(found.value("month", "MONTH")), numbers.ordinal(found, "day")
    if not found.has("year") and found.span("day")[1] == found.end and _counts(found):
        return None
    return day_reading(found, ctx, month, day)


def day_reading(found: Found, ctx: Context, month: int, day: int) -> Reading | None:
    """Return the reading of a day of a month, in the year said or the one that is meant."""
    if not 1 <= day <= 31:
        return None
    year = year_of(found, ctx)
    try:
        if year is not None:
            return said(_day_of(year, month, day))
        date(2000, month, day)
    except ValueError:
        return None
    anchored = resolve.yearless(ctx, found.at, lambda y: _day_of(y, month, day))
    return resolved(anchored, f"XXXX-{month:02}-{day:02}")


def _counts(found: Found) -> bool:
    """Tell whether the last number of the match counts what follows ("in May 20 percent")."""
    return found.after() in neighbours("after", "number") or "UNITS" in found.classes(found.end)


def day_to_day(found: Found, ctx: Context) -> list[Reading] | None:
    """Read ``Sept. 19 to 22, 2016``, ``12-15 May``: two days."""
    month = int(found.value("month", "MONTH"))
    first, second = numbers.ordinal(found, "day"), numbers.ordinal(found, "day2")
    if not found.has("year") and found.span("day2")[1] == found.end and _counts(found):
        return None
    one, two = day_reading(found, ctx, month, first), day_reading(found, ctx, month, second)
    if one is None or two is None:
        return None
    split = found.span("day")[1]
    return [one._replace(span=(found.start, split)), two._replace(span=(found.span("day2")[0], found.end))]


def month(found: Found, ctx: Context) -> Reading | None:
    """Read ``May 2019``, ``early May``, ``last May``, ``May last year``."""
    number = int(found.value("month", "MONTH"))
    step = relation(found) if not found.has("of") else None
    year = numbers.year(found) if found.has("year") else year_of(found, ctx) if found.has("of") else None
    if year is not None:
        return said(calendar.month(year, number))
    if step is not None and ctx.published is not None:
        return resolved(_named(ctx, step, lambda y: calendar.month(y, number)))
    if not found.has("part") and step is None and _no_month(found):
        return None
    return resolved(resolve.yearless(ctx, found.at, lambda y: calendar.month(y, number)), f"XXXX-{number:02}")


def month_to_month(found: Found, ctx: Context) -> list[Reading] | None:
    """Read ``March to June 2021``, ``May and June last year``: two months; the first is not later than the second."""
    first, second = int(found.value("month", "MONTH")), int(found.value("month2", "MONTH"))
    year = year_of(found, ctx)
    if year is None:
        return None
    one, two = said(calendar.month(year - (first > second), first)), said(calendar.month(year, second))
    split = found.span("month")[1]
    return [one._replace(span=(found.start, split)), two._replace(span=(found.span("month2")[0], found.end))]


def _named(ctx: Context, step: tuple[int, str], make: Callable[[int], Period]) -> Anchored | None:
    """Return the last, this or next month, season or holiday of a name, counted from the day of publication."""
    if ctx.published is None:
        return None
    periods = [make(ctx.published.year + offset) for offset in (-2, -1, 0, 1, 2)]
    if step[0] < 0:
        chosen = [p for p in periods if p.last is not None and p.last < ctx.published][-1:]
    elif step[0] > 0:
        chosen = [p for p in periods if p.first is not None and p.first > ctx.published][:1]
    else:
        chosen = periods[2:3]
    return Anchored(chosen[0], resolve.published(ctx)) if chosen else None


def _no_month(found: Found) -> bool:
    """Tell whether a lone "May", "March", "Jan" is likelier a verb or a name than a month."""
    word, surely = found.words("month")[0], neighbours("before", "month") - {"a", "the", ",", "or", "on"}
    if word in ("may", "march"):
        verb = found.after() == "said" or (found.after() == "and" and found.before() not in ("in", "since", "until"))
        return verb or found.before() not in surely
    named = _capital(found, found.end) and not found.classes(found.end)
    if len(word) == 3:
        return named or found.before() not in surely
    return word in ("april", "june", "august") and named and found.before() not in surely - {"and", "(", "'s", "-", "–"}


def _capital(found: Found, index: int) -> bool:
    """Tell whether a token begins with a capital."""
    return index < len(found.tokens.starts) and found.tokens.text[found.tokens.starts[index]].isupper()


def holiday(found: Found, ctx: Context) -> Reading | None:
    """Read ``Christmas Day 2019``, ``last Thanksgiving``, ``Good Friday``."""
    rule, unit = found.value("day", "HOLIDAY"), found.value("unit", "UNIT") or "D"

    def named(year: int) -> Period:
        day = resolve.holiday(rule, year)
        return calendar.at(unit, day.first) if unit != "D" and day.first else day

    year = numbers.year(found) if found.has("year") else None
    if year is not None:
        return said(named(year)) if 1 <= year <= 9999 else None
    step = relation(found)
    if step is not None:
        return resolved(_named(ctx, step, named))
    return resolved(resolve.yearless(ctx, found.at, named))


def season(found: Found, ctx: Context) -> Reading | None:
    """Read ``summer 2012``, ``the winter of 1994``, ``last fall``, ``in spring``."""
    code = found.value("season", "SEASON") or found.value("season", "SEASONS")
    year = year_of(found, ctx) if found.has("of") or found.has("year") else None
    if _capital(found, found.end) and found.tokens.ends[found.end - 1] + 1 == found.tokens.starts[found.end]:
        return None  # "the 2012 Summer Olympics", "Winter Carnival"
    if year is not None:
        return said(calendar.season(year, code))
    step = relation(found)
    if step is not None and step[1] == "published":
        return resolved(_named(ctx, step, lambda y: calendar.season(y, code)))
    word = found.words("season")[0]
    before = found.before()
    if (
        word in ("spring", "fall", "springs", "falls")
        and not found.has("part")
        and (
            before not in neighbours("before", "season")
            or (found.has("det") and before != "in")
            or found.after() in ("of", "from", "in")
        )
    ):
        return None
    return resolved(resolve.yearless(ctx, found.at, lambda y: calendar.season(y, code)), f"XXXX-{code}")


def iso(found: Found, ctx: Context) -> Reading | None:
    """Read ``2016-10-03``, also with a clock time."""
    text = found.value("date", "ISODATE").upper()
    day = calendar.parse(text)
    if day is None:
        return None
    return said(calendar.day(day)) if len(text) == 10 else Reading("TIME", text, calendar.day(day))


def numeric(found: Found, ctx: Context) -> Reading | None:
    """Read ``13/10/2016``, ``03.10.16``: day first as in Britain, unless the figures allow only the month first."""
    day = explicit(found.value("date", "NUMDATE"), resolve.published(ctx))
    return said(calendar.day(day)) if day else None


@lru_cache(maxsize=1024)
def explicit(text: str, published: str = "") -> date | None:
    """Return the day of a date in figures by ``dateparser``, told from the article's date, never from today."""
    import dateparser  # slow to import, and dates in figures are rare in prose

    first, second = (int(part) for part in re.split(r"[/.-]", text)[:2])
    base = calendar.parse(published) or date(2000, 1, 1)
    parsed = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "DATE_ORDER": "MDY" if second > 12 >= first else "DMY",
            "STRICT_PARSING": True,
            "PREFER_LOCALE_DATE_ORDER": False,
            "RELATIVE_BASE": datetime(base.year, base.month, base.day),
            "PARSERS": ["absolute-time"],
        },
    )
    return parsed.date() if parsed else None


READERS: dict[str, Read] = {
    "day_month": day_month,
    "day_to_day": day_to_day,
    "month": month,
    "month_to_month": month_to_month,
    "holiday": holiday,
    "season": season,
    "iso": iso,
    "numeric": numeric,
    "part_of_month": part_of_month,
    "day_of_month": day_of_month,
    "week_of": week_of,
}
