"""Parquet: one article a row. Needs pyarrow, the extra ``parquet``."""

from collections.abc import Iterator

from quotestats.errors import MissingExtraError
from quotestats.formats import fields
from quotestats.formats.readers import Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

_ROWS = 256  # rows in memory at a time


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each row; the place of each is the row's number."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet", f"reading {source.path}") from error
    with source.open() as stream:
        table = pq.ParquetFile(stream)
        mapped = fields.find(table.schema_arrow.names, options.fields, options.zone)
        if mapped.said:
            options.say(f"{source.path}: {mapped.said}")
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS):
            for record in batch.to_pylist():
                number += 1
                yield fields.article(record, mapped, f"{source.path}#{number}")


def sniff(source: Source) -> int:
    """Return 95 for the mark of Parquet."""
    return 95 if source.head.startswith(b"PAR1") else 0


READER = Reader("parquet", "Parquet: one article a row (needs the extra parquet)", read, sniff)
