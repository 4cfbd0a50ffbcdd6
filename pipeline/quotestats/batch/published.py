"""What the tables of the last run were made from, article by article, so that the next can say what changed and why."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS published (id TEXT PRIMARY KEY, key BLOB NOT NULL, content BLOB NOT NULL,
                                      uses TEXT NOT NULL, corrected TEXT NOT NULL, rows BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS words (name TEXT PRIMARY KEY, rows BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS described (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS publishing (id TEXT PRIMARY KEY, key BLOB NOT NULL, content BLOB NOT NULL,
                                            uses TEXT NOT NULL, corrected TEXT NOT NULL, rows BLOB) WITHOUT ROWID;
DELETE FROM publishing;
"""


class Record(NamedTuple):
    """What an article's rows in the tables came from.

    ``key``: where its rows are kept as the program made them; ``content``: a hash of the article; ``uses``: the
    person's rows that can touch it, label to hash; ``corrected``: the ids of corrections by the id of a row; ``rows``:
    the rows after the corrections, packed, None where there are none.
    """

    id: str
    key: bytes
    content: bytes
    uses: Mapping[str, str]
    corrected: Mapping[str, Sequence[str]]
    rows: bytes | None


class Published:
    """The records of the last run, and those of the present one until it is published."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def made(cls, database: sqlite3.Connection) -> "Published":
        """Return the records of a database, their tables made where they are not there yet."""
        database.executescript(_TABLES)
        return cls(database)

    @property
    def described(self) -> dict[str, str]:
        """What the last run was made with: versions, hashes and settings; nothing where there was none."""
        return dict(self._database.execute("SELECT name, value FROM described"))

    @property
    def words(self) -> tuple[str, bytes] | None:
        """The name of the shipped words that kept rows were made with, and these words packed; None where unknown."""
        found = self._database.execute("SELECT name, rows FROM words").fetchone()
        return (str(found[0]), bytes(found[1])) if found else None

    def keep_words(self, name: str, rows: bytes) -> None:
        """Keep these shipped words, and no others."""
        self._database.execute("DELETE FROM words")
        self._database.execute("INSERT INTO words VALUES (?, ?)", (name, rows))

    def record(self, article_id: str) -> Record | None:
        """Return the record of an article from the last run."""
        query = "SELECT id, key, content, uses, corrected, rows FROM published WHERE id = ?"
        found = self._database.execute(query, (article_id,)).fetchone()
        return _record(found) if found else None

    def rows(self, record: Record) -> bytes | None:
        """Return the packed rows of an article as the last run wrote them; None where they are lost."""
        if record.rows is not None:
            return record.rows
        found = self._database.execute("SELECT rows FROM kept WHERE key = ?", (record.key,)).fetchone()
        return bytes(found[0]) if found else None

    def renamed(self, article_id: str, old: bytes, new: bytes) -> None:
        """Note that the rows of an article of the last run, unchanged, are kept under another key."""
        self._database.execute("UPDATE published SET key = ? WHERE id = ? AND key = ?", (new, article_id, old))

    def ids(self) -> set[str]:
        """Return the ids of all articles of the last run."""
        return {str(cells[0]) for cells in self._database.execute("SELECT id FROM published")}

    def add(self, record: Record) -> None:
        """Note what an article's rows of the present run came from."""
        uses = json.dumps(record.uses, ensure_ascii=False) if record.uses else ""
        corrected = json.dumps(record.corrected, ensure_ascii=False) if record.corrected else ""
        values = (record.id, record.key, record.content, uses, corrected, record.rows)
        self._database.execute("INSERT OR REPLACE INTO publishing VALUES (?, ?, ?, ?, ?, ?)", values)

    def gone(self) -> Iterator[Record]:
        """Yield the records of articles that the present run has not noted."""
        query = "SELECT * FROM published WHERE id NOT IN (SELECT id FROM publishing) ORDER BY id"
        yield from map(_record, self._database.execute(query).fetchall())

    def done(self, described: Mapping[str, str]) -> None:
        """Let the present run be the last one."""
        self._database.execute("DELETE FROM published")
        self._database.execute("INSERT INTO published SELECT * FROM publishing")
        self._database.execute("DELETE FROM publishing")
        self._database.execute("DELETE FROM described")
        self._database.executemany("INSERT INTO described VALUES (?, ?)", sorted(described.items()))


def _record(cells: Sequence[object]) -> Record:
    article_id, key, content, uses, corrected, rows = cells
    return Record(
        id=str(article_id),
        key=key if isinstance(key, bytes) else b"",
        content=content if isinstance(content, bytes) else b"",
        uses=json.loads(str(uses)) if uses else {},
        corrected=json.loads(str(corrected)) if corrected else {},
        rows=rows if isinstance(rows, bytes) else None,
    )
