"""What the first bytes of a file tell: the root element of markup, and why a format that is not read is not."""

import re
from typing import NamedTuple

from quotestats.formats import encoding

_MARKS = (
    (b"%PDF", "a PDF: save its text first"),
    (b"{\\rtf", "rich text (RTF): save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as plain text or CSV"),
    (b"PK\x03\x04", "an Office document: save it as plain text or CSV"),
    (b"SQLite format 3\0", "a database: export its articles as CSV first"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype\b|!--|[a-z][\w:.-]*(?:[\s/]|>))", re.IGNORECASE)
_MAIL = re.compile(rb"(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID): ", re.IGNORECASE)

_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+(?P<name>[^\s\[>]+)(?P<rest>[^\[>]*)(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"""<(?:[\w.-]+:)?(?P<name>[\w.-]+)(?P<attributes>[^>]*)>?""")
_NAMESPACE = re.compile(r"""\bxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")


class Root(NamedTuple):
    """The first element of markup: its name without prefix, the namespaces declared on it, and the doctype's words.

    The name of an HTML page is ``html``, whatever its case and whether or not the tag is there.
    """

    name: str = ""
    namespaces: tuple[str, ...] = ()
    doctype: str = ""


def root(head: bytes) -> Root:
    """Return the root element of the markup that begins with these bytes, an empty one where it is no markup.

    >>> root(b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf xmlns="urn:x">')
    Root(name='nitf', namespaces=('urn:x',), doctype='nitf SYSTEM "nitf-3-3.dtd"')
    """
    text = encoding.decode(head).lstrip("\ufeff")
    place = _past(_BEFORE_ROOT, text, 0)
    doctype = _DOCTYPE.match(text, place)
    words = " ".join((doctype["name"] + doctype["rest"]).split()) if doctype else ""
    element = _ROOT.match(text, _past(_BEFORE_ROOT, text, doctype.end() if doctype else place))
    if doctype and doctype["name"].lower() == "html":
        return Root("html", (), words)
    if element is None:
        return Root(doctype=words)
    name = "html" if element["name"].lower() in _HTML else element["name"]
    return Root(name, tuple(_NAMESPACE.findall(element["attributes"])), words)


_HTML = frozenset({"html", "head", "body", "div", "p", "article", "meta", "title", "h1", "table", "span"})


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def refusal(head: bytes) -> str:
    """Return in words why a file with these first bytes is no text, or ``""``."""
    for mark, words in _MARKS:
        if head.startswith(mark):
            return f"this is {words}"
    if _MARKUP.match(head):
        return f"this is XML of a kind that is not read (<{root(head).name}>): extract the articles' text first"
    return "this is a mail message: save its text first" if _MAIL.match(head) else ""
