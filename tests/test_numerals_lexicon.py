"""The tables of the number grammar: columns, order, duplicates, and that every cell can be read."""

from fractions import Fraction

import pytest

from quotestats import lexicon
from quotestats.records import Bound

TABLES = {
    "numerals": ["surface", "value", "class", "source"],
    "scales": ["surface", "value", "match", "source"],
    "fractions": ["surface", "value", "match", "source"],
    "bounds": ["surface", "bound", "place", "source"],
    "rates": ["surface", "per", "match", "source"],
    "units": ["surface", "unit", "kind", "factor", "per", "match", "source"],
    "currencies": ["surface", "unit", "factor", "place", "match", "source"],
    "multiples": ["surface", "value", "class", "direction", "source"],
    "change": ["lemma", "class", "direction", "takes", "source"],
    "counting": ["lemma", "class", "source"],
    "not_quantities": ["surface", "class", "source"],
    "number_contexts": ["class", "word", "source"],
    "dollars": ["surface", "unit", "match", "source"],
}


@pytest.mark.parametrize("name", TABLES)
def test_table(name):
    rows = lexicon.table(name)
    cells = [tuple(row.values()) for row in rows]

    assert all(list(row) == TABLES[name] and row["source"] for row in rows)
    assert cells == sorted(set(cells))


def test_values_can_be_read():
    for row in (*lexicon.table("numerals"), *lexicon.table("scales")):
        assert float(row["value"]) >= 0
    assert all(0 < Fraction(row["value"]) < 1 for row in lexicon.table("fractions"))


def test_bounds_and_directions_are_those_of_the_records():
    assert {row["bound"] for row in lexicon.table("bounds")} <= set(Bound.__args__)
    assert {row["direction"] for row in lexicon.table("change")} == {"up", "down"}
    assert {row["takes"] for row in lexicon.table("change")} <= {"", "object", "amount", "to"}
    assert {row["direction"] for row in lexicon.table("multiples")} <= {"", "up", "down"}
