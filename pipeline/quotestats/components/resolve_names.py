"""Resolve sources that name somebody: the name at the head, in apposition, behind a role, before a noun for bodies."""

from spacy.tokens import Span, Token

from quotestats.actors import nouns
from quotestats.actors.members import Member
from quotestats.actors.names import titles
from quotestats.components.resolve_nominals import find_role, words_of
from quotestats.components.resolve_scene import Named, Resolution, Scene

_BARRED_PATHS = frozenset({"poss", "prep", "pobj", "relcl", "acl", "amod"})
_SOME = frozenset({"some", "many", "most", "several", "few", "other", "both", "all", "fellow"})
_BODIES = frozenset({"organisation", "government"})


def resolve(scene: Scene, span: Span) -> Resolution | None:
    """Return whom a phrase names."""
    if len(several := _several(scene, span)) > 1:
        return Resolution(several, "name")
    if _some_of(span):
        return None
    if (named := _named(scene, span)) is not None:
        return Resolution((named.member,), (named.how or "name") if named.member.actor_id else "")
    apposed = _apposed(scene, span)
    return Resolution((apposed.member,), "description" if apposed.member.actor_id else "") if apposed else None


def _named(scene: Scene, span: Span) -> Named | None:
    """Return the name that a source phrase is, or is in apposition with; not one that only qualifies it."""
    inside = scene.names_in(span.start_char, span.end_char)
    if (at_head := scene.name_at(span.root)) is not None:
        return at_head
    free = [named for named in inside if not _qualifies(scene, named, span) or _closes(scene, named, span)]
    loud = scene.reading.caps(span.start_char)  # where the parse is poor
    persons = [named for named in (inside if loud else free) if named.member.is_person]
    if persons:
        return persons[-1]
    if inside and inside[-1].member.type in _BODIES and _ends(scene, inside[-1], span):
        return inside[-1]
    if free and free[0].name.end >= span.end_char - 2 and len(span) == 1:
        return free[0]
    return _before_noun(span, inside)


def _before_noun(span: Span, inside: list[Named]) -> Named | None:
    """Return the body whose name stands before the noun for it: "the Unite union", "Ifo institute"."""
    body = nouns.body(words_of(span))
    if body is None or not body.after or span.root.tag_ not in {"NN", "NNP"}:
        return None
    noun = span.doc[span.root.i - body.noun.count(" ")]
    fitting = [n for n in inside if n.member.type in _BODIES and n.name.end + 1 == noun.idx]
    return fitting[0] if fitting else None


def _apposed(scene: Scene, span: Span) -> Named | None:
    """Return the person named right behind a role, a comma between or none: "The mayor of Ham", Jo Reed."""
    at = span.end + (span.end < len(span.doc) and span.doc[span.end].text == ",")
    if find_role(span) is None:
        return None
    if at + 1 < len(span.doc) and at > span.end and span.doc[at].lower_ == "the" and _is_title(span.doc[at + 1]):
        at += 1
    while at < len(span.doc) and at > span.end and _is_title(span.doc[at]):
        at += 1
    named = scene.name_at(span.doc[at]) if at < len(span.doc) else None
    if named is None or not named.member.is_person or named.name.start < span.end_char:
        return None
    apart = at > span.end and scene.reading.tokens(named.name.start, named.name.end).root.dep_ != "appos"
    return None if apart else named


def _is_title(token: Token) -> bool:
    return token.text.rstrip(".").casefold() in titles()


def _ends(scene: Scene, named: Named, span: Span) -> bool:
    """Tell whether a body's name closes a phrase behind a comma: "The mill's owner, Acme Paper Co."."""
    tokens = scene.reading.tokens(named.name.start, named.name.end)
    return tokens.start - 1 > span.root.i and span.doc[tokens.start - 1].text == "," and span.end - tokens.end <= 1


def _closes(scene: Scene, named: Named, span: Span) -> bool:
    """Tell whether a full name ends a phrase: of a role ("Ambassador to Norland Al Roe"), or behind a comma."""
    tokens = scene.reading.tokens(named.name.start, named.name.end)
    if not named.member.is_person or len(tokens) < 2 or span.end - tokens.end > 1:
        return False
    if tokens.start > span.start and span.doc[tokens.start - 1].text == ",":
        return True
    if find_role(span) is None:
        return False
    return tokens.start > span.start and span.doc[tokens.start - 1].pos_ in {"NOUN", "PROPN", "PUNCT", "ADJ"}


def _qualifies(scene: Scene, named: Named, span: Span) -> bool:
    """Tell whether a name in a phrase only qualifies its head: "Labour's minister", "the chief of NASA"."""
    token = scene.reading.tokens(named.name.start, named.name.end).root
    while token.i != span.root.i and token.head != token:
        if token.dep_ in _BARRED_PATHS or token.dep_ in {"compound", "nmod"}:
            return True
        token = token.head
    return False


def _several(scene: Scene, span: Span) -> tuple[Member, ...]:
    """Return the persons that stand in apposition with a plural noun: "Two objectors, Al Roe and Jo Day"."""
    if span.root.tag_ not in {"NNS", "NNPS"}:
        return ()
    inside = scene.names_in(span.start_char, span.end_char)
    free = [n.member for n in inside if n.member.is_person and n.member.actor_id and not _qualifies(scene, n, span)]
    return tuple(dict.fromkeys(free))


def _some_of(span: Span) -> bool:
    """Tell whether a phrase means some members of a body, not the body: "some Republicans", "two Democrats"."""
    if span.root.tag_ not in {"NNPS", "NNS"} or not span.root.text[:1].isupper():
        return False
    return any(t.lower_ in _SOME or t.pos_ == "NUM" or t.dep_ == "amod" for t in span.root.lefts if t.i >= span.start)
