"""Resolve the source of an attribution to actors, by what kind of phrase it is."""

import re

from spacy.tokens import Span, Token

from quotestats.actors import nouns
from quotestats.actors.gender import PRONOUNS
from quotestats.actors.members import Member
from quotestats.components import (
    resolve_bodies,
    resolve_documents,
    resolve_names,
    resolve_nominals,
    resolve_pronouns,
)
from quotestats.components.resolve_nominals import find_role, words_of
from quotestats.components.resolve_scene import Named, Resolution, Scene
from quotestats.records import ActorType

_CLAUSE = re.compile(r",\s+(?:who|which|whose|where|when)\b")
_BODIES = frozenset({"organisation", "government"})
_SHORT, _NEAR = 2, 2  # tokens of "a spokesman"; sentences back to the body that it speaks for
_WORDS = frozenset({"statement", "claim", "comment", "remark", "tweet", "post", "line", "passage", "answer", "quote"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def resolve(scene: Scene, start: int, end: int, content: list[Member]) -> Resolution:
    """Return who the source ``start:end`` is; ``content``: the members named in what it says.

    One that nobody is found for keeps its phrase; a mere pronoun has none.
    """
    span = scene.reading.tokens(start, end)
    found = _resolve(scene, _to_document(span), content)
    if found is not None:
        return found
    if len(span) == 1 and (span.root.lower_ in PRONOUNS or span.root.lower_ in _RELATIVE or span.root.tag_ == "PRP"):
        return Resolution()
    return Resolution(phrase=_phrase(scene, start, end), type=_type(span))


def _to_document(span: Span) -> Span:
    """Return a phrase that begins with a document up to that noun, where the parse has its head further behind.

    "May 4 poll with Al Roe included" is a poll, "the official report yesterday" a report.
    """
    noun = None
    for token in span:
        if token.tag_ in {"IN", "VBN", "WDT", "WP"} or token.text == ",":
            break
        noun = token if token.tag_ in {"NN", "NNS"} else None if token.tag_.startswith("NNP") else noun
    if noun is None or noun.i == span.start or not nouns.document([noun.text]):
        return span
    with_others = noun.i + 1 < span.end and span.doc[noun.i + 1].lower_ in {"with", "including"}
    if span.root.i < noun.i or (span.root == noun and not with_others):
        return span
    return span.doc[span.start : noun.i + 1]


def _phrase(scene: Scene, start: int, end: int) -> str:
    return " ".join(_CLAUSE.split(scene.reading.text[start:end])[0].split())


def _type(span: Span) -> ActorType:
    """Return what an unnamed source is, as its head noun tells."""
    role = find_role(span)
    if role is not None:
        return "group" if role.plural else "person"
    if resolve_documents.sort_of(span):
        return "document"
    if nouns.body(words_of(span)):
        return "organisation"
    return "group" if span.root.tag_ in {"NNS", "NNPS"} else ""


def _resolve(scene: Scene, span: Span, content: list[Member]) -> Resolution | None:
    parts = _parts(scene, span)
    if len(parts) > 1:
        return _joint(scene, parts, content)
    root = span.root
    if resolve_pronouns.pronoun(root) is not None and len(span) <= 2:
        return _pronoun(scene, root, content)
    if root.lower_ in _RELATIVE and not root.text.isupper() and len(span) == 1:
        return _relative(scene, root, content)
    return resolve_names.resolve(scene, span) or _nominal(scene, span, content) or _introduced(scene, span)


def _joint(scene: Scene, parts: list[Span], content: list[Member]) -> Resolution | None:
    """Return several speakers of one statement; None where one of them stays unknown."""
    resolved = [_resolve(scene, part, content) for part in parts]
    if any(r is None or not r.members for r in resolved):
        return None
    members = tuple(dict.fromkeys(m for r in resolved if r for m in r.members))
    return Resolution(members, resolved[0].how if resolved[0] else "")


def _parts(scene: Scene, span: Span) -> list[Span]:
    """Return the coordinated noun phrases of a source, one where it has no coordination outside a name."""
    root = span.root
    heads = [root, *(t for t in root.conjuncts if span.start <= t.i < span.end)]
    if len(heads) == 1 or scene.name_at(heads[0]) is scene.name_at(heads[1]) is not None:
        return [span]
    heads.sort(key=lambda t: t.i)
    starts = [max(span.start, h.left_edge.i) for h in heads]
    bounds = [*starts[1:], span.end]
    found = []
    for first, last in zip(starts, bounds, strict=True):
        stop = last
        while stop - 1 > first and span.doc[stop - 1].text.casefold() in {"and", "or", ",", "&", "but", "nor"}:
            stop -= 1
        found.append(span.doc[first:stop])
    return found


def _pronoun(scene: Scene, token: Token, content: list[Member]) -> Resolution | None:
    asked = resolve_pronouns.pronoun(token)
    if asked is None or asked.kind == "speaker":
        return None
    member = resolve_pronouns.resolve(scene, token, asked, content=content)
    return Resolution((member,), "pronoun") if member else None


def _relative(scene: Scene, token: Token, content: list[Member]) -> Resolution | None:
    """Return who "who" is: the noun that its clause belongs to."""
    clause = token.head
    while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    noun = clause.head if clause.dep_ == "relcl" else _noun_before(token)
    if noun is None:
        return None
    return _resolve(scene, token.doc[noun.left_edge.i : noun.i + 1], content)


def _noun_before(token: Token) -> Token | None:
    """Return the noun right before a relative pronoun, a comma or dash between them aside."""
    at = token.i - 1
    while at >= 0 and token.doc[at].is_punct and not token.doc[at].is_sent_end:
        at -= 1
    return token.doc[at] if at >= 0 and token.doc[at].pos_ in {"NOUN", "PROPN"} else None


def _nominal(scene: Scene, span: Span, content: list[Member]) -> Resolution | None:
    if not span.root.has_dep():
        return None
    if sort := resolve_documents.sort_of(span):
        found = _governmental(scene, span) if sort == "data" else None
        return found or resolve_documents.resolve(scene, span, sort)
    if resolve_nominals.is_government(span):
        return resolve_nominals.government(scene, span)
    if (role := find_role(span)) is not None:
        if role.sort == "spokesperson":
            return _spokesperson(scene, span, content)
        if (person := resolve_nominals.role(scene, span, role)) is not None:
            return person
    body = nouns.body(words_of(span))
    return resolve_bodies.resolve(scene, span, body) if body else None


def _introduced(scene: Scene, span: Span) -> Resolution | None:
    """Return whose words a sentence leads up to, where its subject does not speak: "It shows in a claim by Reed:"."""
    sentence = span.root.sent
    if span.root.pos_ != "NOUN" or find_role(span) or nouns.body(words_of(span)) or sentence.text.rstrip()[-1:] != ":":
        return None
    for token in reversed(span.doc[span.end : sentence.end]):
        by = token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.nbor(-1).lemma_ in _WORDS
        of = token.dep_ == "poss" and token.head.lemma_ in _WORDS
        if (by or of) and (named := scene.name_at(token)) is not None:
            return Resolution((named.member,), named.how)
    return None


def _governmental(scene: Scene, span: Span) -> Resolution | None:
    """Return the government for "government figures"."""
    if any(token.lower_ == "government" for token in span.root.children):
        return resolve_nominals.government(scene, span)
    return None


def _spokesperson(scene: Scene, span: Span, content: list[Member]) -> Resolution | None:
    """Return the body that a spokesperson speaks for; a named spokesperson speaks as a person."""
    speaks_for = resolve_nominals.spokesperson(scene, span)
    if isinstance(speaks_for, Named):
        return Resolution((speaks_for.member,), "spokesperson")
    if speaks_for is None:
        return _spokesperson_of_last(scene, span)
    found = _resolve(scene, speaks_for, content)
    if found is not None and found.members:
        return Resolution(found.members, "spokesperson")
    if speaks_for.root.dep_ == "compound":
        return None
    return Resolution(phrase=" ".join(speaks_for.text.split()), how="spokesperson", type="organisation")


def _spokesperson_of_last(scene: Scene, span: Span) -> Resolution | None:
    """Return for whom "a spokesman" without more speaks: a spokesman named before, else the body that spoke last."""
    role = find_role(span)
    if role is None or len(span) > _SHORT:
        return None
    if span[0].lower_ == "the" and (found := resolve_nominals.role(scene, span, role)) is not None:
        return found
    here = scene.reading.sentence(span.root)
    last = scene.last_speaker
    near = [m for m in scene.candidates() if m.places and here - m.places[-1].sentence <= _NEAR and m.type in _BODIES]
    if last is not None and last in near:
        return Resolution((last,), "spokesperson")
    subjects = [m for m in near if m.places[-1].subject]
    return Resolution((subjects[0],), "spokesperson") if len(subjects) == 1 else None
