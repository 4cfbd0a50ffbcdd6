"""A text cut at the ends of the spans marked in it, so that spans that overlap or nest can be shown as one line.

Pages and notebooks show it: each piece carries the names of the marks that cover it.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch ``text[start:end]`` of some kind; ``of`` names what it belongs to, such as the id of a row."""

    start: int
    end: int
    kind: str
    of: str = ""


class Piece(NamedTuple):
    """A stretch of text that each of its marks covers whole."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds of its marks, each once, in alphabetical order."""
        return sorted({mark.kind for mark in self.marks})


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield the text in pieces from begin to end, in time that grows with text and pieces.

    >>> [(piece.text, piece.kinds) for piece in pieces("a bc d", [Mark(2, 6, "x"), Mark(2, 4, "y")])]
    [('a ', []), ('bc', ['x', 'y']), (' d', ['x'])]
    """
    known = sorted({mark for mark in marks if 0 <= mark.start < mark.end <= len(text)})
    bounds = sorted({0, len(text), *(mark.start for mark in known), *(mark.end for mark in known)})
    open_now: list[Mark] = []
    following = iter(known)
    upcoming = next(following, None)
    for start, end in pairwise(bounds):
        open_now = [mark for mark in open_now if mark.end > start]
        while upcoming is not None and upcoming.start <= start:
            open_now.append(upcoming)
            upcoming = next(following, None)
        yield Piece(text[start:end], tuple(sorted(open_now)))
