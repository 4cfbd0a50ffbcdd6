"""What a worker does: an article in, the rows of all tables out, packed as bytes that travel and are kept."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from quotestats.annotations.touch import Use
from quotestats.formats.columns import TABLES, values
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Article, Tables

_NO_ROWS = Overlay()
Rows = dict[str, list[list[object]]]  # the values of each row in the order of columns.TABLES, table by table


class Job(NamedTuple):
    """An article to be analysed, and what is kept of its analysis by the base model, if anything is."""

    article: Article
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How articles are analysed: everything besides the article that can change its rows."""

    model: str
    attribution: str
    scope: str
    overlay: Overlay = _NO_ROWS

    def analyser(self) -> Callable[[Job], bytes]:
        """Return the function that analyses one article; the models are loaded when the first one needs them."""
        from quotestats.batch.analysis import Analyser

        return Analyser(self)


def content(article: Article) -> bytes:
    """Return a hash of all that an article says."""
    return _hash(
        (article.id, article.text, article.title, article.published, article.outlet, article.url, article.author)
    )


def key(content: bytes, fingerprint: str, uses: Iterable[Use]) -> bytes:
    """Return what the rows of an article are kept under: a hash of all that they are made from.

    Of a person's own rows these are the ones that can touch the article.
    """
    return hashlib.sha256(content + _hash([fingerprint, *(use.row for use in uses)])).digest()


def _hash(parts: Iterable[str]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def pack(tables: Tables, analysis: bytes = b"") -> bytes:
    """Return the rows, each checked against its table, and what is to be kept of the analysis: see ``parts``.

    Raises ColumnError for a row that does not fit its table, ValueError for a number that is not finite.
    """
    rows: Rows = {}
    for name, table in TABLES.items():
        if name != "articles":
            ordered = sorted(getattr(tables, name), key=itemgetter("start"))
            rows[name] = [values(table, row) for row in ordered]
    data = packed(rows)
    return len(data).to_bytes(4, "big") + data + analysis


def parts(outcome: bytes) -> tuple[bytes, bytes]:
    """Return the packed rows and the analysis of what ``pack`` packed; the latter is empty where it is kept already."""
    end = 4 + int.from_bytes(outcome[:4], "big")
    return outcome[4:end], outcome[end:]


def packed(rows: Rows) -> bytes:
    """Return rows as compressed JSON."""
    text = json.dumps(rows, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes) -> Rows:
    """Return the rows that ``packed`` packed."""
    rows: Rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return rows


def size(job: Job) -> int:
    """Return how large an article is, for batches."""
    return len(job.article.text)


def limit_s(job: Job) -> float:
    """Return how many seconds an article may take: far more than any has needed on a slow machine."""
    return 120 + len(job.article.text) / 200
