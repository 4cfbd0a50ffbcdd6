"""Pipe: which time each quantity is for. Only a time said in the figure's own clause or sentence counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from quotestats import layers, timex
from quotestats.records import Quantity, TimeRef

_CLAUSES = {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_POLLS = {"poll", "survey", "study", "polling", "ballot", "census"}
_COMPARING = re.compile(r"\b(?:compared|versus|vs|against|than|from)\b", re.IGNORECASE)
_NOT_THEN = {"before", "after", "until", "till"}
_SHARES_TIME = {"while", "whereas", "as", "with", "when", ""}
_BREAKS = re.compile(r"[;:.!?]|\bwhich\b|\bwho\b|\bwhile\b|\bbut\b|\s[-–—―]\s", re.IGNORECASE)
_NEAR = 8  # tokens between a figure and the time that follows it within its phrase


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quantity or a time with its tokens in the parse."""

    span: Span
    sentence: Span
    clause: Token


class Periods:
    """Fills ``time`` to ``period_end`` of each quantity from the times beside it."""

    def find(self, doc: Doc) -> list[Quantity]:
        """Return the quantities, each with its time where one is said."""
        quantities = layers.quantities(doc)
        if not doc.has_annotation("DEP"):
            return quantities
        return assign(doc, quantities, timex.stretches(layers.text(doc), layers.times(doc)))

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite the layer ``quantities``."""
        layers.write(doc, layers.QUANTITIES, self.find(doc))
        return doc


def assign(doc: Doc, quantities: Sequence[Quantity], times: Sequence[TimeRef]) -> list[Quantity]:
    """Return the quantities with the time that each is for."""
    by_sentence: dict[int, list[tuple[TimeRef, _Placed]]] = {}
    for time in times:
        placed = _place(doc, time.start, time.end)
        by_sentence.setdefault(placed.sentence.start, []).append((time, placed))
    figures = [_place(doc, q.start, q.end) for q in quantities]
    filled = []
    for index, quantity in enumerate(quantities):
        candidates = [
            (time, placed)
            for time, placed in by_sentence.get(figures[index].sentence.start, [])
            if time.end <= quantity.start or quantity.end <= time.start
        ]
        chosen = (
            _choose(doc, quantities, figures, index, candidates) if candidates and not _is_age(doc, quantity) else None
        )
        filled.append(_filled(quantity, chosen))
    return filled


def _place(doc: Doc, start: int, end: int) -> _Placed:
    span = layers.tokens(doc, start, end)
    return _Placed(span, span.sent, _clause(span.root))


def _clause(token: Token) -> Token:
    """Return the head of the clause that a token stands in; an infinitive complement belongs to its verb's clause."""
    for above in (token, *token.ancestors):
        if above.dep_ in _CLAUSES or (above.dep_ == "conj" and above.pos_ in ("VERB", "AUX")) or above.head == above:
            return above
    return token


def _is_age(doc: Doc, quantity: Quantity) -> bool:
    if quantity.kind != "duration" or quantity.unit not in ("year", "month"):
        return False
    text = layers.text(doc)
    before, after = (
        text[max(0, quantity.start - 10) : quantity.start].lower(),
        text[quantity.end : quantity.end + 6].lower(),
    )
    return "age" in before.split() or before.rstrip().endswith(("aged", "ages", "age of")) or "old" in after


def _filled(quantity: Quantity, time: TimeRef | None) -> Quantity:
    if time is None:
        return quantity
    start, end = time.period_start, time.period_end
    return replace(
        quantity,
        time=time.text,
        time_start=time.start,
        time_end=time.end,
        year=int(start[:4]) if start and end and start[:4] == end[:4] else None,
        period_start=start,
        period_end=end,
    )


Candidate = tuple[TimeRef, _Placed]


def _choose(
    doc: Doc, quantities: Sequence[Quantity], figures: Sequence[_Placed], index: int, candidates: list[Candidate]
) -> TimeRef | None:
    quantity, figure = quantities[index], figures[index]
    own = [time for time, _ in candidates if _follows(doc, quantities, index, time)]
    if own:
        return own[0]
    if quantity.role == "from":
        return None
    taken = {
        time.start
        for other in range(max(0, index - 6), min(len(quantities), index + 7))
        if other != index and figures[other].sentence.start == figure.sentence.start
        for time, _ in candidates
        if _follows(doc, quantities, other, time)
    }
    ranked = [
        (strength, -_distance(quantity, time), time)
        for time, placed in candidates
        if (strength := _strength(doc, quantity, figure, time, placed, time.start in taken)) > 0
    ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _distance(quantity: Quantity, time: TimeRef) -> int:
    return max(time.start - quantity.end, quantity.start - time.end)


def _preposition(doc: Doc, time: TimeRef) -> str:
    token = layers.tokens(doc, time.start, time.end)[0]
    before = doc[token.i - 1] if token.i > 0 else None
    return before.lower_ if before is not None and before.pos_ in ("ADP", "SCONJ") else ""


def _follows(doc: Doc, quantities: Sequence[Quantity], index: int, time: TimeRef) -> bool:
    """Tell whether a time stands right behind a figure, in its phrase: "46,000 the year before", "29,000 people in 2023"."""
    quantity = quantities[index]
    if time.start < quantity.end or (index + 1 < len(quantities) and quantities[index + 1].start < time.start):
        return False
    text = layers.text(doc)
    between = text[quantity.end : time.start]
    if len(between) > 80 or "\n" in between or _BREAKS.search(between) or _preposition(doc, time) in _NOT_THEN:
        return False
    if re.search(r"\bfrom\s*(?:the\s+)?$", between) and quantity.role != "from":
        return False
    gap = doc.char_span(quantity.end, time.start, alignment_mode="contract")
    tokens = list(gap) if gap is not None else []
    return len(tokens) <= _NEAR and not any(
        (t.pos_ in ("VERB", "AUX", "SCONJ") and t.dep_ != "amod") or (t.text == "," and not time.text[0].isdigit())
        for t in tokens
    )


def _strength(doc: Doc, quantity: Quantity, figure: _Placed, time: TimeRef, placed: _Placed, taken: bool) -> int:
    """Return how surely a time of the sentence is the figure's, 0 for not at all."""
    preposition = _preposition(doc, time)
    if (
        preposition in _NOT_THEN
        or preposition == "than"
        or (preposition == "from" and not time.text.lower().startswith("from"))
    ):
        return 0
    if taken and _compares_between(doc, quantity, time):
        return 0
    anchor = _anchor(placed.span.root)
    if anchor.pos_ in ("VERB", "AUX"):
        return _by_verb(figure, anchor, taken)
    return _by_noun(figure, anchor, placed)


def _compares_between(doc: Doc, quantity: Quantity, time: TimeRef) -> bool:
    first, last = (quantity.end, time.start) if quantity.end <= time.start else (time.end, quantity.start)
    return _COMPARING.search(layers.text(doc), first, last) is not None


def _anchor(token: Token) -> Token:
    """Return the verb or noun that a time modifies: past its prepositions and the nouns of its own phrase."""
    for above in token.ancestors:
        if above.pos_ not in ("ADP", "ADV", "SCONJ", "PART", "NUM", "ADJ", "PUNCT", "DET"):
            return above
    return token


def _verbs(token: Token) -> Token:
    """Return the verb whose clause an infinitive belongs to: "tried to sell" is one clause."""
    while token.dep_ == "xcomp" and token.head != token:
        token = token.head
    return token


def _by_verb(figure: _Placed, anchor: Token, taken: bool) -> int:
    anchor_clause, clause = _clause(_verbs(anchor)), figure.clause
    if anchor_clause == clause:
        return 3
    if _modifies(anchor_clause, figure):
        return 3
    if _polls(anchor_clause, clause):
        return 2
    if not taken and _shares(clause, anchor_clause):
        return 1
    return 0


def _modifies(clause: Token, figure: _Placed) -> bool:
    """Tell whether a relative clause or participle is said of what the figure counts: "45,756 migrants crossing ..."."""
    if clause.dep_ not in ("relcl", "acl"):
        return False
    noun, root = clause.head, figure.span.root
    return (
        noun == root
        or root.head == noun
        or (root.head.dep_ == "prep" and root.head.head == noun)
        or noun in figure.span
    )


def _polls(clause: Token, figure_clause: Token) -> bool:
    """Tell whether a time is that of the poll which says the figure: "a poll released Friday shows that ..."."""
    subject = next((t for t in (clause, *clause.ancestors) if t.dep_ in _SUBJECTS), None)
    if subject is None or not any(t.lemma_.lower() in _POLLS for t in (subject, *subject.subtree)):
        return False
    return subject.head == figure_clause or subject.head in figure_clause.ancestors


def _shares(clause: Token, other: Token) -> bool:
    """Tell whether a clause without a time of its own takes that of another: coordinated, or under while, as, with."""
    if clause.dep_ == "conj" and _first_conjunct(clause) == _first_conjunct(other):
        return True
    if clause.dep_ == "advcl" and clause.head == other:
        mark = next((child.lower_ for child in clause.children if child.dep_ == "mark"), "")
        return mark in _SHARES_TIME
    if other.dep_ == "conj" and other.head == clause:
        return not any(child.dep_ in _SUBJECTS for child in other.children)
    return False


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _by_noun(figure: _Placed, anchor: Token, placed: _Placed) -> int:
    """Judge a time inside a noun phrase: of the figure's own, or of the subject of its clause ("sales in 2004 were")."""
    root = figure.span.root
    if anchor == root or (
        anchor in root.ancestors and anchor.pos_ in ("NOUN", "PROPN", "NUM") and _same_phrase(root, anchor)
    ):
        return 3
    noun = anchor
    while noun.dep_ in ("compound", "nmod", "amod", "poss") and noun.head != noun:
        noun = noun.head
    if noun.dep_ in _SUBJECTS and noun.head.pos_ in ("VERB", "AUX"):
        verb = _clause(noun.head)
        if verb == figure.clause:
            return 2
        return 1 if _shares(figure.clause, verb) else 0
    if noun.dep_ == "pobj" and noun.head.dep_ in ("prep", "agent"):
        above = noun.head.head
        while above.dep_ in ("acomp", "xcomp") and above.head != above:
            above = above.head
        return 2 if above == figure.clause else 0
    if noun.dep_ in ("dobj", "attr", "obj") and _clause(noun) == figure.clause:
        return 2
    return 0


def _same_phrase(token: Token, above: Token) -> bool:
    for step in (token, *token.ancestors):
        if step == above:
            return True
        if step.pos_ in ("VERB", "AUX"):
            return False
    return False
