"""Time expressions: our own span grammar over text, read as TIMEX3 with first and last day.

``scan`` finds them all; ``stretches`` joins them into the stretches that a figure may be for ("from 2011 to 2016").
"""

from functools import cache

from quotestats.records import TimeRef
from quotestats.timex import calendar, clock, comparisons, dates, relative, spans, years
from quotestats.timex.context import Context, Mentioned, Tense, plain_tense
from quotestats.timex.grammar import Found, Grammar, Reading, rules
from quotestats.timex.ranges import stretches

__all__ = ["plain_tense", "scan", "stretches"]


@cache
def _grammar() -> Grammar:
    readers = {
        **clock.READERS,
        **dates.READERS,
        **years.READERS,
        **relative.READERS,
        **comparisons.READERS,
        **spans.READERS,
    }
    return Grammar([*rules(readers), relative.references()])


def scan(text: str, published: str = "", tense: Tense | None = None) -> list[TimeRef]:
    """Return the time expressions of a text, in order and without overlap.

    ``published``: ISO date that relative times are told from; without it they keep their surface alone, unless the text
    fixes them. ``tense`` says at which character the text speaks of the past or the future; words decide without it.
    """
    grammar = _grammar()
    tokens = grammar.vocabulary.read(text)
    ctx = Context(text, calendar.parse(published), tense or plain_tense(text))
    refs: list[TimeRef] = []
    end = 0
    for found, read in grammar.matches(tokens):
        if found.start < end:
            continue
        readings = read(found, ctx)
        if readings is None:
            continue
        end = found.end
        for reading in readings if isinstance(readings, list) else [readings]:
            refs.append(_ref(text, found, reading, ctx))
    return refs


def _ref(text: str, found: Found, reading: Reading, ctx: Context) -> TimeRef:
    first, last = reading.span or (found.start, found.end)
    start, end = found.tokens.starts[first], found.tokens.ends[last - 1]
    period = reading.period
    if period is not None and (reading.type in ("DATE", "TIME") or period.unit == "P"):
        if _is_dateline(text, start, reading, ctx):
            ctx.published = period.first
        ctx.mentioned.append(
            Mentioned(start, text[start:end], period, explicit=not reading.relative, compared=reading.compared)
        )
    return TimeRef(
        text=text[start:end],
        start=start,
        end=end,
        type=reading.type,
        value=reading.value,
        period_start=period.first.isoformat() if period and period.first else "",
        period_end=period.last.isoformat() if period and period.last else "",
        anchored_to=reading.anchor,
    )


_DATELINE = 200  # characters: a date farther down is no dateline


def _is_dateline(text: str, start: int, reading: Reading, ctx: Context) -> bool:
    """Tell whether an undated text says at its head on which day it was written."""
    head = text[:start].rstrip(" ,(–—-")
    alone = start < _DATELINE and (not head or head[-1] in "\n.:" or head.rsplit("\n", 1)[-1].isupper())
    day = reading.period is not None and reading.period.unit == "D" and not reading.relative
    return ctx.published is None and alone and day
