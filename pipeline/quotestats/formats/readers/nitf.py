"""NITF, the news format of agencies, with the layout of the New York Times Annotated Corpus. Extra ``xml``."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotestats.formats import documents, marks, markup, spelled
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_LEFT_OUT = frozenset(
    ["media", "note", "byline", "dateline", "distributor", "copyrite", "tagline", "hedline", "abstract"]
)
_DATES = (
    *(("pubdata", "date.publication"), ("date.release", "norm"), ("date.issue", "norm"), ("story.date", "norm")),
    ("story.date", "date"),
)
_WRAPPED = (45, 80)  # characters of a line that a system has wrapped
_SIGNED = re.compile(r"(?:[a-z]{1,4}/)+[a-z]{1,4}|ends|/?end/?|-30-", re.IGNORECASE)
_NYT_TEXT = "full_text"  # The New York Times Annotated Corpus (Sandhaus 2008): lead_paragraph says its beginning again


def read(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of a file, or of each ``nitf`` element where a file joins several."""
    yield from documents.elements(markup.elements(whole(source), "nitf"), source.path, document, options.zone)


def document(nitf: "Element", warning: str = "") -> Document:
    """Return the document that an ``nitf`` element is."""
    cells = {
        "id": _attribute(nitf, "doc-id", "id-string"),
        "title": markup.first(nitf, "hedline/hl1", "hedline", "head/title", "title"),
        "published": _published(nitf),
        "outlet": _attribute(nitf, "pubdata", "name")
        or markup.first(nitf, "distributor")
        or _attribute(nitf, "doc.copyright", "holder")
        or _attribute(nitf, "doc-id", "regsrc"),
        "url": _attribute(nitf, "pubdata", "ex-ref"),
        "author": _author(nitf),
        "text": "\n\n".join(text(nitf)),
    }
    return Document(cells, why="" if cells["text"] else "no text under body.content", warning=warning)


def text(nitf: "Element") -> list[str]:
    """Return the paragraphs of the text, without pictures, notes and the New York Times' second copy of its lead.

    Lines that an agency's system has wrapped with ``br`` are joined; the initials of its desk at the end are left out.
    """
    content = next(
        (
            one
            for one in nitf.iter("{*}body.content")
            if not any(markup.local(up) == "note" for up in one.iterancestors())
        ),
        None,
    )
    if content is None:
        return []
    blocks = [one for one in content.iter("{*}block") if (one.get("class") or "").lower() == _NYT_TEXT]
    corrected = frozenset(["correction_text", "online_correction", "lead_paragraph"])
    found = [
        _unwrapped(paragraph)
        for part in blocks or [content]
        for paragraph in markup.paragraphs(
            part, lambda one: markup.local(one) in _LEFT_OUT or (one.get("class") or "").lower() in corrected, str
        )
    ]
    return found[:-1] if len(found) > 1 and _SIGNED.fullmatch(found[-1]) else found


def _unwrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    wrapped = all(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in lines[:-1])
    return " ".join(lines) if wrapped else paragraph


def _published(nitf: "Element") -> str:
    """Return the day of publication: of the issue, else of release, else of sending, else the New York Times' own."""
    named = [_attribute(nitf, tag, name) for tag, name in _DATES]
    if written := next(filter(spelled.day, named), ""):
        return written
    said = {one.get("name") or "": one.get("content") or "" for one in nitf.iter("{*}meta")}
    parts = [said.get(f"publication_{part}", "").strip() for part in ("year", "month", "day_of_month")]
    if all(part.isdigit() for part in parts):
        return f"{parts[0]:0>4}-{parts[1]:0>2}-{parts[2]:0>2}"
    return markup.first(nitf, "date.issue", "date.release", "story.date") or next(filter(None, named), "")


def _author(nitf: "Element") -> str:
    bylines = list(nitf.iter("{*}byline"))
    printed = [one for one in bylines if one.get("class") == "print_byline"] or bylines
    if not printed:
        return ""
    said = markup.paragraphs(printed[0], lambda one: markup.local(one) == "byttl")
    return documents.author(" ".join(said))


def _attribute(nitf: "Element", tag: str, name: str) -> str:
    return next((value.strip() for one in nitf.iter("{*}" + tag) if (value := one.get(name))), "")


def sniff(source: Source) -> int:
    """Return 92 for XML whose root element is ``nitf``."""
    return 92 if marks.root(source.head).name == "nitf" else 0


READER = Reader("nitf", "NITF of agencies and the New York Times Annotated Corpus (needs the extra xml)", read, sniff)
