"""Documents of a database export: from the fields that a vendor's reader found to articles, each one accounted for."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from quotestats.formats import clean, fields, spelled
from quotestats.records import Announced, Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_BY = re.compile(r"(?:by|von|par|por|di)\s+(?=\w)", re.IGNORECASE)
_IDENTITY = ("outlet", "author", "url", "title", "published", "text")
_COUNTED = 40  # words from which on a text's length is held against what the vendor says
_LONG_WORDS = 15  # characters of a word, on average, that no language has which parts words by blanks
_NAMED = 100  # missing documents that are named one by one


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an export.

    ``cells`` are its fields under our names (``published`` as the vendor spells it), ``why`` says in words why there is
    no article in it, ``warning`` what was odd, ``number`` is the one that the vendor gave it (0: none), ``length`` what
    the vendor says of its length (``699 words``): a text of less than half gets a warning.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    warning: str = ""
    number: int = 0
    length: str = ""


def author(byline: str) -> str:
    """Return a byline on one line, without the word that it begins with, in the languages of the vendors' sites.

    >>> author("By Derby Jones"), author("Darby Jones, photographs by Ann Roe")
    ('Derby Jones', 'Darby Jones, photographs by Ann Roe')
    """
    words = " ".join(byline.split())
    begins = _BY.match(words)
    return words[begins.end() :] if begins else words


def article(document: Document, path: str, encoded: str = "", zone: ZoneInfo | None = None) -> Article | Problem:
    """Return the article that a document is, or the problem with it; ``path`` says where it stands.

    Paragraphs that are boilerplate ("Read more: ...", "Share this article") are left out.
    ``encoded`` is the encoding of the file's bytes; ``zone`` is the time zone whose day counts for stamps in UTC.
    """
    cells = {name: cell for name, cell in document.cells.items() if cell or name == "text"}
    if document.why:
        return Problem(path, document.why, cells.get("id", ""))
    written = cells.get("published", "")
    cells["published"] = spelled.day(written, zone) or written
    paragraphs = cells.get("text", "").split("\n\n")
    cells["text"] = "\n\n".join(one for one in paragraphs if not clean.boilerplate(one)) or cells.get("text", "")
    if "id" not in cells:  # the same article in two papers has two
        cells["id"] = fields.made(cells.get(name, "") for name in _IDENTITY)
    found = fields.article(cells, fields.find(list(cells), {}), path, encoded)
    if isinstance(found, Article):
        warnings = (found.warning, document.warning, _shortfall(document.length, found.text))
        return replace(found, warning="; ".join(filter(None, warnings)))
    return found


def _shortfall(length: str, text: str) -> str:
    """Return the warning that a text is much shorter than the vendor says, ``""`` where it is not."""
    announced = int(re.sub(r"\D", "", length[:20]) or 0)
    words = text.split()
    parted = len(text) < _LONG_WORDS * len(words)  # not so in Chinese or Japanese
    short = announced >= _COUNTED and len(words) * 2 < announced and parted
    return f"its length is given as {announced} words, {len(words)} are in the file" if short else ""


def articles(
    documents: Iterable[Document], path: str, *, encoded: str = "", warning: str = "", announced: int | None = None
) -> Iterator[Article | Problem | Announced]:
    """Yield what an export holds, the place of each its number in the file, and each one that its numbers lack.

    ``warning`` is what was odd about the file; every article of it gets it.
    """
    if announced is not None:
        yield Announced(announced)
    numbers: set[int] = set()
    made: Counter[str] = Counter()
    for count, document in enumerate(documents, 1):
        numbers.add(document.number)
        found = article(replace(document, warning=document.warning or warning), f"{path}#{count}", encoded)
        if isinstance(found, Article) and not document.cells.get("id"):
            made[found.id] += 1
            if made[found.id] > 1:  # the same words twice: both are kept, as the vendor gave both
                found = replace(found, id=f"{found.id}-{made[found.id]}")
        yield found
    numbers.discard(0)
    lacking = sorted(set(range(min(numbers, default=0), max(numbers, default=0))) - numbers)
    if len(lacking) > _NAMED:
        yield Problem(path, f"{len(lacking)} documents are not in the file, from number {lacking[0]} on: save it again")
        return
    for number in lacking:
        yield Problem(path, f"document {number} is not in the file: save it again")


def elements(
    found: Iterable[tuple[int, "Element | str", str]],
    path: str,
    document: Callable[["Element", str], Document],
    zone: ZoneInfo | None = None,
) -> Iterator[Article | Problem]:
    """Yield the article of each element of an XML file, its number the place where there are several."""
    listed = list(found)
    for number, (_, element, warning) in enumerate(listed, 1):
        place = path if len(listed) == 1 else f"{path}#{number}"
        if isinstance(element, str):
            yield Problem(place, element)
        else:
            yield article(document(element, warning), place, zone=zone)
