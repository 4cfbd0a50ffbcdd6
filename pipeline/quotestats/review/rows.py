"""What a page shows of one article: its rows by doubt, its text in marked pieces, the actors to choose from."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quotestats.annotations.corrections import anchor
from quotestats.formats import wording
from quotestats.formats.tables import Cells, Found
from quotestats.highlight import Mark, pieces

TABLES = ("quoted_statistics", "quantities", "attributions", "mentions", "times")
SETTABLE = ("value", "unit", "kind", "counted", "stance")  # beside the speaker; the rest is set in corrections.csv
_SEEN = ("actor_id", "actor", "bound", "value_low", "value_high", *SETTABLE)


class Actor(NamedTuple):
    """An actor to choose: ``label`` is its name, with its id where another has the same."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row on the page; ``marks`` name the pieces of text that belong to it."""

    id: str
    cells: Cells
    who: str
    meaning: str
    when: str
    marks: list[str]
    place: dict[str, str]  # what a correction holds on to

    def told(self, labels: Mapping[str, str]) -> dict[str, object]:
        """Return what the page's script is told of the row."""
        return {
            "id": self.id,
            "who": self.who,
            "label": labels.get(self.cells["actor_id"], ""),
            "confidence": doubt_of(self.cells),
            "reviewed": self.cells["reviewed"],
            "marks": self.marks,
            "cells": {name: self.cells[name] for name in _SEEN},
            **{name: self.place[name] for name in ("exact", "prefix", "suffix")},
            "start": int(self.place["start_hint"]),
        }


class Shown(NamedTuple):
    """A piece of text with the classes of its marks, what they belong to, and the figure that it leads to."""

    text: str
    kinds: str
    of: str
    link: str
    said: bool


def doubt_of(cells: Mapping[str, str]) -> float:
    """Return the confidence of a row, 0 where it has none: what is not known to be sure is doubtful."""
    return float(cells["confidence"] or 0)


def lines(found: Found, text: str) -> list[Line]:
    """Return the quoted statistics of an article, the most doubtful first."""
    ordered = sorted(found.rows["quoted_statistics"], key=lambda row: (doubt_of(row), int(row["start"])))
    return [_line(row, found.rows["times"], text) for row in ordered]


def _line(row: Cells, times: list[Cells], text: str) -> Line:
    at = int(row["start"])
    same = [one for one in times if row["time"] and " ".join(one["text"].split()) == row["time"]]
    near = min(same, key=lambda one: abs(int(one["start"]) - at), default=None)
    marks = [row["statistic_id"], row["attribution_id"], *([near["time_id"]] if near else [])]
    place = anchor(text, at, int(row["end"]))
    return Line(row["statistic_id"], row, wording.who(row), wording.meaning(row), wording.when(row), marks, place)


def unsaid(found: Found, text: str) -> list[dict[str, object]]:
    """Return what the page's script is told of the figures in the reporter's voice: somebody may have said them."""
    quoted = {row["statistic_id"] for row in found.rows["quoted_statistics"]}
    told = []
    for row in found.rows["quantities"]:
        if row["statistic_id"] not in quoted:
            place = anchor(text, int(row["start"]), int(row["end"]))
            cells = {**dict.fromkeys(_SEEN, ""), "stance": "asserted"}
            cells |= {name: row[name] for name in _SEEN if name in row}
            words = {name: place[name] for name in ("exact", "prefix", "suffix")}
            told.append({"id": row["statistic_id"], "cells": cells, "start": int(row["start"]), **words})
    return told


def shown(found: Found, text: str) -> Iterator[Shown]:
    """Yield the article's text in pieces with what is marked in it."""
    quoted = {row["statistic_id"] for row in found.rows["quoted_statistics"]}
    for piece in pieces(text, _marks(found.rows)):
        of = sorted({mark.of for mark in piece.marks if mark.of})
        figures = [mark.of for mark in piece.marks if mark.kind == "figure"]
        link = next((name for name in figures if name in quoted), next(iter(figures), ""))
        said = link in quoted
        yield Shown(piece.text, " ".join([*piece.kinds, *(["said"] if said else [])]), " ".join(of), link, said)


def _marks(rows: Mapping[str, list[Cells]]) -> Iterator[Mark]:
    for row in rows["quantities"]:
        yield Mark(int(row["start"]), int(row["end"]), "figure", row["statistic_id"])
    for row in rows["times"]:
        yield Mark(int(row["start"]), int(row["end"]), "time", row["time_id"])
    for row in rows["mentions"]:
        yield Mark(int(row["start"]), int(row["end"]), "actor", row["mention_id"])
    for row in rows["attributions"]:
        key = row["attribution_id"]
        for start, end in (part.split("-") for part in row["content_spans"].split("|")):
            yield Mark(int(start), int(end), "content", key)
        for kind in ("source", "cue"):
            if row[f"{kind}_start"]:
                yield Mark(int(row[f"{kind}_start"]), int(row[f"{kind}_end"]), kind, key)


def actors(found: Found, others: Iterable[tuple[str, str]]) -> list[Actor]:
    """Return the actors that a speaker may be corrected to: those of the article, then others (id, name)."""
    rows = (*found.rows["attributions"], *found.rows["mentions"])
    here = sorted({(row["actor_id"], row["actor"]) for row in rows if row["actor_id"] and row["actor"]}, key=_name)
    known = list(dict([*here, *others]).items())
    times = Counter(name for _, name in known)
    return [Actor(key, name if times[name] == 1 else f"{name} [{key}]") for key, name in known]


def _name(actor: tuple[str, str]) -> tuple[str, str]:
    return actor[1], actor[0]


def kinds(found: Found) -> Collection[str]:
    """Return the kinds of figures that the article's rows have, in alphabetical order."""
    return sorted({row["kind"] for row in found.rows["quoted_statistics"]})
