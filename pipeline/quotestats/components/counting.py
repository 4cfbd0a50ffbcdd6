"""What a number counts: the noun phrase and its head, by the parse, through "of", copulas and ellipsis."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "nmod", "poss", "det", "npadvmod", "punct"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_COPULAS = frozenset({"be", "remain", "stand", "total", "reach", "hit", "number", "become", "average", "exceed"})
_SINGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "pence": "penny", "dice": "die"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase that is counted, as character offsets, and the lemma of its head; ``unit`` may be empty."""

    start: int
    end: int
    unit: str


def counted_by_parse(doc: Doc, number: Span) -> tuple[Token, bool] | None:
    """Return the head noun of what a number counts, and whether the number stands beside it ("29,000 people")."""
    root = number.root
    beside = _beside(number)
    if beside is not None:
        return beside, True
    part = _object_of(root, ("of",)) or _object_of(number[-1], ("of",))
    if part is not None:
        return part, True
    if root.dep_ in ("pobj",) and root.head.lower_ == "of" and root.head.head.pos_ in _NOUNS:
        return root.head.head, False  # "a loss of $3m"
    inside = _object_of(root, ("in", "for"))
    if inside is not None and not inside.ent_type_ == "DATE" and root.dep_ in ("dobj", "pobj", "attr"):
        return inside, False
    subject = _subject(root)
    return (subject, False) if subject is not None else None


def _beside(number: Span) -> Token | None:
    """Return the noun that the number modifies, within its own noun phrase."""
    token = number.root
    if token.pos_ in _NOUNS and token.i >= number.end - 1 and token.dep_ not in _INSIDE:
        return None
    seen = 0
    while token.dep_ in _INSIDE and token.head.i != token.i and seen < 5:
        token, seen = token.head, seen + 1
        if token.pos_ in _NOUNS and token.i >= number.end:
            break
    if number.start <= token.i < number.end or token.pos_ not in _NOUNS or token.i < number.end:
        return None
    between = token.doc[number.end : token.i]
    if len(between) > 8 or any(t.text in ",;:()—–" and t.dep_ == "punct" and t.text in ";:()" for t in between):
        return None
    return token


def _object_of(token: Token, prepositions: tuple[str, ...]) -> Token | None:
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            return next((grand for grand in child.children if grand.dep_ in ("pobj", "pcomp")), None)
    return None


def _subject(token: Token) -> Token | None:
    """Return the subject of the clause in which the number is complement, object or adverbial."""
    head, steps = token, 0
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i and steps < 6:
        head, steps = head.head, steps + 1
    while steps < 8:
        for child in head.children:
            if child.dep_ in _SUBJECTS and child.i < head.i and not token.is_ancestor(child):
                return child if child.pos_ in _NOUNS or child.pos_ == "PRON" else None
        if head.dep_ not in ("xcomp", "conj", "advcl", "acl", "relcl", "ccomp", "aux") or head.head.i == head.i:
            return None
        if head.dep_ in ("acl", "relcl"):
            return head.head if head.head.pos_ in _NOUNS else None
        head, steps = head.head, steps + 1
    return None


def phrase(head: Token, *, after: int = -1) -> tuple[int, int]:
    """Return the offsets of a noun's phrase: modifiers before it (from token ``after`` on) and close ones behind."""
    left = max(min((t.i for t in head.lefts if t.dep_ not in ("cc", "preconj")), default=head.i), after)
    first = head.doc[left].left_edge.i if after < 0 else left
    right = head.i
    for child in head.rights:
        short = child.right_edge.i - child.left_edge.i < 7
        if child.dep_ in ("prep", "acl", "compound", "nummod") and short and child.left_edge.i <= right + 1:
            if child.dep_ == "prep" and child.lower_ not in (
                "of",
                "in",
                "at",
                "from",
                "for",
                "around",
                "across",
                "with",
            ):
                break
            if any(t.ent_type_ in ("DATE", "TIME") for t in child.subtree):
                break
            right = child.right_edge.i
        else:
            break
    first = next((i for i in range(first, head.i + 1) if head.doc[i].pos_ not in ("PUNCT", "SPACE", "CCONJ")), head.i)
    return head.doc[first].idx, head.doc[right].idx + len(head.doc[right])


def lemma(head: Token) -> str:
    """Return the singular of a noun, in lower case unless it is a name; empty for what is no noun."""
    if head.pos_ not in _NOUNS:
        return ""
    low = head.lower_
    if low in _SINGULAR:
        return _SINGULAR[low]
    if head.tag_ == "NNPS":
        return head.text.removesuffix("s")
    if head.pos_ == "PROPN":
        return head.text.removesuffix("s") if len(head.text) > 4 and not head.text.endswith("ss") else head.text
    return head.lemma_.lower()
