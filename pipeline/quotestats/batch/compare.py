"""The changes of the last run, or those between the tables of two folders."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from quotestats.batch.changes import HEADER, NAME, Change, compared
from quotestats.errors import UsageError
from quotestats.formats.columns import TABLES


def last(out: Path) -> Iterator[Change]:
    """Yield what the last run into a folder has changed. Raises UsageError where there was none."""
    file = out / NAME
    if not file.is_file():
        raise UsageError(f"no {file}: run quotestats first")
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Change(**{name: row[name] for name in HEADER})


def between(old: Path, new: Path) -> Iterator[Change]:
    """Yield what differs from the tables of one folder to those of another, table by table, article by article."""
    for name in TABLES:
        if name != "articles":
            before, after = _rows(old, name), _rows(new, name)
            for article_id in sorted(before.keys() | after.keys()):
                was, now = {name: before.get(article_id, [])}, {name: after.get(article_id, [])}
                yield from compared(article_id, was, now, lambda row_id: "")


def _rows(out: Path, name: str) -> Mapping[str, list[list[object]]]:
    """Return the rows of a table by article, cells as text."""
    file = out / f"{name}.csv"
    if not file.is_file():
        raise UsageError(f"no such file: {file}")
    found: dict[str, list[list[object]]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["article_id"], []).append([row.get(column) for column in TABLES[name].names])
    return found
