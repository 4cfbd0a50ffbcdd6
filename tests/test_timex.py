"""Time expressions: spans, TIMEX3 values and days, read against the day of publication and the times before."""

from pathlib import Path

import pytest

from quotestats import lexicon, timex
from quotestats.timex import clock, comparisons, dates, relative, spans, years
from quotestats.timex.grammar import Grammar, Rule, needs, rules

THURSDAY = "2024-01-04"
TABLE = lexicon.parse((Path(__file__).parent / "times.tsv").read_text(encoding="utf-8"), "times.tsv")
READERS = {
    **clock.READERS,
    **dates.READERS,
    **years.READERS,
    **relative.READERS,
    **comparisons.READERS,
    **spans.READERS,
}


def one(text, published=THURSDAY):
    found = timex.scan(text, published)
    assert len(found) == 1, found
    return found[0]


def values(text, published=THURSDAY):
    return [(ref.text, ref.value) for ref in timex.scan(text, published)]


@pytest.mark.parametrize("row", lexicon.table("time_rules"), ids=lambda row: f"{row['reader']}: {row['example']}")
def test_every_rule_matches_its_example_as_a_whole(row):
    grammar = Grammar([Rule(row["pattern"], READERS[row["reader"]])])
    tokens = grammar.vocabulary.read(row["example"])

    assert any((found.start, found.end) == (0, len(tokens.words)) for found, _ in grammar.matches(tokens))


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("a (B | c) D?", ["=a", "=c B"]),
        ("(a? | B) C", ["C"]),
        ("(a (B | c)?)? day=MONTH", ["MONTH"]),
        ("rel=(LAST | the NEXT) year=(YEAR)", ["=the LAST", "YEAR"]),
        ("a | B", ["=a B"]),
    ],
)
def test_what_every_match_of_a_pattern_needs(pattern, needed):
    assert [" ".join(sorted(names)) for names in needs(pattern)] == needed


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['text']} {row['published']}")
def test_times_of_a_text(row):
    found = timex.scan(row["text"], row["published"])

    assert "; ".join(f"{ref.text}={ref.value}" for ref in found) == row["times"]


def test_every_reader_has_a_rule():
    assert {row["reader"] for row in lexicon.table("time_rules")} == set(READERS)


def test_rules_come_in_their_order_each_with_its_reader():
    orders = [int(row["order"]) for row in lexicon.table("time_rules")]
    assert len(rules(READERS)) == len(orders)


@pytest.mark.parametrize(
    "name", [f"time_{name}" for name in ("months", "weekdays", "seasons", "units", "dayparts", "words", "refs")]
)
def test_tables_are_sorted_without_doubles(name):
    rows = [(row["surface"], row["class"], row["value"]) for row in lexicon.table(name)]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("3 May 2019", "2019-05-03", "2019-05-03", "2019-05-03"),
        ("Friday, May 3rd, 2019", "2019-05-03", "2019-05-03", "2019-05-03"),
        ("the 3rd of December", "2023-12-03", "2023-12-03", "2023-12-03"),
        ("2016-10-03", "2016-10-03", "2016-10-03", "2016-10-03"),
        ("13/10/2016", "2016-10-13", "2016-10-13", "2016-10-13"),
        ("10/13/2016", "2016-10-13", "2016-10-13", "2016-10-13"),
        ("early September 2021", "2021-09", "2021-09-01", "2021-09-30"),
        ("in 2019", "2019", "2019-01-01", "2019-12-31"),
        ("the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("the '80s", "198", "1980-01-01", "1989-12-31"),
        ("the late 19th century", "18", "1800-01-01", "1899-12-31"),
        ("the third quarter of 1989", "1989-Q3", "1989-07-01", "1989-09-30"),
        ("Q3 2015", "2015-Q3", "2015-07-01", "2015-09-30"),
        ("H1 2015", "2015-H1", "2015-01-01", "2015-06-30"),
        ("the winter of 1994", "1994-WI", "1994-12-01", "1995-02-28"),
        ("2023/24", "2023/24", "2023-04-01", "2024-03-31"),
        ("the 2012-13 school year", "2012/13", "2012-09-01", "2013-08-31"),
        ("from 2007-13", "2007/2013", "2007-01-01", "2013-12-31"),
        ("nineteen ninety-six", "1996", "1996-01-01", "1996-12-31"),
        ("400 BC", "-0400", "", ""),
        ("Christmas Eve 2020", "2020-12-24", "2020-12-24", "2020-12-24"),
        ("Good Friday 2021", "2021-04-02", "2021-04-02", "2021-04-02"),
        ("Thanksgiving 2023", "2023-11-23", "2023-11-23", "2023-11-23"),
        ("9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("last week", "2023-W52", "2023-12-25", "2023-12-31"),
        ("last month", "2023-12", "2023-12-01", "2023-12-31"),
        ("next year", "2025", "2025-01-01", "2025-12-31"),
        ("this year", "2024", "2024-01-01", "2024-12-31"),
        ("a year ago", "2023", "2023-01-01", "2023-12-31"),
        ("two weeks ago", "2023-W51", "2023-12-18", "2023-12-24"),
        ("yesterday", "2024-01-03", "2024-01-03", "2024-01-03"),
        ("the day before yesterday", "2024-01-02", "2024-01-02", "2024-01-02"),
        ("tomorrow night", "2024-01-05TNI", "2024-01-05", "2024-01-05"),
        ("the past month", "P1M", "2023-12-04", "2024-01-04"),
        ("the last two years", "P2Y", "2022-01-04", "2024-01-04"),
        ("the next few weeks", "PXW", "", ""),
        ("the week of March 6", "2024-W10", "2024-03-04", "2024-03-10"),
        ("the week before Christmas", "2023-W51", "2023-12-18", "2023-12-24"),
        ("two and a half years", "P2Y6M", "", ""),
        ("half an hour", "PT30M", "", ""),
        ("a couple of years", "P2Y", "", ""),
        ("several months", "PXM", "", ""),
        ("two decades", "P20Y", "", ""),
        ("every week", "P1W", "", ""),
        ("every Monday", "XXXX-WXX-1", "", ""),
        ("twice a week", "P1W", "", ""),
        ("currently", "PRESENT_REF", "", ""),
        ("the future", "FUTURE_REF", "", ""),
        ("10:35 a.m. on 3 May 2019", "2019-05-03T10:35", "2019-05-03", "2019-05-03"),
        ("7.15pm", "2024-01-04T19:15", "2024-01-04", "2024-01-04"),
        ("noon Thursday", "2024-01-04T12:00", "2024-01-04", "2024-01-04"),
    ],
)
def test_value_and_days(text, value, first, last):
    ref = one(text)

    assert (ref.value, ref.period_start, ref.period_end) == (value, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "He paid $2000 for it.",
        "Some 2000 villagers fled.",
        "About 1500 metres away",
        "the 10-year-old boy",
        "in her 30s",
        "Theresa May may march.",
        "June Brown and April Jones spoke.",
        "the fall of Rome",
        "a brighter tomorrow",
        "high noon",
        "a third of them",
        "three-quarters of homes",
        "1.11.11.11.11",
        "Jan Novak sang",
        "call 020 7946 1776",
        "a second chance",
    ],
)
def test_what_is_no_time(text):
    assert timex.scan(text, THURSDAY) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The talks ended on Friday.", "2023-12-29"),
        ("The talks will end on Friday.", "2024-01-05"),
        ("The talks were on Thursday.", "2024-01-04"),
        ("He has until Tuesday.", "2024-01-09"),
        ("It began last Thursday.", "2023-12-28"),
        ("It was founded in March.", "2023-03"),
        ("It will open in March.", "2024-03"),
    ],
)
def test_bare_weekdays_and_months_are_read_as_a_newspaper_means_them(text, value):
    assert one(text).value == value


def test_tense_is_taken_from_the_caller_where_given():
    assert timex.scan("on Friday", THURSDAY, lambda at: "future")[0].value == "2024-01-05"
    assert timex.scan("on Friday", THURSDAY, lambda at: "past")[0].value == "2023-12-29"


def test_the_year_before_is_told_from_the_year_last_mentioned():
    found = timex.scan(
        "29,000 came in 2019 compared with 46,000 the year before and 40,000 two years earlier.", THURSDAY
    )

    assert [(ref.value, ref.anchored_to) for ref in found] == [("2019", ""), ("2018", "2019"), ("2017", "2019")]


def test_a_year_earlier_than_a_quarter_is_that_quarter():
    assert values("Sales in the third quarter of 2019 beat those a year earlier.")[1] == ("a year earlier", "2018-Q3")


def test_a_story_keeps_its_own_year():
    text = "Born in 1811, he was jailed in 1830. In May 1831 he left. In October he died."

    assert values(text)[-1] == ("October", "1831-10")


def test_without_a_date_relative_times_keep_their_surface_alone():
    assert [(r.text, r.value, r.period_start) for r in timex.scan("It rose last year.")] == [("last year", "", "")]
    assert timex.scan("It began on 3 May.")[0].value == "XXXX-05-03"


def test_without_a_date_the_text_may_fix_it():
    found = timex.scan("Income for 2014 was up. In the fourth quarter it fell from a year ago.")

    assert [ref.value for ref in found] == ["2014", "2014-Q4", "2013"]


def test_a_dateline_dates_an_undated_text():
    assert timex.scan("Friday, July 21, 2017\n\nShe won on Tuesday.")[1].value == "2017-07-18"


def test_a_number_beyond_all_times_does_no_harm():
    text = f"{'9' * 500} years ago, {'9' * 500} months later, for {'9' * 5000} days"

    assert all(ref.text in text for ref in timex.scan(text, THURSDAY))


def test_a_line_break_ends_a_time():
    assert [ref.text for ref in timex.scan("In May\n2019 was good", THURSDAY)] == ["May", "2019"]


def test_typographic_apostrophes_read_as_straight_ones():
    assert one("New Year’s Eve").value == "2023-12-31"


@pytest.mark.parametrize(
    ("text", "surface", "first", "last"),
    [
        ("from 2011 to 2016", "from 2011 to 2016", "2011-01-01", "2016-12-31"),
        ("between January 1 and September 26", "between January 1 and September 26", "2024-01-01", "2024-09-26"),
        ("from 20 December to 3 January", "from 20 December to 3 January", "2023-12-20", "2024-01-03"),
        ("from Sept. 19 to 22, 2016", "from Sept. 19 to 22, 2016", "2016-09-19", "2016-09-22"),
        ("1991-2020", "1991-2020", "1991-01-01", "2020-12-31"),
        ("since 1997", "since 1997", "1997-01-01", ""),
        ("the year to March 2005", "the year to March 2005", "2004-04-01", "2005-03-31"),
        ("the nine months ended Sept. 30, 2019", "the nine months ended Sept. 30, 2019", "2019-01-01", "2019-09-30"),
        ("the past two weeks", "the past two weeks", "2023-12-21", "2024-01-04"),
        ("The first nine months of the year", "The first nine months of the year", "2024-01-01", "2024-09-30"),
        ("The final two quarters of the year", "The final two quarters of the year", "2024-07-01", "2024-12-31"),
        ("The next two quarters of the year", "The next two quarters", "2024-01-04", "2024-07-04"),
    ],
)
def test_stretches_join_what_belongs_together(text, surface, first, last):
    stretch = timex.stretches(text, timex.scan(text, THURSDAY))[0]

    assert text[stretch.start : stretch.end] == stretch.text == surface
    assert (stretch.period_start, stretch.period_end) == (first, last)


@pytest.mark.parametrize("text", ["every week", "now", "for two years", "daily"])
def test_no_stretch_of_sets_lengths_and_references(text):
    assert timex.stretches(text, timex.scan(text, THURSDAY)) == []
