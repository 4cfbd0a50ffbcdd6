"""From a token to characters: the phrase of a source, the reach of a clause."""

from collections.abc import Container

from spacy.tokens import Token

from quotestats.components.attribution_drafts import Span

_EXPLAINING = {"relcl", "acl", "advcl", "ccomp", "parataxis", "dep", "punct"}
_MARKS = {"-", "–", "'", '"', "“", "”", "‘", "’", "(", ")"}
_DASHES = {"-", "–", "—", "--"}
_CONCEDING = {"despite", "amid", "although", "though"}
_DEPTH = 24  # of nested phrases; deeper ones come from debris
RELATIVE = {"who", "which", "that", "whom"}
_NOBODY = {"what", "there", "whatever", "how", "whoever", "this", "'s", "s"}  # "let's say"
_SUBJECT = {"nsubj", "nsubjpass", "expl", "csubj"}
_REPORTING = {"nsubj", "nsubjpass", "aux", "auxpass", "neg", "mark", "prt"}
_COMPLEMENTS = {"prep", "advcl", "npadvmod", "advmod", "dobj", "oprd", "acomp", "ccomp", "xcomp", "dep", "dative"}


def subject(verb: Token) -> Token | None:
    """Return the head of a verb's own subject, of several the nearest to the verb."""
    return min((t for t in verb.children if t.dep_ in _SUBJECT), key=lambda t: abs(t.i - verb.i), default=None)


def apposed(head: Token) -> Token | None:
    """Return the true source of "Eighty firms, Ana Roe reports, have closed", where the parser sees an apposition."""
    verb, last = head.head, child(head, {"appos"}, right=True)
    if last is None or head.i > verb.i or last.right_edge.i + 1 != verb.i or verb.i + 1 >= len(verb.doc):
        return None
    return last if verb.nbor(1).text == "," and verb.doc[last.left_edge.i - 1].text == "," else None


def own_source(verb: Token) -> Token | None:
    """Return who a verb's own subject stands for: behind a relative pronoun the noun it refers to, else itself."""
    own = subject(verb)
    if own is None or own.dep_ in {"csubj", "expl"}:
        return None
    if own.lower_ not in RELATIVE:
        return None if own.lower_ in _NOBODY else apposed(own) or own
    if verb.dep_ == "relcl":
        return verb.head
    before = own.i - 1
    while before > 0 and own.doc[before].is_punct:
        before -= 1
    noun = own.doc[max(before, 0)]
    return noun if own.lower_ != "that" and before >= 0 and noun.pos_ in {"NOUN", "PROPN"} else None


def child(token: Token, deps: Container[str], *, right: bool = False) -> Token | None:
    """Return the first child with one of these relations, to the right of its head if asked."""
    return next((t for t in (token.rights if right else token.children) if t.dep_ in deps), None)


def subtree(token: Token) -> Span:
    """Return the characters from a token's leftmost to its rightmost descendant."""
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def phrase(head: Token) -> Span:
    """Return a noun phrase with its determiner, title and short modifiers, without relative clauses.

    An apposition stays where it is the name behind a description ("the coach, Ana Ruiz") and goes where it explains a
    name (CONTRACT, convention 10).
    """
    return _left(head), _right(head)


def _left(head: Token) -> int:
    first = head
    for _ in range(_DEPTH):
        first = next((t for t in head.lefts if t.dep_ not in _EXPLAINING and t.dep_ != "appos"), head)
        if first == head:
            break
        head = first
    return first.idx


def _right(head: Token, depth: int = _DEPTH) -> int:
    end = head.idx + len(head)
    if not depth:
        return end
    for token in head.rights:
        if token.dep_ == "appos":
            if head.pos_ == "NOUN" and token.pos_ == "PROPN" and not _has_name(head):
                return _right(token, depth - 1)
            break
        if token.dep_ == "punct" and (token.text in _MARKS or token.text == ","):
            continue  # a comma may come before the name
        if token.dep_ in _EXPLAINING:
            break
        end = max(end, _right(token, depth - 1))
    return end


def _has_name(head: Token) -> bool:
    return any(t.pos_ == "PROPN" and t.dep_ in {"compound", "nmod"} for t in head.lefts)


def report(verb: Token) -> Span:
    """Return the reporting clause alone: its subject and verb, with what is said left out."""
    parts = [t for t in verb.children if t.dep_ in _REPORTING]
    first = min([verb.i, *(t.left_edge.i for t in parts)])
    last = max([verb.i, *(t.right_edge.i for t in parts)])
    return verb.doc[first].idx, verb.doc[last].idx + len(verb.doc[last])


def reach(verb: Token, first: Token) -> int:
    """Return where a content ends that begins with ``first``: behind the last complement or modifier of its verb.

    What follows a dash, or concedes or dates the saying ("despite ..."), is the reporter's.
    """
    last = first.right_edge
    for token in verb.rights:
        if token.i > first.i and (token.text in _DASHES or token.lower_ in _CONCEDING):
            break
        participle = token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_ != "cite"
        if token.i > first.i and token.dep_ in _COMPLEMENTS and not participle and token.right_edge.i > last.i:
            last = token.right_edge
    return last.idx + len(last)
