"""What has been read of an article so far: who was mentioned, who spoke last, which documents were met."""

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from quotestats.actors.cast import Cast
from quotestats.actors.members import Member, Name, Place
from quotestats.components.mention_reading import Reading
from quotestats.records import ActorType, ResolvedBy

_REMEMBERED = 30  # members that a pronoun can still reach back to


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text with the member it denotes."""

    name: Name
    member: Member
    how: ResolvedBy


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a source is: members, one or several; without any, the phrase it is called by."""

    members: tuple[Member, ...] = ()
    how: ResolvedBy = ""
    phrase: str = ""
    type: ActorType = ""


@dataclass(slots=True)
class Scene:
    """The state of reading, moved forward by ``mention`` and ``speak``.

    ``title``: the words of the headline; ``sources``: where the sources of attributions begin.
    """

    reading: Reading
    cast: Cast
    named: list[Named]
    title: frozenset[str] = frozenset()
    sources: set[int] = field(default_factory=set)
    recent: dict[int, Member] = field(default_factory=dict)
    speakers: list[Member] = field(default_factory=list)
    first: Member | None = None
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [named.name.start for named in self.named]

    def mention(self, member: Member, place: Place) -> None:
        """Note a mention."""
        member.places.append(place)
        self.recent.pop(id(member), None)
        self.recent[id(member)] = member
        if self.first is None and member.is_person and not place.quoted:
            self.first = member

    def speak(self, member: Member, offset: int) -> None:
        """Note that a member is the source of an attribution."""
        member.spoke.append(offset)
        self.speakers.append(member)

    def candidates(self) -> list[Member]:
        """Return the members mentioned of late, the latest first."""
        return list(reversed(self.recent.values()))[:_REMEMBERED]

    @property
    def last_speaker(self) -> Member | None:
        """The member that spoke last."""
        return self.speakers[-1] if self.speakers else None

    def names_in(self, start: int, end: int) -> list[Named]:
        """Return the names inside a stretch of text."""
        first = bisect_right(self._starts, start - 1)
        found = []
        for named in self.named[first:]:
            if named.name.start >= end:
                break
            if named.name.end <= end:
                found.append(named)
        return found

    def name_at(self, token: Token) -> Named | None:
        """Return the name that a token belongs to."""
        at = bisect_right(self._starts, token.idx) - 1
        if at >= 0 and (named := self.named[at]).name.end > token.idx:
            return named
        return None

    def names_after(self, span: Span, sentences: int) -> list[Named]:
        """Return the names behind a phrase, up to a number of sentences further."""
        limit = self.reading.sentence(span.root) + sentences
        found = []
        for named in self.named[bisect_right(self._starts, span.end_char) :]:
            if self.reading.sentence(self.reading.tokens(named.name.start, named.name.end)[0]) > limit:
                break
            found.append(named)
        return found
