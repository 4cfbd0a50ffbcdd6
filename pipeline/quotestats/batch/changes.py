"""``changes.csv``: which rows a run has added, changed and removed against the one before, and why."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from quotestats.batch.fingerprint import WORDS
from quotestats.batch.published import Published, Record
from quotestats.batch.rows import Rows, unpack
from quotestats.formats.columns import TABLES
from quotestats.formats.writers.csv import line, plain

NAME = "changes.csv"
HEADER = ("article_id", "table", "row_id", "change", "column", "old", "new", "why")
_OFFSETS = ("start", "end", "source_start", "source_end", "cue_start", "cue_end", "content_spans")
_SURFACE = {"mentions": "text", "times": "text", "attributions": "content"}
_KEYS = {
    name: next((number for number, column in enumerate(table.columns) if column.key), 0)
    for name, table in TABLES.items()
}


class Change(NamedTuple):
    """One line of changes.csv; ``column`` is empty for a row that was added or removed."""

    article_id: str
    table: str
    row_id: str
    change: str
    column: str
    old: str
    new: str
    why: str


class Changes:
    """Compares each article as it is published with what the last run published, and writes what differs.

    ``described`` is what the present run is made with. Nothing is written where there is no last run.
    """

    def __init__(self, published: Published, described: Mapping[str, str], file: TextIO) -> None:
        self._published = published
        before = published.described
        self._first = not before
        self._program = program(before, described) if before else ""
        self._file = file
        self.counts: Counter[str] = Counter(dict.fromkeys(("added", "changed", "removed"), 0))
        file.write(line(HEADER))

    def article(self, record: Record, packed: bytes, touched: Sequence[str] = ()) -> None:
        """Compare an article's packed rows, and note it as published; ``touched``: shipped words changed for it."""
        self._published.add(record)
        if self._first:
            return
        before = self._published.record(record.id)
        if before is None:
            self._write(_added(record.id, unpack(packed), "new article"))
        elif before.key != record.key or before.rows != record.rows:
            kept = self._published.rows(before)
            if kept == packed:
                return
            old = unpack(kept) if kept is not None else {}
            self._write(compared(record.id, old, unpack(packed), _Why(before, record, self._program, touched).of))

    def finish(self) -> None:
        """Write the rows of articles that are gone."""
        for record in [] if self._first else self._published.gone():
            packed = self._published.rows(record)
            self._write(_removed(record.id, unpack(packed) if packed is not None else {}, "the article is gone"))

    def _write(self, changes: Iterator[Change]) -> None:
        rows: set[tuple[str, str]] = set()
        for change in changes:
            self._file.write(line(change))
            if (change.table, change.row_id) not in rows:
                rows.add((change.table, change.row_id))
                self.counts[change.change] += 1


def reasons(before: Record, content: bytes, uses: Mapping[str, str], program: str, touched: Sequence[str]) -> list[str]:
    """Return why an article must be analysed again: what its rows are made from has changed."""
    found = [program, *touched] if program else [*touched]
    if before.content != content:
        found.append("the article changed")
    for label in sorted(before.uses.keys() | uses.keys()):
        old, new = before.uses.get(label), uses.get(label)
        if old != new:
            found.append(f"{label} {'added' if not old else 'removed' if not new else 'changed'}")
    return found


class _Why:
    """Why an article's rows differ: what it is made from has changed, or what people said of a row."""

    def __init__(self, before: Record, after: Record, program: str, touched: Sequence[str]) -> None:
        self._before, self._after = before.corrected, after.corrected
        self._article = "; ".join(reasons(before, after.content, after.uses, program, touched))

    def of(self, row_id: str) -> str:
        """Return why a row differs."""
        old, new = self._before.get(row_id, ()), self._after.get(row_id, ())
        said = [f"correction {one}" for one in new if one not in old]
        said += [f"correction {one} no longer applies" for one in old if one not in new]
        if not said and not self._article:
            said = [f"correction {one} changed" for one in new] or ["corrections of other rows"]
        return "; ".join(said or [self._article])


def program(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return in words what of the program or its settings differs, or ``""``."""
    names = sorted((before.keys() | after.keys()) - {WORDS})  # told row by row
    differ = [name for name in names if before.get(name) != after.get(name)]
    return f"quotestats or its settings changed: {', '.join(differ)}" if differ else ""


def compared(article_id: str, old: Rows, new: Rows, why: Callable[[str], str]) -> Iterator[Change]:
    """Yield what differs between two states of an article's rows; ``why`` gives the reason by the id of a row."""
    for name, table in TABLES.items():
        key = _KEYS[name]
        before = {str(row[key]): row for row in old.get(name, [])}
        after = {str(row[key]): row for row in new.get(name, [])}
        for row_id, row in before.items():
            if row_id not in after:
                yield Change(article_id, name, row_id, "removed", "", _surface(name, row), "", why(row_id))
        for row_id, row in after.items():
            if row_id not in before:
                yield Change(article_id, name, row_id, "added", "", "", _surface(name, row), why(row_id))
                continue
            for column, was, now in _cells(table.names, before[row_id], row):
                yield Change(article_id, name, row_id, "changed", column, was, now, why(row_id))


def _cells(names: Sequence[str], old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[str, str, str]]:
    """Yield the columns that differ with old and new; all offsets that moved count as one, ``offsets``."""
    if list(old) == list(new):
        return
    moved = False
    for column, was, now in zip(names, old, new, strict=True):
        if was == now:
            continue
        if column in _OFFSETS:
            moved = True
        else:
            yield column, plain(was), plain(now)
    if moved:
        start, end = names.index("start"), names.index("end")
        yield "offsets", f"{old[start]}-{old[end]}", f"{new[start]}-{new[end]}"


def _added(article_id: str, rows: Rows, why: str) -> Iterator[Change]:
    for name, table in rows.items():
        for row in table:
            yield Change(article_id, name, str(row[_KEYS[name]]), "added", "", "", _surface(name, row), why)


def _removed(article_id: str, rows: Rows, why: str) -> Iterator[Change]:
    for name, table in rows.items():
        for row in table:
            yield Change(article_id, name, str(row[_KEYS[name]]), "removed", "", _surface(name, row), "", why)


def _surface(name: str, row: Sequence[object]) -> str:
    return plain(row[TABLES[name].names.index(_SURFACE.get(name, "quantity"))])
