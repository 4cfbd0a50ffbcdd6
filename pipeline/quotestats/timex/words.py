"""Text to a string of codes, one character a token, over which the rules of the time grammar are regular expressions.

A token's code stands for the set of classes it may belong to: "may" is a MONTH, "second" an ORDINAL and a UNIT, "20" a
NUM, a DAY and an HOUR. Words that no rule knows get the code ``.`` and end every match.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quotestats import lexicon

TABLES = ("months", "weekdays", "seasons", "units", "dayparts", "numbers", "words", "holidays")
UNKNOWN = "."
_REMEMBERED = 50_000  # words looked up before

_TOKEN = re.compile(
    r"""
    (?=[\d'½¼¾])(?:
    (?P<iso>[12]\d{3}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?!\d))
  | (?P<numeric>(?<![\d./-])\d{1,2}([/.-])\d{1,2}\3(?:\d{4}|\d{2})(?![\d/-]|\.\d))    # 3/10/2016, 03.10.16
  | (?P<years>(?:1[5-9]|20)\d\d[/–-]\d\d(?![\d/–-]))                    # 2023/24
  | (?P<decade>(?:1\d|20)\d0'?s\b|'?[1-9]0'?s\b)                          # 1990s, '90s
  | (?P<short>'\d\d(?!\d|'?s\b))                                          # '97
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[½¼¾])
  | (?P<possessive>'s?\b|')
    )
  | (?=[hqap])(?:(?P<quarter>q[1-4]\b)
  | (?P<half>h[12]\b)
  | (?P<ampm>[ap]\.m(?:\.|\b)|[ap]m\b))
  | (?P<dotted>(?:b\.c\.e?|a\.d|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.
      |(?:mon|tues?|wed|thur?s?|fri|sat|sun|st|hrs|mins|yrs)\.)
  | (?P<word>o'clock\b|[^\W\d_]+)
  | (?P<break>\n)
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "–": "–", "—": "–", "‑": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
)
_MARKS = {",": "COMMA", "-": "DASH", "–": "DASH", "/": "SLASH", "(": "OPEN", ")": "CLOSE", "'s": "POSS", "'": "POSS"}

_RUN = re.compile(r"[^.]+")
_CORE = {
    "MONTH", "WEEKDAY", "WEEKDAYS", "WEEKDAYABBR", "SEASON", "SEASONS", "UNIT", "UNITS", "UNITABBR", "DAYPART",
    "CLOCKWORD", "DEICTIC", "TONIGHT", "OVERNIGHT", "HOLIDAY", "YEAR", "OLDYEAR", "YEARPAIR", "SHORTYEAR", "DECADE",
    "DECADE2", "DECADEWORD", "ISODATE", "NUMDATE", "CLOCK", "QUARTERCODE", "HALFCODE", "SETWORD", "LONGWORD",
    "DAYTH", "ERA", "AMPM", "TENS", "MAGNITUDE", "ONES", "TZ", "=fy", "=period",
}  # fmt: skip  # a run of words without any of these is no time

# What a number may be, by its written form and size.
_KINDS: dict[str, frozenset[str]] = {
    "iso": frozenset({"ISODATE"}),
    "numeric": frozenset({"NUMDATE"}),
    "years": frozenset({"YEARPAIR"}),
    "decade": frozenset({"DECADE"}),
    "decade2": frozenset({"DECADE2"}),
    "short": frozenset({"SHORTYEAR"}),
    "quarter": frozenset({"QUARTERCODE"}),
    "half": frozenset({"HALFCODE"}),
    "clock": frozenset({"CLOCK"}),
    "ampm": frozenset({"AMPM"}),
    "day_ordinal": frozenset({"ORDINAL", "DAYTH"}),
    "ordinal": frozenset({"ORDINAL"}),
    "hour": frozenset({"NUM", "COUNT", "DAY", "HOUR"}),
    "day": frozenset({"NUM", "COUNT", "DAY"}),
    "two": frozenset({"NUM", "COUNT"}),
    "year": frozenset({"NUM", "YEAR"}),
    "number": frozenset({"NUM", "COUNT"}),
    "old": frozenset({"NUM", "COUNT", "OLDYEAR"}),
}


@cache
def neighbours(place: str, tells: str) -> frozenset[str]:
    """Return the words that, ``before`` or ``after`` an expression, tell what it is (``time_neighbours.tsv``)."""
    rows = lexicon.table("time_neighbours")
    return frozenset(row["word"] for row in rows if (row["place"], row["tells"]) == (place, tells))


@cache
def _reference_words() -> frozenset[str]:
    surfaces = (row["surface"] for row in lexicon.table("time_refs"))
    return frozenset(f"={word}" for surface in surfaces for word in surface.split() if len(word) > 3 or word == "now")


class Word(NamedTuple):
    """What one token is: its code, and its value under each class it may be read as."""

    code: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: the lists run parallel.

    ``codes`` holds one character for each token of the runs that may hold a time, and ``origin`` its index.
    """

    text: str
    codes: str
    origin: list[int]
    words: list[Word]
    starts: list[int]
    ends: list[int]

    def lower(self, index: int) -> str:
        """Return the token's lower-case text, ``""`` outside the text."""
        return self.text[self.starts[index] : self.ends[index]].lower() if 0 <= index < len(self.starts) else ""


class Vocabulary:
    """Every word of the lexicon with its classes, and the code of every set of classes."""

    def __init__(self, literals: Iterable[str]) -> None:
        self._codes: dict[frozenset[str], str] = {}
        values: dict[tuple[str, bool], dict[str, str]] = {}
        for row in (row for name in TABLES for row in lexicon.table(f"time_{name}")):
            values.setdefault((row["surface"], row["case"] == "capital"), {})[row["class"]] = row["value"]
        for word in sorted(set(literals)):
            for capital in (False, True):
                if not capital or (word, True) in values:
                    values.setdefault((word, capital), {})[f"={word}"] = word
        self._words: dict[str, tuple[Word | None, Word | None]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, Word]]] = {}
        for (surface, capital), classes in sorted(values.items()):
            self._add(surface, capital, Word(self._code(frozenset(classes)), classes))
        self._seen: dict[str, tuple[Word, bool]] = {}
        self._marks = {mark: Word(self._code(frozenset({name})), {name: mark}) for mark, name in _MARKS.items()}
        self._kinds = {kind: (self._code(classes), classes) for kind, classes in _KINDS.items()}
        for phrases in self._phrases.values():
            phrases.sort(key=lambda entry: -len(entry[0]))
        core = {code for classes, code in self._codes.items() if classes & (_CORE | _reference_words())}
        self._core = re.compile(f"[{''.join(sorted(core))}]")

    def _code(self, classes: frozenset[str]) -> str:
        return self._codes.setdefault(classes, chr(0xE000 + len(self._codes)))

    def codes_of(self, name: str) -> str:
        """Return the codes of all tokens that may be of a class, as the inside of a regex character set."""
        return "".join(code for classes, code in self._codes.items() if name in classes)

    def _add(self, surface: str, capital: bool, word: Word) -> None:
        parts = tuple(m.group().lower() for m in _TOKEN.finditer(surface.translate(_PLAIN)))
        if len(parts) > 1:
            self._phrases.setdefault(parts[0], []).append((parts, capital, word))
            return
        plain, upper = self._words.get(surface, (None, None))
        if not capital:
            upper = Word(
                self._code(frozenset({**word.values, **(upper.values if upper else {})})),
                {**word.values, **(upper.values if upper else {})},
            )
            self._words[surface] = (word, upper)
            return
        both = {**(plain.values if plain else {}), **word.values}
        self._words[surface] = (plain, Word(self._code(frozenset(both)), both))

    def read(self, text: str) -> Tokens:
        """Return the tokens of a text; phrases of the lexicon ("at the moment") are one token."""
        plain = text.translate(_PLAIN)
        words: list[Word] = []
        starts: list[int] = []
        ends: list[int] = []
        found = list(_TOKEN.finditer(plain))
        index = 0
        while index < len(found):
            match, size = found[index], 1
            word, opens = self._seen.get(match[0]) or self._look_up(match)
            if opens:
                word, size = self._phrase(found, index) or (word, 1)
                if match[0].lower() == "following" and not (words and "DET" in words[-1].values):
                    word = _NOTHING  # "following Wednesday's quake" is after it
            words.append(word)
            starts.append(match.start())
            ends.append(found[index + size - 1].end())
            index += size
        codes, origin = self._runs("".join(word.code for word in words))
        return Tokens(plain, codes, origin, words, starts, ends)

    def _runs(self, codes: str) -> tuple[str, list[int]]:
        """Return the runs of known words that hold a word of time, an unknown between them, and where each stood."""
        kept: list[str] = []
        origin: list[int] = []
        for run in _RUN.finditer(codes):
            if self._core.search(run[0]):
                kept.append(run[0])
                origin.extend(range(run.start(), run.end()))
                origin.append(run.end())
        return UNKNOWN.join(kept), origin

    def _look_up(self, token: re.Match[str]) -> tuple[Word, bool]:
        """Return what a token is by itself, and whether what stands beside it may tell more."""
        lower = token[0].lower()
        found = self._word(token, lower), lower in self._phrases or lower == "following"
        if token.lastgroup == "word" and len(self._seen) < _REMEMBERED:  # numbers are read by what stands around them
            self._seen[token[0]] = found
        return found

    def _phrase(self, found: list[re.Match[str]], index: int) -> tuple[Word, int] | None:
        for parts, capital, word in self._phrases.get(found[index][0].lower(), ()):
            last = index + len(parts) - 1
            if tuple(token[0].lower() for token in found[index : last + 1]) == parts and (
                not capital or (found[index][0][0].isupper() and found[last][0][0].isupper())
            ):
                return word, len(parts)
        return None

    def _word(self, token: re.Match[str], lower: str) -> Word:
        kind = token.lastgroup or "mark"
        if kind in ("word", "dotted"):
            plain, upper = self._words.get(lower, (None, None))
            chosen = (upper or plain) if token[0][0].isupper() else plain
            return chosen or _NOTHING
        if kind in ("mark", "possessive", "break"):
            return self._marks.get(lower, _NOTHING)
        code, classes = self._kinds[_kind(kind, lower)]
        return Word(code, dict.fromkeys(classes, lower))


_NOTHING = Word(UNKNOWN, {})


def _kind(kind: str, lower: str) -> str:
    if kind == "decade":
        return "decade" if len(lower.rstrip("s").strip("'")) == 4 else "decade2"
    if kind == "ordinal":
        return "day_ordinal" if int(lower[:-2]) <= 31 else "ordinal"
    if kind != "number" or not lower.isascii() or not lower.isdigit() or len(lower) > 4:
        return kind
    size = int(lower)
    if len(lower) == 4:
        return "year" if 1000 <= size <= 2199 else "number"
    if len(lower) == 3:
        return "old" if size >= 100 else "number"
    return "hour" if size <= 12 else "day" if size <= 31 else "two"
