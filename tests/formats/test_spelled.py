from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.formats import spelled


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01"),
        ("December 31, 2018 Monday \xa0 City Final Edition", "2018-12-31"),
        ("12 April 2013 Tuesday", "2013-04-12"),
        ("Friday, 5. July 2019 09:31:00 CEST", "2019-07-05"),
        ("5th of July, 2019", "2019-07-05"),
        ("jeudi 5 octobre 2013", "2013-10-05"),
        ("1er août 2020", "2020-08-01"),
        ("France, mercredi 11 septembre 2024 134 mots, p. 11", "2024-09-11"),
        ("Freitag, 5. Juli 2019", "2019-07-05"),
        ("3. Maerz 2010", "2010-03-03"),
        ("Montag 4. Jänner 2010", "2010-01-04"),
        ("domingo 12 de mayo de 2019", "2019-05-12"),
        ("12 de março de 2019", "2019-03-12"),
        ("10 maart 2020", "2020-03-10"),
        ("5 июля 2019", "2019-07-05"),
        ("[Kelmouth, Oru]08 May 2010: AA.2.", "2010-05-08"),
        ("20151210T191044Z", "2015-12-10"),
        ("2012-01-09T01:35:58Z", "2012-01-09"),
        ("Fri, 04 Jan 2019 23:30:00 -0500", "2019-01-04"),
        ("2018 年 10 月 7 日 17:04", "2018-10-07"),
        ("2018년 10월 7일", "2018-10-07"),
        ("2018 年 13 月 7 日", ""),
        ("October 2019", ""),
        ("31 February 2019", ""),
        ("Channel 4 News 2019", ""),
        ("03/04/2019", ""),
        ("", ""),
    ],
)
def test_days_in_words(words, day):
    assert spelled.day(words) == day


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_in_english_words_comes_back(day):
    assert spelled.day(f"Issue 3, {day.strftime('%B')} {day.day}, {day.year}, Late Edition") == day.isoformat()


@given(st.text(max_size=200))
def test_any_text_gives_a_day_or_nothing(words):
    assert len(spelled.day(words)) in (0, 10)
