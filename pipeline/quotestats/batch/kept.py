"""What is kept between runs, in ``OUT/.quotestats``: the rows of each article, by the hash of all they are made from.

Also the costly steps below them, by text: the base model's parse and the network's answers, for when words or rules
change what is read from them.

So an interrupted run goes on where it was, and a run after a change redoes what the change touches and nothing else.
Each kept result carries its own digest. Whatever is damaged is done again; nothing is believed that does not fit.
"""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from quotestats.batch.entered import COLUMNS, Entries, Entry
from quotestats.batch.keys import Key
from quotestats.batch.published import Published
from quotestats.batch.rows import DamagedError

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, digest BLOB NOT NULL, rows BLOB NOT NULL, besides BLOB NOT NULL,
                                 cues TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parses (text BLOB PRIMARY KEY, made_by BLOB NOT NULL, digest BLOB NOT NULL,
                                   result BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS answers (text BLOB PRIMARY KEY, made_by BLOB NOT NULL, digest BLOB NOT NULL,
                                    result BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS findings (content BLOB PRIMARY KEY, made_by BLOB NOT NULL, digest BLOB NOT NULL,
                                     result BLOB NOT NULL);
"""
_LAYOUT = 3  # of rows and records; raised when they are kept otherwise
_OTHER = ("kept", "published", "described", "entries", "reading", "said", "tested")
Costly = Literal["parses", "answers", "findings"]
_OF = {"parses": "text", "answers": "text", "findings": "content"}  # what each is kept by: a column of its table
_ENTRY = {"text": "parsed", "content": "content"}  # and the same in the entries
_FREE_PAGES = 0.1  # the part of the file that may lie idle
_SAVE_EVERY_S = 1.0  # what a kill can cost


class Kept:
    """The kept results of one output folder, and the list of what the present run has read."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._file = folder / "results.sqlite"
        if fresh:
            self.forget()
        self._database = self._open()
        self.entries = Entries(self._database)
        self.published = Published.made(self._database)
        self._saved = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.save()
        except sqlite3.Error:
            if error is None:
                raise
        finally:
            self._database.close()

    def forget(self) -> None:
        """Throw away all that is kept."""
        for file in self._file.parent.glob(f"{self._file.name}*"):
            file.unlink()

    def has(self, key: bytes) -> bool:
        """Tell whether the rows under a key are kept and whole."""
        found = self._database.execute("SELECT digest, rows FROM kept WHERE key = ?", (key,)).fetchone()
        return found is not None and found[0] == _digest(key, found[1])

    def keep(self, key: Key, rows: bytes) -> None:
        """Keep the rows of an article."""
        values = (key.rows, _digest(key.rows, rows), rows, key.besides, key.cues)
        self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", values)
        self.save_now_and_then()

    def besides(self, article_id: str, key: Key) -> tuple[bytes, str] | None:
        """Return an article's rows of the last run, where they are made from all but other cues; and these cues."""
        query = (
            "SELECT k.key, k.digest, k.rows, k.cues FROM published p JOIN kept k ON k.key = p.key "
            "WHERE p.id = ? AND k.besides = ?"
        )
        found = self._database.execute(query, (article_id, key.besides)).fetchone()
        return (bytes(found[2]), str(found[3])) if found and found[1] == _digest(found[0], found[2]) else None

    def adopt(self, article_id: str, old: bytes, new: Key) -> None:
        """Keep under a new key the rows of an article that are kept, whole, under an old one."""
        found = self._database.execute("SELECT digest, rows FROM kept WHERE key = ?", (old,)).fetchone()
        if found and found[0] == _digest(old, found[1]) and not self.has(new.rows):
            self._database.execute("DELETE FROM kept WHERE key = ?", (old,))
            self.published.renamed(article_id, old, new.rows)
            self.keep(new, found[1])

    def keep_costly(self, kind: Costly, of: bytes, made_by: str, result: bytes) -> None:
        """Keep what a costly step found in a text or article; ``made_by`` is the hash of all that it was made with."""
        row = (of, _name(made_by), _digest(of, result), result)
        self._database.execute(f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?, ?)", row)

    def costly(self, kind: Costly, of: bytes, made_by: str) -> bytes | None:
        """Return what a costly step found in a text or article, where something made so is kept and whole."""
        query = f"SELECT digest, result FROM {kind} WHERE {_OF[kind]} = ? AND made_by = ?"
        found = self._database.execute(query, (of, _name(made_by))).fetchone()
        return bytes(found[1]) if found and found[0] == _digest(of, found[1]) else None

    def with_rows(self) -> Iterator[Entry]:
        """Yield all that was read, by id, with the rows of each article that has any.

        Raises DamagedError where rows that should be there are not whole.
        """
        query = (
            f"SELECT {COLUMNS}, k.rows, k.digest "
            "FROM entries e LEFT JOIN kept k ON k.key = e.key AND e.error = '' ORDER BY e.id, e.number"
        )
        for *cells, digest in self._database.execute(query):
            entry = Entry(*cells)
            wanted = entry.key is not None and not entry.error
            if wanted and (entry.rows is None or digest != _digest(entry.key or b"", entry.rows)):
                raise DamagedError(f"the rows kept for {entry.id} are damaged")
            yield entry

    def prune(self) -> None:
        """Throw away what is kept of articles that this run has not read."""
        self._database.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM entries WHERE key IS NOT NULL)")
        for kind in get_args(Costly):
            column = _OF[kind]
            read = f"SELECT {_ENTRY[column]} FROM entries WHERE {_ENTRY[column]} IS NOT NULL"
            self._database.execute(f"DELETE FROM {kind} WHERE {column} NOT IN ({read})")
        self.save()
        pages, free = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")
        )
        if free > _FREE_PAGES * pages:
            with suppress(sqlite3.OperationalError):  # no room for it: the file stays as large as it is
                self._database.execute("VACUUM")

    def save(self) -> None:
        """Write to disk what has not been written."""
        self._database.commit()
        self._saved = time.monotonic()

    def save_now_and_then(self) -> None:
        """Write to disk what has not been written for a second."""
        if time.monotonic() - self._saved >= _SAVE_EVERY_S:
            self.save()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file)
        try:
            database.execute("PRAGMA page_size = 1024")  # of a new file: results of a few kB waste less of small pages
            (state,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)
            if database.execute("PRAGMA user_version").fetchone() != (_LAYOUT,):
                dropped = " ".join(f"DROP TABLE IF EXISTS {name};" for name in _OTHER)
                database.executescript(f"{dropped} PRAGMA user_version = {_LAYOUT};")
            database.executescript(_TABLES)
        except sqlite3.OperationalError:
            database.close()
            raise
        except sqlite3.DatabaseError as error:
            database.close()
            raise DamagedError(f"the results kept in {self._file} are damaged: {error}") from error
        return database


def _name(made_by: str) -> bytes:
    return bytes.fromhex(made_by)[:16]


def _digest(key: bytes, rows: bytes) -> bytes:
    return hashlib.sha256(key + rows).digest()[:16]
