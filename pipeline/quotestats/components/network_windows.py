"""Which stretches of a text the network reads, and which window answers for a piece."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotestats.components.network_session import Window


@dataclass(frozen=True, slots=True)
class Extent:
    """Sizes in pieces: the longest window, and the context wanted before and after a piece that it answers for."""

    pieces: int
    left: int
    right: int


def around(targets: Iterable[tuple[int, int]], length: int, extent: Extent) -> list[tuple[int, int]]:
    """Return windows in which every target, a sorted range of pieces, has its context, the text's ends aside.

    A window takes all targets that fit, and ends where the last of them has its context.
    """
    windows: list[tuple[int, int]] = []
    start = end = last = 0
    for first, stop in targets:
        if windows and (stop + extent.right <= end or end == length):
            last = stop
        else:
            if windows:
                windows[-1] = (start, min(end, last + extent.right))
            start = max(0, first - extent.left) if length > extent.pieces else 0
            end, last = min(length, start + extent.pieces), stop
            windows.append((start, end))
    if windows:
        windows[-1] = (start, min(end, last + extent.right))
    return windows


def without_context(windows: Sequence[tuple[int, int]], length: int, extent: Extent) -> list[tuple[int, int]]:
    """Return the pieces, as ranges of one, that have their context in none of these windows."""
    served = [False] * length
    for start, end in windows:
        first = start + extent.left if start else 0
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


def line(breaks: Sequence[int], place: int, length: int) -> tuple[int, int]:
    """Return the pieces of the line that holds a piece; ``breaks`` are the sorted places of line breaks."""
    at = bisect_right(breaks, place)
    return (breaks[at - 1] + 1 if at else 0), (breaks[at] if at < len(breaks) else length)
