"""W3C Web Annotations (w3.org/TR/annotation-model): what is said of a span is a body, the span a target's selectors."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from quotestats.annotations.standoff import Mark, Marked, around
from quotestats.annotations.standoff.lines import Json, objects, whole

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def read(content: str) -> list[Marked]:
    """Return the annotations of each source as a document without text; one annotation, a list, a page or JSONL."""
    found = [(source, mark) for one in _annotations(content) for source, mark in _marks(one)]
    ordered = sorted(found, key=itemgetter(0))
    return [Marked(source, "", tuple(mark for _, mark in group)) for source, group in groupby(ordered, itemgetter(0))]


def _annotations(content: str) -> Iterator[Json]:
    lines = [line for line in content.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
        yield from (one for _, one in objects(content))
        return
    yield from _inside(whole(content))


def _inside(value: Any) -> Iterator[Json]:  # Any: the nested values of JSON
    if isinstance(value, list):
        for one in value:
            yield from _inside(one)
    elif isinstance(value, dict) and ("items" in value or "first" in value):
        yield from _inside(value.get("items", value.get("first")))
    elif isinstance(value, dict) and "target" in value:
        yield value


def _marks(annotation: Json) -> Iterator[tuple[str, Mark]]:
    label, attributes = "", []
    for body in _several(annotation.get("body") or annotation.get("bodyValue")):
        said, purpose = (
            (str(body.get("value", body.get("id", ""))), body.get("purpose"))
            if isinstance(body, dict)
            else (body, "tagging")
        )
        if purpose in ("tagging", "classifying", None) and not label:
            label = said
        else:
            attributes.append((str(purpose), said))
    for target in _several(annotation.get("target")):
        if not isinstance(target, dict):
            continue
        quote: Json = {}
        position: Json = {}
        for selector in _several(target.get("selector")):
            kind = selector.get("type")
            quote = selector if kind == "TextQuoteSelector" else quote
            position = selector if kind == "TextPositionSelector" else position
        span = (int(position.get("start", 0)), int(position.get("end", 0)))
        yield (
            str(target.get("source", "")),
            Mark(
                id=str(annotation.get("id", "")),
                label=label,
                spans=(span,),
                words=str(quote.get("exact", "")),
                attributes=tuple(attributes),
                prefix=str(quote.get("prefix", "")),
                suffix=str(quote.get("suffix", "")),
            ),
        )


def _several(value: Any) -> list[Any]:  # Any: the nested values of JSON
    return value if isinstance(value, list) else [] if value is None else [value]


def write(documents: Iterable[Marked]) -> str:
    """Return an annotation page with an annotation for each mark; links are left out, the model has none."""
    items = [_written(one, mark) for one in documents for mark in one.marks]
    page = {"@context": _CONTEXT, "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _written(one: Marked, mark: Mark) -> Json:
    prefix, suffix = around(one.text, mark.start, mark.end) if one.text else (mark.prefix, mark.suffix)
    quote = {"type": "TextQuoteSelector", "exact": mark.words, "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    bodies = [("tagging", mark.label), *mark.attributes]
    return {
        "id": mark.id,
        "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in bodies],
        "target": {"source": one.id, "selector": [quote, position]},
    }
