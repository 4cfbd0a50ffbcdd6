"""The rows that a person adds: what the words themselves say, the rest left to be set."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quotestats.annotations.corrections import Attached, Correction
from quotestats.formats.columns import TABLES

if TYPE_CHECKING:
    from quotestats.numerals.scan import Scanner

Row = dict[str, object]

_LETTERS = {"quoted_statistics": "s", "quantities": "s", "attributions": "a", "mentions": "m", "times": "t"}
_DEFAULTS: Row = {"bound": "exact", "kind": "count", "role": "level", "quote_type": "indirect", "stance": "asserted"}
_SHARED = ("start", "end", "sentence", "article_id")


class Adding:
    """A correction that adds a row where the program has none.

    ``rows`` are those of the article, table by table; ``about`` is what articles.csv says of it.
    """

    def __init__(self, attached: Attached, rows: Mapping[str, Sequence[Row]], about: Mapping[str, object]) -> None:
        self._attached = attached
        self._one: Correction = attached.correction
        self._article = rows
        self._about = {name: about.get(name, "") for name in ("published", "outlet", "title", "url")}
        self._start, self._end = attached.span or (0, 0)

    def rows(self) -> list[tuple[str, Row]]:
        """Return the new rows with their tables: a quoted statistic brings its quantity and its attribution along."""
        table = self._one.table
        if table != "quoted_statistics":
            return [(table, self._row(table))]
        made: list[tuple[str, Row]] = []
        quantity = self._at("quantities")
        if quantity is None:
            quantity = self._row("quantities")
            made.append(("quantities", quantity))
        attribution = self._attribution()
        if attribution is None:
            attribution = self._row("attributions")
            made.append(("attributions", attribution))
        quoted = _empty("quoted_statistics") | _known("quoted_statistics", _DEFAULTS) | self._about
        quoted |= _known("quoted_statistics", {**attribution, **quantity})
        return [*made, (table, {**quoted, "attribution_id": attribution["attribution_id"], "reviewed": ""})]

    def _row(self, table: str) -> Row:
        row = _empty(table) | _known(table, _DEFAULTS)
        start, end, sentence = self._start, self._end, " ".join(self._attached.words.split())
        if table == "attributions":
            start, end = self._attached.sentence if self._one.table != table else (start, end)
            row |= {"content_spans": f"{start}-{end}", "content": sentence, "decided_by": "correction"}
        else:
            row |= _known(table, {"text": self._one.exact, "type": "DATE", "head": self._one.exact.split()[-1]})
        if table == "quantities":
            row |= {"quantity": self._words(), **_read(self._words())}
        key = _key(_LETTERS[table], self._one, sentence)
        name = next(column.name for column in TABLES[table].columns if column.key)
        return row | {name: key, "article_id": self._one.article_id, "start": start, "end": end, "sentence": sentence}

    def _words(self) -> str:
        """Return the words as the article has them."""
        first = self._attached.sentence[0]
        return self._attached.words[self._start - first : self._end - first]

    def _at(self, table: str) -> Row | None:
        found = [row for row in self._article[table] if (row["start"], row["end"]) == (self._start, self._end)]
        return found[0] if found else None

    def _attribution(self) -> Row | None:
        """Return the attribution with the shortest content that covers the words."""
        covering = []
        for row in self._article["attributions"]:
            spans = [tuple(map(int, span.split("-"))) for span in str(row["content_spans"]).split("|")]
            if any(first < self._end and self._start < last for first, last in spans):
                covering.append((sum(last - first for first, last in spans), str(row["attribution_id"]), row))
        return min(covering, key=lambda one: one[:2])[2] if covering else None


def _read(words: str) -> Row:
    """Return what the words of a quantity say when they stand alone; nothing where they are no single quantity."""
    found = _scanner().scan(words)
    if len(found) != 1:
        return {}
    (one,) = found
    kind = "percentage_point" if one.kind == "points" else one.kind
    row: Row = {"value": one.value, "value_low": one.low, "value_high": one.high, "bound": one.bound}
    return row | {"kind": kind, "unit": one.unit, "per": one.per}


@cache
def _scanner() -> "Scanner":
    from quotestats import units
    from quotestats.numerals.scan import Scanner

    return Scanner(units.rows())


def _empty(table: str) -> Row:
    return {column.name: "" if column.type in ("string", "date") else None for column in TABLES[table].columns}


def _known(table: str, row: Row) -> Row:
    """Return the cells that the table has a column for."""
    return {name: value for name, value in row.items() if name in TABLES[table].names}


def _key(letter: str, one: Correction, sentence: str) -> str:
    """Return the id of a row that a person adds, from its words and what stands around them."""
    material = "\x1f".join(["added", one.article_id, sentence, one.exact, one.prefix])
    return f"{letter}_{hashlib.sha256(material.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
