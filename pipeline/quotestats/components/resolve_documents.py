"""Resolve documents, polls and data: by whom they are, and by what name they go."""

import re

from spacy.tokens import Span, Token

from quotestats.actors import nouns
from quotestats.actors.members import Member
from quotestats.actors.names import bare
from quotestats.components import resolve_bodies, resolve_pronouns
from quotestats.components.resolve_scene import Named, Resolution, Scene

_PASSING = re.compile(
    r"^(?:(?:the|a|an|this|that|its|new|latest|recent|separate|previous|another|one|major|annual) )+", re.I
)
_BEHIND = re.compile(r",\s|\s(?:released|issued|published|conducted|taken|that|which)\s", re.IGNORECASE)
_BY = frozenset({"by", "from"})
_MADE = frozenset(
    {"publish", "release", "issue", "write", "commission", "produce", "compile", "conduct", "carry", "prepare", "make"}
)
_PERIODICALS = frozenset({"journal", "magazine", "newspaper"})
_LINKS = frozenset({"of", "and", "&", "the", "for", "in"})
_WHERE_AND_WHEN = frozenset({"GPE", "LOC", "DATE", "NORP", "EVENT"})
_NEAR = 4
_WORDS_BACK = 120  # words in which a sentence or four lie


def sort_of(span: Span) -> str:
    """Return what sort of document a noun phrase is, ``""`` if none."""
    return nouns.document([t.text for t in span.doc[span.start : span.root.i + 1]])


def resolve(scene: Scene, span: Span, sort: str) -> Resolution | None:
    """Return the document's actor; None where it is data that nobody is named for."""
    owner = _owner(scene, span)
    if sort in {"data", "statement"}:
        return _of_owner(scene, span, owner, sort)
    name = _name(scene, span, owner)
    if name:
        return Resolution((_document(scene, name, span.root),), "name")
    if (name := _owned(scene, span)) and sort != "statement":
        return Resolution((_document(scene, name, span.root),), "description")
    if (known := _known(scene, span.root)) is not None:
        return Resolution((known,), "description")
    if full := _elsewhere(scene, span.root):
        return Resolution((_document(scene, full, span.root),), "description")
    member = scene.cast.add(_phrase(span), "document", identified=False)
    member.roles.add(span.root.text.casefold())
    return Resolution((member,), "")


def _phrase(span: Span) -> str:
    return " ".join(span.text.split())


def _document(scene: Scene, name: str, root: Token) -> Member:
    member = scene.cast.add(name, "document")
    member.roles.add(root.text.casefold())
    return member


def _of_owner(scene: Scene, span: Span, owner: Named | None, sort: str) -> Resolution | None:
    if owner is not None:
        owner.member.roles.add(span.root.text.casefold())
        return Resolution((owner.member,), owner.how)
    if (body := _described_owner(scene, span)) is not None:
        return Resolution((body,), "description")
    if sort == "data" and span[0].lower_ in {"the", "these", "those"} and len(span) == 2:
        for member in scene.candidates():
            if not member.is_person and member.roles & {"data", "figures", "statistics", "numbers", "records"}:
                return Resolution((member,), "description")
    return None


def _owner(scene: Scene, span: Span) -> Named | None:
    """Return who made the document, as its phrase says: "the IFS's report", "a poll by Gallup", "ONS data"."""
    root = span.root
    if (author := _author(scene, root)) is not None:
        return author
    for child in root.children:
        if (
            child.dep_ in {"poss", "compound", "amod", "nmod"}
            and child.i >= span.start
            and (named := scene.name_at(child))
        ):
            return named
        if child.dep_ == "prep" and child.lower_ in _BY | {"of"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and (named := scene.name_at(noun)) and _can_publish(named, child):
                    return named
    return None


def _described_owner(scene: Scene, span: Span) -> Member | None:
    """Return whose a document is where its phrase describes the body: "the company's statement"."""
    for child in span.root.children:
        body = nouns.body([child.text]) if child.dep_ == "poss" else None
        if body is not None:
            found = resolve_bodies.resolve(scene, span.doc[child.left_edge.i : child.i + 1], body)
            return found.members[0] if found else None
    return None


def _author(scene: Scene, root: Token) -> Named | None:
    """Return by whom a statement is, whatever else its phrase names: "a Twitter post by Jo Reed"."""
    makers = [c for c in root.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in _MADE]
    for child in [*root.children, *(child for maker in makers for child in maker.children)]:
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by":
            for noun in child.children:
                if noun.dep_ == "pobj" and (named := scene.name_at(noun)):
                    return named
    return None


def _can_publish(named: Named, preposition: Token) -> bool:
    return preposition.lower_ in _BY or named.member.type in {"organisation", "government"}


def _name(scene: Scene, span: Span, owner: Named | None) -> str:
    """Return the full name of a document whose phrase holds a proper name or an owner, else ``""``."""
    text = bare(_PASSING.sub("", _BEHIND.split(_phrase(span))[0]))
    if " " not in text:
        text = ""
    first = scene.reading.doc[span.start : span.root.i]
    if text and any(t.pos_ == "PROPN" or (t.dep_ == "poss" and t.pos_ != "PRON") for t in first):
        return text
    if owner is not None and text:
        return text if owner.name.start < span.end_char else f"{text} by {_with_article(scene, owner)}"
    if publisher := _publisher(scene, span.root):
        return _published(scene, span.root.text.casefold(), publisher)
    journal = _journal(span.root)
    return f"{span.root.text.casefold()} in {journal}" if journal else ""


def _journal(root: Token) -> str:
    """Return where a document came out, as its phrase says: "a study (published) in the Lancet"."""
    clauses = [child for child in root.children if child.dep_ in {"acl", "relcl"} and child.lemma_ == "publish"]
    for token in [*root.children, *(child for clause in clauses for child in clause.children)]:
        if token.dep_ == "prep" and token.lower_ == "in":
            for noun in token.children:
                if noun.text in _PERIODICALS and (title := _capitals(noun, noun.i + 1)):
                    return title
                if noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.ent_type_ not in _WHERE_AND_WHEN:
                    return _capitals(noun, noun.left_edge.i)
    return ""


def _capitals(noun: Token, first: int) -> str:
    """Return the proper name that begins at a token and goes on behind a noun: "Journal of Rural Health"."""
    last = noun.i
    for token in noun.doc[noun.i + 1 :]:
        if token.text[:1].isupper():
            last = token.i
        elif token.lower_ not in _LINKS:
            break
    return " ".join(noun.doc[first : last + 1].text.split())


def _published(scene: Scene, noun: str, publisher: str) -> str:
    """Return the name of a publisher's document, the one met before where there is one."""
    for member in scene.candidates():
        if member.type == "document" and member.actor_id and member.name.endswith(f" of {publisher}"):
            return member.name
    return f"{noun} of {publisher}"


def _with_article(scene: Scene, named: Named) -> str:
    text, start = scene.reading.text, named.name.start
    return ("the " if text[max(0, start - 4) : start].casefold() == "the " else "") + named.name.text


def _publisher(scene: Scene, root: Token) -> str:
    """Return by whom a document was "published by", as a phrase of its clause says."""
    for child in root.children:
        if child.dep_ in {"acl", "relcl", "amod"} and child.lemma_ in _MADE:
            for agent in child.children:
                if agent.dep_ in {"agent", "prep"} and agent.lower_ == "by":
                    for noun in agent.children:
                        if named := scene.name_at(noun):
                            return _with_article(scene, named)
    return ""


def _owned(scene: Scene, span: Span) -> str:
    """Return the name of a document by its pronoun: "its report" -> "report of the Audit Board"; ``""`` if unclear."""
    asked = resolve_pronouns.pronoun(span[0])
    if (body := _described_owner(scene, span)) is not None and body.actor_id:
        return f"{span.root.text.casefold()} of {body.name}"
    if asked is None or asked.kind == "speaker" or span[0].dep_ != "poss" or len(span) > 2:
        return ""
    member = resolve_pronouns.resolve(scene, span[0], asked)
    return f"{span.root.text.casefold()} of {member.name}" if member and member.actor_id else ""


def _known(scene: Scene, root: Token) -> Member | None:
    """Return the document met before that "the report" or "the document" means."""
    noun = root.text.casefold()
    documents = [m for m in scene.candidates() if m.type == "document" and m.actor_id]
    for member in documents:
        if noun in member.roles:
            return member
    if documents and noun in {"document", "report", "paper", "study", "research", "authors"}:
        return documents[0]
    return None


def _elsewhere(scene: Scene, root: Token) -> str:
    """Return the name of the document that a sentence near by tells more of: "The document, published by ..."."""
    doc = scene.reading.doc
    here = scene.reading.sentence(root)
    heads = [root.text.casefold()]
    if before := _published_before(scene, root, here):
        return f"{heads[0]} of {before}"
    for token in doc[root.i + 1 :]:
        if scene.reading.sentence(token) > here + _NEAR:
            break
        if token.pos_ != "NOUN" or nouns.document([token.text]) not in {"document", "poll"}:
            continue
        if publisher := _publisher(scene, token):
            return f"{heads[0]} of {publisher}"
        for child in token.children:
            if child.dep_ == "poss" and (named := scene.name_at(child)) and named.member.type != "person":
                return f"{heads[0]} of {_with_article(scene, named)}"
    return ""


def _published_before(scene: Scene, root: Token, here: int) -> str:
    """Return who published the document of this noun by a sentence shortly before: "Acme published a report"."""
    for token in reversed(scene.reading.doc[max(0, root.i - _WORDS_BACK) : root.i]):
        if scene.reading.sentence(token) < here - _NEAR:
            break
        if token.lower_ != root.lower_ or token.pos_ != "NOUN" or scene.reading.quoted(token.idx):
            continue
        author = _author(scene, token)
        if author is None and token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in _MADE:
            makers = [t for t in token.head.lefts if t.dep_ == "nsubj"]
            author = next((named for t in makers if (named := scene.name_at(t))), None)
        if author is None:
            owners = [t for t in token.children if t.dep_ in {"poss", "compound"}]
            author = next((named for t in owners if (named := scene.name_at(t))), None)
        if author is not None and author.member.type != "place":
            return author.member.name
    return ""
