"""Europresse and Eureka.cc: HTML saved from the site, in its layouts before and after 2013. Needs the extra ``xml``."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotestats.formats import documents, encoding, markup, spelled
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, decoded
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_MARK = re.compile(
    r"class=[\"'][^\"']*\bDocPublicationName|cedrom-sni\.com|class=[\"'][^\"']*docOcurrContainer", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:news|web|social|radio|tv)[·•.]\d{8}[·•.][^\s<]+")
_NOTICE = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*\d{4}|copyright\s+\d{4}"
    r"|(?:Numéro de document|Document number|Número de documento)\s*:",
    re.IGNORECASE,
)
_ISSUE = re.compile(r",?\s*(?:no|nº|n°)\.?\s*\d.*$", re.IGNORECASE | re.DOTALL)
_AUTHOR_WORDS = 12


def read(source: Source, options: Options) -> Iterator[Article | Problem | Announced]:
    """Yield the articles of a Europresse file, and say where a document stands that has no text."""
    page, encoded, warning = decoded(source)
    root = markup.html(page)
    found = [_article(one) for one in root.iter("article")] or [_cell(one) for one in _cells(root)]
    yield from documents.articles(found, source.path, encoded=encoded, warning=warning)


def _named(element: "Element", *classes: str) -> "Element | None":
    """Return the first element below whose class holds one of these words, in the order of the words."""
    for name in classes:
        for one in element.iter():
            if name in (one.get("class") or "").lower():
                return one
    return None


def _article(article: "Element") -> Document:
    """Return the document of an ``article`` element, the layout since 2013."""
    title = _named(article, "titrearticlevisu", "rdp__articletitle", "titrearticle")
    header = next(article.iter("header"), None)
    bodies = (_named(article, "dococurrcontainer"), _named(article, "doctext"), next(article.iter("section"), None))
    text = next((found for body in bodies if body is not None and (found := markup.paragraphs(body))), [])
    heads = [markup.words(one) for one in article.iter() if "docheader" in (one.get("class") or "").lower()]
    number = _NUMBER.search(markup.words(article))
    cells = {
        "id": number[0] if number else "",
        "title": markup.words(title),
        "published": next((part for part in [*heads, markup.words(header)] if spelled.day(part)), "".join(heads[:1])),
        "outlet": _outlet(markup.words(_named(article, "docpublicationname"))),
        "author": _author(article, header),
        "text": "\n\n".join(paragraph for paragraph in text if not _NOTICE.match(paragraph)),
    }
    return Document(cells, why="" if cells["text"] else f'no text in it: "{cells["title"]}"')


def _author(article: "Element", header: "Element | None") -> str:
    found = _named(article, "docauthors")
    for one in article.iter("p"):  # one within the headline is a line above it
        above = (up.get("class") or "" for up in one.iterancestors())
        if found is None and "bottomnews" in (one.get("class") or "").lower() and "titreArticle" not in above:
            found = one
    if found is None and header is not None:
        divs = [one for one in header if markup.local(one) == "div"]
        last = divs[-1] if divs else None
        plain = last is not None and not last.get("class") and next(last.iter("span", "p"), None) is None
        found = last if plain else None
    said = markup.words(found)
    return said if len(said.split()) <= _AUTHOR_WORDS else ""


def _cells(root: "Element") -> list["Element"]:
    """Return the table cells that are one document each, the layout before 2013."""
    names = [one for one in root.iter("span") if "docpublicationname" in (one.get("class") or "").lower()]
    parents = [one.getparent() for one in names]
    return [one for one in parents if one is not None]


def _cell(cell: "Element") -> Document:
    """Return the document of a table cell: what stands between its headline and the notice of copyright is its text."""
    spans = [one for one in cell.iter("span") if one.get("class")]
    heads = [markup.words(one) for one in spans if "docheader" in (one.get("class") or "").lower()]
    title = next((one for one in spans if "titrearticlevisu" in (one.get("class") or "").lower()), None)
    lines: list[str] = []
    after = title is None
    for part in _parts(cell, title):
        if part is None:
            after, lines = True, []
        elif after:
            lines.append(part)
    number = _NUMBER.search(markup.words(cell))
    author, text = _author_first("".join(lines))
    end = next((n for n, paragraph in enumerate(text) if _NOTICE.match(paragraph)), len(text))
    cells = {
        "id": number[0] if number else "",
        "title": markup.words(title),
        "published": next((part for part in heads if spelled.day(part)), " ".join(heads)),
        "outlet": _outlet(markup.words(_named(cell, "docpublicationname"))),
        "author": author,
        "text": "\n\n".join(text[:end]),
    }
    return Document(cells, why="" if cells["text"] else f'no text in it: "{cells["title"]}"')


def _parts(cell: "Element", title: "Element | None") -> Iterator[str | None]:
    """Yield the text of a cell in pieces, U+001F between lines, U+001E between paragraphs, None for its headline."""
    for one in cell:
        name = markup.local(one)
        if one is title:
            yield None
        elif name == "table":
            yield "\x1e"
        else:
            yield {"br": "\x1f", "p": "\x1e", "div": "\x1e"}.get(name, "")
            yield " ".join(re.split(r"[ \t\r\n]+", markup.raw(one)))
            yield {"p": "\x1e", "div": "\x1e"}.get(name, "")
        yield re.sub(r"[ \t\r\n]+", " ", one.tail or "")


def _author_first(flat: str) -> tuple[str, list[str]]:
    """Return author and paragraphs: a short first line is the author's when a line break and a paragraph follow it."""
    found = re.match(r"[\x1f\x1e ]*([^\x1f\x1e]+)\x1f+[\x1e ]", flat)
    if found and len(found[1].split()) <= _AUTHOR_WORDS and not _NOTICE.match(found[1].strip()):
        return found[1].strip(), markup.split(flat[found.end(1) :])
    return "", markup.split(flat)


def _outlet(said: str) -> str:
    return _ISSUE.sub("", said).strip()


def sniff(source: Source) -> int:
    """Return 92 for the marks of a Europresse file."""
    text = encoding.decode(source.head)
    return 92 if text.lstrip("\ufeff \r\n\t")[:1] == "<" and _MARK.search(text) else 0


READER = Reader("europresse", "Europresse and Eureka.cc: HTML exports (needs the extra xml)", read, sniff)
