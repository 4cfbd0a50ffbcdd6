"""The tables of a run as pandas frames, each column of the type that the schema gives it.

Text is ``string``, a column of few values ``category``, whole numbers ``Int64``, numbers ``float64``, days
``datetime64[s]``. An empty cell is missing; ids such as 007 and words such as NA stay what they are.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from quotestats.formats import tables
from quotestats.formats.columns import TABLES, Column


class Frames:
    """The tables of one folder, each read when it is first asked for: ``load("outputs").quoted_statistics``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"Frames({str(self.folder)!r}: {', '.join(TABLES)})"

    @cached_property
    def quoted_statistics(self) -> pd.DataFrame:
        """One row per quoted statistic, everything joined."""
        return read(self.folder, "quoted_statistics")

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """One row per quantity, quoted or not."""
        return read(self.folder, "quantities")

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """One row per attribution, with or without a number."""
        return read(self.folder, "attributions")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row per mention of an actor."""
        return read(self.folder, "mentions")

    @cached_property
    def times(self) -> pd.DataFrame:
        """One row per time expression."""
        return read(self.folder, "times")

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article read, and per file that could not be."""
        return read(self.folder, "articles")


def load(folder: str | Path = "outputs") -> Frames:
    """Return the tables in a folder as pandas frames. Raises UsageError when there are none."""
    place = Path(folder)
    next(tables.rows(place, "quoted_statistics"), None)
    return Frames(place)


def read(folder: Path, name: str) -> pd.DataFrame:
    """Return one table of a folder as a frame. Raises UsageError when it is not there or of another version."""
    return frame(name, (list(row.values()) for row in tables.rows(folder, name)))


def frame(name: str, rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """Return rows of text, in the order of a table's columns, as a frame."""
    columns = TABLES[name].columns
    turned = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame({one.name: _series(one, cells) for one, cells in zip(columns, turned, strict=True)})


def _series(column: Column, cells: Sequence[str]) -> "pd.Series[Any]":  # Any: of the column's type
    if column.type == "date":
        return pd.Series(np.array([cell or "NaT" for cell in cells], dtype="datetime64[s]"))
    if column.type == "number":
        return pd.Series([float(cell) if cell else None for cell in cells], dtype="float64")
    if column.type == "integer":
        return pd.Series([int(cell) if cell else None for cell in cells], dtype="Int64")
    if column.type == "boolean":
        return pd.Series([cell == "true" if cell else None for cell in cells], dtype="boolean")
    words = [cell or None for cell in cells]
    return pd.Series(words, dtype=pd.CategoricalDtype(list(column.enum)) if column.enum else "string")
