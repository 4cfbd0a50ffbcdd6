"""Rules for times told from another: "last year", "two weeks ago", "the year before", "yesterday", "Friday"."""

from quotestats import lexicon
from quotestats.timex import calendar, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.dates import ENDED, relation, resolved
from quotestats.timex.grammar import Found, Read, Reading, Rule
from quotestats.timex.resolve import Anchored
from quotestats.timex.words import neighbours

_REACH = 1500
_SMALL_UNITS = {"TS", "TM", "TH"}


def weekday(found: Found, ctx: Context) -> Reading | None:
    """Read ``Friday``, ``last Friday``, ``Friday next week``, ``Monday night``."""
    number = int(found.value("day", "WEEKDAY") or found.value("day", "WEEKDAYABBR"))
    part = found.value("part", "DAYPART")
    undated = f"XXXX-WXX-{number}"
    if not found.value("day", "WEEKDAY") and not part and relation(found) is None:
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
        at = found.tokens.starts[found.start - 1]
        opens = found.tokens.text[at].isupper() or found.before(2) in ("not", "up")
        return not opens  # "Until Friday they had ...", "not until Friday did ..." look back
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
    """Read ``today``, ``late yesterday``, ``tomorrow night``, ``the day before yesterday``."""
    if "ONE" in found.classes(found.start - 1) or found.before() in ("better", "brighter"):
        return None  # "a brighter tomorrow"
    if _is_title(found):
        return None
    days = int(found.value("day", "DEICTIC")) + {"before": -1, "after": 1}.get("".join(found.words("more")[-1:]), 0)
    anchored = resolve.unit(ctx, "D", days)
    part = found.value("part", "DAYPART") or found.value("part", "CLOCKWORD")
    if part:
        return in_day(anchored, part, "XXXX-XX-XX")
    return resolved(anchored)


def part_of_today(found: Found, ctx: Context) -> Reading | None:
    """Read ``this morning``, ``tonight``, ``last night``, ``that evening``."""
    part = found.value("part", "DAYPART") or found.value("part", "TONIGHT") or found.value("part", "OVERNIGHT")
    step = relation(found)
    if step is not None and (step[1] == "mention" or found.words("det") == ["the"]):
        mention = ctx.last(found.at, reach=_REACH, units="D")
        anchored = resolve.unit_from(mention, "D", step[0]) if mention else None
        return in_day(anchored or resolve.unit(ctx, "D", step[0]), part, "XXXX-XX-XX")
    return in_day(resolve.unit(ctx, "D", step[0] if step else 0), part, "XXXX-XX-XX")


_AS_FINE = {"D": "D", "W": "D W WE", "WE": "D W WE", "M": "D W M", "Q": "D M Q"}  # units that fix one of another


def unit(found: Found, ctx: Context) -> Reading | None:
    """Read ``last year``, ``this week``, ``the previous month``, ``early next year``, ``that day``."""
    name, step, word = found.value("unit", "UNIT"), relation(found), found.words("rel")[-1]
    if step is None or name in _SMALL_UNITS or name == "L" or _is_title(found):
        return None
    if found.words("rel")[-1] == "past":
        return past_unit(ctx, name)
    if name == "F" or (name == "D" and word == "last"):
        return None  # "the last day" is the last of many
    story = word == "next" and "the" in found.words("det")  # "the next year" is told from another
    if step[1] == "mention" or story:
        mention = ctx.last(found.at, reach=_REACH, units=_AS_FINE.get(name, ""))
        if mention is not None:
            return resolved(resolve.unit_from(mention, name, step[0]))
        if step[0] == 0:
            return resolved(None)
    return resolved(resolve.unit(ctx, name, step[0]))


def past_unit(ctx: Context, name: str) -> Reading:
    """Read ``the past month``: as long, back from the day of publication."""
    value = {"F": "P2W", "E": "P10Y", "C": "P100Y", "WE": "P2D", "Q": "P1Q"}.get(name, f"P1{name}")
    days = {"F": ("W", 2), "WE": ("D", 2)}.get(name, (name, 1))
    first = calendar.moved(ctx.published, days[0], -days[1]) if ctx.published else None
    period = Period("D", value, first, ctx.published) if first else None
    return Reading("DURATION", value, period, resolve.published(ctx), relative=True)


def end_of_unit(found: Found, ctx: Context) -> Reading | None:
    """Read ``the end of the year``, ``later in the week``: the one at hand."""
    name = found.value("unit", "UNIT")
    return resolved(resolve.unit(ctx, name, 0)) if name not in _SMALL_UNITS and name not in "FL" else None


def the_unit(found: Found, ctx: Context) -> Reading | None:
    """Read ``over the weekend``, ``for the year``, ``the year ended March 31`` (a length that another time ends)."""
    name, before = found.value("unit", "UNIT"), found.before()
    if found.after() in (neighbours("after", "length") if name == "Y" else ENDED) and name in ("W", "M", "Y"):
        return Reading("DURATION", f"P1{name}")
    if name == "WE":
        ahead = ctx.tense(found.at) == "future" or before == "of"
        return resolved(resolve.unit(ctx, "WE", 0 if ahead or _weekend_has_begun(ctx) else -1))
    if name == "Y" and found.has("kind"):
        return Reading("DURATION", "P1Y")
    throughout = name in ("W", "Y") and before in ("for", "in", "throughout", "during")
    part = before == "of" and not _of_any(found) and (name == "W" or (name == "Y" and _a_part(found)))
    return resolved(resolve.unit(ctx, name, 0)) if throughout or part else None


def _of_any(found: Found) -> bool:
    """Tell whether units are those of any such time: ``days of the week``; not ``three months of the year``."""
    counted = found.classes(found.start - 3).keys() & {"NUM", "ONES", "TENS", "FEW", "PAIR", "LAST", "ORDINAL"}
    return "UNITS" in found.classes(found.start - 2) and not counted


def _a_part(found: Found) -> bool:
    return "UNITS" in found.classes(found.start - 2) or found.before(2) in ("quarter", "half", "rest", "most", "much")


def _weekend_has_begun(ctx: Context) -> bool:
    return ctx.published is not None and ctx.published.isoweekday() > 5


def reference(found: Found, ctx: Context) -> Reading | None:
    """Read ``now``, ``recently``, ``the future``; not the past of "the past three summers"."""
    words = found.words("past_ref")
    if words[-1:] == ["past"] and found.classes(found.end).keys() & {
        "NUM",
        "ONES",
        "TENS",
        "FEW",
        "PAIR",
        "UNIT",
        "UNITS",
    }:
        return None
    return Reading("DATE", next(value for value in _REFERENCES if found.has(value.lower())))


_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def references() -> Rule:
    """Return the rule of all phrases for the present, the past and the future, from ``time_refs.tsv``."""
    return Rule(" | ".join(_phrases(value) for value in _REFERENCES), reference)


def _phrases(value: str) -> str:
    rows = (row["surface"].replace("-", " DASH ") for row in lexicon.table("time_refs") if row["value"] == value)
    return f"{value.lower()}=({' | '.join(sorted(rows, key=lambda words: (-len(words), words)))})"


READERS: dict[str, Read] = {
    "weekday": weekday,
    "deictic": deictic,
    "part_of_today": part_of_today,
    "unit": unit,
    "end_of_unit": end_of_unit,
    "the_unit": the_unit,
}
