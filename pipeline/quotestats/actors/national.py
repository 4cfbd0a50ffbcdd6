"""Bodies that every state has, named by what they are and the state: "the Iranian foreign ministry", "Ghana's army"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotestats import lexicon
from quotestats.records import ActorType


@dataclass(frozen=True, slots=True)
class NationalBody:
    """A kind of body: what its id ends with, its usual name in small letters, and the states that name it otherwise."""

    suffix: str
    name: str
    type: ActorType
    not_in: frozenset[str]

    def of(self, country: str) -> bool:
        """Tell whether the state of a country (ISO 3166 alpha-2) calls a body so."""
        return bool(country) and country not in self.not_in


@cache
def bodies() -> dict[tuple[str, ...], NationalBody]:
    """Return the kinds of bodies by the words that name them, in small letters."""
    rows = lexicon.table("national_bodies")
    usual = {row["suffix"]: row["body"] for row in rows if row["kind"] == "name"}
    types: dict[str, ActorType] = {"government": "government", "organisation": "organisation"}
    return {
        tuple(row["body"].split()): NationalBody(
            row["suffix"], usual[row["suffix"]], types[row["type"]], frozenset(row["not_in"].split())
        )
        for row in rows
    }


@cache
def by_suffix() -> dict[str, NationalBody]:
    """Return the kinds of bodies by what their ids end with."""
    return {body.suffix: body for body in bodies().values()}


def named(spelling: Sequence[str]) -> NationalBody | None:
    """Return the body that a name as a whole is: ["Foreign", "Ministry"]."""
    return bodies().get(tuple(word.casefold() for word in spelling))


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return by the first word of bodies how many words they have, the most first."""
    firsts = {words[0] for words in bodies()}
    return {one: tuple(sorted({len(b) for b in bodies() if b[0] == one}, reverse=True)) for one in firsts}


@lru_cache(maxsize=50_000)  # asked of every word of every text
def begins(word: str) -> bool:
    """Tell whether a word is the first of a body."""
    return word.casefold() in _lengths()


def at(spelling: Sequence[str], position: int) -> tuple[NationalBody, int] | None:
    """Return the body that the words at a position name and how many words name it, the longest; None if none does."""
    for length in _lengths().get(spelling[position].casefold(), ()) if position < len(spelling) else ():
        words = tuple(word.casefold() for word in spelling[position : position + length])
        if len(words) == length and (body := bodies().get(words)):
            return body, length
    return None
