"""Time expressions at the edges: what has no day, no value, or is none; each group by what it has in common."""

from datetime import date

import pytest

from quotestats import timex
from quotestats.timex import calendar, numbers, resolve

PUBLISHED = "2024-01-04"

EDGES = {
    "Clock times: the day beside them or the last one said; hours and minutes that no clock has are no time": [
        ("It opened at high noon.", PUBLISHED, ""),
        ("It left at 6 pm on 3 May 2023.", PUBLISHED, "6 pm on 3 May 2023=2023-05-03T18:00"),
        ("He left at 7.30 pm yesterday.", PUBLISHED, "7.30 pm yesterday=2024-01-03T19:30"),
        ("It left at 7 pm.", "", "7 pm=T19:00"),
        ("At 7 pm on 31 May they met.", "", "7 pm on 31 May=XXXX-05-31T19:00"),
        ("The 2575 GMT signal", PUBLISHED, ""),
        ("at 25:10 they left", PUBLISHED, ""),
        ("at 11:75 am", PUBLISHED, ""),
        ("On Tuesday it rained. It began at 8 pm.", PUBLISHED, "Tuesday=2024-01-02; 8 pm=2024-01-02T20:00"),
    ],
    "Numbers in lengths and years, in figures and words": [
        ("He waited 5 1/2 years.", PUBLISHED, "5 1/2 years=P5Y6M"),
        ("in the year two thousand and five", PUBLISHED, "the year two thousand and five=2005"),
        ("in twenty twelve", PUBLISHED, "twenty twelve=2012"),
        ("in nineteen five", PUBLISHED, ""),
        ("since '97", PUBLISHED, "'97=1997"),
    ],
    "Far from every calendar: a value without days, or no day at all": [
        ("9,000 years ago", PUBLISHED, "9,000 years ago=-6976"),
        ("2,500 years ago", PUBLISHED, "2,500 years ago=-0476"),
        ("10,000 years from now", PUBLISHED, "10,000 years from now="),
        ("In 384, he left.", PUBLISHED, "384=0384"),
        ("in 384 boats", PUBLISHED, ""),
        ("2016-13-03", PUBLISHED, ""),
        ("2016-10-03", PUBLISHED, "2016-10-03=2016-10-03"),
        ("2016-10-03T10:00", PUBLISHED, "2016-10-03T10:00=2016-10-03T10:00"),
    ],
    "Days of the week, looked for in the direction that the words say": [
        ("They must wait until Friday.", PUBLISHED, "Friday=2024-01-05"),
        ("as soon as Monday", PUBLISHED, "Monday=2024-01-08"),
        ("Monday next week", PUBLISHED, "Monday next week=2024-01-08"),
        ("On Friday last week", PUBLISHED, "Friday last week=2023-12-29"),
        ("next Friday", "", "next Friday=XXXX-WXX-5"),
        ("next Friday", PUBLISHED, "next Friday=2024-01-05"),
        (
            "On 3 May 2023 he left. The previous Monday he came.",
            PUBLISHED,
            "3 May 2023=2023-05-03; The previous Monday=2023-05-01",
        ),
        ("The following Monday he came.", PUBLISHED, "The following Monday=2024-01-08"),
    ],
    "Today and the days beside it; names and figures of speech are no days": [
        ("They read “This Week” on air.", PUBLISHED, ""),
        ("A brighter tomorrow.", PUBLISHED, ""),
        ("The day before yesterday it rained.", PUBLISHED, "The day before yesterday=2024-01-02"),
        ("tomorrow night", "", "tomorrow night=XXXX-XX-XXTNI"),
        (
            "On 3 May 2023 it fell. That evening it rose.",
            PUBLISHED,
            "3 May 2023=2023-05-03; That evening=2023-05-03TEV",
        ),
    ],
    "Units told from publication or from the time last said; without either they have no value": [
        ("that same day it rose", "", "same day="),
        ("In 2019 it fell. The next year it rose.", PUBLISHED, "2019=2019; The next year=2020"),
        ("that year it rose", PUBLISHED, "that year="),
        ("On 3 May 2023 it fell. That week it rose.", PUBLISHED, "3 May 2023=2023-05-03; That week=2023-W18"),
        ("the past fortnight", PUBLISHED, "the past fortnight=P2W"),
        ("over the past decade", PUBLISHED, "the past decade=P10Y"),
        ("in the past quarter", "", "the past quarter=P1Q"),
        ("by the end of the week", PUBLISHED, "the end of the week=2024-W01"),
        ("over the weekend", "2024-01-06", "the weekend=2024-W01-WE"),
        ("over the weekend", PUBLISHED, "the weekend=2023-W52-WE"),
        ("for the year ended March 31", PUBLISHED, "the year=P1Y; March 31=2023-03-31"),
        ("the fiscal year", PUBLISHED, "the fiscal year=P1Y"),
        ("the last day", PUBLISHED, ""),
        ("In 2019 it rose. For the full year it fell.", "", "2019=2019; the full year=2019"),
        ("for the full year", PUBLISHED, "the full year=2024"),
        ("the full year", "", "the full year="),
    ],
    "Periods compared with an earlier one": [
        ("the 1988 period", PUBLISHED, "the 1988 period=1988"),
        (
            "In the first nine months of 1989 it rose, against the 1988 period.",
            PUBLISHED,
            "the first nine months of 1989=P9M; the 1988 period=P9M",
        ),
        ("the quarter-mile", PUBLISHED, ""),
        ("in the quarter ended June 30", PUBLISHED, "the quarter=P1Q; June 30=2023-06-30"),
        (
            "In the second quarter of 2023 it fell. In the quarter it cut jobs.",
            PUBLISHED,
            "the second quarter of 2023=2023-Q2; the quarter=2023-Q2",
        ),
        ("in the quarter", PUBLISHED, "the quarter=2023-Q4"),
        (
            "In the first quarter of 2023 it fell. A year earlier it rose.",
            PUBLISHED,
            "the first quarter of 2023=2023-Q1; A year earlier=2022-Q1",
        ),
        ("In 2019 it rose. A year ago it fell.", "", "2019=2019; A year ago=2018"),
        ("three hours from now", PUBLISHED, "three hours from now=2024-01-04"),
        ("two hours ago", PUBLISHED, "two hours ago=2024-01-04"),
        ("a pair of years ago", PUBLISHED, "a pair of years ago=2022"),
        ("the year before last", PUBLISHED, "the year before last=2022"),
        ("two days after the vote", PUBLISHED, "two days=P2D"),
        ("9% more than a year earlier", PUBLISHED, "a year earlier=2023"),
        ("the week before Christmas", PUBLISHED, "the week before Christmas=2023-W51"),
        ("the day after 3 May", PUBLISHED, "the day after 3 May=2024-05-04"),
        ("the day before Christmas", "", "the day before Christmas="),
    ],
    "Days and parts of months": [
        ("on the 22nd, he said", PUBLISHED, "the 22nd=2024-01-22"),
        ("On 3 May 2023 he came; on the 31st, he left.", PUBLISHED, "3 May 2023=2023-05-03; the 31st=2023-05-31"),
        ("In April 2023 he came. On the 31st, he left.", PUBLISHED, "April 2023=2023-04"),
        ("on the 22nd, he said", "", "on the 22nd=XXXX-XX-22"),
        ("the second weekend of May", PUBLISHED, "the second weekend of May=2024-W19-WE"),
        ("the last weekend of May 2023", PUBLISHED, "the last weekend of May 2023=2023-W21-WE"),
        ("the first day of May", "", "the first day of May=XXXX-05"),
        ("the last week of February 2023", PUBLISHED, "the last week of February 2023=2023-02"),
        ("30 February 2023", PUBLISHED, "February 2023=2023-02"),
        ("May 3 last year", PUBLISHED, "May 3 last year=2023-05-03"),
        ("in May 20 percent left", PUBLISHED, "May=2024-05"),
        ("Sept. 19 to 22, 2016", PUBLISHED, "Sept. 19=2016-09-19; 22, 2016=2016-09-22"),
        ("last May", PUBLISHED, "last May=2023-05"),
        ("last May", "", "last May=XXXX-05"),
        ("last fall", PUBLISHED, "last fall=2023-FA"),
        ("The 2012 Summer Olympics", PUBLISHED, "2012=2012"),
        ("the fall of Rome", PUBLISHED, ""),
    ],
    "Years, decades, centuries and parts of years": [
        ("the year 44 BC", PUBLISHED, "44 BC=-0044"),
        ("Around 2000 villagers left.", PUBLISHED, ""),
        ("2007-13", PUBLISHED, "2007-13=2007/2013"),
        ("2010/09", PUBLISHED, ""),
        ("the 1994-95 school year", PUBLISHED, "the 1994-95 school year=1994/95"),
        ("fiscal twenty", PUBLISHED, ""),
        ("the mid-30s", PUBLISHED, ""),
        ("his late 30s", PUBLISHED, ""),
        ("the '80s", PUBLISHED, "the '80s=198"),
        ("the 35th century", PUBLISHED, ""),
        ("the second century BC", PUBLISHED, "the second century BC=-01"),
        ("the final quarter of 1989", PUBLISHED, "the final quarter of 1989=1989-Q4"),
        ("the fifth quarter", PUBLISHED, ""),
        ("the latter half of 2015", PUBLISHED, "the latter half of 2015=2015-H2"),
        ("the third half", PUBLISHED, ""),
        (
            "In the 2023/24 budget year it fell. The following year it rose.",
            PUBLISHED,
            "the 2023/24 budget year=2023/24; The following year=2024/25",
        ),
        ("in the year nineteen hundred", PUBLISHED, "the year nineteen hundred=1900"),
        ("Thanksgiving 2023", PUBLISHED, "Thanksgiving 2023=2023-11-23"),
        ("Memorial Day 2023", PUBLISHED, "Memorial Day 2023=2023-05-29"),
        ("Memorial Day", "", "Memorial Day="),
        ("Easter 2023", PUBLISHED, "Easter 2023=2023-04-09"),
        ("Black Friday 2023", PUBLISHED, "Black Friday 2023=2023-11-24"),
        ("in the fall of 2020", PUBLISHED, "the fall of 2020=2020-FA"),
        ("32 May", PUBLISHED, ""),
        ("Twenty-first of May 2023", PUBLISHED, "Twenty-first of May 2023=2023-05-21"),
        ("from 1130 to 1215 GMT", PUBLISHED, ""),
        ("at 1130 GMT", PUBLISHED, "1130 GMT=2024-01-04T11:30"),
        ("Feb. 29", "2023-03-01", "Feb. 29=2024-02-29"),
        ("Monday night", "", "Monday night=XXXX-WXX-1TNI"),
        ("last night it rained", PUBLISHED, "last night=2024-01-03TNI"),
        ("the last three months of 2023", PUBLISHED, "the last three months of 2023=P3M"),
    ],
    "What only looks like a time, beside what is one": [
        ("He did roughly 1600 hours of work.", PUBLISHED, ""),
        ("It came at 190 hours.", PUBLISHED, "190 hours=PT190H"),
        ("at twenty five o'clock they left", PUBLISHED, ""),
        ("the fifth week of February 2023", PUBLISHED, "February 2023=2023-02"),
        ("the sixth weekend of May", PUBLISHED, "May=2024-05"),
        ("On 32 May they left.", PUBLISHED, ""),
        ("On 30 February they left.", PUBLISHED, "February=2024-02"),
        ("on May 12 to 45 they left", PUBLISHED, "May 12=2024-05-12"),
        ("9999999999999 years ago", PUBLISHED, "9999999999999 years ago=PAST_REF"),
        ("the year three", PUBLISHED, ""),
        ("in FY24 sales rose", PUBLISHED, "FY24=2024"),
        ("in 500 BC it fell", PUBLISHED, "500 BC=-0500"),
        ("In AD 79 it fell.", PUBLISHED, "AD 79=0079"),
        ("It fell in 500, they said.", PUBLISHED, "500=0500"),
        ("on Sun night", PUBLISHED, "Sun night=2023-12-31TNI"),
        ("Mon it fell", PUBLISHED, ""),
        ("Our Friday Today show", PUBLISHED, "Friday=2023-12-29"),
        ("He read VOA Today.", PUBLISHED, ""),
        ("one today", PUBLISHED, ""),
        ("days of the week", PUBLISHED, "days=PXD"),
        ("two weeks of the year", PUBLISHED, "two weeks=P2W; the year=2024"),
        ("most of the week", PUBLISHED, "the week=2024-W01"),
        ("part of the year", PUBLISHED, ""),
        ("the past", PUBLISHED, "the past=PAST_REF"),
        ("in the past two years", PUBLISHED, "the past two years=P2Y"),
        ("c. 1500", PUBLISHED, "1500=1500"),
        ("in about 1950", PUBLISHED, "1950=1950"),
        ("about 1950", PUBLISHED, ""),
        ("It ran from 12 1950.", PUBLISHED, ""),
        ("a 2000 year old tradition", PUBLISHED, ""),
        ("1990% of it", PUBLISHED, ""),
        ("2007-05", PUBLISHED, ""),
        ("1890 – 85", PUBLISHED, "1890=1890"),
        ("1990 - 91 boats", PUBLISHED, "1990=1990"),
        ("the mid-30s", PUBLISHED, ""),
        ("the mid-'30s", PUBLISHED, "the mid-'30s=193"),
        ("her thirties", PUBLISHED, ""),
        ("the 31st century", PUBLISHED, ""),
        ("the second century BC", PUBLISHED, "the second century BC=-01"),
        ("the first quartile (Q1) was", PUBLISHED, ""),
        ("the fifth quarter of 2015", PUBLISHED, "2015=2015"),
        ("the final quarter", PUBLISHED, "the final quarter=2023-Q4"),
        ("the third half of 2015", PUBLISHED, "2015=2015"),
        ("the latter half of 2015", PUBLISHED, "the latter half of 2015=2015-H2"),
        (
            "In March 2019 it rose. The year-ago third quarter was bad.",
            PUBLISHED,
            "March 2019=2019-03; The year-ago third quarter=2018-Q3",
        ),
        ("last May", "", "last May=XXXX-05"),
        ("last spring", "", "last spring="),
        ("the week of March 6", "", "March 6=XXXX-03-06"),
        ("November to February last year", "", "November=XXXX-11; February last year=XXXX-02"),
        ("the year-ago third quarter", "", "the year-ago third quarter=XXXX-Q3"),
        ("In 2019 it rose. The third quarter was bad.", "", "2019=2019; The third quarter=2019-Q3"),
    ],
}


@pytest.mark.parametrize(
    ("text", "published", "times"),
    [row for rows in EDGES.values() for row in rows],
    ids=lambda cell: cell or "none",
)
def test_times_at_the_edges(text, published, times):
    assert "; ".join(f"{ref.text}={ref.value}" for ref in timex.scan(text, published)) == times


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the last three months of 2023", "2023-10-01", "2023-12-31"),
        ("the week before Christmas", "2023-12-18", "2023-12-24"),
        ("over the past decade", "2014-01-04", "2024-01-04"),
        ("the second weekend of May", "2024-05-11", "2024-05-12"),
        ("2007-13", "2007-01-01", "2013-12-31"),
        ("the 1994-95 school year", "1994-09-01", "1995-08-31"),
        ("2,500 years ago", "", ""),
        ("the second century BC", "", ""),
    ],
)
def test_days_at_the_edges(text, first, last):
    (ref,) = timex.scan(text, PUBLISHED)
    assert (ref.period_start, ref.period_end) == (first, last)


def test_no_period_goes_beyond_the_years_of_the_calendar():
    last_month = calendar.month(9999, 12)

    assert (calendar.month(9999, 13).value, calendar.month(9999, 13).first) == ("10000-01", None)
    assert calendar.moved(date(9999, 12, 1), "Y", 1) is None
    assert calendar.moved(date(1, 1, 1), "D", -1) is None
    assert calendar.shift(last_month, 1) is None
    assert calendar.years_on(last_month, 1) is None
    assert calendar.shift(calendar.month(10_000, 1), -1) is None
    assert calendar.years_on(calendar.month(10_000, 1), -1) is None
    assert calendar.year(-44).first is None


def test_the_same_budget_year_of_another_year():
    budget = calendar.financial_year(2023, 4)

    assert calendar.is_financial(budget)
    assert calendar.years_on(budget, -1).value == "2022/23"
    assert calendar.years_on(budget, -1).first == date(2022, 4, 1)


def test_a_holiday_of_no_year_is_an_error():
    assert resolve.holiday("1/-1-5", 2023).first == date(2023, 5, 29)  # the last Monday of May
    assert resolve.holiday("2016-11-08", 1999).first == date(2016, 11, 8)  # a day that was only once
    with pytest.raises(ValueError, match="no year 0"):
        resolve.holiday("1/-1-5", 0)


def test_what_only_sounds_like_a_year_in_words_is_none():
    assert [numbers._spoken_year(parts) for parts in ([20, 12], [19, 100], [2, 1000, 5])] == [2012, 1900, 2005]
    assert [numbers._spoken_year(parts) for parts in ([19], [19, 5], [30, 12])] == [None, None, None]
