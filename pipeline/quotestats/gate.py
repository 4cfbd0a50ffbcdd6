"""Which paragraphs must be parsed for quoted statistics and their speakers. Pure functions of text.

A figure, what it counts and mostly its speaker stand in one paragraph; a pronoun or a quotation that runs on points to
the paragraph before, or to the one that opens the quotation; a surname points to the paragraph that gives the full
name. The rest of an article is only split into words.
"""

import re
from collections.abc import Sequence
from functools import cache

from quotestats.lexicon import table

_OPENS = re.compile(r"\s*[“\"‘'«„`]")
_NAMES = re.compile(r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)*")


def needed(text: str, chunks: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each paragraph whether it must be parsed.

    Those are the paragraphs that can hold a number; the one before each and, where that one opens with a quotation
    mark, those before it back to the first that does not; and the first that gives the full name to a surname in them.
    """
    number = _number()
    wanted = [any(m.lastindex is None for m in number.finditer(text, start, end)) for start, end in chunks]
    marked = [_OPENS.match(text, start, end) is not None for start, end in chunks]
    result = list(wanted)
    for place in range(len(chunks) - 1, 0, -1):
        if wanted[place] or (result[place] and marked[place]):
            result[place - 1] = True
    for place in _introductions(text, chunks, result):
        result[place] = True
    return result


def _introductions(text: str, chunks: Sequence[tuple[int, int]], taken: Sequence[bool]) -> set[int]:
    """Return the other paragraphs that first give, in full, a name that the taken ones give by its last word."""
    alone: set[str] = set()
    full: set[str] = set()
    others: dict[str, int] = {}
    for place, (start, end) in enumerate(chunks):
        for match in _NAMES.finditer(text, start, end):
            *before, last = (word.removesuffix("’s").removesuffix("'s") for word in match[0].split(" "))
            if not before:
                alone |= {last} if taken[place] else set()
            elif taken[place]:
                full.add(last)
            else:
                others.setdefault(last, place)
    return {others[last] for last in alone - full if last in others}


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of what can begin a quantity; a match with a group is a date, a year or a time of day."""
    words = {row["surface"] for name in ("numerals", "scales", "fractions") for row in table(name)} - {"one"}
    words |= {row["surface"] for row in table("multiples") if row["class"] in ("verb", "base", "adverb")}
    ordered = sorted((re.escape(w) for w in words if w[:1].isalpha()), key=lambda w: (-len(w), w))
    months = "|".join(sorted(re.escape(row["surface"]) for row in table("time_months")))
    return re.compile(
        rf"""
        (?i:\b(?:{months})\ \d{{1,2}}\b(?!\s*(?:%|per|[a-z]))(?:,\ \d{{4}}\b)?()
        |\b\d{{1,2}}(?:st|nd|rd|th)?\ (?:{months})\b()
        |\b(?:1[89]|20)\d\d\b(?![,.]?\d|\s?%)()
        |\b\d{{1,2}}[:.]\d\d\ ?(?:[ap]\.?m\b|\b(?=\ (?:GMT|BST|EST|UTC)))()
        |\d|[½¼¾⅓⅔⅛]|\b(?:{"|".join(ordered)})s?\b)
        """,
        re.VERBOSE,
    )
