"""JSON Lines: one object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from quotestats.formats import encoding, fields
from quotestats.formats.readers import RECORD_LIMIT, Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

NESTED = "JSON nested too deep: give each article as one object with its fields"
NO_OBJECT = "not an object with an article's fields: give each article as one, with its text"
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)  # ids are kept verbatim: 007, 12e10


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each line; blank lines are passed over."""
    names: dict[tuple[str, ...], fields.Mapped] = {}
    with source.open() as stream:
        for number, line in enumerate(_lines(stream, source.head), 1):
            place = f"{source.path}#{number}"
            if line is None:
                yield Problem(place, f"the line is longer than {RECORD_LIMIT // 2**20} MiB: split the article")
                continue
            if not line.strip():
                continue
            record = parse(line)
            if isinstance(record, str):
                yield Problem(place, record)
                continue
            keys = tuple(record)
            if keys not in names:
                names[keys] = fields.find(keys, options.fields, options.zone)
                if len(names) == 1 and names[keys].said:
                    options.say(f"{source.path}: {names[keys].said}")
            yield fields.article(record, names[keys], place, encoding.name(source.head))


def parse(text: str) -> dict[str, object] | str:
    """Return the object that a JSON text holds, numbers as they are written, or in words why there is none."""
    try:
        record = DECODER.decode(text.strip("\ufeff \t\r\n"))
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg.removesuffix(' starting at')} at column {error.pos + 1}: mend the line"
    except RecursionError:
        return NESTED
    if not isinstance(record, dict):
        return f"a JSON {_KINDS.get(type(record), 'value')} where an object with an article's fields should stand"
    return record


_KINDS: dict[type, str] = {list: "array", str: "string or number", bool: "true or false", type(None): "null"}


def _lines(stream: BinaryIO, head: bytes) -> Iterator[str | None]:
    """Yield each line; None for one that is too long."""
    if encoding.name(head).startswith("utf-8"):
        while line := stream.readline(RECORD_LIMIT):
            if len(line) == RECORD_LIMIT and not line.endswith(b"\n"):
                while (rest := stream.readline(RECORD_LIMIT)) and not rest.endswith(b"\n"):
                    pass
                yield None
            else:
                yield line.decode("utf-8", "surrogateescape")
        return
    with encoding.reader(stream, head) as lines:
        yield from lines


def sniff(source: Source) -> int:
    """Return 70 where the first line is one JSON object, 50 where the name says so."""
    first = encoding.decode(source.head).lstrip("\ufeff \t\r\n").split("\n", 1)
    named = 55 if source.suffix in (".jsonl", ".ndjson", ".jl") else 0
    if not first[0].startswith("{"):
        return named
    whole_line = len(first) > 1 or len(source.head) < RECORD_LIMIT
    if whole_line and not isinstance(parse(first[0]), str):
        return 70 if len(first) > 1 and first[1].strip() else 62
    return max(named, 45 if first[0].startswith('{"') and len(first) == 1 else 0)


READER = Reader("jsonl", "JSON Lines: one object a line with the article's fields", read, sniff)
