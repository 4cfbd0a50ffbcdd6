"""``csv-metadata.json``: CSV on the Web metadata of the CSVs beside it (W3C, Tabular Metadata, 2015)."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quotestats.formats.columns import TABLES, Column, Table
from quotestats.formats.writers import Writer

NAME = "csv-metadata.json"  # the name under which software looks for it (section 5.2 of the standard)
_DIALECT = {"encoding": "utf-8", "delimiter": ",", "doubleQuote": True, "header": True, "lineTerminators": ["\n"]}
_LISTS = ("content_spans", "actor_id", "actor_type", "actor_wikidata")


class NoRows:
    """Takes rows and writes none: the CSVs have them."""

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Do nothing."""


@contextmanager
def opened(folder: Path) -> Iterator[NoRows]:
    """Write the metadata into a folder."""
    (folder / NAME).write_text(text(), encoding="utf-8", newline="\n")
    yield NoRows()


def text() -> str:
    """Return the metadata as JSON."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Quoted statistics",
        "dialect": _DIALECT,
        "tables": [_table(table) for table in TABLES.values()],
    }
    return json.dumps(group, indent=2, ensure_ascii=False) + "\n"


def _table(table: Table) -> dict[str, Any]:  # Any: the nested values of JSON
    keys = [column.name for column in table.columns if column.key]
    link = {"columnReference": ["article_id", "attribution_id"]}
    links = "attribution_id" in table.names and "attribution_id" not in keys
    reference = {**link, "reference": {"resource": "attributions.csv", **link}}
    return {
        "url": f"{table.name}.csv",
        "dc:description": f"One row per {table.row}.",
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            **({"primaryKey": ["article_id", *keys]} if keys else {}),
            **({"foreignKeys": [reference]} if links else {}),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _datatype(column),
        **({"separator": "|"} if column.name in _LISTS else {}),
        **({"required": True} if column.key or column.required else {}),
    }


def _datatype(column: Column) -> str | dict[str, str]:
    if column.enum:
        return {"base": "string", "format": "|".join(column.enum)}
    return {"number": "double", "date": "date", "integer": "integer", "boolean": "boolean"}.get(column.type, "string")


WRITER = Writer("csvw", f"{NAME}: CSV on the Web metadata of the CSVs beside it", opened)
