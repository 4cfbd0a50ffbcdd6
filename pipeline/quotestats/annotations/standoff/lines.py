"""JSON that may be of any shape, read with an eye on its types."""

import json
from collections.abc import Iterator
from typing import Any

from quotestats.errors import SourceError

Json = dict[str, Any]  # Any: the nested values of JSON


def objects(content: str) -> Iterator[tuple[int, Json]]:
    """Yield the objects of JSON Lines, or of a JSON array, with their numbers. Raises SourceError with the line."""
    if content.lstrip().startswith("["):
        yield from ((number, one) for number, one in enumerate(whole(content), 1) if isinstance(one, dict))
        return
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                found = json.loads(line)
            except ValueError as error:
                raise SourceError(f"line {number}: no JSON ({error})") from error
            if not isinstance(found, dict):
                raise SourceError(f"line {number}: a JSON object is expected")
            yield number, found


def whole(content: str) -> Any:  # Any: the nested values of JSON
    """Return what a JSON text says. Raises SourceError when it is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise SourceError(f"no JSON ({error}): export it anew") from error


def article_id(*places: Any) -> str:  # Any: the nested values of JSON
    """Return the article's id from the first of these objects that gives one as ``article_id`` or ``doc_id``."""
    for place in places:
        if isinstance(place, dict):
            for name in ("article_id", "doc_id"):
                if place.get(name):
                    return str(place[name])
    return ""


def dumped(value: object) -> str:
    """Return a value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)
