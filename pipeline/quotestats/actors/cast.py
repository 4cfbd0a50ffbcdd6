"""The cast of an article: who its names denote, each member once, with the places where it is mentioned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from quotestats.actors import gender, national, nouns
from quotestats.actors.gazetteer import Actor, Form, Gazetteer
from quotestats.actors.members import Member, Name
from quotestats.actors.names import (
    all_initials,
    fold,
    is_acronym_of,
    is_short_for,
    keys,
    slug,
    split_title,
    surname,
    title_roles,
)
from quotestats.actors.national import NationalBody
from quotestats.records import ActorType, ResolvedBy


class Cast:
    """Links names to members: persons by full name, then by surname; bodies by name, acronym or short form."""

    def __init__(
        self, gazetteer: Gazetteer, day: str = "", country: str = "", *, named: frozenset[str] = frozenset()
    ) -> None:
        """Begin empty; ``named``: the countries that the article names, ``country``: its own, where one is likely."""
        self.gazetteer = gazetteer
        self.day = day
        self.country = country
        self.named = named
        self.members: list[Member] = []
        self._by_id: dict[str, Member] = {}
        self._full: dict[tuple[str, ...], Member] = {}
        self._suffixes: dict[tuple[str, ...], list[Member]] = defaultdict(list)
        self._given: dict[str, list[Member]] = defaultdict(list)
        self._inner: dict[str, list[Member]] = defaultdict(list)
        self._bodies: dict[str, list[Member]] = defaultdict(list)
        self._unlinked: dict[str, Member] = {}
        self._met: dict[int, int] = {}
        self._initials: dict[str, list[Member]] = defaultdict(list)
        self._edges: dict[str, list[Member]] = defaultdict(list)

    def link(self, names: Sequence[Name]) -> list[tuple[Member, ResolvedBy] | None]:
        """Return the member each name denotes and how it was known, None for a name that is no actor.

        Full names come first whatever their place, so that a surname links to a full name behind it too; of several
        namesakes, it links to the only one named before it.
        """
        found: list[tuple[Member, ResolvedBy] | None] = [None] * len(names)
        order = sorted(range(len(names)), key=lambda i: (self._rank(names[i]), i))
        for i in order:
            found[i] = self._link(names[i])
            if found[i] and (member := found[i]):
                self._describe(member[0], names[i])
                first = self._met.setdefault(id(member[0]), names[i].start)
                self._met[id(member[0])] = min(first, names[i].start)
        return found

    def actor(self, actor: Actor) -> Member:
        """Return the member of a known actor, new where the article has not named it."""
        member = self._by_id.get(actor.id)
        if member is None:
            member = Member(actor.name, actor.type, actor.id, actor.wikidata, actor.country)
            self._add(member)
            if actor.type == "person":
                for spelled in self.gazetteer.names(actor.id):
                    if len(spelled) > 1:
                        self._register(member, spelled)
                member.gender = gender.of_name(actor.name)
            else:
                member.words.update(word.casefold() for name in self.gazetteer.names(actor.id) for word in name)
        return member

    def add(self, name: str, kind: ActorType, *, plural: bool = False, identified: bool = True) -> Member:
        """Return the member of this name, new if there is none; ``identified`` gives it a slug as id."""
        key = slug(name) if identified else ""
        if key and key in self._by_id:
            return self._by_id[key]
        member = Member(name, kind, key, plural=plural)
        self._add(member)
        return member

    def _add(self, member: Member) -> None:
        self.members.append(member)
        member.words.update(word.casefold() for word in keys(member.name))
        if member.actor_id:
            self._by_id[member.actor_id] = member
        if not member.is_person and member.type != "place" and (spelled := keys(member.name)):
            for short in dict.fromkeys(all_initials(member.name)):
                self._initials[short].append(member)
            for edge in dict.fromkeys((spelled[0], spelled[-1])):
                self._edges[edge].append(member)

    def _rank(self, name: Name) -> int:
        if name.label == "PERSON":
            return 0 if len(split_title(name.text)[1].split()) > 1 else 3
        return 1 if len(name.text.split()) > 1 or name.acronym else 2

    def _link(self, name: Name) -> tuple[Member, ResolvedBy] | None:
        if name.label == "PERSON":
            return self._person(name)
        if (actor := self._choose(name.forms)) is not None:
            member = self.actor(actor)
            self._name_body(member, name)
            return member, "name" if fold(name.text) == fold(actor.name) else "alias"
        if name.label == "ORG":
            return self._body(name)
        local = all(form.kind == "local" for form in name.forms)
        body = self._shortened(name.text) if local else None
        return (body, "alias") if body is not None else None

    def _describe(self, member: Member, name: Name) -> None:
        member.roles.update(name.titles)
        member.roles.update(role for title in name.titles if (role := title_roles().get(title)))
        member.party = member.party or name.party
        member.words.update(word.casefold() for word in keys(name.text))
        for title in name.titles:
            for word in title.split():
                member.gender = member.gender or gender.of_title(word)
            if (said := nouns.role(title.split())) is not None:
                member.gender = member.gender or said.gender

    # Persons

    def _person(self, name: Name) -> tuple[Member, ResolvedBy] | None:
        spelled = keys(name.text)
        if any(form.kind == "user" for form in name.forms) and (actor := self._choose(name.forms)):
            return self.actor(actor), "alias"
        if len(spelled) > 1 and not self._is_known_suffix(spelled):
            return self._full_name(name, spelled)
        return self._short_name(name, spelled)

    def _is_known_suffix(self, spelled: tuple[str, ...]) -> bool:
        return _small(spelled) in self._suffixes and spelled not in self._full and not gender.is_given(spelled[0])

    def _full_name(self, name: Name, spelled: tuple[str, ...]) -> tuple[Member, ResolvedBy]:
        forms = name.forms or self.gazetteer.forms(" ".join(w for w in spelled if len(w) > 1 and w[1:] != "."))
        persons = [form for form in forms if self._type(form) == "person" and form.kind != "mononym"]
        if (actor := self._choose(persons)) is not None:
            member = self.actor(actor)
            self._register(member, spelled)
            return member, "name" if fold(name.text) == fold(actor.name) else "alias"
        member = self._full.get(spelled) or self._same_person(spelled) or self.add(name.text, "person")
        if len(spelled) > len(keys(member.name)) and member.actor_id == slug(member.name):
            self._rename(member, name.text)
        self._register(member, spelled)
        member.gender = member.gender or gender.of_name(name.text)
        return member, "name"

    def _same_person(self, spelled: tuple[str, ...]) -> Member | None:
        """Return the member with the same surname and given name, be one letter of it spelt otherwise."""
        for member in self._suffixes.get(_small(spelled[-1:]), []):
            known = keys(member.name)
            both = len(known) == len(spelled) == 2
            alike = known[0] == spelled[0] or (both and gender.is_variant(known[0], spelled[0]))
            if alike and (len(known) == 2 or len(spelled) == 2):
                return member
        return None

    def _rename(self, member: Member, name: str) -> None:
        self._by_id.pop(member.actor_id, None)
        member.name, member.actor_id = name, slug(name)
        self._by_id[member.actor_id] = member

    def _register(self, member: Member, spelled: tuple[str, ...]) -> None:
        self._full.setdefault(spelled, member)
        end = surname(" ".join(spelled))
        last = max((i for i, word in enumerate(spelled) if word == end), default=len(spelled) - 1)
        for first in range(1, last + 1):
            known = self._suffixes[_small(spelled[first : last + 1])]
            if member not in known:
                known.append(member)
        for word, table in [(spelled[0], self._given), *((word, self._inner) for word in spelled[1:last])]:
            if member not in table[word]:
                table[word].append(member)

    def _short_name(self, name: Name, spelled: tuple[str, ...]) -> tuple[Member, ResolvedBy]:
        told = next((g for title in name.titles for word in title.split() if (g := gender.of_title(word))), "")
        known = [m for m in self._suffixes.get(_small(spelled), []) if not (told and m.gender and m.gender != told)]
        if not known and len(spelled) == 1:
            known = self._inner.get(spelled[0], []) if name.titles else self._given.get(spelled[0], [])
        if len(known) > 1:
            known = [m for m in known if self._met.get(id(m), name.start) < name.start] or known
        if len(known) > 1 and (best := self._famous(name, spelled)) and self._by_id.get(best.id) in known:
            return self._by_id[best.id], "alias"
        if len(known) == 1:
            return known[0], "alias"
        if known:
            return self._nobody(name, told), ""
        if (actor := self._famous(name, spelled)) is not None:
            return self.actor(actor), "alias"
        body = None if name.titles or gender.is_given(spelled[0]) else self._shortened(name.text)
        if body is not None and keys(body.name)[0] == spelled[0]:
            return body, "alias"
        return self._nobody(name, told), ""

    def _nobody(self, name: Name, told: str) -> Member:
        """Return the member for a surname that nothing in the article completes: a name without id."""
        key = fold(name.text)
        if key not in self._unlinked:
            self._unlinked[key] = member = Member(name.text, "person", gender=told)
            self._add(member)
        return self._unlinked[key]

    def _famous(self, name: Name, spelled: tuple[str, ...]) -> Actor | None:
        """Return the actor that a surname alone, or with its title, means: "Putin", "President Bush" by the day."""
        if (
            actor := self._choose([f for f in name.forms if f.kind in {"mononym", "user", "alias", "name"}])
        ) is not None:
            return actor if actor.type == "person" else None
        if not name.titles:
            return None
        fitting = [
            actor
            for actor in self.gazetteer.surnamed(spelled[-1])
            if any(title in self.gazetteer.offices(actor.id, self.day) for title in name.titles)
        ]
        return fitting[0] if len(fitting) == 1 else None

    # Bodies

    def _type(self, form: Form) -> str:
        actor = self.gazetteer.actor(form.actor_id)
        return actor.type if actor else ""

    def _choose(self, forms: Iterable[Form]) -> Actor | None:
        """Return the one actor that the forms in use on the day leave, the article's own country first."""
        valid = [form for form in forms if form.valid(self.day)]
        actors = [a for form in valid if (a := self.gazetteer.actor(form.actor_id)) and self._is_near(form, a)]
        if len(actors) > 1 and (named := [a for a in actors if a.id in self._by_id]):
            actors = named
        if len(actors) > 1 and (home := [a for a in actors if a.country == self.country]):
            actors = home
        return actors[0] if len(actors) == 1 else None

    def _is_near(self, form: Form, actor: Actor) -> bool:
        """Tell whether a name that other countries have too can be this country's here."""
        if form.kind != "local" or actor.id in self._by_id or actor.country == self.country:
            return True
        return not self.country and actor.country in self.named

    def _body(self, name: Name) -> tuple[Member, ResolvedBy] | None:
        spelled = fold(name.text)
        if spelled in self._bodies and len(self._bodies[spelled]) == 1:
            return self._bodies[spelled][0], "alias"
        if (member := self._shortened(name.text)) is not None:
            return member, "alias"
        if (found := national.named(keys(name.text))) is not None:
            return self._national(name, found)
        if name.common:
            return None
        member = self.add(name.text, "organisation")
        self._name_body(member, name)
        return member, "name"

    def _national(self, name: Name, body: NationalBody) -> tuple[Member, ResolvedBy]:
        """Return the state's body of the article's country; without a country, "the Health Ministry" has no id."""
        if (actor := self.gazetteer.national(body, self.country)) is not None:
            return self.actor(actor), "alias"
        member = self.add(name.text, body.type, identified=False)
        self._name_body(member, name)
        return member, ""

    def _shortened(self, text: str) -> Member | None:
        """Return the body met first that a short name can stand for."""
        short = keys(text)
        for member in [*self._initials.get(text.replace(".", "").upper(), []), *self._edges.get(short[0], [])]:
            if is_acronym_of(text, member.name) or is_short_for(short, keys(member.name)):
                return member
        return None

    def _name_body(self, member: Member, name: Name) -> None:
        for text in (name.text, name.acronym):
            if text and member not in self._bodies[fold(text)]:
                self._bodies[fold(text)].append(member)


def _small(spelled: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in spelled)
