"""From a record with named fields (JSON, CSV) to an article: which field is which."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from quotestats.formats import dates, encoding, values
from quotestats.records import Article, Problem

# The names under which archives keep each field, the most telling first. Compared without case, blanks and hyphens.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "doc_id", "document_id", "docid", "uuid", "guid", "_id"),
    "title": ("title", "headline", "webtitle", "head"),
    "published": (
        *("published", "published_at", "published_date", "publication_date", "pub_date", "pubdate", "publish_date"),
        *("date", "webpublicationdate", "date_published", "datepublished", "first_published_at", "datetime"),
        *("timestamp", "created_at"),
    ),
    "outlet": ("outlet", "source", "publication", "publisher", "newspaper", "media_name", "source_name", "site_name"),
    "url": ("url", "link", "article_url", "web_url", "weburl", "permalink"),
    "author": ("author", "authors", "byline", "creator"),
    "text": (
        *("text", "body", "content", "body_text", "bodytext", "full_text", "fulltext", "article_text", "maintext"),
        *("article_body", "articlebody", "body_html", "html", "contents", "paragraphs", "article", "story"),
    ),
}
_FIELD = {name: (field_name, rank) for field_name, names in NAMES.items() for rank, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which name of a record gives which field; ``given`` are those that the settings' [fields] named.

    ``zone`` is the time zone whose day counts for time stamps in UTC, None for the day that is written.
    """

    names: dict[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    zone: ZoneInfo | None = None

    @property
    def said(self) -> str:
        """The fields found under other names, in words; ``""`` when all have their own."""
        found = [f'{name} from "{under}"' for name, under in self.names.items() if name != under]
        return ", ".join(found)


def find(names: object, given: Mapping[str, str], zone: ZoneInfo | None = None) -> Mapped:
    """Return which of a record's names gives which field; names in ``given`` (field to name) come before our own."""
    best: dict[str, tuple[int, str]] = {}
    for name in names if isinstance(names, (list, tuple)) else ():
        known = _FIELD.get(_plain(str(name)))
        if known and (known[0] not in best or known[1] < best[known[0]][0]):
            best[known[0]] = (known[1], str(name))
    found = {one: best[one][1] for one in NAMES if one in best}
    return Mapped({**found, **given}, frozenset(given), zone)


def article(record: Mapping[str, object], mapped: Mapped, path: str, encoded: str = "") -> Article | Problem:
    """Return the article that a record holds, or the problem with it; ``path`` says where it stands.

    ``encoded`` is the encoding of the bytes that the record was read from, where the format has none of its own.
    """
    warnings: list[str] = []
    cells: dict[str, str] = {}
    for name in NAMES:
        cell, warning = encoding.mend(
            values.words(values.at(record, mapped.names[name]), name) if name in mapped.names else ""
        )
        cells[name] = cell
        if warning and (name == "text" or not warning.startswith("holds")):
            warnings.append(warning)
    identifier = cells["id"]
    if "text" not in mapped.names:
        return Problem(path, f"no text: {_columns(record)}; name it under [fields] in quotestats.toml", identifier)
    if not cells["text"].strip():
        return Problem(
            path,
            f'the text is empty (field "{mapped.names["text"]}"): fill it',
            identifier,
        )
    if cells["published"]:
        day = dates.iso(cells["published"], mapped.zone)
        if not day:
            warnings.append(f'no date: "{cells["published"][:40]}" fixes no day; write it as 2019-04-30')
        cells["published"] = day
    own = identifier or made(cells[name] for name in ("url", "title", "published", "text"))
    if not identifier and "id" in mapped.names:
        warnings.append(f"its id is empty; {own} made from its words")
    said = "; ".join(dict.fromkeys(warnings))
    known: dict[str, Any] = {**cells, "id": own, "path": path, "warning": said, "encoding": encoded}  # all of them str
    return Article(**known)


def metadata(record: Mapping[str, object], mapped: Mapped) -> dict[str, str] | str:
    """Return the fields that a row of metadata has, its text aside, or in words why it cannot be used.

    A date that fixes no day is left out; the key ``warning`` then says so.
    """
    cells = {
        name: encoding.mend(values.words(values.at(record, under), name))[0]
        for name, under in mapped.names.items()
        if name != "text"
    }
    if not cells["id"]:
        return "the id is empty"
    if written := cells.get("published"):
        cells["published"] = dates.iso(written, mapped.zone)
        if not cells["published"]:
            cells["warning"] = f'no date: "{written[:40]}" fixes no day; write it as 2019-04-30'
    return cells


def made(words: Iterable[str]) -> str:
    """Return an id for an article without one, from words of it: stable when other articles come and go."""
    return "x_" + hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:12]


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _columns(record: Mapping[str, object]) -> str:
    names = ", ".join(f'"{name}"' for name in list(record)[:12])
    return f"the fields are {names}" + (" ..." if len(record) > 12 else "") if names else "the record has no fields"
