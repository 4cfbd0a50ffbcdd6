"""Rules for times told from another: "last year", "two weeks ago", "the year before", "yesterday", "Friday"."""

from quotestats import lexicon
from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.dates import relation, resolved, said
from quotestats.timex.grammar import Found, Reading, Rule
from quotestats.timex.resolve import Anchored

_REACH = 1500
_SMALL_UNITS = {"TS", "TM", "TH"}


def weekday(found: Found, ctx: Context) -> Reading | None:
    """``Friday``, ``last Friday``, ``Friday next week``, ``Monday night``."""
    number = int(found.value("day", "WEEKDAY") or found.value("day", "WEEKDAYABBR"))
    part = found.value("part", "DAYPART")
    undated = f"XXXX-WXX-{number}"
    if not found.value("day", "WEEKDAY") and not part:
        return None
    anchored = _weekday(found, ctx, number)
    if not part:
        return resolved(anchored, undated)
    return in_day(anchored, part, undated)


def in_day(anchored: Anchored | None, part: str, undated: str) -> Reading:
    """Return the reading of a part of a day (``MO``, ``NI``) or its clock time (``T12:00``)."""
    suffix = part if part.startswith("T") else "T" + part
    if anchored is None:
        return Reading("TIME", undated + suffix, relative=True)
    return Reading("TIME", anchored.period.value + suffix, anchored.period, anchored.anchor, relative=True)


def _until(found: Found) -> bool:
    """Tell whether a weekday is a time yet to come by the words before it: "until Friday", "as soon as Monday"."""
    if found.before() in ("until", "till"):
        return True
    return found.before() == "as" and found.before(3) == "as" and found.before(2) in ("soon", "early", "late")


def _weekday(found: Found, ctx: Context, number: int) -> Anchored | None:
    step = relation(found)
    if step is None and _until(found):
        return resolve.weekday_after(ctx, number)
    if found.has("week"):
        week = relation(found, "week")
        anchored = resolve.unit(ctx, "W", week[0]) if week else None
        first = anchored.period.first if anchored else None
        target = calendar.moved(first, "D", number - 1) if first else None
        return Anchored(calendar.day(target), resolve.published(ctx)) if target else None
    if step is None:
        return resolve.weekday(ctx, found.at, number)
    mention = ctx.last(found.at, reach=_REACH, units="D") if step[1] == "mention" else None
    base = mention.period.first if mention and mention.period.first else ctx.published
    if base is None:
        return None
    if step[0] == 0:
        return resolve.weekday(ctx, found.at, number)
    if step[0] < 0:
        target = resolve.weekday_before(base, number)
    else:
        target = calendar.moved(base, "D", (number - base.isoweekday() - 1) % 7 + 1)
    return Anchored(calendar.day(target), mention.surface if mention else base.isoformat()) if target else None


def _is_title(found: Found) -> bool:
    """Tell whether a time is part of a name by its capitals: "This Week", "VOA Today"."""
    text, starts = found.tokens.text, found.tokens.starts
    last = text[starts[found.end - 1] : found.tokens.ends[found.end - 1]]
    if not last.istitle() or len(last) < 3:
        return False
    if found.end - found.start > 1 and found.before() in ('"', "“", "'", "``"):
        return True
    before = text[starts[found.start - 1] : found.tokens.ends[found.start - 1]] if found.start else ""
    return before[:1].isupper() and "\n" not in text[starts[found.start - 1] : found.at]


def deictic(found: Found, ctx: Context) -> Reading | None:
    """``today``, ``late yesterday``, ``tomorrow night``, ``the day before yesterday``."""
    if "ONE" in found.classes(found.start - 1) or found.before() in ("better", "brighter"):
        return None  # "a brighter tomorrow"
    if _is_title(found):
        return None
    days = int(found.value("day", "DEICTIC")) + {"before": -1, "after": 1}.get(next(iter(found.words("more")), ""), 0)
    anchored = resolve.unit(ctx, "D", days)
    part = found.value("part", "DAYPART") or found.value("part", "CLOCKWORD")
    if part:
        return in_day(anchored, part, "XXXX-XX-XX")
    return resolved(anchored)


def part_of_today(found: Found, ctx: Context) -> Reading | None:
    """``this morning``, ``tonight``, ``last night``, ``that evening``."""
    part = found.value("part", "DAYPART") or found.value("part", "TONIGHT") or found.value("part", "OVERNIGHT")
    step = relation(found)
    if step is not None and step[1] == "mention":
        mention = ctx.last(found.at, reach=_REACH, units="D")
        anchored = resolve.unit_from(mention, "D", step[0]) if mention else None
        return in_day(anchored or resolve.unit(ctx, "D", step[0]), part, "XXXX-XX-XX")
    return in_day(resolve.unit(ctx, "D", step[0] if step else 0), part, "XXXX-XX-XX")


_AS_FINE = {"D": "D", "W": "D W WE", "WE": "D W WE", "M": "D W M", "Q": "D M Q"}  # units that fix one of another


def unit(found: Found, ctx: Context) -> Reading | None:
    """``last year``, ``this week``, ``the previous month``, ``early next year``, ``that day``."""
    name, step = found.value("unit", "UNIT"), relation(found)
    if step is None or name in _SMALL_UNITS or name == "L" or _is_title(found):
        return None
    if found.words("rel")[-1] == "past":
        return past_unit(found, ctx, name)
    if name == "F":
        return None
    if found.words("rel")[-1] == "latest" and name in ("Q", "Y", "M", "W"):
        step = (-1, "published")
    if name == "D" and found.words("rel")[-1] == "last":
        return None  # the last of many days
    if step == (1, "published") and found.words("rel")[-1] == "next" and "the" in found.words("det"):
        step = (1, "mention")  # "the next year" is a story's
    if step[1] == "mention":
        mention = ctx.last(found.at, reach=_REACH, units=_AS_FINE.get(name, ""))
        if mention is not None:
            return resolved(resolve.unit_from(mention, name, step[0]))
        if step[0] == 0:
            return resolved(None)
    return resolved(resolve.unit(ctx, name, step[0]))


def past_unit(found: Found, ctx: Context, name: str) -> Reading:
    """``the past month``: as long, back from the day of publication."""
    value = {"F": "P2W", "E": "P10Y", "C": "P100Y", "WE": "P2D", "Q": "P1Q"}.get(name, f"P1{name}")
    days = {"F": ("W", 2), "WE": ("D", 2)}.get(name, (name, 1))
    first = calendar.moved(ctx.published, days[0], -days[1]) if ctx.published else None
    period = Period("D", value, first, ctx.published) if first else None
    return Reading("DURATION", value, period, resolve.published(ctx), relative=True)


def end_of_unit(found: Found, ctx: Context) -> Reading | None:
    """``the end of the year``, ``later in the week``: the one at hand."""
    name = found.value("unit", "UNIT")
    return resolved(resolve.unit(ctx, name, 0)) if name not in _SMALL_UNITS and name not in "FL" else None


_ENDING = {"ended", "ending", "to", "through", "from", "starting", "beginning"}


def the_unit(found: Found, ctx: Context) -> Reading | None:
    """``over the weekend``, ``for the year``, ``the year ended March 31`` (a length, whose end is another time)."""
    name, before = found.value("unit", "UNIT"), found.before()
    if name == "WE":
        ahead = ctx.tense(found.at) == "future" or before == "of"
        return resolved(resolve.unit(ctx, "WE", 0 if ahead or _weekend_has_begun(ctx) else -1))
    if name == "Y" and found.after() in _ENDING:
        return Reading("DURATION", "P1Y")
    if name == "Y" and (found.has("kind") or before in ("for", "in", "throughout", "during")):
        return Reading("DURATION", "P1Y") if found.has("kind") else resolved(resolve.unit(ctx, "Y", 0))
    if name == "Y" and before == "of" and _a_part(found):
        return resolved(resolve.unit(ctx, "Y", 0))
    if name == "W" and before in ("for", "in", "of", "during", "throughout"):
        return resolved(resolve.unit(ctx, "W", 0))
    return None


def _a_part(found: Found) -> bool:
    return "UNITS" in found.classes(found.start - 2) or found.before(2) in ("quarter", "half", "rest", "most", "much")


def _weekend_has_begun(ctx: Context) -> bool:
    return ctx.published is not None and ctx.published.isoweekday() > 5


def same_period(found: Found, ctx: Context) -> Reading | None:
    """``the year-ago period``, ``the same quarter last year``: the quarter, half or month spoken of, a year before."""
    mention = ctx.last(found.at, reach=_REACH, units="Q H M Y S", compared=False)
    if mention is not None:
        moved = calendar.years_on(mention.period, -1)
        return resolved(Anchored(moved, mention.surface))._replace(compared=True) if moved else None
    if found.words("what")[-1:] == ["quarter"]:
        return resolved(resolve.unit(ctx, "Q", -5))._replace(compared=True)
    return resolved(resolve.unit(ctx, "Y", -1))._replace(compared=True)


def period_of_year(found: Found, ctx: Context) -> Reading | None:
    """``the 1988 period``, ``the 1988 quarter``: the period spoken of, in another year."""
    number = numbers.year(found)
    mention = ctx.last(found.at, reach=_REACH, units="Q H", compared=False)
    if number is None or not 1 <= number <= 9999:
        return None
    if mention is not None and mention.period.year is not None:
        moved = calendar.years_on(mention.period, number - mention.period.year)
        return resolved(Anchored(moved, mention.surface))._replace(compared=True) if moved else None
    return said(calendar.year(number))


def the_quarter(found: Found, ctx: Context) -> Reading | None:
    """``the quarter``: the one spoken of, else the last that is over."""
    if found.after() == "-" and found.after(2) in ("century", "to", "million", "point", "mile", "hour"):
        return None
    mention = ctx.last(found.at, reach=4000, units="Q", compared=False)
    if mention is not None:
        return resolved(Anchored(mention.period, mention.surface))
    return resolved(resolve.unit(ctx, "Q", -1))


def ago(found: Found, ctx: Context) -> Reading | None:
    """``two weeks ago``, ``a year and a half ago``: the period of that unit, so long before publication."""
    name, number = found.value("unit", "UNIT") or found.value("unit", "UNITS"), _count(found)
    if number is None:
        return Reading("DATE", "PAST_REF")
    if name in _SMALL_UNITS:
        return _hours(ctx, name, -number)
    return _so_far(found, ctx, name, -number, ctx.published, resolve.published(ctx))


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


def _so_far(found: Found, ctx: Context, name: str, count: float, base: object, anchor: str) -> Reading:
    from datetime import date

    unit_, times = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "WE": ("W", 1)}.get(name, (name, 1))
    if not isinstance(base, date):
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


_OPEN_WAYS = ("before", "after")  # also prepositions: "two days after the vote" is a length
_CLOSES = {"", ".", ",", ";", ":", ")", '"', "'", "”", "and", "but", "or", "as", "when", "to", "with", "by", "for", "was", "were"}


def before_after(found: Found, ctx: Context) -> Reading | None:
    """``a year earlier``, ``the year before``, ``two days later``: told from the time last mentioned."""
    name, number = found.value("unit", "UNIT") or found.value("unit", "UNITS"), _count(found)
    if found.has("the"):
        number = 1.0
    if found.has("last"):
        return resolved(resolve.unit(ctx, name, -2))
    if number is None or name in _SMALL_UNITS:
        return None
    if found.words("way")[0] in _OPEN_WAYS and found.after() not in _CLOSES:
        return None
    sign = -1 if found.value("way", "BEFORE") else 1
    mention = ctx.last(found.at, reach=_REACH, units="Q H S Y M", compared=sign > 0) if name == "Y" else None
    mention = mention or ctx.last(found.at, reach=_REACH, compared=sign > 0)
    if mention is None and name == "Y":
        mention = ctx.last(found.at, reach=10**9)
    if name == "Y" and sign < 0 and mention is not None and mention.period.unit in "QHSM" and number % 1 == 0:
        moved = calendar.years_on(mention.period, -int(number))
        return resolved(Anchored(moved, mention.surface))._replace(compared=True) if moved else None
    base = mention.period.first if mention else ctx.published
    anchor = mention.surface if mention else resolve.published(ctx)
    return _so_far(found, ctx, name, sign * number, base, anchor)._replace(compared=sign < 0)


def reference(found: Found, ctx: Context) -> Reading | None:
    """``now``, ``recently``, ``the future``; not the past of "the past three summers"."""
    words = found.words("past_ref")
    if words[-1:] == ["past"] and found.classes(found.end).keys() & {"NUM", "ONES", "TENS", "FEW", "PAIR", "UNIT", "UNITS"}:
        return None
    return Reading("DATE", next(value for value in _REFERENCES if found.has(value.lower())))


def year_end(found: Found, ctx: Context) -> Reading | None:
    """``year-end``, ``year's end``: the year at hand."""
    if found.has("year"):
        number = numbers.year(found)
        return said(calendar.year(number)) if number is not None else None
    return resolved(resolve.unit(ctx, "Y", 0))


_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def _phrases(value: str) -> str:
    """Return the phrases of the lexicon for a reference, as a pattern."""
    rows = (row["surface"].replace("-", " DASH ") for row in lexicon.table("time_refs") if row["value"] == value)
    return f"{value.lower()}=({' | '.join(sorted(rows, key=lambda words: (-len(words), words)))})"


_PRE = "(DET? EDGE of | the? PART DASH? (on|in)?)?"
RULES = [
    Rule(f"{_PRE} (DET? rel=(LAST|NEXT|THIS|THAT)+)? day={{WD}} (part=DAYPART)? (week=(LAST|NEXT|THIS) week)?", weekday),
    Rule("day={WD} of? week=(LAST|NEXT|THIS) week", weekday),
    Rule(f"{_PRE} (the more=(day (before|after)))? day=DEICTIC (at? part=(DAYPART|CLOCKWORD))?", deictic),
    Rule("PART? DASH? part=DAYPART day=DEICTIC", deictic),
    Rule(f"{_PRE} part=(TONIGHT|OVERNIGHT)", part_of_today),
    Rule(f"{_PRE} DET? rel=(LAST|NEXT|THIS|THAT) part=DAYPART", part_of_today),
    Rule(f"{_PRE} (det=DET? very? (PART|full)? rel=(LAST|NEXT|THIS|THAT)+) (fiscal|financial|calendar|school|academic|tax|whole|full)? unit=UNIT", unit),
    Rule("DET EDGE of the (fiscal|financial|calendar|school|academic)? unit=UNIT", end_of_unit),
    Rule("PART in the unit=UNIT", end_of_unit),
    Rule("DET kind=(fiscal|financial)? unit=UNIT", the_unit),
    Rule("DET year=YEAR (period|quarter|half)", period_of_year),
    Rule("the full year", lambda found, ctx: full_year(found, ctx)),
    Rule("(DET|ONE)? (comparable|same|corresponding)? what=(year DASH (ago|earlier) (period|quarter|half|month)?)", same_period),
    Rule("DET (same|corresponding|comparable|year DASH ago) what=(period|quarter|months|stage|point) (of? (LAST year | in YEAR)| a year (ago|earlier|before))", same_period),
    Rule("DET (quarter | latest (quarter|period))", the_quarter),
    Rule("APPROX* (n={N}|pair=(a? PAIR of?)|one=ONE|few=(FEW)) (APPROX)? DASH? unit={UN} half=(and a half)? (or so)? ago", ago),
    Rule("few=(UNITS) ago", lambda found, ctx: Reading("DATE", "PAST_REF")),
    Rule("APPROX* (n={N}|pair=(a? PAIR of?)|one=ONE|few=(FEW)) unit={UN} half=(and a half)? way=(BEFORE|AFTER)", before_after),
    Rule("the=(the) unit=UNIT way=(BEFORE|AFTER) (last=last)?", before_after),
    Rule(" | ".join(_phrases(value) for value in _REFERENCES), reference),
    Rule("(the)? year (DASH|POSS)? end", year_end),
    Rule("year=YEAR (DASH|POSS)? end", year_end),
]


def full_year(found: Found, ctx: Context) -> Reading | None:
    """``the full year``: the year that an undated text is about, else that of the last time mentioned."""
    main = resolve.main_year(ctx, found.at) if ctx.published is None else ctx.last(found.at, reach=_REACH)
    if main is not None and main.period.year is not None:
        return resolved(Anchored(calendar.year(main.period.year), main.surface))
    return resolved(resolve.unit(ctx, "Y", 0))
