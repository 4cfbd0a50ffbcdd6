"""ProQuest: XML of TDM Studio and of data deliveries, saved HTML and text, and its mail. Needs the extra ``xml``."""

import email
import email.policy
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotestats.formats import documents, encoding, markup
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, decoded, whole
from quotestats.formats.readers.labels import labels
from quotestats.formats.sources import Source
from quotestats.records import Announced, Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_RECORD = re.compile(r"<RECORD[\s>]|<Record[\s>]")
_FIELDS = re.compile(r"<(?:GOID|RecordID|NumericPubDate|NumericDate|AlphaPubDate|PubFrosting)>")
_ANCHOR = re.compile(r"<a\s+name=[\"']?DocID_(?P<id>[\w-]*)[\"']?[^<>]*>", re.IGNORECASE)
_ANCHOR_IN_MAIL = re.compile(rb"D(?:=\r?\n)?ocID_|DocI(?:=\r?\n)?D_|Do(?:=\r?\n)?cID_")
_NUMBERED = re.compile(r"(?:Document|Dokument|Documento) \d+ (?:of|de|von|di) (\d+)\b")
_RULE = re.compile(r"^_{20,}[ \t\r]*$", re.MULTILINE)
_LINES = re.compile(
    r"^(?:ProQuest document (?:ID|link)|Document URL: https?://\S*proquest|Report Information from ProQuest)", re.M
)
_LABELS = 3  # labels that a page has at least
_MAIL = re.compile(r"^(?:Received|From|To|Message-ID|Return-Path|Delivered-To|MIME-Version|Subject|Date|X-[\w-]+):")
_INNER = re.compile(r"</?(?:html|head|body|meta|title)\b[^<>]*>|(?<=>)html&gt;(?=<head)", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,40}?)[\s\xa0]*:(?:[\s\xa0]|$)")
_CAPTION = re.compile(r"illustration|document_view_image|document_view_caption|sr-only", re.IGNORECASE)
_NO_BODY = re.compile(
    r"(?:Credit|Caption|Crédito|Légende)\s*:|(?:[-_=*]{2,}|[\w.+-]+@[\w.-]+|Illustrations?|Enlarge this image\.?)$"
)
_BLANK_IN_YEAR = re.compile(r"(?<= [12]) (?=\d{3}\b)")  # "2 009": where ProQuest's mail has broken a long line
_NONE = re.compile(
    r"none\s*available\.?|not available\.?|caption text only\.?|aucun(?:e)? disponible\.?", re.IGNORECASE
)


def read(source: Source, options: Options) -> Iterator[Article | Problem | Announced]:
    """Yield the articles of a ProQuest file, and what it announces but lacks."""
    text, encoded, warning = decoded(source)
    if _RECORD.search(text[:65536]) and not _ANCHOR.search(text):
        found = markup.elements(whole(source), "RECORD", "Record")
        yield from documents.elements(found, source.path, record, options.zone)
        return
    if _MAIL.match(text.lstrip()):
        text, encoded = _of_mail(whole(source)), ""
    count = _NUMBERED.search(text)
    pages = _of_html(text) if _ANCHOR.search(text) else _of_text(text)
    announced = int(count[1]) if count else None
    yield from documents.articles(pages, source.path, encoded=encoded, warning=warning, announced=announced)


def record(one: "Element", warning: str = "") -> Document:
    """Return the document of a record, of TDM Studio (``RECORD``, ``GOID``) or a data delivery (``RecordID``)."""
    identity = markup.first(one, "GOID", "RecordID")
    published = markup.first(one, "Obj/NumericDate", "NumericPubDate", "NumericDate", "AlphaPubDate", "AlphaDate")
    cells = {
        "id": identity,
        "title": markup.first(one, "Obj/TitleAtt/Title", "RecordTitle", "TitleAtt/Title"),
        "published": "" if published.startswith("0001") else published,
        "outlet": markup.first(
            one, "PubFrosting/Title", "PublicationTitle", "Publication/Title", "PubFrosting/SortTitle", "SortTitle"
        )
        or markup.first(one, "PublisherName", "Publisher"),
        "url": markup.first(one, "URLDocView", "URLFullText")
        or (f"https://www.proquest.com/docview/{identity}" if markup.first(one, "GOID") else ""),
        "author": _authors(one),
        "text": "\n\n".join(_full_text(one)),
    }
    why = "" if cells["text"] else f'no full text in it: "{cells["title"]}"'
    return Document(cells, why=why, warning=warning)


def _authors(one: "Element") -> str:
    names = []
    for person in one.iter("{*}Contributor"):
        role = person.get("ContribRole") or markup.first(person, "ContribRole")
        name = markup.first(person, "OriginalForm", "NormalizedForm", "PersonName", "Author", "OrganizationName")
        if name and role.lower() in ("", "author"):
            names.append(name)
    return "|".join(dict.fromkeys(names))


def _full_text(one: "Element") -> list[str]:
    for path in ("FullText", "TextInfo/Text", "Text", "HiddenText"):
        for found in one.iterfind(".//" + "/".join("{*}" + name for name in path.split("/"))):
            said = markup.raw(found)
            if paragraphs := _plain(said):
                return paragraphs
    return []


def _plain(said: str) -> list[str]:
    """Return the paragraphs of a full text, HTML or plain; in plain text a blank line or an indent begins one."""
    if re.search(r"</?(?:p|div|br|body|html)\b[^<>]*>", said, re.IGNORECASE):
        found = markup.paragraphs(markup.html(_INNER.sub(" ", said)), _is_caption)
    else:
        blocks = re.split(r"\n[ \t\r]*\n|\n(?=[ \t]{2,}\S)|\r\r", said.strip("\n"))
        found = [" ".join(block.split()) for block in blocks]
    return [paragraph for paragraph in found if paragraph and not _NO_BODY.match(paragraph)]


def _of_mail(data: bytes) -> str:
    """Return the HTML of a mail: the part that holds documents."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    texts = [_decoded(part.get_payload(decode=True), part.get_content_charset()) for part in parts]
    return max(texts, key=lambda text: len(_ANCHOR.findall(text)), default="")


def _decoded(payload: object, charset: str | None) -> str:
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return encoding.mend(encoding.decode(data))[0]


def _of_html(text: str) -> Iterator[Document]:
    """Yield the document behind each anchor: ProQuest's inner pages break the tree, so each is parsed alone."""
    found = list(_ANCHOR.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for anchor, end in zip(found, ends, strict=True):
        piece = _INNER.sub(" ", text[anchor.end() : end])
        paragraphs = markup.paragraphs(markup.html(f"<div>{piece}</div>"), _is_caption)
        yield _document(anchor["id"].rpartition("_")[2], paragraphs)


def _of_text(text: str) -> Iterator[Document]:
    """Yield the documents of a text export, which lines of underscores part."""
    for piece in _RULE.split(text):
        lines = [line.strip() for line in piece.split("\n")]
        lines = [line for line in lines if line and not _NUMBERED.fullmatch(line)]
        if sum(_field(line) != "" for line in lines) > _LABELS:
            yield _document("", lines)


def _field(paragraph: str) -> str:
    """Return the field that the label of a paragraph names, ``""`` where it has none that is known."""
    found = _LABEL.match(paragraph)
    return labels("proquest").get(" ".join(found["label"].lower().split()), "") if found else ""


def _document(identity: str, paragraphs: list[str]) -> Document:
    """Return the document of one page: its headline, then labels, each a paragraph, the full text among them."""
    kinds = [_field(paragraph) for paragraph in paragraphs]
    cells: dict[str, str] = {"id": identity} if identity else {}
    text: list[str] = []
    field = "title"
    for n, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        ends = kind != "" and (field != "body" or any(kinds[n + 1 : n + 4]) or n == len(kinds) - 1)
        field = kind if ends else field
        found = _LABEL.match(paragraph)
        rest = paragraph[found.end() :].strip() if found and ends else paragraph
        if field == "body":
            text.extend([rest] if rest and not _NO_BODY.match(rest) else [])
        elif rest and (ends or field == "title") and field not in cells:
            cells[field] = " ".join(rest.split())
    text = [paragraph for paragraph in text if not _NONE.fullmatch(paragraph)]
    named = _named(cells)
    lacks = "no full text, an abstract only" if cells.get("abstract") else "no full text in it"
    return Document({**named, "text": "\n\n".join(text)}, why="" if text else f'{lacks}: "{named["title"]}"')


def _named(cells: dict[str, str]) -> dict[str, str]:
    """Return our fields from those that the labels name."""
    found = {name: cells.get(name, "") for name in ("id", "title", "published", "author")}
    found["url"] = "".join(cells.get("url", "").split())
    found["published"] = _BLANK_IN_YEAR.sub("", found["published"] or cells.get("info", ""))
    found["author"] = "|".join(re.split(r"\s*;\s*", found["author"])) if found["author"] != "Anonymous" else ""
    outlet = (cells.get("outlet") or cells.get("info", "")).split(";")[0]
    found["outlet"] = re.sub(r",\s+[\w ]*edition\b.*$", "", outlet, flags=re.IGNORECASE).strip()
    return found


def _is_caption(one: "Element") -> bool:
    return bool(_CAPTION.search(one.get("class") or ""))


def sniff(source: Source) -> int:
    """Return 92 for the marks of a ProQuest file: its XML records, its anchors, its mail."""
    text = encoding.decode(source.head)
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith("<"):
        xml = _RECORD.search(text) and _FIELDS.search(text)
        return 92 if xml or _ANCHOR.search(text) else 0
    if _RULE.search(text) and _LINES.search(text):
        return 93  # its "Document 1 of 3" is also what Nexis writes
    return 92 if _MAIL.match(start) and "proquest" in text.lower() and _ANCHOR_IN_MAIL.search(_some(source)) else 0


def _some(source: Source) -> bytes:
    """Return the first megabytes of a mail: a forwarded one says all in plain text first."""
    with source.open() as stream:
        return stream.read(2**24)


READER = Reader("proquest", "ProQuest: TDM XML, HTML and text exports, mail (needs the extra xml)", read, sniff)
