"""doccano's exports of sequence labelling and of relations: one JSON object a line."""

from collections.abc import Iterable

from quotestats.annotations.standoff import Link, Mark, Marked, Pair
from quotestats.annotations.standoff.lines import Json, article_id, dumped, objects


def read(content: str) -> list[Marked]:
    """Return the documents, from ``label``/``labels`` triples or ``entities`` and ``relations``."""
    return [_document(document) for _, document in objects(content)]


def _document(document: Json) -> Marked:
    text = str(document.get("text", document.get("data", "")))
    marks = [
        Mark(f"s{number}", str(label), ((int(start), int(end)),), text[int(start) : int(end)])
        for number, (start, end, label) in enumerate(document.get("label") or document.get("labels") or [])
    ]
    for entity in document.get("entities") or []:
        start, end = int(entity["start_offset"]), int(entity["end_offset"])
        marks.append(Mark(str(entity["id"]), str(entity["label"]), ((start, end),), text[start:end]))
    links = [
        Link(str(one["type"]), (("from", str(one["from_id"])), ("to", str(one["to_id"]))), str(one.get("id", "")))
        for one in document.get("relations") or []
    ]
    return Marked(article_id(document, document.get("meta")), text, tuple(marks), tuple(links))


def write(documents: Iterable[Marked]) -> str:
    """Return the documents with entities and relations; ids become numbers, as doccano wants them."""
    lines = []
    for one in documents:
        number = {mark.id: place for place, mark in enumerate(one.marks, 1)}
        entities = [
            {"id": number[mark.id], "label": mark.label, "start_offset": mark.start, "end_offset": mark.end}
            for mark in one.marks
        ]
        relations = [
            {"id": place, "from_id": number[ends[0]], "to_id": number[ends[1]], "type": link.label}
            for place, link in enumerate(one.links, 1)
            if len(ends := _ends(link.roles)) == 2
        ]
        lines.append(
            dumped({"text": one.text, "article_id": one.id, "entities": entities, "relations": relations}) + "\n"
        )
    return "".join(lines)


def _ends(roles: tuple[Pair, ...]) -> list[str]:
    return [mark for _, mark in roles]
