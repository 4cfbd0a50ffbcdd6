"""What a rule of attribution hands over: a draft, to be weighed against the others."""

from dataclasses import dataclass

from quotestats.records import Stance

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A source, cue and content found by one rule. ``content`` may be empty: a cue that waits for its quotation.

    ``rule`` names the construction ("say:clause"), ``lemma`` the cue word, ``at`` the token of the cue. ``nobody``: the
    content is attributed, but to no one who is named.
    """

    rule: str
    lemma: str
    at: int
    cue: Span
    content: tuple[Span, ...]
    source: Span | None = None
    stance: Stance = "asserted"
    continued: bool = False
