"""One SQLite database: a table each with its keys, full-text search, views for the usual questions.

Missing values are NULL. Articles that could not be read stand in ``unread``, for they have no id that is theirs alone.
``quotestats.metadata.json`` beside it tells Datasette what tables and columns mean.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

from quotestats.formats.columns import TABLES, Table
from quotestats.formats.writers import Writer, datasette

NAME = "quotestats.sqlite"
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}
_STATUS = TABLES["articles"].names.index("status")


class SqliteSink:
    """Tables of one database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        if table == "articles":
            self._insert("unread", [row for row in rows if row[_STATUS] == "failed"])
            rows = [row for row in rows if row[_STATUS] != "failed"]
        self._insert(table, rows)

    def _insert(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        cells = [[None if value == "" else value for value in row] for row in rows]
        if cells:
            marks = ", ".join("?" * len(cells[0]))
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", cells)


@contextmanager
def opened(folder: Path) -> Iterator[SqliteSink]:
    """Make the database in a folder, and its metadata beside it."""
    with closing(sqlite3.connect(folder / NAME)) as database, filled(database) as sink:
        yield sink
    (folder / datasette.NAME).write_text(datasette.metadata(NAME), encoding="utf-8", newline="\n")


@contextmanager
def filled(database: sqlite3.Connection) -> Iterator[SqliteSink]:
    """Make the tables in a database; search, indexes and views when all rows are in."""
    for name, table in TABLES.items():
        database.execute(f"CREATE TABLE {name} ({', '.join([*_columns(table), *_keys(table)])})")
    database.execute(f"CREATE TABLE unread ({', '.join(_columns(TABLES['articles']))})")
    yield SqliteSink(database)
    database.commit()
    script = resources.files("quotestats.formats.writers").joinpath("sqlite.sql").read_text(encoding="utf-8")
    database.executescript(script)


def _columns(table: Table) -> list[str]:
    return [f'"{column.name}" {_TYPES[column.type]}' for column in table.columns]


def _keys(table: Table) -> list[str]:
    """Return the keys of a table: its own, the article's, and the attribution's where it names one."""
    if table.name == "articles":
        return ["PRIMARY KEY (article_id)"]
    own = next(column.name for column in table.columns if column.key)
    keys = [f"PRIMARY KEY (article_id, {own})", "FOREIGN KEY (article_id) REFERENCES articles (article_id)"]
    if "attribution_id" in table.names and own != "attribution_id":
        pair = "(article_id, attribution_id)"
        keys.append(f"FOREIGN KEY {pair} REFERENCES attributions {pair}")
    return keys


WRITER = Writer("sqlite", f"one SQLite database, {NAME}, with keys, search and views, ready for Datasette", opened)
