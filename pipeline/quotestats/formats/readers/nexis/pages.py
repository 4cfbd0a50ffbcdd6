"""From the files of Nexis to paragraphs: text wrapped at 80 columns, HTML, rich text and Word documents."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import markup

_WORD_LIMIT = 256 * 2**20  # bytes of word/document.xml, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_text(text: str) -> list[str]:
    """Return the paragraphs of wrapped text: blank lines part them, lines that a wrap has parted are joined again.

    A line that ends short of where the next word would still have fitted ends a line of its own (a verse, a table).
    """
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text.replace("\f", "\n\n"))]
    width = min(max(map(len, lines), default=0), 80)
    found: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
        elif not last:
            found.append(line)
            last = line
        else:
            wrapped = len(last) + 1 + len(line.split(" ", 1)[0]) > min(width, 76)
            found[-1] += (" " if wrapped else "\n") + line
            last = line
    return found


def of_html(text: str) -> list[str]:
    """Return the paragraphs of an HTML export."""
    return markup.paragraphs(markup.html(text))


def of_rtf(text: str) -> list[str]:
    """Return the paragraphs of rich text. Needs striprtf, the extra ``office``."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtraError("striprtf", "office", "reading rich text (RTF)") from error
    plain: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]  # striprtf has no types
    return [line for raw in plain.splitlines() if (line := _clean(raw))]


def of_docx(stream: IO[bytes]) -> list[str]:
    """Return the paragraphs of a Word document, those of tables among them. Raises SourceError for any other file."""
    with zipfile.ZipFile(stream) as archive:
        try:
            entry = archive.getinfo("word/document.xml")
        except KeyError as error:
            raise SourceError("an Office document that is not a Word document: save its text first") from error
        if entry.file_size > _WORD_LIMIT:
            raise SourceError("the document is larger than 256 MiB when unpacked")
        with archive.open(entry) as packed:
            root, _ = markup.xml(packed.read(_WORD_LIMIT))
    return [line for paragraph in root.iter(f"{_W}p") for line in _lines("".join(_runs(paragraph)))]


def _lines(text: str) -> list[str]:
    return [line for raw in text.split("\n") if (line := _clean(raw))]


def _runs(paragraph: "markup.Element") -> Iterator[str]:
    for one in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab"):
        yield (one.text or "") if one.tag == f"{_W}t" else "\t" if one.tag == f"{_W}tab" else "\n"


def _clean(line: str) -> str:
    return re.sub(r"[ \t\r\f]+", " ", line).strip()
