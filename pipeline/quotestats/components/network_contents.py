"""From runs of attributed pieces to attributions: number decisions, sources, joined parts, cues."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quotestats.components.network_decoder import (
    Content,
    Doubles,
    Pointed,
    Range,
    Weights,
    evidence,
    pointed,
    runs,
)
from quotestats.components.network_pieces import BREAK, Pieces
from quotestats.components.network_session import Window
from quotestats.components.network_windows import owners

_LONGEST_CUE = 24  # pieces


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the network read it: its pieces, the windows read, the window that answers for each piece."""

    pieces: Pieces
    windows: Sequence[Window]
    owner: Sequence[int]

    def pointed(self, places: Sequence[int], weights: Weights) -> Pointed | None:
        """Return where pieces point together, as the window says that answers for most of them; None if unread."""
        counts = Counter(self.owner[place] for place in places if self.owner[place] >= 0)
        if not counts:
            return None
        number = min(counts, key=lambda owner: (-counts[owner], owner))
        window = self.windows[number]
        held = [place for place in places if window.start <= place < window.end]
        return pointed(self.pieces, window, held, weights)


def contents(pieces: Pieces, windows: Sequence[Window], numbers: Sequence[Range], weights: Weights) -> list[Content]:
    """Return the attributions of a text, in order of their content; ``numbers`` are ranges of pieces.

    A number is attributed when its own pieces say so, and then lies in a content; a reporter's number lies in none.
    """
    reading = Reading(pieces, windows, owners(windows, len(pieces)))
    return _decoded(reading, list(_lines(reading)), _bound(reading, numbers, weights), weights)


def of_numbers(pieces: Pieces, windows: Sequence[Window], numbers: Sequence[Range], weights: Weights) -> list[Content]:
    """Return those of the same attributions that hold a number: only the lines with such a number are decoded."""
    reading = Reading(pieces, windows, owners(windows, len(pieces)))
    bound = _bound(reading, numbers, weights)
    held = np.zeros(len(pieces) + 1, np.int64)
    held[[place + 1 for place, attributed in bound.items() if attributed]] = 1
    before = np.cumsum(held)
    lines = [(start, end) for start, end in _lines(reading) if before[start] < before[end]]
    found = _decoded(reading, lines, bound, weights)
    return [content for content in found if any(before[start] < before[end] for start, end in content.spans)]


def _decoded(reading: Reading, lines: list[Range], bound: dict[int, bool], weights: Weights) -> list[Content]:
    pieces = reading.pieces
    found = evidence(reading.windows, reading.owner, len(pieces))
    parts: list[Content] = []
    for start, end in lines:
        for run in runs(found, start, end, bound, weights):
            part = _part(reading, run, bound, weights)
            if part and pieces.starts[run[0]] < pieces.ends[run[1] - 1]:
                parts.append(part)
    cues = list(_cues(found.cue))
    firsts = [start for start, _ in cues]
    return [_with_cue(content, cues, firsts, weights) for content in _joined(pieces, parts, bound, weights)]


def _bound(reading: Reading, numbers: Sequence[Range], weights: Weights) -> dict[int, bool]:
    bound: dict[int, bool] = {}
    for first, stop in numbers:
        answer = reading.pointed(range(first, stop), weights)
        attributed = answer is not None and (
            answer.sourced > weights.number or (answer.nobody > answer.reporter and answer.nobody > answer.sourced)
        )
        bound.update(dict.fromkeys(range(first, stop), attributed))
    return bound


def _lines(reading: Reading) -> Iterator[Range]:
    """Yield the lines of the text of which something was read."""
    read = np.concatenate(([0], np.cumsum(np.asarray(reading.owner, np.int64) >= 0)))
    edges = [-1, *reading.pieces.breaks, len(reading.pieces)]
    yield from ((a + 1, b) for a, b in pairwise(edges) if read[a + 1] < read[b])


def _part(reading: Reading, run: Range, bound: dict[int, bool], weights: Weights) -> Content | None:
    """Return a run with its source, or None where it turns out to be the reporter's own."""
    places = range(*run)
    held = [place for place in places if bound.get(place)]
    answer = reading.pointed(held or places, weights)
    if answer is None or not (held or max(answer.sourced, answer.nobody) > weights.sourced):
        return None
    named = answer.sourced > answer.nobody
    return Content((run,), answer.source if named else None, None, answer.sourced if named else answer.nobody)


def _joined(pieces: Pieces, parts: Sequence[Content], bound: dict[int, bool], weights: Weights) -> list[Content]:
    """Join parts of one source in one line: those a mark apart, and those around the source, into one content.

    A number of the reporter's between two parts keeps them two spans.
    """
    joined: list[Content] = []
    for part in parts:
        before = joined[-1] if joined else None
        gap = range(before.spans[-1][1], part.spans[0][0]) if before else range(0)
        if before and before.source == part.source and not (pieces.ids[gap.start : gap.stop] == BREAK).any():
            chance = max(before.chance, part.chance)
            near = len(gap) <= weights.join
            if near and all(bound.get(place, True) for place in gap):
                spans = (*before.spans[:-1], (before.spans[-1][0], part.spans[0][1]))
                joined[-1] = before._replace(spans=spans, chance=chance)
                continue
            if near or (part.source and part.source[0] in gap and len(gap) <= weights.split):
                joined[-1] = before._replace(spans=(*before.spans, *part.spans), chance=chance)
                continue
        joined.append(part)
    return joined


def _cues(tags: Doubles) -> Iterator[Range]:
    start: int | None = None
    labels = tags.argmax(1).tolist()
    for place, label in enumerate([*labels, 0]):
        if start is not None and label != 2:
            yield start, place
            start = None
        if label == 1 or (label == 2 and start is None):
            start = place


def _with_cue(content: Content, cues: Sequence[Range], firsts: Sequence[int], weights: Weights) -> Content:
    """Return the content with its cue: near its source, and nearer still to itself ("said 5 died and *added* that").

    ``firsts`` are the first pieces of the cues, which are in order.
    """
    anchors = [content.source] if content.source else list(content.spans)
    around = [*anchors, *content.spans]
    reach = max(weights.cue_reach, weights.cue_near) + _LONGEST_CUE

    def away(cue: Range) -> tuple[int, int]:
        return _gap(cue, anchors), _gap(cue, content.spans)

    first = bisect_left(firsts, min(start for start, _ in around) - reach)
    last = bisect_right(firsts, max(end for _, end in around) + reach)
    found = [(cue, *away(cue)) for cue in cues[first:last]]
    near = [(a + 2 * b, cue) for cue, a, b in found if a <= weights.cue_reach or b <= weights.cue_near]
    return content._replace(cue=min(near, key=lambda one: one[0])[1]) if near else content


def _gap(one: Range, others: Sequence[Range]) -> int:
    """Return the pieces between a range and the nearest of others."""
    return min(max(one[0] - end, start - one[1], 0) for start, end in others)
