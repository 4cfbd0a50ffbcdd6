"""JSON of two public interfaces: the Guardian's Open Platform and gov.uk content. Needs the extra ``xml``."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from quotestats.formats import documents, encoding, markup
from quotestats.formats.documents import Document
from quotestats.formats.readers import Options, Reader, whole
from quotestats.formats.readers.jsonl import NESTED, NO_OBJECT, parse
from quotestats.formats.sources import Source
from quotestats.records import Article, Problem

_LONDON = "Europe/London"  # both stamp in UTC: what is out at midnight in summer is dated the day before there
_LEFT_OUT = frozenset(["figure", "aside", "figcaption", "gu-atom"])
_LEFT_OUT_CLASSES = ("contact", "element-rich-link", "element-image", "inline-attachment", "attachment", "footnotes")

Json = Mapping[str, object]


def _read(
    source: Source, within: Callable[[object], list[object]], document: Callable[[Json], Document]
) -> Iterator[Article | Problem]:
    """Yield the article of each object; a file is one JSON text or one on every line."""
    data = whole(source)
    encoded = encoding.name(data[: encoding.HEAD])
    written = encoding.decode(data).lstrip("\ufeff")
    try:
        found = within(json.loads(written))
        places = [source.path] if len(found) == 1 else [f"{source.path}#{n}" for n in range(1, len(found) + 1)]
    except RecursionError:
        yield Problem(source.path, NESTED)
        return
    except json.JSONDecodeError as error:
        lines = [(n, parse(line)) for n, line in enumerate(written.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or isinstance(lines[0][1], str):
            yield Problem(
                source.path, f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}: mend it there"
            )
            return
        found = [record for _, record in lines]
        places = [f"{source.path}#{n}" for n, _ in lines]
    for place, record in zip(places, found, strict=True):
        if isinstance(record, Mapping):
            yield documents.article(document(record), place, encoded)
        else:
            yield Problem(place, record if isinstance(record, str) else NO_OBJECT)


def read_guardian(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the articles of a search, of one item or of a list of items."""
    yield from _read(source, _results, _guardian)


def _results(found: object) -> list[object]:
    if isinstance(found, list):
        return [one for part in found for one in _results(part)]
    inner = found.get("response") if isinstance(found, Mapping) else None
    if isinstance(inner, Mapping):
        results = inner.get("results")
        return list(results) if isinstance(results, list) else [inner.get("content")]
    return [found]


def _guardian(item: Json) -> Document:
    """Return the document of an item of the Guardian's Open Platform, from its fields."""
    fields = _object(item, "fields")
    html = _string(fields, "body")
    blocks = _object(item, "blocks").get("body")
    if not html and isinstance(blocks, list):
        html = "\n".join(_string(block, "bodyHtml") for block in blocks if isinstance(block, Mapping))
    text = _paragraphs(html) or [part.strip() for part in _string(fields, "bodyText").split("\n") if part.strip()]
    cells = {
        "id": _string(item, "id"),
        "title": _string(fields, "headline") or _string(item, "webTitle"),
        "published": _london(_string(item, "webPublicationDate") or _string(fields, "firstPublicationDate")),
        "outlet": (_string(fields, "publication") or "The Guardian").replace("theguardian.com", "The Guardian"),
        "url": _string(item, "webUrl") or _string(fields, "shortUrl"),
        "author": _string(fields, "byline"),
        "text": "\n\n".join(text),
    }
    why = 'no text in it: ask the Open Platform with "show-fields=headline,byline,body"'
    return Document(cells, why="" if text else why)


def sniff_guardian(source: Source) -> int:
    """Return 93 for JSON with the names of the Guardian's Open Platform."""
    head = source.head
    known = b'"webPublicationDate"' in head and (b'"webTitle"' in head or b'"webUrl"' in head)
    return 93 if known and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else 0


def read_govuk(source: Source, options: Options) -> Iterator[Article | Problem]:
    """Yield the article of each content item of gov.uk."""
    yield from _read(source, lambda found: list(found) if isinstance(found, list) else [found], _govuk)


def _govuk(item: Json) -> Document:
    """Return the document of a content item; its body is HTML, or a list of the same body in several notations."""
    details, links = _object(item, "details"), _object(item, "links")
    parts = details.get("parts")
    inner = [_object(part, "").get("body") for part in parts] if isinstance(parts, list) else []
    bodies = [details.get("body"), *inner]
    text = [paragraph for body in bodies for paragraph in _paragraphs(_html_of(body))]
    path = _string(item, "base_path")
    named = _titles(links, "primary_publishing_organisation") or _titles(links, "organisations")
    cells = {
        "id": _string(item, "content_id"),
        "title": _string(item, "title"),
        "published": _london(
            _string(item, "first_published_at")
            or _string(details, "first_public_at")
            or _string(item, "public_updated_at")
        ),
        "outlet": "GOV.UK",
        "url": f"https://www.gov.uk{path}" if path.startswith("/") else path,
        "author": "|".join(named),
        "text": "\n\n".join(text),
    }
    return Document(cells, why="" if text else f"a {_string(item, 'document_type') or 'content item'} without a body")


def _html_of(body: object) -> str:
    if isinstance(body, list):
        kinds = {_string(one, "content_type"): _string(one, "content") for one in body if isinstance(one, Mapping)}
        return kinds.get("text/html") or kinds.get("text/govspeak", "")
    return body if isinstance(body, str) else ""


def _titles(links: Json, name: str) -> list[str]:
    found = links.get(name)
    ones = found if isinstance(found, list) else []
    return [title for one in ones if isinstance(one, Mapping) and (title := _string(one, "title"))]


def sniff_govuk(source: Source) -> int:
    """Return 93 for JSON with the names of a gov.uk content item."""
    head = source.head
    known = b'"base_path"' in head and b'"content_id"' in head and (b'"details"' in head or b'"schema_name"' in head)
    return 93 if known and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else 0


def _paragraphs(html: str) -> list[str]:
    if not html.strip():
        return []
    return markup.paragraphs(markup.html(html), _is_boilerplate)


def _is_boilerplate(one: "markup.Element") -> bool:
    classes = (one.get("class") or "").split()
    return markup.local(one) in _LEFT_OUT or any(name in classes for name in _LEFT_OUT_CLASSES)


def _object(item: object, name: str) -> Json:
    found = item.get(name) if isinstance(item, Mapping) and name else item
    return found if isinstance(found, Mapping) else {}


def _string(item: object, name: str) -> str:
    found = item.get(name) if isinstance(item, Mapping) else None
    return found if isinstance(found, str) else ""


def _london(stamp: str) -> str:
    """Return the day in London of a time stamp with a zone; what is none as it is written."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return moment.astimezone(ZoneInfo(_LONDON)).date().isoformat() if moment.tzinfo else moment.date().isoformat()


GUARDIAN = Reader("guardian", "Guardian Open Platform: its JSON (needs the extra xml)", read_guardian, sniff_guardian)
GOVUK = Reader("govuk", "gov.uk content items: their JSON (needs the extra xml)", read_govuk, sniff_govuk)
