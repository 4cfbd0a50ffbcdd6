"""What people said of single rows: ``corrections.csv``, to which rows are only ever added.

A correction holds on to the words it is about: the exact words and up to 32 characters on either side. Where these
stand once in the article, it is attached there; it is never attached by similarity.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Literal, get_args

from quotestats.errors import LexiconError
from quotestats.lexicon.overlay import Columns, cells

FILE = "corrections.csv"
AROUND = 32  # characters on either side

Action = Literal["accept", "reject", "set", "add"]
State = Literal["applied", "already true", "conflict", "orphan", "ambiguous"]
STATES: tuple[State, ...] = get_args(State)

COLUMNS = Columns(
    ("correction_id", "article_id", "table", "action", "exact"),
    ("created", "author", "column", "value", "value_seen", "prefix", "suffix", "start_hint", "note"),
)
HEADER = (
    *("correction_id", "created", "author", "article_id", "table", "action", "column", "value", "value_seen"),
    *("exact", "prefix", "suffix", "start_hint", "note"),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; ``place`` says where it stands there."""

    id: str
    article_id: str
    table: str
    action: Action
    column: str
    value: str
    value_seen: str
    exact: str
    prefix: str
    suffix: str
    place: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A correction and where its words stand in the article: ``span`` is None where ``state`` says why it has none.

    ``sentence`` are the offsets of the sentence that holds the words, and ``words`` its text.
    """

    correction: Correction
    span: tuple[int, int] | None
    state: State | None = None
    sentence: tuple[int, int] = (0, 0)
    words: str = ""


Corrections = Mapping[str, tuple[Correction, ...]]  # by article id, in the order of the file


def read(folder: Path) -> Corrections:
    """Return the corrections of a folder by article id; none where there is no such file.

    Raises LexiconError, with file and line, for a line that cannot be used or an id that stands twice.
    """
    return parsed(folder / FILE)


def parsed(file: Path) -> Corrections:
    """Return the corrections of a file by article id, as ``read`` does those of a folder."""
    found: list[Correction] = []
    seen: dict[str, str] = {}
    for place, row in cells(file, COLUMNS):
        name = row["correction_id"]
        if name in seen:
            raise LexiconError(f'{place}: the correction_id "{name}" stands already at {seen[name]}')
        seen[name] = place
        action: Action | None = next((one for one in get_args(Action) if one == row["action"]), None)
        if action is None:
            raise LexiconError(f'{place}: action must be accept, reject, set or add, not "{row["action"]}"')
        fields = {key: row[key] for key in ("article_id", "table", "column", "value", "value_seen", "exact")}
        found.append(
            Correction(id=name, action=action, prefix=row["prefix"], suffix=row["suffix"], place=place, **fields)
        )
    ordered = sorted(found, key=attrgetter("article_id"))
    return {article_id: tuple(group) for article_id, group in groupby(ordered, attrgetter("article_id"))}


def attach(correction: Correction, text: str) -> Attached:
    """Return where the words of a correction stand in a text; blanks and line breaks count alike.

    At the edge of an article fewer words surround them than elsewhere: where they still stand at that edge, they are
    not looked for in the copy of their sentence beside it.
    """
    spans = sorted({match.span(1) for match in _pattern(correction).finditer(text)})
    if len(spans) == 1 and spans[0] not in (edges := _at_edges(correction, text)):
        spans += edges
    if len(spans) != 1:
        return Attached(correction, None, "ambiguous" if spans else "orphan")
    start, end = spans[0]
    sentence = _sentence(text, start, end)
    return Attached(correction, (start, end), None, sentence, text[slice(*sentence)])


def _at_edges(correction: Correction, text: str) -> list[tuple[int, int]]:
    """Return where the words stand at the beginning or end of a text, with what is left of their surroundings there."""
    before, exact, behind = (_loose(part) for part in (correction.prefix, correction.exact, correction.suffix))
    first = re.match(f"{before}({exact})", text) if 0 < len(correction.prefix) < AROUND else None
    last = re.search(f"({exact}){behind}\\Z", text) if 0 < len(correction.suffix) < AROUND else None
    return [match.span(1) for match in (first, last) if match]


def anchor(text: str, start: int, end: int) -> dict[str, str]:
    """Return the cells that hold a correction to a place: exact, prefix, suffix and start_hint."""
    return {
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
        "start_hint": str(start),
    }


def _pattern(correction: Correction) -> re.Pattern[str]:
    """Return a pattern that finds the words, overlapping matches too; the exact words are its group 1."""
    before = _loose(correction.prefix) or (r"(?<!\w)" if correction.exact[:1].isalnum() else "")
    behind = _loose(correction.suffix) or (r"(?!\w)" if correction.exact[-1:].isalnum() else "")
    return re.compile(f"(?={before}({_loose(correction.exact)}){behind})")


def _loose(words: str) -> str:
    return "".join(r"\s+" if part.isspace() else re.escape(part) for part in re.split(r"(\s+)", words) if part)


_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9])")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence around a span, by its marks alone."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    last = min((place for mark in "\r\n" if (place := text.find(mark, end)) >= 0), default=len(text))
    ends = [match.end() for match in _SENTENCE_END.finditer(text, first, last)]
    first = max((place for place in ends if place <= start), default=first)
    last = min((place for place in ends if place >= end), default=last)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
