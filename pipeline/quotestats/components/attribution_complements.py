"""What a cue verb governs: the clause, object or phrase that is the content, or the clause around a parenthesis."""

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Span
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_spans import child, reach, report, subject, subtree

_FRONTED = {"advcl", "prep", "advmod", "npadvmod", "ccomp"}
_HOSTED = {"parataxis", "ccomp", "advcl", "dep", "relcl"}
_PARENTHETICAL = {"say", "manner", "think", "show"}
_EDGES = {",", "-", "–", "—", "--", '"', "”", "''", "’", "'", "(", ")", ".", "“", ";", ":", "?", "!", ""}


def content(reading: Reading, verb: Token, cue: Cue, cues: Cues) -> tuple[str, tuple[Span, ...]]:
    """Return the frame that holds the content of a cue, and its spans; ``bare`` and none where it waits for a quote."""
    clause = child(verb, {"ccomp"})
    if clause is not None and "clause" in cue.frames:
        return "clause", _clause(reading, verb, clause, cues)
    for frame, deps in (("to", {"xcomp"}), ("object", {"dobj", "oprd"})):
        what = child(verb, deps, right=True)
        if what is not None and frame in cue.frames:
            return frame, reading.without((what.left_edge.idx, reach(verb, what)))
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in cue.frames:
            return preposition.lower_, reading.without((preposition.idx, reach(verb, preposition)))
    if cue.kind in _PARENTHETICAL and subject(verb) is not None:
        return _around(reading, verb)
    return "bare", ()


def _clause(reading: Reading, verb: Token, clause: Token, cues: Cues) -> tuple[Span, ...]:
    if clause.i > verb.i:
        start, end = clause.left_edge.idx, reach(verb, clause)
    else:
        fronted = [t.left_edge for t in verb.lefts if t.i < clause.i and t.dep_ in _FRONTED]
        start = min([clause.left_edge, *fronted], key=lambda t: t.i).idx
        end = clause.right_edge.idx + len(clause.right_edge)
    holes = [report(verb)] if clause.left_edge.i < verb.i < clause.right_edge.i else []
    return reading.without((start, end), holes + [subtree(t) for t in clause.children if _chained(t, cues)])


def _chained(verb: Token, cues: Cues) -> bool:
    """Tell whether a verb in a content is another cue of the content's own source ("..., adding that")."""
    cue = cues.verbs.get(verb.lemma_)
    return (
        cue is not None
        and cue.kind == "say"
        and verb.dep_ in {"conj", "advcl"}
        and verb.tag_ in {"VBD", "VBG"}
        and subject(verb) is None
        and child(verb, {"ccomp"}) is not None
    )


def _around(reading: Reading, verb: Token) -> tuple[str, tuple[Span, ...]]:
    """Return the content of a parenthetical cue: its host clause, or what stands before it."""
    sentence = reading.sentence(verb)
    parts = [t.left_edge.i for t in verb.lefts if t.dep_ in {"nsubj", "aux", "neg", "mark", "cc"}]
    first, last = min([verb.i, *parts]), verb.right_edge.i
    before = reading.doc[first - 1].text if first > sentence.start else ""
    after = reading.doc[last + 1].text if last + 1 < sentence.end else ""
    as_ = any(t.dep_ == "mark" and t.lower_ == "as" for t in verb.children)
    if verb.head is not verb and verb.dep_ in _HOSTED and (as_ or (before in _EDGES and after in _EDGES)):
        return "hosted", reading.without(subtree(verb.head), [subtree(verb)])
    if before in _EDGES - {".", "(", ":", ""}:
        return "fronted", reading.without((reading.doc[sentence.start].idx, reading.doc[first].idx))
    return "bare", ()
