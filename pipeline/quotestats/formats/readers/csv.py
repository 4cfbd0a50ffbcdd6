"""CSV and TSV: one article a row, any delimiter; the first row names the columns."""

import csv
import io
import sys
from collections import deque
from collections.abc import Iterator
from typing import Self

from quotestats.errors import SourceError
from quotestats.formats import encoding, fields
from quotestats.formats.readers import RECORD_LIMIT, Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

DELIMITERS = (",", ";", "\t", "|", "^", "~", ":", "¦", "\x1f", "\x01")


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each row; the place of each is the line on which the row begins."""
    encoded = encoding.name(source.head)
    for place, cells, mapped in _table(source, options, "text"):
        yield Problem(place, cells) if isinstance(cells, str) else fields.article(cells, mapped, place, encoded)


def records(source: Source, options: Options, field: str) -> Iterator[tuple[str, dict[str, str] | str]]:
    """Yield the known fields of each row of a table of metadata, or in words why there are none; ``field`` must be."""
    for place, cells, mapped in _table(source, options, field):
        yield place, cells if isinstance(cells, str) else fields.metadata(cells, mapped)


def _table(source: Source, options: Options, needed: str) -> Iterator[tuple[str, dict[str, str] | str, fields.Mapped]]:
    """Yield where each row begins, its cells by column name (or what is wrong), and which column is which field."""
    csv.field_size_limit(min(RECORD_LIMIT, sys.maxsize))
    with encoding.reader(source.open(), source.head) as lines:
        rows = _rows(lines, delimiter(source))
        header = next(rows, None)
        if header is None or isinstance(header[1], str):
            yield f"{source.path}#1", "no row with the names of the columns", fields.Mapped()
            return
        names = [encoding.mend(name)[0].strip("\ufeff ") for name in header[1]]
        mapped = fields.find(names, options.fields, options.zone)
        missing = [name for name in (needed, *mapped.given) if mapped.names.get(name) not in names]
        if missing:
            columns = ", ".join(f'"{name}"' for name in names[:12])
            reason = f"no column for {missing[0]}; columns are: {columns} (name it under [fields] in quotestats.toml)"
            yield f"{source.path}#1", reason, mapped
            return
        if mapped.said:
            options.say(f"{source.path}: {mapped.said}")
        for line, cells in rows:
            place = f"{source.path}#{line}"
            if isinstance(cells, str):
                yield place, cells, mapped
            else:
                yield place, dict(zip(names, cells, strict=True)), mapped


class _Feed:
    """Lines for the CSV parser, which remembers those of the present row, so that they can be parsed anew."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.row: list[str] = []
        self.taken = 0
        self.ended = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._lines.readline(RECORD_LIMIT)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) == RECORD_LIMIT:
            raise SourceError(f"line {self.taken + 1} is longer than {RECORD_LIMIT // 2**20} million letters: split it")
        self.row.append(line)
        self.taken += 1
        return line

    def begin(self) -> int:
        """Begin a row, and return the number of its first line."""
        self.row = []
        return self.taken + 1

    def give_back(self) -> None:
        """Take all lines of the present row but the first for unread."""
        self._again.extendleft(reversed(self.row[1:]))
        self.taken -= len(self.row) - 1
        self.ended = False


def _rows(lines: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row that is not blank with the line on which it begins, or in words why it cannot be read.

    Every row must have as many cells as the first. A quotation mark that is never closed would swallow all rows after
    it: where a bad row goes to the end of the file, it is taken for its first line alone, and the rest is read anew.
    """
    feed = _Feed(lines)
    width = 0
    rows = csv.reader(feed, delimiter=delimiter)
    while True:
        line = feed.begin()
        try:
            cells: list[str] | str = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            cells = f"not CSV: {error}"
        if not cells:
            continue
        width = width or len(cells)
        if feed.ended and len(feed.row) > 1 and sum(part.count('"') for part in feed.row) % 2:
            cells = "not CSV: the last quotation mark is not closed"
        elif isinstance(cells, list) and len(cells) != width:
            cells = f"{len(cells)} cells where the first row names {width} columns"
        if isinstance(cells, str) and len(feed.row) > 1:
            cells += f" (the row goes on to line {feed.taken}: a quotation mark that is not closed?)"
            if feed.ended:
                feed.give_back()
                rows = csv.reader(feed, delimiter=delimiter)
        yield line, cells


def delimiter(source: Source) -> str:
    """Return what parts the columns: of the usual ones, the one under which the first row names most fields."""
    first = _first(source)

    def known(mark: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=mark), [])
        return len(fields.find(names, {}).names), len(names)

    return max(DELIMITERS, key=known)


def _first(source: Source) -> str:
    """Return the first line that is not blank, whichever of LF, CR LF and CR ends it."""
    lines = io.StringIO(encoding.decode(source.head).lstrip("\ufeff"), newline=None)
    return next((line.rstrip("\n") for line in lines if line.strip()), "")


def sniff(source: Source) -> int:
    """Return 60 where the first row names a text and another field, 50 where the name says so."""
    if b"\0" in source.head and not encoding.name(source.head).startswith("utf-16"):
        return 0
    named = 50 if source.suffix in (".csv", ".tsv", ".tab") else 0
    first = _first(source)
    names = next(csv.reader([first], delimiter=delimiter(source)), []) if len(first) < 10_000 else []
    found = fields.find(names, {}).names
    return 61 if len(found) >= 2 and "text" in found else named


READER = Reader("csv", "CSV or TSV: one article a row, any of , ; tab | between columns", read, sniff)
