"""Input formats: each a module here (or in another package) that gives a ``Reader`` under a name.

A reader turns one file into articles and problems. Which one reads a file is told from its first bytes, or by name.
Other packages add theirs with an entry point in the group ``quotestats_readers``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo

import catalogue

from quotestats.errors import QuotestatsError, SourceError, UsageError
from quotestats.formats import containers, encoding, marks
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

REGISTRY = catalogue.create("quotestats", "readers", entry_points=True)
RECORD_LIMIT = 64 * 2**20  # bytes of one text or record


@dataclass(frozen=True, slots=True)
class Options:
    """What readers are told: field names from the settings (field to name), and where to say what was found.

    ``zone`` is the time zone whose day counts for time stamps in UTC, None for the day that is written.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    zone: ZoneInfo | None = None
    say: Callable[[str], None] = lambda words: None


@dataclass(frozen=True, slots=True)
class Reader:
    """An input format.

    ``read`` yields what one file holds, in the file's order: an article, or the problem with a record that gives none;
    ``path`` of each is the source's, with ``#`` and the record's line or number where the file may hold several. Where
    the file says how many articles it holds, ``read`` yields that too, at any point, once for each such saying.

    ``sniff`` returns how sure it is that a file is of this format: 0 no, 10 it would do, 50 the name says so, 60 the
    look says so, 90 and more there is a mark that only this format has (magic, first line, root element). The surest
    reader reads the file; a special format outbids the general one that could read it too: NITF is also XML.
    """

    name: str
    meaning: str
    read: Callable[[Source, Options], Iterator[Article | Problem | Announced]]
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
    """Yield what a file holds, by the reader of that name or, for ``auto``, by the surest one."""
    return iter(Reading(source, name, options))


@dataclass(slots=True)
class Reading:
    """The reading of one file, to be iterated once; it counts what it yields.

    A file that gives nothing at all gives one problem, so that every file is accounted for; so does one that announces
    another number of articles than were found in it. ``format`` is the reader's name, empty until one is chosen.
    """

    source: Source
    name: str
    options: Options
    format: str = ""
    announced: int | None = None
    articles: int = 0
    problems: int = 0

    def __iter__(self) -> Iterator[Article | Problem]:
        """Yield articles and problems, and count them."""
        named = reader(self.name) if self.name != "auto" else None
        try:
            yield from self._records(named)
        except QuotestatsError as error:
            yield self._problem(str(error))
            return
        except containers.BROKEN as error:
            after = f" after {self._found} records" if self._found else ""
            yield self._problem(containers.why(error, after))
            return
        if self.announced is not None and self.announced != self._found:
            yield self._problem(f"the file says that it holds {self.announced} articles, {self._found} were found")
        elif not self._found:
            yield self._problem(f"no article in it (read as {self.format}): remove it, or tell its --format")

    @property
    def _found(self) -> int:
        return self.articles + self.problems

    def _problem(self, reason: str) -> Problem:
        self.problems += 1
        return Problem(self.source.path, reason)

    def _records(self, named: Reader | None) -> Iterator[Article | Problem]:
        if not self.source.head:
            raise SourceError("the file is empty: remove it, or get it anew")
        chosen = named or _surest(self.source)
        self.format = chosen.name
        for item in chosen.read(self.source, self.options):
            if isinstance(item, Announced):
                self.announced = (self.announced or 0) + item.count
                continue
            if isinstance(item, Article):
                self.articles += 1
            else:
                self.problems += 1
            yield item


def _surest(source: Source) -> Reader:
    """Return the reader that is surest of a file. Raises SourceError, with the reason, where none knows it."""
    sure, name = max((one.sniff(source), name) for name, one in all_readers().items())
    if not sure:
        unknown = f"not a format that is read; formats are: {', '.join(all_readers())}"
        raise SourceError(marks.refusal(source.head) or unknown)
    return all_readers()[name]


def decoded(source: Source) -> tuple[str, str, str]:
    """Return all text of a file, its encoding and a warning or ``""``; markup may name its encoding itself.

    Raises SourceError when there are more than 64 MiB.
    """
    data = whole(source)
    return encoding.decoded(data, encoding.declared(data))


def whole(source: Source) -> bytes:
    """Return all bytes of a file. Raises SourceError when there are more than 64 MiB."""
    with source.open() as stream:
        data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        raise SourceError(f"larger than {RECORD_LIMIT // 2**20} MiB: split it, or give the articles as jsonl")
    return data
