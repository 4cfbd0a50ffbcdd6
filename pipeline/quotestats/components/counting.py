"""What a figure counts or measures: the head of the noun phrase, found by the parse for each kind of quantity."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats.components.counting_apart import aged, apart, lasting
from quotestats.components.counting_clauses import (
    CHANGE_NOUNS,
    NO_HEADS,
    NOUNS,
    RELATIVES,
    SUBJECTS,
    WORDS,
    antecedent,
    complement,
    subject,
)

_FAMILY = frozenset({"family", "household", "mother", "father", "parent", "grandmother", "grandfather"})
_PERIODS = frozenset({"day", "week", "month", "quarter", "year"})  # "0.3% month on month"
_LATER = frozenset({"later", "earlier", "ago", "before", "after"})
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "nmod", "poss", "det", "npadvmod", "punct"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head noun of what is counted; ``beside``: the figure stands in its noun phrase ("29,000 people")."""

    noun: Token
    beside: bool


def head(figure: Span, *, kind: str) -> Head | None:
    """Return the head of what a figure counts or measures, None where the text names none.

    ``kind`` is that of the quantity, or ``occasions`` for a count of times ("twice").
    """
    if _of_family(figure):
        return None
    noun = _beside(figure)
    if noun is not None and kind != "count" and noun.lemma_.lower() in CHANGE_NOUNS:
        noun = complement(noun, ("in", "of", "for")) or subject(noun)
        return Head(_topic(noun), beside=False) if noun is not None else None
    noun = noun or _whole(figure)
    if noun is not None and noun.lemma_ in _PERIODS and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "on":
        return Head(found, beside=False) if (found := apart(figure, kind)) is not None else None
    if noun is None and kind in ("money", "percent", "measure"):
        noun = _adjacent(figure)
    if noun is not None:
        return Head(antecedent(noun), beside=True)
    found = (aged(figure) or lasting(figure)) if kind == "duration" else apart(figure, kind)
    share = found is not None and _is_share(found) and kind not in ("percent", "percentage_point")
    found = subject(found) if found is not None and share else found  # "lost 1.1 percent to 22,614": what lost it
    return Head(_topic(found), beside=False) if found is not None else None


def _is_share(noun: Token) -> bool:
    """Tell whether a noun is a per cent, which counts nothing."""
    return noun.lower_ in ("percent", "%") or (noun.lower_ == "cent" and noun.i > 0 and noun.nbor(-1).lower_ == "per")


def _whole(figure: Span) -> Token | None:
    """Return the noun behind "of": the inmates of "25 percent of inmates", the guns of "a couple of guns"."""
    if figure[-1].lower_ == "of":
        return next((c for c in figure[-1].children if c.dep_ == "pobj"), None)
    noun = complement(figure.root, ("of",), after=figure.end) or complement(figure[-1], ("of",), after=figure.end)
    if noun is not None and noun.lemma_.lower() in ("vote", "ballot"):
        return _winner(figure) or noun
    return noun if noun is None or noun.pos_ != "PRON" or noun.tag_ in RELATIVES else None  # "3,000 of them"


def _of_family(figure: Span) -> bool:
    """Tell whether a number says of how many a family is: ``a family of four pays``."""
    doc, place = figure.doc, figure.start - 1
    return place > figure[0].sent.start and doc[place].lower_ == "of" and doc[place - 1].lemma_.lower() in _FAMILY


def _winner(figure: Span) -> Token | None:
    """Return the party or candidate that has a share of the vote: ``the Alliance won 41 percent of the vote``."""
    verb = figure.root.head
    if verb.pos_ != "VERB" or figure.root.dep_ != "dobj":
        return None
    return next((antecedent(c) for c in verb.children if c.dep_ == "nsubj" and c.pos_ in NOUNS), None)


def _topic(noun: Token) -> Token:
    """Return what a plan is about: hotel use in "the promise to end hotel use"."""
    if noun.lemma_.lower() not in WORDS["plans"]:
        return noun
    aim = next((c for c in noun.subtree if c.pos_ == "VERB" and c.dep_ == "acl" and c.tag_ == "VB"), None)
    target = next((c for c in aim.children if c.dep_ == "dobj"), None) if aim is not None else None
    return target if target is not None and target.pos_ in NOUNS else noun


def _adjacent(figure: Span) -> Token | None:
    """Return the noun directly behind a figure that the parse leaves apart, as in headlines: ``in $4bn plane deal``."""
    if figure.end >= figure[0].sent.end or not figure[-1].whitespace_:
        return None
    noun = figure.doc[figure.end]
    while noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i and noun.head.i - figure.end < 6:
        noun = noun.head
    named = (
        noun.ent_type_ in ("DATE", "TIME", "PERSON") or noun.lemma_ in _PERIODS or noun.dep_ in (*SUBJECTS, "npadvmod")
    )
    return noun if noun.pos_ in NOUNS and figure.doc[figure.end].pos_ in NOUNS and not named else None


def _beside(figure: Span) -> Token | None:
    """Return the noun that the figure modifies, within its own noun phrase."""
    return _modified(figure, figure.root) or _modified(figure, figure[-1])


def _modified(figure: Span, token: Token) -> Token | None:
    """Climb from one token of the figure to the noun behind it that it modifies."""
    for _ in range(5):
        if token.i >= figure.end and token.pos_ in NOUNS:
            break
        if token.dep_ not in _INSIDE or token.head.i == token.i:
            return None
        token = token.head
    token = _of_compound(figure, token)
    between = token.doc[figure.end : token.i]
    if token.i < figure.end or token.pos_ not in NOUNS or len(between) > 8 or token.lower_ in NO_HEADS:
        return None
    if token.lemma_ in (*_PERIODS, "decade") and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _LATER:
        return None  # "at 10.4bn three decades later"
    if token.text[:1].isdigit():  # "11 million Model 3s", "from 30mph to 20mph"
        token = token.nbor(-1)
        return token if token.i >= figure.end and token.pos_ in NOUNS else None
    return None if len(token.text.rstrip(".")) < 2 or _is_apart(between) else token  # the "m." of "£5m."


def _is_apart(between: Span) -> bool:
    """Tell whether what stands between a figure and a noun keeps them apart."""
    signs = any(t.text in ";:()—–" for t in between)
    to = any(t.lower_ == "to" for t in between)  # "from 155,000 to 110,000 staff"
    # "down by a third, and car thefts by half"
    clause = any(t.text == "," and t.i + 1 < between.end and t.nbor(1).dep_ == "cc" for t in between)
    return signs or to or clause


def _of_compound(figure: Span, token: Token) -> Token:
    """Return the noun that is counted in a compound: jobs in "50 bank jobs", but members in "a six-member team"."""
    last = token
    while last.dep_ in ("compound", "nmod") and last.head.i > last.i and last.head.pos_ in NOUNS:
        last = last.head
    doc, place = figure.doc, figure.end
    hyphen = place < len(doc) and doc[place].text in "-–"
    nearest = doc[place + hyphen] if place + hyphen < len(doc) else last
    if nearest.pos_ not in NOUNS or nearest.i >= last.i or doc[nearest.i + 1].text in "-–":  # "a $62m write-off"
        return last
    if hyphen and nearest.i <= last.i:
        return nearest
    singular_head = last.tag_ == "NN" and last.lemma_.lower() not in WORDS["mass"]
    return nearest if singular_head and figure.root.like_num and nearest.tag_ == "NN" else last
