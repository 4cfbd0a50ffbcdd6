"""Prodigy's tasks, as ``db-out`` writes them (prodi.gy/docs/api-interfaces): one JSON object a line."""

from collections.abc import Iterable

from quotestats.annotations.standoff import Link, Mark, Marked
from quotestats.annotations.standoff.lines import Json, article_id, dumped, objects

_OWN = frozenset({"start", "end", "label", "id", "token_start", "token_end", "text", "source", "input_hash"})


def read(content: str) -> list[Marked]:
    """Return the tasks that were answered; those ignored are left out."""
    return [_task(task) for _, task in objects(content) if task.get("answer", "accept") != "ignore"]


def _task(task: Json) -> Marked:
    text = str(task.get("text", ""))
    marks = [_mark(text, number, span) for number, span in enumerate(task.get("spans") or [])]
    at = {(mark.start, mark.end, mark.label): mark.id for mark in marks}
    links = []
    for relation in task.get("relations") or []:
        ends = [relation.get("head_span") or {}, relation.get("child_span") or {}]
        names = [at.get((end.get("start", -1), end.get("end", -1), end.get("label", "")), "") for end in ends]
        links.append(Link(str(relation.get("label", "")), (("head", names[0]), ("child", names[1]))))
    return Marked(
        id=article_id(task.get("meta"), task),
        text=text,
        marks=tuple(marks),
        links=tuple(links),
        answer=str(task.get("answer", "accept")),
    )


def _mark(text: str, number: int, span: Json) -> Mark:
    start, end = int(span["start"]), int(span["end"])
    more = tuple((name, str(value)) for name, value in sorted(span.items()) if name not in _OWN and value != "")
    return Mark(str(span.get("id", f"s{number}")), str(span.get("label", "")), ((start, end),), text[start:end], more)


def write(documents: Iterable[Marked]) -> str:
    """Return the documents as tasks, one a line; a span in several parts is written as the stretch that holds them."""
    return "".join(f"{dumped(_written(one))}\n" for one in documents)


def _written(one: Marked) -> Json:
    spans = {
        mark.id: {"start": mark.start, "end": mark.end, "label": mark.label, "id": mark.id, **dict(mark.attributes)}
        for mark in one.marks
    }
    relations = [_relation(link, spans) for link in one.links if len(link.roles) == 2]
    task: Json = {"text": one.text, "meta": {"article_id": one.id}, "spans": list(spans.values())}
    return task | ({"relations": relations} if relations else {}) | {"answer": one.answer}


def _relation(link: Link, spans: dict[str, Json]) -> Json:
    (_, head), (_, child) = link.roles
    ends = [{name: spans[end][name] for name in ("start", "end", "label")} for end in (head, child)]
    return {"label": link.label, "head_span": ends[0], "child_span": ends[1]}
