"""The rows that a report is about: the tables in a database of their own, and which of them were asked for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from quotestats.errors import UsageError
from quotestats.formats import tables
from quotestats.formats.columns import TABLES
from quotestats.formats.writers import sqlite

_ROWS = 10_000
_READ = ("articles", "quoted_statistics")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows a report is about; what is empty chooses all.

    ``where`` is a condition of SQL over the columns of quoted_statistics; every word of ``topic`` must begin a word of
    the sentence, content, counted phrase, title or speaker; ``actor`` is an id or a part of a name.
    """

    where: str = ""
    topic: str = ""
    actor: str = ""

    def __str__(self) -> str:
        parts = (
            f"about “{self.topic}”" if self.topic else "",
            f"by “{self.actor}”" if self.actor else "",
            f"where {self.where}" if self.where else "",
        )
        return ", ".join(part for part in parts if part)


@contextmanager
def selected(out: Path, chosen: Selection) -> Iterator[sqlite3.Connection]:
    """Give a database with the tables of a folder and the view ``said``: the quoted statistics that were asked for.

    Raises UsageError when there are no tables or the condition is not one.
    """
    with closing(sqlite3.connect("")) as database:  # on disk when it grows, and gone when it is closed
        with sqlite.filled(database) as sink:
            for name in _READ:
                rows = (tables.typed(TABLES[name], cells) for cells in tables.rows(out, name))
                while some := list(islice(rows, _ROWS)):
                    sink.write(name, some)
        database.row_factory = sqlite3.Row
        _select(database, chosen)
        yield database


def _select(database: sqlite3.Connection, chosen: Selection) -> None:
    conditions, values = [], []
    if chosen.topic:
        words = chosen.topic.replace('"', " ").split()
        if not words:
            raise UsageError(f'--topic "{chosen.topic}": there is no word in it')
        found = "SELECT rowid FROM quoted_statistics_fts WHERE quoted_statistics_fts MATCH ?"
        conditions.append(f"rowid IN ({found})")
        values.append(" ".join(f'"{word}"*' for word in words))
    if chosen.actor:
        conditions.append("(actor_id = ? OR instr(lower(coalesce(actor, source)), lower(?)))")
        values += [chosen.actor, chosen.actor]
    if chosen.where:
        conditions.append(f"({chosen.where})")
    condition = " AND ".join(conditions) or "TRUE"
    try:
        database.execute(f"CREATE TEMP TABLE said AS SELECT * FROM quoted_statistics WHERE {condition}", values)
    except sqlite3.Error as error:
        reason = f"{error}; it is a condition of SQL such as: kind = 'money' AND year >= 2020"
        raise UsageError(f'--where "{chosen.where}": {reason}' if chosen.where else f"--topic: {error}") from error
