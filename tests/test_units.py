"""The unit table, a person's own units, and the dollar of an article."""

import pytest

from quotestats import units
from quotestats.errors import LexiconError


@pytest.mark.parametrize(
    ("outlet", "url", "currency"),
    [
        ("", "https://news.example.com.au/a/1", "AUD"),
        ("", "https://www.example.ca/b", "CAD"),
        ("The Straits Times", "", "SGD"),
        ("Harbour Post", "https://example.org/ca", "USD"),
        ("", "", "USD"),
    ],
)
def test_dollar(outlet, url, currency):
    assert units.dollar(outlet, url) == currency


def test_own_units_stand_before_the_table():
    rows = units.rows([{"surface": "MJ", "unit": "megajoule", "kind": "measure", "factor": "1"}])

    assert rows[0]["unit"] == "megajoule" and rows[0]["match"] == "symbol"


def test_missing_columns_of_own_units_have_defaults():
    (own, *_) = units.rows([{"surface": "stere"}])

    assert (own["unit"], own["kind"], own["factor"]) == ("stere", "measure", "1")


@pytest.mark.parametrize(("kind", "factor"), [("speed", "1"), ("measure", "much")])
def test_own_units_are_checked(kind, factor):
    with pytest.raises(LexiconError, match="vat"):
        units.rows([{"surface": "vat", "unit": "litre", "kind": kind, "factor": factor}])


def test_every_row_has_a_kind_a_unit_and_a_factor():
    for row in units.rows():
        assert row["surface"] and row["unit"] and float(row["factor"]) > 0
        assert row["kind"] in {"percent", "percentage_point", "points", "measure", "duration", "money"}
        assert row["place"] in {"before", "after", "either"}
        assert row["match"] in {"word", "symbol", "letter", "scaled"}
