"""What a rule of attribution hands over: a draft, to be weighed against the others."""

from dataclasses import dataclass

from quotestats.records import Stance

Span = tuple[int, int]


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
