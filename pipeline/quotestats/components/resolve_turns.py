"""Whose turn it is in an interview: the label at the head of a paragraph, "Ann Vale:", "((Ann Vale))" or "AV:"."""

import re
from bisect import bisect_right

from quotestats.actors.members import Member
from quotestats.actors.names import initials
from quotestats.components.resolve_scene import Scene

_LABEL = re.compile(
    r"""
    \s*
    (?: \(\( (?P<bracketed>[^()\n]{1,40}) \)\)             # ((Ann Vale))
      | (?P<plain>[A-Z][\w.'’-]*(?:\ [A-Z][\w.'’-]*){0,3}) :\s   # Ann Vale: or AV:
    )
    """,
    re.VERBOSE,
)
_ENOUGH = 2  # labels that make an interview


class Turns:
    """The speaker of each paragraph of an interview; of a text with fewer than two labels, nobody."""

    def __init__(self, scene: Scene) -> None:
        found: list[tuple[int, Member | None]] = []
        for number, line in enumerate(scene.reading.lines):
            if match := _LABEL.match(scene.reading.text, line.start, line.end):
                found.append((number, _speaker(scene, match)))
        labelled = found if len(found) >= _ENOUGH else []
        self._starts = [number for number, _ in labelled]
        self._members = [member for _, member in labelled]

    def speaker(self, paragraph: int) -> Member | None:
        """Return who speaks in a paragraph: its label's, or that of the last paragraph before it that has one."""
        at = bisect_right(self._starts, paragraph) - 1
        return self._members[at] if at >= 0 else None


def _speaker(scene: Scene, match: re.Match[str]) -> Member | None:
    """Return the person that a label names, in full or by initials."""
    group = "bracketed" if match["bracketed"] else "plain"
    named = [n.member for n in scene.names_in(*match.span(group)) if n.member.is_person]
    if named:
        return named[0]
    label = match[group].replace(".", "")
    known = [m for m in scene.cast.members if m.is_person and m.actor_id and initials(m.name) == label]
    return known[0] if len(known) == 1 else None
