"""The tables of a run, from their CSVs into other formats."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from quotestats.batch import publish
from quotestats.formats import tables, writers
from quotestats.formats.columns import TABLES

_ROWS = 10_000  # rows in memory at a time


def export(out: Path, into: Path, names: Sequence[str]) -> list[Path]:
    """Write the tables of a folder in the named formats into another, made where it is not there; return the files.

    Files appear when all are whole. Raises UsageError when a table or a format is not there.
    """
    chosen = [writers.writer(name) for name in dict.fromkeys(names)]
    for name in TABLES:
        next(tables.rows(out, name), None)  # that they are there is known before a folder is made
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into, prefix=".new-") as aside:
        folder = Path(aside)
        with ExitStack() as stack:
            sinks = [stack.enter_context(writer.open(folder)) for writer in chosen]
            for name in TABLES:
                for rows in _typed(out, name):
                    for sink in sinks:
                        sink.write(name, rows)
        written = sorted(file.name for file in folder.iterdir())
        publish.put(folder, into, before=())
    return [into / name for name in written]


def _typed(out: Path, name: str) -> Iterator[list[list[object]]]:
    """Yield the rows of a table, typed, some at a time."""
    rows = (tables.typed(TABLES[name], cells) for cells in tables.rows(out, name))
    while some := list(islice(rows, _ROWS)):
        yield some
