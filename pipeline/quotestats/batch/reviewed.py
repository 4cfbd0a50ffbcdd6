"""Rows that people have accepted or corrected, as gold to score the program against."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from quotestats.formats import tables
from quotestats.formats.columns import TABLES, Column

_FIELDS = (
    *(
        "start",
        "end",
        "kind",
        "value",
        "value_low",
        "value_high",
        "bound",
        "unit",
        "per",
        "counted",
        "direction",
        "role",
    ),
    *("compared_to", "time", "period_start", "period_end"),
)
_SAID = ("source", "source_start", "source_end", "relayed_by", "quote_type", "stance")
_COLUMNS = {column.name: column for column in TABLES["quoted_statistics"].columns}


def gold(out: Path) -> Iterator[str]:
    """Yield a line of gold (docs/gold.md) for each article of which a person has reviewed a row.

    Reviewed rows are sure; what else the program finds in these articles counts neither for nor against.
    """
    quoted = {row["statistic_id"]: row for row in tables.rows(out, "quoted_statistics")}
    reviewed = {row["article_id"] for row in quoted.values() if row["reviewed"]}
    quantities = sorted(tables.rows(out, "quantities"), key=itemgetter("article_id"))
    for article_id, rows in groupby(quantities, itemgetter("article_id")):
        if article_id in reviewed:
            told = [_quantity(row, quoted.get(row["statistic_id"])) for row in rows]
            yield json.dumps({"id": article_id, "quantities": told}, ensure_ascii=False)


def _quantity(row: dict[str, str], quoted: dict[str, str] | None) -> dict[str, object]:
    told: dict[str, object] = {"text": row["quantity"], **{name: _value(name, row[name]) for name in _FIELDS}}
    told |= {"quoted": quoted is not None, "sure": bool(quoted and quoted["reviewed"])}
    if quoted is None:
        return told
    return told | {name: _value(name, quoted[name]) for name in _SAID} | {"speaker": quoted["actor"]}


def _value(name: str, cell: str) -> object:
    column: Column = _COLUMNS[name]
    if column.type in ("number", "integer"):
        return (float(cell) if column.type == "number" else int(cell)) if cell else None
    return cell
