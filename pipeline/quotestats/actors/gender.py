"""Gender and number of names and pronouns, as far as the words tell; ``""`` where they do not."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from quotestats import lexicon
from quotestats.actors.names import fold, split_title, titles

Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun asks of its antecedent. ``kind``: ``person``, ``thing``, ``group`` (they), ``speaker`` (I, we)."""

    kind: Literal["person", "thing", "group", "speaker"]
    gender: Gender = ""
    subject: bool = True


_SPELT = 5  # letters from which one letter more, less or other can be a slip
_HE, _SHE = Pronoun("person", "m"), Pronoun("person", "f")
_HIM, _HER = Pronoun("person", "m", subject=False), Pronoun("person", "f", subject=False)
_IT, _ITS = Pronoun("thing"), Pronoun("thing", subject=False)
_THEY, _THEM = Pronoun("group"), Pronoun("group", subject=False)
_I, _ME = Pronoun("speaker"), Pronoun("speaker", subject=False)
PRONOUNS: dict[str, Pronoun] = {
    "he": _HE,
    "him": _HIM,
    "his": _HIM,
    "himself": _HIM,
    "she": _SHE,
    "her": _HER,
    "hers": _HER,
    "herself": _HER,
    "it": _IT,
    "its": _ITS,
    "itself": _ITS,
    "they": _THEY,
    "them": _THEM,
    "their": _THEM,
    "themselves": _THEM,
    "i": _I,
    "me": _ME,
    "my": _ME,
    "we": _I,
    "us": _ME,
    "our": _ME,
}


@cache
def _given() -> dict[str, Gender]:
    told: dict[str, Gender] = {"f": "f", "m": "m"}
    table: dict[str, Gender] = {}
    for row in lexicon.table("given_names"):
        name, gender = fold(row["name"]), told.get(row["gender"], "")
        table[name] = gender if table.get(name, gender) == gender else ""
    return table


def is_given(word: str) -> bool:
    """Tell whether a word is a given name that the table knows."""
    return fold(word) in _given()


def of_given(word: str) -> Gender:
    """Return the gender of a given name; a double name counts by its first part."""
    spelled = fold(word)
    return _given().get(spelled) or _given().get(spelled.partition("-")[0], "")


def is_variant(name: str, other: str) -> bool:
    """Tell whether two given names can be one with a letter spelt otherwise: Kristin, Kristen; not Mario, Maria.

    Where only one ends in "a", which makes a woman's name of many a man's, both must be known as of one gender.
    """
    longer, shorter = sorted((name, other), key=lambda n: (-len(n), n))
    if len(shorter) < _SPELT or longer[0] != shorter[0] or len(longer) - len(shorter) > 1:
        return False
    genders = {of_given(name), of_given(other)}
    ended = (name[-1:] == "a") != (other[-1:] == "a")
    if genders == {"m", "f"} or (ended and genders not in ({"m"}, {"f"})):
        return False
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[at + 1 :] in {shorter[at:], shorter[at + 1 :]}


def of_title(title: str) -> Gender:
    """Return the gender that a title tells."""
    told = titles().get(title.rstrip(".").casefold(), "")
    return "m" if told == "m" else "f" if told == "f" else ""


def of_name(name: str) -> Gender:
    """Return the gender that a person's name tells, by its titles, else by the given name: "Dame Jo Reed" -> "f"."""
    found, rest = split_title(name)
    for title in found:
        if told := of_title(title):
            return told
    parts = rest.split()
    return of_given(parts[0]) if len(parts) > 1 else ""
