"""CSV that reads back exactly: UTF-8, LF, cells with a comma, quotation mark or any line break quoted.

The standard library's writer leaves a bare CR unquoted on some versions of Python, which readers take for a line end.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from quotestats.formats.columns import TABLES
from quotestats.formats.writers import Writer

_QUOTED = re.compile(r'[,"\r\n]')
_EXACT_INTEGERS = 1e21  # beyond it a number is written with an exponent


class CsvSink:
    """One file a table."""

    def __init__(self, files: Mapping[str, BinaryIO]) -> None:
        self._files = files

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        self._files[table].writelines(line(row).encode() for row in rows)

    def join(self, table: str, lines: bytes) -> None:
        """Append lines, as they are, to a table."""
        self._files[table].write(lines)


@contextmanager
def opened(folder: Path) -> Iterator[CsvSink]:
    """Open all tables in a folder and write their headers."""
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / f"{name}.csv").open("wb")) for name in TABLES}
        sink = CsvSink(files)
        for name, table in TABLES.items():
            sink.write(name, [table.names])
        yield sink


def line(row: Sequence[object]) -> str:
    """Return a row as a line of CSV."""
    return ",".join([cell(value) for value in row]) + "\n"


def cell(value: object) -> str:
    """Return a value as a cell, quoted where it must be.

    >>> [cell(value) for value in (2e9, 0.2, True, None, "a|b", "a, b")]
    ['2000000000', '0.2', 'true', '', 'a|b', '"a, b"']
    """
    if value is None or value == "":
        return ""
    words = value if isinstance(value, str) else plain(value)
    return '"' + words.replace('"', '""') + '"' if _QUOTED.search(words) else words


def plain(value: object) -> str:
    """Return a value as the text of a cell, before quoting.

    Raises ValueError for a number that is not finite and TypeError for what is no value of a cell.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number that a table can hold")
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_INTEGERS else repr(value)
    if isinstance(value, (list, tuple)):
        return "|".join(plain(one) for one in value)
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")


WRITER = Writer("csv", "one CSV a table, always written", opened)
