"""The rules by which third-party sets are read in our terms; they know forms, not texts."""

import conventions
import pytest

_ROW = {"value": None, "low": None, "high": None, "unit_norm": "", "per": "", "role": "level", "bound": "exact"}


def _row(text, place=0, **fields):
    return {**_ROW, "kind": "count", "text": text, "start": place, "end": place + len(text), **fields}


@pytest.mark.parametrize(
    ("said", "value", "unit", "text"),
    [
        ("one ferry", 1, "ferry", "one ferry sank"),
        ("a", 1, "", "a ferry sank"),
        ("5G", 5, "generation wireless", "5G masts"),
        ("3-1", 3, "", "3-1 to the visitors"),
        ("2019", 2019, "", "2019 was wet"),
    ],
)
def test_what_is_no_quantity_is_not_asked(said, value, unit, text):
    assert conventions.unasked(_row(said, value=value, unit_norm=unit), text)


@pytest.mark.parametrize(("said", "value"), [("one percent", 1), ("6 ferries", 6), ("1,500", 1500)])
def test_quantities_are_asked(said, value):
    assert not conventions.unasked(_row(said, value=value), f"{said} of them sank")


def test_a_length_that_says_when_is_not_asked():
    text = "Rents rose over the last three months."
    assert conventions.unasked(_row("three months", text.index("three"), value=3, unit_norm="month"), text)
    assert not conventions.unasked(_row("three months", 0, value=3, unit_norm="month"), "three months of rain")


def test_two_rows_of_a_change_are_the_range_of_the_gold_in_its_order():
    gold = _row("273 to 240", low=273.0, high=240.0)
    rows = [_row("273", 0, value=273.0, role="from"), _row("240", 7, value=240.0, role="to")]
    (whole,) = conventions.changes({0: gold}, rows)
    assert (whole["low"], whole["high"], whole["start"], whole["end"]) == (273.0, 240.0, 0, 10)
    level = [{**row, "role": "level"} for row in rows]
    assert conventions.changes({0: gold}, level) == level


def test_alternatives_are_the_range_of_the_row():
    row = _row("7- or 8-inch", low=7.0, high=8.0)
    golds = {0: _row("7", value=7.0), 1: _row("8-inch", 6, value=8.0), 2: _row("9", 40, value=9.0)}
    kept = conventions.alternatives(golds, [row])
    assert [(gold["value"], gold["low"], gold["high"]) for gold in kept.values()] == [
        (None, 7.0, 8.0),
        (9.0, None, None),
    ]


def test_pence_are_money():
    gold = conventions.in_contract_terms(_row("68 p", value=68.0, low=68.0, high=68.0, unit_norm="point"))
    assert (gold["value"], gold["unit_norm"]) == (0.68, "pound sterling")
    assert conventions.in_contract_terms(_row("68 points", value=68.0, unit_norm="point"))["value"] == 68.0


def test_units_are_the_same_with_a_rate_or_the_words_around_the_head():
    assert conventions.unit_is({"unit_norm": "dollar per month"}, _row("$9", unit_norm="dollar", per="month"))
    assert conventions.unit_is({"unit_norm": "new season"}, _row("five", unit_norm="season"))
    assert not conventions.unit_is({"unit_norm": "new season"}, _row("five", unit_norm="episode"))
    assert not conventions.unit_is({"unit_norm": "new season"}, _row("five", unit_norm=""))


def test_one_symbol_is_our_direction_or_our_bound():
    row = _row("about 5%", bound="about", change="up", symbol="~")
    assert conventions.change_is({"change": "up"}, row)
    assert conventions.change_is({"change": "~"}, row)
    assert not conventions.change_is({"change": "="}, row)
