"""Rules for durations ("two and a half years", "the last few months") and sets ("every week", "a year", "daily")."""

from datetime import timedelta

from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.dates import relation, resolved, year_of
from quotestats.timex.grammar import Found, Read, Reading

_FINER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24)}
_MULTIPLE = {"E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "F": ("W", 2), "WE": ("WE", 1)}


def duration_value(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value: ``(2.5, "Y")`` is ``P2Y6M``; no number (``None``, "several") is ``PXY``."""
    if number is None:
        return f"PT{'X'}{unit[1:]}" if unit.startswith("T") else f"PX{unit}"
    unit, times = _MULTIPLE.get(unit, (unit, 1))
    number *= times
    whole, rest = int(number), number % 1
    parts = {unit: whole} if whole else {}
    if rest:
        if unit not in _FINER or (rest * _FINER[unit][1]) % 1:
            return f"P{'T' if unit.startswith('T') else ''}{number:g}{unit.lstrip('T')}"
        parts[_FINER[unit][0]] = int(rest * _FINER[unit][1])
    days = "".join(f"{n}{u}" for u, n in parts.items() if not u.startswith("T"))
    clock = "".join(f"{n}{u[1:]}" for u, n in parts.items() if u.startswith("T"))
    return "P" + days + ("T" + clock if clock else "") if parts else f"P0{unit}"


def _length(found: Found) -> tuple[float | None, str]:
    unit = found.value("unit", "UNIT") or found.value("unit", "UNITS") or found.value("unit", "UNITABBR")
    number: float | None = None
    if found.has("n"):
        number = numbers.count(found, "n")
    elif found.has("pair"):
        number = 2.0
    elif found.has("one"):
        number = 1.0
    elif found.has("halfof"):
        number = 0.5
    return (number + 0.5 if number is not None and found.has("half") else number), unit


def duration(found: Found, ctx: Context) -> Reading | list[Reading]:
    """Read ``two years``, ``18-month``, ``half an hour``, ``several weeks``, ``decades``; not ages, not fractions."""
    number, unit = _length(found)
    if _is_age(found) or (found.has("one") and unit in ("WE", "Q", "TS")) or (unit == "Q" and "-" in _surface(found)):
        return []
    return Reading("DURATION", duration_value(number, unit))


def _is_age(found: Found) -> bool:
    """Tell an age ("10-year-old", "four years of age"): a quantity, not a time."""
    return (
        found.after() == "old"
        or (found.after() == "-" and found.after(2) in ("old", "olds"))
        or (found.after() == "of" and found.after(2) == "age")
    )


def _surface(found: Found) -> str:
    return found.tokens.text[found.at : found.tokens.ends[found.end - 1]]


def long_word(found: Found, ctx: Context) -> Reading:
    """Read ``weeklong``, ``day-long``."""
    if value := found.value("word", "LONGWORD"):
        return Reading("DURATION", value)
    return Reading("DURATION", duration_value(1.0, found.value("unit", "UNIT")))


def quarter_century(found: Found, ctx: Context) -> Reading:
    """Read ``a quarter of a century``, ``the past half-century``, ``a quarter century ago``."""
    years = 50 if any(found.tokens.lower(index) == "half" for index in range(found.start, found.end)) else 25
    step = relation(found)
    if found.has("ago"):
        return resolved(resolve.unit(ctx, "Y", -years))
    base, value = ctx.published, f"P{years}Y"
    other = calendar.moved(base, "Y", step[0] * years) if base is not None and step is not None else None
    if base is None or other is None:
        return Reading("DURATION", value)
    return Reading(
        "DURATION", value, Period("D", value, min(base, other), max(base, other)), base.isoformat(), relative=True
    )


def bare_units(found: Found, ctx: Context) -> Reading | list[Reading]:
    """Read ``years``, ``for weeks``: a length unsaid."""
    unit = found.value("unit", "UNITS")
    small = unit in ("TM", "TH", "L") and found.before() not in ("for", "in", "within", "after")
    if unit in ("TS", "WE", "Q") or small or found.words("unit") == ["nights"] or found.before() == "-":
        return []
    return Reading("DURATION", duration_value(None, unit)) if not _is_age(found) else []


def last_units(found: Found, ctx: Context) -> Reading | None:
    """Read ``the last two years``, ``the next few weeks``: a length with its days, back from or on from publication."""
    number, unit = _length(found)
    step = relation(found)
    value = duration_value(number, unit)
    if step is None or step[0] == 0 or number is None or ctx.published is None or unit.startswith("T"):
        return Reading("DURATION", value, anchor=resolve.published(ctx) if number is None else "", relative=True)
    unit_, times = _MULTIPLE.get(unit, (unit, 1))
    base = ctx.published
    other = calendar.moved(base, unit_, step[0] * number * times)
    if other is None:
        return Reading("DURATION", value, relative=True)
    return Reading(
        "DURATION", value, Period("D", value, min(base, other), max(base, other)), base.isoformat(), relative=True
    )


def part_of_year(found: Found, ctx: Context) -> Reading:
    """Read ``the first three months of 2020``: a length with its days, counted from an end of the year."""
    number, unit = _length(found)
    value, year = duration_value(number, unit), year_of(found, ctx)
    period = end_of(calendar.year(year), number, unit, first=_is_early(found)) if year is not None and number else None
    return Reading("DURATION", value, period, relative=True)


def _is_early(found: Found) -> bool:
    return found.words("nth")[0] in ("first", "opening")


def end_of(whole: Period, number: float, unit: str, *, first: bool) -> Period | None:
    """Return the first, or last, ``number`` units of a period, or None where the calendar has no such days."""
    name, times = _MULTIPLE.get(unit, (unit, 1))
    value = duration_value(number, unit)
    if whole.first is None or whole.last is None or unit.startswith("T"):
        return None
    if first:
        inner = calendar.moved(whole.first, name, times * number)
        return Period("P", value, whole.first, inner - timedelta(days=1)) if inner else None
    inner = calendar.moved(whole.last + timedelta(days=1), name, -times * number)
    return Period("P", value, inner, whole.last) if inner else None


def every(found: Found, ctx: Context) -> Reading | None:
    """Read ``every week``, ``each Monday``, ``every two years``, ``twice a week``."""
    if found.has("day"):
        number = found.value("day", "WEEKDAY") or found.value("day", "WEEKDAYS")
        part = found.value("part", "DAYPART")
        return Reading("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if found.has("month"):
        return Reading("SET", f"XXXX-{int(found.value('month', 'MONTH')):02}")
    if found.has("season"):
        return Reading("SET", f"XXXX-{found.value('season', 'SEASON')}")
    if found.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{found.value('part', 'DAYPART')}")
    number_, unit = _length(found)
    if number_ is None and not found.has("few"):
        number_ = 1.0
    return Reading("SET", duration_value(number_ if not found.has("other") else 2.0, unit))


def adverb(found: Found, ctx: Context) -> Reading | None:
    """Read ``daily``, ``annually``."""
    return Reading("SET", found.value("set", "SETWORD"))


def weekdays(found: Found, ctx: Context) -> Reading | None:
    """Read ``Mondays``, ``Tuesday nights``."""
    number = found.value("day", "WEEKDAY") or found.value("day", "WEEKDAYS")
    part = found.value("part", "DAYPART")
    return Reading("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


READERS: dict[str, Read] = {
    "part_of_year": part_of_year,
    "long_word": long_word,
    "quarter_century": quarter_century,
    "duration": duration,
    "bare_units": bare_units,
    "last_units": last_units,
    "every": every,
    "adverb": adverb,
    "weekdays": weekdays,
}
