"""Figures whose source the parse settles, where the network took them for the reporter's.

"The ministry put the cost at £3bn": a verb of ``figure_cues.tsv`` with a subject, the figure in its object or clause.
The network misses the rarer of these verbs, and common ones with names that are new to it in a short text. "The bank
cut its forecast to 2%": a verb that changes a forecast whose owner is said. "By one estimate", "according to Acme".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestats import layers
from quotestats.components.network_parse import Span, holds, place, subject, subtree, verbs_above
from quotestats.confidence import FORECAST, PHRASE, VERB
from quotestats.lexicon import table
from quotestats.records import Quantity

_FRAMES = {"dobj": "object", "ccomp": "clause"}
_SPEAKERS = {"PROPN", "NOUN", "PRON"}
_NOT_SPEAKERS = {"i", "we", "you", "which", "who", "that", "what", "this", "there"}
_UNCERTAIN = {"would", "could", "can", "may", "might", "should", "must", "to", "if", "unless", "n't", "not", "never"}
_FORECASTS = {"estimate", "forecast", "outlook", "prediction", "projection"}
_ESTIMATES = {"calculation", "count", "estimate", "forecast", "projection", "reckoning", "tally"}
_AMOUNTS = {"prep", "oprd", "acomp", "advmod", "npadvmod", "dobj"}  # what a verb of change says of a forecast


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's attribution: the rule, the source with all that hangs on it, the cue, what holds the figure."""

    rule: str
    source: Span
    cue: Span
    content: Span


class Figures:
    """Finds the attributions of quantities by verbs of figures, changed forecasts, and estimates."""

    def __init__(self) -> None:
        self._frames = {row["lemma"]: frozenset(row["frames"].split("|")) for row in table("figure_cues")}

    def find(self, doc: Doc, quantities: Iterable[Quantity]) -> list[Figure]:
        """Return the attributions of these quantities, those of one verb once."""
        found = (self._figure(doc, quantity) for quantity in quantities)
        return list(dict.fromkeys(figure for figure in found if figure))

    def _figure(self, doc: Doc, quantity: Quantity) -> Figure | None:
        rules: tuple[Callable[[Token, Quantity], Figure | None], ...] = (self._said, self._changed, _by_phrase)
        verbs = list(verbs_above(layers.tokens(doc, quantity.start, quantity.end).root))[:2]
        return next((figure for verb in verbs for rule in rules if (figure := rule(verb, quantity))), None)

    def _said(self, verb: Token, quantity: Quantity) -> Figure | None:
        """Return the subject's figure in the object or clause of a verb of figures."""
        frames = self._frames.get(verb.lemma_, frozenset())
        who = _speaker(verb) if frames & {"object", "clause", "at"} and not _is_uncertain(verb) else None
        content = next(_complements(verb, frames, quantity), None)
        return Figure(VERB, subtree(who), place(verb), content) if who and content else None

    def _changed(self, verb: Token, quantity: Quantity) -> Figure | None:
        """Return the owner's figure to which, or by which, a forecast is changed."""
        if "forecast" not in self._frames.get(verb.lemma_, ()):
            return None
        forecast = next((t for t in verb.rights if t.dep_ == "dobj" and t.lemma_.lower() in _FORECASTS), None)
        if forecast is None or quantity.start < forecast.idx:
            return None
        owner = next((t for t in forecast.lefts if t.dep_ == "poss" and t.pos_ != "PRON"), None) or _speaker(verb)
        end = max(subtree(t)[1] for t in verb.rights if t.dep_ in _AMOUNTS)
        if owner is None or quantity.end > end:
            return None
        return Figure(FORECAST, subtree(owner), place(forecast), (place(forecast)[1] + 1, end))


def _speaker(verb: Token) -> Token | None:
    who = subject(verb)
    return who if who is not None and who.pos_ in _SPEAKERS and who.lower_ not in _NOT_SPEAKERS else None


def _complements(verb: Token, frames: frozenset[str], quantity: Quantity) -> Iterator[Span]:
    """Yield the objects and clauses of a verb that hold the quantity, of the kinds that it takes."""
    complements = list(verb.rights)
    for token in complements:
        if _FRAMES.get(token.dep_) in frames and holds(token, quantity):
            yield subtree(token)
        if token.dep_ == "prep" and token.lower_ == "at" and "at" in frames and holds(token, quantity):
            measured = next((t for t in complements if t.dep_ == "dobj"), token)
            yield subtree(measured)[0], subtree(token)[1]


def _by_phrase(verb: Token, quantity: Quantity) -> Figure | None:
    """Return what a clause says "by one estimate" or "according to" a name, before or behind that phrase."""
    for token in verb.children:
        cue, noun = _phrase(token)
        if cue is None or noun is None:
            continue
        phrase, clause = (cue[0], subtree(noun)[1]), subtree(verb)
        content = (phrase[1], clause[1]) if phrase[0] < quantity.start else (clause[0], phrase[0])
        if content[0] <= quantity.start and quantity.end <= content[1]:
            return Figure(PHRASE, subtree(noun), cue, content)
    return None


def _phrase(token: Token) -> tuple[Span | None, Token | None]:
    """Return the cue and the source of "by one estimate", "according to Acme"; None where the token begins neither."""
    if token.lower_ == "according":
        to = next((t for t in token.rights if t.lower_ == "to"), None)
        noun = _object(to) if to is not None else None
        named = to is not None and noun is not None and noun.pos_ == "PROPN"
        return ((token.idx, place(to)[1]), noun) if to is not None and named else (None, None)
    noun = _object(token) if token.lower_ == "by" and token.dep_ == "prep" else None
    estimated = noun is not None and noun.lemma_.lower() in _ESTIMATES and noun.left_edge != noun
    return (place(token), noun) if estimated else (None, None)


def _object(preposition: Token) -> Token | None:
    return next((t for t in preposition.rights if t.dep_ == "pobj"), None)


def _is_uncertain(verb: Token) -> bool:
    """Tell whether a statement is denied, wished or supposed ("if Cole said 40 had left")."""
    return any(child.lower_ in _UNCERTAIN for child in verb.lefts if child.dep_ in {"aux", "mark", "neg"})
