"""What a cue verb governs: the clause, object or phrase that is the content, or the clause around a parenthesis."""

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Span
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_spans import apposed, child, reach, report, subject, subtree

_FRONTED = {"advcl", "prep", "advmod", "npadvmod", "ccomp"}
_HOSTED = {"parataxis", "ccomp", "advcl", "dep", "relcl"}
_PARENTHETICAL = {"say", "manner", "think", "show"}
_COMPLEMENTS = (("to", {"xcomp"}), ("at", {"dobj"}), ("object", {"dobj", "oprd"}), ("named", {"oprd"}))
_MODIFIERS = {"advmod", "npadvmod", "prep", "dobj", "prt", "dative"}
_EDGES = {",", "-", "–", "—", "--", '"', "”", "''", "’", "'", "(", ")", ".", "“", ";", ":", "?", "!", ""}
_GOES_ON = {":", ","}


def content(reading: Reading, verb: Token, cue: Cue, cues: Cues) -> tuple[str, tuple[Span, ...]]:
    """Return the frame that holds the content of a cue, and its spans; ``bare`` and none where it waits for a quote."""
    if "clause" in cue.frames:
        clause = child(verb, {"ccomp"})
        if clause is not None and (spans := _clause(reading, verb, clause, cues)):
            return "clause", spans
        if (that := _strayed_that(verb)) is not None:
            return "that", reading.without((that.idx, subtree(verb)[1]))
    frame, what = _complement(verb, cue)
    if what is not None:
        return frame, reading.without((what.left_edge.idx, reach(verb, what)))
    if cue.kind in _PARENTHETICAL and subject(verb) is not None:
        return _around(reading, verb)
    return "bare", ()


def _complement(verb: Token, cue: Cue) -> tuple[str, Token | None]:
    """Return the first complement to the right that the cue takes, and its frame."""
    for frame, deps in _COMPLEMENTS:
        what = child(verb, deps, right=True)
        if frame not in cue.frames or what is None:
            continue
        if frame == "named":  # "dubbed the plan a failure": both parts are said
            return frame, min((t for t in verb.rights if t.dep_ in {"dobj", "oprd"}), key=lambda t: t.i)
        if frame != "at" or _at_a_figure(verb):
            return frame, what
    prepositions = (t for t in verb.rights if t.dep_ == "prep" and t.lower_ in cue.frames - {"at"})
    what = next(prepositions, None)
    return (what.lower_, what) if what is not None else ("bare", None)


def _at_a_figure(verb: Token) -> bool:
    """Tell whether a verb puts something at a number: "puts it at 15%", "has Reyes at 44 per cent"."""
    places = [child(t, {"pobj"}) for t in verb.rights if t.dep_ == "prep" and t.lower_ == "at"]
    return any(place.like_num or any(t.like_num for t in place.children) for place in places if place is not None)


def _clause(reading: Reading, verb: Token, clause: Token, cues: Cues) -> tuple[Span, ...]:
    """Return a complement clause, without the reporting clause where that stands within it."""
    if clause.i > verb.i:
        first = clause.left_edge
        if subject(clause) is None:  # "said about half of them left": the parser gave the subject to the verb
            strays = [t for t in verb.rights if t.dep_ in {"prep", "dobj"} and t.i < first.i]
            first = strays[-1].left_edge if strays and strays[-1].right_edge.i + 1 == first.i else first
        start, end = first.idx, max(reach(verb, clause), _root_end(reading, verb))
    else:
        if ";" in reading.text[subtree(clause)[1] : verb.idx]:
            return ()  # two statements in one sentence
        fronted = [t.left_edge for t in verb.lefts if t.i < clause.i and t.dep_ in _FRONTED]
        start = min([clause.left_edge, *fronted], key=lambda t: t.i).idx
        end = clause.right_edge.idx + len(clause.right_edge)
    holes = [report(verb)] if clause.left_edge.i < verb.i < clause.right_edge.i else []
    others = [t for t in clause.children if _chained(t, cues) or _contrasted(t, cues)]
    return reading.without((start, end), holes + [subtree(t) for t in others])


def _root_end(reading: Reading, verb: Token) -> int:
    """Return the sentence's end where the parser took "X said that A" for the complement of what A goes on with."""
    root = verb.head
    sentence = reading.sentence(verb)
    opens = verb.left_edge.i <= sentence.start + 1 and root.dep_ == "ROOT" and root.i > verb.right_edge.i
    if verb.dep_ != "ccomp" or not opens or verb.right_edge.i + 1 >= sentence.end:
        return 0
    return subtree(root)[1] if reading.doc[verb.right_edge.i + 1].text in _GOES_ON else 0


def _strayed_that(verb: Token) -> Token | None:
    """Return the "that" of a content which the parser hung on a phrase: "alleged in the suit that he earned"."""
    for preposition in verb.rights:
        noun = child(preposition, {"pobj"}) if preposition.dep_ == "prep" else None
        clause = child(noun, {"relcl", "acl"}, right=True) if noun is not None else None
        if clause is not None and clause.left_edge.lower_ == "that" and subject(clause) != clause.left_edge:
            return clause.left_edge
    return None


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


def _contrasted(verb: Token, cues: Cues) -> bool:
    """Tell whether a verb in a content reports another source's contrary words ("..., while Reyes said that")."""
    return (
        verb.dep_ == "advcl"
        and verb.lemma_ in cues.verbs
        and subject(verb) is not None
        and any(t.dep_ == "mark" and t.lower_ in {"while", "whereas"} for t in verb.children)
    )


def _around(reading: Reading, verb: Token) -> tuple[str, tuple[Span, ...]]:
    """Return the content of a parenthetical cue: its host clause, or what stands before it and goes on behind it."""
    doc, sentence = reading.doc, reading.sentence(verb)
    own = subject(verb)
    parts = [t for t in verb.lefts if t == own or t.dep_ in {"aux", "neg", "mark", "cc"}]
    first = min([verb.i, *(_name_edge(t) if t == own else t.left_edge.i for t in parts)])
    last = max([verb.i, *(t.right_edge.i for t in verb.rights if t.dep_ in _MODIFIERS)])
    before = doc[first - 1].text if first > sentence.start else ""
    after = doc[last + 1].text if last + 1 < sentence.end else ""
    as_ = any(t.dep_ == "mark" and t.lower_ == "as" for t in verb.children)
    parenthesis = reading.span(first, last)
    apposition = own is not None and apposed(own) is not None
    if (
        verb.head != verb
        and verb.dep_ in _HOSTED
        and not apposition
        and (as_ or (before in _EDGES and after in _EDGES))
    ):
        return "hosted", reading.without(subtree(verb.head), [parenthesis, *_inside(verb, last)])
    if before not in _EDGES - {".", "(", ":", ""}:
        return "bare", ()
    if before == "," and after == "," and not reading.quotation(doc[first - 1].idx):
        whole = reading.span(sentence.start, sentence.end - 1)
        return "split", reading.without(whole, [parenthesis])
    return "fronted", reading.without((doc[sentence.start].idx, doc[first].idx))


def _name_edge(head: Token) -> int:
    """Return where a source begins; a name in apposition to what stands before its comma is one of its own."""
    name = apposed(head)
    return (name if name is not None else head).left_edge.i


def _inside(verb: Token, last: int) -> list[Span]:
    """Return what else belongs to a hosted reporting clause."""
    return [subtree(verb)] if verb.right_edge.i > last else []
