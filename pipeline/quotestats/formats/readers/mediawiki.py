"""MediaWiki XML dumps: Wikinews, and any other wiki whose main pages are articles. Needs the extra ``wiki``."""

import re
import urllib.parse
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from quotestats.errors import SourceError
from quotestats.formats import documents, marks, markup, wikitext
from quotestats.formats.documents import Document
from quotestats.formats.readers import RECORD_LIMIT, Options, Reader
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_STEP = 2**20  # bytes read at a time
_OPEN, _CLOSE = b"<page>", b"</page>"
_BASE = re.compile(rb"<base>([^<]*)</base>")
_SITE = re.compile(rb"<sitename>([^<]*)</sitename>")


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each page of the main namespace; redirects and other pages are counted and said.

    Pages are read one by one, whatever the size of the dump.
    """
    clean = wikitext.cleaner(source.path)
    site = (_said(_SITE, source.head), _said(_BASE, source.head))
    passed = number = 0
    with source.open() as stream:
        for number, (line, page) in enumerate(_pages(stream), 1):
            place = f"{source.path}#{number}"
            if isinstance(page, str):
                yield Problem(place, f"in the page that begins on line {line}: {page}")
                continue
            parsed, warning = _parsed(page, line)
            raw = _raw(parsed)
            redirect = next(parsed.iter("{*}redirect"), None) is not None or _leads(raw)
            if redirect or markup.first(parsed, "ns") not in ("", "0"):
                passed += 1
                continue
            try:
                text, written = clean(raw)
            except SourceError as error:
                yield Problem(place, str(error), markup.first(parsed, "id"))
                continue
            yield documents.article(_document(parsed, text, written, site, warning), place)
    if passed:
        options.say(f"{source.path}: {passed} of {number} pages are redirects or no articles, passed over")


def _document(page: "Element", text: str, written: str, site: tuple[str, str], warning: str) -> Document:
    title = markup.first(page, "title")
    sitename, base = site
    address = urllib.parse.quote(title.replace(" ", "_"), safe="/:,()")
    cells = {
        "id": markup.first(page, "id"),
        "title": title,
        "published": written,
        "outlet": sitename,
        "url": f"{base.rpartition('/')[0]}/{address}" if base else "",
        "text": text,
    }
    return Document(cells, why="" if text else f'no text is left of the page "{title}"', warning=warning)


def _parsed(page: bytes, line: int) -> tuple["Element", str]:
    """Return the element of a page, mended where its tags do not match, with a warning."""
    try:
        return markup.xml(page)
    except SourceError as error:
        return markup.mended(page), f"{error} (of the page that begins on line {line}); read as far as its tags go"


def _leads(raw: str) -> bool:
    return raw.lstrip()[:10].lower().startswith(("#redirect", "#weiterlei", "#redirec", "#redireci"))


def _raw(page: "Element") -> str:
    """Return the wikitext of a page's last revision."""
    texts = [markup.raw(one) for one in page.iter("{*}text")]
    return texts[-1] if texts else ""


def _pages(stream: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    """Yield line and bytes of each page of a dump, or in words why one is none."""
    held, line, more = b"", 1, True
    while more:
        step = stream.read(_STEP)
        more, held = bool(step), held + step
        at = 0
        while (start := held.find(_OPEN, at)) >= 0:
            following = held.find(_OPEN, start + len(_OPEN))
            end = held.find(_CLOSE, start, following if following >= 0 else len(held))
            if end < 0 and following < 0:
                break
            whole = end >= 0
            stop = end + len(_CLOSE) if whole else following
            line += held.count(b"\n", at, start)
            yield line, held[start:stop] if whole else "it has no end (</page>); get the dump anew"
            line += held.count(b"\n", start, stop)
            at = stop
        held = held[at:]
        if len(held) > RECORD_LIMIT:
            yield line, f"it is longer than {RECORD_LIMIT // 2**20} MiB; save its text as .txt"
            held = b""
    if _OPEN in held:
        yield line + held.count(b"\n", 0, held.find(_OPEN)), "the dump is cut short in it; get it anew"
    elif b"</mediawiki>" not in held:
        yield line, "the dump is cut short behind it, without </mediawiki>; get it anew"


def _said(form: re.Pattern[bytes], head: bytes) -> str:
    found = form.search(head)
    return found[1].decode("utf-8", "replace").strip() if found else ""


def sniff(source: Source) -> int:
    """Return 92 for XML whose root element is ``mediawiki``."""
    return 92 if marks.root(source.head).name == "mediawiki" else 0


READER = Reader("mediawiki", "MediaWiki and Wikinews XML dumps (needs the extra wiki)", read, sniff)
