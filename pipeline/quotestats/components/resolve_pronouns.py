"""Resolve pronouns: features of each possible antecedent, weighed by ``actors.ranker``."""

from collections.abc import Iterable

from spacy.tokens import Token

from quotestats.actors.gender import PRONOUNS, Pronoun
from quotestats.actors.members import Member, Place
from quotestats.actors.names import fold
from quotestats.actors.ranker import Candidate, choose
from quotestats.components.mention_reading import is_subject
from quotestats.components.resolve_scene import Scene

_THINGS = frozenset({"organisation", "government", "place", "document"})
_FAR = 6


def pronoun(token: Token) -> Pronoun | None:
    """Return what a token asks for if it is a pronoun that can stand for an actor."""
    if token.text in {"US", "IT"}:
        return None
    return PRONOUNS.get(token.text.casefold())


def resolve(scene: Scene, token: Token, asked: Pronoun, *, content: Iterable[Member] = ()) -> Member | None:
    """Return the antecedent of a pronoun, or None where none is likely enough.

    ``content``: members named in the content of the attribution whose source the pronoun is: it is none of them.
    """
    return choose(candidates(scene, token, asked, content=content), asked.kind)


def candidates(
    scene: Scene, token: Token, asked: Pronoun, *, content: Iterable[Member] = ()
) -> list[Candidate[Member]]:
    """Return the possible antecedents with their features, the latest mentioned first."""
    barred = {id(member) for member in content}
    quoted = scene.reading.quoted(token.idx)
    found: list[Candidate[Member]] = []
    for member in scene.candidates():
        if id(member) in barred or not fits(member, asked):
            continue
        place = _last_place(member, token, quoted=quoted)
        if place is None or _same_clause(scene, token, member):
            continue
        found.append(Candidate(member, features(scene, token, member, place, asked, nearest=not found)))
    return found


def fits(member: Member, asked: Pronoun) -> bool:
    """Tell whether number, animacy and gender allow a member as antecedent."""
    match asked.kind:
        case "person":
            return member.is_person and not member.plural and member.gender in {"", asked.gender}
        case "thing":
            return member.type in _THINGS and not member.plural
        case "group":
            return member.plural or member.type in {"organisation", "government", "group"}
        case _:
            return False


def features(
    scene: Scene, token: Token, member: Member, place: Place, asked: Pronoun, *, nearest: bool
) -> dict[str, float]:
    """Return what speaks for a member, each feature from 0 to 1."""
    distance = scene.reading.sentence(token) - place.sentence
    speaks = float(token.idx in scene.sources)
    return {
        "gender": float(bool(asked.gender) and member.gender == asked.gender),
        "speaker": float(member is scene.last_speaker),
        "source_speaker": speaks * (member is scene.last_speaker),
        "source_subject": speaks * place.subject,
        "spoke": float(bool(member.spoke)),
        "nearest": float(nearest),
        "same_sentence": float(distance <= 0),
        "previous_sentence": float(distance == 1),
        "distance": min(distance, _FAR) / _FAR,
        "paragraph": float(place.paragraph == scene.reading.paragraph(token.idx)),
        "subject": float(place.subject),
        "modifier": float(place.modifier),
        "parallel": float(place.subject and is_subject(token)),
        "mentions": min(len(member.places), 5) / 5,
        "first": float(member is scene.first),
        "title": float(fold(member.name.split()[-1]) in scene.title),
        "most": float(len(member.places) >= max(len(m.places) for m in scene.recent.values())),
        "known": float(bool(member.actor_id)),
        "state": float(member.type == "place"),
        "document": float(member.type == "document"),
        "quoted": float(place.quoted),
    }


def _last_place(member: Member, token: Token, *, quoted: bool) -> Place | None:
    """Return the last place before the pronoun; one inside a quotation counts only for a pronoun inside one."""
    for place in reversed(member.places[-6:]):
        if place.start < token.idx and (quoted or not place.quoted):
            return place
    return None


def _same_clause(scene: Scene, token: Token, member: Member) -> bool:
    """Tell whether a member is the other argument of the pronoun's verb: "Reed met him" is not Reed himself."""
    if token.dep_ == "poss" or token.text.casefold().endswith(("self", "selves")):
        return False
    for place in member.places[-3:]:
        if place.sentence != scene.reading.sentence(token) or place.start >= token.idx:
            continue
        other = scene.reading.tokens(place.start, place.start + 1).root
        while other.dep_ in {"compound", "flat"} and other.head != other:
            other = other.head
        if other.head == token.head and other.dep_ != "poss":
            return True
    return False
