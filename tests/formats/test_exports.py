"""What the formats for statistics programs hold: types, keys, meanings, and nothing that runs."""

import csv
import json
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from archive import call, refused
from quotestats.errors import QuotestatsError, UsageError
from quotestats.formats import frames, readr
from quotestats.formats.columns import TABLES
from quotestats.formats.writers import xlsx

FORMULA = '=HYPERLINK("http://x.example","go")'


@pytest.fixture
def made(archive):
    archive.article("007", "Dee said 40 boats had come.", title=FORMULA, published="2024-01-04", outlet="+Gazette")
    archive.article("12e10", "Roe said 12 crews had left. Nobody counted 9 gulls.", published="1066-10-14")
    archive.article("NA", "Nothing here.")
    (archive.folder / "corpus/articles/bad.jsonl").write_text('{"id": "z"}\n', encoding="utf-8")
    archive.run()
    return archive


def export(*formats):
    return call("export", *[word for name in formats for word in ("--to", name)], "-q")


def test_sqlite_has_keys_types_search_and_views(made):
    export("sqlite")
    with closing(sqlite3.connect(made.outputs / "export/quotestats.sqlite")) as database:

        def ask(query):
            return database.execute(query).fetchall()

        assert ask("PRAGMA foreign_key_check") == []
        assert ask("SELECT article_id FROM articles ORDER BY 1") == [("007",), ("12e10",), ("NA",)]
        assert ask("SELECT count(*) FROM unread") == [(1,)]
        types = "typeof(article_id), typeof(value), typeof(start), typeof(year), published"
        assert ask(f"SELECT {types} FROM quoted_statistics ORDER BY article_id") == [
            ("text", "real", "integer", "null", "2024-01-04"),
            ("text", "real", "integer", "null", "1066-10-14"),
        ]
        found = "SELECT rowid FROM quoted_statistics_fts WHERE quoted_statistics_fts MATCH 'crews'"
        assert ask(f"SELECT quantity FROM quoted_statistics WHERE rowid IN ({found})") == [("12",)]
        assert ask("SELECT sum(statistics), sum(indirect) FROM speakers") == [(2, 2)]
        assert ask("SELECT month, articles FROM coverage WHERE outlet = '+Gazette'") == [("2024-01", 1)]
        assert ask("SELECT who, value FROM claims ORDER BY value") == [("Roe", 12.0), ("Dee", 40.0)]
    described = json.loads((made.outputs / "export/quotestats.metadata.json").read_text(encoding="utf-8"))
    tables = described["databases"]["quotestats"]["tables"]
    for name, table in TABLES.items():
        assert tables[name]["columns"].keys() == set(table.names)
        assert set(tables[name]["facets"]) <= set(table.names)


def test_a_workbook_holds_texts_as_texts_and_days_as_days(made):
    pytest.importorskip("xlsxwriter")
    export("xlsx")
    with ZipFile(made.outputs / "export/quotestats.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "=HYPERLINK(&quot;" in sheet or '=HYPERLINK("' in sheet
    assert 'quotePrefix="1"' in styles
    assert "<v>45295</v>" in sheet  # 2024-01-04 in Excel's days
    assert "1066-10-14" in sheet  # before Excel's first day: as text


def test_a_workbook_is_the_same_every_time(made):
    pytest.importorskip("xlsxwriter")
    for name in ("one", "two"):
        call("export", "--to", "xlsx", "--into", name, "-q")
    first, second = ((made.folder / name / "quotestats.xlsx").read_bytes() for name in ("one", "two"))
    assert first == second


def test_stata_has_labels_days_and_ids_as_texts(made):
    export("stata")
    with pd.read_stata(made.outputs / "export/quoted_statistics.dta", iterator=True) as reader:
        labels = reader.variable_labels()
        found = reader.read()
    assert found["article_id"].tolist() == ["007", "12e10"]
    assert found["published"].dt.date.tolist() == [date(2024, 1, 4), date(1066, 10, 14)]
    assert found["value"].tolist() == [40.0, 12.0]
    assert labels["value"].startswith("the number as meant")


def test_csvw_names_every_column_and_takes_the_csvs_along(made):
    export("csvw")
    described = json.loads((made.outputs / "export/csv-metadata.json").read_text(encoding="utf-8"))
    for table in described["tables"]:
        with (made.outputs / "export" / table["url"]).open(encoding="utf-8", newline="") as lines:
            assert next(csv.reader(lines)) == [column["name"] for column in table["tableSchema"]["columns"]]
    call("export", "--to", "csvw", "--into", "outputs", "-q")
    assert (made.outputs / "csv-metadata.json").is_file()


def test_frames_are_typed_and_keep_what_spreadsheets_spoil(made):
    tables = frames.load(made.outputs)
    said = tables.quoted_statistics
    assert said["article_id"].tolist() == ["007", "12e10"]
    assert tables.articles["article_id"].tolist()[:3] == ["007", "12e10", "NA"]
    assert said["published"].tolist() == [pd.Timestamp(2024, 1, 4), pd.Timestamp("1066-10-14")]
    assert said["value"].sum() == 52
    assert str(said["year"].dtype) == "Int64"
    assert "percentage_point" in said["kind"].cat.categories
    assert said["unit"].isna().sum() == 0
    assert said["actor_wikidata"].isna().all()
    assert tables.quantities["attribution_id"].isna().tolist() == [False, False, True]
    assert len(tables.mentions) == 0
    assert tables.times.columns.tolist() == list(TABLES["times"].names)


def test_a_folder_without_tables_is_named(tmp_path, archive):
    with pytest.raises(UsageError, match="run quotestats first"):
        frames.load(tmp_path)
    assert "run quotestats first" in refused("export", "--to", "sqlite")
    assert not (tmp_path / "outputs").exists()


def test_export_wants_a_format_that_there_is(made):
    assert "quotestats formats" in refused("export")
    assert "formats are: csv" in refused("export", "--to", "spss")


def test_r_code_gives_every_column_its_type():
    code = "\n".join(readr.code(Path("a folder")))
    assert '"a folder/times.csv"' in code
    assert all(f"    {column.name} = col_" in code for table in TABLES.values() for column in table.columns)
    assert code.count("(") == code.count(")")
    assert call("export", "--r").stdout.startswith("library(readr)\n")


def test_without_xlsxwriter_the_error_names_the_extra(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert 'pip install "quotestats[excel]"' in refused("export", "--to", "xlsx")
    assert [*(made.outputs / "export").iterdir()] == []


def test_a_long_cell_is_cut_and_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr(xlsx, "_ROWS", 3)
    columns = TABLES["times"].names
    with pytest.raises(QuotestatsError, match="export to parquet or sqlite"), xlsx.opened(tmp_path) as sink:
        for length in (40_000, 1, 1):
            sink.write("times", [["y" * length if name == "text" else None for name in columns]])
    with ZipFile(tmp_path / xlsx.NAME) as book:
        sheet = book.read("xl/worksheets/sheet5.xml").decode()
    assert "y" * 32_766 + "…<" in sheet
