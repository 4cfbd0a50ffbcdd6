"""Label Studio's JSON (labelstud.io/guide/export): tasks, each with annotations made of results.

Its editor counts UTF-16 units: the words that each result carries tell whether the offsets are such.
"""

import json
from collections import defaultdict
from collections.abc import Iterable

from quotestats.annotations.standoff import Link, Mark, Marked, Pair, placed
from quotestats.annotations.standoff.lines import Json, article_id, whole

_SPANS = ("labels", "hypertextlabels")


def read(content: str) -> list[Marked]:
    """Return one document for each annotation of a task that was not cancelled."""
    tasks = whole(content)
    return [
        _annotation(task, annotation)
        for task in (tasks if isinstance(tasks, list) else [tasks])
        for annotation in task.get("annotations") or task.get("completions") or []
        if not annotation.get("was_cancelled")
    ]


def _annotation(task: Json, annotation: Json) -> Marked:
    data = task.get("data") or {}
    results = annotation.get("result") or []
    text = _text(data, results)
    more: dict[str, list[Pair]] = defaultdict(list)
    for result in results:
        if result.get("type") not in (*_SPANS, "relation"):
            more[str(result.get("id", ""))] += _attributes(result)
    marks = [_mark(text, one, more[str(one.get("id", ""))]) for one in results if one.get("type") in _SPANS]
    links = [
        Link("|".join(one.get("labels") or []), (("from", str(one["from_id"])), ("to", str(one["to_id"]))))
        for one in results
        if one.get("type") == "relation"
    ]
    return Marked(article_id(data, task.get("meta")), text, tuple(marks), tuple(links))


def _text(data: Json, results: list[Json]) -> str:
    """Return the text of a task: what its results point to, else the field ``text``, else the longest one."""
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    named = next((str(one["to_name"]) for one in results if one.get("to_name") in texts), "text")
    return texts.get(named) or max(texts.values(), key=len, default="")


def _mark(text: str, result: Json, attributes: list[Pair]) -> Mark:
    value = result["value"]
    words = str(value.get("text", ""))
    start, end = placed(text, int(value["start"]), int(value["end"]), words)
    label = "|".join(value.get(str(result["type"])) or value.get("labels") or [])
    return Mark(str(result["id"]), label, ((start, end),), words or text[start:end], tuple(attributes))


def _attributes(result: Json) -> list[Pair]:
    kind = str(result.get("type", ""))
    said = (result.get("value") or {}).get("text" if kind == "textarea" else kind, "")
    return [(str(result.get("from_name", kind)), str(one)) for one in (said if isinstance(said, list) else [said])]


def write(documents: Iterable[Marked]) -> str:
    """Return the documents as tasks with one annotation each; offsets in the UTF-16 units of the editor."""
    return json.dumps([_task(one) for one in documents], ensure_ascii=False, indent=1) + "\n"


def _task(one: Marked) -> Json:
    results: list[Json] = []
    for mark in one.marks:
        shared = {"id": mark.id, "to_name": "text"}
        place = {"start": _units(one.text[: mark.start]), "end": _units(one.text[: mark.end]), "text": mark.words}
        labels = {"labels": mark.label.split("|")}
        results.append({**shared, "from_name": "label", "type": "labels", "value": {**place, **labels}})
        for name, value in mark.attributes:
            results.append({**shared, "from_name": name, "type": "textarea", "value": {**place, "text": [value]}})
    for link in one.links:
        if len(link.roles) == 2:
            (_, start), (_, end) = link.roles
            labels = {"labels": link.label.split("|")} if link.label else {}
            results.append({"type": "relation", "from_id": start, "to_id": end, "direction": "right", **labels})
    return {"data": {"text": one.text, "article_id": one.id}, "annotations": [{"result": results}]}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
