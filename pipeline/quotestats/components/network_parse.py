"""The few ways about a dependency parse that the network's answers are checked by; offsets are characters."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.records import Quantity

Span = tuple[int, int]

VERBAL = {"VERB", "AUX"}
_COUNTED = {"%", "percent", "per", "pct", "half", "most", "many", "some", "third", "majority"}


def words_above(token: Token) -> Iterator[Token]:
    """Yield the words on the way from a token to the root of its sentence, the nearest first; none without a parse."""
    if token.has_dep():
        yield from token.ancestors


def verbs_above(token: Token) -> Iterator[Token]:
    """Yield the verbs among the words above a token."""
    yield from (head for head in words_above(token) if head.pos_ in VERBAL)


def subject(verb: Token) -> Token | None:
    """Return the head of a verb's own subject, if it does not count people ("54% of voters said")."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    counted = who is not None and any(token.like_num or token.lower_ in _COUNTED for token in who.subtree)
    return None if counted else who


def holds(token: Token, quantity: Quantity) -> bool:
    """Tell whether the subtree of a token holds a quantity."""
    start, end = subtree(token)
    return start <= quantity.start and quantity.end <= end


def subtree(token: Token) -> Span:
    """Return the span of a token with all that hangs on it."""
    return token.left_edge.idx, place(token.right_edge)[1]


def place(token: Token) -> Span:
    """Return the span of a token."""
    return token.idx, token.idx + len(token)
