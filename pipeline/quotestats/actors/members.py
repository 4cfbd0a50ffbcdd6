"""Names found in an article, the members they denote, and the places where those are mentioned."""

from dataclasses import dataclass, field
from typing import Literal

from quotestats.actors.gazetteer import Form
from quotestats.records import ActorType

Label = Literal["PERSON", "ORG", "PLACE", ""]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name found in the text: its words without article, title and possessive, and what precedes it.

    ``titles``: titles and role words before it, casefolded; ``forms``: what the gazetteer says it may denote;
    ``acronym``: the short form that the article defines for it; ``common``: a single common noun in capitals, "Church",
    which is a name only where it shortens one.
    """

    text: str
    start: int
    end: int
    label: Label
    titles: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    acronym: str = ""
    party: str = ""
    common: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a member is mentioned: offset, sentence and paragraph, grammatical role, in a quotation or not.

    ``modifier``: the name only qualifies another noun ("the Reed campaign", "Reed's office").
    """

    start: int
    sentence: int
    paragraph: int
    subject: bool
    quoted: bool
    modifier: bool = False


@dataclass(slots=True, eq=False)
class Member:
    """Someone or something in the article that can speak. ``actor_id`` is empty where the name does not identify."""

    name: str
    type: ActorType
    actor_id: str = ""
    wikidata: str = ""
    country: str = ""
    gender: str = ""
    party: str = ""
    plural: bool = False
    roles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    spoke: list[int] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether it is one person."""
        return self.type == "person"
