"""JSON Lines: one file a table, one object a row; what is missing is null."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from quotestats.formats.columns import TABLES
from quotestats.formats.writers import Writer


class JsonlSink:
    """One file a table."""

    def __init__(self, files: dict[str, TextIO]) -> None:
        self._files = files

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        names = TABLES[table].names
        self._files[table].writelines(
            json.dumps(dict(zip(names, map(_value, row), strict=True)), ensure_ascii=False, allow_nan=False) + "\n"
            for row in rows
        )


@contextmanager
def opened(folder: Path) -> Iterator[JsonlSink]:
    """Open all tables in a folder."""
    with ExitStack() as stack:
        yield JsonlSink(
            {
                name: stack.enter_context((folder / f"{name}.jsonl").open("w", encoding="utf-8", newline=""))
                for name in TABLES
            }
        )


def _value(value: object) -> object:
    if value == "":
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


WRITER = Writer("jsonl", "JSON Lines, one file a table, missing values as null", opened)
