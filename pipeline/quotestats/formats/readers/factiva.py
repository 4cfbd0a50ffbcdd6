"""Factiva: HTML and rich text saved from the site, with or without indexing, and its XML."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotestats.formats import documents, encoding, markup, office, spelled
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, decoded, whole
from quotestats.formats.readers import factiva_lines as lines
from quotestats.formats.readers.newsml import of_characters
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_XML = re.compile(r"<(?:\w+:)?(?:PPSResponse|ppsArticleResponse|ppsarticleResultSet|ppsarticle)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"class=[\"']article (?:\w\w|\w\w\w\w)Article|<title>\s*Factiva\s*</title>", re.IGNORECASE)
_ARTICLE = re.compile(r"\s*article\s+\w{2,5}Article\s*", re.IGNORECASE)
_COUNT = re.compile(r"<(?:\w+:)?ppsarticleResultSet\b[^>]*\bcount=[\"'](\d+)", re.IGNORECASE)
_RTF = re.compile(rb"(?:Document|Dokument|Documento) [A-Z0-9]{4,}\d{8}\w{6,}", re.IGNORECASE)


def read(source: Source, options: Options) -> Iterator[Article | Problem | Announced]:
    """Yield the articles of a Factiva file, and what it announces but lacks."""
    head = encoding.decode(source.head)
    if not _XML.search(head):
        page, encoded, warning = decoded(source)
        if page.startswith("{\\rtf"):
            yield from documents.articles(lines.documents(office.rtf(page)), source.path, warning=warning)
            return
        yield from documents.articles(_of_html(page), source.path, encoded=encoded, warning=warning)
        return
    if count := _COUNT.search(head):
        yield Announced(int(count[1]))
    yield from documents.elements(markup.elements(whole(source), "article"), source.path, _of_xml, options.zone)


def _of_xml(element: "Element", warning: str) -> Document:
    """Return the document of an ``article`` element."""
    text = [*_part(element, "leadParagraph"), *_part(element, "bodyParagraphs"), *_part(element, "tailParagraphs")]
    cells = {
        "id": markup.first(element, "accessionNo", "reference").rpartition("/")[2],
        "title": markup.first(element, "headline"),
        "published": markup.first(element, "publicationDate/date", "publicationDate/dateTime", "publicationDate"),
        "outlet": markup.first(element, "sourceName", "publisherName"),
        "author": documents.author(markup.first(element, "byline")),
        "text": "\n\n".join(text),
    }
    why = "" if text else f'no text in it: "{cells["title"]}"'
    return Document(cells, why=why, warning=warning, length=markup.first(element, "wordCount"))


def _part(article: "Element", name: str) -> list[str]:
    found: list[str] = []
    for part in article.iter("{*}" + name):
        inner = list(part.iter("{*}paragraph"))
        for one in inner or [part]:
            found.extend(of_characters(markup.raw(one)))
    return found


def _of_html(text: str) -> Iterator[Document]:
    root = markup.html(text)
    for article in root.iter("div"):
        if _ARTICLE.fullmatch(article.get("class") or ""):
            rows = {code: cell for row in article.iter("tr") if (pair := _row(row)) for code, cell in [pair]}
            yield _indexed(rows) if "HD" in rows or "AN" in rows else _plain(article)


def _row(row: "Element") -> tuple[str, "Element"] | None:
    """Return the code and the cell of a table row, None where it has none."""
    cells = [one for one in row if markup.local(one) in ("td", "th")]
    code = markup.words(cells[0]).strip(" \xa0") if len(cells) == 2 else ""
    return (code, cells[1]) if lines.CODES.fullmatch(code) else None


def _indexed(rows: dict[str, "Element"]) -> Document:
    """Return the document that a table of codes is (``Full Article/Report plus Indexing``)."""
    said = {code: " ".join(markup.words(cell).split()) for code, cell in rows.items()}
    text = [paragraph for code in ("LP", "TD") if code in rows for paragraph in _joined(rows[code])]
    cells = {
        "id": _accession(said.get("AN", "")),
        "title": said.get("HD", ""),
        "published": said.get("PD", ""),
        "outlet": said.get("SN", "") or said.get("PUB", ""),
        "author": documents.author(said.get("BY", "")),
        "text": "\n\n".join(text),
    }
    why = "" if text else f'no text (LP, TD) in it: "{cells["title"]}"'
    return Document(cells, why=why, length=said.get("WC", ""))


def _plain(article: "Element") -> Document:
    """Return the document of an article without codes: headline, author, words, day, outlet, and then the text."""
    title = next((one for one in article.iter("span", "b", "div") if _is_headline(one)), None)
    author = next((one for one in article.iter("div", "span") if "author" in (one.get("class") or "").lower()), None)
    text, above = [], []
    identity = ""
    for one in article.iter("p"):
        identity = identity or next((found[1] for found in map(lines.DOCUMENT.fullmatch, _joined(one)) if found), "")
        if "articleparagraph" in (one.get("class") or "").lower():
            text.extend(_joined(one))
    for line in markup.paragraphs(article, lambda one: one.tag == "p" or one is title or one is author):
        above.extend(line.split("\n"))
    dated = next((n for n, line in enumerate(above) if spelled.day(line) and len(line) < 60), None)
    after = (
        [line for line in above[dated + 1 :] if not re.fullmatch(r"\d\d?:\d\d.*", line)] if dated is not None else []
    )
    text = text or [line for one in article.iter("p") for line in _joined(one) if not lines.DOCUMENT.fullmatch(line)]
    cells = {
        "id": identity,
        "title": markup.words(title),
        "published": above[dated] if dated is not None else "",
        "outlet": after[0] if after else "",
        "author": documents.author(markup.words(author)),
        "text": "\n\n".join(text),
    }
    return Document(cells, why="" if text else f'no text in it: "{cells["title"]}"')


def _is_headline(one: "Element") -> bool:
    return "headline" in (one.get("class") or "").lower() or one.get("id") == "hd"


def _accession(said: str) -> str:
    found = lines.DOCUMENT.fullmatch(said)
    return found[1] if found else said


def _joined(cell: "Element") -> list[str]:
    """Return the paragraphs of a cell; Factiva's line breaks within one are those of its own source."""
    return [" ".join(paragraph.split()) for paragraph in markup.paragraphs(cell)]


def sniff(source: Source) -> int:
    """Return 92 for the marks of a Factiva file."""
    start = encoding.decode(source.head).lstrip("\ufeff \r\n\t")
    if start.startswith("{\\rtf"):
        with source.open() as stream:
            return 91 if _RTF.search(stream.read(2**22)) else 0
    return 92 if start[:1] == "<" and (_XML.search(start) or _HTML.search(start)) else 0


READER = Reader("factiva", "Factiva: HTML, XML and RTF exports (extras xml, office)", read, sniff)
