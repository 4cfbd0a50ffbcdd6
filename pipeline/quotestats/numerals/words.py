"""The vocabulary of the number grammar, compiled from the lexicon once."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from quotestats import lexicon

NumeralClass = Literal["unit", "teen", "tens", "hundred", "dozen", "score"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Number words by lower-case surface; scale letters by exact surface.

    ``scales`` may stand apart from the number, and some of them are ``abbreviations``; ``letters`` are glued to digits,
    ``money_letters`` also need a currency.
    ``magnitudes`` are the plurals that count vaguely by themselves (``hundreds``, ``tens``, ``dozens``).
    """

    numerals: dict[str, tuple[float, NumeralClass]]
    scales: dict[str, float]
    abbreviations: frozenset[str]
    letters: dict[str, float]
    money_letters: dict[str, float]
    fractions: dict[str, Fraction]
    magnitudes: dict[str, float]

    @property
    def starters(self) -> frozenset[str]:
        """Return the words with which a number can begin."""
        others = {"a", "an", "half", "quarter", "several", "many", "few", "point"}
        signs = {sign for sign in self.fractions if not sign.isascii()}
        return frozenset({*self.numerals, *self.magnitudes, *signs, *others})


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """Return the vocabulary of a language."""
    numerals: dict[str, tuple[float, NumeralClass]] = {}
    for row in lexicon.table("numerals", language):
        numeral_class: NumeralClass = row["class"]  # type: ignore[assignment]  # a test checks the column
        numerals[row["surface"]] = float(row["value"]), numeral_class
    by_match: dict[str, dict[str, float]] = {"word": {}, "abbreviation": {}, "letter": {}, "money": {}}
    for row in lexicon.table("scales", language):
        by_match[row["match"]][row["surface"]] = float(row["value"])
    plurals = {f"{word}s": value for word, value in by_match["word"].items() if not word.endswith("s")}
    return Vocabulary(
        numerals=numerals,
        scales={**by_match["word"], **by_match["abbreviation"]},
        abbreviations=frozenset(by_match["abbreviation"]),
        letters=by_match["letter"],
        money_letters=by_match["money"],
        fractions={row["surface"]: Fraction(row["value"]) for row in lexicon.table("fractions", language)},
        magnitudes={"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0, **plurals},
    )


@cache
def context(name: str, language: str = "en") -> frozenset[str]:
    """Return the words of one class of ``number_contexts.tsv``, by which the words around a number are judged."""
    return frozenset(row["word"] for row in lexicon.table("number_contexts", language) if row["class"] == name)
