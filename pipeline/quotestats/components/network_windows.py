"""Which stretches of a text the network reads, and which window answers for a piece."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotestats.components.network_session import Window

Range = tuple[int, int]  # pieces, half open


@dataclass(frozen=True, slots=True)
class Extent:
    """Sizes in pieces: the longest window, and the context wanted before and after a piece that it answers for.

    ``lead``: the context before that is enough where the window then begins with a line.
    """

    pieces: int
    left: int
    right: int
    lead: int


def around(targets: Iterable[Range], length: int, extent: Extent, breaks: Sequence[int]) -> list[Range]:
    """Return windows in which every target, a sorted range of pieces, has its context, the text's ends aside.

    A window takes all targets that fit, and ends where the last of them has its context. ``breaks`` are the sorted
    places of line breaks.
    """
    windows: list[Range] = []
    start = end = last = 0
    for first, stop in targets:
        if windows and (stop + extent.right <= end or end == length):
            last = stop
        else:
            if windows:
                windows[-1] = (start, min(end, last + extent.right))
            start = _beginning(first, extent, breaks) if length > extent.pieces else 0
            end, last = min(length, start + extent.pieces), stop
            windows.append((start, end))
    if windows:
        windows[-1] = (start, min(end, last + extent.right))
    return windows


def _beginning(first: int, extent: Extent, breaks: Sequence[int]) -> int:
    """Return where a window begins whose first target is ``first``: with a line if one leaves the target its lead."""
    start = max(0, first - extent.left)
    at = bisect_left(breaks, start)
    with_line = breaks[at] + 1 if at < len(breaks) else first
    return with_line if start and with_line <= first - extent.lead else start


def without_context(windows: Sequence[Range], length: int, extent: Extent) -> list[Range]:
    """Return the pieces, as ranges of one, that have their context in none of these windows."""
    served = [False] * length
    for start, end in windows:
        first = start + extent.lead if start else 0
        stop = end - extent.right if end < length else length
        served[first:stop] = [True] * max(0, stop - first)
    return [(place, place + 1) for place in range(length) if not served[place]]


def owners(windows: Sequence[Window], length: int) -> list[int]:
    """Return for each piece the window where it stands furthest from an edge, the text's ends aside; -1 if unread."""
    owner = [-1] * length
    for number, window in enumerate(windows):
        for place in range(window.start, window.end):
            held = owner[place]
            if held < 0 or _room(window, place, length) > _room(windows[held], place, length):
                owner[place] = number
    return owner


def _room(window: Window, place: int, length: int) -> float:
    left = place - window.start if window.start else length
    right = window.end - 1 - place if window.end < length else length
    # a source stands before its content six times in seven, so context before counts less a piece
    return min(left / 2, right)
