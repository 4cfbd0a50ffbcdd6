"""Resolve bodies without a name: "the department", "the refugee agency", "the Swedish carmaker"."""

from spacy.tokens import Span, Token

from quotestats.actors import national, nouns
from quotestats.actors.members import Member
from quotestats.actors.names import keys
from quotestats.actors.nouns import Body
from quotestats.actors.ranker import Candidate, choose
from quotestats.components.resolve_nominals import country_said, features
from quotestats.components.resolve_scene import Resolution, Scene

_DEFINITE = frozenset({"the", "this", "that"})
_TELLING = frozenset({"ADJ", "NOUN", "PROPN"})
# What a body is called beside its noun that every body can be called: "the London-based firm", "the 90-year-old chain".
_PLAIN_ENDINGS = ("based", "owned", "listed", "headquartered", "old", "backed", "run")
_PLAIN = frozenset({"giant", "same", "embattled", "struggling", "troubled", "beleaguered", "private", "public"})
_LATE = 2  # sentences within which the only body named of late is meant


def resolve(scene: Scene, span: Span, asked: Body) -> Resolution | None:
    """Return the organisation that "the department", "the bank" or "council" in "a council spokesman" means."""
    known = span[0].lower_ in _DEFINITE or span.root.dep_ == "compound"  # "a council spokesman" is the council's
    if not known or _is_defined_otherwise(span):
        return _of_state(scene, span)
    choices = [
        Candidate(m, {**features(scene, m, span.root, asked, ahead=False), **_named_like(asked, m)})
        for m in scene.candidates()
        if m.type in asked.types and (asked.loose or _named_like(asked, m)["word"] or asked.noun in m.roles)
        if _described(scene, span, asked, m)
    ]
    if len(choices) == 1 and asked.loose and _is_late(scene, choices[0].member, span.root):
        choices = [Candidate(choices[0].member, {**choices[0].features, "only": 1.0})]
    member = choose(choices, "nominal")
    return Resolution((member,), "description") if member else _of_state(scene, span)


def _of_state(scene: Scene, span: Span) -> Resolution | None:
    """Return the body of the article's state, or of the one that a phrase names, that "the foreign ministry" means."""
    words = [token.text for token in span.doc[span.start : span.root.i + 1] if token.lower_ not in _DEFINITE]
    asked = national.named(words)
    if asked is None or len(words) < 2:
        return None
    actor = scene.cast.gazetteer.national(asked, country_said(scene, span) or scene.cast.country)
    return Resolution((scene.cast.actor(actor),), "description") if actor else None


def _named_like(asked: Body, member: Member) -> dict[str, float]:
    """Return whether a body's name repeats the noun, or says that it is something else: no senate is "the bank"."""
    alike = bool((asked.words | {asked.noun}) & member.words)
    own = {word.casefold() for word in keys(member.name)} & member.words
    return {"word": float(alike), "clash": float(not alike and bool(nouns.organisation_words() & own))}


def _described(scene: Scene, span: Span, asked: Body, member: Member) -> bool:
    """Tell whether the words beside a body noun can be said of a member: "the refugee agency", "the Swedish bank".

    They are words of its name, or its country where that is known, or say nothing that tells bodies apart.
    """
    for token in span.doc[span.start : span.root.i - asked.noun.count(" ")]:
        if token.pos_ not in _TELLING or _is_plain(token):
            continue
        if (named := scene.name_at(token)) is not None and named.member is member:
            return False  # "the UN agency" is not the UN
        if token.lower_ in member.words:
            continue
        if asked.noun == "giant" and token.pos_ != "PROPN" and not scene.cast.gazetteer.country(token.text):
            continue
        country = scene.cast.gazetteer.country(token.text)
        if not country or country != (member.country or country):
            return False
    return True


def _is_plain(token: Token) -> bool:
    """Tell whether a word, or the compound with hyphens that it belongs to, tells no body from others."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    joined = after.text == "-" or token.lower_ in _PLAIN or token.lower_.endswith(_PLAIN_ENDINGS)
    return joined or (token.i > 0 and token.nbor(-1).text == "-")


def _is_late(scene: Scene, member: Member, root: Token) -> bool:
    return scene.reading.sentence(root) - member.places[-1].sentence <= _LATE


def _is_defined_otherwise(span: Span) -> bool:
    """Tell whether a phrase itself says which body is meant: "the bank of the river", "the firm that built it"."""
    return any(
        (child.dep_ == "prep" and child.i < span.end) or (child.dep_ == "relcl" and not _apart(child, span))
        for child in span.root.children
    )


def _apart(clause: Token, span: Span) -> bool:
    """Tell whether a relative clause only adds to its noun, behind a comma, or stands outside the phrase."""
    return clause.i >= span.end or span.doc[clause.left_edge.i - 1].text == ","
