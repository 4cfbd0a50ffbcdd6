"""One SQLite database with a table each, missing values as NULL."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from quotestats.formats.columns import TABLES
from quotestats.formats.writers import Writer

NAME = "quotestats.sqlite"
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}


class SqliteSink:
    """Tables of one database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        marks = ", ".join("?" * len(TABLES[table].columns))
        cells = ([None if value == "" else value for value in row] for row in rows)
        self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", cells)


@contextmanager
def opened(folder: Path) -> Iterator[SqliteSink]:
    """Make the database and its tables in a folder."""
    with closing(sqlite3.connect(folder / NAME)) as database:
        for name, table in TABLES.items():
            columns = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in table.columns)
            database.execute(f"CREATE TABLE {name} ({columns})")
        yield SqliteSink(database)
        database.commit()


WRITER = Writer("sqlite", f"one SQLite database, {NAME}, with a table each", opened)
