"""The table of known actors: their names in the order of a text's words, and who held an office when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from quotestats import lexicon
from quotestats.actors import national
from quotestats.actors.names import Words, bare, keys, split_title, surname
from quotestats.actors.national import NationalBody
from quotestats.errors import LexiconError
from quotestats.records import ActorType

Row = Mapping[str, str]
_TYPES = frozenset(get_args(ActorType))


@dataclass(frozen=True, slots=True)
class Actor:
    """A known actor. ``country`` is ISO 3166 alpha-2 (``EU`` for the Union's bodies), empty where it has none."""

    id: str
    name: str
    type: ActorType
    country: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One name of an actor and the days between which it was in use (ISO, open where empty).

    ``kind``: ``name``, ``alias``, ``acronym``, ``mononym`` (a surname that alone is enough), ``demonym`` ("French"),
    ``people`` ("the French"), ``capital`` and ``address`` (their government, where they act), ``government`` (the word
    for it), ``local`` (such a name as other countries have too), ``user`` (from a user's own
    table: trusted over all others).
    """

    actor_id: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""

    def valid(self, day: str) -> bool:
        """Tell whether the form was in use on an ISO day; an unknown day fits all."""
        return not day or (self.valid_from <= day and (not self.valid_to or day <= self.valid_to))

    def meets(self, other: "Form") -> bool:
        """Tell whether there is a day on which both were in use."""
        return (not self.valid_to or other.valid_from <= self.valid_to) and (
            not other.valid_to or self.valid_from <= other.valid_to
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer in a text: its offsets and all that it may denote."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Gazetteer:
    """Look-up of actors by name, id, office and country. Later rows extend and override earlier ones.

    ``offices`` rows without a ``country`` are offices of their holder's; ``aliases`` rows without a ``kind`` are a
    user's own and win over all other readings of the same name. Raises LexiconError for an unknown actor type, and for
    an alias or office of an actor that no row describes.
    """

    def __init__(self, actors: Iterable[Row], aliases: Iterable[Row], offices: Iterable[Row]) -> None:
        self._actors: dict[str, Actor] = {}
        for row in actors:
            self._add_actor(row)
        self._forms: dict[tuple[str, ...], dict[str, Form]] = defaultdict(dict)
        self._names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._countries: dict[str, str] = {}
        self._governments: dict[str, str] = {}
        self._states: dict[str, Actor] = {}
        self._adjectives: dict[str, str] = {}
        for actor in self._actors.values():
            self._add_form(actor.name, Form(actor.id, "name"))
            if actor.type == "place" and actor.country:
                self._states.setdefault(actor.country, actor)
        for row in aliases:
            self._add_alias(row)
        self._first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in self._forms:
            self._first[key[0]].append(key)
        for found in self._first.values():
            found.sort(key=lambda key: (-len(key), key))
        self._offices: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
        self._held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in offices:
            self._add_office(row)
        self._surnames: dict[str, list[str]] = defaultdict(list)
        for actor in self._actors.values():
            if actor.type == "person":
                self._surnames[surname(split_title(actor.name)[1])].append(actor.id)

    def actor(self, actor_id: str) -> Actor | None:
        """Return the actor of an id, or None; a body that every state has ("iran-foreign-ministry") is one too."""
        return self._actors.get(actor_id) or self._made(actor_id)

    def national(self, body: NationalBody, country: str) -> Actor | None:
        """Return a body that every state has, of one country; None for a country without a state in the table.

        Where the table has such a name ("Indian central bank"), it is that actor.
        """
        state = self._states.get(country)
        if state is None:
            return None
        adjective = self._adjectives.get(state.id, state.name)
        if len(known := self._forms.get(keys(f"{adjective} {body.name}"), {})) == 1:
            return self._actors[next(iter(known))]
        if not body.of(country):
            return None
        name = f"{adjective} {body.name.title()}"
        return Actor(f"{state.id}-{body.suffix}", name, body.type, country)

    def _made(self, actor_id: str) -> Actor | None:
        for cut in (at for at, sign in enumerate(actor_id) if sign == "-"):
            state, body = self._actors.get(actor_id[:cut]), national.by_suffix().get(actor_id[cut + 1 :])
            if body is not None and state is not None and state.type == "place":
                return self.national(body, state.country)
        return None

    def names(self, actor_id: str) -> list[tuple[str, ...]]:
        """Return the names of an actor, each as its folded words."""
        return self._names.get(actor_id, [])

    def hits(self, text: Words) -> list[Hit]:
        """Return the longest names found from left to right, without overlap."""
        found, behind = [], 0
        spelling, first, begins = text.keys, self._first, national.begins
        for position in [at for at, key in enumerate(spelling) if key in first or begins(key)]:
            length, forms = self._at(spelling, position) if position >= behind else (0, ())
            if length:
                behind = position + length
                found.append(Hit(text.places[position][0], text.places[behind - 1][1], forms))
        return found

    def forms(self, name: str) -> tuple[Form, ...]:
        """Return all that one name may denote."""
        return tuple(self._forms.get(keys(name), {}).values())

    def country(self, word: str) -> str:
        """Return the country of a state's name or demonym: "French" and "France" -> "FR"; ``""`` for other words."""
        return self._countries.get(" ".join(keys(word)), "")

    def government(self, country: str) -> Actor | None:
        """Return the government of a country."""
        return self._actors.get(self._governments.get(country, ""))

    def holders(self, office: str, country: str = "", day: str = "") -> list[Actor]:
        """Return who holds or held an office, by date of entry: of one country and on one ISO day where given."""
        return [
            actor
            for of, actor_id, start, end in self._offices.get(office.casefold(), ())
            if (actor := self._actors[actor_id])
            and (not country or of == country)
            and (not day or (start <= day and (not end or day <= end)))
        ]

    def offices(self, actor_id: str, day: str = "") -> list[str]:
        """Return the offices an actor holds or held, all of them where no day is given."""
        return [
            office
            for office, start, end in self._held.get(actor_id, ())
            if not day or (start <= day and (not end or day <= end))
        ]

    def is_office(self, title: str) -> bool:
        """Tell whether the table lists holders of this office."""
        return title.casefold() in self._offices

    def surnamed(self, name: str) -> list[Actor]:
        """Return the persons with this surname."""
        return [self._actors[actor_id] for actor_id in self._surnames.get(name, ())]

    def _at(self, spelling: list[str], position: int) -> tuple[int, tuple[Form, ...]]:
        """Return how many words at a position are a name, and what it may denote; 0 where they are none."""
        key = self._longest(spelling, position)
        length, forms = (len(key), tuple(self._forms[key].values())) if key else (0, ())
        country = self._countries.get(" ".join(key), "") if key else ""
        if country:
            behind = position + length
            behind += 2 if spelling[behind : behind + 2] == ["'", "s"] else 0
            if (found := national.at(spelling, behind)) and (actor := self.national(found[0], country)):
                return behind + found[1] - position, (Form(actor.id, "name"),)
        elif not key and (found := national.at(spelling, position)):
            behind = position + found[1]
            if spelling[behind : behind + 1] == ["of"]:
                behind += 2 if spelling[behind + 1 : behind + 2] == ["the"] else 1
                state = self._longest(spelling, behind) if behind < len(spelling) else None
                country = self._countries.get(" ".join(state), "") if state else ""
                if state and country and (actor := self.national(found[0], country)):
                    return behind + len(state) - position, (Form(actor.id, "name"),)
        return length, forms

    def _longest(self, spelling: list[str], position: int) -> tuple[str, ...] | None:
        for key in self._first.get(spelling[position], ()):
            if tuple(spelling[position : position + len(key)]) == key:
                return key
        return None

    def _add_actor(self, row: Row) -> None:
        known = self._actors.get(row["actor_id"])
        cells = {name: value for name in ("name", "type", "country", "wikidata") if (value := row.get(name, ""))}
        kind = cells.get("type", known.type if known else "organisation")
        if kind not in _TYPES:
            raise LexiconError(
                f'actor "{row["actor_id"]}": type "{kind}" is none of {", ".join(sorted(_TYPES - {""}))}'
            )
        self._actors[row["actor_id"]] = Actor(
            id=row["actor_id"],
            name=cells.get("name", known.name if known else row["actor_id"]),
            type=cast(ActorType, kind),
            country=cells.get("country", known.country if known else ""),
            wikidata=cells.get("wikidata", known.wikidata if known else ""),
        )

    def _add_alias(self, row: Row) -> None:
        actor = self._known(row["actor_id"], row["alias"])
        kind = row.get("kind") or "user"
        form = Form(actor.id, kind, row.get("valid_from", ""), row.get("valid_to", ""))
        if kind == "demonym":
            self._adjectives.setdefault(actor.id, row["alias"])
        if kind == "government":
            self._governments[actor.country] = actor.id
        else:
            self._add_form(row["alias"], form)

    def _add_form(self, name: str, form: Form) -> None:
        key = keys(name)
        if not key:
            return
        readings = self._forms[key]
        if form.kind == "user":
            for other in [one for one in readings.values() if one.kind != "user" or one.meets(form)]:
                del readings[other.actor_id]
        elif any(other.kind == "user" for other in readings.values()):
            return
        if form.kind == "local":
            readings[form.actor_id] = form
        readings.setdefault(form.actor_id, form)
        self._names[form.actor_id].append(key)
        actor = self._actors[form.actor_id]
        if actor.type == "place" and form.kind in {"name", "alias", "acronym", "demonym", "people"}:
            self._countries.setdefault(" ".join(key), actor.country)

    def _add_office(self, row: Row) -> None:
        actor = self._known(row["actor_id"], row["office"])
        start, end = row.get("valid_from", ""), row.get("valid_to", "")
        of = row.get("country") or actor.country
        self._offices[row["office"].casefold()].append((of, actor.id, start, end))
        self._held[actor.id].append((row["office"].casefold(), start, end))

    def _known(self, actor_id: str, named: str) -> Actor:
        actor = self._actors.get(actor_id)
        if actor is None:
            raise LexiconError(f'"{named}" is a name of "{actor_id}", which no actors table describes; add it there')
        return actor


@cache
def builtin() -> Gazetteer:
    """Return the gazetteer of the shipped tables."""
    return Gazetteer(lexicon.table("actors"), lexicon.table("aliases"), lexicon.table("offices"))


def overlaid(actors: Iterable[Row], aliases: Iterable[Row], offices: Iterable[Row]) -> Gazetteer:
    """Return the shipped gazetteer with a person's rows over it; the shipped one itself where there are none.

    An article at the head of an alias ("the Assembly") is no part of the name.
    """
    named = [{**row, "alias": bare(row["alias"]) or row["alias"]} for row in aliases]
    own: dict[str, list[Row]] = {"actors": list(actors), "aliases": [*named], "offices": list(offices)}
    if not any(own.values()):
        return builtin()
    tables = [[*lexicon.table(name), *rows] for name, rows in own.items()]
    return Gazetteer(actors=tables[0], aliases=tables[1], offices=tables[2])
