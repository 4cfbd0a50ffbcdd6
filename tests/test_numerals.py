"""The number grammar on its own: values, ranges, bounds, units, and what is no quantity."""

import pytest

from quotestats import numerals, units
from quotestats.errors import LexiconError
from quotestats.numerals import glyphs

SCANNER = numerals.Scanner(units.rows())


def scan(text, **options):
    return SCANNER.scan(text, **options)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("29,000", 29000),
        ("10 000", 10000),
        ("12,34,567", 1234567),
        (".5", 0.5),
        ("2.50", 2.5),
        ("2bn", 2e9),
        ("45k", 45000),
        ("1.2 million", 1.2e6),
        ("3 lakh", 3e5),
        ("forty-two", 42),
        ("two hundred and fifty thousand", 250000),
        ("seven hundred twenty-one thousand and twelve", 721012),
        ("a hundred and two", 102),
        ("three thousand million", 3e9),
        ("half a million", 5e5),
        ("a quarter of a million", 2.5e5),
        ("one and a half million", 1.5e6),
        ("a million and a half", 1.5e6),
        ("two point five", 2.5),
        ("2½", 2.5),
        ("2 1/2", 2.5),
        ("two-thirds", 2 / 3),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("a couple of hundred", 200),
    ],
)
def test_numeral(text, value):
    assert numerals.parse(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "dozens", "hundreds of thousands", "1.2.3", "seven of", "24/7", "cat", "9" * 60])
def test_not_wholly_a_numeral(text):
    assert numerals.parse(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 1.5 and 2 per cent", 1.5, 2, "percent"),
        ("£10m-£15m", 1e7, 1.5e7, "GBP"),
        ("$3 to 4 billion", 3e9, 4e9, "USD"),
        ("4-6%", 4, 6, "percent"),
        ("10–12 jurors", 10, 12, ""),
        ("six or seven weeks", 6, 7, "week"),
        ("8- to 16-metre", 8, 16, "metre"),
        ("0-to-60-mph", 0, 60, "mile"),
        ("around 2 -7 kg", 2, 7, "kilogram"),
        ("the ages of 17 and 20, between them", 17, 17, "year"),
        ("-18 °C to -34 °C", -34, -18, "degree celsius"),
    ],
)
def test_range(text, low, high, unit):
    found = scan(text)[0]

    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "bound", "value", "low", "high"),
    [
        ("about 40", "about", 40, None, None),
        ("up to 40", "at_most", 40, None, 40),
        ("no fewer than 40", "at_least", 40, 40, None),
        ("just under 40", "less_than", 40, None, 40),
        ("well over 40", "more_than", 40, 40, None),
        ("40 or so", "about", 40, None, None),
        ("40+", "at_least", 40, 40, None),
        ("40 or more", "at_least", 40, 40, None),
        ("only 40", "exact", 40, 40, 40),
        ("dozens of", "vague", None, 12, None),
    ],
)
def test_bound(text, bound, value, low, high):
    found = scan(text)[0]

    assert (found.bound, found.value, found.low, found.high) == (bound, value, low, high)


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("£2bn a year", 2e9, "GBP", "year"),
        ("$12-an-hour", 12, "USD", "hour"),
        ("$500 every three months", 500, "USD", "3 month"),
        ("40 per 100,000 people", 40, "", "100000 person"),
        ("$87 a barrel", 87, "USD", "barrel"),
        ("120mph", 120, "mile", "hour"),
        ("5p", 0.05, "GBP", ""),
        ("25 basis points", 0.25, "percentage_point", ""),
        ("6ft 2in", 74, "inch", ""),
        ("an hour and a half", 1.5, "hour", ""),
        ("$20 and 43 cents", 20.43, "USD", ""),
        ("a five-mile", 5, "mile", ""),
        ("two hours and a half", 2.5, "hour", ""),
        ("one hour thirty", 90, "minute", ""),
        ("one and three quarter hours", 1.75, "hour", ""),
        ("paid 20 rupees 50", 20.5, "INR", ""),
        ("rupees 500 crore", 5e9, "INR", ""),
        ("80 paise a litre", 0.8, "INR", "litre"),
        ("£24 a-year", 24, "GBP", "year"),
        ("80 m.p.h.", 80, "mile", "hour"),
        ("fell to 20 below zero", -20, "degree", ""),
        ("ran the 100m in", 100, "metre", ""),
        ("3m and 5cm deep", 305, "centimetre", ""),
        ("3m and 5,000 more", 3e6, "", ""),
        ("$153m a year ago", 1.53e8, "USD", ""),
    ],
)
def test_unit_and_rate(text, value, unit, per):
    found = scan(text)[0]

    assert (found.value, found.unit, found.per) == (pytest.approx(value), unit, per)


@pytest.mark.parametrize(
    "text",
    [
        "page 28",
        "the M25",
        "Covid-19",
        "a Boeing 737",
        "won 3-1",
        "won 6-4, 3-6, 7-5",
        "14 Mill Lane",
        "this iPhone 12 case",
        "22:10",
        "7.30pm",
        "5 o'clock",
        "in 2019",
        "6 January",
        "+44 20 7946 0958",
        "0161 496 0000",
        "192.168.0.1",
        "https://example.org/12",
        "ana12@example.org",
        "two years ago",
        "the last 12 months",
        "one of them",
        "the 21st",
        "the 1990s",
        "England Under-21s",
        "map[3]",
    ],
)
def test_nothing(text):
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Senate voted 80-19 to pass it", (80, 19)),
        ("in a 5–4 ruling", (5, 4)),
        ("approved the plan 6-3 on Monday", (6, 3)),
        ("by a vote of 217 to 213", (217, 213)),
    ],
)
def test_the_sides_of_a_vote(text, sides):
    found = scan(text)[0]

    assert tuple(end.value for end in found.ends) == sides
    assert {end.unit for end in found.ends} == {"vote"}


@pytest.mark.parametrize("text", ["voted to raise it from 9 to 12", "won 80-19 after a vote", "voted on 5-4-2020"])
def test_no_sides_of_a_vote(text):
    assert all(found.unit != "vote" for found in scan(text))


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("about 1\u200b,250 people", "about 1\u200b,250", 1250),
        ("£4\u00ad00\u200bm lost", "£4\u00ad00\u200bm", 4e8),
        ("\u200f45\u200f percent", "45\u200f percent", 45),
        ("１２，５００ people", "１２，５００", 12500),
        ("５．５％ of", "５．５％", 5.5),
        ("٣٥ people", "٣٥", 35),
        ("half\u00ad a mil\u00adlion", "half\u00ad a mil\u00adlion", 5e5),
    ],
)
def test_digits_however_they_are_set(text, surface, value):
    found = scan(text)[0]

    assert (text[found.start : found.end], found.value) == (surface, value)


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("went to 1.54m people", "went to 1.540 people"),
        ("12m-15k or 3,200bn", "120-150 or 3,20000"),
        ("£600m, the 5km, 3am, A4m", "£600m, the 5km, 3am, A4m"),
        ("1\u200b,250 or go\u00ad", "10,250 or go\u00ad"),
    ],
)
def test_a_count_is_one_word_to_the_parser(text, parsed):
    assert glyphs.figures(text) == parsed


def test_blocked_spans_are_of_the_text_as_given():
    text = "\u200bIn 40 of 50 towns"

    assert [text[f.start : f.end] for f in scan(text, blocked=[(4, 6)])] == ["50"]


def test_blocked_spans_hold_no_quantity():
    text = "In 40 of 50 towns"

    assert [text[f.start : f.end] for f in scan(text, blocked=[(3, 5)])] == ["50"]


def test_the_same_number_in_brackets_is_told_once():
    assert [found.value for found in scan("three (3) of them")] == [3]


def test_a_bare_dollar_is_of_the_country():
    canadian = numerals.Scanner(units.rows(), dollar="CAD")

    assert [found.unit for found in canadian.scan("$5 and US$6")] == ["CAD", "USD"]


def test_units_of_ones_own_come_first():
    own = [{"surface": "furlongs", "unit": "metre", "kind": "measure", "factor": "201.168"}]

    found = numerals.Scanner(units.rows(own)).scan("It ran 5 furlongs.")[0]

    assert (found.value, found.unit) == (pytest.approx(1005.84), "metre")


@pytest.mark.parametrize(("kind", "factor"), [("speed", "1"), ("measure", "much")])
def test_units_of_ones_own_are_checked(kind, factor):
    with pytest.raises(LexiconError, match="unit"):
        units.rows([{"surface": "vat", "unit": "litre", "kind": kind, "factor": factor}])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.5×10^6", 2.5e6),
        ("4e14", 4e14),
        ("1.5 x 10-3", 1.5e-3),
        ("1.5 x 11", None),
        ("9e99999", None),
        ("2 x 10^200", None),
    ],
)
def test_scientific_notation(text, value):
    assert numerals.parse(text) == (pytest.approx(value) if value else None)


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("for over 5 years", ["more_than"]),
        ("50-plus boats", ["at_least"]),
        ("50 plus boats", ["exact"]),
        ("at least 3 or more than 5 boats", ["at_least", "more_than"]),
        ("perhaps 50 boats", ["about"]),
        ("5 or more boats", ["at_least"]),
        ("5 + boats", ["exact"]),
        ("5+ boats", ["at_least"]),
        ("not-over 5 boats", ["exact"]),
        ("the about one in five", ["about"]),
        ("up to about 40 boats", ["at_most"]),
    ],
)
def test_bounds_beside_a_number(words, bounds):
    assert [found.bound for found in scan(f"They saw {words}.")] == bounds


@pytest.mark.parametrize("before", ["", "It ended.\n", "It ended.\n\n\n", "It ended in 2019, 5 days late.\n"])
def test_a_bound_that_opens_a_line_is_read(before):
    assert [found.bound for found in scan(f"{before}About 2.9 million people voted.")][-1:] == ["about"]
