"""Read an article from its first word to its last, resolving as it goes: whom each pronoun and each source means."""

from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Token

from quotestats.actors import nouns
from quotestats.actors.gender import PRONOUNS
from quotestats.actors.members import Member
from quotestats.actors.names import bare
from quotestats.components import resolve_bodies, resolve_pronouns, resolve_sources
from quotestats.components.mention_reading import is_subject
from quotestats.components.resolve_scene import Named, Resolution, Scene
from quotestats.components.resolve_turns import Turns
from quotestats.records import ActorType, Attribution, Mention, ResolvedBy

_NOUNS = frozenset({"NN", "NNS"})
_UNNAMED = frozenset({"group", "person", "organisation"})
Found = tuple[list[Mention], list[Attribution]]


class Walk:
    """One reading of an article from its first word to its last."""

    def __init__(self, scene: Scene, attributions: list[Attribution]) -> None:
        self.scene = scene
        self.attributions = attributions
        self.mentions: list[Mention] = []
        self.resolved: dict[str, Resolution] = {}
        self.around = self._by_paragraph()
        self.unnamed: dict[tuple[str, ActorType], Member] = {}
        self.turns = Turns(scene)
        scene.sources = {a.source_start for a in attributions if a.source_start is not None}

    def _by_paragraph(self) -> dict[int, list[Attribution]]:
        """Return the attributions whose content lies in each paragraph."""
        found: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in self.attributions:
            places = {self.scene.reading.paragraph(offset) for span in attribution.content_spans for offset in span}
            for number in range(min(places), max(places) + 1):
                found[number].append(attribution)
        return found

    def run(self) -> Found:
        """Read on, and return what was found."""
        for _, _, item in sorted(self.events(), key=lambda e: e[:2]):
            self.step(item)
        mentions = sorted(dict.fromkeys(self.mentions), key=lambda m: (m.start, m.end))
        return mentions, [self._filled(a) for a in self.attributions]

    def step(self, item: Named | Attribution | Token) -> None:
        """Read one name, source or pronoun."""
        if isinstance(item, Named):
            self._name(item)
        elif isinstance(item, Attribution):
            self._source(item)
        elif item.tag_ in _NOUNS:
            if item.left_edge.idx not in self.scene.sources:
                self._common(item)
        elif item.idx not in self.scene.sources:
            self._pronoun(item)

    def events(self) -> list[tuple[int, int, Named | Attribution | Token]]:
        """Return what is read, with its offset and its rank among things at one offset."""
        reading = self.scene.reading
        events: list[tuple[int, int, Named | Attribution | Token]] = [(n.name.start, 0, n) for n in self.scene.named]
        events += [(a.source_end - 1, 2, a) for a in self.attributions if a.source_start is not None and a.source_end]
        pronouns = {word for word in set(reading.words) if word.casefold() in PRONOUNS}
        for index, word in enumerate(reading.words):
            if index not in reading.subjects and word not in pronouns:
                continue
            token = reading.doc[index]
            asked = resolve_pronouns.pronoun(token)
            personal = asked is not None and asked.kind == "person" and token.has_dep()
            if personal or (token.tag_ in _NOUNS and is_subject(token) and token.text.islower()):
                events.append((token.idx, 1, token))
        return events

    def _name(self, named: Named) -> None:
        name, member = named.name, named.member
        self.scene.mention(member, self.scene.reading.place(name.start, name.end))
        self._record(name.start, name.end, member, named.how)

    def _pronoun(self, token: Token) -> None:
        asked = resolve_pronouns.pronoun(token)
        barred = self._speaking(token) if asked and self.scene.reading.quoted(token.idx) else []
        member = resolve_pronouns.resolve(self.scene, token, asked, content=barred) if asked else None
        if member is not None and asked is not None:
            member.gender = member.gender or asked.gender
            self.scene.mention(member, self.scene.reading.place(token.idx, token.idx + 1))
            self._record(token.idx, token.idx + len(token), member, "pronoun")

    def _speaking(self, token: Token) -> list[Member]:
        """Return who says the words that a token stands in: in a quotation "he" is not the speaker."""
        found = []
        for attribution in self.around.get(self.scene.reading.paragraph(token.idx), []):
            start, end = attribution.source_start, attribution.source_end
            if start is not None and end is not None and attribution.covers(token.idx, token.idx + 1):
                resolution = self.resolved.get(attribution.id)
                found += list(resolution.members) if resolution else []
                found += [named.member for named in self.scene.names_in(start, end)]
        return found

    def _common(self, token: Token) -> None:
        """Note a group or body without name that is a subject: "they" may mean "the unions", "it" "the ministry"."""
        if self.scene.name_at(token) is not None:
            return
        phrase = token.doc[token.left_edge.i : token.i + 1]
        place = self.scene.reading.place(token.idx, token.idx + len(token))
        main = token.tag_ == "NN" and token.head.dep_ in {"ROOT", "conj", "ccomp"}
        body = nouns.body([token.text]) if main else None
        if body is not None and not body.types <= {"place"}:
            known = resolve_bodies.resolve(self.scene, phrase, body)
            self.scene.mention(known.members[0] if known else self._unnamed(phrase.text, "organisation"), place)
        role = nouns.role([token.text]) if token.tag_ == "NNS" else None
        if role is not None and role.plural:
            self.scene.mention(self._unnamed(phrase.text, "group"), place)

    def _unnamed(self, phrase: str, kind: ActorType) -> Member:
        """Return the member for a phrase that names nobody."""
        text = " ".join(phrase.split())
        key = (bare(text).casefold(), kind)
        if key not in self.unnamed:
            self.unnamed[key] = Member(text, kind, plural=kind == "group")
        return self.unnamed[key]

    def _source(self, attribution: Attribution) -> None:
        start, end = attribution.source_start, attribution.source_end
        if start is None or end is None:
            return
        content = self._told_of(attribution)
        resolution = resolve_sources.resolve(self.scene, start, end, content)
        if not resolution.members and resolution.type in _UNNAMED and not _is_definite(resolution):
            member = self._unnamed(resolution.phrase, resolution.type)
            resolution = Resolution((member,), resolution.how, resolution.phrase, resolution.type)
        elif not resolution.members and attribution.source.casefold() not in PRONOUNS:
            self._record(start, end, Member(resolution.phrase, resolution.type), "")
        self.resolved[attribution.id] = resolution
        inside = {id(named.member) for named in self.scene.names_in(start, end)}
        for member in resolution.members:
            if id(member) not in inside and (resolution.how != "spokesperson" or not inside):
                self.scene.mention(member, self.scene.reading.place(start, end))
                if len(resolution.members) == 1:
                    self._record(start, end, member, resolution.how)
            if not self.scene.reading.quoted(start):
                self.scene.speak(member, start)

    def _told_of(self, attribution: Attribution) -> list[Member]:
        """Return who a statement names, and is therefore not the pronoun that makes it: for "they", only its subjects.

        "They said the firm had paid" is not the firm's; "they said rivals of Acme had paid" may be Acme's.
        """
        named = [n for s, e in attribution.content_spans for n in self.scene.names_in(s, e)]
        if attribution.source.casefold() != "they":
            return [n.member for n in named]
        tokens = self.scene.reading.tokens
        return [n.member for n in named if is_subject(tokens(n.name.start, n.name.end).root)]

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

    def _myself(self, attribution: Attribution) -> Resolution | None:
        """Return who "I" or "we" is: the source of the statement that the words stand in."""
        asked = PRONOUNS.get(attribution.source.casefold())
        start = attribution.source_start
        if asked is None or asked.kind != "speaker" or start is None:
            return None
        paragraph = self.scene.reading.paragraph(start)
        if (told := self.turns.speaker(paragraph)) is not None:
            return Resolution((told,), "pronoun")
        near = self.around.get(paragraph, [])
        around = [a for a in near if a.id != attribution.id and a.covers(start, start + 1)]
        for outer in sorted(around, key=lambda a: (a.length, a.id)):
            found = self.resolved.get(outer.id)
            if found is not None and found.members:
                return Resolution(found.members, "pronoun")
        speakers = {
            found.members
            for a in self.attributions
            if a.source_start is not None and self.scene.reading.paragraph(a.source_start) == paragraph
            if (found := self.resolved.get(a.id)) is not None and found.members
        }
        if len(speakers) == 1 and self.scene.reading.quoted(start):
            return Resolution(speakers.pop(), "pronoun")
        return None

    def _filled(self, attribution: Attribution) -> Attribution:
        """Return an attribution with its actor, and who relayed it."""
        resolution = self._myself(attribution) or self.resolved.get(attribution.id)
        if resolution is None:
            return attribution
        outer = self.resolved.get(attribution.outer)
        told_on = outer is not None and outer.members != resolution.members  # nobody relays his own words
        relayed = "|".join(m.name for m in outer.members) if outer and told_on else ""
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


def _is_definite(resolution: Resolution) -> bool:
    """Tell whether an unresolved phrase means someone known: "the Republican" is nobody new, "the analysts" may be."""
    return resolution.type == "person" and resolution.phrase.casefold().startswith(("the ", "this ", "his ", "her "))
