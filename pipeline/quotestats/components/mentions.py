"""Find the actors of an article, link them, and resolve who each attribution's source is."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc, Token

from quotestats import layers
from quotestats.actors import country, nouns
from quotestats.actors.cast import Cast, Member
from quotestats.actors.gazetteer import Gazetteer, builtin
from quotestats.actors.names import Word, words
from quotestats.components import resolve_pronouns, resolve_sources
from quotestats.components.mention_names import Names
from quotestats.components.mention_reading import Reading
from quotestats.components.resolve_scene import Named, Resolution, Scene
from quotestats.records import Attribution, Mention, ResolvedBy

Found = tuple[list[Mention], list[Attribution]]


class Mentions:
    """Actor mentions and the actor of each attribution; ``gazetteer`` replaces the shipped one."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or builtin()
        self.names = Names(self.gazetteer)

    def find(self, doc: Doc) -> list[Mention]:
        """Return the mentions of actors, in order."""
        return self.resolve(doc)[0]

    def resolve(self, doc: Doc) -> Found:
        """Return the mentions, in order, and the attributions with their actor fields filled."""
        if not len(doc):
            return [], []
        reading = Reading(doc)
        scene = self._scene(reading)
        attributions = layers.attributions(doc)
        return _Walk(scene, attributions).run()

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions, and rewrite the attributions with their actors."""
        mentions, attributions = self.resolve(doc)
        layers.write(doc, layers.MENTIONS, mentions)
        if attributions:
            layers.write(doc, layers.ATTRIBUTIONS, attributions)
        return doc

    def _scene(self, reading: Reading) -> Scene:
        """Return the article with its names linked."""
        article = layers.article(reading.doc)
        text = list(words(reading.text))
        home = self._country(text, article.outlet)
        cast = Cast(self.gazetteer, layers.published(reading.doc), home)
        names = self.names.find(reading)
        linked = cast.link(names)
        named = [Named(name, *found) for name, found in zip(names, linked, strict=True) if found]
        for one in named:
            if one.member.is_person:
                one.member.roles.update(_appositions(reading, one))
        for member in cast.members:
            if member.is_person and member.actor_id:
                member.roles.update(self.gazetteer.offices(member.actor_id, cast.day) if cast.day else [])
        return Scene(reading, cast, named)

    def _country(self, text: list[Word], outlet: str) -> str:
        named: Counter[str] = Counter()
        for hit in self.gazetteer.hits(text):
            countries = {a.country for f in hit.forms if (a := self.gazetteer.actor(f.actor_id))}
            if len(countries) == 1:
                named.update(countries)
        own = (
            {a.country for f in self.gazetteer.forms(outlet) if (a := self.gazetteer.actor(f.actor_id))}
            if outlet
            else set()
        )
        return country.of_article(named.elements(), (word.key for word in text), own.pop() if len(own) == 1 else "")


class _Walk:
    """One reading of an article from its first word to its last."""

    def __init__(self, scene: Scene, attributions: list[Attribution]) -> None:
        self.scene = scene
        self.attributions = attributions
        self.mentions: list[Mention] = []
        self.resolved: dict[str, Resolution] = {}
        self.sources = {a.source_start: a for a in attributions if a.source_start is not None}

    def run(self) -> Found:
        """Read on, and return what was found."""
        for offset, order, item in sorted(self._events(), key=lambda e: e[:2]):
            if isinstance(item, Named):
                self._name(item)
            elif isinstance(item, Attribution):
                self._source(item)
            elif offset not in self.sources:
                self._pronoun(item)
        self.mentions.sort(key=lambda m: (m.start, m.end))
        return self.mentions, [self._filled(a) for a in self.attributions]

    def _events(self) -> list[tuple[int, int, Named | Attribution | Token]]:
        reading = self.scene.reading
        events: list[tuple[int, int, Named | Attribution | Token]] = [(n.name.start, 0, n) for n in self.scene.named]
        events += [(a.source_end - 1, 2, a) for a in self.attributions if a.source_start is not None and a.source_end]
        for token in reading.doc:
            asked = resolve_pronouns.pronoun(token)
            if asked is not None and asked.kind == "person" and token.has_dep():
                events.append((token.idx, 1, token))
        return events

    def _name(self, named: Named) -> None:
        name, member = named.name, named.member
        self.scene.mention(member, self.scene.reading.place(name.start, name.end))
        self._record(name.start, name.end, member, named.how)

    def _pronoun(self, token: Token) -> None:
        asked = resolve_pronouns.pronoun(token)
        member = resolve_pronouns.resolve(self.scene, token, asked) if asked else None
        if member is not None:
            self.scene.mention(member, self.scene.reading.place(token.idx, token.idx + 1))
            self._record(token.idx, token.idx + len(token), member, "pronoun")

    def _source(self, attribution: Attribution) -> None:
        start, end = attribution.source_start, attribution.source_end
        if start is None or end is None:
            return
        content = [n.member for s, e in attribution.content_spans for n in self.scene.names_in(s, e)]
        resolution = resolve_sources.resolve(self.scene, start, end, content)
        self.resolved[attribution.id] = resolution
        for member in resolution.members:
            if not self.scene.names_in(start, end):
                self.scene.mention(member, self.scene.reading.place(start, end))
                if len(resolution.members) == 1:
                    self._record(start, end, member, resolution.how)
            if not self.scene.reading.quoted(start):
                self.scene.speak(member, start)

    def _record(self, start: int, end: int, member: Member, how: ResolvedBy) -> None:
        text = self.scene.reading.text[start:end]
        self.mentions.append(
            Mention(
                text=text,
                start=start,
                end=end,
                head=self.scene.reading.tokens(start, end).root.text,
                actor_id=member.actor_id,
                actor=member.name,
                actor_type=member.type,
                actor_wikidata=member.wikidata,
                resolved_by=how if member.actor_id else "",
            )
        )

    def _filled(self, attribution: Attribution) -> Attribution:
        """Return an attribution with its actor, and who relayed it."""
        resolution = self.resolved.get(attribution.id)
        if resolution is None:
            return attribution
        outer = self.resolved.get(attribution.outer)
        relayed = "|".join(m.name for m in outer.members) if outer else ""
        if not resolution.members:
            return replace(
                attribution,
                actor=resolution.phrase,
                actor_type=resolution.type,
                relayed_by=relayed,
                resolved_by=resolution.how,
            )
        members = resolution.members
        known = all(member.actor_id for member in members)
        how: ResolvedBy = "continued" if attribution.continued and known else resolution.how
        return replace(
            attribution,
            actor_id="|".join(member.actor_id for member in members) if known else "",
            actor="|".join(member.name for member in members),
            actor_type=members[0].type,
            actor_wikidata="|".join(member.wikidata for member in members) if any(m.wikidata for m in members) else "",
            resolved_by=how if known else "",
            relayed_by=relayed,
        )


def _appositions(reading: Reading, named: Named) -> set[str]:
    """Return the roles that stand in apposition with a person's name, or that a copula says of it."""
    root = reading.tokens(named.name.start, named.name.end).root
    heads = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        heads.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        heads += [child for child in root.head.children if child.dep_ == "attr"]
    found = set()
    for head in heads:
        role = nouns.role([token.text for token in reading.doc[head.left_edge.i : head.i + 1]])
        if role is not None:
            found |= {role.noun, role.office} - {""}
    return found


__all__ = ["Mentions"]
