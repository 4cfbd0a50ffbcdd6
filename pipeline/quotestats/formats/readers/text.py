"""Plain text: one file, one article; its id is the path without suffix."""

import re
from collections.abc import Iterator

from quotestats.formats import encoding, marks
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

_HEADLINE = re.compile(r"\ufeff?\s{0,80}(\S[^\n\r]{1,180}[^\s.:;,])[ \t]*\r?\n[ \t]*\r?\n\s*\S")
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the file's text as one article, line ends as they are."""
    data = whole(source)
    text, warning = encoding.mend(encoding.decode(data))
    if not text.strip():
        yield Problem(source.path, "the text is empty: fill it, or remove the file", source.id)
        return
    yield Article(
        id=source.id, text=text, title=title(text), path=source.path, warning=warning, encoding=encoding.name(data)
    )


def title(text: str) -> str:
    r"""Return the first line where it stands alone as a headline does, else ``""``; it stays in the text.

    >>> title("Harbour empties\n\nAnn Roe said 5 had left."), title("Ann Roe said 5 had left.\n\nSix came.")
    ('Harbour empties', '')
    """
    found = _HEADLINE.match(text)
    return " ".join(found[1].split()) if found else ""


def sniff(source: Source) -> int:
    """Return 10 for what is mostly characters, 0 for markup and for bytes that are no text."""
    if marks.refusal(source.head):
        return 0
    if encoding.name(source.head).startswith(("utf-16", "utf-32")):
        return 10
    controls = sum(source.head.count(code) for code in _CONTROLS)
    return 10 if controls * 20 <= len(source.head) else 0


READER = Reader("text", "plain text, one article a file; its id is the path without suffix", read, sniff)
