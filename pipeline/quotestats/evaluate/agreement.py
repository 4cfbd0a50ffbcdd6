"""When a predicted cell agrees with a gold one. Pure functions of gold quantities and rows of text."""

import re
from collections.abc import Iterable, Mapping

from quotestats.evaluate.gold import GoldQuantity

Row = Mapping[str, str]

# Words that say what somebody is rather than who: "Senator Elizabeth Warren" is "Elizabeth Warren".
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms dr sir lord lady the of a an and president senator rep sen gov prof professor chancellor minister "
        "secretary mp s for in",
    )
)
_ARTICLES = frozenset(("the", "a", "an"))
_UNITS = {"$": "usd", "us$": "usd", "people": "person", "points": "percentage_point", "point": "percentage_point"}


def same_actor(predicted: str | None, golds: Iterable[str]) -> bool:
    """Tell whether a predicted name is one of the gold names.

    It is when the words of one are among those of the other (titles aside), a lone word only if it is the last one
    ("Warren", not "Elizabeth"), or when one is the acronym of the other.
    """
    said = _names(predicted)
    return any(_same_name(said, _names(gold)) for gold in golds)


def same_value(gold: GoldQuantity, row: Row) -> bool:
    """Compare the values; for a range or vague magnitude, that there is none and the ends that gold has."""
    if gold.value is not None:
        return close(gold.value, row.get("value"))
    ends = ((gold.value_low, row.get("value_low")), (gold.value_high, row.get("value_high")))
    return number(row.get("value")) is None and all(close(mine, theirs) for mine, theirs in ends if mine is not None)


def same_unit(gold: GoldQuantity, row: Row) -> bool:
    """Compare the units; a count whose noun gold does not give may have any."""
    mine, theirs = unit(gold.unit), unit(row.get("unit"))
    return mine == theirs or (gold.kind == "count" and not mine)


def same_span(gold: GoldQuantity, row: Row) -> bool:
    """Compare the offsets, a character at each edge aside."""
    return abs(int(row["start"]) - gold.start) <= 1 and abs(int(row["end"]) - gold.end) <= 1


def same_noun_phrase(gold: str, predicted: str | None) -> bool:
    """Tell whether half of their words are in common, or all of one are in the other."""
    mine, theirs = _content_words(gold), _content_words(predicted or "")
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or len(mine & theirs) / len(mine | theirs) >= 0.5


def same_period(gold: GoldQuantity, row: Row) -> bool:
    """Compare first and last day; a time that gold leaves unresolved may be anything."""
    if gold.time and not gold.period_start:
        return True
    return (row.get("period_start") or "", row.get("period_end") or "") == (gold.period_start, gold.period_end)


def unit(name: str | None) -> str:
    """Return a unit in one spelling: lower case, singular, with underscores."""
    plain = (name or "").strip().lower().replace(" ", "_")
    plain = _UNITS.get(plain, plain)
    plural = len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") and plain != "times"
    return plain[:-1] if plural else plain


def number(cell: str | float | None) -> float | None:
    """Return the number in a cell, None where there is none."""
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def close(gold: float | None, cell: str | None) -> bool:
    """Tell whether two numbers are equal to five digits, or both missing."""
    predicted = number(cell)
    if gold is None or predicted is None:
        return gold is None and predicted is None
    return abs(gold - predicted) <= 1e-5 * max(abs(gold), abs(predicted), 1e-12)


def _names(name: str | None) -> list[str]:
    words = re.findall(r"\w+", (name or "").lower().replace("’", "'"))
    return [word for word in words if word not in _TITLES]


def _same_name(said: list[str], gold: list[str]) -> bool:
    if not said or not gold:
        return False
    part = set(said) <= set(gold) and (said[-1] == gold[-1] or len(said) >= 2)
    if part or set(gold) <= set(said):
        return True
    return _acronym(gold) == "".join(said) or _acronym(said) == "".join(gold)


def _acronym(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def _content_words(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", phrase.lower())) - _ARTICLES
