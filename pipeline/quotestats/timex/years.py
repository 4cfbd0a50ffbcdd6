"""Rules for years and what is made of them: decades, centuries, quarters, halves, fiscal and school years."""

import re
from collections.abc import Callable
from dataclasses import replace

from quotestats.timex import calendar, numbers, resolve
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.dates import resolved, said, year_of
from quotestats.timex.grammar import Found, Read, Reading
from quotestats.timex.resolve import Anchored
from quotestats.timex.words import neighbours

_IRREGULAR_PLURALS = ("children", "women", "men", "people", "teeth", "feet", "mice")
_NO_COUNT_ENDINGS = ("ss", "us", "is", "ous")


def year(found: Found, ctx: Context) -> Reading | None:
    """Read ``1997``, ``early 1997``, ``the end of 1990``, ``the year two thousand``."""
    number = numbers.year(found)
    if number is None:
        return None
    if found.has("era"):
        return said(calendar.year(number * int(found.value("era", "ERA"))))
    if found.words("year")[0].isdigit() and not found.has("sure") and not _is_year(found):
        return None
    return said(calendar.year(number))


def old_year(found: Found, ctx: Context) -> Reading | None:
    """Read ``in 384``, ``in '69``: a year of fewer figures, where nothing is counted."""
    number = numbers.year(found)
    after = found.after()
    if number is None or not (
        after in ("", ".", ",", ";", ")", "and", "-", "–", "by", "at", "he", "she", "\n") or found.has("era")
    ):
        return None
    era = int(found.value("era", "ERA")) if found.has("era") else 1
    first = found.span("year")[0]
    return said(calendar.year(number * era))._replace(span=(first, found.end))


def _is_year(found: Found) -> bool:
    """Tell a year from a count of four figures by the words beside it."""
    number, before, after = int(found.words("year")[0]), found.before(), found.after()
    about = before == "about" and found.before(2) in ("in", "from", "to", "until")
    circa = before in ("circa", "ca", "c") or (before == "." and found.before(2) in ("c", "ca"))
    sure = before in neighbours("before", "year") or about or circa
    named = sure or before in neighbours("before", "maybe_year")
    if before.isdigit() or (before in neighbours("before", "count") and not about):
        return False
    if after in ("%", "°") or _glued(found):
        return False
    of_things = after in neighbours("after", "count") and before not in ("in", "since", "by", "until", ",")
    aged = "UNIT" in found.classes(found.end) and found.after(2) in ("old", "-")  # "a 2000 year old tradition"
    if of_things or aged or "UNITS" in found.classes(found.end):
        return False
    if _counted(found, after) and not sure:
        return False
    return named or number >= 1700 or (number >= 1500 and before in ("", ".") and after in (",", ":"))


def _counted(found: Found, after: str) -> bool:
    """Tell whether the next word is a plural that the figures may count: "2000 villagers", not "2008 elections"."""
    regular = after.endswith("s") and not after.endswith(_NO_COUNT_ENDINGS)
    plural = after.isalpha() and (regular or after.endswith(_IRREGULAR_PLURALS))
    return (
        plural
        and after not in neighbours("after", "year")
        and found.tokens.text[found.tokens.starts[found.end]].islower()
    )


_GLUE_BEFORE = re.compile(r"(?:[\w@#=.&/\\]|\d[,:]|[A-Z]-|(?<!\d)\d{1,3}-)\Z")
_GLUE_AFTER = re.compile(r"[A-Za-z_@=\\]|[.,:]\d|-(?!\d\d(?:\d\d)?(?!\d))\d|-[a-z]{0,12}[A-Z]")


def _glued(found: Found) -> bool:
    """Tell whether the figures are a part of something longer: a code, an address, a decimal or a sum."""
    text, start, end = found.tokens.text, found.at, found.tokens.ends[found.end - 1]
    return bool(_GLUE_BEFORE.search(text[max(0, start - 5) : start]) or _GLUE_AFTER.match(text, end))


def year_to_year(found: Found, ctx: Context) -> list[Reading] | None:
    """Read ``1890 – 91`` set with blanks as two years; not the figures of two things."""
    one, text = numbers.year(found), found.value("year2", "NUM")
    if one is None or len(text) != 2 or not text.isdigit() or int(text) <= one % 100 or found.after() not in _PAIR_ENDS:
        return None
    split = found.span("year")[1]
    first, last = said(calendar.year(one)), said(calendar.year(one // 100 * 100 + int(text)))
    return [first._replace(span=(found.start, split)), last._replace(span=(found.end - 1, found.end))]


_PAIR_ENDS = frozenset({"", ",", ".", ";", ")", "\n"})
_NEAR = 100  # characters either side in which the words tell what a pair of years is of


def year_pair(found: Found, ctx: Context) -> Reading | None:
    """Read ``2023/24``, ``the 2012-13 school year``: April to March of UK budgets, September to August of schools.

    ``1994-95`` with no word of budgets or schools about it is the two calendar years; ``2007-13`` all seven.
    """
    text = found.value("year", "YEARPAIR")
    start, end = int(text[:4]), int(text[-2:])
    if end != (start + 1) % 100:
        last = calendar.year(start // 100 * 100 + end)
        first = calendar.year(start)
        return said(Period("Y", f"{start}/{last.value}", first.first, last.last)) if end > start % 100 else None
    plain = ctx.text[max(0, found.at - _NEAR) : found.at + _NEAR].lower()
    words = set(re.findall(r"[a-z]+|£", plain))
    budget = found.has("fiscal") or (not found.has("school") and bool(words & neighbours("near", "budget")))
    school = not budget and bool(words & neighbours("near", "school"))
    if budget or school or text[4] == "/":
        return said(replace(calendar.financial_year(start, 9 if school else 4), value=f"{start}/{end:02}"))
    return said(Period("Y", f"{start}/{start + 1}", calendar.year(start).first, calendar.year(start + 1).last))


def fiscal_year(found: Found, ctx: Context) -> Reading | None:
    """Read ``fiscal 1989``, ``the 2015 financial year``, ``FY2015``: the year of its name."""
    number = numbers.year(found)
    if number is None:
        return None
    period = calendar.year(number)
    return Reading("DATE", period.value, period)


def decade(found: Found, ctx: Context) -> Reading | None:
    """Read ``the 1990s``, ``the early '80s``, ``the nineties``."""
    if text := found.value("decade", "DECADE"):
        return said(calendar.decade(int(text[:4])))
    text = found.value("decade", "DECADE2").strip("'s")
    short = int(text or found.value("decade", "DECADEWORD"))
    if (
        short < 50
        and found.has("decade")
        and found.value("decade", "DECADE2")
        and not found.words("decade")[0].startswith("'")
    ):
        return None  # "the mid-30s" are degrees, years of age or per cent
    mine = {found.before(), *found.words("part")} & {"his", "her", "their", "my", "our", "your"}
    if mine or (not found.has("the") and not found.has("part") and not found.words("decade")[0].startswith("'")):
        return None
    if found.has("ordinal"):
        return said(calendar.decade(100 * (numbers.ordinal(found, "ordinal") - 1) + short))
    return said(calendar.decade(short + (2000 if short < 20 else 1900)))


def century(found: Found, ctx: Context) -> Reading | None:
    """Read ``the late 19th century``, ``the second century BC``."""
    number = numbers.ordinal(found, "ordinal")
    if not 1 <= number <= 30:
        return None
    if found.has("era") and found.value("era", "ERA") == "-1":
        return Reading("DATE", f"-{number - 1:02}", Period("C", f"-{number - 1:02}", None, None))
    return said(calendar.century(number))


def quarter(found: Found, ctx: Context) -> Reading | None:
    """Read ``the third quarter of 1989``, ``Q3 2015``, ``last year's first quarter``, ``third-quarter``."""
    if found.has("q") and "quartile" in ctx.text[max(0, found.at - _NEAR) : found.at + _NEAR]:
        return None  # "the first quartile (Q1)"
    number = numbers.ordinal(found, "nth") if found.has("nth") else int(found.value("q", "QUARTERCODE")[1])
    number = 4 if number == 0 and found.words("nth")[:1] in (["final"], ["last"]) else number
    if not 1 <= number <= 4:
        return None
    return _part(found, ctx, lambda y: calendar.quarter(y, number), f"XXXX-Q{number}")


def half(found: Found, ctx: Context) -> Reading | None:
    """Read ``the first half of 2015``, ``H1 2015``, ``the second half of last year``."""
    number = numbers.ordinal(found, "nth") or {"h1": 1, "h2": 2, "last": 2, "latter": 2}.get(found.words("nth")[0], 0)
    if not 1 <= number <= 2:
        return None
    return _part(found, ctx, lambda y: calendar.half(y, number), f"XXXX-H{number}")


def _part(found: Found, ctx: Context, make: Callable[[int], Period], undated: str) -> Reading:
    """Return the reading of a part of a year: of the year said, of the last, or of the one that is meant."""
    number = year_of(found, ctx)
    if number is not None and 1 <= number <= 9999:
        return said(make(number))
    if found.has("ago"):
        mention = ctx.last(found.at, reach=1500, units="Q H Y M", compared=False)
        base = mention.period.year if mention else ctx.published.year if ctx.published else None
        if base is not None:
            return resolved(Anchored(make(base - 1), mention.surface if mention else ""))._replace(compared=True)
    if ctx.published is None and (main := resolve.main_year(ctx, found.at)) is not None and main.period.year:
        return Reading("DATE", make(main.period.year).value, make(main.period.year), main.surface, relative=True)
    return resolved(resolve.yearless(ctx, found.at, make), undated)


READERS: dict[str, Read] = {
    "year": year,
    "old_year": old_year,
    "year_pair": year_pair,
    "year_to_year": year_to_year,
    "fiscal_year": fiscal_year,
    "decade": decade,
    "century": century,
    "quarter": quarter,
    "half": half,
}
