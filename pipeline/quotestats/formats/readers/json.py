"""JSON: one article, an array of articles, or an object that holds such an array."""

import json
from collections.abc import Iterator, Mapping

from quotestats.formats import encoding, fields
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.readers.jsonl import DECODER, NESTED, NO_OBJECT, parse
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the articles of a JSON file; the place of each is its number in the array."""
    data = whole(source)
    text = encoding.decode(data).lstrip("\ufeff")
    try:
        found = DECODER.decode(text.strip())
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, error.pos) + 1
        yield Problem(
            f"{source.path}#{line}",
            f"not JSON: {error.msg.removesuffix(' starting at')} at line {line}, column {error.colno}: mend it there",
        )
        return
    except RecursionError:
        yield Problem(source.path, NESTED)
        return
    records = _records(found, options)
    said = False
    for number, record in enumerate(records, 1):
        place = source.path if len(records) == 1 and not isinstance(found, list) else f"{source.path}#{number}"
        if not isinstance(record, dict):
            yield Problem(place, NO_OBJECT)
            continue
        mapped = fields.find(tuple(record), options.fields, options.zone)
        if not said and mapped.said:
            options.say(f"{source.path}: {mapped.said}")
            said = True
        yield fields.article(record, mapped, place, encoding.name(data))


def _records(found: object, options: Options) -> list[object]:
    """Return the records: an array's, those of the longest array of articles within an object, or the object itself."""
    if isinstance(found, list):
        return found
    if not isinstance(found, Mapping):
        return [found]
    if _is_article(found, options):
        return [found]
    inner = [part for value in found.values() if isinstance(value, Mapping) for part in value.values()]
    arrays = [part for part in (*found.values(), *inner) if isinstance(part, list) and part]
    arrays = [part for part in arrays if _is_article(part[0], options)]
    return max(arrays, key=len, default=[found])


def _is_article(found: object, options: Options) -> bool:
    return isinstance(found, dict) and "text" in fields.find(tuple(found), options.fields, options.zone).names


def sniff(source: Source) -> int:
    """Return 65 for what begins as a JSON array of objects or an object over several lines."""
    start = encoding.decode(source.head).lstrip("\ufeff \t\r\n")
    named = 50 if source.suffix == ".json" else 0
    if start.startswith("["):
        return 65 if start[1:].lstrip()[:1] in ("{", "]") else named
    if start.startswith("{") and (start[1:].lstrip()[:1] in ('"', "}")):
        first = start.split("\n", 1)[0]
        return 66 if isinstance(parse(first), str) else 60 + (named > 0) * 5
    return named


READER = Reader("json", "JSON: an article, an array of them, or an object that holds such an array", read, sniff)
