"""Figures whose source the parse settles, where the network took them for the reporter's.

"The ministry put the cost at £3bn": a verb of ``figure_cues.tsv`` with a subject and the figure in its object. Of such
figures 61 of 67 have that subject as their source in PolNeAR's training articles, and four of the other six are
statements within statements; the network misses the rarer of these verbs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestats import layers
from quotestats.components.network_parse import Span, holds, place, subject, subtree, verbs_above
from quotestats.lexicon import table
from quotestats.records import Quantity

_FRAMES = {"dobj": "object", "ccomp": "clause"}
_SPEAKERS = {"PROPN", "NOUN", "PRON"}
_NOT_SPEAKERS = {"i", "we", "you", "which", "who", "that", "what", "this", "there"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's attribution: the subject with all that hangs on it, the verb, its object."""

    source: Span
    cue: Span
    content: Span


class Figures:
    """Finds the attributions of quantities by verbs of figures."""

    def __init__(self) -> None:
        self._frames = {row["lemma"]: frozenset(row["frames"].split("|")) for row in table("figure_cues")}

    def find(self, doc: Doc, quantities: Iterable[Quantity]) -> list[Figure]:
        """Return the attributions of these quantities, those of one verb once."""
        found = (self._figure(doc, quantity) for quantity in quantities)
        return list(dict.fromkeys(figure for figure in found if figure))

    def _figure(self, doc: Doc, quantity: Quantity) -> Figure | None:
        for verb in list(verbs_above(layers.tokens(doc, quantity.start, quantity.end).root))[:2]:
            who = subject(verb) if verb.lemma_ in self._frames else None
            if who is None or who.pos_ not in _SPEAKERS or who.lower_ in _NOT_SPEAKERS or _is_negated(verb):
                continue
            said = next(self._said(verb, quantity), None)
            if said:
                return Figure(subtree(who), place(verb), said)
        return None

    def _said(self, verb: Token, quantity: Quantity) -> Iterator[Span]:
        """Yield the object that holds the quantity, if the verb takes one of its kind."""
        frames, complements = self._frames[verb.lemma_], list(verb.rights)
        for token in complements:
            if _FRAMES.get(token.dep_) in frames and holds(token, quantity):
                yield subtree(token)
            if token.dep_ == "prep" and token.lower_ == "at" and "at" in frames and holds(token, quantity):
                measured = next((t for t in complements if t.dep_ == "dobj"), token)
                yield subtree(measured)[0], subtree(token)[1]


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
