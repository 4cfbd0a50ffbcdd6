"""How names are written: folding, words with offsets, titles, slugs, acronyms."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from quotestats import lexicon

_PLAIN = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"})
_WORD = re.compile(
    r"""
      (?:[^\W\d_]\.){2,}   # abbreviations with points: U.S., U.N.
    | \w+                  # a word or number
    | [^\w\s]              # any other mark, one by one
    """,
    re.VERBOSE,
)
_DETERMINERS = ("the ", "a ", "an ")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "des", "et", "la", "du"})
_SHARED = frozenset(  # first words that many bodies share
    {"European", "National", "American", "British", "International", "United", "Royal", "Federal", "Central", "Public"}
    | {"North", "South", "East", "West", "New", "Great", "General", "First", "World", "State", "Saint", "St"}
)
_POSSESSIVE = re.compile(r"(?:'s|')$")


class Words(NamedTuple):
    """The words of a text: their folded spellings, by which names are compared, and beside them their offsets."""

    keys: list[str]
    places: list[tuple[int, int]]


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the text without accents and with plain apostrophes and hyphens; capitals stay: "Élysée’s" -> "Elysee's".

    May change the length: compare with it, never slice by it.
    """
    if text.isascii():
        return text.replace("`", "'")
    plain = text.translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def words(text: str) -> Words:
    """Return the words and marks of a text in order."""
    found = list(_WORD.finditer(text))
    keys = [word if (word := match[0]).isascii() and word != "`" else fold(word) for match in found]
    return Words(keys, [match.span() for match in found])


def spellings(text: str) -> set[str]:
    """Return the folded words and marks that occur in a text."""
    return {fold(word) for word in set(_WORD.findall(text))}


@lru_cache(maxsize=10_000)
def keys(text: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(map(fold, _WORD.findall(text)))


def slug(name: str) -> str:
    """Return the identifier made of a name: "Théo O'Neil" -> "theo-oneil"; empty when it has no letter or digit."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).casefold().replace("'", "").replace(".", "")).strip("-")


def bare(phrase: str) -> str:
    """Return a noun phrase without its article and closing possessive: "the Home Office's" -> "Home Office"."""
    text = _POSSESSIVE.sub("", phrase.strip().translate(_PLAIN)) if phrase.strip()[-2:] in {"'s", "’s"} else phrase
    text = text.strip().rstrip("’'" if text.rstrip()[-1:] in {"’", "'"} else "")
    lowered = text.casefold()
    for determiner in _DETERMINERS:
        if lowered.startswith(determiner):
            return text[len(determiner) :].strip()
    return text.strip()


def initials(name: str) -> str:
    """Return the acronym a name would have: "Office for National Statistics" -> "ONS"."""
    parts = [part for part in re.split(r"[\s\-/]+", fold(bare(name))) if part]
    return "".join(part[0] for part in parts if part.casefold() not in _SMALL and part[0].isalnum()).upper()


def all_initials(name: str) -> tuple[str, str]:
    """Return the acronyms of a name without and with its small words: "Office for Rail" -> ("OR", "OFR")."""
    parts = [part for part in re.split(r"[\s\-/]+", fold(bare(name))) if part and part[0].isalnum()]
    return initials(name), "".join(part[0] for part in parts).upper()


def is_acronym_of(short: str, name: str) -> bool:
    """Tell whether a short form is made of the initials of a name, its small words counted or not."""
    letters = re.sub(r"[^A-Za-z0-9]", "", fold(short))
    if len(letters) < 2 or sum(c.isupper() for c in letters) < 2 or " " not in name.strip():
        return False
    return letters.upper() in all_initials(name)


@cache
def titles() -> dict[str, str]:
    """Return the titles that stand before a name, casefolded and without point, with the gender they tell or ``""``."""
    return {row["title"].casefold(): row["gender"] for row in lexicon.table("titles")}


@cache
def title_roles() -> dict[str, str]:
    """Return the role that a title tells of its bearer: "sen" -> "senator"."""
    return {row["title"].casefold(): row["role"] for row in lexicon.table("titles") if row["role"]}


def split_title(name: str) -> tuple[list[str], str]:
    """Return the titles that a name begins with, casefolded, and the rest: "Sir Nick Dee" -> (["sir"], "Nick Dee").

    A name that is all titles ("The Queen") keeps its last word as rest.
    """
    parts = name.split()
    known, found = titles(), []
    while len(parts) > 1 and (title := parts[0].rstrip(".").casefold()) in known:
        found.append(title)
        parts = parts[1:]
    return found, " ".join(parts)


def surname(name: str) -> str:
    """Return the folded last word of a person's name, particles and generation marks aside: "Al Gore Jr." -> "Gore"."""
    parts = [p for p in fold(name).replace(",", " ").split() if p.rstrip(".").casefold() not in _AFTER]
    return parts[-1] if parts else ""


_AFTER = frozenset({"jr", "sr", "ii", "iii", "iv", "mp", "mps", "msp", "mep", "qc", "kc", "cbe", "obe", "mbe"})


def is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether a shorter organisation name can stand for a longer one: its first words, or the last one alone.

    "Church" for "Church of Scientology", "Times" for "New York Times".
    """
    if not short or len(short) >= len(full) or short[0] in _SHARED:
        return False
    return list(full[: len(short)]) == list(short) or (len(short) == 1 and full[-1] == short[0])
