"""Pipe: time expressions, ``doc.spans["times"]``. The grammar is ``timex``; the parse tells it the tense."""

import bisect
from dataclasses import replace
from functools import cached_property
from itertools import islice

from spacy.tokens import Doc, Token

from quotestats import layers, timex
from quotestats.numerals import glyphs
from quotestats.records import TimeRef

_AHEAD = {"will", "shall", "'ll", "wo", "would"}
_MAYBE = {"may", "might", "can", "must", "should"}
_INTENT = {
    "plan", "expect", "schedule", "intend", "due", "set", "hope", "aim", "propose", "promise", "go", "want", "pledge",
    "forecast",
}  # fmt: skip  # "plans to meet on Friday": the meeting is to come
_PLANNING = {"plan", "schedule", "set", "slate"}  # "scheduled a hearing for Friday", "set for Friday": it is to come
_HEIGHT = 40  # how far a walk up the parse goes


class Times:
    """Finds time expressions and resolves them against the article's date."""

    def find(self, doc: Doc) -> list[TimeRef]:
        """Return the time expressions of the whole text, in order."""
        tense = _Tense(doc) if doc.has_annotation("DEP") else None
        text = layers.text(doc)
        plain = glyphs.western(text)
        found = timex.scan(plain, layers.published(doc), tense)
        return found if plain is text else [replace(time, text=text[time.start : time.end]) for time in found]

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer ``times``."""
        layers.write(doc, layers.TIMES, self.find(doc))
        return doc


class _Tense:
    """Tells the tense of the verb that a time hangs on, by character offset; by the words alone where no parse is."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._plain = timex.plain_tense(layers.text(doc))

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = self._doc.to_array("IDX").tolist()
        return starts

    def __call__(self, at: int) -> str:
        """Return ``past``, ``future``, ``present`` or ``""``."""
        token = self._doc[max(0, bisect.bisect_right(self._starts, at) - 1)]
        if not token.has_dep():
            return self._plain(at)
        if token.dep_ == "poss":
            return "past"  # "Monday's ruling"
        verbs = [t for t in (token, *islice(token.ancestors, _HEIGHT)) if t.pos_ in ("VERB", "AUX")]
        if verbs and _plans(verbs[0]):
            return "future"
        return next((tense for verb in verbs if (tense := _tense(verb)) != "above"), "")


def _plans(verb: Token) -> bool:
    if verb.lemma_.lower() not in _PLANNING or verb.tag_ == "VB":
        return False
    children = {child.dep_ for child in verb.children}
    return "dobj" in children or (verb.tag_ == "VBN" and not children & {"aux", "agent"})


def _tense(verb: Token) -> str:
    """Return the tense of a verb, or ``above`` where the verb that it hangs on tells it."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    done = any(helper.lemma_ == "have" for helper in helpers)
    if any(helper.lower_ in _AHEAD or (helper.lower_ in _MAYBE and not done) for helper in helpers):
        return "future"
    if any(helper.tag_ == "TO" for helper in helpers):
        ahead = verb.head.lemma_.lower() in _INTENT or verb.head.pos_ in ("NOUN", "AUX")
        return "future" if ahead else "above"
    tags = {verb.tag_, *(helper.tag_ for helper in helpers)}
    if "VBD" in tags or (verb.tag_ == "VBN" and not helpers) or done:
        return "past"
    if verb.tag_ in ("VBG", "VB") and not helpers and verb.head != verb:
        return "above"
    return "present" if tags & {"VBZ", "VBP"} else ""
