"""The tables of a run read back from their CSVs: as text, or typed as the schema has them; one by one or by article."""

import csv
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from quotestats.errors import UsageError
from quotestats.formats.columns import TABLES, Column, Table

Cells = dict[str, str]
TEXTS = "articles.jsonl"


def rows(out: Path, name: str) -> Iterator[Cells]:
    """Yield the rows of a table in a folder, each cell as its text.

    Raises UsageError when the folder has no such table or its columns are not those of this version.
    """
    file = out / f"{name}.csv"
    if not file.is_file():
        raise UsageError(f"no {file}: run quotestats first, or name the folder that it wrote its tables to")
    csv.field_size_limit(2**31 - 1)  # the most that every system allows
    with file.open(encoding="utf-8", newline="") as lines:
        read = csv.DictReader(lines)
        missing = [name for name in TABLES[name].names if name not in (read.fieldnames or ())]
        if missing:
            raise UsageError(f'{file}:1: no column "{missing[0]}": run quotestats again, of this version')
        yield from read


def typed(table: Table, cells: Cells) -> list[object]:
    """Return the values of a row in the table's order: numbers as numbers, days as text.

    An empty cell is ``""`` in a column of text or days, else None.

    Raises ValueError for a cell that is not of its column's type.
    """
    return [_value(column, cells[column.name]) for column in table.columns]


def _value(column: Column, cell: str) -> object:
    if not cell:
        return "" if column.type in ("string", "date") else None
    if column.type == "integer":
        return int(cell)
    if column.type == "number":
        return float(cell)
    return cell == "true" if column.type == "boolean" else cell


class Found(NamedTuple):
    """An article with its rows: ``about`` is its line of articles.csv, ``rows`` are those of each table asked for."""

    about: Cells
    rows: dict[str, list[Cells]]


def by_article(out: Path, names: Collection[str]) -> Iterator[Found]:
    """Yield each article that was read, in the order of the tables, with its rows of the named tables.

    Reads all tables side by side, for they share one order: memory holds one article.
    """
    streams = {name: _Stream(rows(out, name)) for name in names}
    for about in rows(out, "articles"):
        if about["status"] != "failed":
            yield Found(about, {name: stream.of(about["article_id"]) for name, stream in streams.items()})


class _Stream:
    """Rows sorted by article, taken article by article."""

    def __init__(self, source: Iterable[Cells]) -> None:
        self._rest = iter(source)
        self._head = next(self._rest, None)

    def of(self, article_id: str) -> list[Cells]:
        found: list[Cells] = []
        while self._head is not None and self._head["article_id"] <= article_id:
            if self._head["article_id"] == article_id:
                found.append(self._head)
            self._head = next(self._rest, None)
        return found


def texts(out: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each article that a run with ``--keep-text`` has kept in a folder; nothing where none is."""
    file = out / TEXTS
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as lines:
        for line in lines:
            record = json.loads(line)
            if isinstance(record.get("text"), str):
                yield str(record["article_id"]), record["text"]
