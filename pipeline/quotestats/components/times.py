"""Pipe: time expressions, ``doc.spans["times"]``. The grammar is ``timex``; the parse tells it the tense."""

import bisect

from spacy.tokens import Doc, Token

from quotestats import layers, timex
from quotestats.records import TimeRef

_AHEAD = {"will", "shall", "'ll", "wo", "would"}
_MAYBE = {"may", "might", "can", "must", "should"}
_INTENT = {
    "plan",
    "expect",
    "schedule",
    "intend",
    "due",
    "set",
    "hope",
    "aim",
    "propose",
    "promise",
    "go",
    "want",
    "pledge",
    "forecast",
}

_PLANNING = {"plan", "schedule", "set"}  # "scheduled a hearing for Friday": the hearing is to come


class Times:
    """Finds time expressions and resolves them against the article's date."""

    def find(self, doc: Doc) -> list[TimeRef]:
        """Return the time expressions of the whole text, in order."""
        tense = _Tense(doc) if doc.has_annotation("DEP") else None
        return timex.scan(layers.text(doc), layers.published(doc), tense)

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer ``times``."""
        layers.write(doc, layers.TIMES, self.find(doc))
        return doc


class _Tense:
    """Tells the tense of the verb that a time hangs on, by character offset."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [token.idx for token in doc]

    def __call__(self, at: int) -> str:
        """Return ``past``, ``future``, ``present`` or ``""``."""
        token = self._doc[max(0, bisect.bisect_right(self._starts, at) - 1)]
        verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
        if verb is None:
            return ""
        if token.dep_ == "poss" or (
            verb.lemma_.lower() in _PLANNING and verb.tag_ != "VB" and _within_object(token, verb)
        ):
            return "past" if token.dep_ == "poss" else "future"
        return _tense(verb)


def _within_object(token: Token, verb: Token) -> bool:
    return any(
        child.dep_ in ("dobj", "prep") and child.i < token.i and child.is_ancestor(token) for child in verb.children
    ) or any(child.dep_ == "dobj" for child in verb.children)


def _tense(verb: Token) -> str:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    done = any(helper.lemma_ == "have" for helper in helpers)
    if any(helper.lower_ in _AHEAD or (helper.lower_ in _MAYBE and not done) for helper in helpers):
        return "future"
    if any(helper.tag_ == "TO" for helper in helpers):
        return (
            "future" if verb.head.lemma_.lower() in _INTENT or verb.head.pos_ in ("NOUN", "AUX") else _tense_above(verb)
        )
    tags = {verb.tag_, *(helper.tag_ for helper in helpers)}
    if tags & {"VBD"} or (verb.tag_ == "VBN" and not helpers) or done:
        return "past"
    if verb.tag_ in ("VBG", "VB") and not helpers and verb.head != verb:
        return _tense_above(verb)
    return "present" if tags & {"VBZ", "VBP"} else ""


def _tense_above(verb: Token) -> str:
    above = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return _tense(above) if above is not None else ""
