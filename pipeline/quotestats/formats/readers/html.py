"""HTML: one page, one article; its id is the path without suffix. Needs trafilatura, the extra ``html``."""

from collections.abc import Iterator

from quotestats.formats import marks, page
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the page's article."""
    yield page.article(page.Page(whole(source), source.path, source.id, zone=options.zone))


def sniff(source: Source) -> int:
    """Return 70 for HTML by its root element, 50 where the name says so."""
    if marks.root(source.head).name == "html":
        return 70
    return 50 if source.suffix in (".html", ".htm", ".xhtml") and b"<" in source.head else 0


READER = Reader(
    "html", "HTML: one page, one article, without what stands around it (needs the extra html)", read, sniff
)
