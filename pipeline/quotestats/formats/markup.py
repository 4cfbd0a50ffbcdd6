"""XML and HTML of strangers: parsed without entities, DTDs or network, and turned into paragraphs.

Needs lxml, the extra ``xml``. Nothing here knows a vendor.
"""

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import encoding

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_XML_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")
_LATIN = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?:iso-8859-1|latin-?1|windows-1252|us-ascii)", re.IGNORECASE)
_SPACE = re.compile(r"(?<! ) *[\t\r\n\f][ \t\r\n\f]*")  # blanks that lay out the file
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "block", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figure", "fn", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2"),
        *("hr", "li", "main", "media", "nav", "note", "ol", "p", "paragraph", "pre", "section", "table", "tbody"),
        *("tfoot", "thead", "title", "tr", "ul"),
    ]
)
_NO_TEXT = frozenset(["script", "style", "noscript", "template", "svg", "head", "form", "button", "iframe"])
_CELLS = frozenset(["td", "th"])
_OPENS = {"br": "\x1f", "td": "\x1c", "th": "\x1c"}
_PREFIX = re.compile(r"xmlns:[\w.-]+=(?:\"[^\"]*\"|'[^']*')")
_CELL = re.compile(r"\x1c([^\x1c\x1d]*)\x1d")  # the content of a cell that holds no other


def xml(data: bytes) -> tuple["Element", str]:
    """Return the root of an XML document, and a warning or ``""``.

    Named HTML characters (``&mdash;``) are understood without the DTD that defines them; other entities give nothing.
    Bytes that the declared encoding does not allow are read as Windows-1252 and warned of; UTF-8 that is declared to be
    Latin-1 is read as UTF-8.
    Raises SourceError for what is not well-formed, with the line, and MissingExtraError without lxml.
    """
    etree = _lxml()
    wide = encoding.name(data[:4096]).startswith(("utf-16", "utf-32"))
    if wide or (_LATIN.match(data[:200]) and not data.isascii() and _is_utf8(data)):
        data = _plain(data)[0].encode()
    try:
        return _root(data), ""
    except etree.XMLSyntaxError as error:
        first = error
    text, warning = _plain(data)
    if warning.startswith("not valid"):
        try:
            return _root(text.encode()), warning
        except etree.XMLSyntaxError as error:
            first = error
    raise SourceError(f"not well-formed XML: {first.msg}; mend it there, or save it anew") from first


def mended(data: bytes) -> "Element":
    """Return the root of XML that is not well-formed, as far as its tags go.

    Raises SourceError when nothing is left of it.
    """
    etree = _lxml()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root: Element | None = etree.fromstring(_named(_plain(data)[0].encode()), parser)
    if root is None:
        raise SourceError("no XML in it: save it anew")
    return root


def chunks(data: bytes, *tags: str) -> Iterator[tuple[int, bytes]]:
    """Yield line number and bytes of each element of these names in a document, found by its tags alone.

    For documents that are not well-formed as a whole: each chunk stands in a root of its own, with the namespaces of
    the document's first tags, so that a broken record costs only itself.
    """
    text = _plain(data)[0]
    named = "|".join(map(re.escape, tags))
    spaces = " ".join(sorted(set(_PREFIX.findall(text[:65536]))))
    places = [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?(?:{named})(?=[\s>])", text)]
    end = re.compile(rf"</(?:[\w.-]+:)?(?:{named})\s*>")
    line, counted = 1, 0
    for begin, following in pairwise([*places, len(text)]):
        closed = end.search(text, begin, following)
        line, counted = line + text.count("\n", counted, begin), begin
        yield line, f"<chunk {spaces}>{text[begin : closed.end() if closed else following]}</chunk>".encode()


def elements(data: bytes, *tags: str) -> Iterator[tuple[int, "Element | str", str]]:
    """Yield line, element and warning of each element of these local names, or in words why one cannot be read.

    Raises SourceError for what is not well-formed and holds none of them.
    """
    try:
        root, warning = xml(data)
    except SourceError:
        found = list(chunks(data, *tags))
        if not found:
            raise
        for line, chunk in found:
            try:
                root, warning = xml(chunk)
                yield line, root[0], warning
            except SourceError as error:
                yield line, f"in the record that begins on line {line}: {error}", ""
        return
    for one in root.iter(*("{*}" + tag for tag in tags)):
        yield one.sourceline if isinstance(one.sourceline, int) else 0, one, warning


def html(text: str) -> "Element":
    """Return the root of an HTML document or fragment, however broken, as lxml mends it.

    Raises SourceError when nothing is in it, and MissingExtraError without lxml.
    """
    etree = _lxml()
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    cleaned = _DECLARATION.sub("", text, count=1).replace("\0", "").encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(cleaned or b"<html/>", parser=parser)
    except etree.ParserError as error:
        raise SourceError(f"no HTML in it: {error}; save the page anew") from error


def local(element: "Element") -> str:
    """Return the name of an element without namespace, in lower case; ``""`` for a comment or an entity."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def words(element: "Element | None") -> str:
    """Return the text of an element on one line, ``""`` for None; what breaks parted is parted by a space."""
    return " ".join(" ".join(paragraphs(element)).split()) if element is not None else ""


def raw(element: "Element") -> str:
    """Return all text of an element as it stands."""
    return "".join(map(str, element.itertext()))


def first(element: "Element", *path: str) -> str:
    """Return the words of the first element found at one of the paths (local names joined by ``/``) that has any."""
    for one in path:
        for found in element.iterfind(".//" + "/".join("{*}" + name for name in one.split("/"))):
            if said := words(found):
                return said
    return ""


def squeezed(text: str) -> str:
    """Return text with one blank where there are several, as a browser shows it."""
    return re.sub(r" {2,}", " ", text)


def paragraphs(
    element: "Element",
    skip: Callable[["Element"], bool] = lambda one: False,
    blanks: Callable[[str], str] = squeezed,
) -> list[str]:
    """Return the paragraphs of an element; a line break stays one, a row of a table is a line with tabs.

    ``skip`` says which elements to leave out with all that they hold; ``blanks`` what becomes of blanks in a row:
    ``str`` keeps them.
    """
    etree = _lxml()
    parts: list[str] = []
    left_out: Element | None = None
    for event, one in etree.iterwalk(element, events=("start", "end")):
        name = local(one)
        if left_out is not None:
            if event == "end" and one is left_out:
                left_out = None
                _tail(parts, one, element)
            continue
        if event == "start":
            if not name or name in _NO_TEXT or skip(one):
                left_out = one
                continue
            parts.append(_OPENS.get(name, "\x1e" if name in _BLOCKS else ""))
            parts.append(_SPACE.sub(" ", one.text or ""))
            continue
        parts.append("\x1d" if name in _CELLS else "\x1e" if name in _BLOCKS else "")
        _tail(parts, one, element)
    return split("".join(parts), blanks)


def split(flat: str, blanks: Callable[[str], str] = squeezed) -> list[str]:
    """Return the paragraphs of text in which U+001E parts paragraphs and U+001F lines; two lines part them too.

    Cells stand between U+001C and U+001D: those of one paragraph become a line with tabs, others stay paragraphs.
    """
    found = []
    for block in re.sub("[\x1c\x1d]", "\x1e", _CELL.sub(_cell, flat)).split("\x1e"):
        lines = [line.strip(" \t\n\xa0\u200b") for line in block.split("\x1f")]
        for part in "\n".join(lines).split("\n\n"):
            if text := re.sub(r"(?<! ) *\t *", "\t", blanks(part)).strip():
                found.append(text)
    return found


def _cell(found: re.Match[str]) -> str:
    inner = found[1].strip(" \x1e\x1f\xa0")
    return f"\x1e{inner}\x1e" if "\x1e" in inner else inner.replace("\x1f", " ") + "\t"


def _tail(parts: list[str], one: "Element", top: "Element") -> None:
    if one is not top and one.tail:
        parts.append(_SPACE.sub(" ", one.tail))


def _plain(data: bytes) -> tuple[str, str]:
    """Return the text of XML bytes without its declaration, and a warning of bytes that did not fit."""
    text, warning = encoding.mend(encoding.decode(data))
    told = encoding.name(data[: encoding.HEAD])
    if not told.startswith("utf"):
        warning = f"not valid UTF-8: read as {told}"
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1), warning


def _named(data: bytes) -> bytes:
    """Return XML bytes with named HTML characters as numbers: a file may use them without its DTD at hand."""

    def number(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        known = html5.get(name + ";", "") if name not in _XML_ENTITIES else ""
        return b"".join(b"&#%d;" % ord(char) for char in known) if known else found[0]

    return _ENTITY.sub(number, data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _root(data: bytes) -> "Element":
    root: Element = _lxml().fromstring(_named(data), _parser())
    return root


def _parser() -> "etree.XMLParser":
    parser: etree.XMLParser = _lxml().XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return parser


def _lxml() -> ModuleType:
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError("lxml", "xml", "reading XML and HTML exports") from error
    return etree
