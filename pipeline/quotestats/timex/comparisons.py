"""Rules for times told from one mentioned before: "a year earlier", "the year-ago quarter", "two weeks ago"."""

from datetime import date, timedelta

from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.dates import ENDED, day_reading, resolved, said
from quotestats.timex.grammar import Found, Read, Reading
from quotestats.timex.resolve import Anchored
from quotestats.timex.words import neighbours

_REACH = 1500
_SMALL_UNITS = {"TS", "TM", "TH"}
_MEASURED = {"%", "percent", "cent", "points", "point", "million", "billion", "bn", "m", "times"}


def same_period(found: Found, ctx: Context) -> Reading | None:
    """Read ``the year-ago period``, ``the same quarter last year``: the period spoken of, a year before."""
    mention = ctx.last(found.at, reach=_REACH, units="P Q H M Y S", compared=False)
    if mention is not None:
        moved = calendar.years_on(mention.period, -1)
        return resolved(Anchored(moved, mention.surface))._replace(compared=True) if moved else None
    if found.words("what")[-1:] == ["quarter"]:
        return resolved(resolve.unit(ctx, "Q", -5))._replace(compared=True)
    return resolved(resolve.unit(ctx, "Y", -1))._replace(compared=True)


def period_of_year(found: Found, ctx: Context) -> Reading | None:
    """Read ``the 1988 period``, ``the 1988 quarter``: the period spoken of, in another year."""
    number = numbers.year(found)
    mention = ctx.last(found.at, reach=_REACH, units="P Q H", compared=False)
    if number is None or not 1 <= number <= 9999:
        return None
    if mention is not None and mention.period.year is not None:
        moved = calendar.years_on(mention.period, number - mention.period.year)
        return resolved(Anchored(moved, mention.surface))._replace(compared=True) if moved else None
    return said(calendar.year(number))


def the_quarter(found: Found, ctx: Context) -> Reading | None:
    """Read ``the quarter``: the one spoken of, else the last that is over."""
    if found.after() == "-" and found.after(2) in ("century", "to", "million", "point", "mile", "hour"):
        return None
    if found.after() in ENDED:
        return Reading("DURATION", "P1Q")
    mention = ctx.last(found.at, reach=4000, units="Q", compared=False)
    if mention is not None:
        return resolved(Anchored(mention.period, mention.surface))
    return resolved(resolve.unit(ctx, "Q", -1))


def ago(found: Found, ctx: Context) -> Reading | None:
    """Read ``two weeks ago``, ``a year and a half ago``: the period of that unit, so long before publication."""
    name, number = found.value("unit", "UNIT") or found.value("unit", "UNITS"), _count(found)
    if number is None:
        return Reading("DATE", "PAST_REF")
    if name in _SMALL_UNITS:
        return _hours(ctx, name, -number)
    reading = _so_far(found, ctx, name, -number, ctx.published, resolve.published(ctx))
    return reading._replace(compared=name == "Y" and number == 1)


def from_now(found: Found, ctx: Context) -> Reading | None:
    """Read ``two weeks from now``, ``in a year's time``: the period of that unit, so long after publication."""
    name, number = found.value("unit", "UNIT") or found.value("unit", "UNITS"), _count(found)
    if number is None:
        return Reading("DATE", "FUTURE_REF")
    if name in _SMALL_UNITS:
        return _hours(ctx, name, number)
    return _so_far(found, ctx, name, number, ctx.published, resolve.published(ctx))


def past(found: Found, ctx: Context) -> Reading | None:
    """Read ``years ago``: the past as a whole."""
    return Reading("DATE", "PAST_REF")


def _count(found: Found) -> float | None:
    number: float | None
    if found.has("n"):
        number = numbers.count(found, "n")
    elif found.has("pair"):
        number = 2.0
    else:
        number = 1.0 if found.has("one") else None
    return number + 0.5 if number is not None and found.has("half") else number


def _hours(ctx: Context, name: str, count: float) -> Reading:
    days = {"TH": 24, "TM": 1440, "TS": 86400}[name]
    return resolved(resolve.unit(ctx, "D", round(count / days)))


def _so_far(found: Found, ctx: Context, name: str, count: float, base: date | None, anchor: str) -> Reading:
    unit_, times = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "WE": ("W", 1)}.get(
        name, (name, 1)
    )
    if base is None:
        main = resolve.main_year(ctx, found.at) if unit_ == "Y" and count == -1 else None
        moved = calendar.years_on(main.period, -1) if main else None
        if main and moved and moved.first:
            return resolved(Anchored(calendar.year(moved.first.year), main.surface))
        return Reading("DATE", "", relative=True)
    if unit_ == "Y" and count * times < 1 - base.year:
        year = base.year + round(count * times)
        return Reading("DATE", f"-{-year:04}" if year < 0 else f"{year:04}", relative=True)
    if count % 1 and unit_ == "Y":
        unit_, times = "M", 12 * times
    target = calendar.moved(base, unit_, count * times)
    return resolved(Anchored(calendar.at(unit_, target), anchor)) if target else Reading("DATE", "", relative=True)


_PRIOR_TO = ("to", "notice", "written")  # "30 days prior to the vote", "30 days prior notice": lengths
_OPEN_WAYS = ("before", "after")  # also prepositions: "two days after the vote" is a length


def before_after(found: Found, ctx: Context) -> Reading | None:
    """Read ``a year earlier``, ``the year before``, ``two days later``: told from the time last mentioned."""
    name, number = found.value("unit", "UNIT") or found.value("unit", "UNITS"), _count(found)
    if found.has("the"):
        number = 1.0
    if found.has("last"):
        return resolved(resolve.unit(ctx, name, -2))
    if number is None or name in _SMALL_UNITS:
        return None
    if found.words("way")[0] in _OPEN_WAYS and found.after() not in neighbours("after", "adverb") | {""}:
        return None
    if found.words("way")[0] == "prior" and found.after() in _PRIOR_TO:
        return None
    return _from_mention(found, ctx, name, number)._replace(span=_without_than(found))


def _without_than(found: Found) -> tuple[int, int] | None:
    """Return the span without the "more than" that compares what is before it: "9% more than a year earlier"."""
    tokens = found.tokens
    compares = tokens.text[tokens.starts[found.start] : tokens.ends[found.start]].lower().endswith(" than")
    compares = compares and (found.before() in _MEASURED or found.before().isdigit())
    return (found.start + 1, found.end) if compares else None


def _from_mention(found: Found, ctx: Context, name: str, number: float) -> Reading:
    sign = -1 if found.value("way", "BEFORE") else 1
    mention = ctx.last(found.at, reach=_REACH, units="P Q H S Y M", compared=sign > 0) if name == "Y" else None
    mention = mention or ctx.last(found.at, reach=_REACH, compared=sign > 0)
    if mention is None and name == "Y":
        mention = ctx.last(found.at, reach=10**9)
    shifts = "PQH" if found.has("the") else "PQHSM"  # "the year before" May 2019 is 2018, "a year earlier" May 2018
    same = mention is not None and (mention.period.unit in shifts or calendar.is_financial(mention.period))
    if name == "Y" and sign < 0 and mention is not None and same and number % 1 == 0:
        moved = calendar.years_on(mention.period, -int(number))
        if moved:
            return resolved(Anchored(moved, mention.surface))._replace(compared=True)
    base = mention.period.first if mention else ctx.published
    anchor = mention.surface if mention else resolve.published(ctx)
    return _so_far(found, ctx, name, sign * number, base, anchor)._replace(compared=sign < 0)


def beside(found: Found, ctx: Context) -> Reading | None:
    """Read ``the week before Christmas``, ``the day after 3 May``."""
    name, sign = found.value("unit", "UNIT"), -1 if found.value("way", "BEFORE") else 1
    if name in _SMALL_UNITS or name not in "DWM":
        return None
    if found.has("holiday"):
        rule = found.value("holiday", "HOLIDAY")
        anchored = resolve.yearless(ctx, found.at, lambda y: resolve.holiday(rule, y))
        base = anchored.period.first if anchored else None
    else:
        inner = day_reading(found, ctx, int(found.value("month", "MONTH")), numbers.ordinal(found, "date"))
        base = inner.period.first if inner and inner.period else None
    if base is None:
        return Reading("DATE", "", relative=True)
    if name == "D":
        day = calendar.moved(base, "D", sign)
        return resolved(Anchored(calendar.day(day), base.isoformat())) if day else None
    other = calendar.moved(base, name, sign)
    if other is None:
        return None
    first, last = (other, base - timedelta(days=1)) if sign < 0 else (base + timedelta(days=1), other)
    return Reading(
        "DATE", calendar.at(name, first).value, Period("D", "", first, last), base.isoformat(), relative=True
    )


def full_year(found: Found, ctx: Context) -> Reading | None:
    """Read ``the full year``: the year that an undated text is about, else that of the last time mentioned."""
    main = resolve.main_year(ctx, found.at) if ctx.published is None else ctx.last(found.at, reach=_REACH)
    if main is not None and main.period.year is not None:
        return resolved(Anchored(calendar.year(main.period.year), main.surface))
    return resolved(resolve.unit(ctx, "Y", 0))


def year_end(found: Found, ctx: Context) -> Reading | None:
    """Read ``year-end``, ``year's end``: the year at hand."""
    if found.has("year"):
        number = numbers.year(found)
        return said(calendar.year(number)) if number is not None else None
    return resolved(resolve.unit(ctx, "Y", 0))


READERS: dict[str, Read] = {
    "ago": ago,
    "before_after": before_after,
    "beside": beside,
    "from_now": from_now,
    "full_year": full_year,
    "past": past,
    "period_of_year": period_of_year,
    "same_period": same_period,
    "the_quarter": the_quarter,
    "year_end": year_end,
}
