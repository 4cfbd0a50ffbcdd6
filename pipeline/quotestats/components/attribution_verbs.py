"""Attribution by verbs: those of the lexicon, those mistaken for nouns, and any verb with a that-clause."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.components.attribution_complements import content
from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_sources import Sources
from quotestats.components.attribution_spans import child, phrase, subtree
from quotestats.records import Stance

_VERBAL, _NOMINAL = {"VERB", "AUX"}, {"NOUN", "PROPN"}
_BEHIND_MISTAGGED = {"that", "he", "she", "it", "they", "we", "there", ","}
_QUESTIONS = {"how", "what", "whether", "if", "when", "where", "which", "who", "why"}
_UNKNOWN = Cue("", "other", "asserted", frozenset(["clause"]))
_NOT_CUES = {"be", "have", "do", "make", "let", "help", "see", "watch", "get", "mean", "ensure", "keep", "hear"}


class VerbRules:
    """Drafts from verbs: those of the lexicon, and any verb with a that-clause."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.sources = Sources(cues)

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield a draft for each cue verb that has a source or a clause; without content it waits for a quotation."""
        for token in reading.tokens:
            if not token.has_dep():
                continue
            if token.pos_ not in _VERBAL:
                if draft := self._mistagged(reading, token):
                    yield draft
                continue
            cue = self.cues.verbs.get(token.lemma_.lower())
            if cue is None and _has_that_clause(token):
                cue = _UNKNOWN
            if cue and (draft := self._draft(reading, token, cue)):
                yield draft

    def _draft(self, reading: Reading, verb: Token, cue: Cue) -> Draft | None:
        if cue.lemma == "cite" and verb.dep_ == "advcl":
            return self._hearsay(reading, verb, cue)
        who, how = self.sources.of(verb)
        if how == "noun" and cue.kind in {"plan", "think"}:
            return None  # "anyone wanting to borrow $900"
        if how == "none" or (cue.kind == "poll" and not self.cues.is_document(who)):
            return None
        frame, spans = content(reading, verb, cue, self.cues)
        if how == "nobody" and frame not in {"clause", "that", "hosted", "fronted", "split"}:
            return None
        if cue is _UNKNOWN and frame != "clause":
            return None
        return Draft(
            rule=f"{cue.kind}:{frame}",
            how=how,
            lemma=cue.lemma or verb.lemma_.lower(),
            at=verb.i,
            cue=_cue(reading, verb),
            content=spans,
            source=reading.source(phrase(who)) if who is not None else None,
            head=who.i if who is not None else None,
            stance=stance(verb, cue, frame),
        )

    def _mistagged(self, reading: Reading, token: Token) -> Draft | None:
        """Return a draft for a verb that the parser took for a noun: "Reyes claims he left", "records show, the"."""
        cue = self.cues.verbs.get(token.lemma_.lower()) if token.pos_ in _NOMINAL else None
        if cue is None or cue.kind not in {"say", "show", "think"}:
            return None
        sentence = reading.sentence(token)
        if not sentence.start < token.i < sentence.end - 1 or token.nbor(1).lower_ not in _BEHIND_MISTAGGED:
            return None
        who, behind = token.nbor(-1), token.nbor(1)
        bare = token.lower_ == token.lemma_.lower()  # "records show", but "the bank forecast" only as a whole sentence
        if who.pos_ not in _NOMINAL or (bare and who.tag_ not in {"NNS", "NNPS"} and token.dep_ != "ROOT"):
            return None
        first = who.i
        while first > sentence.start and token.doc[first - 1].pos_ in _NOMINAL | {"DET", "ADJ"}:
            first -= 1
        start = behind.idx if behind.text != "," else reading.tokens[sentence.start].idx
        spans = reading.without((start, subtree(token.sent.root)[1]), [reading.span(first, token.i)])
        cue_span, source = reading.span(token.i, token.i), reading.source(reading.span(first, who.i))
        return Draft(f"{cue.kind}:mistagged", "subject", cue.lemma, token.i, cue_span, spans, source, who.i)

    def _hearsay(self, reading: Reading, verb: Token, cue: Cue) -> Draft | None:
        """Return what is said by those whom a reporting clause cites: "CNN reported ..., citing police"."""
        cited, clause = child(verb, {"dobj"}, right=True), verb.head
        own = child(clause, {"ccomp"}) if clause.lemma_ in self.cues.verbs else clause
        if own is None or cited is None:
            return None
        spans = reading.without(subtree(own), [subtree(verb)])
        source = reading.source(phrase(cited))
        return Draft("say:cited", "object", cue.lemma, verb.i, _cue(reading, verb), spans, source, cited.i)


def stance(verb: Token, cue: Cue, frame: str) -> Stance:
    """Return the stance of a cue: asking for something plans it, not saying or believing that it is so denies it."""
    if cue.kind == "ask" and frame in {"to", "for"}:
        return "planned"
    clause = child(verb, {"ccomp"})
    asks = clause is not None and clause.left_edge.lower_ in _QUESTIONS  # "did not say how many of the 40"
    negated = child(verb, {"neg"}) is not None and frame in {"clause", "that"} and not asks
    return "denied" if negated and cue.kind in {"say", "think", "show"} else cue.stance


def _has_that_clause(verb: Token) -> bool:
    clause = child(verb, {"ccomp"}, right=True)
    if clause is None or verb.lemma_ in _NOT_CUES:
        return False
    return any(t.dep_ == "mark" and t.lower_ == "that" for t in clause.children)


def _cue(reading: Reading, verb: Token) -> tuple[int, int]:
    particle = child(verb, {"prt"}, right=True)
    return reading.span(verb.i, particle.i if particle is not None and particle.i == verb.i + 1 else verb.i)
