"""What is fuzzed: functions of any bytes that raise where reading them breaks a promise. ``fuzz.py`` feeds them."""

import io
import math
from collections.abc import Callable

from quotestats import numerals, quotes, timex, units
from quotestats.errors import QuotestatsError
from quotestats.formats import readers
from quotestats.formats.sources import HEAD, Source
from quotestats.records import Article, Problem

SUFFIXES = ("txt", "jsonl", "json", "csv", "tsv", "html", "xml", "rtf", "eml", "docx", "parquet", "warc")
_SCANNER = numerals.Scanner(units.rows())


def fuzz_readers(data: bytes) -> None:
    """Read a file whose first byte chooses the suffix: articles and problems come, or an error made on purpose."""
    name = f"file.{SUFFIXES[data[0] % len(SUFFIXES)]}" if data else "file"
    content = data[1:]
    source = Source(name, "file", lambda: io.BytesIO(content), content[:HEAD])
    try:
        for item in readers.read(source, "auto", readers.Options()):
            assert isinstance(item, Article | Problem), item
            if isinstance(item, Article):
                item.text.encode()  # no lone surrogates
    except QuotestatsError:
        pass


def fuzz_numbers(data: bytes) -> None:
    """Find the numbers of a text: inside it, in order, no value that is not finite."""
    text = _text(data)
    end = 0
    for one in _SCANNER.scan(text):
        assert end <= one.start < one.end <= len(text), one
        assert one.value is None or math.isfinite(one.value), one
        end = one.end


def fuzz_times(data: bytes) -> None:
    """Find the time expressions of a text: each is where it says it is."""
    text = _text(data)
    for one in timex.scan(text, "2024-01-04"):
        assert text[one.start : one.end] == one.text, one


def fuzz_quotations(data: bytes) -> None:
    """Find the quotations of a text: inside it, in order."""
    text = _text(data)
    start = 0
    for one in quotes.find(text):
        assert start <= one.start < one.end <= len(text), one
        start = one.start


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": fuzz_readers,
    "numbers": fuzz_numbers,
    "times": fuzz_times,
    "quotations": fuzz_quotations,
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "ignore")
