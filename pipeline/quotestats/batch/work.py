"""What a worker does: an article in, the rows of all tables out, packed as bytes that travel and are kept."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from quotestats.annotations.touch import Use
from quotestats.engines import EngineError
from quotestats.errors import LexiconError, MissingExtraError, ModelError
from quotestats.formats.columns import TABLES, values
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Article, Tables

if TYPE_CHECKING:
    from quotestats.model import Method, Scope

_NO_ROWS = Overlay()
Rows = dict[str, list[list[object]]]  # the values of each row in the order of columns.TABLES, table by table


@dataclass(frozen=True, slots=True)
class Recipe:
    """How articles are analysed: everything besides the article that can change its rows."""

    model: str
    attribution: str
    scope: str
    overlay: Overlay = _NO_ROWS

    def analyser(self) -> Callable[[Article], bytes]:
        """Load the models and return the function that analyses one article."""
        from quotestats import model

        method, scope = cast("Method", self.attribution), cast("Scope", self.scope)
        pipeline = model.load(model=self.model, attribution=method, scope=scope, overlay=self.overlay)

        def analyse(article: Article) -> bytes:
            # Neither where it was read nor what was odd about that can change a row: the rows are kept by the rest.
            try:
                (tables,) = model.extract(pipeline, [replace(article, path="", warning="")])
            except (LexiconError, MissingExtraError, ModelError) as error:  # loaded late: no article would fare better
                raise EngineError(str(error)) from error
            return pack(tables)

        return analyse


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


def pack(tables: Tables) -> bytes:
    """Return the rows as compressed JSON, each checked against its table.

    Raises ColumnError for a row that does not fit its table, ValueError for a number that is not finite.
    """
    rows: Rows = {}
    for name, table in TABLES.items():
        if name != "articles":
            ordered = sorted(getattr(tables, name), key=itemgetter("start"))
            rows[name] = [values(table, row) for row in ordered]
    return packed(rows)


def packed(rows: Rows) -> bytes:
    """Return rows as compressed JSON."""
    text = json.dumps(rows, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes) -> Rows:
    """Return the rows that ``pack`` packed."""
    rows: Rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return rows


def size(article: Article) -> int:
    """Return how large an article is, for batches."""
    return len(article.text)


def limit_s(article: Article) -> float:
    """Return how many seconds an article may take: far more than any has needed on a slow machine."""
    return 120 + len(article.text) / 200
