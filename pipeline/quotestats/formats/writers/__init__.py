"""Output formats: each a module here (or in another package) that gives a ``Writer`` under a name.

A writer gets the rows of all tables as lists of values in the order of ``columns.TABLES``. Other packages add theirs
with an entry point in the group ``quotestats_writers``.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import catalogue

from quotestats.errors import UsageError

REGISTRY = catalogue.create("quotestats", "writers", entry_points=True)


class Sink(Protocol):
    """Where rows go: files in one folder."""

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        ...


@dataclass(frozen=True, slots=True)
class Writer:
    """An output format. ``open`` gives a sink for a folder; its files are whole when the sink is closed."""

    name: str
    meaning: str
    open: Callable[[Path], AbstractContextManager[Sink]]


@cache
def all_writers() -> dict[str, Writer]:
    """Return every writer by name, in alphabetical order."""
    return {name: REGISTRY.get(name) for name in sorted(REGISTRY.get_all())}


def writer(name: str) -> Writer:
    """Return a writer by name. Raises UsageError when there is none."""
    known = all_writers()
    if name not in known:
        raise UsageError(f'no output format "{name}"; formats are: {", ".join(known)}')
    return known[name]
