"""Common nouns that stand for actors: roles, offices, bodies, documents."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from quotestats import lexicon


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for a person or group. ``office`` is the office it names, where it names one."""

    noun: str
    sort: str
    gender: str
    plural: bool
    office: str


@dataclass(frozen=True, slots=True)
class Body:
    """A noun for an organisation; ``types`` of actor it can stand for and ``words`` of their names that it repeats.

    ``loose``: it can stand for one whose name says nothing of it, as "the airline" can and "the court" cannot.
    ``after``: it can stand behind the name of its body, "the Unite union"; "the Unite committee" is another.
    """

    noun: str
    types: frozenset[str]
    words: frozenset[str]
    loose: bool = False
    after: bool = False


@cache
def _roles() -> dict[str, Role]:
    return {
        row["role"]: Role(row["role"], row["sort"], row["gender"], row["number"] == "pl", row["office"])
        for row in lexicon.table("roles")
    }


@cache
def _bodies() -> dict[str, Body]:
    return {
        row["noun"]: Body(
            noun=row["noun"],
            types=frozenset(row["types"].split("|")),
            words=frozenset(row["words"].split(";")) - {""},
            loose=row["loose"] == "yes",
            after=row["after"] == "yes",
        )
        for row in lexicon.table("body_nouns")
    }


@cache
def _documents() -> dict[str, str]:
    return {row["noun"]: row["sort"] for row in lexicon.table("document_nouns")}


def _last(words: Sequence[str], table: Container[str]) -> str:
    """Return the longest entry with which the words end."""
    for first in range(max(0, len(words) - 5), len(words)):
        noun = " ".join(words[first:]).casefold()
        if noun in table:
            return noun
    return ""


def role(words: Sequence[str]) -> Role | None:
    """Return the role with which a phrase's words end, the longest: ["the", "home", "secretary"] -> home secretary."""
    return _roles().get(_last(words, _roles()))


def body(words: Sequence[str]) -> Body | None:
    """Return the body noun with which a phrase's words end."""
    return _bodies().get(_last(words, _bodies()))


def document(words: Sequence[str]) -> str:
    """Return what sort of document a phrase's last words are: document, poll, data, statement; ``""`` if none."""
    return _documents().get(_last(words, _documents()), "")


@cache
def _parties() -> dict[str, str]:
    return {row["word"]: row["party"] for row in lexicon.table("party_words")}


def party(words: Sequence[str]) -> str:
    """Return the party that a phrase's words name, as an adjective or noun: "the Utah Republican" -> "republican"."""
    return next((_parties()[word] for word in words if word in _parties()), "")


@cache
def place_words() -> frozenset[str]:
    """Return the words that end the name of a street, building or region."""
    return frozenset(row["word"] for row in lexicon.table("place_words"))


@cache
def organisation_words() -> frozenset[str]:
    """Return the words by which a proper name is known to be an organisation's: "bank", "party", "university"."""
    single = {noun for noun in _bodies() if " " not in noun}
    named = {word for entry in _bodies().values() for word in entry.words if " " not in word}
    return frozenset(single | named) - {"state", "nation", "country", "air", "city", "united", "time", "mail", "post"}
