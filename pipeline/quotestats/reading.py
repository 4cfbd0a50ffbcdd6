"""One text read at once, for notebooks and programs: its quoted statistics as records, and the text with all marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from spacy.language import Language
from spacy.tokens import Doc

from quotestats import annotations, join, layers, model, pages
from quotestats.formats import frames, wording
from quotestats.formats.columns import TABLES, values
from quotestats.formats.writers.csv import plain
from quotestats.highlight import Mark, pieces
from quotestats.records import Article, QuotedStatistic, Tables

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Reading(Sequence[QuotedStatistic]):
    """The quoted statistics of one text, in order; ``tables`` holds the rows of every table.

    Shown by itself in a notebook: the text with everything marked, the statistics below it.
    """

    text: str
    tables: Tables

    @overload
    def __getitem__(self, place: int) -> QuotedStatistic: ...
    @overload
    def __getitem__(self, place: slice) -> list[QuotedStatistic]: ...
    def __getitem__(self, place: int | slice) -> QuotedStatistic | list[QuotedStatistic]:
        rows = self.tables.quoted_statistics
        return [_statistic(row) for row in rows[place]] if isinstance(place, slice) else _statistic(rows[place])

    def __len__(self) -> int:
        return len(self.tables.quoted_statistics)

    def frame(self, table: str = "quoted_statistics") -> "DataFrame":
        """Return the rows of a table as a typed pandas frame."""
        rows: list[dict[str, object]] = getattr(self.tables, table)
        return frames.frame(table, ([plain(value) for value in values(TABLES[table], row)] for row in rows))

    def _repr_html_(self) -> str:
        return pages.fragment("reading.html", pieces=_shown(self), rows=list(_lines(self)))


def extract(
    text: str,
    *,
    published: str = "",
    title: str = "",
    attribution: model.Method = "model",
    annotations_folder: str | Path | None = None,
) -> Reading:
    """Return the quoted statistics of a text. Models are loaded at the first call and kept.

    ``published`` is the day (2024-01-04) against which "last year" is resolved; ``annotations_folder`` holds your own
    actors, units and cues. Raises ModelError when the base model is not installed.
    """
    if annotations_folder is None:
        pipeline = _cached(attribution)
    else:
        own = annotations.read(Path(annotations_folder)).overlay
        pipeline = model.load(attribution=attribution, scope="all", overlay=own)
    (tables,) = model.extract(pipeline, [Article(id="text", text=text, published=published, title=title)])
    return Reading(text, tables)


def load_pipeline(*, attribution: model.Method = "model", name: str = model.BASE) -> Language:
    """Return the whole as a spaCy pipeline: the base model ``name``, and our pipes behind it.

    A Doc then has the span groups ``quantities``, ``times``, ``mentions`` and ``attributions``; ``read`` makes a
    Reading of it. Raises ModelError when the base model is not installed.
    """
    return model.load(model=name, attribution=attribution, scope="all").nlp


def read(doc: Doc) -> Reading:
    """Return the quoted statistics of a Doc that the pipeline has analysed."""
    return Reading(layers.article(doc).text, join.tables(doc))


@cache
def _cached(attribution: model.Method) -> model.Pipeline:
    return model.load(attribution=attribution, scope="all")


def _statistic(row: Mapping[str, Any]) -> QuotedStatistic:  # Any: the record says the type of each field
    return QuotedStatistic(**row)


def _shown(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces, each with the kinds of its marks."""
    quoted = {row["statistic_id"] for row in reading.tables.quoted_statistics}
    marks = [mark for mark in _marks(reading.tables) if mark.kind != "figure" or mark.of in quoted]
    for piece in pieces(reading.text, marks):
        yield piece.text, " ".join(f"quotestats-{kind}" for kind in piece.kinds)


def _marks(tables: Tables) -> Iterator[Mark]:
    for kind, rows in (("figure", tables.quantities), ("time", tables.times)):
        for row in rows:
            yield _mark(kind, row, "start", "end")
    for row in tables.attributions:
        for part in str(row["content_spans"]).split("|"):
            start, _, end = part.partition("-")
            yield Mark(int(start), int(end), "content")
        for kind in ("source", "cue"):
            if row[f"{kind}_start"] is not None:
                yield _mark(kind, row, f"{kind}_start", f"{kind}_end")


def _mark(kind: str, row: Mapping[str, object], start: str, end: str) -> Mark:
    return Mark(int(str(row[start])), int(str(row[end])), kind, str(row.get("statistic_id", "")))


def _lines(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Yield who, the words, what they mean, of what, when, and how sure that is, for each statistic."""
    for row in reading.tables.quoted_statistics:
        cell = {name: plain(value) for name, value in row.items()}
        told = (wording.who(cell), cell["quantity"], wording.meaning(cell), cell["counted"], wording.when(cell))
        yield (*told, cell["confidence"])
