"""How sure a draft is: a log-linear model over what the rule saw, its weights learned and kept in the lexicon.

Features are names of constructions and of words in the lexicon, never words of a content. A draft below the threshold
is dropped, so that the sentence's next best reading (often the attribution around it) holds.
"""

import math
from dataclasses import dataclass, field

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_spans import child
from quotestats.lexicon import table

_FIRST_SECOND = {"i", "we", "you", "me", "us"}
_GENERIC = {"people", "some", "many", "anyone", "everyone", "someone", "others", "most", "one", "somebody", "nobody"}
_GENDERED = {"he", "she"}
_OTHER_PRONOUNS = {"it", "they", "this", "that", "these", "those", "who", "which"}
_MODALS = {"will", "would", "could", "can", "may", "might", "should", "must", "'ll", "'d", "to"}
_LENGTHS = ((20, "short"), (80, "middle"), (250, "long"), (10**9, "very-long"))


@dataclass(frozen=True)
class Weights:
    """The learned weights; a feature that is not among them counts nothing."""

    of: dict[str, float] = field(
        default_factory=lambda: {r["feature"]: float(r["weight"]) for r in table("attribution_weights")}
    )

    def probability(self, features: list[str]) -> float:
        """Return how likely the source and content of a draft with these features are right."""
        return 1 / (1 + math.exp(-sum(self.of.get(feature, 0.0) for feature in features)))


def features(reading: Reading, draft: Draft, around: Draft | None, cues: Cues) -> list[str]:
    """Return the features of a draft; ``around`` is the attribution whose content holds its cue, if any."""
    cue = reading.doc[draft.at]
    source = source_kind(reading, draft, cues)
    quoted = reading.quotation(draft.cue[0]) is not None
    found = ["bias", f"rule={draft.rule}", f"how={draft.how}", f"source={source}", f"tag={cue.tag_}", f"dep={cue.dep_}"]
    found += [f"lemma={draft.lemma}|{draft.frame}", f"rule={draft.rule}&source={source}"]
    found.append(f"kind={draft.kind}&how={draft.how}")
    if source == "document":
        found.append(f"lemma={draft.lemma}|{draft.frame}&source=document")
    if quoted:
        found += ["in-quotation", f"in-quotation&source={source}", f"in-quotation&kind={draft.kind}"]
    if around is not None:
        found += ["nested", f"nested&source={source}", f"nested&kind={draft.kind}", f"nested&around={around.kind}"]
    return found + _manner(reading, cue) + _shape(reading, draft)


def source_kind(reading: Reading, draft: Draft, cues: Cues) -> str:
    """Return what kind of words the source is: ``name``, ``noun``, ``document``, a kind of pronoun, ``none``."""
    if draft.head is None:
        return "none"
    head = reading.doc[draft.head]
    kinds = ((_FIRST_SECOND, "first"), (_GENERIC, "generic"), (_GENDERED, "gendered"), (_OTHER_PRONOUNS, "pronoun"))
    for words, name in kinds:
        if head.lower_ in words:
            return name
    if cues.is_document(head):
        return "document"
    named = head.pos_ == "PROPN" or (not head.pos_ and head.text[:1].isupper())  # without a parse, by the capital
    return "name" if named else "noun"


def _manner(reading: Reading, cue: Token) -> list[str]:
    found = [f"modal={t.lower_}" for t in cue.children if t.dep_ == "aux" and t.lower_ in _MODALS]
    found += [f"mark={t.lower_}" for t in cue.children if t.dep_ == "mark" or t.tag_ == "WRB"]
    if child(cue, {"neg"}) is not None:
        found.append("negated")
    if reading.doc[reading.sentence(cue).end - 1].text == "?":
        found.append("question")
    return found


def _shape(reading: Reading, draft: Draft) -> list[str]:
    name = next(name for limit, name in _LENGTHS if draft.length <= limit)
    speech = any(q.is_speech for span in draft.content for q in reading.quotations_in(span))
    digits = any(c.isdigit() for s, e in draft.content for c in reading.text[s:e])
    return [f"length={name}", *(["speech"] if speech else []), *(["digits"] if digits else [])]
