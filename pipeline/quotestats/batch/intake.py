"""From the SOURCE arguments to articles: read, joined with metadata, dated, and each id only once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quotestats.engines import limits
from quotestats.errors import UsageError
from quotestats.formats import dates, readers, sources
from quotestats.formats.fields import NAMES
from quotestats.formats.meter import Meter
from quotestats.records import Article, Problem

BESIDE = "metadata.csv"
RECORD_LIMIT_S = 300.0  # of processor time for reading one record: far more than the largest needs on a slow machine
_JOINED = tuple(name for name in NAMES if name not in ("id", "text"))


@dataclass(slots=True)
class Metadata:
    """The rows of a ``--metadata`` table by article id, and which of them an article has met.

    ``urls`` has the id of each row with an address: pages that a crawler has named in its own way are found by theirs.
    """

    file: str = ""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    urls: dict[str, str] = field(default_factory=dict)

    def join(self, article: Article) -> Article:
        """Return the article with what the table says of it; the table wins over the article's own fields."""
        addressed = self.urls.get(_address(article.url), "")
        name = next((one for one in (article.id, article.path, addressed) if one in self.rows), "")
        row = self.rows.get(name)
        if row is None:
            return article
        self.met.add(name)
        said: dict[str, Any] = {key: value for key, value in row.items() if value}  # all of them str
        if article.warning and "warning" in said:
            said["warning"] = f"{article.warning}; {said['warning']}"
        source = "metadata" if "published" in said else article.published_source
        return replace(article, published_source=source, **said)

    @property
    def unmet(self) -> list[str]:
        """The ids in the table that no article has."""
        return [name for name in self.rows if name not in self.met]


def tables_of_metadata(given: str, arguments: Iterable[str]) -> list[Path]:
    """Return the files of metadata: the one given, or metadata.csv at the top of each SOURCE that is a folder."""
    beside = [Path(argument) / BESIDE for argument in sorted(set(arguments))]
    return [Path(given)] if given else [file for file in beside if file.is_file()]


def metadata(files: Iterable[Path], options: readers.Options) -> Metadata:
    """Read tables of metadata. Raises UsageError when one cannot be read, has no id, or gives an id twice."""
    found = Metadata()
    for file in files:
        found.file = str(file)
        if not file.is_file():
            raise UsageError(f"no such file: {file} (--metadata)")
        for source in sources.expand([str(file)]):
            if isinstance(source, Problem):
                raise UsageError(f"{source.path}: {source.error}")
            _add(found, source, options)
    return found


def _add(found: Metadata, source: sources.Source, options: readers.Options) -> None:
    from quotestats.formats.readers import csv

    for place, row in csv.records(source, options, "id"):
        if isinstance(row, str):
            raise UsageError(f"{place}: {row}")
        if row["id"] in found.rows:
            raise UsageError(f'{place}: the id "{row["id"]}" stands twice')
        found.rows[row["id"]] = {name: row[name] for name in _JOINED if name in row}
        if address := _address(row.get("url", "")):
            found.urls.setdefault(address, row["id"])
        if "warning" in row:
            found.rows[row["id"]]["warning"] = f"{place}: {row['warning']}"


def _address(url: str) -> str:
    """Return an address as it is compared: without scheme, www, fragment and closing slash, the host in any case."""
    host, slash, path = url.partition("://")[2].partition("#")[0].partition("/")
    return f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/")


def read(
    arguments: Iterable[str],
    *,
    name: str,
    options: readers.Options,
    skip: Iterable[Path] = (),
    note: Callable[[readers.Reading], None] = lambda reading: None,
    hidden: Callable[[str], None] = lambda path: None,
    meter: Meter | None = None,
) -> Iterator[Article | Problem]:
    """Yield all articles and problems of the sources, in an order that the disk has no say in.

    ``note`` is told of the reading of each file before the file is read, ``hidden`` of hidden files passed over,
    ``meter`` of how far the reading has come.
    """
    for source in sources.expand(arguments, skip, hidden, meter):
        if isinstance(source, Problem):
            yield source
        else:
            reading = readers.Reading(source, name, options)
            note(reading)
            yield from _limited(reading)


def _limited(reading: readers.Reading) -> Iterator[Article | Problem]:
    """Yield what is read until one record takes too long: then the file is left, and named."""
    records = iter(reading)
    while True:
        try:
            with limits.alarm(RECORD_LIMIT_S):
                record = next(records, None)
        except limits.TooLongError as stopped:
            found = reading.articles + reading.problems
            reason = f"took longer than {stopped.seconds:.0f} s to read after {found} records"
            yield Problem(reading.source.path, f"{reason}: split it, or save it in another format")
            return
        if record is None:
            return
        yield record


def prepared(
    items: Iterable[Article | Problem],
    *,
    joined: Metadata,
    published: str,
    place_of: Callable[[str], str | None],
) -> Iterator[Article | Problem]:
    """Yield the items with metadata and date. A second article with an id already seen becomes a problem."""
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        article = _dated(joined.join(item), published)
        before = place_of(article.id)
        if before is not None:
            yield Problem(
                article.path,
                f'the id "{article.id}" stands already at {before}: give each article an id of its own',
                article.id,
            )
        else:
            yield article


def marked(items: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Yield the items, each article with the earlier one that it repeats."""
    from quotestats.batch.duplicates import Duplicates

    with closing(Duplicates()) as known:
        for item in items:
            yield replace(item, duplicate_of=known.original(item)) if isinstance(item, Article) else item


def _dated(article: Article, given: str) -> Article:
    """Return the article with its date: its own, that of its address or its file's name, or the given one."""
    if article.published:
        return replace(article, published_source=article.published_source or "metadata")
    if addressed := dates.in_path(article.url.partition("#")[0]):
        return replace(article, published=addressed, published_source="metadata")
    if named := dates.in_path(article.path):
        return replace(article, published=named, published_source="file name")
    return replace(article, published=given, published_source="command line" if given else "unknown")


def about(item: Article | Problem) -> Mapping[str, object]:
    """Return the cells of articles.csv that are known before the article is analysed."""
    if isinstance(item, Problem):
        return {"article_id": item.id, "path": item.path}
    names = (
        *("path", "published", "published_source", "outlet", "title", "url", "author", "encoding", "duplicate_of"),
    )
    return {
        "article_id": item.id,
        **{name: getattr(item, name) for name in names},
        "words": len(item.text.split()),
        "sha256": hashlib.sha256(item.text.encode()).hexdigest(),
        "status": "warning" if item.warning else "ok",
        "error": item.warning,
    }
