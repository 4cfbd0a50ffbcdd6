"""Check the tables of a run: against their schema, against each other, against ``datapackage.json`` and the texts."""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from quotestats.batch.spans import Spans
from quotestats.formats import datapackage
from quotestats.formats.columns import TABLES, Column, Table
from quotestats.records import Article, Problem

Row = dict[str, str]

_INTEGER = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def check(out: Path, articles: Iterable[Article | Problem] | None = None) -> Iterator[str]:
    """Yield what is wrong with the tables in a folder, each with its file and line; nothing when all is right."""
    absent = [name for name in TABLES if not (out / f"{name}.csv").is_file()]
    if absent:
        yield from (f"{out / name}.csv: there is no such file" for name in absent)
        return
    counts: Counter[tuple[str, str]] = Counter()
    attributions: set[str] = set()
    with closing(Spans()) as spans:
        for name in (
            "attributions",
            *(name for name in TABLES if name not in ("attributions", "articles")),
            "articles",
        ):
            checked = _Checked(TABLES[name], out / f"{name}.csv", counts=counts, attributions=attributions)
            yield from checked.problems(spans)
        yield from _package(out)
        if articles is not None:
            yield from spans.problems(articles)


@dataclass(slots=True)
class _Checked:
    table: Table
    file: Path
    counts: Counter[tuple[str, str]]  # rows by table and article
    attributions: set[str]
    ids: set[str] = field(default_factory=set)  # of the present article

    def problems(self, spans: Spans) -> Iterator[str]:
        last: tuple[str, int] = ("", -1)
        for line, row in _rows(self.file):
            place = f"{self.file}:{line}"
            if isinstance(row, str):
                yield f"{place}: {row}"
                continue
            if line == 1:
                if list(row) != list(self.table.names):
                    yield f"{place}: the columns are not those of this version: {', '.join(self.table.names)}"
                    return
                continue
            start = int(row["start"]) if _INTEGER.fullmatch(row.get("start", "")) else -1
            if row["article_id"] != last[0]:
                self.ids.clear()
            if (row["article_id"], start) < last:
                yield f"{place}: out of order: rows are sorted by article_id, then start"
            last = (row["article_id"], start)
            yield from (f"{place}: {reason}" for reason in self._cells(row))
            if self.table.name != "articles":
                self.counts[self.table.name, row["article_id"]] += 1
            spans.add(self.table.name, place, row)

    def _cells(self, row: Row) -> Iterator[str]:
        for column in self.table.columns:
            wrong = _wrong(column, row[column.name])
            if wrong:
                yield f'{column.name} is "{row[column.name][:60]}", {wrong}'
            if column.key:
                if row[column.name] in self.ids:
                    yield f"{column.name} {row[column.name]} stands twice in one article"
                self.ids.add(row[column.name])
        if self.table.name == "attributions":
            self.attributions.add(row["attribution_id"])
        elif row.get("attribution_id") and row["attribution_id"] not in self.attributions:
            yield f"attribution_id {row['attribution_id']} is not in attributions.csv"
        if self.table.name == "articles" and row["status"] != "failed":
            for name in TABLES:
                if name != "articles" and row[name] != str(self.counts[name, row["article_id"]]):
                    yield f"{name} is {row[name]}, yet {name}.csv has {self.counts[name, row['article_id']]} rows of it"


def _rows(file: Path) -> Iterator[tuple[int, Row | str]]:
    """Yield the line on which each row begins and its cells by name; first the header, as names of itself."""
    csv.field_size_limit(2**31 - 1)  # the most that every system allows
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        names: list[str] = []
        line = 1
        try:
            for cells in rows:
                names = names or cells
                fits = len(cells) == len(names)
                wrong = f"{len(cells)} cells for {len(names)} columns"
                yield line, dict(zip(names, cells, strict=True)) if fits else wrong
                line = rows.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            yield line, f"not CSV in UTF-8: {error}"


def _wrong(column: Column, cell: str) -> str:
    """Return what is wrong with a cell, or ``""``."""
    if not cell:
        return "and may not be empty" if column.key or column.required else ""
    if column.enum and cell not in column.enum:
        return f"not one of {', '.join(column.enum)}"
    return "" if _FITS[column.type](cell) else f"not a {column.type}"


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_FITS: dict[str, Callable[[str], bool]] = {
    "string": lambda cell: True,
    "integer": lambda cell: bool(_INTEGER.fullmatch(cell)),
    "number": lambda cell: bool(_NUMBER.fullmatch(cell)),
    "date": _is_day,
    "boolean": lambda cell: cell in ("true", "false"),
}


def _package(out: Path) -> Iterator[str]:
    """Yield where the data package does not agree with the files beside it."""
    file = out / datapackage.NAME
    try:
        resources = json.loads(file.read_text(encoding="utf-8"))["resources"]
    except FileNotFoundError:
        yield f"{file}: there is no such file"
        return
    except (ValueError, KeyError, TypeError):
        yield f"{file}: not a data package"
        return
    for resource in resources:
        with (out / Path(str(resource["path"])).name).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if resource["hash"] != f"sha256:{digest}":
            yield f"{file}: {resource['path']} has been changed since it was written (its hash differs)"
