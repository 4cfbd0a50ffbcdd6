"""Input formats: each a module here (or in another package) that gives a ``Reader`` under a name.

A reader turns one file into articles and problems. Which one reads a file is told from its first bytes, or by name.
Other packages add theirs with an entry point in the group ``quotestats_readers``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import catalogue

from quotestats.errors import QuotestatsError, SourceError, UsageError
from quotestats.formats import containers, marks
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

REGISTRY = catalogue.create("quotestats", "readers", entry_points=True)
RECORD_LIMIT = 64 * 2**20  # bytes of one text or record


@dataclass(frozen=True, slots=True)
class Options:
    """What readers are told: field names from the settings (field to name), and where to say what was found."""

    fields: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[str], None] = lambda words: None


@dataclass(frozen=True, slots=True)
class Reader:
    """An input format.

    ``read`` yields what one file holds. ``sniff`` returns how sure it is that a file is of this format: 0 no, 10 it
    would do, 50 the name says so, 60 the look says so, 90 there is a mark that only this format has.
    """

    name: str
    meaning: str
    read: Callable[[Source, Options], Iterator[Article | Problem]]
    sniff: Callable[[Source], int]


@cache
def all_readers() -> dict[str, Reader]:
    """Return every reader by name, in alphabetical order."""
    return {name: REGISTRY.get(name) for name in sorted(REGISTRY.get_all())}


def reader(name: str) -> Reader:
    """Return a reader by name. Raises UsageError when there is none."""
    known = all_readers()
    if name not in known:
        raise UsageError(f'no input format "{name}"; formats are: auto, {", ".join(known)}')
    return known[name]


def read(source: Source, name: str, options: Options) -> Iterator[Article | Problem]:
    """Yield what a file holds, by the reader of that name or, for ``auto``, by the surest one.

    A file that gives nothing at all gives one problem, so that every file is accounted for.
    """
    if not source.head:
        yield Problem(source.path, "the file is empty")
        return
    chosen = reader(name) if name != "auto" else _surest(source)
    if isinstance(chosen, Problem):
        yield chosen
        return
    given = 0
    try:
        for item in chosen.read(source, options):
            given += 1
            yield item
    except QuotestatsError as error:
        yield Problem(source.path, str(error))
        return
    except containers.BROKEN as error:
        after = f" after {given} records" if given else ""
        yield Problem(source.path, containers.why(error) + after)
        return
    if not given:
        yield Problem(source.path, f"no article in it (read as {chosen.name})")


def _surest(source: Source) -> Reader | Problem:
    sure, name = max((one.sniff(source), name) for name, one in all_readers().items())
    if not sure:
        unknown = f"not a format that is read; formats are: {', '.join(all_readers())}"
        return Problem(source.path, marks.refusal(source.head) or unknown)
    return all_readers()[name]


def whole(source: Source) -> bytes:
    """Return all bytes of a file. Raises SourceError when there are more than 64 MiB."""
    with source.open() as stream:
        data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        raise SourceError(f"larger than {RECORD_LIMIT // 2**20} MiB: split it, or give the articles as jsonl")
    return data
