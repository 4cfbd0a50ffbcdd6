"""WARC: the web pages of a crawl, one article each. Needs warcio and trafilatura, the extra ``warc``."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import page
from quotestats.formats.crawl import Crawl
from quotestats.formats.readers import Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_MOST = 100  # damaged records, after which a file is left
_REMEDY = "the records behind it are read; get the file anew for this one"


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one record: the page that it held, if it did, and what is wrong with it, if anything is.

    ``search`` is the offset from which the next record is to be looked for by its header.
    """

    held: page.Page | None = None
    damage: str = ""
    search: int | None = None


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each page that a server gave in full; the place of each is the record's number.

    Requests, images, redirections and pages seen before (``revisit``) are no articles, and passed over. A damaged
    record is a problem, and the next one is found by its header; ARC files have none, so that damage ends them.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise MissingExtraError("warcio", "warc", f"reading {source.path}") from error
    with source.open() as stream:
        crawl = Crawl(stream)
        records, number, damaged = ArchiveIterator(crawl), 0, 0
        while True:
            number += 1
            place = f"{source.path}#{number}"
            found = _record(records, crawl, place, options)
            if found is None:
                return
            if found.damage and not source.head.startswith(b"WARC/"):
                raise SourceError(f"damaged after record {number - 1}: {found.damage}; get the file anew")
            damaged += bool(found.damage)
            if damaged > _MOST:  # each may cost the reading of all that is kept
                raise SourceError(f"more than {_MOST} records are damaged, the last is number {number}: get it anew")
            if found.damage:
                yield Problem(place, f"{found.damage}; {_REMEDY}")
            elif found.held is not None:
                yield page.article(found.held)
            if found.search is None:
                crawl.forget(records.offset)
            elif crawl.find(found.search):
                records = ArchiveIterator(crawl)
            else:
                return


def _record(records: "ArchiveIterator", crawl: Crawl, place: str, options: Options) -> _Read | None:
    """Read the next record to its end; None behind the last."""
    from warcio.exceptions import ArchiveLoadFailed

    begins, said, record, found, wrong = records.offset, io.StringIO(), None, None, ""
    try:
        with redirect_stderr(said):  # warcio writes there what it raises as well, and what it passes over
            record = next(records, None)
            if record is not None:
                found = _page(record, place, options) if _is_page(record) else None
                records.read_to_end()
                wrong = _damage(records, record, crawl, begins, said.getvalue())
    except ArchiveLoadFailed as error:
        wrong = " ".join(str(error).split())[:160]
    except AttributeError:  # warcio's answer to a page without an address
        wrong = "a header without what it must have"
    if crawl.broken is not None and (record is None or wrong):
        return _Read(None, crawl.skip(), begins + (record is not None))
    if wrong:
        return _Read(None, f"damaged at byte {begins}: {wrong}", begins + 1)
    if "Remainder: b'WARC/" in said.getvalue():
        return _Read(found, "", begins + 1)
    return _Read(found) if record is not None else None


def _damage(records: "ArchiveIterator", record: "ArcWarcRecord", crawl: Crawl, begins: int, said: str) -> str:
    """Return what is wrong with a record that was read to its end, by its length and what follows; or ``""``."""
    if record.length is None:
        return "a header without Content-Length"
    if record.raw_stream.limit > 0:
        return "the file ends before the record does"
    if "Remainder: b'WARC/" in said:
        return ""  # only the blank line between two records is missing
    follows = records.next_line
    overrun = bool(follows) and not follows.startswith(b"WARC/") and crawl.holds_header(begins + 1, records.offset)
    return "its Content-Length is not its length" if overrun or "Remainder: b'" in said else ""


def _is_page(record: "ArcWarcRecord") -> bool:
    if record.rec_type == "resource":
        return str(record.content_type).partition(";")[0].strip().lower() in _PAGES
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in _PAGES and str(record.http_headers.get_statuscode()) == "200"


def _page(record: "ArcWarcRecord", place: str, options: Options) -> page.Page:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    kind = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    captured = f"{url}\x1f{headers.get_header('WARC-Date') or ''}"
    made = "w_" + hashlib.sha256(captured.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    data = record.content_stream().read(page.LARGEST + 1)
    label = (kind or "").lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    return page.Page(data, place, made, url.strip("<>"), label, options.zone)


def sniff(source: Source) -> int:
    """Return 95 for the first words of a WARC or ARC file."""
    return 95 if source.head.startswith((b"WARC/", b"filedesc://")) else 0


READER = Reader("warc", "WARC: the pages of a crawl, one article each (needs the extra warc)", read, sniff)
