"""Attribution by verbs: whose the verb is, and which complement is what they say."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.components.attribution_complements import content
from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_spans import RELATIVE, child, own_source, phrase, subject, subtree
from quotestats.records import Stance

_VERBAL = {"VERB", "AUX"}
_UNASSERTED = {"decline", "refuse", "fail", "want", "wish", "need", "try", "ask", "expect", "like", "use", "have"}
_BEHIND_MISTAGGED = {"that", "he", "she", "it", "they", "we", "there", ","}
_UNKNOWN = Cue("", "other", "asserted", frozenset(["clause"]))
_NOT_CUES = {"be", "have", "do", "make", "let", "help", "see", "watch", "get", "mean", "ensure", "keep", "hear"}


class VerbRules:
    """Drafts from verbs: those of the lexicon, and any verb with a that-clause."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield a draft for each cue verb that has a source or a clause; without content it waits for a quotation."""
        for token in reading.doc:
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
        who, how = self.source(verb)
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
        cue = self.cues.verbs.get(token.lemma_.lower()) if token.pos_ in {"NOUN", "PROPN"} and token.i else None
        sentence = reading.sentence(token)
        if cue is None or cue.kind not in {"say", "show", "think"} or token.i + 1 >= sentence.end:
            return None
        who, behind = token.nbor(-1), token.nbor(1)
        if token.i == sentence.start or who.pos_ not in {"PROPN", "NOUN"} or behind.lower_ not in _BEHIND_MISTAGGED:
            return None
        first = who.i
        while first > sentence.start and token.doc[first - 1].pos_ in {"PROPN", "NOUN", "DET", "ADJ"}:
            first -= 1
        if token.lower_ == token.lemma_.lower() and who.tag_ not in {"NNS", "NNPS"} and token.dep_ != "ROOT":
            return None
        source = reading.source(reading.span(first, who.i))
        hole = reading.span(first, token.i)
        end = subtree(token.sent.root)[1]
        start = behind.idx if behind.text != "," else reading.doc[sentence.start].idx
        spans = reading.without((start, end), [hole])
        return Draft(
            f"{cue.kind}:mistagged", "subject", cue.lemma, token.i, reading.span(token.i, token.i), spans, source, who.i
        )

    def _hearsay(self, reading: Reading, verb: Token, cue: Cue) -> Draft | None:
        """Return what is said by those whom a reporting clause cites: "CNN reported ..., citing police"."""
        cited, clause = child(verb, {"dobj"}, right=True), verb.head
        own = child(clause, {"ccomp"}) if clause.lemma_ in self.cues.verbs else clause
        if own is None or cited is None:
            return None
        spans = reading.without(subtree(own), [subtree(verb)])
        source = reading.source(phrase(cited))
        return Draft("say:cited", "object", cue.lemma, verb.i, _cue(reading, verb), spans, source, cited.i)

    def source(self, verb: Token) -> tuple[Token | None, str]:
        """Return the head of the source and how it was found; ``nobody`` for a passive without agent, else ``none``."""
        own = subject(verb)
        passive = child(verb, {"auxpass", "nsubjpass"}) is not None
        if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
            by = child(verb, {"agent"})
            agent = child(by, {"pobj"}) if by is not None else None
            return (agent, "agent") if agent is not None else (None, "nobody" if passive else "none")
        if own is None:
            return self._inherited(verb)
        who = own_source(verb)
        if who is None:
            return (own, "subject") if own.lower_ == "that" else (None, "none")
        if own.lower_ not in RELATIVE:
            return who, "subject"
        issuer = self._issuer(who)
        return (issuer, "issuer") if issuer is not None else (who, "relative")

    def _inherited(self, verb: Token) -> tuple[Token | None, str]:
        """Return the source of a verb without subject: that of the verb it hangs on, or the noun it describes."""
        head = verb.head
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            issuer = self._issuer(head)
            return (issuer, "issuer") if issuer is not None else (head, "noun")
        if verb.dep_ == "pcomp" and head.head.pos_ in _VERBAL:
            return self._lent(head.head)
        if head == verb or head.pos_ not in _VERBAL or verb.dep_ not in {"conj", "advcl", "xcomp"}:
            return None, "none"
        if verb.dep_ == "xcomp" and head.lemma_ in _UNASSERTED:
            return None, "none"
        chained = head.dep_ == "ccomp" and head.head.lemma_ in self.cues.verbs and verb.dep_ != "xcomp"
        if chained and head.lemma_ not in self.cues.verbs and (verb.tag_ == "VBG" or verb.dep_ == "conj"):
            return self._lent(head.head)  # "He said 5 died and added that ..."
        return self._lent(head)

    def _issuer(self, noun: Token) -> Token | None:
        """Return who makes a statement: "Reyes issued a letter saying", "In a statement insisting ..., they added"."""
        if noun.lemma_.lower() not in self.cues.statements:
            return None
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head if noun.dep_ == "dobj" else None
        return own_source(verb) if verb is not None and verb.pos_ in _VERBAL else None

    def _lent(self, verb: Token) -> tuple[Token | None, str]:
        who, how = self.source(verb)
        if how in {"nobody", "agent"}:
            who = child(verb, {"nsubjpass"})
        return (who, "inherited") if who is not None else (None, "none")


def stance(verb: Token, cue: Cue, frame: str) -> Stance:
    """Return the stance of a cue: asking for something plans it, not saying or believing that it is so denies it."""
    if cue.kind == "ask" and frame in {"to", "for"}:
        return "planned"
    negated = child(verb, {"neg"}) is not None and frame in {"clause", "that"}
    return "denied" if negated and cue.kind in {"say", "think", "show"} else cue.stance


def _has_that_clause(verb: Token) -> bool:
    clause = child(verb, {"ccomp"}, right=True)
    if clause is None or verb.lemma_ in _NOT_CUES:
        return False
    return any(t.dep_ == "mark" and t.lower_ == "that" for t in clause.children)


def _cue(reading: Reading, verb: Token) -> tuple[int, int]:
    particle = child(verb, {"prt"}, right=True)
    return reading.span(verb.i, particle.i if particle is not None and particle.i == verb.i + 1 else verb.i)
