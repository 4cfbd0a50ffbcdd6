"""How surely a time of a sentence belongs to a figure of it, judged by the parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from spacy.tokens import Doc, Span, Token

from quotestats import layers, lexicon

_CLAUSES = {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_POLLS = {"poll", "survey", "study", "polling", "ballot", "census"}
_SAYING = frozenset(row["lemma"] for row in lexicon.table("cues") if row["kind"] == "say") - {"add"}
_DOCUMENTS = frozenset(row["noun"] for row in lexicon.table("document_nouns")) - _POLLS
_SHARES_TIME = {"while", "whereas", "as", "with", "when", ""}
_SAME_EVENT = {"when", "as", "while"}
_HEIGHT = 40  # how far a walk in the parse goes
_BETWEEN = ("ADP", "ADV", "SCONJ", "PART", "NUM", "ADJ", "PUNCT", "DET")  # tags between a time and what it modifies


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure or a time with its tokens in the parse."""

    span: Span
    sentence: int
    clause: Token


class Places:
    """Puts stretches of a text into its parse; sentences are numbered once, for a span's own walk to them is long."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._sentences = (doc.to_array("SENT_START") == 1).cumsum().tolist()

    def __call__(self, start: int, end: int) -> Placed:
        """Return the tokens of a stretch of the original text, its sentence's number and the head of its clause."""
        span = layers.tokens(self._doc, start, end)
        return Placed(span, self._sentences[span.start], _clause(span.root))


def _above(token: Token) -> Iterator[Token]:
    """Yield the tokens above one, up to a height that no clause has."""
    return islice(token.ancestors, _HEIGHT)


def strength(figure: Placed, time: Placed, *, taken: bool) -> int:
    """Return 3 for a time of the figure's own clause or phrase, 2 or 1 for one said beside it, 0 for another's.

    ``taken``: the time stands right behind another figure, which has the better claim.
    """
    anchor = _anchor(time.span.root)
    if anchor.pos_ in ("VERB", "AUX"):
        return _by_verb(figure, anchor, taken)
    if any(above.lower_ == "according" for above in (anchor, *islice(anchor.ancestors, 3))):
        return 0  # "killing 20, according to officials on Thursday"
    if anchor.lemma_.lower() in _DOCUMENTS and time.span.root.dep_ in ("compound", "nummod", "amod", "nmod"):
        return 0  # "a 2019 paper put the loss at 11 km"
    return _by_noun(figure, anchor, aside=_aside(time.span, anchor))


def is_said_in(figure: Placed, time: Placed) -> bool:
    """Tell whether a figure stands in what the clause of a time reports."""
    anchor = _anchor(time.span.root)
    return anchor.pos_ in ("VERB", "AUX") and _clause(_own_verb(anchor)) in _above(figure.clause)


def _clause(token: Token) -> Token:
    for above in (token, *_above(token)):
        if above.dep_ in _CLAUSES or (above.dep_ == "conj" and above.pos_ in ("VERB", "AUX")) or above.head is above:
            return above
    return token


def _anchor(token: Token) -> Token:
    """Return the verb or noun that a time modifies, past its prepositions and the words of its own phrase."""
    return next((above for above in _above(token) if above.pos_ not in _BETWEEN), token)


def _aside(time: Span, anchor: Token) -> bool:
    """Tell whether a time is in an apposition below its noun: "the strike, the first since 2016, ..."."""
    below = takewhile(lambda above: above != anchor, _above(time.root))
    return any(step.dep_ == "appos" for step in below)


def _own_verb(token: Token) -> Token:
    """Return the verb whose clause an infinitive belongs to: "tried to sell" is one clause."""
    while token.dep_ == "xcomp" and token.head is not token:
        token = token.head
    return token


def _by_verb(figure: Placed, anchor: Token, taken: bool) -> int:
    clause = _clause(_own_verb(anchor))
    if clause == figure.clause or _modifies(clause, figure):
        return 3
    if _of_a_poll(clause, figure.clause):
        return 2
    if clause.lemma_.lower() in _SAYING:
        return 0  # "the firm announced on Monday, cutting 780 jobs": Monday is when it was said
    return int(_shares(figure.clause, clause, taken))


def _modifies(clause: Token, figure: Placed) -> bool:
    """Tell whether a relative clause or participle is said of what is counted: "300 lorries crossing ..."."""
    if clause.dep_ not in ("relcl", "acl"):
        return False
    noun, root = clause.head, figure.span.root
    within = root.head.dep_ == "prep" and root.head.head == noun  # "the quota of 400, which was met in ..."
    return noun in {root, root.head} or within or noun in figure.span


def _of_a_poll(clause: Token, figure_clause: Token) -> bool:
    """Tell whether a time is that of the poll which says the figure: "a poll released Friday shows that ..."."""
    subject = next((t for t in (clause, *_above(clause)) if t.dep_ in _SUBJECTS), None)
    if subject is None or not any(t.lemma_.lower() in _POLLS for t in islice(subject.subtree, _HEIGHT)):
        return False
    return subject.head == figure_clause or subject.head in _above(figure_clause)


def _shares(clause: Token, other: Token, taken: bool) -> bool:
    """Tell whether a clause without a time of its own takes that of another about the same event."""
    if clause.dep_ == "acl" and clause.tag_ == "VBG":
        return clause.head.head == other  # "12 boats carrying 600 people crossed"
    if clause.dep_ == "advcl" and clause.head == other:
        mark = _mark(clause)
        return mark in _SHARES_TIME and (not taken or clause.tag_ == "VBG")
    if other.dep_ == "advcl" and other.head == clause:
        reports = any(child.dep_ == "ccomp" for child in other.children)
        return _mark(other) in _SAME_EVENT and not reports  # "20 died when a bus crashed on Sunday"
    if taken:
        return False
    if clause.dep_ == "conj" and _first_conjunct(clause) == _first_conjunct(other):
        return True
    return other.dep_ == "conj" and other.head == clause and not any(c.dep_ in _SUBJECTS for c in other.children)


def _mark(clause: Token) -> str:
    return next(
        (child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod") and child.i < clause.i), ""
    )


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token


def _by_noun(figure: Placed, anchor: Token, *, aside: bool) -> int:
    """Judge a time inside a noun phrase: the figure's own, or one beside it in the clause ("sales in 2004 were")."""
    root = figure.span.root
    if anchor == root or _same_phrase(root, anchor):
        return 3
    noun = anchor
    while noun.dep_ in ("compound", "nmod", "amod", "poss") and noun.head is not noun:
        noun = noun.head
    if noun.dep_ in _SUBJECTS and noun.head.pos_ in ("VERB", "AUX"):
        return 0 if aside else _by_subject(figure, noun)
    if noun.dep_ == "pobj" and noun.head.dep_ in ("prep", "agent"):
        above = noun.head.head
        while above.dep_ in ("acomp", "xcomp") and above.head is not above:
            above = above.head
        return 2 if above == figure.clause else 0
    return 2 if noun.dep_ in ("dobj", "attr", "obj") and _clause(noun) == figure.clause else 0


def _by_subject(figure: Placed, noun: Token) -> int:
    verb = _clause(noun.head)
    if verb == figure.clause or (noun.lemma_.lower() in _POLLS and verb in _above(figure.clause)):
        return 2
    return int(_shares(figure.clause, verb, False))


def _same_phrase(token: Token, above: Token) -> bool:
    """Tell whether a noun is above a token with no verb in between."""
    if above.pos_ not in ("NOUN", "PROPN", "NUM"):
        return False
    for step in (token, *_above(token)):
        if step == above:
            return True
        if step.pos_ in ("VERB", "AUX"):
            return False
    return False
