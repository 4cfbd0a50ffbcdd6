"""From what stands under a name in a record (JSON, Parquet, CSV) to the text of a field."""

import re
from collections.abc import Mapping, Sequence

from quotestats.formats import fragment

_DEPTH = 4  # lists within lists; what is nested deeper is no text
_INDEX = re.compile(r"\[(\d+)\]")
# Kinds of block that hold no text of an article (Washington Post, Arc XP's ANS, editors that write blocks).
_NO_TEXT = frozenset(
    {
        *("ad", "author_info", "byline", "code", "custom_embed", "date", "deck", "divider", "gallery", "graphic"),
        *("headline", "image", "interstitial_link", "kicker", "map", "oembed_response", "photo", "pull_quote"),
        *("raw_html", "related", "subtitle", "table", "title", "tweet", "video"),
    }
)


def at(record: Mapping[str, object], name: str) -> object:
    """Return what stands under a name or under a path of names and numbers: ``fields.body``, ``authors[0].name``.

    A name that the record has is taken whole, dots and all. None where there is nothing.
    """
    if name in record:
        return record[name]
    found: object = record
    for part in _INDEX.sub(r".\1", name).split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, Sequence) and not isinstance(found, str) and part.isdecimal():
            found = found[int(part)] if int(part) < len(found) else None
        else:
            return None
    return found


def words(found: object, name: str, depth: int = 0) -> str:
    """Return a field as text: a list as paragraphs or joined by ``|``, an object by its name or text.

    HTML under ``text`` and ``title`` becomes text; any other text of an article is left as it is written. Of a list of
    blocks with types, those that are no text (bylines, images, tweets) are left out.
    """
    if found is None or isinstance(found, bool) or depth > _DEPTH:
        return ""
    if isinstance(found, (list, tuple)):
        parts = [said for one in found if _is_text(one, name) and (said := words(one, name, depth + 1))]
        return ("\n\n" if name == "text" else "|").join(parts)
    if isinstance(found, Mapping):
        inner = next((found[key] for key in ("name", "text", "content", "value") if key in found), None)
        return words(inner, name, depth + 1) if name == "text" or not isinstance(inner, (list, Mapping)) else ""
    said = str(found)
    if name in ("text", "title") and fragment.is_html(said):
        said = fragment.text(said)
    return said if name in ("text", "id") else " ".join(said.split())


def _is_text(block: object, name: str) -> bool:
    return name != "text" or not isinstance(block, Mapping) or str(block.get("type")) not in _NO_TEXT
