"""Parquet: one file a table, typed columns, missing values as nulls. Needs pyarrow, the extra ``parquet``."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from quotestats.errors import MissingExtraError
from quotestats.formats.columns import TABLES, Column
from quotestats.formats.writers import Writer

_ROWS = 20_000  # rows in memory at a time


class ParquetSink:
    """One file a table, written in groups of rows."""

    def __init__(self, files: dict[str, Any], schemas: dict[str, Any]) -> None:  # Any: pyarrow ships no types
        self._files, self._schemas = files, schemas
        self._waiting: dict[str, list[Sequence[object]]] = {name: [] for name in TABLES}

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        self._waiting[table].extend(rows)
        if len(self._waiting[table]) >= _ROWS:
            self.flush(table)

    def flush(self, table: str) -> None:
        """Write the rows that wait in memory."""
        import pyarrow as pa

        rows, self._waiting[table] = self._waiting[table], []
        columns = TABLES[table].columns
        arrays = [[_value(column, row[n]) for row in rows] for n, column in enumerate(columns)]
        self._files[table].write_table(pa.table(arrays, schema=self._schemas[table]))


@contextmanager
def opened(folder: Path) -> Iterator[ParquetSink]:
    """Open all tables in a folder."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet", "writing Parquet") from error
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    schemas = {
        name: pa.schema([pa.field(column.name, types[column.type]) for column in table.columns])
        for name, table in TABLES.items()
    }
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema))
            for name, schema in schemas.items()
        }
        sink = ParquetSink(files, schemas)
        yield sink
        for name in TABLES:
            sink.flush(name)


def _value(column: Column, value: object) -> object:
    if value is None or value == "":
        return None
    return date.fromisoformat(str(value)) if column.type == "date" else value


WRITER = Writer("parquet", "Parquet, one file a table (needs the extra parquet)", opened)
