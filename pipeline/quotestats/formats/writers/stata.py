"""Stata: one .dta a table, with the meaning of each column as its label. Holds one table at a time in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from quotestats.formats.columns import TABLES, Table
from quotestats.formats.writers import Writer
from quotestats.formats.writers.csv import plain

_LABEL = 80  # characters that a label holds
_SHORT = 2045  # bytes of text that a plain column holds
_RENAMED = {"end": "_end"}  # a word that Stata reserves
_EPOCH = datetime(2000, 1, 1)  # the time in the file: the same bytes every day


class StataSink:
    """Rows that wait for their table's end: the format wants the longest text first."""

    def __init__(self) -> None:
        self.rows: dict[str, list[list[str]]] = {name: [] for name in TABLES}

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        self.rows[table] += [[plain(value) for value in row] for row in rows]


@contextmanager
def opened(folder: Path) -> Iterator[StataSink]:
    """Write each table into a folder when all rows are there."""
    sink = StataSink()
    yield sink
    for name, table in TABLES.items():
        _write(folder / f"{name}.dta", table, sink.rows.pop(name))


def _write(file: Path, table: Table, rows: list[list[str]]) -> None:
    from quotestats.formats import frames

    typed = frames.frame(table.name, rows)
    days = {column.name: "td" for column in table.columns if column.type == "date"}
    texts = {column.name: number for number, column in enumerate(table.columns) if column.type == "string"}
    long = [name for name, number in texts.items() if any(len(row[number].encode()) > _SHORT for row in rows)]
    for name in typed.columns:
        cells = typed[name]
        if name in days:
            typed[name] = cells.astype("datetime64[ms]")
        elif name in texts:
            typed[name] = cells.astype("object").where(cells.notna(), "")
        else:
            typed[name] = cells.astype("Float64").astype("float64")  # whole numbers of Stata cannot be missing
    typed = typed.rename(columns=_RENAMED)
    typed.to_stata(
        file,
        version=118,
        write_index=False,
        convert_dates=days,  # type: ignore[arg-type]  # the stub allows no dict at all
        convert_strl=long,
        time_stamp=_EPOCH,
        data_label=table.name,
        variable_labels={_RENAMED.get(one.name, one.name): one.meaning[:_LABEL] for one in table.columns},
    )


WRITER = Writer("stata", "Stata, one .dta a table; the column end is named _end there", opened)
