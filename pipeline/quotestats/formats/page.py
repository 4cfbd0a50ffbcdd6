"""From a web page to its article: the paragraphs without what stands around them, and what its metadata say.

Which part of a page is the article is found by trafilatura (Barbaresi 2021), dates by the page's own metadata or, where
it has none, by htmldate. Needs the extra ``html``.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import clean, encoding, page_dates
from quotestats.records import Article, Problem, PublishedSource

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 8 * 2**20  # bytes of one page
_SPACES = "\u00a0\u2007\u2009\u202f"  # no-break, figure, thin and narrow: they stand within numbers
_GUARDS = {space: chr(0xE0F0 + number) for number, space in enumerate(_SPACES)}
_UNGUARDED = {ord(guard): space for space, guard in _GUARDS.items()}
_ENTITY = re.compile("&(?:nbsp|numsp|thinsp|#(?:160|8199|8201|8239|[xX](?:00)?[aA]0|[xX]20(?:07|09|2[fF])));")
_BLOCKS = frozenset({"ab", "body", "code", "div", "head", "item", "lb", "list", "main", "p", "quote", "row", "table"})
_NOTHING = "no article in this page: if there is one, save its text as .txt"
_SENTENCE = re.compile(r"[.!?…।。！？][\"'”’)]*(?:\s|$)")  # menus and lists of links have none
_LATEST = "2100-01-01"  # no page is refused a date for the day on which it is read
_REPEATED = 8  # words of a paragraph that says nothing new the second time: captions, pull quotes


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes with what is known of it besides: its address, the encoding that the server named, a made id."""

    data: bytes
    path: str
    id: str
    url: str = ""
    charset: str = ""
    zone: ZoneInfo | None = None


def article(page: Page) -> Article | Problem:
    """Return the article of a page, or why it has none. Raises MissingExtraError without the extra ``html``."""
    if len(page.data) > LARGEST:
        return Problem(page.path, f"a page of more than {LARGEST // 2**20} MiB: save its text as .txt", page.id)
    html, encoded, warning = encoding.decoded(page.data, page.charset or encoding.declared(page.data))
    try:
        tree = _tree(_guarded(html), page.path)
        found = _extracted(tree, page.url) if tree is not None else None
    except (SourceError, RecursionError):
        return Problem(page.path, "the elements of this page are nested too deep: save its text as .txt", page.id)
    if tree is None or found is None:
        return Problem(page.path, _NOTHING, page.id)
    title = _plain(found.title)
    text = clean.text(_without(title, _once(map(_unguarded, _whole(tree, found.body)))))
    if not _SENTENCE.search(text):
        return Problem(page.path, _NOTHING, page.id)
    published, published_source = _published(tree, page.zone, found.date)
    return Article(
        id=page.id,
        text=text,
        title=title,
        published=published,
        published_source=published_source,
        outlet=_plain(found.sitename),
        url=page.url or found.url or "",
        author="|".join(filter(None, map(_plain, (found.author or "").split(";")))),
        path=page.path,
        warning=warning,
        encoding=encoded,
    )


def _guarded(html: str) -> str:
    """Return HTML with special spaces as characters for private use: trafilatura makes plain spaces of them."""
    for space, guard in _GUARDS.items():
        html = html.replace(space, guard)
    return _ENTITY.sub(lambda found: _GUARDS[unescape(found[0])], html)


def _unguarded(words: str) -> str:
    return words.translate(_UNGUARDED)


def _plain(words: str | None) -> str:
    """Return words of the metadata on one line, every blank a plain space."""
    return " ".join(_unguarded(words or "").split())


def _tree(html: str, purpose: str) -> "HtmlElement | None":
    """Return the parsed page, None where there is nothing in it. Raises SourceError where part of it would be lost."""
    try:
        import trafilatura  # noqa: F401 (asked for here, so that one place says what is missing)
        from lxml.etree import ErrorLevels, ParserError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise MissingExtraError("trafilatura", "html", f"reading {purpose}") from error
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what it says of a page, we say in articles.csv
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except ParserError:  # empty
        return None
    if any(entry.level == ErrorLevels.FATAL for entry in parser.error_log):
        raise SourceError("not parsed to its end")
    return tree


def _extracted(tree: "HtmlElement", url: str) -> Any:
    """Return trafilatura's document (untyped), or None where it finds no article."""
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
    )


def _published(tree: "HtmlElement", zone: ZoneInfo | None, guessed: str | None) -> tuple[str, PublishedSource]:
    day = page_dates.published(tree, zone)
    if day is None:
        return (guessed, "text") if guessed else ("", "")
    return day, "metadata" if day else ""


def _paragraphs(tree: "HtmlElement") -> Iterator[str]:
    """Yield the text of each block of trafilatura's tree; what stands within a line stays in it."""
    from lxml.etree import iterwalk

    words: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "".join(words)
            words.clear()
        if event == "start":
            words.append(element.text or "")
        elif element is not tree:
            words.append(element.tail or "")
    yield "".join(words)


def _whole(tree: "HtmlElement", body: "HtmlElement") -> Iterator[str]:
    """Yield the paragraphs of trafilatura's tree or, where it has part of an article in several parts, of them all.

    Some pages put advertisements between boxes with the same class, each with a few paragraphs of one article.
    """
    taken = [words for paragraph in _paragraphs(body) if (words := clean.line(paragraph))]
    boxes: Counter[tuple[HtmlElement | None, str]] = Counter()
    all_boxes: dict[tuple[HtmlElement | None, str], list[str]] = {}
    known = frozenset(taken)
    for element in tree.iter("p"):
        parent = element.getparent()
        if parent is not None and (kind := parent.get("class")):
            words = clean.line("".join(element.itertext()))
            article = next(parent.iterancestors("article", "main"), None)
            all_boxes.setdefault((article, kind), []).append(words)
            if words in known:
                boxes[article, kind] += len(words)
    if boxes:
        box, length = boxes.most_common(1)[0]
        if sum(map(len, all_boxes[box])) > 1.3 * sum(map(len, taken)) and length > 0.8 * sum(map(len, taken)):
            yield from all_boxes[box]
            return
    yield from taken


def _without(title: str, paragraphs: Iterator[str]) -> Iterator[str]:
    """Yield the paragraphs but a first one that repeats the title, which has its own column."""
    first = next(paragraphs, "")
    if _plain(first) != title:
        yield first
    yield from paragraphs


def _once(paragraphs: Iterator[str]) -> Iterator[str]:
    """Yield each paragraph of some length the first time only."""
    seen: set[tuple[str, ...]] = set()
    for paragraph in paragraphs:
        words = tuple(word for word in paragraph.lower().split() if any(map(str.isalnum, word)))
        if len(words) < _REPEATED or words not in seen:
            seen.add(words)
            yield paragraph
