"""Time expressions under any text: spans inside it, rendering read back, time linear in its length."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestats import timex
from quotestats.timex import calendar
from steps import growth

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
STYLES = {
    "british": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "american": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "agency": lambda d: f"{SHORT[d.month - 1]} {d.day}, {d.year}",
    "ordinal": lambda d: f"the {d.day}{_th(d.day)} of {MONTHS[d.month - 1]}, {d.year}",
    "weekday": lambda d: f"{d:%A}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    "iso": lambda d: d.isoformat(),
    "figures": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
}
DAYS = st.dates(date(1700, 1, 1), date(2099, 12, 31))


def _th(day):
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@pytest.mark.parametrize("style", STYLES)
@given(day=DAYS)
@settings(max_examples=40, deadline=None)
def test_a_day_rendered_in_any_style_reads_back(style, day):
    text = f"It was on {STYLES[style](day)} that it began."

    found = timex.scan(text, "2024-01-04")

    assert [ref.value for ref in found] == [day.isoformat()]
    assert found[0].period_start == found[0].period_end == day.isoformat()


@given(year=st.integers(1700, 2199), month=st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_a_month_reads_back(year, month):
    assert timex.scan(f"in {MONTHS[month - 1]} {year}")[0].value == f"{year}-{month:02}"


@given(number=st.integers(2, 99), unit=st.sampled_from(["day", "week", "month", "year"]))
@settings(max_examples=60, deadline=None)
def test_a_length_reads_back(number, unit):
    found = timex.scan(f"It took {number} {unit}s.")

    assert [(ref.type, ref.value) for ref in found] == [("DURATION", f"P{number}{unit[0].upper()}")]


@given(published=DAYS, number=st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_a_bare_weekday_is_within_the_week_before(published, number):
    name = f"{date(2024, 1, 1 + number):%A}"  # a Monday and the days after it

    day = date.fromisoformat(timex.scan(f"It rained on {name}.", published.isoformat())[0].value)

    assert day.weekday() == number and 0 <= (published - day).days < 7


@given(day=DAYS, unit=st.sampled_from("DWMQHSYE"), count=st.integers(-50, 50))
@settings(max_examples=100, deadline=None)
def test_shifting_there_and_back_returns(day, unit, count):
    period = calendar.at(unit, day)
    moved = calendar.shift(period, count)

    assert period.first <= day <= period.last
    assert calendar.shift(moved, -count) == period


PIECES = """the last two years May 3 , 2019 ago before a first quarter of Friday night next 10 a.m. 1990s '90s since to
and 5 1/2 half month every early BC year-end Christmas 2023/24 third week - ( )"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@given(words=st.lists(WORDS, max_size=25), published=st.sampled_from(["", "2024-01-04", "0001-01-01", "9999-12-31"]))
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_the_text_in_order_without_overlap(words, published):
    text = " ".join(words)

    found = timex.scan(text, published)

    assert all(text[ref.start : ref.end] == ref.text for ref in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(ref.period_start <= ref.period_end for ref in found if ref.period_start and ref.period_end)
    timex.stretches(text, found)


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_times_or_none(text):
    assert all(text[ref.start : ref.end] == ref.text for ref in timex.scan(text, "2024-01-04"))


@pytest.mark.parametrize(
    "piece",
    ["1", "1,111", ",", "(", '"', "'", "about ", "the last ", "May ", "1990 ", "1/1/", "1.1", "a year earlier ", "-"],
)
def test_steps_grow_linearly(piece):
    timex.scan("in May")  # the grammar is compiled once

    assert growth(lambda text: timex.scan(text, "2024-01-04"), piece) < 6
