"""R code that reads the tables with readr, each column of the type that the schema gives it."""

from collections.abc import Iterator
from pathlib import Path

from quotestats.formats.columns import TABLES, Column

_TYPES = {"string": "character", "integer": "integer", "number": "double", "date": "date", "boolean": "logical"}


def code(folder: Path) -> Iterator[str]:
    """Yield the lines of an R program that reads each table of a folder into a variable of its name."""
    yield "library(readr)"
    for name, table in TABLES.items():
        yield ""
        yield f"{name} <- read_csv("
        yield f"  {_quoted((folder / name).as_posix() + '.csv')},"
        yield '  na = "",'
        yield "  col_types = cols("
        yield ",\n".join(f"    {column.name} = {_type(column)}" for column in table.columns)
        yield "  )"
        yield ")"


def _type(column: Column) -> str:
    if column.enum:
        return f"col_factor(levels = c({', '.join(map(_quoted, column.enum))}))"
    return f"col_{_TYPES[column.type]}()"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
