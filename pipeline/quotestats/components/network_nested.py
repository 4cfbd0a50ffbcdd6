"""Statements within statements: what the source of a content is itself said to report.

The corpus that the network learned from marks one attribution a number, mostly the outermost. Which words inside a
content are again a source, a cue and a content is settled by the parse: a verb of saying or showing with a named or
written subject ("Sunak said *the ONS puts it at 745,000*"), or those whom a reporting outlet cites ("CNN reported that
9 were held, *citing police*"); or whose claim another speaks of ("Factbase rejected *Ono's claim that 5 had died*").
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestats import layers
from quotestats.components.network_parse import VERBAL, Span, holds, place, subject, subtree, words_above
from quotestats.lexicon import table
from quotestats.records import Attribution, Quantity

_SAYING, _SHOWING = "say", "show"
_LOOSE = " ,;\u00a0\n"
_CLAUSES = {"acl", "ccomp"}
_OBJECTS = {"dobj", "prep"}  # of a verb of figures: "Ono had claimed a loss of $9m" says no such thing


@dataclass(frozen=True, slots=True)
class Inner:
    """An attribution found inside another: ``around`` is the content that the outer one keeps."""

    source: Span
    cue: Span
    content: tuple[Span, ...]
    around: tuple[Span, ...]


class Nesting:
    """Finds the attributions of quantities inside a content, by the lexicon of cues and the parse."""

    def __init__(self) -> None:
        self._kinds = {row["lemma"]: row["kind"] for row in table("cues")}
        frames = {row["lemma"]: set(row["frames"].split("|")) for row in table("figure_cues")}
        self._figures = {lemma for lemma, taken in frames.items() if taken & {"object", "at"}}
        self._nouns = {row["lemma"] for row in table("cue_nouns")}
        self._documents = {row["lemma"] for row in table("source_nouns")}

    def inside(self, doc: Doc, outer: Attribution, quantities: list[Quantity]) -> Inner | None:
        """Return the attribution of the first quantity that the content attributes anew, or None."""
        for quantity in quantities:
            if outer.covers(quantity.start, quantity.end):
                for cue in words_above(layers.tokens(doc, quantity.start, quantity.end).root):
                    found = self._claimed(outer, cue, quantity) if cue.pos_ == "NOUN" else None
                    if cue.pos_ in VERBAL:
                        found = self._reported(outer, cue, quantity) or self._cited(doc, outer, cue)
                    if found:
                        return found
        return None

    def _claimed(self, outer: Attribution, cue: Token, quantity: Quantity) -> Inner | None:
        """Return what somebody's claim, promise or the like is, where another speaks of it ("rejected Ono's claim")."""
        who = next((child for child in cue.lefts if child.dep_ == "poss"), None)
        said = next((child for child in cue.rights if child.dep_ in _CLAUSES and holds(child, quantity)), None)
        if cue.lemma_.lower() not in self._nouns or who is None or said is None or who.pos_ not in {"PROPN", "NOUN"}:
            return None
        if outer.source_start is None or (outer.source_start <= who.idx < (outer.source_end or 0)):
            return None
        content = _within(outer, subtree(said))
        return Inner(_phrase(who), place(cue), (content,), outer.content_spans) if content else None

    def _reported(self, outer: Attribution, cue: Token, quantity: Quantity) -> Inner | None:
        who = subject(cue)
        if who is None or not self._speaks(who, cue) or not outer.covers(*place(who)) or _is_cue(outer, cue):
            return None
        objects = _CLAUSES | _OBJECTS if cue.lemma_ in self._figures else _CLAUSES
        said = next((c for c in cue.children if c.dep_ in objects and holds(c, quantity)), None)
        if said is None:
            return None
        content = _within(outer, subtree(said))
        return Inner(_phrase(who), place(cue), (content,), outer.content_spans) if content else None

    def _speaks(self, who: Token, cue: Token) -> bool:
        """Tell whether a subject is one that says or shows: a name, or a poll, report or the like."""
        kind = self._kinds.get(cue.lemma_.lower())
        named = who.pos_ == "PROPN" and kind == _SAYING
        written = who.lemma_.lower() in self._documents and kind in {_SAYING, _SHOWING}
        return named or written

    def _cited(self, doc: Doc, outer: Attribution, cue: Token) -> Inner | None:
        """Return those cited by a reporting outlet: they say all that it reports, but for the words that cite them."""
        if not _is_cue(outer, cue) or outer.source_start is None:
            return None
        for verb in cue.subtree:
            cited = next((c for c in verb.rights if c.dep_ == "dobj"), None)
            if verb.lemma_ == "cite" and verb.dep_ == "advcl" and cited is not None:
                content = _without(layers.text(doc), outer.content_spans, subtree(verb))
                return Inner(_phrase(cited), place(verb), content, content) if content else None
        return None


def _is_cue(outer: Attribution, token: Token) -> bool:
    return outer.cue_start is not None and outer.cue_end is not None and outer.cue_start <= token.idx < outer.cue_end


def _within(outer: Attribution, span: Span) -> Span | None:
    """Return what one span of the outer content shares with a span, if it is less than all of that content."""
    for start, end in outer.content_spans:
        shared = max(start, span[0]), min(end, span[1])
        if shared[0] < shared[1] and shared[1] - shared[0] < outer.length:
            return shared
    return None


def _without(text: str, spans: tuple[Span, ...], hole: Span) -> tuple[Span, ...]:
    """Return the spans without the characters of the hole, and without marks left over at its edges."""
    cut = [part for s, e in spans for part in ((s, min(e, hole[0])), (max(s, hole[1]), e)) if part[0] < part[1]]
    trimmed = [(e - len(text[s:e].lstrip(_LOOSE)), s + len(text[s:e].rstrip(_LOOSE))) for s, e in cut]
    return tuple(part for part in trimmed if part[0] < part[1])


def _phrase(head: Token) -> Span:
    """Return a noun phrase up to its head, and what "of" adds to it."""
    last = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return head.left_edge.idx, place(last.right_edge if last is not None else head)[1]
