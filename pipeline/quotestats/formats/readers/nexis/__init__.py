"""Nexis: text, HTML, rich text and Word exports, of LexisNexis Academic, Nexis and Nexis Uni."""

import re
import zipfile
from collections.abc import Iterator

from quotestats.formats import documents, encoding, office
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, decoded
from quotestats.formats.readers.nexis import classic, pages, uni
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

_TEXT_HEADING = re.compile(r"^[ \t]*(?:" + classic.HEADING.pattern + r")[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_HTML = re.compile(r"<!-- LXNComment|<DOCFULL>|<a\s+name=[\"']?DOC_ID_\d", re.IGNORECASE)
_META = re.compile(r"<meta[^<>]*\bdocuments=[\"']?(\d+)", re.IGNORECASE)
_RTF_MARK = re.compile(
    r"End of\s+Document|Ende des Dokuments|Fin du document|LexisNexis|\bof \d+ DOCUMENTS|Search Terms", re.IGNORECASE
)
_DOCX = (b"PK\x03\x04", b"PK\x05\x06")


def read(source: Source, options: Options) -> Iterator[Article | Problem | Announced]:
    """Yield the documents of a Nexis file, and what it announces but lacks."""
    if source.head.startswith(_DOCX):
        with source.open() as stream:
            found, announced = _documents(office.docx(stream))
        yield from documents.articles(found, source.path, announced=announced)
        return
    content, encoded, warning = decoded(source)
    said = None
    if content.startswith("{\\rtf"):
        paragraphs, encoded = office.rtf(content), ""
    elif content.lstrip()[:1] == "<":
        paragraphs = pages.of_html(content)
        meta = _META.search(content[:65536])
        said = int(meta[1]) if meta else None
    else:
        paragraphs = pages.of_text(content)
    found, announced = _documents(paragraphs)
    yield from documents.articles(
        found, source.path, encoded=encoded, warning=warning, announced=said if said is not None else announced
    )


def _documents(paragraphs: list[str]) -> tuple[Iterator[Document], int | None]:
    """Return the documents of a file and how many it announces, None where it does not say."""
    if any(map(classic.heading, paragraphs)):
        return classic.documents(paragraphs), classic.announced("\n".join(paragraphs[:20]))
    return uni.documents(paragraphs), uni.announced(paragraphs)


def sniff(source: Source) -> int:
    """Return 92 for the marks of a Nexis export: a heading ``1 of 10 DOCUMENTS``, or the words that end a document."""
    head = source.head
    if head.startswith(_DOCX):
        return 92 if _is_nexis_docx(source) else 0
    start = encoding.decode(head)
    if start.startswith("{\\rtf"):
        return 92 if _RTF_MARK.search(start) or _RTF_MARK.search(encoding.decode(_all(source))) else 0
    if start.lstrip("\ufeff \r\n\t").startswith("<"):
        return 92 if _HTML.search(start) else 0
    return 92 if _TEXT_HEADING.search(start) else 0


def _all(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read(2**22)


def _is_nexis_docx(source: Source) -> bool:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive, archive.open("word/document.xml") as packed:
            words = re.sub(rb"<[^<>]*>", b"", packed.read(2**24)).decode("utf-8", "replace")
    except (KeyError, OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return bool(uni.END.search(words) or classic.HEADING.search(words))


READER = Reader("nexis", "Nexis, Nexis Uni and LexisNexis exports: TXT, HTML, RTF or DOCX (extra office)", read, sniff)
