"""What a correction may set, and how the text of its value becomes the value of a cell."""

from collections.abc import Iterable
from datetime import date

from quotestats.annotations.corrections import Correction
from quotestats.errors import LexiconError
from quotestats.formats.columns import TABLES, Column
from quotestats.formats.writers.csv import plain

_MEANING = frozenset(
    {
        *("value", "value_low", "value_high", "bound", "kind", "unit", "per", "counted", "direction", "role"),
        *("compared_to", "time", "year", "period_start", "period_end"),
        *("actor_id", "actor", "actor_type", "actor_wikidata", "relayed_by", "quote_type", "stance"),
        *("type", "value", "anchored_to"),
    }
)
# What people say of rows: not ids, offsets and words of the text, nor what the article says of itself.
SETTABLE = {
    name: {column.name: column for column in table.columns if column.name in _MEANING}
    for name, table in TABLES.items()
    if name != "articles"
}


class UnfitError(LexiconError):
    """A value that no cell of the column can hold."""


def check(corrections: Iterable[Correction]) -> None:
    """Check tables, columns and values. Raises LexiconError, with file and line, for the first that cannot be."""
    for one in corrections:
        columns = SETTABLE.get(one.table)
        if columns is None:
            raise LexiconError(f'{one.place}: table must be one of {", ".join(SETTABLE)}, not "{one.table}"')
        if not one.column and one.action != "set":
            continue
        column = columns.get(one.column)
        if column is None:
            known = ", ".join(columns)
            raise LexiconError(f'{one.place}: column "{one.column}" of {one.table} cannot be set; {known} can')
        try:
            parse(column, one.value)
        except UnfitError as error:
            raise LexiconError(f"{one.place}: {error}") from error


def parse(column: Column, written: str) -> object:
    """Return the value of a cell from its text, an empty one as the table has it.

    Raises UnfitError when no cell of the column can hold it.
    """
    if not written:
        if column.required:
            raise UnfitError(f"{column.name} cannot be empty: give it a value")
        return "" if column.type in ("string", "date") else None
    if column.enum and written not in column.enum:
        raise UnfitError(f'{column.name} must be one of {", ".join(column.enum)}, not "{written}"')
    try:
        if column.type == "number":
            return float(plain(float(written)))
        if column.type == "integer":
            return int(written)
        if column.type == "date":
            return date.fromisoformat(written).isoformat()
    except ValueError as error:
        kind = "a day such as 2024-01-04" if column.type == "date" else f"a {column.type}"
        raise UnfitError(f'{column.name} must be {kind}, not "{written}"') from error
    return written


def same(column: Column, cell: object, written: str) -> bool:
    """Tell whether a cell holds what the text says."""
    try:
        return plain(cell) == plain(parse(column, written))
    except UnfitError:
        return plain(cell) == written
