"""Which sentences must be parsed for quoted statistics and their speakers. Pure functions of text.

A figure and what it counts stand in one sentence, and mostly its speaker too; a quotation may run over several
sentences and paragraphs, a pronoun points to the sentence before, and a short name to the one that gives it in full.
The rest of an article is only split into words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from quotestats.lexicon import table
from quotestats.paragraphs import sentences

Span = tuple[int, int]

_LABEL = re.compile(r"\s*(?:\(\([^\n()]{1,40}\)\)|[^\W\d_a-z][^\n:]{0,40}:\s)")
_OPENS = re.compile(r"\s*[“\"‘'«„`]")
_NAMES = re.compile(r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)*")
_POINTS_BACK = re.compile(
    r"""
    \b (?: he | she | they | it | to\ the\ [a-z]+ ) \b                       # "according to the board"
  | \bthe\ [a-z]+(?:\ [a-z]+)?\ (?:said|says|told|found|added|estimate[sd]|reported|showed)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SMALL = re.compile(r"\b[^\W\d_A-Z][\w'’-]*")
_ACRONYM = re.compile(r"\((?=[A-Z][a-z]*[A-Z])([A-Za-z]{2,6})\)")  # ONS, OfR
_NOT_GIVEN = frozenset(
    {
        *("a", "after", "also", "although", "an", "and", "as", "at", "because", "before", "but", "by", "dr", "even"),
        *("for", "from", "how", "however", "if", "in", "instead", "like", "meanwhile", "mr", "mrs", "ms", "of", "on"),
        *("or", "sir", "since", "so", "still", "the", "then", "though", "to", "when", "while", "with", "yet"),
    }
)
_FRACTIONS = "½¼¾⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_WORD = re.compile(rf"[^\W\d_{_FRACTIONS}]+|\d+|[{_FRACTIONS}]")
_OPENERS = frozenset(
    {
        *(
            "a",
            "about",
            "almost",
            "another",
            "around",
            "each",
            "last",
            "least",
            "most",
            "nearly",
            "next",
            "one",
            "over",
        ),
        *("past", "some", "than", "under"),
    }
)
_SPANS = r"(?:minutes|hours|days|weeks|months|years|decades)"
_STRETCH = 500_000  # characters that are split into words at once where nothing is parsed; spaCy refuses 1,000,000
_STEPS_BACK = 2  # "He said ..." after a sentence that says "he" as well
_CUE_REACH = 2  # sentences at the end of a paragraph that may hold the speaker of the quotation that opens the next


class Piece(NamedTuple):
    """A stretch of text to be analysed on its own: ``close`` says whether by parse, ``sentences`` where those begin."""

    start: int
    end: int
    close: bool
    sentences: tuple[int, ...]


def pieces(text: str, chunks: Sequence[Span], quotations: Sequence[Span]) -> list[Piece]:
    """Cut a text into pieces to be parsed and others, which together make up the whole of it.

    ``chunks`` are its paragraphs, ``quotations`` its quotations from mark to mark.
    """
    units = _Units(text, chunks)
    taken = units.at(figures(text)) if chunks else set()
    taken |= set(units.of_quotations(quotations, taken))
    taken |= set(units.of_openings(taken))
    for _ in range(_STEPS_BACK):
        pointed = units.pointed_to(taken) - taken
        taken |= pointed | set(units.of_quotations(quotations, pointed))
    taken |= units.labels(taken)
    taken |= units.introductions(taken)
    return units.joined(taken)


def figures(text: str) -> list[int]:
    """Return where something may stand that counts or measures: a superset of the quantities, by their looks alone.

    Dates, years, times of day, ordinals, names with a number and spans like "the last two years" are none.
    """
    number, openers = _number()
    found, end = [], 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start >= end and (not word[0].isalpha() or word[0].lower() in openers or text.startswith("-", word.end())):
            match = number.match(text, start)
            if match:
                end = match.end()
                found += [start] if match.lastindex is None else []
    return found


@cache
def _number() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of numbers, a match of which with a group is of no quantity, and the words that open it."""
    words = {row["surface"] for row in table("numerals")} - {"one", "score"}
    words |= {row["surface"] for row in table("scales") if row["match"] == "word"}
    words |= {row["surface"] for row in table("fractions") if row["match"] == "plural"} | {"half"}
    words |= {row["surface"] for row in table("multiples") if row["class"] in ("verb", "base", "adverb")}
    parts = {row["surface"] for row in table("fractions") if row["match"] == "word"}
    months = {row["surface"] for row in table("time_months")}
    month = _any(months)
    number = rf"(?:\d+|{_any(words)})"
    pattern = re.compile(
        rf"""
        \b(?:{month})\.?\ \d{{1,2}}(?:st|nd|rd|th)?\b (?!\s*(?:%|per|[a-z]+s\b)) (?:,\ \d{{4}}\b)? ()   # March 3, 2019
      | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ (?:{month})\b (?:\.?,?\ \d{{4}}\b)? ()                # 3 March 2019
      | \b(?:1[5-9]|20)\d\d (?:s|[-–/]\d\d(?:\d\d)?)? \b(?![,.]?\d|\s?%|\ [a-z]+s\b) ()                # 2019, 2019-20
      | \b\d{{1,2}}(?:[:.]\d\d)?\ ?(?:[ap]\.?m\b|o'clock) () | \b\d{{1,2}}:\d\d\b ()                    # 10:30 am
      | \b\d+(?:st|nd|rd|th)\b () | \b[a-z]{{1,12}}-\d{{1,4}}\b(?![\w%-]) ()                            # 3rd, covid-19
      | \b(?:last|past|next)\ {number}\ {_SPANS}\b () | \b{number}\ {_SPANS}\ (?:ago|earlier|later)\b ()  # 3 years ago
      | \d+ | [{_FRACTIONS}]
      | \b(?:{_any(words)})s?\b
      | \b(?:a|one|another|each)[ -](?:{_any(parts)})\b
      | \bone\ (?:per|point|mill|bill|hundred|thousand|in\b) | \ba\ couple\b
      | \b(?:least|most|about|around|nearly|almost|over|under|some|than)\ (?:one|an?)\b
        """,
        re.VERBOSE | re.IGNORECASE,
    )
    openers = {found[0] for found in map(_WORD.match, words | months | _OPENERS) if found}
    return pattern, frozenset(openers | {f"{word}s" for word in openers})


def _any(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


class _Units:
    """The sentences of a text by number, each with the number of its paragraph."""

    def __init__(self, text: str, chunks: Sequence[Span]) -> None:
        self.text = text
        self.spans: list[Span] = []
        self._starts: list[int] = []
        self._paragraph: list[int] = []
        self._first: list[int] = []
        self._opens: list[bool] = []
        for number, chunk in enumerate(chunks):
            self._first.append(len(self.spans))
            self._opens.append(_OPENS.match(text, *chunk) is not None)
            self.spans += sentences(text, *chunk)
            self._paragraph += [number] * (len(self.spans) - len(self._paragraph))
        self._first.append(len(self.spans))
        self._starts = [start for start, _ in self.spans]

    def at(self, places: Iterable[int]) -> set[int]:
        """Return the units that hold these places."""
        return {self._at(place) for place in places}

    def _at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def of_quotations(self, quotations: Iterable[Span], taken: set[int]) -> Iterator[int]:
        """Yield the units of each quotation that touches a taken one, and the unit before and behind in its lines."""
        for start, end in quotations:
            first, last = self._at(start), self._at(end - 1)
            if any(unit in taken for unit in range(first, last + 1)):
                begin, stop = self._first[self._paragraph[first]], self._first[self._paragraph[last] + 1]
                yield from range(max(begin, first - 1), min(stop, last + 2))

    def of_openings(self, taken: set[int]) -> Iterator[int]:
        """Yield the units before each taken paragraph that opens with a quotation mark, back to the first that does."""
        wanted = {self._paragraph[unit] for unit in taken}
        for number in range(len(self._opens) - 1, 0, -1):
            if number in wanted and self._opens[number]:
                first, stop = self._first[number - 1], self._first[number]
                yield from range(first if self._opens[number - 1] else max(first, stop - _CUE_REACH), stop)
                wanted.add(number - 1)

    def pointed_to(self, taken: set[int]) -> set[int]:
        """Return the units right before those of the taken ones that point back, by a pronoun or "the report said"."""
        return {unit - 1 for unit in taken if unit and _POINTS_BACK.search(self.text, *self.spans[unit])}

    def labels(self, taken: set[int]) -> set[int]:
        """Return the first units of the paragraphs of taken ones that open with a speaker's label: "ROE: We ..."."""
        firsts = {self._first[self._paragraph[unit]] for unit in taken}
        return {unit for unit in firsts if _LABEL.match(self.text, *self.spans[unit])}

    def introductions(self, taken: set[int]) -> set[int]:
        """Return the other units that first give in full a name that the taken ones give by its first or last word."""
        small = _NOT_GIVEN | {match[0] for match in _SMALL.finditer(self.text)}
        alone: set[str] = set()
        full: set[str] = set()
        others: dict[str, int] = {}
        for unit, (start, end) in enumerate(self.spans):
            for match in _NAMES.finditer(self.text, start, end):
                *before, last = (word.removesuffix("’s").removesuffix("'s") for word in match[0].split(" "))
                first = next((word for word in before if word.lower() not in small), "")
                if not first:  # "But Roe" is no full name
                    alone |= {last} if unit in taken else set()
                elif unit in taken:
                    full |= {first, last}
                else:
                    others.setdefault(first, unit)
                    others.setdefault(last, unit)
        for match in _ACRONYM.finditer(self.text):  # "the Harbour Board (HB)"
            others.setdefault(match[1], self._at(match.start()))
        return {others[last] for last in alone - full if last in others}

    def joined(self, taken: set[int]) -> list[Piece]:
        """Return the pieces: neighbours that are parsed are one within their paragraph, the others by stretches."""

        def kind(unit: int) -> tuple[bool, int]:
            return unit in taken, self._paragraph[unit] if unit in taken else self.spans[unit][0] // _STRETCH

        found = []
        for (close, _), run in groupby(range(len(self.spans)), key=kind):
            spans = [self.spans[unit] for unit in run]
            found.append(Piece(spans[0][0], spans[-1][1], close, tuple(start for start, _ in spans)))
        return found
