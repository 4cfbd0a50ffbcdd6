"""What stands further from a figure: a rate behind its noun, what it is compared with, and what "points" are."""

import re

from spacy.tokens import Span

from quotestats import lexicon
from quotestats.numerals.scan import Scanner
from quotestats.numerals.words import context
from quotestats.records import Quantity

_WHOLE = frozenset(row["surface"] for row in lexicon.table("rates") if row["match"] == "whole")
_RATE_WORDS = frozenset({"a", "an", "per", "each", "every", *_WHOLE})
_TIMES = context("times")
_PERIODIC = frozenset(row["lemma"] for row in lexicon.table("counting") if row["class"] == "periodic")
_PERIODS = {"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
            "hourly": "hour", "nightly": "night"}  # fmt: skip
_REACH = 7  # tokens between a figure and the rate it has
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|in comparison (?:with|to)|relative to|versus|than|as \w+ as)\s+", re.IGNORECASE
)
_SINCE_THEN = re.compile(
    r"""\s(?:on|from|against)\s
    (?=(?:an?|the|last)\s(?:\w+\s)?(?:year|month|quarter|week|decade|season|summer|winter|spring|autumn)\b
       |(?:19|20)\d\d\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE_END = re.compile(r"[,;.:()\n”\"]|\s[–—-]\s")
_GAME = context("game")
_INDEX = context("index")
_EXCHANGES = frozenset({"sensex", "nifty", "bse", "dow", "nasdaq", "nikkei", "dax", "ftse"})  # whose points are its own


def rate(scanner: Scanner, figure: Span, quantity: Quantity) -> str:
    """Return the denominator said apart from the figure: ``70m passengers a year``, ``annual sales of $30bn``."""
    if quantity.kind not in ("count", "money", "measure", "duration"):
        return ""
    before = figure.doc[figure.start - 1] if figure.start > figure[0].sent.start else None
    known = before is not None and before.lower_ in ("the", "'s", "its", "their", "these", "those")
    behind = "" if known and quantity.kind != "duration" else _rate_behind(scanner, figure)
    if behind or quantity.kind == "duration" or quantity.counted_start is None:
        return behind
    counted = quantity.counted.lower().split()
    return next((_PERIODS[word] for word in counted if word in _PERIODIC), "")


def _rate_behind(scanner: Scanner, figure: Span) -> str:
    doc = figure.doc
    for index in range(figure.end, min(figure.end + _REACH, figure[0].sent.end)):
        token = doc[index]
        if (token.is_punct and token.text not in "'’-") or token.pos_ in ("VERB", "NUM", "SCONJ"):
            return ""
        if token.lower_ not in _RATE_WORDS or (token.lower_ in ("a", "an") and doc[index - 1].pos_ == "ADP"):
            continue  # "a hole in the budget over a decade"
        found = scanner.rate(doc[index : index + _REACH].text)
        if found is not None and (token.lower_ == "per" or token.pos_ == "ADV" or found[0] in _TIMES):
            return found[0]
    return ""


def compared_to(text: str, figure: Span, *, changed: bool) -> str:
    """Return the words that a figure is compared with, as far as they hold no figure of their own.

    ``changed``: it is the size of a change, which may be "on a year earlier" or "from 2017".
    """
    start = figure.end_char
    limit = min(figure[0].sent.end_char, start + 160)
    match = (_SINCE_THEN.match(text, start, limit) if changed else None) or _COMPARED.search(text, start, limit)
    if match is None or _CLAUSE_END.search(text, start, match.start()):
        return ""
    stop = _CLAUSE_END.search(text, match.end(), limit)
    words = text[match.end() : stop.start() if stop else limit].rstrip()
    between = text[start : match.start()]
    return "" if any(c.isdigit() for c in _YEAR.sub("", between + words)) else words


def points_are_percent(figure: Span) -> bool:
    """Tell whether points are percentage points, as in polls and votes, and not those of a game or an index."""
    words = {token.lower_ for token in figure[0].sent}
    if words & _EXCHANGES:
        return False
    if any(word in ("%", "percent", "poll", "polls", "voters", "vote", "cent") for word in words):
        return not (words & _INDEX and figure.text.replace(",", "").replace(".", "").isdigit() and len(figure.text) > 3)
    return not words & (_GAME | (_INDEX - {"points", "average", "market"}))
