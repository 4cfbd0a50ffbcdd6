"""How a figure moved: direction and role (by, to, from) from the words of change that govern it."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats import lexicon
from quotestats.numerals.found import Found
from quotestats.records import Direction, Role

_ROWS = lexicon.table("change")
_VERBS = {row["lemma"]: row["direction"] for row in _ROWS if row["class"] == "verb"}
_NOUNS = {row["lemma"]: row["direction"] for row in _ROWS if row["class"] == "noun"}
_ADVERBS = {row["lemma"]: row["direction"] for row in _ROWS if row["class"] == "adverb"}
_ADJECTIVES = {row["lemma"]: row["direction"] for row in _ROWS if row["class"] == "adjective"}


@dataclass(frozen=True, slots=True)
class Change:
    """The direction and role that the text gives a figure."""

    direction: Direction = ""
    role: Role = "level"


def change(number: Span, found: Found) -> Change:
    """Return how the figure moved, by the preposition or the verb, noun or adverb of change that governs it."""
    root = number.root
    before = number.doc[number.start - 1] if number.start else None
    if before is not None and before.lower_ in _ADJECTIVES and before.sent == root.sent:
        return Change("up", "change")
    if before is not None and before.lower_ in ("up", "down"):
        return Change("up" if before.lower_ == "up" else "down", "change")
    for head, role in _governors(root):
        direction = _direction(head)
        if direction:
            return Change(direction, role)  # type: ignore[arg-type]  # a test checks the column
    return Change()


def _governors(token: Token) -> list[tuple[Token, Role]]:
    """Return the words that govern a figure, nearest first, with the role that the way to them gives it."""
    governors: list[tuple[Token, Role]] = []
    role: Role = "change"
    steps = 0
    while token.head.i != token.i and steps < 5:
        head = token.head
        if token.dep_ == "prep" or head.pos_ == "ADP":
            preposition = (token if token.dep_ == "prep" else head).lower_
            role = {"to": "to", "from": "from", "with": "level", "at": "to"}.get(preposition, role)  # type: ignore[assignment]
            if preposition not in ("to", "from", "by", "of", "with", "at"):
                break
        if token.dep_ in ("nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "acl", "conj"):
            break
        governors.append((head, role))
        if head.pos_ == "VERB":
            break
        token, steps = head, steps + 1
    return governors


def _direction(head: Token) -> str:
    low = head.lemma_.lower()
    if head.pos_ in ("VERB", "AUX"):
        particle = next((c.lower_ for c in head.children if c.dep_ in ("prt", "advmod") and c.lower_ in _ADVERBS), "")
        return _VERBS.get(f"{low} {particle}", "") or _VERBS.get(low, "") or (_ADVERBS[particle] if particle else "")
    if head.pos_ == "NOUN":
        return _NOUNS.get(low, "")
    return _ADVERBS.get(low, "")
