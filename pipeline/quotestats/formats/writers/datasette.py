"""What Datasette is told of the database: what tables and columns mean, how to sort them, by what to group."""

import json
from pathlib import Path
from typing import Any

from quotestats.formats.columns import TABLES, Table

NAME = "quotestats.metadata.json"
_FACETS = {
    "quoted_statistics": ("actor", "kind", "unit", "quote_type", "outlet", "year"),
    "quantities": ("kind", "unit", "bound"),
    "attributions": ("actor", "quote_type", "stance"),
    "mentions": ("actor", "actor_type"),
    "times": ("type",),
    "articles": ("outlet", "status"),
}
_SORTED = {"quoted_statistics": "confidence", "articles": "quoted_statistics"}


def metadata(database: str) -> str:
    """Return the metadata for a database file as JSON: ``datasette FILE --metadata quotestats.metadata.json``."""
    tables = {name: _about(table) for name, table in TABLES.items()}
    tables["quoted_statistics_fts"] = {"hidden": True}
    described = {
        "title": "Quoted statistics",
        "description": "Who said which number: figures, their meaning, and the words they were read from.",
        "databases": {Path(database).stem: {"tables": tables}},
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _about(table: Table) -> dict[str, Any]:  # Any: the nested values of JSON
    about: dict[str, Any] = {
        "description": f"One row per {table.row}.",
        "columns": {column.name: column.meaning for column in table.columns},
        "facets": list(_FACETS[table.name]),
    }
    if table.name in _SORTED:
        about["sort_desc"] = _SORTED[table.name]
    if table.name == "articles":
        about["label_column"] = "title"
    return about
