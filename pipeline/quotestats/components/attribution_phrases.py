"""Attribution without a verb: "according to", "in a poll", nouns such as "his promise of"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Draft, Span
from quotestats.components.attribution_reading import Reading, phrase

_DOCUMENT_PREPOSITIONS = {"in", "per", "by", "from", "under"}


class PhraseRules:
    """Drafts from phrases and nouns."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield drafts in the order of their cues."""
        for token in reading.doc:
            if token.lower_ == "according":
                yield from self._according(reading, token)
            elif token.dep_ == "pobj" and token.lemma_ in self.cues.documents:
                yield from self._document(reading, token)
            elif token.pos_ == "NOUN" and (cue := self.cues.nouns.get(token.lemma_)):
                yield from self._noun(reading, token, cue)

    def _according(self, reading: Reading, token: Token) -> Iterator[Draft]:
        to = next((t for t in token.rights if t.lower_ == "to"), None)
        source = next((t for t in to.rights if t.dep_ == "pobj"), None) if to is not None else None
        if to is None or source is None:
            return
        sentence = reading.sentence(token)
        whole = (
            reading.doc[sentence.start].idx,
            reading.doc[sentence.end - 1].idx + len(reading.doc[sentence.end - 1]),
        )
        hole = (token.idx, source.right_edge.idx + len(source.right_edge))
        cue = reading.chars(reading.doc[token.i : to.i + 1])
        yield Draft("according", "according", token.i, cue, reading.subtract(whole, [hole]), phrase(reading, source))

    def _document(self, reading: Reading, noun: Token) -> Iterator[Draft]:
        preposition = noun.head
        if preposition.lower_ not in _DOCUMENT_PREPOSITIONS or preposition.dep_ != "prep":
            return
        verb = preposition.head
        if verb.pos_ not in {"VERB", "AUX"} or (
            verb.lemma_ in self.cues.verbs and self.cues.verbs[verb.lemma_].kind == "say"
        ):
            return
        span = (verb.left_edge.idx, verb.right_edge.idx + len(verb.right_edge))
        hole = (preposition.idx, noun.right_edge.idx + len(noun.right_edge))
        cue = reading.chars([preposition])
        yield Draft(
            f"document:{preposition.lower_}",
            noun.lemma_,
            preposition.i,
            cue,
            reading.subtract(span, [hole]),
            phrase(reading, noun),
        )

    def _noun(self, reading: Reading, noun: Token, cue: Cue) -> Iterator[Draft]:
        source = next((t for t in noun.lefts if t.dep_ == "poss"), None)
        if source is None:
            return
        content = self._noun_content(reading, noun, cue)
        if content:
            cue_span = reading.chars([noun])
            yield Draft(f"noun:{cue.kind}", cue.lemma, noun.i, cue_span, content, phrase(reading, source), cue.stance)

    def _noun_content(self, reading: Reading, noun: Token, cue: Cue) -> tuple[Span, ...]:
        for child in noun.rights:
            wanted = child.dep_ in {"acl", "ccomp", "relcl"} and "clause" in cue.frames
            if wanted or (child.dep_ == "prep" and child.lower_ in cue.frames):
                return reading.subtract((child.left_edge.idx, child.right_edge.idx + len(child.right_edge)), [])
        return ()
