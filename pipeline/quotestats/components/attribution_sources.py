"""Whose a verb is: its subject or agent, or what it takes over from the verb or noun that it hangs on."""

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_spans import RELATIVE, child, own_source, subject

_VERBAL = {"VERB", "AUX"}
_UNASSERTED = {"decline", "refuse", "fail", "want", "wish", "need", "try", "ask", "expect", "like", "use", "have"}
_STEPS = 8  # verbs up the parse; a longer chain is a list, not a sentence

Source = tuple[Token | None, str]


class Sources:
    """Finds the source of a verb."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def of(self, verb: Token, steps: int = _STEPS) -> Source:
        """Return the head of the source and how it was found; ``nobody`` for a passive without agent, else ``none``."""
        own = subject(verb)
        passive = child(verb, {"auxpass", "nsubjpass"}) is not None
        if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
            by = child(verb, {"agent"})
            agent = child(by, {"pobj"}) if by is not None else None
            return (agent, "agent") if agent is not None else (None, "nobody" if passive else "none")
        if own is None:
            return self._inherited(verb, steps) if steps else (None, "none")
        who = own_source(verb)
        if who is None:
            return None, "none"
        if own.lower_ not in RELATIVE:
            return who, "subject"
        issuer = self._issuer(who)
        return (issuer, "issuer") if issuer is not None else (who, "relative")

    def _inherited(self, verb: Token, steps: int) -> Source:
        """Return the source of a verb without subject."""
        head = verb.head
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            issuer = self._issuer(head)
            return (issuer, "issuer") if issuer is not None else (head, "noun")
        if verb.dep_ == "pcomp" and head.head.pos_ in _VERBAL:
            return self._lent(head.head, steps)
        if head == verb or head.pos_ not in _VERBAL or verb.dep_ not in {"conj", "advcl", "xcomp"}:
            return None, "none"
        if verb.dep_ == "xcomp" and head.lemma_ in _UNASSERTED:
            return None, "none"
        return self._lent(head.head if self._chained(verb) else head, steps)

    def _chained(self, verb: Token) -> bool:
        """Tell whether a verb goes on with the cue above the clause it hangs on: "He said 5 died and added that"."""
        head = verb.head
        reported = head.dep_ == "ccomp" and head.head.lemma_ in self.cues.verbs and head.lemma_ not in self.cues.verbs
        return reported and (verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG"))

    def _issuer(self, noun: Token) -> Token | None:
        """Return who makes a statement: "Reyes issued a letter saying", "In a statement insisting ..., they added"."""
        if noun.lemma_.lower() not in self.cues.statements:
            return None
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head if noun.dep_ == "dobj" else None
        return own_source(verb) if verb is not None and verb.pos_ in _VERBAL else None

    def _lent(self, verb: Token, steps: int) -> Source:
        """Return the source that another verb lends: of a passive its subject."""
        who, how = self.of(verb, steps - 1)
        if how in {"nobody", "agent"}:
            who = child(verb, {"nsubjpass"})
        return (who, "inherited") if who is not None else (None, "none")
