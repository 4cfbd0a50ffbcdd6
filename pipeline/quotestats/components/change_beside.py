"""How a figure moved by the words directly before and behind it: ``up 3%``, ``40 fewer nurses``, ``3% higher``."""

from typing import cast

from spacy.tokens import Span, Token

from quotestats import lexicon
from quotestats.components.change_words import ADJECTIVES, ADVERBS, NONE, Change, token_at
from quotestats.records import Direction

_COMPARATIVES: dict[str, Direction] = {
    row["surface"]: cast(Direction, row["direction"])
    for row in lexicon.table("multiples")
    if row["class"] == "comparative"
}
_MORE: dict[str, Direction] = {"more": "up", "fewer": "down", "less": "down"}
_EARLIER = frozenset({"before", "previously", "earlier", "then", "now", "today"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_PAID = ("for", "on", "in", "a", "per", "each")  # "£9 more for a ticket", "£212 more a year"


def compared(figure: Span, kind: str) -> Change | None:
    """Read ``more``, ``fewer``, ``longer`` behind a figure: a change over time or of a noun, else a comparison.

    ``40 fewer nurses``, ``6% more than the year before``, ``£9 more for a ticket``; not "half a point less than hoped".
    """
    doc, sentence = figure.doc, figure[0].sent
    place = figure.end
    if place + 1 < sentence.end and doc[place].pos_ == "NOUN" and doc[place + 1].lower_ in ("more", "fewer"):
        place += 1  # "40 nurses fewer"
    direction = _COMPARATIVES.get(doc[place].lower_, "") if place < sentence.end else ""
    if not direction or kind in ("multiple", "ratio"):
        return None
    behind = doc[place + 1 : min(place + 7, sentence.end)]
    if len(behind) and behind[0].lower_ == "than" and doc[place].lower_ not in ("higher", "lower"):
        return Change(direction, "change") if _is_timed(behind) else NONE
    if doc[place].lower_ not in _MORE:
        return None
    return Change(direction, "change") if place > figure.end or _is_named(behind, kind) else _not_more(kind)


def _is_named(behind: Span, kind: str) -> bool:
    """Tell whether "more" goes with a noun behind it, or with what is paid for."""
    if not len(behind):
        return False
    named = any(t.pos_ in ("NOUN", "PROPN") for t in behind[:3]) and behind[0].pos_ in _NAMING
    return named or (kind in ("money", "percent") and behind[0].lower_ in _PAID)


def _not_more(kind: str) -> Change | None:
    return None if kind == "count" else NONE


def _is_timed(words: Span) -> bool:
    """Tell whether a comparison is with another time."""
    return any(t.ent_type_ in ("DATE", "TIME") or t.lower_ in _EARLIER for t in words)


def beside(figure: Span, kind: str) -> Change | None:
    """Read the word that stands directly before or behind: ``up 3%``, ``another 40``, ``3% higher``, ``a 20% rise``."""
    before = token_at(figure, figure.start - 1)
    return (_before(figure, before, kind) if before is not None else None) or _behind(figure, kind)


def _before(figure: Span, before: Token, kind: str) -> Change | None:
    word = before.lower_
    if word == "+" and not before.whitespace_:
        return Change("up", "change")  # "closed at +0.3%"
    if word in ADJECTIVES and kind in ("count", "money", "measure"):
        return Change(ADJECTIVES[word], "change")
    earlier = token_at(figure, figure.start - 2)
    adverb = earlier if word == "by" and earlier is not None and earlier.lower_ in ADVERBS else before
    if adverb.lower_ not in ("up", "down", "off") or _is_lead(figure, kind):
        return None
    scored = token_at(figure, adverb.i - 1) if adverb.lower_ == "off" else None
    bowled = token_at(figure, figure.end) if adverb.lower_ == "off" else None
    if bowled is not None and bowled.lower_ in ("balls", "deliveries", "overs"):
        return None  # "201 not out off 128 balls"
    particle = adverb.dep_ == "prt" and adverb.head.pos_ == "VERB"
    if particle or (scored is not None and scored.like_num):
        return None  # "set up 40 clinics", "143 off 98 balls"
    return Change(ADVERBS[adverb.lower_], "change")


def _behind(figure: Span, kind: str) -> Change | None:
    behind = token_at(figure, figure.end)
    if behind is None:
        return None
    if behind.lower_ in ("higher", "lower") and kind != "multiple":
        return Change(ADVERBS[behind.lower_], "change")
    if behind.lower_ == "ahead" and _is_timed(figure.doc[figure.end : min(figure.end + 5, figure[0].sent.end)]):
        return Change("up", "change")  # "48% ahead of 2021"
    if behind.lower_ in ("extra", "additional") and kind == "count":
        return Change("up", "change")  # "40,000 extra nurses"
    return None


def _is_lead(figure: Span, kind: str) -> bool:
    """Tell whether "up by 4 points on Smith" is a lead, which has no direction."""
    behind = token_at(figure, figure.end)
    return kind == "percentage_point" and behind is not None and behind.lower_ in ("on", "over", "against", "ahead")
