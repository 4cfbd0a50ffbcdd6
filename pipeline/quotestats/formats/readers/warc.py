"""WARC: the web pages of a crawl, one article each. Needs warcio and trafilatura, the extra ``warc``."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import page
from quotestats.formats.readers import Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each page that a server gave in full; the place of each is the record's number.

    Requests, images, redirections and pages seen before (``revisit``) are no articles, and passed over.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError("warcio", "warc", f"reading {source.path}") from error
    with source.open() as stream:
        records = ArchiveIterator(stream)
        number = 0
        while True:
            try:
                with redirect_stderr(io.StringIO()):  # warcio writes there what it raises as well
                    record = next(records, None)
            except ArchiveLoadFailed as error:
                reason = " ".join(str(error).split())[:160]
                raise SourceError(f"damaged after record {number}: {reason}") from error
            if record is None:
                return
            number += 1
            if _is_page(record):
                yield _article(record, f"{source.path}#{number}", options)


def _is_page(record: "ArcWarcRecord") -> bool:
    if record.rec_type == "resource":
        return str(record.content_type).partition(";")[0].strip().lower() in _PAGES
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in _PAGES and str(record.http_headers.get_statuscode()) == "200"


def _article(record: "ArcWarcRecord", place: str, options: Options) -> Article | Problem:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    kind = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    captured = f"{url}\x1f{headers.get_header('WARC-Date') or ''}"
    made = "w_" + hashlib.sha256(captured.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    data = record.content_stream().read(page.LARGEST + 1)
    label = (kind or "").lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    return page.article(page.Page(data, place, made, url.strip("<>"), label, options.zone))


def sniff(source: Source) -> int:
    """Return 95 for the first words of a WARC or ARC file."""
    return 95 if source.head.startswith((b"WARC/", b"filedesc://")) else 0


READER = Reader("warc", "WARC: the pages of a crawl, one article each (needs the extra warc)", read, sniff)
