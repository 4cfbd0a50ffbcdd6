"""One Excel workbook, a sheet a table, and one that says what the columns mean. Needs XlsxWriter, the extra ``excel``.

Every text is written as text: one that begins like a formula stays as it is, when it is opened and when it is edited.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from quotestats.errors import MissingExtraError, QuotestatsError
from quotestats.formats.columns import TABLES, Column
from quotestats.formats.writers import Writer

NAME = "quotestats.xlsx"
_ROWS = 1_048_576  # that a sheet holds
_LENGTH = 32_767  # characters that a cell holds
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = datetime(2000, 1, 1)  # of the file's own properties: the same bytes every day
_COLUMNS = "what the columns mean"


class XlsxSink:
    """Sheets of one workbook."""

    def __init__(self, workbook: Any) -> None:  # Any: XlsxWriter ships no types
        self._quoted = workbook.add_format({"quote_prefix": True})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        bold = workbook.add_format({"bold": True})
        self._sheets = {name: workbook.add_worksheet(name) for name in TABLES}
        self._next = dict.fromkeys(TABLES, 1)
        for name, sheet in self._sheets.items():
            sheet.write_row(0, 0, TABLES[name].names, bold)
            sheet.freeze_panes(1, 0)
        legend = workbook.add_worksheet(_COLUMNS)
        for number, row in enumerate([("table", "column", "meaning"), *_meanings()]):
            legend.write_row(number, 0, row, bold if number == 0 else None)

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a sheet. Raises QuotestatsError for more rows than a sheet holds."""
        sheet, columns = self._sheets[table], TABLES[table].columns
        for row in rows:
            number = self._next[table]
            if number >= _ROWS:
                raise QuotestatsError(
                    f"{table} has more rows than the {_ROWS:,} of a sheet: export to parquet or sqlite"
                )
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                if value is not None and value != "":
                    self._cell(sheet, (number, place), column, value)
            self._next[table] += 1

    def _cell(self, sheet: Any, place: tuple[int, int], column: Column, value: object) -> None:
        if column.type == "date" and date.fromisoformat(str(value)) >= _FIRST_DAY:
            sheet.write_datetime(*place, datetime.fromisoformat(str(value)), self._day)
        elif isinstance(value, bool):
            sheet.write_boolean(*place, value)
        elif isinstance(value, int | float):
            sheet.write_number(*place, value)
        else:
            words = str(value)
            cut = words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
            sheet.write_string(*place, cut, self._quoted if words.startswith(_FORMULA) else None)


def _meanings() -> Iterator[tuple[str, str, str]]:
    for name, table in TABLES.items():
        yield from ((name, column.name, column.meaning) for column in table.columns)


@contextmanager
def opened(folder: Path) -> Iterator[XlsxSink]:
    """Make the workbook in a folder."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("XlsxWriter", "excel", "writing Excel workbooks") from error
    with xlsxwriter.Workbook(str(folder / NAME), {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": "Quoted statistics", "created": _EPOCH})
        yield XlsxSink(workbook)


WRITER = Writer("xlsx", f"one Excel workbook, {NAME}, a sheet a table (needs the extra excel)", opened)
