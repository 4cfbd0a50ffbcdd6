"""The rows of an article, packed as the lines of CSV that they are in the tables: to write them is to join them."""

import csv
import io
import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from quotestats.errors import QuotestatsError
from quotestats.formats.columns import TABLES
from quotestats.formats.tables import typed
from quotestats.formats.writers.csv import line

Rows = dict[str, list[list[object]]]  # the values of each row in the order of columns.TABLES, table by table
NAMES = tuple(name for name in TABLES if name != "articles")

_HEAD = struct.Struct(f"<{2 * len(NAMES)}I")  # of each table the number of rows and of bytes


class DamagedError(QuotestatsError):
    """Kept results that are damaged; they can be thrown away and made again."""


class Lines(NamedTuple):
    """An article's lines of one table: how many rows, and their bytes."""

    rows: int
    written: bytes


def packed(rows: Mapping[str, list[list[object]]]) -> bytes:
    """Return rows in few bytes.

    Raises ValueError for a number that is not finite, UnicodeEncodeError for text that UTF-8 does not have.
    """
    tables = [rows.get(name, []) for name in NAMES]
    written = ["".join(map(line, table)).encode() for table in tables]
    head = (number for table, one in zip(tables, written, strict=True) for number in (len(table), len(one)))
    return zlib.compress(_HEAD.pack(*head) + b"".join(written), 6)


def lines(data: bytes) -> dict[str, Lines]:
    """Return the lines of each table of what ``packed`` packed. Raises DamagedError for anything else."""
    try:
        raw = zlib.decompress(data)
        head = _HEAD.unpack_from(raw)
    except (zlib.error, struct.error) as error:
        raise DamagedError(f"rows that are kept are damaged: {error}") from error
    found, place = {}, _HEAD.size
    for name, rows, size in zip(NAMES, head[::2], head[1::2], strict=True):
        found[name] = Lines(rows, raw[place : place + size])
        place += size
    return found


def unpack(data: bytes) -> Rows:
    """Return the rows that ``packed`` packed. Raises DamagedError for anything else."""
    csv.field_size_limit(2**31 - 1)  # the most that every system allows
    return {name: _values(name, one.written) for name, one in lines(data).items()}


def _values(name: str, written: bytes) -> list[list[object]]:
    read = csv.reader(io.StringIO(written.decode(), newline=""))
    table = TABLES[name]
    return [typed(table, dict(zip(table.names, row, strict=True))) for row in read]
