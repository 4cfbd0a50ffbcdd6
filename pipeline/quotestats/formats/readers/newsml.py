"""NewsML: NewsML-G2 and NewsML 1 of agencies, and the Reuters Corpus (RCV1 and RCV2). Needs the extra ``xml``."""

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from quotestats.formats import documents, marks, markup
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, nitf, whole
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

if TYPE_CHECKING:
    from quotestats.formats.markup import Element

_ITEMS = ("newsItem", "packageItem", "knowledgeItem", "conceptItem", "planningItem")


def read_g2(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each news item; packages, pictures and other items without a text are problems."""
    data = whole(source)
    if marks.root(source.head).name == "NewsML":
        yield from documents.elements(markup.elements(data, "NewsItem"), source.path, _item_of_1, options.zone)
    else:
        yield from documents.elements(markup.elements(data, *_ITEMS), source.path, _item, options.zone)


def _item(item: "Element", warning: str) -> Document:
    """Return the document that an item of NewsML-G2 is."""
    text = "\n\n".join(_content(item))
    created = ("itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated")
    cells = {
        "id": item.get("guid") or "",
        "title": _headline(item),
        "published": markup.first(item, *created),
        "outlet": _named(item, "infoSource", "provider", "copyrightHolder"),
        "author": documents.author(markup.first(item, "contentMeta/by", "contentMeta/creator/name")),
        "url": next((one.get("href") or "" for one in item.iter("{*}link") if one.get("rel") == "irel:seeAlso"), ""),
        "text": text,
    }
    why = "" if text else _reason(item)
    return Document(cells, why=why, warning=warning)


def _item_of_1(item: "Element", warning: str) -> Document:
    """Return the document of an item of NewsML 1, whose text stands in its first component that has any."""
    text: list[str] = []
    for one in item.iter("{*}DataContent"):
        inner = next(one.iter("{*}nitf"), None)
        text = text or (nitf.text(inner) if inner is not None else of_characters(_markup_of(one)))
    managed = ("NewsManagement/FirstCreated", "NewsManagement/ThisRevisionCreated", "NewsIdentifier/DateId")
    parties = (one for tag in ("Provider", "Source") for up in item.iter("{*}" + tag) for one in up.iter("{*}Party"))
    cells = {
        "id": markup.first(item, "PublicIdentifier", "NewsItemId"),
        "title": markup.first(item, "NewsLines/HeadLine"),
        "published": markup.first(item, *managed),
        "outlet": next((name for one in parties if (name := one.get("FormalName"))), "")
        or markup.first(item, "ProviderId"),
        "author": documents.author(markup.first(item, "NewsLines/ByLine")),
        "text": "\n\n".join(text),
    }
    return Document(cells, why="" if text else "an item without a text", warning=warning)


def _markup_of(content: "Element") -> str:
    """Return what stands in an element, its tags, if it has any, as tags without namespace."""
    if not len(content):
        return markup.raw(content)
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in markup.paragraphs(content))


def _headline(item: "Element") -> str:
    metas = [one for one in item.iter("{*}headline") if markup.local(one.getparent()) == "contentmeta"]  # type: ignore[arg-type]
    main = [one for one in metas if "sub" not in (one.get("role") or "").lower()] or metas
    return markup.words(main[0]) if main else markup.first(item, "itemMeta/title")


def _named(item: "Element", *tags: str) -> str:
    """Return the name of the first of these elements: its ``name``, else its literal, else its code."""
    for tag in tags:
        for one in item.iter("{*}" + tag):
            said = markup.first(one, "name") or one.get("literal") or (one.get("qcode") or "").rpartition(":")[2]
            if said:
                return said
    return ""


def _content(item: "Element") -> list[str]:
    """Return the paragraphs of an item's inline content: NITF or HTML in XML, or markup or text as characters."""
    for one in item.iter("{*}inlineXML"):
        inner = next(one.iter("{*}nitf"), None)
        found = nitf.text(inner) if inner is not None else markup.paragraphs(one, _is_page_furniture)
        if found:
            return found
    for one in item.iter("{*}inlineData"):
        if found := of_characters(markup.raw(one)):
            return found
    return []


def _is_page_furniture(one: "Element") -> bool:
    return markup.local(one) in ("header", "footer", "aside", "figure")


def of_characters(data: str) -> list[str]:
    """Return the paragraphs of text that may hold HTML tags, and whose indented lines begin a paragraph."""
    if re.search(r"</?(?:p|br|div|html)\b[^<>]*>", data, re.IGNORECASE):
        wrapped = re.search(r"<p\b[^<>]*>\s*\S[^<]*\n[ \t]{2,}\S", data)
        if not wrapped:
            return markup.paragraphs(markup.html(data))
        data = re.sub(r"</?[a-z][^<>]*>", "\n\n", data, flags=re.IGNORECASE)
    blocks = re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)", data.strip("\n").replace("\r\n", "\n"))
    return [words for block in blocks if (words := " ".join(block.split()))]


def _reason(item: "Element") -> str:
    kind = next((one.get("qcode") or "" for one in item.iter("{*}itemClass")), "").rpartition(":")[2]
    tag = markup.local(item)
    if tag == "packageitem":
        return "a package without a text of its own: give the items that it lists"
    if tag != "newsitem" or kind not in ("", "text"):
        return f"no article but an item of the kind {kind or tag}: leave it out"
    remote = next(item.iter("{*}remoteContent"), None)
    return (
        "its text is in another file (remoteContent): give that"
        if remote is not None
        else "an item without a text: remove it"
    )


def sniff_g2(source: Source) -> int:
    """Return 92 for XML whose root is an item or a message of NewsML-G2."""
    root = marks.root(source.head)
    known = "iptc.org/std/nar/" in " ".join(root.namespaces) or b"NewsML-G2" in source.head
    return 92 if (known and root.name in ("newsMessage", *_ITEMS)) or root.name == "NewsML" else 0


def read_rcv1(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each ``newsitem`` of the Reuters Corpus."""
    yield from documents.elements(markup.elements(whole(source), "newsitem"), source.path, _newsitem, options.zone)


def _newsitem(item: "Element", warning: str) -> Document:
    paragraphs = [one for text in item.iter("{*}text") for one in markup.paragraphs(text)]
    cells = {
        "id": item.get("itemid") or "",
        "title": markup.first(item, "headline", "title"),
        "published": item.get("date") or "",
        "outlet": "Reuters",
        "author": documents.author(markup.first(item, "byline")),
        "text": "\n\n".join(paragraphs),
    }
    return Document(cells, why="" if paragraphs else "an item without a text", warning=warning)


def sniff_rcv1(source: Source) -> int:
    """Return 92 for XML whose root is a ``newsitem``, or holds some, with an ``itemid``."""
    named = marks.root(source.head).name
    return 92 if named and re.search(rb"<newsitem\s[^>]*\bitemid=", source.head) else 0


READER = Reader("newsml", "NewsML-G2 and NewsML 1: the items of news agencies (needs the extra xml)", read_g2, sniff_g2)
RCV1 = Reader("rcv1", "Reuters Corpus (RCV1, RCV2): its XML files (needs the extra xml)", read_rcv1, sniff_rcv1)
