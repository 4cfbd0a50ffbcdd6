"""Nexis: text, HTML, rich text and Word exports, of LexisNexis Academic, Nexis and Nexis Uni."""

import re
import zipfile
from collections.abc import Iterator

from quotestats.formats import documents, encoding
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.readers.nexis import classic, pages, uni
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

_TEXT_HEADING = re.compile(r"^[ \t]*(?:" + classic.HEADING.pattern + r")[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_HTML = re.compile(r"<!-- LXNComment|<DOCFULL>|<a\s+name=[\"']?DOC_ID_\d", re.IGNORECASE)
_META = re.compile(r"<meta[^>]*\bdocuments=[\"']?(\d+)", re.IGNORECASE)
_RTF_MARK = re.compile(
    r"End of\s+Document|Ende des Dokuments|Fin du document|LexisNexis|\bof \d+ DOCUMENTS|Search Terms", re.IGNORECASE
)
_DOCX = (b"PK\x03\x04", b"PK\x05\x06")


def read(source: Source, options: Options) -> Iterator[Article | Problem | Announced]:
    """Yield the documents of a Nexis file, and what it announces but lacks."""
    if source.head.startswith(_DOCX):
        with source.open() as stream:
            paragraphs = pages.of_docx(stream)
        yield from _found(paragraphs, source, "", None)
        return
    data = whole(source)
    encoded = encoding.name(data[:4096])
    text, warning = encoding.mend(encoding.decode(data))
    if warning:
        options.say(f"{source.path}: {warning}")
    text = text.lstrip("\ufeff")
    meta = None
    if text.startswith("{\\rtf"):
        paragraphs, encoded = pages.of_rtf(text), ""
    elif _HTML.search(text[:65536]) or text.lstrip()[:1] == "<":
        paragraphs = pages.of_html(text)
        meta = _META.search(text[:65536])
    else:
        paragraphs = pages.of_text(text)
    yield from _found(paragraphs, source, encoded, int(meta[1]) if meta else None)


def _found(
    paragraphs: list[str], source: Source, encoded: str, said: int | None
) -> Iterator[Article | Problem | Announced]:
    if any(map(classic.heading, paragraphs)):
        cover = "\n".join(paragraphs[:20])
        found = classic.documents(paragraphs)
        announced = said or classic.announced(cover)
    else:
        found = uni.documents(paragraphs)
        announced = uni.announced(paragraphs)
    yield from documents.articles(found, source.path, encoded=encoded, announced=announced)


def sniff(source: Source) -> int:
    """Return 92 for the marks of a Nexis export: a heading ``1 of 10 DOCUMENTS``, or the words that end a document."""
    head = source.head
    if head.startswith(_DOCX):
        return 92 if _is_nexis_docx(source) else 0
    text = encoding.decode(head)
    if text.startswith("{\\rtf"):
        return 92 if _RTF_MARK.search(text) or _RTF_MARK.search(encoding.decode(_all(source))) else 0
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        return 92 if _HTML.search(text) else 0
    return 92 if _TEXT_HEADING.search(text) else 0


def _all(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read(2**22)


def _is_nexis_docx(source: Source) -> bool:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive, archive.open("word/document.xml") as packed:
            words = re.sub(rb"<[^>]*>", b"", packed.read(2**24)).decode("utf-8", "replace")
    except (KeyError, OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return bool(uni.END.search(words) or classic.HEADING.search(words))


READER = Reader("nexis", "Nexis, Nexis Uni and LexisNexis exports: TXT, HTML, RTF or DOCX (extra office)", read, sniff)
