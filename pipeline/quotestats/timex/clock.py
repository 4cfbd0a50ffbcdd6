"""Rules for the time of day: "10:35 a.m.", "noon Thursday", "7.15pm on 3 May", "five o'clock"."""

from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.context import Context
from quotestats.timex.dates import day_reading
from quotestats.timex.grammar import Found, Read, Reading
from quotestats.timex.relative import weekday

_AT = frozenset({"", "at", "by", "until", "till", "before", "after", "from", "around", "about", "to", ",", "("})


def clock(found: Found, ctx: Context) -> Reading | None:
    """Read a clock time with its day: the one said beside it, the one last mentioned, else that of publication."""
    if found.before() == "high":
        return None
    hour = _hour(found)
    if hour is None:
        return None
    day = _day(found, ctx)
    if day is None:
        return Reading("TIME", "T" + hour, relative=True)
    return Reading("TIME", f"{day.value}T{hour}", day.period, day.anchor, relative=day.relative)


def military(found: Found, ctx: Context) -> Reading | list[Reading] | None:
    """Read ``1130 GMT``, ``0900 hours``; ``1875 GMT`` is no time and no year."""
    text = found.value("time", "YEAR") or found.value("time", "NUM")
    hours = found.tokens.lower(found.end - 1) == "hours"
    lasting = hours and (found.before() not in _AT or found.after() in ("of", "a"))
    if len(text) != 4 or not text.isdigit() or lasting:
        return None  # "roughly 1600 hours of work"
    if int(text[:2]) > 24 or int(text[2:]) > 59:
        return []
    day = _day(found, ctx)
    clock_ = f"T{text[:2]}:{text[2:]}"
    return Reading("TIME", (day.value if day else "") + clock_, day.period if day else None, relative=True)


def _hour(found: Found) -> str | None:
    if word := found.value("time", "CLOCKWORD"):
        return word[1:]
    text = found.value("time", "CLOCK").replace(".", ":") or found.value("time", "HOUR")
    if text:
        hour, _, rest = text.partition(":")
    else:
        number = numbers.count(found, "time")
        hour, rest = str(int(number)) if number and number <= 24 else "", ""
    if not hour:
        return None
    half = found.words("ampm")[0][0] if found.has("ampm") else ""
    evening = found.value("part", "DAYPART") in ("AF", "EV", "NI")
    value = int(hour) % 12 + 12 * (half == "p" or evening) if half or found.has("part") else int(hour)
    minutes = rest or "00"
    return f"{value:02}:{minutes}" if value <= 24 and int(minutes[:2]) < 60 else None


def _day(found: Found, ctx: Context) -> Reading | None:
    if found.has("day"):
        return weekday(found, ctx)
    if found.has("month"):
        return day_reading(found, ctx, int(found.value("month", "MONTH")), numbers.ordinal(found, "date"))
    if found.has("deictic"):
        anchored = resolve.unit(ctx, "D", int(found.value("deictic", "DEICTIC")))
        return Reading("DATE", anchored.period.value, anchored.period, anchored.anchor) if anchored else None
    mention = ctx.last(found.at, reach=250, units="D")
    if mention is not None:
        return Reading("DATE", mention.period.value, mention.period, mention.surface, relative=True)
    if ctx.published is None:
        return None
    return Reading("DATE", resolve.published(ctx), calendar.day(ctx.published), resolve.published(ctx), relative=True)


def not_a_time(found: Found, ctx: Context) -> list[Reading]:
    """Take figures that look like years and are hours: "1130 to 1215 GMT"."""
    return []


READERS: dict[str, Read] = {
    "clock": clock,
    "military": military,
    "not_a_time": not_a_time,
}
