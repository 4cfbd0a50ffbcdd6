"""``datapackage.json``: a Frictionless Data Package that says what the CSVs hold, with row counts and hashes."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quotestats import __version__
from quotestats.formats.columns import TABLES, Column, Table

NAME = "datapackage.json"
_DESCRIPTION = "Quoted statistics from news articles: who said which number, and what else the articles count."


def text(folder: Path, rows: Mapping[str, int]) -> str:
    """Return the package's JSON for the CSVs in a folder; ``rows`` counts those of each table."""
    package = {
        "profile": "tabular-data-package",
        "name": "quotestats",
        "title": "Quoted statistics",
        "description": _DESCRIPTION,
        "version": __version__,
        "resources": [_resource(folder / f"{name}.csv", table, rows[name]) for name, table in TABLES.items()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def schema(table: Table) -> dict[str, Any]:  # Any: the nested values of JSON
    """Return the Table Schema of a table."""
    keys = [column.name for column in table.columns if column.key]
    links = any(column.name == "attribution_id" and not column.key for column in table.columns)
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": ["article_id", *keys]} if keys else {}),
        **({"foreignKeys": [_LINK]} if links else {}),
    }


_LINK = {"fields": ["attribution_id"], "reference": {"resource": "attributions", "fields": ["attribution_id"]}}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.key or column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.meaning,
        **({"constraints": constraints} if constraints else {}),
    }


def _resource(file: Path, table: Table, rows: int) -> dict[str, Any]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": table.name,
        "title": table.name.replace("_", " ").capitalize(),
        "description": f"One row per {table.row}.",
        "path": file.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": schema(table),
    }
