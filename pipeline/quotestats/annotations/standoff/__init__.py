"""Annotations as other tools keep them: spans with labels over texts, links between spans; each tool a module.

Every module has ``read(content) -> list[Marked]`` and ``write(documents) -> str``. Offsets are Unicode code points.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple

from quotestats.errors import SourceError

AROUND = 32
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span, in several parts where it is interrupted; ``words`` are those of the tool.

    ``prefix`` and ``suffix``: what stands around it, where the tool gives no text. ``attributes``: name and value.
    """

    id: str
    label: str
    spans: tuple[tuple[int, int], ...]
    words: str
    attributes: tuple[Pair, ...] = ()
    prefix: str = ""
    suffix: str = ""

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation or event: its label and what plays which role in it, by the ids of marks."""

    label: str
    roles: tuple[Pair, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks. ``id`` is that of the article where the tool knows it; ``answer`` is accept or reject."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...] = ()
    answer: str = "accept"


class Tool(NamedTuple):
    """A tool's format: what it is, its reader and its writer."""

    meaning: str
    read: Callable[[str], list[Marked]]
    write: Callable[[Iterable[Marked]], str]


MEANINGS = {
    "prodigy": "Prodigy JSONL: text, spans, relations, answer",
    "doccano": "doccano JSONL: text with label or entities and relations",
    "labelstudio": "Label Studio JSON: tasks with annotations",
    "brat": "brat standoff: the .ann file, its .txt beside it",
    "webannotation": "W3C Web Annotation: JSON-LD with TextQuoteSelector and TextPositionSelector",
}


def tool(name: str) -> Tool:
    """Return the format of a tool. Raises SourceError for one that is not known."""
    if name not in MEANINGS:
        raise SourceError(f'no annotation format "{name}"; there are: {", ".join(MEANINGS)}')
    module = import_module(f"{__name__}.{name}")
    return Tool(MEANINGS[name], module.read, module.write)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to 32 characters on either side of a span."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def placed(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """Return the offsets in code points of a span whose tool may have counted UTF-16 units.

    ``words`` are the span's own, by which it is told; without them the offsets are believed.
    """
    if not words or text[start:end] == words or not text:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: 2 * start].decode("utf-16-le", "replace"))
    last = len(units[: 2 * end].decode("utf-16-le", "replace"))
    return (first, last) if text[first:last] == words else (start, end)
