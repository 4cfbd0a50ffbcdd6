"""What the sources held when they were last read: a line for each article and problem, in the order of reading.

The lines stay for later runs. A reading that went through has a name for all that it hangs on (``batch/reading.py``);
where a run can prove that it would read the same, it takes the lines instead.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, key BLOB,
    error TEXT NOT NULL, about TEXT NOT NULL, text BLOB, content BLOB, parsed BLOB, uses TEXT NOT NULL,
    held TEXT NOT NULL, touched TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_id ON entries (id, number);
CREATE TABLE IF NOT EXISTS said (number INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tested (mark TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reading (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS renewed (number INTEGER PRIMARY KEY, key BLOB NOT NULL, uses TEXT NOT NULL,
                                         held TEXT NOT NULL);
DELETE FROM renewed;
"""


class Entry(NamedTuple):
    """One line of articles.csv to be: an article (with a key) or a problem, in the order of reading.

    ``content`` is a hash of the article, ``parsed`` of its text; ``uses`` names a person's rows that can touch it
    (JSON, or empty), ``held`` their marks, ``touched`` tells in words what has changed of the shipped ones (likewise).
    """

    number: int
    id: str
    path: str
    key: bytes | None
    error: str
    about: str
    text: bytes | None = None
    content: bytes | None = None
    parsed: bytes | None = None
    uses: str = ""
    held: str = ""
    touched: str = ""
    rows: bytes | None = None


_ENTERED = tuple(name for name in Entry._fields if name not in ("number", "rows"))
COLUMNS = ", ".join(f"e.{name}" for name in ("number", *_ENTERED))
_ADD = f"INSERT INTO entries ({', '.join(_ENTERED)}) VALUES ({', '.join('?' * len(_ENTERED))})"


class Entries:
    """The lines of the last reading, or of the present one, in the database of what is kept."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(_TABLES)

    @property
    def reading(self) -> str:
        """The name of the reading that the lines are of; ``""`` where it did not go through or can have no name."""
        found = self._database.execute("SELECT name FROM reading").fetchone()
        return str(found[0]) if found else ""

    @property
    def tested(self) -> frozenset[str]:
        """The marks of a person's rows that the lines tell whether they can touch an article."""
        return frozenset(str(cells[0]) for cells in self._database.execute("SELECT mark FROM tested"))

    @property
    def said(self) -> Iterator[str]:
        """What was said while reading, in that order."""
        yield from (str(cells[0]) for cells in self._database.execute("SELECT words FROM said ORDER BY number"))

    def __iter__(self) -> Iterator[Entry]:
        """Yield the lines in the order of reading, without rows."""
        for cells in self._database.execute(f"SELECT {COLUMNS} FROM entries e ORDER BY e.number"):
            yield Entry(*cells)

    def begin(self) -> None:
        """Forget the last reading."""
        self.unname()
        for table in ("entries", "said", "tested"):
            self._database.execute(f"DELETE FROM {table}")

    def enter(self, entry: Entry) -> int:
        """Note an article (with a key) or a problem that was read, and return its number."""
        cursor = self._database.execute(_ADD, [getattr(entry, name) for name in _ENTERED])
        return cursor.lastrowid or 0

    def say(self, words: str) -> None:
        """Note what is said while reading."""
        self._database.execute("INSERT INTO said (words) VALUES (?)", (words,))

    def place(self, entry_id: str) -> str | None:
        """Return where an article with this id was read before, or None."""
        query = "SELECT path FROM entries WHERE id = ? AND (key IS NOT NULL OR error = '')"
        found = self._database.execute(query, (entry_id,)).fetchone()
        return str(found[0]) if found else None

    def fail(self, number: int, error: str) -> None:
        """Note that an entered article gave no rows, and why. It is to be tried again: the reading has no name then."""
        self._database.execute("UPDATE entries SET error = ? WHERE number = ?", (error, number))
        self.unname()

    def renew(self, entry: Entry) -> None:
        """Note a line that has another key, or other rows of a person that can touch it, to be put in place later."""
        values = (entry.number, entry.key, entry.uses, entry.held)
        self._database.execute("INSERT OR REPLACE INTO renewed VALUES (?, ?, ?, ?)", values)

    def complete(self, reading: str, tested: Iterable[str]) -> None:
        """Put the renewed lines in place, and name the reading if it can have a name and no article has failed."""
        self._database.execute(
            "UPDATE entries SET (key, uses, held) = "
            "(SELECT key, uses, held FROM renewed WHERE renewed.number = entries.number) "
            "WHERE number IN (SELECT number FROM renewed)"
        )
        self._database.execute("DELETE FROM renewed")
        self._database.execute("DELETE FROM tested")
        self._database.executemany("INSERT INTO tested VALUES (?)", [(mark,) for mark in tested])
        self.unname()
        failed = self._database.execute("SELECT 1 FROM entries WHERE key IS NOT NULL AND error != '' LIMIT 1")
        if reading and not failed.fetchone():
            self._database.execute("INSERT INTO reading VALUES (?)", (reading,))

    def unname(self) -> None:
        """Let no later run take these lines for a reading."""
        self._database.execute("DELETE FROM reading")
