"""The day on which a page says that it was published: schema.org's JSON-LD, then meta elements, then ``time``."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from quotestats.formats import dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements (name, property, itemprop), the most exact first: Open Graph, schema.org, Parse.ly, Dublin
# Core, Google News and Scholar, sailthru.
_META = (
    *("article:published_time", "og:article:published_time", "datepublished", "article:published", "og:published_time"),
    *("parsely-pub-date", "dcterms.created", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date.created"),
    *("dc.date", "citation_publication_date", "sailthru.date", "publication_date", "publish-date", "publishdate"),
    *("pubdate", "published_at", "originalpublicationdate", "date"),
)
_RANK = {name: rank for rank, name in enumerate(_META)}
_SCRIPTS = 60  # of them are read
_LARGEST_SCRIPT = 2**20
_OBJECTS = 2000  # of one script are looked at


def published(tree: "HtmlElement", zone: ZoneInfo | None = None) -> str | None:
    """Return the ISO day of a page, ``""`` where its metadata fix none, None where they have nothing to say of it."""
    stamps = [stamp for kind in (_linked, _meta, _times) for stamp in kind(tree)]
    return next((day for stamp in stamps if (day := dates.iso(stamp, zone))), "") if stamps else None


def _linked(tree: "HtmlElement") -> Iterator[str]:
    """Yield ``datePublished`` of the articles that the page's JSON-LD describes; teasers of others come after it."""
    for number, script in enumerate(tree.iter("script")):
        if number >= _SCRIPTS:
            return
        if "ld+json" in (script.get("type") or "").lower() and len(text := script.text or "") <= _LARGEST_SCRIPT:
            yield from _stamps(text)


def _stamps(text: str) -> Iterator[str]:
    try:
        waiting: list[object] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, Mapping):
            stamp = one.get("datePublished")
            if isinstance(stamp, str) and _is_article(one.get("@type")):
                yield stamp
            waiting.extend(one[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in one)


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(one).endswith(("Article", "Posting", "WebPage", "Report")) for one in kinds)


def _meta(tree: "HtmlElement") -> list[str]:
    found = []
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            rank = _RANK.get((element.get(attribute) or "").strip().lower())
            if rank is not None and (content := element.get("content")):
                found.append((rank, content))
    return [content for _, content in sorted(found, key=lambda one: one[0])]


def _times(tree: "HtmlElement") -> Iterator[str]:
    for element in tree.iter("time", "span", "div", "abbr"):
        if element.get("pubdate") is not None or "datePublished" in (element.get("itemprop") or "").split():
            yield element.get("datetime") or element.get("content") or element.get("title") or element.text or ""
