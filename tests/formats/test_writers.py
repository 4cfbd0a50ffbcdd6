import csv
import io
import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.formats import writers
from quotestats.formats.columns import TABLES
from quotestats.formats.writers.csv import cell, line, plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_every_cell_reads_back_exactly(cells):
    (back,) = csv.reader(io.StringIO(line(cells), newline=""))
    assert back == cells


def test_a_bare_carriage_return_is_quoted():
    assert line(["a\rb", "c"]) == '"a\rb",c\n'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2e9, "2000000000"),
        (165000.0, "165000"),
        (0.2, "0.2"),
        (-0.05, "-0.05"),
        (1e20, "100000000000000000000"),
        (1e22, "1e+22"),
        (1e-7, "1e-07"),
        (0.0, "0"),
        (3, "3"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        (("a", "b"), "a|b"),
    ],
)
def test_plain(value, words):
    assert plain(value) == words


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_exactly(value):
    assert float(cell(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {}, object()])
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        plain(value)


EXAMPLE = {"string": "x", "integer": 1, "number": 2.5, "date": "2024-01-04", "boolean": True}


def rows_of(name):
    full = [EXAMPLE[column.type] for column in TABLES[name].columns]
    return [full, ["y" if value == "x" else None for value in full]]


@pytest.mark.parametrize("name", ["csv", "jsonl", "sqlite", "parquet"])
def test_every_writer_gives_back_the_same_rows(name, tmp_path):
    if name == "parquet":
        pytest.importorskip("pyarrow")
    with writers.writer(name).open(tmp_path) as sink:
        for table in TABLES:
            sink.write(table, rows_of(table))
    for table, schema in TABLES.items():
        back = READ[name](tmp_path, table, schema.names)
        assert [[str(value or "") for value in row] for row in back] == [
            [str(value or "") for value in row] for row in rows_of(table)
        ]


def read_csv(folder, table, names):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def read_jsonl(folder, table, names):
    lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [[json.loads(text)[name] for name in names] for text in lines]


def read_sqlite(folder, table, names):
    database = sqlite3.connect(folder / "quotestats.sqlite")
    found = database.execute(f"SELECT * FROM {table}").fetchall()
    database.close()
    return found


def read_parquet(folder, table, names):
    import pyarrow.parquet as pq

    return [[row[name] for name in names] for row in pq.read_table(folder / f"{table}.parquet").to_pylist()]


READ = {"csv": read_csv, "jsonl": read_jsonl, "sqlite": read_sqlite, "parquet": read_parquet}
