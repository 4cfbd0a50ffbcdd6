"""LexisNexis Academic and old Nexis: documents headed ``1 of 10 DOCUMENTS``, with labels in capitals.

A document is outlet, date, headline (in this order, centred or not, each a paragraph), labels such as ``BYLINE:`` and
``LENGTH:``, the text, more labels (``LOAD-DATE:``, ``LANGUAGE:``), and a copyright notice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from quotestats.formats import spelled
from quotestats.formats.documents import Document, author
from quotestats.formats.readers.labels import labels

HEADING = re.compile(
    r"(?P<number>\d[\d,.]*) (?:of|de|di) (?P<total>\d[\d,.]*) (?:DOCUMENTS?|DOCUMENTOS?|DOCUMENTI)"
    r"|(?:Document|Dokument|Documento) (?P<number_2>\d[\d,.]*) (?:of|von|de|van|di) (?P<total_2>\d[\d,.]*)",
    re.IGNORECASE,
)
SORRY = re.compile(r"we are sorry but there is an error in this document", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[^\W\d_a-z][^\d:a-zß]{2,28}[^\W\d_a-z]):(?:\s+|$)")
_COPYRIGHT = re.compile(
    r"(?:copyright|copy|\(c\))[\s:]*(?:©|\(c\))?\s*\d{4}|©|all rights reserved|tous droits|alle rechte", re.IGNORECASE
)
_EDITION = re.compile(
    r"\b(?:edition|édition|ausgabe|edición|editie|edizione|correction appended|metro|final)\b", re.IGNORECASE
)
_REQUEST = re.compile(r"Selected Items:\s*(?P<items>[\d,\s-]+)")
_TOP = 8  # paragraphs among which the date stands
_LATE = 3  # paragraphs without a label that a label such as GRAPHIC may still govern


def heading(paragraph: str) -> re.Match[str] | None:
    """Return the match of a paragraph that is the heading of a document, None for any other."""
    return HEADING.fullmatch(paragraph.strip())


def documents(paragraphs: Iterable[str]) -> Iterator[Document]:
    """Yield the documents of a file, from its paragraphs; what stands before the first heading is the cover page."""
    number = 0
    held: list[str] | None = None
    for paragraph in paragraphs:
        match = heading(paragraph)
        sorry = bool(SORRY.search(paragraph))
        if (match or sorry) and held is not None:
            yield document(held, number)
        if match:
            number, held = int(re.sub(r"\D", "", match["number"] or match["number_2"])), []
        elif sorry:
            yield Document(why="Nexis says that it cannot display this document: ask for it again")
            held = None
        elif held is not None:
            held.append(paragraph)
    if held is not None:
        yield document(held, number)


def announced(cover: str) -> int | None:
    """Return how many documents the cover page says were asked for (``Selected Items: 1-10``), None if it does not."""
    found = _REQUEST.search(cover)
    if not found:
        return None
    spans = [part.split("-") for part in re.sub(r"\s", "", found["items"]).strip(",").split(",") if part]
    if not all(all(end.isdigit() for end in span) for span in spans):
        return None
    return sum(int(span[-1]) - int(span[0]) + 1 for span in spans)


def document(paragraphs: Sequence[str], number: int = 0) -> Document:
    """Return the document that these paragraphs are; ``why`` is filled where no text stands in it."""
    top, below = _header(paragraphs)
    cells, length = _named(top), ""
    for paragraph in list(below):
        label, rest = labelled(paragraph)
        kind = labels("nexis").get(label, "")
        if kind not in ("title", "author", "section", "length", "head", "body"):
            break
        below = below[1:]
        length = rest if kind == "length" else length
        if kind in ("title", "author") and rest:
            cells[kind] = author(rest) if kind == "author" else " ".join(rest.split())
        if kind == "body":
            below = [rest, *below] if rest else below
            break
    text = "\n\n".join(_body(below))
    why = "" if text.strip() else f"document {number} has no text" + (f': "{cells["title"]}"' if cells["title"] else "")
    return Document({**cells, "text": text}, why=why, number=number, length=length)


def labelled(paragraph: str) -> tuple[str, str]:
    """Return the label of a paragraph in lower case and what follows it; ``("", paragraph)`` where it has none."""
    found = _LABEL.match(paragraph)
    if not found or found["label"].lower().strip() not in labels("nexis"):
        return "", paragraph
    return found["label"].lower().strip(), paragraph[found.end() :].strip()


def _header(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs before the first label below the date, and those from it on."""
    dated = next((n for n, paragraph in enumerate(paragraphs[:_TOP]) if _is_date(paragraph)), -1)
    labels_at = (n for n, paragraph in enumerate(paragraphs) if n > dated and labelled(paragraph)[0])
    first = next(labels_at, None)
    if first is None:
        first = min(dated + 2, len(paragraphs))
    return list(paragraphs[:first]), list(paragraphs[first:])


def _is_date(paragraph: str) -> bool:
    return len(paragraph) < 200 and not labelled(paragraph)[0] and spelled.find(paragraph[:120]) is not None


def _named(top: list[str]) -> dict[str, str]:
    """Return outlet, date and headline, from the paragraphs that stand above the labels."""
    lines = [paragraph for paragraph in top if not _COPYRIGHT.match(paragraph) and not labelled(paragraph)[0]]
    at = next((n for n, line in enumerate(lines) if _is_date(line)), None)
    if at is None:
        outlet, rest, written = (lines[0] if lines else ""), lines[1:], ""
    else:
        outlet, written = (lines[0] if at else ""), lines[at]
        rest = lines[1:at] + lines[at + 1 :]
    while len(rest) > 1 and len(rest[0]) < 60 and _EDITION.search(rest[0]):
        rest = rest[1:]
    return {
        "outlet": " ".join(outlet.split()),
        "published": " ".join(written.split()),
        "title": " ".join(" ".join(rest).split()),
        "author": "",
    }


def _body(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs of the text, without the labels and the copyright notice that follow it."""
    kinds = [labels("nexis").get(labelled(paragraph)[0], "") for paragraph in paragraphs]
    strong = next((n for n, kind in enumerate(kinds) if kind == "end"), len(kinds))
    end = strong
    for n in range(strong - 1, -1, -1):
        if kinds[n] == "late" and sum(not kind for kind in kinds[n + 1 : end]) <= _LATE:
            end = n
    kept = list(paragraphs[:end])
    while kept and _COPYRIGHT.match(kept[-1]) and len(kept[-1]) < 300:
        kept.pop()
    return kept
