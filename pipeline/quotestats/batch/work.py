"""What a worker does: an article in, the rows of all tables out, packed as bytes that travel and are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from quotestats.batch.rows import NAMES, packed
from quotestats.formats.columns import TABLES, values
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Article, Tables

_NO_ROWS = Overlay()


class Job(NamedTuple):
    """An article to be analysed, and what is kept of its parse, the network's answers, and its layers, if anything is.

    ``cues`` names the person's own cues that can touch it. ``rows`` are those kept that were made with ``rows_cues``
    and hold if the attributions do not differ with ``cues``.
    """

    article: Article
    parse: bytes | None = None
    answers: bytes | None = None
    findings: bytes | None = None
    cues: str = ""
    rows: bytes | None = None
    rows_cues: str = ""


PROOF = Job(Article("", "The council said on Monday that 5 of the 40 shops had closed."))  # any worker can do it


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


class Outcome(NamedTuple):
    """The packed rows of an article, and what is to be kept of the steps to them; empty where nothing new is.

    ``spent``: what the steps took, as ``Spent`` packs it.
    """

    rows: bytes
    parse: bytes = b""
    answers: bytes = b""
    findings: bytes = b""
    spent: bytes = b""


def pack(tables: Tables) -> bytes:
    """Return an outcome of rows alone as bytes."""
    return joined(Outcome(rows(tables)))


def rows(tables: Tables) -> bytes:
    """Return the rows packed, each checked against its table and in their order.

    Raises ColumnError for a row that does not fit its table, ValueError for a number that is not finite.
    """
    return packed(
        {
            name: [values(TABLES[name], row) for row in sorted(getattr(tables, name), key=itemgetter("start"))]
            for name in NAMES
        }
    )


def joined(parts: Outcome) -> bytes:
    """Return an outcome as bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def outcome(data: bytes) -> Outcome:
    """Return the outcome that ``joined`` joined."""
    parts, place = [], 0
    for _ in Outcome._fields:
        end = place + 4 + int.from_bytes(data[place : place + 4], "big")
        parts.append(data[place + 4 : end])
        place = end
    return Outcome(*parts)


def size(job: Job) -> int:
    """Return how large an article is, for batches."""
    return len(job.article.text)


def limit_s(job: Job) -> float:
    """Return how many seconds of processor time an article may take: far more than any has needed on a slow machine."""
    return 120 + len(job.article.text) / 200
