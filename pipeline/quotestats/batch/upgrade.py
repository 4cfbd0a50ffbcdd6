"""Shipped words that another version of the program has otherwise, and which articles they can touch.

With the kept rows goes what the shipped tables said when they were made. When these say something else, the rows that
differ are held against each text as a person's own rows are: what they cannot touch stays as it is.
"""

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quotestats import lexicon
from quotestats.annotations.touch import Touch, label
from quotestats.lexicon import Row
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.records import Article

Words = Mapping[str, Sequence[Row]]  # the rows of each table

_FREE = frozenset({"source", "note"})  # columns that change nothing


@cache
def shipped() -> Words:
    """Return the rows of the shipped tables, of which single rows are looked at."""
    return {
        name: [{column: cell for column, cell in row.items() if column not in _FREE} for row in lexicon.table(name)]
        for name in TABLES
    }


@cache
def packed() -> bytes:
    """Return the shipped rows in few bytes."""
    tables = {name: [list(rows[0]), *(list(row.values()) for row in rows)] for name, rows in shipped().items() if rows}
    return lzma.compress(json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode(), preset=1)  # quick


def known(kept: tuple[str, bytes] | None) -> tuple[str, Words] | None:
    """Return the name and the rows of words that are kept packed; None where there are none, or they are damaged."""
    if kept is None:
        return None
    try:
        tables = json.loads(lzma.decompress(kept[1]))
        return kept[0], {
            name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in tables.items()
        }
    except (lzma.LZMAError, ValueError, TypeError, AttributeError, IndexError):
        return None


class Upgrade:
    """The rows that differ between two states of the shipped tables.

    ``everywhere`` tells that rows have another order, so that nobody can say what that touches.
    """

    def __init__(self, before: Words, after: Words) -> None:
        self.everywhere = any(_reordered(before.get(name, ()), after.get(name, ())) for name in TABLES)
        self._verbs: dict[str, str] = {}
        differing = {name: list(self._differing(name, before.get(name, ()), after.get(name, ()))) for name in TABLES}
        self._touch = Touch(Overlay(**{name: tuple(rows) for name, rows in differing.items()}), shipped=True)

    def touches(self, article: Article) -> tuple[str, ...]:
        """Return in words which of the differing rows can touch an article: "aliases.tsv: Dee removed"."""
        labels = dict.fromkeys(use.label for use in self._touch.uses(article))
        return tuple(f"{one} {self._verbs[one]}" for one in labels)

    def _differing(self, name: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
        old, new = ({tuple(row.items()): row for row in rows} for rows in (before, after))
        for verb, mine, others in (("removed", old, new), ("added", new, old)):
            for cells, row in mine.items():
                if cells not in others:
                    called = label(name, row, shipped=True)
                    self._verbs[called] = "changed" if self._verbs.get(called, verb) != verb else verb
                    yield row


def _reordered(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Tell whether the rows that both have stand in another order."""
    old, new = ([tuple(row.items()) for row in rows] for rows in (before, after))
    both = set(old) & set(new)
    return [row for row in old if row in both] != [row for row in new if row in both]
