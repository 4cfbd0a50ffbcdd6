"""Articles that say what an earlier one says, word for word or nearly: wire copy, and stories read from two exports.

Two texts are nearly the same where they share most of their shingles, runs of five words (Broder 1997). How many they
share is estimated from 64 minima of hashes, and texts to compare with are found by bands of four of these (Leskovec,
Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3), so that the work for an article does not grow with the
number of articles before it. What is known of them lies in a temporary database: memory does not grow either.
"""

import sqlite3
import zlib

import numpy as np
import numpy.typing as npt

from quotestats.records import Article

Hashes = npt.NDArray[np.uint64]

NEARLY = 0.7  # part of the shingles that two texts share: a wire story of which one outlet cut the last paragraphs
_SHINGLE = 5
_AT_ONCE = 4096  # shingles that are hashed together: two megabytes
_BANDS, _ROWS = 16, 4
_PUNCTUATION = ".,;:!?\"'“”‘’()[]–—-…"
_TABLES = """
CREATE TABLE texts (number INTEGER PRIMARY KEY, id TEXT NOT NULL, minima BLOB NOT NULL);
CREATE TABLE bands (band INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (band, number)) WITHOUT ROWID;
"""


class Duplicates:
    """The texts read so far that are no duplicates themselves."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a file of its own that vanishes when it is closed
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")

    def close(self) -> None:
        """Forget them."""
        self._database.close()

    def original(self, article: Article) -> str:
        """Return the id of the first article whose text is the same or nearly the same, or ``""``; then it is known."""
        found = minima(article.text)
        if found is None:
            return ""
        bands = [int(band) for band in _bands(found)]
        marks = ", ".join("?" * len(bands))
        query = (
            f"SELECT number, id, minima FROM texts WHERE number IN (SELECT number FROM bands WHERE band IN ({marks}))"
        )
        for _, identifier, known in self._database.execute(f"{query} ORDER BY number", bands):
            if np.mean(np.frombuffer(known, np.uint64) == found) >= NEARLY:
                return str(identifier)
        cursor = self._database.execute("INSERT INTO texts (id, minima) VALUES (?, ?)", (article.id, found.tobytes()))
        rows = [(band, cursor.lastrowid) for band in bands]
        self._database.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)
        return ""


def minima(text: str) -> Hashes | None:
    """Return the least of each of the 64 hashes of the shingles of a text, None for one without words.

    Case, punctuation at the edges of words, and blanks make no difference.
    """
    words = filter(None, (raw.strip(_PUNCTUATION) for raw in text.casefold().split()))
    encoded = " ".join(words).encode("utf-8", "surrogatepass").split()
    if not encoded:
        return None
    hashed = np.array([zlib.crc32(word) for word in encoded], np.uint64)
    width = max(1, len(hashed) - _SHINGLE + 1)
    shingles = np.zeros(width, np.uint64)
    for place in range(min(_SHINGLE, len(hashed))):
        shingles = _mixed(shingles + hashed[place : place + width])
    parts = range(0, width, _AT_ONCE)
    least: Hashes = np.min(
        [np.multiply.outer(_FACTORS, shingles[at : at + _AT_ONCE]).min(axis=1) for at in parts], axis=0
    )
    return least


def _mixed(values: Hashes) -> Hashes:
    """Return a number for each, as good as random (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    values = (values + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_FACTORS = _mixed(np.arange(_BANDS * _ROWS, dtype=np.uint64)) | np.uint64(1)  # odd: each permutes the numbers


def _bands(found: Hashes) -> npt.NDArray[np.int64]:
    """Return a number for each band of minima; bands in different places differ."""
    band = np.arange(_BANDS, dtype=np.uint64)
    for column in found.reshape(_BANDS, _ROWS).T:
        band = _mixed(band ^ column)
    return band.view(np.int64)
