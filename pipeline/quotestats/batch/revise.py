"""The rows of an article as people have corrected them: rejected, set, added, and marked as reviewed.

Corrections are taken in the order of their file, the later ones over the earlier. What the program says now is what
counts: a correction that it agrees with changes nothing, one that was made of something else is a conflict.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from quotestats.actors.gazetteer import Actor
from quotestats.annotations.corrections import Attached, Correction, State
from quotestats.batch import cells
from quotestats.batch.added import Adding
from quotestats.batch.rows import Rows
from quotestats.formats.columns import TABLES, values
from quotestats.formats.writers.csv import plain
from quotestats.records import ActorType

Row = dict[str, object]
Find = Callable[[str], Actor | None]

_KEYS = {name: next((c.name for c in table.columns if c.key), "") for name, table in TABLES.items()}
_TWINS = {"quoted_statistics": "quantities", "quantities": "quoted_statistics"}  # one id, the same quantity


class Outcome(NamedTuple):
    """What became of a correction, and why where it was not applied."""

    correction: Correction
    state: State
    reason: str = ""


@dataclass(slots=True)
class Revised:
    """The rows after the corrections, what became of each, and which row was changed by which corrections."""

    rows: Rows
    outcomes: list[Outcome]
    by: dict[str, list[str]]  # the ids of corrections by the id of a row
    rejected: Counter[str]  # rows left out, by table


@dataclass(slots=True)
class _Line:
    """A row, what the program said in it, and what people said of it."""

    table: str
    cells: Row
    original: Row
    rejected: bool = False
    added: bool = False
    corrected: bool = False
    accepted: bool = False
    by: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.cells[_KEYS[self.table]])


def revise(rows: Rows, attached: Sequence[Attached], about: Mapping[str, object], find: Find) -> Revised:
    """Return the rows with the corrections applied.

    ``about`` is what articles.csv says of the article; ``find`` gives the actor of an id.
    """
    article = _Article(rows, about, find)
    outcomes = [article.apply(one) for one in attached]
    lines = [line for table in article.lines.values() for line in table]
    by = {line.key: line.by for line in lines if line.by}
    rejected = Counter(line.table for line in lines if line.rejected)
    return Revised(article.rows(), outcomes, by, rejected)


class _Article:
    def __init__(self, rows: Rows, about: Mapping[str, object], find: Find) -> None:
        self._about = about
        self.lines: dict[str, list[_Line]] = {
            name: [_line(name, dict(zip(TABLES[name].names, row, strict=True))) for row in table]
            for name, table in rows.items()
        }
        self._places: dict[tuple[str, object, object], list[_Line]] = defaultdict(list)
        for table in self.lines.values():
            for line in table:
                self._places[line.table, line.cells["start"], line.cells["end"]].append(line)
        self._find = find

    def rows(self) -> Rows:
        """Return the rows in their order, those rejected left out, and nothing that hangs on them left hanging."""
        self._drop()
        kept = {name: [line for line in table if not line.rejected] for name, table in self.lines.items()}
        for line in kept["quoted_statistics"]:
            line.cells["reviewed"] = "corrected" if line.corrected else "accepted" if line.accepted else ""
        return {
            name: [values(TABLES[name], line.cells) for line in sorted(table, key=_start)]
            for name, table in kept.items()
        }

    def apply(self, attached: Attached) -> Outcome:
        """Apply one correction and say what became of it."""
        one = attached.correction
        if attached.span is None:
            words = "the words are gone" if attached.state == "orphan" else "the words stand more than once"
            return Outcome(one, attached.state or "orphan", words)
        found = self._places[one.table, *attached.span]
        if len(found) > 1:
            return Outcome(one, "ambiguous", "several rows stand at these words")
        line = found[0] if found else None
        if one.action == "add":
            return self._add(one, attached, line)
        if line is None:
            return self._absent(one, attached.span)
        return self._on(one, line)

    def _on(self, one: Correction, line: _Line) -> Outcome:
        if one.column and one.action != "set" and not self._seen(one, line):
            return Outcome(one, "conflict", _now_says(one, line))
        if one.action == "reject":
            line.rejected = True
        elif one.action == "accept":
            line.rejected, line.accepted = False, True
        else:
            return self._set(one, line)
        line.by.append(one.id)
        return Outcome(one, "applied")

    @staticmethod
    def _seen(one: Correction, line: _Line) -> bool:
        column = cells.SETTABLE[one.table][one.column]
        seen = one.value_seen or one.value
        return cells.same(column, line.cells[one.column], seen) or cells.same(column, line.original[one.column], seen)

    def _set(self, one: Correction, line: _Line) -> Outcome:
        column = cells.SETTABLE[one.table][one.column]
        now = line.cells[one.column]
        if cells.same(column, now, one.value):
            line.accepted = True
            line.by.append(one.id)
            return Outcome(one, "already true")
        if not line.added and not any(
            cells.same(column, cell, one.value_seen) for cell in (now, line.original[one.column])
        ):
            return Outcome(one, "conflict", _now_says(one, line))
        return self._put(one, line)

    def _put(self, one: Correction, line: _Line) -> Outcome:
        """Set the cell, and in the same quantity's other row too."""
        changed = self._consequences(one, line.cells)
        if changed is None:
            return Outcome(one, "conflict", f'no actor "{one.value}": describe it in actors.csv')
        for each in (line, *self._twins(line)):
            each.cells.update({name: value for name, value in changed.items() if name in each.cells})
            each.corrected = True
            each.by.append(one.id)
        return Outcome(one, "applied")

    def _consequences(self, one: Correction, row: Row) -> Row | None:
        """Return the cells that a value fills, its own and those that say the same; None for an unknown actor."""
        value = cells.parse(cells.SETTABLE[one.table][one.column], one.value)
        changed: Row = {one.column: value}
        if one.column == "value" and one.table != "times" and row["value_low"] == row["value"] == row["value_high"]:
            changed |= {"value_low": value, "value_high": value}
        elif one.column == "actor_id":
            actor = (self._find(one.value) or self._met(one.value)) if one.value else Actor("", "", "")
            if actor is None:
                return None
            changed |= {"actor": actor.name, "actor_type": actor.type, "actor_wikidata": actor.wikidata}
        if one.column.startswith("actor"):
            changed["resolved_by"] = "correction" if one.value else ""
        return changed

    def _met(self, actor_id: str) -> Actor | None:
        """Return an actor whom the article itself names, for one that no table of actors has."""
        for table in ("mentions", "attributions"):
            for row in (line.original for line in self.lines[table]):
                if row["actor_id"] == actor_id:
                    kind: ActorType = next((one for one in get_args(ActorType) if one == row["actor_type"]), "")
                    return Actor(actor_id, str(row["actor"]), kind, wikidata=str(row["actor_wikidata"]))
        return None

    def _twins(self, line: _Line) -> list[_Line]:
        """Return the other rows of the same quantity, or those that repeat an attribution."""
        if line.table == "attributions":
            key = line.cells["attribution_id"]
            return [one for one in self.lines["quoted_statistics"] if one.cells["attribution_id"] == key]
        twin = _TWINS.get(line.table)
        return [one for one in self.lines[twin] if one.key == line.key] if twin else []

    def _absent(self, one: Correction, span: tuple[int, int]) -> Outcome:
        """Say what became of a correction at whose words the program has no row."""
        start, end = span
        others = [
            line
            for line in self.lines[one.table]
            if _offset(line, "start") < end and start < _offset(line, "end") and one.table != "attributions"
        ]
        if others:
            return Outcome(one, "conflict", "the program now has a row of other words at this place")
        if one.action == "reject":
            return Outcome(one, "already true")
        return Outcome(one, "conflict", "the program now has no row at these words")

    def _add(self, one: Correction, attached: Attached, line: _Line | None) -> Outcome:
        if line is None:
            known = {name: [line.cells for line in table] for name, table in self.lines.items()}
            made = Adding(attached, known, self._about).rows()
            for table, row in made:
                new = _line(table, row)
                new.added = new.corrected = True
                new.by.append(one.id)
                self.lines[table].append(new)
                self._places[table, row["start"], row["end"]].append(new)
            self._join(one, made)
            line = self._places[one.table, *(attached.span or (0, 0))][0]
        elif not line.added:
            agrees = not one.column or cells.same(
                cells.SETTABLE[one.table][one.column], line.cells[one.column], one.value
            )
            return Outcome(one, "already true") if agrees else Outcome(one, "conflict", "the program now has this row")
        return self._put(one, line) if one.column else Outcome(one, "applied")

    def _join(self, one: Correction, made: list[tuple[str, Row]]) -> None:
        """Let the quantity of an added statistic name its attribution."""
        for table, row in made:
            if table == "quoted_statistics":
                for line in self.lines["quantities"]:
                    if line.key == row["statistic_id"]:
                        line.cells["attribution_id"] = row["attribution_id"]
                        line.by.extend([one.id] if one.id not in line.by else [])

    def _drop(self) -> None:
        """Reject what hangs on rejected rows, and let nothing point to them."""
        quantities = {line.key for line in self.lines["quantities"] if line.rejected}
        attributions = {line.key for line in self.lines["attributions"] if line.rejected}
        for line in self.lines["quoted_statistics"]:
            line.rejected |= line.key in quantities or line.cells["attribution_id"] in attributions
        unquoted = {line.key for line in self.lines["quoted_statistics"] if line.rejected}
        for line in self.lines["quantities"]:
            if line.key in unquoted:
                line.cells["attribution_id"] = ""
        for line in self.lines["attributions"]:
            if line.cells["outer_attribution_id"] in attributions:
                line.cells["outer_attribution_id"] = ""


def _line(table: str, row: Row) -> _Line:
    return _Line(table, row, dict(row))


def _start(line: _Line) -> int:
    return _offset(line, "start")


def _offset(line: _Line, name: str) -> int:
    value = line.cells[name]
    return value if isinstance(value, int) else 0


def _now_says(one: Correction, line: _Line) -> str:
    return f'the program now says "{plain(line.cells[one.column])}" as {one.column}'
