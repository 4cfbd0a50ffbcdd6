"""What a quantity counts: the noun of its own phrase or clause, else what an earlier figure counted."""

from dataclasses import replace

from spacy.tokens import Span, Token

from quotestats.components import counting_context as context
from quotestats.components import counting_elided
from quotestats.components.counting import Head, head
from quotestats.components.counting_clauses import CHANGE_NOUNS, complement
from quotestats.components.counting_phrases import extent, singular
from quotestats.numerals import votes
from quotestats.records import Quantity

_OLD = frozenset({"old", "olds"})
_TALLIES = frozenset({"number", "total", "tally", "count", "figure"})
_OWED = frozenset({"aid", "cash", "debt", "funding", "investment", "profit", "revenue", "saving", "spending", "tax"})
_LARGE = 1e5  # from here on a number in words or with a scale may be money whose currency is left out


def counted(text: str, quantity: Quantity, figure: Span, earlier: list[Quantity]) -> Quantity:
    """Return the quantity with what it counts, and for a bare count the unit; ``earlier`` are those before it."""
    if quantity.unit == votes.UNIT:
        return quantity
    sentence = figure[0].sent[0].idx
    named = head(figure, kind="occasions" if quantity.unit == "time" else quantity.kind)
    if _is_bare(quantity) and (points := context.polled(text, earlier, quantity)) is not None:
        return points
    if _is_bare(quantity) and named is not None and named.beside and named.noun.lemma_.lower() in _OWED:
        quantity = _with_currency(text, sentence, earlier, quantity)  # "€5bn with 1.1 billion of debt"
    if _is_bare(quantity) and (named is None or not named.beside):
        quantity = _with_currency(text, sentence, earlier, quantity)
        same = _elided(text, sentence, earlier, quantity, named) if _is_bare(quantity) else None
        if same is not None:
            return same
    if named is not None and (named.noun.lower_ in _OLD or quantity.start <= named.noun.idx < quantity.end):
        named = None
    if named is None:
        return context.carried(text, sentence, earlier, quantity)
    sized = not named.beside and named.noun.lemma_.lower() in CHANGE_NOUNS
    level = context.appositive(text, sentence, earlier, quantity) if sized else None
    return level if level is not None else _with_noun(text, quantity, figure, named)


def _is_bare(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not quantity.unit


def _with_currency(text: str, sentence: int, earlier: list[Quantity], quantity: Quantity) -> Quantity:
    """Return a large number told with a scale (``six or seven million``) as money where money was told before it."""
    size = quantity.value or quantity.value_low or 0.0
    scaled = quantity.text[-1:].isalpha()
    return context.elided_currency(text, sentence, earlier, quantity) if scaled and size >= _LARGE else quantity


def _elided(
    text: str, sentence: int, earlier: list[Quantity], quantity: Quantity, named: Head | None
) -> Quantity | None:
    """Return a bare number with the unit and noun of an earlier figure, where it goes on from that one."""
    carried = context.elided(text, sentence, earlier, quantity)
    if carried is not None and (named is None or named.noun.tag_ != "NNS"):
        return carried
    left_out = counting_elided.left_out(text, earlier, quantity)
    if left_out is not None and (named is None or left_out.kind != "count" or _is_tally(named.noun)):
        return left_out
    return None


def _is_tally(noun: Token) -> bool:
    """Tell whether a noun is a figure of what was counted before: "put the figure at 40", not "the number of tents"."""
    return noun.lemma_.lower() in _TALLIES and complement(noun, ("of",)) is None


def _listed(noun: Token) -> Token:
    """Return the noun that is numbered: pupils in "pupil numbers", else the noun itself."""
    if noun.lemma_.lower() not in _TALLIES or noun.i == 0 or noun.nbor(-1).dep_ != "compound":
        return noun
    return noun.nbor(-1)


def _with_noun(text: str, quantity: Quantity, figure: Span, named: Head) -> Quantity:
    """Return the quantity with the phrase of the noun that it counts, and for a bare count with its unit."""
    start, end = extent(named.noun, figure, beside=named.beside)
    bare, unit, kind = _is_bare(quantity), quantity.unit, quantity.kind
    numbered = complement(named.noun, ("of",)) if bare and named.noun.lemma_ in _TALLIES else None
    if numbered is not None and numbered.tag_ in ("NNS", "NNPS"):
        unit = singular(numbered)  # "the number of hives rose to 1,350"
    if bare and (named.beside or named.noun.tag_ == "NNS"):
        unit = singular(_listed(named.noun))
        if unit == "age" and quantity.value is not None:
            kind, unit = "duration", "year"
    return replace(quantity, kind=kind, unit=unit, counted=text[start:end], counted_start=start, counted_end=end)
