from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.formats import dates


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-01-04", "2019-01-04"),
        ("2019-1-4", "2019-01-04"),
        ("2019/01/04 10:30", "2019-01-04"),
        ("2019-01-04T23:30:00-05:00", "2019-01-04"),
        ("20190104", "2019-01-04"),
        ("20190104T233000Z", "2019-01-04"),
        ("Fri, 04 Jan 2019 23:30:00 -0500", "2019-01-04"),
        ("4 January 2019", "2019-01-04"),
        ("4th of January, 2019", "2019-01-04"),
        ("04-Jan-2019", "2019-01-04"),
        ("January 4, 2019", "2019-01-04"),
        ("Friday, January 4th 2019", "2019-01-04"),
        ("Sept. 5, 2021", "2021-09-05"),
        ("Fri Jan 04 23:30:00 +0000 2019", "2019-01-04"),
        ("30/04/2019", "2019-04-30"),
        ("04/30/2019", "2019-04-30"),
        ("05.05.2019", "2019-05-05"),
        ("1356999181000", "2013-01-01"),
        ("1356999181", "2013-01-01"),
        ("1356999181.5", "2013-01-01"),
    ],
)
def test_a_day_however_it_is_written(written, day):
    assert dates.iso(written) == day


@pytest.mark.parametrize(
    "written", ["", "03/04/2019", "2019", "yesterday", "2019-13-01", "31 February 2020", "12", "9" * 40, "0000-00-00"]
)
def test_no_day_is_guessed(written):
    assert dates.iso(written) == ""


@given(st.text())
def test_any_words_give_a_day_or_nothing(written):
    assert dates.iso(written) == "" or len(dates.iso(written)) == 10


def test_a_very_long_text_is_no_date_and_takes_no_time():
    assert dates.iso("a" * 1_000_000) == ""


@given(st.dates(min_value=date(1500, 1, 1)))
def test_iso_days_stay_as_they_are(day):
    assert dates.iso(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2019-01-04_fire.txt", "2019-01-04"),
        ("2019/01/04/17.xml", "2019-01-04"),
        ("a/fire_20190104.txt", "2019-01-04"),
        ("2024-11-24.zip!/2019-01-04.txt", "2019-01-04"),
        ("2024-11-24.zip!/fire.txt", ""),
        ("20241124.csv#7", ""),
        ("2019-01-04 to 2019-02-01.txt", ""),
        ("2019-01-04/2019-01-04.txt", "2019-01-04"),
        ("2019-02-30.txt", ""),
        ("120190104.txt", ""),
        ("chapter 2019.txt", ""),
    ],
)
def test_the_day_in_a_path(path, day):
    assert dates.in_path(path) == day
