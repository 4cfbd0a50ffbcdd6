"""A person's own rows beside the shipped tables: actors, aliases, offices, units and cues, one CSV each in a folder.

UTF-8 with or without byte order mark, cells parted by ``,`` or ``;`` or tab, a header row. Columns that are not needed
may be missing, ``note`` and ``source`` may be added. Later rows override earlier ones and the shipped tables.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from quotestats import lexicon
from quotestats.errors import LexiconError, UsageError
from quotestats.lexicon import Row
from quotestats.records import ActorType, Stance

Rows = tuple[Row, ...]

_FREE = ("note", "source")  # columns for the person who keeps the file
_DELIMITERS = (",", ";", "\t")
_QID = re.compile(r"Q[1-9]\d*")
_UNIT_KINDS = ("", "count", "duration", "measure", "money", "percent", "percentage_point", "points")
_CUE_KINDS = ("", "verb", "noun")  # besides those of the shipped table


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file, those first that every row must fill."""

    needed: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns in order."""
        return self.needed + self.others


TABLES = {
    "actors": Columns(("actor_id",), ("name", "type", "country", "wikidata")),
    "aliases": Columns(("alias", "actor_id"), ("valid_from", "valid_to")),
    "offices": Columns(("office", "actor_id"), ("valid_from", "valid_to")),
    "units": Columns(("surface",), ("unit", "kind", "factor")),
    "cues": Columns(("lemma",), ("kind", "stance")),
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """A person's rows, table by table, in the order of the files."""

    actors: Rows = ()
    aliases: Rows = ()
    offices: Rows = ()
    units: Rows = ()
    cues: Rows = ()

    def table(self, name: str) -> Rows:
        """Return the rows of a table by its name."""
        rows: Rows = getattr(self, name)
        return rows

    def __bool__(self) -> bool:
        return any(self.table(name) for name in TABLES)


def read(folder: Path) -> Overlay:
    """Return what the files in a folder say; a file that is not there says nothing.

    Raises UsageError when there is no such folder, LexiconError, with file and line, for what cannot be used.
    """
    if not folder.is_dir():
        raise UsageError(f"no such folder: {folder} (--annotations)")
    overlay = Overlay(**{name: tuple(_table(folder / f"{name}.csv", name)) for name in TABLES})
    if overlay.aliases or overlay.offices:
        _check_actors(folder, overlay)
    return overlay


def cells(file: Path, columns: Columns) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a CSV, each with its place (``aliases.csv:3``); every column is there, missing cells as ``""``.

    Blank lines and lines that begin with ``#`` are passed over. Raises LexiconError for a file that is not UTF-8, an
    unknown or missing column, too many cells, or a needed cell that is empty.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    header: list[str] = []
    last = 0
    try:
        for values in reader:
            place, last = f"{file.name}:{last + 1}", reader.line_num
            if not any(value.strip() for value in values) or values[0].startswith("#"):
                continue
            if not header:
                header = [value.strip().lower() for value in values]
                _check_header(place, header, columns)
                continue
            yield place, _row(place, header, values, columns)
    except csv.Error as error:
        raise LexiconError(f"{file.name}:{reader.line_num}: {error}; check the quotation marks of the cell") from error


def _check_header(place: str, header: Sequence[str], columns: Columns) -> None:
    known = ", ".join(columns.names)
    for name in header:
        if name not in columns.names and name not in _FREE:
            raise LexiconError(f'{place}: unknown column "{name}"; columns are: {known} (and note, source)')
    for name in columns.needed:
        if name not in header:
            raise LexiconError(f'{place}: no column "{name}"; columns are: {known}')
    if len(set(header)) < len(header):
        raise LexiconError(f"{place}: a column stands twice")


def _row(place: str, header: Sequence[str], values: Sequence[str], columns: Columns) -> Row:
    if len(values) > len(header) and any(values[len(header) :]):
        raise LexiconError(f"{place}: {len(values)} cells for {len(header)} columns; quote a cell that holds a comma")
    given = dict(zip(header, values, strict=False))
    row = {name: given.get(name, "") for name in columns.names}
    for name in columns.needed:
        if not row[name].strip():
            raise LexiconError(f'{place}: the cell "{name}" is empty')
    return row


def _table(file: Path, name: str) -> Iterator[Row]:
    for place, row in cells(file, TABLES[name]):
        stripped = {column: value.strip() for column, value in row.items()}
        _check(place, stripped)
        yield stripped


def check(table: str, row: Row) -> None:
    """Check a row before it is written, as it is checked when it is read. Raises LexiconError."""
    values = [row.get(name, "") for name in TABLES[table].names]
    place = f"{table}.csv"
    _check(place, {k: v.strip() for k, v in _row(place, TABLES[table].names, values, TABLES[table]).items()})


def _check(place: str, row: Row) -> None:
    """Check each cell that only some values fit. Raises LexiconError."""
    for name in ("valid_from", "valid_to"):
        if row.get(name) and not _is_day(row[name]):
            raise LexiconError(f'{place}: {name} must be a day written as 2024-01-04, not "{row[name]}"')
    if "|" in row.get("actor_id", ""):
        raise LexiconError(f'{place}: "|" parts several ids and cannot stand in one: rename "{row["actor_id"]}"')
    if row.get("valid_from") and row.get("valid_to") and row["valid_to"] < row["valid_from"]:
        raise LexiconError(f"{place}: valid_to {row['valid_to']} is before valid_from {row['valid_from']}: swap them")
    if row.get("wikidata") and not _QID.fullmatch(row["wikidata"]):
        raise LexiconError(f'{place}: wikidata must be a QID such as Q42, not "{row["wikidata"]}"')
    if "country" in row:
        _one_of(place, "type", row["type"], get_args(ActorType))
    elif "factor" in row:
        _one_of(place, "kind", row["kind"], _UNIT_KINDS)
        if row["factor"] and not _is_number(row["factor"]):
            raise LexiconError(f'{place}: factor must be a number above 0, not "{row["factor"]}"')
    elif "lemma" in row:
        _one_of(place, "stance", row["stance"], ("", *get_args(Stance)))
        _one_of(place, "kind", row["kind"], (*_CUE_KINDS, *sorted({known["kind"] for known in lexicon.table("cues")})))
        if not row["lemma"].isalpha():
            raise LexiconError(f'{place}: a cue is the base form of one word, such as whine, not "{row["lemma"]}"')


def _one_of(place: str, column: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        named = ", ".join(choice for choice in choices if choice)
        raise LexiconError(f'{place}: {column} must be one of {named}, not "{value}"')


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _is_number(written: str) -> bool:
    try:
        return 0 < float(written) < float("inf")
    except ValueError:
        return False


def _check_actors(folder: Path, overlay: Overlay) -> None:
    """Check that every alias and office is of an actor that some row describes."""
    known = {row["actor_id"] for row in (*lexicon.table("actors"), *overlay.actors)}
    for name in ("aliases", "offices"):
        for place, row in cells(folder / f"{name}.csv", TABLES[name]):
            if row["actor_id"].strip() not in known:
                raise LexiconError(f'{place}: no actor "{row["actor_id"]}"; describe it in {folder / "actors.csv"}')
