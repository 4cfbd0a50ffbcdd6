"""Find the actors of an article, link them, and resolve who each attribution's source is."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from quotestats import layers
from quotestats.actors import country, nouns
from quotestats.actors.cast import Cast
from quotestats.actors.gazetteer import Gazetteer, Hit, builtin
from quotestats.actors.names import Words, words
from quotestats.components.mention_names import Names
from quotestats.components.mention_reading import Reading
from quotestats.components.resolve_scene import Named, Scene
from quotestats.components.resolve_walk import Found, Walk
from quotestats.records import Attribution, Mention

# Countries that a name which others could have ("the Senate") makes likely by itself: those of most English news.
_LARGE = frozenset({"GB", "US"})


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
        attributions = layers.attributions(doc)
        return Walk(self.scene(reading, attributions), attributions).run()

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions, and rewrite the attributions with their actors."""
        mentions, attributions = self.resolve(doc)
        layers.write(doc, layers.MENTIONS, mentions)
        if attributions:
            layers.write(doc, layers.ATTRIBUTIONS, attributions)
        return doc

    def scene(self, reading: Reading, attributions: Sequence[Attribution]) -> Scene:
        """Return the article with its names linked."""
        article = layers.article(reading.doc)
        text = words(reading.analysed)
        hits = self.gazetteer.hits(text)
        own = [hit for hit in hits if any(form.kind != "local" for form in hit.forms)]
        named_in = frozenset(self._countries(own))
        told = {land: n for land, n in self._countries(hits).items() if land in named_in | _LARGE}
        home = self._country(text, Counter(told), article.outlet)
        cast = Cast(self.gazetteer, layers.published(reading.doc), home, named=named_in)
        names = self.names.find(reading, hits, _sources(attributions))
        linked = cast.link(names)
        named = [Named(name, *found) for name, found in zip(names, linked, strict=True) if found]
        for one in named:
            if one.member.is_person:
                roles, party = _appositions(reading, one)
                one.member.roles.update(roles)
                one.member.party = one.member.party or party
        for member in cast.members:
            if member.is_person and member.actor_id:
                member.roles.update(self.gazetteer.offices(member.actor_id, cast.day) if cast.day else [])
        return Scene(reading, cast, named, title=frozenset(words(article.title).keys))

    def _countries(self, hits: list[Hit]) -> Counter[str]:
        """Return how often the names of an article are of each country, those that can be of one only."""
        named: Counter[str] = Counter()
        for hit in hits:
            countries = {a.country for f in hit.forms if (a := self.gazetteer.actor(f.actor_id))}
            if len(countries) == 1:
                named.update(countries)
        return named

    def _country(self, text: Words, named: Counter[str], outlet: str) -> str:
        forms = self.gazetteer.forms(outlet) if outlet else ()
        own = {a.country for form in forms if (a := self.gazetteer.actor(form.actor_id))}
        return country.of_article(named.elements(), text.keys, own.pop() if len(own) == 1 else "")


def _sources(attributions: Sequence[Attribution]) -> list[tuple[int, int]]:
    return sorted({(a.source_start, a.source_end) for a in attributions if a.source_start is not None and a.source_end})


def _appositions(reading: Reading, named: Named) -> tuple[set[str], str]:
    """Return the roles that stand in apposition with a person's name, or that a copula says of it, and the party."""
    root = reading.tokens(named.name.start, named.name.end).root
    heads = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        heads.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        heads += [child for child in root.head.children if child.dep_ == "attr"]
    found, party = set(), ""
    for head in heads:
        words = [token.text for token in reading.doc[head.left_edge.i : head.i + 1]]
        party = party or nouns.party(words)
        role = nouns.role(words)
        if role is not None and not {"former", "ex"} & {word.casefold() for word in words}:
            found |= {role.noun, role.office} - {""}
    return found, party


__all__ = ["Mentions"]
