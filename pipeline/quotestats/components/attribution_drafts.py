"""What a rule of attribution hands over: a draft, to be weighed against the others."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quotestats.records import Stance

Span = tuple[int, int]

_BLOCK = 256  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """A source, cue and content found by one rule. A cue without content waits for its quotation.

    ``rule`` names the construction ("say:clause"), ``how`` the way to the source ("subject", "relative", "nobody"...),
    ``lemma`` the cue word; ``at`` and ``head`` are the tokens of cue and source. Without a source the content is
    attributed to nobody named.
    """

    rule: str
    how: str
    lemma: str
    at: int
    cue: Span
    content: tuple[Span, ...] = ()
    source: Span | None = None
    head: int | None = None
    stance: Stance = "asserted"
    continued: bool = False

    @property
    def kind(self) -> str:
        """The kind of cue: the first part of the rule."""
        return self.rule.partition(":")[0]

    @property
    def frame(self) -> str:
        """The construction: the second part of the rule."""
        return self.rule.partition(":")[2]

    @property
    def length(self) -> int:
        """Characters of content."""
        return sum(end - start for start, end in self.content)

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a content span shares a character with ``start:end``."""
        return any(s < end and start < e for s, e in self.content)


class Drafts:
    """Drafts looked up by where their cue or content stands, so that no look-up reads them all."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.all: list[Draft] = []
        self._cues: list[tuple[int, int]] = []
        self._contents: dict[int, list[int]] = defaultdict(list)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> int:
        """Add a draft and return its number."""
        number = len(self.all)
        self.all.append(draft)
        insort(self._cues, (draft.cue[0], number))
        blocks = {block for start, end in draft.content for block in range(start // _BLOCK, (end - 1) // _BLOCK + 1)}
        for block in sorted(blocks):
            self._contents[block].append(number)
        return number

    def cued(self, start: int, end: int) -> list[int]:
        """Return the numbers of the drafts whose cue begins in ``start:end``, by its place."""
        first, last = bisect_left(self._cues, (start, -1)), bisect_left(self._cues, (end, -1))
        return [number for _, number in self._cues[first:last]]

    def covering(self, start: int, end: int) -> list[int]:
        """Return the numbers of the drafts whose content shares a character with ``start:end``."""
        near = {n for block in range(start // _BLOCK, (end - 1) // _BLOCK + 1) for n in self._contents.get(block, ())}
        return sorted(number for number in near if self.all[number].covers(start, end))
