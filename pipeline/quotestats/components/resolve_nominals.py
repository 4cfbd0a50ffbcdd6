"""Resolve descriptions: roles, offices, "the government", spokespeople, "the department"."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from quotestats.actors import nouns
from quotestats.actors.members import Member
from quotestats.actors.names import fold, titles
from quotestats.actors.nouns import Body, Role
from quotestats.actors.ranker import Candidate, choose
from quotestats.components.mention_reading import is_subject
from quotestats.components.resolve_scene import Named, Resolution, Scene

_GOVERNMENT = frozenset({"government", "ministers", "administration", "cabinet"})
_PARTS = frozenset(
    {"state", "local", "city", "county", "municipal", "provincial", "regional", "district", "village", "town", "shadow"}
)
_INDEFINITE = frozenset({"a", "an", "some", "any", "another", "one", "two", "three", "several", "many", "no"})
_ANONYMOUS = frozenset({"source", "insider", "person", "individual", "witness", "eyewitness", "resident", "other"})
_FOR = frozenset({"for", "from", "of", "at", "with", "in"})
_FORMER = frozenset({"former", "ex", "then", "late", "next", "would-be"})
_FAR = 6
_NEAR = 2
_AHEAD = 2


def words_of(span: Span) -> list[str]:
    """Return the words of a noun phrase up to its head."""
    return [token.text for token in span.doc[span.start : span.root.i + 1]]


def spokesperson(scene: Scene, span: Span) -> Named | Span | None:
    """Return the body that a spokesperson's phrase names: a name, or the noun phrase that stands for it."""
    root = span.root
    inside = [
        named
        for named in scene.names_in(span.start_char, span.end_char)
        if named.member.type in {"organisation", "government", "place"}
    ]
    if inside:
        return inside[0]
    if persons := [n for n in scene.names_in(span.start_char, span.end_char) if n.member.is_person]:
        return persons[0]
    for child in root.children:
        if child.dep_ == "prep" and child.lower_ in _FOR:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return span.doc[noun.left_edge.i : noun.right_edge.i + 1]
        if child.dep_ == "poss" and child.pos_ != "PRON":
            return span.doc[child.left_edge.i : child.i + 1]
        if child.dep_ == "compound" and child.i >= span.start and nouns.body([child.text]) is not None:
            return span.doc[child.left_edge.i : child.i + 1]
    return None


def government(scene: Scene, span: Span) -> Resolution | None:
    """Return the government that "the government" or "ministers" means, by the country named or the article's own."""
    if (span[0].lower_ in _INDEFINITE and span.root.dep_ != "compound") or _of_a_part(scene, span):
        return None
    gazetteer = scene.cast.gazetteer
    country = country_said(scene, span) or scene.cast.country
    actor = gazetteer.government(country) if country else None
    return Resolution((scene.cast.actor(actor),), "description") if actor else None


def _of_a_part(scene: Scene, span: Span) -> bool:
    """Tell whether a government is not a state's: "Goa's government", "the city government", "the local ministers"."""
    for token in span.root.subtree:
        if token.i < span.start or token.i >= span.end or token == span.root:
            continue
        if token.lower_ in _PARTS or (token.pos_ == "PROPN" and not scene.cast.gazetteer.country(token.text)):
            return True
    return False


def is_government(span: Span) -> bool:
    """Tell whether a phrase is "the government", "ministers" and the like, unqualified or with a country."""
    return span.root.lower_ in _GOVERNMENT


def role(scene: Scene, span: Span, asked: Role) -> Resolution | None:
    """Return the person that a role or office means: named with it, in office that day, or introduced near by."""
    words = {token.casefold() for token in words_of(span)}
    if asked.plural or asked.noun in _ANONYMOUS or (words & _INDEFINITE and not asked.office):
        return None
    country, party = country_said(scene, span), nouns.party(words_of(span))
    if asked.office and not words & _FORMER and (found := _in_office(scene, asked, country)) is not None:
        return found
    ahead = {
        id(n.member) for n in scene.names_after(span, _AHEAD) if _is_new(scene, n, span) and _may_be(n.member, asked)
    }
    met = {id(m) for m in scene.candidates()}
    choices = [
        Candidate(m, told)
        for m in scene.cast.members
        if (id(m) in met or id(m) in ahead) and _fits(m, asked, country, party)
        if (told := features(scene, m, span.root, asked, ahead=id(m) in ahead)) and (told["role"] or told["ahead"])
    ]
    if not choices and span[0].lower_ == "the":
        choices = _only(scene, span, asked, country, party)
    if not choices and (headed := _of_headline(scene, span, asked, country, party)) is not None:
        return Resolution((headed,), "description")
    member = choose(choices, "nominal")
    return Resolution((member,), "description") if member else None


def _may_be(member: Member, asked: Role) -> bool:
    """Tell whether nothing said of a person speaks against a role: the treasurer Mr Reed is not "the builder"."""
    said = {role for role in member.roles if role not in titles()}
    return not said or bool(said & {asked.noun, asked.noun.split()[-1], asked.office})


def _of_headline(scene: Scene, span: Span, asked: Role, country: str, party: str) -> Member | None:
    """Return the person that a headline's role without article means: whom the first sentences give that role."""
    if scene.reading.paragraph(span.start_char) or span[0].tag_ in {"DT", "PRP$", "CD"} or len(scene.reading.lines) < 2:
        return None
    near = {id(n.member): n.member for n in scene.names_after(span, _FAR) if n.member.is_person}
    told = [m for m in near.values() if asked.noun in m.roles and _fits(m, asked, country, party)]
    return told[0] if len(told) == 1 and told[0].actor_id else None


def _only(scene: Scene, span: Span, asked: Role, country: str, party: str) -> list[Candidate[Member]]:
    """Return the one person of late whom the description fits, as one with that role."""
    if any(child.dep_ == "poss" for child in span.root.children):
        return []  # "the mill's owner" is told apart
    near = [
        m
        for m in scene.candidates()
        if _fits(m, asked, country, party)
        and scene.reading.sentence(span.root) - m.places[-1].sentence <= _NEAR
        and not m.places[-1].quoted
    ]
    if len(near) != 1 or not (near[0].actor_id and near[0].spoke):
        return []
    return [Candidate(near[0], {**features(scene, near[0], span.root, asked, ahead=False), "only": 1.0})]


def features(scene: Scene, member: Member, root: Token, asked: Role | Body, *, ahead: bool) -> dict[str, float]:
    """Return what speaks for a member as the one described, each feature from 0 to 1."""
    told = {asked.noun, asked.noun.split()[-1]} | ({asked.office} - {""} if isinstance(asked, Role) else set())
    place = next((p for p in reversed(member.places) if p.start < root.idx), None)
    distance = scene.reading.sentence(root) - place.sentence if place else _FAR
    return {
        "role": float(
            bool(told & member.roles) or (bool(member.party) and nouns.party([asked.noun.title()]) == member.party)
        ),
        "title": float(fold(member.name.split()[-1]) in scene.title),
        "most": float(len(member.places) >= max((len(m.places) for m in scene.recent.values()), default=0)),
        "ahead": float(ahead),
        "distance": 0.0 if ahead else min(distance, _FAR) / _FAR,
        "speaker": float(member is scene.last_speaker),
        "nearest": float(bool(scene.recent) and member is next(reversed(scene.recent.values()))),
        "subject": float(place is not None and place.subject),
        "mentions": min(len(member.places), 5) / 5,
    }


def _fits(member: Member, asked: Role, country: str, party: str) -> bool:
    if not member.is_person or (asked.gender and member.gender and member.gender != asked.gender):
        return False
    if party and member.party and member.party != party:
        return False
    return not (country and member.country and member.country != country)


def _is_new(scene: Scene, named: Named, span: Span) -> bool:
    """Tell whether a name behind a description is a person's first mention, told no more of: it was told already."""
    if not named.member.is_person or named.name.quoted:
        return False
    root = scene.reading.tokens(named.name.start, named.name.end).root
    if not is_subject(root):
        return False
    described = any(child.dep_ in {"appos", "relcl", "acl"} for child in root.children)
    return not described and not any(place.start < span.start_char for place in named.member.places)


def _in_office(scene: Scene, asked: Role, country: str) -> Resolution | None:
    """Return who holds the office: named with it in the article, else by the table on the article's day."""
    cast = scene.cast
    titled = [
        m
        for m in cast.members
        if m.is_person and asked.office in m.roles and (not country or m.country in {"", country})
    ]
    if len(titled) == 1:
        return Resolution((titled[0],), "description")
    home = country or cast.country
    holders = _unique(cast.gazetteer.holders(asked.office, home, cast.day)) if cast.day and home else []
    if not holders:
        named = {m.actor_id for m in cast.members if m.actor_id}
        holders = _unique(a for a in cast.gazetteer.holders(asked.office, country) if a.id in named)
    if len(holders) != 1:
        return None
    actor = cast.gazetteer.actor(holders[0])
    return Resolution((cast.actor(actor),), "office") if actor else None


def _unique(actors: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(actor.id) for actor in actors))  # type: ignore[attr-defined]  # Actor


def country_said(scene: Scene, span: Span) -> str:
    """Return the country that a phrase names: "the French president", "Britain's prime minister"."""
    for token in span:
        if token.text[:1].isupper() and (country := scene.cast.gazetteer.country(token.text)):
            return country
    for named in scene.names_in(span.start_char, span.end_char):
        if not named.member.is_person and named.member.country:
            return named.member.country
    return ""


def find_role(span: Span) -> Role | None:
    """Return the role a phrase's head names."""
    return nouns.role(words_of(span))
