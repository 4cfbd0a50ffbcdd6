"""The known actors, shipped and a person's own: looked up, added, merged, and suggested from the tables of a run."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, get_args

from quotestats import lexicon
from quotestats.actors.names import fold, initials, is_acronym_of, is_short_for, keys, slug, surname
from quotestats.annotations import keeping
from quotestats.errors import UsageError
from quotestats.lexicon import Row, overlay
from quotestats.lexicon.overlay import Overlay
from quotestats.records import ActorType

_MOST = 3  # candidates named for one suggestion


@dataclass(slots=True)
class Person:
    """An actor as the tables describe it; ``own``: whether a person's table says anything of it."""

    id: str
    name: str
    type: str
    country: str = ""
    wikidata: str = ""
    own: bool = False
    aliases: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)


class Suggestion(NamedTuple):
    """A source that no table knows: how many quoted statistics it has, and known actors that it may be."""

    actor_id: str
    name: str
    type: str
    statistics: int
    candidates: list[str]


class People:
    """All actors of the shipped tables and of an overlay, by id."""

    def __init__(self, own: Overlay) -> None:
        self._all: dict[str, Person] = {}
        for table in ("actors", "aliases", "offices"):
            for row in lexicon.table(table):
                self._add(table, row, own=False)
            for row in own.table(table):
                self._add(table, row, own=True)

    def get(self, actor_id: str) -> Person | None:
        """Return the actor of an id."""
        return self._all.get(actor_id)

    def found(self, words: str = "", *, kind: str = "", own: bool = False) -> list[Person]:
        """Return the actors with these words in a name or the id, sorted by id; ``kind`` and ``own`` narrow it down."""
        wanted = fold(words).casefold()
        return [
            person
            for _, person in sorted(self._all.items())
            if (not kind or person.type == kind)
            and (not own or person.own)
            and any(wanted in fold(name).casefold() for name in (person.id, person.name, *person.aliases))
        ]

    def suggestions(self, out: Path) -> list[Suggestion]:
        """Return the speakers of quoted statistics that no table knows, those with most statistics first.

        Raises UsageError where there are no tables.
        """
        counts: Counter[tuple[str, str, str]] = Counter()
        for row in _quoted(out):
            if row["actor_id"] and "|" not in row["actor_id"] and row["actor_id"] not in self._all:
                counts[row["actor_id"], row["actor"], row["actor_type"]] += 1
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        return [Suggestion(*about, number, self._candidates(about[1])) for about, number in ordered]

    def _candidates(self, name: str) -> list[str]:
        spelled, last = keys(name), surname(name)
        return [
            person.id
            for _, person in sorted(self._all.items())
            if is_acronym_of(name, person.name)
            or is_short_for(spelled, keys(person.name))
            or is_short_for(keys(person.name), spelled)
            or (person.type == "person" and surname(person.name) == last)
            or (len(spelled) == 1 and initials(person.name) == name)
        ][:_MOST]

    def _add(self, table: str, row: Row, *, own: bool) -> None:
        actor_id = row["actor_id"]
        if table == "actors":
            known = self._all.get(actor_id, Person(actor_id, actor_id, "organisation"))
            given = {name: value for name in ("name", "type", "country", "wikidata") if (value := row.get(name, ""))}
            for name, value in given.items():
                setattr(known, name, value)
            self._all[actor_id] = known
        person = self._all[actor_id]
        person.own |= own
        if table == "aliases" and row.get("kind") != "government":
            person.aliases.append(row["alias"])
        elif table == "offices":
            days = "/".join(row.get(name, "") for name in ("valid_from", "valid_to")).strip("/")
            person.offices.append(f"{row['office']} ({days})" if days else row["office"])


def add(folder: Path, people: People, row: Row, aliases: tuple[str, ...]) -> str:
    """Write an actor and its aliases into the folder's tables, and return its id, by default made of the name.

    Raises UsageError for an id that is taken or a type that there is not, LexiconError for a cell that cannot be used.
    """
    actor_id = row["actor_id"].strip() or slug(row["name"])
    if not actor_id:
        raise UsageError(f'no id can be made of "{row["name"]}"; give one with --id')
    if people.get(actor_id) is not None:
        raise UsageError(f'the actor "{actor_id}" is there already; give another id with --id')
    if row["type"] not in get_args(ActorType):
        raise UsageError(f'type must be one of {", ".join(filter(None, get_args(ActorType)))}, not "{row["type"]}"')
    described = {**row, "actor_id": actor_id}
    named = [{"alias": alias, "actor_id": actor_id} for alias in aliases]
    overlay.check("actors", described)
    for alias in named:
        overlay.check("aliases", alias)
    keeping.append(folder, "actors", [described])
    if named:
        keeping.append(folder, "aliases", named)
    return actor_id


def merge(folder: Path, people: People, merged: str, into: str, out: Path) -> list[str]:
    """Let the names of one actor be aliases of another, and return them.

    ``merged`` is an id of the tables or one that a run has made of a name. Raises UsageError for ids that nobody knows.
    """
    if people.get(into) is None:
        raise UsageError(f'no actor "{into}"; add it with: quotestats actors add')
    known = people.get(merged)
    named = (
        [known.name, *known.aliases] if known else sorted({r["actor"] for r in _quoted(out) if r["actor_id"] == merged})
    )
    if not named:
        raise UsageError(f'no actor "{merged}", neither in the lexicon nor in {out}: "actors list" names them')
    names = list(dict.fromkeys(named))
    keeping.append(folder, "aliases", [{"alias": name, "actor_id": into} for name in names])
    return names


def _quoted(out: Path) -> Iterator[dict[str, str]]:
    file = out / "quoted_statistics.csv"
    if not file.is_file():
        raise UsageError(f"no {file}: run quotestats first")
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
