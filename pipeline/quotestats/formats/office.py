"""Office documents to paragraphs: rich text (RTF) and Word (DOCX)."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import markup

_WORD_LIMIT = 256 * 2**20  # bytes of word/document.xml, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rtf(text: str) -> list[str]:
    """Return the paragraphs of rich text. Needs striprtf, the extra ``office``."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtraError("striprtf", "office", "reading rich text (RTF)") from error
    plain: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]  # striprtf has no types
    return _lines(plain)


def docx(stream: IO[bytes]) -> list[str]:
    """Return the paragraphs of a Word document, those of tables among them. Raises SourceError for any other file."""
    with zipfile.ZipFile(stream) as archive:
        try:
            entry = archive.getinfo("word/document.xml")
        except KeyError as error:
            raise SourceError("an Office document that is not a Word document: save its text first") from error
        if entry.file_size > _WORD_LIMIT:
            raise SourceError("the document is larger than 256 MiB when unpacked: save its text first")
        with archive.open(entry) as packed:
            root, _ = markup.xml(packed.read(_WORD_LIMIT))
    return [line for paragraph in root.iter(f"{_W}p") for line in _lines("".join(_runs(paragraph)))]


def _runs(paragraph: "markup.Element") -> Iterator[str]:
    for one in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab"):
        yield (one.text or "") if one.tag == f"{_W}t" else "\t" if one.tag == f"{_W}tab" else "\n"


def _lines(text: str) -> list[str]:
    cleaned = (re.sub(r"[ \t\r\f]+", " ", line).strip() for line in text.split("\n"))
    return [line for line in cleaned if line]
