"""Rows that are kept as the lines of CSV that they are in the tables."""

import sqlite3
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestats import batch
from quotestats.batch.kept import Kept
from quotestats.batch.plan import STATE
from quotestats.batch.rows import NAMES, DamagedError, lines, packed, unpack
from quotestats.formats.columns import TABLES
from quotestats.formats.writers.csv import line
from quoting_recipe import QuotingRecipe

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(('"', "a\rb", "\r\n", ",", "NA"))
cell = {
    "string": text,
    "date": st.sampled_from(("", "2024-01-04")),
    "integer": st.none() | st.integers(0, 2**40),
    "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.none() | st.booleans(),
}
row = {name: st.tuples(*(cell[column.type] for column in TABLES[name].columns)).map(list) for name in NAMES}
tables = st.fixed_dictionaries({name: st.lists(row[name], max_size=2) for name in NAMES})


@settings(max_examples=60, deadline=None)
@given(rows=tables)
def test_rows_are_the_same_when_they_are_unpacked_and_their_lines_those_of_the_tables(rows):
    kept = packed(rows)
    assert unpack(kept) == rows
    for name, one in lines(kept).items():
        assert one.rows == len(rows[name])
        assert one.written == "".join(map(line, rows[name])).encode()


@pytest.mark.parametrize("kept", [b"", b"no rows", zlib.compress(b"short")])
def test_what_is_no_rows_is_told(kept):
    with pytest.raises(DamagedError):
        unpack(kept)


def test_rows_of_an_older_layout_are_made_again_with_no_change_told(tmp_path):
    (tmp_path / "a.txt").write_text("Dee said 40 boats.\n", encoding="utf-8")
    plan = batch.Plan([str(tmp_path / "a.txt")], tmp_path / "out", QuotingRecipe())
    batch.run(plan)
    with sqlite3.connect(tmp_path / "out" / STATE / "results.sqlite") as database:
        database.executescript("UPDATE kept SET rows = x'00'; PRAGMA user_version = 0;")
    database.close()
    found = batch.run(plan)
    assert (found.done, found.reused, sum(found.changes.values())) == (1, 0, 0)


def test_costly_results_outlive_a_change_of_the_layout(tmp_path):
    with Kept(tmp_path) as kept:
        kept.keep_costly("parses", b"text", "00" * 16, b"parse")
    with sqlite3.connect(tmp_path / "results.sqlite") as database:
        database.execute("PRAGMA user_version = 0")
    database.close()
    with Kept(tmp_path) as kept:
        assert kept.costly("parses", b"text", "00" * 16) == b"parse"
