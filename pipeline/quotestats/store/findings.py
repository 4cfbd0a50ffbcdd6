"""What our pipes have found in a Doc before its actors, in few bytes: times, quantities, attributions.

An actor's new name changes none of them, a new cue only the attributions. Column by column, record after record; a
surface that stands in the text where the record says is not written again.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from typing import Any, NamedTuple

from spacy.tokens import Doc

from quotestats import layers
from quotestats.records import Attribution, Quantity, TimeRef

Columns = Sequence[Sequence[Any]]  # Any: the values of records' fields, as JSON has them


class _Layer(NamedTuple):
    """A layer that is kept: the class of its records and the names of their fields that are."""

    kind: type[Quantity | TimeRef | Attribution]
    kept: tuple[str, ...]


_ACTORS = frozenset({"actor_id", "actor", "actor_type", "actor_wikidata", "resolved_by", "relayed_by"})
_SURFACES = {
    "text": ("start", "end"),
    "source": ("source_start", "source_end"),
    "cue": ("cue_start", "cue_end"),
    "counted": ("counted_start", "counted_end"),
    "time": ("time_start", "time_end"),
}
_READ: Mapping[str, Callable[[Doc], Sequence[Quantity | TimeRef | Attribution]]] = {
    layers.TIMES: layers.times,
    layers.QUANTITIES: layers.quantities,
    layers.ATTRIBUTIONS: layers.attributions,
}
_KINDS = {layers.TIMES: TimeRef, layers.QUANTITIES: Quantity, layers.ATTRIBUTIONS: Attribution}
_LAYERS = {
    name: _Layer(kind, tuple(field.name for field in fields(kind) if field.name not in _ACTORS))
    for name, kind in _KINDS.items()
}
_AS_IN_TEXT = True
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(doc: Doc, cues: str) -> bytes:
    """Return the layers of a Doc; ``cues`` names what the attributions were made with, the rest aside."""
    return zlib.compress(_JSON([cues, _found(doc)]).encode("utf-8", "surrogatepass"), 9)


def same(doc: Doc, data: bytes, cues: str) -> bool:
    """Tell whether ``packed`` packed layers that say what those of a Doc say, made with these cues."""
    with suppress(zlib.error, ValueError):
        return zlib.decompress(data).decode("utf-8", "surrogatepass") == _JSON([cues, _found(doc)])
    return False


def put(doc: Doc, data: bytes | None, cues: str) -> frozenset[str]:
    """Write the layers that ``packed`` packed and return which; attributions made with other cues are left out.

    None of them where the bytes are something else.
    """
    with suppress(zlib.error, ValueError, TypeError, IndexError):
        made_with, found = json.loads(zlib.decompress(data or b"").decode("utf-8", "surrogatepass"))
        read = {
            name: _records(layers.text(doc), layer, columns)
            for (name, layer), columns in zip(_LAYERS.items(), found, strict=True)
            if name != layers.ATTRIBUTIONS or made_with == cues
        }
        for name, records in read.items():
            layers.write(doc, name, records)
        return frozenset(read)
    return frozenset()


def _found(doc: Doc) -> list[Columns]:
    text = layers.text(doc)
    return [_columns(text, layer.kept, _READ[name](doc)) for name, layer in _LAYERS.items()]


def _columns(text: str, kept: Sequence[str], records: Sequence[Quantity | TimeRef | Attribution]) -> Columns:
    """Return the fields of records, a column each; none where there are no records."""
    return [[_short(text, record, name) for record in records] for name in kept] if records else []


def _short(text: str, record: Quantity | TimeRef | Attribution, name: str) -> Any:
    value = getattr(record, name)
    if name in _SURFACES:
        start, end = (getattr(record, place) for place in _SURFACES[name])
        if start is not None and value == text[start:end]:
            return _AS_IN_TEXT
    return value


def _records(text: str, layer: _Layer, columns: Columns) -> list[Quantity | TimeRef | Attribution]:
    found = []
    for row in zip(*columns, strict=True):
        cells: dict[str, Any] = dict(zip(layer.kept, row, strict=True))
        for name, (start, end) in _SURFACES.items():
            if cells.get(name) is _AS_IN_TEXT:
                cells[name] = text[cells[start] : cells[end]]
        if "content_spans" in cells:
            cells["content_spans"] = tuple((start, end) for start, end in cells["content_spans"])
        found.append(layer.kind(**cells))
    return found
