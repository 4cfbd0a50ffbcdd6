"""Attribution by verbs: who is the subject, and which complement, clause or phrase is what they say."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Draft, Span
from quotestats.components.attribution_reading import Reading, phrase
from quotestats.records import Stance

_RELATIVE = {"who", "which", "that", "whom"}
_NO_SOURCE = {"what", "there", "whatever", "how", "whoever"}
_AFTER_CLAUSE = {"prep", "advcl", "npadvmod", "advmod", "dobj", "oprd", "acomp", "ccomp", "xcomp", "dep"}
_HOSTED = {"parataxis", "ccomp", "advcl", "dep", "conj", "relcl"}
_EDGES = {",", "-", "–", "—", "--", '"', "”", "''", "’", "'", "(", ")", ".", "“", ";", ":", "?", "!"}
_NOT_SAYING = {"decline", "refuse", "fail", "want", "wish", "need", "try", "ask", "expect", "like", "use", "have"}


class VerbRules:
    """Drafts from the verbs of the lexicon."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield a draft for each cue verb with a source or a clause; one without content waits for a quotation."""
        for token in reading.doc:
            if token.pos_ in {"VERB", "AUX"} and token.has_dep() and (cue := self.cues.verbs.get(token.lemma_.lower())):
                yield from self._drafts(reading, token, cue)

    def _drafts(self, reading: Reading, verb: Token, cue: Cue) -> Iterator[Draft]:
        who, how = self.speaker(verb)
        if how == "none" or (cue.kind == "poll" and (who is None or who.lemma_.lower() not in self.cues.documents)):
            return
        frame, content = self._content(reading, verb, cue, who)
        if content and how == "nobody" and frame not in {"clause", "hosted", "fronted"}:
            return
        yield Draft(
            rule=f"{cue.kind}:{frame}:{how}",
            lemma=cue.lemma,
            at=verb.i,
            cue=_cue_span(reading, verb),
            content=content,
            source=phrase(reading, who) if who is not None else None,
            stance=_stance(verb, cue),
        )

    def speaker(self, verb: Token) -> tuple[Token | None, str]:
        """Return the head of the source and how it was found; ``nobody`` for a passive without agent, else ``none``."""
        subject = next((t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}), None)
        passive = any(t.dep_ in {"auxpass", "nsubjpass"} for t in verb.children)
        if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
            agent = next((t for p in verb.children if p.dep_ == "agent" for t in p.children if t.dep_ == "pobj"), None)
            return (agent, "agent") if agent is not None else (None, "nobody" if passive else "none")
        if subject is not None and subject.lower_ in _RELATIVE and verb.dep_ == "relcl":
            return verb.head, "relative"
        if subject is not None:
            bad = (
                subject.dep_ in {"csubj", "expl"}
                or subject.lower_ in _NO_SOURCE
                or subject.lower_ in _RELATIVE - {"that"}
            )
            return (None, "none") if bad else (subject, "subject")
        return self._inherited(verb)

    def _inherited(self, verb: Token) -> tuple[Token | None, str]:
        head = verb.head
        if head is verb:
            return None, "none"
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return head, "noun"
        if verb.dep_ == "pcomp" and head.head.pos_ in {"VERB", "AUX"}:
            return self._of(head.head)
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            outer = head.head
            if head.dep_ == "ccomp" and head.lemma_ not in self.cues.verbs and outer.lemma_ in self.cues.verbs:
                return self._of(outer)
            return self._of(head)
        if verb.dep_ in {"advcl", "xcomp"} and head.pos_ in {"VERB", "AUX"}:
            if verb.dep_ == "xcomp" and head.lemma_ in _NOT_SAYING:
                return None, "none"
            outer = head.head
            if verb.dep_ == "advcl" and head.dep_ == "ccomp" and verb.tag_ == "VBG" and outer.lemma_ in self.cues.verbs:
                return self._of(outer)
            return self._of(head)
        return None, "none"

    def _of(self, verb: Token) -> tuple[Token | None, str]:
        who, how = self.speaker(verb)
        if how == "nobody" or how == "agent":
            subject = next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
            return (subject, "inherited") if subject is not None else (None, "none")
        return who, "inherited" if who is not None else how

    def _content(self, reading: Reading, verb: Token, cue: Cue, who: Token | None) -> tuple[str, tuple[Span, ...]]:
        clauses = [t for t in verb.children if t.dep_ == "ccomp"]
        if "clause" in cue.frames and clauses:
            return "clause", self._clause(reading, verb, clauses[0])
        if "to" in cue.frames and (to := next((t for t in verb.rights if t.dep_ == "xcomp"), None)):
            return "to", reading.subtract((to.left_edge.idx, _reach(verb, to)), [])
        if "object" in cue.frames and (what := next((t for t in verb.rights if t.dep_ in {"dobj", "oprd"}), None)):
            return "object", reading.subtract((what.left_edge.idx, _reach(verb, what)), [])
        for prep in verb.rights:
            if prep.dep_ == "prep" and prep.lower_ in cue.frames:
                return prep.lower_, reading.subtract((prep.left_edge.idx, _reach(verb, prep)), [])
        if who is not None or cue.kind == "say":
            return self._around(reading, verb, cue, who)
        return "bare", ()

    def _clause(self, reading: Reading, verb: Token, clause: Token) -> tuple[Span, ...]:
        if clause.i > verb.i:
            start, end = clause.left_edge.idx, _reach(verb, clause)
        else:
            start, end = _fronted_start(verb, clause), clause.right_edge.idx + len(clause.right_edge)
        holes = [_report(verb)] if clause.left_edge.i < verb.i < clause.right_edge.i else []
        holes += [
            _subtree(t)
            for t in clause.children
            if t.dep_ in {"conj", "advcl"}
            and t.lemma_ in self.cues.verbs
            and t.tag_ in {"VBD", "VBG"}
            and self._chained(t)
        ]
        return reading.subtract((start, end), holes)

    def _chained(self, verb: Token) -> bool:
        return not any(t.dep_ in {"nsubj", "nsubjpass"} for t in verb.children)

    def _around(self, reading: Reading, verb: Token, cue: Cue, who: Token | None) -> tuple[str, tuple[Span, ...]]:
        """Return the content of a parenthetical cue: its host clause, or what stands before it."""
        if cue.kind not in {"say", "manner", "think", "show"} or not any(
            t.dep_.startswith("nsubj") for t in verb.children
        ):
            return "bare", ()
        doc, first, last = reading.doc, _own_left(verb), verb.right_edge.i
        sentence = reading.sentence(verb)
        before = doc[first - 1].text if first > sentence.start else ""
        after = doc[last + 1].text if last + 1 < sentence.end else "."
        as_ = any(t.dep_ == "mark" and t.lower_ == "as" for t in verb.children)
        host = verb.head
        if (
            host is not verb
            and verb.dep_ in _HOSTED
            and (as_ or ((before in _EDGES or not before) and after in _EDGES))
        ):
            if verb.dep_ != "conj":
                span = (host.left_edge.idx, host.right_edge.idx + len(host.right_edge))
                return "hosted", reading.subtract(span, [_subtree(verb)])
        if before in _EDGES and first > sentence.start and before not in {".", "(", ":"}:
            return "fronted", reading.subtract((doc[sentence.start].idx, doc[first].idx), [])
        return "bare", ()


def _stance(verb: Token, cue: Cue) -> Stance:
    if cue.kind in {"say", "think", "show"} and any(t.dep_ == "neg" for t in verb.children):
        return "denied"
    return cue.stance


def _cue_span(reading: Reading, verb: Token) -> Span:
    last = next((t for t in verb.rights if t.dep_ == "prt"), verb)
    return reading.chars(reading.doc[verb.i : max(verb.i, last.i) + 1])


def _subtree(token: Token) -> Span:
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def _own_left(verb: Token) -> int:
    """Return the first token of the reporting clause before its verb: the subject, or the verb itself."""
    lefts = [
        t.left_edge.i for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "neg", "mark", "cc"}
    ]
    return min([*lefts, verb.i])


def _report(verb: Token) -> Span:
    """Return the reporting clause within a content: from its subject to its verb."""
    parts = [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "neg"}]
    first = min(t.left_edge.i for t in [*parts, verb])
    last = max((t.right_edge.i for t in parts), default=verb.i)
    doc = verb.doc
    last = max(last, verb.i)
    return doc[first].idx, doc[last].idx + len(doc[last])


def _reach(verb: Token, first: Token) -> int:
    """Return where a content ends that begins with ``first``: with the last complement or modifier of the verb behind it."""
    last = first.right_edge
    for token in verb.rights:
        if token.i > first.i and token.dep_ in _AFTER_CLAUSE and not (token.dep_ == "advcl" and token.tag_ == "VBG"):
            last = max(last, token.right_edge, key=lambda t: t.i)
    return last.idx + len(last)


def _fronted_start(verb: Token, clause: Token) -> int:
    first = min(
        [
            t.left_edge.i
            for t in verb.lefts
            if t.i < clause.i and t.dep_ in {"advcl", "prep", "advmod", "npadvmod", "ccomp"}
        ]
        + [clause.left_edge.i]
    )
    return verb.doc[first].idx
