"""Whose turn it is in an interview: the label at the head of a paragraph, "Ann Vale:", "((Ann Vale))" or "AV:"."""

import re
from bisect import bisect_right
from collections.abc import Iterator

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

        self._credited = dict(_credits(scene))

    def speaker(self, paragraph: int) -> Member | None:
        """Return who speaks in a paragraph: whose name closes it, its label's, or the last label's before it."""
        if paragraph in self._credited:
            return self._credited[paragraph]
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


def _credits(scene: Scene) -> Iterator[tuple[int, Member]]:
    """Yield the paragraphs that end with a name and nothing else behind their last sentence, and who it names.

    The name may be the next line by itself: an extract and who says it.
    """
    for number, line in enumerate(scene.reading.lines):
        named = scene.names_in(line.start, line.end)
        last = named[-1] if named and named[-1].member.is_person else None
        if last is None or scene.reading.text[last.name.end : line.end].strip():
            continue
        before = scene.reading.text[line.start : last.name.start].rstrip(" -–—~")
        if before.endswith((".", "!", "?", '"', "”", "’")):
            yield number, last.member
        elif not before and number:
            yield number - 1, last.member
