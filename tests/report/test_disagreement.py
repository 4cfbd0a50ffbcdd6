"""Which figures are said to disagree, and which are not."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.report.disagreement import disputes, reach

SENTENCE = "The harbour at Marnes had {} empty berths that winter, {} said."


def row(value, actor="Dee", article="a", **cells):
    told = {"value": str(value), "value_low": str(value), "value_high": str(value), "bound": "exact", "unit": "berth"}
    place = {"article_id": article, "published": "2024-01-04", "start": "0", "actor": actor}
    what = {"kind": "count", "per": "", "counted": "the empty berths", "role": "level", "stance": "asserted"}
    time = {"year": "2023", "period_start": "", "period_end": "", "time": "that winter"}
    return {**told, **place, **what, **time, "sentence": SENTENCE.format(value, actor), **cells}


def test_two_speakers_who_exclude_each_other():
    (one,) = disputes([row(40), row(55, "Roe", "b", counted="empty berth"), row(40, "Lee", "c")])
    assert (one.counted, one.span) == ("the empty berths", "2023")
    assert [claim["value"] for claim in one.rows] == ["40", "55", "40"]


@pytest.mark.parametrize(
    "other",
    [
        row(40, "Roe"),  # the same figure
        row(55),  # the same speaker in the same article
        row(55, "Roe", year="2022"),
        row(55, "Roe", unit="GBP"),
        row(55, "Roe", counted="full berths"),
        row(55, "Roe", counted=""),
        row(55, "Roe", role="change"),
        row(55, "Roe", stance="planned"),
        row(55, "Roe", sentence="In Pellworth nobody counts them."),  # another matter
        row(55, "Roe", bound="at_least", value_low="30", value_high=""),
        row("", "Roe", bound="between", value_low="35", value_high="60"),
    ],
)
def test_what_does_not_disagree(other):
    assert disputes([row(40), other]) == []


def test_figures_without_a_time_are_compared_within_a_month():
    untimed = {"year": "", "time": ""}
    assert disputes([row(40, **untimed), row(55, "Roe", **untimed)])[0].span == "2024-01"
    assert not disputes([row(40, **untimed), row(55, "Roe", published="2024-02-04", **untimed)])


def test_two_matters_are_two_disputes():
    far = "A census of Pellworth found {} empty berths on its canals, {} said."
    rows = [row(40), row(55, "Roe"), row(70, sentence=far.format(70, "Dee")), row(90, "Lee", sentence=far)]
    assert sorted(sorted(claim["value"] for claim in one.rows) for one in disputes(rows)) == [
        ["40", "55"],
        ["70", "90"],
    ]


@pytest.mark.parametrize(
    ("value", "bound", "span"),
    [
        ("46000", "exact", (45500, 46500)),
        ("46120", "exact", (46115, 46125)),
        ("12", "exact", (12, 12)),
        ("3.5", "exact", (3.5, 3.5)),
        ("100", "about", (95, 105)),
    ],
)
def test_rounding_is_granted(value, bound, span):
    assert reach(row(value, bound=bound)) == span


@given(st.floats(-1e15, 1e15), st.sampled_from(["exact", "about"]))
def test_a_figure_reaches_itself(value, bound):
    low, high = reach(row(value, bound=bound))
    assert low <= value <= high


def test_open_bounds_reach_far():
    assert reach(row("", bound="vague", value_low="1000", value_high="")) == (1000, inf)
